//! `manifest.json`: what a store holds and what it was made from. A part belongs to the store only
//! when the manifest that names it has been renamed into place.

use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the facts' columns; docs/store-schema.md describes it.
pub const SCHEMA_VERSION: u32 = 3;

/// The name of the manifest within a store.
pub const MANIFEST: &str = "manifest.json";

/// The manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the columns.
    pub schema_version: u32,
    /// The program that wrote the store last.
    pub program: String,
    /// What the texts were scanned with.
    pub dictionary: DictionaryNote,
    /// Columns of the dump that `--by` can use, in order of first appearance.
    pub columns: Vec<String>,
    /// The names of the text fields that mentions point into.
    pub fields: Vec<String>,
    /// Every input, in the order in which it was read.
    pub inputs: Vec<InputNote>,
    /// Every part, in order.
    pub parts: Vec<PartNote>,
    /// How many bytes of `rejects.csv` belong to the store.
    pub rejects_bytes: u64,
}

/// The dictionary that the texts were scanned with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryNote {
    /// Its fingerprint.
    pub fingerprint: String,
    /// How many concepts it has.
    pub concepts: usize,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputNote {
    /// Its name as the person gave it.
    pub name: String,
    /// Bytes on disk; absent for standard input.
    pub size: Option<u64>,
    /// xxh3 of the bytes on disk; absent for standard input.
    pub hash: Option<String>,
    /// Format, compression and encoding, for people.
    pub format: String,
    /// Records that are in the store, or in the ledger.
    pub rows_done: u64,
    /// Whether all its records are.
    pub complete: bool,
    /// What became of the records.
    pub ledger: Ledger,
}

/// What became of the records of an input: read = kept + duplicate + rejected + without text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Records read.
    pub read: u64,
    /// Postings kept.
    pub kept: u64,
    /// Copies of a posting that is kept.
    pub duplicate: u64,
    /// Records that could not be read; they stand in `rejects.csv`.
    pub rejected: u64,
    /// Records without a description.
    pub without_text: u64,
    /// Of the kept, those in a language that the dictionary is not written for.
    pub other_language: u64,
    /// Of the kept, those in which nothing was found.
    pub without_mention: u64,
}

impl Ledger {
    /// Adds `other`.
    pub fn add(&mut self, other: &Ledger) {
        self.read += other.read;
        self.kept += other.kept;
        self.duplicate += other.duplicate;
        self.rejected += other.rejected;
        self.without_text += other.without_text;
        self.other_language += other.other_language;
        self.without_mention += other.without_mention;
    }

    /// Whether every record is accounted for.
    pub fn adds_up(&self) -> bool {
        self.read == self.kept + self.duplicate + self.rejected + self.without_text
    }
}

/// One part: a file of postings and the file of their mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartNote {
    /// The file name that both have, in `postings/` and `mentions/`.
    pub name: String,
    /// Rows of the file of postings.
    pub postings: u64,
    /// Rows of the file of mentions.
    pub mentions: u64,
}

impl Manifest {
    /// A manifest of nothing.
    pub fn new(dictionary: DictionaryNote) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            program: format!("skilltally {}", env!("CARGO_PKG_VERSION")),
            dictionary,
            columns: Vec::new(),
            fields: Vec::new(),
            inputs: Vec::new(),
            parts: Vec::new(),
            rejects_bytes: 0,
        }
    }

    /// Reads the manifest of the store in `folder`; none if there is no store.
    ///
    /// # Errors
    /// The manifest cannot be read, or is of another version.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(MANIFEST);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(damaged(&path, "cannot be read").because(error)),
        };
        let version: Version = serde_json::from_str(&text)
            .map_err(|error| damaged(&path, "is not a manifest of skilltally").because(error))?;
        if version.schema_version != SCHEMA_VERSION {
            let what = format!(
                "the store has version {} of the facts, this program reads version {SCHEMA_VERSION}",
                version.schema_version
            );
            return Err(Error::new(ErrorKind::Store, what)
                .in_file(path.display().to_string())
                .help("scan the dumps again into a new store"));
        }
        let manifest = serde_json::from_str(&text)
            .map_err(|error| damaged(&path, "is not a manifest of skilltally").because(error))?;
        Ok(Some(manifest))
    }

    /// Writes the manifest beside the old one, then puts it in its place.
    ///
    /// # Errors
    /// The disk is full or the folder cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(MANIFEST);
        let new = folder.join("manifest.json.new");
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        text.push('\n');
        let done = std::fs::write(&new, text)
            .and_then(|()| std::fs::File::open(&new)?.sync_all())
            .and_then(|()| std::fs::rename(&new, &path));
        done.map_err(|error| {
            Error::new(ErrorKind::Output, "the manifest cannot be written")
                .in_file(path.display().to_string())
                .because(error)
                .help("check the free space and the rights on the store")
        })
    }

    /// The ledger of all inputs together.
    pub fn ledger(&self) -> Ledger {
        let mut total = Ledger::default();
        self.inputs.iter().for_each(|input| total.add(&input.ledger));
        total
    }

    /// How many postings the parts hold.
    pub fn postings(&self) -> u64 {
        self.parts.iter().map(|part| part.postings).sum()
    }
}

#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Store, what)
        .in_file(path.display().to_string())
        .help("if the store is damaged, scan the dumps again into a new one")
}
