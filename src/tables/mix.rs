//! The table of micro against traditional: which postings ask a degree, a licence, a certification, a
//! microcredential, and which of them together or without each other.
//!
//! Its rows are made of the classes that a posting names, each with its strongest status. "A and B" is as
//! strong as the weaker of the two, "A or B" as the stronger, "A without B" as A.

use super::Subject;
use crate::dictionary::{Concept, Kind};
use crate::scanner::DegreeLevel;

/// The classes of credentials, in the order of their rows.
const CLASSES: [(&str, &str); 7] = [
    ("mix.degree", "Degree"),
    ("mix.license", "Licence or registration"),
    ("mix.certification", "Certification"),
    ("mix.certificate", "Certificate"),
    ("mix.microcredential", "Microcredential, badge or bootcamp"),
    ("mix.below-degree", "School or vocational qualification below a degree"),
    ("mix.unnamed", "Certification without a name (\"relevant certification\")"),
];

const DEGREE: usize = 0;
const LICENSE: usize = 1;
const CERTIFICATION: usize = 2;
const CERTIFICATE: usize = 3;
const MICRO: usize = 4;
const BELOW: usize = 5;
const UNNAMED: usize = 6;

/// The first row that is made of others.
pub(super) const DERIVED: u32 = 7;

/// How two classes are put together.
#[derive(Clone, Copy)]
enum Rule {
    Both(usize, usize),
    Either(usize, usize),
    Without(usize, usize),
}

/// The rows after the classes.
const TOGETHER: [(&str, &str, Rule); 11] = [
    ("mix.degree-and-certification", "Degree and certification", Rule::Both(DEGREE, CERTIFICATION)),
    ("mix.degree-or-certification", "Degree or certification", Rule::Either(DEGREE, CERTIFICATION)),
    (
        "mix.certification-without-degree",
        "Certification without a degree",
        Rule::Without(CERTIFICATION, DEGREE),
    ),
    (
        "mix.degree-without-certification",
        "Degree without a certification",
        Rule::Without(DEGREE, CERTIFICATION),
    ),
    ("mix.certification-named-or-not", "Certification, named or not", Rule::Either(CERTIFICATION, UNNAMED)),
    (
        "mix.unnamed-alone",
        "Certification without a name, and none named",
        Rule::Without(UNNAMED, CERTIFICATION),
    ),
    ("mix.degree-and-license", "Degree and licence", Rule::Both(DEGREE, LICENSE)),
    ("mix.license-without-degree", "Licence without a degree", Rule::Without(LICENSE, DEGREE)),
    ("mix.license-and-certification", "Licence and certification", Rule::Both(LICENSE, CERTIFICATION)),
    ("mix.degree-and-microcredential", "Degree and microcredential", Rule::Both(DEGREE, MICRO)),
    ("mix.microcredential-without-degree", "Microcredential without a degree", Rule::Without(MICRO, DEGREE)),
];

/// Rows that are sums of rows: the first is the sum of the second and third. Who knows two knows the third,
/// so where one is withheld another has to be.
const SUMS: [[&str; 3]; 7] = [
    ["mix.certification-named-or-not", "mix.certification", "mix.unnamed-alone"],
    ["mix.certification", "mix.degree-and-certification", "mix.certification-without-degree"],
    ["mix.degree", "mix.degree-and-certification", "mix.degree-without-certification"],
    ["mix.degree-or-certification", "mix.degree", "mix.certification-without-degree"],
    ["mix.degree-or-certification", "mix.certification", "mix.degree-without-certification"],
    ["mix.license", "mix.degree-and-license", "mix.license-without-degree"],
    ["mix.microcredential", "mix.degree-and-microcredential", "mix.microcredential-without-degree"],
];

/// How a posting asks for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) strength: u32,
    /// Whether it is not one of several alternatives.
    pub(super) firm: bool,
}

/// How a posting asks for each class; none where it does not.
pub(super) type Classes = [Option<Asked>; CLASSES.len()];

/// The class of a concept.
pub(super) fn class_of(concept: &Concept) -> Option<u32> {
    let level = concept.level.as_deref().and_then(DegreeLevel::named);
    let class = match concept.kind {
        Kind::Degree if level.is_some_and(|level| level < DegreeLevel::Associate) => BELOW,
        Kind::Degree => DEGREE,
        Kind::License => LICENSE,
        Kind::Certification => CERTIFICATION,
        Kind::Certificate => CERTIFICATE,
        Kind::Microcredential | Kind::Badge | Kind::Bootcamp => MICRO,
        // Such words stand in headings, and mean other papers too, so they are kept apart.
        Kind::Generic if concept.id == "generic.certification" => UNNAMED,
        _ => return None,
    };
    u32::try_from(class).ok()
}

/// What the rows are, classes first.
pub(super) fn subjects() -> Vec<Subject> {
    let classes = CLASSES.iter().map(|(id, name)| (id, name));
    let together = TOGETHER.iter().map(|(id, name, _)| (id, name));
    classes.chain(together).map(|(id, name)| Subject::plain(id, name, "mix")).collect()
}

/// Calls `row` with every row that the classes of a posting make.
///
/// "A or B" is firm where either is; where both are alternatives, they are taken for alternatives to each other,
/// so that one of them is asked firmly.
pub(super) fn rows(classes: &Classes, mut row: impl FnMut(u32, Asked)) {
    for (number, asked) in (0..).zip(classes) {
        if let Some(asked) = asked {
            row(number, *asked);
        }
    }
    for (number, (_, _, rule)) in (DERIVED..).zip(TOGETHER) {
        let asked = match rule {
            Rule::Both(one, other) => classes[one].zip(classes[other]).map(|(one, other)| Asked {
                strength: one.strength.min(other.strength),
                firm: one.firm && other.firm,
            }),
            Rule::Either(one, other) => match (classes[one], classes[other]) {
                (Some(one), Some(other)) => {
                    Some(Asked { strength: one.strength.max(other.strength), firm: true })
                }
                (one, other) => one.or(other),
            },
            Rule::Without(one, other) => classes[one].filter(|_| classes[other].is_none()),
        };
        if let Some(asked) = asked {
            row(number, asked);
        }
    }
}

/// Which rows stand in which sums, by their numbers.
pub(super) fn sums() -> Vec<[u32; 3]> {
    let ids: Vec<String> = subjects().into_iter().map(|subject| subject.id).collect();
    let number = |id: &str| (0..).zip(&ids).find(|(_, known)| *known == id).map_or(0, |(number, _)| number);
    SUMS.iter().map(|sum| sum.map(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_make_rows() {
        let named = |classes: Classes| {
            let all = subjects();
            let mut found = Vec::new();
            rows(&classes, |row, Asked { strength, firm }| {
                let or = if firm { "" } else { "?" };
                found.push(format!("{} {strength}{or}", all[row as usize].id.trim_start_matches("mix.")));
            });
            found
        };
        let firm = |strength| Some(Asked { strength, firm: true });
        let perhaps = |strength| Some(Asked { strength, firm: false });
        assert_eq!(named([None; 7]), [""; 0]);
        assert_eq!(
            named([perhaps(3), None, perhaps(3), None, None, firm(1), None]),
            [
                "degree 3?",
                "certification 3?",
                "below-degree 1",
                "degree-and-certification 3?",
                "degree-or-certification 3",
                "certification-named-or-not 3?"
            ]
        );
        assert_eq!(
            named([firm(3), None, firm(1), None, None, None, None]),
            [
                "degree 3",
                "certification 1",
                "degree-and-certification 1",
                "degree-or-certification 3",
                "certification-named-or-not 1"
            ]
        );
        assert_eq!(
            named([None, firm(2), firm(1), None, firm(0), None, None]),
            [
                "license 2",
                "certification 1",
                "microcredential 0",
                "degree-or-certification 1",
                "certification-without-degree 1",
                "certification-named-or-not 1",
                "license-without-degree 2",
                "license-and-certification 1",
                "microcredential-without-degree 0",
            ]
        );
    }

    #[test]
    fn sums_are_sums_for_any_posting() {
        for bits in 0..128_u32 {
            let asked = Asked { strength: 0, firm: true };
            let classes: Classes = std::array::from_fn(|class| (bits >> class & 1 == 1).then_some(asked));
            let mut counts = vec![0; subjects().len()];
            rows(&classes, |row, _| counts[row as usize] += 1);
            for [whole, one, other] in sums() {
                assert_eq!(counts[whole as usize], counts[one as usize] + counts[other as usize], "{bits:b}");
            }
        }
        assert_eq!(DERIVED as usize, CLASSES.len());
        let distinct: std::collections::BTreeSet<_> = sums().into_iter().flatten().collect();
        assert!(distinct.len() > 10, "every id of a sum is a row: {distinct:?}");
    }
}
