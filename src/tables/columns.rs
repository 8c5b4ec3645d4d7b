//! A part of a store as plain columns: what a tally counts.

/// One part of a store: a few numbers per posting and per mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartColumns {
    /// Per posting: its market in [`Markets`](super::Markets), or [`PartColumns::NOT_COUNTED`].
    pub market: Vec<u32>,
    /// Per posting: its cluster in [`Clusters`](super::Clusters).
    pub employer: Vec<u32>,
    /// Per posting: its pay ([`pay_code`]), or 0.
    pub pay: Vec<u32>,
    /// Per posting: the degree that it asks as a whole.
    pub degree: Vec<DegreeAsked>,
    /// Per mention: the posting it stands in, counted from 0 within the part; those of a posting stand
    /// together.
    pub mention_posting: Vec<u32>,
    /// Per mention: the concept, as the dictionary numbers it.
    pub mention_concept: Vec<u32>,
    /// Per mention: the place of its status in [`Status::ALL`](crate::dictionary::Status::ALL).
    pub mention_status: Vec<u8>,
    /// Per mention: the number of its list of alternatives within the posting, or 0.
    pub mention_list: Vec<u32>,
}

impl PartColumns {
    /// The market of a posting that no table counts: a duplicate, one without text, one filtered out.
    pub const NOT_COUNTED: u32 = u32::MAX;
}

/// The degree that a posting asks. Levels are places in
/// [`DegreeLevel::ALL`](crate::scanner::DegreeLevel::ALL).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DegreeAsked {
    /// The lowest level required.
    pub required: Option<u8>,
    /// The highest level preferred.
    pub preferred: Option<u8>,
    /// Whether something else will do in its place.
    pub or_equivalent: bool,
}

/// The unit of pay in a [`pay_code`].
const PAY_UNIT: u32 = 20;
const PAY_BITS: u32 = 24;

/// A yearly pay as one number: its currency, one of 255 that the caller numbers, and twenties, which
/// is finer than a median of stated pay can be read. 0 where it rounds to nothing or does not fit.
pub fn pay_code(currency: u8, yearly: u32) -> u32 {
    let units = yearly.saturating_add(PAY_UNIT / 2) / PAY_UNIT;
    if units == 0 || units >> PAY_BITS != 0 { 0 } else { u32::from(currency) << PAY_BITS | units }
}

/// The currency and the pay that [`pay_code`] put together.
pub(super) fn pay_of(code: u32) -> (u32, u64) {
    (code >> PAY_BITS, u64::from(code & ((1 << PAY_BITS) - 1)) * u64::from(PAY_UNIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_goes_into_a_code_and_comes_back_rounded() {
        assert_eq!(pay_of(pay_code(3, 52_050)), (3, 52_060));
        assert_eq!([pay_code(1, 9), pay_code(1, 1_700_000_000)], [0, 0]);
    }
}
