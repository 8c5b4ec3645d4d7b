//! What the rows of a table are about: concepts of some kinds, with everything that rolls up into
//! them, or the issuers of credentials.

use crate::dictionary::{Dictionary, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ConceptId;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Which rows a table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Concepts of these kinds, under the name that the table bears.
    Kinds {
        /// The name.
        name: String,
        /// The kinds.
        kinds: Vec<Kind>,
    },
    /// Who awards the credentials that are named.
    Issuers,
}

impl Group {
    /// The name that the table bears.
    pub fn name(&self) -> &str {
        match self {
            Group::Kinds { name, .. } => name,
            Group::Issuers => "issuer",
        }
    }

    /// Every name that can be asked for: `credential` (every kind but tools and skills), `all`,
    /// `issuer`, and each kind.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["credential", "all", "issuer"].into_iter().chain(Kind::ALL.into_iter().map(Kind::name))
    }
}

impl FromStr for Group {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let kinds = match name {
            "issuer" => return Ok(Group::Issuers),
            "credential" => Kind::ALL.into_iter().filter(|kind| kind.is_credential()).collect(),
            "all" => Kind::ALL.to_vec(),
            _ => match name.parse() {
                Ok(kind) => vec![kind],
                Err(()) => {
                    let names: Vec<_> = Group::names().collect();
                    return Err(Error::new(ErrorKind::Settings, format!("there is no kind {name:?}"))
                        .help(format!("choose one of {}", names.join(", "))));
                }
            },
        };
        Ok(Group::Kinds { name: name.to_owned(), kinds })
    }
}

/// What one row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The id of the concept or issuer.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of the concept, or what sort of organisation the issuer is.
    pub kind: String,
    /// The name of who awards it.
    pub issuer: Option<String>,
    /// The id of the concept it rolls up into.
    pub family: Option<String>,
    /// The issuer's level.
    pub level: Option<String>,
}

/// The rows of a group, sorted by id, and the rows that each concept counts for.
#[derive(Clone, Debug)]
pub struct Subjects {
    group: String,
    subjects: Vec<Subject>,
    /// The rows of concept c are `rows[starts[c]..starts[c + 1]]`.
    starts: Vec<usize>,
    rows: Vec<u32>,
}

impl Subjects {
    /// The rows that `group` has under `dictionary`.
    pub fn new(dictionary: &Dictionary, group: &Group) -> Self {
        match group {
            Group::Kinds { kinds, .. } => Self::concepts(dictionary, group.name(), kinds),
            Group::Issuers => Self::issuers(dictionary, group.name()),
        }
    }

    /// A concept counts for itself and for all it rolls up into, where these are of the kinds asked.
    fn concepts(dictionary: &Dictionary, group: &str, kinds: &[Kind]) -> Self {
        let mut subjects = Vec::new();
        let mut row_of = BTreeMap::new();
        for (concept, id) in dictionary.concepts().iter().zip((0..).map_while(ConceptId::new)) {
            if kinds.contains(&concept.kind) {
                row_of.insert(id, number(subjects.len()));
                subjects.push(Subject {
                    id: concept.id.clone(),
                    name: concept.name.clone(),
                    kind: concept.kind.name().to_owned(),
                    issuer: issuer_of(dictionary, id)
                        .and_then(|issuer| dictionary.issuer(issuer))
                        .map(|issuer| issuer.name.clone()),
                    family: concept.family.clone(),
                    level: concept.level.clone(),
                });
            }
        }
        let rows_of = |id| dictionary.lineage(id).filter_map(|id| row_of.get(&id).copied()).collect();
        Self::build(dictionary, group, subjects, rows_of)
    }

    /// A credential counts for who awards it, or awards the nearest family it belongs to; an issuer's
    /// products count for nobody.
    fn issuers(dictionary: &Dictionary, group: &str) -> Self {
        let subjects = dictionary.issuers().iter().map(|issuer| Subject {
            id: issuer.id.clone(),
            name: issuer.name.clone(),
            kind: issuer.kind.name().to_owned(),
            issuer: None,
            family: None,
            level: None,
        });
        let rows_of = |id| {
            let credential = dictionary.concept(id).kind.is_credential();
            let issuer = if credential { issuer_of(dictionary, id) } else { None };
            let row = issuer.and_then(|issuer| {
                let found = dictionary.issuers().binary_search_by(|other| other.id.as_str().cmp(issuer));
                found.ok().map(number)
            });
            row.into_iter().collect()
        };
        Self::build(dictionary, group, subjects.collect(), rows_of)
    }

    fn build(
        dictionary: &Dictionary,
        group: &str,
        subjects: Vec<Subject>,
        rows_of: impl Fn(ConceptId) -> Vec<u32>,
    ) -> Self {
        let (mut starts, mut rows) = (vec![0], Vec::new());
        for id in (0..dictionary.concepts().len()).map_while(ConceptId::new) {
            rows.extend(rows_of(id));
            starts.push(rows.len());
        }
        Self { group: group.to_owned(), subjects, starts, rows }
    }

    /// The name that tables of these rows bear.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// What the rows are about, sorted by id.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The rows that a concept counts for; none where the dictionary has no such concept.
    pub fn rows_of(&self, concept: u32) -> Option<&[u32]> {
        let concept = usize::try_from(concept).ok()?;
        let (start, end) = (*self.starts.get(concept)?, *self.starts.get(concept + 1)?);
        self.rows.get(start..end)
    }
}

/// The issuer of a concept, or of the nearest concept it rolls up into that has one.
fn issuer_of(dictionary: &Dictionary, id: ConceptId) -> Option<&str> {
    dictionary.lineage(id).find_map(|id| dictionary.concept(id).issuer.as_deref())
}

/// Rows are fewer than concepts, whose ids are checked to fit.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::golden::dictionary;

    #[test]
    fn concepts_roll_up_within_the_kinds_asked_for() {
        let dictionary = dictionary();
        let rows = |group: &str, concept: &str| {
            let subjects = Subjects::new(&dictionary, &group.parse().expect("a group"));
            let concept = dictionary.find(concept).expect("a concept").get();
            let rows = subjects.rows_of(concept).expect("rows").to_vec();
            let name = |row: u32| subjects.subjects()[row as usize].id.clone();
            rows.into_iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(
            rows("credential", "cert.secplus.sy0"),
            ["cert.secplus.sy0", "cert.secplus", "cert.comptia"]
        );
        assert_eq!(rows("skill", "cert.secplus.sy0"), [""; 0]);
        assert_eq!(rows("all", "tool.aws"), ["tool.aws"]);
        assert_eq!(rows("issuer", "cert.secplus.sy0"), ["comptia"]);
        assert_eq!(rows("issuer", "tool.aws"), [""; 0], "a product is not a credential");
    }

    #[test]
    fn an_unknown_kind_is_told_with_the_choices() {
        let error = "skills".parse::<Group>().expect_err("no such kind");
        assert!(
            error.advice().is_some_and(|advice| advice.contains("credential, all, issuer, certification"))
        );
        assert!(Group::names().all(|name| name.parse::<Group>().is_ok_and(|group| group.name() == name)));
    }
}
