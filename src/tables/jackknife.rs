//! How sure a share is when its postings come from employers: intervals by leaving out one employer at a time.
//!
//! Ads of one employer are written from one template and are no independent witnesses, so the employers are the
//! units that are sampled. The variance of a share, by the jackknife over employers, against the variance that
//! it would have if every posting had an employer of its own, is the design effect; Wilson's interval is taken
//! at as many postings as are left after dividing by it (L. Kish, *Survey Sampling*, 1965; E. Korn and B.
//! Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
//! survey data", *Survey Methodology* 24 (1998) 193–201), with the quantile of Student's distribution at the degrees
//! of freedom that the excess over a single draw each is known by (Satterthwaite's, from the influence of every
//! employer on it). docs/statistics.md has the formulas, and what other rules covered in simulation.

use super::Clusters;
use super::counted::{MarketCells, Site, SiteRow};
use super::interval::{quantile_t, wilson_at};

/// The employers of a market with the part that each has of it.
#[derive(Debug)]
pub(super) struct Jackknife<'t> {
    /// With what sorts them: no figure depends on the order in which employers were met.
    sites: Vec<(u64, Site<'t>)>,
    /// What the postings of the market weigh.
    weight: f64,
    /// Sums of the second, third and fourth powers of the parts, and of (h / (1 − h))².
    powers: [f64; 3],
    odds: f64,
}

/// Sums over the employers that name a row. r is what the employer adds to the share beyond its due.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    r: [f64; 3],
    rh: f64,
    rrh: f64,
    h: [f64; 3],
    odds: f64,
    left_out: f64,
}

impl<'t> Jackknife<'t> {
    pub(super) fn new(market: &MarketCells<'t>, clusters: &Clusters, cap: Option<u64>) -> Self {
        let mut sites: Vec<_> = market.sites(cap).map(|site| (clusters.seed(site.employer), site)).collect();
        sites.sort_by_key(|(seed, site)| (*seed, site.employer));
        let weight = sites.iter().map(|(_, site)| site.weighs(site.postings)).sum();
        let mut found = Self { sites, weight, powers: [0.0; 3], odds: 0.0 };
        for (_, site) in &found.sites {
            let h = found.part(site);
            found.powers = std::array::from_fn(|power| found.powers[power] + h.powi(power as i32 + 2));
            found.odds += (h / (1.0 - h)).powi(2);
        }
        found
    }

    /// How many employers and nameless postings there are.
    pub(super) fn clusters(&self) -> usize {
        self.sites.len()
    }

    /// The part of the market that an employer has.
    fn part(&self, site: &Site<'_>) -> f64 {
        site.weighs(site.postings) / self.weight
    }

    /// The 95% intervals of rows, given in ascending order with their shares, of postings that `count` counts.
    pub(super) fn intervals(
        &self,
        rows: &[u32],
        shares: &[f64],
        count: impl Fn(&SiteRow) -> u32,
    ) -> Vec<(f64, f64)> {
        if self.sites.len() < 2 {
            // One employer says nothing of others.
            return vec![(0.0, 1.0); rows.len()];
        }
        let mut sums = vec![Sums::default(); rows.len()];
        for (_, site) in &self.sites {
            let h = self.part(site);
            let mut at = 0;
            for named in site.rows() {
                at += rows[at..].partition_point(|row| *row < named.row);
                if rows.get(at) == Some(&named.row) {
                    let r = site.weighs(count(&named)) / self.weight - shares[at] * h;
                    sums[at].add(r, h);
                }
            }
        }
        sums.iter().zip(shares).map(|(sums, share)| self.interval(sums, *share)).collect()
    }

    fn interval(&self, on: &Sums, p: f64) -> (f64, f64) {
        let n = self.weight;
        let [h2, h3, h4] = self.powers;
        // Sums over the employers that do not name the row, to which r = −p·h.
        let [off2, off3, off4] = [h2 - on.h[0], h3 - on.h[1], h4 - on.h[2]].map(|sum| sum.max(0.0));
        let odds_off = (self.odds - on.odds).max(0.0);
        let binomial = p * (1.0 - p);
        let variance = on.left_out + p * p * odds_off;
        let effect = if binomial > 0.0 {
            variance / (binomial * n / (n - 1.0).powi(2))
        } else {
            // All or none: taken as if the ads of an employer were fully alike.
            n * h2
        };
        if effect.is_nan() || effect <= 1.0 + 1e-9 {
            return wilson_at(p, n, quantile_t(f64::INFINITY));
        }
        let s = on.r[0] + p * p * off2;
        let influence = if s > 0.0 && binomial > 0.0 {
            let c = on.rh - p * off2;
            let k = (1.0 - 2.0 * p) / binomial + 2.0 * c / s;
            let on = on.r[2] / (s * s) + on.h[0] + k * k * on.r[0] - 2.0 * on.rrh / s - 2.0 * k * on.r[1] / s
                + 2.0 * k * on.rh;
            let (a, b) = (p * p / s, k * p - 1.0);
            (on + a * a * off4 + 2.0 * a * b * off3 + b * b * off2).max(0.0)
        } else {
            0.0
        };
        let employers = 1.0 / h2;
        let of_employers = if employers > 1.0 { 1.0 / (employers - 1.0) } else { f64::INFINITY };
        let excess = (effect - 1.0) / effect;
        let df = 1.0 / ((influence / 2.0 + of_employers) * excess * excess);
        wilson_at(p, n / effect, quantile_t(df))
    }

    /// The 95% interval of how much the share of a row is greater here than in `past`; none where neither an employer
    /// nor a posting of one makes a difference. Employers that are in both count once, with both.
    pub(super) fn change(&self, past: &Jackknife<'_>, row: u32, now: f64, then: f64) -> Option<(f64, f64)> {
        let mut terms = Vec::with_capacity(self.sites.len() + past.sites.len());
        let both = self.weight + past.weight;
        let (mut new, mut old) = (self.sites.as_slice(), past.sites.as_slice());
        loop {
            let key = |sites: &[(u64, Site<'_>)]| sites.first().map(|(seed, site)| (*seed, site.employer));
            let next = match (key(new), key(old)) {
                (None, None) => break,
                (Some(one), None) | (None, Some(one)) => one,
                (Some(one), Some(other)) => one.min(other),
            };
            let (mut term, mut weight) = (0.0, 0.0);
            for (sites, market, share, sign) in [(&mut new, self, now, 1.0), (&mut old, past, then, -1.0)] {
                if key(sites) == Some(next) {
                    let site = &sites[0].1;
                    term += sign * market.left_out(site, row, share);
                    weight += site.weighs(site.postings);
                    *sites = &sites[1..];
                }
            }
            terms.push((term, weight / both));
        }
        let between: f64 = terms.iter().map(|(term, _)| term * term).sum();
        // Employers that all change alike hide that their postings are drawn too.
        let variance = between.max(self.within(row) + past.within(row));
        if variance.is_nan() || variance <= 0.0 {
            return None;
        }
        let influence: f64 = terms.iter().map(|(term, part)| (term * term / variance - part).powi(2)).sum();
        let df = if between < variance { f64::INFINITY } else { 2.0 / influence };
        let half = quantile_t(df) * variance.sqrt();
        Some(((now - then - half).max(-1.0), (now - then + half).min(1.0)))
    }

    /// The variance that a share has because the postings of each employer are drawn, as far as its own postings show.
    fn within(&self, row: u32) -> f64 {
        let of_site = |(_, site): &(u64, Site<'_>)| {
            let (all, named) = (site.weighs(site.postings), site.find(row).map_or(0, |row| row.postings()));
            let (postings, named) = (f64::from(site.postings), f64::from(named));
            let share = named / postings;
            if postings > 1.0 { all * all * share * (1.0 - share) / (postings - 1.0) } else { 0.0 }
        };
        self.sites.iter().map(of_site).sum::<f64>() / (self.weight * self.weight)
    }

    /// What leaving an employer out takes from a share.
    fn left_out(&self, site: &Site<'_>, row: u32, share: f64) -> f64 {
        let named = site.find(row).map_or(0.0, |named: SiteRow| site.weighs(named.postings()));
        let h = self.part(site);
        // An employer that is the whole market leaves nothing to compare with.
        if h < 1.0 { (named / self.weight - share * h) / (1.0 - h) } else { f64::NAN }
    }
}

impl Sums {
    fn add(&mut self, r: f64, h: f64) {
        self.r = std::array::from_fn(|power| self.r[power] + r.powi(power as i32 + 2));
        self.h = std::array::from_fn(|power| self.h[power] + h.powi(power as i32 + 2));
        self.rh += r * h;
        self.rrh += r * r * h;
        self.odds += (h / (1.0 - h)).powi(2);
        self.left_out += (r / (1.0 - h)).powi(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::counts::Counted;
    use crate::tables::reduce::Cell;

    /// Employers with so many postings each, of which so many name row 0.
    fn counts(employers: &[(u32, u32)]) -> (Vec<Counted<2>>, Vec<Counted<3>>, Clusters) {
        let mut clusters = Clusters::new();
        let cell = Cell { row: 0, strength: 0, firm: true }.code();
        let (mut sites, mut cells) = (Vec::new(), Vec::new());
        for (number, (postings, named)) in employers.iter().enumerate() {
            let employer = clusters.number(&number.to_string(), 0);
            sites.push(([0, employer], *postings));
            if *named > 0 {
                cells.push(([0, employer, cell], *named));
            }
        }
        (sites, cells, clusters)
    }

    fn interval(employers: &[(u32, u32)]) -> (f64, f64) {
        let (sites, cells, clusters) = counts(employers);
        let market = MarketCells { market: 0, sites: &sites, cells: &cells, pays: &[] };
        let named: u32 = employers.iter().map(|(_, named)| named).sum();
        let all: u32 = employers.iter().map(|(postings, _)| postings).sum();
        let share = f64::from(named) / f64::from(all);
        Jackknife::new(&market, &clusters, None).intervals(&[0], &[share], SiteRow::postings)[0]
    }

    #[test]
    fn agrees_with_the_formulas_written_out_with_numpy_and_scipy() {
        let times = |times: usize, one: (u32, u32)| vec![one; times];
        let named = [3, 3, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0];
        let sizes = [3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1];
        let uneven = [40, 20, 13, 10, 8, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1];
        let uneven_named = [20, 1, 13, 0, 2, 6, 0, 1, 4, 0, 1, 0, 2, 0, 1, 0, 0, 0, 1, 0];
        let pairs = |sizes: &[u32], named: &[u32]| -> Vec<(u32, u32)> {
            sizes.iter().copied().zip(named.iter().copied()).collect()
        };
        let giant = [vec![(60, 45)], times(6, (2, 1)), times(4, (2, 2)), times(20, (2, 0))].concat();
        for (employers, low, high) in [
            (
                [times(12, (1, 1)), times(38, (1, 0))].concat(),
                0.142_973_913_969_825_73,
                0.374_126_837_579_604_2,
            ),
            (pairs(&sizes, &named), 0.146_053_686_340_181_84, 0.554_659_259_943_221_4),
            (
                [times(5, (4, 4)), times(15, (4, 0))].concat(),
                0.104_931_854_610_184_53,
                0.486_594_249_254_453_7,
            ),
            (pairs(&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 5, 6]), 0.456_505_273_875_969_1, 1.0),
            (
                [times(5, (4, 1)), times(5, (4, 2))].concat(),
                0.242_229_791_672_197_24,
                0.529_675_608_627_172_8,
            ),
            (giant, 0.047_836_285_810_632_095, 0.949_033_700_010_617_3),
            (times(12, (1, 1)), 0.757_505_993_344_314_5, 1.0),
            (pairs(&uneven, &uneven_named), 0.173_752_084_103_496_8, 0.673_235_864_220_499_6),
        ] {
            let found = interval(&employers);
            assert!((found.0 - low).abs() < 1e-8, "{employers:?}: {found:?}, not {low}");
            assert!((found.1 - high).abs() < 1e-8, "{employers:?}: {found:?}, not {high}");
        }
    }

    #[test]
    fn employers_that_are_alike_do_not_make_a_change_certain() {
        let market = |named| counts(&[(4, named); 20]);
        let ((sites, cells, clusters), (past_sites, past_cells, past_clusters)) = (market(3), market(2));
        let now = MarketCells { market: 0, sites: &sites, cells: &cells, pays: &[] };
        let then = MarketCells { market: 0, sites: &past_sites, cells: &past_cells, pays: &[] };
        let (now, then) =
            (Jackknife::new(&now, &clusters, None), Jackknife::new(&then, &past_clusters, None));
        let (low, high) = now.change(&then, 0, 0.75, 0.5).expect("an interval");
        assert!(low < 0.12 && 0.38 < high, "{low} {high}");
    }

    #[test]
    fn one_employer_says_nothing_of_others() {
        assert_eq!(interval(&[(50, 10)]), (0.0, 1.0));
    }

    #[test]
    fn employers_that_stay_as_they_are_make_no_change() {
        let employers = [(5, 5), (4, 0), (3, 2), (2, 0), (6, 1)];
        let (sites, cells, clusters) = counts(&employers);
        let market = MarketCells { market: 0, sites: &sites, cells: &cells, pays: &[] };
        let now = Jackknife::new(&market, &clusters, None);
        let (low, high) = now.change(&now, 0, 0.4, 0.4).expect("an interval");
        assert!(
            low < -0.1 && 0.1 < high,
            "no employer moves, but which of its postings name it does: {low} {high}"
        );
        let (fewer, named, _) = counts(&employers[..4]);
        let market = MarketCells { market: 0, sites: &fewer, cells: &named, pays: &[] };
        let then = Jackknife::new(&market, &clusters, None);
        let (low, high) = now.change(&then, 0, 0.4, 0.5).expect("an interval");
        assert!(low < -0.1 && -0.1 < high, "{low} {high}");
        // All of them do what they did, with every posting: nothing shows how far it could have moved.
        let (sites, cells, clusters) = counts(&[(5, 5), (4, 0), (3, 3)]);
        let market = MarketCells { market: 0, sites: &sites, cells: &cells, pays: &[] };
        let same = Jackknife::new(&market, &clusters, None);
        assert_eq!(same.change(&same, 0, 8.0 / 12.0, 8.0 / 12.0), None);
        let whole = now.change(&then, 9, 0.0, 0.0);
        assert_eq!(whole, None, "a row that nobody names");
    }
}
