//! The key of exact duplicates: the same employer, title and words, whatever the markup.

use xxhash_rust::xxh3::Xxh3Default;

/// Feeds a hash with normalised text: lower case, every run of other signs than letters and digits
/// one space. Nothing is allocated; the text passes through a small buffer.
pub(super) struct Fingerprint {
    hash: Xxh3Default,
    buffer: [u8; SIZE],
    used: usize,
    gap: bool,
}

const SIZE: usize = 1024;

/// The most bytes that one character of the text can add: the space before it, and three characters
/// of four bytes, into which no lower-casing yet expands a character.
const MARGIN: usize = 13;

/// What each byte becomes: itself in lower case, or 0 for a gap. Beyond ASCII the table is not asked.
static ASCII: [u8; 128] = ascii();

const fn ascii() -> [u8; 128] {
    let mut table = [0; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
}

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self { hash: Xxh3Default::new(), buffer: [0; SIZE], used: 0, gap: false }
    }

    /// Adds a piece of text; a gap lies between it and the one before.
    pub(super) fn add(&mut self, text: &str) {
        self.gap = self.used > 0 || self.gap;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if self.used > SIZE - MARGIN {
                self.flush();
            }
            let byte = bytes[at];
            if byte < 128 {
                at += 1;
                self.push_ascii(ASCII[usize::from(byte)]);
            } else {
                let Some(character) = text[at..].chars().next() else { break };
                at += character.len_utf8();
                if character.is_alphanumeric() {
                    self.push_wide(character);
                } else {
                    self.gap = true;
                }
            }
        }
    }

    fn push_ascii(&mut self, folded: u8) {
        if folded == 0 {
            self.gap = true;
            return;
        }
        // Written always, kept only if there was a gap: a branch less in the common path.
        self.buffer[self.used] = b' ';
        self.used += usize::from(self.gap);
        self.gap = false;
        self.buffer[self.used] = folded;
        self.used += 1;
    }

    fn push_wide(&mut self, character: char) {
        if self.gap {
            self.buffer[self.used] = b' ';
            self.used += 1;
            self.gap = false;
        }
        for lower in character.to_lowercase() {
            self.used += lower.encode_utf8(&mut self.buffer[self.used..]).len();
        }
    }

    /// Ends one part of the key, so that a word cannot wander from the title into the text.
    pub(super) fn end_part(&mut self) {
        self.flush();
        self.hash.update(&[0x1f]);
        self.gap = false;
    }

    fn flush(&mut self) {
        self.hash.update(&self.buffer[..self.used]);
        self.used = 0;
    }

    pub(super) fn finish(mut self) -> u64 {
        self.flush();
        self.hash.digest()
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
        fingerprint.finish()
    }

    /// The same, obviously right.
    fn naive(text: &str) -> u64 {
        let words: Vec<String> = text
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().flat_map(char::to_lowercase).collect())
            .collect();
        xxhash_rust::xxh3::xxh3_64(words.join(" ").as_bytes())
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
            fingerprint.finish()
        };
        assert_ne!(parts("a b", "c"), parts("a", "b c"));
        assert_eq!(parts("a,", " b"), parts("A", "B"));
    }

    proptest! {
        #[test]
        fn it_is_the_naive_one(text in any::<String>(), times in 1..80_usize) {
            let text = text.repeat(times);
            prop_assert_eq!(of(&[&text]), naive(&text));
        }
    }
}
