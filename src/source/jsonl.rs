//! JSON Lines: which paths to scalars a dump has, and the texts at the wanted ones in a record.
//!
//! A path joins keys with dots (`hiringOrganization.name`). The scalars of a list are joined with a
//! comma; where a list holds objects, the same path's texts are joined with a semicolon.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Display, Write};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// The keys of an object, and the column of a scalar in its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    keys: BTreeMap<String, Node>,
    column: Option<usize>,
}

/// The paths of a sample, in the order in which they first appear.
pub(super) fn discover(records: &[&[u8]]) -> (Vec<String>, Node) {
    let (mut root, mut paths) = (Node::default(), Paths::default());
    for record in records {
        if let Ok(value @ Value::Object(_)) = serde_json::from_slice(record) {
            paths.walk(&value, &mut String::new(), &mut root);
        }
    }
    paths.finish(root)
}

#[derive(Default)]
struct Paths {
    index: HashMap<String, usize>,
    /// The path, and whether anything but null was seen there.
    found: Vec<(String, bool)>,
}

impl Paths {
    fn walk(&mut self, value: &Value, path: &mut String, node: &mut Node) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let length = path.len();
                    if length > 0 {
                        path.push('.');
                    }
                    path.push_str(key);
                    self.walk(value, path, node.keys.entry(key.clone()).or_default());
                    path.truncate(length);
                }
            }
            Value::Array(values) if !values.is_empty() => {
                values.iter().for_each(|value| self.walk(value, path, node));
            }
            _ => {
                let real = !matches!(value, Value::Null | Value::Array(_));
                let column = *self.index.entry(path.clone()).or_insert(self.found.len());
                if column == self.found.len() {
                    self.found.push((path.clone(), real));
                }
                self.found[column].1 |= real;
                node.column = Some(column);
            }
        }
    }

    /// Leaves out the paths that were only ever null where an object stands elsewhere.
    fn finish(self, mut root: Node) -> (Vec<String>, Node) {
        let mut kept = vec![true; self.found.len()];
        root.mark_hollow(&self.found, &mut kept);
        let mut names = Vec::new();
        let mut moved = vec![None; kept.len()];
        for (column, (path, _)) in self.found.into_iter().enumerate() {
            if kept[column] {
                moved[column] = Some(names.len());
                names.push(path);
            }
        }
        root.renumber(&moved);
        (names, root)
    }
}

impl Node {
    fn mark_hollow(&self, found: &[(String, bool)], kept: &mut [bool]) {
        if let Some(column) = self.column.filter(|&column| !self.keys.is_empty() && !found[column].1) {
            kept[column] = false;
        }
        self.keys.values().for_each(|node| node.mark_hollow(found, kept));
    }

    fn renumber(&mut self, moved: &[Option<usize>]) {
        self.column = self.column.and_then(|column| moved[column]);
        self.keys.values_mut().for_each(|node| node.renumber(moved));
    }

    /// The tree with nothing in it but what leads to a wanted column.
    pub(super) fn pruned(&self, wanted: &[usize]) -> Self {
        let leads = |node: &Self| node.column.is_some() || !node.keys.is_empty();
        let keys = self.keys.iter().map(|(key, node)| (key.clone(), node.pruned(wanted)));
        Self {
            keys: keys.filter(|(_, node)| leads(node)).collect(),
            column: self.column.filter(|column| wanted.contains(column)),
        }
    }

    /// Reads `record` into `cells`, one for each column, or says why it cannot be read.
    pub(super) fn read(&self, record: &str, cells: &mut [String]) -> Result<(), String> {
        cells.iter_mut().for_each(String::clear);
        let other = match record.trim_start().as_bytes().first() {
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b'0'..=b'9' | b'-') => "a number",
            Some(b't' | b'f' | b'n') => "a bare word",
            _ => "",
        };
        if !other.is_empty() {
            return Err(format!("{other} where a JSON object should be"));
        }
        let mut reader = serde_json::Deserializer::from_str(record);
        let walk = Walk { node: self, join: Join::Set, cells };
        walk.deserialize(&mut reader).and_then(|()| reader.end()).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
            format!("not valid JSON at byte {} of the record: {reason}", error.column())
        })
    }
}

/// How a text joins what its cell already holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// It takes its place.
    Set,
    /// It follows as the next item of a list.
    Item,
    /// It follows from the next object of a list.
    Object,
}

struct Walk<'a> {
    node: &'a Node,
    join: Join,
    cells: &'a mut [String],
}

impl Walk<'_> {
    /// The cell that a text belongs to, ready for it.
    fn cell(&mut self) -> Option<&mut String> {
        let cell = self.node.column.and_then(|column| self.cells.get_mut(column))?;
        match self.join {
            Join::Set => cell.clear(),
            _ if cell.is_empty() => {}
            Join::Item => cell.push_str(", "),
            Join::Object => cell.push_str("; "),
        }
        Some(cell)
    }

    fn put(mut self, value: impl Display) {
        if let Some(cell) = self.cell() {
            // Writing to a string does not fail.
            let _ = write!(cell, "{value}");
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        if let Some(cell) = self.cell() {
            cell.push_str(text);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.put(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(Value::from(value));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Walk { node, mut join, cells } = self;
        while items.next_element_seed(Walk { node, join, cells: &mut *cells })?.is_some() {
            join = Join::Item;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let join = if self.join == Join::Item { Join::Object } else { self.join };
        while let Some(found) = entries.next_key_seed(Key(self.node))? {
            match found {
                Some(node) => entries.next_value_seed(Walk { node, join, cells: &mut *self.cells })?,
                None => _ = entries.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

/// Looks a key up without keeping it.
struct Key<'a>(&'a Node);

impl<'de, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = Option<&'a Node>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Option<&'a Node>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.keys.get(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(columns: usize, tree: &Node, record: &str) -> Result<Vec<String>, String> {
        let mut cells = vec![String::new(); columns];
        tree.read(record, &mut cells).map(|()| cells)
    }

    #[test]
    fn paths_are_found_in_order_and_read() {
        let records: &[&[u8]] = &[
            br#"{"@type":"JobPosting","org":null,"pay":{"min":1.50,"max":2e3},"tags":["a","b"],"empty":[]}"#,
            br#"{"org":{"name":"X"},"place":[{"town":"A","geo":[1,2]},{"town":"B","geo":[3]}],"ok":true}"#,
            br#"not json"#,
            br#"["a"]"#,
        ];
        let (names, tree) = discover(records);
        let want =
            ["@type", "pay.min", "pay.max", "tags", "empty", "org.name", "place.town", "place.geo", "ok"];
        assert_eq!(names, want);
        let first = read(9, &tree, std::str::from_utf8(records[0]).expect("text"));
        assert_eq!(
            first.as_deref(),
            Ok(&["JobPosting", "1.5", "2000.0", "a, b", "", "", "", "", ""].map(String::from)[..])
        );
        let second = read(9, &tree, std::str::from_utf8(records[1]).expect("text"));
        assert_eq!(
            second.as_deref(),
            Ok(&["", "", "", "", "", "X", "A; B", "1, 2; 3", "true"].map(String::from)[..])
        );
        let some =
            read(9, &tree.pruned(&[5, 3]), r#"{"tags":["é",null,7],"org":{"name":"Y","x":[[]]},"ok":1}"#);
        assert_eq!(some.as_deref(), Ok(&["", "", "", "é, 7", "", "Y", "", "", ""].map(String::from)[..]));
    }

    #[test]
    fn what_is_no_object_is_refused_with_a_reason() {
        let (names, tree) = discover(&[br#"{"a":1}"#]);
        for (record, want) in [
            ("[1]", "a list where a JSON object should be"),
            ("12", "a number where a JSON object should be"),
            ("null", "a bare word where a JSON object should be"),
            (r#"{"a":1"#, "not valid JSON at byte 6 of the record: EOF while parsing an object"),
            (r#"{"a":1} x"#, "not valid JSON at byte 9 of the record: trailing characters"),
            (r#"{"b":tru}"#, "not valid JSON at byte 9 of the record: expected ident"),
        ] {
            assert_eq!(read(names.len(), &tree, record), Err(want.to_owned()), "{record}");
        }
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(read(1, &tree, &deep).is_err_and(|reason| reason.contains("recursion")));
        assert_eq!(read(1, &tree, r#"{"a":1,"a":2}"#), Ok(vec!["2".to_owned()]));
    }
}
