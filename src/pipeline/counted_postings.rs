//! Every posting of a store as a few numbers: its market, its employer, its pay, its degree. They are read once
//! and kept, 18 bytes a posting, while mentions are read market by market.

use super::copies::Copies;
use super::dimension::Dimension;
use super::filter::Conditions;
use super::naming::Naming;
use crate::error::{Error, ErrorKind, Result};
use crate::scanner::DegreeLevel;
use crate::store::{MentionColumns, PostingKeys, Reader, Wanted};
use crate::tables::{Clusters, DegreeAsked, Markets, PartColumns, pay_code};
use rayon::prelude::*;
use std::collections::HashMap;

/// What the postings are cut by and filtered on.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) dimensions: Vec<Dimension>,
    pub(super) conditions: Conditions,
    /// What postings have to name, or must not.
    pub(super) names: Vec<Naming>,
    /// What postings are cut by that they name, and its place among the dimensions.
    pub(super) by_name: Option<(Naming, usize)>,
}

/// The postings of a store.
#[derive(Debug)]
pub(super) struct CountedPostings {
    pub(super) markets: Markets,
    pub(super) clusters: Clusters,
    /// Currencies by the numbers in pay codes.
    pub(super) currencies: Vec<String>,
    /// The keys of each part; mentions are left out.
    pub(super) parts: Vec<PartColumns>,
    /// Postings of each market.
    pub(super) sizes: Vec<u64>,
    /// Postings that are counted, each once.
    pub(super) counted: u64,
    /// Postings that the filters kept out, copies among them.
    pub(super) filtered: u64,
    /// Postings that pass, and are copies of one that is counted.
    pub(super) copies: u64,
    pub(super) unread: Unread,
    /// For each market by the other dimensions and each row that is named, the market by both.
    pub(super) named: HashMap<(u32, u32), u32>,
    /// Which postings, by their numbers, are counted or have a copy that is.
    stands: Vec<bool>,
}

/// Texts of which nothing was understood, so that what is unknown stays visible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Locations.
    pub locations: UnreadTexts,
    /// Titles.
    pub titles: UnreadTexts,
}

/// Unread texts of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnreadTexts {
    /// How many postings have one.
    pub postings: u64,
    /// The texts, and how many postings have each; commonest first, and not all where there are very many.
    pub texts: Vec<(String, u64)>,
}

/// Distinct unread texts that are remembered; what comes after them is counted under none.
const REMEMBERED: usize = 100_000;

/// Keys of so many parts are read at a time.
const PARTS_AT_A_TIME: usize = 4;

impl Cut {
    /// The names of the dimensions in which a posting has one value.
    fn plain(&self, by: &[String]) -> Vec<String> {
        let named = self.by_name.as_ref().map(|(_, at)| *at);
        by.iter().enumerate().filter(|(at, _)| Some(*at) != named).map(|(_, name)| name.clone()).collect()
    }

    /// For each thing that postings have to name, or must not, whether each posting of a part passes.
    fn named(&self, reader: &Reader, part: usize, postings: usize) -> Result<Vec<Vec<bool>>> {
        if self.names.is_empty() {
            return Ok(Vec::new());
        }
        let mentions = reader.mentions(part)?;
        let of = |naming: &Naming| {
            naming.rows(&mentions, postings).iter().map(|rows| naming.passes(rows)).collect::<Vec<_>>()
        };
        Ok(self.names.iter().map(of).collect())
    }

    /// Which keys are wanted, each once.
    fn wanted(&self) -> Vec<Wanted> {
        let all = || self.dimensions.iter().chain(self.conditions.0.iter().map(|(dimension, _)| dimension));
        let mut wanted: Vec<Wanted> = Vec::new();
        for one in all().flat_map(|dimension| &dimension.wanted) {
            if !wanted.contains(one) {
                wanted.push(one.clone());
            }
        }
        for (source, about) in UNREAD {
            let asked = all().any(|dimension| dimension.wanted.iter().any(|wanted| about(&wanted)));
            let text = Wanted::Text(source.to_owned());
            if asked && !wanted.contains(&text) {
                wanted.push(text);
            }
        }
        wanted
    }
}

/// Whether a key tells of something.
type About = fn(&&Wanted) -> bool;

/// The text that is behind what may be unknown.
const UNREAD: [(&str, About); 2] = [
    ("location", |wanted| matches!(wanted, Wanted::Place(_))),
    ("title", |wanted| matches!(wanted, Wanted::Title(_))),
];

impl CountedPostings {
    /// Reads the keys of all postings but copies. `by` are the names of the dimensions.
    pub(super) fn read(reader: &Reader, cut: &Cut, by: &[String], copies: &Copies) -> Result<Self> {
        let wanted = cut.wanted();
        let mut found = Self {
            markets: Markets::new(cut.plain(by)),
            clusters: Clusters::new(),
            currencies: Vec::new(),
            parts: Vec::new(),
            sizes: Vec::new(),
            counted: 0,
            filtered: 0,
            copies: 0,
            unread: Unread::default(),
            named: HashMap::new(),
            stands: Vec::new(),
        };
        let mut first = 0;
        // For each source of what may be unknown: where the key stands, and the text behind it.
        let sources = UNREAD.map(|(source, about)| {
            let text = Wanted::Text(source.to_owned());
            Some((
                wanted.iter().position(|one| about(&one))?,
                wanted.iter().position(|other| *other == text)?,
            ))
        });
        let mut unread = [UnreadCounts::default(), UnreadCounts::default()];
        let parts: Vec<usize> = (0..reader.parts()).collect();
        for parts in parts.chunks(PARTS_AT_A_TIME) {
            let keys: Vec<PostingKeys> =
                parts.par_iter().map(|part| reader.posting_keys(*part, &wanted)).collect::<Result<_>>()?;
            for keys in keys {
                let names = cut.named(reader, found.parts.len(), keys.employer.len())?;
                let original = |posting, exact| copies.original(first + posting, exact);
                let part = found.part(&keys, cut, &wanted, &names, &original)?;
                for (source, counts) in sources.iter().zip(&mut unread) {
                    if let Some((key, text)) = *source {
                        counts.add(&keys.values[key], &keys.values[text], &part.market);
                    }
                }
                first += u64::try_from(keys.duplicate_of.len()).unwrap_or(u64::MAX);
                found.parts.push(part);
            }
        }
        let [locations, titles] = unread;
        found.unread = Unread { locations: locations.finish(), titles: titles.finish() };
        found.counted = found.sizes.iter().sum();
        if let Some((naming, at)) = &cut.by_name {
            found.cut_by_naming(reader, naming, *at, by)?;
        }
        Ok(found)
    }

    /// Makes of every market as many as there are things that its postings name.
    fn cut_by_naming(&mut self, reader: &Reader, naming: &Naming, at: usize, by: &[String]) -> Result<()> {
        let others = std::mem::replace(&mut self.markets, Markets::new(by.to_vec()));
        self.sizes.clear();
        for part in 0..self.parts.len() {
            let mentions = reader.mentions(part)?;
            let rows = naming.rows(&mentions, self.parts[part].employer.len());
            for (posting, rows) in rows.iter().enumerate() {
                let other = self.parts[part].market[posting];
                let Some(values) = others.values(other) else { continue };
                for row in rows {
                    if let Some(market) = self.named.get(&(other, *row)) {
                        self.sizes[*market as usize] += 1;
                        continue;
                    }
                    let mut values = values.to_vec();
                    values.insert(at, naming.name(*row).to_owned());
                    let market = self.market(&values)?;
                    self.named.insert((other, *row), market);
                }
            }
        }
        Ok(())
    }

    /// A part in which every posting stands once for each market that it belongs to by what it names.
    /// Mentions of the thing itself, and of what rolls up into it, are left out: they stand in every posting.
    pub(super) fn expanded(
        &self,
        naming: &Naming,
        part: usize,
        mentions: &MentionColumns,
    ) -> (PartColumns, MentionColumns) {
        let keys = &self.parts[part];
        let (mut more, mut found) = (PartColumns::default(), MentionColumns::default());
        let rows = naming.rows(mentions, keys.employer.len());
        let mut end = 0;
        for run in mentions.posting.chunk_by(|one, next| one == next) {
            let (start, posting) = (end, run[0] as usize);
            end += run.len();
            let mut markets: Vec<(u32, u32)> = rows[posting]
                .iter()
                .filter_map(|row| Some((*self.named.get(&(keys.market[posting], *row))?, *row)))
                .collect();
            // Two things may bear one name.
            markets.sort_unstable();
            for same in markets.chunk_by(|one, next| one.0 == next.0) {
                let names: Vec<u32> = same.iter().map(|(_, row)| *row).collect();
                let number = u32::try_from(more.market.len()).unwrap_or(u32::MAX);
                more.market.push(same[0].0);
                more.employer.push(keys.employer[posting]);
                more.pay.push(keys.pay[posting]);
                more.degree.push(keys.degree[posting]);
                for mention in (start..end).filter(|at| !naming.is_within(mentions.concept[*at], &names)) {
                    found.posting.push(number);
                    found.concept.push(mentions.concept[mention]);
                    found.status.push(mentions.status[mention]);
                    found.list.push(mentions.list[mention]);
                }
            }
        }
        (more, found)
    }

    fn part(
        &mut self,
        keys: &PostingKeys,
        cut: &Cut,
        wanted: &[Wanted],
        names: &[Vec<bool>],
        original: &dyn Fn(u64, Option<u64>) -> Option<u64>,
    ) -> Result<PartColumns> {
        let places = |dimension: &Dimension| -> Vec<usize> {
            let place = |one: &Wanted| wanted.iter().position(|other| other == one).unwrap_or_default();
            dimension.wanted.iter().map(place).collect()
        };
        let of_dimensions: Vec<Vec<usize>> = cut.dimensions.iter().map(places).collect();
        let of_conditions: Vec<Vec<usize>> =
            cut.conditions.0.iter().map(|(dimension, _)| places(dimension)).collect();
        let mut part = PartColumns::default();
        let mut values = vec![String::new(); cut.dimensions.len()];
        let mut scratch = String::new();
        for (posting, duplicate) in keys.duplicate_of.iter().enumerate() {
            let of = |places: &[usize]| -> Vec<&str> {
                places.iter().map(|place| keys.values[*place][posting].as_str()).collect()
            };
            let passes = names.iter().all(|names| names[posting])
                && cut.conditions.pass(|at| of(&of_conditions[at]), &mut scratch);
            let market = if !passes {
                self.filtered += 1;
                self.stands.push(false);
                PartColumns::NOT_COUNTED
            } else if self.is_copy(original(u64::try_from(posting).unwrap_or(u64::MAX), *duplicate)) {
                self.copies += 1;
                PartColumns::NOT_COUNTED
            } else {
                for ((value, dimension), places) in values.iter_mut().zip(&cut.dimensions).zip(&of_dimensions)
                {
                    dimension.read(&of(places), value);
                }
                self.market(&values)?
            };
            part.market.push(market);
            part.employer.push(self.clusters.number(&keys.employer[posting], keys.fingerprint[posting]));
            part.pay.push(self.pay(keys.pay[posting], &keys.pay_currency[posting]));
            let (required, preferred, or_equivalent) = keys.degree[posting];
            let [required, preferred] = [required, preferred].map(level_code);
            part.degree.push(DegreeAsked { required, preferred, or_equivalent });
        }
        Ok(part)
    }

    /// Whether the next posting is a copy of one that stands: that is counted, or has another copy that is because
    /// the filters keep it out itself.
    fn is_copy(&mut self, original: Option<u64>) -> bool {
        let original = original.and_then(|original| usize::try_from(original).ok());
        let stands = original.and_then(|original| self.stands.get_mut(original));
        let is_copy = stands.map(|stands| std::mem::replace(stands, true));
        self.stands.push(true);
        is_copy == Some(true)
    }

    fn market(&mut self, values: &[String]) -> Result<u32> {
        let market = self.markets.number(values).ok_or_else(|| {
            Error::new(ErrorKind::Settings, "there are more markets than can be numbered")
                .help("cut the postings by fewer dimensions")
        })?;
        let at = usize::try_from(market).unwrap_or(usize::MAX);
        if at == self.sizes.len() {
            self.sizes.push(0);
        }
        self.sizes[at] += 1;
        Ok(market)
    }

    fn pay(&mut self, yearly: Option<u32>, currency: &str) -> u32 {
        let Some(yearly) = yearly.filter(|_| !currency.is_empty()) else { return 0 };
        let known = self.currencies.iter().position(|known| known == currency);
        let number = known.unwrap_or(self.currencies.len());
        let Ok(code) = u8::try_from(number) else { return 0 };
        if known.is_none() {
            self.currencies.push(currency.to_owned());
        }
        pay_code(code, yearly)
    }
}

fn level_code(level: Option<DegreeLevel>) -> Option<u8> {
    let level = level?;
    DegreeLevel::ALL.iter().position(|known| *known == level).and_then(|code| u8::try_from(code).ok())
}

/// Unread texts while they are counted.
#[derive(Debug, Default)]
struct UnreadCounts {
    postings: u64,
    texts: HashMap<String, u64>,
}

impl UnreadCounts {
    /// Counts the texts of the counted postings whose keys are not known.
    fn add(&mut self, keys: &[String], texts: &[String], markets: &[u32]) {
        let unknown = |((key, _), market): &((&String, _), &u32)| {
            *key == "unknown" && **market != PartColumns::NOT_COUNTED
        };
        for ((_, text), _) in keys.iter().zip(texts).zip(markets).filter(unknown) {
            self.postings += 1;
            if let Some(count) = self.texts.get_mut(text) {
                *count += 1;
            } else if self.texts.len() < REMEMBERED {
                self.texts.insert(text.clone(), 1);
            }
        }
    }

    fn finish(self) -> UnreadTexts {
        let mut texts: Vec<_> = self.texts.into_iter().collect();
        texts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        UnreadTexts { postings: self.postings, texts }
    }
}
