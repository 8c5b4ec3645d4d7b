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
    /// Threads; 0 means one for each core.
    pub threads: usize,
}

/// Tables, and what there is to tell about how they came about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranked {
    /// For each group, the tables of all markets.
    pub tables: Vec<RankedTable>,
    /// Postings that were counted.
    pub counted: u64,
    /// Postings that the filters kept out, copies among them.
    pub filtered: u64,
    /// Postings that pass, and are copies of one that is counted.
    pub copies: u64,
    /// Whether it is told of how many postings they name something, so that the size of a market is a figure.
    pub asks_names: bool,
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
    let threads = rayon::ThreadPoolBuilder::new().num_threads(rank.threads).build();
    let threads = threads
        .map_err(|error| Error::new(ErrorKind::Settings, "the threads cannot be started").because(error))?;
    threads.install(|| Ranker::new(reader, rank)?.rank())
}

/// A store that is being ranked.
struct Ranker<'r> {
    reader: &'r Reader,
    rank: &'r Rank,
    dictionary: Dictionary,
    cut: Cut,
    postings: CountedPostings,
    subjects: Vec<Subjects>,
}

impl<'r> Ranker<'r> {
    fn new(reader: &'r Reader, rank: &'r Rank) -> Result<Self> {
        let dictionary = reader.catalogue()?;
        let cut = cut(reader, rank, &dictionary)?;
        let copies = Copies::find(reader, rank.duplicates)?;
        let postings = CountedPostings::read(reader, &cut, &rank.by, &copies)?;
        let subjects = rank.groups.iter().map(|group| Subjects::new(&dictionary, group)).collect();
        Ok(Self { reader, rank, dictionary, cut, postings, subjects })
    }

    fn rank(self) -> Result<Ranked> {
        let settings = &self.rank.settings;
        let mut rankings = self.rankings(settings);
        // How specific rows are has to be known beforehand where it decides the rank.
        let unranked =
            RankSettings { measure: Measure::Share, top: Some(0), resamples: 0, ..settings.clone() };
        let mut before = self.rankings(&unranked);
        if self.cut.by_name.is_some() {
            // Postings stand in several markets, so what all have together is counted apart.
            self.tally(&Take::Whole, mentions(self.reader), &mut rankings, |ranking, tally| {
                ranking.against_whole(tally);
                Ok(())
            })?;
        } else if settings.measure == Measure::Specificity {
            self.add_markets(&mut before)?;
            for (ranking, before) in rankings.iter_mut().zip(&before) {
                ranking.against(before);
            }
        }
        self.leave_out(&mut rankings);
        self.add_markets(&mut rankings)?;
        let mut tables: Vec<RankedTable> = rankings.into_iter().flat_map(Ranking::finish).collect();
        if let Some((naming, at)) = &self.cut.by_name {
            for table in &mut tables {
                table.stacks_toward = naming.stacks_toward(&table.market[*at].1);
            }
        }
        let asks_names = self.cut.by_name.is_some() || !self.cut.names.is_empty();
        let CountedPostings { counted, filtered, copies, unread, .. } = self.postings;
        Ok(Ranked { tables, counted, filtered, copies, unread, asks_names })
    }

    /// A ranking of each group, of no market yet.
    fn rankings<'s>(&'s self, settings: &'s RankSettings) -> Vec<Ranking<'s>> {
        let CountedPostings { markets, clusters, currencies, .. } = &self.postings;
        self.subjects.iter().map(|_| Ranking::new(markets, clusters, currencies, settings)).collect()
    }

    /// Leaves out of the market of a credential what everything in it is because of that: the credential's families, its
    /// issuer, its kind.
    fn leave_out(&self, rankings: &mut [Ranking<'_>]) {
        let Some((naming, _)) = &self.cut.by_name else { return };
        for ((_, row), market) in &self.postings.named {
            let Some(concept) = self.dictionary.find(naming.id(*row)) else { continue };
            for (ranking, subjects) in rankings.iter_mut().zip(&self.subjects) {
                ranking.leave_out(*market, subjects.rows_of(concept.get()).unwrap_or_default());
            }
        }
    }

    fn add_markets<'s>(&'s self, rankings: &mut [Ranking<'s>]) -> Result<()> {
        for Batch { markets, load } in batches(self.reader, &self.postings) {
            let take = match &self.cut.by_name {
                Some((naming, _)) => Take::Named(&markets, naming),
                None => Take::Markets(&markets),
            };
            self.tally(&take, load, rankings, Ranking::add)?;
        }
        Ok(())
    }

    /// Tallies what is taken, about `load` mentions, and gives each ranking the tally of its group. A market with too
    /// many mentions cannot be split, but its groups can be tallied one after the other.
    fn tally<'s>(
        &'s self,
        take: &Take<'_>,
        load: u64,
        rankings: &mut [Ranking<'s>],
        add: impl Fn(&mut Ranking<'s>, &Tally<'s>) -> Result<()>,
    ) -> Result<()> {
        let groups = if load > MENTIONS_AT_A_TIME { 1 } else { self.subjects.len().max(1) };
        for (rankings, subjects) in rankings.chunks_mut(groups).zip(self.subjects.chunks(groups)) {
            let tallies = tally(self.reader, &self.postings, take, subjects, self.rank.strict)?;
            for (ranking, tally) in rankings.iter_mut().zip(&tallies) {
                add(ranking, tally)?;
            }
        }
        Ok(())
    }
}

/// The dimensions and filters, those apart that go by what postings name.
fn cut(reader: &Reader, rank: &Rank, dictionary: &Dictionary) -> Result<Cut> {
    let columns = &reader.manifest().columns;
    let (by_naming, by): (Vec<_>, Vec<_>) =
        rank.by.iter().enumerate().partition(|(_, name)| NAMED.contains(&name.as_str()));
    if by_naming.len() > 1 {
        let what = "--by takes one of credential, tool and skill at a time";
        return Err(Error::new(ErrorKind::Settings, what).help("rank by one of them, then by the other"));
    }
    if rank.settings.measure == Measure::Specificity && rank.by.is_empty() {
        let what = "one market cannot be ranked by specificity: there is nothing to compare it with";
        return Err(Error::new(ErrorKind::Settings, what).help("say with --by what the markets are"));
    }
    let (on_naming, filters): (Vec<&Filter>, Vec<&Filter>) =
        rank.filters.iter().partition(|filter| NAMED.contains(&filter.dimension.as_str()));
    let by_name = by_naming.first();
    // Where postings are cut by what they name, a filter on it chooses among the markets, and leaves alone what
    // they are compared with.
    let (of_markets, of_postings): (Vec<&Filter>, Vec<&Filter>) =
        on_naming.into_iter().partition(|filter| by_name.is_some_and(|(_, name)| **name == filter.dimension));
    let by_name =
        by_name.map(|(at, name)| Ok((Naming::markets(dictionary, name, &of_markets)?, *at))).transpose()?;
    let names = of_postings.iter().map(|filter| Naming::filter(dictionary, filter)).collect::<Result<_>>()?;
    let dimensions =
        by.iter().map(|(_, name)| Dimension::named(name, columns, "--by")).collect::<Result<_>>()?;
    let filters: Vec<Filter> = filters.into_iter().cloned().collect();
    Ok(Cut { dimensions, conditions: Conditions::new(&filters, columns)?, names, by_name })
}

/// Markets that are tallied together.
struct Batch {
    /// Whether each market is in it.
    markets: Vec<bool>,
    /// About how many mentions they have.
    load: u64,
}

fn mentions(reader: &Reader) -> u64 {
    reader.manifest().parts.iter().map(|part| part.mentions).sum()
}

/// Which markets are tallied together. All periods of a market are in one batch.
fn batches(reader: &Reader, postings: &CountedPostings) -> Vec<Batch> {
    let mentions = mentions(reader);
    let all: u64 = reader.manifest().parts.iter().map(|part| part.postings).sum();
    let none = || Batch { markets: vec![false; postings.sizes.len()], load: 0 };
    let mut batches = Vec::new();
    let mut batch = none();
    for stem in postings.markets.stems() {
        let size: u64 = stem.iter().map(|market| postings.sizes[*market as usize]).sum();
        // Mentions are spread over markets about as postings are.
        let more = size * mentions / all.max(1);
        if batch.load > 0 && batch.load + more > MENTIONS_AT_A_TIME {
            batches.push(std::mem::replace(&mut batch, none()));
        }
        batch.load += more;
        for market in stem {
            batch.markets[market as usize] = true;
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
        // Pay is not asked of the whole.
        let pay = if matches!(self, Take::Whole) { vec![0; keys.pay.len()] } else { keys.pay.clone() };
        PartColumns {
            pay,
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
    sum.iter_mut().for_each(Tally::settle);
    Ok(sum)
}
