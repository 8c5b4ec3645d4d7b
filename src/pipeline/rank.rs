//! Facts to tables: the keys of every posting become its market, then mentions are tallied, so many
//! markets at a time that memory stays flat.

use super::copies::{Copies, Duplicates};
use super::counted_postings::{CountedPostings, Cut, Unread};
use super::dimension::{Dimension, NAMED};
use super::filter::{Conditions, Filter};
use super::naming::Naming;
use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{MentionColumns, Reader};
use crate::tables::{Group, Measure, PartColumns, RankSettings, RankedTable, Ranking, Subjects, Tally};
use rayon::prelude::*;

/// What a ranking is asked to do.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The dimensions of a market.
    pub by: Vec<String>,
    /// The postings that count are those that pass all of these.
    pub filters: Vec<Filter>,
    /// What is ranked, a table each.
    pub groups: Vec<Group>,
    /// How it is ranked.
    pub settings: RankSettings,
    /// Which postings are left out as copies.
    pub duplicates: Duplicates,
    /// Whether what is only one of several alternatives is left out.
    pub strict: bool,
}

/// Tables, and what there is to tell about how they came about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranked {
    /// For each group, the tables of all markets.
    pub tables: Vec<RankedTable>,
    /// Postings that were counted.
    pub counted: u64,
    /// Postings that the filters kept out.
    pub filtered: u64,
    /// Places and titles of which nothing was understood, where the postings are cut by them.
    pub unread: Unread,
}

/// How many mentions are tallied at a time: some 100 MB of counts.
const MENTIONS_AT_A_TIME: u64 = 4_000_000;

/// Ranks the facts of a store.
///
/// # Errors
/// A dimension is unknown, or the store is damaged.
pub fn rank(reader: &Reader, rank: &Rank) -> Result<Ranked> {
    let dictionary = reader.catalogue()?;
    let cut = cut(reader, rank, &dictionary)?;
    let postings = CountedPostings::read(reader, &cut, &rank.by, &Copies::find(reader, rank.duplicates)?)?;
    let subjects: Vec<Subjects> = rank.groups.iter().map(|group| Subjects::new(&dictionary, group)).collect();
    let naming = cut.naming.iter().find(|(_, at)| at.is_some()).map(|(naming, _)| naming);
    let mut rankings: Vec<Ranking<'_>> = subjects
        .iter()
        .map(|_| Ranking::new(&postings.markets, &postings.clusters, &postings.currencies, &rank.settings))
        .collect();
    if naming.is_some() || rank.settings.measure == Measure::Specificity {
        // Where postings stand in several markets, what all markets have together has to be counted apart; and it
        // has to be known beforehand where it decides the rank.
        for (ranking, tally) in
            rankings.iter_mut().zip(tally(reader, &postings, &Take::Whole, &subjects, rank.strict)?)
        {
            ranking.against(&tally);
        }
    }
    for markets in batches(reader, &postings) {
        let take = naming.map_or(Take::Markets(&markets), |naming| Take::Named(&markets, naming));
        let tallies = tally(reader, &postings, &take, &subjects, rank.strict)?;
        for (ranking, tally) in rankings.iter_mut().zip(&tallies) {
            ranking.add(tally)?;
        }
    }
    let mut tables: Vec<RankedTable> = rankings.into_iter().flat_map(Ranking::finish).collect();
    if let Some((naming, Some(at))) = cut.naming.iter().find(|(_, at)| at.is_some()) {
        for table in &mut tables {
            table.stacks_toward = naming.stacks_toward(&table.market[*at].1);
        }
    }
    Ok(Ranked { tables, counted: postings.counted, filtered: postings.filtered, unread: postings.unread })
}

/// The dimensions and filters, those apart that go by what postings name.
fn cut(reader: &Reader, rank: &Rank, dictionary: &Dictionary) -> Result<Cut> {
    let columns = &reader.manifest().columns;
    let (by_naming, by): (Vec<_>, Vec<_>) =
        rank.by.iter().enumerate().partition(|(_, name)| NAMED.contains(&name.as_str()));
    if by_naming.len() > 1 {
        return Err(Error::new(
            ErrorKind::Settings,
            "--by takes one of credential, tool and skill at a time",
        ));
    }
    let (on_naming, filters): (Vec<&Filter>, Vec<&Filter>) =
        rank.filters.iter().partition(|filter| NAMED.contains(&filter.dimension.as_str()));
    let mut naming = Vec::new();
    for name in NAMED {
        let at = by_naming.iter().find(|(_, by)| by.as_str() == name).map(|(at, _)| *at);
        let filters: Vec<&Filter> =
            on_naming.iter().copied().filter(|filter| filter.dimension == name).collect();
        if at.is_some() || !filters.is_empty() {
            naming.push((Naming::new(dictionary, name, &filters)?, at));
        }
    }
    let dimensions =
        by.iter().map(|(_, name)| Dimension::named(name, columns, "--by")).collect::<Result<_>>()?;
    let filters: Vec<Filter> = filters.into_iter().cloned().collect();
    Ok(Cut { dimensions, conditions: Conditions::new(&filters, columns)?, naming })
}

/// Which markets are tallied together: for each batch, whether each market is in it. All periods of a market are
/// in one batch.
fn batches(reader: &Reader, postings: &CountedPostings) -> Vec<Vec<bool>> {
    let parts = &reader.manifest().parts;
    let mentions: u64 = parts.iter().map(|part| part.mentions).sum();
    let all: u64 = parts.iter().map(|part| part.postings).sum();
    let mut batches = Vec::new();
    let mut batch = vec![false; postings.sizes.len()];
    let mut load = 0;
    for stem in postings.markets.stems() {
        let size: u64 = stem.iter().map(|market| postings.sizes[*market as usize]).sum();
        // Mentions are spread over markets about as postings are.
        let more = size * mentions / all.max(1);
        if load > 0 && load + more > MENTIONS_AT_A_TIME {
            batches.push(std::mem::replace(&mut batch, vec![false; postings.sizes.len()]));
            load = 0;
        }
        load += more;
        for market in stem {
            batch[market as usize] = true;
        }
    }
    batches.push(batch);
    batches
}

/// Which postings are tallied.
enum Take<'t> {
    /// All that count, as one market.
    Whole,
    /// Those of some markets.
    Markets(&'t [bool]),
    /// Likewise, where postings are of as many markets as they name things.
    Named(&'t [bool], &'t Naming),
}

impl Take<'_> {
    /// The part with the markets that are taken.
    fn part(&self, postings: &CountedPostings, part: usize, mentions: MentionColumns) -> PartColumns {
        let keys = &postings.parts[part];
        let (keys, mentions) = match self {
            Take::Named(_, naming) => {
                let (keys, mentions) = postings.expanded(naming, part, &mentions);
                (std::borrow::Cow::Owned(keys), mentions)
            }
            _ => (std::borrow::Cow::Borrowed(keys), mentions),
        };
        let market = |market: &u32| match self {
            Take::Whole => {
                if *market == PartColumns::NOT_COUNTED {
                    *market
                } else {
                    0
                }
            }
            Take::Markets(taken) | Take::Named(taken, _) => {
                let taken = usize::try_from(*market).ok().and_then(|market| taken.get(market));
                if taken == Some(&true) { *market } else { PartColumns::NOT_COUNTED }
            }
        };
        PartColumns {
            market: keys.market.iter().map(market).collect(),
            mention_posting: mentions.posting,
            mention_concept: mentions.concept,
            mention_status: mentions.status,
            mention_list: mentions.list,
            ..keys.into_owned()
        }
    }
}

/// Tallies the mentions in what is taken, a tally for each group.
fn tally<'s>(
    reader: &Reader,
    postings: &CountedPostings,
    take: &Take<'_>,
    subjects: &'s [Subjects],
    strict: bool,
) -> Result<Vec<Tally<'s>>> {
    let new = || subjects.iter().map(|subjects| Tally::new(subjects).strict(strict)).collect::<Vec<_>>();
    let of_part = |part: usize| -> Result<Vec<Tally<'s>>> {
        let columns = take.part(postings, part, reader.mentions(part)?);
        let mut tallies = new();
        tallies.iter_mut().try_for_each(|tally| tally.add(&columns))?;
        Ok(tallies)
    };
    let join = |one: Vec<Tally<'s>>, other: Vec<Tally<'s>>| {
        one.into_iter().zip(other).map(|(one, other)| one.merge(other)).collect::<Vec<_>>()
    };
    let mut sum = new();
    let parts: Vec<usize> = (0..reader.parts()).collect();
    // Counts add up to the same in any order; a few parts at a time bound what waits to be added.
    for parts in parts.chunks(2 * rayon::current_num_threads()) {
        let tallies: Vec<_> = parts.par_iter().map(|part| of_part(*part)).collect::<Result<_>>()?;
        sum = tallies.into_iter().fold(sum, join);
    }
    Ok(sum)
}
