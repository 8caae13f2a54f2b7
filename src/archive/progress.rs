//! How far a run is: a bar on a terminal, a line now and then elsewhere.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Time between two lines where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// 进度.
pub struct Progress(Kind);

enum Kind {
    Silent,
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

struct Lines {
    out: Box<dyn Write + Send>,
    n: usize,
    total: usize,
    begun: Instant,
    told: Instant,
}

impl Progress {
    /// Says nothing.
    #[must_use]
    pub fn silent() -> Self {
        Self(Kind::Silent)
    }

    /// A bar with rate and time left, on standard error.
    ///
    /// # Panics
    /// Never: the template is ours.
    #[must_use]
    pub fn bar() -> Self {
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} 份，{per_sec}，约剩 {eta}").expect("a template");
        Self(Kind::Bar(ProgressBar::no_length().with_style(style)))
    }

    /// A line every ten seconds.
    #[must_use]
    pub fn lines(out: Box<dyn Write + Send>) -> Self {
        let now = Instant::now();
        Self(Kind::Lines(Mutex::new(Lines { out, n: 0, total: 0, begun: now, told: now })))
    }

    pub(super) fn begin(&self, total: usize) {
        match &self.0 {
            Kind::Silent => {}
            Kind::Bar(bar) => bar.set_length(total as u64),
            Kind::Lines(lines) => {
                let mut lines = lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                lines.total = total;
                lines.begun = Instant::now();
                lines.told = lines.begun;
            }
        }
    }

    /// More to do than was thought: a zip file turned out to hold so many more files.
    pub(super) fn more(&self, n: usize) {
        match &self.0 {
            Kind::Silent => {}
            Kind::Bar(bar) => bar.inc_length(n as u64),
            Kind::Lines(lines) => lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner).total += n,
        }
    }

    pub(super) fn step(&self) {
        match &self.0 {
            Kind::Silent => {}
            Kind::Bar(bar) => bar.inc(1),
            Kind::Lines(lines) => lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner).step(),
        }
    }

    pub(super) fn end(&self) {
        if let Kind::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Lines {
    fn step(&mut self) {
        self.n += 1;
        if self.told.elapsed() < BETWEEN_LINES {
            return;
        }
        self.told = Instant::now();
        let spent = self.begun.elapsed().as_millis().max(1);
        let rate = self.n as u128 * 1000 / spent;
        let left = (self.total - self.n) as u128 * spent / self.n as u128 / 1000;
        // Who does not listen to progress need not hear why.
        let _ = writeln!(self.out, "已读 {}/{} 份，每秒 {rate} 份，约剩 {left} 秒", self.n, self.total);
    }
}
