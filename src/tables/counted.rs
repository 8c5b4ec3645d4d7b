//! A tally to the counts of each market and row: sums over employers, how many there are, and the
//! largest.

use super::counts::Counted;
use super::reduce::{STRENGTHS, polars, row_and_strength};
use crate::error::Result;
use polars::prelude::{Column, DataFrame, IntoColumn, PolarsResult, UInt64Chunked};
use std::collections::BTreeMap;

/// What was counted in a market.
#[derive(Debug, Default)]
pub(super) struct MarketCount {
    pub(super) market: u32,
    pub(super) postings: u64,
    /// Distinct known employers.
    pub(super) employers: u64,
    /// The rows that were named, in ascending order.
    pub(super) rows: Vec<(u32, RowCount)>,
}

/// What was counted for a row of a market.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowCount {
    /// Postings by strongest status, weakest first.
    pub(super) by_strength: [u64; STRENGTHS],
    /// Distinct known employers.
    pub(super) employers: u64,
    /// Postings of the known employer that has most.
    pub(super) largest: u64,
}

/// Cells are grouped so many at a time, so that memory stays flat.
const BATCH: usize = 1 << 20;

/// Every market that has postings, in the order of their numbers.
pub(super) fn count(sites: &[Counted<2>], cells: &[Counted<3>]) -> Result<Vec<MarketCount>> {
    let mut rows: BTreeMap<(u32, u32), RowCount> = BTreeMap::new();
    let mut rest = cells;
    while !rest.is_empty() {
        // An employer's cells in a market stay together, so that employers are counted once.
        let mut end = BATCH.min(rest.len());
        end += rest[end..].iter().take_while(|cell| cell.0[..2] == rest[end - 1].0[..2]).count();
        let (batch, later) = rest.split_at(end);
        for (place, count) in group(batch).map_err(polars)? {
            rows.entry(place).or_default().add(count);
        }
        rest = later;
    }
    let mut rows = rows.into_iter().peekable();
    let markets = sites.chunk_by(|one, next| one.0[0] == next.0[0]).map(|sites| {
        let market = sites[0].0[0];
        let mut count = MarketCount { market, ..MarketCount::default() };
        for ([_, employer], postings) in sites {
            count.postings += u64::from(*postings);
            count.employers += u64::from(*employer != 0);
        }
        while let Some(((_, row), found)) = rows.next_if(|((other, _), _)| *other == market) {
            count.rows.push((row, found));
        }
        count
    });
    Ok(markets.collect())
}

impl RowCount {
    pub(super) fn postings(&self) -> u64 {
        self.by_strength.iter().sum()
    }

    fn add(&mut self, other: Self) {
        for (sum, count) in self.by_strength.iter_mut().zip(other.by_strength) {
            *sum += count;
        }
        self.employers += other.employers;
        self.largest = self.largest.max(other.largest);
    }
}

const SUMS: [&str; STRENGTHS + 1] = ["mentioned", "obtainable", "preferred", "required", "employers"];

/// Groups cells, sorted by market, employer, row and status, to market and row.
// The eager aggregations are called deprecated in favour of polars-lazy, which is six times the build.
#[allow(deprecated)]
fn group(cells: &[Counted<3>]) -> PolarsResult<Vec<((u32, u32), RowCount)>> {
    let frame = frame(cells)?;
    let groups = frame.group_by(["place"])?;
    let largest = groups.clone().select(["largest"]).max()?;
    let sums = groups.select(SUMS).sum()?;
    let column = |frame: &DataFrame, name: &str| -> PolarsResult<Vec<u64>> {
        Ok(frame.column(name)?.u64()?.into_no_null_iter().collect())
    };
    let places = column(&sums, "place")?;
    let largest = column(&largest, "largest_max")?;
    let sums: Vec<_> =
        SUMS.iter().map(|name| column(&sums, &format!("{name}_sum"))).collect::<Result<_, _>>()?;
    let rows = places.into_iter().zip(largest).enumerate().map(|(at, (place, largest))| {
        let by_strength = std::array::from_fn(|strength| sums[strength][at]);
        let count = RowCount { by_strength, employers: sums[STRENGTHS][at], largest };
        (((place >> 32) as u32, (place & u64::from(u32::MAX)) as u32), count)
    });
    Ok(rows.collect())
}

/// One line per market, employer and row.
fn frame(cells: &[Counted<3>]) -> PolarsResult<DataFrame> {
    let same =
        |one: &Counted<3>, next: &Counted<3>| one.0[..2] == next.0[..2] && one.0[2] >> 2 == next.0[2] >> 2;
    let mut places = Vec::with_capacity(cells.len());
    let mut sums: [Vec<u64>; SUMS.len()] = std::array::from_fn(|_| Vec::with_capacity(cells.len()));
    let mut largest = Vec::with_capacity(cells.len());
    for cells in cells.chunk_by(same) {
        let [market, employer, cell] = cells[0].0;
        places.push(u64::from(market) << 32 | u64::from(row_and_strength(cell).0));
        let mut by_strength = [0; STRENGTHS];
        for ([.., cell], postings) in cells {
            by_strength[row_and_strength(*cell).1] += u64::from(*postings);
        }
        let known = u64::from(employer != 0);
        largest.push(by_strength.iter().sum::<u64>() * known);
        for (column, value) in sums.iter_mut().zip(by_strength.into_iter().chain([known])) {
            column.push(value);
        }
    }
    let named = |name: &str, values| -> Column { UInt64Chunked::from_vec(name.into(), values).into_column() };
    let mut columns = vec![named("place", places), named("largest", largest)];
    columns.extend(SUMS.into_iter().zip(sums).map(|(name, values)| named(name, values)));
    DataFrame::new_infer_height(columns)
}
