//! What is written can be read again, and says the same.

use super::*;
use crate::dictionary::{Concept, Dictionary, Kind, Loader};
use crate::exchange::import::{Format, Options, import};
use crate::source::Input;
use std::io::Write;

/// Id, name, kind, issuer and level of the credentials.
fn credentials(concepts: &[Concept]) -> Vec<String> {
    let credentials = concepts.iter().filter(|concept| concept.kind.is_credential());
    credentials
        .map(|concept| {
            let Concept { id, name, kind, issuer, level, .. } = concept;
            format!("{id}: {name}, {kind}, {issuer:?}, {level:?}")
        })
        .collect()
}

#[test]
fn badges_come_back_as_the_same_credentials() {
    let dictionary = Dictionary::embedded().unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(open_badges(&dictionary, &Kind::ALL).as_bytes()).unwrap();
    let nothing = Loader::empty().build().unwrap();
    let back =
        import(Format::OpenBadges, &[Input::file(file.path())], &Options::default(), &nothing).unwrap();
    let (back_again, there) = (credentials(&back.concepts), credentials(dictionary.concepts()));
    let lost: Vec<_> = there.iter().filter(|line| !back_again.contains(line)).collect();
    let new: Vec<_> = back_again.iter().filter(|line| !there.contains(line)).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:?}, new {new:?}");
    for issuer in &back.issuers {
        assert_eq!(Some(issuer), dictionary.issuer(&issuer.id));
    }
    // Beside the dictionary it came from there is nothing new in it.
    let options = Options { new_only: true, ..Options::default() };
    let again = import(Format::OpenBadges, &[Input::file(file.path())], &options, &dictionary).unwrap();
    assert_eq!(again.concepts.len(), 0);
}

#[test]
fn an_achievement_has_what_the_specification_demands() {
    let dictionary = Dictionary::embedded().unwrap();
    let text = open_badges(&dictionary, &[Kind::Degree, Kind::Clearance, Kind::Tool]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    assert!(graph.len() > 50);
    for achievement in graph {
        for key in ["id", "type", "name", "description", "criteria", "achievementType"] {
            assert!(achievement.get(key).is_some(), "{achievement}");
        }
    }
    let named = |name: &str| graph.iter().find(|achievement| achievement["name"] == name).unwrap();
    assert_eq!(named("Bachelor's degree")["achievementType"], "BachelorDegree");
}

#[test]
fn tables_have_a_row_for_each_and_the_same_in_both_formats() {
    let dictionary = Dictionary::embedded().unwrap();
    let [concepts, forms] = tables(&dictionary, &Kind::ALL);
    let rows = |table: &Table| {
        let bytes = table.csv().unwrap();
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let columns = csv.headers().unwrap().len();
        (columns, csv.records().count())
    };
    assert_eq!(rows(&concepts).1, dictionary.concepts().len());
    assert_eq!(rows(&forms).1, dictionary.forms().len());
    for table in [&concepts, &forms] {
        let bytes = bytes_of(table.parquet().unwrap());
        let batches =
            parquet::arrow::arrow_reader::ParquetRecordBatchReader::try_new(bytes, 1 << 20).unwrap();
        let counted =
            batches.map(|batch| batch.unwrap()).map(|batch| (batch.num_columns(), batch.num_rows()));
        assert_eq!(counted.collect::<Vec<_>>(), [rows(table)]);
    }
    let [few, _] = tables(&dictionary, &[Kind::Bootcamp]);
    assert!(rows(&few).1 < 50);
}

/// The bytes as a file, which is what the reader of Parquet takes.
fn bytes_of(bytes: Vec<u8>) -> std::fs::File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    file
}
