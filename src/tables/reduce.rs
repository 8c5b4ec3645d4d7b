//! One part of a store to counts: the strongest status of each row in each posting, then postings
//! per market, employer, row and status. The grouping is done by Polars over sorted 64-bit keys.

use super::counts::Counted;
use super::{PartColumns, Subjects};
use crate::dictionary::Status;
use crate::error::{Error, ErrorKind, Result};
use polars::prelude::{
    Column, DataFrame, IntoColumn, NewChunkedArray, PolarsError, PolarsResult, SortOptions, UInt32Chunked,
    UInt64Chunked,
};
use polars::series::IsSorted;

/// What a part adds to a tally.
#[derive(Default)]
pub(super) struct Reduced {
    /// Postings per market and employer.
    pub(super) sites: Vec<Counted<2>>,
    /// Postings per market, employer, and row with its strongest status ([`cell`]).
    pub(super) cells: Vec<Counted<3>>,
}

/// How many statuses are demand, and so are counted.
pub(super) const STRENGTHS: usize = 4;

/// A row and the strength of its status as one number; rows are checked to be below 2^30.
fn cell(row: u32, strength: u32) -> u32 {
    row << 2 | strength
}

/// The row and the strength that [`cell`] put together.
pub(super) fn row_and_strength(cell: u32) -> (u32, usize) {
    (cell >> 2, (cell & 3) as usize)
}

/// The strength of each status, weakest 0; none where it is not demand.
fn strengths() -> [Option<u32>; Status::ALL.len()] {
    let mut next = 0..;
    Status::ALL.map(|status| if status.is_demand() { next.next() } else { None })
}

/// Counts one part.
pub(super) fn reduce(part: &PartColumns, subjects: &Subjects) -> Result<Reduced> {
    check(part, subjects)?;
    let sites = part.market.iter().zip(&part.employer);
    let sites: Vec<u64> = sites
        .filter(|(market, _)| counted(**market))
        .map(|(market, employer)| join(*market, *employer))
        .collect();
    let sites = count(sites).map_err(polars)?;
    let mut site_of = Vec::with_capacity(part.market.len());
    for (market, employer) in part.market.iter().zip(&part.employer) {
        // A posting that is not counted gets a site that is never read.
        site_of.push(sites.partition_point(|(site, _)| *site < join(*market, *employer)));
    }
    let named = strongest(part, subjects)?;
    let keys = named.map(|(posting, cell)| join(number(site_of[posting as usize]), cell));
    let cells = count(keys.collect()).map_err(polars)?;
    let with_site = |(key, postings)| {
        let (site, cell) = split(key);
        let (market, employer) = split(sites[site as usize].0);
        ([market, employer, cell], postings)
    };
    let cells = cells.into_iter().map(with_site).collect();
    let sites = sites.iter().map(|(site, postings)| {
        let (market, employer) = split(*site);
        ([market, employer], *postings)
    });
    Ok(Reduced { sites: sites.collect(), cells })
}

/// Every row named in every counted posting, once, with its strongest status.
fn strongest(part: &PartColumns, subjects: &Subjects) -> Result<impl Iterator<Item = (u32, u32)> + use<>> {
    let strengths = strengths();
    let mut keys = Vec::with_capacity(part.mention_posting.len());
    let mentions = part.mention_posting.iter().zip(&part.mention_concept).zip(&part.mention_status);
    for ((posting, concept), status) in mentions {
        let Some(strength) = strengths[usize::from(*status)] else { continue };
        if counted(part.market[*posting as usize]) {
            let rows = subjects.rows_of(*concept).unwrap_or_default();
            keys.extend(rows.iter().map(|row| join(*posting, cell(*row, strength))));
        }
    }
    let best = maxima(keys).map_err(polars)?;
    Ok(best.into_iter().map(|(key, strength)| {
        let (posting, row) = split(key);
        (posting, cell(row, strength))
    }))
}

/// The greatest strength under each posting and row.
// The eager aggregations are called deprecated in favour of polars-lazy, which is six times the build.
#[allow(deprecated)]
fn maxima(keys: Vec<u64>) -> PolarsResult<Vec<(u64, u32)>> {
    let keys = sorted(keys)?;
    let keys = keys.u64()?;
    // The key without its two lowest bits keeps the order.
    let rows = keys.into_no_null_iter().map(|key| (key >> 32 << 32) | (key & 0xffff_ffff) >> 2);
    let mut rows = UInt64Chunked::from_vec("row".into(), rows.collect()).into_column();
    rows.set_sorted_flag(IsSorted::Ascending);
    let strength = keys.into_no_null_iter().map(|key| (key & 3) as u32);
    let strength = UInt32Chunked::from_iter_values("strength".into(), strength).into_column();
    let frame = DataFrame::new_infer_height(vec![rows, strength])?;
    let best = frame.group_by(["row"])?.select(["strength"]).max()?;
    let rows = best.column("row")?.u64()?.into_no_null_iter();
    Ok(rows.zip(best.column("strength_max")?.u32()?.into_no_null_iter()).collect())
}

/// How often each key stands there, in the order of the keys.
fn count(keys: Vec<u64>) -> PolarsResult<Vec<(u64, u32)>> {
    let frame = DataFrame::new_infer_height(vec![sorted(keys)?])?;
    let counts = frame.group_by(["key"])?.select(["key"]).count()?;
    let keys = counts.column("key")?.u64()?.into_no_null_iter();
    Ok(keys.zip(counts.column("key_count")?.u32()?.into_no_null_iter()).collect())
}

/// A sorted column, whose groups Polars then finds without hashing.
fn sorted(keys: Vec<u64>) -> PolarsResult<Column> {
    UInt64Chunked::from_vec("key".into(), keys).into_column().sort(SortOptions::default())
}

fn join(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

#[allow(clippy::cast_possible_truncation)]
fn split(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// Postings of a part are checked to fit.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn counted(market: u32) -> bool {
    market != PartColumns::NOT_COUNTED
}

/// Every number must lead somewhere; a damaged store is told, never counted in part.
fn check(part: &PartColumns, subjects: &Subjects) -> Result<()> {
    let postings = part.market.len();
    let mentions = part.mention_posting.len();
    let wrong = if u32::try_from(postings).is_err() {
        "it has too many postings"
    } else if subjects.subjects().len() >= 1 << 30 {
        "the dictionary has too many concepts"
    } else if part.employer.len() != postings {
        "not every posting has an employer number"
    } else if part.mention_concept.len() != mentions || part.mention_status.len() != mentions {
        "not every mention has a concept and a status"
    } else if part.mention_posting.iter().any(|posting| *posting as usize >= postings) {
        "a mention stands in a posting that is not in it"
    } else if part.mention_concept.iter().any(|concept| subjects.rows_of(*concept).is_none()) {
        "a mention has a concept that is not in the dictionary"
    } else if part.mention_status.iter().any(|status| usize::from(*status) >= Status::ALL.len()) {
        "a mention has a status that is not known"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Store, format!("a part of the store cannot be counted: {wrong}"))
        .help("scan into a new store"))
}

/// Polars refuses only what the checks above have kept out.
pub(super) fn polars(error: PolarsError) -> Error {
    Error::new(ErrorKind::Store, "the facts cannot be counted").because(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::golden::dictionary;

    #[test]
    fn strengths_are_those_of_demand() {
        let demanded = Status::ALL.into_iter().filter(|status| status.is_demand()).count();
        assert_eq!(demanded, STRENGTHS);
        assert_eq!(strengths(), [None, None, Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_part_that_does_not_fit_is_told() {
        let subjects = Subjects::new(&dictionary(), &"all".parse().expect("a group"));
        let good = PartColumns {
            market: vec![0],
            employer: vec![1],
            mention_posting: vec![0],
            mention_concept: vec![0],
            mention_status: vec![2],
        };
        assert!(reduce(&good, &subjects).is_ok());
        let bad = [
            PartColumns { employer: vec![], ..good.clone() },
            PartColumns { mention_posting: vec![1], ..good.clone() },
            PartColumns { mention_concept: vec![99], ..good.clone() },
            PartColumns { mention_status: vec![6], ..good.clone() },
            PartColumns { mention_status: vec![], ..good },
        ];
        for part in bad {
            let error = reduce(&part, &subjects).err().expect("refused");
            assert_eq!(error.kind(), ErrorKind::Store, "{part:?}");
        }
    }
}
