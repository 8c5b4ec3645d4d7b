//! Reads a job title into an occupation and a rank: "Sr. Data Analyst, Finance (Remote)" is a data analyst,
//! senior.
//!
//! Four kinds of phrases are looked for, as whole words, in one pass: names of occupations ("registered
//! nurse"), head nouns ("manager", "engineer"), fields of work ("marketing", "software engineering") and
//! ranks ("senior"). A title is cut into parts at commas, brackets, dashes, slashes and prepositions, and the
//! first part that names work decides. In it the rightmost phrase wins, for that is where English puts the
//! head noun; of two that end together, the longer. A head noun alone says little: it takes a field from
//! before it ("Marketing Communications Manager"), else from behind it ("Manager, Software Engineering";
//! "Teacher of Mathematics"). If that yields nothing the answer is none, for no occupation is better than a
//! wrong one: "Manager", "Consultant" and "Assistant to the Board" are none.
//!
//! "Manager" is both a kind of work and a rank: a marketing manager and a marketing specialist are two
//! occupations, while managers of people whose work is the same ("Pharmacist Manager", "Engineering Team
//! Lead") stay in the occupation that they manage wherever the tables name no occupation of its own.

mod choose;
mod fold;
mod parts;
mod seniority;
mod tables;

use std::fmt;

use aho_corasick::automaton::{Automaton, OverlappingState};
use aho_corasick::{Anchored, nfa::noncontiguous::NFA};

pub use seniority::Seniority;

use choose::Hits;
use fold::Folded;
use tables::Tables;

/// An occupation, fine enough to be a market of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Occupation {
    /// Its stable identifier: `registered-nurse`.
    pub id: &'static str,
    /// Its name in the singular, as people say it: "Registered nurse".
    pub name: &'static str,
    /// The family it belongs to: "Nursing and midwifery".
    pub family: &'static str,
    /// Its code in the Standard Occupational Classification of the United States, 2018, where one holds:
    /// "29-1141", or the broad "29-1140". Several occupations may share one.
    pub soc: Option<&'static str>,
    /// Its O*NET code, only where that is finer than the SOC code: "15-2051.01".
    pub onet: Option<&'static str>,
    /// Its unit group in ISCO-08, where one holds: "2221".
    pub isco: Option<&'static str>,
}

/// What a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title<'o> {
    /// The occupation, if the title names one that is known.
    pub occupation: Option<&'o Occupation>,
    /// The rank, if the title names one.
    pub seniority: Option<Seniority>,
}

/// The known occupations and the phrases that name them. Built once, then only read, from any thread.
pub struct Occupations {
    tables: Tables,
    finder: Option<NFA>,
}

impl Occupations {
    /// The occupations that come with the program.
    pub fn embedded() -> Self {
        let tables = Tables::embedded();
        // The phrases are far fewer than an automaton can hold, so that building it cannot fail; if it did,
        // every title would read as none. The plain automaton is the quickest to build.
        let finder = NFA::builder().prefilter(false).dense_depth(2).build(&tables.phrases).ok();
        Self { tables, finder }
    }

    /// Every occupation, by identifier.
    pub fn all(&self) -> &[Occupation] {
        &self.tables.occupations
    }

    /// The occupation of that identifier.
    pub fn get(&self, id: &str) -> Option<&Occupation> {
        let at = self.all().binary_search_by(|occupation| occupation.id.cmp(id)).ok()?;
        self.all().get(at)
    }

    /// Reads a title. Takes about a microsecond and allocates nothing.
    pub fn read<'o>(&'o self, title: &str) -> Title<'o> {
        let mut folded = Folded::new(title);
        let mut hits = Hits::new();
        if let Some(finder) = &self.finder {
            let text = folded.bytes();
            let input = aho_corasick::Input::new(text).anchored(Anchored::No);
            let mut state = OverlappingState::start();
            while finder.try_find_overlapping(&input, &mut state).is_ok() {
                let Some(found) = state.get_match() else { break };
                if let Some(&meaning) = self.tables.meanings.get(found.pattern().as_usize()) {
                    hits.keep(text, found.start(), found.end(), meaning);
                }
            }
        }
        hits.part_at_and(&mut folded);
        let choice = hits.choose(folded.bytes(), &self.tables);
        Title {
            occupation: choice.place.and_then(|place| self.all().get(place.index())),
            seniority: choice.rank,
        }
    }
}

impl fmt::Debug for Occupations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Occupations").field("known", &self.all().len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
