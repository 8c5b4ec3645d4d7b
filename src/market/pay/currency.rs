//! Currencies: their codes, the marks that stand for them, and what a year's pay in them can be.

use std::fmt;
use std::ops::RangeInclusive;

/// A currency, by the three letters of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(&'static str);

/// Known currencies, each with the units that buy about what one US dollar buys, so that pay in them
/// can be told to be plausible (orders of magnitude after the World Bank's purchasing power parities).
/// Inflation moves some of them, so the limits are wide.
#[rustfmt::skip]
const KNOWN: &[(&str, u32)] = &[
    ("AED", 2), ("AMD", 160), ("AUD", 1), ("BDT", 30), ("BGN", 1), ("BRL", 3), ("CAD", 1), ("CHF", 1),
    ("CLP", 420), ("CNY", 4), ("COP", 1_350), ("CZK", 13), ("DKK", 7), ("EGP", 6), ("EUR", 1), ("GBP", 1),
    ("GEL", 1), ("GHS", 3), ("HKD", 6), ("HUF", 160), ("IDR", 4_800), ("ILS", 4), ("INR", 22), ("JPY", 100),
    ("KES", 42), ("KRW", 850), ("KZT", 150), ("LKR", 60), ("MAD", 4), ("MXN", 10), ("MYR", 2), ("NGN", 150),
    ("NOK", 10), ("NZD", 1), ("PHP", 20), ("PKR", 45), ("PLN", 2), ("QAR", 3), ("RON", 2), ("RUB", 27),
    ("SAR", 2), ("SEK", 9), ("SGD", 1), ("THB", 12), ("TRY", 6), ("TWD", 14), ("UAH", 9), ("USD", 1),
    ("VND", 7_300), ("ZAR", 7),
];

/// Currencies whose limits are the narrow ones.
const NARROW: &[&str] = &["AUD", "CAD", "EUR", "GBP", "USD"];
/// The least and the most that a year pays in one of those.
const NARROW_LIMITS: RangeInclusive<u32> = 5_000..=2_000_000;
/// The least and the most that a year pays in any other currency, times its scale.
const WIDE_LIMITS: RangeInclusive<u32> = 2_000..=4_000_000;

/// Whose "$" is not the US dollar.
const DOLLARS: &[(&str, &str)] = &[
    ("AU", "AUD"),
    ("CA", "CAD"),
    ("CL", "CLP"),
    ("CO", "COP"),
    ("HK", "HKD"),
    ("MX", "MXN"),
    ("NZ", "NZD"),
    ("SG", "SGD"),
    ("TW", "TWD"),
];

/// Signs and words, lower case. "¥" is the yen; China writes its own words on adverts in English.
#[rustfmt::skip]
const MARKS: &[(&str, &str)] = &[
    ("£", "GBP"), ("gbp", "GBP"), ("pound", "GBP"), ("pounds", "GBP"), ("sterling", "GBP"),
    ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"),
    ("us$", "USD"), ("usd$", "USD"), ("a$", "AUD"), ("au$", "AUD"), ("aud$", "AUD"), ("c$", "CAD"),
    ("ca$", "CAD"), ("can$", "CAD"), ("cad$", "CAD"), ("cdn$", "CAD"), ("nz$", "NZD"), ("nzd$", "NZD"),
    ("hk$", "HKD"), ("s$", "SGD"), ("sg$", "SGD"), ("nt$", "TWD"), ("mx$", "MXN"), ("r$", "BRL"),
    ("rm", "MYR"), ("₹", "INR"), ("rs", "INR"), ("rupee", "INR"), ("rupees", "INR"),
    ("¥", "JPY"), ("円", "JPY"), ("yen", "JPY"), ("元", "CNY"), ("rmb", "CNY"), ("yuan", "CNY"),
    ("₽", "RUB"), ("₺", "TRY"), ("₪", "ILS"), ("₩", "KRW"), ("₱", "PHP"), ("₫", "VND"), ("฿", "THB"),
    ("₴", "UAH"), ("֏", "AMD"), ("dram", "AMD"), ("drams", "AMD"), ("₸", "KZT"), ("₾", "GEL"), ("₦", "NGN"),
    ("zł", "PLN"), ("zl", "PLN"), ("zloty", "PLN"), ("kč", "CZK"), ("lei", "RON"), ("sfr", "CHF"),
];

/// The bytes of the longest sign or word.
const LONGEST_MARK: usize = 8;

/// What a sign or word says of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// This one.
    Certain(Currency),
    /// Somebody's dollar, or another currency written with its sign.
    Dollar,
    /// One of several that share a word, such as the crowns.
    Shared,
}

impl Mark {
    /// What two marks say together: one dollar may say whose the other is. None if they are of two
    /// currencies.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (one, other) if one == other => Some(one),
            (Self::Dollar, Self::Certain(currency)) | (Self::Certain(currency), Self::Dollar) => {
                currency.is_dollar().then_some(Self::Certain(currency))
            }
            (Self::Shared, Self::Certain(currency)) | (Self::Certain(currency), Self::Shared) => {
                Some(Self::Certain(currency))
            }
            _ => None,
        }
    }
}

impl Currency {
    /// The currency of a code in capitals or small letters, if it is a known one.
    pub fn new(code: &str) -> Option<Self> {
        KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(known, _)| Self(known))
    }

    /// The three letters, in capitals.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// What a full-time year can pay, in whole units: 5,000 to 2,000,000 in US, Canadian and Australian
    /// dollars, euros and pounds; 2,000 to 4,000,000 US dollars' worth in other currencies.
    pub fn limits(self) -> RangeInclusive<u32> {
        if NARROW.contains(&self.0) {
            return NARROW_LIMITS;
        }
        WIDE_LIMITS.start() * self.scale()..=WIDE_LIMITS.end().saturating_mul(self.scale())
    }

    /// The units that buy about what one US dollar buys, as a power of ten or near it.
    pub(super) fn scale(self) -> u32 {
        KNOWN.iter().find(|(known, _)| *known == self.0).map_or(1, |(_, scale)| *scale)
    }

    /// Whether "$" stands for it somewhere.
    pub(super) fn is_dollar(self) -> bool {
        self.0 == "USD" || DOLLARS.iter().any(|(_, code)| *code == self.0)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The dollar of a country; none if the country is not known.
pub(super) fn dollar_of(country: &str) -> Option<Currency> {
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    let own = DOLLARS.iter().find(|(code, _)| code.eq_ignore_ascii_case(country));
    is_country.then(|| own.map_or(Currency("USD"), |(_, currency)| Currency(currency)))
}

/// What a currency cell says: a code, a sign or a word.
pub(super) fn of_cell(cell: &str) -> Option<Mark> {
    let cell = cell.trim();
    Currency::new(cell).map(Mark::Certain).or_else(|| of_word(cell))
}

/// What a word or sign of a text says. Codes are in capitals there: "try" and "all" are words.
pub(super) fn of_word(word: &str) -> Option<Mark> {
    if word.len() > LONGEST_MARK {
        return None;
    }
    if word == "$" || super::periods::same(word, "dollar") || super::periods::same(word, "dollars") {
        return Some(Mark::Dollar);
    }
    if super::periods::same(word, "kr") || super::periods::same(word, "kr.") {
        return Some(Mark::Shared);
    }
    if word == "R" {
        return Currency::new("ZAR").map(Mark::Certain);
    }
    // A few small codes are written in small letters and are no words.
    if word.len() == 3 && (word.bytes().all(|byte| byte.is_ascii_uppercase()) || is_never_a_word(word)) {
        return Currency::new(word).map(Mark::Certain);
    }
    let (_, code) = MARKS.iter().find(|(mark, _)| super::periods::same(word, mark))?;
    Some(Mark::Certain(Currency(code)))
}

fn is_never_a_word(word: &str) -> bool {
    ["usd", "eur", "inr", "aud", "chf", "amd", "pln", "czk"]
        .iter()
        .any(|code| code.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_agree() {
        assert!(KNOWN.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DOLLARS.is_sorted_by(|a, b| a.0 < b.0));
        for (mark, code) in MARKS.iter().chain(DOLLARS) {
            assert!(Currency::new(code).is_some(), "{mark} {code}");
            assert!(mark.len() <= LONGEST_MARK, "{mark}");
        }
        for code in NARROW {
            assert_eq!(Currency::new(code).map(Currency::scale), Some(1));
        }
        for (code, _) in KNOWN {
            let limits = Currency::new(code).map(Currency::limits).unwrap_or(0..=0);
            assert!(limits.start() < limits.end(), "{code}");
        }
    }
}
