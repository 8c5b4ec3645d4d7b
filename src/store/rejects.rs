//! `rejects.csv`: every record that could not be read, with the reason and the raw start of it.

use crate::error::{Error, ErrorKind, Result};
use std::fs::{File, OpenOptions};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

/// The name of the file within a store.
pub(crate) const REJECTS: &str = "rejects.csv";

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RejectFact {
    /// The input's number in the store.
    pub input: usize,
    pub row: u64,
    pub byte: u64,
    pub reason: String,
    /// The raw start, as far as it is text.
    pub raw: String,
}

/// The file while a scan goes on.
#[derive(Debug)]
pub(crate) struct Rejects {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl Rejects {
    /// Opens the file and cuts off what no manifest has named.
    pub(crate) fn open(folder: &Path, known_bytes: u64) -> Result<Self> {
        let path = folder.join(REJECTS);
        let open = || -> std::io::Result<File> {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            file.set_len(known_bytes)?;
            file.seek(std::io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|error| failed(&path, error))?;
        let mut rejects = Self { path, file, bytes: known_bytes };
        if known_bytes == 0 {
            rejects.write_rows([["file", "row", "byte", "reason", "raw"].map(str::to_owned)])?;
        }
        Ok(rejects)
    }

    /// Adds records; returns how many bytes the file has now.
    pub(crate) fn append(&mut self, rejects: &[RejectFact], inputs: &[String]) -> Result<u64> {
        self.write_rows(rejects.iter().map(|reject| {
            [
                inputs[reject.input].clone(),
                reject.row.to_string(),
                reject.byte.to_string(),
                reject.reason.clone(),
                reject.raw.clone(),
            ]
        }))?;
        Ok(self.bytes)
    }

    fn write_rows(&mut self, rows: impl IntoIterator<Item = [String; 5]>) -> Result<()> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.write_record(&row).expect("writing to memory");
        }
        let bytes = writer.into_inner().expect("writing to memory");
        self.file.write_all(&bytes).map_err(|error| failed(&self.path, error))?;
        self.bytes += u64::try_from(bytes.len()).expect("a length fits");
        Ok(())
    }
}

fn failed(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Output, "the rejected records cannot be written")
        .in_file(path.display().to_string())
        .because(error)
        .help("check the free space and the rights on the folder")
}
