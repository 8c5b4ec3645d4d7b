//! Facts to tables: the keys of every posting become its market, and every part is tallied.

use super::dimension::Dimension;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{PostingKeys, Reader, Wanted};
use crate::tables::{self, Group, Markets, PartColumns, RankSettings, RankedTable, Subjects, Tally};
use std::collections::HashMap;

/// What a ranking is asked to do.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The dimensions of a market.
    pub by: Vec<String>,
    /// What is ranked, a table each.
    pub groups: Vec<Group>,
    /// How it is ranked.
    pub settings: RankSettings,
    /// Whether copies of a posting count.
    pub keep_duplicates: bool,
}

/// Ranks the facts of a store: for each group, the tables of all markets.
///
/// # Errors
/// A dimension is unknown, or the store is damaged.
pub fn rank(reader: &Reader, rank: &Rank) -> Result<Vec<RankedTable>> {
    let dictionary = reader.catalogue()?;
    let dimensions: Vec<Dimension> = rank
        .by
        .iter()
        .map(|name| Dimension::named(name, &reader.manifest().columns))
        .collect::<Result<_>>()?;
    let wanted: Vec<Wanted> = dimensions.iter().map(|dimension| dimension.wanted.clone()).collect();
    let subjects: Vec<Subjects> = rank.groups.iter().map(|group| Subjects::new(&dictionary, group)).collect();
    let mut tallies: Vec<Tally> = subjects.iter().map(Tally::new).collect();
    let mut markets = Markets::new(rank.by.clone());
    let mut employers = Employers::default();
    for part in 0..reader.parts() {
        let keys = reader.posting_keys(part, &wanted)?;
        let mentions = reader.mentions(part)?;
        let columns = PartColumns {
            market: market_of_each(&keys, &dimensions, &mut markets, rank.keep_duplicates)?,
            employer: keys.employer.iter().map(|name| employers.number(name)).collect(),
            mention_posting: mentions.posting,
            mention_concept: mentions.concept,
            mention_status: mentions.status,
        };
        for tally in &mut tallies {
            tally.add(&columns)?;
        }
    }
    let mut ranked = Vec::new();
    for tally in &tallies {
        ranked.extend(tables::rank(tally, &markets, &rank.settings)?);
    }
    Ok(ranked)
}

fn market_of_each(
    keys: &PostingKeys,
    dimensions: &[Dimension],
    markets: &mut Markets,
    keep_duplicates: bool,
) -> Result<Vec<u32>> {
    let mut values = vec![String::new(); dimensions.len()];
    let postings = keys.duplicate.iter().enumerate().map(|(posting, duplicate)| {
        if *duplicate && !keep_duplicates {
            return Ok(PartColumns::NOT_COUNTED);
        }
        for ((value, dimension), column) in values.iter_mut().zip(dimensions).zip(&keys.values) {
            dimension.read(&column[posting], value);
        }
        markets.number(&values).ok_or_else(|| {
            Error::new(ErrorKind::Settings, "there are more markets than can be numbered")
                .help("cut the postings by fewer dimensions")
        })
    });
    postings.collect()
}

/// Numbers employers over the whole run; 0 is unknown.
#[derive(Debug, Default)]
struct Employers(HashMap<String, u32>);

impl Employers {
    fn number(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return 0;
        }
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = u32::try_from(self.0.len() + 1).expect("fewer employers than 2^32");
        self.0.insert(name.to_owned(), number);
        number
    }
}
