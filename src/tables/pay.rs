//! What the postings of a row pay: the median of stated yearly pay, in the market's commonest currency.

use super::columns::pay_of;
use super::counts::Counted;
use super::table::PayFigures;
use super::{Clusters, RankSettings};
use std::collections::{BTreeMap, BTreeSet};

/// The row under which every posting of a market that states pay stands once.
pub(super) const WHOLE_MARKET: u32 = u32::MAX;

/// The currency in which most postings of a market state their pay, by its place in `currencies`; of equals the
/// first in the alphabet.
pub(super) fn market_currency(pays: &[Counted<4>], currencies: &[String]) -> Option<usize> {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    for ([_, _, pay, _], postings) in &pays[pays.partition_point(|pay| pay.0[1] < WHOLE_MARKET)..] {
        *counts.entry(pay_of(*pay).0 as usize).or_default() += u64::from(*postings);
    }
    let known = counts.into_iter().filter_map(|(at, postings)| Some((at, postings, currencies.get(at)?)));
    known.max_by_key(|(_, postings, name)| (*postings, std::cmp::Reverse(*name))).map(|(at, ..)| at)
}

/// The pay of a row; none where fewer postings or employers state it than figures are published for.
pub(super) fn of_row(
    pays: &[Counted<4>],
    row: u32,
    currency: usize,
    settings: &RankSettings,
    employers_known: bool,
) -> Option<PayFigures> {
    let start = pays.partition_point(|pay| pay.0[1] < row);
    let mine = pays[start..].iter().take_while(|pay| pay.0[1] == row);
    let mine: Vec<(u64, u64, u32)> = mine
        .map(|([_, _, pay, employer], postings)| (pay_of(*pay), *postings, *employer))
        .filter(|((found, _), ..)| *found as usize == currency)
        .map(|((_, pay), postings, employer)| (pay, u64::from(postings), employer))
        .collect();
    let postings: u64 = mine.iter().map(|(_, postings, _)| postings).sum();
    let known = mine.iter().map(|(.., employer)| *employer).filter(|employer| Clusters::is_known(*employer));
    let employers = known.collect::<BTreeSet<_>>().len();
    let few = postings < settings.min_postings.max(1)
        || employers_known && (employers as u64) < settings.min_employers;
    if few {
        return None;
    }
    // Sorted by pay within the row, so the median is where half the postings have passed.
    let at = |place: u64| {
        let mut passed = 0;
        let found = mine.iter().find(|(_, postings, _)| {
            passed += postings;
            passed > place
        });
        found.map_or(0, |(pay, ..)| *pay)
    };
    let middle = u64::midpoint(at((postings - 1) / 2), at(postings / 2));
    let median = (middle + 50) / 100 * 100;
    Some(PayFigures { median, postings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::columns::pay_code;

    #[test]
    fn the_median_is_of_postings_in_the_commonest_currency() {
        let pay = |row, currency, yearly, employer| [0, row, pay_code(currency, yearly), employer];
        let pays = [
            (pay(1, 0, 90_000, 1), 9),
            (pay(2, 0, 50_000, 1), 2),
            (pay(2, 0, 60_000, 2), 1),
            (pay(2, 0, 70_000, 2), 1),
            (pay(2, 1, 10_000, 3), 5),
            // A nameless posting, which is no employer.
            (pay(3, 0, 10_000, 1), 3),
            (pay(3, 0, 10_000, 1 << 31), 9),
            (pay(WHOLE_MARKET, 0, 50_000, 1), 5),
            (pay(WHOLE_MARKET, 1, 50_000, 1), 5),
            (pay(WHOLE_MARKET, 2, 50_000, 1), 4),
        ];
        let currencies = ["USD", "EUR", "AMD"].map(str::to_owned);
        let settings = RankSettings { min_postings: 4, min_employers: 2, ..RankSettings::default() };
        assert_eq!(market_currency(&pays, &currencies), Some(1), "of equals the first in the alphabet");
        assert_eq!(market_currency(&pays[..7], &currencies), None);
        let row = |row, known| of_row(&pays, row, 0, &settings, known);
        assert_eq!(row(2, true), Some(PayFigures { median: 55_000, postings: 4 }));
        assert_eq!(row(1, true), None, "one employer");
        assert_eq!(row(1, false).map(|pay| pay.median), Some(90_000));
        assert_eq!(row(3, true), None, "one employer");
        assert_eq!(row(4, true), None);
    }
}
