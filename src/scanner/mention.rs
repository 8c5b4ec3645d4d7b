//! What the scanner finds.

use crate::dictionary::Status;
use crate::ids::{ConceptId, FormId, HeadingId};

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
    /// The heading rule that decided the status, if one did.
    pub heading: Option<HeadingId>,
}
