//! `concepts.parquet` and `forms.parquet`: what the numbers in the facts stand for, so that any tool
//! can join them without the dictionary.

use super::parquet_file;
use super::texts::Texts;
use crate::dictionary::entry::{CaseRule, Delivery, Issuer, IssuerKind, Rigor};
use crate::dictionary::{Concept, Dictionary, Kind};
use crate::error::{Error, ErrorKind, Result};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, UInt32Array};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The columns of `concepts.parquet` that are text, after `concept`.
const CONCEPT_COLUMNS: [&str; 11] = [
    "id",
    "name",
    "kind",
    "issuer",
    "issuer_name",
    "issuer_kind",
    "family",
    "level",
    "delivery",
    "rigor",
    "stacks_toward",
];

/// Writes both files into the store at `folder`.
pub(crate) fn write(folder: &Path, dictionary: &Dictionary) -> Result<()> {
    let mut texts = vec![Texts::default(); CONCEPT_COLUMNS.len()];
    let mut renewal = Vec::new();
    for concept in dictionary.concepts() {
        let issuer = concept.issuer.as_deref().and_then(|id| dictionary.issuer(id));
        let stacks_toward = concept.stacks_toward.join(" ");
        let values = [
            concept.id.as_str(),
            &concept.name,
            concept.kind.name(),
            concept.issuer.as_deref().unwrap_or(""),
            issuer.map_or("", |issuer| &issuer.name),
            issuer.map(|issuer| issuer.kind).map_or("", IssuerKind::name),
            concept.family.as_deref().unwrap_or(""),
            concept.level.as_deref().unwrap_or(""),
            concept.delivery.map_or("", Delivery::name),
            concept.rigor.map_or("", Rigor::name),
            &stacks_toward,
        ];
        texts.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        renewal.push(concept.renewal.as_ref().and_then(|renewal| renewal.months));
    }
    let mut columns: Vec<(&str, ArrayRef, bool)> =
        vec![("concept", numbers(dictionary.concepts().len()), false)];
    for (name, column) in CONCEPT_COLUMNS.into_iter().zip(texts) {
        let nullable = !matches!(name, "id" | "name" | "kind");
        columns.push((name, Arc::new(column.into_arrow(nullable)), nullable));
    }
    columns.push(("renewal_months", Arc::new(UInt32Array::from(renewal)), true));
    save(&folder.join("concepts.parquet"), columns)?;

    let (mut text, mut case) = (Texts::default(), Texts::default());
    let mut concept = Vec::new();
    for form in dictionary.forms() {
        text.push(&form.text);
        case.push(match form.case {
            CaseRule::Any => "any",
            CaseRule::Capital => "capital",
            CaseRule::Exact => "exact",
        });
        concept.push(form.concept.get());
    }
    save(
        &folder.join("forms.parquet"),
        vec![
            ("form", numbers(dictionary.forms().len()), false),
            ("concept", Arc::new(UInt32Array::from(concept)), false),
            ("text", Arc::new(text.into_arrow(false)), false),
            ("case", Arc::new(case.into_arrow(false)), false),
        ],
    )
}

/// Reads back what [`write()`] wrote of the concepts.
pub(crate) fn read(folder: &Path, fingerprint: &str) -> Result<Dictionary> {
    let path = folder.join("concepts.parquet");
    let damaged = |what: &str| {
        Error::new(ErrorKind::Store, what)
            .in_file(path.display().to_string())
            .help("if the store is damaged, scan the dumps again into a new one")
    };
    let mut issuers: BTreeMap<String, Issuer> = BTreeMap::new();
    let mut concepts = Vec::new();
    for batch in parquet_file::read(&path, &CONCEPT_COLUMNS, |_| None)? {
        let columns: Option<Vec<&StringArray>> = CONCEPT_COLUMNS
            .iter()
            .map(|name| batch.column_by_name(name).and_then(|column| column.as_string_opt()))
            .collect();
        let columns = columns.ok_or_else(|| damaged("a column of the concepts is missing"))?;
        for row in 0..batch.num_rows() {
            let cell = |column: usize| {
                let column = columns[column];
                column.is_valid(row).then(|| column.value(row).to_owned())
            };
            let kind = cell(2).and_then(|kind| kind.parse::<Kind>().ok());
            let (Some(id), Some(name), Some(kind)) = (cell(0), cell(1), kind) else {
                return Err(damaged("a concept has no id, name or known kind"));
            };
            if let (Some(id), Some(name), Some(kind)) = (cell(3), cell(4), cell(5)) {
                let kind = IssuerKind::ALL.into_iter().find(|known| known.name() == kind);
                let kind =
                    kind.ok_or_else(|| damaged("an issuer is of a kind that this program does not know"))?;
                issuers.insert(id.clone(), Issuer { id, name, kind });
            }
            let mut concept = Concept::named(id, name, kind, cell(3), cell(6), cell(7));
            concept.delivery = cell(8).and_then(|name| Delivery::ALL.into_iter().find(|d| d.name() == name));
            concept.rigor = cell(9).and_then(|name| Rigor::ALL.into_iter().find(|r| r.name() == name));
            let toward = cell(10).unwrap_or_default();
            concept.stacks_toward = toward.split_whitespace().map(str::to_owned).collect();
            concepts.push(concept);
        }
    }
    let fingerprint =
        fingerprint.parse().map_err(|_| damaged("the manifest has no dictionary fingerprint"))?;
    Ok(Dictionary::catalogue(issuers.into_values().collect(), concepts, fingerprint))
}

fn numbers(count: usize) -> ArrayRef {
    let count = u32::try_from(count).expect("the loader has counted them");
    Arc::new((0..count).collect::<UInt32Array>())
}

fn save(path: &Path, columns: Vec<(&str, ArrayRef, bool)>) -> Result<()> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
    parquet_file::write(path, &batch, &[])
}
