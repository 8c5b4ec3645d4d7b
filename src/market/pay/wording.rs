//! Wording: which of a text's numbers are its pay, and what the words around them say.

use super::currency::{self, Mark};
use super::figures::{Token, Tokens};
use super::number::Number;
use super::periods::{self, Said, is_one_of};

/// How many tokens after a figure may stand before the other end of its range.
const REACH: usize = 10;

/// Words before the number of a grade.
#[rustfmt::skip]
const GRADES: &[&str] = &[
    "band", "bands", "grade", "grades", "level", "step", "tier", "annex", "point", "points", "scale", "scp",
    "gs", "afc", "spine", "class", "ref", "year", "stufe", "niveau", "coefficient", "page", "top",
];

/// Words between two figures that make them a range.
const TO: &[&str] =
    &["to", "à", "bis", "until", "till", "through", "thru", "a", "tot", "hasta", "max", "maximum"];
/// Words before two figures that an "and" then makes a range, and that "and".
const BETWEEN: &[&str] = &["between", "entre", "zwischen", "tussen"];
const AND: &[&str] = &["and", "et", "und", "y", "en"];

/// Words inside a range that change nothing.
const NEUTRAL: &[&str] = &[
    "gross", "net", "brut", "bruts", "brutto", "netto", "bruto", "up", "from", "per", "approx", "rata", "pro",
];

/// Things that are counted and are no pay.
const COUNTED: &[&str] = &["wte", "fte", "sessions", "pas", "posts", "hpw", "hours", "hrs", "minutes", "x"];

/// The pay that a text states, before it is converted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording {
    pub(super) low: Number,
    pub(super) high: Number,
    pub(super) currency: Option<Mark>,
    pub(super) period: Option<Said>,
}

/// What comes on top of the pay, and words that add it.
const EXTRAS: &[&str] = &[
    "bonus",
    "bonuses",
    "welcome",
    "allowance",
    "relocation",
    "prime",
    "primes",
    "sign",
    "signing",
    "retention",
    "referral",
];
const ADDING: &[&str] = &["plus", "ote"];

impl Wording {
    /// What a pay cell says: its first figure or range that has a currency or a multiplier, or else
    /// its first figure or range.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let tokens = Tokens::of(text);
        let reader = Reader { tokens: &tokens };
        reader.first(true).or_else(|| reader.first(false))
    }

    /// What the cells for the lowest and the highest pay say; either alone is both.
    pub(super) fn of_cells(low: &str, high: &str) -> Option<Self> {
        let (low, high) = (Self::of_text(low), Self::of_text(high));
        let (low, high) = (low.or(high)?, high.or(low)?);
        Some(Self {
            currency: low.currency.or(high.currency),
            period: low.period.or(high.period),
            ..Self::range(low.low, high.high)
        })
    }

    fn range(one: Number, other: Number) -> Self {
        let (one, other) = (one.like(other), other.like(one));
        let (low, high) = if other.below(one) { (other, one) } else { (one, other) };
        Self { low, high, currency: None, period: None }
    }

    /// The same with the dots of "12.345" before decimals, if both figures allow it.
    pub(super) fn with_decimals(&self) -> Option<Self> {
        let both = self.low.dotted && self.high.dotted;
        both.then(|| Self { low: self.low.with_decimals(), high: self.high.with_decimals(), ..*self })
    }

    /// Whether the figures are the other's without their decimals.
    pub(super) fn rounds(&self, other: &Self) -> bool {
        self.low.rounds(other.low) && self.high.rounds(other.high)
    }
}

struct Reader<'t, 'a> {
    tokens: &'t Tokens<'a>,
}

impl Reader<'_, '_> {
    /// The first figure or range, of those with a currency or multiplier only if `marked`; none if its
    /// ends are in two currencies.
    fn first(&self, marked: bool) -> Option<Wording> {
        (0..self.tokens.len()).find_map(|at| {
            let one = self.amount(at)?;
            let other = self.other_end(at);
            let is_marked = |at: usize, number: Number| number.multiplied() || self.mark(at).is_some();
            let other_is_marked = other.is_some_and(|(at, number)| is_marked(at, number));
            if marked && !is_marked(at, one) && !other_is_marked {
                return None;
            }
            let (end, last) = other.unwrap_or((at, one));
            let mut wording = Wording::range(one, last);
            // "Band 6 - £31,365", with a word for the band that nobody listed.
            let stray =
                !is_marked(at, one) && other_is_marked && wording.low.times(20) < wording.high.whole();
            if stray {
                wording = Wording::range(last, last);
            }
            let (first_mark, second_mark) = (self.mark(at).filter(|_| !stray), self.mark(end));
            wording.currency = match (first_mark, second_mark) {
                (Some(one), Some(other)) => match one.and(other) {
                    Some(mark) => Some(mark),
                    None => return Some(None),
                },
                _ => first_mark.or(second_mark),
            };
            wording.period = self.period(at, end);
            Some(Some(wording))
        })?
    }

    fn word(&self, at: Option<usize>) -> &str {
        match at.and_then(|at| self.tokens.get(at)) {
            Some(Token::Word(word)) => word,
            _ => "",
        }
    }

    /// The number at `at`, if it can be pay.
    fn amount(&self, at: usize) -> Option<Number> {
        let Some(Token::Number(number)) = self.tokens.get(at) else { return None };
        let counts = number.counts() && !number.alien && !self.is_duration(at);
        let grade = is_one_of(self.word(at.checked_sub(1)), GRADES);
        let counted = !number.multiplied() && is_one_of(self.word(Some(at + 1)), COUNTED);
        // The pension plan, not the pay.
        let pension = number.multiplied() && number.whole() == Some(401_000);
        (counts && !grade && !counted && !pension && !self.is_extra(at)).then_some(number)
    }

    /// Whether the number comes on top of the pay: "+ £3000", "£5K welcome bonus".
    fn is_extra(&self, at: usize) -> bool {
        let before = |steps: usize| at.checked_sub(steps).and_then(|at| self.tokens.get(at));
        let mark = usize::from(!matches!(before(1), Some(Token::Sign('+') | Token::Word(_))));
        let added = match before(1 + mark) {
            Some(Token::Sign('+')) => true,
            Some(Token::Word(word)) => is_one_of(word, EXTRAS) || is_one_of(word, ADDING),
            _ => false,
        };
        added || is_one_of(self.word(Some(at + 1)), EXTRAS)
    }

    /// Whether the number counts time: "12 months", "37.5 hours per week".
    fn is_duration(&self, at: usize) -> bool {
        let Some(Token::Number(number)) = self.tokens.get(at) else { return false };
        let small = number.whole().is_some_and(|value| value <= 100);
        let article = is_one_of(self.word(Some(at + 1)), &["an", "a"]);
        small && periods::is_unit(self.tokens.get(at + 1)) && !article && self.mark(at).is_none()
    }

    /// The currency before or after the number at `at`.
    fn mark(&self, at: usize) -> Option<Mark> {
        let of = |at: usize| match self.tokens.get(at)? {
            Token::Word(word) => currency::of_word(word),
            Token::Sign(sign) => currency::of_word(sign.encode_utf8(&mut [0; 4])),
            Token::Number(_) => None,
        };
        let next_is_number = matches!(self.tokens.get(at + 2), Some(Token::Number(_)));
        let before = at.checked_sub(1).and_then(|before| {
            // "&pound;25,000"
            let entity = matches!(self.tokens.get(before), Some(Token::Sign(';')));
            of(before).or_else(|| before.checked_sub(1).filter(|_| entity).and_then(of))
        });
        let after = || of(at + 1).filter(|_| !next_is_number);
        match before {
            // "$450 USD" says which dollar.
            Some(Mark::Dollar | Mark::Shared) => after().or(before),
            _ => before.or_else(after),
        }
    }

    /// The number that ends the range which the number at `at` begins, and its place.
    fn other_end(&self, at: usize) -> Option<(usize, Number)> {
        let between = (1..=2).any(|steps| is_one_of(self.word(at.checked_sub(steps)), BETWEEN));
        let mut seen = false;
        for next in at + 1..=at + REACH {
            match self.tokens.get(next)? {
                Token::Number(_) => return self.amount(next).filter(|_| seen).map(|number| (next, number)),
                Token::Sign('-' | '~' | '→') => {
                    seen = true;
                }
                Token::Sign('/' | '(' | ')' | '&' | ';' | ':' | '.') => {}
                Token::Sign(sign) if currency::of_word(sign.encode_utf8(&mut [0; 4])).is_some() => {}
                Token::Sign(_) => return None,
                Token::Word(word) => {
                    let to = is_one_of(word, TO) || between && is_one_of(word, AND);
                    // "a year" and "20 a 25".
                    let article = word.len() == 1 && periods::said(self.tokens, next + 1).is_some();
                    seen |= to && !article;
                    let neutral = currency::of_word(word).is_some()
                        || periods::said(self.tokens, next).is_some()
                        || periods::is_per(Some(Token::Word(word)))
                        || is_one_of(word, NEUTRAL);
                    if !to && !neutral {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// The first period from the figure at `first` on, up to another amount with a currency; or else
    /// the last one before it.
    fn period(&self, first: usize, last: usize) -> Option<Said> {
        let is_next = |at: usize| at > last && self.amount(at).is_some() && self.mark(at).is_some();
        let end = (last + 1..self.tokens.len()).find(|at| is_next(*at)).unwrap_or(self.tokens.len());
        self.periods(first + 1, end).next().or_else(|| self.periods(0, first).last())
    }

    /// The periods from one token to another, without those of durations ("20 hours per week").
    fn periods(&self, from: usize, to: usize) -> impl Iterator<Item = Said> {
        let mut at = from;
        std::iter::from_fn(move || {
            while at < to {
                if self.is_duration(at) {
                    at += 2;
                    while periods::is_per(self.tokens.get(at)) || periods::is_unit(self.tokens.get(at)) {
                        at += 1;
                    }
                    continue;
                }
                at += 1;
                let said = periods::said(self.tokens, at - 1);
                if said.is_some() {
                    return said;
                }
            }
            None
        })
    }
}
