//! Work done by many threads, its results taken in the order in which the work came.
//!
//! The calling thread brings the work and takes the results; the pool's threads do it. Each task
//! carries the scratch of the worker that does it, so no lock is taken, and no more than a bounded
//! number of tasks is under way, so memory stays flat however slow the sink is.

use crate::error::Result;
use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;

/// Calls `work` for every item of `items` on the pool, and `sink` with each result in order.
pub(crate) fn for_each_ordered<T, R, S>(
    pool: &ThreadPool,
    mut items: impl Iterator<Item = Result<T>>,
    work: impl Fn(T, &mut S) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<()>,
) -> Result<()>
where
    T: Send,
    R: Send,
    S: Default + Send,
{
    // So many that the threads have work while the sink writes down a part.
    let limit = 4 * pool.current_num_threads() + 8;
    let (sender, receiver) = mpsc::channel();
    let work = &work;
    pool.in_place_scope(|scope| {
        let mut scratches: Vec<S> = Vec::new();
        let mut ready: BTreeMap<u64, R> = BTreeMap::new();
        let (mut begun, mut done) = (0_u64, 0_u64);
        // Whatever ends the items, the results of those before it are taken first.
        let mut end = None;
        loop {
            while end.is_none() && ready.len() + scope_load(begun, done, &ready) < limit {
                match items.next() {
                    None => end = Some(Ok(())),
                    Some(Err(error)) => end = Some(Err(error)),
                    Some(Ok(item)) => {
                        let (sender, number) = (sender.clone(), begun);
                        let mut scratch = scratches.pop().unwrap_or_default();
                        begun += 1;
                        scope.spawn(move |_| {
                            let result = catch_unwind(AssertUnwindSafe(|| work(item, &mut scratch)));
                            // The receiver is gone only when the sink has failed.
                            let _ = sender.send((number, result, scratch));
                        });
                    }
                }
                while let Ok((number, result, scratch)) = receiver.try_recv() {
                    scratches.push(scratch);
                    ready.insert(number, result.unwrap_or_else(|panic| resume_unwind(panic)));
                }
                while let Some(result) = ready.remove(&done) {
                    done += 1;
                    sink(result)?;
                }
            }
            if done == begun {
                return end.unwrap_or(Ok(()));
            }
            if let Ok((number, result, scratch)) = receiver.recv() {
                scratches.push(scratch);
                ready.insert(number, result.unwrap_or_else(|panic| resume_unwind(panic)));
            }
            while let Some(result) = ready.remove(&done) {
                done += 1;
                sink(result)?;
            }
        }
    })
}

/// Tasks that are begun and whose results have not come back.
fn scope_load<R>(begun: u64, done: u64, ready: &BTreeMap<u64, R>) -> usize {
    usize::try_from(begun - done).expect("few tasks are under way") - ready.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};

    fn pool(threads: usize) -> ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 5] {
            let mut seen = Vec::new();
            let items = (0..200_u64).map(Ok);
            let work = |item: u64, scratch: &mut u64| {
                *scratch += 1;
                if item.is_multiple_of(7) {
                    std::thread::yield_now();
                }
                item * 2
            };
            let sink = |result| {
                seen.push(result);
                Ok(())
            };
            for_each_ordered(&pool(threads), items, work, sink).unwrap();
            assert_eq!(seen, (0..200).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_came_before_an_error_is_taken_first() {
        let items = (0..10).map(|n| if n < 4 { Ok(n) } else { Err(Error::new(ErrorKind::Input, "torn")) });
        let mut seen = Vec::new();
        let sink = |result| {
            seen.push(result);
            Ok(())
        };
        let error = for_each_ordered(&pool(2), items, |n, (): &mut ()| n, sink).unwrap_err();
        assert_eq!(error.to_string(), "torn");
        assert_eq!(seen, [0, 1, 2, 3]);
    }
}
