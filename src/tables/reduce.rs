//! One part of a store to counts: the strongest status of each row in each posting, then postings
//! per market, employer, row and status. The grouping is done by Polars over sorted 64-bit keys.

use super::counts::Counted;
use super::pay::WHOLE_MARKET;
use super::subjects::Basis;
use super::{PartColumns, Subjects, mix};
use crate::dictionary::Status;
use crate::error::{Error, ErrorKind, Result};
use polars::prelude::{Column, DataFrame, IntoColumn, PolarsError, PolarsResult, SortOptions, UInt64Chunked};

/// What a part adds to a tally.
#[derive(Default)]
pub(super) struct Reduced {
    /// Postings per market and employer.
    pub(super) sites: Vec<Counted<2>>,
    /// Postings per market, employer, and row with its strongest status ([`Cell`]).
    pub(super) cells: Vec<Counted<3>>,
    /// Postings per market, row, pay and employer.
    pub(super) pays: Vec<Counted<4>>,
}

/// How many statuses are demand, and so are counted.
pub(super) const STRENGTHS: usize = 4;

/// A row, how strongly a posting names it, and whether that is firm: not one of several alternatives.
/// As a number, of one row the stronger is the greater, and of one strength the firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) strength: u32,
    pub(super) firm: bool,
}

impl Cell {
    const ROW_BITS: u32 = 29;

    /// Rows are checked to fit.
    pub(super) fn code(self) -> u32 {
        self.row << 3 | self.strength << 1 | u32::from(self.firm)
    }

    pub(super) fn of(code: u32) -> Self {
        Self { row: code >> 3, strength: code >> 1 & 3, firm: code & 1 == 1 }
    }
}

/// The strength of each status, weakest 0; none where it is not demand.
fn strengths() -> [Option<u32>; Status::ALL.len()] {
    let mut next = 0..;
    Status::ALL.map(|status| if status.is_demand() { next.next() } else { None })
}

/// The strength of `required` and of `preferred`.
const REQUIRED: u32 = 3;
const PREFERRED: u32 = 2;

/// Counts one part. With `strict`, what is only one of several alternatives does not count.
pub(super) fn reduce(part: &PartColumns, subjects: &Subjects, strict: bool) -> Result<Reduced> {
    check(part, subjects)?;
    let sites = part.market.iter().zip(&part.employer);
    let sites: Vec<u64> = sites
        .filter(|(market, _)| counted(**market))
        .map(|(market, employer)| join(*market, *employer))
        .collect();
    let sites = count(sites).map_err(polars)?;
    let named = match subjects.basis() {
        Basis::Mentions => strongest(mentioned(part, subjects, strict)),
        // What is an alternative of one class may be firm of two together.
        Basis::Mix => together(&strongest(mentioned(part, subjects, false)), strict),
        Basis::DegreeLevel => degrees(part, strict),
    };
    let mut pays: Vec<[u32; 4]> = Vec::new();
    for ((market, employer), pay) in part.market.iter().zip(&part.employer).zip(&part.pay) {
        if counted(*market) && *pay != 0 {
            pays.push([*market, WHOLE_MARKET, *pay, *employer]);
        }
    }
    let mut keys = Vec::with_capacity(named.len());
    for key in named {
        let (posting, cell) = split(key);
        let (market, employer) = (part.market[posting as usize], part.employer[posting as usize]);
        let site = sites.partition_point(|(site, _)| *site < join(market, employer));
        keys.push(join(number(site), cell));
        let pay = part.pay[posting as usize];
        if pay != 0 {
            pays.push([market, Cell::of(cell).row, pay, employer]);
        }
    }
    let with_site = |(key, postings)| {
        let (site, cell) = split(key);
        let (market, employer) = split(sites[site as usize].0);
        ([market, employer, cell], postings)
    };
    let cells = count(keys).map_err(polars)?.into_iter().map(with_site).collect();
    let sites = sites.iter().map(|(site, postings)| {
        let (market, employer) = split(*site);
        ([market, employer], *postings)
    });
    pays.sort_unstable();
    let pays = pays.chunk_by(|one, next| one == next).map(|equal| (equal[0], number(equal.len())));
    Ok(Reduced { sites: sites.collect(), cells, pays: pays.collect() })
}

/// Every row that a mention in a counted posting counts for, as posting and cell.
fn mentioned(part: &PartColumns, subjects: &Subjects, strict: bool) -> Vec<u64> {
    let strengths = strengths();
    let mut keys = Vec::with_capacity(part.mention_posting.len());
    let mut end = 0;
    for mentions in part.mention_posting.chunk_by(|one, next| one == next) {
        let (start, posting) = (end, mentions[0]);
        end += mentions.len();
        if !counted(part.market[posting as usize]) {
            continue;
        }
        for mention in start..end {
            let Some(strength) = strengths[usize::from(part.mention_status[mention])] else { continue };
            let list = part.mention_list[mention];
            for row in subjects.rows_of(part.mention_concept[mention]).unwrap_or_default() {
                let firm = list == 0 || is_shared(part, subjects, start..end, list, *row);
                if firm || !strict {
                    keys.push(join(posting, Cell { row: *row, strength, firm }.code()));
                }
            }
        }
    }
    keys
}

/// Whether every member of a list counts for the row, so that it is asked whichever is chosen. A list of
/// one has its other member outside the dictionary: "or equivalent".
fn is_shared(
    part: &PartColumns,
    subjects: &Subjects,
    mentions: std::ops::Range<usize>,
    list: u32,
    row: u32,
) -> bool {
    let members = || mentions.clone().filter(|mention| part.mention_list[*mention] == list);
    let concept = |mention: usize| part.mention_concept[mention];
    members().nth(1).is_some()
        && members().all(|mention| subjects.rows_of(concept(mention)).unwrap_or_default().contains(&row))
}

/// The greatest cell of each posting and row, in order.
fn strongest(mut keys: Vec<u64>) -> Vec<u64> {
    keys.sort_unstable();
    let mut best: Vec<u64> = Vec::with_capacity(keys.len());
    for key in keys {
        match best.last_mut() {
            Some(last) if *last >> 3 == key >> 3 => *last = key,
            _ => best.push(key),
        }
    }
    best
}

/// The classes of each posting, put together.
fn together(classes: &[u64], strict: bool) -> Vec<u64> {
    let mut keys = Vec::with_capacity(2 * classes.len());
    for of_posting in classes.chunk_by(|one, next| one >> 32 == next >> 32) {
        let mut found = mix::Classes::default();
        for key in of_posting {
            let cell = Cell::of(split(*key).1);
            found[cell.row as usize] = Some(mix::Asked { strength: cell.strength, firm: cell.firm });
        }
        let posting = split(of_posting[0]).0;
        mix::rows(&found, |row, mix::Asked { strength, firm }| {
            if firm || !strict {
                keys.push(join(posting, Cell { row, strength, firm }.code()));
            }
        });
    }
    keys
}

/// The level that each posting requires, and the one it prefers.
fn degrees(part: &PartColumns, strict: bool) -> Vec<u64> {
    let mut keys = Vec::new();
    for ((posting, degree), market) in (0..).zip(&part.degree).zip(&part.market) {
        if !counted(*market) || (strict && degree.or_equivalent) {
            continue;
        }
        let firm = !degree.or_equivalent;
        for (level, strength) in [(degree.preferred, PREFERRED), (degree.required, REQUIRED)] {
            if let Some(level) = level {
                keys.push(join(posting, Cell { row: u32::from(level), strength, firm }.code()));
            }
        }
    }
    strongest(keys)
}

/// How often each key stands there, in the order of the keys.
// The eager aggregations are called deprecated in favour of polars-lazy, which is six times the build.
#[allow(deprecated)]
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

/// Postings and mentions of a part are checked to fit.
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
    let levels = crate::scanner::DegreeLevel::ALL.len();
    let known = |level: Option<u8>| level.is_none_or(|level| usize::from(level) < levels);
    let wrong = if u32::try_from(postings).is_err() {
        "it has too many postings"
    } else if subjects.subjects().len() >= 1 << Cell::ROW_BITS {
        "the dictionary has too many concepts"
    } else if [part.employer.len(), part.pay.len(), part.degree.len()] != [postings; 3] {
        "not every posting has an employer, a pay and a degree"
    } else if [part.mention_concept.len(), part.mention_status.len(), part.mention_list.len()]
        != [mentions; 3]
    {
        "not every mention has a concept, a status and a list"
    } else if part.mention_posting.iter().any(|posting| *posting as usize >= postings) {
        "a mention stands in a posting that is not in it"
    } else if part.mention_concept.iter().any(|concept| subjects.rows_of(*concept).is_none()) {
        "a mention has a concept that is not in the dictionary"
    } else if part.mention_status.iter().any(|status| usize::from(*status) >= Status::ALL.len()) {
        "a mention has a status that is not known"
    } else if !part.degree.iter().all(|degree| known(degree.required) && known(degree.preferred)) {
        "a posting asks a degree that is not known"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Store, format!("a part of the store cannot be counted: {wrong}"))
        .help("scan into a new store"))
}

/// Polars refuses only what the checks above have kept out.
fn polars(error: PolarsError) -> Error {
    Error::new(ErrorKind::Store, "the facts cannot be counted").because(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::DegreeAsked;
    use crate::tables::golden::dictionary;

    #[test]
    fn strengths_are_those_of_demand() {
        let demanded = Status::ALL.into_iter().filter(|status| status.is_demand()).count();
        assert_eq!(demanded, STRENGTHS);
        assert_eq!(strengths(), [None, None, Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!([Status::ALL[5], Status::ALL[4]], [Status::Required, Status::Preferred]);
    }

    #[test]
    fn a_cell_is_its_code() {
        for cell in [
            Cell { row: 0, strength: 0, firm: false },
            Cell { row: (1 << Cell::ROW_BITS) - 1, strength: 3, firm: true },
        ] {
            assert_eq!(Cell::of(cell.code()), cell);
        }
    }

    #[test]
    fn a_part_that_does_not_fit_is_told() {
        let subjects = Subjects::new(&dictionary(), &"all".parse().expect("a group"));
        let good = PartColumns {
            market: vec![0],
            employer: vec![1],
            pay: vec![0],
            degree: vec![DegreeAsked::default()],
            mention_posting: vec![0],
            mention_concept: vec![0],
            mention_status: vec![2],
            mention_list: vec![0],
        };
        assert!(reduce(&good, &subjects, false).is_ok());
        let bad = [
            PartColumns { employer: vec![], ..good.clone() },
            PartColumns { pay: vec![], ..good.clone() },
            PartColumns { degree: vec![DegreeAsked { required: Some(8), ..good.degree[0] }], ..good.clone() },
            PartColumns { mention_posting: vec![1], ..good.clone() },
            PartColumns { mention_concept: vec![99], ..good.clone() },
            PartColumns { mention_status: vec![6], ..good.clone() },
            PartColumns { mention_list: vec![], ..good.clone() },
            PartColumns { mention_status: vec![], ..good },
        ];
        for part in bad {
            let error = reduce(&part, &subjects, false).err().expect("refused");
            assert_eq!(error.kind(), ErrorKind::Store, "{part:?}");
        }
    }
}
