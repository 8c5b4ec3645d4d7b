//! Dates: the day that a cell names, in the ways dumps write days.
//!
//! The day is taken as written; an offset after it ("2020-05-01T23:30:00-07:00") does not move it,
//! for the employer's day is what a person would call the posting's day. Epochs have no place and
//! are read in UTC. A day between slashes or hyphens with the year last is ambiguous unless one part
//! is above 12 or the column's order is known ([`DateOrder::infer`]); a guess would put every second
//! posting into a wrong month. "11 days ago" names no day: nobody said when that was.

use jiff::civil::Date;

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
    /// The order that a column follows, told by its dates that allow only one; unknown if there are
    /// none or they contradict each other.
    pub fn infer<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for value in values {
            if let Some((first, second, _, _)) = year_last(value.trim()) {
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

/// Longer cells are prose.
const LONGEST: usize = 64;

/// Month names in English, French, German and Spanish, lower case; the first three letters of an
/// English name do as well.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "janvier", "janv", "januar", "jänner", "enero", "ene"],
    &["feb", "february", "février", "fevrier", "févr", "februar", "febrero"],
    &["mar", "march", "mars", "märz", "maerz", "mrz", "marzo"],
    &["apr", "april", "avril", "avr", "abril", "abr"],
    &["may", "mai", "mayo"],
    &["jun", "june", "juin", "juni", "junio"],
    &["jul", "july", "juillet", "juil", "juli", "julio"],
    &["aug", "august", "août", "aout", "agosto", "ago"],
    &["sep", "sept", "september", "septembre", "septiembre"],
    &["oct", "october", "octobre", "oktober", "okt", "octubre"],
    &["nov", "november", "novembre", "noviembre"],
    &["dec", "december", "décembre", "decembre", "déc", "dezember", "dez", "diciembre", "dic"],
];

/// The day that `text` names, if it names one between 1990 and 2100.
pub fn parse(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    epoch(text)
        .or_else(|| year_first(text))
        .or_else(|| numeric_year_last(text, order))
        .or_else(|| with_month_name(text))
}

fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1990..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, also as floats; or 20190510.
fn epoch(text: &str) -> Option<Date> {
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
fn year_first(text: &str) -> Option<Date> {
    let (year, rest) = number(text)?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, rest) = number(&rest[1..])?;
    let (number_of_day, rest) = number(rest.strip_prefix(separator)?)?;
    ends_or_time(rest).then_some(())?;
    day(year, month, number_of_day)
}

/// The two parts before the year, the year and the separator of "10/01/2004".
fn year_last(text: &str) -> Option<(i64, i64, i64, char)> {
    let (first, rest) = number(text)?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (second, rest) = number(&rest[1..])?;
    let (year, rest) = number(rest.strip_prefix(separator)?)?;
    (ends_or_time(rest) && year >= 1000).then_some((first, second, year, separator))
}

/// 10.05.2019 is German and its kin, the day first; slashes and hyphens follow `order`.
fn numeric_year_last(text: &str, order: DateOrder) -> Option<Date> {
    let (first, second, year, separator) = year_last(text)?;
    match order {
        _ if first > 12 || separator == '.' => day(year, second, first),
        _ if second > 12 => day(year, first, second),
        DateOrder::DayFirst => day(year, second, first),
        DateOrder::MonthFirst => day(year, first, second),
        DateOrder::Unknown if first == second => day(year, first, second),
        DateOrder::Unknown => None,
    }
}

/// "10 May 2019", "May 10th, 2019", "Fri, 10-May-2019 10:00", "le 10 mai 2019".
fn with_month_name(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "of" | "de" | "the" | "le" | "posted" | "on"))
        .peekable();
    let is_weekday = |word: &str| word.len() > 1 && !starts_with_digit(word) && month(word).is_none();
    if words.peek().is_some_and(|word| is_weekday(word)) {
        words.next();
    }
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    if let Some(month) = month(second) {
        let (first, third) = (ordinal(first)?, ordinal(third)?);
        return if first > 31 { day(first, month, third) } else { day(third, month, first) };
    }
    let month = month(first)?;
    let number_of_day = ordinal(second)?;
    // "Fri May 10 10:00:00 UTC 2019" has the year at its end.
    let year = ordinal(third).filter(|year| *year >= 1000).or_else(|| ordinal(words.last()?))?;
    day(year, month, number_of_day)
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|character: char| character.is_ascii_digit())
}

fn month(word: &str) -> Option<i64> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    i64::try_from(index + 1).ok()
}

/// 10, 10th, 1er.
fn ordinal(word: &str) -> Option<i64> {
    let (value, rest) = number(word)?;
    matches!(rest, "" | "st" | "nd" | "rd" | "th" | "er").then_some(value)
}

/// The number of at most four digits at the start of the text, and the rest.
fn number(text: &str) -> Option<(i64, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&length) {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

/// What may follow a date made of numbers: nothing, or a time.
fn ends_or_time(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['T', 't', ' ', ',', 'Z', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_many_writings() {
        for (text, expected) in [
            ("2019-05-10", "2019-05-10"),
            ("2019/05/10", "2019-05-10"),
            ("2019/5/1", "2019-05-01"),
            ("2019-05-10T23:30:00-07:00", "2019-05-10"),
            ("2019-08-08T11:13:33+0100", "2019-08-08"),
            ("2024-12-29T02:53:40.000Z", "2024-12-29"),
            ("2019-05-10 10:00:00", "2019-05-10"),
            ("20190510", "2019-05-10"),
            ("1699138101", "2023-11-04"),
            ("1699138101000", "2023-11-04"),
            ("1699138101000.0", "2023-11-04"),
            ("1.699138101E12", "2023-11-04"),
            ("1.69E12", "2023-07-22"),
            ("1.69e+12", "2023-07-22"),
            ("1699138101000000", "2023-11-04"),
            ("1699138101000000000", "2023-11-04"),
            ("10 May 2019", "2019-05-10"),
            ("10th of May, 2019", "2019-05-10"),
            ("10-May-2019", "2019-05-10"),
            ("May 10, 2019", "2019-05-10"),
            ("Jan 5, 2004", "2004-01-05"),
            ("Posted on Jan 5, 2004", "2004-01-05"),
            ("Fri, 10 May 2019 10:00:00 GMT", "2019-05-10"),
            ("Fri May 10 10:00:00 UTC 2019", "2019-05-10"),
            ("2019 May 10", "2019-05-10"),
            ("1er février 2019", "2019-02-01"),
            ("10. März 2019", "2019-03-10"),
            ("10 de mayo de 2019", "2019-05-10"),
            ("10.05.2019", "2019-05-10"),
            ("25/01/2004", "2004-01-25"),
            ("01/25/2004", "2004-01-25"),
            ("01/25/2004 10:00 AM", "2004-01-25"),
            ("05/05/2004", "2004-05-05"),
        ] {
            let found = parse(text, DateOrder::Unknown).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_day() {
        for text in [
            "",
            "NA",
            "11 days ago",
            "30+ days ago",
            "today",
            "2004",
            "10/01/2004",
            "10-01-2004",
            "10/01/04",
            "1989-12-31",
            "2101-01-01",
            "2019-13-01",
            "2019-02-30",
            "32 May 2019",
            "May 2019",
            "921716",
            "0",
            "1",
            "-1",
            "1e400",
            "999999999999999999999999",
            "31/31/2019",
            "Immediately",
            "2019-05",
            "2019-05-10x",
            "20 January and then we shall see what happens until the year of 2019 and beyond it",
        ] {
            assert_eq!(parse(text, DateOrder::Unknown), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_a_column() {
        assert_eq!(DateOrder::infer(["05/01/2004", "NA", "27/02/2004"]), DateOrder::DayFirst);
        assert_eq!(DateOrder::infer(["05/01/2004", "02/27/2004"]), DateOrder::MonthFirst);
        assert_eq!(DateOrder::infer(["27/02/2004", "02/27/2004"]), DateOrder::Unknown);
        assert_eq!(DateOrder::infer(["05/01/2004", "2004-27-01"]), DateOrder::Unknown);
        let text = |order| parse("10/01/2004", order).map(|date| date.to_string());
        assert_eq!(text(DateOrder::DayFirst).as_deref(), Some("2004-01-10"));
        assert_eq!(text(DateOrder::MonthFirst).as_deref(), Some("2004-10-01"));
    }
}
