//! Finished tables to formats: one file per format, all behind [`Render`].
//!
//! Formats for programs (CSV, JSON, Parquet) give every figure as it is; those for people (terminal,
//! Markdown) round, leave withheld rows out and say how many there are. The same report gives the
//! same bytes.

mod columns;
mod csv;
mod json;
mod markdown;
mod parquet;
mod terminal;
#[cfg(test)]
mod tests;
mod text;

pub use self::csv::Csv;
pub use self::json::{Json, write_meta};
pub use self::markdown::Markdown;
pub use self::parquet::Parquet;
pub use self::terminal::Terminal;

use crate::error::{Error, ErrorKind, Result};
use crate::tables::RankedTable;
use std::io::{self, Write};
use std::str::FromStr;

/// All there is to tell about a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The tables, in their order.
    pub tables: Vec<RankedTable>,
    /// What they were made from.
    pub about: About,
}

/// What tables were made from, so that a figure can be traced and made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The version of the program.
    pub program_version: String,
    /// The version of the facts.
    pub schema_version: u32,
    /// The fingerprint of the dictionary.
    pub dictionary_fingerprint: String,
    /// How many concepts the dictionary has.
    pub dictionary_concepts: u64,
    /// Settings by name, in the order to show.
    pub settings: Vec<(String, String)>,
    /// What became of the postings (read, kept, duplicate, …), in the order to show.
    pub ledger: Vec<(String, u64)>,
    /// What the tables are cut by and was not understood.
    pub unread: Vec<Unread>,
    /// More to tell, a sentence each.
    pub notes: Vec<String>,
}

/// Texts of which nothing was understood, so that what is unknown stays visible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// What they are: `location` or `title`.
    pub what: String,
    /// How many postings have such a text.
    pub postings: u64,
    /// The commonest, and how many postings have each.
    pub commonest: Vec<(String, u64)>,
}

/// A format.
pub trait Render {
    /// Writes the whole report.
    ///
    /// # Errors
    /// `out` cannot be written to; the [`io::Error`] is the source of the error.
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()>;
}

/// The formats that a report can be kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// One long table with a column per market dimension.
    Csv,
    /// Everything, nested.
    Json,
    /// A page to read.
    Markdown,
    /// The columns of the CSV, typed.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 4] = [Format::Csv, Format::Json, Format::Markdown, Format::Parquet];

    /// The name used in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Markdown => "markdown",
            Format::Parquet => "parquet",
        }
    }

    /// How names of such files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            _ => self.name(),
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found =
            Format::ALL.into_iter().find(|format| [format.name(), format.extension()].contains(&name));
        found.ok_or_else(|| {
            let names = Format::ALL.map(Format::name).join(", ");
            Error::new(ErrorKind::Settings, format!("there is no format {name:?}"))
                .help(format!("choose one of {names}"))
        })
    }
}

/// Writes a report in a format.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(format: Format, report: &Report, out: &mut dyn Write) -> Result<()> {
    match format {
        Format::Csv => Csv.render(report, out),
        Format::Json => Json.render(report, out),
        Format::Markdown => Markdown.render(report, out),
        Format::Parquet => Parquet.render(report, out),
    }
}

/// The error of a writer that cannot be written to.
fn unwritten(error: impl Into<io::Error>) -> Error {
    Error::new(ErrorKind::Output, "the report cannot be written").because(error.into())
}
