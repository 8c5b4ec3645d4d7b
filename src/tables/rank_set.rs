//! How far up or down a row could honestly stand: confidence sets for ranks.
//!
//! A row's rank is one more than the number of rows that are truly ahead of it. The bootstrap of a rank itself is
//! not consistent where rows are close, so ranks are bounded by differences: a row certainly stands behind
//! those whose lead over it excludes 0, and before those over which its own lead does (M. Mogstad, J. Romano,
//! A. Shaikh and D. Wilhelm, "Inference for ranks with applications to mobility across neighbourhoods and
//! academic achievement across countries", *Review of Economic Studies* 91 (2024) 476–518). The critical value is
//! the 95% quantile of the greatest studentised deviation, over the row's own differences (marginal: right for
//! one row that is looked at) or over all (simultaneous: right for the whole table at once).

use super::resample::{Draws, standard_error};
use rayon::prelude::*;

/// The lowest and the highest rank that a row could have.
pub(super) type RankSet = (u64, u64);

const CONFIDENCE: f64 = 0.95;

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// What is ranked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    /// The shares of all rows, in the order of `draws`.
    pub(super) shares: &'a [f64],
    pub(super) draws: &'a Draws,
    /// Of how many postings (or employers) they are shares.
    pub(super) whole: f64,
    /// How many employers and nameless postings were drawn.
    pub(super) clusters: usize,
}

/// The rank sets of the `wanted` rows.
pub(super) fn rank_sets(rows: Rows<'_>, wanted: &[usize], simultaneous: bool) -> Vec<RankSet> {
    let count = rows.shares.len();
    if rows.draws.len() < count {
        return Vec::new();
    }
    if rows.clusters < 2 {
        // One employer says nothing of others.
        return vec![(1, count as u64); wanted.len()];
    }
    if simultaneous {
        let all: Vec<Differences> =
            (0..count).into_par_iter().map(|row| Differences::of(row, rows)).collect();
        let mut greatest = vec![0.0_f32; all.first().map_or(0, |first| first.greatest.len())];
        for differences in &all {
            for (greatest, deviation) in greatest.iter_mut().zip(&differences.greatest) {
                *greatest = greatest.max(*deviation);
            }
        }
        let critical = quantile(greatest);
        return wanted.iter().map(|row| all[*row].bounds(rows, critical)).collect();
    }
    let marginal = |row: &usize| {
        let mut differences = Differences::of(*row, rows);
        let critical = quantile(std::mem::take(&mut differences.greatest));
        differences.bounds(rows, critical)
    };
    wanted.par_iter().map(marginal).collect()
}

/// What is known of the differences between a row and all others.
struct Differences {
    row: usize,
    standard_errors: Vec<f64>,
    /// For each resample, the greatest studentised deviation.
    greatest: Vec<f32>,
}

impl Differences {
    fn of(row: usize, rows: Rows<'_>) -> Self {
        let (draws, mine) = (rows.draws, rows.draws.row(row));
        let mut greatest = vec![0.0_f32; mine.len()];
        let mut apart = vec![0.0_f32; mine.len()];
        let mut standard_errors = Vec::with_capacity(rows.shares.len());
        for other in 0..rows.shares.len() {
            for ((apart, mine), other) in apart.iter_mut().zip(mine).zip(draws.row(other)) {
                *apart = mine - other;
            }
            // Where the employers are all alike, no resample shows how far chance alone would part two rows: no less
            // than if every posting that names the one and not the other were a draw of its own.
            let lead = (rows.shares[row] - rows.shares[other]).abs();
            let least = ((lead - lead * lead).max(0.0) / rows.whole.max(1.0)).sqrt();
            let error = standard_error(apart.iter().map(|apart| f64::from(*apart))).max(least);
            standard_errors.push(error);
            if error > 0.0 {
                #[allow(clippy::cast_possible_truncation)]
                let per_error = (1.0 / error) as f32;
                for (greatest, apart) in greatest.iter_mut().zip(&apart) {
                    *greatest = greatest.max((apart * per_error).abs());
                }
            }
        }
        Self { row, standard_errors, greatest }
    }

    /// Rows that have the same share in every resample cannot be told apart.
    fn bounds(&self, rows: Rows<'_>, critical: f64) -> RankSet {
        let shares = rows.shares;
        let (mut ahead, mut behind) = (0, 0);
        for (other, error) in self.standard_errors.iter().enumerate().filter(|(_, error)| **error > 0.0) {
            let lead = shares[other] - shares[self.row];
            ahead += u64::from(lead > critical * error);
            behind += u64::from(-lead > critical * error);
        }
        (1 + ahead, self.standard_errors.len() as u64 - behind)
    }
}

/// The quantile that is as high as at least 95% of the draws.
fn quantile(mut draws: Vec<f32>) -> f64 {
    draws.sort_unstable_by(f32::total_cmp);
    // Resamples are some thousands.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let place = (draws.len() as f64 * CONFIDENCE).ceil() as usize;
    // No less than for a single difference that is known without any doubt about its error.
    draws.get(place.saturating_sub(1)).copied().map_or(f64::INFINITY, |draw| f64::from(draw).max(Z))
}
