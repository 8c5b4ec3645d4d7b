//! Numbers with European or American separators.
//!
//! A comma or a dot before exactly three digits groups thousands, before any other number of digits it
//! begins the decimals; blanks and apostrophes group thousands as well. Numbers count ten-thousandths,
//! so that nothing is lost to floats.

use super::figures::{Token, word};

/// Ten-thousandths of one.
const PARTS: u64 = 10_000;

/// A number, after its multiplier ("45K").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    parts: u64,
    multiplier: u32,
    /// Whether it was written with two decimals.
    pub(super) cents: bool,
    /// Whether "12.345" may have decimals after all.
    pub(super) dotted: bool,
    /// Whether it is the number of something else: "FP-07", "NG9", "#39", "20%".
    pub(super) alien: bool,
}

impl Number {
    /// Whether a multiplier was written.
    pub(super) fn multiplied(self) -> bool {
        self.multiplier > 1
    }

    /// The number with the other's multiplier, if it has none and stays the lower by it: "45-55k".
    pub(super) fn like(self, other: Self) -> Self {
        if self.multiplied() || !other.multiplied() || self.parts >= 1_000 * PARTS {
            return self;
        }
        match self.parts.checked_mul(u64::from(other.multiplier)) {
            Some(parts) => Self { parts, multiplier: other.multiplier, ..self },
            None => self,
        }
    }

    /// The number with its dot before decimals.
    pub(super) fn with_decimals(self) -> Self {
        Self { parts: self.parts / 1_000, dotted: false, ..self }
    }

    /// The number times `times`, rounded to a whole one; none if it does not fit.
    pub(super) fn times(self, times: u32) -> Option<u32> {
        let parts = self.parts.checked_mul(u64::from(times))?.checked_add(PARTS / 2)?;
        u32::try_from(parts / PARTS).ok()
    }

    /// The number rounded to a whole one.
    pub(super) fn whole(self) -> Option<u32> {
        self.times(1)
    }

    /// Whether it is more than one: "0" and "1" stand for nothing.
    pub(super) fn counts(self) -> bool {
        self.parts > PARTS
    }

    /// Whether it is below the other.
    pub(super) fn below(self, other: Self) -> bool {
        self.parts < other.parts
    }

    /// Whether it is the other without its decimals, or rounded.
    pub(super) fn rounds(self, other: Self) -> bool {
        self.parts.abs_diff(other.parts) < PARTS
    }
}

/// How a run of digits goes on.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The number at the start of the text, which begins with a digit, and its length.
pub(super) fn read(text: &str) -> (Number, usize) {
    let mut end = digits(text);
    let mut value = append(Some(0), &text[..end]);
    let mut grouping = None;
    let (mut groups, mut decimals) = (0, "");
    while let Some(sign) = text[end..].chars().next()
        && matches!(sign, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')
    {
        let after = &text[end + sign.len_utf8()..];
        let run = digits(after);
        let may_group = match grouping {
            None => end <= 3 && !text.starts_with('0'),
            Some(before) => before == sign,
        };
        let indian = sign == ',' && run == 2 && may_group && is_indian(&after[run..]);
        if may_group && run == 3 || indian {
            value = append(value, &after[..run]);
            grouping = Some(sign);
            groups += 1;
            end += sign.len_utf8() + run;
        } else {
            if matches!(sign, ',' | '.') && run > 0 && decimals.is_empty() {
                decimals = &after[..run];
                end += sign.len_utf8() + run;
            }
            break;
        }
    }
    let mut places = decimals.get(..4).unwrap_or(decimals).len();
    value = append(value, &decimals[..places]);
    while places < 4 {
        value = value.and_then(|value| value.checked_mul(10));
        places += 1;
    }
    let (exponent, length) = exponent(&text[end..]);
    end += length;
    let (multiplier, length) = multiplier(&text[end..]);
    end += length;
    let parts = value
        .and_then(|value| value.checked_mul(10_u64.checked_pow(exponent)?))
        .and_then(|value| value.checked_mul(u64::from(multiplier)));
    let rest = &text[end..];
    // "12.05.2020" is a day, "20%" a part, "9HR" half of a postcode, "07" a grade.
    let mut after = rest.chars();
    let date =
        matches!(after.next(), Some('.' | ',')) && after.next().is_some_and(|next| next.is_ascii_digit());
    let grade = text.starts_with('0') && digits(text) > 1;
    let percent = rest.trim_start_matches(' ').starts_with('%');
    let glued = rest.starts_with(char::is_alphabetic) && !may_be_glued(rest);
    let number = Number {
        parts: parts.unwrap_or(0),
        multiplier,
        cents: decimals.len() == 2 && multiplier == 1 && exponent == 0,
        dotted: grouping == Some('.') && groups == 1 && decimals.is_empty(),
        alien: parts.is_none() || date || grade || percent || glued,
    };
    (number, end)
}

/// The digits behind the value.
fn append(value: Option<u64>, digits: &str) -> Option<u64> {
    digits.bytes().try_fold(value?, |value, digit| {
        value.checked_mul(10)?.checked_add(u64::from(digit.checked_sub(b'0')?))
    })
}

/// Whether pairs of digits and three at the end follow, as in 12,00,000.
fn is_indian(mut rest: &str) -> bool {
    while let Some(after) = rest.strip_prefix(',') {
        match digits(after) {
            2 => rest = &after[2..],
            3 => return true,
            _ => return false,
        }
    }
    false
}

/// The power of ten in "1.2e5", and its length.
fn exponent(text: &str) -> (u32, usize) {
    let Some(after) = text.strip_prefix(['e', 'E']) else { return (0, 0) };
    let power = after.strip_prefix('+').unwrap_or(after);
    let length = digits(power);
    let whole = !power[length..].starts_with(char::is_alphanumeric);
    match power[..length].parse() {
        Ok(exponent) if length <= 2 && exponent <= 9 && whole => {
            (exponent, text.len() - power.len() + length)
        }
        _ => (0, 0),
    }
}

/// Words for thousands and more, in small letters.
const MULTIPLIERS: &[(&str, u32)] = &[
    ("k", 1_000),
    ("thousand", 1_000),
    ("mille", 1_000),
    ("mila", 1_000),
    ("mil", 1_000),
    ("tsd", 1_000),
    ("lakh", 100_000),
    ("lakhs", 100_000),
    ("lac", 100_000),
    ("lacs", 100_000),
    ("lpa", 100_000),
    ("crore", 10_000_000),
    ("crores", 10_000_000),
    ("m", 1_000_000),
    ("million", 1_000_000),
];

/// The multiplier at the start of the text, and its length.
fn multiplier(text: &str) -> (u32, usize) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let blanks = text.len() - trimmed.len();
    let length = trimmed.find(|character: char| !character.is_alphabetic()).unwrap_or(trimmed.len());
    let word = &trimmed[..length];
    // "m" apart is a month or a metre, and "m/f" no million either.
    if word.eq_ignore_ascii_case("m") && (blanks > 0 || trimmed[length..].starts_with('/')) {
        return (1, 0);
    }
    // "45kEUR", "60 TEUR", "60 T€".
    if let Some(code) = word.strip_prefix(['k', 'K', 'T'])
        && (super::currency::of_word(code).is_some() && code.len() == 3
            || code.is_empty() && word == "T" && trimmed[1..].starts_with('€'))
    {
        return (1_000, blanks + 1);
    }
    let found = MULTIPLIERS.iter().find(|(form, _)| word.eq_ignore_ascii_case(form));
    match found {
        // It says the period as well.
        Some((form, multiplier)) if *form == "lpa" => (*multiplier, blanks),
        Some((_, multiplier)) => (*multiplier, blanks + length),
        None => (1, 0),
    }
}

/// Whether the letters right after a number may belong to it: a currency or a period.
fn may_be_glued(rest: &str) -> bool {
    let word = Token::Word(&rest[..word(rest)]);
    let Token::Word(text) = word else { return false };
    // "£8.72p"
    let pence = text == "p";
    pence
        || text.len() > 1
            && (super::currency::of_word(text).is_some()
                || super::periods::is_unit(Some(word))
                || super::periods::is_adverb(text)
                || super::periods::is_one_of(text, &["to", "pro", "per", "net", "gross", "brut"]))
}
