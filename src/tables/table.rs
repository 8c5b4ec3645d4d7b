//! Finished tables: all that reports ever see.

use super::Measure;

/// A table of one market, ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedTable {
    /// Dimension and value; empty where there is one market, "all". An empty value is "not stated".
    pub market: Vec<(String, String)>,
    /// What the rows are: `credential`, `skill`, `issuer`, …
    pub group: String,
    /// What the rank goes by.
    pub measure: Measure,
    /// Postings of the market; 0 where it is too small to tell.
    pub market_postings: u64,
    /// Distinct employers of the market that are known; 0 where it is too small to tell.
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
    /// What the intervals were made with.
    pub method: Method,
    /// The currency that pay is in: the market's commonest.
    pub pay_currency: Option<String>,
    /// Where the market is of postings that name a credential: what that is a step toward.
    pub stacks_toward: Vec<String>,
    /// The period before, where the markets are cut by a period and the same market is ranked in that too.
    pub previous: Option<String>,
}

/// How intervals of shares were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// From the jackknife over employers.
    Jackknife,
    /// Wilson's, as if postings were drawn one by one, because no employer is known.
    #[default]
    Wilson,
}

impl Method {
    /// The name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Jackknife => "jackknife",
            Method::Wilson => "wilson",
        }
    }
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
    /// The lowest and highest rank that the row could have; none where employers are unknown.
    pub rank_set: Option<(u64, u64)>,
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
    /// The names of what it is a step toward.
    pub stacks_toward: Vec<String>,
    /// What was counted; none where it is withheld, because too few postings or employers are behind it, or
    /// because it would give such a row away.
    pub figures: Option<Figures>,
}

impl Row {
    /// Whether the figures are withheld.
    pub fn suppressed(&self) -> bool {
        self.figures.is_none()
    }
}

/// What was counted for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Postings that name it, each once, by the strongest status it has there.
    pub postings: u64,
    /// Their part of the market's postings.
    pub share: f64,
    /// The low end of the 95% interval of the share, made as [`RankedTable::method`] says.
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
    /// Their part of the market's postings.
    pub required_share: f64,
    /// The low end of the 95% interval of that part, made likewise.
    pub required_low: f64,
    /// The high end.
    pub required_high: f64,
    /// Postings that want it.
    pub preferred: u64,
    /// Postings that let it be obtained after hire.
    pub obtainable: u64,
    /// Postings that name it without a statement of demand.
    pub mentioned: u64,
    /// Postings in which its strongest mention is one of several alternatives: "CISSP or CISM".
    pub alternative: u64,
    /// The share here over the share in all markets of the run (a location quotient); none where there is
    /// one market, or where it would give a withheld figure away.
    pub specificity: Option<f64>,
    /// How the share has changed since the period before; none where that has no figures.
    pub change: Option<Change>,
    /// What the postings that name it pay; none where too few say.
    pub pay: Option<PayFigures>,
}

/// A share less the share of the period before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The difference of the shares.
    pub change: f64,
    /// The low end of its 95% interval.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// Whether one of the two periods is not so much smaller than the other that it holds other postings: of a dump
    /// that was taken on one day, what is left of earlier months are the ads that stayed open.
    pub comparable: bool,
}

impl Change {
    /// A period with less than one in so many of the other's postings cannot be compared with it.
    pub const LEAST_PART: u64 = 10;

    /// A change within this of nothing is none.
    pub const STEADY: f64 = 0.01;

    /// What the interval says: `rising` or `falling` where it excludes 0, `steady` where it excludes any
    /// change of more than [`Change::STEADY`], or else `unclear`; and `not comparable` where the periods are not.
    pub fn trend(&self) -> &'static str {
        if !self.comparable {
            return "not comparable";
        }
        match (self.low, self.high) {
            (low, _) if low > 0.0 => "rising",
            (_, high) if high < 0.0 => "falling",
            (low, high) if low >= -Self::STEADY && high <= Self::STEADY => "steady",
            _ => "unclear",
        }
    }
}

/// Stated pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayFigures {
    /// The median yearly pay, in whole units of the currency.
    pub median: u64,
    /// How many postings state one in the currency of the table.
    pub postings: u64,
}
