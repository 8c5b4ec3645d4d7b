//! The tables of names and codes, read once from the text compiled into the program.

use super::fold::fold;
use std::collections::HashMap;

/// What sort of thing a name or code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    Region,
    County,
    Area,
    City,
}

/// One meaning of a name or code. The numbers point into [`Tables`]; region and metro are 0 if none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) country: u16,
    pub(super) region: u16,
    pub(super) metro: u16,
    pub(super) kind: Kind,
    /// Whether the name says this even alone.
    pub(super) alone: bool,
    /// Whether its metropolitan area is named after it first.
    pub(super) principal: bool,
}

/// A region as the tables list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    pub(super) country: &'static str,
    pub(super) name: &'static str,
}

#[derive(Debug)]
pub(super) struct Tables {
    pub(super) countries: Vec<&'static str>,
    pub(super) regions: Vec<Region>,
    pub(super) metros: Vec<&'static str>,
    metropolitan: Vec<bool>,
    names: HashMap<Box<str>, Vec<Meaning>>,
    codes: HashMap<&'static str, Vec<Meaning>>,
    postcodes: HashMap<&'static str, Meaning>,
    departments: HashMap<&'static str, Meaning>,
    zips: Vec<(u16, u16, Meaning)>,
    pub(super) united_states: u16,
    pub(super) united_kingdom: u16,
    pub(super) france: u16,
    pub(super) canada: u16,
    pub(super) australia: u16,
}

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../../dictionaries/markets/places/", $name, ".tsv"))
    };
}

pub(super) const COUNTRIES: &str = table!("countries");
pub(super) const REGIONS: &str = table!("regions");
pub(super) const DEPARTMENTS: &str = table!("fr-departments");
pub(super) const POSTCODES: &str = table!("uk-postcodes");
pub(super) const UK_PLACES: &str = table!("uk-places");
pub(super) const US_AREAS: &str = table!("us-areas");
pub(super) const US_CITIES: &str = table!("us-cities");
pub(super) const US_COUNTIES: &str = table!("us-counties");
pub(super) const US_ZIPS: &str = table!("us-zips");
pub(super) const WORLD_CITIES: &str = table!("world-cities");

/// The rows of a table; missing cells are empty.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.split('\t')) {
            *cell = text;
        }
        cells
    })
}

/// The names in a cell, each without its mark, and the mark.
pub(super) fn marked(cell: &'static str) -> impl Iterator<Item = (&'static str, Option<char>)> {
    cell.split(';').filter(|name| !name.is_empty()).map(|name| match name.strip_prefix(['*', '~']) {
        Some(bare) => (bare, name.chars().next()),
        None => (name, None),
    })
}

fn index<T: Ord>(sorted: &[T], item: &T) -> u16 {
    sorted.binary_search(item).ok().and_then(|index| u16::try_from(index).ok()).unwrap_or(0)
}

impl Tables {
    pub(super) fn embedded() -> Self {
        let countries: Vec<&str> = std::iter::once("").chain(rows(COUNTRIES).map(|[code]| code)).collect();
        let mut regions: Vec<Region> =
            rows(REGIONS).map(|[country, name]| Region { country, name }).collect();
        regions.push(Region { country: "", name: "" });
        regions.sort_unstable();
        let mut kinds: Vec<(&str, bool)> =
            rows(US_COUNTIES).map(|[title, size]| (title, size == "M")).collect();
        kinds.push(("", false));
        kinds.sort_unstable();
        kinds.dedup();
        let find = |code: &str| index(&countries, &code);
        let mut tables = Self {
            united_states: find("US"),
            united_kingdom: find("GB"),
            france: find("FR"),
            canada: find("CA"),
            australia: find("AU"),
            metros: kinds.iter().map(|(title, _)| *title).collect(),
            metropolitan: kinds.iter().map(|(_, metropolitan)| *metropolitan).collect(),
            countries,
            regions,
            names: HashMap::with_capacity(9000),
            codes: HashMap::with_capacity(800),
            postcodes: HashMap::with_capacity(300),
            departments: HashMap::with_capacity(128),
            zips: Vec::with_capacity(80),
        };
        tables.read_countries();
        tables.read_regions();
        tables.read_united_kingdom();
        tables.read_united_states();
        tables.read_world();
        tables
    }

    /// All meanings of a folded name.
    pub(super) fn named(&self, folded: &str) -> &[Meaning] {
        self.names.get(folded).map_or(&[], Vec::as_slice)
    }

    /// All meanings of a code as written.
    pub(super) fn coded(&self, code: &str) -> &[Meaning] {
        self.codes.get(code).map_or(&[], Vec::as_slice)
    }

    /// The region of a UK outward code such as "LS1", by its district or else by its area.
    pub(super) fn postcode(&self, outward: &str) -> Option<Meaning> {
        let letters = outward.bytes().take_while(u8::is_ascii_uppercase).count();
        // "EC1A": the district ends with its digits
        let digits = outward[letters..].bytes().take_while(u8::is_ascii_digit).count();
        let district = outward.get(..letters + digits)?;
        self.postcodes.get(district).or_else(|| self.postcodes.get(outward.get(..letters)?)).copied()
    }

    /// The region of a French department's code.
    pub(super) fn department(&self, code: &str) -> Option<Meaning> {
        self.departments.get(code).copied()
    }

    /// The state of a US ZIP code.
    pub(super) fn zip(&self, zip: &str) -> Option<Meaning> {
        let prefix: u16 = zip.get(..3)?.parse().ok()?;
        self.zips.iter().find(|(first, last, _)| (*first..=*last).contains(&prefix)).map(|(.., state)| *state)
    }

    fn country(&self, code: &str) -> u16 {
        index(&self.countries, &code)
    }

    fn region(&self, country: &'static str, name: &'static str) -> u16 {
        if name.is_empty() { 0 } else { index(&self.regions, &Region { country, name }) }
    }

    fn add(&mut self, name: &str, meaning: Meaning) {
        let folded = fold(name);
        let key = folded.as_str();
        if let Some(meanings) = self.names.get_mut(key) {
            if !meanings.contains(&meaning) {
                meanings.push(meaning);
            }
        } else {
            self.names.insert(key.into(), vec![meaning]);
        }
    }

    fn read_countries(&mut self) {
        for [code, three, names, lone] in rows(COUNTRIES) {
            let meaning = self.meaning(Kind::Country, code, "");
            for (name, mark) in marked(names) {
                self.add(name, Meaning { alone: mark.is_none(), ..meaning });
            }
            self.codes.entry(code).or_default().push(meaning);
            for code in std::iter::once(three).chain(lone.split(';')).filter(|code| !code.is_empty()) {
                let meanings = self.codes.entry(code).or_default();
                meanings.retain(|before| before.country != meaning.country);
                meanings.push(Meaning { alone: true, ..meaning });
            }
        }
    }

    fn read_regions(&mut self) {
        for [country, region, codes, names] in rows(REGIONS) {
            let meaning = self.meaning(Kind::Region, country, region);
            for code in codes.split(';').filter(|code| !code.is_empty()) {
                self.codes.entry(code).or_default().push(meaning);
            }
            let weak = names.starts_with('~');
            if !codes.split(';').any(|code| code == region) {
                self.add(region, Meaning { alone: !weak, ..meaning });
            }
            for (name, mark) in marked(names) {
                self.add(name, Meaning { alone: mark.is_none(), ..meaning });
            }
        }
        for [code, name, region] in rows(DEPARTMENTS) {
            let meaning = self.meaning(Kind::County, "FR", region);
            self.departments.insert(code, meaning);
            self.add(name, meaning);
        }
    }

    fn read_united_kingdom(&mut self) {
        for [code, country, region] in rows(POSTCODES) {
            let meaning = Meaning { alone: true, ..self.meaning(Kind::Region, country, region) };
            self.postcodes.insert(code, meaning);
        }
        for [region, county, places] in rows(UK_PLACES) {
            for (name, mark) in marked(county).filter(|(name, _)| *name != region) {
                let kind = if mark == Some('~') { Kind::Area } else { Kind::County };
                let meaning = self.meaning(kind, "GB", region);
                self.add(name, Meaning { alone: mark == Some('*'), ..meaning });
            }
            self.read_cities("GB", region, 0, places);
        }
    }

    fn read_united_states(&mut self) {
        let mut counties: HashMap<(&str, &str), u16> = HashMap::with_capacity(2000);
        for [title, _, state, names] in rows(US_COUNTIES) {
            let metro = index(&self.metros, &title);
            let of_county = Meaning { metro, ..self.meaning(Kind::County, "US", state) };
            for county in names.split(';') {
                counties.insert((state, county), metro);
                match county.strip_suffix(" city") {
                    Some(city) => self.add(city, Meaning { kind: Kind::City, ..of_county }),
                    None => self.add(county, of_county),
                }
            }
            let Some((cities, states)) = title.rsplit_once(", ") else { continue };
            if cities.contains('-') {
                let state = if states.contains('-') { "" } else { state };
                let meaning = self.meaning(Kind::Area, "US", state);
                self.add(cities, Meaning { metro, alone: true, ..meaning });
            }
        }
        for [state, county, places] in rows(US_CITIES) {
            let metro = counties.get(&(state, county)).copied().unwrap_or(0);
            self.read_cities("US", state, metro, places);
        }
        for [name, state, title] in rows(US_AREAS) {
            let metro = index(&self.metros, &title);
            for (name, mark) in marked(name) {
                let meaning = self.meaning(Kind::Area, "US", state);
                // "New York City"
                let first = title.split('-').next().unwrap_or("");
                let principal = !first.is_empty() && name.starts_with(first);
                self.add(name, Meaning { metro, alone: mark.is_some(), principal, ..meaning });
            }
        }
        for [first, last, state] in rows(US_ZIPS) {
            let state = self.meaning(Kind::Region, "US", state);
            if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
                self.zips.push((first, last, state));
            }
        }
    }

    fn read_world(&mut self) {
        for [country, region, places] in rows(WORLD_CITIES) {
            self.read_cities(country, region, 0, places);
        }
    }

    fn read_cities(&mut self, country: &'static str, region: &'static str, metro: u16, places: &'static str) {
        let title = self.metros[usize::from(metro)];
        let metropolitan = self.metropolitan[usize::from(metro)];
        let meaning = Meaning { metro, ..self.meaning(Kind::City, country, region) };
        for (name, mark) in marked(places) {
            let principal = metropolitan
                && title.strip_prefix(name).is_some_and(|rest| rest.starts_with(['-', ',', '/']));
            self.add(name, Meaning { alone: mark.is_some(), principal, ..meaning });
        }
    }

    fn meaning(&self, kind: Kind, country: &'static str, region: &'static str) -> Meaning {
        let (country, region) = (self.country(country), self.region(country, region));
        Meaning { country, region, metro: 0, kind, alone: false, principal: false }
    }
}

#[cfg(test)]
#[path = "tables_tests.rs"]
mod tests;
