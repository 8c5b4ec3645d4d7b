//! Facts to tables: the keys of every posting become its market, and every part is tallied.

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

/// The dimensions that every store knows, besides the dump's own columns.
pub const DIMENSIONS: [&str; 10] = [
    "state",
    "employer",
    "industry",
    "location",
    "title",
    "year",
    "quarter",
    "month",
    "language",
    "source_file",
];

/// A dimension: where its value comes from, and what is made of it.
#[derive(Clone, Debug)]
struct Dimension {
    wanted: Wanted,
    period: Option<Period>,
}

#[derive(Clone, Copy, Debug)]
enum Period {
    Year,
    Quarter,
    Month,
}

/// Ranks the facts of a store: for each group, the tables of all markets.
///
/// # Errors
/// A dimension is unknown, or the store is damaged.
pub fn rank(reader: &Reader, rank: &Rank) -> Result<Vec<RankedTable>> {
    let dictionary = reader.catalogue()?;
    let dimensions: Vec<Dimension> =
        rank.by.iter().map(|name| dimension(name, &reader.manifest().columns)).collect::<Result<_>>()?;
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

impl Dimension {
    fn read(&self, text: &str, value: &mut String) {
        value.clear();
        match self.period {
            None => value.push_str(text.trim()),
            Some(_) if text.is_empty() => {}
            Some(Period::Year) => value.push_str(text.get(..4).unwrap_or(text)),
            Some(Period::Month) => value.push_str(text.get(..7).unwrap_or(text)),
            Some(Period::Quarter) => {
                let month: u8 = text.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
                *value = format!("{}-Q{}", text.get(..4).unwrap_or(text), (month - 1) / 3 + 1);
            }
        }
    }
}

fn dimension(name: &str, columns: &[String]) -> Result<Dimension> {
    let plain = |wanted| Ok(Dimension { wanted, period: None });
    let period = |period| Ok(Dimension { wanted: Wanted::Day, period: Some(period) });
    match name {
        "year" => period(Period::Year),
        "quarter" => period(Period::Quarter),
        "month" => period(Period::Month),
        // A column of the dump's own may bear the name of a fixed one; the fixed one is meant.
        known if DIMENSIONS.contains(&known) => plain(Wanted::Text(known.to_owned())),
        column if columns.iter().any(|known| known == column) => plain(Wanted::Column(column.to_owned())),
        unknown => {
            let mut all: Vec<&str> = DIMENSIONS.to_vec();
            all.extend(columns.iter().map(String::as_str));
            Err(Error::new(ErrorKind::Columns, format!("--by {unknown}: there is no such column")).help(
                format!("one of: {}; a column of long values is kept with --keep COLUMN", all.join(", ")),
            ))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_cut_from_the_day() {
        for (name, expected) in [("year", "2024"), ("quarter", "2024-Q4"), ("month", "2024-11")] {
            let mut value = "before".to_owned();
            let dimension = dimension(name, &[]).unwrap();
            dimension.read("2024-11-05", &mut value);
            assert_eq!(value, expected);
            dimension.read("", &mut value);
            assert_eq!(value, "");
        }
    }

    #[test]
    fn an_unknown_dimension_is_told_with_those_that_are_known() {
        let error = dimension("stat", &["seniority".into()]).unwrap_err();
        assert!(error.to_string().contains("--by stat"));
        assert!(
            error.advice().is_some_and(|advice| advice.contains("state") && advice.contains("seniority"))
        );
    }
}
