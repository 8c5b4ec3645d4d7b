//! A look at a dump: what it is, what each column was taken for, and what its records hold. Nothing is
//! scanned and nothing is written.

use super::keys::{Keys, Recognisers};
use super::scan::{Scan, builder, describe};
use crate::error::Result;
use crate::market::place::Reading;
use crate::posting::{self, Roles};
use crate::source::{Dump, Input, Layout, Record, Reject, Scratch};
use crate::store::Ledger;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// What a dump is and holds.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Its name.
    pub name: String,
    /// Bytes on disk.
    pub size: Option<u64>,
    /// Format, compression, encoding.
    pub format: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What its columns were taken for.
    pub roles: Roles,
    /// What would become of its records; mentions are not looked for.
    pub ledger: Ledger,
    /// Rejected records: the first of each kind with its row, and how many there are, commonest first.
    pub reasons: Vec<(String, u64)>,
    /// Distinct employers.
    pub employers: usize,
    /// Postings whose employer is unknown.
    pub without_employer: u64,
    /// First and last day of posting.
    pub dates: Option<(Date, Date)>,
    /// Postings whose day is unknown.
    pub without_date: u64,
    /// Languages of the postings, commonest first; "" is unknown.
    pub languages: Vec<(String, u64)>,
    /// What was understood of places, titles and pay.
    pub markets: Coverage,
    /// Bytes of text of a posting: least, median, most.
    pub text_bytes: Option<(u64, u64, u64)>,
    /// The first postings: title, employer, place, day, start of the text.
    pub sample: Vec<[String; 5]>,
}

/// How many postings say where, what and for how much, and of how many it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Postings that state a place, in which at least a country was understood, and at least a region.
    pub places: [u64; 3],
    /// Of those that state a place, those that are remote or name several places that differ.
    pub remote_or_several: u64,
    /// Postings that have a title, and those whose occupation was understood.
    pub titles: [u64; 2],
    /// Postings that state pay, and those whose pay was understood.
    pub pay: [u64; 2],
    /// The commonest places of which nothing was understood.
    pub unread_places: Vec<(String, u64)>,
    /// Likewise titles.
    pub unread_titles: Vec<(String, u64)>,
}

/// Reads the whole of `input` and tells what it is.
///
/// # Errors
/// The dump cannot be opened or understood, or breaks off in the middle.
pub fn inspect(input: &Input, settings: &Scan, sample: usize) -> Result<Inspection> {
    let dump = Dump::open(input, &settings.read)?;
    let (layout, size) = (dump.layout().clone(), dump.size());
    let roles = posting::assign(&layout.columns, &layout.sample, &settings.map)
        .map_err(|error| error.in_file(&input.name))?;
    let builder = builder(&layout, settings).map_err(|error| error.in_file(&input.name))?;
    let recognisers = Recognisers::embedded(settings.country.as_deref());
    let mut found = Found::default();
    let mut scratch = Scratch::new();
    let mut texts = posting::Scratch::default();
    for block in dump.blocks(builder.wanted(), 0, Arc::new(AtomicU64::new(0)))? {
        block?.for_each(&mut scratch, &mut |record| match record {
            Record::Reject(reject) => found.reject(&reject),
            Record::Row(row) => {
                let ad = builder.build(&|column| row.get(column), &mut texts);
                found.posting(&ad, &recognisers.read(&ad), &texts, sample);
            }
        });
    }
    Ok(found.finish(input.name.clone(), size, layout, roles))
}

#[derive(Default)]
struct Found {
    ledger: Ledger,
    /// By the kind of reason, the first of it and how many.
    reasons: HashMap<String, (String, u64)>,
    employers: HashSet<String>,
    without_employer: u64,
    dates: Option<(Date, Date)>,
    without_date: u64,
    languages: HashMap<&'static str, u64>,
    markets: Coverage,
    unread_places: HashMap<String, u64>,
    unread_titles: HashMap<String, u64>,
    lengths: Vec<u64>,
    seen: HashSet<u64>,
    sample: Vec<[String; 5]>,
}

impl Found {
    fn reject(&mut self, reject: &Reject<'_>) {
        let reason = &reject.reason;
        self.ledger.read += 1;
        self.ledger.rejected += 1;
        // Reasons differ in their numbers; what they have in common is what is counted.
        let kind: String = reason.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        let first = || (format!("row {}: {reason}", reject.origin.row), 0);
        self.reasons.entry(collapse(&kind)).or_insert_with(first).1 += 1;
    }

    fn posting(
        &mut self,
        ad: &posting::Posting<'_>,
        keys: &Keys<'_>,
        texts: &posting::Scratch,
        sample: usize,
    ) {
        self.ledger.read += 1;
        if !ad.has_text {
            self.ledger.without_text += 1;
            return;
        }
        if !self.seen.insert(ad.fingerprint) {
            self.ledger.duplicate += 1;
            return;
        }
        self.ledger.kept += 1;
        self.ledger.other_language +=
            u64::from(!ad.language.is_empty() && ad.language != crate::dictionary::LANGUAGE);
        *self.languages.entry(ad.language).or_default() += 1;
        if ad.employer.is_empty() {
            self.without_employer += 1;
        } else if !self.employers.contains(&ad.employer) {
            self.employers.insert(ad.employer.clone());
        }
        match ad.posted {
            None => self.without_date += 1,
            Some(day) => {
                let (first, last) = self.dates.unwrap_or((day, day));
                self.dates = Some((first.min(day), last.max(day)));
            }
        }
        self.market(ad, keys);
        self.lengths.push(ad.fields.iter().map(|field| field.original.len() as u64).sum());
        if self.sample.len() < sample {
            // The title comes first; the text is what follows it.
            let text = ad
                .fields
                .iter()
                .enumerate()
                .next_back()
                .map(|(at, field)| texts.plain(at).text(field.original));
            self.sample.push([
                ad.title.to_owned(),
                ad.employer_name.to_owned(),
                ad.location.clone().into_owned(),
                ad.posted.map_or_else(String::new, |day| day.to_string()),
                text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" "),
            ]);
        }
    }

    fn market(&mut self, ad: &posting::Posting<'_>, keys: &Keys<'_>) {
        let found = &mut self.markets;
        if keys.place.reading != Reading::NotStated {
            found.places[0] += 1;
            found.places[1] += u64::from(!keys.place.country.is_empty());
            found.places[2] += u64::from(!keys.place.region.is_empty());
            found.remote_or_several +=
                u64::from(matches!(keys.place.reading, Reading::Remote | Reading::Several));
        }
        if keys.place.reading == Reading::Unknown {
            count(&mut self.unread_places, &ad.location);
        }
        if !ad.title.is_empty() {
            found.titles[0] += 1;
            match keys.title.occupation {
                Some(_) => found.titles[1] += 1,
                None => count(&mut self.unread_titles, ad.title),
            }
        }
        let stated = [ad.pay.text, ad.pay.low, ad.pay.high].iter().any(|cell| !cell.is_empty());
        found.pay[0] += u64::from(stated);
        found.pay[1] += u64::from(keys.pay.is_some());
    }

    fn finish(mut self, name: String, size: Option<u64>, layout: Layout, roles: Roles) -> Inspection {
        self.lengths.sort_unstable();
        let text_bytes = match self.lengths.as_slice() {
            [] => None,
            [first, .., last] => Some((*first, self.lengths[self.lengths.len() / 2], *last)),
            [only] => Some((*only, *only, *only)),
        };
        let languages = self.languages.into_iter().map(|(language, count)| (language.to_owned(), count));
        Inspection {
            name,
            size,
            format: describe(&layout),
            layout,
            roles,
            ledger: self.ledger,
            reasons: commonest(self.reasons.into_values().collect()),
            employers: self.employers.len(),
            without_employer: self.without_employer,
            dates: self.dates,
            without_date: self.without_date,
            languages: commonest(languages.collect()),
            markets: Coverage {
                unread_places: commonest(self.unread_places.into_iter().collect()),
                unread_titles: commonest(self.unread_titles.into_iter().collect()),
                ..self.markets
            },
            text_bytes,
            sample: self.sample,
        }
    }
}

/// Distinct unread texts that are remembered.
const REMEMBERED: usize = 100_000;

fn count(counts: &mut HashMap<String, u64>, text: &str) {
    if let Some(count) = counts.get_mut(text) {
        *count += 1;
    } else if counts.len() < REMEMBERED {
        counts.insert(text.to_owned(), 1);
    }
}

fn commonest(mut counts: Vec<(String, u64)>) -> Vec<(String, u64)> {
    counts.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    counts
}

/// Runs of `#` as one.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}
