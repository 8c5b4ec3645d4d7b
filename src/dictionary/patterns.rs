//! Patterns to concepts: every slot of a form filled with every word.

use super::entry::{Alias, Concept, Pattern, Tests};
use crate::fold;
use std::collections::HashSet;

/// The most aliases that a pattern may make.
const MOST: usize = 20_000;

/// The concepts that `pattern` makes; `words` gives the words of a slot. Aliases in `known`, which are folded,
/// belong to entries and are left out.
pub(super) fn concepts<'a>(
    pattern: &Pattern,
    words: &impl Fn(&str) -> Option<&'a [String]>,
    known: &HashSet<String>,
) -> Result<Vec<Concept>, String> {
    let Some(each) = &pattern.each else {
        let concept =
            concept(pattern, pattern.id.clone(), pattern.name.clone(), &pattern.forms, words, known)?;
        let any = !concept.aliases.is_empty();
        return Ok(any.then(|| Concept { tests: pattern.tests.clone(), ..concept }).into_iter().collect());
    };
    let slot = format!("{{{each}}}");
    if let Some(form) = pattern.forms.iter().chain([&pattern.name]).find(|form| !form.contains(&slot)) {
        return Err(format!("{form:?} does not hold {slot}, of which each word is to be a concept"));
    }
    let mut all = Vec::new();
    for word in words(each).ok_or_else(|| format!("there is no slot {each:?}"))? {
        let forms: Vec<String> = pattern.forms.iter().map(|form| form.replace(&slot, word)).collect();
        let id = format!("{}.{}", pattern.id, slug(word));
        let concept = concept(pattern, id, pattern.name.replace(&slot, word), &forms, words, known)?;
        // A text names one of the concepts: the one whose word stands in it.
        let names = |text: &&String| fold::fold(text).contains(&fold::fold(word));
        let yes: Vec<String> = pattern.tests.yes.iter().filter(names).cloned().collect();
        let no = if yes.is_empty() { Vec::new() } else { pattern.tests.no.clone() };
        if !concept.aliases.is_empty() {
            all.push(Concept { tests: Tests { yes, no }, ..concept });
        }
    }
    Ok(all)
}

fn concept<'a>(
    pattern: &Pattern,
    id: String,
    name: String,
    forms: &[String],
    words: &impl Fn(&str) -> Option<&'a [String]>,
    known: &HashSet<String>,
) -> Result<Concept, String> {
    let mut texts = Vec::new();
    for form in forms {
        fill(form, words, &mut texts)?;
    }
    if texts.len() > MOST {
        return Err(format!("it makes {} aliases; {MOST} are the most", texts.len()));
    }
    let mut seen = HashSet::new();
    texts.retain(|text| {
        let folded = fold::fold(text);
        !known.contains(&folded) && seen.insert(folded)
    });
    let alias = |t: String| Alias {
        t,
        case: pattern.case,
        needs: pattern.needs.clone(),
        forbids: pattern.forbids.clone(),
        plural: true,
        dotted: false,
        unambiguous: false,
    };
    let mut concept = Concept::named(id, name, pattern.kind, None, pattern.family.clone(), None);
    concept.aliases = texts.into_iter().map(alias).collect();
    Ok(concept)
}

/// Appends `form` with every combination of words in its slots.
fn fill<'a>(
    form: &str,
    words: &impl Fn(&str) -> Option<&'a [String]>,
    out: &mut Vec<String>,
) -> Result<(), String> {
    let Some((head, rest)) = form.split_once('{') else {
        out.push(form.to_owned());
        return Ok(());
    };
    let (slot, tail) =
        rest.split_once('}').ok_or_else(|| format!("{form:?} has a brace that does not close"))?;
    for word in words(slot).ok_or_else(|| format!("there is no slot {slot:?}"))? {
        fill(&format!("{head}{word}{tail}"), words, out)?;
        if out.len() > MOST {
            break;
        }
    }
    Ok(())
}

/// The part of an id that stands for `word`.
fn slug(word: &str) -> String {
    let folded = fold::fold(word);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use crate::dictionary::{Dictionary, Loader};

    const FILE: &str = r#"
        [[slot]]
        id = "profession"
        words = ["electrician", "Land Surveyor"]
        [[slot]]
        id = "state"
        words = ["Texas", "Ohio"]
        [[pattern]]
        id = "lic.other"
        name = "{profession} license not listed"
        kind = "license"
        each = "profession"
        forms = ["licensed {profession}", "{state} {profession} license"]
        [[concept]]
        id = "lic.electrician"
        name = "Electrician"
        kind = "license"
        aliases = [{ t = "Licensed Electrician" }]
    "#;

    fn load(text: &str) -> crate::Result<Dictionary> {
        let mut loader = Loader::empty();
        loader.add("x.toml", text)?;
        loader.build()
    }

    #[test]
    fn every_combination_but_what_entries_have() {
        let dictionary = load(FILE).unwrap();
        let of = |id: &str| {
            let concept = dictionary.concept(dictionary.find(id).unwrap());
            concept.aliases.iter().map(|alias| alias.t.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of("lic.other.electrician"), ["Texas electrician license", "Ohio electrician license"]);
        assert_eq!(of("lic.other.land-surveyor").len(), 3);
        assert_eq!(of("lic.electrician"), ["Licensed Electrician"]);
    }

    #[test]
    fn what_is_wrong_with_a_pattern_is_told() {
        for (from, to, expected) in [
            ("{state} ", "{stat} ", "there is no slot \"stat\""),
            ("each = \"profession\"", "each = \"state\"", "does not hold {state}"),
            ("{state} ", "{state ", "brace that does not close"),
        ] {
            let error = load(&FILE.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
