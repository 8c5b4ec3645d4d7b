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
const LONGEST_PHRASE: usize = 11;
/// How many characters on either side of a heading its line is looked at.
const LINE_REACH: usize = 256;
/// How many bytes behind the last mention headings are looked for.
const TAIL: usize = 256;

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
    /// Where its words begin.
    begin: usize,
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
        // A heading behind the last span ends its sentence.
        let mut end = text.len().min(last.end + TAIL);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
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

    /// Every place up to `last` where a section begins or company text ends.
    fn events(&self, text: &str, last: usize, scratch: &mut Scratch) {
        let Scratch { events, folded } = scratch;
        events.clear();
        for found in self.finder.find_iter(&text[..last]) {
            let heading = self.owners[found.pattern().as_usize()];
            if self.sorts[heading].anywhere
                || stands_as_heading(text, found.start(), found.end(), self.sorts[heading].soft)
            {
                let (begin, at) = (found.start(), found.end());
                events.push(Event { at, begin, heading: Some(heading), part: false });
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
                        events.push(Event { at: at + 1, begin: offset(text, phrase), heading, part: true });
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
        for place in seams(text, last) {
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
    /// It stands in title case between seams of stripped HTML: "our team.What You'll NeedJava".
    Glued,
}

/// For which lines a part tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Those that are surely headings.
    Sure,
    /// Those in title case too.
    Title,
    /// Those that begin with it.
    Begins,
}

/// The words that tell what sort of heading an unknown line is.
#[derive(Debug)]
struct Parts {
    finder: AhoCorasick,
    /// The heading of each pattern, and for which lines it tells.
    owners: Vec<(usize, Part)>,
    statuses: Vec<Status>,
}

impl Parts {
    fn new(dictionary: &Dictionary) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (index, heading) in dictionary.headings().iter().enumerate() {
            let all = [
                (&heading.parts, Part::Sure),
                (&heading.title_parts, Part::Title),
                (&heading.begins, Part::Begins),
            ];
            for (words, part) in all {
                patterns.extend(words.iter().map(|word| fold::fold(word)));
                owners.extend(words.iter().map(|_| (index, part)));
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
        let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let found: Vec<_> = whole_words(&self.finder, folded)
            .filter(|(bytes, pattern)| match (self.owners[*pattern].1, looks) {
                (Part::Begins, _) => bytes.start == 0,
                (_, Looks::Sure) => true,
                (Part::Sure, _) => false,
                (Part::Title, Looks::Title) => is_general(folded, bytes),
                // A single noun ends many an item: "contributor to open source libraries or functions".
                (Part::Title, Looks::Line) => {
                    bytes.end == end
                        && (folded[bytes.clone()].contains(' ') || folded.matches(' ').count() <= 2)
                }
                (Part::Title, Looks::Glued) => {
                    (bytes.start == 0 || bytes.end == end) && is_general(folded, bytes)
                }
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

/// Words beside a "required" or "preferred" that make a heading with it: "Technical Skills Required", but "Bachelor's
/// Degree Required" is an item.
const GENERAL: [&str; 34] = [
    "abilities",
    "additional",
    "attributes",
    "background",
    "certifications",
    "competencies",
    "criteria",
    "desired",
    "education",
    "experience",
    "experiences",
    "expertise",
    "general",
    "highly",
    "job",
    "key",
    "knowledge",
    "level",
    "minimum",
    "other",
    "preferred",
    "professional",
    "qualification",
    "qualifications",
    "required",
    "requirements",
    "skill",
    "skills",
    "specific",
    "strongly",
    "technical",
    "tools",
    "training",
    "work",
];

/// Whether the part at `bytes` of `line` says more than how much is asked, or all that stands beside it is general.
fn is_general(line: &str, bytes: &Range<usize>) -> bool {
    let part = &line[bytes.clone()];
    // "Experience in retail (preferred)"
    if line[..bytes.start].ends_with('(') && bytes.start > 1 {
        return false;
    }
    let degree = ["required", "preferred", "desired", "recommended", "needed", "essential"].contains(&part);
    !degree
        || [&line[..bytes.start], &line[bytes.end..]]
            .iter()
            .flat_map(|rest| rest.split(|c: char| !c.is_alphabetic()))
            .all(|word| word.len() <= 3 || GENERAL.contains(&word))
}

/// Whether `line` asks what a heading answers: "What do you need to join us?"
fn is_question(line: &str) -> bool {
    let word = line.split([' ', '\'', '\u{2019}']).next().unwrap_or("");
    line.ends_with('?')
        && ["what", "who", "why", "how", "where", "which"].iter().any(|open| word.eq_ignore_ascii_case(open))
}

/// The question that begins at `start` and is answered on the same line: "What are we looking for?Three years of".
fn question(text: &str, start: usize) -> Option<&str> {
    let tail = &text[start..];
    let end = tail
        .char_indices()
        .take(LONGEST_LINE)
        .find(|(_, c)| !c.is_alphanumeric() && !" '\u{2019}-/&".contains(*c))
        .filter(|(_, c)| *c == '?')
        .map(|(at, c)| at + c.len_utf8())?;
    Some(&tail[..end]).filter(|phrase| is_question(phrase) && phrase.split(' ').count() <= LONGEST_PHRASE)
}

/// Where `part` stands in `text`, of which it is a piece.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// The capitals up to `last` with which something begins: a line, a sentence, or a seam of stripped HTML.
fn seams(text: &str, last: usize) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..last).filter(|at| {
        let before = |back: usize| at.checked_sub(back).map(|at| bytes[at]);
        let opens = |byte: Option<u8>| byte.is_none_or(|byte| b"\n\r.!?:;)*".contains(&byte));
        bytes[*at].is_ascii_uppercase()
            && match before(1) {
                Some(b' ') => before(2) == Some(b' ') || opens(before(2)),
                byte => opens(byte) || byte.is_some_and(|byte| byte.is_ascii_lowercase()),
            }
    })
}

/// The words in capitals from `start`, if they are some and other words follow on the line:
/// "POSITION QUALIFICATIONSBachelor's degree".
fn shouted_phrase(text: &str, start: usize) -> Option<&str> {
    let line = &text[start..];
    let end = line
        .char_indices()
        .take(LONGEST_LINE)
        .find(|(_, c)| !c.is_uppercase() && !" '\u{2019}&/-–,()".contains(*c))
        .map(|(at, _)| at)?;
    let next = line[end..].chars().next()?;
    let mut phrase = &line[..end];
    if next.is_lowercase() {
        phrase = &phrase[..phrase.char_indices().next_back()?.0];
    } else if !next.is_ascii_digit() && !BULLETS.contains(&next) {
        return None;
    }
    let phrase = phrase.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let letters = phrase.chars().filter(|c| c.is_uppercase()).count();
    let long = phrase.split(|c: char| !c.is_alphabetic()).any(|word| word.len() >= 6);
    (letters >= 8 && long).then_some(phrase)
}

/// Small words of a heading in title case.
const SMALL: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "do", "for", "have", "in", "is", "need", "of", "on", "or",
    "our", "the", "this", "to", "us", "we", "with", "you",
];

/// The words in title case from `start` to the seam that glues them to what follows, if there is one.
fn glued_phrase(text: &str, start: usize) -> Option<&str> {
    let mut words = 0;
    let mut word = start;
    let mut before = ' ';
    let mut small = true;
    for (at, c) in text[start..].char_indices().take(LONGEST_LINE) {
        let at = start + at;
        let seam = before.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit());
        let ends = seam || BULLETS.contains(&c) || (c == ' ' && before == ' ');
        if ends || c == ' ' {
            let whole = &text[word..at];
            let title = whole.starts_with(|c: char| c.is_uppercase() || "&/-–(".contains(c));
            if !title && !whole.is_empty() && !SMALL.contains(&whole) {
                return None;
            }
            words += 1;
            small &= !title;
            if ends {
                let phrase = text[start..at].trim_end();
                return (phrase.contains(' ') && !small).then_some(phrase);
            }
            if words >= LONGEST_PHRASE {
                return None;
            }
            word = at + 1;
        }
        if !c.is_alphabetic() && !" '\u{2019}&/-–,()".contains(c) {
            return None;
        }
        before = c;
    }
    None
}

/// The words before the colon at `at`, back to where a sentence, line or item begins, if they are few.
fn phrase_before(text: &str, at: usize) -> Option<&str> {
    // A comma may stand in a heading: "To be successful as our nurse, you'll need:".
    phrase_back_to(text, at, "\n\r.!?;:•●·")
        .filter(|phrase| phrase.starts_with("To ") || phrase.starts_with("If ") || phrase.starts_with("As "))
        .or_else(|| phrase_back_to(text, at, "\n\r.!?;:•●·,"))
}

fn phrase_back_to<'t>(text: &'t str, at: usize, ends: &str) -> Option<&'t str> {
    let mut start = at;
    let mut next: Option<char> = None;
    for (place, c) in text[..at].char_indices().rev() {
        if at - place > LONGEST_LINE {
            return None;
        }
        let seam = (c.is_lowercase() || c == ')') && next.is_some_and(char::is_uppercase);
        if seam || ends.contains(c) || (c == ' ' && next == Some(' ')) {
            break;
        }
        (start, next) = (place, Some(c));
    }
    let phrase = text[start..at].trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if phrase.starts_with(char::is_uppercase) && phrase.split_whitespace().count() <= LONGEST_PHRASE {
        return Some(phrase);
    }
    // A sentence that lost its full stop: "of experience required Responsibilities of the role:", "Family Planning
    // You could be right for us if you have:".
    let mut small_before = false;
    let mut begin = None;
    for word in phrase.split(' ') {
        if (small_before && word.starts_with(char::is_uppercase))
            || ["You", "What", "We", "If", "Your", "To"].contains(&word)
        {
            begin = Some(word.as_ptr() as usize - phrase.as_ptr() as usize);
        }
        small_before = word.starts_with(char::is_lowercase);
    }
    begin.map(|begin| &phrase[begin..])
}

/// Whether the phrase at `start..end`, of a heading that is `soft` or not, is used as a heading.
fn stands_as_heading(text: &str, start: usize, end: usize, soft: bool) -> bool {
    let (head, phrase, tail) = (&text[..start], &text[start..end], &text[end..]);
    if !phrase.starts_with(char::is_uppercase) {
        return false;
    }
    let before = head.chars().next_back();
    let after = tail.chars().next();
    let glued_on = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == ':';
    // "knowledge of SQLPreferred Qualifications": glued to an acronym, and to what follows.
    let acronym = before.is_some_and(char::is_uppercase)
        && head.chars().rev().nth(1).is_some_and(char::is_uppercase)
        && phrase.len() >= 8
        && after.is_none_or(glued_on);
    if after.is_some_and(char::is_lowercase) || (before.is_some_and(char::is_uppercase) && !acronym) {
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
    let words = line_head.trim_end();
    let last = &words[words.rfind(' ').map_or(0, |at| at + 1)..];
    // "Consumer Insights Expertise:" is another phrase, in which parts tell.
    let lower_before = line_head.ends_with(' ')
        && words.ends_with(char::is_lowercase)
        && (!soft || phrase.contains(' ') || !last.starts_with(char::is_uppercase));
    if lower_before && colon {
        return true;
    }
    let opens = opens_line
        || acronym
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
    let seam = before.is_some_and(char::is_lowercase);
    let titled = (phrase.contains(' ') || phrase.len() >= 12 || seam)
        && phrase.split(' ').all(|word| word.len() <= 3 || word.starts_with(|c: char| !c.is_lowercase()));
    let next = tail.trim_start_matches(' ');
    let item = (next.len() < tail.len()
        && (next.starts_with(char::is_uppercase)
            || (next.starts_with(|c: char| c.is_ascii_digit()) && phrase.len() >= 8)))
        || next.starts_with(BULLETS);
    // "these components REQUIREMENTSBachelor's degree".
    let several = phrase.len() >= 8 && (phrase.contains(' ') || !phrase.chars().any(char::is_lowercase));
    titled && (opens || lower_before) && (item || (several && glued))
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
