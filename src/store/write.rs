//! The writer of a store: takes facts in the order of the input, cuts them into parts of a fixed
//! number of postings (so that blocks and threads leave no trace), and commits each part by
//! renaming a new manifest into place.

use super::concepts;
use super::facts::Facts;
use super::manifest::{DictionaryNote, InputNote, MANIFEST, Manifest, PartNote};
use super::near;
use super::parquet_file;
use super::part::Names;
use super::read::Reader;
use super::rejects::{RejectFact, Rejects};
use crate::dictionary::{self, Dictionary};
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
    /// For each input, the rejects that are written.
    rejected: Vec<u64>,
    /// Fingerprint of every posting that is kept, and its number.
    seen: HashMap<u64, u64>,
    next_posting: u64,
    _lock: Lock,
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
        let names = Names {
            inputs: manifest.inputs.iter().map(|input| input.name.clone()).collect(),
            fields: manifest.fields.clone(),
            columns: manifest.columns.clone(),
            rules: std::iter::once(String::new()).chain(dictionary.rules()).collect(),
        };
        Ok(Self {
            rejected: manifest.inputs.iter().map(|input| input.ledger.rejected).collect(),
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
            input.name == note.name
                && input.size == note.size
                && input.hash == note.hash
                && note.hash.is_some()
        });
        let index = known.unwrap_or_else(|| {
            self.names.inputs.push(note.name.clone());
            self.manifest.inputs.push(note);
            self.rejected.push(0);
            self.manifest.inputs.len() - 1
        });
        let done = self.manifest.inputs[index].rows_done;
        (u32::try_from(index).expect("fewer inputs than 2^32"), done)
    }

    /// Takes the facts of the next block of input `input`, and the records of it that were rejected.
    /// `read` counts the block's records; those that are neither posting nor reject had no text.
    ///
    /// A part that fills up within the block is committed with the ledger as it stood at its last
    /// posting, so that a crash loses nothing that the manifest counts.
    ///
    /// # Errors
    /// A part is full and cannot be written.
    pub fn push(&mut self, input: u32, mut facts: Facts, rejects: Vec<RejectFact>, read: u64) -> Result<()> {
        let index = usize::try_from(input).expect("a u32 fits");
        let end_row = self.manifest.inputs[index].rows_done + read;
        let mut rejects = rejects.into_iter().peekable();
        let mut taken = 0;
        while taken < facts.len() {
            let room = self.part_postings - self.pending.len();
            let upto = facts.len().min(taken + room);
            for posting in taken..upto {
                self.count(index, &mut facts, posting);
            }
            self.pending.append(&facts, taken..upto);
            taken = upto;
            if self.pending.len() == self.part_postings {
                let row = facts.postings.row[upto - 1];
                self.pending_rejects
                    .extend(std::iter::from_fn(|| rejects.next_if(|reject| reject.row <= row)));
                self.account(index, row);
                self.commit()?;
            }
        }
        self.pending_rejects.extend(rejects);
        self.account(index, end_row);
        Ok(())
    }

    /// Decides whether a posting is a copy, and counts it.
    fn count(&mut self, input: usize, facts: &mut Facts, posting: usize) {
        let ledger = &mut self.manifest.inputs[input].ledger;
        let number = self.next_posting;
        self.next_posting += 1;
        let first = *self.seen.entry(facts.postings.fingerprint[posting]).or_insert(number);
        if first != number {
            ledger.duplicate += 1;
            facts.postings.duplicate_of[posting] = Some(first);
            return;
        }
        let begin = posting.checked_sub(1).map_or(0, |before| facts.mention_ends[before]);
        let language = facts.postings.language.get(posting);
        ledger.kept += 1;
        ledger.without_mention += u64::from(facts.mention_ends[posting] == begin);
        ledger.other_language += u64::from(!language.is_empty() && language != dictionary::LANGUAGE);
    }

    /// Sets the ledger of an input of which `rows` records are done.
    fn account(&mut self, input: usize, rows: u64) {
        let note = &mut self.manifest.inputs[input];
        let waiting = self.pending_rejects.iter().filter(|reject| reject.input == input);
        let rejected = self.rejected[input] + u64::try_from(waiting.count()).expect("a length fits");
        note.rows_done = rows;
        note.ledger.read = rows;
        note.ledger.rejected = rejected;
        note.ledger.without_text = rows - rejected - note.ledger.kept - note.ledger.duplicate;
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
        let rejects = std::mem::take(&mut self.pending_rejects);
        for reject in &rejects {
            self.rejected[reject.input] += 1;
        }
        self.manifest.rejects_bytes = self.rejects.append(&rejects, &self.names.inputs)?;
        self.manifest.write(&self.folder)
    }

    fn write_part(&mut self) -> Result<()> {
        near::remove(&self.folder)?;
        let facts = std::mem::take(&mut self.pending);
        let name = format!("part-{:05}.parquet", self.manifest.parts.len());
        let (postings, mentions) = facts.into_batches(self.manifest.postings(), &self.names);
        let about = [("skilltally.dictionary", self.manifest.dictionary.fingerprint.clone())];
        let path = |table: &str| self.folder.join(table).join(&name);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| parquet_file::write(&path("mentions"), &mentions, &about));
            parquet_file::write(&path("postings"), &postings, &about)?;
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
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

/// That no other scan writes to the store, for as long as it lives.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that another thread is just starting holds it open too,
        // and the lock with it, until it runs its own program. A failure leaves what closing does.
        let _ = self.0.unlock();
    }
}

fn lock(folder: &Path) -> Result<Lock> {
    let path = folder.join(LOCK);
    let failed = |what: &str| Error::new(ErrorKind::Store, what).in_file(folder.display().to_string());
    let file = File::create(&path).map_err(|error| failed("the store cannot be locked").because(error))?;
    file.try_lock().map_err(|_| {
        failed("another scan is writing to this store")
            .help("wait until it has ended, or scan into another store")
    })?;
    Ok(Lock(file))
}
