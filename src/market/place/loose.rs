//! Parts that are no name or code as they stand: without the comma ("Austin TX"), with words around
//! the name ("Greater Boston Area"), with several cities joined.

use super::codes::australian_state;
use super::fold::fold;
use super::gather::Stand;
use super::reader::Reader;
use super::tables::{Kind, Meaning};
use super::weigh::Evidence;

/// Words before and after a place's name that leave it the same place.
const BEFORE: [&str; 21] = [
    "greater ",
    "metropolitan ",
    "metro ",
    "central ",
    "downtown ",
    "city of ",
    "north ",
    "south ",
    "east ",
    "west ",
    "inner ",
    "outer ",
    "northern ",
    "southern ",
    "eastern ",
    "western ",
    "midtown ",
    "the ",
    "town of ",
    "north east ",
    "near ",
];
const AFTER: [&str; 22] = [
    " metropolitan area",
    " metro area",
    " metroplex",
    " metropolitan region",
    " metro",
    " metropolitan",
    " bay area",
    " area",
    " and surrounding areas",
    " and surrounding area",
    " surrounding area",
    " region",
    " city centre",
    " city center",
    " town centre",
    " cbd",
    " city",
    " province",
    " state",
    " county",
    " centre",
    " and area",
];

impl Reader<'_> {
    /// "Austin TX", "Melbourne VIC 3000", "Leeds UK", "Paris France": without the comma.
    pub(super) fn weigh_last_word(
        &self,
        part: &str,
        stand: Stand<'_>,
        has_postcode: bool,
        evidence: &mut Evidence,
    ) -> bool {
        let Some((mut rest, mut last)) = part.rsplit_once(' ') else { return false };
        let state = australian_state(last);
        if !state.is_empty() || (last.len() <= 4 && last.bytes().all(|byte| byte.is_ascii_digit())) {
            if !state.is_empty() && (stand.country == self.tables.australia || self.ends_with_state(rest)) {
                self.add_region(self.tables.australia, state, 20, stand.index, evidence);
            }
            if self.weigh_code(rest, stand, evidence) | self.weigh_name(rest, stand, evidence) {
                return true;
            }
            match rest.rsplit_once(' ') {
                Some(halves) => (rest, last) = halves,
                None => return false,
            }
        }
        let code = self.tables.coded(last);
        if !code.is_empty() {
            let index = stand.second_half();
            for meaning in code {
                let is_american = meaning.country == self.tables.united_states;
                let weight = match meaning.kind {
                    Kind::Country if meaning.alone => 30,
                    Kind::Country => 15,
                    _ if last.len() > 2 => 28,
                    _ if is_american && (has_postcode || !stand.before.is_empty()) => 25,
                    _ => 18,
                };
                evidence.add(index, weight, *meaning);
            }
            let inner = Stand { followed: true, ..stand };
            if !self.weigh_name(rest, inner, evidence) {
                self.weigh_trimmed(rest, inner, evidence);
            }
            return true;
        }
        // a region's or country's full name at the end, if what stands before it is a place too
        let mut at = rest.len();
        for _ in 0..3 {
            let (place, name) = (&part[..at], part[at..].trim_start());
            let folded = fold(name);
            let outer = self.tables.named(folded.as_str());
            let outer = outer
                .iter()
                .filter(|meaning| matches!(meaning.kind, Kind::Region | Kind::Country | Kind::County));
            if outer.clone().next().is_some() && !self.tables.named(fold(place).as_str()).is_empty() {
                for meaning in outer {
                    let weight = self.weight_of_name(*meaning, Stand { before: place, ..stand });
                    evidence.add(stand.second_half(), weight, *meaning);
                }
                self.weigh_name(place, Stand { followed: true, ..stand }, evidence);
                return true;
            }
            match part[..at].rfind(' ') {
                Some(space) => at = space,
                None => break,
            }
        }
        false
    }

    fn ends_with_state(&self, part: &str) -> bool {
        let last = part.rsplit(' ').next().unwrap_or("");
        self.tables
            .coded(last)
            .iter()
            .any(|meaning| meaning.country == self.tables.australia && meaning.region != 0)
    }

    /// "Greater Boston Area", "Leeds City Centre", "Paris 10", "10115 Berlin".
    pub(super) fn weigh_trimmed(&self, part: &str, stand: Stand<'_>, evidence: &mut Evidence) {
        let folded = fold(part);
        let mut name = folded.as_str();
        let mut is_metropolitan = false;
        let mut is_trimmed = false;
        loop {
            let shorter =
                AFTER.iter().find_map(|suffix| name.strip_suffix(suffix).map(|rest| (rest, *suffix)));
            let shorter = shorter.or_else(|| {
                BEFORE.iter().find_map(|prefix| name.strip_prefix(prefix).map(|rest| (rest, *prefix)))
            });
            let numbered = || {
                let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
                let after = name.rsplit_once(' ').filter(|(_, last)| is_number(last)).map(|(rest, _)| rest);
                after.or_else(|| {
                    name.split_once(' ').filter(|(first, _)| is_number(first)).map(|(_, rest)| rest)
                })
            };
            let Some((rest, cut)) = shorter.or_else(|| numbered().map(|rest| (rest, ""))) else {
                self.weigh_joined(part, stand, evidence);
                return;
            };
            is_metropolitan |= cut.contains("metro") || matches!(cut, " area" | "greater ");
            is_trimmed |= !cut.is_empty() && !matches!(cut, " city centre" | " city center" | "downtown ");
            name = rest;
            let meanings = self.tables.named(name);
            if meanings.is_empty() {
                continue;
            }
            let abroad = meanings.iter().any(|meaning| meaning.country != self.tables.united_states);
            for meaning in meanings {
                let is_principal = is_metropolitan && meaning.principal && !abroad && stand.before.is_empty();
                let mut weight = self.weight_of_name(*meaning, stand);
                if matches!(meaning.kind, Kind::Region | Kind::Country) && !stand.is_lonely() {
                    // "Virginia City, NV"
                    weight -= 10;
                }
                let mut meaning = *meaning;
                if is_principal {
                    weight = 30;
                }
                if is_trimmed && stand.is_lonely() && meaning.principal && self.spans_states(meaning.metro) {
                    // the area around a city reaches into other states
                    meaning.region = 0;
                }
                evidence.add(stand.index, weight, meaning);
            }
            return;
        }
    }

    /// "Huntsville-Decatur-Albertville Area": several cities, and so no one metropolitan area.
    fn weigh_joined(&self, part: &str, stand: Stand<'_>, evidence: &mut Evidence) {
        if !part.contains('-') {
            return;
        }
        let mut index = stand.second_half();
        for city in part.split('-') {
            for meaning in self.tables.named(fold(city).as_str()).iter().filter(|one| one.kind == Kind::City)
            {
                evidence.add(index, 20, Meaning { metro: 0, ..*meaning });
            }
            index = index.saturating_add(1);
        }
    }

    fn spans_states(&self, metro: u16) -> bool {
        let title = self.tables.metros[usize::from(metro)];
        title.rsplit_once(", ").is_some_and(|(_, states)| states.contains('-'))
    }
}
