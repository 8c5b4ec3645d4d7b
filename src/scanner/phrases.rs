//! The phrases by which contexts and meaning are told, and where they stand: a trie that is walked only where one may
//! begin.
//!
//! They begin where words do, so a plain Aho-Corasick search does needless work between; and the tables of its
//! automata, which are fast to search, took longer to build than all else at the start.

use super::edges::is_word;
use super::trie::Trie;
use std::ops::Range;

/// A phrase begins with this byte.
const BEGINS: u8 = 1;
/// It is of a word, and of ASCII.
const WORD: u8 = 2;
/// It is not of ASCII.
const WIDE: u8 = 4;

/// Phrases, each with the owners that have it.
#[derive(Debug)]
pub(super) struct Phrases {
    trie: Trie,
    /// For each key of the trie, its owners in `owners`.
    keys: Vec<Range<usize>>,
    owners: Vec<usize>,
    /// What there is to know of each byte.
    classes: [u8; 256],
    /// Whether the text is lowered on the way.
    lowered: bool,
}

impl Phrases {
    /// Of folded phrases with their owners, for folded text.
    pub(super) fn folded(phrases: Vec<(String, usize)>) -> Self {
        Self::new(phrases, false)
    }

    /// Of phrases with their owners, for text as it is written; letters of ASCII are found in either case.
    pub(super) fn in_either_case(mut phrases: Vec<(String, usize)>) -> Self {
        phrases.iter_mut().for_each(|(phrase, _)| phrase.make_ascii_lowercase());
        Self::new(phrases, true)
    }

    fn new(mut phrases: Vec<(String, usize)>, lowered: bool) -> Self {
        // One of which folding leaves nothing would stand everywhere.
        phrases.retain(|(phrase, _)| !phrase.is_empty());
        phrases.sort();
        let mut names: Vec<&str> = Vec::new();
        let mut keys: Vec<Range<usize>> = Vec::new();
        let mut classes: [u8; 256] = std::array::from_fn(|byte| match u8::try_from(byte) {
            Ok(byte) if is_ascii_word(byte) => WORD,
            Ok(byte) if byte.is_ascii() => 0,
            _ => WIDE,
        });
        for (at, (phrase, _)) in phrases.iter().enumerate() {
            let first = phrase.as_bytes()[0];
            classes[usize::from(first)] |= BEGINS;
            if lowered {
                classes[usize::from(first.to_ascii_uppercase())] |= BEGINS;
            }
            match keys.last_mut().filter(|_| names.last() == Some(&phrase.as_str())) {
                Some(owners) => owners.end = at + 1,
                None => {
                    names.push(phrase);
                    keys.push(at..at + 1);
                }
            }
        }
        let trie = Trie::build(&names);
        Self { trie, keys, owners: phrases.iter().map(|(_, owner)| *owner).collect(), classes, lowered }
    }

    /// Whether a phrase begins with `byte`.
    #[inline]
    pub(super) fn may_begin(&self, byte: u8) -> bool {
        self.classes[usize::from(byte)] & BEGINS != 0
    }

    /// Hands the ends of the phrases that begin at `at` to `take`, the shortest first, with the owners of each.
    #[inline]
    pub(super) fn each_at(&self, text: &[u8], at: usize, mut take: impl FnMut(usize, &[usize])) {
        let mut state = Trie::ROOT;
        for (end, byte) in (at + 1..).zip(&text[at..]) {
            let byte = if self.lowered { byte.to_ascii_lowercase() } else { *byte };
            match self.trie.step(state, byte) {
                Some(next) => state = next,
                None => return,
            }
            if let Some(key) = self.trie.value(state) {
                take(end, &self.owners[self.keys[key].clone()]);
            }
        }
    }

    /// Hands to `take` where phrases stand in `text` as whole words, with each of their owners, in the order of their
    /// beginnings.
    pub(super) fn each_whole_word(&self, text: &str, mut take: impl FnMut(Range<usize>, usize)) {
        let bytes = text.as_bytes();
        let mut before = 0;
        for (start, byte) in bytes.iter().enumerate() {
            let class = self.classes[usize::from(*byte)];
            let (both, either) = (class & before, class | before);
            before = class;
            let opens = class & BEGINS != 0 && both & WORD == 0;
            if !opens || (either & WIDE != 0 && joined(text, start)) {
                continue;
            }
            self.each_at(bytes, start, |end, owners| {
                if closes_word(text, end) {
                    owners.iter().for_each(|owner| take(start..end, *owner));
                }
            });
        }
    }
}

/// Whether no word goes on at `end`, where a character ends, into what stands behind it.
fn closes_word(text: &str, end: usize) -> bool {
    match text.as_bytes()[end - 1..] {
        [_] => true,
        [last, next, ..] if (last | next).is_ascii() => !(is_ascii_word(last) && is_ascii_word(next)),
        _ => !joined(text, end),
    }
}

fn is_ascii_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether parts of one word stand on both sides of `at`.
fn joined(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_word) && text[at..].chars().next().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phrases(words: &[&str]) -> Phrases {
        Phrases::folded(words.iter().enumerate().map(|(owner, word)| (word.to_string(), owner)).collect())
    }

    fn whole_words(phrases: &Phrases, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        phrases.each_whole_word(text, |bytes, owner| found.push((bytes, owner)));
        found
    }

    #[test]
    fn whole_words_only() {
        let found = |text| whole_words(&phrases(&["must", "must have", "é", "(plus"]), text);
        assert_eq!(found("you must have it"), [(4..8, 0), (4..13, 1)]);
        assert_eq!(found("you must haves"), [(4..8, 0)]);
        assert_eq!(found("a mustang"), []);
        assert_eq!(found("caf\u{e9} \u{e9}"), [(6..8, 2)]);
        assert_eq!(found("a(plus must"), [(1..6, 3), (7..11, 0)]);
        assert_eq!(found(""), []);
    }

    #[test]
    fn a_phrase_of_several_owners_is_found_for_each() {
        assert_eq!(whole_words(&phrases(&["plus", "plus"]), "a plus"), [(2..6, 0), (2..6, 1)]);
    }

    #[test]
    fn either_case() {
        let phrases = Phrases::in_either_case(vec![("Your Role".to_owned(), 7)]);
        let at = |at| {
            let mut found = Vec::new();
            phrases.each_at(b"-YOUR ROLE:", at, |end, owners| found.push((end, owners.to_vec())));
            found
        };
        assert_eq!(at(1), [(10, vec![7])]);
        assert_eq!(at(2), []);
    }

    proptest! {
        /// The same as trying every phrase at every place.
        #[test]
        fn agrees_with_a_search_for_each_phrase(
            words in prop::collection::vec("[ab\u{e9}_ (]{1,4}", 1..8),
            text in "[ab\u{e9}_ (\u{2019}]{0,30}",
        ) {
            let all: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut naive: Vec<(Range<usize>, usize)> = Vec::new();
            for (owner, word) in all.iter().enumerate() {
                for (start, _) in text.char_indices().filter(|(at, _)| text[*at..].starts_with(word)) {
                    let end = start + word.len();
                    if !joined(&text, start) && !joined(&text, end) {
                        naive.push((start..end, owner));
                    }
                }
            }
            naive.sort_by_key(|(bytes, owner)| (bytes.start, bytes.end, *owner));
            prop_assert_eq!(whole_words(&phrases(&all), &text), naive);
        }
    }
}
