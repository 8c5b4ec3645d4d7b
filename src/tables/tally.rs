//! Integer counts of what was named where by whom, which can be made part by part, on any machine,
//! and added in any order with the same result.

use super::counts::Counts;
use super::{PartColumns, Subjects, reduce};
use crate::error::Result;

/// Counts of postings per market, employer, row and strongest status.
///
/// A row counts once per posting that names it or anything that rolls up into it, with the strongest
/// status it has there; statuses that are not demand do not count. Adding is associative and
/// commutative, and a new tally changes nothing.
#[derive(Clone, Debug)]
pub struct Tally<'s> {
    subjects: &'s Subjects,
    strict: bool,
    pub(super) sites: Counts<2>,
    pub(super) cells: Counts<3>,
    pub(super) pays: Counts<4>,
}

impl<'s> Tally<'s> {
    /// Nothing counted yet, for these rows.
    pub fn new(subjects: &'s Subjects) -> Self {
        Self {
            subjects,
            strict: false,
            sites: Counts::default(),
            cells: Counts::default(),
            pays: Counts::default(),
        }
    }

    /// The same, but what is only one of several alternatives ("CISSP or CISM") will not count.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// What the rows are about.
    pub fn subjects(&self) -> &'s Subjects {
        self.subjects
    }

    /// Counts a part.
    ///
    /// # Errors
    /// A number in the part leads nowhere; then nothing of it is counted.
    pub fn add(&mut self, part: &PartColumns) -> Result<()> {
        let reduced = reduce::reduce(part, self.subjects, self.strict)?;
        self.sites.push(reduced.sites);
        self.cells.push(reduced.cells);
        self.pays.push(reduced.pays);
        Ok(())
    }

    /// Adds another tally, which must be of the same rows.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        debug_assert!(std::ptr::eq(self.subjects, other.subjects), "tallies of the same rows");
        self.sites.merge(other.sites);
        self.cells.merge(other.cells);
        self.pays.merge(other.pays);
        self
    }

    /// Makes one sorted run of everything that was counted. It changes nothing but that ranking the tally takes
    /// no copy of it.
    pub fn settle(&mut self) {
        self.sites.settle();
        self.cells.settle();
        self.pays.settle();
    }
}

/// Tallies are equal when they hold the same counts, however these came together.
impl PartialEq for Tally<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.sites.settled() == other.sites.settled()
            && self.cells.settled() == other.cells.settled()
            && self.pays.settled() == other.pays.settled()
    }
}
