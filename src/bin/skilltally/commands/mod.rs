//! One file a command.

pub(crate) mod dictionary;
pub(crate) mod exchange;
pub(crate) mod inspect;
mod ledger;
pub(crate) mod rank;
pub(crate) mod scan;
