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

fn percent(part: u64, whole: u64) -> String {
    // Counts of postings are far below 2^52, where a float is no longer exact.
    format!("{:.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}
