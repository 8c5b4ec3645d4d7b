//! Facts to ranked tables: counts postings per market, row and employer, then ranks the rows.
//!
//! The way through: one [`PartColumns`] per part of a store → [`Tally`] (integer counts that can be
//! added in any order) → [`Ranking`] → [`RankedTable`]. What a row is about is decided by [`Subjects`],
//! which rolls concepts up into families, issuers and the like. This module knows no files and no formats.

mod clusters;
mod columns;
mod counted;
mod counts;
mod group;
mod interval;
mod jackknife;
mod markets;
mod mix;
mod near;
mod pay;
mod rank;
mod rank_set;
mod reduce;
mod resample;
mod settings;
mod sheet;
mod subjects;
mod table;
mod tally;
mod withheld;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod simulated;

pub use clusters::Clusters;
pub use columns::{DegreeAsked, PartColumns, pay_code};
pub use group::{Group, RollUp};
pub use interval::wilson;
pub use markets::Markets;
pub use near::{NearPostings, NearSettings, near_copies};
pub use rank::Ranking;
pub use settings::{Measure, RankSettings};
pub use subjects::{Subject, Subjects};
pub use table::{Change, Figures, Method, PayFigures, RankedTable, Row, Standing};
pub use tally::Tally;
