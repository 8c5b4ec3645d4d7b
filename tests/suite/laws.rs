//! The laws of docs/architecture.md over whole runs: threads, blocks and splits leave no trace, and
//! every record is accounted for.

use crate::common::{files, fixture, scan, scan_watched, settings};
use proptest::prelude::*;
use skilltally::ErrorKind;
use skilltally::pipeline::{self, Duplicates, Rank, Watch};
use skilltally::store::{Ledger, Reader};
use skilltally::tables::{Group, RankSettings};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// The tables of a store, down to the last digit.
fn tables(store: &Path) -> String {
    let rank = Rank {
        by: vec!["state".into(), "year".into()],
        groups: ["credential", "tool", "skill", "issuer"].map(|name| name.parse::<Group>().unwrap()).to_vec(),
        settings: RankSettings { min_postings: 3, min_employers: 2, ..RankSettings::default() },
        filters: Vec::new(),
        duplicates: Duplicates::Exact,
        strict: false,
        threads: 0,
    };
    format!("{:#?}", pipeline::rank(&Reader::open(store).unwrap(), &rank).unwrap())
}

#[test]
fn facts_are_the_same_bytes_for_any_threads_and_blocks() {
    let inputs = [fixture("postings.csv"), fixture("postings-uk.jsonl")];
    let mut first = None;
    for (threads, block) in [(1, 1 << 20), (4, 1 << 20), (3, 700), (2, 10_000)] {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        scan(&inputs, &store, &settings(threads, block)).unwrap();
        let files = files(&store);
        let tables = tables(&store);
        match &first {
            None => first = Some((files, tables)),
            Some((expected, expected_tables)) => {
                let names: Vec<_> = files.iter().map(|(name, _)| name).collect();
                assert_eq!(names, expected.iter().map(|(name, _)| name).collect::<Vec<_>>());
                for ((name, bytes), (_, wanted)) in files.iter().zip(expected) {
                    assert!(bytes == wanted, "{name} differs for {threads} threads and blocks of {block}");
                }
                assert_eq!(&tables, expected_tables);
            }
        }
    }
}

/// Cuts the fixture at its records into files with the same header.
fn split(into: &Path, pieces: usize) -> Vec<PathBuf> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(fixture("postings.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let size = records.len().div_ceil(pieces);
    let write = |(index, chunk): (usize, &[csv::StringRecord])| {
        let path = into.join(format!("piece-{index:03}.csv"));
        let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path).unwrap();
        writer.write_record(&header).unwrap();
        chunk.iter().for_each(|record| writer.write_record(record).unwrap());
        writer.flush().unwrap();
        path
    };
    records.chunks(size).enumerate().map(write).collect()
}

#[test]
fn tables_are_the_same_for_one_file_and_for_many() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let expected = scan(&[fixture("postings.csv")], &whole, &settings(2, 1 << 20)).unwrap().ledger();
    for pieces in [2, 7] {
        let parts = split(folder.path(), pieces);
        let store = folder.path().join(format!("store-{pieces}"));
        assert_eq!(scan(&parts, &store, &settings(2, 4096)).unwrap().ledger(), expected);
        assert_eq!(tables(&store), tables(&whole), "{pieces} pieces");
    }
}

#[test]
fn a_second_scan_adds_what_is_new_and_reads_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let parts = split(folder.path(), 3);
    let (once, twice) = (folder.path().join("once"), folder.path().join("twice"));
    let expected = scan(&parts, &once, &settings(2, 1 << 20)).unwrap();
    scan(&parts[..1], &twice, &settings(2, 1 << 20)).unwrap();
    let added = scan(&parts, &twice, &settings(2, 1 << 20)).unwrap();
    assert_eq!(added.ledger(), expected.ledger());
    assert_eq!(tables(&twice), tables(&once));
    let rejects = |store: &Path| std::fs::read_to_string(store.join("rejects.csv")).unwrap();
    assert_eq!(rejects(&twice), rejects(&once));
    let unchanged = files(&twice);
    scan(&parts, &twice, &settings(2, 1 << 20)).unwrap();
    assert!(files(&twice) == unchanged, "a scan of what is there changes nothing");
}

#[test]
fn a_stopped_scan_leaves_a_store_that_can_be_continued() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let input = [fixture("postings.csv")];
    let expected = scan(&input, &whole, &settings(1, 1 << 20)).unwrap();
    // Whoever stops the scan may come too late on a busy machine: then it is tried again.
    let stopped_twice = (0..100).any(|attempt| {
        let store = folder.path().join(format!("stopped-{attempt}"));
        let (sessions, ledger) = scan_with_stops(&input, &store);
        assert_eq!(ledger, expected.ledger());
        assert_eq!(tables(&store), tables(&whole));
        sessions > 2
    });
    assert!(stopped_twice, "the scan was never stopped");
}

/// Scans in as many sessions as it takes, each stopped as soon as it has done something.
fn scan_with_stops(input: &[PathBuf], store: &Path) -> (usize, Ledger) {
    for session in 1..1000 {
        let watch = Watch::default();
        let result = std::thread::scope(|scope| {
            scope.spawn(|| {
                while watch.rows.load(Ordering::Relaxed) == 0 && !watch.stop.load(Ordering::Relaxed) {
                    std::thread::yield_now();
                }
                watch.stop.store(true, Ordering::Relaxed);
            });
            let result = scan_watched(input, store, &settings(1, 20_000), &watch);
            watch.stop.store(true, Ordering::Relaxed);
            result
        });
        match result {
            Ok(manifest) => return (session, manifest.ledger()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}"),
        }
        assert!(Reader::open(store).unwrap().manifest().ledger().adds_up());
    }
    panic!("no progress is made");
}

#[test]
fn a_part_that_no_manifest_names_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let parts = split(folder.path(), 2);
    scan(&parts[..1], &store, &settings(1, 1 << 20)).unwrap();
    let before = (tables(&store), std::fs::read(store.join("manifest.json")).unwrap());
    // A crash after the part and some rejects were written, and before the manifest was.
    std::fs::copy(store.join("postings/part-00000.parquet"), store.join("postings/part-00001.parquet"))
        .unwrap();
    let mut rejects = std::fs::read(store.join("rejects.csv")).unwrap();
    rejects.extend_from_slice(b"half a line");
    std::fs::write(store.join("rejects.csv"), rejects).unwrap();
    assert_eq!(tables(&store), before.0);
    let whole = folder.path().join("whole");
    scan(&parts, &whole, &settings(1, 1 << 20)).unwrap();
    scan(&parts, &store, &settings(1, 1 << 20)).unwrap();
    assert_eq!(tables(&store), tables(&whole));
    assert!(!std::fs::read_to_string(store.join("rejects.csv")).unwrap().contains("half a line"));
}

#[test]
fn the_ledger_of_the_fixtures() {
    let folder = tempfile::tempdir().unwrap();
    let manifest =
        scan(&[fixture("postings.csv")], &folder.path().join("store"), &settings(2, 1 << 20)).unwrap();
    let Ledger { read, duplicate, rejected, without_text, .. } = manifest.ledger();
    assert_eq!((read, duplicate, rejected, without_text), (400, 12, 1, 2));
    assert!(manifest.ledger().adds_up());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the bytes, a scan ends, says what became of every record, or says what is wrong.
    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(
        prop_oneof![8 => prop::sample::select(&b"abcQ ,;\"\n\r\t<>&{}[]:0"[..]), 1 => any::<u8>()], 0..600)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dump.csv");
        let mut dump = b"title,description\n".to_vec();
        dump.extend(bytes);
        std::fs::write(&path, dump).unwrap();
        match scan(&[path], &folder.path().join("store"), &settings(2, 64)) {
            Ok(manifest) => prop_assert!(manifest.ledger().adds_up(), "{:?}", manifest.ledger()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
