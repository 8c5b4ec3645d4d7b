//! Dates with the name of a month: "10 May 2019", "May 10th", "le 10 mai 2019".

use jiff::civil::Date;

use super::{DateOrder, day, number, numeric};

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

/// Words that may stand around a date.
const FILLERS: &[&str] =
    &["of", "de", "the", "le", "posted", "on", "publié", "published", "listed", "am", "el"];

/// The beginnings of the days of the week in the same languages.
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "die",
    "mit", "don", "fre", "son", "mié", "jue", "vie", "sáb", "dom",
];

/// "10 May 2019", "May 10th, 2019", "Fri, 10-May-2019 10:00", "le 10 mai 2019"; "10-May-19" where the
/// order of dates is known, which says that the year is last; "10 May" near a reference.
pub(super) fn with_month_name(text: &str, order: DateOrder, reference: Option<Date>) -> Option<Date> {
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .peekable();
    let is_name = |word: &str| word.len() > 1 && !starts_with_digit(word) && month(word).is_none();
    let mut plain = true;
    if let Some(name) = words.next_if(|word| is_name(word)) {
        plain = WEEKDAYS.iter().any(|weekday| name.starts_with(weekday));
    }
    let (first, second) = (words.next()?, words.next()?);
    let Some(third) = words.next() else {
        return without_year(first, second, reference.filter(|_| plain)?);
    };
    let short_year = |year: i64| -> i64 {
        let known = order != DateOrder::Unknown && third.len() == 2 && !text.contains(':');
        numeric::two_digits(year).filter(|_| known).unwrap_or(year)
    };
    if let Some(month) = month(second) {
        let (first, third) = (ordinal(first)?, ordinal(third)?);
        return if first > 31 { day(first, month, third) } else { day(short_year(third), month, first) };
    }
    let month = month(first)?;
    let number_of_day = ordinal(second)?;
    // "Fri May 10 10:00:00 UTC 2019" has the year at its end.
    let year = match ordinal(third).filter(|year| *year >= 1000) {
        Some(year) => year,
        None => match words.last() {
            Some(last) => ordinal(last)?,
            None => short_year(ordinal(third)?),
        },
    };
    day(year, month, number_of_day)
}

/// The last "10 May" or "May 10" up to the reference.
fn without_year(first: &str, second: &str, reference: Date) -> Option<Date> {
    let (number_of_day, month) = match month(second) {
        Some(month) => (ordinal(first)?, month),
        None => (ordinal(second)?, month(first)?),
    };
    let year = i64::from(reference.year());
    let this_year = day(year, month, number_of_day).filter(|date| *date <= reference);
    let is_earlier = (month, number_of_day) > (i64::from(reference.month()), i64::from(reference.day()));
    this_year.or_else(|| day(year - 1, month, number_of_day).filter(|_| is_earlier))
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
