//! `skilltally rank`: dumps, or a store, to ranked tables. From dumps it is a scan into a store that is
//! thrown away, and a ranking of that store.

use super::scan::into_store;
use super::ledger;
use crate::args::{Duplicates, RankArgs, RankBy};
use crate::{config, settings, terminal};
use skilltally::pipeline::{self, Rank};
use skilltally::report::{About, Format, Report, write};
use skilltally::source;
use skilltally::store::{Manifest, Reader};
use skilltally::tables::{Group, Measure, RankSettings};
use skilltally::{Error, ErrorKind, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) fn run(args: RankArgs, quiet: bool) -> Result<()> {
    let args = config::complete(args)?;
    let rank = settings(&args)?;
    let formats = formats(&args)?;
    match (&args.store, args.inputs.as_slice()) {
        (Some(_), [_, ..]) => Err(Error::new(ErrorKind::Settings, "both inputs and --store are given")
            .help("`skilltally scan INPUT --store DIR` adds dumps to a store; then rank the store alone")),
        (None, []) => Err(Error::new(ErrorKind::Settings, "there is nothing to rank")
            .help("name a dump (a file, a folder, a glob or -), or a store with --store DIR")),
        (Some(folder), []) => {
            let reader = Reader::open(folder)?;
            if !quiet {
                ledger::print(reader.manifest());
            }
            pipeline::check_not_empty(reader.manifest())?;
            finish(&reader, &rank, &formats, &args)
        }
        (None, inputs) => {
            let inputs = source::locate(inputs)?;
            let dictionary = settings::dictionary(&args.work)?;
            let scan = settings::scan(&args.read, &args.work, false)?;
            let folder = tempfile::Builder::new().prefix("skilltally-").tempdir().map_err(|error| {
                Error::new(ErrorKind::Output, "there is no room for temporary facts")
                    .because(error)
                    .help("set TMPDIR to a folder with space, or scan into a --store of your own")
            })?;
            let scanned = into_store(&inputs, &dictionary, &scan, folder.path(), quiet);
            keep_rejects(folder.path(), &args, quiet)?;
            scanned?;
            finish(&Reader::open(folder.path())?, &rank, &formats, &args)
        }
    }
}

fn settings(args: &RankArgs) -> Result<Rank> {
    let kinds = if args.kind.is_empty() {
        ["credential", "tool", "skill"].map(str::to_owned).to_vec()
    } else {
        args.kind.clone()
    };
    let groups = kinds.iter().map(|kind| {
        kind.parse::<Group>().map_err(|_| {
            let known: Vec<&str> = Group::names().collect();
            Error::new(ErrorKind::Settings, format!("--kind {kind}: there is no such kind"))
                .help(format!("one of: {}", known.join(", ")))
        })
    });
    let defaults = RankSettings::default();
    Ok(Rank {
        by: args.by.clone(),
        groups: groups.collect::<Result<_>>()?,
        settings: RankSettings {
            measure: match args.rank_by {
                None | Some(RankBy::Share) => Measure::Share,
                Some(RankBy::Employers) => Measure::Employers,
                Some(RankBy::Required) => Measure::Required,
            },
            top: Some(args.top.unwrap_or(20)).filter(|top| *top > 0),
            min_postings: args.min_postings.unwrap_or(defaults.min_postings),
            min_employers: args.min_employers.unwrap_or(defaults.min_employers),
        },
        keep_duplicates: args.duplicates == Some(Duplicates::Keep),
    })
}

fn formats(args: &RankArgs) -> Result<Vec<Format>> {
    let all = |formats: &[Format]| Ok(formats.to_vec());
    if args.format.is_empty() {
        let files = [Format::Csv, Format::Json, Format::Markdown, Format::Parquet];
        return if args.out.is_some() { all(&files) } else { all(&[Format::Terminal]) };
    }
    let formats: Vec<Format> = args
        .format
        .iter()
        .map(|name| {
            name.parse().map_err(|()| {
                Error::new(ErrorKind::Settings, format!("--format {name}: there is no such format"))
                    .help("one of: terminal, csv, json, markdown, parquet")
            })
        })
        .collect::<Result<_>>()?;
    if args.out.is_none() && formats.len() > 1 {
        return Err(Error::new(ErrorKind::Settings, "several formats cannot share standard output")
            .help("give a folder with --out DIR, or one format"));
    }
    Ok(formats)
}

fn finish(reader: &Reader, rank: &Rank, formats: &[Format], args: &RankArgs) -> Result<()> {
    let tables = pipeline::rank(reader, rank)?;
    let report = Report { tables, about: about(reader.manifest(), rank) };
    let Some(folder) = &args.out else {
        let mut out = Vec::new();
        let markets = args.markets.unwrap_or(12);
        write(formats[0], &report.first_markets(formats[0], markets), &look(), &mut out)?;
        return terminal::print(&out);
    };
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    for format in formats {
        for (name, part) in format.files() {
            let path = folder.join(name);
            let file = File::create(&path).map_err(|error| cannot_write(&path, error))?;
            let mut file = BufWriter::new(file);
            skilltally::report::write_file(part, &report, &look(), &mut file)?;
            file.flush().map_err(|error| cannot_write(&path, error))?;
            terminal::note(&format!("wrote {}", path.display()));
        }
    }
    Ok(())
}
