//! Record batches to and from Parquet files, with the settings that all files of a store share.

use crate::error::{Error, ErrorKind, Result};
use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Writes `batch` as the whole of a new file.
pub(crate) fn write(path: &Path, batch: &RecordBatch, about: &[(&str, String)]) -> Result<()> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Output, "the file cannot be written")
            .in_file(path.display().to_string())
            .because(error)
            .help("check the free space and the rights on the folder")
    };
    let about = about.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).expect("1 is a level of zstd")))
        .set_created_by(format!("skilltally {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(about))
        .build();
    // Without Arrow's own schema every reader sees plain strings where we write dictionaries.
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let file = File::create(path).map_err(|error| failed(error.into()))?;
    let mut writer = ArrowWriter::try_new_with_options(file, batch.schema(), options)
        .map_err(|error| failed(error.into()))?;
    writer.write(batch).map_err(|error| failed(error.into()))?;
    writer.close().map_err(|error| failed(error.into()))?;
    Ok(())
}

/// Reads the columns called `names`, as batches. `change` may ask for another Arrow type than the
/// file's own (a dictionary in place of strings).
pub(crate) fn read(
    path: &Path,
    names: &[&str],
    change: impl Fn(&Schema) -> Option<Schema>,
) -> Result<Vec<RecordBatch>> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Store, "a part of the store cannot be read")
            .in_file(path.display().to_string())
            .because(error)
            .help("if the store is damaged, scan the dumps again into a new one")
    };
    let file = File::open(path).map_err(|error| failed(error.into()))?;
    let options = ArrowReaderOptions::new();
    let metadata = ArrowReaderMetadata::load(&file, options.clone()).map_err(|error| failed(error.into()))?;
    let metadata = match change(metadata.schema()) {
        None => metadata,
        Some(schema) => {
            let schema: SchemaRef = Arc::new(schema);
            ArrowReaderMetadata::load(&file, options.with_schema(schema))
                .map_err(|error| failed(error.into()))?
        }
    };
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
    let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
    let reader = builder
        .with_projection(mask)
        .with_batch_size(65_536)
        .build()
        .map_err(|error| failed(error.into()))?;
    reader.map(|batch| batch.map_err(|error| failed(error.into()))).collect()
}
