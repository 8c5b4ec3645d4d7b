//! The decision: from headers and sampled cells to roles.

use super::headers::{self, Kind, Meaning};
use super::overrides::{self, Override};
use super::sample::Sample;
use super::{Aside, ColumnRole, Role, Roles, TextRole};
use crate::posting::dates::DateOrder;
use crate::{Error, ErrorKind, Result};

const DESCRIPTION: Role = Role::Text(TextRole::Description);

/// The mean length up to which a column may be a market dimension.
const SHORT: usize = 60;

/// Gives the columns of a dump their roles.
///
/// `sample` is the first records, `overrides` what the person said: pairs of role and column name.
/// A header that is known decides; where none is, the cells do: the longest prose is the description,
/// what is unique is the id, what reads as a day the date. Fails when a role or column is not known
/// or no column holds text.
pub fn assign(columns: &[String], sample: &[Vec<String>], overrides: &[(String, String)]) -> Result<Roles> {
    let mut work = Work {
        columns,
        sample: Sample(sample),
        said: overrides::read(overrides, columns)?,
        meanings: columns.iter().map(|column| headers::meaning(column)).collect(),
        roles: Roles::default(),
    };
    work.take_what_was_said();
    for role in Role::ALL.into_iter().filter(|role| !role.is_text()) {
        work.by_header(role);
    }
    work.parts();
    work.description();
    work.id_by_content();
    work.date_by_content();
    work.finish()
}

struct Work<'a> {
    columns: &'a [String],
    sample: Sample<'a>,
    said: Vec<Override>,
    meanings: Vec<Option<Meaning>>,
    roles: Roles,
}

impl Work<'_> {
    fn take_what_was_said(&mut self) {
        for index in 0..self.said.len() {
            let Override { column, role } = self.said[index];
            match role {
                Some(role) => self.give(column, role, "given by --map".into()),
                None => self.set_aside(column, "ignored by --map".into()),
            }
        }
    }

    fn was_said(&self, role: Role) -> bool {
        self.said.iter().any(|said| said.role == Some(role))
    }

    fn is_free(&self, column: usize) -> bool {
        self.roles.all.iter().all(|given| given.column != column)
            && self.roles.aside.iter().all(|aside| aside.column != column)
    }

    fn give(&mut self, column: usize, role: Role, reason: String) {
        self.roles.all.push(ColumnRole { column, role, field: String::new(), reason });
    }

    fn set_aside(&mut self, column: usize, reason: String) {
        self.roles.aside.push(Aside { column, reason });
    }

    fn header_reason(&self, column: usize) -> String {
        format!("the header says '{}'", self.columns[column])
    }

    /// The free columns whose headers say this role in this way, the best first: one with values
    /// before one without, then by the header's rank.
    fn candidates(&self, role: Role, kind: Kind) -> Vec<usize> {
        let mut found: Vec<_> = (0..self.columns.len())
            .filter(|column| self.is_free(*column))
            .filter_map(|column| {
                let meaning = self.meanings[column].filter(|it| it.role == role && it.kind == kind)?;
                let empty = self.sample.filled(column) == 0;
                let dayless = role == Role::Date && self.sample.days(column) == 0;
                Some((empty, dayless, meaning.rank, column))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(.., column)| column).collect()
    }

    /// A role that one column plays.
    fn by_header(&mut self, role: Role) {
        if self.was_said(role) {
            return;
        }
        if let Some(&column) = self.candidates(role, Kind::Named).first() {
            let mut reason = self.header_reason(column);
            if role == Role::Date && self.sample.filled(column) > 0 && self.sample.days(column) == 0 {
                reason.push_str(", though none of the sampled cells names a day");
            }
            self.give(column, role, reason);
        }
    }

    /// The text columns besides the description.
    fn parts(&mut self) {
        for role in Role::ALL.into_iter().filter(|role| role.is_text() && *role != DESCRIPTION) {
            if !self.was_said(role) {
                for column in self.candidates(role, Kind::Named) {
                    self.give_text(column, role);
                }
            }
        }
    }

    /// Gives a text role by header, unless the column has no words or repeats another.
    fn give_text(&mut self, column: usize, role: Role) {
        if !self.sample.may_have_words(column) {
            return self.set_aside(column, "the sampled cells hold no words".into());
        }
        let again =
            self.roles.texts().map(|given| given.column).find(|other| self.sample.repeats(column, *other));
        match again {
            Some(other) => {
                self.set_aside(column, format!("repeats the text of '{}'", self.columns[other]));
            }
            None => self.give(column, role, self.header_reason(column)),
        }
    }

    /// The column or columns with the description.
    fn description(&mut self) {
        if self.was_said(DESCRIPTION) {
            return;
        }
        let named = self.candidates(DESCRIPTION, Kind::Named);
        let whole = self
            .candidates(DESCRIPTION, Kind::Whole)
            .into_iter()
            .filter(|column| self.sample.may_have_words(*column))
            .max_by_key(|column| (self.sample.total(*column), usize::MAX - column));
        if let Some(whole) = whole {
            let parts: Vec<usize> =
                self.roles.texts().map(|given| given.column).chain(named.clone()).collect();
            if self.parts_suffice(&parts, whole, !named.is_empty()) {
                let names: Vec<String> =
                    parts.iter().map(|part| format!("'{}'", self.columns[*part])).collect();
                let reason = format!(
                    "repeats the whole ad; read only where {} are empty, so that nothing is counted twice",
                    names.join(", ")
                );
                self.set_aside(whole, reason);
                self.roles.whole = Some(whole);
            } else {
                self.give(whole, DESCRIPTION, self.header_reason(whole));
                self.drop_repeated_by(whole);
            }
        }
        for column in named {
            self.give_text(column, DESCRIPTION);
        }
        if self.roles.find(DESCRIPTION).is_none() && self.roles.whole.is_none() {
            self.description_by_content();
        }
    }

    /// Whether the parts say enough of what the whole ad says. A column called description beside
    /// one with the whole ad is trusted further than requirements alone.
    fn parts_suffice(&self, parts: &[usize], whole: usize, has_description: bool) -> bool {
        let said: usize = parts.iter().map(|part| self.sample.total(*part)).sum();
        let all = self.sample.total(whole);
        if has_description { said * 4 >= all } else { !parts.is_empty() && said * 10 >= all * 7 }
    }

    /// Takes the role from parts that the whole ad repeats.
    fn drop_repeated_by(&mut self, whole: usize) {
        let sample = self.sample;
        let said = &self.said;
        let repeated: Vec<usize> = self
            .roles
            .texts()
            .map(|given| given.column)
            .filter(|column| *column != whole && said.iter().all(|said| said.column != *column))
            .filter(|column| sample.repeats(*column, whole))
            .collect();
        self.roles.all.retain(|given| !repeated.contains(&given.column));
        for column in repeated {
            self.set_aside(column, format!("repeats the text of '{}'", self.columns[whole]));
        }
    }

    /// The longest prose, be its header a summary's or unknown.
    fn description_by_content(&mut self) {
        let brief = self.candidates(DESCRIPTION, Kind::Brief);
        let longest = (0..self.columns.len())
            .filter(|column| self.is_free(*column))
            .filter(|column| self.sample.is_prose(*column))
            .max_by_key(|column| (self.sample.total(*column), usize::MAX - column));
        if let Some(column) = longest {
            let mean = self.sample.mean(column);
            self.give(column, DESCRIPTION, format!("the longest text (mean {} characters)", grouped(mean)));
        } else if let Some(&column) = brief.first() {
            self.give_text(column, DESCRIPTION);
        }
    }

    /// A column that is unique and called a number of some kind, or a nameless one that numbers rows.
    fn id_by_content(&mut self) {
        const ENDINGS: [&str; 6] = ["id", "key", "ref", "code", "number", "nr"];
        if self.roles.find(Role::Id).is_some() {
            return;
        }
        let unique: Vec<usize> = (0..self.columns.len())
            .filter(|column| self.is_free(*column) && self.sample.is_unique(*column))
            .collect();
        let called = |column: &&usize| {
            let folded = headers::fold(&self.columns[**column]);
            ENDINGS.iter().any(|ending| folded.ends_with(ending))
        };
        if let Some(&column) = unique.iter().find(called) {
            self.give(column, Role::Id, "every sampled row has its own".into());
        } else if let Some(&column) = unique.iter().find(|column| headers::is_index(&self.columns[**column]))
        {
            self.give(column, Role::Id, "it numbers the rows, and no better id was found".into());
        }
    }

    /// The column most of whose cells name a day.
    fn date_by_content(&mut self) {
        const WORDS: [&str; 7] = ["date", "time", "post", "creat", "list", "publi", "day"];
        if self.roles.find(Role::Date).is_some() {
            return;
        }
        let found = (0..self.columns.len())
            .filter(|column| self.is_free(*column) && !headers::is_other_date(&self.columns[*column]))
            .filter(|column| {
                // Numbers may be ids that look like epochs; there the header must speak of time.
                let folded = headers::fold(&self.columns[*column]);
                !self.sample.is_numeric(*column) || WORDS.iter().any(|word| folded.contains(word))
            })
            .map(|column| (self.sample.days(column), column))
            .filter(|(days, column)| *days >= 3 && days * 5 >= self.sample.filled(*column) * 4)
            .max_by_key(|(days, column)| (*days, usize::MAX - column));
        if let Some((_, column)) = found {
            self.give(column, Role::Date, "its cells are days".into());
        }
    }

    fn finish(self) -> Result<Roles> {
        let mut roles = self.roles;
        roles.all.sort_by_key(|given| given.column);
        roles.aside.sort_by_key(|aside| aside.column);
        for index in 0..roles.all.len() {
            let role = roles.all[index].role;
            let before = roles.all[..index].iter().filter(|given| given.role == role).count();
            roles.all[index].field = match before {
                0 => role.name().to_owned(),
                _ => format!("{}_{}", role.name(), before + 1),
            };
        }
        if roles.texts().next().is_none() {
            let what = if self.columns.is_empty() {
                "there are no columns".to_owned()
            } else {
                format!(
                    "no column holds the text of the ads; the columns are {}",
                    overrides::list(self.columns)
                )
            };
            return Err(Error::new(ErrorKind::Columns, what).help("say which does: --map description=COLUMN"));
        }
        roles.date_order = roles
            .find(Role::Date)
            .map_or(DateOrder::Unknown, |column| DateOrder::infer(self.sample.values(column)));
        roles.short = (0..self.columns.len())
            .filter(|column| {
                self.sample.mean(*column) <= SHORT && headers::may_be_dimension(&self.columns[*column])
            })
            .filter(|column| roles.aside.iter().all(|aside| aside.column != *column))
            .filter(|column| {
                roles.all.iter().all(|given| given.column != *column || may_be_dimension(given.role))
            })
            .collect();
        Ok(roles)
    }
}

/// Roles that a posting has keys for anyway, or that name it alone, are no dimensions of their own.
fn may_be_dimension(role: Role) -> bool {
    !role.is_text()
        && !matches!(role, Role::Id | Role::Url | Role::Title | Role::Employer | Role::Location | Role::Date)
}

/// 2300 as "2,300".
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
