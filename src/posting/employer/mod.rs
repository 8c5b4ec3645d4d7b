//! Employers: one key for the ways in which one employer's name is written ([`normalise`]), other
//! names of the same employer ([`Aliases`]), and names that stand for somebody else's vacancy
//! ([`intermediary`]).

mod aliases;
mod intermediaries;
mod key;
mod letters;
mod tail;

pub use aliases::Aliases;
pub use intermediaries::{Intermediary, intermediary, is_staffing};
pub use key::normalise;
