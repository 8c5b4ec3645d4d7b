//! What a format hands over: drafts of entries, before anything is decided about spellings and ids.

use super::ids::slug;
use super::{Format, LeftOut, Options, Reason};
use crate::dictionary::entry::{IssuerKind, Renewal, Xref};
use crate::dictionary::{Dictionary, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::fold::fold;
use serde_json::Value;
use std::collections::HashMap;

/// A concept as its source has it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What the source calls it for good: a URI, a code, or else its name.
    pub(super) key: String,
    /// The id in a dictionary of ours, where it came from one.
    pub(super) id: Option<String>,
    /// The name, as it is shown.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Other ways to write it.
    pub(super) aliases: Vec<String>,
    /// Whether a capital at the start tells nothing, because the source writes every term with one.
    pub(super) sentence_case: bool,
    /// Who awards it.
    pub(super) issuer: Option<DraftIssuer>,
    /// The issuer's level.
    pub(super) level: Option<String>,
    /// How it is kept.
    pub(super) renewal: Option<Renewal>,
    /// Ids elsewhere.
    pub(super) xref: Xref,
    /// Keys of what it leads to.
    pub(super) leads_to: Vec<String>,
}

/// An issuer as its source has it.
#[derive(Clone, Debug)]
pub(super) struct DraftIssuer {
    pub(super) name: String,
    /// The id in a dictionary of ours, where it came from one.
    pub(super) id: Option<String>,
    pub(super) kind: Option<IssuerKind>,
}

impl DraftIssuer {
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = tidy(name);
        (!name.is_empty()).then_some(Self { name, id: None, kind: None })
    }
}

impl Draft {
    pub(super) fn new(key: &str, name: &str, kind: Kind) -> Self {
        Self {
            key: key.to_owned(),
            id: None,
            name: tidy(name),
            kind,
            aliases: Vec::new(),
            sentence_case: false,
            issuer: None,
            level: None,
            renewal: None,
            xref: Xref::default(),
            leads_to: Vec::new(),
        }
    }
}

/// All that the files hold, as it is being read.
pub(super) struct Gathered<'a> {
    pub(super) format: Format,
    pub(super) options: &'a Options,
    /// The second part of the ids.
    pub(super) source: String,
    /// The skills of the dictionary at hand, folded: no product is called like one.
    pub(super) fields: std::collections::HashSet<String>,
    pub(super) records: u64,
    pub(super) drafts: Vec<Draft>,
    pub(super) left_out: Vec<LeftOut>,
    /// Objects that others refer to, by their id: for the formats that are linked data.
    pub(super) objects: HashMap<String, Value>,
    places: HashMap<String, usize>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(format: Format, options: &'a Options, known: &Dictionary) -> Result<Self> {
        let asked = options.source.as_deref().unwrap_or(format.name());
        let source = slug(asked);
        if source != asked {
            return Err(Error::new(
                ErrorKind::Settings,
                format!("--source {asked:?} cannot be part of an id"),
            )
            .help("write lower-case letters, digits and hyphens"));
        }
        let skill = |form: &&crate::dictionary::Form| known.concept(form.concept).kind == Kind::Skill;
        let fields = known.forms().iter().filter(skill).map(|form| fold(&form.text)).collect();
        Ok(Self {
            format,
            options,
            source,
            fields,
            records: 0,
            drafts: Vec::new(),
            left_out: Vec::new(),
            objects: HashMap::new(),
            places: HashMap::new(),
        })
    }

    /// Takes a draft; of two with one key, the second adds what it knows to the first.
    pub(super) fn take(&mut self, draft: Draft) {
        if draft.name.is_empty() {
            return self.skip(&draft.key, Reason::NoName);
        }
        let place = *self.places.entry(draft.key.clone()).or_insert(self.drafts.len());
        let Some(first) = self.drafts.get_mut(place) else {
            self.drafts.push(draft);
            return;
        };
        if first.name != draft.name {
            first.aliases.push(draft.name);
        }
        first.aliases.extend(draft.aliases);
        first.leads_to.extend(draft.leads_to);
        first.xref.onet.extend(draft.xref.onet);
        first.issuer = first.issuer.take().or(draft.issuer);
        first.level = first.level.take().or(draft.level);
        first.renewal = first.renewal.take().or(draft.renewal);
    }

    /// A key for a thing of that name: its own, unless something of another name has it already, as
    /// where a publisher uses one id again and again.
    pub(super) fn key(&self, key: &str, name: &str) -> String {
        let other = self.places.get(key).is_some_and(|place| fold(&self.drafts[*place].name) != fold(name));
        if other { format!("{key} {name}") } else { key.to_owned() }
    }

    /// Leaves a record out.
    pub(super) fn skip(&mut self, term: &str, reason: Reason) {
        self.left_out.push(LeftOut { term: tidy(term), whole: true, reason });
    }
}

/// Text without the white space around and between that is more than a space, and without decoration.
pub(super) fn tidy(text: &str) -> String {
    let plain =
        |c: &char| !matches!(c, '®' | '™' | '℠' | '©' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let text: String = text.chars().filter(plain).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
