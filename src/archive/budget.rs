use std::sync::{Condvar, Mutex, PoisonError};

/// 内存额度. Bytes of input that may be worked on at once; a larger file waits until it is alone.
pub(super) struct Budget {
    limit: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// Part of a budget, given back when dropped.
pub(super) struct Share<'b> {
    budget: &'b Budget,
    bytes: u64,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until `bytes` are free.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(self.limit);
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut used =
            self.freed.wait_while(used, |used| *used + bytes > self.limit).unwrap_or_else(PoisonError::into_inner);
        *used += bytes;
        Share { budget: self, bytes }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn never_more_than_the_limit_at_once() {
        let (budget, now, most) = (Budget::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for n in 0..8_u64 {
                let (budget, now, most) = (&budget, &now, &most);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let bytes = (n % 4) * 4 + 1;
                        let _share = budget.take(bytes);
                        let sum = now.fetch_add(bytes.min(10), Ordering::SeqCst) + bytes.min(10);
                        most.fetch_max(sum, Ordering::SeqCst);
                        now.fetch_sub(bytes.min(10), Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
