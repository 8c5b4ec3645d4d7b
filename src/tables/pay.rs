//! What the postings of a row pay: the median of stated yearly pay, in the market's commonest currency.

use super::RankSettings;
use super::columns::pay_of;
use super::counts::Counted;
use super::table::PayFigures;
use std::collections::{BTreeMap, BTreeSet};

/// The currency in which most postings of a market state their pay; of equals the first.
pub(super) fn market_currency(pays: &[Counted<4>]) -> Option<u32> {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for ([_, _, pay, _], postings) in pays {
        *counts.entry(pay_of(*pay).0).or_default() += u64::from(*postings);
    }
    counts
        .into_iter()
        .max_by_key(|(currency, postings)| (*postings, std::cmp::Reverse(*currency)))
        .map(|(c, _)| c)
}

/// The pay of a row; none where fewer postings or employers state it than figures are published for.
pub(super) fn of_row(
    pays: &[Counted<4>],
    row: u32,
    currency: u32,
    settings: &RankSettings,
    employers_known: bool,
) -> Option<PayFigures> {
    let start = pays.partition_point(|pay| pay.0[1] < row);
    let mine = pays[start..].iter().take_while(|pay| pay.0[1] == row);
    let mine: Vec<(u64, u64, u32)> = mine
        .map(|([_, _, pay, employer], postings)| (pay_of(*pay), *postings, *employer))
        .filter(|((found, _), ..)| *found == currency)
        .map(|((_, pay), postings, employer)| (pay, u64::from(postings), employer))
        .collect();
    let postings: u64 = mine.iter().map(|(_, postings, _)| postings).sum();
    let employers = mine.iter().map(|(.., employer)| employer).collect::<BTreeSet<_>>().len();
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
    let median = u64::midpoint(at((postings - 1) / 2), at(postings / 2));
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
        ];
        let settings = RankSettings { min_postings: 4, min_employers: 2, ..RankSettings::default() };
        assert_eq!(market_currency(&pays), Some(0));
        let row = |row, known| of_row(&pays, row, 0, &settings, known);
        assert_eq!(row(2, true), Some(PayFigures { median: 55_000, postings: 4 }));
        assert_eq!(row(1, true), None, "one employer");
        assert_eq!(row(1, false).map(|pay| pay.median), Some(90_000));
        assert_eq!(row(3, true), None);
    }
}
