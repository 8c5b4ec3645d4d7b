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
    Buffered { range: Range<usize>, fault: Option<Fault> },
    Dropped(Drop),
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
    /// `base` is the offset of the first byte that `input` gives.
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
        let piece = match self.find()? {
            None => return Ok(None),
            Some(Found::Buffered { range, fault }) => {
                let (byte, length) = (self.base + wide(range.start), wide(range.len()));
                let fault = fault.or((range.len() > self.max_record).then_some(Fault::TooLong));
                let bytes = &self.buffer[range];
                let bytes = if fault.is_some() { &bytes[..bytes.len().min(RAW)] } else { bytes };
                Piece { bytes, byte, length, fault }
            }
            Some(Found::Dropped(Drop { byte, length, head, fault })) => {
                self.head = head;
                Piece { bytes: &self.head, byte, length, fault: Some(fault) }
            }
        };
        Ok(Some(piece))
    }

    /// Tells a failure again at the next call, in place of more records.
    pub(super) fn fail_later(&mut self, error: io::Error) {
        self.failed = Some(error);
    }

    fn find(&mut self) -> io::Result<Option<Found>> {
        let limit = self.max_record.saturating_mul(LOOKAHEAD);
        loop {
            if self.dropping.is_some() {
                if let Some(found) = self.drop_on()? {
                    return Ok(Some(found));
                }
                continue;
            }
            match self.splitter.advance(&self.buffer, limit) {
                Step::Record(range) => return Ok(Some(Found::Buffered { range, fault: None })),
                Step::Long => {
                    if let Some(found) = self.give_up() {
                        return Ok(Some(found));
                    }
                }
                Step::Starved if !self.ended => self.fill(),
                Step::Starved => {
                    if let Some(error) = self.failed.take() {
                        self.splitter.restart(self.buffer.len());
                        return Err(error);
                    }
                    if self.splitter.open_quote().is_none() {
                        let last = self.splitter.finish(&self.buffer);
                        return Ok(last.map(|range| Found::Buffered { range, fault: None }));
                    }
                    if let Some(found) = self.give_up() {
                        return Ok(Some(found));
                    }
                }
            }
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

    /// Drops what is buffered of a line, and more until it ends.
    fn drop_on(&mut self) -> io::Result<Option<Found>> {
        let from = self.splitter.kept_from();
        let end = self.splitter.line_end(&self.buffer, from);
        let stop = end.unwrap_or(self.buffer.len());
        self.splitter.restart(end.map_or(stop, |end| end + 1));
        if let Some(drop) = &mut self.dropping {
            drop.length += wide(stop - from);
        }
        if end.is_some() || self.ended {
            if let Some(error) = self.failed.take_if(|_| end.is_none()) {
                self.dropping = None;
                return Err(error);
            }
            return Ok(self.dropping.take().map(Found::Dropped));
        }
        self.fill();
        Ok(None)
    }

    /// Reads another chunk behind what is still needed.
    fn fill(&mut self) {
        let gone = self.splitter.kept_from();
        self.buffer.drain(..gone);
        self.splitter.shift(gone);
        self.base += wide(gone);
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
mod tests {
    use super::*;

    type Seen = (String, u64, u64, Option<Fault>);

    fn pieces(text: &str, chunk: usize, max: usize) -> Vec<Seen> {
        let mut pieces = Pieces::new(text.as_bytes(), Rule::Fields(b','), 0, chunk, max);
        let mut seen = Vec::new();
        while let Some(piece) = pieces.next().expect("reads from memory") {
            let shown = String::from_utf8_lossy(piece.bytes).into_owned();
            seen.push((shown, piece.byte, piece.length, piece.fault));
        }
        assert!(pieces.buffer.capacity() <= 16 * (4 * max + chunk + 8), "memory stays bounded");
        seen
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_line() {
        let long = format!("a\n\"open\n{}b,c\n", "line\n".repeat(50));
        for chunk in [1, 3, 16, 4096] {
            let seen = pieces(&long, chunk, 20);
            assert_eq!(seen.len(), 53, "chunk {chunk}");
            assert_eq!(seen[1], ("\"open".into(), 2, 5, Some(Fault::Unclosed)));
            assert_eq!(seen[52], ("b,c".into(), 258, 3, None));
            let seen = pieces("a\nb,\"x\n y\",\"z\nc\n", chunk, 20);
            let unclosed = ("b,\"x\n y\",\"z".to_owned(), 2, 11, Some(Fault::Unclosed));
            assert_eq!(seen, [("a".into(), 0, 1, None), unclosed, ("c".into(), 14, 1, None)]);
            let seen = pieces("a,\"b", chunk, 20);
            assert_eq!(seen, [("a,\"b".into(), 0, 4, Some(Fault::Unclosed))]);
        }
    }

    #[test]
    fn what_is_too_long_is_told_and_passed_over() {
        for (length, quoted) in [(21, false), (79, true), (79, false), (81, false), (100_000, false)] {
            let field = if quoted { format!("\"{}\"", "x".repeat(length - 2)) } else { "x".repeat(length) };
            let text = format!("a\n{field}\nb\n");
            for chunk in [1, 7, 4096] {
                let seen = pieces(&text, chunk, 20);
                let raw = field[..length.min(RAW)].to_owned();
                let raw = if length > 80 { raw[..raw.len().min(80)].to_owned() } else { raw };
                let length = wide(length);
                let want = [
                    ("a".to_owned(), 0, 1, None),
                    (raw, 2, length, Some(Fault::TooLong)),
                    ("b".into(), 3 + length, 1, None),
                ];
                assert_eq!(seen, want, "length {length} chunk {chunk}");
            }
        }
        let hopeless = format!("\"{}", "x".repeat(5000));
        assert_eq!(pieces(&hopeless, 64, 20)[0].2, 5001);
    }
}
