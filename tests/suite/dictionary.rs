//! Every entry of the built-in dictionary holds what its own tests say.

use skilltally::dictionary::Dictionary;
use skilltally::scanner::{self, Scanner};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) fn dictionary() -> Dictionary {
    Dictionary::embedded().expect("the built-in dictionary is valid")
}

#[test]
fn every_entry_holds_its_own_tests() {
    let dictionary = dictionary();
    let scanner = Scanner::new(&dictionary).unwrap();
    let (held, failed) = scanner::proof(&scanner, &dictionary);
    let told: Vec<String> = failed.iter().map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", told.len(), held + told.len(), told.join("\n"));
    assert!(held > dictionary.concepts().len() / 2, "only {held} tests were run");
}

#[test]
fn no_entry_is_doubtful() {
    let findings = skilltally::dictionary::check::findings(&dictionary());
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} findings:\n{}", told.len(), told.join("\n"));
}

/// Entries of one sort stand sorted by id in every file, so that a new entry has one place.
#[test]
fn files_are_sorted_by_id() {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|kind| kind == "toml") {
                let text = std::fs::read_to_string(&path).unwrap();
                let mut last: BTreeMap<&str, &str> = BTreeMap::new();
                let mut sort = "";
                for line in text.lines() {
                    if line.starts_with("[[") {
                        sort = line;
                    } else if line.starts_with("id = ")
                        && let Some(before) = last.insert(sort, line)
                    {
                        assert!(before < line, "{}: {before} stands before {line}", path.display());
                    }
                }
            }
        }
    }
}
