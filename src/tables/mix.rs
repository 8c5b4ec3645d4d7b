//! The table of micro against traditional: which postings ask a degree, a licence, a certification, a
//! microcredential, and which of them together or without each other.
//!
//! Its rows are made of the classes that a posting names, each with its strongest status. "A and B" is as
//! strong as the weaker of the two, "A or B" as the stronger, "A without B" as A.

use super::Subject;
use crate::dictionary::Kind;

/// A class of credentials, in the order of the bits that stand for them.
const CLASSES: [(&str, &str, &[Kind]); 5] = [
    ("mix.degree", "Degree", &[Kind::Degree]),
    ("mix.license", "Licence or registration", &[Kind::License]),
    ("mix.certification", "Certification", &[Kind::Certification]),
    ("mix.certificate", "Certificate", &[Kind::Certificate]),
    (
        "mix.microcredential",
        "Microcredential, badge or bootcamp",
        &[Kind::Microcredential, Kind::Badge, Kind::Bootcamp],
    ),
];

const DEGREE: usize = 0;
const LICENSE: usize = 1;
const CERTIFICATION: usize = 2;
const MICRO: usize = 4;

/// The first row that is made of others.
pub(super) const DERIVED: u32 = 5;

/// How two classes are put together.
#[derive(Clone, Copy)]
enum Rule {
    Both(usize, usize),
    Either(usize, usize),
    Without(usize, usize),
}

/// The rows after the classes.
const TOGETHER: [(&str, &str, Rule); 9] = [
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
    ("mix.degree-and-license", "Degree and licence", Rule::Both(DEGREE, LICENSE)),
    ("mix.license-without-degree", "Licence without a degree", Rule::Without(LICENSE, DEGREE)),
    ("mix.license-and-certification", "Licence and certification", Rule::Both(LICENSE, CERTIFICATION)),
    ("mix.degree-and-microcredential", "Degree and microcredential", Rule::Both(DEGREE, MICRO)),
    ("mix.microcredential-without-degree", "Microcredential without a degree", Rule::Without(MICRO, DEGREE)),
];

/// Rows that are sums of rows: the first is the sum of the second and third. Who knows two knows the third,
/// so where one is withheld another has to be.
const SUMS: [[&str; 3]; 6] = [
    ["mix.certification", "mix.degree-and-certification", "mix.certification-without-degree"],
    ["mix.degree", "mix.degree-and-certification", "mix.degree-without-certification"],
    ["mix.degree-or-certification", "mix.degree", "mix.certification-without-degree"],
    ["mix.degree-or-certification", "mix.certification", "mix.degree-without-certification"],
    ["mix.license", "mix.degree-and-license", "mix.license-without-degree"],
    ["mix.microcredential", "mix.degree-and-microcredential", "mix.microcredential-without-degree"],
];

/// The strength of each class in a posting; none where it is not named.
pub(super) type Classes = [Option<u32>; CLASSES.len()];

/// The class of a kind of concept.
pub(super) fn class_of(kind: Kind) -> Option<u32> {
    (0..).zip(CLASSES).find(|(_, (_, _, kinds))| kinds.contains(&kind)).map(|(class, _)| class)
}

/// What the rows are, classes first.
pub(super) fn subjects() -> Vec<Subject> {
    let classes = CLASSES.iter().map(|(id, name, _)| (id, name));
    let together = TOGETHER.iter().map(|(id, name, _)| (id, name));
    classes.chain(together).map(|(id, name)| Subject::plain(id, name, "mix")).collect()
}

/// Calls `row` with every row that the classes of a posting make, and its strength.
pub(super) fn rows(classes: &Classes, mut row: impl FnMut(u32, u32)) {
    for (number, strength) in (0..).zip(classes) {
        if let Some(strength) = strength {
            row(number, *strength);
        }
    }
    for (number, (_, _, rule)) in (CLASSES.len()..).zip(TOGETHER) {
        let strength = match rule {
            Rule::Both(one, other) => classes[one].zip(classes[other]).map(|(one, other)| one.min(other)),
            Rule::Either(one, other) => classes[one].max(classes[other]),
            Rule::Without(one, other) => classes[one].filter(|_| classes[other].is_none()),
        };
        if let (Some(strength), Ok(number)) = (strength, u32::try_from(number)) {
            row(number, strength);
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
            rows(&classes, |row, strength| {
                found.push(format!("{} {strength}", all[row as usize].id.trim_start_matches("mix.")));
            });
            found
        };
        assert_eq!(named([None; 5]), [""; 0]);
        assert_eq!(
            named([Some(3), None, Some(1), None, None]),
            ["degree 3", "certification 1", "degree-and-certification 1", "degree-or-certification 3"]
        );
        assert_eq!(
            named([None, Some(2), Some(1), None, Some(0)]),
            [
                "license 2",
                "certification 1",
                "microcredential 0",
                "degree-or-certification 1",
                "certification-without-degree 1",
                "license-without-degree 2",
                "license-and-certification 1",
                "microcredential-without-degree 0",
            ]
        );
    }

    #[test]
    fn sums_are_sums_for_any_posting() {
        for bits in 0..32_u32 {
            let classes: Classes = std::array::from_fn(|class| (bits >> class & 1 == 1).then_some(0));
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
