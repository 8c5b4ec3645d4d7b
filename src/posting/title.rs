//! The key by which two job titles agree: the same words, whatever the case and the signs between them.
//!
//! What a new posting of one vacancy changes does not count: its number ("JR0068574", "2018-4506") and the
//! letters for the sexes ("(m/f/d)", "H/F"). Whatever else differs tells jobs apart, as grades ("Band 5")
//! and wards do, however alike the texts are.

use xxhash_rust::xxh3::Xxh3Default;

/// Letters for the sexes (and for veterans, who are named with them), of which two or more stand together.
const SEXES: [&str; 7] = ["d", "f", "h", "m", "v", "w", "x"];

/// The digits from which on a word is the number of a vacancy, if it is no year.
const NUMBER_DIGITS: usize = 4;

/// The key of a title that was read as text.
pub fn title_key(title: &str) -> u64 {
    let folded: String = title.chars().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> =
        folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut hash = Xxh3Default::new();
    let mut any = false;
    let mut add = |word: &str| {
        hash.update(word.as_bytes());
        hash.update(b" ");
    };
    for run in words.chunk_by(|a, b| Sort::of(a) == Sort::of(b)) {
        let is_dropped = match run.first().map(|word| Sort::of(word)) {
            Some(Sort::Sex) => run.len() > 1,
            Some(Sort::Digits) => run.iter().any(|word| !is_year(word)),
            _ => false,
        };
        if !is_dropped {
            run.iter().copied().for_each(&mut add);
            any = true;
        }
    }
    if !any {
        words.iter().copied().for_each(add);
    }
    hash.digest()
}

/// What a word of a title may be besides a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Sex,
    /// A year or the number of a vacancy, which may have a year before it.
    Digits,
    Other,
}

impl Sort {
    fn of(word: &str) -> Self {
        if SEXES.contains(&word) {
            Self::Sex
        } else if word.chars().filter(|sign| sign.is_numeric()).count() >= NUMBER_DIGITS {
            Self::Digits
        } else {
            Self::Other
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_that_agree() {
        for (one, other) in [
            ("Data Analyst", "DATA  ANALYST"),
            ("R&D Statistics / Data Science", "R&D Statistics/Data Science"),
            ("JR0012345 - Data Analyst", "Data Analyst"),
            ("Data Analyst (2018-45067)", "Data Analyst"),
            ("Buchhalter (m/w/d)", "Buchhalter"),
            ("Comptable H/F (H/F)", "Comptable F/H"),
            ("Driver M/F/D/V", "Driver"),
        ] {
            assert_eq!(title_key(one), title_key(other), "{one} | {other}");
        }
    }

    #[test]
    fn titles_that_differ() {
        for (one, other) in [
            ("Staff Nurse Band 5", "Staff Nurse Band 6"),
            ("Staff Nurse - Endoscopy", "Staff Nurse - Theatres"),
            ("Data Scientist", "Senior Data Scientist"),
            ("Graduate Scheme 2024", "Graduate Scheme 2025"),
            ("Physicist M", "Physicist"),
            ("C Developer", "C++ R Developer"),
            ("12345", "54321"),
            ("", "Clerk"),
        ] {
            assert_ne!(title_key(one), title_key(other), "{one} | {other}");
        }
    }

    proptest! {
        #[test]
        fn no_title_panics(title in any::<String>()) {
            prop_assert_eq!(title_key(&title), title_key(&format!("  {title}, ")));
        }
    }
}
