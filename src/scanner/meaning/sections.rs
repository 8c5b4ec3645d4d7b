//! The section that a mention stands in, and the status its heading gives.
//!
//! A heading of the dictionary that stands as a heading (on a line of its own, before a colon, or glued between
//! sentences) rules until the next one. So does a line that is not known but looks like a heading and holds a word
//! that tells its sort ("What skills you'll need to bring:"). Text about the company ends at anything that looks
//! like a heading, known or not, so that an unknown heading never hides demand.

use super::Span;
use super::cues::whole_words;
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::fold;
use crate::ids::RuleId;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// The longest line, in bytes, that is still taken for a heading.
const LONGEST_LINE: usize = 72;
/// Signs that open a list item.
const BULLETS: [char; 6] = ['•', '·', '●', '▪', '◦', '\u{f0b7}'];
/// The most words of a heading.
const LONGEST_PHRASE: usize = 9;
/// How many characters on either side of a heading its line is looked at.
const LINE_REACH: usize = 256;

#[derive(Debug)]
pub(super) struct Sections {
    finder: AhoCorasick,
    /// The heading of each pattern of the finder.
    owners: Vec<usize>,
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
}

/// Buffers that are used again for every text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    events: Vec<Event>,
    folded: String,
}

impl Sections {
    pub(super) fn new(dictionary: &Dictionary) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (index, heading) in dictionary.headings().iter().enumerate() {
            for word in &heading.words {
                let word = word.trim();
                if word.contains('\'') {
                    patterns.push(word.replace('\'', "\u{2019}"));
                    owners.push(index);
                }
                patterns.push(word.to_owned());
                owners.push(index);
            }
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            // Some hundred headings: the table is small, and every ad with a mention goes through it.
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .map_err(too_many)?;
        let sorts = dictionary.headings().iter().map(|heading| Sort {
            status: heading.status,
            soft: heading.soft,
            anywhere: heading.anywhere,
            duties: heading.duties,
        });
        Ok(Self { finder, owners, parts: Parts::new(dictionary)?, sorts: sorts.collect() })
    }

    /// Gives every span the status of its section. `spans` are in order.
    pub(super) fn apply(&self, text: &str, spans: &mut [Span], scratch: &mut Scratch) {
        let Some(last) = spans.last().filter(|_| !self.sorts.is_empty()) else { return };
        self.events(text, last.start, scratch);
        let mut events = scratch.events.iter().copied().peekable();
        let mut section: Option<usize> = None;
        let mut begun = 0;
        for span in spans {
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

    /// Every place up to `last` where a section begins or company text ends.
    fn events(&self, text: &str, last: usize, scratch: &mut Scratch) {
        let Scratch { events, folded } = scratch;
        events.clear();
        for found in self.finder.find_iter(&text[..last]) {
            let heading = self.owners[found.pattern().as_usize()];
            if self.sorts[heading].anywhere || stands_as_heading(text, found.start(), found.end()) {
                events.push(Event { at: found.end(), heading: Some(heading), part: false });
            }
        }
        let known = events.len();
        let mut begin = 0;
        for at in memchr::memchr3_iter(b':', b'\n', b'\r', &text.as_bytes()[..last]) {
            if text.as_bytes()[at] == b':' {
                if let Some(phrase) = phrase_before(text, at) {
                    let heading = self.parts.of(phrase, Looks::Sure, folded);
                    let ends_line =
                        text[at + 1..].trim_start_matches([' ', '*', '_', '\t']).starts_with(['\n', '\r']);
                    if heading.is_some() || ends_line || is_shouted(phrase) {
                        events.push(Event { at: at + 1, heading, part: true });
                    }
                }
                continue;
            }
            let line = text[begin..at].trim_matches(|c: char| c.is_whitespace() || "*_#|=~".contains(c));
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
                let looks = if shouted {
                    Looks::Sure
                } else if title {
                    Looks::Title
                } else {
                    Looks::Line
                };
                let heading = self.parts.of(line, looks, folded);
                if heading.is_some() || shouted {
                    events.push(Event { at: at + 1, heading, part: true });
                }
            }
        }
        // What is known by its whole phrase says more than a part of its line, so it comes last where both end at
        // one place, and a part does not take over in the same line.
        let (exact, parts) = events.split_at_mut(known);
        for part in parts {
            let place = exact.partition_point(|event| event.at <= part.at);
            let same_line =
                |event: &Event| text[event.at..part.at].chars().all(|c| c.is_whitespace() || c == ':');
            if place > 0 && same_line(&exact[place - 1]) {
                part.heading = exact[place - 1].heading;
                part.part = false;
            }
        }
        events.sort();
    }
}

fn rule(heading: usize) -> RuleId {
    Dictionary::heading_rule(heading)
}

fn too_many(error: aho_corasick::BuildError) -> Error {
    Error::new(ErrorKind::Dictionary, "there are too many headings").because(error)
}

/// How much a line looks like a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// It ends in a colon, or is all in capitals.
    Sure,
    /// It stands alone, in title case.
    Title,
    /// It stands alone: "To be successful in this role, you'll need".
    Line,
}

/// The words that tell what sort of heading an unknown line is.
#[derive(Debug)]
struct Parts {
    finder: AhoCorasick,
    /// For each pattern its heading, and whether it holds only for lines that are surely headings.
    owners: Vec<(usize, bool)>,
    statuses: Vec<Status>,
}

impl Parts {
    fn new(dictionary: &Dictionary) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (index, heading) in dictionary.headings().iter().enumerate() {
            let sure = heading.parts.iter().map(|word| (word, true));
            for (word, sure) in sure.chain(heading.title_parts.iter().map(|word| (word, false))) {
                patterns.push(fold::fold(word));
                owners.push((index, sure));
            }
        }
        let finder = AhoCorasick::builder().build(patterns).map_err(too_many)?;
        let statuses = dictionary.headings().iter().map(|heading| heading.status).collect();
        Ok(Self { finder, owners, statuses })
    }

    /// The heading that `line` is, going by how much it looks like one. Where parts of several
    /// stand in it, what takes demand away goes before what adds it: "Preferred qualifications".
    fn of(&self, line: &str, looks: Looks, folded: &mut String) -> Option<usize> {
        folded.clear();
        // Words that lost what was between them are words all the same.
        let mut from = 0;
        for (at, c) in line.char_indices() {
            if c.is_uppercase() && line[..at].ends_with(char::is_lowercase) {
                fold::fold_into(&line[from..at], fold::Case::Fold, folded);
                folded.push(' ');
                from = at;
            }
        }
        fold::fold_into(&line[from..], fold::Case::Fold, folded);
        let weight = |heading: usize| match self.statuses[heading] {
            Status::Boilerplate => 5,
            Status::Preferred => 4,
            Status::Negated | Status::Obtainable => 3,
            Status::Required => 2,
            Status::Mentioned => 1,
        };
        let end = folded.trim_end().len();
        let found: Vec<_> = whole_words(&self.finder, folded)
            .filter(|(bytes, pattern)| match looks {
                Looks::Sure => true,
                Looks::Title => !self.owners[*pattern].1,
                Looks::Line => !self.owners[*pattern].1 && bytes.end == end,
            })
            .collect();
        // "About the role" is not "about" somebody.
        let within = |inner: &Range<usize>, outer: &Range<usize>| {
            outer.len() > inner.len() && outer.start <= inner.start && inner.end <= outer.end
        };
        found
            .iter()
            .filter(|(bytes, _)| !found.iter().any(|(other, _)| within(bytes, other)))
            .map(|(_, pattern)| self.owners[*pattern].0)
            .max_by_key(|heading| (weight(*heading), usize::MAX - heading))
    }
}

/// The words before the colon at `at`, back to where a sentence, line or item begins, if they are few.
fn phrase_before(text: &str, at: usize) -> Option<&str> {
    let mut start = at;
    let mut next: Option<char> = None;
    for (place, c) in text[..at].char_indices().rev() {
        if at - place > LONGEST_LINE {
            return None;
        }
        let seam = c.is_lowercase() && next.is_some_and(char::is_uppercase);
        if seam || "\n\r.!?;:•●·,".contains(c) || (c == ' ' && next == Some(' ')) {
            break;
        }
        (start, next) = (place, Some(c));
    }
    let phrase = text[start..at].trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if phrase.starts_with(char::is_uppercase) && phrase.split_whitespace().count() <= LONGEST_PHRASE {
        return Some(phrase);
    }
    // A sentence that lost its full stop: "of experience required Responsibilities of the role:".
    let mut small_before = false;
    let mut begin = None;
    for word in phrase.split(' ') {
        if small_before && word.starts_with(char::is_uppercase) {
            begin = Some(word.as_ptr() as usize - phrase.as_ptr() as usize);
        }
        small_before = word.starts_with(char::is_lowercase);
    }
    begin.map(|begin| &phrase[begin..])
}

/// Whether the phrase at `start..end` is used as a heading.
fn stands_as_heading(text: &str, start: usize, end: usize) -> bool {
    let (head, phrase, tail) = (&text[..start], &text[start..end], &text[end..]);
    if !phrase.starts_with(char::is_uppercase) {
        return false;
    }
    let before = head.chars().next_back();
    let after = tail.chars().next();
    if after.is_some_and(char::is_lowercase) || before.is_some_and(char::is_uppercase) {
        return false;
    }
    // A text may be one endless line, with a heading at every word of it.
    let of_line = |c: &char| !matches!(c, '\n' | '\r');
    let bytes = |count: usize, c: char| count + c.len_utf8();
    let line_head = &head[start - head.chars().rev().take(LINE_REACH).take_while(of_line).fold(0, bytes)..];
    let line_tail = &tail[..tail.chars().take(LINE_REACH).take_while(of_line).fold(0, bytes)];
    let decoration = |c: char| !c.is_alphanumeric();
    let opens_line = line_head.chars().all(decoration);
    let closes_line = line_tail.chars().all(decoration);
    if opens_line && closes_line {
        return true;
    }
    let colon =
        line_tail.trim_start_matches(|c: char| c.is_whitespace() || "*)_".contains(c)).starts_with(':');
    let line = line_head.len() + phrase.len() + line_tail.len();
    // "Minimum requirements for this role:", "YOUR QUALIFICATIONS AND SKILLS"
    if line <= LONGEST_LINE {
        let whole = line_head.trim_start_matches(decoration);
        let begins_capital = whole.is_empty() || whole.starts_with(char::is_uppercase);
        let ends_colon = line_tail.trim_end().ends_with(':');
        let shouted = !line_head.chars().chain(line_tail.chars()).any(char::is_lowercase)
            && !phrase.chars().any(char::is_lowercase);
        if (begins_capital && ends_colon) || shouted {
            return true;
        }
    }
    // In running text: after a full stop, a bullet or a seam, and before a colon or a seam.
    let lower_before = line_head.ends_with(' ') && line_head.trim_end().ends_with(char::is_lowercase);
    if lower_before && colon {
        return true;
    }
    let opens = opens_line
        || line_head.trim_end().ends_with(['.', '!', '?', ':', ';', '•', '·', ')', '*'])
        || line_head
            .trim_end()
            .strip_suffix(['-', '–'])
            .is_some_and(|head| !head.ends_with(char::is_alphanumeric))
        || before.is_some_and(char::is_lowercase)
        || line_head.ends_with("  ");
    // "Qualifications2+ years": glued to a number too, where the word is long enough to be no part of a name.
    let glued = after.is_some_and(|c| {
        c.is_uppercase() || BULLETS.contains(&c) || (c.is_ascii_digit() && phrase.len() >= 8)
    });
    if opens && (colon || glued) {
        return true;
    }
    // "(C, Java, SAS) Preferred Qualifications Familiarity with": several words in title case, and then a capital.
    let titled = (phrase.contains(' ') || phrase.len() >= 12)
        && phrase.split(' ').all(|word| word.len() <= 3 || word.starts_with(|c: char| !c.is_lowercase()));
    let next = tail.trim_start_matches(' ');
    let item = (next.len() < tail.len() && next.starts_with(char::is_uppercase)) || next.starts_with(BULLETS);
    // "these components REQUIREMENTSBachelor's degree".
    let shouted = phrase.len() >= 8 && !phrase.chars().any(char::is_lowercase);
    titled && (opens || lower_before) && (item || (shouted && glued))
}

/// Whether `line`, which is short, is all in capitals.
fn is_shouted(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !line.chars().any(char::is_lowercase)
        && line.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
}

/// Whether the words of `line`, but for the small ones, begin with capitals, and no bullet stands before them.
fn is_title(line: &str) -> bool {
    let mut words = 0;
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().all(|word| {
            words += 1;
            word.chars().count() <= 4 || !word.starts_with(char::is_lowercase)
        })
        && words <= 7
}
