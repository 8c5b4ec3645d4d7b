//! The integration tests: one program, so that it is linked once.
//!
//! - `dictionary`: every entry of the built-in dictionary holds what its own tests say
//! - `scanner_oracle`: a naive scanner agrees with the fast one on random texts and dictionaries
//! - `laws`: threads, blocks and splits leave no trace; stores are continued; the ledger adds up
//! - `meaning`: required, preferred, ruled out, either-or, degrees and years, rule by rule
//! - `traps`: every row of the trap table of the dictionary's design, in true and in false uses
//! - `cli`: commands as they are typed, with their output and exit code (`tests/cmd/`)
//! - `hostile`: damaged, odd and enormous inputs, each with its message
//! - `common`: what several of them need

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "tables")]
mod common;
mod dictionary;
#[cfg(feature = "cli")]
mod hostile;
#[cfg(feature = "tables")]
mod laws;
mod meaning;
mod scanner_oracle;
mod traps;
