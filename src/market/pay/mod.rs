//! The pay that a posting states, as a range per year with its currency.
//!
//! What is written is converted by one rule, the full-time year: an hour 2,080 times (40 hours in each
//! of 52 weeks), a day 260 times, a week 52 times, a month 12 times. "Pro rata" states the full-time
//! figure already; net, gross, bonuses and a thirteenth month are not told apart. A bound ("from $60K",
//! "up to $60K") is a range of one figure, and so is a single figure.
//!
//! The cells for the lowest and the highest pay go before the text, and the text speaks where they are
//! silent or absurd. A period or currency inside the text goes before its own cell, which is often filled
//! by habit, and a text whose period is not the cell's goes before the cells with the figures. "$" is the
//! dollar of the currency cell or of the country: in a country without a dollar of its own it is the US
//! one, in an unknown country it stays unread, and so does a figure without any currency.
//!
//! Nothing is read rather than something absurd: see [`Currency::limits`] for the range of a plausible
//! year, and [`WIDEST`] for that of a plausible range. Where no period is stated, the figure is
//! 1. a year's, if it is at least [`YEAR_UNSAID`] times the currency's scale;
//! 2. a month's, if it lies in [`MONTH_UNSAID`], where neither a year nor an hour, day or week fits;
//! 3. an hour's, if it lies in [`HOUR_UNSAID`] and is written with cents ("£12.55"), as a day's, a
//!    month's and a year's pay is not;
//! 4. otherwise unread: "$250" is a day's pay in one country and a month's in another.

mod currency;
mod figures;
mod number;
mod periods;
mod wording;

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

pub use currency::Currency;
use currency::Mark;
pub use periods::Period;
use periods::Said;
use wording::Wording;

/// Working hours of a full-time year: 40 in each of 52 weeks.
pub const HOURS_A_YEAR: u32 = 2_080;
/// Working days of a full-time year: 5 in each of 52 weeks.
pub const DAYS_A_YEAR: u32 = 260;
/// Weeks of a year.
pub const WEEKS_A_YEAR: u32 = 52;
/// Months of a year.
pub const MONTHS_A_YEAR: u32 = 12;

/// The highest pay of a range over its lowest beyond which the range says nothing.
pub const WIDEST: u32 = 5;

/// The least figure, times the currency's scale, that is taken for a year's pay without saying so.
pub const YEAR_UNSAID: u32 = 12_000;
/// The figures, times the currency's scale, that are taken for a month's pay without saying so.
pub const MONTH_UNSAID: RangeInclusive<u32> = 2_900..=4_999;
/// The figures, times the currency's scale, that are taken for an hour's pay without saying so, if
/// they have cents.
pub const HOUR_UNSAID: RangeInclusive<u32> = 7..=95;

/// What a posting's cells say of its pay, "" for a cell that is missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// A pay cell as written ("$45 - $50 an hour"), or a single figure ("45.0").
    pub text: &'a str,
    /// The cell with the lowest pay.
    pub low: &'a str,
    /// The cell with the highest pay.
    pub high: &'a str,
    /// The cell with the period: "YEARLY", "per hour", "PH".
    pub period: &'a str,
    /// The cell with the currency: a code, a sign or a word.
    pub currency: &'a str,
    /// The country's two letters (ISO 3166-1 alpha-2): it says whose dollar "$" is, and nothing else.
    pub country: &'a str,
}

/// The pay of a full-time year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The lowest pay, in whole units of the currency per year.
    pub low: u32,
    /// The highest pay, at least `low`.
    pub high: u32,
    /// The currency.
    pub currency: Currency,
    /// The period for which the pay was written before it was converted to a year.
    pub stated: Period,
}

impl Period {
    /// The name used in facts.
    pub const fn name(self) -> &'static str {
        match self {
            Period::Hour => "hour",
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Year => "year",
        }
    }

    /// How many of the period make a full-time year.
    pub const fn a_year(self) -> u32 {
        match self {
            Self::Hour => HOURS_A_YEAR,
            Self::Day => DAYS_A_YEAR,
            Self::Week => WEEKS_A_YEAR,
            Self::Month => MONTHS_A_YEAR,
            Self::Year => 1,
        }
    }
}

/// The pay that the cells state; none where they state none, or one that cannot be.
///
/// ```
/// # use skilltally::market::pay::{Written, read};
/// let pay = read(&Written { text: "$40 - $45.50 an hour", country: "US", ..Written::default() }).unwrap();
/// assert_eq!((pay.low, pay.high, pay.currency.code()), (83_200, 94_640, "USD"));
/// ```
pub fn read(written: &Written<'_>) -> Option<Pay> {
    let text = Wording::of_text(written.text);
    let cells = Wording::of_cells(written.low, written.high);
    let Some(mut cells) = cells else { return text?.pay(written) };
    if let Some(text) = text {
        // Cells cut from the text lose its cents, and cells reckoned from it follow a rule of their own.
        let reckoned = text.period.is_some() && text.period != periods::of_cell(written.period);
        if (cells.rounds(&text) || reckoned)
            && let Some(pay) = text.pay(written)
        {
            return Some(pay);
        }
        // A text's period is about its own figures.
        if cells.rounds(&text) || written.period.trim().is_empty() {
            cells.period = cells.period.or(text.period);
        }
        cells.currency = cells.currency.or(text.currency);
    }
    cells.pay(written).or_else(|| text?.pay(written))
}

impl Wording {
    fn pay(&self, written: &Written<'_>) -> Option<Pay> {
        let currency = resolve(self.currency, written)?;
        let period = match self.period.or_else(|| periods::of_cell(written.period)) {
            Some(Said::Period(period)) => Some(period),
            Some(Said::Other) => return None,
            None => None,
        };
        let readings = std::iter::once(*self).chain(self.with_decimals());
        readings.flat_map(|reading| reading.per_year(period, currency)).next()
    }

    fn per_year(&self, period: Option<Period>, currency: Currency) -> Option<Pay> {
        let stated = period.or_else(|| self.unsaid(currency))?;
        let low = self.low.times(stated.a_year())?;
        let high = self.high.times(stated.a_year())?;
        let limits = currency.limits();
        let plausible = limits.contains(&low) && limits.contains(&high) && high / WIDEST <= low;
        plausible.then_some(Pay { low, high, currency, stated })
    }

    /// The period of figures that come without one.
    fn unsaid(&self, currency: Currency) -> Option<Period> {
        let scale = currency.scale();
        let (low, high) = (self.low.whole()?, self.high.whole()?);
        let within = |range: &RangeInclusive<u32>| {
            let range = range.start() * scale..=range.end().saturating_mul(scale);
            range.contains(&low) && range.contains(&high)
        };
        if low >= YEAR_UNSAID.saturating_mul(scale) {
            Some(Period::Year)
        } else if within(&MONTH_UNSAID) {
            Some(Period::Month)
        } else {
            (within(&HOUR_UNSAID) && (self.low.cents || self.high.cents)).then_some(Period::Hour)
        }
    }
}

/// The currency of a mark in the text, of the currency cell, or of the country's dollar.
fn resolve(mark: Option<Mark>, written: &Written<'_>) -> Option<Currency> {
    let cell = currency::of_cell(written.currency);
    match mark.or(cell)? {
        Mark::Certain(currency) => Some(currency),
        Mark::Dollar => match cell {
            Some(Mark::Certain(currency)) if currency.is_dollar() => Some(currency),
            _ => currency::dollar_of(written.country),
        },
        Mark::Shared => match cell {
            Some(Mark::Certain(currency)) => Some(currency),
            _ => None,
        },
    }
}
