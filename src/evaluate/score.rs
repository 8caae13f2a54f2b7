use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::{Phase, Tally};

/// 成绩. How well some reports were read.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Reports read.
    pub n_reports: u32,
    /// Those that their writers meant to be free of defects.
    pub n_consistent: u32,
    /// Counts by phase and row; the row `""` is the whole phase.
    pub tallies: BTreeMap<(Phase, String), Tally>,
    /// How often a figure of the first kind was read as the second; 无 stands for none.
    pub confusion: BTreeMap<(String, String), u32>,
    /// What else was counted, by name.
    pub counts: BTreeMap<&'static str, u32>,
    /// Everything missed, invented or read otherwise, by report in order of the text.
    pub misses: Vec<Miss>,
}

/// 差错. One thing that truth and program see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The report.
    pub report: String,
    /// Where in the pipeline.
    pub phase: Phase,
    /// Row of the phase: the kind.
    pub row: String,
    /// What went wrong, in few words: the same words for the same cause.
    pub cause: &'static str,
    /// Line of the report, from 1; 0 for the whole report.
    pub line: u32,
    /// Both sides, in words.
    pub detail: String,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.n_reports += other.n_reports;
        self.n_consistent += other.n_consistent;
        for (key, tally) in other.tallies {
            *self.tallies.entry(key).or_default() += tally;
        }
        for (key, n) in other.confusion {
            *self.confusion.entry(key).or_default() += n;
        }
        for (key, n) in other.counts {
            *self.counts.entry(key).or_default() += n;
        }
        self.misses.extend(other.misses);
    }
}
