//! The tables that titles are read with: tab-separated text of the program itself, sliced, never copied.

use super::{Occupation, Seniority};

const OCCUPATIONS: &str = include_str!("../../../dictionaries/markets/occupations.tsv");
const TITLES: &str = include_str!("../../../dictionaries/markets/titles.tsv");
const HEADS: &str = include_str!("../../../dictionaries/markets/title-heads.tsv");
const FIELDS: &str = include_str!("../../../dictionaries/markets/title-fields.tsv");
const RANKS: &str = include_str!("../../../dictionaries/markets/title-ranks.tsv");

/// The place of an occupation in [`Tables::occupations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u16);

impl Place {
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The kind of work that a head noun names: "engineer", "manager". The place of its name in [`CLASSES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(usize);

/// The kinds of head nouns.
const CLASSES: [&str; 25] = [
    "analyst",
    "architect",
    "assistant",
    "clerk",
    "controller",
    "designer",
    "developer",
    "doctor",
    "engineer",
    "guide",
    "inspector",
    "lead",
    "lecturer",
    "manager",
    "mechanic",
    "nurse",
    "operator",
    "practitioner",
    "researcher",
    "scientist",
    "soft",
    "teacher",
    "technician",
    "therapist",
    "volunteer",
];

impl Class {
    pub(super) const ASSISTANT: Self = Self(2);
    pub(super) const CLERK: Self = Self(3);
    pub(super) const DOCTOR: Self = Self(7);
    pub(super) const MANAGER: Self = Self(13);

    fn from_name(name: &str) -> Option<Self> {
        CLASSES.iter().position(|&class| class == name).map(Self)
    }
}

/// What a phrase found in a title means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// The phrase names this occupation; if `alone`, only where no other word qualifies it ("Server" is a
    /// waiter, an "SQL Server" is not).
    Names { place: Place, alone: bool },
    /// The phrase is a head noun of one or two classes; `keeps` when an occupation named before it still
    /// holds ("Pharmacist Manager" is a pharmacist, a "Dentist Assistant" no dentist).
    Head { classes: [Option<Class>; 2], keeps: bool },
    /// The phrase names a field of work: these rows of [`Tables::fields`].
    Field { from: u16, to: u16 },
    /// The phrase names a rank, or forbids reading one; only as the head noun if `head`.
    Rank { rank: Option<Seniority>, head: bool },
}

/// The tables, as read.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) occupations: Vec<Occupation>,
    /// One row for each class of head noun that a field goes with.
    pub(super) fields: Vec<(Class, Place)>,
    pub(super) meanings: Vec<Meaning>,
    pub(super) phrases: Vec<&'static str>,
}

impl Tables {
    /// Reads the embedded tables. A row that is not understood is left out; a test sees to it that none is.
    pub(super) fn embedded() -> Self {
        let code = |code: &'static str| (!code.is_empty()).then_some(code);
        let occupations = rows(OCCUPATIONS)
            .map(|[id, name, family, soc, onet, isco]| Occupation {
                id,
                name,
                family,
                soc: code(soc),
                onet: code(onet),
                isco: code(isco),
            })
            .collect();
        let mut tables = Self { occupations, fields: Vec::new(), meanings: Vec::new(), phrases: Vec::new() };
        for [phrase, id, alone] in rows(TITLES) {
            if let Some(place) = tables.place(id) {
                tables.add(phrase, Meaning::Names { place, alone: alone == "alone" });
            }
        }
        for [phrase, classes, keeps] in rows(HEADS) {
            let mut classes = classes.split(' ').map(Class::from_name);
            let classes = [classes.next().flatten(), classes.next().flatten()];
            tables.add(phrase, Meaning::Head { classes, keeps: keeps == "keeps" });
        }
        for [phrase, rank, scope] in rows(RANKS) {
            let rank = Seniority::from_name(rank);
            tables.add(phrase, Meaning::Rank { rank, head: scope == "head" });
        }
        let mut last = "";
        for [phrase, class, id] in rows(FIELDS) {
            let (Some(class), Some(place)) = (Class::from_name(class), tables.place(id)) else { continue };
            let Ok(from) = u16::try_from(tables.fields.len()) else { break };
            tables.fields.push((class, place));
            match tables.meanings.last_mut() {
                Some(Meaning::Field { to, .. }) if last == phrase => *to = from + 1,
                _ => tables.add(phrase, Meaning::Field { from, to: from + 1 }),
            }
            last = phrase;
        }
        tables
    }

    /// The occupation that a field makes with a head noun of these classes.
    pub(super) fn in_field(&self, from: u16, to: u16, classes: [Option<Class>; 2]) -> Option<Place> {
        let rows = self.fields.get(usize::from(from)..usize::from(to))?;
        classes
            .into_iter()
            .flatten()
            .find_map(|class| rows.iter().find(|(of, _)| *of == class).map(|&(_, place)| place))
    }

    fn add(&mut self, phrase: &'static str, meaning: Meaning) {
        self.phrases.push(phrase);
        self.meanings.push(meaning);
    }

    fn place(&self, id: &str) -> Option<Place> {
        let found = self.occupations.binary_search_by(|occupation| occupation.id.cmp(id)).ok()?;
        u16::try_from(found).ok().map(Place)
    }
}

/// The rows of a table without its comments: the first `N` cells of each, empty where it has fewer.
fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Whether a phrase is written as folded text is.
    fn is_folded(phrase: &str) -> bool {
        super::super::fold::Folded::new(phrase).bytes() == phrase.as_bytes() && !phrase.is_empty()
    }

    #[test]
    fn tables_are_sorted_and_every_row_is_understood() {
        for (text, cells) in [(OCCUPATIONS, 6), (TITLES, 2), (HEADS, 3), (FIELDS, 3), (RANKS, 3)] {
            assert!(text.starts_with("# ") && text.ends_with('\n'));
            let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(
                rows.iter().all(|row| row.split('\t').count() == cells || row.ends_with("\talone")),
                "{cells}"
            );
            let keys: Vec<Vec<&str>> = rows
                .iter()
                .map(|row| row.split('\t').take(if text == FIELDS { 2 } else { 1 }).collect())
                .collect();
            for pair in keys.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?} not in order, or twice");
            }
            if text != OCCUPATIONS {
                for key in &keys {
                    assert!(is_folded(key[0]), "{key:?}");
                }
            }
        }
        let ids: HashSet<&str> = rows::<1>(OCCUPATIONS).map(|[id]| id).collect();
        for [phrase, id, alone] in rows(TITLES) {
            assert!(ids.contains(id) && matches!(alone, "" | "alone"), "{phrase}: {id}");
        }
        for [phrase, class, id] in rows(FIELDS) {
            assert!(ids.contains(id) && Class::from_name(class).is_some(), "{phrase}: {class} {id}");
        }
        for [phrase, classes, keeps] in rows(HEADS) {
            assert!(classes.split(' ').all(|class| Class::from_name(class).is_some()), "{phrase}: {classes}");
            assert!(classes.split(' ').count() <= 2 && matches!(keeps, "keeps" | "hides"), "{phrase}");
        }
        for [phrase, rank, scope] in rows(RANKS) {
            assert!(rank == "none" || Seniority::from_name(rank).is_some(), "{phrase}: {rank}");
            assert!(matches!(scope, "head" | "anywhere"), "{phrase}: {scope}");
        }
    }

    #[test]
    fn classes_are_where_they_are_said_to_be() {
        assert!(CLASSES.is_sorted());
        assert_eq!(Class::from_name("assistant"), Some(Class::ASSISTANT));
        assert_eq!(Class::from_name("clerk"), Some(Class::CLERK));
        assert_eq!(Class::from_name("doctor"), Some(Class::DOCTOR));
        assert_eq!(Class::from_name("manager"), Some(Class::MANAGER));
    }

    #[test]
    fn codes_have_the_form_of_their_scheme() {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        for occupation in Tables::embedded().occupations {
            let id = occupation.id;
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()), "{id}");
            assert!(occupation.name.starts_with(|c: char| c.is_uppercase()), "{id}");
            if let Some(soc) = occupation.soc {
                assert!(
                    soc.split_once('-')
                        .is_some_and(|(a, b)| a.len() == 2 && b.len() == 4 && digits(a) && digits(b))
                );
            }
            if let Some(onet) = occupation.onet {
                assert_eq!(onet.split_once('.').map(|(soc, _)| soc), occupation.soc, "{id}");
            }
            assert!(occupation.isco.is_none_or(|isco| isco.len() == 4 && digits(isco)), "{id}");
        }
    }
}
