//! Blocks: a dump read and cut into stretches of whole records, each to be parsed by any worker.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::RecordBatch;

use super::bytes::{self, Stream};
use super::columnar::{self, Accessor, Batches};
use super::delimited::Fields;
use super::jsonl::Node;
use super::pieces::{Entry, Fault, Pieces, RAW, Stretch};
use super::record::{Cells, Origin, Record, Reject, Row, Scratch};
use super::wide;
use crate::error::Result;

/// How the workers read the records of a text.
#[derive(Debug)]
pub(super) enum Plan {
    Fields(Fields),
    Json { tree: Node, columns: usize },
}

/// The blocks of one dump, in order. An error is the last thing it gives.
pub struct Blocks {
    pub(super) inner: Inner,
    pub(super) progress: Progress,
    pub(super) max_record: usize,
    /// The records given or skipped so far.
    pub(super) row: u64,
    pub(super) done: bool,
}

pub(super) enum Inner {
    Text { pieces: Pieces<Stream>, plan: Arc<Plan>, name: String, skip: u64 },
    Batches { batches: Batches, columns: usize, size: u64 },
}

/// Passes on how many raw bytes were read.
pub(super) struct Progress {
    pub(super) read: Arc<AtomicU64>,
    pub(super) shown: Arc<AtomicU64>,
    pub(super) told: u64,
}

impl Progress {
    fn tell(&mut self, now: u64) {
        // What is shown may count several dumps: only what is new is added.
        self.shown.fetch_add(now.saturating_sub(self.told), Ordering::Relaxed);
        self.told = self.told.max(now);
    }
}

/// Some whole records of a dump, owned, to be parsed wherever there is time.
#[derive(Debug)]
pub struct Block {
    content: Content,
    first_row: u64,
    max_record: usize,
}

#[derive(Debug)]
enum Content {
    Text { plan: Arc<Plan>, stretch: Stretch },
    Batch { accessors: Arc<Vec<Accessor>>, columns: usize, batch: RecordBatch },
}

impl Iterator for Blocks {
    type Item = Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let block = self.read().transpose();
        self.done = !matches!(block, Some(Ok(_)));
        match &self.inner {
            Inner::Text { .. } => self.progress.tell(self.progress.read.load(Ordering::Relaxed)),
            Inner::Batches { batches, size, .. } => {
                // Which bytes of a Parquet file belong to a row cannot be said: its share of them.
                let part = u128::from(*size) * u128::from(self.row) / u128::from(batches.rows.max(1));
                self.progress.tell(u64::try_from(part).unwrap_or(*size).min(*size));
            }
        }
        block
    }
}

impl Blocks {
    fn read(&mut self) -> Result<Option<Block>> {
        let content = match &mut self.inner {
            Inner::Batches { batches, columns, .. } => {
                let Some(batch) = batches.next().transpose()? else { return Ok(None) };
                Content::Batch { accessors: Arc::clone(&batches.accessors), columns: *columns, batch }
            }
            Inner::Text { pieces, plan, name, skip } => {
                while *skip > 0 {
                    if pieces.next().map_err(|error| bytes::told(error, name))?.is_none() {
                        return Ok(None);
                    }
                    *skip -= 1;
                    self.row += 1;
                }
                match pieces.stretch().map_err(|error| bytes::told(error, name))? {
                    Some(stretch) => Content::Text { plan: Arc::clone(plan), stretch },
                    None => return Ok(None),
                }
            }
        };
        let block = Block { content, first_row: self.row + 1, max_record: self.max_record };
        self.row += wide(block.records());
        Ok(Some(block))
    }
}

impl Block {
    /// The number of the first record, from 1, the header not counted.
    pub fn first_row(&self) -> u64 {
        self.first_row
    }

    /// How many records it holds, rejects included.
    pub fn records(&self) -> usize {
        match &self.content {
            Content::Text { stretch, .. } => stretch.entries.len(),
            Content::Batch { batch, .. } => batch.num_rows(),
        }
    }

    /// Parses every record once, in order.
    pub fn for_each(&self, scratch: &mut Scratch, on: &mut dyn FnMut(Record<'_>)) {
        match &self.content {
            Content::Text { plan, stretch: Stretch { data, entries } } => {
                for (row, entry) in (self.first_row..).zip(entries) {
                    let origin = Origin { row, byte: entry.byte, length: entry.length };
                    let raw = &data[entry.range.clone()];
                    match self.read_text(plan, raw, entry, scratch) {
                        Ok(cells) => on(Record::Row(Row { origin, cells })),
                        Err(reason) => {
                            on(Record::Reject(Reject { origin, reason, raw: &raw[..raw.len().min(RAW)] }));
                        }
                    }
                }
            }
            Content::Batch { accessors, columns, batch } => {
                scratch.columns.resize_with(*columns, String::new);
                for (at, row) in (0..batch.num_rows()).zip(self.first_row..) {
                    let origin = Origin { row, byte: 0, length: 0 };
                    let cells = &mut scratch.columns[..*columns];
                    let read = columnar::read(accessors, batch, at, cells);
                    let size = cells.iter().map(String::len).sum::<usize>();
                    match read {
                        Ok(()) if size <= self.max_record => {
                            on(Record::Row(Row { origin, cells: Cells::Columns(cells) }));
                        }
                        Ok(()) => {
                            let reason = self.too_long(wide(size));
                            on(Record::Reject(Reject { origin, reason, raw: &[] }));
                        }
                        Err(reason) => on(Record::Reject(Reject { origin, reason, raw: &[] })),
                    }
                }
            }
        }
    }

    fn read_text<'a>(
        &self,
        plan: &Plan,
        raw: &'a [u8],
        entry: &Entry,
        scratch: &'a mut Scratch,
    ) -> Result<Cells<'a>, String> {
        match entry.fault {
            Some(Fault::TooLong) => return Err(self.too_long(entry.length)),
            Some(Fault::Unclosed) => return Err("a quote opened here never closes".into()),
            None => {}
        }
        let record = simdutf8::compat::from_utf8(raw).map_err(|error| {
            let at = error.valid_up_to();
            format!("not valid UTF-8 at byte {at} of the record; try --encoding windows-1252")
        })?;
        match plan {
            Plan::Fields(fields) => {
                fields.read(record, scratch)?;
                Ok(Cells::Split { record, undone: &scratch.undone, cells: &scratch.cells })
            }
            Plan::Json { tree, columns } => {
                scratch.columns.resize_with(*columns, String::new);
                let cells = &mut scratch.columns[..];
                tree.read(record, cells)?;
                Ok(Cells::Columns(cells))
            }
        }
    }

    fn too_long(&self, size: u64) -> String {
        format!("a record of {size} bytes, where {} are allowed", self.max_record)
    }
}
