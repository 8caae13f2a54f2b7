//! Time in whole nanoseconds, rates in whole kilobytes per second: no floats here either.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark prints, and asks the kernel")]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a simple program would look for: the reference that every rate is held against.
pub(crate) const NUMBER_AND_UNIT: &str =
    "[0-9][0-9,.]*\\s*(万元|亿元|元|%|％|个百分点|人次|户|人|名|个|家|件|项|次|份|台|辆|亩|公里)";

/// Several ticks of the kernel's clock.
const TICKS: Duration = Duration::from_millis(50);

/// Time that this thread has had a core for; wall time where the kernel does not tell.
fn on_core(since: Instant) -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = text.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Shortest time of some runs: what disturbs a run only makes it longer. Time of other programs does not count.
pub(crate) fn shortest<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let since = Instant::now();
    let mut times = |n: u32| {
        let start = on_core(since);
        (0..n).for_each(|_| drop(black_box(work())));
        on_core(since).saturating_sub(start)
    };
    // The kernel's clock ticks slowly: what is short is done often enough to be seen.
    let enough = |&n: &u32| times(n) >= TICKS || n > u32::MAX / 4;
    let n = std::iter::successors(Some(1_u32), |n| n.checked_mul(2)).find(enough).unwrap_or(1);
    std::iter::repeat_with(|| times(n) / n).take(runs).min().unwrap_or_default()
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
