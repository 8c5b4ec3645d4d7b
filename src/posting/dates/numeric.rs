//! Dates of nothing but numbers: epochs, "2019-05-10", "10/05/2019", "10/05/19".

use jiff::civil::Date;

use super::{DateOrder, day, number};

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, also as floats; or 20190510.
pub(super) fn epoch(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() < 8 && !text.contains(['e', 'E'])
        || !bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+'))
    {
        return None;
    }
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let part = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
        return day(part(0, 4)?, part(4, 6)?, part(6, 8)?);
    }
    let number: f64 = text.parse().ok()?;
    // Each unit's range for 1990 to 2100, which do not overlap.
    let per_second = [1.0, 1e3, 1e6, 1e9]
        .into_iter()
        .find(|unit| (631_152_000.0..4_133_980_800.0).contains(&(number / unit)))?;
    // Within the range found above, whole seconds fit exactly.
    #[allow(clippy::cast_possible_truncation)]
    let seconds = (number / per_second).floor() as i64;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date())
}

/// 2019-05-10, 2019/5/10, 2019.05.10, with a time after it or not.
pub(super) fn year_first(text: &str) -> Option<Date> {
    let (year, rest) = number(text)?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, rest) = number(&rest[1..])?;
    let (number_of_day, rest) = number(rest.strip_prefix(separator)?)?;
    ends_or_time(rest).then_some(())?;
    day(year, month, number_of_day)
}

/// The three numbers of "10/01/2004", their separator, and how many digits the last has.
struct Parts {
    first: i64,
    second: i64,
    last: i64,
    separator: char,
    digits: usize,
}

fn parts(text: &str) -> Option<Parts> {
    let (first, rest) = number(text)?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (second, rest) = number(&rest[1..])?;
    let last_and_rest = rest.strip_prefix(separator)?;
    let (last, rest) = number(last_and_rest)?;
    let digits = last_and_rest.len() - rest.len();
    ends_or_time(rest).then_some(Parts { first, second, last, separator, digits })
}

/// The two parts before the year of "10/01/2004".
pub(super) fn before_the_year(text: &str) -> Option<(i64, i64)> {
    parts(text).filter(|parts| parts.last >= 1000).map(|parts| (parts.first, parts.second))
}

/// 10.05.2019 is German and its kin, the day first; slashes and hyphens follow `order`. A year of two
/// digits is read only where the order is known: "04/05/06" may be three days, and its first part a
/// year; with an order, its year is the last part.
pub(super) fn year_last(text: &str, order: DateOrder) -> Option<Date> {
    let Parts { first, second, last, separator, digits } = parts(text)?;
    if last < 1000 {
        let year = two_digits(last).filter(|_| digits == 2)?;
        return match order {
            DateOrder::Unknown => None,
            DateOrder::MonthFirst if separator != '.' => day(year, first, second),
            _ => day(year, second, first),
        };
    }
    match order {
        _ if first > 12 || separator == '.' => day(last, second, first),
        _ if second > 12 => day(last, first, second),
        DateOrder::DayFirst => day(last, second, first),
        DateOrder::MonthFirst => day(last, first, second),
        DateOrder::Unknown if first == second => day(last, first, second),
        DateOrder::Unknown => None,
    }
}

/// The year of two digits: 1990 to 1999 and 2000 to 2068; nothing was posted online in the years between.
pub(super) fn two_digits(year: i64) -> Option<i64> {
    match year {
        0..=68 => Some(2000 + year),
        90..=99 => Some(1900 + year),
        _ => None,
    }
}

/// What may follow a date made of numbers: nothing, or a time.
fn ends_or_time(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['T', 't', ' ', ',', 'Z', '+'])
}
