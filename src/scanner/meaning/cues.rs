//! The cues of the dictionary, and where they stand in a sentence.

use super::super::edges::is_word;
use crate::dictionary::entry::Reach;
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::fold;
use crate::ids::RuleId;
use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use std::ops::Range;

/// What a cue says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// None for a phrase that only looks like a cue.
    pub(super) status: Option<Status>,
    pub(super) reach: Reach,
    pub(super) weak: bool,
    pub(super) short: bool,
    pub(super) opens: bool,
    pub(super) credentials: bool,
    pub(super) alone: bool,
    pub(super) closed_by: Option<Status>,
    pub(super) rule: RuleId,
}

impl Cue {
    /// Whether it tells that something is asked for, rather than of the company or of a duty.
    pub(super) fn demands(&self) -> bool {
        self.status.is_some_and(|status| status > Status::Mentioned)
    }
}

/// A cue in a sentence: bytes of the folded sentence, and its place among the cues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) bytes: Range<usize>,
    pub(super) cue: usize,
}

#[derive(Debug)]
pub(super) struct Cues {
    finder: AhoCorasick,
    /// The cue of each pattern.
    owners: Vec<usize>,
    all: Vec<Cue>,
}

impl Cues {
    pub(super) fn new(dictionary: &Dictionary) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (index, cue) in dictionary.cues().iter().enumerate() {
            for word in cue.words.iter().map(|word| fold::fold(word)).filter(|word| !word.is_empty()) {
                patterns.push(word);
                owners.push(index);
            }
        }
        let finder = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .map_err(|error| Error::new(ErrorKind::Dictionary, "there are too many cues").because(error))?;
        let all = dictionary.cues().iter().enumerate().map(|(index, cue)| Cue {
            status: cue.status,
            reach: cue.reach,
            weak: cue.weak,
            short: cue.short,
            opens: cue.opens,
            credentials: cue.credentials,
            alone: cue.alone,
            closed_by: cue.closed_by,
            rule: dictionary.cue_rule(index),
        });
        Ok(Self { finder, owners, all: all.collect() })
    }

    pub(super) fn get(&self, found: &Found) -> Cue {
        self.all[found.cue]
    }

    /// Puts the cues of the folded sentence into `out`, in order: the longest of those that begin at a place, and
    /// none within another or touching a range of `taken`, which are in order.
    pub(super) fn find(&self, folded: &str, taken: &[Range<usize>], out: &mut Vec<Found>) {
        out.clear();
        let first = folded.find(char::is_alphanumeric).unwrap_or(0);
        let free = whole_words(&self.finder, folded).filter(|(bytes, _)| !touches(taken, bytes));
        let found = free.map(|(bytes, pattern)| Found { bytes, cue: self.owners[pattern] });
        out.extend(found.filter(|found| {
            let cue = self.all[found.cue];
            (!cue.opens || found.bytes.start <= first)
                && (!cue.alone || stands_alone(&folded[found.bytes.end..]))
        }));
        out.sort_by_key(|found| (found.bytes.start, usize::MAX - found.bytes.end));
        let mut end = 0;
        out.retain(|found| {
            let free = found.bytes.start >= end;
            if free {
                end = found.bytes.end;
            }
            free
        });
    }
}

/// Whether no noun stands at the head of `tail`, which is what follows a word.
fn stands_alone(tail: &str) -> bool {
    const GO_ON: [&str; 18] = [
        "and", "or", "but", "if", "for", "in", "to", "as", "with", "though", "although", "not", "by", "when",
        "however", "is", "are", "also",
    ];
    let Some(rest) = tail.strip_prefix(' ') else { return true };
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.is_empty() || GO_ON.contains(&word)
}

/// Where patterns of `finder` stand in `folded` as whole words, with their number. Overlapping, because a match in
/// the middle of a word must not hide a whole one.
pub(super) fn whole_words<'a>(
    finder: &'a AhoCorasick,
    folded: &'a str,
) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
    let mut state = OverlappingState::start();
    std::iter::from_fn(move || {
        finder.find_overlapping(Input::new(folded), &mut state);
        state.get_match().map(|found| (found.range(), found.pattern().as_usize()))
    })
    .filter(|(bytes, _)| stands_as_word(folded, bytes))
}

/// Whether no word goes on before or behind.
fn stands_as_word(text: &str, bytes: &Range<usize>) -> bool {
    let joins = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(is_word) && outside.is_some_and(is_word)
    };
    let phrase = &text[bytes.clone()];
    !joins(phrase.chars().next(), text[..bytes.start].chars().next_back())
        && !joins(phrase.chars().next_back(), text[bytes.end..].chars().next())
}

fn touches(taken: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let next = taken.partition_point(|range| range.end <= bytes.start);
    taken.get(next).is_some_and(|range| range.start < bytes.end)
}
