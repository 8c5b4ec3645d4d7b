//! `skilltally scan`: dumps to a store of facts.

use super::ledger;
use crate::args::ScanArgs;
use crate::progress::{Progress, stop_on_ctrl_c};
use crate::terminal::count;
use crate::{settings, terminal};
use skilltally::dictionary::Dictionary;
use skilltally::pipeline::{self, Scan, Watch};
use skilltally::scanner::Scanner;
use skilltally::source::{self, Input};
use skilltally::store::{Manifest, Reader, Writer};
use skilltally::{ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &ScanArgs, quiet: bool) -> Result<()> {
    let inputs = source::locate(&args.inputs)?;
    let dictionary = settings::dictionary(&args.work)?;
    let scan = settings::scan(&args.read, &args.work, true)?;
    let result = into_store(&inputs, &dictionary, &scan, &args.store, quiet);
    if args.near_duplicates && result.is_ok() {
        let copies = pipeline::write_near_duplicates(&Reader::open(&args.store)?)?;
        if !quiet {
            terminal::note(&format!("{} near copies besides", count(copies as u64)));
        }
    }
    let told = match &result {
        Ok(()) => true,
        Err(error) => matches!(error.kind(), ErrorKind::Input | ErrorKind::Interrupted),
    };
    let manifest = if told { Manifest::read(&args.store).ok().flatten() } else { None };
    let Some(manifest) = manifest.filter(|manifest| manifest.ledger().read > 0) else { return result };
    let store = args.store.display();
    let rejected = manifest.ledger().rejected;
    if rejected > 0 && !quiet {
        terminal::note(&format!("  {}: {store}/rejects.csv says why", ledger::rejected(rejected)));
    }
    match &result {
        Ok(()) if !quiet => terminal::note(&format!("rank the facts with: skilltally rank --store {store}")),
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            terminal::note(&format!("the store {store} is whole; the same command continues it"));
        }
        Err(error) if error.kind() == ErrorKind::Input => ledger::warn_of_incomplete(&manifest),
        _ => {}
    }
    result
}

/// Scans `inputs` into the store in `folder` and tells what became of the records.
pub(crate) fn into_store(
    inputs: &[Input],
    dictionary: &Dictionary,
    scan: &Scan,
    folder: &Path,
    quiet: bool,
) -> Result<()> {
    let scanner = Scanner::new(dictionary)?;
    let mut writer = Writer::open(folder, dictionary)?;
    let already = writer.manifest().inputs.iter().filter(|input| input.complete).count();
    let watch = Arc::new(Watch::default());
    let stopping = if scan.remember { "stopping: what is scanned is being written" } else { "stopping" };
    stop_on_ctrl_c(&watch, stopping);
    let result = {
        let _progress = Progress::follow(&watch, quiet);
        pipeline::scan(inputs, scan, &scanner, &mut writer, &watch)
    };
    let manifest = writer.manifest();
    if !quiet && manifest.ledger().read > 0 {
        ledger::print(manifest);
        let known = inputs.len() + already - manifest.inputs.len().min(inputs.len() + already);
        if already > 0 && known > 0 {
            let inputs =
                if known == 1 { "1 input was" } else { &format!("{} inputs were", count(known as u64)) };
            terminal::note(&format!("{inputs} in the store already and not read again"));
        }
    }
    result?;
    pipeline::check_not_empty(writer.manifest())
}
