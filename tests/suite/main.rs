//! The integration tests: one program, so that it is linked once.
//!
//! - `dictionary`: every entry of the built-in dictionary holds what its own tests say
//! - `scanner_oracle`: a naive scanner agrees with the fast one on random texts and dictionaries
//! - `laws`: threads, blocks and splits leave no trace; stores are continued; the ledger adds up
//! - `traps`: every row of the trap table of the dictionary's design, in true and in false uses
//! - `common`: what several of them need

#[cfg(feature = "tables")]
mod common;
mod dictionary;
#[cfg(feature = "tables")]
mod laws;
mod scanner_oracle;
mod traps;
