//! The coverage ledger, as it is told on standard error.

use crate::terminal::{count, note};
use skilltally::store::Manifest;

pub(crate) fn print(manifest: &Manifest) {
    let ledger = manifest.ledger();
    note(&format!(
        "read {} records: {} kept, {} duplicate, {} rejected, {} without text",
        count(ledger.read),
        count(ledger.kept),
        count(ledger.duplicate),
        count(ledger.rejected),
        count(ledger.without_text),
    ));
    if ledger.without_text > ledger.read / 2 {
        let share = percent(ledger.without_text, ledger.read);
        note(&format!("  {share} have no text; `skilltally inspect` shows which columns were taken for it"));
    }
    if ledger.other_language > 0 {
        let share = percent(ledger.other_language, ledger.kept);
        note(&format!(
            "  {} of the kept ({share}) are in a language that the dictionary is not written for",
            count(ledger.other_language)
        ));
    }
    if ledger.without_mention > 0 {
        let share = percent(ledger.without_mention, ledger.kept);
        note(&format!(
            "  {} of the kept ({share}) name nothing that the dictionary knows",
            count(ledger.without_mention)
        ));
    }
}

/// "1 record was rejected".
pub(crate) fn rejected(number: u64) -> String {
    if number == 1 {
        "1 record was rejected".to_owned()
    } else {
        format!("{} records were rejected", count(number))
    }
}

/// The inputs that were not read to their end.
pub(crate) fn incomplete(manifest: &Manifest) -> Vec<&str> {
    manifest.inputs.iter().filter(|input| !input.complete).map(|input| input.name.as_str()).collect()
}

/// Says, also to who asked for quiet, that figures stand for a part of the inputs.
pub(crate) fn warn_of_incomplete(manifest: &Manifest) {
    let names = incomplete(manifest);
    if names.is_empty() {
        return;
    }
    note(&format!("warning: the store does not hold all of {}", names.join(", ")));
    note("  help: the same scan continues; where a file was replaced since, scan into a new store");
}

fn percent(part: u64, whole: u64) -> String {
    // Counts of postings are far below 2^52, where a float is no longer exact.
    format!("{:.1}%", 100.0 * part as f64 / whole.max(1) as f64)
}
