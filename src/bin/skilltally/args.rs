//! What can be typed. Only parsing: `settings.rs` turns it, with the configuration file, into what the
//! library takes.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Ranks the credentials and skills that employers name in job postings, per market.
#[derive(Debug, Parser)]
#[command(name = "skilltally", version, disable_version_flag = true, propagate_version = false)]
#[command(after_help = "Data goes to standard output, messages to standard error.\n\
Exit codes: 0 done, 1 output failed, 2 wrong arguments, 3 input, 4 dictionary, 5 store, 130 interrupted.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Print the version and the fingerprint of the built-in dictionary
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
    /// Print no progress and no notes, only results and errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Dumps (or a store of facts) to ranked recognition tables
    Rank(Box<RankArgs>),
    /// Dumps to a store of facts, which can be ranked again and again
    Scan(ScanArgs),
    /// What a dump is: format, columns and their roles, rows, dates, duplicates, a sample
    Inspect(InspectArgs),
    /// Look into the dictionary
    #[command(subcommand)]
    Dictionary(DictionaryCommand),
    /// Completions for a shell, on standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How dumps are read.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Give a column a role: description=FullText, employer=Company … (repeatable)
    #[arg(long, value_name = "ROLE=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Keep a column of long values too, for --by
    #[arg(long, value_name = "COLUMN")]
    pub(crate) keep: Vec<String>,
    /// A file of other names of employers: NAME<TAB>EMPLOYER a line, tab- or comma-separated (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) employers: Vec<PathBuf>,
    /// The country of places that name none, two letters: AU, GB, US …
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
    /// Which part of 10/01/2004 is the day, where the column does not show
    #[arg(long, value_enum)]
    pub(crate) date_order: Option<DateOrder>,
    /// The day on which the dump was made (2024-05-31), so that "3 days ago" and "10 May" are days
    #[arg(long, value_name = "DAY")]
    pub(crate) made_on: Option<String>,
    /// The format, where it is not recognised
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,
    /// The encoding, where it is not recognised: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// The delimiter, where it is not recognised: one character, or "tab"
    #[arg(long, value_name = "CHAR")]
    pub(crate) delimiter: Option<String>,
    /// The longest record in bytes; longer ones are rejected
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_record: Option<usize>,
    /// How many bytes a worker takes at a time
    #[arg(long, value_name = "BYTES", hide = true)]
    pub(crate) block_size: Option<usize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DateOrder {
    /// 10 January
    DayFirst,
    /// October 1
    MonthFirst,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    /// CSV, TSV and the like
    Delimited,
    /// A JSON object a line
    Jsonl,
    Parquet,
}

/// What the texts are scanned with.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Scanning")]
pub(crate) struct WorkArgs {
    /// Add to the dictionary, or replace entries by id (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) dictionary: Vec<PathBuf>,
    /// Leave the built-in dictionary out
    #[arg(long, requires = "dictionary")]
    pub(crate) no_builtin: bool,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct RankArgs {
    /// Dumps: files, folders, globs, or - for standard input
    pub(crate) inputs: Vec<String>,
    /// Rank the facts of a store instead of dumps
    #[arg(long, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// One table for each value of these, and of each combination of several: country, region, state, metro,
    /// remote, occupation, occupation_family, soc, isco, seniority, industry, employer, staffing, year,
    /// quarter, month, degree_required, language … or any short column of the dump; and credential, tool or
    /// skill for what is asked together with each
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    /// Count only postings of which this holds: DIMENSION and one of = != ~ !~ >= <= > < and values with |
    /// between them (repeatable; all must hold): state=TX, 'title~security|cyber', 'posted>=2024-01-01'
    #[arg(long = "where", value_name = "CONDITION")]
    pub(crate) filters: Vec<String>,
    /// What is ranked, a table each: credential, certification, license, degree, certificate,
    /// microcredential, badge, clearance, apprenticeship, bootcamp, skill, tool, all; rolled up: issuer,
    /// issuer_kind, family, kind, level, delivery, rigor; degree_level, mix (degree against certification
    /// against microcredential) [default: credential,tool,skill]
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) kind: Vec<String>,
    /// How many rows a table has; 0 means all [default: 20]
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// What decides the rank [default: share]
    #[arg(long, value_enum)]
    pub(crate) rank_by: Option<RankBy>,
    /// Withhold rows named in fewer postings [default: 10]
    #[arg(long, value_name = "N")]
    pub(crate) min_postings: Option<u64>,
    /// Withhold rows named by fewer employers [default: 3]
    #[arg(long, value_name = "N")]
    pub(crate) min_employers: Option<u64>,
    /// Which copies of a posting are left out [default: drop]
    #[arg(long, value_enum)]
    pub(crate) duplicates: Option<Duplicates>,
    /// Tell how the top 20 would move under each other choice of --duplicates
    #[arg(long)]
    pub(crate) sensitivity: bool,
    /// The most postings that one employer may weigh in a market; more of them weigh less each
    #[arg(long, value_name = "N")]
    pub(crate) employer_cap: Option<u64>,
    /// Leave out what is only one of several alternatives ("CISSP or CISM")
    #[arg(long)]
    pub(crate) strict: bool,
    /// Bound ranks for the whole table at once, and not for each row
    #[arg(long)]
    pub(crate) simultaneous: bool,
    /// How often employers are drawn anew for intervals [default: 1000]
    #[arg(long, value_name = "N")]
    pub(crate) resamples: Option<usize>,
    /// Another seed draws other employers [default: 1]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Write the tables into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Formats: terminal, csv, json, markdown, parquet [default: terminal; with --out the other four]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub(crate) format: Vec<String>,
    /// The most markets that are printed to a terminal; 0 means all [default: 12]
    #[arg(long, value_name = "N")]
    pub(crate) markets: Option<usize>,
    /// Read settings from a TOML file; its keys are the long options, and options win
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RankBy {
    /// The share of postings that name it
    Share,
    /// The number of employers that name it
    Employers,
    /// The number of postings that require it
    Required,
    /// How specific it is to the market: the low end of its share over its share in all markets
    Specificity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Duplicates {
    /// Those with the same employer, title and text
    Drop,
    /// None: every copy counts
    Keep,
    /// Besides, reposts of an employer's ad with small changes
    NearEmployer,
    /// Besides, the same ad under another employer's name
    Near,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ScanArgs {
    /// Dumps: files, folders, globs, or - for standard input
    #[arg(required = true)]
    pub(crate) inputs: Vec<String>,
    /// The folder of the store; a store that is there is added to
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// Write down near copies too, in near-duplicates.parquet; `rank --duplicates near` finds them without it
    #[arg(long)]
    pub(crate) near_duplicates: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct InspectArgs {
    /// Dumps: files, folders, globs, or - for standard input
    #[arg(required = true)]
    pub(crate) inputs: Vec<String>,
    /// How many postings are shown
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) sample: usize,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DictionaryCommand {
    /// The concepts whose id, name or alias is TERM or contains it
    Show {
        /// What to look for
        term: String,
        #[command(flatten)]
        work: WorkArgs,
    },
    /// Whether a dictionary is well made: its lints, and every entry's own tests
    Check {
        #[command(flatten)]
        work: WorkArgs,
    },
    /// What is found in a text: byte range, surface, concept, status
    Test {
        /// The text, or - for standard input
        text: String,
        /// The employer's name, which is no demand
        #[arg(long, default_value = "")]
        employer: String,
        #[command(flatten)]
        work: WorkArgs,
    },
    /// Terms of another format as a dictionary file, on standard output or with --out in a file
    Import(ImportArgs),
    /// The dictionary as tables, or its credentials as Open Badges
    Export(ExportArgs),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ImportArgs {
    /// What the files are
    #[arg(value_enum)]
    pub(crate) format: ExchangeFormat,
    /// Files (also .gz and .zst), folders, globs, or - for standard input
    #[arg(required = true)]
    pub(crate) files: Vec<String>,
    /// Write the dictionary file here, and not to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The kind of terms whose kind the format does not tell
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// The second part of the ids: skill.NAME.… [default: the format]
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Leave out every term that the dictionary recognises by any of its spellings
    #[arg(long)]
    pub(crate) new_only: bool,
    /// Of O*NET, take only what is hot or in demand
    #[arg(long)]
    pub(crate) hot: bool,
    /// Write all that was left out, and why, into this CSV file
    #[arg(long, value_name = "FILE")]
    pub(crate) skipped: Option<PathBuf>,
    /// Stand beside this dictionary too (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) dictionary: Vec<PathBuf>,
    /// Do not stand beside the built-in dictionary
    #[arg(long)]
    pub(crate) no_builtin: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExchangeFormat {
    /// Open Badges 2.0 BadgeClass, 3.0 Achievement, or Credly JSON
    Openbadges,
    /// Credential Transparency Description Language, JSON-LD
    Ctdl,
    /// ESCO skills, CSV
    Esco,
    /// O*NET Technology Skills or Tools Used, tab-separated
    Onet,
    /// Lightcast skills, CSV or JSON
    Lightcast,
    /// A term a line, or CSV with name[,aliases,kind,issuer]
    List,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ExportArgs {
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// The folder for the tables, or the file for Open Badges [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Only these kinds: credential, all, or one of certification, license, degree …
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) kind: Vec<String>,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// concepts.csv and forms.csv
    Csv,
    /// concepts.parquet and forms.parquet
    Parquet,
    /// Credentials as Open Badges 3.0 Achievements, JSON-LD
    Openbadges,
}
