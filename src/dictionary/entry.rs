//! Dictionary files as they are written: the TOML tables, before anything is checked.
//! Unknown keys are refused, so that a misspelt rule is an error and not a rule that never holds.

use super::kind::{Kind, Status};
use serde::{Deserialize, Serialize};

/// One dictionary file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Who awards credentials.
    #[serde(default)]
    pub issuer: Vec<Issuer>,
    /// Named word sets.
    #[serde(default)]
    pub context: Vec<Context>,
    /// Section headings.
    #[serde(default)]
    pub heading: Vec<Heading>,
    /// Phrases of a sentence that tell how it speaks of what it names.
    #[serde(default)]
    pub cue: Vec<Cue>,
    /// What can be recognised.
    #[serde(default)]
    pub concept: Vec<Concept>,
    /// Words that patterns put into their forms.
    #[serde(default)]
    pub slot: Vec<Slot>,
    /// Forms with slots, for what no list can hold.
    #[serde(default)]
    pub pattern: Vec<Pattern>,
}

/// Words that patterns put into their forms.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The name in braces.
    pub id: String,
    /// The words.
    pub words: Vec<String>,
}

/// Forms with slots: `licensed {profession}`. They become concepts when the dictionary is built, but where an entry
/// has the same alias, the entry is meant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Permanent id: of the one concept, or with `each` of what its concepts have in common.
    pub id: String,
    /// The name; with `each` it holds the slot.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The concept it rolls up into.
    pub family: Option<String>,
    /// The slot of which each word becomes a concept of its own.
    pub each: Option<String>,
    /// The forms, each combination of its slots an alias.
    pub forms: Vec<String>,
    /// As in an alias, for all the forms.
    pub case: Option<CaseRule>,
    /// As in an alias, for all the forms.
    #[serde(default)]
    pub needs: Vec<String>,
    /// As in an alias, for all the forms.
    #[serde(default)]
    pub forbids: Vec<String>,
    /// As in a concept; with `each` the texts hold for one of its concepts.
    #[serde(default)]
    pub tests: Tests,
}

/// Who awards a credential.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// Permanent id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What sort of organisation it is.
    pub kind: IssuerKind,
}

/// What sort of organisation an issuer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum IssuerKind {
    Vendor,
    University,
    ProfessionalAssociation,
    Platform,
    Bootcamp,
    Government,
    Employer,
    AwardingBody,
}

impl IssuerKind {
    /// Every kind of issuer.
    pub const ALL: [IssuerKind; 8] = [
        IssuerKind::Vendor,
        IssuerKind::University,
        IssuerKind::ProfessionalAssociation,
        IssuerKind::Platform,
        IssuerKind::Bootcamp,
        IssuerKind::Government,
        IssuerKind::Employer,
        IssuerKind::AwardingBody,
    ];

    /// The name used in dictionaries and facts.
    pub const fn name(self) -> &'static str {
        match self {
            IssuerKind::Vendor => "vendor",
            IssuerKind::University => "university",
            IssuerKind::ProfessionalAssociation => "professional-association",
            IssuerKind::Platform => "platform",
            IssuerKind::Bootcamp => "bootcamp",
            IssuerKind::Government => "government",
            IssuerKind::Employer => "employer",
            IssuerKind::AwardingBody => "awarding-body",
        }
    }
}

/// A named word set that an alias needs, or must not have, near it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// The name aliases refer to.
    pub id: String,
    /// How far it reaches.
    #[serde(default)]
    pub window: Window,
    /// `any` or `exact`.
    #[serde(default)]
    pub case: CaseRule,
    /// The words, any of which will do.
    pub words: Vec<String>,
}

/// How far from an alias a context reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawWindow")]
pub enum Window {
    /// So many characters on either side.
    Characters(usize),
    /// Anywhere in the posting.
    Ad,
}

impl Default for Window {
    fn default() -> Self {
        Window::Characters(60)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawWindow {
    Characters(usize),
    Name(String),
}

impl TryFrom<RawWindow> for Window {
    type Error = String;

    fn try_from(raw: RawWindow) -> Result<Self, String> {
        match raw {
            RawWindow::Characters(0) => Err("a window of 0 characters holds nothing".into()),
            // It is read anew for every candidate.
            RawWindow::Characters(count) if count > 1000 => {
                Err("a window is at most 1000 characters, or \"ad\" for the whole posting".into())
            }
            RawWindow::Characters(count) => Ok(Window::Characters(count)),
            RawWindow::Name(name) if name == "ad" => Ok(Window::Ad),
            RawWindow::Name(name) => Err(format!("window is a number of characters or \"ad\", not {name:?}")),
        }
    }
}

/// Section headings and the status that what stands under them has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The name by which facts refer to the rule.
    pub id: String,
    /// The status of mentions in the section.
    pub status: Status,
    /// The headings, without colon, in any case.
    pub words: Vec<String>,
    /// Whether it may stand under a heading of what is preferred and leave that in force: "Technical skills".
    #[serde(default)]
    pub soft: bool,
    /// Whether what stands under it are duties, among which only the head of a sentence tells a demand.
    #[serde(default)]
    pub duties: bool,
    /// Whether the words are headings wherever they stand, also in the middle of a line and in small letters.
    #[serde(default)]
    pub anywhere: bool,
    /// Words that make a heading of this sort out of a line that is not known: one that ends in a colon or is
    /// all in capitals.
    #[serde(default)]
    pub parts: Vec<String>,
    /// As `parts`, for a line of its own in title case without a colon, where a list item may look the same.
    #[serde(default)]
    pub title_parts: Vec<String>,
    /// As `title_parts`, for lines that begin with the word: "About Acme", "Why Acme?"
    #[serde(default)]
    pub begins: Vec<String>,
}

/// Phrases that tell, within their sentence, how it speaks of what it names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The name by which facts refer to the rule.
    pub id: String,
    /// What it tells; none for a phrase that only looks like a cue ("as required").
    pub status: Option<Status>,
    /// On which side of the phrase it speaks of.
    #[serde(default)]
    pub reach: Reach,
    /// Whether it speaks only where no heading does.
    #[serde(default)]
    pub weak: bool,
    /// Whether it speaks no further than the next comma.
    #[serde(default)]
    pub short: bool,
    /// Whether it holds only where it begins the sentence: "Manage …" tells of a duty, "you can manage" does not.
    #[serde(default)]
    pub opens: bool,
    /// Whether it holds only where it does not qualify a noun behind it: "SQL is useful", not "useful insights".
    #[serde(default)]
    pub alone: bool,
    /// Whether it speaks of credentials alone: "seeking a registered nurse", but "seeking a Java developer" is a title.
    #[serde(default)]
    pub credentials: bool,
    /// It holds only where a cue of this status stands behind the mention: the "required" of "no degree required".
    pub closed_by: Option<Status>,
    /// The phrases, in any case; a hyphen is a space.
    pub words: Vec<String>,
}

/// On which side of a cue the mentions stand that it speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Before it: "PMP preferred".
    Back,
    /// Behind it: "must have a PMP".
    On,
    /// In the whole sentence.
    #[default]
    Sentence,
}

/// One concept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Permanent id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Who awards it.
    pub issuer: Option<String>,
    /// The concept it rolls up into.
    pub family: Option<String>,
    /// The issuer's level.
    pub level: Option<String>,
    /// The ways to write it.
    pub aliases: Vec<Alias>,
    /// Longer phrases in which no alias counts.
    #[serde(default)]
    pub not_within: Vec<String>,
    /// Whether it counts only where an ad asks for it or names it among the duties: a field that ads also name in
    /// passing ("our radiology department").
    #[serde(default)]
    pub only_asked: bool,
    /// Skills it implies.
    #[serde(default)]
    pub implies: Vec<String>,
    /// Credentials it leads to.
    #[serde(default)]
    pub stacks_toward: Vec<String>,
    /// How it is kept.
    pub renewal: Option<Renewal>,
    /// How it is taken.
    pub delivery: Option<Delivery>,
    /// How it is assessed.
    pub rigor: Option<Rigor>,
    /// Ids elsewhere.
    pub xref: Option<Xref>,
    /// Texts that must, and must not, yield it.
    #[serde(default)]
    pub tests: Tests,
}

impl Concept {
    /// A concept of which only this is known.
    pub fn named(
        id: String,
        name: String,
        kind: Kind,
        issuer: Option<String>,
        family: Option<String>,
        level: Option<String>,
    ) -> Self {
        Self {
            id,
            name,
            kind,
            issuer,
            family,
            level,
            aliases: Vec::new(),
            not_within: Vec::new(),
            only_asked: false,
            implies: Vec::new(),
            stacks_toward: Vec::new(),
            renewal: None,
            delivery: None,
            rigor: None,
            xref: None,
            tests: Tests::default(),
        }
    }
}

/// One way to write a concept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The text.
    pub t: String,
    /// Which letters must be as written; absent means `any`.
    pub case: Option<CaseRule>,
    /// Contexts of which at least one must hold.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Contexts of which none may hold.
    #[serde(default)]
    pub forbids: Vec<String>,
    /// Whether the plural is added.
    #[serde(default = "yes")]
    pub plural: bool,
    /// Whether the dotted form is added.
    #[serde(default)]
    pub dotted: bool,
    /// Whether it was looked at and means nothing else: a short alias then needs no context.
    #[serde(default)]
    pub unambiguous: bool,
}

fn yes() -> bool {
    true
}

/// Which letters of a text must be as the alias has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseRule {
    /// None.
    #[default]
    Any,
    /// The capitals at the start of words.
    Capital,
    /// All.
    Exact,
}

/// How a credential is kept.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// Months between renewals.
    pub months: Option<u32>,
    /// Hours of continuing education asked in that time.
    pub hours: Option<u32>,
    /// Where this is said.
    pub source: Option<String>,
    /// When it was looked up, `YYYY-MM`.
    pub checked: Option<String>,
}

/// How a credential is taken.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Delivery {
    TestCenter,
    OnlineProctored,
    InPerson,
    Portfolio,
    Course,
}

impl Delivery {
    /// Every way.
    pub const ALL: [Delivery; 5] = [
        Delivery::TestCenter,
        Delivery::OnlineProctored,
        Delivery::InPerson,
        Delivery::Portfolio,
        Delivery::Course,
    ];

    /// The name used in dictionaries and facts.
    pub const fn name(self) -> &'static str {
        match self {
            Delivery::TestCenter => "test-center",
            Delivery::OnlineProctored => "online-proctored",
            Delivery::InPerson => "in-person",
            Delivery::Portfolio => "portfolio",
            Delivery::Course => "course",
        }
    }
}

/// How a credential is assessed, from nothing to a state board.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Rigor {
    None,
    Quiz,
    ProctoredExam,
    Practical,
    SupervisedPractice,
    StateBoard,
}

impl Rigor {
    /// Every way, the least first.
    pub const ALL: [Rigor; 6] = [
        Rigor::None,
        Rigor::Quiz,
        Rigor::ProctoredExam,
        Rigor::Practical,
        Rigor::SupervisedPractice,
        Rigor::StateBoard,
    ];

    /// The name used in dictionaries and facts.
    pub const fn name(self) -> &'static str {
        match self {
            Rigor::None => "none",
            Rigor::Quiz => "quiz",
            Rigor::ProctoredExam => "proctored-exam",
            Rigor::Practical => "practical",
            Rigor::SupervisedPractice => "supervised-practice",
            Rigor::StateBoard => "state-board",
        }
    }
}

/// Ids of the same thing elsewhere.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Xref {
    /// O*NET codes or names.
    #[serde(default)]
    pub onet: Vec<String>,
    /// ESCO URI.
    pub esco: Option<String>,
    /// Credential Engine CTID.
    pub ctid: Option<String>,
}

/// Texts that prove an entry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tests {
    /// Texts in which the concept is found.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Texts in which it is not.
    #[serde(default)]
    pub no: Vec<String>,
}
