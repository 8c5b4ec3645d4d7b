//! `near-duplicates.parquet`: which postings are near copies of others, for whoever reads the facts with another
//! tool. Ranking does not need it.

use super::parquet_file;
use super::read::Reader;
use crate::error::{Error, ErrorKind, Result};
use arrow_array::{ArrayRef, BooleanArray, Float32Array, RecordBatch, UInt64Array};
use std::path::Path;
use std::sync::Arc;

const NAME: &str = "near-duplicates.parquet";

/// A near copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearFact {
    /// The posting.
    pub posting: u64,
    /// The earlier posting that it is a copy of.
    pub duplicate_of: u64,
    /// Whether both have the same employer, as far as it is known.
    pub same_employer: bool,
    /// The estimated similarity of the texts, from 0 to 1.
    pub similarity: f32,
}

impl Reader {
    /// Writes the near copies in the store beside its facts.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn write_near(&self, copies: &[NearFact]) -> Result<()> {
        let numbers = |of: fn(&NearFact) -> u64| Arc::new(copies.iter().map(of).collect::<UInt64Array>());
        let same: Vec<bool> = copies.iter().map(|copy| copy.same_employer).collect();
        let similarity: Vec<f32> = copies.iter().map(|copy| copy.similarity).collect();
        let columns: Vec<(&str, ArrayRef, bool)> = vec![
            ("posting", numbers(|copy| copy.posting), false),
            ("duplicate_of", numbers(|copy| copy.duplicate_of), false),
            ("same_employer", Arc::new(BooleanArray::from(same)), false),
            ("similarity", Arc::new(Float32Array::from(similarity)), false),
        ];
        let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
        let about = [("skilltally.dictionary", self.manifest().dictionary.fingerprint.clone())];
        parquet_file::write(&self.folder().join(NAME), &batch, &about)
    }
}

/// Removes the near copies of a store to which postings are about to be added.
pub(super) fn remove(folder: &Path) -> Result<()> {
    let path = folder.join(NAME);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::Output, "the near copies found before cannot be removed")
                .in_file(path.display().to_string())
                .because(error)
                .help("check the rights on the store"))
        }
        _ => Ok(()),
    }
}
