//! The stages composed: dumps to facts ([`scan()`]), facts to tables ([`rank()`]), and a look at a dump
//! ([`inspect()`]). The only place that knows all of them.

mod dimension;
mod hash;
mod inspect;
mod ordered;
#[cfg(feature = "tables")]
mod rank;
mod scan;
mod work;

pub use dimension::DIMENSIONS;
pub use inspect::{Inspection, inspect};
#[cfg(feature = "tables")]
pub use rank::{Rank, rank};
pub use scan::{Scan, Watch, check_not_empty, scan};
