//! What was typed, as the library takes it.

use crate::args::{InputFormat, ReadArgs, WorkArgs};
use skilltally::dictionary::{Dictionary, Loader};
use skilltally::pipeline::Scan;
use skilltally::source::{Format, ReadOptions};
use skilltally::{Error, ErrorKind, Result};

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
        keep: read.keep.clone(),
        by: Vec::new(),
        threads: at_least_one("threads", work.threads)?.unwrap_or(0),
        remember,
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

fn at_least_one(name: &str, value: Option<usize>) -> Result<Option<usize>> {
    match value {
        Some(0) => {
            Err(Error::new(ErrorKind::Settings, format!("--{name} 0 is too small")).help("give 1 or more"))
        }
        other => Ok(other),
    }
}
