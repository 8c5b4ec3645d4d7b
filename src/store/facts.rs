//! The two tables of facts as columns in memory: what a worker fills for its block, and what a part
//! of the store is written from.

use super::texts::Texts;
use crate::posting::sketch::Sketch;
use std::ops::Range;

/// One posting, as it is added to the columns.
#[derive(Clone, Copy, Debug)]
pub struct PostingFact<'a> {
    /// The dump's own id.
    pub external_id: &'a str,
    /// The record's number in its file, from 1.
    pub row: u64,
    /// Where the record begins in the decompressed, decoded file.
    pub byte_offset: u64,
    /// How long the record is, in bytes.
    pub byte_length: u64,
    /// The employer's normalised name, empty when unknown.
    pub employer: &'a str,
    /// The employer as the dump has it.
    pub employer_name: &'a str,
    /// The title.
    pub title: &'a str,
    /// The place as the dump has it.
    pub location: &'a str,
    /// How the place was understood: `known`, `several`, `remote`, `unknown`; empty where none is stated.
    pub place: &'a str,
    /// Two-letter code of the country, empty when unknown.
    pub country: &'a str,
    /// State, province or region, empty when unknown.
    pub region: &'a str,
    /// Metropolitan area, empty when unknown.
    pub metro: &'a str,
    /// `remote` or `hybrid`, as far as the place says so.
    pub remote: &'a str,
    /// The occupation that the title names, empty when unknown.
    pub occupation: &'a str,
    /// The family of occupations.
    pub occupation_family: &'a str,
    /// Its code in the Standard Occupational Classification 2018, where one holds.
    pub soc: &'a str,
    /// Its code in ISCO-08, where one holds.
    pub isco: &'a str,
    /// The seniority that the title names.
    pub seniority: &'a str,
    /// Whether the employer is a staffing agency or a job board.
    pub staffing: bool,
    /// Stated pay a year, in whole units of its currency: from and to.
    pub pay: Option<(u32, u32)>,
    /// The currency of the pay, three letters.
    pub pay_currency: &'a str,
    /// What the pay was stated for: `hour`, `day`, `week`, `month`, `year`.
    pub pay_period: &'a str,
    /// The industry as the dump has it.
    pub industry: &'a str,
    /// Days since 1970-01-01 of the day it was posted.
    pub posted: Option<i32>,
    /// Two-letter code of the language, empty when unknown.
    pub language: &'a str,
    /// The lowest degree that is required; empty when none is.
    pub degree_required: &'a str,
    /// The highest degree that is preferred; empty when none is.
    pub degree_preferred: &'a str,
    /// Whether something else will do in place of a degree.
    pub degree_or_equivalent: bool,
    /// The field of study, as the ad has it; empty when none is stated.
    pub field_of_study: &'a str,
    /// The years of experience required, as a range.
    pub years_low: Option<u8>,
    /// The upper end of the range, where the ad has one.
    pub years_high: Option<u8>,
    /// What they are years of, as the ad has it; empty where it does not say.
    pub years_of: &'a str,
    /// Bytes of all text fields.
    pub text_bytes: u64,
    /// Equal for postings with the same employer, title and normalised text.
    pub fingerprint: u64,
    /// Alike for postings with nearly the same text; none where the text is too short.
    pub sketch: Option<Sketch>,
}

/// Columns of postings. All have the same length.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Postings {
    pub external_id: Texts,
    pub source_file: Vec<u32>,
    pub row: Vec<u64>,
    pub byte_offset: Vec<u64>,
    pub byte_length: Vec<u64>,
    pub employer: Texts,
    pub employer_name: Texts,
    pub title: Texts,
    pub location: Texts,
    pub place: Texts,
    pub country: Texts,
    pub region: Texts,
    pub metro: Texts,
    pub remote: Texts,
    pub occupation: Texts,
    pub occupation_family: Texts,
    pub soc: Texts,
    pub isco: Texts,
    pub seniority: Texts,
    pub staffing: Vec<bool>,
    pub pay_low: Vec<Option<u32>>,
    pub pay_high: Vec<Option<u32>>,
    pub pay_currency: Texts,
    pub pay_period: Texts,
    pub industry: Texts,
    pub posted: Vec<Option<i32>>,
    pub language: Texts,
    pub degree_required: Texts,
    pub degree_preferred: Texts,
    pub degree_or_equivalent: Vec<bool>,
    pub field_of_study: Texts,
    pub years_low: Vec<Option<u8>>,
    pub years_high: Vec<Option<u8>>,
    pub years_of: Texts,
    pub text_bytes: Vec<u64>,
    pub fingerprint: Vec<u64>,
    pub sketch: Vec<Option<Sketch>>,
    /// Filled in when the posting's place in the input order is known.
    pub duplicate_of: Vec<Option<u64>>,
    pub columns: KeyValues,
}

/// For every posting, the other columns of the dump that were kept.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct KeyValues {
    pub keys: Vec<u32>,
    pub values: Texts,
    /// For each posting, one past its last pair.
    pub ends: Vec<usize>,
}

/// Columns of mentions. All have the same length; `posting` counts from the first posting of the
/// same [`Facts`].
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Mentions {
    pub posting: Vec<u32>,
    pub concept: Vec<u32>,
    pub form: Vec<u32>,
    pub field: Vec<u32>,
    pub start: Vec<u32>,
    pub end: Vec<u32>,
    /// Position in `Status::ALL`.
    pub status: Vec<u8>,
    /// The rule that decided the status, plus one, or 0.
    pub rule: Vec<u32>,
    /// The either-or list within the posting, or 0.
    pub either_or: Vec<u32>,
    pub years_low: Vec<Option<u8>>,
    pub years_high: Vec<Option<u8>>,
}

/// Postings and their mentions.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Facts {
    pub postings: Postings,
    pub mentions: Mentions,
    /// For each posting, one past its last mention.
    pub mention_ends: Vec<usize>,
}

/// One mention, as it is added to the columns.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct MentionFact {
    pub concept: u32,
    pub form: u32,
    pub field: u32,
    pub start: u32,
    pub end: u32,
    pub status: u8,
    pub rule: u32,
    pub either_or: u32,
    pub years_low: Option<u8>,
    pub years_high: Option<u8>,
}

impl Facts {
    /// How many postings there are.
    pub fn len(&self) -> usize {
        self.postings.row.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a posting of `source_file` with its kept columns and its mentions.
    pub fn push<'a>(
        &mut self,
        source_file: u32,
        fact: PostingFact<'_>,
        columns: impl IntoIterator<Item = (u32, &'a str)>,
        mentions: impl IntoIterator<Item = MentionFact>,
    ) {
        let number = u32::try_from(self.len()).expect("a block holds fewer than 2^32 postings");
        let p = &mut self.postings;
        p.external_id.push(fact.external_id);
        p.source_file.push(source_file);
        p.row.push(fact.row);
        p.byte_offset.push(fact.byte_offset);
        p.byte_length.push(fact.byte_length);
        p.employer.push(fact.employer);
        p.employer_name.push(fact.employer_name);
        p.title.push(fact.title);
        p.location.push(fact.location);
        p.place.push(fact.place);
        p.country.push(fact.country);
        p.region.push(fact.region);
        p.metro.push(fact.metro);
        p.remote.push(fact.remote);
        p.occupation.push(fact.occupation);
        p.occupation_family.push(fact.occupation_family);
        p.soc.push(fact.soc);
        p.isco.push(fact.isco);
        p.seniority.push(fact.seniority);
        p.staffing.push(fact.staffing);
        p.pay_low.push(fact.pay.map(|(low, _)| low));
        p.pay_high.push(fact.pay.map(|(_, high)| high));
        p.pay_currency.push(fact.pay_currency);
        p.pay_period.push(fact.pay_period);
        p.industry.push(fact.industry);
        p.posted.push(fact.posted);
        p.language.push(fact.language);
        p.degree_required.push(fact.degree_required);
        p.degree_preferred.push(fact.degree_preferred);
        p.degree_or_equivalent.push(fact.degree_or_equivalent);
        p.field_of_study.push(fact.field_of_study);
        p.years_low.push(fact.years_low);
        p.years_high.push(fact.years_high);
        p.years_of.push(fact.years_of);
        p.text_bytes.push(fact.text_bytes);
        p.fingerprint.push(fact.fingerprint);
        p.sketch.push(fact.sketch);
        p.duplicate_of.push(None);
        for (key, value) in columns {
            p.columns.keys.push(key);
            p.columns.values.push(value);
        }
        p.columns.ends.push(p.columns.keys.len());
        let m = &mut self.mentions;
        for mention in mentions {
            m.posting.push(number);
            m.concept.push(mention.concept);
            m.form.push(mention.form);
            m.field.push(mention.field);
            m.start.push(mention.start);
            m.end.push(mention.end);
            m.status.push(mention.status);
            m.rule.push(mention.rule);
            m.either_or.push(mention.either_or);
            m.years_low.push(mention.years_low);
            m.years_high.push(mention.years_high);
        }
        self.mention_ends.push(m.posting.len());
    }

    /// Adds the postings of `other` in `range`, with their mentions.
    pub fn append(&mut self, other: &Facts, range: Range<usize>) {
        let base = self.len();
        let (p, q) = (&mut self.postings, &other.postings);
        let r = || range.clone();
        p.external_id.append(&q.external_id, r());
        p.source_file.extend_from_slice(&q.source_file[r()]);
        p.row.extend_from_slice(&q.row[r()]);
        p.byte_offset.extend_from_slice(&q.byte_offset[r()]);
        p.byte_length.extend_from_slice(&q.byte_length[r()]);
        p.employer.append(&q.employer, r());
        p.employer_name.append(&q.employer_name, r());
        p.title.append(&q.title, r());
        p.location.append(&q.location, r());
        p.place.append(&q.place, r());
        p.country.append(&q.country, r());
        p.region.append(&q.region, r());
        p.metro.append(&q.metro, r());
        p.remote.append(&q.remote, r());
        p.occupation.append(&q.occupation, r());
        p.occupation_family.append(&q.occupation_family, r());
        p.soc.append(&q.soc, r());
        p.isco.append(&q.isco, r());
        p.seniority.append(&q.seniority, r());
        p.staffing.extend_from_slice(&q.staffing[r()]);
        p.pay_low.extend_from_slice(&q.pay_low[r()]);
        p.pay_high.extend_from_slice(&q.pay_high[r()]);
        p.pay_currency.append(&q.pay_currency, r());
        p.pay_period.append(&q.pay_period, r());
        p.industry.append(&q.industry, r());
        p.posted.extend_from_slice(&q.posted[r()]);
        p.language.append(&q.language, r());
        p.degree_required.append(&q.degree_required, r());
        p.degree_preferred.append(&q.degree_preferred, r());
        p.degree_or_equivalent.extend_from_slice(&q.degree_or_equivalent[r()]);
        p.field_of_study.append(&q.field_of_study, r());
        p.years_low.extend_from_slice(&q.years_low[r()]);
        p.years_high.extend_from_slice(&q.years_high[r()]);
        p.years_of.append(&q.years_of, r());
        p.text_bytes.extend_from_slice(&q.text_bytes[r()]);
        p.fingerprint.extend_from_slice(&q.fingerprint[r()]);
        p.sketch.extend_from_slice(&q.sketch[r()]);
        p.duplicate_of.extend_from_slice(&q.duplicate_of[r()]);
        let pairs = span(&q.columns.ends, r());
        let first_pair = p.columns.keys.len();
        p.columns.keys.extend_from_slice(&q.columns.keys[pairs.clone()]);
        p.columns.values.append(&q.columns.values, pairs.clone());
        p.columns.ends.extend(q.columns.ends[r()].iter().map(|end| first_pair + (end - pairs.start)));

        let (m, n) = (&mut self.mentions, &other.mentions);
        let rows = span(&other.mention_ends, r());
        let first = m.posting.len();
        let shift = |posting: &u32| {
            let local = usize::try_from(*posting).expect("a u32 fits") - range.start;
            u32::try_from(base + local).expect("a part holds fewer than 2^32 postings")
        };
        m.posting.extend(n.posting[rows.clone()].iter().map(shift));
        m.concept.extend_from_slice(&n.concept[rows.clone()]);
        m.form.extend_from_slice(&n.form[rows.clone()]);
        m.field.extend_from_slice(&n.field[rows.clone()]);
        m.start.extend_from_slice(&n.start[rows.clone()]);
        m.end.extend_from_slice(&n.end[rows.clone()]);
        m.status.extend_from_slice(&n.status[rows.clone()]);
        m.rule.extend_from_slice(&n.rule[rows.clone()]);
        m.either_or.extend_from_slice(&n.either_or[rows.clone()]);
        m.years_low.extend_from_slice(&n.years_low[rows.clone()]);
        m.years_high.extend_from_slice(&n.years_high[rows.clone()]);
        self.mention_ends.extend(other.mention_ends[r()].iter().map(|end| first + (end - rows.start)));
    }
}

/// The rows that belong to the postings of `range`, each posting's ending at its place in `ends`.
fn span(ends: &[usize], range: Range<usize>) -> Range<usize> {
    let begin = |index: usize| index.checked_sub(1).map_or(0, |before| ends[before]);
    begin(range.start)..begin(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(rows: Range<u64>) -> Facts {
        let mut facts = Facts::default();
        for row in rows {
            let id = row.to_string();
            let fact = PostingFact {
                external_id: &id,
                row,
                byte_offset: row * 10,
                byte_length: 10,
                employer: "e",
                employer_name: "E",
                title: "t",
                location: "",
                place: "known",
                country: "US",
                region: &id,
                metro: "",
                remote: "",
                occupation: "o",
                occupation_family: "f",
                soc: "",
                isco: &id,
                seniority: "",
                staffing: row % 3 == 0,
                pay: u32::try_from(row).ok().map(|row| (row, row + 1)),
                pay_currency: "USD",
                pay_period: "year",
                industry: "",
                posted: None,
                language: "en",
                degree_required: "bachelor",
                degree_preferred: "",
                degree_or_equivalent: row % 2 == 0,
                field_of_study: &id,
                years_low: u8::try_from(row).ok(),
                years_high: None,
                years_of: "",
                text_bytes: 5,
                fingerprint: row,
                sketch: (row % 2 == 0).then_some([1; _]),
            };
            let mention = |concept| MentionFact {
                concept,
                form: 0,
                field: 0,
                start: 0,
                end: 1,
                status: 2,
                rule: 0,
                either_or: concept,
                years_low: Some(1),
                years_high: None,
            };
            let count = u32::try_from(row % 3).unwrap();
            facts.push(0, fact, [(1, id.as_str())], (0..count).map(mention));
        }
        facts
    }

    #[test]
    fn cutting_and_joining_changes_nothing() {
        let whole = facts(0..9);
        for cut in 0..=9 {
            let mut joined = Facts::default();
            joined.append(&whole, 0..cut);
            joined.append(&whole, cut..9);
            assert_eq!(format!("{joined:?}"), format!("{whole:?}"), "cut at {cut}");
        }
    }
}
