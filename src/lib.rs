//! skilltally finds which credentials and skills employers name in job postings, and ranks them
//! per market.
//!
//! The library is built in floors; a module uses only what lies below it (docs/architecture.md):
//! `pipeline` composes the stages, `report` writes finished tables, `tables` turns facts into
//! tallies and ranks, `exchange` turns other formats into dictionaries and back, `store` keeps facts on
//! disk, `source`, `posting`, `market` and `scanner` are siblings that never import each other, and
//! `dictionary` and `error` carry everything.

pub mod dictionary;
mod eight;
pub mod error;
#[cfg(feature = "store")]
pub mod exchange;
pub mod fold;
pub mod ids;
#[cfg(feature = "store")]
pub mod market;
#[cfg(feature = "store")]
pub mod pipeline;
#[cfg(feature = "store")]
pub mod posting;
#[cfg(feature = "tables")]
pub mod report;
pub mod scanner;
#[cfg(feature = "store")]
pub mod source;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "tables")]
pub mod tables;

pub use error::{Error, ErrorKind, Place, Result};

/// The examples of the README compile and hold.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
