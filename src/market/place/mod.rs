//! Where a job is: the country, region and metropolitan area of a location as a posting writes it.
//!
//! A location is cut into places ("Austin, TX; Boston, MA"), a place into parts ("Austin", "TX"), and
//! each part is looked up in tables of names and codes. What the parts agree on is the reading
//! (`weigh`). Nothing is guessed:
//!
//! - A city's name alone is read only if the tables mark it as standing for that city wherever it is
//!   written: no other place of the name in an English-speaking country or among the world's larger
//!   cities has more than about a tenth of its people. So "London" is London in England, while
//!   "Springfield", "Birmingham" and "Cambridge" are unknown until a state or country is said.
//! - "Georgia", "Washington", "Victoria" and "Ontario" alone are unknown.
//! - A two-letter code alone is unknown, save US, UK and GB. After another part it is the US state
//!   ("Newtown, DE"), unless the parts before it are known to be elsewhere ("Berlin, DE", "Toronto,
//!   ON, CA", "Bengaluru, KA, IN", "Perth WA").
//! - A metropolitan area that spans several states ("Greater Boston") has no region.
//! - The country cell decides if there is one; a UK postcode decides over the town.

mod codes;
mod fold;
mod gather;
mod loose;
mod reader;
mod remote;
mod split;
mod tables;
mod weigh;

use reader::Reader;
use tables::Tables;

/// The gazetteer compiled into the program.
#[derive(Debug)]
pub struct Gazetteer {
    tables: Tables,
}

/// What a posting says of its place; empty where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written<'a> {
    /// The location cells, joined with ", ".
    pub location: &'a str,
    /// The cell of a column for the region.
    pub region: &'a str,
    /// The cell of a column for the country.
    pub country: &'a str,
    /// The cell of a column for the postcode.
    pub postcode: &'a str,
}

/// A location as understood. Text is empty where it is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'g> {
    /// How the location was understood.
    pub reading: Reading,
    /// The ISO 3166-1 alpha-2 code of the country.
    pub country: &'g str,
    /// The first-level region: a US state's two letters, the ITL 1 region of the United Kingdom, the
    /// standard code of a Canadian province or Australian state, an English name elsewhere.
    pub region: &'g str,
    /// The title of the US core-based statistical area ("Austin-Round Rock, TX").
    pub metro: &'g str,
    /// Whether the location says that the work is done away from the office.
    pub remote: Remote,
}

/// How a location was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// The posting says nothing of a place (or only "Hybrid").
    NotStated,
    /// One place, or several in one region: at least the country is known.
    Known,
    /// Several places in different regions or countries. Country, region and metro keep what they all
    /// agree on.
    Several,
    /// Work from anywhere, or from anywhere in a country.
    Remote,
    /// There is text, and it was not understood.
    Unknown,
}

impl Reading {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStated => "not stated",
            Self::Known => "known",
            Self::Several => "several",
            Self::Remote => "remote",
            Self::Unknown => "unknown",
        }
    }
}

/// Work away from the office, as far as the location says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remote {
    /// Nothing is said of it.
    No,
    /// Partly at the office.
    Hybrid,
    /// From home or from anywhere.
    Remote,
}

impl Remote {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Hybrid => "hybrid",
            Self::Remote => "remote",
        }
    }
}

impl Gazetteer {
    /// Reads the tables. It takes a few milliseconds; do it once.
    pub fn embedded() -> Self {
        Self { tables: Tables::embedded() }
    }

    /// Reads a posting's place.
    pub fn read<'g>(&'g self, written: &Written<'_>) -> Place<'g> {
        Reader::new(&self.tables).read(written)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
