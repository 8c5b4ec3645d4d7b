//! The evidence that the parts of one place give, weighed: the country and region that most of it
//! agrees on.
//!
//! A name can mean many places. Each part of a location ("Cambridge", "MA") gives all its meanings,
//! with weights; the country and region under which the parts' best meanings add up to most is the
//! reading. What weighs less than [`ENOUGH`] is no reading, and neither is a draw between countries.

use super::tables::{Kind, Meaning};

/// The least weight of a reading: more than a city's name alone, which is too often borne by others.
const ENOUGH: u16 = 25;
/// What a name that stands for one place even alone gains when nothing else is said.
const ALONE: u16 = 20;
const MOST: usize = 64;

#[derive(Clone, Copy)]
struct Item {
    part: u8,
    weight: u16,
    meaning: Meaning,
}

/// The meanings found in one place's parts.
pub(super) struct Evidence {
    items: [Option<Item>; MOST],
    count: usize,
}

/// The reading of one place. Numbers are those of the tables, 0 if unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) country: u16,
    pub(super) region: u16,
    pub(super) metro: u16,
    /// Several parts named places that disagree ("London/Manchester").
    pub(super) several: bool,
}

/// What is known of a place beforehand: the country, 0 if unknown.
#[derive(Clone, Copy, Default)]
pub(super) struct Context {
    pub(super) country: u16,
    pub(super) region: u16,
}

impl Evidence {
    pub(super) fn new() -> Self {
        Self { items: [None; MOST], count: 0 }
    }

    pub(super) fn add(&mut self, part: u8, weight: u16, meaning: Meaning) {
        if let Some(slot) = self.items.get_mut(self.count) {
            *slot = Some(Item { part, weight, meaning });
            self.count += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.items[..self.count].iter().flatten()
    }

    /// The reading, if there is one.
    pub(super) fn settle(&self, context: Context) -> Option<Found> {
        let first = self.best(context, 0);
        let best = if context.country != 0 || first.as_ref().is_some_and(|best| best.strong) {
            first
        } else {
            self.best(context, ALONE).filter(|best| best.score >= ENOUGH)
        };
        let Some(best) = best else {
            return (context.country != 0).then_some(Found { country: context.country, ..Found::default() });
        };
        if best.country == 0 {
            return best.several.then_some(Found { several: true, ..Found::default() });
        }
        if self.has_another(&best) {
            return Some(Found { country: best.country, several: true, ..Found::default() });
        }
        let metro = self.metro(&best);
        Some(Found { country: best.country, region: best.region, metro, several: best.several })
    }

    fn best(&self, context: Context, alone: u16) -> Option<Best> {
        let mut best: Option<Best> = None;
        for (at, item) in self.items().enumerate() {
            let Meaning { country, region, .. } = item.meaning;
            let seen = self
                .items()
                .take(at)
                .any(|before| before.meaning.country == country && before.meaning.region == region);
            if seen || (context.country != 0 && country != context.country) {
                continue;
            }
            let (mut score, parts, strong) = self.score(country, region, alone);
            if context.region != 0 && region == context.region {
                score += 1;
            }
            match &mut best {
                Some(best) if score < best.score => {}
                Some(best) if score == best.score => best.draw(country, region, parts),
                _ => best = Some(Best { score, country, region, parts, strong, several: false }),
            }
        }
        best
    }

    /// Whether other parts than the reading's name another region of the country: "Austin, TX,
    /// Boston, MA".
    fn has_another(&self, best: &Best) -> bool {
        best.parts.count_ones() > 1
            && self.items().any(|item| {
                let Meaning { country, region, .. } = item.meaning;
                if country != best.country || region == 0 || region == best.region {
                    return false;
                }
                let (_, parts, strong) = self.score(country, region, 0);
                strong && parts & best.parts == 0 && parts.count_ones() > 1
            })
    }

    /// The weight of what agrees with a country and region, the parts that name something there, and
    /// whether any of them says more than a city's name.
    fn score(&self, country: u16, region: u16, alone: u16) -> (u16, u64, bool) {
        let mut score = 0;
        let mut strong = false;
        let mut parts = 0;
        let mut part = u8::MAX;
        let mut most = 0;
        for item in self.items() {
            let meaning = item.meaning;
            if meaning.country != country || (meaning.region != 0 && meaning.region != region) {
                continue;
            }
            if item.part != part {
                score += most;
                (part, most) = (item.part, 0);
            }
            strong |= item.weight >= ENOUGH;
            most = most.max(item.weight + if meaning.alone { alone } else { 0 });
            if meaning.region == region {
                parts |= 1 << item.part.min(63);
            }
        }
        (score + most, parts, strong)
    }

    /// The metropolitan area that the parts name. A part that can also be the region is taken for the
    /// region unless another part says that already: "New York, NY" is the city, "New York" may be
    /// the state.
    fn metro(&self, best: &Best) -> u16 {
        let fits = |item: &&Item| {
            item.meaning.country == best.country
                && (item.meaning.region == best.region || item.meaning.region == 0)
        };
        let is_region =
            |item: &&Item| item.meaning.kind == Kind::Region && item.meaning.region == best.region;
        let mut metro = 0;
        for item in self.items().filter(fits).filter(|item| item.meaning.metro != 0) {
            let may_be_region = self.items().filter(is_region).any(|other| other.part == item.part);
            let region_is_said = self.items().filter(is_region).any(|other| other.part != item.part);
            if may_be_region && !region_is_said {
                continue;
            }
            if metro != 0 && metro != item.meaning.metro {
                return 0;
            }
            metro = item.meaning.metro;
        }
        metro
    }
}

struct Best {
    score: u16,
    country: u16,
    region: u16,
    parts: u64,
    strong: bool,
    several: bool,
}

impl Best {
    /// As much weight for another place: only what both agree on stays.
    fn draw(&mut self, country: u16, region: u16, parts: u64) {
        self.several |= self.parts != parts;
        if self.country != country {
            self.country = 0;
        }
        if self.region != region || self.country == 0 {
            self.region = 0;
        }
    }
}
