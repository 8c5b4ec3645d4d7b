//! The writer of a store: takes facts in the order of the input, cuts them into parts of a fixed
//! number of postings (so that blocks and threads leave no trace), and commits each part by
//! renaming a new manifest into place.

use super::concepts;
use super::facts::Facts;
use super::manifest::{DictionaryNote, InputNote, Ledger, MANIFEST, Manifest, PartNote};
use super::parquet_file;
use super::part::Names;
use super::read::Reader;
use super::rejects::{RejectFact, Rejects};
use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind, Result};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// How many postings a part holds.
pub const PART_POSTINGS: usize = 32_768;

/// A store that is open for writing; no other scan can open it meanwhile.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    names: Names,
    part_postings: usize,
    pending: Facts,
    pending_rejects: Vec<RejectFact>,
    rejects: Rejects,
    /// Fingerprint of every posting that is kept, and its number.
    seen: HashMap<u64, u64>,
    next_posting: u64,
    _lock: File,
}

impl Writer {
    /// Opens the store in `folder`, or makes one there.
    ///
    /// # Errors
    /// The folder cannot be written, is in use, holds something else, or was made with another
    /// dictionary.
    pub fn open(folder: &Path, dictionary: &Dictionary) -> Result<Self> {
        let note = DictionaryNote {
            fingerprint: dictionary.fingerprint().to_string(),
            concepts: dictionary.concepts().len(),
        };
        make_folders(folder)?;
        let lock = lock(folder)?;
        let manifest = match Manifest::read(folder)? {
            Some(manifest) if manifest.dictionary != note => {
                let what = format!(
                    "the store was made with the dictionary {}, this scan uses {}",
                    manifest.dictionary.fingerprint, note.fingerprint
                );
                return Err(Error::new(ErrorKind::Store, what)
                    .in_file(folder.display().to_string())
                    .help("scan into a new store; facts of two dictionaries cannot be mixed"));
            }
            Some(manifest) => manifest,
            None => {
                concepts::write(folder, dictionary)?;
                let manifest = Manifest::new(note);
                manifest.write(folder)?;
                manifest
            }
        };
        let seen = Reader::of(folder.to_owned(), manifest.clone()).fingerprints()?;
        let headings = dictionary.headings().iter().map(|heading| format!("heading:{}", heading.id));
        let names = Names {
            inputs: manifest.inputs.iter().map(|input| input.name.clone()).collect(),
            fields: manifest.fields.clone(),
            columns: manifest.columns.clone(),
            rules: std::iter::once(String::new()).chain(headings).collect(),
        };
        Ok(Self {
            rejects: Rejects::open(folder, manifest.rejects_bytes)?,
            folder: folder.to_owned(),
            next_posting: manifest.postings(),
            manifest,
            names,
            part_postings: PART_POSTINGS,
            pending: Facts::default(),
            pending_rejects: Vec::new(),
            seen,
            _lock: lock,
        })
    }

    /// What the store holds, and what is on its way into it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The code of a field name, by which facts refer to it.
    pub fn field(&mut self, name: &str) -> u32 {
        self.manifest.fields.clone_from(&self.names.fields);
        let code = code_of(&mut self.names.fields, name);
        self.manifest.fields.clone_from(&self.names.fields);
        code
    }

    /// The code of a kept column's name.
    pub fn column(&mut self, name: &str) -> u32 {
        let code = code_of(&mut self.names.columns, name);
        self.manifest.columns.clone_from(&self.names.columns);
        code
    }

    /// Registers an input, or finds it again: its number, and how many of its records are done.
    pub fn begin_input(&mut self, note: InputNote) -> (u32, u64) {
        let known = self.manifest.inputs.iter().position(|input| {
            input.name == note.name && input.size == note.size && input.hash == note.hash && note.hash.is_some()
        });
        let index = known.unwrap_or_else(|| {
            self.names.inputs.push(note.name.clone());
            self.manifest.inputs.push(note);
            self.manifest.inputs.len() - 1
        });
        let done = self.manifest.inputs[index].rows_done;
        (u32::try_from(index).expect("fewer inputs than 2^32"), done)
    }

    /// Takes the facts of the next block of input `input`, with what else became of its records.
    /// `ledger` counts rejects, records without text and records read; the rest is decided here,
    /// where the order of the input is known.
    ///
    /// # Errors
    /// A part is full and cannot be written.
    pub fn push(
        &mut self,
        input: u32,
        mut facts: Facts,
        languages: &[bool],
        rejects: Vec<RejectFact>,
        ledger: &Ledger,
    ) -> Result<()> {
        let index = usize::try_from(input).expect("a u32 fits");
        let note = &mut self.manifest.inputs[index];
        note.rows_done += ledger.read;
        note.ledger.add(ledger);
        let mut begin = 0;
        for posting in 0..facts.len() {
            let number = self.next_posting + u64::try_from(posting).expect("a length fits");
            let first = *self.seen.entry(facts.postings.fingerprint[posting]).or_insert(number);
            if first == number {
                note.ledger.kept += 1;
                note.ledger.without_mention += u64::from(facts.mention_ends[posting] == begin);
                note.ledger.other_language += u64::from(!languages[posting]);
            } else {
                note.ledger.duplicate += 1;
                facts.postings.duplicate_of[posting] = Some(first);
            }
            begin = facts.mention_ends[posting];
        }
        self.next_posting += u64::try_from(facts.len()).expect("a length fits");
        self.pending_rejects.extend(rejects);
        let mut taken = 0;
        while taken < facts.len() {
            let room = self.part_postings - self.pending.len();
            let upto = facts.len().min(taken + room);
            self.pending.append(&facts, taken..upto);
            taken = upto;
            if self.pending.len() == self.part_postings {
                self.write_part()?;
            }
        }
        Ok(())
    }

    /// Marks an input as read to its end.
    pub fn finish_input(&mut self, input: u32) {
        self.manifest.inputs[usize::try_from(input).expect("a u32 fits")].complete = true;
    }

    /// Writes what is pending and commits it: after this the store holds everything pushed so far.
    ///
    /// # Errors
    /// The disk is full or the folder cannot be written.
    pub fn commit(&mut self) -> Result<()> {
        if !self.pending.is_empty() {
            self.write_part()?;
        }
        if !self.pending_rejects.is_empty() {
            self.manifest.rejects_bytes = self.rejects.append(&std::mem::take(&mut self.pending_rejects))?;
        }
        self.manifest.write(&self.folder)
    }

    /// Writes a part. It counts only from the next [`Writer::commit`] on: a full part in the middle
    /// of a block would otherwise be committed with a ledger that is ahead of it.
    fn write_part(&mut self) -> Result<()> {
        let facts = std::mem::take(&mut self.pending);
        let name = format!("part-{:05}.parquet", self.manifest.parts.len());
        let first = self.manifest.postings();
        let (postings, mentions) = facts.into_batches(first, &self.names);
        let about = [("skilltally.dictionary", self.manifest.dictionary.fingerprint.clone())];
        parquet_file::write(&self.folder.join("postings").join(&name), &postings, &about)?;
        parquet_file::write(&self.folder.join("mentions").join(&name), &mentions, &about)?;
        let rows = |batch: &arrow_array::RecordBatch| u64::try_from(batch.num_rows()).expect("a length fits");
        self.manifest.parts.push(PartNote { name, postings: rows(&postings), mentions: rows(&mentions) });
        Ok(())
    }
}

fn code_of(names: &mut Vec<String>, name: &str) -> u32 {
    let index = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    u32::try_from(index).expect("fewer names than 2^32")
}

fn make_folders(folder: &Path) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Output, "the store cannot be made")
            .in_file(folder.display().to_string())
            .because(error)
            .help("give a folder that can be written")
    };
    let foreign = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
        && !folder.join(MANIFEST).exists()
        && !folder.join(LOCK).exists();
    if foreign {
        return Err(Error::new(ErrorKind::Store, "the folder holds something that is not a store")
            .in_file(folder.display().to_string())
            .help("give an empty or a new folder to --store"));
    }
    std::fs::create_dir_all(folder.join("postings")).map_err(failed)?;
    std::fs::create_dir_all(folder.join("mentions")).map_err(failed)
}

const LOCK: &str = ".lock";

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let failed = |what: &str| Error::new(ErrorKind::Store, what).in_file(folder.display().to_string());
    let file = File::create(&path).map_err(|error| failed("the store cannot be locked").because(error))?;
    file.try_lock().map_err(|_| {
        failed("another scan is writing to this store").help("wait until it has ended, or scan into another store")
    })?;
    Ok(file)
}
