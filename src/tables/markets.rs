//! The markets of a run as numbers: every combination of values that postings have in the
//! dimensions asked for.

use crate::market::period::Period;
use std::collections::HashMap;

/// Numbers markets in the order they are met. Tables are sorted by value and never by number, so
/// that the order of the postings does not show.
#[derive(Clone, Debug, Default)]
pub struct Markets {
    dimensions: Vec<String>,
    /// The dimension that is a period, and which.
    period: Option<(usize, Period)>,
    values: Vec<Vec<String>>,
    numbers: HashMap<Vec<String>, u32>,
}

/// A market apart from its period.
type Stem<'m> = (Vec<&'m str>, &'m str);

impl Markets {
    /// No market yet, in these dimensions; with no dimensions there is one market, "all".
    /// The first dimension that bears the name of a [`Period`] is what change is measured along.
    pub fn new(dimensions: Vec<String>) -> Self {
        let period = |(at, name): (usize, &String)| {
            let period = Period::ALL.into_iter().find(|period| period.name() == name)?;
            Some((at, period))
        };
        let period = dimensions.iter().enumerate().find_map(period);
        Self { dimensions, period, ..Self::default() }
    }

    /// The names of the dimensions.
    pub fn dimensions(&self) -> &[String] {
        &self.dimensions
    }

    /// The number of the market with these values, one per dimension; an empty value is "not stated".
    /// None where there are too many markets to number.
    ///
    /// # Panics
    /// Where there is not one value per dimension.
    pub fn number(&mut self, values: &[String]) -> Option<u32> {
        assert_eq!(values.len(), self.dimensions.len(), "a market has one value per dimension");
        if let Some(number) = self.numbers.get(values) {
            return Some(*number);
        }
        let number = u32::try_from(self.values.len()).ok()?;
        if number == super::PartColumns::NOT_COUNTED {
            return None;
        }
        self.values.push(values.to_vec());
        self.numbers.insert(values.to_vec(), number);
        Some(number)
    }

    /// The values of a market.
    pub fn values(&self, number: u32) -> Option<&[String]> {
        self.values.get(usize::try_from(number).ok()?).map(Vec::as_slice)
    }

    /// How many markets there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The markets that differ in nothing but their period, together.
    pub fn stems(&self) -> Vec<Vec<u32>> {
        let mut stems: std::collections::BTreeMap<Vec<&str>, Vec<u32>> = std::collections::BTreeMap::new();
        let numbers = (0..).take(self.values.len());
        for (number, (stem, _)) in numbers.filter_map(|number| Some((number, self.stem(number)?))) {
            stems.entry(stem).or_default().push(number);
        }
        stems.into_values().collect()
    }

    /// The values of a market but its period, and the period; no period is "".
    pub(super) fn stem(&self, number: u32) -> Option<Stem<'_>> {
        let values = self.values(number)?;
        let at = self.period.map(|(at, _)| at);
        let others = values.iter().enumerate().filter(|(place, _)| Some(*place) != at);
        let period = at.and_then(|at| values.get(at)).map_or("", String::as_str);
        Some((others.map(|(_, value)| value.as_str()).collect(), period))
    }

    /// The period before one of these markets' periods.
    pub(super) fn period_before(&self, period: &str) -> Option<String> {
        self.period.and_then(|(_, kind)| kind.before(period))
    }

    /// Whether markets are cut by a period.
    pub(super) fn has_period(&self) -> bool {
        self.period.is_some()
    }

    /// The market with the name of each dimension beside its value.
    pub(super) fn named(&self, number: u32) -> Option<Vec<(String, String)>> {
        let values = self.values(number)?;
        Some(self.dimensions.iter().cloned().zip(values.iter().cloned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_one_market() {
        let mut markets = Markets::new(vec!["state".into(), "occupation".into()]);
        let texas = ["Texas".to_owned(), String::new()];
        assert_eq!(markets.number(&texas), Some(0));
        assert_eq!(markets.number(&["Texas".into(), "Nurse".into()]), Some(1));
        assert_eq!(markets.number(&texas), Some(0));
        assert_eq!(markets.values(0), Some(&texas[..]));
        assert_eq!((markets.len(), markets.values(2)), (2, None));
        assert_eq!(Markets::new(Vec::new()).number(&[]), Some(0));
    }
}
