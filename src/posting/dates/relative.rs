//! Days told from the day on which the dump was made: "today", "3 days ago", "il y a 2 semaines".

use jiff::Span;
use jiff::civil::Date;

use super::number;

/// Whole cells, and how many days ago they mean.
#[rustfmt::skip]
const WHOLE: &[(&str, i64)] = &[
    ("just now", 0), ("just", 0), ("new", 0), ("now", 0), ("today", 0), ("yesterday", 1),
    ("aujourd hui", 0), ("hier", 1), ("avant hier", 2), ("heute", 0), ("gestern", 1), ("vorgestern", 2),
    ("hoy", 0), ("ayer", 1), ("anteayer", 2),
];

/// Words that may stand around the number and its unit.
const FILLERS: &[&str] = &[
    "posted",
    "reposted",
    "listed",
    "published",
    "added",
    "job",
    "ago",
    "publié",
    "publiée",
    "il",
    "y",
    "vor",
    "hace",
    "publicado",
    "veröffentlicht",
];

/// Words for one.
const ONE: &[&str] = &["a", "an", "one", "un", "une", "una", "einem", "einer"];

/// Units of time, and how many hours they have.
#[rustfmt::skip]
const UNITS: &[(&[&str], i64)] = &[
    (&["second", "seconds", "sec", "secs", "s", "minute", "minutes", "min", "mins", "m", "minuten",
        "minutos"], 0),
    (&["hour", "hours", "hr", "hrs", "h", "heure", "heures", "stunde", "stunden", "hora", "horas"], 1),
    (&["day", "days", "d", "jour", "jours", "j", "tag", "tage", "tagen", "día", "días", "dia", "dias"], 24),
    (&["week", "weeks", "wk", "wks", "w", "semaine", "semaines", "woche", "wochen", "semana", "semanas"],
        168),
];

/// The longest ago that is told in days or weeks.
const MOST_DAYS: i64 = 400;

/// The day that `text` means when it was written on the day `reference`.
pub(super) fn read(text: &str, reference: Date) -> Option<Date> {
    // A bound: "30+ days ago", "> 30 days", "30d+".
    if text.contains(['+', '>', '<']) {
        return None;
    }
    let days = days_ago(&text.to_lowercase())?;
    reference.checked_sub(Span::new().try_days(days).ok()?).ok()
}

fn days_ago(lower: &str) -> Option<i64> {
    let mut words = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word));
    let first = words.next()?;
    let second = words.next();
    // The "a" of "il y a 3 jours" is no number.
    let (first, second) = match (first, second) {
        ("a", Some(next)) if next.starts_with(|c: char| c.is_ascii_digit()) || ONE.contains(&next) => {
            (next, words.next())
        }
        pair => pair,
    };
    if words.next().is_some() {
        return None;
    }
    let is_whole = |phrase: &str| match phrase.split_once(' ') {
        Some((one, other)) => one == first && second == Some(other),
        None => phrase == first && second.is_none(),
    };
    if let Some((_, days)) = WHOLE.iter().find(|(phrase, _)| is_whole(phrase)) {
        return Some(*days);
    }
    let (count, unit) = match number(first) {
        Some((count, "")) => (count, second?),
        Some((count, unit)) if second.is_none() => (count, unit),
        None if ONE.contains(&first) => (1, second?),
        _ => return None,
    };
    let (_, hours) = UNITS.iter().find(|(names, _)| names.contains(&unit))?;
    Some(count * hours / 24).filter(|days| *days <= MOST_DAYS)
}
