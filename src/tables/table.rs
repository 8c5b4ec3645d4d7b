//! Finished tables: all that reports ever see.

use super::rank::Measure;

/// A table of one market, ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedTable {
    /// Dimension and value; empty where there is one market, "all". An empty value is "not stated".
    pub market: Vec<(String, String)>,
    /// What the rows are: `credential`, `skill`, `issuer`, …
    pub group: String,
    /// What the rank goes by.
    pub measure: Measure,
    /// Postings of the market.
    pub market_postings: u64,
    /// Distinct employers of the market that are known.
    pub market_employers: u64,
    /// Whether any employer of the market is known.
    pub employers_known: bool,
    /// Whether the market could be ranked, and why not.
    pub standing: Standing,
    /// Ranked rows, best first, then those whose figures are withheld, sorted by id.
    pub rows: Vec<Row>,
    /// Ranked rows beyond the number asked for, which are left out.
    pub cut: usize,
    /// Rows whose figures are withheld.
    pub withheld: usize,
    /// Postings below which figures are withheld.
    pub min_postings: u64,
    /// Employers below which figures are withheld, where employers are known.
    pub min_employers: u64,
}

/// Whether a market could be ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// It is ranked.
    Ranked,
    /// It has fewer postings than figures are published for, so the table has no rows.
    TooSmall,
    /// The rank goes by employers and none is known, so the table has no rows.
    NoEmployers,
}

impl Standing {
    /// The name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Ranked => "ranked",
            Standing::TooSmall => "too small",
            Standing::NoEmployers => "no employers known",
        }
    }
}

/// A row: a credential, skill, tool or issuer in a market.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Competition rank (1, 2, 2, 4); none where figures are withheld.
    pub rank: Option<u64>,
    /// The id of the concept or issuer.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of the concept, or what sort of organisation the issuer is.
    pub kind: String,
    /// The name of who awards it.
    pub issuer: Option<String>,
    /// The id of the concept it rolls up into.
    pub family: Option<String>,
    /// The issuer's level.
    pub level: Option<String>,
    /// What was counted; none where it is withheld.
    pub figures: Option<Figures>,
    /// Whether the figures are withheld because there are too few postings or employers behind them.
    pub suppressed: bool,
}

/// What was counted for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Postings that name it, each once, by the strongest status it has there.
    pub postings: u64,
    /// Their part of the market's postings.
    pub share: f64,
    /// The low end of the 95% interval of the share ([`wilson`](super::wilson)).
    pub share_low: f64,
    /// The high end.
    pub share_high: f64,
    /// Distinct known employers that name it; none where no employer of the market is known.
    pub employers: Option<u64>,
    /// Their part of the market's known employers.
    pub employer_share: Option<f64>,
    /// The part of `postings` that is the largest known employer's; none where no employer that
    /// names it is known.
    pub top_employer_part: Option<f64>,
    /// Postings that demand it.
    pub required: u64,
    /// Postings that want it.
    pub preferred: u64,
    /// Postings that let it be obtained after hire.
    pub obtainable: u64,
    /// Postings that name it without a statement of demand.
    pub mentioned: u64,
}
