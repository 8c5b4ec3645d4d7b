//! Which cue of a sentence speaks of a mention.
//!
//! "PMP preferred" speaks of what stands before it, "must have a PMP" of what stands behind. A semicolon or a "but"
//! parts clauses; a comma parts items, over which a cue reaches only where it closes a list ("Java, Go and Rust
//! preferred", but "Bachelor's degree, Master's preferred"); what stands in brackets speaks of the item before them,
//! or of their content.

use super::Span;
use super::cues::{Cue, Cues, Found};
use crate::dictionary::entry::Reach;
use crate::dictionary::{Kind, Status};
use crate::fold::{self, Case};
use crate::ids::RuleId;
use std::ops::Range;

/// A sentence made ready: folded, with its mentions and cues.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) text: String,
    pub(super) mentions: Vec<Range<usize>>,
    /// None for years.
    pub(super) kinds: Vec<Option<Kind>>,
    cues: Vec<Found>,
}

/// What was decided, and by which rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) status: Status,
    pub(super) rule: RuleId,
    /// Whether the cue demands what stands behind it.
    pub(super) ahead: bool,
    /// Whether the cue holds only at the head of a sentence.
    pub(super) opens: bool,
}

/// Words that part clauses: what stands on the other side is spoken of anew. So do a semicolon and a colon.
const PARTS: [&str; 6] = [" but ", " however", " although ", " though ", " whereas ", " and you "];

/// Whether one of `PARTS` stands in `text`.
fn has_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Each begins with a space, and few words with one of these letters.
    memchr::memchr_iter(b' ', bytes).any(|at| {
        matches!(bytes.get(at + 1), Some(b'a' | b'b' | b'h' | b't' | b'w'))
            && PARTS.iter().any(|part| bytes[at..].starts_with(part.as_bytes()))
    })
}

/// How many characters may stand between the mentions of a list.
const LIST_GAP: usize = 32;
/// How far into a sentence its head reaches.
const HEAD: usize = 32;

impl View {
    /// Takes in `sentence`, which begins at the byte `offset` of the text that `spans` count from.
    pub(super) fn read(&mut self, sentence: &str, offset: usize, spans: &[Span], cues: &Cues) {
        self.text.clear();
        self.mentions.clear();
        self.kinds.clear();
        let mut at = 0;
        for span in spans {
            let (start, end) = (span.start - offset, span.end - offset);
            self.fold(&sentence[at..start]);
            let begin = self.text.len();
            self.fold(&sentence[start..end]);
            self.mentions.push(begin..self.text.len());
            self.kinds.push(span.kind);
            at = end;
        }
        self.fold(&sentence[at..]);
        cues.find(&self.text, &self.mentions, &mut self.cues);
    }

    /// Gaps are folded piece by piece: two spaces where pieces meet do no harm.
    fn fold(&mut self, part: &str) {
        fold::fold_into(part, Case::Fold, &mut self.text);
    }

    /// The verdict of the cues that outweigh headings.
    pub(super) fn strong(&self, mention: usize, cues: &Cues) -> Option<Verdict> {
        if self.cues.is_empty() {
            return None;
        }
        let back = self.back(mention, cues);
        let on = self.on(mention, cues);
        let whole = self
            .cues
            .iter()
            .map(|found| cues.get(found))
            .find(|cue| !cue.weak && cue.reach == Reach::Sentence && cue.status.is_some());
        let chosen = match (back, on) {
            (Some((cue, Near::Item)), _) => Some(cue),
            (_, Some((cue, Near::Item))) => Some(cue),
            (Some((cue, Near::List)), _) => Some(cue),
            (_, Some((cue, Near::List))) => Some(cue),
            (None, None) => whole,
        };
        chosen.and_then(verdict)
    }

    /// The verdict of the cues that speak where no heading does.
    /// `near` wants a demand to stand at the head of the sentence, as it does in a list of duties that goes on as
    /// one of requirements under no heading of its own.
    pub(super) fn weak(&self, mention: usize, near: bool, cues: &Cues) -> Option<Verdict> {
        let bytes = &self.mentions[mention];
        let credential = self.kinds[mention].is_some_and(Kind::is_credential);
        let holds = |found: &&Found| {
            let cue = cues.get(found);
            cue.weak
                && (credential || !cue.credentials)
                && match cue.reach {
                    Reach::Sentence => true,
                    Reach::On => found.bytes.end <= bytes.start,
                    Reach::Back => found.bytes.start >= bytes.end,
                }
        };
        // Who is sought is sought by a company that may tell of itself in the same sentence.
        let sought = |found: &&Found| cues.get(found).credentials && found.bytes.end <= bytes.start;
        if let Some(found) = self.cues.iter().filter(sought).find(holds) {
            return verdict(cues.get(found));
        }
        // What tells of the company or of a duty does so for the whole sentence; else the cue that stands before has
        // the first word.
        if let Some(found) = self.cues.iter().filter(|found| !cues.get(found).demands()).find(holds) {
            return verdict(cues.get(found));
        }
        let head = self.text.find(char::is_alphanumeric).unwrap_or(0) + HEAD;
        let holds = |found: &&Found| holds(found) && (!near || found.bytes.start < head);
        let before = self.cues.iter().rev().filter(|found| found.bytes.end <= bytes.start).find(holds);
        let found = before.or_else(|| self.cues.iter().find(holds))?;
        verdict(cues.get(found))
    }

    /// The verdict of a sentence that opens with a duty and holds no word of demand: also under a heading of what is
    /// required it asks for nothing ("Requirements: … Manage all accounts in the CRM").
    pub(super) fn duty(&self, cues: &Cues) -> Option<Verdict> {
        let found = self.cues.first()?;
        let first = cues.get(found);
        // "Working with large databases" is an experience where experience is asked.
        let opener = self.text[found.bytes.clone()].split(' ').next().unwrap_or("");
        let demand = |found: &Found| cues.get(found).demands();
        if !first.opens || opener.ends_with("ing") || self.cues.iter().any(demand) {
            return None;
        }
        verdict(first)
    }

    /// The cue behind the mention that speaks back to it.
    fn back(&self, mention: usize, cues: &Cues) -> Option<(Cue, Near)> {
        let bytes = &self.mentions[mention];
        let behind = self.cues.partition_point(|found| found.bytes.start < bytes.end);
        let credential = self.kinds[mention].is_some_and(Kind::is_credential);
        let speaks =
            |found: &Found| (credential || !cues.get(found).credentials) && self.speaks_back(found, cues);
        let place = self.cues[behind..].iter().position(speaks)? + behind;
        let found = &self.cues[place];
        let between = &self.text[bytes.end..found.bytes.start];
        let bracketed = depth(&self.text, found.bytes.start) > depth(&self.text, bytes.end);
        // "Python: 4 years (preferred)", but not "Excel: VBA preferred".
        let signs = between.bytes().any(|byte| byte == b';' || (byte == b':' && !bracketed));
        if signs || has_part(between) {
            return None;
        }
        let mut cue = cues.get(found);
        // "No degree required": the two ends of one cue.
        let closed =
            self.cues.iter().rev().filter(|open| open.bytes.end <= bytes.start).map(|open| cues.get(open));
        let closed = closed.take(1).find(|open| open.closed_by.is_some() && open.closed_by == cue.status);
        if let Some(open) = closed
            && !between.contains(',')
        {
            return Some((open, Near::Item));
        }
        // "Not required, but preferred": wanted all the same.
        if cue.status == Some(Status::Negated)
            && let Some(next) = self.cues.get(place + 1)
            && next.bytes.start - found.bytes.end <= LIST_GAP
            && !self
                .mentions
                .iter()
                .any(|other| found.bytes.end <= other.start && other.end <= next.bytes.start)
            && cues.get(next).status == Some(Status::Preferred)
        {
            cue = cues.get(next);
        }
        let near = if bracketed {
            self.reach_of_brackets(mention, between)
        } else {
            self.reach_over_commas(mention, found, between)
        };
        near.map(|near| (cue, near))
    }

    /// A cue in brackets behind the mention: "Python (preferred), Java"; but "Cisco certifications (CCNP preferred)"
    /// and "Bachelor's degree (Finance preferred)" speak of what is in the brackets.
    fn reach_of_brackets(&self, mention: usize, between: &str) -> Option<Near> {
        let mention = &self.mentions[mention];
        let open = mention.end + between.rfind('(')?;
        let content = &self.text[open + 1..];
        let content = &content[..content.find(')').unwrap_or(content.len())];
        let spoken: usize = self
            .cues
            .iter()
            .filter(|cue| open < cue.bytes.start && cue.bytes.end <= open + 1 + content.len())
            .map(|cue| cue.bytes.len())
            .sum();
        let filler =
            ["but", "is", "are", "if", "or", "and", "strongly", "highly", "very", "possible", "also", "a"];
        let words = content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let letters: usize = words.filter(|word| !filler.contains(word)).map(str::len).sum();
        if letters > spoken {
            return None;
        }
        let rest = &self.text[open + 1 + content.len()..];
        let closes = !rest.contains(char::is_alphanumeric);
        // In the middle of a sentence it speaks of the one thing before the brackets.
        let mut others = self.mentions.iter().zip(&self.kinds).filter(|(_, kind)| kind.is_some());
        let nearest = open - mention.end <= LIST_GAP
            && !others.any(|(other, _)| mention.end <= other.start && other.end <= open);
        (closes || nearest).then_some(Near::Item)
    }

    fn reach_over_commas(&self, mention: usize, found: &Found, between: &str) -> Option<Near> {
        // "Mobile applications (Android, iOS) a plus" speaks of what is in the brackets too.
        let bytes = &self.mentions[mention];
        let inside = depth(&self.text, bytes.end) > depth(&self.text, found.bytes.start);
        let between =
            if inside { between.split_once(')').map_or(between, |(_, rest)| rest) } else { between };
        let outer = outside_brackets(between);
        let Some(comma) = outer.rfind(',') else { return Some(Near::Item) };
        // The items between must be of one sort and close together, and the list must close with a conjunction.
        let inside = self.mentions[mention..].iter().take_while(|other| other.end <= found.bytes.start);
        let count = inside.count();
        let list = &self.mentions[mention..mention + count];
        let sort = |kind: Option<Kind>| kind.is_some_and(Kind::is_credential);
        let same =
            self.kinds[mention..mention + count].iter().all(|kind| sort(*kind) == sort(self.kinds[mention]));
        let close = list.windows(2).all(|pair| pair[1].start.saturating_sub(pair[0].end) <= LIST_GAP);
        let last = outer[comma + 1..].trim();
        let conjunction = ["and ", "or ", "& ", "etc"].iter().any(|word| last.starts_with(word))
            || last.contains(" and ")
            || last.contains(" or ")
            || ["", "is", "are", "all"].contains(&last);
        // Nothing but names between the commas.
        let bare = list.windows(2).all(|pair| {
            let gap = self.text[pair[0].end..pair[1].start].trim();
            let parts = gap.is_empty()
                || gap.starts_with([',', '/', '(', ')'])
                || gap.starts_with("and")
                || gap.starts_with("or");
            let cue =
                self.cues.iter().any(|cue| pair[0].end <= cue.bytes.start && cue.bytes.end <= pair[1].start);
            parts && gap.len() <= LIST_GAP && !cue
        });
        let open = last.contains(" other ");
        let degrees =
            self.kinds[mention..mention + count].iter().filter(|kind| **kind == Some(Kind::Degree)).count();
        ((same || open) && close && (conjunction || bare) && (degrees < 2 || bare && conjunction))
            .then_some(Near::List)
    }

    /// The cue before the mention that speaks on to it.
    fn on(&self, mention: usize, cues: &Cues) -> Option<(Cue, Near)> {
        let bytes = &self.mentions[mention];
        let before = self.cues.partition_point(|found| found.bytes.end <= bytes.start);
        let credential = self.kinds[mention].is_some_and(Kind::is_credential);
        for found in self.cues[..before].iter().rev() {
            if cues.get(found).credentials && !credential {
                continue;
            }
            let between = &self.text[found.bytes.end..bytes.start];
            let bracketed = depth(&self.text, found.bytes.start) > depth(&self.text, bytes.start);
            if has_part(between) {
                return None;
            }
            if self.speaks_on(found, cues) {
                let cue = cues.get(found);
                let comma = outside_brackets(between).contains(',');
                if bracketed || (cue.short && comma) {
                    continue;
                }
                return Some((cue, if comma { Near::List } else { Near::Item }));
            }
            if !bracketed && self.speaks_back(found, cues) {
                // "BI tools are a plus (Looker, Tableau)"; but else, what a cue has closed is over: "Java required,
                // Python".
                let continues = between.trim_start().starts_with('(') && !between.contains(')');
                return continues.then(|| (cues.get(found), Near::Item));
            }
        }
        None
    }

    fn speaks_back(&self, found: &Found, cues: &Cues) -> bool {
        let cue = cues.get(found);
        if cue.weak || cue.status.is_none() || cue.closed_by.is_some() {
            return false;
        }
        match cue.reach {
            Reach::Back => !self.opens(found),
            Reach::On => self.closes(found) && !self.opens(found),
            Reach::Sentence => false,
        }
    }

    fn speaks_on(&self, found: &Found, cues: &Cues) -> bool {
        let cue = cues.get(found);
        if cue.weak || cue.status.is_none() || cue.closed_by.is_some() {
            return false;
        }
        match cue.reach {
            Reach::On => true,
            Reach::Back => self.opens(found),
            Reach::Sentence => false,
        }
    }

    /// Whether nothing stands before the cue that it could speak of, or a colon behind it.
    fn opens(&self, found: &Found) -> bool {
        let head = &self.text[..found.bytes.start];
        let tail = self.text[found.bytes.end..].trim_start_matches([' ', ')', '*']);
        // "Certifications required: PMP", but "Master's degree preferred: pay will be higher".
        let mut named =
            self.mentions.iter().zip(&self.kinds).filter(|(_, kind)| **kind != Some(Kind::Generic));
        let behind_one = named.any(|(mention, _)| {
            mention.end <= head.len() && !head[mention.end..].contains(char::is_alphanumeric)
        });
        (tail.starts_with(':') && !behind_one)
            || !head.rsplit(';').next().unwrap_or(head).contains(char::is_alphanumeric)
    }

    /// Whether nothing stands behind the cue that it could speak of.
    fn closes(&self, found: &Found) -> bool {
        !self.text[found.bytes.end..].contains(char::is_alphanumeric)
    }
}

/// How near a cue stands: in the mention's own item, or over commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Near {
    Item,
    List,
}

fn verdict(cue: Cue) -> Option<Verdict> {
    let ahead = |status| cue.reach == Reach::On && status == Status::Required;
    cue.status.map(|status| Verdict { status, rule: cue.rule, ahead: ahead(status), opens: cue.opens })
}

/// How many brackets are open at `at`.
fn depth(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().fold(0, |depth: usize, byte| match byte {
        b'(' => depth + 1,
        b')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// `text` up to its own end with what stands in brackets blanked out.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .map(|c| match c {
            '(' => {
                depth += 1;
                ' '
            }
            ')' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            c if depth == 0 => c,
            _ => ' ',
        })
        .collect()
}
