//! Dates: the day that a cell names, in the ways dumps write days.
//!
//! The day is taken as written; an offset after it ("2020-05-01T23:30:00-07:00") does not move it,
//! for the employer's day is what a person would call the posting's day. Epochs have no place and
//! are read in UTC. A day between slashes or hyphens with the year last is ambiguous unless one part
//! is above 12 or the column's order is known ([`DateOrder::infer`]); a guess would put every second
//! posting into a wrong month. "11 days ago" and "10 May" name no day by themselves: they are read
//! only by [`parse_near`], where the person says on which day the dump was made.

mod numeric;
mod relative;
mod words;

#[cfg(test)]
mod tests;

use std::str::FromStr;

use jiff::civil::Date;

use crate::error::{Error, ErrorKind};

/// Which part of "10/01/2004" is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Not known: only dates with a part above 12 are read.
    #[default]
    Unknown,
    /// 10 January.
    DayFirst,
    /// October 1.
    MonthFirst,
}

impl DateOrder {
    /// The order that a column follows, told by its dates with four digits for the year that allow only
    /// one; unknown if there are none or they contradict each other.
    pub fn infer<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for value in values {
            if let Some((first, second)) = numeric::before_the_year(value.trim()) {
                day_first |= first > 12 && second <= 12;
                month_first |= second > 12 && first <= 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Unknown,
        }
    }
}

impl FromStr for DateOrder {
    type Err = Error;

    /// "day-first" or "month-first"; anything else is an error of the settings.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "day-first" => Ok(Self::DayFirst),
            "month-first" => Ok(Self::MonthFirst),
            _ => Err(Error::new(ErrorKind::Settings, format!("\u{201c}{text}\u{201d} is no order of dates"))
                .help("write day-first (10/01 is 10 January) or month-first (10/01 is October 1)")),
        }
    }
}

/// Longer cells are prose.
const LONGEST: usize = 64;

/// Days since 1970-01-01.
pub(crate) fn days_since_1970(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).map_or(0, |span| span.get_days())
}

/// The day that `text` names, if it names one between 1990 and 2100.
pub fn parse(text: &str, order: DateOrder) -> Option<Date> {
    parse_near(text, order, None)
}

/// The day that `text` names, between 1990 and 2100; with the day on which the dump was made, also
/// the day that it names from there:
/// - without a year ("10 May"), the last such day up to the reference, which is within twelve months
///   of it; 29 February is none where the last February had 28 days;
/// - "today", "yesterday", "just posted", "3 days ago", "3d", "5 hours ago" (whole days of 24 hours),
///   "2 weeks ago" (14 days, though it may be up to 20), and the same in French, German and Spanish.
///
/// "30+ days ago" is a bound, and months and years ago are too vague for a market's period: they stay
/// unread.
pub fn parse_near(text: &str, order: DateOrder, reference: Option<Date>) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let from_reference = || relative::read(text, reference?);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return from_reference();
    }
    numeric::epoch(text)
        .or_else(|| numeric::year_first(text))
        .or_else(|| numeric::year_last(text, order))
        .or_else(|| words::with_month_name(text, order, reference))
        .or_else(from_reference)
}

fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1990..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of at most four digits at the start of the text, and the rest.
fn number(text: &str) -> Option<(i64, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&length) {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}
