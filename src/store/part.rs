//! The schema of a part, and facts to record batches of it. docs/store-schema.md tells people the same.

use super::facts::{Facts, Mentions, Postings};
use super::texts::Texts;
use crate::dictionary::Status;
use crate::posting::sketch::Sketch;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, DictionaryArray, Int32Array, MapArray,
    RecordBatch, StringArray, StructArray, UInt8Array, UInt32Array, UInt64Array,
};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};
use std::sync::Arc;

/// The names that codes in the facts stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) inputs: Vec<String>,
    pub(crate) fields: Vec<String>,
    pub(crate) columns: Vec<String>,
    /// Rule 0 is "no rule".
    pub(crate) rules: Vec<String>,
}

/// The batch of postings; the first has the number `first` in the store.
pub(crate) fn postings(postings: Postings, first: u64, names: &Names) -> RecordBatch {
    let count = u64::try_from(postings.row.len()).expect("a length fits");
    let columns: Vec<(&str, ArrayRef, bool)> = vec![
        ("posting", Arc::new((first..first + count).collect::<UInt64Array>()), false),
        ("external_id", texts(postings.external_id), true),
        ("source_file", coded(&postings.source_file, &names.inputs, false), false),
        ("row", Arc::new(UInt64Array::from(postings.row)), false),
        ("byte_offset", Arc::new(UInt64Array::from(postings.byte_offset)), false),
        ("byte_length", Arc::new(UInt64Array::from(postings.byte_length)), false),
        ("employer", texts(postings.employer), true),
        ("employer_name", texts(postings.employer_name), true),
        ("title", texts(postings.title), true),
        ("location", texts(postings.location), true),
        ("place", texts(postings.place), true),
        ("country", texts(postings.country), true),
        ("region", texts(postings.region), true),
        ("metro", texts(postings.metro), true),
        ("remote", texts(postings.remote), true),
        ("occupation", texts(postings.occupation), true),
        ("occupation_family", texts(postings.occupation_family), true),
        ("soc", texts(postings.soc), true),
        ("isco", texts(postings.isco), true),
        ("seniority", texts(postings.seniority), true),
        ("staffing", Arc::new(BooleanArray::from(postings.staffing)), false),
        ("pay_low", Arc::new(UInt32Array::from(postings.pay_low)), true),
        ("pay_high", Arc::new(UInt32Array::from(postings.pay_high)), true),
        ("pay_currency", texts(postings.pay_currency), true),
        ("pay_period", texts(postings.pay_period), true),
        ("industry", texts(postings.industry), true),
        ("posted", Arc::new(Date32Array::from(postings.posted)), true),
        ("language", texts(postings.language), true),
        ("degree_required", texts(postings.degree_required), true),
        ("degree_preferred", texts(postings.degree_preferred), true),
        ("degree_or_equivalent", Arc::new(BooleanArray::from(postings.degree_or_equivalent)), false),
        ("field_of_study", texts(postings.field_of_study), true),
        ("years_low", Arc::new(UInt8Array::from(postings.years_low)), true),
        ("years_high", Arc::new(UInt8Array::from(postings.years_high)), true),
        ("years_of", texts(postings.years_of), true),
        ("text_bytes", Arc::new(UInt64Array::from(postings.text_bytes)), false),
        ("fingerprint", Arc::new(UInt64Array::from(postings.fingerprint)), false),
        ("sketch", Arc::new(sketches(&postings.sketch)), true),
        ("duplicate_of", Arc::new(UInt64Array::from(postings.duplicate_of)), true),
        (
            "columns",
            Arc::new(map(postings.columns.keys, postings.columns.values, &postings.columns.ends, names)),
            false,
        ),
    ];
    RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length")
}

/// The batch of mentions; `first` is the number of the posting that they count from.
pub(crate) fn mentions(mentions: Mentions, first: u64, names: &Names) -> RecordBatch {
    let statuses: Vec<String> = Status::ALL.iter().map(|status| status.name().to_owned()).collect();
    let status: Vec<u32> = mentions.status.iter().map(|status| u32::from(*status)).collect();
    let posting = mentions.posting.iter().map(|posting| first + u64::from(*posting));
    let columns: Vec<(&str, ArrayRef, bool)> = vec![
        ("posting", Arc::new(posting.collect::<UInt64Array>()), false),
        ("concept", Arc::new(UInt32Array::from(mentions.concept)), false),
        ("form", Arc::new(UInt32Array::from(mentions.form)), false),
        ("field", coded(&mentions.field, &names.fields, false), false),
        ("start", Arc::new(UInt32Array::from(mentions.start)), false),
        ("end", Arc::new(UInt32Array::from(mentions.end)), false),
        ("status", coded(&status, &statuses, false), false),
        ("rule", coded(&mentions.rule, &names.rules, true), true),
        ("either_or", Arc::new(mentions.either_or.iter().map(some_list).collect::<UInt32Array>()), true),
        ("years_low", Arc::new(UInt8Array::from(mentions.years_low)), true),
        ("years_high", Arc::new(UInt8Array::from(mentions.years_high)), true),
    ];
    RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length")
}

/// List 0 is none.
fn some_list(list: &u32) -> Option<u32> {
    (*list != 0).then_some(*list)
}

fn sketches(column: &[Option<Sketch>]) -> BinaryArray {
    column.iter().map(|sketch| sketch.as_ref().map(<[u8; _]>::as_slice)).collect()
}

fn texts(column: Texts) -> ArrayRef {
    Arc::new(column.into_arrow(true))
}

/// Strings as codes into `names`; with `zero_is_null`, code 0 stands for nothing.
fn coded(codes: &[u32], names: &[String], zero_is_null: bool) -> ArrayRef {
    let keys: Int32Array = codes
        .iter()
        .map(|code| (!zero_is_null || *code != 0).then(|| i32::try_from(*code).expect("few names")))
        .collect();
    let values: ArrayRef = Arc::new(StringArray::from_iter_values(names));
    Arc::new(DictionaryArray::<Int32Type>::try_new(keys, values).expect("every code has its name"))
}

/// The type of the column `columns`: a map from column name to value.
pub(crate) fn map_entries() -> Fields {
    Fields::from(vec![Field::new("key", DataType::Utf8, false), Field::new("value", DataType::Utf8, true)])
}

fn map(keys: Vec<u32>, values: Texts, ends: &[usize], names: &Names) -> MapArray {
    let keys = StringArray::from_iter_values(keys.iter().map(|key| name_of(*key, &names.columns)));
    let columns: Vec<ArrayRef> = vec![Arc::new(keys), Arc::new(values.into_arrow(false))];
    let entries = StructArray::new(map_entries(), columns, None);
    let offsets = std::iter::once(0).chain(ends.iter().copied());
    let offsets: ScalarBuffer<i32> =
        offsets.map(|end| i32::try_from(end).expect("few pairs in a part")).collect();
    let field = Field::new("entries", entries.data_type().clone(), false);
    MapArray::new(Arc::new(field), OffsetBuffer::new(offsets), entries, None, false)
}

fn name_of(code: u32, names: &[String]) -> &str {
    &names[usize::try_from(code).expect("a u32 fits")]
}

impl Facts {
    /// Both batches of a part.
    pub(crate) fn into_batches(self, first: u64, names: &Names) -> (RecordBatch, RecordBatch) {
        (postings(self.postings, first, names), mentions(self.mentions, first, names))
    }
}
