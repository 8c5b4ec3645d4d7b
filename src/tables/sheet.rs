//! The shares of a market's rows with their intervals, kept until the next period, so that change can be told.

use super::counted::SiteRow;
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
    /// Postings of the market.
    postings: u64,
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
        let required: Vec<f64> = figures.iter().map(|figures| figures.required_share).collect();
        let of_wilson = |count: fn(&Figures) -> u64| {
            figures.iter().map(|figures| wilson(count(figures), market_postings)).collect()
        };
        let (intervals, of_required): (Vec<_>, Vec<_>) = match &jackknife {
            Some(jackknife) => (
                jackknife.intervals(&rows, &shares, SiteRow::postings),
                jackknife.intervals(&rows, &required, SiteRow::required),
            ),
            None => (of_wilson(|figures| figures.postings), of_wilson(|figures| figures.required)),
        };
        for (figures, (interval, required)) in figures.iter_mut().zip(intervals.iter().zip(&of_required)) {
            (figures.share_low, figures.share_high) = *interval;
            (figures.required_low, figures.required_high) = *required;
        }
        let place = rows.iter().copied().zip(0..).collect();
        Self { place, rows, shares, intervals, jackknife, postings: market_postings }
    }

    /// How many employers and nameless postings the market has.
    pub(super) fn clusters(&self) -> usize {
        self.jackknife.as_ref().map_or(0, Jackknife::clusters)
    }

    /// How the share of the row at a place has changed since the sheet of the period before. Without employers, or
    /// where these tell nothing, the two shares are taken for independent, and the interval is R. Newcombe's of the two Wilson intervals ("Interval
    /// estimation for the difference between independent proportions", *Statistics in Medicine* 17 (1998)
    /// 873–890, method 10).
    pub(super) fn change(&self, at: usize, past: &Sheet<'_>) -> Option<Change> {
        let row = *self.rows.get(at)?;
        let then = *past.place.get(&row)?;
        let (now_share, then_share) = (self.shares[at], past.shares[then]);
        let change = now_share - then_share;
        let clustered = self.jackknife.as_ref().zip(past.jackknife.as_ref());
        let clustered = clustered.and_then(|(now, before)| now.change(before, row, now_share, then_share));
        let (low, high) = if let Some(interval) = clustered {
            interval
        } else {
            let ((low, high), (past_low, past_high)) = (self.intervals[at], past.intervals[then]);
            let below = (now_share - low).hypot(past_high - then_share);
            let above = (high - now_share).hypot(then_share - past_low);
            (change - below, change + above)
        };
        let (fewer, more) = (self.postings.min(past.postings), self.postings.max(past.postings));
        Some(Change { change, low, high, comparable: fewer * Change::LEAST_PART >= more })
    }
}
