//! How a dump is laid out: what may be asked of its reading, what it was recognised as, and how
//! delimiter, columns and sample are found in its first records.

use std::fmt;

use super::bytes::Peeked;
use super::delimited::{self, Fields};
use super::record::{Cells, Origin, Row, Scratch};
use super::split::Rule;
use super::{Input, empty, jsonl, kind};
use crate::error::{Error, ErrorKind, Result};

/// How much of a text is looked at to recognise what it is.
pub(super) const LOOK: usize = 4 << 20;

/// How many records the sample of a layout holds at most.
pub(super) const SAMPLE: usize = 200;

/// How to read a dump where it should not be left to recognition, and the limits.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format, if it is not to be recognised.
    pub format: Option<Format>,
    /// The label of the encoding, if it is not to be recognised.
    pub encoding: Option<String>,
    /// The byte between fields, if it is not to be recognised.
    pub delimiter: Option<u8>,
    /// The longest record in bytes; longer ones are rejected.
    pub max_record: usize,
    /// About how many bytes a block has.
    pub block_size: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, encoding: None, delimiter: None, max_record: 16 << 20, block_size: 1 << 20 }
    }
}

/// The kinds of dump that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV, TSV and the like.
    Delimited,
    /// One JSON object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delimited => "delimited text",
            Self::JsonLines => "JSON Lines",
            Self::Parquet => "Parquet",
        })
    }
}

/// How a whole file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, of one member or many.
    Gzip,
    /// Zstandard, of one frame or many.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

/// What a dump was recognised as.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its format.
    pub format: Format,
    /// Its compression as a file.
    pub compression: Compression,
    /// Its encoding: `utf-8`, `utf-16le`, `windows-1252` …
    pub encoding: String,
    /// Why it is read in this encoding, unless it is plain UTF-8.
    pub encoding_reason: Option<String>,
    /// The byte between fields, of delimited text.
    pub delimiter: Option<u8>,
    /// The names of the columns, all different; of nested data dotted paths.
    pub columns: Vec<String>,
    /// The cells of the first records, 200 at most, in the order of `columns`.
    pub sample: Vec<Vec<String>>,
}

impl Layout {
    /// Finds delimiter, columns and sample in the first records, looking further where the first record
    /// is longer than what was looked at.
    pub(super) fn recognise(
        &mut self,
        text: &mut Peeked,
        input: &Input,
        options: &ReadOptions,
    ) -> Result<(Rule, jsonl::Node)> {
        let rule = match (self.format, options.delimiter) {
            (Format::Parquet, _) => return Err(empty(input)),
            (Format::JsonLines, _) => Rule::Lines,
            (Format::Delimited, Some(delimiter)) => Rule::Fields(allowed(delimiter)?),
            (Format::Delimited, None) => {
                Rule::Fields(kind::delimiter(&text.seen, text.whole(), options.max_record))
            }
        };
        let mut look = LOOK;
        while !text.whole()
            && look < options.max_record.saturating_mul(2)
            && kind::sample(&text.seen, rule, false, options.max_record, 1).is_empty()
        {
            look *= 2;
            text.look(look);
        }
        let records = kind::sample(&text.seen, rule, text.whole(), options.max_record, SAMPLE + 1);
        let mut scratch = Scratch::new();
        let Rule::Fields(delimiter) = rule else {
            let (columns, tree) = jsonl::discover(&records);
            let mut cells = vec![String::new(); columns.len()];
            for record in records.iter().take(SAMPLE).filter_map(|record| std::str::from_utf8(record).ok()) {
                if tree.read(record, &mut cells).is_ok() {
                    self.sample.push(cells.clone());
                }
            }
            self.columns = columns;
            return Ok((rule, tree));
        };
        self.delimiter = Some(delimiter);
        let row = |scratch: &Scratch, record: &str, columns: usize| {
            let Scratch { cells, undone, .. } = scratch;
            let cells = Cells::Split { record, undone, cells };
            let row = Row { origin: Origin::default(), cells };
            (0..columns).map(|column| row.get(column).to_owned()).collect::<Vec<_>>()
        };
        let header = kind::header(&text.seen, rule, text.whole(), options.max_record, input)?;
        let columns = Fields::new(delimiter, 0, &[]).count(header);
        let all = (0..columns).collect::<Vec<_>>();
        let mut fields = Fields::new(delimiter, columns, &all);
        if fields.read(header, &mut scratch).is_ok() {
            self.columns = delimited::names(row(&scratch, header, columns));
        }
        // A short record is shown with the cells it has.
        fields.shortest = 0;
        for record in records.iter().skip(1).filter_map(|record| std::str::from_utf8(record).ok()) {
            if fields.read(record, &mut scratch).is_ok() {
                self.sample.push(row(&scratch, record, columns));
            }
        }
        Ok((rule, jsonl::Node::default()))
    }
}

fn allowed(delimiter: u8) -> Result<u8> {
    if delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n' | 0) {
        return Ok(delimiter);
    }
    Err(Error::new(ErrorKind::Settings, format!("the byte 0x{delimiter:02x} cannot part fields"))
        .help("name an ASCII character that is neither a quote nor a line end, such as , ; | or a tab"))
}
