//! What a worker does with a block: records to postings, postings to mentions, both to facts.

use super::keys::{Keys, Recognisers};
use crate::dictionary::Status;
use crate::market::occupation::Seniority;
use crate::posting;
use crate::posting::dates::days_since_1970;
use crate::posting::employer::is_staffing;
use crate::scanner::{self, Asked, DegreeLevel, Mention, Scanner, Surroundings};
use crate::source::{self, Block, Record, Row};
use crate::store::RejectFact;
use crate::store::facts::{Facts, MentionFact, PostingFact};

/// How an input's records become facts; shared by the workers.
#[derive(Debug)]
pub(crate) struct Recipe {
    pub(crate) input: u32,
    pub(crate) builder: posting::Builder,
    /// The store's code and the status of each of the builder's fields.
    pub(crate) fields: Vec<(u32, Status)>,
    /// The store's code of each of the builder's extra columns.
    pub(crate) columns: Vec<u32>,
}

/// What a block gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) input: u32,
    pub(crate) facts: Facts,
    pub(crate) rejects: Vec<RejectFact>,
    pub(crate) read: u64,
}

/// A worker's buffers.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    records: source::Scratch,
    posting: posting::Scratch,
    scanner: scanner::Scratch,
    mentions: Vec<Mention>,
    facts: Vec<MentionFact>,
}

/// Reads, scans and writes down one block.
pub(crate) fn block(
    block: &Block,
    recipe: &Recipe,
    scanner: &Scanner,
    recognisers: &Recognisers,
    scratch: &mut Scratch,
) -> Outcome {
    let mut outcome = Outcome { input: recipe.input, facts: Facts::default(), rejects: Vec::new(), read: 0 };
    let Scratch { records, posting, scanner: scan, mentions, facts } = scratch;
    block.for_each(records, &mut |record| {
        outcome.read += 1;
        match record {
            Record::Reject(reject) => outcome.rejects.push(RejectFact {
                input: usize::try_from(recipe.input).expect("a u32 fits"),
                row: reject.origin.row,
                byte: reject.origin.byte,
                reason: reject.reason,
                raw: String::from_utf8_lossy(reject.raw).into_owned(),
            }),
            Record::Row(row) => {
                let ad = recipe.builder.build(&|column| row.get(column), posting);
                if ad.has_text {
                    facts.clear();
                    let texts: Vec<&str> = ad
                        .fields
                        .iter()
                        .enumerate()
                        .map(|(at, field)| posting.plain(at).text(field.original))
                        .collect();
                    let asked =
                        find(&ad, &texts, recipe, scanner, posting, (&mut *scan, &mut *mentions), facts);
                    let keys = recognisers.read(&ad);
                    push(&mut outcome.facts, recipe, &row, &ad, &keys, asked, facts);
                }
            }
        }
    });
    outcome
}

/// The mentions in every field of an ad, and what they ask together. `plain` are the fields as plain text.
fn find<'t>(
    ad: &posting::Posting<'_>,
    plain: &[&'t str],
    recipe: &Recipe,
    scanner: &Scanner,
    texts: &posting::Scratch,
    (scratch, mentions): (&mut scanner::Scratch, &mut Vec<Mention>),
    facts: &mut Vec<MentionFact>,
) -> Asked<'t> {
    let mut asked = Asked::default();
    let mut lists = 0;
    for (at, field) in ad.fields.iter().enumerate() {
        let (code, status) = recipe.fields[field.index];
        let around = Surroundings { status, employer: ad.employer_name, elsewhere: plain };
        mentions.clear();
        asked = asked.and(scanner.scan(plain[at], &around, scratch, mentions));
        // Lists are numbered on from field to field.
        let before = lists;
        facts.extend(mentions.iter().map(|mention| {
            let (start, end) = texts.plain(at).to_original(mention.start, mention.end);
            let offset = |byte| u32::try_from(byte).expect("a record is far below 4 GiB");
            let either_or = mention.either_or.map_or(0, |list| before + list);
            lists = lists.max(either_or);
            MentionFact {
                concept: mention.concept.get(),
                form: mention.form.get(),
                field: code,
                start: offset(start),
                end: offset(end),
                status: status_code(mention.status),
                rule: mention.rule.map_or(0, |rule| rule.get() + 1),
                either_or,
                years_low: mention.years.map(|years| years.low),
                years_high: mention.years.and_then(|years| years.high),
            }
        }));
    }
    asked
}

fn push(
    facts: &mut Facts,
    recipe: &Recipe,
    row: &Row<'_>,
    ad: &posting::Posting<'_>,
    keys: &Keys<'_>,
    asked: Asked<'_>,
    mentions: &[MentionFact],
) {
    let origin = row.origin();
    let years = asked.years.map(|asked| asked.years);
    let occupation = keys.title.occupation;
    let fact = PostingFact {
        external_id: ad.external_id,
        row: origin.row,
        byte_offset: origin.byte,
        byte_length: origin.length,
        employer: &ad.employer,
        employer_name: ad.employer_name,
        title: ad.title,
        location: &ad.location,
        place: keys.reading(),
        country: keys.place.country,
        region: keys.place.region,
        metro: keys.place.metro,
        remote: keys.remote(),
        occupation: occupation.map_or("", |occupation| occupation.name),
        occupation_family: occupation.map_or("", |occupation| occupation.family),
        soc: occupation.and_then(|occupation| occupation.soc).unwrap_or(""),
        isco: occupation.and_then(|occupation| occupation.isco).unwrap_or(""),
        seniority: keys.title.seniority.map_or("", Seniority::name),
        staffing: is_staffing(&ad.employer),
        pay: keys.pay.as_ref().map(|pay| (pay.low, pay.high)),
        pay_currency: keys.pay.as_ref().map_or("", |pay| pay.currency.code()),
        pay_period: keys.pay.as_ref().map_or("", |pay| pay.stated.name()),
        industry: ad.industry,
        posted: ad.posted.map(days_since_1970),
        language: ad.language,
        degree_required: asked.degree_required.map_or("", DegreeLevel::name),
        degree_preferred: asked.degree_preferred.map_or("", DegreeLevel::name),
        degree_or_equivalent: asked.degree_or_equivalent,
        field_of_study: asked.field_of_study.unwrap_or(""),
        years_low: years.map(|years| years.low),
        years_high: years.and_then(|years| years.high),
        years_of: asked.years.and_then(|asked| asked.of).unwrap_or(""),
        text_bytes: ad.fields.iter().map(|field| field.original.len() as u64).sum(),
        fingerprint: ad.fingerprint,
        sketch: ad.sketch,
    };
    let columns = recipe.columns.iter().copied().zip(ad.extra.iter().copied());
    let columns = columns.filter(|(_, value)| !value.is_empty());
    facts.push(recipe.input, fact, columns, mentions.iter().copied());
}

fn status_code(status: Status) -> u8 {
    let index = Status::ALL.iter().position(|known| *known == status).expect("every status is in the list");
    u8::try_from(index).expect("few statuses")
}

/// The status of a mention in a field of that name, where no heading says otherwise.
pub(crate) fn field_status(field: &str) -> Status {
    match field.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_') {
        "requirements" | "qualifications" => Status::Required,
        "preferred" => Status::Preferred,
        "benefits" | "about" => Status::Boilerplate,
        _ => Status::Mentioned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_the_status_of_what_stands_in_it() {
        for (field, status) in [
            ("description", Status::Mentioned),
            ("requirements", Status::Required),
            ("qualifications_2", Status::Required),
            ("preferred", Status::Preferred),
            ("about", Status::Boilerplate),
        ] {
            assert_eq!(field_status(field), status, "{field}");
        }
    }
}
