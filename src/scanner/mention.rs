//! What the scanner finds.

use crate::dictionary::Status;
use crate::ids::{ConceptId, FormId, RuleId};

/// A concept named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub concept: ConceptId,
    /// The alias by which it is named.
    pub form: FormId,
    /// First byte in the scanned text.
    pub start: usize,
    /// One past the last byte in the scanned text.
    pub end: usize,
    /// How the ad speaks of it.
    pub status: Status,
    /// The rule that decided the status, if one did.
    pub rule: Option<RuleId>,
    /// The either-or list that it stands in, numbered from 1 within the text: "CISSP, CISM or CISA".
    pub either_or: Option<u32>,
    /// The years of experience asked with it: "3-5 years of Python".
    pub years: Option<Years>,
}

/// Years of experience, as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// The fewest, in years; months are rounded down.
    pub low: u8,
    /// The most, where the ad gives a range.
    pub high: Option<u8>,
}
