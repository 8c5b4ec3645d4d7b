//! Facts on disk: the schema, parts written as the scan goes, and the manifest that makes them count.
//!
//! ```text
//! store/
//!   manifest.json            what is in the store and what it was made from
//!   postings/part-00000.parquet   mentions/part-00000.parquet
//!   concepts.parquet  forms.parquet
//!   near-duplicates.parquet  where they were asked for
//!   rejects.csv              records that could not be read, with the reason
//! ```

mod concepts;
pub mod facts;
pub mod manifest;
mod near;
mod parquet_file;
mod part;
mod read;
mod rejects;
mod texts;
mod write;

pub use manifest::{DictionaryNote, InputNote, Ledger, MANIFEST, Manifest, PartNote, SCHEMA_VERSION};
pub use near::NearFact;
pub use read::{MentionColumns, PostingKeys, Reader, Wanted};
pub use rejects::RejectFact;
pub use texts::Texts;
pub use write::{PART_POSTINGS, Writer};
