//! What several test files need: temporary folders, small dumps, a scan in one call.

use skilltally::dictionary::Dictionary;
use skilltally::pipeline::{self, Scan, Watch};
use skilltally::scanner::Scanner;
use skilltally::source::{self, ReadOptions};
use skilltally::store::{Manifest, Writer};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub(crate) fn dictionary() -> &'static (Dictionary, Scanner) {
    static BUILT: OnceLock<(Dictionary, Scanner)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary is valid");
        let scanner = Scanner::new(&dictionary).expect("it is not too large");
        (dictionary, scanner)
    })
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Scans `inputs` into `store`.
pub(crate) fn scan(inputs: &[PathBuf], store: &Path, scan: &Scan) -> skilltally::Result<Manifest> {
    scan_watched(inputs, store, scan, &Watch::default())
}

pub(crate) fn scan_watched(
    inputs: &[PathBuf],
    store: &Path,
    scan: &Scan,
    watch: &Watch,
) -> skilltally::Result<Manifest> {
    let (dictionary, scanner) = dictionary();
    let names: Vec<String> = inputs.iter().map(|path| path.display().to_string()).collect();
    let inputs = source::locate(&names)?;
    let mut writer = Writer::open(store, dictionary)?;
    pipeline::scan(&inputs, scan, scanner, &mut writer, watch)?;
    Ok(writer.manifest().clone())
}

pub(crate) fn settings(threads: usize, block_size: usize) -> Scan {
    Scan {
        read: ReadOptions { block_size, ..ReadOptions::default() },
        threads,
        remember: true,
        ..Scan::default()
    }
}

/// Every file of a folder but the lock, by name.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name != ".lock") {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
