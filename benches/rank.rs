//! How long a large store takes to rank by state and occupation, and what memory that needs.
//! `cargo bench --bench rank` replicates the bundled fixture; `STORE=DIR cargo bench --bench rank` a store that is
//! there already. Each copy has new posting numbers; every fortieth has the same employers, the others employers of
//! their own names.
//!
//! It is no divan bench: one run takes seconds, and peak memory is a figure of the whole process, so each size is
//! measured in a process of its own.

// What it measures is printed.
#![allow(clippy::print_stdout)]

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use skilltally::dictionary::Dictionary;
use skilltally::pipeline::{self, Duplicates, Rank, Scan, Watch};
use skilltally::scanner::Scanner;
use skilltally::source::Input;
use skilltally::store::{Manifest, PartNote, Reader, Writer};
use skilltally::tables::{Group, RankSettings};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

/// Postings of the stores that are ranked.
const SIZES: [u64; 3] = [250_000, 500_000, 1_000_000];

/// As many copies have employers of different names.
const EMPLOYERS: u64 = 40;

fn main() {
    // A second process, for one size.
    if let Ok(store) = std::env::var("RANK_ONLY") {
        return measure(Path::new(&store));
    }
    let folder = tempfile::tempdir().unwrap();
    let small = std::env::var("STORE").map_or_else(|_| fixture(folder.path()), PathBuf::from);
    println!("postings  mentions  market tables  seconds  peak MB");
    for size in SIZES {
        let large = folder.path().join(size.to_string());
        replicate(&small, &large, size);
        let run = Command::new(std::env::current_exe().unwrap()).env("RANK_ONLY", &large).status().unwrap();
        assert!(run.success());
        std::fs::remove_dir_all(&large).unwrap();
    }
}

fn measure(store: &Path) {
    let reader = Reader::open(store).unwrap();
    let rank = Rank {
        by: vec!["state".into(), "occupation".into()],
        filters: Vec::new(),
        groups: ["credential", "tool", "skill"].map(|name| name.parse::<Group>().unwrap()).to_vec(),
        settings: RankSettings { top: Some(20), ..RankSettings::default() },
        duplicates: Duplicates::Exact,
        strict: false,
        threads: 0,
    };
    let start = Instant::now();
    let ranked = pipeline::rank(&reader, &rank).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let mentions: u64 = reader.manifest().parts.iter().map(|part| part.mentions).sum();
    let (postings, tables) = (reader.manifest().postings(), ranked.tables.len());
    println!("{postings}  {mentions}  {tables}  {seconds:.1}  {}", peak_megabytes());
}

/// Peak resident memory of this process, where the system tells.
fn peak_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or("not known".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}

/// A store of the bundled postings.
fn fixture(folder: &Path) -> PathBuf {
    let store = folder.join("small");
    let dictionary = Dictionary::embedded().unwrap();
    let scanner = Scanner::new(&dictionary).unwrap();
    let mut writer = Writer::open(&store, &dictionary).unwrap();
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/postings.csv");
    let (scan, watch) = (Scan::default(), Watch::default());
    pipeline::scan(&[Input::file(&input)], &scan, &scanner, &mut writer, &watch).unwrap();
    store
}

/// A store with the postings of another over and over, until there are `size`.
fn replicate(small: &Path, large: &Path, size: u64) {
    let mut manifest = Manifest::read(small).unwrap().unwrap();
    for table in ["postings", "mentions"] {
        std::fs::create_dir_all(large.join(table)).unwrap();
    }
    std::fs::copy(small.join("concepts.parquet"), large.join("concepts.parquet")).unwrap();
    let parts = std::mem::take(&mut manifest.parts);
    let read: Vec<[Vec<RecordBatch>; 2]> = parts
        .iter()
        .map(|part| ["postings", "mentions"].map(|table| read(&small.join(table).join(&part.name))))
        .collect();
    let (per_copy, mut first, mut copy) = (parts.iter().map(|part| part.postings).sum::<u64>(), 0, 0);
    while first < size {
        // Copies go together into parts of the usual size.
        let name = format!("part-{:05}.parquet", manifest.parts.len());
        let copies = (32_768 / per_copy).max(1).min((size - first).div_ceil(per_copy));
        let mut note = PartNote { name: name.clone(), postings: 0, mentions: 0 };
        for (at, table) in ["postings", "mentions"].into_iter().enumerate() {
            let mut writer = None;
            for number in 0..copies {
                for batch in read.iter().flat_map(|tables| &tables[at]) {
                    let batch = renumbered(batch, first + number * per_copy, (copy + number) % EMPLOYERS);
                    let file = || File::create(large.join(table).join(&name)).unwrap();
                    let writer = writer
                        .get_or_insert_with(|| ArrowWriter::try_new(file(), batch.schema(), None).unwrap());
                    writer.write(&batch).unwrap();
                    let rows = batch.num_rows() as u64;
                    *(if at == 0 { &mut note.postings } else { &mut note.mentions }) += rows;
                }
            }
            writer.unwrap().close().unwrap();
        }
        manifest.parts.push(note);
        first += copies * per_copy;
        copy += copies;
    }
    manifest.write(large).unwrap();
}

fn read(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader.build().unwrap().map(Result::unwrap).collect()
}

/// The rows with postings numbered from `first` on, and employers named apart.
fn renumbered(batch: &RecordBatch, first: u64, employers: u64) -> RecordBatch {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| -> ArrayRef {
        match field.name().as_str() {
            "posting" => {
                let numbers = column.as_primitive::<UInt64Type>().values();
                Arc::new(numbers.iter().map(|number| first + number).collect::<UInt64Array>())
            }
            "employer" => {
                let names = column.as_string::<i32>().iter();
                let name = |name: Option<&str>| name.map(|name| format!("{name} {employers}"));
                Arc::new(names.map(name).collect::<StringArray>())
            }
            _ => Arc::clone(column),
        }
    });
    RecordBatch::try_new(Arc::clone(&schema), columns.collect()).unwrap()
}
