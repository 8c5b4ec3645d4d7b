//! Counts to a ranked table: shares, intervals, ranks with their ties, and what is withheld.

use super::counted::{MarketCount, RowCount};
use super::{Figures, Markets, RankedTable, Row, Standing, Subject, Tally, wilson};
use crate::error::{Error, ErrorKind, Result};
use std::cmp::Reverse;
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
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 3] = [Measure::Share, Measure::Employers, Measure::Required];

    /// The name used in settings and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Share => "share",
            Measure::Employers => "employers",
            Measure::Required => "required",
        }
    }

    fn of(self, count: &RowCount) -> u64 {
        match self {
            // The market's postings are the same for every row.
            Measure::Share => count.postings(),
            Measure::Employers => count.employers,
            Measure::Required => count.by_strength[3],
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
}

impl Default for RankSettings {
    fn default() -> Self {
        Self { measure: Measure::Share, top: None, min_postings: 10, min_employers: 3 }
    }
}

/// The table of every market that has postings, sorted by the values of the markets.
///
/// Withheld rows come last, sorted by id, with no figures: neither their order nor any total tells
/// their size. Postings of unknown employers count as postings, and for no employer.
///
/// # Errors
/// The tally has a market that `markets` has not.
pub fn rank(tally: &Tally<'_>, markets: &Markets, settings: &RankSettings) -> Result<Vec<RankedTable>> {
    let mut tables = Vec::new();
    for count in tally.count()? {
        let market = markets
            .named(count.market)
            .ok_or_else(|| Error::new(ErrorKind::Store, "a posting has a market that is not known"))?;
        tables.push(table(market, &count, tally, settings));
    }
    tables.sort_by(|one, other| one.market.cmp(&other.market));
    Ok(tables)
}

fn table(
    market: Vec<(String, String)>,
    count: &MarketCount,
    tally: &Tally<'_>,
    settings: &RankSettings,
) -> RankedTable {
    let employers_known = count.employers > 0;
    let mut table = RankedTable {
        market,
        group: tally.subjects().group().to_owned(),
        measure: settings.measure,
        market_postings: count.postings,
        market_employers: count.employers,
        employers_known,
        standing: Standing::Ranked,
        rows: Vec::new(),
        cut: 0,
        withheld: 0,
        min_postings: settings.min_postings,
        min_employers: settings.min_employers,
    };
    if count.postings < settings.min_postings {
        table.standing = Standing::TooSmall;
        return table;
    }
    if settings.measure == Measure::Employers && !employers_known {
        table.standing = Standing::NoEmployers;
        return table;
    }
    let subject = |row: u32| &tally.subjects().subjects()[row as usize];
    let few = |row: &RowCount| {
        row.postings() < settings.min_postings || (employers_known && row.employers < settings.min_employers)
    };
    let (mut withheld, mut ranked): (Vec<_>, Vec<_>) = count.rows.iter().partition(|(_, row)| few(row));
    ranked.sort_by_key(|(row, found)| {
        let subject = subject(*row);
        (Reverse(settings.measure.of(found)), &subject.name, &subject.id)
    });
    withheld.sort_by_key(|(row, _)| &subject(*row).id);

    let (mut rank, mut last) = (0, None);
    for (at, (row, found)) in (1..).zip(&ranked) {
        let value = settings.measure.of(found);
        if last != Some(value) {
            if settings.top.is_some_and(|top| table.rows.len() >= top) {
                break;
            }
            (rank, last) = (at, Some(value));
        }
        table.rows.push(line(subject(*row), Some((rank, figures(found, count)))));
    }
    table.cut = ranked.len() - table.rows.len();
    table.withheld = withheld.len();
    table.rows.extend(withheld.iter().map(|(row, _)| line(subject(*row), None)));
    table
}

fn line(subject: &Subject, standing: Option<(u64, Figures)>) -> Row {
    Row {
        rank: standing.map(|(rank, _)| rank),
        id: subject.id.clone(),
        name: subject.name.clone(),
        kind: subject.kind.clone(),
        issuer: subject.issuer.clone(),
        family: subject.family.clone(),
        level: subject.level.clone(),
        figures: standing.map(|(_, figures)| figures),
        suppressed: standing.is_none(),
    }
}

fn figures(row: &RowCount, market: &MarketCount) -> Figures {
    let postings = row.postings();
    let (share_low, share_high) = wilson(postings, market.postings);
    let [mentioned, obtainable, preferred, required] = row.by_strength;
    let known = market.employers > 0;
    Figures {
        postings,
        share: part(postings, market.postings),
        share_low,
        share_high,
        employers: known.then_some(row.employers),
        employer_share: known.then(|| part(row.employers, market.employers)),
        top_employer_part: (row.employers > 0).then(|| part(row.largest, postings)),
        required,
        preferred,
        obtainable,
        mentioned,
    }
}

/// Counts below 2^53 are exact in an f64; no dump has more postings.
#[allow(clippy::cast_precision_loss)]
fn part(count: u64, whole: u64) -> f64 {
    count as f64 / whole as f64
}
