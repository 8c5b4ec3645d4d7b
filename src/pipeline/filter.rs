//! Filters on postings: `--where state=TX`, `--where 'title~security|cyber'`, `--where posted>=2024-01-01`.

use super::dimension::{Dimension, Scale};
use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use std::str::FromStr;

/// A condition on a dimension. Case does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The dimension.
    pub dimension: String,
    operator: Operator,
    /// What it is compared with, any of which will do; in lower case.
    values: Vec<String>,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// Operators as they are written; those of two signs first.
const OPERATORS: [(&str, Operator); 8] = [
    ("!=", Operator::IsNot),
    ("!~", Operator::ContainsNot),
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=", Operator::Is),
    ("~", Operator::Contains),
    (">", Operator::Above),
    ("<", Operator::Below),
];

impl FromStr for Filter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |what: &str| {
            Error::new(ErrorKind::Settings, format!("--where {text:?} {what}")).help(
                "write DIMENSION and one of = != ~ !~ >= <= > < and values with | between them: \
                 --where state=TX, --where 'title~security|cyber', --where 'posted>=2024-01-01'",
            )
        };
        let at = text.find(['=', '!', '~', '<', '>']).ok_or_else(|| wrong("has no operator"))?;
        let (dimension, rest) = text.split_at(at);
        let (sign, operator) = OPERATORS
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign))
            .ok_or_else(|| wrong("has no operator"))?;
        if dimension.trim().is_empty() {
            return Err(wrong("names no dimension"));
        }
        let values: Vec<String> =
            rest[sign.len()..].split('|').map(|value| value.trim().to_lowercase()).collect();
        if values.iter().any(String::is_empty) && !matches!(operator, Operator::Is | Operator::IsNot) {
            return Err(wrong("has an empty value, which only = and != can have"));
        }
        Ok(Self { dimension: dimension.trim().to_owned(), operator, values, text: text.to_owned() })
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Filter {
    /// The same of another dimension, as it is written.
    pub(super) fn of_dimension(&self, other: &str) -> String {
        let rest = self.text.trim_start().strip_prefix(self.dimension.as_str());
        format!("{other}{}", rest.unwrap_or(&self.text).trim_start())
    }

    /// Whether it says what must not be.
    pub(super) fn excludes(&self) -> bool {
        matches!(self.operator, Operator::IsNot | Operator::ContainsNot)
    }

    /// Whether it names one of several values for the same thing, be it to include or to exclude it.
    pub(super) fn names_any(&self, values: &[&str]) -> bool {
        values.iter().any(|value| self.passes(value) != self.excludes())
    }

    /// Refuses values that cannot be compared with those of the dimension, and comparisons by size of what has none.
    fn check(&self, scale: Scale) -> Result<()> {
        let compares = !matches!(
            self.operator,
            Operator::Is | Operator::IsNot | Operator::Contains | Operator::ContainsNot
        );
        let is_day = |value: &str| {
            let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            matches!(shape.as_str(), "0000" | "0000-00" | "0000-00-00")
        };
        let wrong = |what: &str, help: &str| {
            Err(Error::new(ErrorKind::Settings, format!("--where {:?} {what}", self.text)).help(help))
        };
        match scale {
            Scale::Number if compares && !self.values.iter().all(|value| value.parse::<f64>().is_ok()) => {
                wrong("compares numbers with something else", "write the number plainly: 90000")
            }
            Scale::Day if compares && !self.values.iter().all(|value| is_day(value)) => {
                wrong("compares days with something else", "write days as 2024-05-31, 2024-05 or 2024")
            }
            _ => Ok(()),
        }
    }

    /// Refuses what cannot be asked of what postings name.
    pub(super) fn check_naming(&self) -> Result<()> {
        let asks = matches!(
            self.operator,
            Operator::Is | Operator::IsNot | Operator::Contains | Operator::ContainsNot
        );
        if asks && !self.values.iter().any(String::is_empty) {
            return Ok(());
        }
        let what = format!("--where {:?} does not name anything", self.text);
        Err(Error::new(ErrorKind::Settings, what)
            .help("write credential=NAME, credential!=NAME or credential~PART"))
    }

    /// Whether a value of the dimension passes. What is not stated is never above or below anything.
    fn passes(&self, value: &str) -> bool {
        let value = value.to_lowercase();
        let any = |test: &dyn Fn(&str) -> bool| self.values.iter().any(|other| test(other));
        match self.operator {
            Operator::Is => any(&|other| is_same(&value, other)),
            Operator::IsNot => !any(&|other| is_same(&value, other)),
            Operator::Contains => any(&|other| value.contains(other)),
            Operator::ContainsNot => !any(&|other| value.contains(other)),
            _ if value.is_empty() => false,
            Operator::AtLeast => any(&|other| order(&value, other).is_ge()),
            Operator::AtMost => any(&|other| order(&value, other).is_le()),
            Operator::Above => any(&|other| order(&value, other).is_gt()),
            Operator::Below => any(&|other| order(&value, other).is_lt()),
        }
    }
}

/// Whether two values are the same; 1 is 1.0.
fn is_same(one: &str, other: &str) -> bool {
    one == other || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

/// Numbers by their size, all else by its letters, which is right for ISO dates.
fn order(one: &str, other: &str) -> std::cmp::Ordering {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.total_cmp(&other),
        _ => one.cmp(other),
    }
}

/// Filters with their dimensions: which postings pass all of them.
#[derive(Clone, Debug)]
pub(crate) struct Conditions(pub(crate) Vec<(Dimension, Filter)>);

impl Conditions {
    pub(crate) fn new(filters: &[Filter], columns: &[String]) -> Result<Self> {
        let with_dimension = |filter: &Filter| {
            let dimension = Dimension::named(&filter.dimension, columns, "--where")?;
            filter.check(dimension.scale())?;
            Ok((dimension, filter.clone()))
        };
        Ok(Self(filters.iter().map(with_dimension).collect::<Result<_>>()?))
    }

    /// Whether a posting passes. `values` gives the wanted values of the condition at a place.
    pub(crate) fn pass<'v>(&self, values: impl Fn(usize) -> Vec<&'v str>, scratch: &mut String) -> bool {
        self.0.iter().enumerate().all(|(at, (dimension, filter))| {
            dimension.read(&values(at), scratch);
            filter.passes(scratch)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_values() {
        for (filter, value, passes) in [
            ("state=TX", "TX", true),
            ("state=tx|CA", "CA", true),
            ("state=TX", "CA", false),
            ("state!=TX", "", true),
            ("state=", "", true),
            ("title~security|cyber", "Senior Cyber Analyst", true),
            ("title!~senior", "Senior Cyber Analyst", false),
            ("posted>=2024-01-01", "2024-05-01", true),
            ("posted<2024-01-01", "", false),
            ("pay_low>90000", "100000", true),
            ("pay_low>90000", "9", false),
            ("years_low<=2", "2", true),
            ("team = A>B", "a>b", true),
            ("remote=1", "1.0", true),
            ("remote=1", "10", false),
        ] {
            let found: Filter = filter.parse().expect("a filter");
            assert_eq!(found.passes(value), passes, "{filter} {value}");
            assert_eq!(found.to_string(), filter);
        }
    }

    #[test]
    fn what_cannot_be_compared_is_told() {
        let check = |filter: &str| {
            Conditions::new(&[filter.parse().expect("a filter")], &["team".into()]).map(|_| ())
        };
        for filter in
            ["pay_low>90000", "posted>=2024", "posted<2024-05-01", "pay_low=", "team>b", "posted~2024"]
        {
            assert!(check(filter).is_ok(), "{filter}");
        }
        for filter in ["pay_low>90,000", "pay_low>=$90k", "posted>=01/02/2024", "years_low<two"] {
            let error = check(filter).expect_err(filter);
            assert!(error.advice().is_some(), "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_told() {
        for text in ["state", "=TX", "", "state!", "posted>=", "title~a||b"] {
            let error = text.parse::<Filter>().expect_err(text);
            assert!(error.advice().is_some_and(|advice| advice.contains("--where")), "{text}");
        }
    }
}
