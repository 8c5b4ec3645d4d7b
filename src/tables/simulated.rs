//! Intervals against a truth that is known: markets drawn from employers of many sizes, each of which names a thing
//! in its own share of its postings. docs/statistics.md has a wider experiment.

use super::counted::{MarketCells, SiteRow};
use super::counts::Counted;
use super::jackknife::Jackknife;
use super::rank_set::{Rows, rank_sets};
use super::reduce::Cell;
use super::resample::{Drawn, Resampling, split_mix};
use super::{Clusters, wilson};

/// Of a hundred employers, these many name a thing in these parts of their postings.
type Habits = [(f64, f64); 3];

/// A thing that 18.5% of postings name, and few employers in part.
const HABITS: Habits = [(0.7, 0.05), (0.2, 0.4), (0.1, 0.7)];

struct Source(u64);

impl Source {
    /// A number from 0 to 1.
    fn next(&mut self) -> f64 {
        (split_mix(&mut self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How many postings an employer has: at least one, three on average, now and then dozens.
    fn size(&mut self) -> u32 {
        let mut size = 1;
        while self.next() < 0.6 && size < 100 {
            size += 1;
        }
        if self.next() < 0.02 { size * 10 } else { size }
    }

    fn habit(&mut self, habits: &Habits) -> f64 {
        let mut left = self.next();
        for (part, share) in habits {
            if left < *part {
                return *share;
            }
            left -= part;
        }
        habits[2].1
    }

    /// A market of employers, and what each names of as many things as there are habits.
    fn market(&mut self, employers: u32, habits: &[Habits]) -> Market {
        let mut market = Market::default();
        for employer in 0..employers {
            let number = market.clusters.number(&employer.to_string(), 0);
            let size = self.size();
            market.sites.push(([0, number], size));
            for (row, habits) in (0..).zip(habits) {
                let share = self.habit(habits);
                let named = (0..size).filter(|_| self.next() < share).count() as u32;
                if named > 0 {
                    let code = Cell { row, strength: 3, firm: true }.code();
                    market.cells.push(([0, number, code], named));
                }
            }
        }
        market
    }
}

#[derive(Default)]
struct Market {
    sites: Vec<Counted<2>>,
    cells: Vec<Counted<3>>,
    clusters: Clusters,
}

impl Market {
    fn cells(&self) -> MarketCells<'_> {
        MarketCells { market: 0, sites: &self.sites, cells: &self.cells, pays: &[] }
    }

    fn postings(&self) -> u32 {
        self.sites.iter().map(|(_, postings)| postings).sum()
    }

    fn named(&self, row: u32) -> u32 {
        let of_row = self.cells.iter().filter(|(key, _)| Cell::of(key[2]).row == row);
        of_row.map(|(_, named)| named).sum()
    }

    fn share(&self, row: u32) -> f64 {
        f64::from(self.named(row)) / f64::from(self.postings())
    }
}

fn truth(habits: &Habits) -> f64 {
    habits.iter().map(|(part, share)| part * share).sum()
}

/// The part of `trials` in which `covers`.
fn coverage(trials: u32, mut covers: impl FnMut() -> bool) -> f64 {
    f64::from((0..trials).filter(|_| covers()).count() as u32) / f64::from(trials)
}

#[test]
fn intervals_of_shares_cover_the_truth_as_often_as_they_say() {
    for (employers, trials) in [(30, 3000), (200, 2000)] {
        let mut source = Source(11);
        let mut of_wilson = 0;
        let found = coverage(trials, || {
            let market = source.market(employers, &[HABITS]);
            let cells = market.cells();
            let jackknife = Jackknife::new(&cells, &market.clusters, None);
            let (low, high) = jackknife.intervals(&[0], &[market.share(0)], SiteRow::postings)[0];
            let plain = wilson(u64::from(market.named(0)), u64::from(market.postings()));
            of_wilson += u32::from(plain.0 <= truth(&HABITS) && truth(&HABITS) <= plain.1);
            low <= truth(&HABITS) && truth(&HABITS) <= high
        });
        assert!((0.93..=0.97).contains(&found), "{employers} employers: {found}");
        // Who takes postings for draws of their own is wrong far more often than he says.
        assert!(f64::from(of_wilson) / f64::from(trials) < 0.85, "{employers} employers");
    }
}

#[test]
fn intervals_of_change_cover_it_where_employers_stay() {
    let later: Habits = [(0.6, 0.05), (0.2, 0.4), (0.2, 0.7)];
    let real = truth(&later) - truth(&HABITS);
    let mut source = Source(12);
    let found = coverage(1500, || {
        // The same employers' names in both periods, with what they do drawn anew for each.
        let (then, now) = (source.market(100, &[HABITS]), source.market(100, &[later]));
        let (then_cells, now_cells) = (then.cells(), now.cells());
        let before = Jackknife::new(&then_cells, &then.clusters, None);
        let after = Jackknife::new(&now_cells, &now.clusters, None);
        let (low, high) = after.change(&before, 0, now.share(0), then.share(0)).expect("an interval");
        low <= real && real <= high
    });
    assert!((0.93..=0.98).contains(&found), "{found}");
}

#[test]
fn rank_intervals_cover_the_true_ranks() {
    let habits: Vec<Habits> = [0.02, 0.03, 0.03, 0.06, 0.10, 0.20]
        .map(|part| [(1.0 - part, 0.02), (part, 0.6), (0.0, 0.0)])
        .to_vec();
    let truths: Vec<f64> = habits.iter().map(truth).collect();
    // Ties have all the ranks that they share.
    let ranks: Vec<(u64, u64)> = truths
        .iter()
        .map(|mine| {
            let ahead = truths.iter().filter(|other| **other > mine + 1e-12).count() as u64;
            let equal = truths.iter().filter(|other| (**other - mine).abs() < 1e-12).count() as u64;
            (ahead + 1, ahead + equal)
        })
        .collect();
    let mut source = Source(13);
    let (trials, rows) = (300, [0, 1, 2, 3, 4, 5]);
    let (mut marginal, mut joint) = (0, 0);
    for _ in 0..trials {
        let market = source.market(80, &habits);
        let cells = market.cells();
        let draws = Resampling { resamples: 300, seed: 1 }.draw(
            &cells,
            &market.clusters,
            &rows,
            Drawn::Postings,
            None,
        );
        let shares = rows.map(|row| market.share(row));
        let wanted = [0, 1, 2, 3, 4, 5];
        let covers = |sets: &[(u64, u64)]| -> Vec<bool> {
            sets.iter().zip(&ranks).map(|(set, real)| set.0 <= real.0 && real.1 <= set.1).collect()
        };
        let rows = Rows { shares: &shares, draws: &draws, whole: f64::from(market.postings()), clusters: 80 };
        marginal += u32::from(covers(&rank_sets(rows, &wanted, false))[3]);
        joint += u32::from(covers(&rank_sets(rows, &wanted, true)).iter().all(|covered| *covered));
    }
    let [marginal, joint] = [marginal, joint].map(|covered| f64::from(covered) / f64::from(trials));
    assert!(marginal >= 0.94 && joint >= 0.94, "{marginal} of one row, {joint} of all");
    assert!(marginal < 1.0 || joint < 1.0, "an interval that never misses says nothing");
}

#[test]
fn employers_that_are_alike_do_not_make_ranks_certain() {
    // Three employers name the one thing in 10 of 20 postings each, the other in 9.
    let mut market = Market::default();
    for employer in 0..3 {
        let number = market.clusters.number(&employer.to_string(), 0);
        market.sites.push(([0, number], 20));
        for (row, named) in [(0, 10), (1, 9)] {
            let code = Cell { row, strength: 3, firm: true }.code();
            market.cells.push(([0, number, code], named));
        }
    }
    let cells = market.cells();
    let draws =
        Resampling { resamples: 200, seed: 1 }.draw(&cells, &market.clusters, &[0, 1], Drawn::Postings, None);
    let shares = [market.share(0), market.share(1)];
    let rows = Rows { shares: &shares, draws: &draws, whole: 60.0, clusters: 3 };
    assert_eq!(rank_sets(rows, &[0, 1], false), [(1, 2), (1, 2)]);
    let alone = Rows { clusters: 1, ..rows };
    assert_eq!(rank_sets(alone, &[0, 1], false), [(1, 2), (1, 2)], "one employer says nothing of others");
}
