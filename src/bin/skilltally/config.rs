//! The configuration file of `rank`: the long options as TOML keys. What is typed wins.

use crate::args::{DateOrder, Duplicates, InputFormat, RankArgs, RankBy};
use clap::ValueEnum;
use serde::{Deserialize, Deserializer};
use skilltally::{Error, ErrorKind, Result};
use std::path::PathBuf;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Config {
    inputs: Vec<String>,
    store: Option<PathBuf>,
    by: Vec<String>,
    #[serde(rename = "where")]
    filters: Vec<String>,
    kind: Vec<String>,
    top: Option<usize>,
    #[serde(deserialize_with = "choice")]
    rank_by: Option<RankBy>,
    min_postings: Option<u64>,
    min_employers: Option<u64>,
    #[serde(deserialize_with = "choice")]
    duplicates: Option<Duplicates>,
    employer_cap: Option<u64>,
    strict: bool,
    sensitivity: bool,
    simultaneous: bool,
    resamples: Option<usize>,
    seed: Option<u64>,
    out: Option<PathBuf>,
    format: Vec<String>,
    markets: Option<usize>,
    map: Vec<String>,
    keep: Vec<String>,
    employers: Vec<PathBuf>,
    country: Option<String>,
    #[serde(deserialize_with = "choice")]
    date_order: Option<DateOrder>,
    made_on: Option<String>,
    #[serde(deserialize_with = "choice")]
    input_format: Option<InputFormat>,
    encoding: Option<String>,
    delimiter: Option<String>,
    max_record: Option<usize>,
    dictionary: Vec<PathBuf>,
    no_builtin: bool,
    threads: Option<usize>,
}

/// A value that the command line knows by the same name.
fn choice<'de, D: Deserializer<'de>, T: ValueEnum>(deserializer: D) -> Result<Option<T>, D::Error> {
    let name = String::deserialize(deserializer)?;
    T::from_str(&name, false).map(Some).map_err(|_| {
        let known: Vec<String> = T::value_variants()
            .iter()
            .filter_map(|value| value.to_possible_value().map(|value| value.get_name().to_owned()))
            .collect();
        serde::de::Error::custom(format!("{name:?} is none of {}", known.join(", ")))
    })
}

/// Fills in from the file named by `--config` whatever was not typed.
pub(crate) fn complete(mut args: RankArgs) -> Result<RankArgs> {
    let Some(path) = args.config.take() else { return Ok(args) };
    let name = path.display().to_string();
    let wrong = |what: &str| Error::new(ErrorKind::Settings, what).in_file(&name);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| wrong("the configuration cannot be read").because(error).help("check the path"))?;
    let config: Config = toml::from_str(&text).map_err(|error| {
        wrong("the configuration is not understood")
            .because(error.to_string().trim_end().to_owned())
            .help("its keys are the long options of `skilltally rank --help`, without the dashes")
    })?;
    fn fill<T>(typed: &mut Vec<T>, set: Vec<T>) {
        if typed.is_empty() {
            *typed = set;
        }
    }
    // Inputs and a store exclude each other: what is typed replaces both.
    if args.store.is_none() {
        fill(&mut args.inputs, config.inputs);
    }
    if args.inputs.is_empty() {
        args.store = args.store.or(config.store);
    }
    fill(&mut args.by, config.by);
    fill(&mut args.filters, config.filters);
    fill(&mut args.kind, config.kind);
    fill(&mut args.format, config.format);
    fill(&mut args.read.map, config.map);
    fill(&mut args.read.keep, config.keep);
    fill(&mut args.read.employers, config.employers);
    fill(&mut args.work.dictionary, config.dictionary);
    args.top = args.top.or(config.top);
    args.rank_by = args.rank_by.or(config.rank_by);
    args.min_postings = args.min_postings.or(config.min_postings);
    args.min_employers = args.min_employers.or(config.min_employers);
    args.duplicates = args.duplicates.or(config.duplicates);
    args.employer_cap = args.employer_cap.or(config.employer_cap);
    args.strict |= config.strict;
    args.sensitivity |= config.sensitivity;
    args.simultaneous |= config.simultaneous;
    args.resamples = args.resamples.or(config.resamples);
    args.seed = args.seed.or(config.seed);
    args.out = args.out.or(config.out);
    args.markets = args.markets.or(config.markets);
    args.read.country = args.read.country.or(config.country);
    args.read.date_order = args.read.date_order.or(config.date_order);
    args.read.made_on = args.read.made_on.or(config.made_on);
    args.read.input_format = args.read.input_format.or(config.input_format);
    args.read.encoding = args.read.encoding.or(config.encoding);
    args.read.delimiter = args.read.delimiter.or(config.delimiter);
    args.read.max_record = args.read.max_record.or(config.max_record);
    args.work.no_builtin |= config.no_builtin;
    args.work.threads = args.work.threads.or(config.threads);
    Ok(args)
}
