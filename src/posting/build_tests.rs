//! Postings made of small records.

use super::*;
use crate::posting::assign;

const HEADER: [&str; 12] = [
    "id",
    "title",
    "company",
    "city",
    "state",
    "country",
    "date",
    "industry",
    "description",
    "requirements",
    "text",
    "team",
];

const RECORD: [&str; 12] = [
    "7",
    " Clerk ",
    "Acme, Inc.",
    "Austin",
    "TX",
    "US",
    "2024-02-03",
    "Banking",
    "<p>You will keep the books of R&amp;D.</p>",
    "A CPA and the will to work with us",
    "",
    "A",
];

fn builder() -> Builder {
    let columns = HEADER.map(str::to_owned).to_vec();
    let sample = vec![RECORD.map(str::to_owned).to_vec()];
    let roles = assign(&columns, &sample, &[]).unwrap();
    Builder::new(&roles, &columns, &[]).unwrap()
}

fn build<'a>(record: &[(&str, &'a str)], scratch: &mut Scratch) -> Posting<'a> {
    let cell = |column: usize| {
        let given = record.iter().find(|(name, _)| *name == HEADER[column]);
        given.map_or(RECORD[column], |(_, value)| *value)
    };
    builder().build(&cell, scratch)
}

#[test]
fn a_record_becomes_a_posting() {
    let mut scratch = Scratch::default();
    let posting = build(&[], &mut scratch);
    assert_eq!((posting.external_id, posting.title), ("7", "Clerk"));
    assert_eq!((posting.employer_name, posting.employer.as_str()), ("Acme, Inc.", "acme"));
    assert_eq!(&*posting.location, "Austin, TX, US");
    assert_eq!(posting.posted.map(|date| date.to_string()).as_deref(), Some("2024-02-03"));
    assert_eq!((posting.industry, posting.language, posting.has_text), ("Banking", "en", true));
    let builder = builder();
    let names: Vec<&str> =
        posting.fields.iter().map(|field| builder.fields()[field.index].as_str()).collect();
    assert_eq!(names, ["title", "description", "requirements"]);
    assert_eq!(posting.fields[0].original, " Clerk ");
    assert_eq!(scratch.plain(1).text(posting.fields[1].original), "You will keep the books of R&D.\n");
    let extras: Vec<&str> = builder.extras().iter().map(|extra| extra.name.as_str()).collect();
    assert_eq!(extras, ["state", "country", "industry", "team"]);
    assert_eq!(posting.extra, ["TX", "US", "Banking", "A"]);
}

#[test]
fn words_for_nothing_are_nothing() {
    let mut scratch = Scratch::default();
    let record: Vec<(&str, &str)> = HEADER.iter().map(|name| (*name, "NA")).collect();
    let posting = build(&record, &mut scratch);
    assert_eq!(posting.fields, []);
    assert!(!posting.has_text && posting.posted.is_none() && posting.pay == PayCells::default());
    assert_eq!((posting.external_id, &*posting.location, posting.language), ("", "", ""));
    let dashes = build(&[("description", "..."), ("requirements", "5 <br>")], &mut scratch);
    assert!(!dashes.has_text);
}

#[test]
fn the_whole_ad_stands_in_where_its_parts_are_empty() {
    let mut scratch = Scratch::default();
    let record = [("description", ""), ("requirements", "null"), ("text", "The whole ad")];
    let posting = build(&record, &mut scratch);
    let name = |field: &Field<'_>| builder().fields()[field.index].clone();
    assert_eq!(posting.fields.iter().map(name).collect::<Vec<_>>(), ["title", "whole"]);
    assert!(posting.has_text);
    let posting = build(&[("text", "The whole ad")], &mut scratch);
    assert_eq!(posting.fields.len(), 3);
}

#[test]
fn duplicates_have_one_fingerprint() {
    let mut scratch = Scratch::default();
    let first = build(&[], &mut scratch).fingerprint;
    let same = [
        ("id", "8"),
        ("title", "CLERK"),
        ("company", "ACME"),
        ("city", "Dallas"),
        ("description", "You will keep the books of R&D!"),
    ];
    assert_eq!(build(&same, &mut scratch).fingerprint, first);
    for other in
        [("title", "Clerk II"), ("company", "Bcme"), ("description", "You will keep the book of R&D")]
    {
        assert_ne!(build(&[other], &mut scratch).fingerprint, first, "{other:?}");
    }
}

#[test]
fn places_are_not_told_twice() {
    let mut scratch = Scratch::default();
    for (city, state, country, expected) in [
        ("Austin, TX", "TX", "US", "Austin, TX, US"),
        ("Austin", "Texas", "", "Austin, Texas"),
        ("Berlin", "", "DE", "Berlin, DE"),
        ("", "", "United States", "United States"),
        ("Toronto", "ON", "Canada", "Toronto, ON, Canada"),
    ] {
        let posting = build(&[("city", city), ("state", state), ("country", country)], &mut scratch);
        assert_eq!(&*posting.location, expected);
    }
}

#[test]
fn extras_are_cut_between_characters() {
    let long = "é".repeat(150);
    let mut scratch = Scratch::default();
    assert_eq!(build(&[("team", &long)], &mut scratch).extra[3].len(), 200);
    let odd = format!("a{long}");
    assert_eq!(build(&[("team", &odd)], &mut scratch).extra[3].len(), 199);
}

#[test]
fn only_columns_with_a_use_are_wanted() {
    let columns = ["id", "description", "notes", "views"].map(str::to_owned).to_vec();
    let notes = "n".repeat(100);
    let sample = vec![["1", "Some text", notes.as_str(), "5"].map(str::to_owned).to_vec()];
    let roles = assign(&columns, &sample, &[]).unwrap();
    assert_eq!(Builder::new(&roles, &columns, &[]).unwrap().wanted(), [0, 1, 3]);
    assert_eq!(Builder::new(&roles, &columns, &["Notes".into()]).unwrap().wanted(), [0, 1, 2, 3]);
    assert!(Builder::new(&roles, &columns, &["nowhere".into()]).is_err());
}
