//! The stages composed: dumps to facts ([`scan()`]), facts to tables ([`rank()`]), and a look at a dump
//! ([`inspect()`]). The only place that knows all of them.

#[cfg(feature = "tables")]
mod copies;
#[cfg(feature = "tables")]
mod counted_postings;
mod dimension;
#[cfg(feature = "tables")]
mod filter;
mod hash;
mod inspect;
mod keys;
#[cfg(feature = "tables")]
mod naming;
mod ordered;
#[cfg(feature = "tables")]
mod rank;
mod scan;
#[cfg(feature = "tables")]
mod sensitivity;
mod work;

#[cfg(feature = "tables")]
pub use copies::{Duplicates, write_near_duplicates};
#[cfg(feature = "tables")]
pub use counted_postings::Unread;
pub use dimension::DIMENSIONS;
#[cfg(feature = "tables")]
pub use filter::Filter;
pub use inspect::{Coverage, Inspection, inspect};
#[cfg(feature = "tables")]
pub use rank::{Rank, Ranked, rank};
pub use scan::{Scan, Watch, check_not_empty, scan};
#[cfg(feature = "tables")]
pub use sensitivity::{Sensitivity, sensitivity};
