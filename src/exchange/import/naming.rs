//! Whether the name of a credential says that it is one, and how it is written so that it does.

use super::draft::Draft;
use super::ordinary::is_function_word;
use super::shape::Shape;
use super::terms::surfaces;
use crate::dictionary::Kind;
use crate::fold::fold;

/// Words, and beginnings of words, that say that a credential is meant.
const CREDENTIAL_WORDS: [&str; 30] = [
    "accredit",
    "apprentice",
    "associate",
    "bachelor",
    "badge",
    "boot camp",
    "bootcamp",
    "certif",
    "charter",
    "clearance",
    "credential",
    "degree",
    "diploma",
    "doctor",
    "endorsement",
    "examination",
    "fellow",
    "journey",
    "licen",
    "master",
    "microcredential",
    "nanodegree",
    "permit",
    "phd",
    "practitioner",
    "professional",
    "qualification",
    "qualified",
    "registered",
    "specialist",
];

/// Whether a name tells by itself that a credential is meant: it says so, names its issuer, or is an
/// acronym or a code.
pub(super) fn is_specific(text: &str, draft: &Draft) -> bool {
    let folded = fold(text);
    if !text.contains(' ') && Shape::of(text).distinct {
        return true;
    }
    let starts = |beginning: &str| folded.starts_with(beginning) || folded.contains(&format!(" {beginning}"));
    if CREDENTIAL_WORDS.iter().any(|word| starts(word)) {
        return true;
    }
    let coded = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(char::is_uppercase)
            || word.ends_with('+') && word.len() > 2
    };
    if text.split(' ').any(coded) {
        return true;
    }
    let issuer = draft.issuer.as_ref().map_or(String::new(), |issuer| fold(&issuer.name));
    let named = |word: &str| {
        // The first word of the issuer's name, or all of it, is what it is called by.
        word.chars().count() > 2 && issuer.split(' ').next() == Some(word) && !is_function_word(word)
    };
    let whole = !issuer.is_empty() && folded.contains(&issuer);
    text.contains(' ') && (whole || folded.split(' ').any(named) && !issuer.starts_with("american"))
}

/// A name with the word for what it is.
pub(super) fn with_kind(name: &str, kind: Kind) -> Vec<String> {
    let name = surfaces(name).swap_remove(0).text;
    let patterns: &[&str] = match kind {
        Kind::Certification => &["{} certification", "certified in {}", "certification in {}"],
        Kind::License => &["{} license", "{} licence"],
        Kind::Degree => &["{} degree", "degree in {}"],
        Kind::Certificate => &["{} certificate", "certificate in {}"],
        Kind::Microcredential => &["{} microcredential", "{} micro-credential", "microcredential in {}"],
        Kind::Badge => &["{} badge"],
        Kind::Clearance => &["{} clearance"],
        Kind::Apprenticeship => &["{} apprenticeship", "apprenticeship in {}"],
        Kind::Bootcamp => &["{} bootcamp", "{} boot camp"],
        Kind::Generic | Kind::Tool | Kind::Skill => &[],
    };
    patterns.iter().map(|pattern| pattern.replace("{}", &name)).collect()
}
