//! The evidence that each part of a place gives: what its name or code can mean, and how much that
//! weighs where it stands.

use super::Remote;
use super::codes::{Postcode, australian_state, cut_postcode, province};
use super::fold::{LONGEST, Short, fold};
use super::reader::Reader;
use super::remote::cut_remote;
use super::split::{Parts, is_capitals};
use super::tables::{Kind, Meaning};
use super::weigh::Evidence;

/// The words of a part: enough for "10935 Vista Sorrento Pkwy Suite 200".
const MOST_WORDS: usize = 8;
/// The parts of a place that are looked at.
const MOST_PARTS: u8 = 16;

/// The numbers of evidence that is no part of the location: the second half of a part, counted from
/// here; the region's column; a postcode, wherever it stood.
const SECOND_HALF: u8 = 20;
pub(super) const REGION_PART: u8 = 40;
pub(super) const POSTCODE_PART: u8 = 60;

/// Where a part stands among the parts of its place.
#[derive(Clone, Copy)]
pub(super) struct Stand<'a> {
    pub(super) index: u8,
    /// The part before, if there is one that counts.
    pub(super) before: &'a str,
    /// Whether other parts follow.
    pub(super) followed: bool,
    /// A country that is certain, else 0.
    pub(super) country: u16,
}

impl Stand<'_> {
    /// The number for the second half of this part.
    pub(super) fn second_half(self) -> u8 {
        self.index.saturating_add(SECOND_HALF).min(POSTCODE_PART - 1)
    }

    /// Whether this is the only part.
    pub(super) fn is_lonely(self) -> bool {
        self.before.is_empty() && !self.followed
    }
}

impl Reader<'_> {
    pub(super) fn weigh_parts(
        &self,
        place: &str,
        country: u16,
        evidence: &mut Evidence,
        remote: &mut Remote,
    ) {
        let mut index = 0;
        let mut before = "";
        let mut parts = Parts { rest: Some(place) };
        let mut next = parts.next();
        while let Some(part) = next {
            next = parts.next();
            let mut rest = Short::new();
            let said = cut_remote(part, &mut rest);
            *remote = (*remote).max(said);
            let stands = if said == Remote::No { part } else { rest.as_str() };
            if stands.is_empty() {
                // "Remote, TX"
                before = "-";
            }
            if stands.is_empty() || index >= MOST_PARTS || stands.split_whitespace().nth(MOST_WORDS).is_some()
            {
                continue;
            }
            let stand = Stand { index, before, followed: next.is_some(), country };
            self.weigh_part(stands, stand, evidence);
            index += 1;
            // the text of a part without "remote" lives no longer than this turn
            before = if said == Remote::No { part } else { "-" };
        }
    }

    /// Adds all that a part can mean.
    pub(super) fn weigh_part(&self, part: &str, stand: Stand<'_>, evidence: &mut Evidence) {
        let part = part.trim_matches(|char: char| !(char.is_alphanumeric() || char == ')'));
        let (rest, postcode) = cut_postcode(part);
        if let Some(postcode) = postcode {
            self.weigh_postcode(postcode, rest.is_empty(), stand, evidence);
        }
        let rest = rest.trim_end_matches([',', ' ', '.']);
        if rest.is_empty() {
            return;
        }
        if self.weigh_code(rest, stand, evidence) | self.weigh_name(rest, stand, evidence) {
            return;
        }
        if self.weigh_last_word(rest, stand, postcode.is_some(), evidence) {
            return;
        }
        if let Some(position) = rest.find(['/', '&']).filter(|at| *at > 0) {
            self.weigh_halves(&rest[..position], &rest[position + 1..], stand, evidence);
            return;
        }
        if let Some((first, last)) = rest.split_once(" and ") {
            self.weigh_halves(first, last, stand, evidence);
            return;
        }
        // "US-TX-Austin", "TX-Austin"
        if let Some((first, last)) = rest.split_once('-')
            && !self.tables.coded(first).is_empty()
        {
            self.weigh_halves(first, last, stand, evidence);
            return;
        }
        self.weigh_trimmed(rest, stand, evidence);
    }

    pub(super) fn weigh_halves(&self, first: &str, last: &str, stand: Stand<'_>, evidence: &mut Evidence) {
        let second = Stand { index: stand.second_half(), before: first, ..stand };
        self.weigh_part(first, Stand { followed: true, ..stand }, evidence);
        self.weigh_part(last, second, evidence);
    }

    pub(super) fn weigh_name(&self, name: &str, stand: Stand<'_>, evidence: &mut Evidence) -> bool {
        let folded = fold(name);
        let meanings = self.tables.named(folded.as_str());
        for meaning in meanings {
            // London and Berlin are region and city in one, and no more certain than other cities
            let is_city_too = meaning.kind == Kind::Region
                && meaning.country != self.tables.united_states
                && meanings.iter().any(|other| other.kind == Kind::City && other.region == meaning.region);
            let weight = if is_city_too { 20 } else { self.weight_of_name(*meaning, stand) };
            evidence.add(stand.index, weight, *meaning);
        }
        !meanings.is_empty()
    }

    pub(super) fn weight_of_name(&self, meaning: Meaning, stand: Stand<'_>) -> u16 {
        let has_company = !stand.is_lonely();
        let is_american = meaning.country == self.tables.united_states;
        match meaning.kind {
            Kind::Country | Kind::Region if !meaning.alone && !has_company => 10,
            // "Poland, OH"
            Kind::Country if stand.before.is_empty() && stand.followed => 20,
            Kind::Country => 30,
            // "Smalltown, Georgia"
            Kind::Region if is_american && !stand.before.is_empty() && !self.is_country(stand.before) => 35,
            // "Barham, Canterbury": a region named like many a town
            Kind::Region if !meaning.alone && !self.is_english(meaning.country) => 20,
            Kind::Region => 30,
            Kind::County if is_american => 25,
            Kind::County if meaning.country == self.tables.united_kingdom && !stand.before.is_empty() => 30,
            // "Bromley, Kent"
            Kind::Area if meaning.country == self.tables.united_kingdom => {
                if stand.before.is_empty() {
                    15
                } else {
                    25
                }
            }
            Kind::County | Kind::Area | Kind::City => 20,
        }
    }

    pub(super) fn is_country(&self, name: &str) -> bool {
        let folded = fold(name);
        let last = folded.as_str().rsplit(' ').next().unwrap_or("");
        self.tables.named(last).iter().any(|meaning| meaning.kind == Kind::Country)
    }

    pub(super) fn is_english(&self, country: u16) -> bool {
        let tables = self.tables;
        [tables.united_kingdom, tables.united_states, tables.canada, tables.australia].contains(&country)
    }

    /// A part that is a code: "TX", "ON", "GB".
    pub(super) fn weigh_code(&self, code: &str, stand: Stand<'_>, evidence: &mut Evidence) -> bool {
        if stand.before.is_empty()
            && stand.followed
            && let Some(department) = self.tables.department(code)
        {
            // "75 - PARIS 10": it says enough where nothing else does
            evidence.add(stand.index, 15, Meaning { alone: true, ..department });
            return true;
        }
        let mut plain = Short::new();
        let code = if code.contains('.') && code.len() < 8 {
            code.chars().filter(|char| *char != '.').for_each(|char| plain.push(char));
            plain.as_str()
        } else {
            code
        };
        let meanings = self.tables.coded(code);
        for meaning in meanings {
            evidence.add(stand.index, self.weight_of_code(*meaning, code, stand), *meaning);
        }
        !meanings.is_empty()
    }

    pub(super) fn weight_of_code(&self, meaning: Meaning, code: &str, stand: Stand<'_>) -> u16 {
        let lonely = stand.is_lonely();
        let first = stand.before.is_empty();
        let is_american = meaning.country == self.tables.united_states;
        let may_be_state = self
            .tables
            .coded(code)
            .iter()
            .any(|other| other.kind == Kind::Region && other.country == self.tables.united_states);
        if meaning.kind == Kind::Country {
            return match (meaning.alone, lonely, may_be_state) {
                (true, ..) => 30,
                (_, true, _) => 10,
                (.., true) => 18,
                _ if first => 18,
                _ => 25,
            };
        }
        if lonely && code.len() < 3 {
            return 10;
        }
        let after_a_code = stand.before.len() <= 3
            && is_capitals(stand.before)
            && !self.tables.coded(stand.before).iter().any(|before| before.alone);
        if is_american {
            return if after_a_code {
                15
            } else if first {
                20
            } else {
                30
            };
        }
        let is_usual = meaning.country == self.tables.canada || meaning.country == self.tables.australia;
        match (is_usual, may_be_state) {
            (true, false) if code.len() > 2 || !first => 28,
            (true, _) => 20,
            _ => 15,
        }
    }

    pub(super) fn weigh_postcode(
        &self,
        postcode: Postcode<'_>,
        is_all: bool,
        stand: Stand<'_>,
        evidence: &mut Evidence,
    ) {
        // a part of its own, since the text beside it counts too
        let index = POSTCODE_PART;
        match postcode {
            Postcode::Digits(zip) => {
                if let Some(state) = self.tables.zip(zip) {
                    evidence.add(index, 12, state);
                }
                if stand.country == self.tables.france
                    && let Some(region) = self.french(zip)
                {
                    evidence.add(index, 30, region);
                }
            }
            Postcode::British { outward, whole } => {
                if let Some(region) = self.tables.postcode(outward) {
                    let two_letters = outward.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase);
                    let is_certain = whole || stand.country == self.tables.united_kingdom;
                    let weight = match (is_certain, two_letters) {
                        (true, _) => 70,
                        (_, true) if is_all => 30,
                        _ => 15,
                    };
                    evidence.add(index, weight, Meaning { alone: false, ..region });
                }
            }
            Postcode::Canadian(code) => {
                self.add_region(self.tables.canada, province(code), 40, index, evidence);
            }
        }
    }

    pub(super) fn french(&self, postcode: &str) -> Option<Meaning> {
        let overseas = postcode.get(..3).and_then(|code| self.tables.department(code));
        overseas.or_else(|| postcode.get(..2).and_then(|code| self.tables.department(code)))
    }

    pub(super) fn add_region(
        &self,
        country: u16,
        code: &str,
        weight: u16,
        index: u8,
        evidence: &mut Evidence,
    ) {
        let region =
            self.tables.coded(code).iter().find(|meaning| meaning.country == country && meaning.region != 0);
        if let Some(region) = region {
            evidence.add(index, weight, *region);
        }
    }

    /// A column of postcodes. Without a country, only the British and Canadian shapes tell anything.
    pub(super) fn weigh_postcode_cell(&self, cell: &str, country: u16, evidence: &mut Evidence) {
        let mut upper = Short::new();
        cell.chars().take(LONGEST / 4).for_each(|char| upper.push(char.to_ascii_uppercase()));
        let stand = Stand { index: POSTCODE_PART, before: "-", followed: false, country };
        if country == self.tables.australia {
            self.add_region(country, australian_state(cell), 40, POSTCODE_PART, evidence);
        } else if let (_, Some(postcode)) = cut_postcode(upper.as_str()) {
            self.weigh_postcode(postcode, true, stand, evidence);
        }
    }
}
