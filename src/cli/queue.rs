use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// 队列. Between one thread that reads and one that works: never holds more than `limit` bytes (or one item).
#[derive(Debug)]
pub(super) struct Queue<T> {
    limit: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<(T, usize)>,
    bytes: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub(super) fn new(limit: usize) -> Self {
        let state = State { items: VecDeque::new(), bytes: 0, closed: false };
        Self { limit, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Adds an item as soon as there is room; `false` when the queue is closed.
    pub(super) fn put(&self, item: T, size: usize) -> bool {
        let full = |state: &mut State<T>| !state.closed && state.bytes > 0 && state.bytes + size > self.limit;
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return false;
        }
        state.items.push_back((item, size));
        state.bytes += size;
        self.changed.notify_all();
        true
    }

    /// What waits, up to `most` items and at least one; nothing when the queue is closed and drained.
    pub(super) fn take(&self, most: usize) -> Vec<T> {
        let idle = |state: &mut State<T>| !state.closed && state.items.is_empty();
        let mut state = self.changed.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        let n = state.items.len().min(most);
        let (items, sizes): (Vec<T>, Vec<usize>) = state.items.drain(..n).unzip();
        state.bytes -= sizes.iter().sum::<usize>();
        self.changed.notify_all();
        items
    }

    /// No more items; those that wait can still be taken.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Closes when the returned guard goes.
    pub(super) fn close_on_drop(&self) -> impl Drop + '_ {
        struct Closing<'q, T>(&'q Queue<T>);
        impl<T> Drop for Closing<'_, T> {
            fn drop(&mut self) {
                self.0.close();
            }
        }
        Closing(self)
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_arrive_in_order_within_the_limit() {
        let queue = Queue::new(10);
        let seen = std::thread::scope(|scope| {
            scope.spawn(|| {
                (0..100).for_each(|n| assert!(queue.put(n, 4)));
                queue.close();
            });
            let mut seen = Vec::new();
            loop {
                let items = queue.take(5);
                if items.is_empty() {
                    return seen;
                }
                assert!(items.len() <= 2);
                seen.extend(items);
            }
        });
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn an_item_above_the_limit_passes_alone_and_a_closed_queue_takes_none() {
        let queue = Queue::new(1);
        assert!(queue.put('大', 50));
        assert_eq!(queue.take(9), ['大']);
        assert!(queue.put('一', 0) && queue.put('二', 0));
        assert_eq!(queue.take(1), ['一']);
        drop(queue.close_on_drop());
        assert_eq!(queue.take(1), ['二']);
        assert!(!queue.put('小', 1) && queue.take(1).is_empty());
    }
}
