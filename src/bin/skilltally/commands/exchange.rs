//! `skilltally dictionary import` and `export`.

use crate::args::{ExchangeFormat, ExportArgs, ExportFormat, ImportArgs, WorkArgs};
use crate::terminal::count;
use crate::{settings, terminal};
use skilltally::dictionary::Kind;
use skilltally::exchange::export;
use skilltally::exchange::import::{self, Format, Imported, Options, Reason};
use skilltally::exchange::to_toml;
use skilltally::source;
use skilltally::{Error, ErrorKind, Result};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// How many examples a reason is told with.
const EXAMPLES: usize = 3;

pub(crate) fn import(args: &ImportArgs, quiet: bool) -> Result<()> {
    let format = match args.format {
        ExchangeFormat::Openbadges => Format::OpenBadges,
        ExchangeFormat::Ctdl => Format::Ctdl,
        ExchangeFormat::Esco => Format::Esco,
        ExchangeFormat::Onet => Format::Onet,
        ExchangeFormat::Lightcast => Format::Lightcast,
        ExchangeFormat::List => Format::List,
    };
    if args.hot && format != Format::Onet {
        return Err(Error::new(ErrorKind::Settings, "--hot has no effect on this format")
            .help("only O*NET says what is hot or in demand"));
    }
    let kinds = kinds(args.kind.as_slice())?;
    if kinds.len() > 1 {
        return Err(
            Error::new(ErrorKind::Settings, "--kind takes one kind here").help("such as --kind badge")
        );
    }
    let options = Options {
        kind: kinds.first().copied(),
        source: args.source.clone(),
        new_only: args.new_only,
        hot: args.hot,
    };
    let work =
        WorkArgs { dictionary: args.dictionary.clone(), no_builtin: args.no_builtin, ..WorkArgs::default() };
    let known = settings::dictionary(&work)?;
    let inputs = source::locate(&args.files)?;
    let imported = import::import(format, &inputs, &options, &known)?;
    if !quiet {
        summary(&imported, inputs.len());
    }
    if let Some(path) = &args.skipped {
        save(path, &skipped(&imported)?)?;
    }
    let text = to_toml(&imported.about, &imported.issuers, &imported.concepts);
    match &args.out {
        None => terminal::print(text.as_bytes()),
        Some(path) => {
            save(path, text.as_bytes())?;
            if !quiet {
                terminal::note(&format!("wrote {0}: use it with --dictionary {0}", path.display()));
            }
            Ok(())
        }
    }
}

/// What was taken, and what was left out and why.
fn summary(imported: &Imported, files: usize) {
    let number =
        |many: u64, one: &str, more: &str| format!("{} {}", count(many), if many == 1 { one } else { more });
    let aliases: usize = imported.concepts.iter().map(|concept| concept.aliases.len()).sum();
    terminal::note(&format!(
        "read {} of {}: {} with {}, {}",
        number(imported.records, "record", "records"),
        number(files as u64, "file", "files"),
        number(imported.concepts.len() as u64, "concept", "concepts"),
        number(aliases as u64, "alias", "aliases"),
        number(imported.issuers.len() as u64, "issuer", "issuers"),
    ));
    for (whole, heading) in [(true, "left out"), (false, "taken, but not looked for as")] {
        let mut reasons: BTreeMap<Reason, Vec<&str>> = BTreeMap::new();
        for left in imported.left_out.iter().filter(|left| left.whole == whole) {
            reasons.entry(left.reason).or_default().push(&left.term);
        }
        if reasons.is_empty() {
            continue;
        }
        terminal::note(&format!("{heading}:"));
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(reason, terms)| (std::cmp::Reverse(terms.len()), *reason));
        for (reason, terms) in reasons {
            let examples = terms.iter().take(EXAMPLES).map(|term| format!("\"{}\"", shortened(term)));
            terminal::note(&format!(
                "  {:>7} {}: {}",
                count(terms.len() as u64),
                reason.text(),
                examples.collect::<Vec<_>>().join(", ")
            ));
        }
    }
}

fn shortened(term: &str) -> String {
    if term.chars().count() <= 40 { term.to_owned() } else { term.chars().take(39).chain(['…']).collect() }
}

/// Everything that was left out, as CSV.
fn skipped(imported: &Imported) -> Result<Vec<u8>> {
    let failed =
        |error: csv::Error| Error::new(ErrorKind::Output, "the list cannot be written").because(error);
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["term", "left_out", "reason"]).map_err(failed)?;
    for left in &imported.left_out {
        let what = if left.whole { "term" } else { "spelling" };
        csv.write_record([&left.term, what, left.reason.text()]).map_err(failed)?;
    }
    csv.into_inner().map_err(|error| {
        Error::new(ErrorKind::Output, "the list cannot be written").because(error.to_string())
    })
}

pub(crate) fn export(args: &ExportArgs, quiet: bool) -> Result<()> {
    let dictionary = settings::dictionary(&args.work)?;
    let kinds = if args.kind.is_empty() { Kind::ALL.to_vec() } else { kinds(&args.kind)? };
    let told = |path: &Path| {
        if !quiet {
            terminal::note(&format!("wrote {}", path.display()));
        }
    };
    if args.format == ExportFormat::Openbadges {
        let text = export::open_badges(&dictionary, &kinds);
        return match &args.out {
            None => terminal::print(text.as_bytes()),
            Some(path) => save(path, text.as_bytes()).map(|()| told(path)),
        };
    }
    let Some(folder) = &args.out else {
        return Err(Error::new(ErrorKind::Settings, "two tables cannot share standard output")
            .help("give a folder with --out DIR"));
    };
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    for table in export::tables(&dictionary, &kinds) {
        let (ending, bytes) = match args.format {
            ExportFormat::Parquet => ("parquet", table.parquet()?),
            _ => ("csv", table.csv()?),
        };
        let path = folder.join(format!("{}.{ending}", table.name));
        save(&path, &bytes)?;
        told(&path);
    }
    Ok(())
}

/// The kinds that were named; `credential` and `all` are groups of them.
fn kinds<'a>(names: impl IntoIterator<Item = &'a String>) -> Result<Vec<Kind>> {
    let mut all = Vec::new();
    for name in names {
        match name.as_str() {
            "all" => all.extend(Kind::ALL),
            "credential" => all.extend(Kind::ALL.into_iter().filter(|kind| kind.is_credential())),
            name => all.push(name.parse().map_err(|()| {
                let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                Error::new(ErrorKind::Settings, format!("there is no kind {name:?}"))
                    .help(format!("choose one of {}", known.join(", ")))
            })?),
        }
    }
    Ok(all)
}

/// Writes a file whole or not at all.
fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".skilltally-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        // A temporary file is for its owner only; this one is like any other.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(path).map_or(0o644, |about| about.permissions().mode());
            file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| cannot_write(path, error))
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Output, "the file cannot be written")
        .in_file(path.display().to_string())
        .because(error)
        .help("check that the folder is there, the free space and the rights on it")
}
