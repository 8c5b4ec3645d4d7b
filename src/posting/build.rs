//! A record's cells become a posting: text fields, market keys, fingerprint.

use super::dates::{self, DateOrder};
use super::employer::Aliases;
use super::fingerprint::Fingerprint;
use super::html::Plain;
use super::roles::{Role, Roles, find_column};
use super::sketch::Sketch;
use super::{language, present};
use crate::Result;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// The bytes of an extra column that are kept.
const LONGEST_EXTRA: usize = 200;

/// Makes postings of one dump's records. It is immutable and shared by all workers; each worker has
/// its own [`Scratch`].
#[derive(Clone, Debug)]
pub struct Builder {
    id: Option<usize>,
    title: Option<usize>,
    employer: Option<usize>,
    locations: Vec<usize>,
    country: Option<usize>,
    region: Option<usize>,
    date: Option<usize>,
    date_order: DateOrder,
    industry: Option<usize>,
    occupation: Option<usize>,
    language: Option<usize>,
    postcode: Option<usize>,
    seniority: Option<usize>,
    remote: Option<usize>,
    pay: PayCells<Option<usize>>,
    texts: Vec<(usize, usize)>,
    whole: Option<(usize, usize)>,
    fields: Vec<String>,
    extras: Vec<Extra>,
    aliases: Arc<Aliases>,
    made: Option<Date>,
}

/// A column that is kept as it is, to cut markets by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// The header.
    pub name: String,
    /// The column, counted from 0.
    pub column: usize,
}

/// A field of a posting that is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Its place in [`Builder::fields`], which has its name.
    pub index: usize,
    /// The cell as it stands in the dump; offsets in the facts count its bytes.
    pub original: &'a str,
}

/// The cells that tell of pay, or their columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayCells<T> {
    /// Pay as text, or one figure.
    pub text: T,
    /// The lower end.
    pub low: T,
    /// The upper end.
    pub high: T,
    /// What it is for: an hour, a year.
    pub period: T,
    /// Its currency.
    pub currency: T,
}

impl<T> PayCells<T> {
    fn map<U>(self, mut of: impl FnMut(T) -> U) -> PayCells<U> {
        PayCells {
            text: of(self.text),
            low: of(self.low),
            high: of(self.high),
            period: of(self.period),
            currency: of(self.currency),
        }
    }
}

/// One ad, borrowed from the reader's record. Text is empty where the record says nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Posting<'a> {
    /// The dump's own id, or the address on the web if it has no id.
    pub external_id: &'a str,
    /// The title as written.
    pub title: &'a str,
    /// The employer as written.
    pub employer_name: &'a str,
    /// The employer's key ([`employer::normalise`](super::employer::normalise)), or that of the employer which
    /// it is another name of.
    pub employer: String,
    /// The place, assembled of town, region and country where they are apart.
    pub location: Cow<'a, str>,
    /// The region as written.
    pub region: &'a str,
    /// The country as written.
    pub country: &'a str,
    /// The postcode as written.
    pub postcode: &'a str,
    /// The seniority as written.
    pub seniority: &'a str,
    /// Whether the work is remote, as written.
    pub remote: &'a str,
    /// The day of publication.
    pub posted: Option<Date>,
    /// The pay as written.
    pub pay: PayCells<&'a str>,
    /// The industry as written.
    pub industry: &'a str,
    /// The occupation as written.
    pub occupation: &'a str,
    /// The language: what its column says, or else a guess; "" if unknown.
    pub language: &'static str,
    /// The fields with something in them, the title first, then in the order of the columns.
    pub fields: Vec<Field<'a>>,
    /// The kept columns' values, in the order of [`Builder::extras`], cut to 200 bytes.
    pub extra: Vec<&'a str>,
    /// Whether any text field besides the title has a letter in it.
    pub has_text: bool,
    /// The key of exact duplicates.
    pub fingerprint: u64,
    /// What near copies are found by; none where the text is too short.
    pub sketch: Option<Sketch>,
}

/// A worker's buffers: the fields of the posting built last, read as text.
#[derive(Debug, Default)]
pub struct Scratch {
    plains: Vec<Plain>,
}

impl Scratch {
    /// The text of the posting's field at this place in [`Posting::fields`], read from HTML already
    /// and not to be read again.
    pub fn plain(&self, field: usize) -> &Plain {
        &self.plains[field]
    }

    fn fill(&mut self, fields: &[Field<'_>]) {
        if self.plains.len() < fields.len() {
            self.plains.resize_with(fields.len(), Plain::default);
        }
        for (plain, field) in self.plains.iter_mut().zip(fields) {
            plain.fill(field.original);
        }
    }
}

impl Builder {
    /// A builder for records with these columns. Every short column is kept to cut markets by, and
    /// those in `keep` as well.
    pub fn new(roles: &Roles, columns: &[String], keep: &[String]) -> Result<Self> {
        let mut fields = vec![Role::Title.name().to_owned()];
        let mut texts = Vec::new();
        for text in roles.texts() {
            texts.push((fields.len(), text.column));
            fields.push(text.field.clone());
        }
        let whole = roles.whole().map(|column| (fields.len(), column));
        if whole.is_some() {
            fields.push("whole".to_owned());
        }
        let mut kept = roles.short().to_vec();
        for name in keep {
            kept.push(find_column(name, columns)?);
        }
        kept.sort_unstable();
        kept.dedup();
        let mut extras: Vec<Extra> = Vec::with_capacity(kept.len());
        for column in kept {
            let name = &columns[column];
            if extras.iter().all(|before| before.name != *name) {
                extras.push(Extra { name: name.clone(), column });
            }
        }
        Ok(Self {
            id: roles.find(Role::Id).or_else(|| roles.find(Role::Url)),
            title: roles.find(Role::Title),
            employer: roles.find(Role::Employer),
            locations: roles.columns(Role::Location).collect(),
            country: roles.find(Role::Country),
            region: roles.find(Role::Region),
            date: roles.find(Role::Date),
            date_order: roles.date_order(),
            industry: roles.find(Role::Industry),
            occupation: roles.find(Role::Occupation),
            language: roles.find(Role::Language),
            postcode: roles.find(Role::Postcode),
            seniority: roles.find(Role::Seniority),
            remote: roles.find(Role::Remote),
            pay: PayCells {
                text: Role::Pay,
                low: Role::PayLow,
                high: Role::PayHigh,
                period: Role::PayPeriod,
                currency: Role::Currency,
            }
            .map(|role| roles.find(role)),
            texts,
            whole,
            fields,
            extras,
            aliases: Arc::new(Aliases::built_in()),
            made: None,
        })
    }

    /// The same with other names of employers.
    #[must_use]
    pub fn with_aliases(mut self, aliases: Arc<Aliases>) -> Self {
        self.aliases = aliases;
        self
    }

    /// The same for a dump that was made on a known day, so that "3 days ago" and "10 May" are days.
    #[must_use]
    pub fn made_on(mut self, day: Option<Date>) -> Self {
        self.made = day;
        self
    }

    /// The names of the fields that postings of this dump can have.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The columns that are kept to cut markets by.
    pub fn extras(&self) -> &[Extra] {
        &self.extras
    }

    /// The columns that are asked for, in order: all that a reader need decode.
    pub fn wanted(&self) -> Vec<usize> {
        let single = [
            self.id,
            self.title,
            self.employer,
            self.country,
            self.region,
            self.date,
            self.industry,
            self.occupation,
            self.language,
            self.postcode,
            self.seniority,
            self.remote,
        ];
        let mut wanted: Vec<usize> = single.into_iter().flatten().collect();
        self.pay.map(|column| wanted.extend(column));
        wanted.extend(&self.locations);
        wanted.extend(self.texts.iter().chain(&self.whole).map(|(_, column)| column));
        wanted.extend(self.extras.iter().map(|extra| extra.column));
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Makes the posting of one record. `cell` gives the value of a column, "" where the record is
    /// too short. Afterwards `scratch` holds the text of every field.
    pub fn build<'a>(&self, cell: &dyn Fn(usize) -> &'a str, scratch: &mut Scratch) -> Posting<'a> {
        let get = |column: Option<usize>| column.map_or("", |column| present(cell(column)));
        let employer_name = get(self.employer);
        let (region, country) = (get(self.region), get(self.country));
        let location = self.location(cell, region, country);
        let fields = self.fields_of(cell);
        let mut posting = Posting {
            external_id: get(self.id),
            title: get(self.title),
            employer_name,
            employer: self.aliases.key(employer_name).into_owned(),
            location,
            postcode: get(self.postcode),
            seniority: get(self.seniority),
            remote: get(self.remote),
            pay: self.pay.map(get),
            region,
            country,
            posted: dates::parse_near(get(self.date), self.date_order, self.made),
            industry: get(self.industry),
            occupation: get(self.occupation),
            language: language::from_name(get(self.language)),
            fields,
            extra: self.extras.iter().map(|extra| cut(get(Some(extra.column)))).collect(),
            has_text: false,
            fingerprint: 0,
            sketch: None,
        };
        scratch.fill(&posting.fields);
        read_text(&mut posting, scratch);
        posting
    }

    fn fields_of<'a>(&self, cell: &dyn Fn(usize) -> &'a str) -> Vec<Field<'a>> {
        let mut fields = Vec::with_capacity(self.fields.len());
        let mut add = |index: usize, column: usize| {
            let original = cell(column);
            let filled = !super::is_missing(original);
            if filled {
                fields.push(Field { index, original });
            }
            filled
        };
        if let Some(column) = self.title {
            add(0, column);
        }
        let mut any = false;
        for &(index, column) in &self.texts {
            any |= add(index, column);
        }
        if let Some((index, column)) = self.whole.filter(|_| !any) {
            add(index, column);
        }
        fields
    }

    /// Town, region and country with commas between them, none of them twice.
    fn location<'a>(
        &self,
        cell: &dyn Fn(usize) -> &'a str,
        region: &'a str,
        country: &'a str,
    ) -> Cow<'a, str> {
        let mut location = Cow::Borrowed("");
        let places = self.locations.iter().map(|column| present(cell(*column)));
        for part in places.chain([region, country]).filter(|part| !part.is_empty()) {
            if location.is_empty() {
                location = Cow::Borrowed(part);
            } else if location.split(',').all(|before| !before.trim().eq_ignore_ascii_case(part)) {
                let location = location.to_mut();
                location.push_str(", ");
                location.push_str(part);
            }
        }
        location
    }
}

/// What has to be read from the text itself: the fingerprint, whether there is any, its language.
fn read_text(posting: &mut Posting<'_>, scratch: &Scratch) {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(&posting.employer);
    fingerprint.end_part();
    let mut longest = "";
    let texts = || {
        posting.fields.iter().zip(&scratch.plains).map(|(field, plain)| (field, plain.text(field.original)))
    };
    for (_, title) in texts().filter(|(field, _)| field.index == 0) {
        fingerprint.add(title);
    }
    fingerprint.end_part();
    fingerprint.sketch();
    let mut has_text = false;
    for (_, text) in texts().filter(|(field, _)| field.index != 0) {
        fingerprint.add(text);
        has_text = has_text || text.chars().any(char::is_alphabetic);
        if text.len() > longest.len() {
            longest = text;
        }
    }
    posting.has_text = has_text;
    (posting.fingerprint, posting.sketch) = fingerprint.finish();
    if posting.language.is_empty() {
        posting.language = language::guess(longest);
    }
}

/// The first bytes of a value that may be long after all.
fn cut(value: &str) -> &str {
    let end =
        (0..=LONGEST_EXTRA.min(value.len())).rev().find(|end| value.is_char_boundary(*end)).unwrap_or(0);
    &value[..end]
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
