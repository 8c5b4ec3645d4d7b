//! Imported spellings that would take the place of a term of the dictionary where that term's own tests
//! want it: "Cisco routers" in a text that is to show that "Cisco" is found. They are left out, so that
//! what the dictionary promises still holds with the imported file beside it.

use crate::dictionary::entry::Alias;
use crate::dictionary::{Dictionary, Kind, Loader};
use crate::exchange::to_toml;
use crate::ids::ConceptId;
use crate::scanner::{Mention, Scanner, Scratch, Surroundings};
use std::collections::BTreeSet;

/// The entries, and in them the aliases, that do so: last ones first, so that they can be removed in
/// this order.
pub(super) fn hiding(entries: &[&[Alias]], known: &Dictionary) -> Vec<(usize, usize)> {
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    let Some(wanted) = Wanted::of(known) else { return Vec::new() };
    // What is left out may have hidden another: as long as there is something new.
    while let Some(more) = round(entries, &found, &wanted) {
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            break;
        }
    }
    found.into_iter().rev().collect()
}

/// The texts in which the dictionary wants a concept, and where it is found there.
struct Wanted<'a>(Vec<(&'a str, Vec<(usize, usize)>)>);

impl<'a> Wanted<'a> {
    fn of(known: &'a Dictionary) -> Option<Self> {
        let scanner = Scanner::new(known).ok()?;
        let mut all = Vec::new();
        let ids = (0..known.concepts().len()).filter_map(ConceptId::new);
        for (id, concept) in ids.zip(known.concepts()) {
            for text in &concept.tests.yes {
                let mentions = scan(&scanner, text);
                let own = mentions.iter().filter(|mention| mention.concept == id);
                all.push((text.as_str(), own.map(|mention| (mention.start, mention.end)).collect()));
            }
        }
        Some(Self(all))
    }
}

/// One look with all aliases but those found already.
fn round(
    entries: &[&[Alias]],
    found: &BTreeSet<(usize, usize)>,
    wanted: &Wanted<'_>,
) -> Option<Vec<(usize, usize)>> {
    let mut places = Vec::new();
    let mut concepts = Vec::new();
    for (entry, aliases) in entries.iter().enumerate() {
        for (place, alias) in
            aliases.iter().enumerate().filter(|(place, _)| !found.contains(&(entry, *place)))
        {
            // Numbered so that their order is that of the list.
            let id = format!("skill.x{:09}", places.len());
            let mut concept =
                crate::dictionary::Concept::named(id.clone(), id, Kind::Skill, None, None, None);
            concept.aliases.push(alias.clone());
            concepts.push(concept);
            places.push((entry, place));
        }
    }
    let mut loader = Loader::empty();
    loader.add("imported", &to_toml("", &[], &concepts)).ok()?;
    let scanner = Scanner::new(&loader.build().ok()?).ok()?;
    let mut more = Vec::new();
    for (text, own) in &wanted.0 {
        let mentions = scan(&scanner, text);
        let hides = |mention: &&Mention| {
            // The leftmost wins, then the longest.
            let wins = |(start, end): &(usize, usize)| {
                mention.start < *start && *start < mention.end
                    || mention.start == *start && mention.end > *end
            };
            own.iter().any(wins)
        };
        more.extend(mentions.iter().filter(hides).map(|mention| places[mention.concept.index()]));
    }
    Some(more)
}

fn scan(scanner: &Scanner, text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    scanner.scan(text, &Surroundings::default(), &mut Scratch::default(), &mut mentions);
    mentions
}
