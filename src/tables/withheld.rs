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
    // That nobody names a row gives nobody away.
    let few = |row: &RowCount| {
        let few_employers = employers_known && row.employers < settings.min_employers;
        row.postings() > 0 && (row.postings() < settings.min_postings || few_employers)
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
        let smallest = others
            .filter_map(|row| Some((*row < derived, postings(*row).filter(|postings| *postings > 0)?, *row)))
            .min();
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
    /// The postings as they weigh.
    pub(super) weight: u64,
    /// Markets in which its figures are withheld, and its postings there.
    pub(super) withheld_markets: u64,
    pub(super) withheld_postings: u64,
}

impl Total {
    /// Whether the total together with what is published leaves nothing to find out: nothing is withheld,
    /// or what is withheld lies in several markets, is together as large as a row that may be published, and leaves
    /// open how it is shared out: each of them has at least one posting, and few enough to be withheld.
    pub(super) fn is_safe(&self, settings: &RankSettings) -> bool {
        let (markets, postings) = (self.withheld_markets, self.withheld_postings);
        let most = markets * settings.min_postings.saturating_sub(1);
        let is_open = postings > markets + 1 && !(postings <= most && postings + 1 >= most);
        markets == 0 || (markets > 1 && postings >= settings.min_postings && is_open)
    }

    /// Adds what another market has.
    pub(super) fn add(&mut self, other: &Self) {
        self.postings += other.postings;
        self.weight += other.weight;
        self.withheld_markets += other.withheld_markets;
        self.withheld_postings += other.withheld_postings;
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
            let withheld =
                Total { withheld_markets: markets, withheld_postings: postings, ..Total::default() };
            withheld.is_safe(&settings)
        };
        assert_eq!([safe(0, 0), safe(1, 9), safe(2, 9), safe(2, 10)], [true, false, false, true]);
        // Two withheld rows of at most nine are nine each if they are eighteen together, and nearly so at seventeen; and
        // nine of them, of at least one, are all but one of one at ten.
        assert_eq!(
            [safe(2, 18), safe(2, 17), safe(2, 16), safe(9, 10), safe(9, 11)],
            [false, false, true, false, true]
        );
    }
}
