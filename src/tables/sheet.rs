//! The shares of a market's rows with their intervals, kept until the next period, so that change can be told.

use super::interval::wilson;
use super::jackknife::Jackknife;
use super::table::{Change, Figures};
use std::collections::HashMap;

/// What is known of the shares of a market's rows.
#[derive(Debug)]
pub(super) struct Sheet<'t> {
    /// Where each row stands in the others.
    place: HashMap<u32, usize>,
    pub(super) rows: Vec<u32>,
    pub(super) shares: Vec<f64>,
    intervals: Vec<(f64, f64)>,
    /// None where no employer is known.
    jackknife: Option<Jackknife<'t>>,
}

impl<'t> Sheet<'t> {
    /// The sheet of rows, in ascending order, with their figures, whose intervals are filled in.
    pub(super) fn new(
        rows: Vec<u32>,
        figures: &mut [Figures],
        jackknife: Option<Jackknife<'t>>,
        market_postings: u64,
    ) -> Self {
        let shares: Vec<f64> = figures.iter().map(|figures| figures.share).collect();
        let intervals = match &jackknife {
            Some(jackknife) => jackknife.intervals(&rows, &shares),
            None => figures.iter().map(|figures| wilson(figures.postings, market_postings)).collect(),
        };
        for (figures, interval) in figures.iter_mut().zip(&intervals) {
            (figures.share_low, figures.share_high) = *interval;
        }
        Self { place: rows.iter().copied().zip(0..).collect(), rows, shares, intervals, jackknife }
    }

    /// How the share of the row at a place has changed since the sheet of the period before. Without employers
    /// the two shares are independent, and the interval is R. Newcombe's of the two Wilson intervals ("Interval
    /// estimation for the difference between independent proportions", *Statistics in Medicine* 17 (1998)
    /// 873–890, method 10).
    pub(super) fn change(&self, at: usize, past: &Sheet<'_>) -> Option<Change> {
        let row = *self.rows.get(at)?;
        let then = *past.place.get(&row)?;
        let (now_share, then_share) = (self.shares[at], past.shares[then]);
        let change = now_share - then_share;
        let (low, high) = if let (Some(now), Some(before)) = (&self.jackknife, &past.jackknife) {
            now.change(before, row, now_share, then_share)?
        } else {
            let ((low, high), (past_low, past_high)) = (self.intervals[at], past.intervals[then]);
            let below = (now_share - low).hypot(past_high - then_share);
            let above = (high - now_share).hypot(then_share - past_low);
            (change - below, change + above)
        };
        Some(Change { change, low, high })
    }
}
