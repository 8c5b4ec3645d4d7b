//! What an ad says of what it names: required, preferred, to be obtained, ruled out, or only mentioned; which of
//! its mentions are alternatives; what degree and how many years it asks.
//!
//! A section's heading speaks for all that stands under it (`sections`), a cue in the sentence for what stands
//! near it (`clause`), and the cue wins: "Requirements: Python; R is a plus". Cues are weighed only in sentences
//! that hold a mention or years of experience, so that an ad without mentions costs nothing.

mod alternatives;
mod asked;
mod clause;
mod company;
mod cues;
mod headings;
mod items;
mod parts;
mod sections;
mod sentences;
mod subjects;
mod years;

pub use asked::{Asked, DegreeLevel, YearsAsked};

use super::mention::{Mention, Years};
use crate::dictionary::{Dictionary, Kind, Status};
use crate::error::Result;
use crate::ids::RuleId;
use clause::View;
use cues::Cues;
use sections::Sections;
use sentences::Sentence;

/// The rules of a dictionary, ready to be applied.
#[derive(Debug)]
pub(crate) struct Meaning {
    sections: Sections,
    cues: Cues,
    years: years::Finder,
    /// For each concept, what it is, how high a degree, and whether it counts only where it is asked for.
    kinds: Vec<(Kind, Option<DegreeLevel>, bool)>,
    kind_rule: RuleId,
    employer_rule: RuleId,
    years_rule: RuleId,
}

/// Buffers that are used again for every text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    sections: sections::Scratch,
    view: View,
    years: Vec<years::Found>,
    spans: Vec<Span>,
    sentences: Vec<Sentence>,
}

/// What a status is decided for: a mention, or years of experience.
#[derive(Clone, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// None for years.
    kind: Option<Kind>,
    level: Option<DegreeLevel>,
    /// The place of the mention; of years, the place of the one that comes next.
    mention: usize,
    /// Where its section begins.
    section: usize,
    /// Where the next heading begins.
    until: usize,
    in_duties: bool,
    /// Whether a noun of jobs or teams stands right behind it: "Java Developer".
    in_title: bool,
    only_asked: bool,
    years: Option<Years>,
    status: Status,
    rule: Option<RuleId>,
    either_or: Option<u32>,
    /// Whether something that is not named will do in its place: "or equivalent experience".
    substitute: bool,
    /// Whether it names a subject of study or a job, and no skill.
    drop: bool,
}

impl Span {
    /// Years at these bytes, of which nothing more is known.
    fn new(start: usize, end: usize) -> Self {
        Span {
            start,
            end,
            kind: None,
            level: None,
            mention: 0,
            section: 0,
            until: usize::MAX,
            in_duties: false,
            in_title: false,
            only_asked: false,
            years: None,
            status: Status::Mentioned,
            rule: None,
            either_or: None,
            substitute: false,
            drop: false,
        }
    }

    /// Whether the ad neither asks for it nor names it among the duties.
    fn in_passing(&self) -> bool {
        self.status == Status::Boilerplate || (self.status == Status::Mentioned && self.rule.is_none())
    }
}

impl Meaning {
    pub(crate) fn new(dictionary: &Dictionary) -> Result<Self> {
        let kind = |concept: &crate::dictionary::Concept| {
            let level = concept.level.as_deref().filter(|_| concept.kind == Kind::Degree);
            (concept.kind, level.and_then(DegreeLevel::named), concept.only_asked)
        };
        Ok(Self {
            sections: Sections::new(dictionary),
            cues: Cues::new(dictionary),
            years: years::Finder::new()?,
            kinds: dictionary.concepts().iter().map(kind).collect(),
            kind_rule: dictionary.kind_rule(),
            employer_rule: dictionary.employer_rule(),
            years_rule: dictionary.years_rule(),
        })
    }

    /// Gives the mentions from `begun` on, which are in order and have the status of their column, their meaning,
    /// takes out those that name a subject or a job, and tells what is asked as a whole.
    pub(crate) fn apply<'t>(
        &self,
        text: &'t str,
        employer: &str,
        begun: usize,
        mentions: &mut Vec<Mention>,
        scratch: &mut Scratch,
    ) -> Asked<'t> {
        let mut asked = Asked::default();
        if mentions.len() == begun {
            return asked;
        }
        let employer = company::name(employer);
        self.collect(text, &employer, begun, mentions, scratch);
        let Scratch { sections, view, spans, sentences, .. } = scratch;
        self.sections.apply(text, spans, sections);
        sentences::split(text, spans, sentences);
        let mut lists = 0;
        // The section of company text in which the text has turned to the job.
        let mut turned = None;
        for sentence in sentences.iter() {
            let inside = &mut spans[sentence.spans.clone()];
            view.read(&text[sentence.bytes.clone()], sentence.bytes.start, inside, &self.cues);
            let about_employer =
                company::opens_with(&view.text, &employer) || company::speaks_of_itself(&view.text);
            if company::turns_to_job(&view.text) {
                turned = Some(inside[0].section);
            }
            for span in inside.iter_mut() {
                if span.status == Status::Boilerplate && span.rule.is_some() && turned == Some(span.section) {
                    (span.status, span.rule) = (Status::Mentioned, None);
                }
            }
            for (index, span) in inside.iter_mut().enumerate() {
                self.decide(view, index, about_employer, span);
            }
            alternatives::mark(view, inside, &mut lists);
            inside.iter_mut().for_each(|span| span.drop |= span.only_asked && span.in_passing());
            asked.read(text, sentence, inside);
            share_years(inside);
        }
        for span in spans.iter().filter(|span| span.kind.is_some()) {
            let mention = &mut mentions[span.mention];
            (mention.status, mention.rule) = (span.status, span.rule);
            (mention.either_or, mention.years) = (span.either_or, span.years);
        }
        let mut dropped = spans.iter().filter(|span| span.drop).map(|span| span.mention).peekable();
        if dropped.peek().is_some() {
            let mut at = 0;
            mentions.retain(|_| {
                at += 1;
                dropped.next_if(|mention| *mention == at - 1).is_none()
            });
        }
        asked
    }

    /// Mentions and years, in the order of the text.
    fn collect(&self, text: &str, employer: &str, begun: usize, mentions: &[Mention], scratch: &mut Scratch) {
        let Scratch { years, spans, .. } = scratch;
        self.years.find(text, years);
        spans.clear();
        let mut years = years.iter().peekable();
        let column = mentions[begun].status;
        let span = |start, end, mention| Span { mention, status: column, ..Span::new(start, end) };
        for (index, mention) in mentions.iter().enumerate().skip(begun) {
            while let Some(found) = years.next_if(|found| found.start < mention.start) {
                if found.end <= mention.start {
                    spans.push(Span { years: Some(found.years), ..span(found.start, found.end, index) });
                }
            }
            while years.next_if(|found| found.start < mention.end).is_some() {}
            let (kind, level, only_asked) = self.kinds[mention.concept.index()];
            // What bears the employer's name is the employer, unless it is asked for.
            let only_asked = only_asked || text[mention.start..mention.end].eq_ignore_ascii_case(employer);
            let in_title = subjects::in_title(text, mention.start, mention.end);
            spans.push(Span {
                kind: Some(kind),
                level,
                in_title,
                only_asked,
                ..span(mention.start, mention.end, index)
            });
        }
        let rest = years
            .map(|found| Span { years: Some(found.years), ..span(found.start, found.end, mentions.len()) });
        spans.extend(rest);
    }

    fn decide(&self, view: &View, index: usize, about_employer: bool, span: &mut Span) {
        let credential = span.kind.is_some_and(Kind::is_credential);
        // A list of what is preferred has its own "must" and "at least".
        let softened = |verdict: &clause::Verdict| span.status == Status::Preferred && verdict.ahead;
        if let Some(verdict) = view.strong(index, &self.cues).filter(|verdict| !softened(verdict)) {
            (span.status, span.rule) = (verdict.status, Some(verdict.rule));
        } else if about_employer && !span.in_duties && span.rule.is_some() {
            // Behind a list of demands an ad often goes on about the company under no heading.
            (span.status, span.rule) = (Status::Boilerplate, Some(self.employer_rule));
        } else if span.status == Status::Required && span.rule.is_some() && !credential {
            if let Some(verdict) = view.duty(&self.cues) {
                (span.status, span.rule) = (verdict.status, Some(verdict.rule));
            }
        } else if span.status == Status::Mentioned {
            if about_employer && !span.in_duties {
                (span.status, span.rule) = (Status::Boilerplate, Some(self.employer_rule));
            } else if span.in_title && !credential {
                // Whoever seeks a Java developer has named a job so far.
            } else if let Some(verdict) = view
                .weak(index, span.in_duties && !credential, &self.cues)
                // A degree that stands in the sentence of a duty is the next item, glued to it.
                .filter(|verdict| !(verdict.opens && span.kind == Some(Kind::Degree)))
            {
                (span.status, span.rule) = (verdict.status, Some(verdict.rule));
            } else if view.kinds[..index].contains(&None) {
                (span.status, span.rule) = (Status::Required, Some(self.years_rule));
            } else if span.kind.is_none_or(|kind| matches!(kind, Kind::Degree | Kind::Clearance)) {
                (span.status, span.rule) = (Status::Required, Some(self.kind_rule));
            }
        }
    }
}

/// Gives the years of a sentence to the tools and skills that they are years of: those close behind, or else the
/// ones before.
fn share_years(spans: &mut [Span]) {
    let takes_years = |span: &Span| matches!(span.kind, Some(Kind::Tool | Kind::Skill));
    for place in 0..spans.len() {
        if spans[place].kind.is_some() {
            continue;
        }
        let (years, end) = (spans[place].years, spans[place].end);
        let (before, behind) = spans.split_at_mut(place);
        let mut reach = end;
        let mut any = false;
        for span in behind[1..].iter_mut().take_while(|span| span.kind.is_some()) {
            if span.start.saturating_sub(reach) > years::REACH || !takes_years(span) {
                break;
            }
            (span.years, reach, any) = (years, span.end, true);
        }
        if !any
            && let Some(span) = before.last_mut().filter(|span| takes_years(span) && span.years.is_none())
            && behind[0].start - span.end <= years::REACH / 2
        {
            span.years = years;
        }
    }
}

#[cfg(test)]
impl Span {
    /// A skill of which nothing more is known.
    fn plain(start: usize, end: usize) -> Self {
        Span { kind: Some(Kind::Skill), ..Span::new(start, end) }
    }
}
