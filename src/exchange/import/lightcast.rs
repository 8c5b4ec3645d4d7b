//! The Lightcast taxonomy of skills: its CSV, or the JSON of its service.

use super::Reason;
use super::draft::{Draft, Gathered};
use super::json::{documents, text};
use super::table::Table;
use crate::dictionary::Kind;
use crate::error::Result;
use serde_json::{Map, Value};

/// The types of Lightcast, and what they are here. Software is a tool, whatever its type.
const TYPES: [(&str, Kind); 5] = [
    ("certification", Kind::Certification),
    ("specialized skill", Kind::Skill),
    ("hard skill", Kind::Skill),
    ("common skill", Kind::Skill),
    ("soft skill", Kind::Skill),
];

pub(super) fn read(file: &str, whole: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    if whole.trim_start().starts_with(['{', '[']) {
        for document in documents(file, whole)? {
            walk(&document, gathered);
        }
        return Ok(());
    }
    let table = Table::open(file, whole)?;
    let help = gathered.format.expects();
    let id = table.need("ID", &["id", "skillid"], help)?;
    let name = table.need("NAME", &["name", "skillname"], help)?;
    let kind = table.column(&["type", "typename", "skilltype"]);
    let software = table.column(&["issoftware"]);
    table.each(|row| {
        take(row.get(id), row.get(name), row.cell(kind), is_yes(row.cell(software)), gathered);
        Ok(())
    })
}

/// Skills stand in a list, bare or as the `data` of an answer.
fn walk(value: &Value, gathered: &mut Gathered<'_>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, gathered)),
        Value::Object(object) => match object.get("data").or_else(|| object.get("skills")) {
            Some(data) => walk(data, gathered),
            None => skill(object, gathered),
        },
        _ => {}
    }
}

fn skill(object: &Map<String, Value>, gathered: &mut Gathered<'_>) {
    let of = |key: &str| object.iter().find(|(known, _)| known.replace('_', "").eq_ignore_ascii_case(key));
    let value = |key: &str| of(key).map(|(_, value)| value);
    let (Some(id), Some(name)) = (text(value("id")), text(value("name"))) else { return };
    let kind = value("type").map(|kind| kind.get("name").unwrap_or(kind));
    let software = match value("issoftware") {
        Some(Value::Bool(yes)) => *yes,
        other => text(other).is_some_and(|text| is_yes(&text)),
    };
    take(&id, &name, &text(kind).unwrap_or_default(), software, gathered);
}

fn take(id: &str, name: &str, kind: &str, is_software: bool, gathered: &mut Gathered<'_>) {
    gathered.records += 1;
    let named = TYPES.iter().find(|(known, _)| kind.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind);
    let kind = match named {
        _ if is_software => Some(Kind::Tool),
        None if kind.is_empty() => Some(gathered.options.kind.unwrap_or(Kind::Skill)),
        other => other.or(gathered.options.kind),
    };
    match kind {
        Some(kind) => gathered.take(Draft::new(id, name, kind)),
        None => gathered.skip(name, Reason::UnknownType),
    }
}

fn is_yes(cell: &str) -> bool {
    matches!(cell.to_ascii_lowercase().as_str(), "true" | "t" | "yes" | "y" | "1")
}
