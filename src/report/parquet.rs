//! The long table of the CSV with types, and what it was made from as metadata under the key
//! `skilltally`.

use super::columns::{Column, OF_ROW, OF_TABLE, dimensions, rows, value};
use super::{Render, Report, json, unwritten};
use crate::error::Result;
use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};
use std::sync::Arc;

/// Apache Parquet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parquet;

impl Render for Parquet {
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()> {
        let bytes = encode(report).map_err(io::Error::other).map_err(unwritten)?;
        out.write_all(&bytes).map_err(unwritten)
    }
}

fn encode(report: &Report) -> Result<Vec<u8>, ParquetError> {
    let batch = batch(report)?;
    let about = KeyValue::new("skilltally".to_owned(), json::about(&report.about).to_string());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![about]))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.into_inner()
}

fn batch(report: &Report) -> Result<RecordBatch, ArrowError> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for dimension in dimensions(report) {
        let values: StringArray = rows(report).map(|(table, _)| value(table, dimension)).collect();
        fields.push(Field::new(format!("by_{dimension}"), DataType::Utf8, true));
        arrays.push(Arc::new(values));
    }
    for (name, column) in OF_TABLE.into_iter().chain(OF_ROW) {
        let values: ArrayRef = match column {
            Column::Text(of) => {
                Arc::new(rows(report).map(|(table, row)| of(table, row)).collect::<StringArray>())
            }
            Column::Count(of) => {
                Arc::new(rows(report).map(|(table, row)| of(table, row)).collect::<UInt64Array>())
            }
            Column::Part(of) => {
                Arc::new(rows(report).map(|(table, row)| of(table, row)).collect::<Float64Array>())
            }
            Column::Flag(of) => {
                Arc::new(rows(report).map(|(table, row)| Some(of(table, row))).collect::<BooleanArray>())
            }
        };
        fields.push(Field::new(name, values.data_type().clone(), true));
        arrays.push(values);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}
