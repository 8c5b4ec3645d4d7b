//! Which postings are left out as copies of others, by each key there is.

use crate::error::Result;
use crate::posting::sketch::similarity;
use crate::posting::title::title_key;
use crate::store::{NearFact, Reader, Wanted};
use crate::tables::{NearPostings, NearSettings, near_copies};
use std::collections::HashMap;

/// What counts as a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// Nothing: every posting counts.
    Keep,
    /// A posting with the same employer, title and words.
    #[default]
    Exact,
    /// Besides, a posting of the same employer with nearly the same words: see [`NearSettings`].
    NearEmployer,
    /// Besides, one under another employer's name.
    Near,
}

impl Duplicates {
    /// Every key, from the one that finds least.
    pub const ALL: [Duplicates; 4] =
        [Duplicates::Keep, Duplicates::Exact, Duplicates::NearEmployer, Duplicates::Near];

    /// The name used in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Duplicates::Keep => "keep",
            Duplicates::Exact => "drop",
            Duplicates::NearEmployer => "near-employer",
            Duplicates::Near => "near",
        }
    }
}

/// For each posting of a store, whether it is left out.
#[derive(Debug)]
pub(super) struct Copies {
    key: Duplicates,
    /// By number; empty where exact copies are all there is to leave out.
    near: Vec<Option<NearCopy>>,
}

/// What a near copy is a copy of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NearCopy {
    /// The number of the earlier posting.
    pub(super) of: u32,
    /// Whether both have the same employer, as far as it is known.
    pub(super) same_employer: bool,
    /// The estimated similarity of the texts.
    pub(super) similarity: f32,
}

impl Copies {
    pub(super) fn find(reader: &Reader, key: Duplicates) -> Result<Self> {
        let near = match key {
            Duplicates::Keep | Duplicates::Exact => Vec::new(),
            Duplicates::NearEmployer => near(reader, false)?,
            Duplicates::Near => near(reader, true)?,
        };
        Ok(Self { key, near })
    }

    /// What the posting with this number is a copy of; `exact` is what it is an exact copy of.
    pub(super) fn original(&self, posting: u64, exact: Option<u64>) -> Option<u64> {
        if self.key == Duplicates::Keep {
            return None;
        }
        // The original of an exact copy may be a near copy itself.
        let near = |posting: u64| {
            let near = usize::try_from(posting).ok().and_then(|posting| self.near.get(posting))?;
            near.map(|copy| u64::from(copy.of))
        };
        match exact {
            Some(original) => near(original).or(Some(original)),
            None => near(posting),
        }
    }
}

/// For each posting, the earlier one that it is a near copy of. It takes some 170 bytes a posting.
pub(super) fn near(reader: &Reader, across: bool) -> Result<Vec<Option<NearCopy>>> {
    let text = |name: &str| Wanted::Text(name.to_owned());
    let wanted = [text("title"), text("location"), Wanted::Day];
    let (mut sketches, mut employers, mut titles) = (Vec::new(), Vec::new(), Vec::new());
    let (mut places, mut days) = (Vec::new(), Vec::new());
    let (mut employer_numbers, mut place_numbers) = (HashMap::new(), HashMap::new());
    for part in 0..reader.parts() {
        let keys = reader.posting_keys(part, &wanted)?;
        let of_part = reader.sketches(part)?;
        // Exact copies are known already.
        let known = of_part.into_iter().zip(&keys.duplicate_of);
        sketches.extend(known.map(|(sketch, of)| sketch.filter(|_| of.is_none())));
        employers.extend(keys.employer.iter().map(|name| number(&mut employer_numbers, name)));
        titles.extend(keys.values[0].iter().map(|title| title_key(title)));
        places.extend(keys.values[1].iter().map(|place| number(&mut place_numbers, &place_key(place))));
        days.extend(keys.values[2].iter().map(|day| day_number(day)));
    }
    let postings = NearPostings {
        sketches: &sketches,
        employers: &employers,
        titles: &titles,
        places: &places,
        days: &days,
    };
    let copies = near_copies(postings, NearSettings { across, ..NearSettings::default() });
    let with_similarity = |(posting, of): (usize, Option<u32>)| {
        let of = of?;
        let original = usize::try_from(of).ok()?;
        let similarity = similarity(sketches[posting].as_ref()?, sketches.get(original)?.as_ref()?);
        Some(NearCopy { of, same_employer: employers[posting] == employers[original], similarity })
    };
    Ok(copies.into_iter().enumerate().map(with_similarity).collect())
}

/// Finds the near copies in a store and writes them down beside its facts, in `near-duplicates.parquet`; gives how
/// many there are. Postings that are added later make the file out of date, and a scan removes it.
///
/// # Errors
/// The store is damaged or cannot be written.
pub fn write_near_duplicates(reader: &Reader) -> Result<usize> {
    let copies = near(reader, true)?;
    let copies = (0..).zip(copies).filter_map(|(posting, copy)| copy.map(|copy| (posting, copy)));
    let facts: Vec<NearFact> = copies
        .map(|(posting, copy)| NearFact {
            posting,
            duplicate_of: u64::from(copy.of),
            same_employer: copy.same_employer,
            similarity: copy.similarity,
        })
        .collect();
    reader.write_near(&facts)?;
    Ok(facts.len())
}

/// The number of a name from 1 on, 0 where there is none.
fn number(numbers: &mut HashMap<String, u32>, name: &str) -> u32 {
    if name.is_empty() {
        return 0;
    }
    let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
    *numbers.entry(name.to_owned()).or_insert(next)
}

/// A place without its case, its signs and its postcode, which one ad has and its copy has not.
fn place_key(place: &str) -> String {
    let words = place.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !word.contains(|sign: char| sign.is_ascii_digit()));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A day as days since 1970.
fn day_number(day: &str) -> Option<i32> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(crate::posting::dates::days_since_1970(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_with_and_without_its_postcode() {
        assert_eq!(place_key("Leeds, West Yorkshire, LS1 3EX"), place_key("LEEDS - West Yorkshire"));
        assert_eq!(place_key("75001"), "");
    }
}
