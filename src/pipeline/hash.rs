//! The identity of an input: the hash of its bytes on disk.

use crate::error::{Error, ErrorKind, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

/// The xxh3 hash of the file, as sixteen hexadecimal digits.
pub(crate) fn of_file(path: &Path, name: &str) -> Result<String> {
    let failed = |error| {
        Error::new(ErrorKind::Input, "the file cannot be read")
            .in_file(name)
            .because(error)
            .help("check its name and your rights")
    };
    let mut file = File::open(path).map_err(failed)?;
    let mut hash = Xxh3Default::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer).map_err(failed)? {
            0 => return Ok(format!("{:016x}", hash.digest())),
            count => hash.update(&buffer[..count]),
        }
    }
}
