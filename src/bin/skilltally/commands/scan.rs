//! `skilltally scan`: dumps to a store of facts.

use super::ledger;
use crate::args::ScanArgs;
use crate::progress::{Progress, stop_on_ctrl_c};
use crate::{settings, terminal};
use skilltally::dictionary::Dictionary;
use skilltally::pipeline::{self, Scan, Watch};
use skilltally::scanner::Scanner;
use skilltally::source::{self, Input};
use skilltally::store::Writer;
use skilltally::{ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &ScanArgs, quiet: bool) -> Result<()> {
    let inputs = source::locate(&args.inputs)?;
    let dictionary = settings::dictionary(&args.work)?;
    let scan = settings::scan(&args.read, &args.work, true)?;
    let result = into_store(&inputs, &dictionary, &scan, &args.store, quiet);
    if let Err(error) = &result
        && error.kind() == ErrorKind::Interrupted
    {
        terminal::note(&format!(
            "continue with the same command; the store {} is whole",
            args.store.display()
        ));
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
    stop_on_ctrl_c(&watch);
    let result = {
        let _progress = Progress::follow(&watch, quiet);
        pipeline::scan(inputs, scan, &scanner, &mut writer, &watch)
    };
    if !quiet {
        let manifest = writer.manifest();
        ledger::print(manifest);
        let known = inputs.len() + already - manifest.inputs.len().min(inputs.len() + already);
        if already > 0 && known > 0 {
            terminal::note(&format!(
                "{known} of the inputs were in the store already and were not read again"
            ));
        }
    }
    result?;
    pipeline::check_not_empty(writer.manifest())
}
