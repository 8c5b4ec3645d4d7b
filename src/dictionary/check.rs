//! Lints: what a dictionary that loads may still have wrong. `Loader::build` refuses what cannot be
//! used; this tells what will mislead.

use super::{Dictionary, lints};
use std::fmt;

/// Something that is probably wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The concept's id.
    pub concept: String,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.concept, self.what)
    }
}

/// The longest alias, in characters, that must declare its case.
const SHORT: usize = 3;

/// The most months for which what was looked up is good.
const OLD: i64 = 18;

/// Every lint over every entry, in the order of the concepts.
pub fn findings(dictionary: &Dictionary) -> Vec<Finding> {
    let mut all = Vec::new();
    for concept in dictionary.concepts() {
        let mut tell = |what: String| all.push(Finding { concept: concept.id.clone(), what });
        let mut doubtful = false;
        for alias in &concept.aliases {
            let short = alias.t.chars().count() <= SHORT;
            doubtful |= short || !alias.needs.is_empty();
            if short && alias.case.is_none() {
                tell(format!("alias {:?} is short and does not declare its case", alias.t));
            } else if short && !lints::is_settled(alias, concept) {
                tell(format!(
                    "alias {:?} is short and has no context: give it one, a `no` test that names it, or `unambiguous = true`",
                    alias.t
                ));
            }
        }
        if doubtful && (concept.tests.yes.is_empty() || concept.tests.no.is_empty()) {
            tell("it has a short or doubtful alias, and not both a `yes` and a `no` among its tests".into());
        }
        lints::repeated(concept, &mut tell);
        lints::malformed(concept, &mut tell);
    }
    for finding in lints::idle_phrases(dictionary).into_iter().chain(lints::shared_spellings(dictionary)) {
        let (id, what) = finding;
        all.push(Finding { concept: dictionary.concept(id).id.clone(), what });
    }
    all.sort();
    all
}

/// What is no fault today but will be: facts that were looked up more than 18 months before
/// `today`, a year and a month.
pub fn notes(dictionary: &Dictionary, today: (i32, u32)) -> Vec<Finding> {
    let mut all = Vec::new();
    for concept in dictionary.concepts() {
        let checked = concept.renewal.as_ref().and_then(|renewal| renewal.checked.as_deref());
        let Some((year, month)) = checked.and_then(lints::year_and_month) else { continue };
        let months = |(year, month): (i32, u32)| i64::from(year) * 12 + i64::from(month);
        let age = months(today) - months((year, month));
        if age > OLD {
            let what = format!("its renewal was checked {age} months ago, in {year}-{month:02}: look again");
            all.push(Finding { concept: concept.id.clone(), what });
        } else if age < 0 {
            let what = format!("its renewal is said to be checked in {year}-{month:02}, which is to come");
            all.push(Finding { concept: concept.id.clone(), what });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Loader;

    #[test]
    fn what_is_found() {
        let text = r#"
            [[concept]]
            id = "tool.a"
            name = "A"
            kind = "tool"
            aliases = [{ t = "ABC" }]
            [[concept]]
            id = "tool.b"
            name = "B"
            kind = "tool"
            aliases = [{ t = "abc", case = "any" }]
            tests = { yes = ["abc"], no = ["x"] }
        "#;
        let mut loader = Loader::empty();
        loader.add("x", text).unwrap();
        let found: Vec<String> = findings(&loader.build().unwrap()).iter().map(Finding::to_string).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].contains("does not declare its case"));
        assert!(found[1].contains("it has a short or doubtful alias"));
        assert!(found[2].contains("tool.b: \"abc\" is an alias of tool.a too"));
        assert!(found[3].contains("is short and has no context"));
    }
}
