//! The integration tests: one program, so that it is linked once.
//!
//! - `dictionary`: every entry of the built-in dictionary holds what its own tests say
//! - `scanner_oracle`: a naive scanner agrees with the fast one on random texts and dictionaries

mod dictionary;
mod scanner_oracle;
