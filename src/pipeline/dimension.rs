//! What postings can be cut by and filtered on: the columns that every store has, and the dump's own.

// A scan only checks names; reading values is ranking's.
#![cfg_attr(not(feature = "tables"), allow(dead_code))]

use crate::error::{Error, ErrorKind, Result};
use crate::market::period::Period;
use crate::store::Wanted;

/// The dimensions that every store knows, besides the dump's own columns.
pub const DIMENSIONS: [&str; 29] = [
    "country",
    "region",
    "state",
    "metro",
    "remote",
    "location",
    "occupation",
    "occupation_family",
    "soc",
    "isco",
    "seniority",
    "title",
    "employer",
    "staffing",
    "industry",
    "year",
    "quarter",
    "month",
    "posted",
    "pay_low",
    "pay_high",
    "pay_currency",
    "degree_required",
    "degree_preferred",
    "years_low",
    "years_high",
    "field_of_study",
    "language",
    "source_file",
];

/// Before the name of a column of the dump's own, where a fixed dimension has its name.
pub(crate) const OWN: &str = "column:";

/// The dimensions in which a posting has as many values as it names things.
pub(crate) const NAMED: [&str; 3] = ["credential", "tool", "skill"];

/// A dimension: where its value comes from, and what is made of it.
#[derive(Clone, Debug)]
pub(crate) struct Dimension {
    pub(crate) wanted: Vec<Wanted>,
    read: Read,
}

/// By what values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Text,
    Number,
    /// Days, and what they begin with: 2024-05, 2024.
    Day,
}

#[derive(Clone, Copy, Debug)]
enum Read {
    AsItIs,
    Period(Period),
    /// The region, where the country is the United States.
    State,
}

impl Dimension {
    /// The dimension of that name, in a store that keeps `columns` of the dump's own. `option` is the option
    /// that asks for it.
    pub(crate) fn named(name: &str, columns: &[String], option: &str) -> Result<Self> {
        let of = |wanted: Vec<Wanted>, read| Ok(Self { wanted, read });
        let text = |wanted: fn(String) -> Wanted| of(vec![wanted(name.to_owned())], Read::AsItIs);
        if let Some(period) = Period::ALL.into_iter().find(|period| period.name() == name) {
            return of(vec![Wanted::Day], Read::Period(period));
        }
        match name {
            "posted" => of(vec![Wanted::Day], Read::AsItIs),
            "state" => {
                of(vec![Wanted::Place("region".to_owned()), Wanted::Text("country".to_owned())], Read::State)
            }
            "country" | "region" | "metro" => text(Wanted::Place),
            "occupation" | "occupation_family" | "soc" | "isco" => text(Wanted::Title),
            "staffing" => text(Wanted::Flag),
            "pay_low" | "pay_high" | "years_low" | "years_high" => text(Wanted::Number),
            // A column of the dump's own may bear the name of a fixed one; the fixed one is meant, unless the
            // prefix says otherwise.
            own if own.strip_prefix(OWN).is_some_and(|own| columns.iter().any(|known| known == own)) => {
                of(vec![Wanted::Column(own[OWN.len()..].to_owned())], Read::AsItIs)
            }
            known if DIMENSIONS.contains(&known) => text(Wanted::Text),
            column if columns.iter().any(|known| known == column) => text(Wanted::Column),
            unknown => {
                let own = columns.iter().map(String::as_str).filter(|column| !DIMENSIONS.contains(column));
                let all: Vec<&str> = DIMENSIONS.into_iter().chain(NAMED).chain(own).collect();
                let help = format!(
                    "one of: {}; a scan keeps a column of long values with --keep COLUMN",
                    all.join(", ")
                );
                Err(Error::new(ErrorKind::Columns, format!("{option} {unknown}: there is no such column"))
                    .help(help))
            }
        }
    }

    /// What its values are, where they are compared by their size.
    pub(crate) fn scale(&self) -> Scale {
        match (self.read, self.wanted.as_slice()) {
            (Read::AsItIs, [Wanted::Number(_)]) => Scale::Number,
            (Read::AsItIs, [Wanted::Day]) => Scale::Day,
            _ => Scale::Text,
        }
    }

    /// Makes of the wanted values the value of the market.
    pub(crate) fn read(&self, values: &[&str], value: &mut String) {
        value.clear();
        let text = values[0].trim();
        match self.read {
            Read::AsItIs => value.push_str(text),
            _ if text.is_empty() => {}
            Read::Period(period) => {
                let year = text.get(..4).and_then(|year| year.parse().ok());
                let month = text.get(5..7).and_then(|month| month.parse().ok());
                if let (Some(year), Some(month)) = (year, month) {
                    *value = period.of(year, month);
                }
            }
            Read::State => match values[1] {
                _ if matches!(text, "remote" | "unknown" | "several places") => value.push_str(text),
                "US" | "" => value.push_str(text),
                _ => value.push_str("elsewhere"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, values: &[&str]) -> String {
        let dimension = Dimension::named(name, &[], "--by").unwrap();
        assert_eq!(dimension.wanted.len(), values.len());
        let mut value = "before".to_owned();
        dimension.read(values, &mut value);
        value
    }

    #[test]
    fn periods_are_cut_from_the_day() {
        for (name, expected) in [("year", "2024"), ("quarter", "2024-Q4"), ("month", "2024-11")] {
            assert_eq!(read(name, &["2024-11-05"]), expected);
            assert_eq!(read(name, &[""]), "");
        }
    }

    #[test]
    fn states_are_of_the_united_states() {
        for (region, country, state) in [
            ("TX", "US", "TX"),
            ("unknown", "", "unknown"),
            ("", "US", ""),
            ("ON", "CA", "elsewhere"),
            ("", "", ""),
            ("remote", "US", "remote"),
        ] {
            assert_eq!(read("state", &[region, country]), state);
        }
    }

    #[test]
    fn a_column_that_bears_the_name_of_a_dimension_has_a_prefix() {
        let wanted = |name: &str| Dimension::named(name, &["seniority".into()], "--by").unwrap().wanted;
        assert_eq!(wanted("seniority"), [Wanted::Text("seniority".into())]);
        assert_eq!(wanted("column:seniority"), [Wanted::Column("seniority".into())]);
        assert!(Dimension::named("column:team", &["seniority".into()], "--by").is_err());
    }

    #[test]
    fn an_unknown_dimension_is_told_with_those_that_are_known() {
        let error = Dimension::named("stat", &["team".into(), "industry".into()], "--by").unwrap_err();
        assert!(error.to_string().contains("--by stat"));
        let advice = error.advice().unwrap();
        assert!(advice.contains("state") && advice.contains("team"));
        assert_eq!(advice.matches("industry").count(), 1, "{advice}");
    }
}
