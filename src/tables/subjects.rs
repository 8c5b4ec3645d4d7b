//! What the rows of a table are about, and which rows a concept counts for.

use super::group::{Group, RollUp};
use super::mix;
use crate::dictionary::{Concept, Dictionary, Kind};
use crate::ids::ConceptId;
use crate::scanner::DegreeLevel;
use std::collections::BTreeMap;

/// What one row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The id of the concept or issuer, or the name of what is rolled up.
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
    /// The names of what it, or the nearest family of it that says so, is a step toward.
    pub stacks_toward: Vec<String>,
}

impl Subject {
    pub(super) fn plain(id: &str, name: &str, kind: &str) -> Self {
        let (id, name, kind) = (id.to_owned(), name.to_owned(), kind.to_owned());
        Self { id, name, kind, issuer: None, family: None, level: None, stacks_toward: Vec::new() }
    }
}

/// Where the rows of a posting come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// From its mentions.
    Mentions,
    /// From its mentions, whose rows are classes that are put together.
    Mix,
    /// From the degree that it asks as a whole.
    DegreeLevel,
}

/// The rows of a group, sorted by id, and the rows that each concept counts for.
#[derive(Clone, Debug)]
pub struct Subjects {
    group: String,
    basis: Basis,
    subjects: Vec<Subject>,
    /// The rows of concept c are `rows[starts[c]..starts[c + 1]]`.
    starts: Vec<usize>,
    rows: Vec<u32>,
}

impl Subjects {
    /// The rows that `group` has under `dictionary`.
    pub fn new(dictionary: &Dictionary, group: &Group) -> Self {
        let name = group.name();
        match group {
            Group::Kinds { kinds, .. } => Self::concepts(dictionary, name, kinds),
            Group::RollUp(RollUp::Issuer) => Self::issuers(dictionary, name),
            Group::RollUp(RollUp::Family) => Self::families(dictionary, name),
            Group::RollUp(roll_up) => Self::facets(dictionary, name, *roll_up),
            Group::DegreeLevel => {
                let level = |level: DegreeLevel| Subject::plain(level.name(), level.title(), "degree_level");
                let levels = DegreeLevel::ALL.into_iter().map(level).collect();
                Self { basis: Basis::DegreeLevel, ..Self::build(dictionary, name, levels, |_| Vec::new()) }
            }
            Group::Mix => {
                let rows_of = |id| mix::class_of(dictionary.concept(id)).into_iter().collect();
                Self { basis: Basis::Mix, ..Self::build(dictionary, name, mix::subjects(), rows_of) }
            }
        }
    }

    /// A concept counts for itself and for all it rolls up into, where these are of the kinds asked.
    fn concepts(dictionary: &Dictionary, group: &str, kinds: &[Kind]) -> Self {
        let mut subjects = Vec::new();
        let mut row_of = BTreeMap::new();
        for (concept, id) in dictionary.concepts().iter().zip((0..).map_while(ConceptId::new)) {
            if kinds.contains(&concept.kind) {
                row_of.insert(id, number(subjects.len()));
                subjects.push(subject(dictionary, id, concept));
            }
        }
        let rows_of = |id| dictionary.lineage(id).filter_map(|id| row_of.get(&id).copied()).collect();
        Self::build(dictionary, group, subjects, rows_of)
    }

    /// A credential counts for who awards it, or awards the nearest family it belongs to; an issuer's
    /// products count for nobody.
    fn issuers(dictionary: &Dictionary, group: &str) -> Self {
        let subjects = dictionary
            .issuers()
            .iter()
            .map(|issuer| Subject::plain(&issuer.id, &issuer.name, issuer.kind.name()));
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

    /// A credential counts for the widest family it belongs to, which may be itself.
    fn families(dictionary: &Dictionary, group: &str) -> Self {
        let is_credential = |id: &ConceptId| dictionary.concept(*id).kind.is_credential();
        let root = |id| dictionary.lineage(id).filter(is_credential).last();
        let mut subjects = Vec::new();
        let mut row_of = BTreeMap::new();
        let ids = || (0..dictionary.concepts().len()).map_while(ConceptId::new);
        for id in ids().filter(|id| is_credential(id) && root(*id) == Some(*id)) {
            row_of.insert(id, number(subjects.len()));
            subjects.push(subject(dictionary, id, dictionary.concept(id)));
        }
        let rows_of = |id: ConceptId| {
            let row = Some(id).filter(is_credential).and_then(root).and_then(|root| row_of.get(&root));
            row.copied().into_iter().collect()
        };
        Self::build(dictionary, group, subjects, rows_of)
    }

    /// A credential counts for one value of what is asked; where the dictionary does not say, for "not
    /// known".
    fn facets(dictionary: &Dictionary, group: &str, roll_up: RollUp) -> Self {
        const UNKNOWN: &str = "not known to the dictionary";
        let value = |id: ConceptId| -> Option<&str> {
            let concept = dictionary.concept(id);
            if roll_up == RollUp::Kind {
                return Some(concept.kind.name());
            }
            if !concept.kind.is_credential() {
                return None;
            }
            let nearest = dictionary.lineage(id).find_map(|id| {
                let concept = dictionary.concept(id);
                match roll_up {
                    RollUp::Level => concept.level.as_deref(),
                    RollUp::Delivery => concept.delivery.map(|delivery| delivery.name()),
                    RollUp::Rigor => concept.rigor.map(|rigor| rigor.name()),
                    _ => None,
                }
            });
            let issuer_kind = || {
                let issuer = dictionary.issuer(issuer_of(dictionary, id)?)?;
                Some(issuer.kind.name())
            };
            nearest
                .or_else(|| if roll_up == RollUp::IssuerKind { issuer_kind() } else { None })
                .or(Some(UNKNOWN))
        };
        let ids = (0..dictionary.concepts().len()).map_while(ConceptId::new);
        let mut row_of: BTreeMap<&str, u32> = ids.filter_map(value).map(|value| (value, 0)).collect();
        for (row, place) in row_of.values_mut().enumerate() {
            *place = number(row);
        }
        let subjects =
            row_of.keys().map(|value| Subject::plain(value, &value.replace(['-', '_'], " "), group));
        let rows_of = |id| value(id).and_then(|value| row_of.get(value)).copied().into_iter().collect();
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
        Self { group: group.to_owned(), basis: Basis::Mentions, subjects, starts, rows }
    }

    /// The name that tables of these rows bear.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Where the rows of a posting come from.
    pub(super) fn basis(&self) -> Basis {
        self.basis
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

fn subject(dictionary: &Dictionary, id: ConceptId, concept: &Concept) -> Subject {
    let issuer = issuer_of(dictionary, id).and_then(|issuer| dictionary.issuer(issuer));
    let toward = dictionary.lineage(id).map(|id| &dictionary.concept(id).stacks_toward);
    let toward = toward.into_iter().find(|toward| !toward.is_empty()).into_iter().flatten();
    let name = |id: &String| dictionary.find(id).map(|id| dictionary.concept(id).name.clone());
    Subject {
        stacks_toward: toward.filter_map(name).collect(),
        issuer: issuer.map(|issuer| issuer.name.clone()),
        family: concept.family.clone(),
        level: concept.level.clone(),
        ..Subject::plain(&concept.id, &concept.name, concept.kind.name())
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
        assert_eq!(rows("family", "cert.secplus.sy0"), ["cert.comptia"]);
        assert_eq!(rows("kind", "tool.aws"), ["tool"]);
        assert_eq!(rows("level", "cert.secplus.sy0"), ["entry"], "the level of the nearest family");
        assert_eq!(rows("issuer_kind", "cert.secplus.sy0"), ["professional-association"]);
        assert_eq!(rows("rigor", "lic.a"), ["not known to the dictionary"]);
        assert_eq!(rows("mix", "lic.a"), ["mix.license"]);
        assert_eq!(rows("mix", "skill.sql"), [""; 0]);
    }
}
