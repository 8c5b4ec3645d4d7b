//! Record cells become a posting with market keys.
//!
//! A dump's columns get roles ([`assign`]); a [`Builder`] made of them turns each record's cells into
//! a [`Posting`]: its text fields, employer, place, date and fingerprint. [`Plain`] reads HTML as text
//! and knows the way back to the original bytes. Nothing here knows how records are read or how text
//! is scanned.

pub mod dates;
pub mod employer;
pub mod language;
pub mod sketch;
pub mod title;

mod build;
mod fingerprint;
mod html;
mod roles;

pub use build::{Builder, Extra, Field, Posting, Scratch};
pub use html::Plain;
pub use roles::{Aside, ColumnRole, Role, Roles, TextRole, assign};

/// What dumps write into a cell that has no value, besides nothing at all.
const MISSING: [&str; 16] = [
    "-",
    "--",
    "-1",
    "#n/a",
    "<na>",
    "[]",
    "\\n",
    "n.a.",
    "n/a",
    "na",
    "nan",
    "nat",
    "nil",
    "none",
    "null",
    "undefined",
];

/// Whether a cell has no value: it is blank, or one word such as "NA", "null" or "-" that says so.
pub fn is_missing(value: &str) -> bool {
    let value = value.trim();
    says_nothing(value)
}

fn says_nothing(value: &str) -> bool {
    value.is_empty() || value.len() <= 9 && MISSING.iter().any(|word| word.eq_ignore_ascii_case(value))
}

/// The cell without blanks around it, empty if it has no value.
fn present(value: &str) -> &str {
    let value = value.trim();
    if says_nothing(value) { "" } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_value() {
        for value in ["", " ", "NA", "n/a", "NaN", "None", "NULL", "-", " nan\n"] {
            assert!(is_missing(value), "{value:?}");
        }
        for value in ["0", "no", "Nan Inc", "R", "N"] {
            assert!(!is_missing(value), "{value:?}");
        }
    }
}
