//! What is a near copy of what, against a search through all pairs.

use super::*;
use crate::posting::sketch::similarity;
use proptest::prelude::*;

/// A sketch of which the bins from 0 up to `changed` are not those of the base.
fn sketch(base: u8, changed: usize) -> Sketch {
    std::array::from_fn(|bin| {
        let number = u8::try_from(bin).unwrap_or(0);
        let own = number.wrapping_mul(37).wrapping_add(base.wrapping_mul(91));
        if bin < changed { own ^ 0x55 } else { own }
    })
}

/// Postings owned, so that a test can change them.
#[derive(Clone, Debug, Default)]
struct Owned {
    sketches: Vec<Option<Sketch>>,
    employers: Vec<u32>,
    titles: Vec<u64>,
    places: Vec<u32>,
    days: Vec<Option<i32>>,
}

impl Owned {
    fn push(&mut self, sketch: Option<Sketch>, employer: u32, title: u64, place: u32, day: Option<i32>) {
        self.sketches.push(sketch);
        self.employers.push(employer);
        self.titles.push(title);
        self.places.push(place);
        self.days.push(day);
    }

    fn copies(&self, settings: NearSettings) -> Vec<Option<u32>> {
        near_copies(self.borrowed(), settings)
    }

    fn borrowed(&self) -> NearPostings<'_> {
        NearPostings {
            sketches: &self.sketches,
            employers: &self.employers,
            titles: &self.titles,
            places: &self.places,
            days: &self.days,
        }
    }

    /// The same by comparing every posting with every kept one before it.
    fn copies_by_all_pairs(&self, settings: NearSettings) -> Vec<Option<u32>> {
        let mut copies: Vec<Option<u32>> = Vec::new();
        for one in 0..self.sketches.len() {
            let original = (0..one).filter(|kept| copies[*kept].is_none()).find(|kept| {
                let (Some(a), Some(b)) = (&self.sketches[one], &self.sketches[*kept]) else { return false };
                let same_employer = self.employers[one] == self.employers[*kept];
                let gap = self.days[one].zip(self.days[*kept]).map(|(a, b)| a.abs_diff(b));
                similarity(a, b) >= settings.threshold
                    && self.titles[one] == self.titles[*kept]
                    && (settings.across || same_employer)
                    && (!same_employer || gap.is_none_or(|gap| gap >= settings.days_apart))
                    && (!settings.same_place
                        || self.places[one] != 0 && self.places[one] == self.places[*kept])
            });
            copies.push(original.map(|kept| u32::try_from(kept).unwrap()));
        }
        copies
    }
}

/// The second of two postings that are alike but for what is given.
fn second(changed: usize, employer: u32, title: u64, place: u32, day: Option<i32>) -> Owned {
    let mut postings = Owned::default();
    postings.push(Some(sketch(1, 0)), 1, 1, 1, Some(0));
    postings.push(Some(sketch(1, changed)), employer, title, place, day);
    postings
}

#[test]
fn what_must_agree() {
    let usual = NearSettings::default();
    let within = NearSettings { across: false, ..usual };
    let anywhere = NearSettings { same_place: false, ..usual };
    for (name, postings, settings, is_copy) in [
        ("put up again", second(5, 1, 1, 1, Some(30)), within, true),
        ("day unknown", second(5, 1, 1, 1, None), within, true),
        ("both open at once", second(5, 1, 1, 1, Some(3)), within, false),
        ("rewritten", second(40, 1, 1, 1, Some(30)), within, false),
        ("another title", second(0, 1, 2, 1, Some(30)), usual, false),
        ("another place", second(0, 1, 1, 2, Some(30)), usual, false),
        ("another place, which does not matter", second(0, 1, 1, 2, Some(30)), anywhere, true),
        ("another employer", second(5, 2, 1, 1, Some(0)), usual, true),
        ("an unknown employer", second(5, 0, 1, 1, Some(0)), usual, true),
        ("another employer, who matters", second(0, 2, 1, 1, Some(0)), within, false),
    ] {
        assert_eq!(postings.copies(settings), [None, is_copy.then_some(0)], "{name}");
    }
}

#[test]
fn an_unknown_place_is_no_place() {
    let mut postings = second(0, 1, 1, 0, None);
    postings.places[0] = 0;
    assert_eq!(postings.copies(NearSettings::default()), [None, None]);
}

#[test]
fn small_changes_do_not_add_up() {
    let mut postings = Owned::default();
    for step in 0..4 {
        postings.push(Some(sketch(1, step * 15)), 1, 1, 1, None);
    }
    assert_eq!(postings.copies(NearSettings::default()), [None, Some(0), None, Some(2)]);
}

#[test]
fn missing_sketches_and_short_slices_are_kept() {
    let mut postings = second(0, 1, 1, 1, None);
    postings.push(None, 1, 1, 1, None);
    postings.push(Some(sketch(1, 0)), 1, 1, 1, None);
    postings.days.pop();
    assert_eq!(postings.copies(NearSettings::default()), [None, Some(0), None, None]);
}

/// Many ads that share more than half of their sketches, none a copy of another: work stays bounded, and
/// copies are still found among them.
#[test]
fn boilerplate_is_survived() {
    let mut postings = Owned::default();
    let mut seed = 1_u64;
    let mut noise = || {
        seed = seed.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        seed.to_be_bytes()[0]
    };
    for _ in 0..2_000 {
        let mut own = sketch(1, 0);
        own.iter_mut().step_by(2).for_each(|byte| *byte = noise());
        postings.push(Some(own), 1, 1, 1, None);
    }
    for original in 0..2_000 {
        let mut copy = postings.sketches[original];
        if let Some(copy) = &mut copy {
            copy[original % BINS] ^= 1;
        }
        postings.push(copy, 1, 1, 1, None);
    }
    let copies = postings.copies(NearSettings::default());
    assert!(copies[..2_000].iter().all(Option::is_none));
    let found = (0..2_000_u32).zip(&copies[2_000..]).filter(|(at, copy)| **copy == Some(*at)).count();
    assert_eq!(found, 2_000);
}

fn postings() -> impl Strategy<Value = Owned> {
    let one = (
        proptest::option::weighted(0.9, (0..3_u8, 0..60_usize)),
        0..3_u32,
        0..2_u64,
        0..3_u32,
        proptest::option::of(0..40_i32),
    );
    proptest::collection::vec(one, 0..40).prop_map(|all| {
        let mut postings = Owned::default();
        for (text, employer, title, place, day) in all {
            let sketch = text.map(|(base, changed)| sketch(base, changed));
            postings.push(sketch, employer, title, place, day);
        }
        postings
    })
}

proptest! {
    #[test]
    fn nothing_is_missed_and_nothing_added(
        postings in postings(),
        threshold in 0.3_f32..=1.0,
        (across, same_place) in any::<(bool, bool)>(),
        days_apart in 0..30_u32,
    ) {
        let settings = NearSettings { threshold, across, same_place, days_apart };
        prop_assert_eq!(postings.copies(settings), postings.copies_by_all_pairs(settings));
    }
}
