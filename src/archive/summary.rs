use std::fmt;

use super::batch::Entry;
use super::unit::Outcome;

/// 小结. What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files found.
    pub n_files: u64,
    /// Reports read.
    pub n_reports: u64,
    /// Files that gave none.
    pub n_errors: u64,
    /// Files unchanged since a former run.
    pub n_kept: u64,
    /// Reports whose text is that of another.
    pub n_duplicates: u64,
    /// Figures.
    pub n_figures: u64,
    /// Figures that some relation checked.
    pub n_checked: u64,
    /// Relations: exact, tail, broken, undecided.
    pub grades: [u64; 4],
    /// Findings: 强制性, 核实性, 提示, those between reports included.
    pub severities: [u64; 3],
    /// Findings between reports.
    pub n_across: u64,
    /// Findings that a waiver accepts; not among the others.
    pub n_waived: u64,
}

impl Summary {
    /// Counts one file.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.n_files += 1;
        self.n_kept += u64::from(entry.is_kept);
        match entry.outcome() {
            Outcome::Failure(_) => self.n_errors += 1,
            Outcome::Report(digest) => {
                self.n_reports += 1;
                self.n_figures += u64::from(digest.n_figures);
                self.n_checked += u64::from(digest.n_checked);
                self.grades.iter_mut().zip(digest.grades).for_each(|(sum, n)| *sum += u64::from(n));
                self.severities.iter_mut().zip(digest.severities).for_each(|(sum, n)| *sum += u64::from(n));
            }
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let coverage = (self.n_checked * 1000).checked_div(self.n_figures).unwrap_or(0);
        let [exact, tail, broken, open] = self.grades;
        let [mandatory, verify, hint] = self.severities;
        writeln!(
            f,
            "文件 {}：读出报告 {}（重复 {}），无法读取 {}；其中沿用上次结果 {}",
            self.n_files, self.n_reports, self.n_duplicates, self.n_errors, self.n_kept
        )?;
        writeln!(f, "数据 {}，核对覆盖 {}.{}%", self.n_figures, coverage / 10, coverage % 10)?;
        writeln!(f, "勾稽关系：相符 {exact}，尾差 {tail}，不符 {broken}，无法判定 {open}")?;
        write!(f, "问题：强制性 {mandatory}，核实性 {verify}，提示 {hint}；其中跨报告 {}", self.n_across)?;
        if self.n_waived > 0 {
            write!(f, "；已豁免 {}", self.n_waived)?;
        }
        Ok(())
    }
}
