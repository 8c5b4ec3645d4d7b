//! The reader of a store: parts as plain columns.

use super::manifest::{MANIFEST, Manifest};
use super::{concepts, parquet_file};
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::posting::sketch::Sketch;
use crate::scanner::DegreeLevel;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, UInt8Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch, StringArray};
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text column of `postings`.
    Text(String),
    /// A text column that tells of the place; where it is empty, how the place was understood: `remote`,
    /// `several places`, `unknown`.
    Place(String),
    /// A text column that tells of the title; where nothing was understood of the title, `unknown`.
    Title(String),
    /// A column that is true or false: `yes` or `no`.
    Flag(String),
    /// A column of numbers.
    Number(String),
    /// The day of posting, as text `YYYY-MM-DD`.
    Day,
    /// A key of the map `columns`.
    Column(String),
}

impl Wanted {
    /// The columns of `postings` that it is read from.
    fn columns(&self) -> Vec<&str> {
        match self {
            Wanted::Text(name) | Wanted::Flag(name) | Wanted::Number(name) => vec![name],
            Wanted::Place(name) => vec![name, "place"],
            Wanted::Title(name) => vec![name, "title", "occupation"],
            Wanted::Day => vec!["posted"],
            Wanted::Column(_) => vec!["columns"],
        }
    }

    /// Adds the values of a batch.
    fn read(&self, batch: &RecordBatch, path: &Path, values: &mut Vec<String>) -> Result<()> {
        let rows = 0..batch.num_rows();
        let text = |name: &str| text_column(batch, name, path);
        match self {
            Wanted::Text(name) => {
                let column = text(name)?;
                values.extend(rows.map(|row| value(column, row).to_owned()));
            }
            Wanted::Place(name) => {
                let (column, place) = (text(name)?, text("place")?);
                values.extend(rows.map(|row| match (value(column, row), value(place, row)) {
                    ("", "several") => "several places".to_owned(),
                    ("", reading @ ("remote" | "unknown")) => reading.to_owned(),
                    (known, _) => known.to_owned(),
                }));
            }
            Wanted::Title(name) => {
                let (column, title, occupation) = (text(name)?, text("title")?, text("occupation")?);
                values.extend(rows.map(|row| {
                    let stated = !value(title, row).is_empty();
                    let understood = !value(occupation, row).is_empty();
                    if stated && !understood { "unknown" } else { value(column, row) }.to_owned()
                }));
            }
            Wanted::Flag(name) => {
                let column = column(batch, name, path)?;
                let column = column.as_boolean_opt().ok_or_else(|| mistyped(path, name))?;
                let word = |row| if column.value(row) { "yes" } else { "no" };
                values.extend(rows.map(|row| word(row).to_owned()));
            }
            Wanted::Number(name) => {
                let numbers = numbers(column(batch, name, path)?).ok_or_else(|| mistyped(path, name))?;
                let number = |number: Option<u64>| number.map_or_else(String::new, |n| n.to_string());
                values.extend(numbers.into_iter().map(number));
            }
            Wanted::Day => {
                let posted = primitive::<Date32Type>(batch, "posted", path)?;
                values.extend(posted.iter().map(|day| day.map_or_else(String::new, iso)));
            }
            Wanted::Column(name) => {
                let map = column(batch, "columns", path)?.as_map_opt();
                let map = map.ok_or_else(|| mistyped(path, "columns"))?;
                for row in rows {
                    let pairs = map.value(row);
                    let of =
                        |at: usize| pairs.columns().get(at).and_then(|column| column.as_string_opt::<i32>());
                    let (Some(keys), Some(texts)) = (of(0), of(1)) else {
                        return Err(mistyped(path, "columns"));
                    };
                    let at = (0..keys.len()).find(|at| keys.value(*at) == name);
                    values.push(at.map_or_else(String::new, |at| texts.value(at).to_owned()));
                }
            }
        }
        Ok(())
    }
}

/// The keys of a part's postings.
#[derive(Clone, Debug, Default)]
pub struct PostingKeys {
    /// For each wanted key, each posting's value; empty when it has none.
    pub values: Vec<Vec<String>>,
    /// Each posting's normalised employer, empty when unknown.
    pub employer: Vec<String>,
    /// The number of the posting that it is an exact copy of.
    pub duplicate_of: Vec<Option<u64>>,
    /// Equal for exact copies.
    pub fingerprint: Vec<u64>,
    /// The middle of the stated yearly pay.
    pub pay: Vec<Option<u32>>,
    /// Its currency.
    pub pay_currency: Vec<String>,
    /// The lowest degree required and the highest preferred, and whether something else will do.
    pub degree: Vec<(Option<DegreeLevel>, Option<DegreeLevel>, bool)>,
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
    /// The list of alternatives within the posting, or 0.
    pub list: Vec<u32>,
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
        let mut names = vec![
            "employer",
            "duplicate_of",
            "fingerprint",
            "pay_low",
            "pay_high",
            "pay_currency",
            "degree_required",
            "degree_preferred",
            "degree_or_equivalent",
        ];
        names.extend(wanted.iter().flat_map(Wanted::columns));
        let mut keys = PostingKeys { values: vec![Vec::new(); wanted.len()], ..PostingKeys::default() };
        for batch in parquet_file::read(&path, &names, |_| None)? {
            let rows = || 0..batch.num_rows();
            let text = |name| text_column(&batch, name, &path);
            let employer = text("employer")?;
            keys.employer.extend(rows().map(|row| value(employer, row).to_owned()));
            keys.duplicate_of.extend(primitive::<UInt64Type>(&batch, "duplicate_of", &path)?.iter());
            keys.fingerprint.extend(primitive::<UInt64Type>(&batch, "fingerprint", &path)?.values());
            let low = primitive::<UInt32Type>(&batch, "pay_low", &path)?;
            let high = primitive::<UInt32Type>(&batch, "pay_high", &path)?;
            let middle = low.iter().zip(high).map(|(low, high)| Some(u32::midpoint(low?, high?)));
            keys.pay.extend(middle);
            let currency = text("pay_currency")?;
            keys.pay_currency.extend(rows().map(|row| value(currency, row).to_owned()));
            let (required, preferred) = (text("degree_required")?, text("degree_preferred")?);
            let name = "degree_or_equivalent";
            let equivalent = column(&batch, name, &path)?.as_boolean_opt();
            let equivalent = equivalent.ok_or_else(|| mistyped(&path, name))?;
            let level = |column: &StringArray, row| DegreeLevel::named(value(column, row));
            keys.degree.extend(
                rows().map(|row| (level(required, row), level(preferred, row), equivalent.value(row))),
            );
            for (wanted, values) in wanted.iter().zip(&mut keys.values) {
                wanted.read(&batch, &path, values)?;
            }
        }
        Ok(keys)
    }

    /// The sketch of the text of every posting of part `part`; none where the text is too short.
    ///
    /// # Errors
    /// The part is damaged.
    pub fn sketches(&self, part: usize) -> Result<Vec<Option<Sketch>>> {
        let path = self.path("postings", part);
        let mut sketches = Vec::new();
        for batch in parquet_file::read(&path, &["sketch"], |_| None)? {
            let column = column(&batch, "sketch", &path)?;
            let column = column.as_binary_opt::<i32>().ok_or_else(|| mistyped(&path, "sketch"))?;
            sketches.extend(column.iter().map(|sketch| sketch.and_then(|sketch| sketch.try_into().ok())));
        }
        Ok(sketches)
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
        for batch in
            parquet_file::read(&path, &["posting", "concept", "status", "either_or"], with_coded_status)?
        {
            for posting in primitive::<UInt64Type>(&batch, "posting", &path)?.values() {
                let local = posting.checked_sub(first).filter(|local| *local < postings);
                let local = local.and_then(|local| u32::try_from(local).ok());
                columns
                    .posting
                    .push(local.ok_or_else(|| damaged(&path, "a mention of another part's posting"))?);
            }
            columns.concept.extend(primitive::<UInt32Type>(&batch, "concept", &path)?.values());
            let lists = primitive::<UInt32Type>(&batch, "either_or", &path)?;
            columns.list.extend(lists.iter().map(Option::unwrap_or_default));
            let status = column(&batch, "status", &path)?.as_dictionary_opt::<Int32Type>();
            let status = status.ok_or_else(|| mistyped(&path, "status"))?;
            let names = status.values().as_string_opt::<i32>().ok_or_else(|| mistyped(&path, "status"))?;
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
        if !columns.posting.is_sorted() {
            return Err(damaged(&path, "the mentions of a posting do not stand together"));
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
                let postings = primitive::<UInt64Type>(&batch, "posting", &path)?;
                let fingerprints = primitive::<UInt64Type>(&batch, "fingerprint", &path)?;
                for row in (0..batch.num_rows()).filter(|row| duplicate.is_null(*row)) {
                    seen.entry(fingerprints.value(row)).or_insert(postings.value(row));
                }
            }
        }
        Ok(seen)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
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
    let span = jiff::Span::new().try_days(days);
    let day = span.and_then(|span| epoch.checked_add(span));
    day.map_or_else(|_| String::new(), |day| day.to_string())
}

fn column<'a>(batch: &'a RecordBatch, name: &str, path: &Path) -> Result<&'a dyn Array> {
    let found = batch.column_by_name(name).map(AsRef::as_ref);
    found.ok_or_else(|| damaged(path, &format!("the column {name} is missing")))
}

fn text_column<'a>(batch: &'a RecordBatch, name: &str, path: &Path) -> Result<&'a StringArray> {
    let column = column(batch, name, path)?;
    column.as_string_opt().ok_or_else(|| mistyped(path, name))
}

fn numbers(column: &dyn Array) -> Option<Vec<Option<u64>>> {
    let wide = |number: Option<u32>| number.map(u64::from);
    match column.data_type() {
        DataType::UInt8 => {
            Some(column.as_primitive::<UInt8Type>().iter().map(|n| n.map(u64::from)).collect())
        }
        DataType::UInt32 => Some(column.as_primitive::<UInt32Type>().iter().map(wide).collect()),
        _ => None,
    }
}

fn primitive<'a, T: ArrowPrimitiveType>(
    batch: &'a RecordBatch,
    name: &str,
    path: &Path,
) -> Result<&'a PrimitiveArray<T>> {
    column(batch, name, path)?.as_primitive_opt::<T>().ok_or_else(|| mistyped(path, name))
}

fn mistyped(path: &Path, name: &str) -> Error {
    damaged(path, &format!("the column {name} is of another type than it should be"))
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
