use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Stack of a worker: parsers of nested formats go deep.
const STACK: usize = 16 << 20;

/// What the workers and the receiver share.
struct State<J, T> {
    jobs: J,
    /// Jobs taken so far.
    taken: usize,
    /// Jobs whose result was received.
    received: usize,
    /// Results that wait for their turn.
    ready: BTreeMap<usize, T>,
    /// There are no more jobs.
    ended: bool,
    /// The receiver failed, or a worker died: nobody need go on.
    stopped: bool,
}

/// Does the jobs on several threads and hands the results to `receive` in order, on the calling thread.
///
/// Jobs are taken one at a time. At most `window` of them are under way or waiting at any time, so memory does not
/// grow with their number.
///
/// # Errors
/// The first error of `receive`; the jobs after it may be left undone.
pub(super) fn ordered<J, T: Send, E>(
    jobs: impl IntoIterator<Item = J, IntoIter: Send>,
    threads: NonZeroUsize,
    window: usize,
    work: impl Fn(J) -> T + Sync,
    mut receive: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.into_iter();
    let n_threads = threads.get().min(jobs.size_hint().1.unwrap_or(usize::MAX));
    let state = State { jobs, taken: 0, received: 0, ready: BTreeMap::new(), ended: false, stopped: false };
    let shared = Shared { state: Mutex::new(state), changed: Condvar::new() };
    let window = window.max(threads.get());
    thread::scope(|scope| {
        let _guard = Stop { shared: &shared, always: true };
        for _ in 0..n_threads {
            let builder = thread::Builder::new().stack_size(STACK);
            let spawned = builder.spawn_scoped(scope, || {
                let _guard = Stop { shared: &shared, always: false };
                while let Some((n, job)) = shared.take(window) {
                    shared.put(n, work(job));
                }
            });
            spawned.expect("the system can start a thread");
        }
        let mut n = 0;
        while let Some(result) = shared.receive(n, n_threads) {
            receive(n, result)?;
            n += 1;
        }
        Ok(())
    })
}

struct Shared<J, T> {
    state: Mutex<State<J, T>>,
    changed: Condvar,
}

impl<J: Iterator, T> Shared<J, T> {
    fn lock(&self) -> MutexGuard<'_, State<J, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, guard: MutexGuard<'s, State<J, T>>) -> MutexGuard<'s, State<J, T>> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job with its number, as soon as the window has room; `None` when there are no more.
    fn take(&self, window: usize) -> Option<(usize, J::Item)> {
        let mut state = self.lock();
        while !state.stopped && !state.ended && state.taken >= state.received + window {
            state = self.wait(state);
        }
        if state.stopped || state.ended {
            return None;
        }
        if let Some(job) = state.jobs.next() {
            state.taken += 1;
            return Some((state.taken - 1, job));
        }
        state.ended = true;
        self.changed.notify_all();
        None
    }

    fn put(&self, n: usize, result: T) {
        self.lock().ready.insert(n, result);
        self.changed.notify_all();
    }

    /// The result of job `n`; `None` when there is no such job, or a worker died.
    fn receive(&self, n: usize, n_threads: usize) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(result) = state.ready.remove(&n) {
                state.received += 1;
                drop(state);
                self.changed.notify_all();
                return Some(result);
            }
            if state.stopped || state.ended && n == state.taken || n_threads == 0 {
                return None;
            }
            state = self.wait(state);
        }
    }
}

/// Frees those who wait: the workers when the receiver leaves, the receiver when a worker dies.
struct Stop<'s, J: Iterator, T> {
    shared: &'s Shared<J, T>,
    /// Also without a panic.
    always: bool,
}

impl<J: Iterator, T> Drop for Stop<'_, J, T> {
    fn drop(&mut self) {
        if self.always || thread::panicking() {
            self.shared.lock().stopped = true;
            self.shared.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for n_threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_first = |job: usize| (0..(100 - job) * 1000).fold(job, |a, _| std::hint::black_box(a));
            ordered(0..100, threads(n_threads), 8, slow_first, |job, result| {
                seen.push((job, result));
                Ok::<_, Infallible>(())
            })
            .unwrap();
            assert_eq!(seen, (0..100).map(|n| (n, n)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_than_the_window_is_under_way() {
        let begun = AtomicUsize::new(0);
        let mut received = 0;
        let work = |_: usize| begun.fetch_add(1, Ordering::SeqCst);
        ordered(0..200, threads(3), 5, work, |_, _| {
            assert!(begun.load(Ordering::SeqCst) <= received + 5 + 1);
            received += 1;
            Ok::<_, Infallible>(())
        })
        .unwrap();
        assert_eq!(received, 200);
    }

    #[test]
    fn no_job_is_no_work() {
        ordered(std::iter::empty(), threads(2), 4, |job: u8| job, |_, _| Err("nothing to receive")).unwrap();
    }

    #[test]
    fn an_error_ends_all() {
        let done =
            ordered(0..1000, threads(2), 4, |job: usize| job, |job, _| if job == 3 { Err("enough") } else { Ok(()) });
        assert_eq!(done, Err("enough"));
    }

    #[test]
    #[should_panic(expected = "scoped thread panicked")]
    fn a_panic_of_a_worker_is_passed_on() {
        let _ = ordered(0..10, threads(2), 4, |job: usize| assert_ne!(job, 5), |_, ()| Ok::<_, Infallible>(()));
    }
}
