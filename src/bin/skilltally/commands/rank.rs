//! `skilltally rank`: dumps, or a store, to ranked tables. From dumps it is a scan into a store that is
//! thrown away, and a ranking of that store.

use super::ledger;
use super::scan::into_store;
use crate::args::{Duplicates, RankArgs, RankBy};
use crate::settings::at_least_one;
use crate::{config, settings, terminal};
use skilltally::pipeline::{self, Rank, Ranked, Scan};
use skilltally::report::{self, About, Format, Render, Report, Terminal, Unread};
use skilltally::source;
use skilltally::store::{MANIFEST, Manifest, Reader};
use skilltally::tables::{Group, Measure, RankSettings, RankedTable, Standing};
use skilltally::{Error, ErrorKind, Result};
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;

/// How many rows a table has, and how many markets a terminal shows, unless told otherwise.
const TOP: usize = 20;
const MARKETS: usize = 12;

/// How many texts that were not understood are told.
const COMMONEST: usize = 25;

pub(crate) fn run(args: RankArgs, quiet: bool) -> Result<()> {
    let args = config::complete(args)?;
    let rank = settings(&args)?;
    let output = Output::new(&args)?;
    match (&args.store, args.inputs.as_slice()) {
        (Some(_), [_, ..]) => Err(Error::new(ErrorKind::Settings, "both inputs and --store are given")
            .help("`skilltally scan INPUT --store DIR` adds dumps to a store; then rank the store alone")),
        (None, []) => Err(Error::new(ErrorKind::Settings, "there is nothing to rank")
            .help("name a dump (a file, a folder, a glob or -), or a store with --store DIR")),
        (Some(folder), []) => {
            refuse_reading(&args)?;
            let reader = Reader::open(folder)?;
            if !quiet {
                ledger::print(reader.manifest());
            }
            ledger::warn_of_incomplete(reader.manifest());
            pipeline::check_not_empty(reader.manifest())?;
            output.write(&reader, &rank, &args, quiet)
        }
        (None, inputs) => {
            if let Some(store) = inputs.iter().find(|input| Path::new(input).join(MANIFEST).is_file()) {
                return Err(Error::new(ErrorKind::Settings, "this is a store of facts, not a dump")
                    .in_file(store.as_str())
                    .help(format!("rank it with --store {store}")));
            }
            let inputs = source::locate(inputs)?;
            let dictionary = settings::dictionary(&args.work)?;
            let filter_on = rank.filters.iter().map(|filter| filter.dimension.clone()).collect();
            let scan =
                Scan { by: rank.by.clone(), filter_on, ..settings::scan(&args.read, &args.work, false)? };
            let folder = tempfile::Builder::new().prefix("skilltally-").tempdir().map_err(|error| {
                Error::new(ErrorKind::Output, "there is no room for temporary facts")
                    .because(error)
                    .help("set TMPDIR to a folder with space, or scan into a --store of your own")
            })?;
            let scanned = into_store(&inputs, &dictionary, &scan, folder.path(), quiet);
            // What ranking needs of it is in the store: its memory is better used there.
            drop(dictionary);
            keep_rejects(folder.path(), &args, quiet)?;
            scanned?;
            output.write(&Reader::open(folder.path())?, &rank, &args, quiet)
        }
    }
}

/// A store is read and scanned already: what says how to do that would have no effect.
fn refuse_reading(args: &RankArgs) -> Result<()> {
    let read = &args.read;
    let without_effect = [
        ("map", !read.map.is_empty()),
        ("keep", !read.keep.is_empty()),
        ("employers", !read.employers.is_empty()),
        ("country", read.country.is_some()),
        ("date-order", read.date_order.is_some()),
        ("made-on", read.made_on.is_some()),
        ("input-format", read.input_format.is_some()),
        ("encoding", read.encoding.is_some()),
        ("delimiter", read.delimiter.is_some()),
        ("max-record", read.max_record.is_some()),
        ("dictionary", !args.work.dictionary.is_empty()),
        ("no-builtin", args.work.no_builtin),
    ];
    match without_effect.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((name, _)) => Err(Error::new(ErrorKind::Settings, format!("--{name} has no effect on a store"))
            .help(format!(
                "the dumps were read when the store was made; give --{name} to `skilltally scan`"
            ))),
    }
}

fn settings(args: &RankArgs) -> Result<Rank> {
    let default = ["credential", "tool", "skill"].map(str::to_owned);
    let kinds = if args.kind.is_empty() { default.as_slice() } else { &args.kind };
    let defaults = RankSettings::default();
    Ok(Rank {
        by: args.by.clone(),
        filters: args.filters.iter().map(|filter| filter.parse()).collect::<Result<_>>()?,
        groups: kinds.iter().map(|kind| kind.parse::<Group>()).collect::<Result<_>>()?,
        settings: RankSettings {
            measure: match args.rank_by {
                None | Some(RankBy::Share) => Measure::Share,
                Some(RankBy::Employers) => Measure::Employers,
                Some(RankBy::Required) => Measure::Required,
                Some(RankBy::Specificity) => Measure::Specificity,
            },
            top: Some(args.top.unwrap_or(TOP)).filter(|top| *top > 0),
            min_postings: args.min_postings.unwrap_or(defaults.min_postings),
            min_employers: args.min_employers.unwrap_or(defaults.min_employers),
            employer_cap: at_least_one("employer-cap", args.employer_cap)?,
            resamples: resamples(args.resamples)?.unwrap_or(defaults.resamples),
            seed: args.seed.unwrap_or(defaults.seed),
            simultaneous: args.simultaneous,
        },
        duplicates: match args.duplicates {
            Some(Duplicates::Keep) => pipeline::Duplicates::Keep,
            None | Some(Duplicates::Drop) => pipeline::Duplicates::Exact,
            Some(Duplicates::NearEmployer) => pipeline::Duplicates::NearEmployer,
            Some(Duplicates::Near) => pipeline::Duplicates::Near,
        },
        strict: args.strict,
        threads: at_least_one("threads", args.work.threads)?.unwrap_or(0),
    })
}

/// Fewer than a hundred draws say nothing of the 2.5% at either end; millions only take memory.
fn resamples(number: Option<usize>) -> Result<Option<usize>> {
    match number {
        Some(number) if !(100..=10_000).contains(&number) => {
            Err(Error::new(ErrorKind::Settings, format!("--resamples {number} is not between 100 and 10000"))
                .help("1000 is enough for intervals to two figures"))
        }
        other => Ok(other),
    }
}

/// Where the tables go, and how they look there.
struct Output {
    /// The terminal's tables are wanted.
    terminal: bool,
    files: Vec<Format>,
}

impl Output {
    fn new(args: &RankArgs) -> Result<Self> {
        if args.format.is_empty() {
            let files = if args.out.is_some() { Format::ALL.to_vec() } else { Vec::new() };
            return Ok(Self { terminal: args.out.is_none(), files });
        }
        let (terminal, named): (Vec<&String>, Vec<&String>) =
            args.format.iter().partition(|name| *name == "terminal");
        let files =
            named.into_iter().map(|name| name.parse()).collect::<Result<Vec<Format>>>().map_err(|error| {
                let advice = error.advice().map(|advice| format!("{advice}, terminal"));
                error.help(advice.unwrap_or_default())
            })?;
        if args.out.is_none() && files.len() + terminal.len() > 1 {
            return Err(Error::new(ErrorKind::Settings, "several formats cannot share standard output")
                .help("give a folder with --out DIR, or one format"));
        }
        if args.out.is_none() && files == [Format::Parquet] && std::io::stdout().is_terminal() {
            return Err(Error::new(ErrorKind::Settings, "Parquet is not for a terminal")
                .help("give a folder with --out DIR, or redirect it: > recognition.parquet"));
        }
        Ok(Self { terminal: !terminal.is_empty(), files })
    }

    fn write(&self, reader: &Reader, rank: &Rank, args: &RankArgs, quiet: bool) -> Result<()> {
        let ranked = pipeline::rank(reader, rank)?;
        let mut about = about(reader.manifest(), rank, &ranked);
        if args.sensitivity {
            about.notes.extend(pipeline::sensitivity(reader, rank)?.iter().map(ToString::to_string));
        }
        let report = Report { tables: ranked.tables, about };
        if self.terminal {
            let most = args.markets.unwrap_or(MARKETS);
            let (shown, left_out) = first_markets(&report, most);
            let look = Terminal { width: terminal::width(), colour: terminal::colour() };
            let mut out = Vec::new();
            look.render(&shown, &mut out)?;
            terminal::print(&out)?;
            if left_out > 0 && !quiet {
                let markets = if left_out == 1 { "market" } else { "markets" };
                terminal::note(&format!(
                    "{left_out} more {markets}: --markets 0 shows all, --out DIR writes all"
                ));
            }
        }
        match (&args.out, self.files.as_slice()) {
            (Some(folder), formats) => write_files(folder, formats, &report, quiet),
            (None, [format]) => {
                let mut out = Vec::new();
                report::write(*format, &report, &mut out)?;
                terminal::print(&out)
            }
            (None, _) => Ok(()),
        }
    }
}

/// The largest markets of a report, in the report's order, and how many are left out. Those that are
/// too small to rank stay: they are only counted.
fn first_markets(report: &Report, most: usize) -> (Report, usize) {
    let size = |table: &RankedTable| (std::cmp::Reverse(table.market_postings), table.market.clone());
    let ranked = |table: &&RankedTable| table.standing != Standing::TooSmall;
    let mut markets: Vec<_> = report.tables.iter().filter(ranked).map(size).collect();
    markets.sort();
    markets.dedup();
    if most == 0 || markets.len() <= most {
        return (report.clone(), 0);
    }
    let left_out = markets.len() - most;
    markets.truncate(most);
    let tables = report
        .tables
        .iter()
        .filter(|table| !ranked(table) || markets.contains(&size(table)))
        .cloned()
        .collect();
    (Report { tables, about: report.about.clone() }, left_out)
}

fn write_files(folder: &Path, formats: &[Format], report: &Report, quiet: bool) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    let save = |name: String, write: &dyn Fn(&mut dyn Write) -> Result<()>| {
        let path = folder.join(name);
        let mut file = BufWriter::new(File::create(&path).map_err(|error| cannot_write(&path, error))?);
        write(&mut file)?;
        file.flush().map_err(|error| cannot_write(&path, error))?;
        if !quiet {
            terminal::note(&format!("wrote {}", path.display()));
        }
        Ok(())
    };
    for format in formats {
        let name = format!("recognition.{}", format.extension());
        save(name, &|out| report::write(*format, report, out))?;
        if *format == Format::Csv {
            save("recognition.meta.json".into(), &|out| report::write_meta(report, out))?;
        }
    }
    Ok(())
}

/// Rejected records outlive the temporary store: beside the tables, or told by their number.
fn keep_rejects(store: &Path, args: &RankArgs, quiet: bool) -> Result<()> {
    let Some(manifest) = Manifest::read(store)?.filter(|manifest| manifest.ledger().rejected > 0) else {
        return Ok(());
    };
    match &args.out {
        Some(folder) => {
            let path = folder.join("rejects.csv");
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::copy(store.join("rejects.csv"), &path))
                .map_err(|error| cannot_write(&path, error))?;
            if !quiet {
                terminal::note(&format!("wrote {}", path.display()));
            }
        }
        None if !quiet => {
            let rejected = ledger::rejected(manifest.ledger().rejected);
            terminal::note(&format!("  {rejected}: --out DIR writes rejects.csv, which says why"));
        }
        None => {}
    }
    Ok(())
}

/// What the tables were made from. How many threads did it, and where it was written, is left out: the
/// same facts give the same bytes.
fn about(manifest: &Manifest, rank: &Rank, ranked: &Ranked) -> About {
    let names: Vec<&str> = rank.groups.iter().map(Group::name).collect();
    let setting = |name: &str, value: String| (name.to_owned(), value);
    let incomplete = ledger::incomplete(manifest).join(", ");
    let incomplete = (!incomplete.is_empty()).then(|| setting("incomplete-inputs", incomplete));
    let ledger = manifest.ledger();
    About {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        schema_version: manifest.schema_version,
        dictionary_fingerprint: manifest.dictionary.fingerprint.clone(),
        dictionary_concepts: u64::try_from(manifest.dictionary.concepts).unwrap_or(u64::MAX),
        settings: [
            setting("by", rank.by.join(",")),
            setting("where", rank.filters.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")),
            setting("kind", names.join(",")),
            setting("rank-by", rank.settings.measure.name().to_owned()),
            setting("top", rank.settings.top.map_or("all".to_owned(), |top| top.to_string())),
            setting("min-postings", rank.settings.min_postings.to_string()),
            setting("min-employers", rank.settings.min_employers.to_string()),
            setting(
                "employer-cap",
                rank.settings.employer_cap.map_or("none".to_owned(), |cap| cap.to_string()),
            ),
            setting("alternatives", if rank.strict { "left out" } else { "counted" }.to_owned()),
            setting(
                "rank-intervals",
                if rank.settings.simultaneous { "simultaneous" } else { "marginal" }.to_owned(),
            ),
            setting("resamples", rank.settings.resamples.to_string()),
            setting("seed", rank.settings.seed.to_string()),
            setting("duplicates", rank.duplicates.name().to_owned()),
        ]
        .into_iter()
        .chain(incomplete)
        .collect(),
        ledger: [
            ("read", ledger.read),
            ("kept", ledger.kept),
            ("duplicate", ledger.duplicate),
            ("rejected", ledger.rejected),
            ("without_text", ledger.without_text),
            ("other_language", ledger.other_language),
            ("without_mention", ledger.without_mention),
        ]
        .into_iter()
        .chain(counted(ranked, rank.settings.min_postings))
        .map(|(name, count)| (name.to_owned(), count))
        .collect(),
        unread: [("location", &ranked.unread.locations), ("title", &ranked.unread.titles)]
            .into_iter()
            .filter(|(_, unread)| unread.postings > 0 && !ranked.asks_names)
            .map(|(what, unread)| Unread {
                what: what.to_owned(),
                postings: unread.postings,
                commonest: unread.texts.iter().take(COMMONEST).cloned().collect(),
            })
            .collect(),
        notes: Vec::new(),
    }
}

/// What the tables stand on, where that gives nothing away: if postings are chosen by what they name, how many there
/// are is a figure like others, and so is how many are in a market that is too small.
fn counted(ranked: &Ranked, min_postings: u64) -> Vec<(&'static str, u64)> {
    let group = ranked.tables.first().map(|table| &table.group);
    let tables = || ranked.tables.iter().filter(|table| Some(&table.group) == group);
    let hidden = tables().filter(|table| table.standing == Standing::TooSmall).count();
    let told: u64 = tables().map(|table| table.market_postings).sum();
    let left = ranked.counted.saturating_sub(told);
    let is_open = hidden == 0 || (hidden > 1 && left >= min_postings);
    if ranked.asks_names && (ranked.counted < min_postings || !is_open) {
        return Vec::new();
    }
    vec![("filtered", ranked.filtered), ("copy", ranked.copies), ("counted", ranked.counted)]
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Output, "the file cannot be written")
        .in_file(path.display().to_string())
        .because(error)
        .help("check the free space and the rights on the folder")
}
