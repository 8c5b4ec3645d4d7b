//! The spellings of a form: as written, in the plural, with dots.

use super::Form;

/// Every spelling under which `form` is looked for, as written first.
pub fn spellings(form: &Form) -> Vec<String> {
    let mut all = vec![form.text.clone()];
    if form.dotted {
        let dotted: Vec<String> = form.text.chars().map(|c| c.to_string()).collect();
        all.push(format!("{}.", dotted.join(".")));
        all.push(dotted.join("."));
    }
    if form.plural && takes_plural(&form.text) {
        all.push(format!("{}s", form.text));
    }
    all
}

/// An s makes the plural of a text of two letters or more that does not end in one.
fn takes_plural(text: &str) -> bool {
    let last = text.chars().next_back();
    text.chars().filter(|c| c.is_alphanumeric()).count() >= 2
        && last.is_some_and(|c| c.is_alphabetic() && !matches!(c, 's' | 'S'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::entry::CaseRule;
    use crate::ids::ConceptId;

    #[test]
    fn spellings_of_a_form() {
        for (text, plural, dotted, expected) in [
            ("RN", true, true, vec!["RN", "R.N.", "R.N", "RNs"]),
            ("R", true, false, vec!["R"]),
            ("AWS", true, false, vec!["AWS"]),
            ("C++", true, false, vec!["C++"]),
            ("bachelor's degree", true, false, vec!["bachelor's degree", "bachelor's degrees"]),
            ("Go", false, false, vec!["Go"]),
        ] {
            let form = Form {
                concept: ConceptId::new(0).unwrap(),
                text: text.into(),
                case: CaseRule::Any,
                needs: vec![],
                forbids: vec![],
                plural,
                dotted,
            };
            assert_eq!(spellings(&form), expected);
        }
    }
}
