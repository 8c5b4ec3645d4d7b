//! What the sampled cells of a column look like.

use super::headers::fold;
use crate::posting::dates::{self, DateOrder};
use crate::posting::html::Plain;
use crate::posting::present;
use std::collections::HashSet;

/// How much of a text is compared with another.
const COMPARED: usize = 300;

/// The sampled rows; a row may be shorter than the header.
#[derive(Clone, Copy)]
pub(super) struct Sample<'a>(pub(super) &'a [Vec<String>]);

impl<'a> Sample<'a> {
    /// The values of a column, the cells without one left out.
    pub(super) fn values(self, column: usize) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter_map(move |row| row.get(column))
            .map(|cell| present(cell))
            .filter(|cell| !cell.is_empty())
    }

    /// How many cells have a value.
    pub(super) fn filled(self, column: usize) -> usize {
        self.values(column).count()
    }

    /// The length of all values together, in characters.
    pub(super) fn total(self, column: usize) -> usize {
        self.values(column).map(|value| value.chars().count()).sum()
    }

    /// The mean length of the values, in characters.
    pub(super) fn mean(self, column: usize) -> usize {
        self.total(column).checked_div(self.filled(column)).unwrap_or(0)
    }

    /// Whether any value has a letter, or nothing is known.
    pub(super) fn may_have_words(self, column: usize) -> bool {
        let mut values = self.values(column).peekable();
        values.peek().is_none() || values.any(|value| value.chars().any(char::is_alphabetic))
    }

    /// Whether the values are prose rather than codes, addresses or lists of a few words.
    pub(super) fn is_prose(self, column: usize) -> bool {
        let words: usize = self.values(column).map(|value| value.split_whitespace().count()).sum();
        self.mean(column) >= 200 && words >= 20 * self.filled(column)
    }

    /// Whether every row has a value of its own, short and without blanks, and there are enough rows
    /// for that to mean something.
    pub(super) fn is_unique(self, column: usize) -> bool {
        let mut seen = HashSet::new();
        let one_each = self
            .values(column)
            .all(|value| value.len() <= 64 && !value.contains(char::is_whitespace) && seen.insert(value));
        one_each && seen.len() == self.0.len() && seen.len() >= 5
    }

    /// How many values are days.
    pub(super) fn days(self, column: usize) -> usize {
        self.values(column).filter(|value| dates::parse(value, DateOrder::DayFirst).is_some()).count()
    }

    /// Whether the values are plain numbers, as epochs and ids are.
    pub(super) fn is_numeric(self, column: usize) -> bool {
        self.values(column).all(|value| value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    }

    /// Whether the text in `part` stands in `whole` again, in at least four of five rows that have it.
    pub(super) fn repeats(self, part: usize, whole: usize) -> bool {
        let (mut same, mut compared) = (0, 0);
        let mut plain = Plain::default();
        let mut read = |cell: &str| {
            plain.fill(cell);
            fold(plain.text(cell))
        };
        for row in self.0 {
            let (Some(part), Some(whole)) = (row.get(part), row.get(whole)) else { continue };
            let part: String = read(present(part)).chars().take(COMPARED).collect();
            if part.len() >= 40 {
                compared += 1;
                same += usize::from(read(present(whole)).contains(&part));
            }
        }
        compared >= 3 && same * 5 >= compared * 4
    }
}
