//! The first words of spellings: the filter that most of a text never passes, and the place in the trie where the
//! others go on.
//!
//! A spelling that begins with a letter or digit begins with a whole word of the text, as far as that word is ASCII and
//! has no seam in it. So a word is read whole, eight bytes at a time, folded by the same arithmetic on all of its bytes
//! at once, and looked up by its own bytes: one bit rejects most of those that begin nothing, and one comparison tells for certain where in
//! the trie the word ends. No byte of it is walked. The arithmetic is that of any machine, so there is no other path
//! for one without vector instructions.

use super::trie::{State, Trie};
use crate::eight::{HIGH, at_least, each};

/// The longest word, in bytes, that is read whole; longer ones are rare.
const LONGEST: usize = 16;
/// Bits of the filter; 2^18 bits are 32 KiB.
const FILTER_BITS: u32 = 18;

/// A word at a place of a text: its letters and digits of ASCII.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The bytes, folded, the first one lowest, and zeros behind them.
    folded: [u64; 2],
    /// How many there are; more than `LONGEST` means at least so many.
    pub(super) length: usize,
    /// Whether it holds a small letter, and a capital behind its first byte: a seam may be in it.
    mixed: bool,
}

/// The word that eight bytes begin with.
struct Eight {
    folded: u64,
    /// How many bytes of a word they begin with.
    length: usize,
    capitals: u64,
    smalls: u64,
}

/// Which of eight bytes are letters and digits of ASCII: a mask has the highest bit of each byte of which it is true.
struct Letters {
    raw: u64,
    letters: u64,
    digits: u64,
}

impl Letters {
    #[inline]
    fn of(bytes: [u8; 8]) -> Self {
        let raw = u64::from_le_bytes(bytes);
        let low = raw & !HIGH;
        let small = low | each(0x20);
        let ascii = !raw & HIGH;
        let letters = at_least(small, b'a') & !at_least(small, b'z' + 1) & ascii;
        let digits = at_least(low, b'0') & !at_least(low, b'9' + 1) & ascii;
        Self { raw, letters, digits }
    }
}

impl Eight {
    #[inline]
    fn of(bytes: [u8; 8]) -> Self {
        let Letters { raw, letters, digits } = Letters::of(bytes);
        let others = !(letters | digits) & HIGH;
        let length = others.trailing_zeros() as usize / 8;
        // All bits below the first byte that is none of the word.
        let inside = (1_u64 << ((8 * length) & 63)).wrapping_sub(1) | u64::from(length == 8).wrapping_neg();
        let letters = letters & inside;
        // A capital lacks the bit of 32, two below the highest.
        let capitals = letters & !(raw << 2);
        Self { folded: raw & inside | capitals >> 2, length, capitals, smalls: letters & raw << 2 }
    }
}

impl Word {
    /// Whether it is there as a whole, and nothing can begin or end within it.
    #[inline]
    pub(super) fn is_whole(&self) -> bool {
        (1..=LONGEST).contains(&self.length) && !self.mixed
    }

    /// The word that begins at `at`; its length is 0 where none does.
    #[inline]
    pub(super) fn at(text: &[u8], at: usize) -> Self {
        match text.get(at..at + LONGEST) {
            Some(bytes) => Self::of(bytes.try_into().expect("it has that length"), text.get(at + LONGEST)),
            None => {
                let mut bytes = [0; LONGEST];
                bytes[..text.len() - at].copy_from_slice(&text[at..]);
                Self::of(&bytes, None)
            }
        }
    }

    #[inline]
    fn of(bytes: &[u8; LONGEST], next: Option<&u8>) -> Self {
        let [a, b, c, d, e, f, g, h, rest @ ..] = *bytes;
        let first = Eight::of([a, b, c, d, e, f, g, h]);
        let behind_first = first.capitals & !0xff;
        if first.length < 8 {
            let mixed = behind_first != 0 && first.smalls != 0;
            return Self { folded: [first.folded, 0], length: first.length, mixed };
        }
        let second = Eight::of(rest);
        let goes_on = second.length == 8 && next.is_some_and(u8::is_ascii_alphanumeric);
        Self {
            folded: [first.folded, second.folded],
            length: 8 + second.length + usize::from(goes_on),
            mixed: behind_first | second.capitals != 0 && first.smalls | second.smalls != 0,
        }
    }

    /// Mixes the bytes; a multiplication spreads them upwards (Knuth, The Art of Computer Programming, volume 3, 6.4).
    #[inline]
    fn hash(&self) -> u64 {
        let [first, second] = self.folded;
        let mixed = (first ^ second.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }
}

/// Hands to `take` the places in `text` at which a capital of ASCII stands, or a word begins with another letter or digit
/// of it, in order, each with its byte.
#[inline]
pub(super) fn each_beginning(text: &[u8], mut take: impl FnMut(usize, u8)) {
    let mut word_before = 0;
    let mut of_eight = |place: usize, eight: [u8; 8]| {
        let Letters { raw, letters, digits } = Letters::of(eight);
        let word = letters | digits;
        let mut mask = (letters & !(raw << 2)) | (word & !(word << 8 | word_before));
        word_before = word >> 56;
        while mask != 0 {
            let at = mask.trailing_zeros() as usize / 8;
            take(place + at, (raw >> (8 * at)) as u8);
            mask &= mask - 1;
        }
    };
    let (whole, rest) = text.as_chunks();
    for (place, eight) in whole.iter().enumerate() {
        of_eight(8 * place, *eight);
    }
    let mut eight = [0; 8];
    eight[..rest.len()].copy_from_slice(rest);
    of_eight(8 * whole.len(), eight);
}

/// The first words of the keys of a trie.
#[derive(Debug)]
pub(super) struct Words {
    /// One bit for each hash of a word.
    filter: Vec<u64>,
    /// Open addressing: a word stands at the place of its hash, or the next that was free.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    folded: [u64; 2],
    /// Where the word ends in the trie; the root where the slot is free.
    state: State,
}

impl Words {
    /// The first words of `keys`, which are sorted and those of `trie`.
    pub(super) fn new<K: AsRef<[u8]>>(keys: &[K], trie: &Trie) -> Self {
        let mut words: Vec<&[u8]> = Vec::new();
        for key in keys {
            let key = key.as_ref();
            let word = &key[..key.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(key.len())];
            if (1..=LONGEST).contains(&word.len()) && words.last() != Some(&word) {
                words.push(word);
            }
        }
        // At most half full, so that a search ends soon.
        let slots = vec![Slot::default(); (2 * words.len()).next_power_of_two()];
        let mut all = Self { filter: vec![0; 1 << (FILTER_BITS - 6)], slots };
        for bytes in words {
            let word = Word::at(bytes, 0);
            let state = bytes.iter().try_fold(Trie::ROOT, |state, byte| trie.step(state, *byte));
            all.insert(&word, state.expect("it begins a key"));
        }
        all
    }

    fn insert(&mut self, word: &Word, state: State) {
        let hash = word.hash();
        let (place, bit) = filter_place(hash);
        self.filter[place] |= 1 << bit;
        let mut at = self.place(hash);
        while self.slots[at].state != Trie::ROOT {
            if self.slots[at].folded == word.folded {
                return;
            }
            at = self.next(at);
        }
        self.slots[at] = Slot { folded: word.folded, state };
    }

    /// Where in the trie `word`, which is not longer than `LONGEST`, ends, if a key begins with it as a whole.
    #[inline]
    pub(super) fn find(&self, word: &Word) -> Option<State> {
        let hash = word.hash();
        let (place, bit) = filter_place(hash);
        if self.filter[place] >> bit & 1 == 0 {
            return None;
        }
        let mut at = self.place(hash);
        loop {
            let Slot { folded, state } = self.slots[at];
            if state == Trie::ROOT {
                return None;
            }
            if folded == word.folded {
                return Some(state);
            }
            at = self.next(at);
        }
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.filter.len() * size_of::<u64>() + self.slots.len() * size_of::<Slot>()
    }
}

/// The place and bit of a hash in the filter.
#[inline]
fn filter_place(hash: u64) -> (usize, u64) {
    let bit = hash >> (64 - FILTER_BITS);
    ((bit >> 6) as usize, bit & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_as_they_are_read() {
        for (text, length, mixed) in [
            ("", 0, false),
            (" a", 0, false),
            ("\u{e9}", 0, false),
            ("Java, C", 4, false),
            ("SQL", 3, false),
            ("RNs", 3, true),
            ("sqlServer", 9, true),
            ("a1_", 2, false),
            ("a1\u{e9}", 2, false),
            ("experienced.", 11, false),
            ("abcdefghI", 9, true),
            ("ABCDEFGHi", 9, true),
            ("abcdefghijklmnop q", 16, false),
            ("abcdefghijklmnopq", 17, false),
            ("Abcdefgh", 8, false),
        ] {
            let word = Word::at(text.as_bytes(), 0);
            assert_eq!((word.length, word.mixed), (length, mixed), "{text:?}");
        }
    }

    proptest! {
        /// The arithmetic on all bytes at once says the same as looking at each.
        #[test]
        fn reads_as_byte_by_byte(text in prop::collection::vec(any::<u8>(), 0..24), at in 0_usize..24) {
            let at = at.min(text.len());
            let word = Word::at(&text, at);
            let bytes: Vec<u8> = text[at..].iter().copied().take_while(u8::is_ascii_alphanumeric).collect();
            prop_assert_eq!(word.length, bytes.len().min(LONGEST + 1));
            let kept = &bytes[..bytes.len().min(LONGEST)];
            let small = kept.iter().any(u8::is_ascii_lowercase);
            let capital = kept.iter().skip(1).any(u8::is_ascii_uppercase);
            prop_assert_eq!(word.mixed, small && capital);
            let mut folded = [0; LONGEST];
            folded[..kept.len()].copy_from_slice(&kept.to_ascii_lowercase());
            prop_assert_eq!(word.folded.map(u64::to_le_bytes).concat(), folded);
        }

        #[test]
        fn beginnings_are_those_found_byte_by_byte(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut found = Vec::new();
            each_beginning(&text, |at, byte| found.push((at, byte)));
            let begins = |(at, byte): &(usize, u8)| {
                let within = at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphanumeric());
                byte.is_ascii_uppercase() || (byte.is_ascii_alphanumeric() && !within)
            };
            prop_assert_eq!(found, text.iter().copied().enumerate().filter(begins).collect::<Vec<_>>());
        }

        /// Every first word is found where it ends in the trie, and no other.
        #[test]
        fn finds_first_words_and_nothing_else(
            keys in prop::collection::btree_set("[ab_]{0,3}[c._]?[ab]{0,18}", 0..60),
            others in prop::collection::vec("[abAB1]{1,16}", 0..30),
        ) {
            let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
            let trie = Trie::build(&keys);
            let words = Words::new(&keys, &trie);
            let first = |key: &str| key.bytes().take_while(u8::is_ascii_alphanumeric).count();
            for word in keys.iter().map(|key| &key[..first(key)]).chain(others.iter().map(String::as_str)) {
                if word.is_empty() || word.len() > LONGEST {
                    continue;
                }
                let small = word.to_ascii_lowercase();
                let known = keys.iter().any(|key| key[..first(key)] == small);
                let state = small.bytes().try_fold(Trie::ROOT, |state, byte| trie.step(state, byte));
                prop_assert_eq!(words.find(&Word::at(word.as_bytes(), 0)), state.filter(|_| known));
            }
        }
    }
}
