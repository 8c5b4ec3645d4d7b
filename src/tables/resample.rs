//! The bootstrap over employers: how the figures of a market would move if its employers were drawn anew.
//!
//! Employers are the units that are sampled: ads of one employer are written from one template and are no
//! independent witnesses. In each of many resamples every employer gets a weight drawn from the Poisson
//! distribution with mean 1 (D. Chamandy et al., "Estimating uncertainty for massive data streams", Google
//! 2012; B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*, 1993). The weights depend on the seed,
//! the employer's name and the number of the resample alone, so they are the same in every market and
//! period, and for any number of threads.

use super::Clusters;
use super::counted::{MarketCells, Site, SiteRow, WHOLE};
use rayon::prelude::*;

/// How weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resampling {
    /// How often.
    pub(super) resamples: usize,
    /// Another seed draws other weights.
    pub(super) seed: u64,
}

/// What is drawn of an employer's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// Postings that name it, out of all.
    Postings,
    /// Postings that require it, out of all.
    Required,
    /// Whether it names it, out of the known employers.
    Employers,
}

/// For some rows of a market, the share that each has in each resample, less the share that it has.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    resamples: usize,
    /// Row by row.
    deviations: Vec<f32>,
}

/// The thresholds of 16 random bits at which a Poisson variable with mean 1 grows: the distribution function
/// at 0, 1, 2, … in 65536ths. It ends where 16 bits no longer tell (8: one in a million is above).
const GROWS: [u16; 8] = [24_109, 48_219, 60_273, 64_291, 65_296, 65_497, 65_530, 65_535];

/// Postings of employers above a cap are counted in these parts. Sums stay within 32 bits up to 200 million postings
/// of a market.
const CAPPED_PARTS: u32 = 16;

/// Sites that one thread takes at a time.
const SITES_AT_A_TIME: usize = 4096;

impl Resampling {
    /// The weights of a cluster, one a resample.
    fn fill(&self, cluster_seed: u64, weights: &mut Vec<u8>) {
        weights.clear();
        let mut state = cluster_seed ^ self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        while weights.len() < self.resamples {
            let random = split_mix(&mut state);
            for quarter in 0..4 {
                let bits = u16::try_from(random >> (16 * quarter) & 0xffff).unwrap_or(0);
                weights.push(GROWS.iter().map(|threshold| u8::from(bits >= *threshold)).sum());
            }
        }
        weights.truncate(self.resamples);
    }

    /// Draws `rows` of a market, in the order given.
    pub(super) fn draw(
        &self,
        market: &MarketCells<'_>,
        clusters: &Clusters,
        rows: &[u32],
        drawn: Drawn,
        cap: Option<u64>,
    ) -> Draws {
        let mut slots: Vec<(u32, usize)> = rows.iter().copied().zip(0..).collect();
        slots.sort_unstable();
        let scale = if cap.is_some() { CAPPED_PARTS } else { 1 };
        // Of the employers there is one each, however many postings they have.
        let parts = |count: u32, site: &Site<'_>| match drawn {
            Drawn::Employers => u32::from(count > 0 && Clusters::is_known(site.employer)),
            _ if site.weight == WHOLE => count * scale,
            _ => {
                let capped =
                    u128::from(count) * u128::from(site.weight) * u128::from(scale) / u128::from(WHOLE);
                u32::try_from(capped).unwrap_or(u32::MAX)
            }
        };
        let value = |row: &SiteRow| if drawn == Drawn::Required { row.required() } else { row.postings() };
        let add = |mut sums: Sums, sites: &[Site<'_>]| {
            let mut weights = Vec::new();
            for site in sites {
                self.fill(clusters.seed(site.employer), &mut weights);
                sums.add(rows.len(), parts(site.postings, site), &weights);
                let mut slots = slots.as_slice();
                for row in site.rows() {
                    slots = &slots[slots.partition_point(|(slot, _)| *slot < row.row)..];
                    if let Some((_, slot)) = slots.first().filter(|(slot, _)| *slot == row.row) {
                        sums.add(*slot, parts(value(&row), site), &weights);
                    }
                }
            }
            sums
        };
        let sites: Vec<Site<'_>> = market.sites(cap).collect();
        let nothing = || Sums::new(rows.len() + 1, self.resamples);
        // Sums are integers, so it does not show who added what.
        let sums = if sites.len() <= SITES_AT_A_TIME {
            add(nothing(), &sites)
        } else {
            sites.par_chunks(SITES_AT_A_TIME).fold(nothing, add).reduce(nothing, Sums::merge)
        };
        let actual: Vec<u64> = {
            let mut actual = vec![0; rows.len() + 1];
            for site in &sites {
                actual[rows.len()] += u64::from(parts(site.postings, site));
                for row in site.rows() {
                    if let Ok(at) = slots.binary_search_by_key(&row.row, |(slot, _)| *slot) {
                        actual[slots[at].1] += u64::from(parts(value(&row), site));
                    }
                }
            }
            actual
        };
        sums.deviations(&actual)
    }
}

/// The next number of the generator of G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014.
pub(super) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// Weighted sums, row by row, a resample beside the other; the last row is the whole market.
struct Sums {
    resamples: usize,
    sums: Vec<u32>,
}

impl Sums {
    fn new(rows: usize, resamples: usize) -> Self {
        Self { resamples, sums: vec![0; rows * resamples] }
    }

    fn add(&mut self, row: usize, count: u32, weights: &[u8]) {
        let sums = &mut self.sums[row * self.resamples..][..self.resamples];
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum = sum.wrapping_add(count.wrapping_mul(u32::from(*weight)));
        }
    }

    fn merge(mut self, other: Self) -> Self {
        for (sum, more) in self.sums.iter_mut().zip(other.sums) {
            *sum = sum.wrapping_add(more);
        }
        self
    }

    /// Shares less the actual ones. A resample without any posting says nothing, and deviates by nothing.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn deviations(&self, actual: &[u64]) -> Draws {
        let (rows, whole) = self.sums.split_at(self.sums.len() - self.resamples);
        let (shares, total) = actual.split_at(actual.len() - 1);
        let deviations = rows.chunks_exact(self.resamples.max(1)).zip(shares).flat_map(|(row, count)| {
            let share = *count as f64 / (total[0].max(1)) as f64;
            row.iter().zip(whole).map(move |(sum, whole)| {
                if *whole == 0 { 0.0 } else { (f64::from(*sum) / f64::from(*whole) - share) as f32 }
            })
        });
        Draws { resamples: self.resamples, deviations: deviations.collect() }
    }
}

impl Draws {
    /// The deviations of a row.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.deviations[row * self.resamples..][..self.resamples]
    }

    /// How many rows were drawn.
    pub(super) fn len(&self) -> usize {
        self.deviations.len().checked_div(self.resamples).unwrap_or(0)
    }
}

/// The standard deviation of draws.
pub(super) fn standard_error(draws: impl Iterator<Item = f64>) -> f64 {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for draw in draws {
        count += 1.0;
        sum += draw;
        squares += draw * draw;
    }
    if count < 2.0 { 0.0 } else { ((squares - sum * sum / count).max(0.0) / (count - 1.0)).sqrt() }
}
