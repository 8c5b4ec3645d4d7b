//! What postings can be cut by: the columns that every store has, and the dump's own.

// A scan only checks names; reading values is ranking's.
#![cfg_attr(not(feature = "tables"), allow(dead_code))]

use crate::error::{Error, ErrorKind, Result};
use crate::store::Wanted;

/// The dimensions that every store knows, besides the dump's own columns.
pub const DIMENSIONS: [&str; 12] = [
    "state",
    "employer",
    "industry",
    "location",
    "title",
    "year",
    "quarter",
    "month",
    "language",
    "degree_required",
    "degree_preferred",
    "source_file",
];

/// A dimension: where its value comes from, and what is made of it.
#[derive(Clone, Debug)]
pub(crate) struct Dimension {
    pub(crate) wanted: Wanted,
    period: Option<Period>,
}

#[derive(Clone, Copy, Debug)]
enum Period {
    Year,
    Quarter,
    Month,
}

impl Dimension {
    /// The dimension of that name, in a store that keeps `columns` of the dump's own.
    pub(crate) fn named(name: &str, columns: &[String]) -> Result<Self> {
        let plain = |wanted| Ok(Self { wanted, period: None });
        let period = |period| Ok(Self { wanted: Wanted::Day, period: Some(period) });
        match name {
            "year" => period(Period::Year),
            "quarter" => period(Period::Quarter),
            "month" => period(Period::Month),
            // A column of the dump's own may bear the name of a fixed one; the fixed one is meant.
            known if DIMENSIONS.contains(&known) => plain(Wanted::Text(known.to_owned())),
            column if columns.iter().any(|known| known == column) => plain(Wanted::Column(column.to_owned())),
            unknown => {
                let own = columns.iter().map(String::as_str).filter(|column| !DIMENSIONS.contains(column));
                let all: Vec<&str> = DIMENSIONS.into_iter().chain(own).collect();
                let help = format!(
                    "one of: {}; a scan keeps a column of long values with --keep COLUMN",
                    all.join(", ")
                );
                Err(Error::new(ErrorKind::Columns, format!("--by {unknown}: there is no such column"))
                    .help(help))
            }
        }
    }

    /// Makes of a value in the store the value of the market.
    pub(crate) fn read(&self, text: &str, value: &mut String) {
        value.clear();
        match self.period {
            None => value.push_str(text.trim()),
            Some(_) if text.is_empty() => {}
            Some(Period::Year) => value.push_str(text.get(..4).unwrap_or(text)),
            Some(Period::Month) => value.push_str(text.get(..7).unwrap_or(text)),
            Some(Period::Quarter) => {
                let month: u8 = text.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
                *value = format!("{}-Q{}", text.get(..4).unwrap_or(text), month.saturating_sub(1) / 3 + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_cut_from_the_day() {
        for (name, expected) in [("year", "2024"), ("quarter", "2024-Q4"), ("month", "2024-11")] {
            let mut value = "before".to_owned();
            let dimension = Dimension::named(name, &[]).unwrap();
            dimension.read("2024-11-05", &mut value);
            assert_eq!(value, expected);
            dimension.read("", &mut value);
            assert_eq!(value, "");
        }
    }

    #[test]
    fn an_unknown_dimension_is_told_with_those_that_are_known() {
        let error = Dimension::named("stat", &["seniority".into(), "industry".into()]).unwrap_err();
        assert!(error.to_string().contains("--by stat"));
        let advice = error.advice().unwrap();
        assert!(advice.contains("state") && advice.contains("seniority"));
        assert_eq!(advice.matches("industry").count(), 1, "{advice}");
    }
}
