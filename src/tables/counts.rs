//! Counts under sorted keys that can be added to each other in any order: sorted runs, merged
//! whenever a run has grown nearly as large as the one before it, so that every count is moved a
//! logarithmic number of times and memory stays near the number of distinct keys.

use std::borrow::Cow;

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

    /// Makes one run of all, which [`Counts::settled`] then lends without a copy.
    pub(super) fn settle(&mut self) {
        while let Some(last) = self.runs.pop() {
            match self.runs.last_mut() {
                Some(before) => merge(before, &last),
                None => {
                    self.runs.push(last);
                    return;
                }
            }
        }
    }

    /// All counts as one run.
    pub(super) fn settled(&self) -> Cow<'_, [Counted<N>]> {
        match self.runs.as_slice() {
            [] => Cow::Borrowed(&[]),
            [run] => Cow::Borrowed(run),
            [first, others @ ..] => {
                let mut all = first.clone();
                others.iter().for_each(|run| merge(&mut all, run));
                Cow::Owned(all)
            }
        }
    }

    /// Merges neighbours until every run is at least twice as long as the next.
    fn tidy(&mut self) {
        while let Some(at) = self.runs.windows(2).rposition(|pair| pair[0].len() / 2 <= pair[1].len()) {
            let next = self.runs.remove(at + 1);
            merge(&mut self.runs[at], &next);
        }
    }
}

/// Adds the counts of `other` to those of `run`, from the last key to the first within the room behind the
/// end of `run`: a run that took the place of both would be as large as both, beside them. The room is kept for
/// the next, for an allocator holds on to what is often moved. No count comes near four thousand million: if one
/// did it would stay there.
fn merge<const N: usize>(run: &mut Vec<Counted<N>>, other: &[Counted<N>]) {
    let (mut ours, mut theirs) = (run.len(), other.len());
    run.resize(ours + theirs, ([0; N], 0));
    let mut to = run.len();
    while let Some(found) = theirs.checked_sub(1).map(|last| other[last]) {
        let mine = ours.checked_sub(1).map(|last| run[last]);
        to -= 1;
        run[to] = match mine {
            Some(mine) if mine.0 >= found.0 => {
                ours -= 1;
                if mine.0 == found.0 {
                    theirs -= 1;
                    (mine.0, mine.1.saturating_add(found.1))
                } else {
                    mine
                }
            }
            _ => {
                theirs -= 1;
                found
            }
        };
    }
    // What is before `ours` is where it belongs; keys of both have left a gap behind it.
    run.drain(ours..to);
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
        let mut one = counts.clone();
        one.settle();
        assert_eq!((one.runs.len(), &one.runs[0]), (1, &twice));
        assert_eq!(counts.runs.len(), 3, "each run met its double");
        let mut none = Counts::<2>::default();
        none.settle();
        assert_eq!(none.settled().len(), 0);
    }
}
