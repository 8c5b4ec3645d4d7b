//! The reader of a store: parts as plain columns.

use super::manifest::{MANIFEST, Manifest};
use super::{concepts, parquet_file};
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Schema};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A store that is open for reading.
#[derive(Clone, Debug)]
pub struct Reader {
    folder: PathBuf,
    manifest: Manifest,
}

/// Which keys of the postings are wanted: fixed columns of the schema by name, and columns of the
/// dump that were kept.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A text column of `postings`.
    Text(String),
    /// The day of posting, as text `YYYY-MM-DD` cut to its first characters: 4 a year, 7 a month.
    Day,
    /// A key of the map `columns`.
    Column(String),
}

/// The keys of a part's postings.
#[derive(Clone, Debug, Default)]
pub struct PostingKeys {
    /// For each wanted key, each posting's value; empty when it has none.
    pub values: Vec<Vec<String>>,
    /// Each posting's normalised employer, empty when unknown.
    pub employer: Vec<String>,
    /// Whether the posting is a copy of another.
    pub duplicate: Vec<bool>,
    /// Days since 1970-01-01.
    pub posted: Vec<Option<i32>>,
}

/// The mentions of a part.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct MentionColumns {
    /// Counted from the first posting of the part.
    pub posting: Vec<u32>,
    pub concept: Vec<u32>,
    /// Position in `Status::ALL`.
    pub status: Vec<u8>,
}

impl Reader {
    /// Opens the store in `folder`.
    ///
    /// # Errors
    /// There is no store, or a part that its manifest names is missing.
    pub fn open(folder: &Path) -> Result<Self> {
        let Some(manifest) = Manifest::read(folder)? else {
            return Err(Error::new(ErrorKind::Store, "there is no store here")
                .in_file(folder.display().to_string())
                .help(format!(
                    "a store is a folder with a {MANIFEST}; make one with `skilltally scan INPUT --store {}`",
                    folder.display()
                )));
        };
        for part in &manifest.parts {
            for table in ["postings", "mentions"] {
                let path = folder.join(table).join(&part.name);
                if !path.is_file() {
                    return Err(Error::new(ErrorKind::Store, "a part that the manifest names is missing")
                        .in_file(path.display().to_string())
                        .help("fetch the store again, or scan the dumps again into a new one"));
                }
            }
        }
        Ok(Self { folder: folder.to_owned(), manifest })
    }

    pub(crate) fn of(folder: PathBuf, manifest: Manifest) -> Self {
        Self { folder, manifest }
    }

    /// What the store holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The concepts that the facts refer to.
    ///
    /// # Errors
    /// The file of concepts is damaged.
    pub fn catalogue(&self) -> Result<Dictionary> {
        concepts::read(&self.folder, &self.manifest.dictionary.fingerprint)
    }

    /// The keys of the postings of part `part`.
    ///
    /// # Errors
    /// The part is damaged.
    pub fn posting_keys(&self, part: usize, wanted: &[Wanted]) -> Result<PostingKeys> {
        let path = self.path("postings", part);
        let mut names = vec!["employer", "duplicate_of", "posted"];
        names.extend(wanted.iter().map(|wanted| match wanted {
            Wanted::Text(name) => name.as_str(),
            Wanted::Day => "posted",
            Wanted::Column(_) => "columns",
        }));
        let mut keys = PostingKeys { values: vec![Vec::new(); wanted.len()], ..PostingKeys::default() };
        for batch in parquet_file::read(&path, &names, |_| None)? {
            let employer = text_column(&batch, "employer", &path)?;
            keys.employer.extend((0..batch.num_rows()).map(|row| value(employer, row).to_owned()));
            let duplicate = column(&batch, "duplicate_of", &path)?;
            keys.duplicate.extend((0..batch.num_rows()).map(|row| duplicate.is_valid(row)));
            let posted = column(&batch, "posted", &path)?.as_primitive::<Date32Type>();
            keys.posted.extend(posted.iter());
            for (wanted, values) in wanted.iter().zip(&mut keys.values) {
                match wanted {
                    Wanted::Text(name) => {
                        let column = text_column(&batch, name, &path)?;
                        values.extend((0..batch.num_rows()).map(|row| value(column, row).to_owned()));
                    }
                    Wanted::Day => values.extend(posted.iter().map(|day| day.map_or_else(String::new, iso))),
                    Wanted::Column(name) => {
                        let map = column(&batch, "columns", &path)?.as_map();
                        for row in 0..batch.num_rows() {
                            let pairs = map.value(row);
                            let (keys, texts) =
                                (pairs.column(0).as_string::<i32>(), pairs.column(1).as_string::<i32>());
                            let at = (0..keys.len()).find(|at| keys.value(*at) == name);
                            values.push(at.map_or_else(String::new, |at| texts.value(at).to_owned()));
                        }
                    }
                }
            }
        }
        Ok(keys)
    }

    /// The mentions of part `part`.
    ///
    /// # Errors
    /// The part is damaged.
    pub fn mentions(&self, part: usize) -> Result<MentionColumns> {
        let path = self.path("mentions", part);
        let first: u64 = self.manifest.parts[..part].iter().map(|part| part.postings).sum();
        let postings = self.manifest.parts[part].postings;
        let mut columns = MentionColumns::default();
        for batch in parquet_file::read(&path, &["posting", "concept", "status"], with_coded_status)? {
            for posting in column(&batch, "posting", &path)?.as_primitive::<UInt64Type>().values() {
                let local = posting.checked_sub(first).filter(|local| *local < postings);
                let local = local.and_then(|local| u32::try_from(local).ok());
                columns
                    .posting
                    .push(local.ok_or_else(|| damaged(&path, "a mention of another part's posting"))?);
            }
            columns.concept.extend(column(&batch, "concept", &path)?.as_primitive::<UInt32Type>().values());
            let status = column(&batch, "status", &path)?.as_dictionary::<Int32Type>();
            let names = status.values().as_string::<i32>();
            let codes = names.iter().map(|name| {
                let status: Option<Status> = name.and_then(|name| name.parse().ok());
                status.and_then(|status| Status::ALL.iter().position(|known| *known == status))
            });
            let codes: Option<Vec<u8>> =
                codes.map(|code| code.and_then(|code| u8::try_from(code).ok())).collect();
            let codes = codes.ok_or_else(|| damaged(&path, "a status that this program does not know"))?;
            for key in status.keys().values() {
                let code = usize::try_from(*key).ok().and_then(|key| codes.get(key));
                columns.status.push(*code.ok_or_else(|| damaged(&path, "a mention without a status"))?);
            }
        }
        Ok(columns)
    }

    /// The fingerprint of every posting that is not a copy, and its number.
    pub(crate) fn fingerprints(&self) -> Result<HashMap<u64, u64>> {
        let mut seen = HashMap::new();
        for part in 0..self.manifest.parts.len() {
            let path = self.path("postings", part);
            for batch in parquet_file::read(&path, &["posting", "fingerprint", "duplicate_of"], |_| None)? {
                let duplicate = column(&batch, "duplicate_of", &path)?;
                let postings = column(&batch, "posting", &path)?.as_primitive::<UInt64Type>();
                let fingerprints = column(&batch, "fingerprint", &path)?.as_primitive::<UInt64Type>();
                for row in (0..batch.num_rows()).filter(|row| duplicate.is_null(*row)) {
                    seen.entry(fingerprints.value(row)).or_insert(postings.value(row));
                }
            }
        }
        Ok(seen)
    }

    /// How many parts there are.
    pub fn parts(&self) -> usize {
        self.manifest.parts.len()
    }

    fn path(&self, table: &str, part: usize) -> PathBuf {
        self.folder.join(table).join(&self.manifest.parts[part].name)
    }
}

fn value(column: &StringArray, row: usize) -> &str {
    if column.is_null(row) { "" } else { column.value(row) }
}

fn iso(days: i32) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).map_or_else(|_| String::new(), |day| day.to_string())
}

fn column<'a>(batch: &'a RecordBatch, name: &str, path: &Path) -> Result<&'a dyn Array> {
    let found = batch.column_by_name(name).map(AsRef::as_ref);
    found.ok_or_else(|| damaged(path, &format!("the column {name} is missing")))
}

fn text_column<'a>(batch: &'a RecordBatch, name: &str, path: &Path) -> Result<&'a StringArray> {
    let column = column(batch, name, path)?;
    column.as_string_opt().ok_or_else(|| damaged(path, &format!("the column {name} is not text")))
}

/// The file's schema with the status as a dictionary, which costs one text a batch and not one a row.
fn with_coded_status(schema: &Schema) -> Option<Schema> {
    let coded = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let fields = schema.fields().iter().map(|field| {
        if field.name() == "status" {
            Arc::new(field.as_ref().clone().with_data_type(coded.clone()))
        } else {
            Arc::clone(field)
        }
    });
    Some(Schema::new(fields.collect::<Vec<_>>()))
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Store, what.to_owned())
        .in_file(path.display().to_string())
        .help("if the store is damaged, scan the dumps again into a new one")
}
