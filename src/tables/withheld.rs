//! What is withheld: rows with too few postings or employers behind them, and with them whatever would
//! give them away.

use super::RankSettings;
use super::counted::RowCount;
use std::collections::BTreeSet;

/// The rows of a market that are withheld. Rows from `derived` on say what rows before it say together, and are
/// given up before them.
pub(super) fn withheld(
    rows: &[(u32, RowCount)],
    settings: &RankSettings,
    employers_known: bool,
    sums: &[[u32; 3]],
    derived: u32,
) -> BTreeSet<u32> {
    let few = |row: &RowCount| {
        row.postings() < settings.min_postings || (employers_known && row.employers < settings.min_employers)
    };
    let mut withheld: BTreeSet<u32> = rows.iter().filter(|(_, row)| few(row)).map(|(row, _)| *row).collect();
    // Of three rows of which one is the sum of the others, none may be the only one that is withheld.
    // The smallest of the others goes with it, a derived one if there is one; that may touch another sum, so until
    // nothing changes.
    let postings = |row: u32| {
        let found = rows.binary_search_by_key(&row, |(row, _)| *row);
        found.ok().map(|at| rows[at].1.postings())
    };
    loop {
        let told = sums.iter().find(|sum| sum.iter().filter(|row| withheld.contains(row)).count() == 1);
        let others = told.into_iter().flatten().filter(|row| !withheld.contains(row));
        // A row that nothing names is no secret kept by withholding it: its absence is told anyway.
        let smallest = others.filter_map(|row| Some((*row < derived, postings(*row)?, *row))).min();
        match smallest {
            Some((.., row)) => withheld.insert(row),
            None => return withheld,
        };
    }
}

/// What is known of a row over all markets, to tell whether its total may be used in a published figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    pub(super) postings: u64,
    /// Markets in which its figures are withheld, and its postings there.
    pub(super) withheld_markets: u64,
    pub(super) withheld_postings: u64,
}

impl Total {
    /// Whether the total together with what is published leaves nothing to find out: nothing is withheld,
    /// or what is withheld lies in several markets and is together as large as a row that may be published.
    pub(super) fn is_safe(&self, settings: &RankSettings) -> bool {
        self.withheld_markets == 0
            || (self.withheld_markets > 1 && self.withheld_postings >= settings.min_postings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(counts: &[u64]) -> Vec<(u32, RowCount)> {
        let row =
            |count: &u64| RowCount { by_strength: [*count, 0, 0, 0], employers: 9, ..RowCount::default() };
        (0..).zip(counts.iter().map(row)).collect()
    }

    #[test]
    fn a_withheld_part_is_not_left_alone_in_its_sum() {
        let settings = RankSettings { min_postings: 10, ..RankSettings::default() };
        let find = |counts: &[u64], sums: &[[u32; 3]]| {
            withheld(&rows(counts), &settings, true, sums, 4).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(find(&[50, 45, 5], &[]), [2]);
        assert_eq!(find(&[50, 45, 5], &[[0, 1, 2]]), [1, 2]);
        assert_eq!(find(&[50, 25, 25], &[[0, 1, 2]]), [0; 0]);
        assert_eq!(find(&[12, 6, 6], &[[0, 1, 2]]), [1, 2], "two that are withheld keep each other");
        // The second sum loses its second row to the first, and then one more.
        assert_eq!(find(&[50, 45, 5, 20, 25], &[[0, 1, 2], [1, 3, 4]]), [1, 2, 4]);
    }

    #[test]
    fn a_total_that_leaves_one_market_open_is_not_safe() {
        let settings = RankSettings { min_postings: 10, ..RankSettings::default() };
        let safe = |markets, postings| {
            Total { postings: 99, withheld_markets: markets, withheld_postings: postings }.is_safe(&settings)
        };
        assert_eq!([safe(0, 0), safe(1, 9), safe(2, 9), safe(2, 10)], [true, false, false, true]);
    }
}
