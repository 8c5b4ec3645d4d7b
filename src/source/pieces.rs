//! Reads a decoded stream and cuts it into records, within bounded memory: what is too long or never
//! closes its quote becomes a fault, and the reading goes on behind it.

use std::io::{self, Read};
use std::ops::Range;

use super::split::{Rule, Splitter, Step};
use super::wide;

/// How much of a bad record is kept to be shown.
pub(super) const RAW: usize = 200;

/// How many times the longest record is looked ahead for a closing quote.
const LOOKAHEAD: usize = 4;

/// Why a stretch of bytes is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Longer than allowed.
    TooLong,
    /// A quote was opened and not closed within sight.
    Unclosed,
}

/// One record, or a stretch of bytes that is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The record; of a fault only the first [`RAW`] bytes.
    pub(super) bytes: &'a [u8],
    /// Where it starts in the stream.
    pub(super) byte: u64,
    /// How long it is there.
    pub(super) length: u64,
    pub(super) fault: Option<Fault>,
}

/// Where a record lies in a [`Stretch`], or the first [`RAW`] bytes of what is none.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) range: Range<usize>,
    /// Where it starts in the stream.
    pub(super) byte: u64,
    /// How long it is there.
    pub(super) length: u64,
    pub(super) fault: Option<Fault>,
}

/// Records one behind the other in the bytes as they were read.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) data: Vec<u8>,
    pub(super) entries: Vec<Entry>,
}

/// A line so long that it is not held in memory.
#[derive(Debug)]
struct Drop {
    byte: u64,
    length: u64,
    head: Vec<u8>,
    fault: Fault,
}

/// Where [`Pieces::find`] found something.
enum Found {
    Buffered {
        range: Range<usize>,
        fault: Option<Fault>,
    },
    Dropped(Drop),
    /// Nothing, before more is read.
    Starved,
    Ended,
}

pub(super) struct Pieces<R> {
    input: R,
    splitter: Splitter,
    buffer: Vec<u8>,
    /// The offset in the stream of the first byte of `buffer`.
    base: u64,
    chunk: usize,
    max_record: usize,
    ended: bool,
    /// A failure that is told once the records before it are delivered.
    failed: Option<io::Error>,
    dropping: Option<Drop>,
    /// The start of the last dropped line, lent to its piece.
    head: Vec<u8>,
}

impl<R: Read> Pieces<R> {
    /// `base` is the offset of the first byte that `input` gives; `chunk` is how much is read at once.
    pub(super) fn new(input: R, rule: Rule, base: u64, chunk: usize, max_record: usize) -> Self {
        Self {
            input,
            splitter: Splitter::new(rule),
            buffer: Vec::new(),
            base,
            chunk: chunk.max(1),
            max_record: max_record.max(1),
            ended: false,
            failed: None,
            dropping: None,
            head: Vec::new(),
        }
    }

    /// The next record, none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        Ok(match self.find(true)? {
            Found::Starved | Found::Ended => None,
            Found::Buffered { range, fault } => {
                let Entry { range, byte, length, fault } = self.entry(range, fault);
                Some(Piece { bytes: &self.buffer[range], byte, length, fault })
            }
            Found::Dropped(Drop { byte, length, head, fault }) => {
                self.head = head;
                Some(Piece { bytes: &self.head, byte, length, fault: Some(fault) })
            }
        })
    }

    /// The next records, about a chunk of them, none at the end. The buffer itself is handed over: what is
    /// copied is the beginning of the record that it breaks off in.
    pub(super) fn stretch(&mut self) -> io::Result<Option<Stretch>> {
        let (mut entries, mut dropped) = (Vec::new(), None);
        while dropped.is_none() {
            match self.find(entries.is_empty()) {
                Ok(Found::Buffered { range, fault }) => entries.push(self.entry(range, fault)),
                // What is shown of it goes behind the records before it, in place of what follows.
                Ok(Found::Dropped(drop)) => dropped = Some(drop),
                Ok(Found::Starved | Found::Ended) => break,
                Err(error) if entries.is_empty() => return Err(error),
                // Told once the records before it are delivered.
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        if entries.is_empty() && dropped.is_none() {
            return Ok(None);
        }
        let gone = self.splitter.kept_from();
        let rest = &self.buffer[gone..];
        let mut next = Vec::with_capacity(if self.ended { rest.len() } else { rest.len() + self.chunk });
        next.extend_from_slice(rest);
        let mut data = std::mem::replace(&mut self.buffer, next);
        self.shift(gone);
        if let Some(Drop { byte, length, head, fault }) = dropped {
            data.truncate(gone);
            data.extend_from_slice(&head);
            entries.push(Entry { range: gone..data.len(), byte, length, fault: Some(fault) });
        }
        Ok(Some(Stretch { data, entries }))
    }

    fn entry(&self, range: Range<usize>, fault: Option<Fault>) -> Entry {
        let (byte, length) = (self.base + wide(range.start), wide(range.len()));
        let fault = fault.or((range.len() > self.max_record).then_some(Fault::TooLong));
        let end = if fault.is_some() { range.end.min(range.start + RAW) } else { range.end };
        Entry { range: range.start..end, byte, length, fault }
    }

    /// Looks for the next piece, in what is buffered and, if `more`, in what can be read.
    fn find(&mut self, more: bool) -> io::Result<Found> {
        let limit = self.max_record.saturating_mul(LOOKAHEAD);
        loop {
            if self.dropping.is_some() {
                if let Some(found) = self.drop_on()? {
                    return Ok(found);
                }
            } else {
                match self.splitter.advance(&self.buffer, limit) {
                    Step::Record(range) => return Ok(Found::Buffered { range, fault: None }),
                    Step::Starved if !self.ended => {}
                    Step::Starved => {
                        if let Some(error) = self.failed.take() {
                            self.splitter.restart(self.buffer.len());
                            return Err(error);
                        }
                        if self.splitter.open_quote().is_none() {
                            let last = self.splitter.finish(&self.buffer);
                            let found = |range| Found::Buffered { range, fault: None };
                            return Ok(last.map_or(Found::Ended, found));
                        }
                        match self.give_up() {
                            Some(found) => return Ok(found),
                            None => continue,
                        }
                    }
                    Step::Long => match self.give_up() {
                        Some(found) => return Ok(found),
                        None => continue,
                    },
                }
            }
            if !more {
                return Ok(Found::Starved);
            }
            self.fill();
        }
    }

    /// The present record will not end: it is given up to the end of the line in which its last quote
    /// was opened, and reading starts afresh on the next line. Where that line end is not in sight
    /// either, the line is dropped as it comes.
    fn give_up(&mut self) -> Option<Found> {
        let open = self.splitter.open();
        let quote = self.splitter.open_quote();
        let fault = if quote.is_some() { Fault::Unclosed } else { Fault::TooLong };
        let seen = &self.buffer[..open.end];
        let end = quote.and_then(|quote| self.splitter.line_end(seen, quote));
        if let Some(end) = end {
            self.splitter.restart(end + 1);
            return Some(Found::Buffered { range: open.start..end, fault: Some(fault) });
        }
        let head = seen[open.start..].iter().take(RAW).copied().collect();
        self.splitter.restart(open.end);
        self.dropping =
            Some(Drop { byte: self.base + wide(open.start), length: wide(open.len()), head, fault });
        None
    }

    /// Drops what is buffered of a line; its piece once it ends.
    fn drop_on(&mut self) -> io::Result<Option<Found>> {
        let from = self.splitter.kept_from();
        let end = self.splitter.line_end(&self.buffer, from);
        let stop = end.unwrap_or(self.buffer.len());
        self.splitter.restart(end.map_or(stop, |end| end + 1));
        if let Some(drop) = &mut self.dropping {
            drop.length += wide(stop - from);
        }
        if end.is_none() && !self.ended {
            return Ok(None);
        }
        if let Some(error) = self.failed.take_if(|_| end.is_none()) {
            self.dropping = None;
            return Err(error);
        }
        Ok(self.dropping.take().map(Found::Dropped))
    }

    /// The first `gone` bytes were taken from the front of the buffer.
    fn shift(&mut self, gone: usize) {
        self.splitter.shift(gone);
        self.base += wide(gone);
    }

    /// Reads another chunk behind what is still needed.
    fn fill(&mut self) {
        let gone = self.splitter.kept_from();
        self.buffer.drain(..gone);
        self.shift(gone);
        if self.buffer.capacity() > 8 * self.chunk && self.buffer.len() < self.chunk {
            self.buffer.shrink_to(2 * self.chunk);
        }
        let old = self.buffer.len();
        self.buffer.resize(old + self.chunk, 0);
        let mut at = old;
        while at < self.buffer.len() {
            match self.input.read(&mut self.buffer[at..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => at += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.failed = Some(error);
                    break;
                }
            }
        }
        self.buffer.truncate(at);
    }
}

#[cfg(test)]
#[path = "pieces_tests.rs"]
mod tests;
