//! JSON as it is found: one document, several one after another, or one a line; values that are there
//! once or in a list, plain or in several languages.

use crate::dictionary::LANGUAGE;
use crate::error::{Error, ErrorKind, Place, Result};
use serde_json::{Map, Value};

/// Every document of `text`.
pub(super) fn documents(name: &str, text: &str) -> Result<Vec<Value>> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut all = Vec::new();
    while let Some(next) = stream.next() {
        let document = next.map_err(|error| {
            let byte = u64::try_from(stream.byte_offset()).ok();
            Error::new(ErrorKind::Input, "is not JSON")
                .at(Place { file: name.to_owned(), row: None, byte })
                .because(error.to_string())
                .help("give a JSON file, or a JSON document a line")
        })?;
        all.push(document);
    }
    Ok(all)
}

/// What is there once or in a list, as a list.
pub(super) fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(one) => vec![one],
    }
}

/// The text of a value: a string or number, the first of a list, of a language map
/// (`{"en-US": "…"}`) or of tagged values (`{"@language": "en", "@value": "…"}`) that in English.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    texts(value).into_iter().next()
}

/// Every text of a value, in the best language that it has.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    let english = |tag: &str| {
        tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(LANGUAGE))
            && matches!(tag.as_bytes().get(2), None | Some(b'-' | b'_'))
    };
    match value {
        None | Some(Value::Null | Value::Bool(_)) => Vec::new(),
        Some(Value::String(text)) if text.trim().is_empty() => Vec::new(),
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(values)) => {
            let tag = |value: &Value| value.get("@language").and_then(Value::as_str).map(str::to_owned);
            let any_english = values.iter().any(|value| tag(value).is_some_and(|tag| english(&tag)));
            let wanted = |value: &&Value| !any_english || tag(value).is_none_or(|tag| english(&tag));
            values.iter().filter(wanted).flat_map(|value| texts(Some(value))).collect()
        }
        Some(Value::Object(map)) => {
            if let Some(value) = map.get("@value") {
                return texts(Some(value));
            }
            let best = map.iter().find(|(tag, _)| english(tag));
            let first = || map.iter().find(|(tag, _)| is_language(tag));
            best.or_else(first).map_or_else(Vec::new, |(_, value)| texts(Some(value)))
        }
    }
}

fn is_language(tag: &str) -> bool {
    let start = tag.split(['-', '_']).next().unwrap_or("");
    (2..=3).contains(&start.len()) && start.bytes().all(|byte| byte.is_ascii_lowercase()) && start != "id"
        || tag == "und"
}

/// The types of an object, without their prefixes.
pub(super) fn types(object: &Map<String, Value>) -> Vec<&str> {
    let value = object.get("@type").or_else(|| object.get("type"));
    let bare = |name: &'_ str| name.rsplit([':', '/', '#']).next().map_or(0, |last| name.len() - last.len());
    list(value).into_iter().filter_map(Value::as_str).map(|name| &name[bare(name)..]).collect()
}

/// The id of an object, or the reference that a string is.
pub(super) fn id(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => object.get("@id").or_else(|| object.get("id")).and_then(Value::as_str),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_found_in_any_wrapping() {
        for (value, expected) in [
            (json!("a"), vec!["a"]),
            (json!(["a", "b"]), vec!["a", "b"]),
            (json!({"de": "x", "en-US": "a"}), vec!["a"]),
            (json!({"fr": ["a", "b"]}), vec!["a", "b"]),
            (json!([{"@language": "nl", "@value": "x"}, {"@language": "en", "@value": "a"}]), vec!["a"]),
            (json!({"id": "urn:x", "type": "Image"}), vec![]),
            (json!(null), vec![]),
            (json!("  "), vec![]),
        ] {
            assert_eq!(texts(Some(&value)), expected, "{value}");
        }
    }

    #[test]
    fn documents_stand_one_after_another_and_a_fault_has_its_place() {
        assert_eq!(documents("x", "{\"a\":1}\n[2]\n").unwrap().len(), 2);
        let message = documents("x.json", "{}\n{\"a\" 1}").unwrap_err().to_string();
        assert!(message.starts_with("x.json, byte "), "{message}");
    }

    #[test]
    fn types_lose_their_prefix() {
        let value = json!({"type": ["Achievement", "ceterms:License", "https://purl.example/x#Badge"]});
        assert_eq!(types(value.as_object().unwrap()), ["Achievement", "License", "Badge"]);
    }
}
