//! Counts under sorted keys that can be added to each other in any order: sorted runs, merged
//! whenever a run has grown nearly as large as the one before it, so that every count is moved a
//! logarithmic number of times and memory stays near the number of distinct keys.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Counts of postings under keys of `N` numbers.
#[derive(Clone, Debug)]
pub(super) struct Counts<const N: usize> {
    /// Each run has every key once, in ascending order; runs get shorter from the first to the last.
    runs: Vec<Vec<Counted<N>>>,
}

/// A key and its count: 16 bytes for the three numbers of a cell.
pub(super) type Counted<const N: usize> = ([u32; N], u32);

impl<const N: usize> Default for Counts<N> {
    fn default() -> Self {
        Self { runs: Vec::new() }
    }
}

impl<const N: usize> Counts<N> {
    /// Adds a run, which has every key once and in ascending order.
    pub(super) fn push(&mut self, run: Vec<Counted<N>>) {
        debug_assert!(run.is_sorted_by(|one, next| one.0 < next.0), "a run is sorted");
        if !run.is_empty() {
            self.runs.push(run);
            self.tidy();
        }
    }

    /// Adds all counts of another.
    pub(super) fn merge(&mut self, other: Self) {
        self.runs.extend(other.runs);
        self.runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
        self.tidy();
    }

    /// All counts as one run.
    pub(super) fn settled(&self) -> Cow<'_, [Counted<N>]> {
        match self.runs.as_slice() {
            [] => Cow::Borrowed(&[]),
            [run] => Cow::Borrowed(run),
            [first @ .., before, last] => {
                let start = merged(before, last);
                Cow::Owned(first.iter().rev().fold(start, |sum, run| merged(run, &sum)))
            }
        }
    }

    /// Merges neighbours until every run is at least twice as long as the next.
    fn tidy(&mut self) {
        while let Some(at) = self.runs.windows(2).rposition(|pair| pair[0].len() / 2 <= pair[1].len()) {
            let next = self.runs.remove(at + 1);
            self.runs[at] = merged(&self.runs[at], &next);
        }
    }
}

/// Two runs as one; counts of the same key are added. No count comes near four thousand million:
/// if one did it would stay there.
fn merged<const N: usize>(left: &[Counted<N>], right: &[Counted<N>]) -> Vec<Counted<N>> {
    let mut out = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left, right);
    while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right) {
        match one.0.cmp(&other.0) {
            Ordering::Less => {
                out.push(*one);
                left = left_rest;
            }
            Ordering::Greater => {
                out.push(*other);
                right = right_rest;
            }
            Ordering::Equal => {
                out.push((one.0, one.1.saturating_add(other.1)));
                (left, right) = (left_rest, right_rest);
            }
        }
    }
    out.extend_from_slice(left);
    out.extend_from_slice(right);
    out.shrink_to_fit();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_stay_few_and_add_up() {
        let run = |keys: std::ops::Range<u32>| keys.map(|key| ([key], 1)).collect::<Vec<_>>();
        let mut counts = Counts::default();
        for keys in [0..100, 50..70, 60..64, 0..0] {
            counts.push(run(keys));
        }
        assert_eq!(counts.runs.iter().map(Vec::len).collect::<Vec<_>>(), [100, 20, 4]);
        let expected = |key: u32| 1 + u32::from((50..70).contains(&key)) + u32::from((60..64).contains(&key));
        let expected: Vec<_> = (0..100).map(|key| ([key], expected(key))).collect();
        assert_eq!(counts.settled(), expected);
        let twice: Vec<_> = expected.iter().map(|(key, count)| (*key, count * 2)).collect();
        counts.merge(counts.clone());
        assert_eq!(counts.settled(), twice);
        assert_eq!(counts.runs.len(), 3, "each run met its double");
        assert_eq!(Counts::<2>::default().settled().len(), 0);
    }
}
