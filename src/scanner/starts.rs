//! Which first characters can begin a spelling: most words of an ad begin none, and cost a look-up or
//! two in tables that stay in the cache. A filter may say yes to a word that begins no spelling; it
//! never says no to one that does.

use crate::fold::{self, Unit};

/// Bits of the hash of four bytes; 2^20 bits are 128 KiB.
const HASH_BITS: u32 = 20;
/// Stands for the bytes that a spelling of fewer than four does not have.
const NO_BYTE: u8 = 0xff;

#[derive(Debug)]
pub(crate) struct Starts {
    /// One bit for each first ASCII byte of a text and each byte behind it.
    pairs: Box<[u64; 1024]>,
    /// One bit for each hash of the first four folded bytes of a spelling.
    quads: Vec<u64>,
    /// The folding of an ASCII byte, a gap being a space.
    folded: [u8; 128],
}

impl Starts {
    /// The filter for the folded spellings `keys`.
    pub(crate) fn new(keys: &[&str]) -> Self {
        let mut starts = Self {
            pairs: Box::new([0; 1024]),
            quads: vec![0; 1 << (HASH_BITS - 6)],
            folded: std::array::from_fn(|byte| match fold::ascii(u8::try_from(byte).unwrap_or(0)) {
                Unit::Byte(folded) => folded,
                _ => b' ',
            }),
        };
        for key in keys {
            let at = |index: usize| key.as_bytes().get(index).copied().unwrap_or(NO_BYTE);
            let hash = hash([at(0), at(1), at(2), at(3)]);
            starts.quads[hash >> 6] |= 1 << (hash & 63);
        }
        starts.fill_pairs(keys);
        starts
    }

    fn fill_pairs(&mut self, keys: &[&str]) {
        let mut wanted = vec![false; 1 << 16];
        for key in keys {
            let key = key.as_bytes();
            wanted[usize::from(key[0]) << 8 | usize::from(key.get(1).copied().unwrap_or(NO_BYTE))] = true;
        }
        for first in 0..128_u8 {
            let row = usize::from(self.folded[usize::from(first)]) << 8;
            let any = wanted[row..row + 256].contains(&true);
            for second in 0..=255_u8 {
                // Beyond ASCII, and so at marks, which folding drops, the walk decides.
                let hit = match self.folded.get(usize::from(second)) {
                    None => any,
                    Some(folded) => wanted[row | usize::from(*folded)],
                };
                let one_letter = wanted[row | usize::from(NO_BYTE)] && may_follow(first, second);
                if hit || one_letter {
                    self.pairs[usize::from(first) << 2 | usize::from(second >> 6)] |= 1 << (second & 63);
                }
            }
        }
    }

    /// Whether a spelling may begin at `at`, which is a character boundary before the end.
    #[inline]
    pub(crate) fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let rest = &bytes[at..];
        let first = rest[0];
        if !first.is_ascii() {
            return true;
        }
        // At the end of the text a space stands for what is not there.
        let second = rest.get(1).copied().unwrap_or(b' ');
        if self.pairs[usize::from(first) << 2 | usize::from(second >> 6)] >> (second & 63) & 1 == 0 {
            return false;
        }
        match rest {
            [a, b, c, d, ..] if (a | b | c | d).is_ascii() => self.may_begin_with([*a, *b, *c, *d]),
            _ => true,
        }
    }

    fn may_begin_with(&self, raw: [u8; 4]) -> bool {
        let [a, b, c, d] = raw.map(|byte| self.folded[usize::from(byte)]);
        // A gap of several characters folds to one: what then comes third or fourth is not known here.
        if c == b' ' && (b == b' ' || d == b' ') {
            return true;
        }
        self.has([a, b, c, d])
            || (may_follow(raw[2], raw[3]) && self.has([a, b, c, NO_BYTE]))
            || (may_follow(raw[1], raw[2]) && self.has([a, b, NO_BYTE, NO_BYTE]))
            || (may_follow(raw[0], raw[1]) && self.has([a, NO_BYTE, NO_BYTE, NO_BYTE]))
    }

    #[inline]
    fn has(&self, bytes: [u8; 4]) -> bool {
        let hash = hash(bytes);
        self.quads[hash >> 6] >> (hash & 63) & 1 == 1
    }
}

/// Whether a spelling that ends in `last` may end before `next`: not in the middle of a word.
fn may_follow(last: u8, next: u8) -> bool {
    !last.is_ascii_alphanumeric() || !matches!(next, b'a'..=b'z' | b'0'..=b'9' | b'_')
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
#[inline]
fn hash(bytes: [u8; 4]) -> usize {
    (u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_no_to_a_spelling() {
        let keys =
            ["c", "c++", "c#", "rn", "sql", "bachelor's degree", ".net", "a b c d", "straße", "top secret"];
        let starts = Starts::new(&keys);
        for text in [
            "C",
            "C,",
            "C++",
            "C++11",
            "C#.NET",
            "RN",
            "RNs",
            "RN.",
            "SQL",
            "SQL/x",
            "sqlServer",
            "Bachelor`s degree",
            ".NET",
            "A\u{a0}B",
            "a - b",
            "a  b c",
            "a\n\nb",
            "A-B-C-D",
            "stra\u{df}e",
            "Top\u{ad} Secret",
            "TOP-SECRET",
        ] {
            assert!(starts.may_begin(text.as_bytes(), 0), "{text:?}");
        }
        for text in ["the job", "sqx job", "rnx job", "topper", "cat food", "seek"] {
            assert!(!starts.may_begin(text.as_bytes(), 0), "{text:?}");
        }
    }
}
