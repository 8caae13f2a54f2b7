use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Stack of a worker: parsers of nested formats go deep.
const STACK: usize = 16 << 20;

/// What the workers and the receiver share.
struct State<T> {
    /// Next job that nobody has taken.
    next: usize,
    /// Jobs whose result was received.
    received: usize,
    /// Results that wait for their turn.
    ready: BTreeMap<usize, T>,
    /// The receiver failed, or a worker died: nobody need go on.
    stopped: bool,
}

/// Does the jobs `0..n` on several threads and hands the results to `receive` in order, on the calling thread.
///
/// At most `window` jobs are under way or waiting at any time, so memory does not grow with `n`.
///
/// # Errors
/// The first error of `receive`; the jobs after it may be left undone.
pub(super) fn ordered<T: Send, E>(
    n: usize,
    threads: NonZeroUsize,
    window: usize,
    work: impl Fn(usize) -> T + Sync,
    mut receive: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let shared = Shared {
        state: Mutex::new(State { next: 0, received: 0, ready: BTreeMap::new(), stopped: false }),
        changed: Condvar::new(),
    };
    let window = window.max(threads.get());
    thread::scope(|scope| {
        for _ in 0..threads.get().min(n) {
            let builder = thread::Builder::new().stack_size(STACK);
            let spawned = builder.spawn_scoped(scope, || {
                let _guard = StopOnPanic(&shared);
                while let Some(job) = shared.take(n, window) {
                    shared.put(job, work(job));
                }
            });
            spawned.expect("the system can start a thread");
        }
        let _guard = StopAtEnd(&shared);
        for job in 0..n {
            let Some(result) = shared.receive(job) else { break };
            receive(job, result)?;
        }
        Ok(())
    })
}

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, guard: MutexGuard<'s, State<T>>) -> MutexGuard<'s, State<T>> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job, as soon as the window has room; `None` when all are taken.
    fn take(&self, n: usize, window: usize) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if state.stopped || state.next == n {
                return None;
            }
            if state.next < state.received + window {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.wait(state);
        }
    }

    fn put(&self, job: usize, result: T) {
        self.lock().ready.insert(job, result);
        self.changed.notify_all();
    }

    /// The result of `job`; `None` when a worker died.
    fn receive(&self, job: usize) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(result) = state.ready.remove(&job) {
                state.received += 1;
                drop(state);
                self.changed.notify_all();
                return Some(result);
            }
            if state.stopped {
                return None;
            }
            state = self.wait(state);
        }
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }
}

/// Frees the workers when the receiver leaves early.
struct StopAtEnd<'s, T>(&'s Shared<T>);

impl<T> Drop for StopAtEnd<'_, T> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Frees the receiver when a worker dies; the scope passes the panic on.
struct StopOnPanic<'s, T>(&'s Shared<T>);

impl<T> Drop for StopOnPanic<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
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
            ordered(100, threads(n_threads), 8, slow_first, |job, result| {
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
        let work = |_| begun.fetch_add(1, Ordering::SeqCst);
        ordered(200, threads(3), 5, work, |_, _| {
            assert!(begun.load(Ordering::SeqCst) <= received + 5 + 1);
            received += 1;
            Ok::<_, Infallible>(())
        })
        .unwrap();
        assert_eq!(received, 200);
    }

    #[test]
    fn an_error_ends_all() {
        let done = ordered(1000, threads(2), 4, |job| job, |job, _| if job == 3 { Err("enough") } else { Ok(()) });
        assert_eq!(done, Err("enough"));
    }

    #[test]
    #[should_panic(expected = "scoped thread panicked")]
    fn a_panic_of_a_worker_is_passed_on() {
        let _ = ordered(10, threads(2), 4, |job| assert_ne!(job, 5), |_, ()| Ok::<_, Infallible>(()));
    }
}
