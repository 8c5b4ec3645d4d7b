//! Bytes of a dump per second, stage by stage: reading, reading with postings built, scanning into a
//! store, and the whole way to tables. `cargo bench --bench pipeline`.

mod fixture;

use divan::Bencher;
use divan::counter::BytesCount;
use skilltally::dictionary::Dictionary;
use skilltally::pipeline::{self, Duplicates, Rank, Scan, Watch};
use skilltally::posting;
use skilltally::scanner::Scanner;
use skilltally::source::{self, Dump, Input, ReadOptions, Record};
use skilltally::store::{Reader, Writer};
use skilltally::tables::{Group, RankSettings};
use std::path::Path;
use std::sync::Arc;

const THREADS: [usize; 2] = [1, 2];

fn main() {
    divan::main();
}

/// Records split and parsed into cells.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let (_folder, path, bytes) = fixture::dump();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let dump = Dump::open(&Input::file(&path), &ReadOptions::default()).unwrap();
        let wanted = (0..dump.layout().columns.len()).collect();
        let mut scratch = source::Scratch::new();
        let mut length = 0;
        for block in dump.blocks(wanted, 0, Arc::default()).unwrap() {
            block.unwrap().for_each(&mut scratch, &mut |record| {
                if let Record::Row(row) = record {
                    length += row.get(7).len();
                }
            });
        }
        length
    });
}

/// Records to postings: roles, HTML, employer, dates, fingerprint.
#[divan::bench]
fn postings(bencher: Bencher<'_, '_>) {
    let (_folder, path, bytes) = fixture::dump();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let dump = Dump::open(&Input::file(&path), &ReadOptions::default()).unwrap();
        let layout = dump.layout();
        let roles = posting::assign(&layout.columns, &layout.sample, &[]).unwrap();
        let builder = posting::Builder::new(&roles, &layout.columns, &[]).unwrap();
        let (mut scratch, mut texts) = (source::Scratch::new(), posting::Scratch::default());
        let mut sum = 0_u64;
        for block in dump.blocks(builder.wanted(), 0, Arc::default()).unwrap() {
            block.unwrap().for_each(&mut scratch, &mut |record| {
                if let Record::Row(row) = record {
                    sum ^= builder.build(&|column| row.get(column), &mut texts).fingerprint;
                }
            });
        }
        sum
    });
}

/// A dump to a store of facts.
#[divan::bench(args = THREADS, sample_count = 10)]
fn scan(bencher: Bencher<'_, '_>, threads: usize) {
    let (folder, path, bytes) = fixture::dump();
    let dictionary = Dictionary::embedded().unwrap();
    let scanner = Scanner::new(&dictionary).unwrap();
    let mut number = 0;
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        number += 1;
        into_store(&path, &folder.path().join(number.to_string()), &dictionary, &scanner, threads);
    });
}

/// A dump to ranked tables by state, the dictionary already built.
#[divan::bench(args = THREADS, sample_count = 10)]
fn end_to_end(bencher: Bencher<'_, '_>, threads: usize) {
    let (folder, path, bytes) = fixture::dump();
    let dictionary = Dictionary::embedded().unwrap();
    let scanner = Scanner::new(&dictionary).unwrap();
    let rank = Rank {
        by: vec!["state".into()],
        groups: ["credential", "tool", "skill"].map(|name| name.parse::<Group>().unwrap()).to_vec(),
        settings: RankSettings::default(),
        filters: Vec::new(),
        duplicates: Duplicates::Exact,
        strict: false,
        threads: 0,
    };
    let mut number = 0;
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        number += 1;
        let store = folder.path().join(number.to_string());
        into_store(&path, &store, &dictionary, &scanner, threads);
        pipeline::rank(&Reader::open(&store).unwrap(), &rank).unwrap().tables.len()
    });
}

fn into_store(dump: &Path, store: &Path, dictionary: &Dictionary, scanner: &Scanner, threads: usize) {
    let mut writer = Writer::open(store, dictionary).unwrap();
    let scan = Scan { threads, ..Scan::default() };
    pipeline::scan(&[Input::file(dump)], &scan, scanner, &mut writer, &Watch::default()).unwrap();
}
