//! Names that stand for somebody else's vacancy: staffing agencies, recruiters and job boards. A count of
//! employers or a ranking of who asks for what goes astray where they are taken for employers.
//!
//! A key is known from the table, or by a word of the trade in it, unless it also has a word of the public
//! service or of health care, which recruit for themselves ("Air Force Personnel Center").

/// Names, sorted: key, kind ("agency", "board", or "employer" for one that a word would flag wrongly) and
/// reach ("whole": the key itself; "start": any key that begins with these words).
const TABLE: &str = include_str!("../../../dictionaries/employers/staffing.tsv");

/// Whose vacancy it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intermediary {
    /// Places people with, or lends them to, another employer.
    Agency,
    /// Shows other employers' vacancies.
    Board,
}

/// Words of the trade, anywhere in a key.
const WORDS: &[&str] = &[
    "headhunter",
    "headhunters",
    "headhunting",
    "interim",
    "interimaires",
    "manpower",
    "recruit",
    "recruiter",
    "recruiters",
    "recruiting",
    "recruitment",
    "recruits",
    "recrutement",
    "recrutements",
    "resourcing",
    "rpo",
    "staffing",
    "zeitarbeit",
];

/// Words of the trade at the end of a key of at least two words.
const LAST_WORDS: &[&str] = &["personnel", "search", "talent", "temps"];

/// Two words of the trade, anywhere in a key.
const PAIRS: &[(&str, &str)] = &[
    ("agence", "demploi"),
    ("executive", "search"),
    ("personnel", "services"),
    ("personnel", "solutions"),
    ("search", "group"),
    ("search", "international"),
    ("search", "partners"),
    ("talent", "acquisition"),
    ("talent", "advisors"),
    ("talent", "collective"),
    ("talent", "group"),
    ("talent", "partners"),
    ("talent", "solutions"),
    ("travail", "temporaire"),
];

/// Words of employers that recruit for themselves.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "administration", "agency", "air", "army", "bank", "bureau", "center", "centre", "city", "college",
    "commission", "council", "county", "deanery", "department", "direction", "district", "federal", "force",
    "government", "health", "hospital", "hospitals", "marine", "ministry", "national", "naval", "navy",
    "nhs", "office", "police", "school", "state", "trust", "university",
];

/// Whether the key of a name ([`super::normalise`]) is an agency's, a recruiter's or a job board's.
pub fn is_staffing(name_key: &str) -> bool {
    intermediary(name_key).is_some()
}

/// What kind of intermediary the key of a name ([`super::normalise`]) is, if it is one.
pub fn intermediary(name_key: &str) -> Option<Intermediary> {
    let known = listed(name_key);
    match known {
        Some("agency") => Some(Intermediary::Agency),
        Some("board") => Some(Intermediary::Board),
        Some(_) => None,
        None => by_words(name_key),
    }
}

fn by_words(key: &str) -> Option<Intermediary> {
    let last = key.rsplit_once(' ').map_or("", |(_, last)| last);
    if last == "jobs" || key.starts_with("jobs via ") || key.starts_with("jobs at ") {
        return Some(Intermediary::Board);
    }
    let words = || key.split(' ');
    let of_trade = words().any(|word| WORDS.binary_search(&word).is_ok())
        || LAST_WORDS.contains(&last)
        || words().zip(words().skip(1)).any(|pair| PAIRS.binary_search(&pair).is_ok());
    (of_trade && !words().any(|word| OWN.binary_search(&word).is_ok())).then_some(Intermediary::Agency)
}

/// The kind of the longest listed name that is the key, or that begins it and may. The table is sorted and
/// searched where it lies: for the key's first word, from which on its names stand together.
fn listed(key: &str) -> Option<&'static str> {
    let first = key.split(' ').next().filter(|word| !word.is_empty())?;
    let bytes = TABLE.as_bytes();
    let (mut from, mut to) = (0, TABLE.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start =
            bytes[from..middle].iter().rposition(|byte| *byte == b'\n').map_or(from, |at| from + at + 1);
        let end = bytes[middle..to].iter().position(|byte| *byte == b'\n').map_or(to, |at| middle + at + 1);
        // A comment's "#" stands before every letter and digit, and a tab before a blank.
        if &bytes[start..end] < first.as_bytes() {
            from = end;
        } else {
            to = start;
        }
    }
    let names = TABLE.get(from..)?.lines().take_while(|line| line.starts_with(first));
    let known = names.filter_map(|line| {
        let mut fields = line.split('\t');
        let (name, kind, reach) = (fields.next()?, fields.next()?, fields.next()?);
        let rest = key.strip_prefix(name)?;
        (rest.is_empty() || reach == "start" && rest.starts_with(' ')).then_some(kind)
    });
    known.last()
}

#[cfg(test)]
mod tests {
    use super::super::normalise;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_canonical() {
        assert!(TABLE.is_ascii() && TABLE.ends_with('\n'));
        let rows: Vec<_> = TABLE.lines().skip_while(|line| line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()));
        for row in &rows {
            let fields: Vec<_> = row.split('\t').collect();
            assert_eq!(fields.len(), 3, "{row}");
            assert_eq!(normalise(fields[0]), fields[0], "{row}");
            assert!(["agency", "board", "employer"].contains(&fields[1]), "{row}");
            assert!(["start", "whole"].contains(&fields[2]), "{row}");
            assert_eq!(listed(fields[0]), Some(fields[1]), "{row}");
        }
        for words in [WORDS, LAST_WORDS, OWN] {
            assert!(words.is_sorted_by(|a, b| a < b));
        }
        assert!(PAIRS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn names() {
        for (name, expected) in [
            ("Robert Half", Some(Intermediary::Agency)),
            ("Robert Half Finance & Accounting", Some(Intermediary::Agency)),
            ("Hays", Some(Intermediary::Agency)),
            ("Hays Medical Center", None),
            ("Kelly Services, Inc.", Some(Intermediary::Agency)),
            ("Kelly Paper", None),
            ("Jobs via Dice", Some(Intermediary::Board)),
            ("Some Town Jobs", Some(Intermediary::Board)),
            ("Northern Staffing LLC", Some(Intermediary::Agency)),
            ("Nord Interim", Some(Intermediary::Agency)),
            ("Interim HealthCare of Springfield", None),
            ("Green Executive Search", Some(Intermediary::Agency)),
            ("Air Force Personnel Center", None),
            ("Springfield NHS Trust - Medical Recruitment", None),
            ("Green Research", None),
            ("Infosys", None),
            ("Green Talent", Some(Intermediary::Agency)),
            ("Talent", None),
            ("", None),
        ] {
            assert_eq!(intermediary(&normalise(name)), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_key_panics(key in "([a-z]{1,4}| |\\PC|staffing|jobs|#|\t){0,12}") {
            let _ = is_staffing(&key);
        }
    }
}
