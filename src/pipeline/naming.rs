//! Postings by what they name: the dimensions `credential`, `tool` and `skill`, in which a posting belongs to as
//! many markets as it names things. A table of one of them shows what is asked together, and its specificity
//! is the lift.

use super::filter::Filter;
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::store::MentionColumns;
use crate::tables::{Group, Subjects};

/// One such dimension.
#[derive(Debug)]
pub(super) struct Naming {
    subjects: Subjects,
    /// The rows that are asked for; all where nothing says otherwise.
    wanted: Vec<bool>,
}

impl Naming {
    /// The dimension of that name, with the filters on it.
    pub(super) fn new(dictionary: &Dictionary, name: &str, filters: &[&Filter]) -> Result<Self> {
        let group: Group = name.parse()?;
        let subjects = Subjects::new(dictionary, &group);
        let passes = |id: &str, name: &str| filters.iter().all(|filter| filter.passes_any(&[id, name]));
        let wanted: Vec<bool> =
            subjects.subjects().iter().map(|subject| passes(&subject.id, &subject.name)).collect();
        if let Some(filter) = filters.first().filter(|_| !wanted.contains(&true)) {
            return Err(Error::new(ErrorKind::Settings, format!("--where {filter}: no {name} is called so"))
                .help("give its name or id as `skilltally dictionary show TERM` prints it"));
        }
        Ok(Self { subjects, wanted })
    }

    /// For each of a part's postings, the rows that it names, each once, in ascending order. A family is named
    /// where a member is.
    pub(super) fn rows(&self, mentions: &MentionColumns, postings: usize) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); postings];
        let demand = Status::ALL.map(Status::is_demand);
        let all = mentions.posting.iter().zip(&mentions.concept).zip(&mentions.status);
        for ((posting, concept), status) in all {
            let counts = demand.get(usize::from(*status)) == Some(&true);
            let named = rows.get_mut(*posting as usize).filter(|_| counts);
            if let (Some(named), Some(more)) = (named, self.subjects.rows_of(*concept)) {
                named.extend(more.iter().filter(|row| self.wanted[**row as usize]));
            }
        }
        for named in &mut rows {
            named.sort_unstable();
            named.dedup();
        }
        rows
    }

    /// Whether a concept is what the row is about, or rolls up into it.
    pub(super) fn is_within(&self, concept: u32, row: u32) -> bool {
        self.subjects.rows_of(concept).is_some_and(|rows| rows.contains(&row))
    }

    /// What the thing of that name is a step toward.
    pub(super) fn stacks_toward(&self, name: &str) -> Vec<String> {
        let subject = self.subjects.subjects().iter().find(|subject| subject.name == name);
        subject.map(|subject| subject.stacks_toward.clone()).unwrap_or_default()
    }

    /// The name of a row, which is the value of the dimension.
    pub(super) fn name(&self, row: u32) -> &str {
        self.subjects.subjects().get(row as usize).map_or("", |subject| &subject.name)
    }
}
