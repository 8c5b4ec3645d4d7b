//! The single lints of [`super::check`].

use super::entry::{Alias, CaseRule, Concept};
use super::{Dictionary, Form, forms};
use crate::fold::fold;
use crate::ids::ConceptId;
use std::collections::BTreeMap;

/// Whether a short alias says where it counts. It does so
/// - by a context, or by a phrase of `not_within` that it stands in;
/// - by a `no` test that names it, in any case: its other uses were thought of, and are not found;
/// - by `unambiguous = true`, which somebody wrote who looked;
/// - by being an acronym or a code: three characters, exactly so, all capitals or with a capital or digit
///   behind the first character. That it must have a `no` test at all is a lint of its own.
pub(super) fn is_settled(alias: &Alias, concept: &Concept) -> bool {
    let text = fold(&alias.t);
    let has_context = !alias.needs.is_empty() || !alias.forbids.is_empty();
    let in_phrase = || concept.not_within.iter().any(|phrase| fold(phrase).contains(&text));
    let named = || concept.tests.no.iter().any(|test| has_word(&fold(test), &text));
    let marked = |c: char| c.is_uppercase() || !c.is_alphabetic();
    // A digit or symbol tells a text apart from words in any case ("EC2", "C#").
    let coded = alias.t.chars().any(|c| !c.is_alphabetic());
    let acronym = || {
        coded
            || alias.case == Some(CaseRule::Exact)
                && alias.t.chars().count() == 3
                && alias.t.chars().skip(1).any(marked)
    };
    alias.unambiguous || has_context || in_phrase() || named() || acronym()
}

/// Whether `word` stands in `text` with no letter or digit beside it.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// An alias that says what an earlier one of the same concept says.
pub(super) fn repeated(concept: &Concept, tell: &mut impl FnMut(String)) {
    let mut seen: BTreeMap<String, Vec<&Alias>> = BTreeMap::new();
    for alias in &concept.aliases {
        let others = seen.entry(fold(&alias.t)).or_default();
        let same = |other: &&&Alias| {
            let free = other.needs.is_empty() && other.forbids.is_empty();
            let as_free = (&other.needs, &other.forbids) == (&alias.needs, &alias.forbids) || free;
            let case = other.case.unwrap_or_default();
            as_free && (case == CaseRule::Any || case == alias.case.unwrap_or_default() && other.t == alias.t)
        };
        if let Some(other) = others.iter().find(same) {
            tell(format!("alias {:?} says no more than alias {:?}", alias.t, other.t));
        }
        others.push(alias);
    }
}

/// Values that have a form of their own.
pub(super) fn malformed(concept: &Concept, tell: &mut impl FnMut(String)) {
    if let Some(checked) = concept.renewal.as_ref().and_then(|renewal| renewal.checked.as_deref())
        && year_and_month(checked).is_none()
    {
        tell(format!("its renewal was `checked` in {checked:?}, which is no month: write YYYY-MM"));
    }
    let Some(xref) = &concept.xref else { return };
    if let Some(esco) = xref.esco.as_deref().filter(|uri| !uri.starts_with("http://data.europa.eu/esco/")) {
        tell(format!("its xref esco {esco:?} does not begin with http://data.europa.eu/esco/"));
    }
    if let Some(ctid) = xref.ctid.as_deref().filter(|ctid| !is_ctid(ctid)) {
        tell(format!("its xref ctid {ctid:?} is not \"ce-\" and a UUID in small letters"));
    }
    if xref.onet.iter().any(|code| code.trim().is_empty()) {
        tell("its xref onet has an empty code".into());
    }
}

/// "ce-" and a UUID in small letters.
fn is_ctid(text: &str) -> bool {
    text.split('-').map(str::len).eq([2, 8, 4, 4, 4, 12])
        && text.starts_with("ce-")
        && text[3..].chars().all(|c| matches!(c, '-' | '0'..='9' | 'a'..='f'))
}

/// A month that is written `YYYY-MM`.
pub(super) fn year_and_month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some((year, month))
}

/// Phrases of `not_within` in which no alias stands, so that they hide nothing.
pub(super) fn idle_phrases(dictionary: &Dictionary) -> Vec<(ConceptId, String)> {
    let mut by_concept: Vec<Vec<&Form>> = vec![Vec::new(); dictionary.concepts().len()];
    for form in dictionary.forms() {
        by_concept[form.concept.index()].push(form);
    }
    let mut all = Vec::new();
    let ids = (0..dictionary.concepts().len()).filter_map(ConceptId::new);
    for (id, concept) in ids.zip(dictionary.concepts()).filter(|(_, concept)| !concept.not_within.is_empty())
    {
        let forms = by_concept[id.index()].iter();
        let spellings: Vec<String> =
            forms.flat_map(|form| forms::spellings(form)).map(|text| fold(&text)).collect();
        for phrase in &concept.not_within {
            let folded = fold(phrase);
            // Within a word too: "WordPress" keeps "Word" from being found at its seam.
            let is_longer = |text: &String| folded.len() > text.len() && folded.contains(text.as_str());
            if !spellings.iter().any(is_longer) {
                all.push((
                    id,
                    format!("no alias stands in {phrase:?} of its not_within, which hides nothing"),
                ));
            }
        }
    }
    all
}

/// The same spelling on two concepts, with nothing that tells them apart: the second is never found, or
/// found only where the first happens to be refused.
pub(super) fn shared_spellings(dictionary: &Dictionary) -> Vec<(ConceptId, String)> {
    let mut by_text: BTreeMap<String, Vec<&Form>> = BTreeMap::new();
    for form in dictionary.forms() {
        by_text.entry(fold(&form.text)).or_default().push(form);
    }
    let mut all = Vec::new();
    for (text, users) in by_text {
        for (place, second) in users.iter().enumerate() {
            for first in users[..place].iter().filter(|first| first.concept != second.concept) {
                if let Some(how) = why_not_apart(first, second) {
                    let other = &dictionary.concept(first.concept).id;
                    all.push((second.concept, format!("{text:?} is an alias of {other} too, and {how}")));
                }
            }
        }
    }
    all
}

/// What is wrong with the rules of two forms that are spelt alike, `first` being the one that is looked
/// at first.
fn why_not_apart(first: &Form, second: &Form) -> Option<&'static str> {
    let by_case = first.case == CaseRule::Exact && second.case == CaseRule::Exact;
    if by_case && first.text != second.text {
        return None;
    }
    if first.needs.is_empty() && first.forbids.is_empty() {
        return Some("nothing tells the two apart");
    }
    // What one needs and the other forbids parts them.
    let parted = |one: &Form, other: &Form| one.needs.iter().any(|need| other.forbids.contains(need));
    if parted(first, second) || parted(second, first) {
        return None;
    }
    if first.needs.is_empty() {
        // Of the places where the second counts, the first leaves it those that it forbids itself.
        let leaves = first.forbids.iter().any(|context| !second.forbids.contains(context));
        return (!leaves).then_some("the second forbids all that the first forbids, so it is never found");
    }
    let shared = first.needs.iter().any(|need| second.needs.contains(need));
    shared.then_some("both count in the same context")
}

#[cfg(test)]
mod tests {
    use super::super::Loader;
    use super::super::check::{findings, notes};

    fn told(text: &str) -> Vec<String> {
        let contexts = "[[context]]\nid = \"a\"\nwords = [\"x\"]\n[[context]]\nid = \"b\"\nwords = [\"y\"]\n";
        let mut loader = Loader::empty();
        loader.add("x", &format!("{contexts}{text}")).unwrap();
        findings(&loader.build().unwrap()).into_iter().map(|finding| finding.what).collect()
    }

    fn entry(id: &str, rest: &str) -> String {
        format!("[[concept]]\nid = \"tool.{id}\"\nname = \"N\"\nkind = \"tool\"\n{rest}\n")
    }

    #[test]
    fn a_short_alias_says_where_it_counts() {
        let tests = "tests = { yes = [\"y\"], no = [\"z\"] }";
        let naming = "tests = { yes = [\"y\"], no = [\"a Git in the hall\"] }";
        for (alias, tests, settled) in [
            ("t = \"SQL\", case = \"exact\"", tests, true),
            ("t = \"IaC\", case = \"exact\"", tests, true),
            ("t = \"EC2\", case = \"any\"", tests, true),
            ("t = \"sql\", case = \"exact\"", tests, false),
            ("t = \"SVN\", case = \"any\"", tests, false),
            ("t = \"UX\", case = \"exact\"", tests, false),
            ("t = \"UX\", case = \"exact\", unambiguous = true", tests, true),
            ("t = \"UX\", case = \"exact\", needs = [\"a\"]", tests, true),
            ("t = \"Git\", case = \"exact\"", tests, false),
            ("t = \"Git\", case = \"exact\"", naming, true),
        ] {
            let found = told(&entry("a", &format!("aliases = [{{ {alias} }}]\n{tests}")));
            assert_eq!(found.is_empty(), settled, "{alias}: {found:?}");
        }
        assert!(
            told(&entry(
                "a",
                &format!(
                    "aliases = [{{ t = \"UX\", case = \"exact\" }}]\nnot_within = [\"UX Bank\"]\n{tests}"
                )
            ))
            .is_empty()
        );
    }

    #[test]
    fn shared_spellings_are_told_apart_by_disjoint_contexts() {
        for (first, second, fine) in [
            ("", "", false),
            ("", "needs = [\"a\"]", false),
            ("needs = [\"a\"]", "", true),
            ("needs = [\"a\"]", "needs = [\"b\"]", true),
            ("needs = [\"a\"]", "needs = [\"a\"]", false),
            ("needs = [\"a\", \"b\"]", "needs = [\"b\"]", false),
            ("needs = [\"a\"]", "needs = [\"a\", \"b\"], forbids = [\"a\"]", true),
            ("forbids = [\"a\"]", "needs = [\"a\"]", true),
            ("forbids = [\"a\"]", "forbids = [\"a\"]", false),
            ("forbids = [\"a\"]", "forbids = [\"b\"]", true),
        ] {
            let one = |id: &str, rules: &str| {
                let rules = if rules.is_empty() { String::new() } else { format!(", {rules}") };
                let tests = "tests = { yes = [\"y\"], no = [\"z\"] }";
                entry(id, &format!("aliases = [{{ t = \"Widget\"{rules} }}]\n{tests}"))
            };
            let found = told(&format!("{}{}", one("a", first), one("b", second)));
            assert_eq!(found.is_empty(), fine, "{first} / {second}: {found:?}");
        }
    }

    #[test]
    fn repetitions_idle_phrases_and_malformed_values() {
        for (rest, expected) in [
            (
                "aliases = [{ t = \"Widget\" }, { t = \"widget\", case = \"exact\" }]",
                "says no more than alias \"Widget\"",
            ),
            ("aliases = [{ t = \"Widget\" }]\nnot_within = [\"Gadget shop\"]", "hides nothing"),
            ("aliases = [{ t = \"Widget\" }]\nnot_within = [\"widget\"]", "hides nothing"),
            ("aliases = [{ t = \"Widget\" }]\nrenewal = { checked = \"2026-13\" }", "no month"),
            ("aliases = [{ t = \"Widget\" }]\nxref = { esco = \"x\" }", "esco"),
            ("aliases = [{ t = \"Widget\" }]\nxref = { ctid = \"ce-1\" }", "UUID"),
            ("aliases = [{ t = \"Widget\" }]\nxref = { onet = [\"\"] }", "empty code"),
        ] {
            let found = told(&entry("a", rest));
            assert_eq!(found.len(), 1, "{rest}: {found:?}");
            assert!(found[0].contains(expected), "{found:?} should contain {expected:?}");
        }
        let fine = "aliases = [{ t = \"PhD\", case = \"exact\" }, { t = \"PHD\", case = \"exact\" }, { t = \"Widget\", needs = [\"a\"] }, { t = \"Widget\", case = \"exact\" }]\nnot_within = [\"Widgets Inc\"]\ntests = { yes = [\"y\"], no = [\"z\"] }\nxref = { ctid = \"ce-28e50037-d306-4f1e-aa9d-22a0e716b7a7\", esco = \"http://data.europa.eu/esco/skill/x\" }\n";
        assert_eq!(told(&entry("a", fine)), Vec::<String>::new());
    }

    #[test]
    fn what_was_checked_long_ago_is_told_and_no_fault() {
        let rest = "aliases = [{ t = \"Widget\" }]\nrenewal = { months = 12, checked = \"2025-02\" }";
        let mut loader = Loader::empty();
        loader.add("x", &entry("a", rest)).unwrap();
        let dictionary = loader.build().unwrap();
        assert!(findings(&dictionary).is_empty());
        assert!(notes(&dictionary, (2026, 8)).is_empty());
        assert_eq!(
            notes(&dictionary, (2026, 9))[0].to_string(),
            "tool.a: its renewal was checked 19 months ago, in 2025-02: look again"
        );
        assert!(notes(&dictionary, (2024, 1))[0].to_string().contains("to come"));
    }
}
