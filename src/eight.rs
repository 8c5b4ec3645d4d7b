//! Arithmetic on eight bytes at once ("SIMD within a register": Lamport, "Multiple byte processing with full-word
//! instructions", 1975). An answer is a mask that has the highest bit of each byte of which it is true.

/// The highest bit of every byte.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;

/// `byte`, eight times.
#[inline]
pub(crate) const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Which of eight bytes of ASCII are at least `least`, which is one of ASCII too and not 0. Other bits than the highest
/// mean nothing.
#[inline]
pub(crate) const fn at_least(ascii: u64, least: u8) -> u64 {
    // No sum leaves its byte.
    ascii + each(0x80 - least)
}

/// Which of eight bytes are `byte`.
#[inline]
pub(crate) const fn equal(raw: u64, byte: u8) -> u64 {
    let differs = raw ^ each(byte);
    // Likewise, so every byte is told rightly.
    !(((differs & !HIGH) + !HIGH) | differs) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn says_the_same_as_looking_at_each_byte(bytes in any::<[u8; 8]>(), byte in 1_u8..0x80) {
            let mask = |is: &dyn Fn(u8) -> bool| u64::from_le_bytes(bytes.map(|byte| u8::from(is(byte)) << 7));
            let raw = u64::from_le_bytes(bytes);
            prop_assert_eq!(equal(raw, byte), mask(&|other| other == byte));
            prop_assert_eq!(at_least(raw & !HIGH, byte) & HIGH, mask(&|other| other & 0x7f >= byte));
        }
    }
}
