//! Issuers: those that the dictionary at hand knows by name keep their entry, others get one.

use super::draft::DraftIssuer;
use super::ids::{mark, slug};
use crate::dictionary::Dictionary;
use crate::dictionary::entry::{Issuer, IssuerKind};
use crate::fold::fold;
use std::collections::{BTreeMap, HashMap};

/// Words in a name that tell the kind of organisation, the surest first.
const KINDS: [(IssuerKind, &[&str]); 6] = [
    (IssuerKind::Bootcamp, &["bootcamp", "boot camp"]),
    (
        IssuerKind::University,
        &[
            "university",
            "universiteit",
            "universität",
            "université",
            "college",
            "polytechnic",
            "institute of technology",
            "school",
        ],
    ),
    (
        IssuerKind::Platform,
        &["coursera", "edx", "udemy", "udacity", "futurelearn", "pluralsight", "linkedin learning"],
    ),
    (
        IssuerKind::Government,
        &[
            "department",
            "ministry",
            "state of",
            "agency",
            "licensing board",
            "state board",
            "commission",
            "administration",
        ],
    ),
    (
        IssuerKind::ProfessionalAssociation,
        &["association", "society", "institute", "council", "federation", "academy", "guild"],
    ),
    (
        IssuerKind::Vendor,
        &[
            "inc",
            "llc",
            "ltd",
            "corporation",
            "corp",
            "gmbh",
            "microsoft",
            "amazon web services",
            "google",
            "ibm",
        ],
    ),
];

/// Issuers by id, as they are collected.
pub(super) struct Issuers<'a> {
    known: &'a Dictionary,
    by_name: HashMap<String, &'a Issuer>,
    found: BTreeMap<String, Issuer>,
}

impl<'a> Issuers<'a> {
    pub(super) fn new(known: &'a Dictionary) -> Self {
        let by_name = known.issuers().iter().map(|issuer| (fold(&issuer.name), issuer)).collect();
        Self { known, by_name, found: BTreeMap::new() }
    }

    /// The id of an issuer, which from now on has an entry.
    pub(super) fn id(&mut self, draft: &DraftIssuer) -> String {
        let folded = fold(&draft.name);
        let issuer = match self.by_name.get(&folded) {
            Some(known) => (*known).clone(),
            None => {
                let kind = draft.kind.unwrap_or_else(|| kind(&folded));
                let id = self.free_id(draft, &folded);
                Issuer { id, name: draft.name.clone(), kind }
            }
        };
        let id = issuer.id.clone();
        self.found.entry(id.clone()).or_insert(issuer);
        id
    }

    /// The id that was asked for or that the name gives, unless another issuer has it.
    fn free_id(&self, draft: &DraftIssuer, folded: &str) -> String {
        let id = draft.id.clone().unwrap_or_else(|| slug(&draft.name));
        let taken = |issuer: Option<&Issuer>| issuer.is_some_and(|other| fold(&other.name) != folded);
        if taken(self.known.issuer(&id)) || taken(self.found.get(&id)) {
            return format!("{id}-{}", mark(folded));
        }
        id
    }

    /// Every entry, sorted by id.
    pub(super) fn finish(self) -> Vec<Issuer> {
        self.found.into_values().collect()
    }
}

/// What a name tells of the kind of organisation; awarding body, where it tells nothing.
fn kind(folded: &str) -> IssuerKind {
    let padded = format!(" {} ", folded.replace(['.', ','], " "));
    let says = |words: &&[&str]| {
        words
            .iter()
            .any(|word| padded.contains(&format!(" {word} ")) || word.len() > 6 && padded.contains(word))
    };
    KINDS.iter().find(|(_, words)| says(words)).map_or(IssuerKind::AwardingBody, |(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name() {
        for (name, expected) in [
            ("Naboo Theed University", IssuerKind::University),
            ("Medical Licensing Board of Indiana", IssuerKind::Government),
            ("Institute of Example Accountants", IssuerKind::ProfessionalAssociation),
            ("Contoso, Inc.", IssuerKind::Vendor),
            ("NOCTI", IssuerKind::AwardingBody),
        ] {
            assert_eq!(kind(&fold(name)), expected, "{name}");
        }
    }

    #[test]
    fn two_names_have_two_ids_and_a_known_one_keeps_its_own() {
        let known = Dictionary::embedded().unwrap();
        let mut issuers = Issuers::new(&known);
        let mut id = |name: &str| issuers.id(&DraftIssuer::named(name).unwrap());
        assert_eq!(id("Project Management Institute"), "pmi");
        let (one, two) = (id("Example Body"), id("Example: Body"));
        assert_eq!(one, "example-body");
        assert!(two.starts_with("example-body-x"), "{two}");
        assert_eq!(id("EXAMPLE BODY"), one);
        assert_eq!(issuers.finish().len(), 3);
    }
}
