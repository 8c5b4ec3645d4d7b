//! Facts to ranked tables: counts postings per market, row and employer, then ranks the rows.
//!
//! The way through: one [`PartColumns`] per part of a store → [`Tally`] (integer counts that can be
//! added in any order) → [`rank()`] → [`RankedTable`]. What a row is about is decided by [`Subjects`],
//! which rolls concepts up into families or issuers. This module knows no files and no formats.

mod counted;
mod counts;
mod interval;
mod markets;
mod rank;
mod reduce;
mod subjects;
mod table;
mod tally;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod laws;

pub use interval::wilson;
pub use markets::Markets;
pub use rank::{Measure, RankSettings, rank};
pub use subjects::{Group, Subject, Subjects};
pub use table::{Figures, RankedTable, Row, Standing};
pub use tally::Tally;

/// One part of a store as plain columns: two per posting, three per mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartColumns {
    /// Per posting: its market in [`Markets`], or [`PartColumns::NOT_COUNTED`].
    pub market: Vec<u32>,
    /// Per posting: its normalised employer, numbered over the whole run; 0 is unknown.
    pub employer: Vec<u32>,
    /// Per mention: the posting it stands in, counted from 0 within the part.
    pub mention_posting: Vec<u32>,
    /// Per mention: the concept, as the dictionary numbers it.
    pub mention_concept: Vec<u32>,
    /// Per mention: the place of its status in [`Status::ALL`](crate::dictionary::Status::ALL).
    pub mention_status: Vec<u8>,
}

impl PartColumns {
    /// The market of a posting that no table counts: a duplicate, one without text, one filtered out.
    pub const NOT_COUNTED: u32 = u32::MAX;
}
