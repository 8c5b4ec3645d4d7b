//! How much hangs on what counts as a copy: the top rows under every key beside those under the key that was
//! asked for.

use super::copies::Duplicates;
use super::rank::{Rank, rank};
use crate::error::Result;
use crate::store::Reader;
use crate::tables::{Measure, RankSettings, RankedTable};
use std::collections::HashMap;
use std::fmt;

/// How many rows at the top are compared.
const TOP: usize = 20;

/// What the top rows of a group do under another key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The other key.
    pub key: Duplicates,
    /// What is ranked.
    pub group: String,
    /// Postings that count under the key.
    pub counted: u64,
    /// Rows that were compared: those of the top under the key asked for.
    pub compared: usize,
    /// How many of them have another rank, or none.
    pub moved: usize,
    /// The row that moves most: its name, its rank, and the other one; none where it is withheld then.
    pub largest: Option<(String, u64, Option<u64>)>,
}

impl fmt::Display for Sensitivity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, group, counted, compared, moved, largest } = self;
        write!(f, "With --duplicates {} ({counted} postings), ", key.name())?;
        match largest {
            None => write!(f, "none of the {compared} rows at the top of {group} moves."),
            Some((name, from, to)) => {
                write!(
                    f,
                    "{moved} of the {compared} rows at the top of {group} move; most {name}, from {from}"
                )?;
                match to {
                    Some(to) => write!(f, " to {to}."),
                    None => write!(f, " out of the table."),
                }
            }
        }
    }
}

/// Ranks all postings that pass the filters, uncut, under every key, and compares.
///
/// # Errors
/// As [`rank()`].
pub fn sensitivity(reader: &Reader, asked: &Rank) -> Result<Vec<Sensitivity>> {
    // Only the order counts, so nothing is drawn.
    let measure = match asked.settings.measure {
        // There is one market only.
        Measure::Specificity => Measure::Share,
        measure => measure,
    };
    let settings = RankSettings { measure, top: None, resamples: 0, ..asked.settings.clone() };
    let under = |duplicates| {
        let one = Rank { by: Vec::new(), duplicates, settings: settings.clone(), ..asked.clone() };
        rank(reader, &one)
    };
    let base = under(asked.duplicates)?;
    let mut found = Vec::new();
    for key in Duplicates::ALL.into_iter().filter(|key| *key != asked.duplicates) {
        let other = under(key)?;
        for (table, changed) in base.tables.iter().zip(&other.tables) {
            let sensitivity = compare(key, other.counted, table, changed);
            if sensitivity.compared > 0 {
                found.push(sensitivity);
            }
        }
    }
    Ok(found)
}

fn compare(key: Duplicates, counted: u64, table: &RankedTable, other: &RankedTable) -> Sensitivity {
    let there: HashMap<&str, u64> =
        other.rows.iter().filter_map(|row| Some((row.id.as_str(), row.rank?))).collect();
    let top: Vec<_> =
        table.rows.iter().filter(|row| row.rank.is_some_and(|rank| rank <= TOP as u64)).collect();
    let moves = top.iter().filter_map(|row| {
        let (from, to) = (row.rank?, there.get(row.id.as_str()).copied());
        (to != Some(from)).then(|| (to.map_or(u64::MAX, |to| to.abs_diff(from)), row.name.clone(), from, to))
    });
    let moves: Vec<_> = moves.collect();
    // Of equal moves the first, which is the higher up.
    let largest = moves.iter().rev().max_by_key(|(distance, ..)| *distance);
    Sensitivity {
        key,
        group: table.group.clone(),
        counted,
        compared: top.len(),
        moved: moves.len(),
        largest: largest.map(|(_, name, from, to)| (name.clone(), *from, *to)),
    }
}
