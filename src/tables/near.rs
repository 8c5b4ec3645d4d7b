//! Near copies among postings: ads put up again with small changes, and the same ad under another
//! employer's name.
//!
//! One employer's ads for different jobs often share nine tenths of their words, so only postings whose
//! titles and places agree are compared, and two that one employer put up within days of each other stand
//! for two vacancies: while an ad is open, an edited one beside it is for another ward, shift or contract.
//!
//! Postings are gone through in the order of the input, and each is compared with the kept ones before
//! it, never with copies, so that a chain of small changes does not join two ads that are unlike. Nothing
//! depends on time or on threads.

use crate::posting::sketch::{BINS, Sketch, agreeing, estimate};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What counts as a near copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearSettings {
    /// The least estimated similarity of the two texts, above 0 and up to 1.
    pub threshold: f32,
    /// Whether a copy may stand under another employer's name.
    pub across: bool,
    /// Whether a copy must name the same place; a posting whose place is unknown is then kept.
    pub same_place: bool,
    /// The fewest days between two postings of one employer's ad, as far as their days are known.
    pub days_apart: u32,
}

impl Default for NearSettings {
    fn default() -> Self {
        Self { threshold: 0.85, across: true, same_place: true, days_apart: 14 }
    }
}

/// What is compared of the postings, in the order of the input. All slices are equally long; postings
/// that lie beyond the end of any are kept.
#[derive(Clone, Copy, Debug)]
pub struct NearPostings<'a> {
    /// The texts. A posting without a sketch is passed over: it is no copy and has none. That is also how
    /// exact copies, which are known already, are left out.
    pub sketches: &'a [Option<Sketch>],
    /// A number for each employer; 0 is the unknown one, which is the same as itself.
    pub employers: &'a [u32],
    /// The keys of the titles ([`crate::posting::title::title_key`]).
    pub titles: &'a [u64],
    /// A number for each place; 0 is the unknown one.
    pub places: &'a [u32],
    /// The days of publication, counted from any one day; none if unknown.
    pub days: &'a [Option<i32>],
}

/// The most kept postings in one place of the index. Where more unlike ads share a piece of their
/// sketches, the later ones are found by their other pieces or not at all.
const LONGEST_CHAIN: usize = 64;

/// The index's sign for nothing.
const NONE: u32 = u32::MAX;

/// For each posting, the earliest kept posting that it is a near copy of; none if it is to be kept.
pub fn near_copies(postings: NearPostings<'_>, settings: NearSettings) -> Vec<Option<u32>> {
    let mut copies = vec![None; postings.sketches.len()];
    let fewest = (0..=BINS).find(|agree| estimate(*agree) >= settings.threshold).unwrap_or(BINS);
    let block_of = |posting: &Posting<'_>| {
        let employer = if settings.across { 0 } else { posting.employer };
        (posting.title, employer, if settings.same_place { posting.place } else { 0 })
    };
    let block_at = |at: &u32| postings.get(*at).map(|posting| block_of(&posting));
    let count = u32::try_from(copies.len()).unwrap_or(NONE);
    let is_compared = |posting: Posting<'_>| !settings.same_place || posting.place != 0;
    let mut order: Vec<u32> = (0..count).filter(|at| postings.get(*at).is_some_and(is_compared)).collect();
    order.sort_unstable_by_key(|at| (block_at(at), *at));
    let mut index = Index::new((BINS + 1).saturating_sub(fewest));
    for block in order.chunk_by(|a, b| block_at(a) == block_at(b)).filter(|block| block.len() > 1) {
        index.clear(block.len());
        for at in block {
            let Some(posting) = postings.get(*at) else { continue };
            index.find_slots(posting.sketch);
            let mut earliest = NONE;
            index.visit(|kept| {
                let is_original = |kept: Posting<'_>| posting.is_copy_of(&kept, fewest, settings.days_apart);
                if kept < earliest && postings.get(kept).is_some_and(is_original) {
                    earliest = kept;
                }
            });
            if earliest == NONE {
                index.insert(*at);
            } else if let Some(copy) = usize::try_from(*at).ok().and_then(|at| copies.get_mut(at)) {
                *copy = Some(earliest);
            }
        }
    }
    copies
}

/// One posting that has a sketch.
struct Posting<'a> {
    sketch: &'a Sketch,
    employer: u32,
    title: u64,
    place: u32,
    day: Option<i32>,
}

impl<'a> NearPostings<'a> {
    fn get(&self, at: u32) -> Option<Posting<'a>> {
        let at = usize::try_from(at).ok()?;
        Some(Posting {
            sketch: self.sketches.get(at)?.as_ref()?,
            employer: *self.employers.get(at)?,
            title: *self.titles.get(at)?,
            place: *self.places.get(at)?,
            day: *self.days.get(at)?,
        })
    }
}

impl Posting<'_> {
    /// Whether it is a near copy of an earlier posting of its block, this many bins of their sketches
    /// having to agree.
    fn is_copy_of(&self, kept: &Self, fewest: usize, days_apart: u32) -> bool {
        let gap = self.day.zip(kept.day).map(|(day, before)| day.abs_diff(before));
        let both_open = self.employer == kept.employer && gap.is_some_and(|gap| gap < days_apart);
        !both_open && agreeing(self.sketch, kept.sketch) >= fewest
    }
}

/// The kept postings of a block by pieces of their sketches.
///
/// A sketch is cut into one band more than bins may differ, so two sketches that are similar enough
/// agree in at least one whole band: no pair is missed but for [`LONGEST_CHAIN`].
struct Index {
    bands: usize,
    /// For each slot, the newest entry in it.
    heads: Vec<u32>,
    /// For each entry, a kept posting, and the entry before it in its slot.
    entries: Vec<(u32, u32)>,
    /// The slots of the sketch looked for last.
    slots: Vec<usize>,
}

impl Index {
    fn new(bands: usize) -> Self {
        Self { bands: bands.clamp(1, BINS), heads: Vec::new(), entries: Vec::new(), slots: Vec::new() }
    }

    /// Empties the index and makes it wide enough for this many postings.
    fn clear(&mut self, postings: usize) {
        self.entries.clear();
        self.heads.clear();
        let slots = postings.saturating_mul(self.bands) / 2;
        self.heads.resize(slots.next_power_of_two(), NONE);
    }

    fn find_slots(&mut self, sketch: &Sketch) {
        let mask = self.heads.len().wrapping_sub(1);
        self.slots.clear();
        for band in 0..self.bands {
            let (start, end) = (band * BINS / self.bands, (band + 1) * BINS / self.bands);
            let seed = u64::try_from(band).unwrap_or(0);
            let hash = xxh3_64_with_seed(&sketch[start..end], seed);
            self.slots.push(usize::try_from(hash >> 32).unwrap_or(0) & mask);
        }
    }

    /// Shows the kept postings in the slots looked for, some of them several times.
    fn visit(&self, mut show: impl FnMut(u32)) {
        for slot in &self.slots {
            self.chain(*slot).for_each(&mut show);
        }
    }

    /// Adds a kept posting in the slots looked for.
    fn insert(&mut self, posting: u32) {
        for slot in &self.slots {
            if self.chain(*slot).count() >= LONGEST_CHAIN {
                continue;
            }
            let Ok(entry) = u32::try_from(self.entries.len()) else { return };
            if let Some(head) = self.heads.get_mut(*slot) {
                self.entries.push((posting, *head));
                *head = entry;
            }
        }
    }

    /// The kept postings in a slot, the newest first.
    fn chain(&self, slot: usize) -> impl Iterator<Item = u32> {
        let entry = |at: u32| self.entries.get(usize::try_from(at).ok()?).copied();
        let newest = self.heads.get(slot).and_then(|head| entry(*head));
        std::iter::successors(newest, move |(_, before)| entry(*before)).map(|(posting, _)| posting)
    }
}

#[cfg(test)]
#[path = "near_tests.rs"]
mod tests;
