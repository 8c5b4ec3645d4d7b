//! A dictionary file as text, in the way that dictionaries/README.md asks for: sorted by id, one alias
//! a line, nothing written that is not known.

use crate::dictionary::entry::{Alias, CaseRule, Concept, Issuer, Renewal, Tests, Xref};
use std::fmt::Write;

/// Writes issuers and concepts as a file that `--dictionary` reads; `about` becomes a comment on top.
pub fn to_toml(about: &str, issuers: &[Issuer], concepts: &[Concept]) -> String {
    let mut out = String::new();
    for line in about.lines() {
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
    let mut issuers: Vec<&Issuer> = issuers.iter().collect();
    issuers.sort_by(|a, b| a.id.cmp(&b.id));
    let mut concepts: Vec<&Concept> = concepts.iter().collect();
    concepts.sort_by(|a, b| a.id.cmp(&b.id));
    for Issuer { id, name, kind } in issuers {
        out.push_str("\n[[issuer]]\n");
        pair(&mut out, "id", id);
        pair(&mut out, "name", name);
        pair(&mut out, "kind", kind.name());
    }
    for concept in concepts {
        entry(&mut out, concept);
    }
    out
}

fn entry(out: &mut String, concept: &Concept) {
    out.push_str("\n[[concept]]\n");
    pair(out, "id", &concept.id);
    pair(out, "name", &concept.name);
    pair(out, "kind", concept.kind.name());
    for (key, value) in [("issuer", &concept.issuer), ("level", &concept.level), ("family", &concept.family)]
    {
        if let Some(value) = value {
            pair(out, key, value);
        }
    }
    out.push_str("aliases = [\n");
    for each in &concept.aliases {
        alias(out, each);
    }
    out.push_str("]\n");
    if concept.only_asked {
        set(out, "only_asked", "true");
    }
    for (key, values) in [
        ("not_within", &concept.not_within),
        ("implies", &concept.implies),
        ("stacks_toward", &concept.stacks_toward),
    ] {
        if !values.is_empty() {
            set(out, key, &list(values));
        }
    }
    if let Some(renewal) = concept.renewal.as_ref().map(renewal).filter(|inner| !inner.is_empty()) {
        set(out, "renewal", &table(&renewal));
    }
    if let Some(delivery) = concept.delivery {
        pair(out, "delivery", delivery.name());
    }
    if let Some(rigor) = concept.rigor {
        pair(out, "rigor", rigor.name());
    }
    if let Some(xref) = concept.xref.as_ref().map(xref).filter(|inner| !inner.is_empty()) {
        set(out, "xref", &table(&xref));
    }
    let tests = tests(&concept.tests);
    if !tests.is_empty() {
        set(out, "tests", &table(&tests));
    }
}

fn alias(out: &mut String, alias: &Alias) {
    let mut inner = vec![format!("t = {}", quoted(&alias.t))];
    match alias.case {
        None => {}
        Some(CaseRule::Any) => inner.push("case = \"any\"".into()),
        Some(CaseRule::Capital) => inner.push("case = \"capital\"".into()),
        Some(CaseRule::Exact) => inner.push("case = \"exact\"".into()),
    }
    for (key, values) in [("needs", &alias.needs), ("forbids", &alias.forbids)] {
        if !values.is_empty() {
            inner.push(format!("{key} = {}", list(values)));
        }
    }
    if !alias.plural {
        inner.push("plural = false".into());
    }
    if alias.dotted {
        inner.push("dotted = true".into());
    }
    if alias.unambiguous {
        inner.push("unambiguous = true".into());
    }
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  {},", table(&inner));
}

fn renewal(renewal: &Renewal) -> Vec<String> {
    let number = |key: &str, value: Option<u32>| value.map(|value| format!("{key} = {value}"));
    let text = |key: &str, value: &Option<String>| value.as_ref().map(|v| format!("{key} = {}", quoted(v)));
    let all = [
        number("months", renewal.months),
        number("hours", renewal.hours),
        text("source", &renewal.source),
        text("checked", &renewal.checked),
    ];
    all.into_iter().flatten().collect()
}

fn xref(xref: &Xref) -> Vec<String> {
    let onet = (!xref.onet.is_empty()).then(|| format!("onet = {}", list(&xref.onet)));
    let text = |key: &str, value: &Option<String>| value.as_ref().map(|v| format!("{key} = {}", quoted(v)));
    [onet, text("esco", &xref.esco), text("ctid", &xref.ctid)].into_iter().flatten().collect()
}

fn tests(tests: &Tests) -> Vec<String> {
    let text =
        |key: &str, texts: &Vec<String>| (!texts.is_empty()).then(|| format!("{key} = {}", list(texts)));
    [text("yes", &tests.yes), text("no", &tests.no)].into_iter().flatten().collect()
}

fn pair(out: &mut String, key: &str, value: &str) {
    set(out, key, &quoted(value));
}

fn set(out: &mut String, key: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
}

fn table(inner: &[String]) -> String {
    format!("{{ {} }}", inner.join(", "))
}

/// A basic string of TOML: quotes, backslashes and control characters are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::entry::File;
    use crate::dictionary::{Dictionary, Loader};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_back(text in any::<String>()) {
            let read: std::collections::BTreeMap<String, String> =
                ::toml::from_str(&format!("t = {}", quoted(&text))).unwrap();
            prop_assert_eq!(&read["t"], &text);
        }
    }

    /// Nothing of an entry is lost: the built-in dictionary is written and read again.
    #[test]
    fn the_whole_dictionary_is_read_back() {
        let dictionary = Dictionary::embedded().unwrap();
        let text = to_toml("As built in", dictionary.issuers(), dictionary.concepts());
        assert!(text.starts_with("# As built in\n\n[[issuer]]\n"));
        let file: File = ::toml::from_str(&text).unwrap();
        assert_eq!(format!("{:?}", file.concept), format!("{:?}", dictionary.concepts()));
        assert_eq!(file.issuer, dictionary.issuers());
        let mut loader = Loader::embedded().unwrap();
        loader.add("written.toml", &text).unwrap();
        assert_eq!(loader.build().unwrap().fingerprint(), dictionary.fingerprint());
    }
}
