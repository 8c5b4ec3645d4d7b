//! Parquet: the scalars of a file as columns, and its batches as blocks.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::scalar::{self, Step};
use super::wide;
use crate::error::{Error, ErrorKind, Result};

/// The most rows in a batch, however short they are.
const MOST_ROWS: usize = 8192;

/// An opened file of which only the footer was read.
pub(super) struct Columnar {
    name: String,
    file: File,
    about: ArrowReaderMetadata,
    /// Dotted names.
    pub(super) columns: Vec<String>,
}

/// How to find the text of a column in a batch: the column there, and the steps below it.
#[derive(Clone, Debug)]
pub(super) struct Accessor {
    column: usize,
    index: usize,
    steps: Vec<Step>,
}

/// The batches of a file.
pub(super) struct Batches {
    name: String,
    reader: ParquetRecordBatchReader,
    pub(super) accessors: Arc<Vec<Accessor>>,
    pub(super) rows: u64,
}

fn damaged(name: &str, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Input, "the Parquet file is damaged or cut short")
        .in_file(name)
        .because(error)
        .help("fetch or copy it again; `parquet-tools inspect` or DuckDB can tell whether it is whole")
}

/// Runs what the `parquet` crate does with bytes that nobody vouches for: on some damaged pages it
/// panics (an assertion about lengths), and that is a damaged file, not a fault of ours. What panicked
/// is not used again.
fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(name, "its pages contradict each other")))
}

impl Columnar {
    pub(super) fn open(path: &Path, name: &str) -> Result<Self> {
        let file = File::open(path).map_err(|error| damaged(name, error))?;
        // The schema of Parquet itself has fewer types than Arrow's that may be stored beside it.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let about = guarded(name, || {
            ArrowReaderMetadata::load(&file, options).map_err(|error| damaged(name, error))
        })?;
        let columns = all_leaves(about.schema()).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>();
        if columns.len() != about.parquet_schema().num_columns() {
            return Err(damaged(name, "its schema has columns of an unknown kind"));
        }
        Ok(Self { name: name.to_owned(), file, about, columns })
    }

    pub(super) fn batches(&self, wanted: &[usize], skip: u64, block_size: usize) -> Result<Batches> {
        let fail = |error| damaged(&self.name, error);
        let groups = self.about.metadata().row_groups();
        let bytes: u64 = groups
            .iter()
            .flat_map(|group| wanted.iter().filter_map(|&leaf| group.columns().get(leaf)))
            .map(|chunk| u64::try_from(chunk.uncompressed_size()).unwrap_or(0))
            .fold(0, u64::saturating_add);
        let rows = groups
            .iter()
            .map(|group| u64::try_from(group.num_rows()).unwrap_or(0))
            .fold(0, u64::saturating_add);
        let batch = wide(block_size).saturating_mul(rows.max(1)) / bytes.max(1);
        let batch = usize::try_from(batch).unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS);
        let mask = ProjectionMask::leaves(self.about.parquet_schema(), wanted.iter().copied());
        let file = self.file.try_clone().map_err(|error| damaged(&self.name, error))?;
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.about.clone())
            .with_projection(mask)
            .with_batch_size(batch);
        if skip > 0 {
            builder = builder.with_offset(usize::try_from(skip).unwrap_or(usize::MAX));
        }
        let reader = guarded(&self.name, || builder.build().map_err(fail))?;
        // The projected schema has the wanted leaves in the file's order.
        let mut order = wanted.to_vec();
        order.sort_unstable();
        order.dedup();
        let leaves = all_leaves(&reader.schema());
        let pairs = order.into_iter().zip(leaves);
        let accessors = pairs.map(|(column, (index, _, steps))| Accessor { column, index, steps }).collect();
        Ok(Batches { name: self.name.clone(), reader, accessors: Arc::new(accessors), rows })
    }
}

/// For each scalar of a schema the top-level column, the dotted name and the steps.
fn all_leaves(schema: &arrow_schema::Schema) -> Vec<(usize, String, Vec<Step>)> {
    let mut all = Vec::new();
    for (index, field) in schema.fields().iter().enumerate() {
        let mut found = Vec::new();
        scalar::leaves(field.name(), field, &mut Vec::new(), &mut found);
        all.extend(found.into_iter().map(|(name, steps)| (index, name, steps)));
    }
    all
}

impl Batches {
    pub(super) fn next(&mut self) -> Option<Result<RecordBatch>> {
        let Self { name, reader, .. } = self;
        guarded(name, || reader.next().transpose().map_err(|error| damaged(name, error))).transpose()
    }
}

/// Writes the wanted cells of a row, or says which cannot be read.
pub(super) fn read(
    accessors: &[Accessor],
    batch: &RecordBatch,
    row: usize,
    cells: &mut [String],
) -> Result<(), String> {
    cells.iter_mut().for_each(String::clear);
    for Accessor { column, index, steps } in accessors {
        let array = batch.column(*index);
        scalar::write(array, row, steps, &mut cells[*column]).map_err(|reason| {
            let schema = batch.schema();
            format!("the column `{}` has {reason}", schema.field(*index).name())
        })?;
    }
    Ok(())
}
