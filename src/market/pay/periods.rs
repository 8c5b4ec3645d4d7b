//! Periods: the words that say for how long a figure pays.

use super::figures::{Token, Tokens};

/// The period for which pay is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// One hour.
    Hour,
    /// One working day.
    Day,
    /// One week.
    Week,
    /// One month.
    Month,
    /// One year.
    Year,
}

/// What words say of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// This one.
    Period(Period),
    /// Something that no rule makes a year of: a fortnight, a visit, a mile.
    Other,
}

/// Words that say the period wherever they stand.
#[rustfmt::skip]
const ADVERBS: &[(&[&str], Said)] = &[
    (&["hourly", "ph", "p.h", "p/h", "phr", "horaire", "stündlich", "stundenlohn", "uurloon"],
        Said::Period(Period::Hour)),
    (&["daily", "pd", "p.d", "p/d", "journalier", "journalière", "täglich", "tagessatz", "tjm"],
        Said::Period(Period::Day)),
    (&["weekly", "pw", "p.w", "p/w", "hebdomadaire", "wöchentlich", "semanal"], Said::Period(Period::Week)),
    (&["monthly", "pm", "p.m", "p/m", "pcm", "mensuel", "mensuelle", "mensuels", "monatlich", "mensual",
        "mensuales", "mensile"], Said::Period(Period::Month)),
    (&["yearly", "annually", "annual", "annum", "anum", "pa", "p.a", "p/a", "lpa", "annuel", "annuelle",
        "annuels", "jährlich", "jahresgehalt", "anual", "anuales", "annuo", "annui"],
        Said::Period(Period::Year)),
    (&["biweekly", "fortnightly", "bimonthly", "semimonthly", "quarterly", "piecework"], Said::Other),
];

/// Words that say it after "per", "a", a slash or the figure itself; elsewhere they say how long.
#[rustfmt::skip]
const UNITS: &[(&[&str], Said)] = &[
    (&["hour", "hours", "hr", "hrs", "h", "heure", "heures", "stunde", "std", "hora", "horas", "ora", "uur",
        "godz"], Said::Period(Period::Hour)),
    (&["day", "days", "d", "diem", "jour", "jours", "tag", "tage", "día", "dia", "días", "giorno", "j",
        "dag"], Said::Period(Period::Day)),
    (&["week", "weeks", "wk", "w", "semaine", "semaines", "woche", "wochen", "semana"],
        Said::Period(Period::Week)),
    (&["month", "months", "mo", "mth", "mnth", "m", "mois", "monat", "monate", "mes", "meses", "mese",
        "maand", "mies", "mês", "måned"],
        Said::Period(Period::Month)),
    (&["year", "years", "yr", "yrs", "y", "an", "ans", "année", "jahr", "jahre", "año", "años", "ano", "anno",
        "jaar", "år", "rok", "ann", "annun", "anuum"], Said::Period(Period::Year)),
    (&["fortnight", "quarter", "semester", "session", "sessions", "shift", "visit", "mile", "unit", "piece",
        "word", "lesson", "class", "call", "delivery", "hectare"], Said::Other),
];

/// Words before a unit.
const PER: &[&str] =
    &["per", "a", "an", "each", "every", "par", "pro", "por", "al", "im", "je", "l", "zu", "la", "el"];

/// Whether a word is a form in small letters, whatever its case.
pub(super) fn same(word: &str, form: &str) -> bool {
    if word.is_ascii() || form.is_ascii() {
        return word.eq_ignore_ascii_case(form);
    }
    word.chars().flat_map(char::to_lowercase).eq(form.chars())
}

/// Whether a word is one of the forms.
pub(super) fn is_one_of(word: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| same(word, form))
}

fn find(word: &str, table: &[(&[&str], Said)]) -> Option<Said> {
    table.iter().find(|(forms, _)| is_one_of(word, forms)).map(|(_, said)| *said)
}

/// Whether the token is a unit of time, whatever stands before it.
pub(super) fn is_unit(token: Option<Token<'_>>) -> bool {
    matches!(token, Some(Token::Word(word)) if matches!(find(word, UNITS), Some(Said::Period(_))))
}

/// Whether the word says a period wherever it stands.
pub(super) fn is_adverb(word: &str) -> bool {
    find(word, ADVERBS).is_some()
}

/// Whether the token is "per", its kin or a slash.
pub(super) fn is_per(token: Option<Token<'_>>) -> bool {
    match token {
        Some(Token::Word(word)) => is_one_of(word, PER),
        Some(Token::Sign(sign)) => sign == '/',
        _ => false,
    }
}

/// What the token at `at` says of the period, if it says anything there.
pub(super) fn said(tokens: &Tokens<'_>, at: usize) -> Option<Said> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    let before = at.checked_sub(1).and_then(|index| tokens.get(index));
    if let Some(said) = find(word, ADVERBS) {
        let word_before = |steps: usize| match at.checked_sub(steps).and_then(|index| tokens.get(index)) {
            Some(Token::Word(word)) => word,
            _ => "",
        };
        let hyphenated = matches!(before, Some(Token::Sign('-')));
        let twice = is_one_of(word_before(if hyphenated { 2 } else { 1 }), &["bi", "semi"]);
        let verb = 1 + usize::from(twice) + usize::from(twice && hyphenated);
        // "Paid weekly" says when the money comes.
        if is_one_of(word_before(verb), &["paid", "payable"]) {
            return None;
        }
        return Some(if twice { Said::Other } else { said });
    }
    // "An hour", not the French year.
    if is_one_of(word, &["an"]) && is_unit(tokens.get(at + 1)) {
        return None;
    }
    let said = find(word, UNITS)?;
    (is_per(before) || is_direct(before) && word.len() > 1).then_some(said)
}

/// Whether a unit may follow directly: "$15 hour".
fn is_direct(before: Option<Token<'_>>) -> bool {
    matches!(before, Some(Token::Number(number)) if !number.multiplied())
}

/// What a cell for the period says, in the words of a text or in a code.
pub(super) fn of_cell(cell: &str) -> Option<Said> {
    let tokens = Tokens::of(cell);
    let mut found = None;
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        if is_one_of(word, &["bi", "semi", "without"]) {
            return Some(Said::Other);
        }
        let article = is_one_of(word, &["a", "an"]) && is_unit(tokens.get(at + 1));
        if !article {
            found = found.or_else(|| find(word, ADVERBS)).or_else(|| find(word, UNITS));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (cell, period) in [
            ("YEARLY", Period::Year),
            ("YEAR", Period::Year),
            ("Per Year", Period::Year),
            ("PER_HOUR", Period::Hour),
            ("an hour", Period::Hour),
            ("PA", Period::Year),
            ("PH", Period::Hour),
            ("h", Period::Hour),
            ("Monthly", Period::Month),
            ("par an", Period::Year),
            ("jährlich", Period::Year),
            ("WEEK", Period::Week),
            ("DAY", Period::Day),
        ] {
            assert_eq!(of_cell(cell), Some(Said::Period(period)), "{cell}");
        }
        assert_eq!(of_cell("Bi-weekly"), Some(Said::Other));
        assert_eq!(of_cell("Without compensation"), Some(Said::Other));
        assert_eq!(of_cell(""), None);
        assert_eq!(of_cell("BASE_SALARY"), None);
    }
}
