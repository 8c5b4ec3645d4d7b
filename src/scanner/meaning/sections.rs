//! The section that a mention stands in, and the status its heading gives.
//!
//! A heading of the dictionary that stands as a heading (on a line of its own, before a colon, or glued between
//! sentences) rules until the next one. So does a line that is not known but looks like a heading and holds a word
//! that tells its sort ("What skills you'll need to bring:"). Text about the company ends at anything that looks
//! like a heading, known or not, so that an unknown heading never hides demand.

use super::super::edges;
use super::super::phrases::Phrases;
use super::super::words::each_beginning;
use super::Span;
use super::headings::{
    LONGEST_LINE, LONGEST_PHRASE, glued_phrase, is_question, is_seam, is_shouted, is_title, offset,
    phrase_before, question, shouted_phrase, stands_as_heading,
};
use super::parts::{Looks, Parts, weight};
use crate::dictionary::{Dictionary, Status};
use crate::ids::RuleId;

/// How many bytes behind the last mention headings are looked for.
const TAIL: usize = 256;

#[derive(Debug)]
pub(super) struct Sections {
    /// Owned by the places in `sorts`.
    phrases: Phrases,
    /// Whether a heading begins with this byte: a capital, but for those that count wherever they stand.
    begins: [bool; 256],
    /// Whether one begins with something else than a letter or digit of ASCII.
    strange: bool,
    parts: Parts,
    sorts: Vec<Sort>,
}

/// What a heading does.
#[derive(Clone, Copy, Debug)]
struct Sort {
    status: Status,
    soft: bool,
    anywhere: bool,
    duties: bool,
}

/// A place from which a heading rules; none where it only ends what stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: usize,
    heading: Option<usize>,
    /// Whether it is known by a part of its line only.
    part: bool,
    /// Where its words begin.
    begin: usize,
}

/// Buffers that are used again for every text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    events: Vec<Event>,
    /// Where headings may begin: at capitals, and where words do with which a heading does.
    places: Vec<usize>,
    folded: String,
}

impl Sections {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut phrases = Vec::new();
        let mut begins = [false; 256];
        for (index, heading) in dictionary.headings().iter().enumerate() {
            for word in &heading.words {
                let word = word.trim();
                if let Some(first) = word.bytes().next() {
                    begins[usize::from(first.to_ascii_uppercase())] = true;
                    begins[usize::from(first)] |= heading.anywhere;
                }
                if word.contains('\'') {
                    phrases.push((word.replace('\'', "\u{2019}"), index));
                }
                phrases.push((word.to_owned(), index));
            }
        }
        let sorts = dictionary.headings().iter().map(|heading| Sort {
            status: heading.status,
            soft: heading.soft,
            anywhere: heading.anywhere,
            duties: heading.duties,
        });
        Self {
            phrases: Phrases::in_either_case(phrases),
            strange: (0..=255_u8).any(|byte| begins[usize::from(byte)] && !byte.is_ascii_alphanumeric()),
            begins,
            parts: Parts::new(dictionary),
            sorts: sorts.collect(),
        }
    }

    /// Gives every span the status of its section. `spans` are in order.
    pub(super) fn apply(&self, text: &str, spans: &mut [Span], scratch: &mut Scratch) {
        let Some(last) = spans.last().filter(|_| !self.sorts.is_empty()) else { return };
        // A heading behind the last span ends its sentence.
        let end = edges::floor(text, text.len().min(last.end + TAIL));
        self.events(text, end, scratch);
        let mut events = scratch.events.iter().copied().peekable();
        let mut section: Option<usize> = None;
        let mut begun = 0;
        let mut next = scratch.events.iter().peekable();
        for span in spans {
            while next.next_if(|event| event.begin < span.end).is_some() {}
            span.until = next.peek().map_or(text.len(), |event| event.begin);
            while let Some(event) = events.next_if(|event| event.at <= span.start) {
                begun = event.at;
                let now = section.map(|at: usize| self.sorts[at].status);
                let stays = match section.map(|at| self.sorts[at]) {
                    Some(Sort { status: Status::Preferred, .. }) => true,
                    // "Technical expertise: advise the team on …" is one of the duties.
                    Some(Sort { duties: true, .. }) => event.part,
                    _ => false,
                };
                match event.heading {
                    Some(heading) if stays && self.sorts[heading].soft => {}
                    Some(heading) => section = Some(heading),
                    None if now == Some(Status::Boilerplate) => section = None,
                    None => {}
                }
            }
            span.section = begun;
            if let Some(heading) = section {
                span.status = self.sorts[heading].status;
                span.in_duties = self.sorts[heading].duties;
                span.rule = Some(rule(heading));
            }
        }
    }

    /// The headings of the dictionary before `last`, leftmost and longest. They may begin at `places`.
    fn known(&self, text: &str, last: usize, places: &[usize], events: &mut Vec<Event>) {
        let bytes = &text.as_bytes()[..last];
        let mut done = 0;
        for &begin in places {
            if begin < done || !self.begins[usize::from(bytes[begin])] {
                continue;
            }
            let mut longest = None;
            self.phrases.each_at(bytes, begin, |end, owners| longest = Some((end, owners[0])));
            let Some((at, heading)) = longest else { continue };
            if self.sorts[heading].anywhere || stands_as_heading(text, begin, at, self.sorts[heading].soft) {
                events.push(Event { at, begin, heading: Some(heading), part: false });
            }
            done = at;
        }
    }

    /// Every place up to `last` where a section begins or company text ends.
    fn events(&self, text: &str, last: usize, scratch: &mut Scratch) {
        let Scratch { events, places, folded } = scratch;
        events.clear();
        places.clear();
        let bytes = text.as_bytes();
        let wanted = |byte: u8| byte.is_ascii_uppercase() || self.begins[usize::from(byte)];
        if self.strange {
            places.extend((0..last).filter(|at| wanted(bytes[*at])));
        } else {
            each_beginning(&bytes[..last], |at, byte| {
                if wanted(byte) {
                    places.push(at);
                }
            });
        }
        self.known(text, last, places, events);
        let known = events.len();
        let mut begin = 0;
        for at in memchr::memchr3_iter(b':', b'\n', b'\r', &text.as_bytes()[..last]) {
            if text.as_bytes()[at] == b':' {
                if let Some(phrase) = phrase_before(text, at) {
                    let heading = self.parts.of(phrase, Looks::Sure, folded);
                    let ends_line =
                        text[at + 1..].trim_start_matches([' ', '*', '_', '\t']).starts_with(['\n', '\r']);
                    if heading.is_some() || ends_line || is_shouted(phrase) {
                        events.push(Event { at: at + 1, begin: offset(text, phrase), heading, part: true });
                    }
                }
                continue;
            }
            let line = text[begin..at]
                .trim_matches(|c: char| matches!(c, '*' | '_' | '#' | '|' | '=' | '~') || c.is_whitespace());
            begin = at + 1;
            if line.is_empty()
                || line.len() > LONGEST_LINE
                || line.split_whitespace().count() > LONGEST_PHRASE
                || line.ends_with([':', '.', ',', ';'])
            {
                continue;
            }
            let shouted = is_shouted(line);
            let title = is_title(line);
            if shouted || title || line.starts_with(char::is_uppercase) {
                let looks = if shouted || is_question(line) {
                    Looks::Sure
                } else if title {
                    Looks::Title
                } else {
                    Looks::Line
                };
                let heading = self.parts.of(line, looks, folded);
                if heading.is_some() || shouted {
                    events.push(Event { at: at + 1, begin: offset(text, line), heading, part: true });
                }
            }
        }
        let seams = places.iter().filter(|at| bytes[**at].is_ascii_uppercase() && is_seam(bytes, **at));
        for &place in seams {
            let sure = question(text, place).or_else(|| shouted_phrase(text, place));
            let (phrase, looks) = match sure {
                Some(phrase) => (phrase, Looks::Sure),
                None => match glued_phrase(text, place) {
                    Some(phrase) => (phrase, Looks::Glued),
                    None => continue,
                },
            };
            if let Some(heading) = self.parts.of(phrase, looks, folded) {
                events.push(Event {
                    at: place + phrase.len(),
                    begin: place,
                    heading: Some(heading),
                    part: true,
                });
            }
        }
        // What is known by its whole phrase says more than a part of its line, so it comes last where both end at
        // one place, and a part does not take over in the same line.
        let (exact, parts) = events.split_at_mut(known);
        for part in parts {
            let place = exact.partition_point(|event| event.at <= part.at);
            let same_line =
                |event: &Event| text[event.at..part.at].chars().all(|c| c.is_whitespace() || c == ':');
            let Some(known) = exact[..place].last().filter(|event| same_line(event)) else { continue };
            // But "Desired skills and qualifications" says more than its last word.
            let weight = |event: &Event| event.heading.map_or(0, |at| weight(self.sorts[at].status));
            let titled = text.get(part.begin..known.begin).is_some_and(is_title);
            if !titled || weight(known) >= weight(part) {
                part.heading = known.heading;
                part.part = false;
            }
        }
        events.sort();
    }
}

fn rule(heading: usize) -> RuleId {
    Dictionary::heading_rule(heading)
}
