//! The section that a mention stands in, and the status its heading gives.
//!
//! The rule is the simplest honest one: a heading of the dictionary that stands as a heading (on a
//! line of its own, before a colon, or glued between sentences) rules until the next one. Text about
//! the company ends at anything that looks like a heading, known or not, so that an unknown heading
//! never hides demand.

use super::mention::Mention;
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::HeadingId;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The longest line, in bytes, that is still taken for a heading.
const LONGEST_LINE: usize = 64;
/// How many characters on either side of a heading its line is looked at.
const LINE_REACH: usize = 256;

#[derive(Debug)]
pub(crate) struct Headings {
    finder: AhoCorasick,
    /// The rule of each pattern of the finder.
    rules: Vec<HeadingId>,
    statuses: Vec<Status>,
}

impl Headings {
    pub(crate) fn new(dictionary: &Dictionary) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut rules = Vec::new();
        for (index, heading) in dictionary.headings().iter().enumerate() {
            let id = HeadingId::new(index).expect("fewer headings than concepts");
            for word in &heading.words {
                let word = word.trim();
                if word.contains('\'') {
                    patterns.push(word.replace('\'', "\u{2019}"));
                    rules.push(id);
                }
                patterns.push(word.to_owned());
                rules.push(id);
            }
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            // Some hundred headings: the table is small, and every ad with a mention goes through it.
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .map_err(|error| {
                Error::new(ErrorKind::Dictionary, "there are too many headings").because(error)
            })?;
        Ok(Self {
            finder,
            rules,
            statuses: dictionary.headings().iter().map(|heading| heading.status).collect(),
        })
    }

    /// Gives every mention the status of its section. `mentions` are in order of their start.
    pub(crate) fn apply(&self, text: &str, mentions: &mut [Mention]) {
        if mentions.is_empty() || self.rules.is_empty() {
            return;
        }
        let mut found = self
            .finder
            .find_iter(text)
            .filter(|found| stands_as_heading(text, found.start(), found.end()))
            .map(|found| (found.end(), self.rules[found.pattern().as_usize()]))
            .peekable();
        let mut section: Option<(Lines, HeadingId)> = None;
        for mention in mentions {
            while let Some((end, rule)) = found.next_if(|(end, _)| *end <= mention.start) {
                section = Some((Lines { begin: None, seen: end }, rule));
            }
            let Some((lines, rule)) = &mut section else { continue };
            let (rule, status) = (*rule, self.statuses[rule.index()]);
            if status == Status::Boilerplate && lines.have_heading(text, mention.start) {
                section = None;
                continue;
            }
            mention.status = status;
            mention.heading = Some(rule);
        }
    }
}

/// Whether the phrase at `start..end` is used as a heading.
fn stands_as_heading(text: &str, start: usize, end: usize) -> bool {
    let (head, phrase, tail) = (&text[..start], &text[start..end], &text[end..]);
    if !phrase.starts_with(char::is_uppercase) {
        return false;
    }
    let before = head.chars().next_back();
    let after = tail.chars().next();
    if after.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) || before.is_some_and(char::is_uppercase)
    {
        return false;
    }
    // A text may be one endless line, with a heading at every word of it.
    let of_line = |c: &char| !matches!(c, '\n' | '\r');
    let bytes = |count: usize, c: char| count + c.len_utf8();
    let line_head = &head[start - head.chars().rev().take(LINE_REACH).take_while(of_line).fold(0, bytes)..];
    let line_tail = &tail[..tail.chars().take(LINE_REACH).take_while(of_line).fold(0, bytes)];
    let decoration = |c: char| c.is_whitespace() || "*#_-–—•·[](){}|:.&/>=~".contains(c);
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
    let opens = opens_line
        || line_head.trim_end().ends_with(['.', '!', '?', ':', ';', '•', '·', ')', '*', '-', '–'])
        || before.is_some_and(char::is_lowercase)
        || line_head.ends_with("  ");
    opens && (colon || after.is_some_and(char::is_uppercase))
}

/// The lines of a section, each read once however many mentions stand in them.
#[derive(Debug)]
struct Lines {
    /// Where the line at hand begins; none in the rest of the known heading's own line.
    begin: Option<usize>,
    seen: usize,
}

impl Lines {
    /// Whether any line up to `end` looks like a heading.
    fn have_heading(&mut self, text: &str, end: usize) -> bool {
        for at in memchr::memchr2_iter(b'\n', b'\r', &text.as_bytes()[self.seen..end]) {
            let at = self.seen + at;
            if self.begin.is_some_and(|begin| looks_like_heading(&text[begin..at])) {
                return true;
            }
            self.begin = Some(at + 1);
        }
        self.seen = end;
        self.begin.is_some_and(|begin| looks_like_heading(&text[begin..end]))
    }
}

/// Whether `line` is short, without a full stop, ending in a colon or all in capitals.
fn looks_like_heading(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST_LINE
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && (line.ends_with(':') || !line.chars().any(char::is_lowercase))
        && line.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_as_a_heading() {
        for (text, expected) in [
            ("Intro.\n|Requirements|\n- SQL", true),
            ("Intro.\n|REQUIREMENTS|:\n- SQL", true),
            ("** |Requirements| **\nSQL", true),
            ("We do. |Requirements|: SQL", true),
            ("great team.|Requirements|Bachelor's", true),
            ("apply now|Requirements|Bachelor's", true),
            ("meets the |Requirements| of the job", false),
            ("our |requirements|: SQL", false),
            ("Minimum |Requirements| for this role:\nSQL", true),
            ("The |Requirements| change often and we adapt.", false),
            ("|Requirementsx|", true),
        ] {
            let start = text.find('|').unwrap();
            let end = text.rfind('|').unwrap() - 1;
            let plain = text.replace('|', "");
            assert_eq!(stands_as_heading(&plain, start, end), expected, "{text:?}");
        }
    }
}
