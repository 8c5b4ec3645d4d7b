//! The tables `concepts` and `forms`: the same columns in CSV and in Parquet. Lists stand in one cell,
//! parted by ` | `; what is not known is empty.

use crate::dictionary::context::ContextRef;
use crate::dictionary::entry::{CaseRule, Delivery, IssuerKind, Renewal, Rigor, Xref};
use crate::dictionary::{Concept, Dictionary, Form, Kind, forms};
use crate::error::{Error, ErrorKind, Result};
use crate::fold::fold;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray, UInt32Array};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

/// A table that is ready to be written.
#[derive(Clone, Debug)]
pub struct Table {
    /// `concepts` or `forms`.
    pub name: &'static str,
    columns: Vec<(&'static str, Column)>,
}

#[derive(Clone, Debug)]
enum Column {
    Text(Vec<Option<String>>),
    Number(Vec<Option<u32>>),
    Flag(Vec<bool>),
}

type TextOf<T> = fn(&T, &Dictionary) -> Option<String>;
type NumberOf = fn(&Renewal) -> Option<u32>;

/// The columns of `concepts` that are text.
const OF_CONCEPT: [(&str, TextOf<Concept>); 19] = [
    ("id", |concept, _| Some(concept.id.clone())),
    ("name", |concept, _| Some(concept.name.clone())),
    ("kind", |concept, _| Some(concept.kind.name().to_owned())),
    ("issuer", |concept, _| concept.issuer.clone()),
    ("issuer_name", |concept, all| Some(all.issuer(concept.issuer.as_deref()?)?.name.clone())),
    ("issuer_kind", |concept, all| {
        Some(IssuerKind::name(all.issuer(concept.issuer.as_deref()?)?.kind).to_owned())
    }),
    ("family", |concept, _| concept.family.clone()),
    ("level", |concept, _| concept.level.clone()),
    ("delivery", |concept, _| concept.delivery.map(|delivery| Delivery::name(delivery).to_owned())),
    ("rigor", |concept, _| concept.rigor.map(|rigor| Rigor::name(rigor).to_owned())),
    ("renewal_source", |concept, _| concept.renewal.as_ref()?.source.clone()),
    ("renewal_checked", |concept, _| concept.renewal.as_ref()?.checked.clone()),
    ("implies", |concept, _| joined(&concept.implies)),
    ("stacks_toward", |concept, _| joined(&concept.stacks_toward)),
    ("not_within", |concept, _| joined(&concept.not_within)),
    ("only_asked", |concept, _| concept.only_asked.then(|| "true".to_owned())),
    ("xref_onet", |concept, _| joined(&concept.xref.as_ref()?.onet)),
    ("xref_esco", |concept, _| known(&concept.xref, |xref| &xref.esco)),
    ("xref_ctid", |concept, _| known(&concept.xref, |xref| &xref.ctid)),
];

/// Those that are numbers.
const OF_RENEWAL: [(&str, NumberOf); 2] =
    [("renewal_months", |renewal| renewal.months), ("renewal_hours", |renewal| renewal.hours)];

/// The columns of `forms` that are text.
const OF_FORM: [(&str, TextOf<Form>); 6] = [
    ("concept", |form, all| Some(all.concept(form.concept).id.clone())),
    ("text", |form, _| Some(form.text.clone())),
    ("case", |form, _| {
        Some(
            match form.case {
                CaseRule::Any => "any",
                CaseRule::Capital => "capital",
                CaseRule::Exact => "exact",
            }
            .to_owned(),
        )
    }),
    ("needs", |form, all| joined(&names(&form.needs, all))),
    ("forbids", |form, all| joined(&names(&form.forbids, all))),
    ("spellings", |form, _| {
        joined(&forms::spellings(form).iter().map(|text| fold(text)).collect::<Vec<_>>())
    }),
];

/// The concepts of `kinds`, and their forms.
pub fn tables(dictionary: &Dictionary, kinds: &[Kind]) -> [Table; 2] {
    let concepts: Vec<&Concept> =
        dictionary.concepts().iter().filter(|concept| kinds.contains(&concept.kind)).collect();
    let of_kind = |form: &&Form| kinds.contains(&dictionary.concept(form.concept).kind);
    let forms: Vec<&Form> = dictionary.forms().iter().filter(of_kind).collect();
    let mut columns = texts(&OF_CONCEPT, &concepts, dictionary);
    for (name, of) in OF_RENEWAL {
        let values = concepts.iter().map(|concept| concept.renewal.as_ref().and_then(of));
        columns.push((name, Column::Number(values.collect())));
    }
    let concepts = Table { name: "concepts", columns };
    let mut columns = texts(&OF_FORM, &forms, dictionary);
    columns.push(("plural", Column::Flag(forms.iter().map(|form| form.plural).collect())));
    columns.push(("dotted", Column::Flag(forms.iter().map(|form| form.dotted).collect())));
    [concepts, Table { name: "forms", columns }]
}

fn texts<T>(
    columns: &[(&'static str, TextOf<T>)],
    rows: &[&T],
    dictionary: &Dictionary,
) -> Vec<(&'static str, Column)> {
    let column = |of: TextOf<T>| Column::Text(rows.iter().map(|row| of(row, dictionary)).collect());
    columns.iter().map(|(name, of)| (*name, column(*of))).collect()
}

fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(" | "))
}

fn known(xref: &Option<Xref>, of: impl Fn(&Xref) -> &Option<String>) -> Option<String> {
    xref.as_ref().and_then(|xref| of(xref).clone())
}

fn names(contexts: &[ContextRef], dictionary: &Dictionary) -> Vec<String> {
    let name = |context: &ContextRef| match context {
        ContextRef::Words(id) => dictionary.contexts()[id.index()].id.clone(),
        ContextRef::Computed(computed) => computed.name().to_owned(),
    };
    contexts.iter().map(name).collect()
}

impl Table {
    fn rows(&self) -> usize {
        match &self.columns[0].1 {
            Column::Text(values) => values.len(),
            Column::Number(values) => values.len(),
            Column::Flag(values) => values.len(),
        }
    }

    /// The table as comma-separated values, with a header.
    ///
    /// # Errors
    /// None that is known: nothing is written but memory.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(self.columns.iter().map(|(name, _)| name)).map_err(unwritten)?;
        for row in 0..self.rows() {
            let cell = |column: &Column| match column {
                Column::Text(values) => values[row].clone().unwrap_or_default(),
                Column::Number(values) => values[row].map_or(String::new(), |number| number.to_string()),
                Column::Flag(values) => values[row].to_string(),
            };
            csv.write_record(self.columns.iter().map(|(_, column)| cell(column))).map_err(unwritten)?;
        }
        csv.into_inner().map_err(|error| unwritten(error.into_error()))
    }

    /// The table as the bytes of a Parquet file.
    ///
    /// # Errors
    /// None that is known: nothing is written but memory.
    pub fn parquet(&self) -> Result<Vec<u8>> {
        let array = |column: &Column| -> ArrayRef {
            match column {
                Column::Text(values) => {
                    Arc::new(values.iter().map(Option::as_deref).collect::<StringArray>())
                }
                Column::Number(values) => Arc::new(values.iter().copied().collect::<UInt32Array>()),
                Column::Flag(values) => Arc::new(BooleanArray::from(values.clone())),
            }
        };
        let columns = self.columns.iter().map(|(name, column)| (*name, array(column), true));
        let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(unwritten)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).map_err(unwritten)?))
            .set_created_by(format!("skilltally {}", env!("CARGO_PKG_VERSION")))
            .build();
        let mut writer =
            ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).map_err(unwritten)?;
        writer.write(&batch).map_err(unwritten)?;
        writer.into_inner().map_err(unwritten)
    }
}

fn unwritten(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Output, "the table cannot be made").because(error)
}
