//! What a ranking goes by, and what it withholds.

use super::counted::RowCount;
use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use std::str::FromStr;

/// What the rank goes by. All are compared as integers, so that equal figures are ties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// The part of the market's postings that name it.
    #[default]
    Share,
    /// Distinct known employers that name it.
    Employers,
    /// Postings that demand it.
    Required,
    /// How specific it is to the market, for certain: the low end of its share over its share in all markets.
    Specificity,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 4] =
        [Measure::Share, Measure::Employers, Measure::Required, Measure::Specificity];

    /// The name used in settings and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Share => "share",
            Measure::Employers => "employers",
            Measure::Required => "required",
            Measure::Specificity => "specificity",
        }
    }

    /// What the count of a row is ranked by; how specific it is takes more than its count.
    pub(super) fn of(self, count: &RowCount) -> u64 {
        match self {
            // The market's postings are the same for every row.
            Measure::Share | Measure::Specificity => count.weight,
            Measure::Employers => count.employers,
            Measure::Required => count.weight_required,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Measure {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Measure::ALL.into_iter().find(|measure| measure.name() == name).ok_or_else(|| {
            let names = Measure::ALL.map(Measure::name).join(", ");
            Error::new(ErrorKind::Settings, format!("nothing can be ranked by {name:?}"))
                .help(format!("choose one of {names}"))
        })
    }
}

/// How tables are ranked and what is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankSettings {
    /// What the rank goes by.
    pub measure: Measure,
    /// How many ranked rows to keep; ties with the last one kept stay too.
    pub top: Option<usize>,
    /// The postings below which figures are withheld and markets are not ranked.
    pub min_postings: u64,
    /// The employers below which figures are withheld. Where no employer of a market is known, only
    /// `min_postings` applies.
    pub min_employers: u64,
    /// The postings that one employer may weigh in a market; more of them weigh less each.
    pub employer_cap: Option<u64>,
    /// How often employers are drawn anew.
    pub resamples: usize,
    /// What the draws are seeded with.
    pub seed: u64,
    /// Whether ranks are bounded for the whole table at once, and not for each row.
    pub simultaneous: bool,
}

impl Default for RankSettings {
    fn default() -> Self {
        Self {
            measure: Measure::Share,
            top: None,
            min_postings: 10,
            min_employers: 3,
            employer_cap: None,
            resamples: 1000,
            seed: 1,
            simultaneous: false,
        }
    }
}
