//! A sketch of a posting's text, by which near copies are found: how many of its word sequences two
//! texts share can be estimated from their sketches alone.
//!
//! The sketch is a one-permutation MinHash of the text's word sequences: every sequence of
//! [`SHINGLE`] words is hashed, the upper bits of the hash choose one of [`BINS`] bins, and each bin
//! keeps the least hash that fell into it, of which eight bits are stored (P. Li, A. B. Owen and
//! C.-H. Zhang, "One Permutation Hashing", 2012; P. Li and A. C. König, "b-Bit Minwise Hashing",
//! 2010). A bin that stayed empty borrows from another, chosen by its number alone (A. Shrivastava,
//! "Optimal Densification for Fast and Accurate Minwise Hashing", 2017).

/// The number of bins.
pub const BINS: usize = 128;

/// The words of one hashed sequence.
pub const SHINGLE: usize = 4;

/// Texts with fewer words have no sketch: too few sequences to estimate anything by.
pub const FEWEST_WORDS: usize = 30;

/// What is stored of a text: eight bits of every bin's least hash.
pub type Sketch = [u8; BINS];

/// The bits of a hash below those that choose the bin.
const BELOW_BIN: u32 = u64::BITS - BINS.trailing_zeros();

const EMPTY: u64 = u64::MAX;

/// Odd numbers with bits in disorder, to multiply by.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
const LAST_MIX: u64 = 0xbf58_476d_1ce4_e5b9;

/// Reads a text's words and makes its sketch. Nothing is allocated.
#[derive(Clone, Debug)]
pub(super) struct Sketcher {
    least: [u64; BINS],
    /// The hashes of the last words, the newest first.
    recent: [u64; SHINGLE],
    words: usize,
}

impl Sketcher {
    pub(super) fn new() -> Self {
        Self { least: [EMPTY; BINS], recent: [0; SHINGLE], words: 0 }
    }

    /// Adds words: bytes that are folded already, one space between every two words. A word ends with
    /// the piece.
    pub(super) fn add(&mut self, words: &[u8]) {
        let mut at = 0;
        let mut hash = 0;
        while let Some(eight) = words.get(at..at + 8).and_then(|eight| eight.first_chunk()) {
            at += self.take(&mut hash, u64::from_le_bytes(*eight));
        }
        // What is left is shorter than eight bytes; a space after it ends its last word.
        while at < words.len() {
            let mut eight = [b' '; 8];
            let rest = words.get(at..).unwrap_or_default();
            for (byte, from) in eight.iter_mut().zip(rest) {
                *byte = *from;
            }
            at += self.take(&mut hash, u64::from_le_bytes(eight));
        }
        if hash != 0 {
            self.end_word(mix(hash));
        }
    }

    /// Takes a word's next bytes, the first in the lowest bits, and gives how many they were with the
    /// space after them: all eight if no space is among them.
    fn take(&mut self, hash: &mut u64, eight: u64) -> usize {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let other = eight ^ (ONES * 0x20);
        // The lowest set bit is the upper one of the first byte that is a space.
        let spaces = other.wrapping_sub(ONES) & !other & (ONES * 0x80);
        if spaces == 0 {
            *hash = mix(*hash ^ eight);
            return 8;
        }
        let bits = spaces.trailing_zeros() & !7;
        let own = eight & ((1 << bits) - 1);
        let word = *hash ^ own;
        *hash = 0;
        if word != 0 {
            self.end_word(mix(word));
        }
        usize::try_from(bits / 8 + 1).unwrap_or(8)
    }

    /// One word more: the sequence that ends with it goes into its bin.
    fn end_word(&mut self, hash: u64) {
        self.words += 1;
        let mut newest = hash;
        for before in &mut self.recent {
            std::mem::swap(before, &mut newest);
        }
        if self.words < SHINGLE {
            return;
        }
        let mut sequence: u64 = 0;
        for word in &self.recent {
            sequence = sequence.wrapping_mul(MIX).wrapping_add(*word);
        }
        let sequence = (sequence ^ (sequence >> 29)).wrapping_mul(LAST_MIX);
        let sequence = sequence ^ (sequence >> 32);
        let bin = usize::try_from(sequence >> BELOW_BIN).unwrap_or(0);
        if let Some(least) = self.least.get_mut(bin) {
            *least = sequence.min(*least);
        }
    }

    /// The sketch of all words since [`Sketcher::new`], none if they are too few.
    pub(super) fn finish(&self) -> Option<Sketch> {
        if self.words < FEWEST_WORDS {
            return None;
        }
        let mut sketch = [0; BINS];
        for (bin, byte) in sketch.iter_mut().enumerate() {
            *byte = self.least_of(bin).to_le_bytes()[0];
        }
        Some(sketch)
    }

    /// The least hash of a bin; of an empty one, that of another bin, the same other one for every
    /// text in which it is filled and those asked before it are not.
    fn least_of(&self, bin: usize) -> u64 {
        let mut choice = u64::try_from(bin).unwrap_or(0);
        let mut least = self.least[bin];
        // At least one bin is filled, and the choices come by all of them sooner or later.
        for _ in 0..BINS * 64 {
            if least != EMPTY {
                break;
            }
            choice = mix(choice.wrapping_add(MIX));
            least = usize::try_from(choice >> BELOW_BIN).map_or(EMPTY, |other| self.least[other]);
        }
        least
    }
}

fn mix(number: u64) -> u64 {
    let number = number.wrapping_mul(MIX);
    number ^ (number >> 32)
}

/// The bins in which two sketches agree.
pub fn agreeing(a: &Sketch, b: &Sketch) -> usize {
    // Bytes are counted in runs that a byte can count, so that many are compared at once.
    let equal = |(a, b): (&[u8], &[u8])| {
        let equal: u8 = a.iter().zip(b).map(|(a, b)| u8::from(a == b)).sum();
        usize::from(equal)
    };
    a.chunks(64).zip(b.chunks(64)).map(equal).sum()
}

/// The share of word sequences that two texts have in common (Jaccard's coefficient), estimated
/// without bias; a little below 0 if fewer bins agree than would by chance.
pub fn similarity(a: &Sketch, b: &Sketch) -> f32 {
    estimate(agreeing(a, b))
}

/// The similarity of two sketches of which this many bins agree. Two different hashes have the same
/// eight bits once in 256 times.
pub fn estimate(agreeing: usize) -> f32 {
    const CHANCE: f32 = 1.0 / 256.0;
    let part = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    (part(agreeing) / part(BINS) - CHANCE) / (1.0 - CHANCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Option<Sketch> {
        let mut sketcher = Sketcher::new();
        sketcher.add(text.as_bytes());
        sketcher.finish()
    }

    fn words(numbers: impl Iterator<Item = usize>) -> String {
        numbers.map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn few_words_have_no_sketch() {
        assert_eq!(of(""), None);
        assert_eq!(of(&words(1..FEWEST_WORDS)), None);
        assert!(of(&words(1..FEWEST_WORDS + 1)).is_some());
        assert!(of(&"same ".repeat(200)).is_some());
    }

    #[test]
    fn words_may_come_in_pieces() {
        let text = words(0..300) + " antidisestablishmentarianism eightsig eightsig sixteen8sixteen8 x";
        let whole = of(&text);
        for size in [1, 7, 64] {
            let all: Vec<&str> = text.split(' ').collect();
            let mut sketcher = Sketcher::new();
            for (number, piece) in all.chunks(size).enumerate() {
                let gap = if number > 0 { " " } else { "" };
                sketcher.add(format!("{gap}{}", piece.join(" ")).as_bytes());
            }
            assert_eq!(sketcher.finish(), whole, "pieces of {size} words");
        }
    }

    /// Two texts that share the middle: the estimate must lie by the true share, within four standard
    /// deviations, and on average much closer.
    #[test]
    fn the_estimate_is_near_the_truth() {
        let (mut off, mut tried) = (0.0, 0.0);
        for start in (0..40_000).step_by(1_000) {
            for shift in [0_u16, 10, 40, 100, 200, 350] {
                let from = start + usize::from(shift);
                let one = of(&words(start..start + 400)).unwrap();
                let other = of(&words(from..from + 400)).unwrap();
                let shared = f32::from(397_u16.saturating_sub(shift));
                let truth = shared / (397.0 * 2.0 - shared);
                let error = similarity(&one, &other) - truth;
                let deviation = (truth * (1.0 - truth) / 128.0).sqrt() + 1e-3;
                assert!(error.abs() < 4.5 * deviation, "{start} {shift}: {error} at {truth}");
                off += error;
                tried += 1.0;
            }
        }
        assert!((off / tried).abs() < 0.006, "bias {}", off / tried);
    }

    #[test]
    fn texts_too_short_to_fill_the_bins_are_estimated_too() {
        let mut off = 0.0;
        for start in (0..100_000).step_by(1_000) {
            let one = of(&words(start..start + 50)).unwrap();
            let other = of(&words(start + 5..start + 55)).unwrap();
            off += (similarity(&one, &other) - 42.0 / 52.0) / 100.0;
        }
        assert!(off.abs() < 0.05, "bias {off}");
    }

    #[test]
    fn agreement_and_estimate() {
        let one = [7; BINS];
        let mut other = one;
        assert_eq!(agreeing(&one, &other), BINS);
        assert!((similarity(&one, &other) - 1.0).abs() < 1e-6);
        other[0] = 8;
        other[BINS - 1] = 8;
        assert_eq!(agreeing(&one, &other), BINS - 2);
        assert!(similarity(&one, &[9; BINS]).abs() < 0.01);
    }

    /// Stored sketches stay comparable only while this text has this sketch, on any machine.
    #[test]
    fn the_sketch_of_a_text_never_changes() {
        let sketch = of(&words(0..60)).unwrap();
        assert_eq!(xxhash_rust::xxh3::xxh3_64(&sketch), 0xabce_b45f_0e98_6673);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let mut sketcher = Sketcher::new();
            sketcher.add(&bytes);
            let _ = sketcher.finish();
        }
    }
}
