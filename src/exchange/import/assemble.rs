//! Drafts to entries: what the dictionary at hand has already and what stands twice is left out, the
//! rest gets ids, and is sorted.

use super::draft::{Draft, Gathered};
use super::ids::{from_key, is_id, mark};
use super::issuers::Issuers;
use super::ordinary::Ordinary;
use super::terms::Judge;
use super::{Imported, LeftOut, Reason};
use crate::dictionary::entry::{Alias, Concept, Tests, Xref};
use crate::dictionary::{Dictionary, Form, forms};
use crate::fold::fold;
use crate::ids::ConceptId;
use std::collections::{HashMap, HashSet};

/// An entry that is being made: its aliases, and what was wrong with the others.
struct Entry {
    draft: Draft,
    aliases: Vec<Alias>,
    refused: Vec<(String, Reason)>,
    /// What to say where nothing is left of it.
    reason: Option<Reason>,
}

pub(super) fn assemble(gathered: Gathered<'_>, known: &Dictionary) -> Imported {
    let Gathered { format, options, source, fields, records, drafts, mut left_out, .. } = gathered;
    let judge = Judge { ordinary: Ordinary::new(), fields: &fields };
    let taken_already: HashSet<String> =
        known.forms().iter().flat_map(forms::spellings).map(|text| fold(&text)).collect();
    let mut spoken_for: HashSet<String> = HashSet::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(drafts.len());
    let mut others = Vec::with_capacity(drafts.len());
    // The names of all come first: where the alias of one is the name of another, the name counts.
    for draft in drafts {
        let [names, aliases] = judge.aliases(&draft);
        let mut entry = Entry { draft, aliases: vec![], refused: vec![], reason: None };
        entry.claim(names, &taken_already, &mut spoken_for);
        entries.push(entry);
        others.push(aliases);
    }
    for (entry, aliases) in entries.iter_mut().zip(others) {
        entry.claim(aliases, &taken_already, &mut spoken_for);
    }
    for (entry, alias) in super::hidden::hiding(&aliases_of(&entries), known) {
        let alias = entries[entry].aliases.remove(alias);
        entries[entry].refuse(alias.t, Reason::Hides);
    }
    entries.retain(|entry| {
        let is_known = entry.refused.iter().any(|(_, reason)| *reason == Reason::Known);
        if entry.aliases.is_empty() || options.new_only && is_known {
            let first = entry.reason.unwrap_or(Reason::NoLetters);
            let reason = if is_known { Reason::Known } else { first };
            left_out.push(LeftOut { term: entry.draft.name.clone(), whole: true, reason });
            return false;
        }
        let spelling =
            |(term, reason): &(String, Reason)| LeftOut { term: term.clone(), whole: false, reason: *reason };
        left_out.extend(entry.refused.iter().map(spelling));
        true
    });
    let ids = ids(&entries, &source, known, &mut left_out);
    let by_key: HashMap<&str, &str> = entries
        .iter()
        .zip(&ids)
        .filter_map(|(entry, id)| Some((entry.draft.key.as_str(), id.as_deref()?)))
        .collect();
    let mut issuers = Issuers::new(known);
    let mut concepts: Vec<Concept> = entries
        .iter()
        .zip(&ids)
        .filter_map(|(entry, id)| Some(concept(entry, id.clone()?, &by_key, known, &mut issuers)))
        .collect();
    concepts.sort_by(|a, b| a.id.cmp(&b.id));
    let about = format!(
        "Imported from {} by skilltally {}.\n{}",
        format.name(),
        env!("CARGO_PKG_VERSION"),
        format.attribution()
    );
    Imported { about, issuers: issuers.finish(), concepts, records, left_out }
}

impl Entry {
    /// Takes the aliases that nothing else is spelt like.
    fn claim(
        &mut self,
        aliases: Vec<Result<Alias, (String, Reason)>>,
        known: &HashSet<String>,
        spoken_for: &mut HashSet<String>,
    ) {
        for alias in aliases {
            let mut alias = match alias {
                Ok(alias) => alias,
                Err((text, reason)) => {
                    let reason = if known.contains(&fold(&text)) { Reason::Known } else { reason };
                    self.refuse(text, reason);
                    continue;
                }
            };
            let spellings = spellings(&alias);
            if self.aliases.iter().any(|own| self::spellings(own).contains(&spellings[0])) {
                continue;
            }
            if known.contains(&spellings[0]) {
                self.refuse(alias.t, Reason::Known);
            } else if spoken_for.contains(&spellings[0]) {
                self.refuse(alias.t, Reason::Twice);
            } else {
                // "Rail" must not take "Rails".
                alias.plural &= !spellings.iter().any(|text| known.contains(text));
                spoken_for.extend(self::spellings(&alias));
                self.aliases.push(alias);
            }
        }
    }

    fn refuse(&mut self, text: String, reason: Reason) {
        self.reason.get_or_insert(reason);
        self.refused.push((text, reason));
    }
}

/// The aliases of each entry.
fn aliases_of(entries: &[Entry]) -> Vec<&[Alias]> {
    entries.iter().map(|entry| entry.aliases.as_slice()).collect()
}

/// How the alias is looked for, folded, as written first.
fn spellings(alias: &Alias) -> Vec<String> {
    let form = Form {
        concept: ConceptId::new(0).expect("0 is small"),
        text: alias.t.clone(),
        case: alias.case.unwrap_or_default(),
        needs: vec![],
        forbids: vec![],
        plural: alias.plural,
        dotted: alias.dotted,
    };
    forms::spellings(&form).iter().map(|text| fold(text)).collect()
}

/// An id for each entry; none for one whose id the dictionary at hand has.
fn ids(
    entries: &[Entry],
    source: &str,
    known: &Dictionary,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Option<String>> {
    let plain = |entry: &Entry| {
        let prefix = entry.draft.kind.id_prefix();
        let given = entry.draft.id.clone().filter(|id| is_id(id, prefix));
        given.unwrap_or_else(|| format!("{prefix}.{source}.{}", from_key(&entry.draft.key)))
    };
    let mut owners: HashMap<String, &str> = HashMap::new();
    for entry in entries {
        // Of those that would have one id, the first by its key has it, whatever their order.
        let key = entry.draft.key.as_str();
        owners.entry(plain(entry)).and_modify(|owner| *owner = key.min(owner)).or_insert(key);
    }
    let mut id = |entry: &Entry| {
        let plain = plain(entry);
        let key = entry.draft.key.as_str();
        let id = if owners[&plain] == key { plain } else { format!("{plain}-{}", mark(key)) };
        if known.find(&id).is_some() {
            let term = entry.draft.name.clone();
            left_out.push(LeftOut { term, whole: true, reason: Reason::KnownId });
            return None;
        }
        Some(id)
    };
    entries.iter().map(&mut id).collect()
}

fn concept(
    entry: &Entry,
    id: String,
    by_key: &HashMap<&str, &str>,
    known: &Dictionary,
    issuers: &mut Issuers<'_>,
) -> Concept {
    let draft = &entry.draft;
    let issuer = draft.issuer.as_ref().map(|issuer| issuers.id(issuer));
    let mut concept = Concept::named(id, draft.name.clone(), draft.kind, issuer, None, draft.level.clone());
    concept.aliases = entry.aliases.clone();
    concept.renewal = draft.renewal.clone();
    let mut leads_to: Vec<String> = draft
        .leads_to
        .iter()
        .filter_map(|key| {
            by_key
                .get(key.as_str())
                .map(|id| (*id).to_owned())
                .or_else(|| known.find(key).map(|_| key.clone()))
        })
        .filter(|other| *other != concept.id)
        .collect();
    leads_to.sort();
    leads_to.dedup();
    concept.stacks_toward = leads_to;
    let mut xref = draft.xref.clone();
    xref.onet.sort();
    xref.onet.dedup();
    let Xref { onet, esco, ctid } = &xref;
    concept.xref = (!onet.is_empty() || esco.is_some() || ctid.is_some()).then_some(xref);
    concept.tests = tests(&concept.aliases);
    concept
}

/// An alias of three characters counts only if every letter is as written, which the entry's own tests
/// hold.
fn tests(aliases: &[Alias]) -> Tests {
    let Some(short) = aliases.iter().find(|alias| alias.t.chars().count() <= 3) else {
        return Tests::default();
    };
    let small = short.t.to_ascii_lowercase();
    let other = if small == short.t { short.t.to_ascii_uppercase() } else { small };
    Tests { yes: vec![short.t.clone()], no: vec![other] }
}
