//! Postings by what they name: the dimensions `credential`, `tool` and `skill`, in which a posting belongs to as
//! many markets as it names things. A table of one of them shows what is asked together, and its specificity
//! is the lift.

use super::dimension::NAMED;
use super::filter::Filter;
use crate::dictionary::{Dictionary, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::store::MentionColumns;
use crate::tables::{Group, Subjects};

/// Some of the things that postings name.
#[derive(Debug)]
pub(super) struct Naming {
    subjects: Subjects,
    /// The rows that are asked for.
    wanted: Vec<bool>,
    /// Whether a posting is asked not to name them.
    excluded: bool,
}

impl Naming {
    /// All things of a dimension; where filters say something of it, those that pass all of them.
    pub(super) fn markets(dictionary: &Dictionary, name: &str, filters: &[&Filter]) -> Result<Self> {
        let mut naming = Self::all(dictionary, name)?;
        for filter in filters {
            let found = Self::filter(dictionary, filter)?;
            for (wanted, named) in naming.wanted.iter_mut().zip(found.wanted) {
                *wanted &= named != found.excluded;
            }
        }
        Ok(naming)
    }

    /// The things that a filter names.
    pub(super) fn filter(dictionary: &Dictionary, filter: &Filter) -> Result<Self> {
        filter.check_naming()?;
        let name = filter.dimension.as_str();
        let mut naming = Self::all(dictionary, name)?;
        naming.wanted = naming.named(filter);
        naming.excluded = filter.excludes();
        if naming.wanted.contains(&true) {
            return Ok(naming);
        }
        let other = NAMED.into_iter().filter(|other| *other != name).find(|other| {
            Self::all(dictionary, other).is_ok_and(|naming| naming.named(filter).contains(&true))
        });
        let help = match other {
            Some(other) => format!("it is a {other}: --where {}", filter.of_dimension(other)),
            None => "give its name or id as `skilltally dictionary show TERM` prints it, or a part with ~"
                .to_owned(),
        };
        Err(Error::new(ErrorKind::Settings, format!("--where {filter}: no {name} is called so")).help(help))
    }

    fn all(dictionary: &Dictionary, name: &str) -> Result<Self> {
        let group: Group = name.parse()?;
        let subjects = Subjects::new(dictionary, &group);
        let wanted = vec![true; subjects.subjects().len()];
        Ok(Self { subjects, wanted, excluded: false })
    }

    /// Which rows a filter names, by name, by id, or by the last part of the id: `cissp` of `cert.isc2.cissp`.
    fn named(&self, filter: &Filter) -> Vec<bool> {
        let rows = self.subjects.subjects().iter();
        rows.map(|row| {
            let last = row.id.rsplit('.').next().unwrap_or_default();
            filter.names_any(&[&row.id, &row.name, last])
        })
        .collect()
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

    /// Whether a posting that names these rows passes.
    pub(super) fn passes(&self, rows: &[u32]) -> bool {
        rows.is_empty() == self.excluded
    }

    /// Whether a concept is what one of the rows is about, or rolls up into it.
    pub(super) fn is_within(&self, concept: u32, rows: &[u32]) -> bool {
        self.subjects.rows_of(concept).is_some_and(|mine| mine.iter().any(|row| rows.contains(row)))
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

    /// The id of the concept that a row is about.
    pub(super) fn id(&self, row: u32) -> &str {
        self.subjects.subjects().get(row as usize).map_or("", |subject| &subject.id)
    }
}
