//! What an ad asks as a whole: the degree, and the years of experience.

use super::super::mention::Years;
use super::Span;
use super::sentences::Sentence;
use super::{subjects, years};
use crate::dictionary::{Kind, Status};

/// How high a degree is. The order is that of the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DegreeLevel {
    /// High school diploma, GED, GCSE.
    Secondary,
    /// A-levels, level 3.
    UpperSecondary,
    /// Some college, a diploma below a degree.
    PostSecondary,
    /// Associate degree, foundation degree, HND.
    Associate,
    /// Bachelor's degree; also a degree without a level.
    Bachelor,
    /// Postgraduate diploma, advanced degree.
    Postgraduate,
    /// Master's degree.
    Master,
    /// Doctorate and first professional degrees of that level.
    Doctorate,
}

impl DegreeLevel {
    /// Every level, lowest first; the position is its code in facts, less one.
    pub const ALL: [DegreeLevel; 8] = [
        DegreeLevel::Secondary,
        DegreeLevel::UpperSecondary,
        DegreeLevel::PostSecondary,
        DegreeLevel::Associate,
        DegreeLevel::Bachelor,
        DegreeLevel::Postgraduate,
        DegreeLevel::Master,
        DegreeLevel::Doctorate,
    ];

    /// The name used in dictionaries and facts.
    pub const fn name(self) -> &'static str {
        match self {
            DegreeLevel::Secondary => "secondary",
            DegreeLevel::UpperSecondary => "upper-secondary",
            DegreeLevel::PostSecondary => "post-secondary",
            DegreeLevel::Associate => "associate",
            DegreeLevel::Bachelor => "bachelor",
            DegreeLevel::Postgraduate => "postgraduate",
            DegreeLevel::Master => "master",
            DegreeLevel::Doctorate => "doctorate",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            DegreeLevel::Secondary => "Secondary school",
            DegreeLevel::UpperSecondary => "Upper secondary school",
            DegreeLevel::PostSecondary => "Post-secondary, below a degree",
            DegreeLevel::Associate => "Associate or foundation degree",
            DegreeLevel::Bachelor => "Bachelor's degree",
            DegreeLevel::Postgraduate => "Postgraduate diploma or advanced degree",
            DegreeLevel::Master => "Master's degree",
            DegreeLevel::Doctorate => "Doctorate",
        }
    }

    /// The level that the `level` of a degree concept names.
    pub fn named(name: &str) -> Option<Self> {
        DegreeLevel::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// What a text asks as a whole. Texts are slices of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked<'t> {
    /// The lowest degree that is required.
    pub degree_required: Option<DegreeLevel>,
    /// The highest degree that is preferred.
    pub degree_preferred: Option<DegreeLevel>,
    /// The field of study of the first degree that states one.
    pub field_of_study: Option<&'t str>,
    /// Whether something else will do in place of a degree: "or equivalent experience".
    pub degree_or_equivalent: bool,
    /// The years of experience required: the most that the text asks of anything.
    pub years: Option<YearsAsked<'t>>,
}

/// Years of experience that are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearsAsked<'t> {
    /// How many.
    pub years: Years,
    /// What they are years of, where the text says.
    pub of: Option<&'t str>,
}

impl<'t> Asked<'t> {
    /// Both texts of one posting together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let lowest = [self.degree_required, other.degree_required].into_iter().flatten().min();
        let years = match (self.years, other.years) {
            (Some(mine), Some(its)) if its.years.low > mine.years.low => Some(its),
            (mine, its) => mine.or(its),
        };
        Asked {
            degree_required: lowest,
            degree_preferred: self.degree_preferred.max(other.degree_preferred),
            field_of_study: self.field_of_study.or(other.field_of_study),
            degree_or_equivalent: self.degree_or_equivalent || other.degree_or_equivalent,
            years,
        }
    }

    /// Takes in the degrees and years of a sentence, and marks the skills in it that are subjects or titles.
    pub(super) fn read(&mut self, text: &'t str, sentence: &Sentence, spans: &mut [Span]) {
        for place in 0..spans.len() {
            let span = spans[place].clone();
            let bytes = sentence.bytes.clone();
            match span.kind {
                Some(Kind::Degree) => {
                    let next = spans[place + 1..].iter().find(|next| next.kind == Some(Kind::Degree));
                    let end = next.map_or(bytes.end, |next| next.start);
                    let field = subjects::field_of(text, span.end, end);
                    self.degree(&span, field.clone().map(|field| &text[field]));
                    if let Some(field) = field {
                        let subjects = spans[place + 1..].iter_mut();
                        subjects
                            .take_while(|span| span.end <= field.end)
                            .filter(|span| span.kind == Some(Kind::Skill))
                            .for_each(|span| span.drop = true);
                    }
                }
                Some(Kind::Skill) => spans[place].drop |= span.in_title,
                None if span.status == Status::Required => {
                    let years = span
                        .years
                        .map(|years| YearsAsked { years, of: years::of_what(text, span.end, &bytes) });
                    *self = self.and(Asked { years, ..Asked::default() });
                }
                _ => {}
            }
        }
    }

    fn degree(&mut self, span: &Span, field: Option<&'t str>) {
        // A degree without a level is a first degree.
        let level = Some(span.level.unwrap_or(DegreeLevel::Bachelor));
        let (required, preferred) = match span.status {
            Status::Required => (level, None),
            Status::Preferred => (None, level),
            _ => return,
        };
        *self = self.and(Asked {
            degree_required: required,
            degree_preferred: preferred,
            field_of_study: field,
            degree_or_equivalent: span.substitute,
            years: None,
        });
    }
}
