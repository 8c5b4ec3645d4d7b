//! A tally to the counts of each market and row: sums over employers, how many there are, and the
//! largest.

use super::Clusters;
use super::counts::Counted;
use super::reduce::{Cell, STRENGTHS};

/// What a tally has of one market, sorted by employer, then by row.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarketCells<'t> {
    pub(super) market: u32,
    pub(super) sites: &'t [Counted<2>],
    pub(super) cells: &'t [Counted<3>],
    /// Sorted by row, then by pay.
    pub(super) pays: &'t [Counted<4>],
}

/// An employer's postings in a market.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'t> {
    pub(super) employer: u32,
    pub(super) postings: u32,
    /// What one of its postings weighs, in [`WHOLE`]ths.
    pub(super) weight: u64,
    /// Its cells in the market.
    pub(super) cells: &'t [Counted<3>],
}

/// The weight of a posting whose employer is below the cap. The weights of an employer above it are rounded, and
/// add up to the cap within a thousandth as long as it has fewer than a million postings for each that it may weigh.
pub(super) const WHOLE: u64 = 1 << 32;

/// What was counted in a market.
#[derive(Debug, Default)]
pub(super) struct MarketCount {
    pub(super) postings: u64,
    /// Postings as they weigh, in [`WHOLE`]ths.
    pub(super) weight: u64,
    /// Distinct known employers.
    pub(super) employers: u64,
    /// The rows that were named, in ascending order.
    pub(super) rows: Vec<(u32, RowCount)>,
}

/// What was counted for a row of a market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowCount {
    /// Postings by strongest status, weakest first.
    pub(super) by_strength: [u64; STRENGTHS],
    /// Postings in which its strongest mention is one of several alternatives.
    pub(super) alternative: u64,
    /// Postings, and those that require it, as they weigh.
    pub(super) weight: u64,
    pub(super) weight_required: u64,
    /// Distinct known employers.
    pub(super) employers: u64,
    /// Postings of the known employer that has most.
    pub(super) largest: u64,
}

/// One employer's cells of one row, added up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SiteRow {
    pub(super) row: u32,
    pub(super) by_strength: [u32; STRENGTHS],
    alternative: u32,
}

impl SiteRow {
    pub(super) fn postings(&self) -> u32 {
        self.by_strength.iter().sum()
    }

    pub(super) fn required(&self) -> u32 {
        self.by_strength[STRENGTHS - 1]
    }
}

/// Cuts sorted counts into markets.
pub(super) fn by_market<'t>(
    sites: &'t [Counted<2>],
    cells: &'t [Counted<3>],
    pays: &'t [Counted<4>],
) -> Vec<MarketCells<'t>> {
    let (mut cells, mut pays) = (cells, pays);
    let of_market = |sites: &'t [Counted<2>]| {
        let market = sites[0].0[0];
        let (mine, later) = cells.split_at(cells.partition_point(|cell| cell.0[0] <= market));
        let (paid, paid_later) = pays.split_at(pays.partition_point(|pay| pay.0[0] <= market));
        (cells, pays) = (later, paid_later);
        MarketCells { market, sites, cells: mine, pays: paid }
    };
    sites.chunk_by(|one, next| one.0[0] == next.0[0]).map(of_market).collect()
}

impl<'t> MarketCells<'t> {
    /// Every employer with its cells. With a cap, the postings of one that has more weigh less, so that
    /// together they weigh as many as the cap.
    pub(super) fn sites(&self, cap: Option<u64>) -> impl Iterator<Item = Site<'t>> + use<'t> {
        let mut rest = self.cells;
        self.sites.iter().map(move |([_, employer], postings)| {
            let (cells, later) = rest.split_at(rest.partition_point(|cell| cell.0[1] <= *employer));
            rest = later;
            let all = u64::from(*postings);
            // A nameless cluster is no employer.
            let weight = match cap.map(|cap| cap.max(1)) {
                Some(cap) if cap < all && Clusters::is_known(*employer) => (cap * WHOLE + all / 2) / all,
                _ => WHOLE,
            };
            Site { employer: *employer, postings: *postings, weight, cells }
        })
    }

    /// The counts of the market, whose rows are below `rows`.
    pub(super) fn count(&self, rows: usize, cap: Option<u64>) -> MarketCount {
        let mut count = MarketCount::default();
        let mut found = vec![RowCount::default(); rows];
        for site in self.sites(cap) {
            let known = Clusters::is_known(site.employer);
            count.postings += u64::from(site.postings);
            count.weight += u64::from(site.postings) * site.weight;
            count.employers += u64::from(known);
            for named in site.rows() {
                found[named.row as usize].add(&named, site.weight, known);
            }
        }
        let named = |(_, count): &(u32, RowCount)| count.postings() > 0;
        count.rows = (0..).zip(found).filter(named).collect();
        count
    }
}

impl MarketCount {
    /// Has every row below `rows`, named or not.
    pub(super) fn with_all_rows(&mut self, rows: usize) {
        let mut named = std::mem::take(&mut self.rows).into_iter().peekable();
        let count =
            |row| named.next_if(|(other, _)| *other == row).map_or((row, RowCount::default()), |found| found);
        self.rows = (0..).take(rows).map(count).collect();
    }
}

impl<'t> Site<'t> {
    /// What some of the employer's postings weigh.
    pub(super) fn weighs(&self, postings: u32) -> f64 {
        // Both are exact: a weight has at most 33 bits.
        #[allow(clippy::cast_precision_loss)]
        let part = self.weight as f64 / WHOLE as f64;
        f64::from(postings) * part
    }

    /// The employer's cells of a row, added up.
    pub(super) fn find(&self, row: u32) -> Option<SiteRow> {
        let start = self.cells.partition_point(|cell| Cell::of(cell.0[2]).row < row);
        Site { cells: &self.cells[start..], ..*self }.rows().next().filter(|found| found.row == row)
    }

    /// The rows that the employer names, in ascending order.
    pub(super) fn rows(&self) -> impl Iterator<Item = SiteRow> + use<'t> {
        let row = |cell: &Counted<3>| Cell::of(cell.0[2]).row;
        self.cells.chunk_by(move |one, next| row(one) == row(next)).map(move |cells| {
            let mut sum = SiteRow { row: row(&cells[0]), ..SiteRow::default() };
            for ([.., code], postings) in cells {
                let cell = Cell::of(*code);
                sum.by_strength[cell.strength as usize] += postings;
                sum.alternative += if cell.firm { 0 } else { *postings };
            }
            sum
        })
    }
}

impl RowCount {
    pub(super) fn postings(&self) -> u64 {
        self.by_strength.iter().sum()
    }

    fn add(&mut self, named: &SiteRow, weight: u64, known: bool) {
        for (sum, count) in self.by_strength.iter_mut().zip(named.by_strength) {
            *sum += u64::from(count);
        }
        let postings = u64::from(named.postings());
        self.alternative += u64::from(named.alternative);
        self.weight += postings * weight;
        self.weight_required += u64::from(named.required()) * weight;
        if known {
            self.employers += 1;
            self.largest = self.largest.max(postings);
        }
    }
}
