//! Years of experience: "5+ years", "three to five years", "18 months", and what they are years of.

use super::super::edges;
use super::super::mention::Years;
use crate::error::{Error, ErrorKind, Result};
use regex::bytes::Regex;
use std::ops::Range;

/// How far behind the years the concept may stand that they are years of.
pub(super) const REACH: usize = 80;
/// The longest phrase, in bytes, that is kept of what the years are of.
const LONGEST: usize = 80;

const NUMBER: &str = r"[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty";
const WORDS: [(&str, u16); 13] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
];

/// What says that the years before or behind are no experience asked for.
const NOT_BEFORE: [&str; 16] = [
    "age of",
    "aged",
    "celebrating",
    "last",
    "next",
    "over the",
    "past",
    "first",
    "every",
    "under",
    "within",
    "contract",
    "founded",
    "reach",
    "history of",
    "business for",
];
const NOT_BEHIND: [&str; 14] = [
    "old",
    "of age",
    "ago",
    "in business",
    "in a row",
    "after",
    "later",
    "contract",
    "fixed",
    "term",
    "of continuous",
    "warranty",
    "running",
    "of history",
];

/// How many bytes before "years" the numbers may begin.
const NUMBERS: usize = 48;

/// Finds years in a text.
#[derive(Debug)]
pub(super) struct Finder {
    /// Tried where a word for years or months stands.
    years: Regex,
}

/// Years that a text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) years: Years,
}

impl Finder {
    pub(super) fn new() -> Result<Self> {
        // "3", "3+", "three (3)", "3-5", "3 to 5", "3 or more".
        let pattern = format!(
            r"(?i-u)({NUMBER})(?:\s*\([0-9]{{1,2}}\+?\))?\s*\+?(?:\s*(?:-|\xE2\x80\x93|\xE2\x80\x94|to|or)\s*({NUMBER})\s*\+?)?(?:\s*\([0-9]{{1,2}}\+?\))?(?:\s+(?:or\s+more|plus|full|or\s+above))?[\s-]*(years?|yrs?|months?)$"
        );
        let years = Regex::new(&pattern).map_err(|error| {
            Error::new(ErrorKind::Dictionary, "the pattern of years is wrong").because(error)
        })?;
        Ok(Self { years })
    }

    /// The years of experience in `text`, in order.
    pub(super) fn find(&self, text: &str, out: &mut Vec<Found>) {
        out.clear();
        let mut done = 0;
        for word in words(text.as_bytes()) {
            let from = edges::ceil(text, word.start.saturating_sub(NUMBERS).max(done));
            let to = word.end;
            let to = to + usize::from(text[to..].starts_with(['s', 'S']));
            if text[to..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let Some(found) = self.years.captures(&text.as_bytes()[from..to]) else { continue };
            let whole = found.get(0).expect("there is a match");
            let (start, end) = (from + whole.start(), from + whole.end());
            let months = found[3].first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'm'));
            let Some(low) = number(&found[1], months) else { continue };
            let high =
                found.get(2).and_then(|high| number(high.as_bytes(), months)).filter(|high| *high > low);
            if (low == 0 && high.is_none()) || low > 40 || !is_asked(text, start, end) {
                continue;
            }
            done = end;
            out.push(Found { start, end, years: Years { low, high } });
        }
    }
}

/// Where "year", "yr" and "month" stand in `text`, in either case and in order.
fn words(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let begins = |at: usize, word: &[u8]| {
        text.get(at..at + word.len())
            .is_some_and(|bytes| bytes.eq_ignore_ascii_case(word))
            .then_some(at..at + word.len())
    };
    let years = memchr::memchr2_iter(b'y', b'Y', text);
    let months = memchr::memchr2_iter(b'm', b'M', text);
    let mut years = years.filter_map(move |at| begins(at, b"year").or_else(|| begins(at, b"yr"))).peekable();
    let mut months = months.filter_map(move |at| begins(at, b"month")).peekable();
    std::iter::from_fn(move || match (years.peek(), months.peek()) {
        (Some(year), Some(month)) if month.start < year.start => months.next(),
        (None, _) => months.next(),
        _ => years.next(),
    })
}

fn number(digits: &[u8], months: bool) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?.to_ascii_lowercase();
    let value = WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let value = value.or_else(|| text.parse().ok())?;
    u8::try_from(if months { value / 12 } else { value }).ok()
}

/// Whether the years are asked of the candidate, as far as the words beside them tell.
fn is_asked(text: &str, start: usize, end: usize) -> bool {
    let Some(head) = text.get(..start) else { return false };
    let Some(tail) = text.get(end..) else { return false };
    if head.ends_with(|c: char| c.is_alphanumeric() || "$£€.,/".contains(c))
        && !head.ends_with(char::is_lowercase)
    {
        return false;
    }
    let before: String = head.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let before = before.to_ascii_lowercase();
    let before = before.trim_end();
    let behind: String = tail.chars().take(24).collect::<String>().to_ascii_lowercase();
    let behind = behind.trim_start_matches([' ', '\'', '’', '-']);
    !NOT_BEFORE.iter().any(|word| before.ends_with(word))
        && !NOT_BEHIND.iter().any(|word| behind.starts_with(word))
}

/// What the years that end at `end` are of: the phrase behind them, without "of" and "experience".
pub(super) fn of_what<'t>(text: &'t str, end: usize, sentence: &Range<usize>) -> Option<&'t str> {
    let tail = &text[end..sentence.end.max(end)];
    let stop = tail.find(['.', ',', ';', ':', '(', ')', '\n', '\r', '•', '/']).unwrap_or(tail.len());
    let mut phrase = tail[..stop].trim_start_matches(['\'', '’', '+']).trim();
    let leads = [
        "s ",
        "of ",
        "in ",
        "as ",
        "a ",
        "an ",
        "the ",
        "with ",
        "using ",
        "direct ",
        "related ",
        "relevant ",
        "prior ",
        "previous ",
        "professional ",
        "practical ",
        "proven ",
        "experience ",
        "experiences ",
        "work ",
        "working ",
        "hands-on ",
    ];
    while let Some(rest) = leads.iter().find_map(|lead| {
        phrase.get(..lead.len()).filter(|head| head.eq_ignore_ascii_case(lead)).map(|_| &phrase[lead.len()..])
    }) {
        phrase = rest.trim_start();
    }
    for end in [" experience", " required", " preferred", " is ", " and ", " or "] {
        let found = memchr::memchr_iter(b' ', phrase.as_bytes()).find(|at| {
            phrase.as_bytes()[*at..]
                .get(..end.len())
                .is_some_and(|bytes| bytes.eq_ignore_ascii_case(end.as_bytes()))
        });
        if let Some(at) = found {
            phrase = phrase.get(..at)?;
        }
    }
    let phrase = phrase.trim();
    let bare =
        ["", "experience", "required", "preferred", "minimum", "of", "work", "s", "relevant", "related"];
    (phrase.len() <= LONGEST && !bare.iter().any(|word| phrase.eq_ignore_ascii_case(word))).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u8, Option<u8>)> {
        let mut out = Vec::new();
        Finder::new().unwrap().find(text, &mut out);
        out.iter().map(|found| (found.years.low, found.years.high)).collect()
    }

    #[test]
    fn years_of_experience() {
        for (text, expected) in [
            ("5+ years of Java", vec![(5, None)]),
            ("3-5 years' experience", vec![(3, Some(5))]),
            ("3 – 5 yrs", vec![(3, Some(5))]),
            ("three (3) years", vec![(3, None)]),
            ("Two to four years of sales", vec![(2, Some(4))]),
            ("at least 18 months experience", vec![(1, None)]),
            ("0-2 years", vec![(0, Some(2))]),
            ("2 or more years of SQL", vec![(2, None)]),
            ("skillsMinimum 10 years", vec![(10, None)]),
            ("must be 18 years of age", vec![]),
            ("21 years or older, 18 years old", vec![(21, None)]),
            ("in the last 5 years", vec![]),
            ("in business for 20 years", vec![]),
            ("founded 100 years ago", vec![]),
            ("the year 2020", vec![]),
            ("$50,000 years", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_the_years_are_of() {
        for (text, expected) in [
            ("5 years| of experience in retail management, and", Some("retail management")),
            ("5 years|' experience", None),
            ("5 years| of Java and SQL", Some("Java")),
            ("5 years| experience as a line cook", Some("line cook")),
            ("5 years| required", None),
        ] {
            let end = text.find('|').unwrap();
            let plain = text.replace('|', "");
            assert_eq!(of_what(&plain, end, &(0..plain.len())), expected, "{text:?}");
        }
    }
}
