//! A posting's cells read into a place: each place of the location by itself, then all together.

use super::fold::{Short, fold};
use super::gather::{POSTCODE_PART, REGION_PART, Stand};
use super::remote::cut_remote;
use super::split::{MOST_PLACES, cut_aside, split_places, without_entities};
use super::tables::{Kind, Meaning, Tables};
use super::weigh::{Context, Evidence, Found};
use super::{Place, Reading, Remote, Written};

/// A longer location of several lines is prose after its first line.
const LONGEST_LIST: usize = 200;
/// A longer place is prose.
const LONGEST_PLACE: usize = 160;

pub(super) struct Reader<'g> {
    pub(super) tables: &'g Tables,
}

/// The cells beside the location.
#[derive(Default)]
struct Cells<'a> {
    region: &'a str,
    postcode: &'a str,
}

impl<'g> Reader<'g> {
    pub(super) fn new(tables: &'g Tables) -> Self {
        Self { tables }
    }

    pub(super) fn read(&self, written: &Written<'_>) -> Place<'g> {
        let country = self.country(written.country.trim());
        let context = Context { country, region: 0 };
        let mut remote = Remote::No;
        let cells = [written.location, written.region, written.postcode, written.country];
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return self.place(Reading::NotStated, Found::default(), remote);
        }
        let cells = Cells { region: written.region.trim(), postcode: written.postcode.trim() };
        let decoded = without_entities(written.location);
        let mut text = decoded.trim();
        if text.len() > LONGEST_LIST {
            text = text.split('\n').next().unwrap_or("");
        }
        let mut places = [""; MOST_PLACES];
        let count = split_places(text, &mut places);
        if count <= 1 {
            let found = self.one(places[0], &cells, context, &mut remote);
            return self.conclude(found, text, remote);
        }
        let found = self.several(&places[..count], &cells, context, &mut remote);
        self.conclude(found, text, remote)
    }

    /// Several places: each is read alone, and again with what the others say if that is too little.
    fn several(
        &self,
        places: &[&str],
        cells: &Cells<'_>,
        context: Context,
        remote: &mut Remote,
    ) -> Option<Found> {
        let mut founds = [None; MOST_PLACES];
        let mut hint = context;
        for (found, place) in founds.iter_mut().zip(places) {
            *found = self.one(place, &Cells::default(), context, remote);
            if let Some(found) = found.filter(|found| !found.several) {
                hint = Context { country: found.country, region: found.region };
            }
        }
        if hint.country != 0 {
            for (found, place) in founds.iter_mut().zip(places).filter(|(found, _)| found.is_none()) {
                *found = self.one(place, &Cells::default(), hint, remote).filter(|found| found.region != 0);
            }
        }
        let mut all: Option<Found> = None;
        let mut unread = false;
        for (found, place) in founds.iter().zip(places) {
            match (found, &mut all) {
                (None, _) => {
                    let mut rest = Short::new();
                    let is_remote = cut_remote(place, &mut rest) != Remote::No && rest.as_str().is_empty();
                    // prose breaks off in small letters
                    let is_name = place.starts_with(char::is_uppercase);
                    unread |= !is_remote && is_name && place.split_whitespace().count() < 4;
                }
                (Some(found), None) => all = Some(*found),
                (Some(found), Some(all)) => {
                    all.several |=
                        found.several || all.country != found.country || all.region != found.region;
                    if all.country != found.country {
                        all.country = 0;
                    }
                    if all.region != found.region || all.country == 0 {
                        all.region = 0;
                    }
                    if all.metro != found.metro {
                        all.metro = 0;
                    }
                }
            }
        }
        let Some(mut all) = all else { return self.one("", cells, context, remote) };
        if unread && places.len() > 1 {
            all = Found { country: all.country, several: true, ..Found::default() };
        }
        if !cells.postcode.is_empty() || !cells.region.is_empty() {
            let narrowed = Context { country: all.country, region: 0 };
            if let Some(found) = self.one("", cells, narrowed, remote).filter(|found| found.region != 0) {
                all.several &= all.country == 0;
                all.region = found.region;
                if all.region != found.region {
                    all.metro = 0;
                }
            }
        }
        Some(all)
    }

    fn conclude(&self, found: Option<Found>, text: &str, remote: Remote) -> Place<'g> {
        match found {
            Some(found) if found.several => self.place(Reading::Several, found, remote),
            Some(found) if remote == Remote::Remote && found.region == 0 && found.metro == 0 => {
                self.place(Reading::Remote, found, remote)
            }
            Some(found) => self.place(Reading::Known, found, remote),
            None if remote == Remote::Remote => self.place(Reading::Remote, Found::default(), remote),
            None if remote == Remote::Hybrid && text.len() <= "hybrid work".len() => {
                self.place(Reading::NotStated, Found::default(), remote)
            }
            None => self.place(Reading::Unknown, Found::default(), remote),
        }
    }

    fn place(&self, reading: Reading, found: Found, remote: Remote) -> Place<'g> {
        Place {
            reading,
            country: self.tables.countries[usize::from(found.country)],
            region: self.tables.regions[usize::from(found.region)].name,
            metro: self.tables.metros[usize::from(found.metro)],
            remote,
        }
    }

    /// The country of a country cell, 0 if it is not understood. A code may be in small letters here.
    fn country(&self, cell: &str) -> u16 {
        if cell.is_empty() {
            return 0;
        }
        let folded = fold(cell);
        let is_country = |meaning: &&Meaning| meaning.kind == Kind::Country;
        if let Some(meaning) = self.tables.named(folded.as_str()).iter().find(is_country) {
            return meaning.country;
        }
        let mut upper = [0; 3];
        let Some(code) = upper.get_mut(..cell.len()) else { return 0 };
        code.copy_from_slice(cell.as_bytes());
        code.make_ascii_uppercase();
        let code = std::str::from_utf8(code).unwrap_or("");
        self.tables.coded(code).iter().find(is_country).map_or(0, |meaning| meaning.country)
    }

    /// One place.
    fn one(&self, place: &str, cells: &Cells<'_>, context: Context, remote: &mut Remote) -> Option<Found> {
        let mut evidence = Evidence::new();
        let mut aside = "";
        if place.len() <= LONGEST_PLACE {
            let (main, inside) = cut_aside(place);
            aside = inside;
            self.weigh_parts(main, context.country, &mut evidence, remote);
        }
        // As with places, longer cells are prose; and each "/" in it is another step down.
        if !cells.region.is_empty() && cells.region.len() <= LONGEST_PLACE {
            let stand = Stand { index: REGION_PART, before: "-", followed: false, country: context.country };
            self.weigh_part(cells.region, stand, &mut evidence);
        }
        if !cells.postcode.is_empty() {
            self.weigh_postcode_cell(cells.postcode, context.country, &mut evidence);
            // "33 - BRUGES" with the postcode 33520 is in France
            if place.starts_with(|char: char| char.is_ascii_digit())
                && cells.postcode.len() == 5
                && place.split(' ').next().is_some_and(|code| cells.postcode.starts_with(code))
                && let Some(region) = self.french(cells.postcode)
            {
                evidence.add(POSTCODE_PART, 30, region);
            }
        }
        let found = evidence.settle(context);
        if aside.is_empty() {
            return found;
        }
        // "Remote (US)", "Central Asia (Tajikistan)": what stands in brackets speaks where the rest is silent
        let mut only = Evidence::new();
        self.weigh_parts(aside, context.country, &mut only, remote);
        if found.is_some_and(|found| found.region != 0 || found.several) || only.is_empty() {
            return found;
        }
        only.settle(found.map_or(context, |found| Context { country: found.country, region: 0 })).or(found)
    }
}
