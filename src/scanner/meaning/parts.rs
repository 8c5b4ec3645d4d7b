//! What sort of heading a line is that is known by a part of it only: "What skills you'll need to bring:".

use super::super::phrases::Phrases;
use crate::dictionary::{Dictionary, Status};
use crate::fold;
use std::ops::Range;

/// How much a line looks like a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// It ends in a colon, or is all in capitals.
    Sure,
    /// It stands alone, in title case.
    Title,
    /// It stands alone: "To be successful in this role, you'll need".
    Line,
    /// It stands in title case between seams of stripped HTML: "our team.What You'll NeedJava".
    Glued,
}

/// For which lines a part tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Those that are surely headings.
    Sure,
    /// Those in title case too.
    Title,
    /// Those that begin with it.
    Begins,
}

/// The words that tell what sort of heading an unknown line is.
#[derive(Debug)]
pub(super) struct Parts {
    /// Owned by the places in `owners`.
    phrases: Phrases,
    /// The heading of each phrase, and for which lines it tells.
    owners: Vec<(usize, Part)>,
    statuses: Vec<Status>,
}

impl Parts {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut phrases = Vec::new();
        let mut owners = Vec::new();
        for (index, heading) in dictionary.headings().iter().enumerate() {
            let all = [
                (&heading.parts, Part::Sure),
                (&heading.title_parts, Part::Title),
                (&heading.begins, Part::Begins),
            ];
            for (words, part) in all {
                phrases
                    .extend(words.iter().zip(owners.len()..).map(|(word, owner)| (fold::fold(word), owner)));
                owners.extend(words.iter().map(|_| (index, part)));
            }
        }
        let statuses = dictionary.headings().iter().map(|heading| heading.status).collect();
        Self { phrases: Phrases::folded(phrases), owners, statuses }
    }

    /// The heading that `line` is, going by how much it looks like one. Where parts of several
    /// stand in it, what takes demand away goes before what adds it: "Preferred qualifications".
    pub(super) fn of(&self, line: &str, looks: Looks, folded: &mut String) -> Option<usize> {
        folded.clear();
        // Words that lost what was between them are words all the same.
        let mut from = 0;
        for (at, c) in line.char_indices() {
            if c.is_uppercase() && line[..at].ends_with(char::is_lowercase) {
                fold::fold_into(&line[from..at], fold::Case::Fold, folded);
                folded.push(' ');
                from = at;
            }
        }
        fold::fold_into(&line[from..], fold::Case::Fold, folded);
        let weight = |heading: usize| weight(self.statuses[heading]);
        let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let mut found = Vec::new();
        self.phrases.each_whole_word(folded, |bytes, owner| {
            let tells = match (self.owners[owner].1, looks) {
                (Part::Begins, _) => bytes.start == 0,
                (_, Looks::Sure) => true,
                (Part::Sure, _) => false,
                (Part::Title, Looks::Title) => is_general(folded, &bytes),
                // A single noun ends many an item: "contributor to open source libraries or functions".
                (Part::Title, Looks::Line) => {
                    bytes.end == end
                        && (folded[bytes.clone()].contains(' ') || folded.matches(' ').count() <= 2)
                }
                (Part::Title, Looks::Glued) => {
                    (bytes.start == 0 || bytes.end == end) && is_general(folded, &bytes)
                }
            };
            if tells {
                found.push((bytes, owner));
            }
        });
        // "About the role" is not "about" somebody.
        let within = |inner: &Range<usize>, outer: &Range<usize>| {
            outer.len() > inner.len() && outer.start <= inner.start && inner.end <= outer.end
        };
        found
            .iter()
            .filter(|(bytes, _)| !found.iter().any(|(other, _)| within(bytes, other)))
            .map(|(_, owner)| self.owners[*owner].0)
            .max_by_key(|heading| (weight(*heading), usize::MAX - heading))
    }
}

/// Words beside a "required" or "preferred" that make a heading with it: "Technical Skills Required", but "Bachelor's
/// Degree Required" is an item.
const GENERAL: [&str; 34] = [
    "abilities",
    "additional",
    "attributes",
    "background",
    "certifications",
    "competencies",
    "criteria",
    "desired",
    "education",
    "experience",
    "experiences",
    "expertise",
    "general",
    "highly",
    "job",
    "key",
    "knowledge",
    "level",
    "minimum",
    "other",
    "preferred",
    "professional",
    "qualification",
    "qualifications",
    "required",
    "requirements",
    "skill",
    "skills",
    "specific",
    "strongly",
    "technical",
    "tools",
    "training",
    "work",
];

/// Whether the part at `bytes` of `line` says more than how much is asked, or all that stands beside it is general.
fn is_general(line: &str, bytes: &Range<usize>) -> bool {
    let part = &line[bytes.clone()];
    // "Experience in retail (preferred)"
    if line[..bytes.start].ends_with('(') && bytes.start > 1 {
        return false;
    }
    let degree = ["required", "preferred", "desired", "recommended", "needed", "essential"].contains(&part);
    !degree
        || [&line[..bytes.start], &line[bytes.end..]]
            .iter()
            .flat_map(|rest| rest.split(|c: char| !c.is_alphabetic()))
            .all(|word| word.len() <= 3 || GENERAL.contains(&word))
}

/// Which heading goes before another in one line: what takes demand away before what adds it.
pub(super) fn weight(status: Status) -> u8 {
    match status {
        Status::Boilerplate => 5,
        Status::Preferred => 4,
        Status::Negated | Status::Obtainable => 3,
        Status::Required => 2,
        Status::Mentioned => 1,
    }
}
