//! Relations counted by verdict.

use crate::relations::Grade;
use crate::review::Review;

/// 关系计数. Relations by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// Equal as printed.
    pub n_exact: u32,
    /// 尾差.
    pub n_tail: u32,
    /// The numbers disagree.
    pub n_broken: u32,
    /// Cannot be judged.
    pub n_undecided: u32,
}

impl Grades {
    /// Counts the relations of a report.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        let mut grades = Self::default();
        for judged in &review.findings.judged {
            match judged.grade {
                Grade::Exact => grades.n_exact += 1,
                Grade::Tail => grades.n_tail += 1,
                Grade::Broken => grades.n_broken += 1,
                Grade::Undecided(_) => grades.n_undecided += 1,
            }
        }
        grades
    }

    /// Adds the counts of another report.
    pub fn add(&mut self, other: Self) {
        self.n_exact += other.n_exact;
        self.n_tail += other.n_tail;
        self.n_broken += other.n_broken;
        self.n_undecided += other.n_undecided;
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> u32 {
        self.n_exact + self.n_tail + self.n_broken + self.n_undecided
    }
}
