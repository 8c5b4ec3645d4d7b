use super::*;
use std::collections::{BTreeMap, BTreeSet};

const ALL: [(&str, &str, usize); 10] = [
    ("countries", COUNTRIES, 4),
    ("regions", REGIONS, 4),
    ("fr-departments", DEPARTMENTS, 3),
    ("uk-postcodes", POSTCODES, 3),
    ("uk-places", UK_PLACES, 3),
    ("us-areas", US_AREAS, 3),
    ("us-cities", US_CITIES, 3),
    ("us-counties", US_COUNTIES, 4),
    ("us-zips", US_ZIPS, 3),
    ("world-cities", WORLD_CITIES, 3),
];

#[test]
fn tables_are_in_canonical_form() {
    for (name, table, cells) in ALL {
        assert!(table.starts_with("# ") && table.ends_with('\n'), "{name}: header and last line");
        let lines: Vec<&str> = table.lines().skip_while(|line| line.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{name}: sorted, no line twice");
        for line in lines {
            assert_eq!(line.split('\t').count(), cells, "{name}: {line}");
            assert!(line.split(['\t', ';']).all(|name| name == name.trim()), "{name}: {line}");
            for cell in line.split('\t').filter(|cell| cell.contains(';')) {
                let names: Vec<&str> =
                    cell.split(';').map(|name| name.trim_start_matches(['*', '~'])).collect();
                assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{name}: {cell}");
            }
        }
    }
}

#[test]
fn tables_name_only_what_other_tables_list() {
    let countries: BTreeSet<&str> = rows(COUNTRIES).map(|[code]| code).collect();
    let regions: BTreeSet<(&str, &str)> = rows(REGIONS).map(|[country, region]| (country, region)).collect();
    let titles: BTreeSet<&str> = rows(US_COUNTIES).map(|[title]| title).collect();
    let counties: BTreeSet<(&str, &str)> = rows(US_COUNTIES)
        .flat_map(|[_, _, state, names]| names.split(';').map(move |county| (state, county)))
        .collect();
    let is_region = |country, region| <str>::is_empty(region) || regions.contains(&(country, region));
    assert!(regions.iter().all(|(country, _)| countries.contains(country)));
    for [country, region] in rows(WORLD_CITIES) {
        assert!(countries.contains(country) && is_region(country, region), "{country} {region}");
    }
    for [code, country, region] in rows(POSTCODES) {
        assert!(countries.contains(country) && is_region(country, region), "{code}");
    }
    for [region, county] in rows(UK_PLACES) {
        assert!(is_region("GB", region), "{region} {county}");
    }
    for [code, _, region] in rows(DEPARTMENTS) {
        assert!(is_region("FR", region), "{code}");
    }
    for [first, last, state] in rows(US_ZIPS) {
        assert!(is_region("US", state) && first <= last, "{first} {state}");
    }
    for [title, _, state] in rows(US_COUNTIES) {
        assert!(is_region("US", state), "{title} {state}");
    }
    for [state, county] in rows(US_CITIES) {
        assert!(counties.contains(&(state, county)), "{county}, {state}");
    }
    for [name, state, title] in rows(US_AREAS) {
        assert!(is_region("US", state) && (title.is_empty() || titles.contains(title)), "{name}");
    }
}

#[test]
fn the_sizes_are_as_known() {
    assert_eq!(rows(REGIONS).filter(|[country]| *country == "US").count(), 54);
    assert_eq!(rows::<1>(DEPARTMENTS).count(), 102);
    let areas: BTreeSet<&str> =
        rows(POSTCODES).map(|[code]| code.trim_end_matches(|char: char| char.is_ascii_digit())).collect();
    assert_eq!(areas.len(), 124);
    assert_eq!(rows(US_COUNTIES).map(|[title]| title).collect::<BTreeSet<&str>>().len(), 929);
    assert!(rows(US_CITIES).map(|[_, _, places]| places.split(';').count()).sum::<usize>() > 3000);
}

#[test]
fn a_name_stands_alone_for_one_city_only() {
    let tables = Tables::embedded();
    let mut places: BTreeMap<&str, BTreeSet<(u16, u16)>> = BTreeMap::new();
    for (name, meanings) in &tables.names {
        for meaning in meanings.iter().filter(|meaning| meaning.alone && meaning.kind == Kind::City) {
            places.entry(name).or_default().insert((meaning.country, meaning.region));
        }
    }
    let twice: Vec<&str> = places.iter().filter(|(_, at)| at.len() > 1).map(|(name, _)| *name).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(places.len() > 1000);
}

#[test]
fn large_cities_have_their_areas() {
    let tables = Tables::embedded();
    for [title, size, state] in rows(US_COUNTIES).filter(|[_, size, _]| *size == "M") {
        let Some((cities, states)) = title.rsplit_once(", ") else { continue };
        let Some(first) = cities.split(['-', '/']).next() else { continue };
        let first = first.trim_start_matches("Urban ").trim_end_matches(" Town");
        // "Winston-Salem" and "Wilkes-Barre" have the hyphen in the name
        if states.starts_with(state) && !["Winston", "Wilkes"].contains(&first) {
            let metro = index(&tables.metros, &title);
            let known = tables.named(fold(first).as_str()).iter().any(|meaning| meaning.metro == metro);
            assert!(known, "{title} {size}");
        }
    }
}
