//! The cues of the dictionary, and where they stand in a sentence.

use super::super::phrases::Phrases;
use crate::dictionary::entry::Reach;
use crate::dictionary::{Dictionary, Status};
use crate::fold;
use crate::ids::RuleId;
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
    /// Owned by the places in `all`.
    phrases: Phrases,
    all: Vec<Cue>,
}

impl Cues {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let words = dictionary.cues().iter().enumerate();
        let phrases =
            words.flat_map(|(index, cue)| cue.words.iter().map(move |word| (fold::fold(word), index)));
        let phrases = Phrases::folded(phrases.collect());
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
        Self { phrases, all: all.collect() }
    }

    pub(super) fn get(&self, found: &Found) -> Cue {
        self.all[found.cue]
    }

    /// Puts the cues of the folded sentence into `out`, in order: the longest of those that begin at a place, and
    /// none within another or touching a range of `taken`, which are in order.
    pub(super) fn find(&self, folded: &str, taken: &[Range<usize>], out: &mut Vec<Found>) {
        out.clear();
        let first = folded.find(char::is_alphanumeric).unwrap_or(0);
        self.phrases.each_whole_word(folded, |bytes, cue| {
            let Cue { opens, alone, .. } = self.all[cue];
            let fits = (!opens || bytes.start <= first) && (!alone || stands_alone(&folded[bytes.end..]));
            if fits && !touches(taken, &bytes) {
                out.push(Found { bytes, cue });
            }
        });
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

fn touches(taken: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let next = taken.partition_point(|range| range.end <= bytes.start);
    taken.get(next).is_some_and(|range| range.start < bytes.end)
}
