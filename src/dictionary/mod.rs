//! What can be recognised: concepts, the forms they are written in, the contexts that tell doubtful
//! forms apart, who issues what, and the headings that give a mention its status.
//!
//! A [`Dictionary`] is checked when it is built and never changes afterwards.

pub mod check;
pub mod context;
pub mod embedded;
pub mod entry;
pub mod forms;
mod kind;
mod lints;
mod load;
mod patterns;

pub use kind::{Kind, Status};
pub use load::Loader;

use crate::ids::{ConceptId, FormId, RuleId};
use context::ContextRef;
use entry::CaseRule;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// The language that the built-in dictionary is written for, as ISO 639-1 has it.
pub const LANGUAGE: &str = "en";

/// A concept: what can be recognised.
pub type Concept = entry::Concept;

/// One way to write a concept: an alias with its references resolved.
#[derive(Clone, Debug)]
pub struct Form {
    /// The concept it stands for.
    pub concept: ConceptId,
    /// As an employer writes it.
    pub text: String,
    /// Which letters must be as written.
    pub case: CaseRule,
    /// Contexts of which at least one must hold; empty when none is needed.
    pub needs: Vec<ContextRef>,
    /// Contexts of which none may hold.
    pub forbids: Vec<ContextRef>,
    /// Whether the plural counts too.
    pub plural: bool,
    /// Whether the dotted form counts too.
    pub dotted: bool,
}

/// A short name for the content of a dictionary: the same entries give the same fingerprint,
/// whatever files and order they came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Checked concepts and forms.
#[derive(Clone, Debug)]
pub struct Dictionary {
    issuers: Vec<entry::Issuer>,
    contexts: Vec<entry::Context>,
    headings: Vec<entry::Heading>,
    cues: Vec<entry::Cue>,
    concepts: Vec<Concept>,
    parents: Vec<Option<ConceptId>>,
    forms: Vec<Form>,
    fingerprint: Fingerprint,
}

impl Dictionary {
    /// The dictionary that is built into the program.
    ///
    /// # Errors
    /// None in a program whose tests have passed.
    pub fn embedded() -> crate::Result<Self> {
        Loader::embedded()?.build()
    }

    /// Concepts and issuers without forms: enough to name, group and roll up what facts refer to, as a
    /// store remembers it. Nothing can be scanned with it. `fingerprint` is that of the dictionary the
    /// facts were made with.
    pub fn catalogue(issuers: Vec<entry::Issuer>, concepts: Vec<Concept>, fingerprint: Fingerprint) -> Self {
        let places: HashMap<&str, usize> =
            concepts.iter().enumerate().map(|(place, concept)| (concept.id.as_str(), place)).collect();
        let place = |id: &str| places.get(id).copied().and_then(ConceptId::new);
        let parents = concepts.iter().map(|concept| concept.family.as_deref().and_then(place)).collect();
        let (contexts, headings, cues, forms) = (vec![], vec![], vec![], vec![]);
        Self { issuers, contexts, headings, cues, concepts, parents, forms, fingerprint }
    }

    /// Every concept, sorted by id.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept at `id`.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.index()]
    }

    /// The concept that is called `id` in the files.
    pub fn find(&self, id: &str) -> Option<ConceptId> {
        let index = self.concepts.binary_search_by(|concept| concept.id.as_str().cmp(id)).ok()?;
        ConceptId::new(index)
    }

    /// The concept that `id` rolls up into.
    pub fn parent(&self, id: ConceptId) -> Option<ConceptId> {
        self.parents[id.index()]
    }

    /// `id` and everything it rolls up into, nearest first.
    pub fn lineage(&self, id: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    /// Every form, in the order of the concepts and their aliases.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The form at `id`.
    pub fn form(&self, id: FormId) -> &Form {
        &self.forms[id.index()]
    }

    /// Every issuer, sorted by id.
    pub fn issuers(&self) -> &[entry::Issuer] {
        &self.issuers
    }

    /// The issuer of that id.
    pub fn issuer(&self, id: &str) -> Option<&entry::Issuer> {
        let index = self.issuers.binary_search_by(|issuer| issuer.id.as_str().cmp(id)).ok()?;
        self.issuers.get(index)
    }

    /// Every context, sorted by id.
    pub fn contexts(&self) -> &[entry::Context] {
        &self.contexts
    }

    /// Every heading rule, sorted by id.
    pub fn headings(&self) -> &[entry::Heading] {
        &self.headings
    }

    /// Every cue, sorted by id.
    pub fn cues(&self) -> &[entry::Cue] {
        &self.cues
    }

    /// The names of the rules that decide statuses, by [`RuleId`]: headings, cues, then what goes by the
    /// kind of concept alone, by the employer's name at the head of the sentence, and by years of experience.
    pub fn rules(&self) -> Vec<String> {
        let headings = self.headings.iter().map(|heading| format!("heading:{}", heading.id));
        let cues = self.cues.iter().map(|cue| format!("cue:{}", cue.id));
        headings.chain(cues).chain(["kind", "employer", "years"].map(str::to_owned)).collect()
    }

    /// The rule of the heading at `index`.
    pub(crate) fn heading_rule(index: usize) -> RuleId {
        RuleId::new(index).expect("fewer headings than concepts")
    }

    /// The rule of the cue at `index`.
    pub(crate) fn cue_rule(&self, index: usize) -> RuleId {
        RuleId::new(self.headings.len() + index).expect("fewer cues than concepts")
    }

    /// The rule that goes by what is named.
    pub(crate) fn kind_rule(&self) -> RuleId {
        self.cue_rule(self.cues.len())
    }

    /// The rule that goes by the employer's name at the head of a sentence.
    pub(crate) fn employer_rule(&self) -> RuleId {
        self.cue_rule(self.cues.len() + 1)
    }

    /// The rule that goes by years of experience.
    pub(crate) fn years_rule(&self) -> RuleId {
        self.cue_rule(self.cues.len() + 2)
    }

    /// What facts made with this dictionary carry in their manifest.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}
