//! The key of exact duplicates: the same employer, title and words, whatever the markup. The sketch, by
//! which near copies are found, is made on the same walk through the text.

use super::sketch::{Sketch, Sketcher};
use xxhash_rust::xxh3::Xxh3Default;

/// Feeds a hash with normalised text: lower case, every run of other signs than letters and digits
/// one space. Nothing is allocated; the text passes through a small buffer.
pub(super) struct Fingerprint {
    hash: Xxh3Default,
    buffer: [u8; SIZE],
    used: usize,
    /// Whether another gap adds nothing: the last thing written was a space, or nothing was yet.
    after_gap: bool,
    sketcher: Option<Sketcher>,
}

const SIZE: usize = 4096;

/// The most bytes that one character can add: three characters of four bytes; no lower-casing makes
/// more of one.
const MARGIN: usize = 12;

/// What a byte beyond ASCII is in the table.
const WIDE: u8 = 0xff;

/// What each byte becomes: itself in lower case, or a space.
static FOLDED: [u8; 256] = folded();

const fn folded() -> [u8; 256] {
    let mut table = [WIDE; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { b' ' };
        byte += 1;
    }
    table
}

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self { hash: Xxh3Default::new(), buffer: [0; SIZE], used: 0, after_gap: true, sketcher: None }
    }

    /// Adds a piece of text; a gap lies between it and the one before.
    pub(super) fn add(&mut self, text: &str) {
        self.push_gap();
        let mut at = 0;
        while at < text.len() {
            if self.used + MARGIN > SIZE {
                self.flush();
            }
            at += self.push_ascii(&text.as_bytes()[at..]);
            if self.used + MARGIN > SIZE {
                continue;
            }
            if let Some(character) = text[at..].chars().next() {
                at += character.len_utf8();
                self.push_wide(character);
            }
        }
    }

    /// Takes bytes up to the first beyond ASCII, as far as the buffer has room, and gives their
    /// number. Every text passes here byte by byte, so the loop has no branch but its end: a space
    /// after a gap is written as well and then written over.
    fn push_ascii(&mut self, bytes: &[u8]) -> usize {
        let (mut used, mut after_gap) = (self.used, self.after_gap);
        let room = SIZE - MARGIN + 1 - used;
        let mut taken = 0;
        for (byte, _) in bytes.iter().zip(0..room) {
            let folded = FOLDED[usize::from(*byte)];
            if folded == WIDE {
                break;
            }
            let is_gap = folded == b' ';
            self.buffer[used] = folded;
            used += usize::from(!(is_gap & after_gap));
            after_gap = is_gap;
            taken += 1;
        }
        (self.used, self.after_gap) = (used, after_gap);
        taken
    }

    fn push_wide(&mut self, character: char) {
        if !character.is_alphanumeric() {
            return self.push_gap();
        }
        self.after_gap = false;
        for lower in character.to_lowercase() {
            self.used += lower.encode_utf8(&mut self.buffer[self.used..]).len();
        }
    }

    fn push_gap(&mut self) {
        if !self.after_gap {
            self.buffer[self.used] = b' ';
            self.used += 1;
            self.after_gap = true;
        }
    }

    /// Ends one part of the key, so that a word cannot wander from the title into the text.
    pub(super) fn end_part(&mut self) {
        self.end_words();
        self.hash.update(&[0x1f]);
        self.after_gap = true;
    }

    /// From here on, the words are sketched as well.
    pub(super) fn sketch(&mut self) {
        self.sketcher = Some(Sketcher::new());
    }

    /// Drops the space after the last word.
    fn end_words(&mut self) {
        if self.after_gap {
            self.used = self.used.saturating_sub(1);
        }
        self.take(self.used);
        self.used = 0;
    }

    /// Takes all but the last word, which may go on, and but the space at the end, which may be
    /// dropped yet. A word that fills the buffer alone is cut.
    fn flush(&mut self) {
        let Some(last) = self.used.checked_sub(1) else { return };
        let end = match memchr::memrchr(b' ', &self.buffer[..self.used]) {
            None | Some(0) => last,
            Some(space) => space,
        };
        self.take(end);
        self.buffer.copy_within(end..self.used, 0);
        self.used -= end;
    }

    fn take(&mut self, end: usize) {
        let words = &self.buffer[..end];
        self.hash.update(words);
        if let Some(sketcher) = &mut self.sketcher {
            sketcher.add(words);
        }
    }

    /// The key, and the sketch of the words since [`Fingerprint::sketch`] if they are enough.
    pub(super) fn finish(mut self) -> (u64, Option<Sketch>) {
        self.end_words();
        (self.hash.digest(), self.sketcher.and_then(|sketcher| sketcher.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(parts: &[&str]) -> u64 {
        let mut fingerprint = Fingerprint::new();
        for part in parts {
            fingerprint.add(part);
        }
        fingerprint.finish().0
    }

    /// The same, obviously right.
    fn naive(text: &str) -> u64 {
        xxhash_rust::xxh3::xxh3_64(folded_words(text).as_bytes())
    }

    fn folded_words(text: &str) -> String {
        let words: Vec<String> = text
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().flat_map(char::to_lowercase).collect())
            .collect();
        words.join(" ")
    }

    #[test]
    fn case_signs_and_pieces_do_not_matter() {
        assert_eq!(of(&["Senior  Clerk (m/f)"]), of(&["senior clerk", "M F"]));
        assert_eq!(of(&["- a", "", "b "]), naive("a b"));
        assert_ne!(of(&["ab c"]), of(&["a bc"]));
        assert_ne!(of(&["ab"]), of(&["a", "b"]));
    }

    #[test]
    fn parts_are_kept_apart() {
        let parts = |one, other| {
            let mut fingerprint = Fingerprint::new();
            fingerprint.add(one);
            fingerprint.end_part();
            fingerprint.add(other);
            fingerprint.finish().0
        };
        assert_ne!(parts("a b", "c"), parts("a", "b c"));
        assert_eq!(parts("a,", " b"), parts("A", "B"));
    }

    fn sketch_of(before: &str, parts: &[&str]) -> Option<Sketch> {
        let mut fingerprint = Fingerprint::new();
        fingerprint.add(before);
        fingerprint.end_part();
        fingerprint.sketch();
        for part in parts {
            fingerprint.add(part);
        }
        fingerprint.finish().1
    }

    #[test]
    fn only_words_after_the_call_are_sketched() {
        let text = "One of our many duties is to answer the telephone. ".repeat(4);
        let shouted = text.to_uppercase().replace(' ', " - ");
        assert!(sketch_of("Clerk", &[&text]).is_some());
        assert_eq!(sketch_of("Clerk", &[&text]), sketch_of("Another title", &["", &shouted, "..."]));
        assert_eq!(sketch_of(&text, &["Clerk"]), None);
        assert_eq!(of(&["a b"]), {
            let mut fingerprint = Fingerprint::new();
            fingerprint.sketch();
            fingerprint.add("a b");
            fingerprint.finish().0
        });
    }

    #[test]
    fn endless_words_are_cut() {
        for length in [4_070, 4_080, 4_085, 4_096, 9_000] {
            let text = format!("{} {} b {}", "a".repeat(length), "é".repeat(length), "word ".repeat(40));
            assert!(sketch_of("", &[&text]).is_some());
            assert_eq!(of(&[&text]), naive(&text));
        }
    }

    proptest! {
        #[test]
        fn the_sketch_does_not_see_the_buffer(text in any::<String>(), times in 1..160_usize) {
            let text = format!("{text} ").repeat(times);
            let mut words = Sketcher::new();
            words.add(folded_words(&text).as_bytes());
            prop_assert_eq!(sketch_of("x", &[&text]), words.finish());
        }

        #[test]
        fn it_is_the_naive_one(text in any::<String>(), times in 1..80_usize) {
            let text = text.repeat(times);
            prop_assert_eq!(of(&[&text]), naive(&text));
        }
    }
}
