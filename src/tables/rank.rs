//! Counts to ranked tables: shares, intervals, ranks with their ties, change, and what is withheld.

use super::counted::{self, MarketCells, MarketCount, RowCount, WHOLE};
use super::jackknife::Jackknife;
use super::pay::{self, market_currency};
use super::rank_set::{Rows, rank_sets};
use super::resample::{Drawn, Resampling};
use super::sheet::Sheet;
use super::subjects::Basis;
use super::table::{Figures, Method, RankedTable, Row, Standing};
use super::withheld::{Total, withheld};
use super::{Clusters, Markets, Measure, RankSettings, Subject, Tally, mix};
use crate::error::{Error, ErrorKind, Result};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A ranking under way: markets are added whole, and finished together, because how specific a row is to a
/// market needs all markets.
#[derive(Debug)]
pub struct Ranking<'a> {
    markets: &'a Markets,
    clusters: &'a Clusters,
    currencies: &'a [String],
    settings: &'a RankSettings,
    drafts: Vec<Draft>,
    totals: Vec<Total>,
    /// What the postings of all markets weigh.
    weight: u64,
    /// The share of each row in all markets, where it was given beforehand.
    overall: Option<Vec<Option<f64>>>,
    /// For each market, the rows that stand in every posting of it by what it is.
    given: HashMap<u32, Vec<u32>>,
}

/// A table and the numbers of its rows.
#[derive(Debug)]
struct Draft {
    table: RankedTable,
    rows: Vec<u32>,
    /// What the table adds to the totals.
    totals: Vec<(u32, Total)>,
    weight: u64,
}

impl<'a> Ranking<'a> {
    /// A ranking of markets, of which none is added yet. Currencies are named by the numbers they have in
    /// [`pay_code`](super::pay_code).
    pub fn new(
        markets: &'a Markets,
        clusters: &'a Clusters,
        currencies: &'a [String],
        settings: &'a RankSettings,
    ) -> Self {
        let (drafts, totals, given) = (Vec::new(), Vec::new(), HashMap::new());
        Self { markets, clusters, currencies, settings, drafts, totals, weight: 0, overall: None, given }
    }

    /// Says what all markets have together, where postings stand in several of them: a tally of all postings as
    /// one market. How specific a row is to a market is then its lift.
    pub fn against_whole(&mut self, whole: &Tally<'_>) {
        let (sites, cells) = (whole.sites.settled(), whole.cells.settled());
        let rows = whole.subjects().subjects().len();
        let mut weights = vec![0; rows];
        let mut all = 0;
        for market in counted::by_market(&sites, &cells, &[]) {
            let count = market.count(rows, self.settings.employer_cap);
            all += count.weight;
            count.rows.iter().for_each(|(row, found)| weights[*row as usize] += found.weight);
        }
        self.overall = Some(weights.into_iter().map(|weight| Some(part(weight, all))).collect());
    }

    /// Says the shares of rows in all markets, as another ranking of the same rows knows them: what it cannot tell
    /// without giving a withheld figure away is left out.
    pub fn against(&mut self, other: &Ranking<'_>) {
        let rows = u32::try_from(other.totals.len()).unwrap_or(u32::MAX);
        self.overall = Some((0..rows).map(|row| other.overall(row)).collect());
    }

    /// Leaves rows out of a market because they stand in every posting of it by what it is.
    pub fn leave_out(&mut self, market: u32, rows: &[u32]) {
        self.given.entry(market).or_default().extend(rows);
    }

    /// The share of a row in all markets, where there is one to tell.
    fn overall(&self, row: u32) -> Option<f64> {
        if let Some(overall) = &self.overall {
            return *overall.get(row as usize)?;
        }
        let total = self.totals.get(row as usize)?;
        let told = self.drafts.len() > 1 && total.is_safe(self.settings);
        told.then(|| part(total.weight, self.weight))
    }

    /// Adds the markets of a tally. All tallies of a ranking are of the same rows; a market stands whole in one
    /// of them, and so do all periods of it.
    ///
    /// # Errors
    /// The tally has a market that is not known.
    pub fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        let (sites, cells, pays) = (tally.sites.settled(), tally.cells.settled(), tally.pays.settled());
        let mut stems: BTreeMap<Vec<&str>, Vec<(&str, MarketCells<'_>)>> = BTreeMap::new();
        for cells in counted::by_market(&sites, &cells, &pays) {
            let (stem, period) = self
                .markets
                .stem(cells.market)
                .ok_or_else(|| Error::new(ErrorKind::Store, "a posting has a market that is not known"))?;
            stems.entry(stem).or_default().push((period, cells));
        }
        let stems: Vec<_> = stems.into_values().collect();
        let drafts: Vec<Vec<Draft>> =
            stems.into_par_iter().map(|periods| self.periods(tally, periods)).collect();
        self.totals.resize(tally.subjects().subjects().len(), Total::default());
        for mut draft in drafts.into_iter().flatten() {
            self.weight += draft.weight;
            for (row, more) in std::mem::take(&mut draft.totals) {
                self.totals[row as usize].add(&more);
            }
            self.drafts.push(draft);
        }
        Ok(())
    }

    /// The table of every market that has postings, sorted by the values of the markets.
    ///
    /// Withheld rows come last, sorted by id, with no figures: neither their order nor any total tells
    /// their size. Postings of unknown employers count as postings, and for no employer.
    pub fn finish(mut self) -> Vec<RankedTable> {
        let overall: Vec<Option<f64>> =
            (0..u32::try_from(self.totals.len()).unwrap_or(u32::MAX)).map(|row| self.overall(row)).collect();
        let finish = |mut draft: Draft| {
            for (row, number) in draft.table.rows.iter_mut().zip(&draft.rows) {
                let overall = overall.get(*number as usize).copied().flatten();
                // What no posting of any market names is specific to none.
                let overall = overall.filter(|overall| *overall > 0.0);
                if let (Some(figures), Some(overall)) = (row.figures.as_mut(), overall) {
                    figures.specificity = Some(figures.share / overall);
                }
            }
            draft.table
        };
        let mut tables: Vec<_> = std::mem::take(&mut self.drafts).into_iter().map(finish).collect();
        tables.sort_by_cached_key(|table| {
            // What is not known comes last.
            let place = |(_, value): &(String, String)| (value.is_empty(), value == "unknown", value.clone());
            table.market.iter().map(place).collect::<Vec<_>>()
        });
        tables
    }

    /// The tables of one market in all periods.
    fn periods(&self, tally: &Tally<'_>, mut periods: Vec<(&str, MarketCells<'_>)>) -> Vec<Draft> {
        periods.sort_by_key(|(period, _)| *period);
        let mut drafts = Vec::with_capacity(periods.len());
        let mut previous: Option<(&str, Sheet<'_>)> = None;
        for (period, cells) in periods {
            let before = self.markets.period_before(period);
            let past = previous.take().filter(|(past, _)| before.as_deref() == Some(*past));
            let (draft, sheet) =
                self.market(tally, &cells, past.as_ref().map(|(period, sheet)| (*period, sheet)));
            drafts.push(draft);
            previous = sheet.map(|sheet| (period, sheet));
        }
        drafts
    }

    fn market<'t>(
        &self,
        tally: &Tally<'_>,
        cells: &MarketCells<'t>,
        past: Option<(&str, &Sheet<'_>)>,
    ) -> (Draft, Option<Sheet<'t>>) {
        let settings = self.settings;
        let mut count = cells.count(tally.subjects().subjects().len(), settings.employer_cap);
        if let Some(given) = self.given.get(&cells.market) {
            count.rows.retain(|(row, _)| !given.contains(row));
        }
        if tally.subjects().basis() == Basis::Mix {
            // That hardly any posting asks for a microcredential is worth telling.
            count.with_all_rows(tally.subjects().subjects().len());
        }
        let employers_known = count.employers > 0;
        let mut table = RankedTable {
            market: self.markets.named(cells.market).unwrap_or_default(),
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
            method: if employers_known { Method::Jackknife } else { Method::Wilson },
            pay_currency: None,
            stacks_toward: Vec::new(),
            previous: past.map(|(period, _)| period.to_owned()),
        };
        if count.postings < settings.min_postings {
            table.standing = Standing::TooSmall;
            (table.market_postings, table.market_employers) = (0, 0);
        } else if settings.measure == Measure::Employers && !employers_known {
            table.standing = Standing::NoEmployers;
        }
        let sums = if tally.subjects().basis() == Basis::Mix { mix::sums() } else { Vec::new() };
        let hidden = withheld(&count.rows, settings, employers_known, &sums, mix::DERIVED);
        let too_small = table.standing == Standing::TooSmall;
        let totals = count.rows.iter().map(|(row, found)| {
            let withheld = too_small || hidden.contains(row);
            let postings = found.postings();
            let total = Total {
                postings,
                weight: found.weight,
                withheld_markets: u64::from(withheld),
                withheld_postings: if withheld { postings } else { 0 },
            };
            (*row, total)
        });
        let mut draft = Draft { table, rows: Vec::new(), totals: totals.collect(), weight: count.weight };
        if draft.table.standing != Standing::Ranked {
            return (draft, None);
        }
        let subject = |row: u32| &tally.subjects().subjects()[row as usize];
        let (mut hidden, shown): (Vec<_>, Vec<_>) =
            count.rows.iter().copied().partition(|(row, _)| hidden.contains(row));
        hidden.sort_by_key(|(row, _)| &subject(*row).id);
        let mut all: Vec<Figures> = shown.iter().map(|(_, found)| figures(found, &count)).collect();
        let sheet = self.sheet(cells, &count, &shown, &mut all);
        let value = |at: usize| match settings.measure {
            Measure::Specificity => self.least_specificity(shown[at].0, &all[at]),
            measure => measure.of(&shown[at].1),
        };
        let mut order: Vec<usize> = (0..shown.len()).collect();
        order.sort_by_cached_key(|at| {
            let subject = subject(shown[*at].0);
            (Reverse(value(*at)), &subject.name, &subject.id)
        });
        let ranks = competition_ranks(order.iter().map(|at| value(*at)));
        let kept = kept(&ranks, settings.top);
        let rank_sets = self.rank_sets(cells, &count, &shown, &sheet, &order[..kept]);
        let currency = market_currency(cells.pays, self.currencies);
        let name = currency.and_then(|currency| self.currencies.get(currency));
        draft.table.pay_currency = name.cloned();
        for (place, at) in order[..kept].iter().enumerate() {
            let (row, mut figures) = (shown[*at].0, all[*at]);
            figures.change = past.and_then(|(_, past)| sheet.change(*at, past));
            figures.pay = currency
                .and_then(|currency| pay::of_row(cells.pays, row, currency, settings, employers_known));
            draft.table.rows.push(Row {
                rank: Some(ranks[place]),
                rank_set: rank_sets.get(place).copied(),
                figures: Some(figures),
                ..line(subject(row))
            });
            draft.rows.push(row);
        }
        draft.table.cut = order.len() - kept;
        draft.table.withheld = hidden.len();
        draft.table.rows.extend(hidden.iter().map(|(row, _)| line(subject(*row))));
        draft.rows.extend(hidden.iter().map(|(row, _)| *row));
        let sheet = self.markets.has_period().then_some(sheet);
        (draft, sheet)
    }

    /// The low end of how specific a row is, as a number that grows with it; 0 where that is not known.
    fn least_specificity(&self, row: u32, figures: &Figures) -> u64 {
        let overall = self.overall.as_ref().and_then(|overall| *overall.get(row as usize)?);
        // The bits of floats that are not negative are in the order of the floats.
        overall.map_or(0, |overall| (figures.share_low.max(0.0) / overall).to_bits())
    }

    /// The rows whose figures are given, whose intervals are filled in.
    fn sheet<'t>(
        &self,
        cells: &MarketCells<'t>,
        count: &MarketCount,
        shown: &[(u32, RowCount)],
        figures: &mut [Figures],
    ) -> Sheet<'t> {
        let rows: Vec<u32> = shown.iter().map(|(row, _)| *row).collect();
        let cap = self.settings.employer_cap;
        let jackknife = (count.employers > 0).then(|| Jackknife::new(cells, self.clusters, cap));
        Sheet::new(rows, figures, jackknife, count.postings)
    }

    /// How far up or down each of the wanted rows could stand.
    fn rank_sets(
        &self,
        cells: &MarketCells<'_>,
        count: &MarketCount,
        shown: &[(u32, RowCount)],
        sheet: &Sheet<'_>,
        wanted: &[usize],
    ) -> Vec<(u64, u64)> {
        let measure = self.settings.measure;
        let (drawn, whole) = match measure {
            Measure::Share => (Drawn::Postings, count.weight),
            Measure::Employers => (Drawn::Employers, count.employers),
            Measure::Required => (Drawn::Required, count.weight),
            // Its uncertainty is in what it is ranked by already.
            Measure::Specificity => return Vec::new(),
        };
        if count.employers == 0 || self.settings.resamples == 0 {
            return Vec::new();
        }
        let resampling = Resampling { resamples: self.settings.resamples, seed: self.settings.seed };
        let cap = self.settings.employer_cap;
        let draws = resampling.draw(cells, self.clusters, &sheet.rows, drawn, cap);
        let values: Vec<f64> = shown.iter().map(|(_, found)| part(measure.of(found), whole)).collect();
        // Weights count in parts of a posting.
        #[allow(clippy::cast_precision_loss)]
        let whole = if measure == Measure::Employers { whole as f64 } else { whole as f64 / WHOLE as f64 };
        let rows = Rows { shares: &values, draws: &draws, whole, clusters: sheet.clusters() };
        rank_sets(rows, wanted, self.settings.simultaneous)
    }
}

/// The rank of each value, which come greatest first: one more than the number of greater ones.
fn competition_ranks(values: impl Iterator<Item = u64>) -> Vec<u64> {
    let (mut rank, mut last) = (0, None);
    let ranks = (1..).zip(values).map(|(at, value)| {
        if last != Some(value) {
            (rank, last) = (at, Some(value));
        }
        rank
    });
    ranks.collect()
}

/// How many rows are kept: the first `top`, and those that tie with the last of them.
fn kept(ranks: &[u64], top: Option<usize>) -> usize {
    let Some(top) = top.filter(|top| *top < ranks.len()) else { return ranks.len() };
    let Some(last) = top.checked_sub(1).map(|last| ranks[last]) else { return 0 };
    ranks.partition_point(|rank| *rank <= last)
}

/// A row whose figures are withheld, until they are given.
fn line(subject: &Subject) -> Row {
    Row {
        rank: None,
        rank_set: None,
        id: subject.id.clone(),
        name: subject.name.clone(),
        kind: subject.kind.clone(),
        issuer: subject.issuer.clone(),
        family: subject.family.clone(),
        level: subject.level.clone(),
        stacks_toward: subject.stacks_toward.clone(),
        figures: None,
    }
}

/// The figures of a row but its interval, and what needs other markets.
fn figures(row: &RowCount, market: &MarketCount) -> Figures {
    let postings = row.postings();
    let [mentioned, obtainable, preferred, required] = row.by_strength;
    let known = market.employers > 0;
    Figures {
        postings,
        share: part(row.weight, market.weight),
        share_low: 0.0,
        share_high: 1.0,
        employers: known.then_some(row.employers),
        employer_share: known.then(|| part(row.employers, market.employers)),
        top_employer_part: (row.employers > 0).then(|| part(row.largest, postings)),
        required,
        required_share: part(row.weight_required, market.weight),
        required_low: 0.0,
        required_high: 1.0,
        preferred,
        obtainable,
        mentioned,
        alternative: row.alternative,
        specificity: None,
        change: None,
        pay: None,
    }
}

/// Counts below 2^53 are exact in an f64; no dump has more postings.
#[allow(clippy::cast_precision_loss)]
pub(super) fn part(count: u64, whole: u64) -> f64 {
    count as f64 / whole as f64
}
