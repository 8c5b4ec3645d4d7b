//! What was typed, as the library takes it.

use crate::args::{self, InputFormat, ReadArgs, WorkArgs};
use jiff::civil::Date;
use skilltally::dictionary::{Dictionary, Loader};
use skilltally::market::place::{Gazetteer, Written};
use skilltally::pipeline::Scan;
use skilltally::posting::dates::DateOrder;
use skilltally::posting::employer::Aliases;
use skilltally::source::{Format, ReadOptions};
use skilltally::{Error, ErrorKind, Result};
use std::path::PathBuf;

/// The dictionary that the arguments ask for.
pub(crate) fn dictionary(args: &WorkArgs) -> Result<Dictionary> {
    let mut loader = if args.no_builtin { Loader::empty() } else { Loader::embedded()? };
    for path in &args.dictionary {
        loader.add_file(path)?;
    }
    loader.build()
}

/// How dumps are read.
pub(crate) fn read_options(args: &ReadArgs) -> Result<ReadOptions> {
    let defaults = ReadOptions::default();
    Ok(ReadOptions {
        format: args.input_format.map(|format| match format {
            InputFormat::Delimited => Format::Delimited,
            InputFormat::Jsonl => Format::JsonLines,
            InputFormat::Parquet => Format::Parquet,
        }),
        encoding: args.encoding.clone(),
        delimiter: args.delimiter.as_deref().map(delimiter).transpose()?,
        max_record: at_least_one("max-record", args.max_record)?.unwrap_or(defaults.max_record),
        block_size: at_least_one("block-size", args.block_size)?.unwrap_or(defaults.block_size),
    })
}

/// What a scan is asked to do.
pub(crate) fn scan(read: &ReadArgs, work: &WorkArgs, remember: bool) -> Result<Scan> {
    Ok(Scan {
        read: read_options(read)?,
        map: map(&read.map)?,
        aliases: aliases(&read.employers)?,
        country: read.country.as_deref().map(country).transpose()?,
        date_order: read.date_order.map(|order| match order {
            args::DateOrder::DayFirst => DateOrder::DayFirst,
            args::DateOrder::MonthFirst => DateOrder::MonthFirst,
        }),
        made_on: read.made_on.as_deref().map(day).transpose()?,
        keep: read.keep.clone(),
        by: Vec::new(),
        filter_on: Vec::new(),
        threads: at_least_one("threads", work.threads)?.unwrap_or(0),
        remember,
    })
}

/// Other names of employers. A later file has the last word.
fn aliases(files: &[PathBuf]) -> Result<Aliases> {
    files.iter().try_fold(Aliases::default(), |known, path| {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(ErrorKind::Settings, "the names of employers cannot be read")
                .in_file(&name)
                .because(error)
                .help("check the path; the file must be UTF-8")
        })?;
        Ok(known.with(Aliases::parse(&text, &name)?))
    })
}

/// A country that the gazetteer knows.
fn country(code: &str) -> Result<String> {
    let written = Written { location: code, country: code, ..Written::default() };
    let known = Gazetteer::embedded().read(&written).country.to_owned();
    if known.eq_ignore_ascii_case(code) {
        return Ok(known);
    }
    Err(Error::new(ErrorKind::Settings, format!("--country {code:?} is not the code of a country"))
        .help("write its two letters: AU, GB, US …"))
}

fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|error| {
        Error::new(ErrorKind::Settings, format!("--made-on {text:?} is not a day"))
            .because(error)
            .help("write it as 2024-05-31")
    })
}

/// `ROLE=COLUMN`, as pairs.
pub(crate) fn map(pairs: &[String]) -> Result<Vec<(String, String)>> {
    let split = |pair: &String| {
        let (role, column) = pair.split_once('=').ok_or_else(|| {
            Error::new(ErrorKind::Settings, format!("--map {pair:?} has no `=`"))
                .help("write --map ROLE=COLUMN, for example --map description=FullText")
        })?;
        Ok((role.trim().to_owned(), column.trim().to_owned()))
    };
    pairs.iter().map(split).collect()
}

fn delimiter(text: &str) -> Result<u8> {
    match text.as_bytes() {
        [one] if one.is_ascii() => Ok(*one),
        b"tab" | b"\\t" => Ok(b'\t'),
        _ => Err(Error::new(ErrorKind::Settings, format!("--delimiter {text:?} is not one ASCII character"))
            .help("write one character, or tab")),
    }
}

pub(crate) fn at_least_one<T: PartialEq + From<u8>>(name: &str, value: Option<T>) -> Result<Option<T>> {
    match value {
        Some(zero) if zero == T::from(0) => {
            Err(Error::new(ErrorKind::Settings, format!("--{name} 0 is too small")).help("give 1 or more"))
        }
        other => Ok(other),
    }
}
