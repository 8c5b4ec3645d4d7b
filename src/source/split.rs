//! Finds where records begin and end, and nothing else: the state machine of the `csv` crate,
//! reduced to what moves a boundary, or plain lines.
//!
//! A quote means something only where a field starts; after the closing quote other text carries the
//! field on unquoted. A record ends at CR, LF or both; wholly blank lines are no records.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

/// What separates records.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// Fields parted by this byte, quoted with `"`.
    Fields(u8),
    /// One record a line, ended by LF.
    Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first byte of a record.
    Record,
    /// Before the first byte of a field.
    Field,
    /// In an unquoted field, or in what follows a closing quote.
    Plain,
    /// Inside quotes.
    Quoted,
    /// After a quote inside quotes: it closes the field or is the first of two.
    Closing,
}

/// What a look at the bytes brought.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A record, without its line end.
    Record(Range<usize>),
    /// The bytes are used up; go on when there are more.
    Starved,
    /// The record has reached the limit and has not ended.
    Long,
}

/// The place in a buffer up to which records have been found. Resumable at every byte.
#[derive(Clone, Debug)]
pub(super) struct Splitter {
    rule: Rule,
    state: State,
    /// The next byte to look at.
    at: usize,
    /// Where the present record starts.
    start: usize,
    /// Where the last quoted field was opened.
    quote: usize,
}

impl Splitter {
    pub(super) fn new(rule: Rule) -> Self {
        Self { rule, state: State::Record, at: 0, start: 0, quote: 0 }
    }

    /// The first byte that is still needed.
    pub(super) fn kept_from(&self) -> usize {
        if self.state == State::Record { self.at } else { self.start }
    }

    /// The present record as far as it was looked at.
    pub(super) fn open(&self) -> Range<usize> {
        self.start..self.at
    }

    /// The opening quote, while a quoted field is open.
    pub(super) fn open_quote(&self) -> Option<usize> {
        (self.state == State::Quoted).then_some(self.quote)
    }

    /// `count` bytes were taken away from the front of the buffer.
    pub(super) fn shift(&mut self, count: usize) {
        self.at -= count;
        self.start = self.start.saturating_sub(count);
        self.quote = self.quote.saturating_sub(count);
    }

    /// Starts afresh at `at`, as at the beginning of a file.
    pub(super) fn restart(&mut self, at: usize) {
        self.at = at;
        self.state = State::Record;
    }

    /// The next line end at or after `from`.
    pub(super) fn line_end(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let found = match self.rule {
            Rule::Fields(_) => memchr2(b'\r', b'\n', rest),
            Rule::Lines => memchr(b'\n', rest),
        };
        found.map(|found| from + found)
    }

    /// Goes on to the end of the present record. No more than `limit` bytes of it are looked at.
    pub(super) fn advance(&mut self, bytes: &[u8], limit: usize) -> Step {
        match self.rule {
            Rule::Fields(delimiter) => self.advance_fields(bytes, limit, delimiter),
            Rule::Lines => self.advance_lines(bytes, limit),
        }
    }

    /// The last record, when no more bytes will come. An open quote is not a record.
    pub(super) fn finish(&mut self, bytes: &[u8]) -> Option<Range<usize>> {
        let open = match self.state {
            State::Record | State::Quoted => return None,
            State::Field | State::Plain | State::Closing => self.start..bytes.len(),
        };
        self.restart(bytes.len());
        (matches!(self.rule, Rule::Fields(_)) || !is_blank(&bytes[open.clone()])).then_some(open)
    }

    fn advance_fields(&mut self, bytes: &[u8], limit: usize, delimiter: u8) -> Step {
        let mut stop = self.stop(bytes, limit);
        loop {
            if self.at >= stop {
                return self.halted(stop, limit);
            }
            let byte = bytes[self.at];
            match self.state {
                State::Record => {
                    if byte == b'\n' || byte == b'\r' {
                        self.at += 1;
                    } else {
                        self.start = self.at;
                        self.state = State::Field;
                        stop = self.stop(bytes, limit);
                    }
                }
                State::Field if byte == b'"' => {
                    self.quote = self.at;
                    self.at += 1;
                    self.state = State::Quoted;
                }
                State::Quoted => match memchr(b'"', &bytes[self.at..stop]) {
                    Some(found) => {
                        self.at += found + 1;
                        self.state = State::Closing;
                    }
                    None => self.at = stop,
                },
                State::Closing if byte == b'"' => {
                    self.at += 1;
                    self.state = State::Quoted;
                }
                State::Field | State::Plain | State::Closing => {
                    let Some(found) = memchr3(delimiter, b'\r', b'\n', &bytes[self.at..stop]) else {
                        self.at = stop;
                        self.state = State::Plain;
                        continue;
                    };
                    let end = self.at + found;
                    self.at = end + 1;
                    if bytes[end] == delimiter {
                        self.state = State::Field;
                    } else {
                        self.state = State::Record;
                        return Step::Record(self.start..end);
                    }
                }
            }
        }
    }

    fn advance_lines(&mut self, bytes: &[u8], limit: usize) -> Step {
        loop {
            if self.state == State::Record {
                if self.at >= bytes.len() {
                    return Step::Starved;
                }
                self.start = self.at;
                self.state = State::Plain;
            }
            let stop = self.stop(bytes, limit);
            match memchr(b'\n', &bytes[self.at..stop]) {
                Some(found) => {
                    let line = self.start..self.at + found;
                    self.restart(line.end + 1);
                    if !is_blank(&bytes[line.clone()]) {
                        return Step::Record(line);
                    }
                }
                None => {
                    self.at = stop;
                    return self.halted(stop, limit);
                }
            }
        }
    }

    /// How far the present record may be read.
    fn stop(&self, bytes: &[u8], limit: usize) -> usize {
        match self.state {
            State::Record => bytes.len(),
            _ => bytes.len().min(self.start.saturating_add(limit)),
        }
    }

    fn halted(&self, stop: usize, limit: usize) -> Step {
        let full = self.state != State::Record && stop - self.start >= limit;
        if full { Step::Long } else { Step::Starved }
    }
}

/// Whether a line of JSON Lines holds nothing.
fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of `text`, given to the splitter `step` bytes at a time.
    fn split(rule: Rule, text: &str, step: usize) -> Vec<&str> {
        let mut splitter = Splitter::new(rule);
        let mut found = Vec::new();
        let mut seen = 0;
        loop {
            match splitter.advance(&text.as_bytes()[..seen], usize::MAX) {
                Step::Record(range) => found.push(&text[range]),
                Step::Starved if seen == text.len() => break,
                Step::Starved => seen = text.len().min(seen + step),
                Step::Long => unreachable!("there is no limit"),
            }
        }
        found.extend(splitter.finish(text.as_bytes()).map(|range| &text[range]));
        found
    }

    #[test]
    fn records_end_where_they_should() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("\n\r\n\r", &[]),
            ("a,b\nc,d", &["a,b", "c,d"]),
            ("a,b\r\nc,d\r\n", &["a,b", "c,d"]),
            ("a\rb\r\rc", &["a", "b", "c"]),
            ("\"x\ny\",1\n2", &["\"x\ny\",1", "2"]),
            ("\"x\"\"\ny\",1\n2", &["\"x\"\"\ny\",1", "2"]),
            ("a\"b\nc", &["a\"b", "c"]),
            ("\"a\"b\"\nc", &["\"a\"b\"", "c"]),
            (",,\n,\n", &[",,", ","]),
            ("\"\"\n\"\"", &["\"\"", "\"\""]),
            ("a,", &["a,"]),
        ];
        for (text, want) in cases {
            for step in 1..5 {
                assert_eq!(&split(Rule::Fields(b','), text, step), want, "{text:?} by {step}");
            }
        }
    }

    #[test]
    fn lines_are_lines() {
        for step in 1..5 {
            assert_eq!(split(Rule::Lines, "{}\r\n \n\n{\"a\":\"\r\"}\n  ", step), ["{}\r", "{\"a\":\"\r\"}"]);
        }
    }

    #[test]
    fn the_limit_counts_bytes_of_the_record_whatever_the_buffer() {
        for len in 9..14 {
            let mut splitter = Splitter::new(Rule::Fields(b','));
            assert_eq!(splitter.advance(&b"\n\nab\ncdefghijkl"[..len], 4), Step::Record(2..4));
            assert_eq!(splitter.advance(&b"\n\nab\ncdefghijkl"[..len], 4), Step::Long, "{len}");
            assert_eq!(splitter.open(), 5..9);
        }
    }
}
