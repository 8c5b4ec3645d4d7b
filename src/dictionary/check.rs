//! Lints: what a dictionary that loads may still have wrong. `Loader::build` refuses what cannot be
//! used; this tells what will mislead.

use super::entry::CaseRule;
use super::{Dictionary, forms};
use crate::fold::fold;
use std::collections::BTreeMap;
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
            }
        }
        if doubtful && (concept.tests.yes.is_empty() || concept.tests.no.is_empty()) {
            tell("it has a short or doubtful alias, and not both a `yes` and a `no` among its tests".into());
        }
    }
    all.extend(shared_spellings(dictionary));
    all.sort();
    all
}

/// The same spelling on two concepts, with nothing that tells them apart: the second is never found.
fn shared_spellings(dictionary: &Dictionary) -> Vec<Finding> {
    let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, form) in dictionary.forms().iter().enumerate() {
        let written = forms::spellings(form).swap_remove(0);
        by_text.entry(fold(&written)).or_default().push(index);
    }
    let mut all = Vec::new();
    for (text, users) in by_text {
        for (place, second) in users.iter().enumerate() {
            let second = &dictionary.forms()[*second];
            for first in &users[..place] {
                let first = &dictionary.forms()[*first];
                let by_case = first.case == CaseRule::Exact && second.case == CaseRule::Exact;
                let told_apart = (by_case && first.text != second.text)
                    || !first.needs.is_empty()
                    || !first.forbids.is_empty();
                if first.concept != second.concept && !told_apart {
                    all.push(Finding {
                        concept: dictionary.concept(second.concept).id.clone(),
                        what: format!(
                            "{text:?} is an alias of {} too, and nothing tells the two apart",
                            dictionary.concept(first.concept).id
                        ),
                    });
                }
            }
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
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("does not declare its case"));
        assert!(found[1].contains("it has a short or doubtful alias"));
        assert!(found[2].contains("tool.b: \"abc\" is an alias of tool.a too"));
    }
}
