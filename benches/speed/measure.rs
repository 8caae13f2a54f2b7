//! Time in whole nanoseconds, rates in whole kilobytes per second: no floats here either.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Shortest time of some runs: what disturbs a run only makes it longer.
pub(crate) fn shortest<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let one = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    std::iter::repeat_with(one).take(runs).min().unwrap_or_default()
}

/// Tenths of MB/s.
pub(crate) fn rate(bytes: usize, time: Duration) -> u128 {
    bytes as u128 * 10_000 / time.as_nanos().max(1)
}

/// A rate in tenths as text.
pub(crate) fn shown(tenths: u128) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// One line: name, MB/s, time.
pub(crate) fn line(name: &str, bytes: usize, time: Duration) {
    println!("{name:32} {:>9} MB/s {:>12} µs", shown(rate(bytes, time)), time.as_micros());
}

/// One line with the rate as a share of another, in thousandths.
pub(crate) fn ratio(name: &str, rate: u128, reference: u128) {
    let thousandths = rate * 1000 / reference.max(1);
    println!("{name:32} {}.{:03}", thousandths / 1000, thousandths % 1000);
}
