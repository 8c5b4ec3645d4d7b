//! Every entry of the built-in dictionary holds what its own tests say.

use skilltally::dictionary::{Dictionary, Loader};
use skilltally::ids::ConceptId;
use skilltally::scanner::{Scanner, Scratch, Surroundings};
use std::path::Path;

pub(crate) fn dictionary() -> Dictionary {
    // While entries are written, the files on disk are what counts.
    let Some(folder) = std::env::var_os("SKILLTALLY_DICTIONARIES") else {
        return Dictionary::embedded().expect("the built-in dictionary is valid");
    };
    let mut loader = Loader::empty();
    let mut open = vec![Path::new(&folder).to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|kind| kind == "toml") {
                loader.add(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap()).unwrap();
            }
        }
    }
    loader.build().unwrap_or_else(|error| panic!("{}", error.to_string().replace("; ", "\n")))
}

#[test]
fn every_entry_holds_its_own_tests() {
    let dictionary = dictionary();
    let scanner = Scanner::new(&dictionary).unwrap();
    let mut scratch = Scratch::default();
    let mut failures = Vec::new();
    let mut held = 0;
    for (index, concept) in dictionary.concepts().iter().enumerate() {
        let id = ConceptId::new(index).unwrap();
        for (text, wanted) in
            concept.tests.yes.iter().map(|t| (t, true)).chain(concept.tests.no.iter().map(|t| (t, false)))
        {
            let mut mentions = Vec::new();
            scanner.scan(text, &Surroundings::default(), &mut scratch, &mut mentions);
            let found = mentions.iter().any(|mention| mention.concept == id);
            if found == wanted {
                held += 1;
            } else {
                let seen: Vec<_> = mentions
                    .iter()
                    .map(|m| (&dictionary.concept(m.concept).id, &text[m.start..m.end]))
                    .collect();
                failures.push(format!(
                    "{}: {} {text:?}\n    found {seen:?}",
                    concept.id,
                    if wanted { "missed in" } else { "false in" }
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} fail:\n{}",
        failures.len(),
        held + failures.len(),
        failures.join("\n")
    );
}

#[test]
fn no_entry_is_doubtful() {
    let findings = skilltally::dictionary::check::findings(&dictionary());
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} findings:\n{}", told.len(), told.join("\n"));
}

/// Concepts stand sorted by id in every file, so that a new entry has one place.
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
                let ids: Vec<&str> = text.lines().filter(|line| line.starts_with("id = ")).collect();
                let unsorted = ids.windows(2).find(|pair| pair[0] >= pair[1]);
                assert_eq!(unsorted, None, "{}", path.display());
            }
        }
    }
}
