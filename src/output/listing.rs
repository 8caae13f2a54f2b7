//! Which findings a list shows, and what it counts.

use crate::findings::{Finding, LedgerCounts, Waiver, Waivers};
use crate::relations::Severity;
use crate::review::Review;

use super::grades::Grades;

/// 选取. Which findings are told.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The least severe that is told; `None` for all.
    pub least: Option<Severity>,
    /// Beginnings of rule codes; empty for all.
    pub rules: Vec<String>,
    /// Beginnings of rule codes that are not told.
    pub ignored: Vec<String>,
    /// Findings that were accepted.
    pub waivers: Waivers,
}

/// 条目. A finding that is told; a waived one is counted, and shown where the format can say so.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'r> {
    /// The finding.
    pub finding: &'r Finding,
    /// Why it is accepted, if it is.
    pub waiver: Option<&'r Waiver>,
}

impl Selection {
    /// The findings of a review that are told, in their order.
    #[must_use]
    pub fn entries<'r>(&'r self, review: &'r Review) -> Vec<Entry<'r>> {
        let findings = review.findings.findings.iter().filter(|finding| self.tells(finding));
        findings.map(|finding| Entry { finding, waiver: self.waivers.accepting(&finding.fingerprint) }).collect()
    }

    /// The findings between reports that are told, in their order.
    #[must_use]
    pub fn between<'r>(&'r self, findings: &'r [Between]) -> Vec<BetweenEntry<'r>> {
        let told = findings.iter().filter(|finding| self.admits(finding.rule, finding.severity));
        told.map(|finding| BetweenEntry { finding, waiver: self.waivers.accepting(&finding.fingerprint) }).collect()
    }

    fn tells(&self, finding: &Finding) -> bool {
        self.admits(finding.rule, finding.severity)
    }

    /// Whether findings of this rule and severity are told.
    #[must_use]
    pub fn admits(&self, rule: &str, severity: Severity) -> bool {
        let among = |codes: &[String]| codes.iter().any(|code| rule.starts_with(code.as_str()));
        self.least.is_none_or(|least| severity >= least)
            && (self.rules.is_empty() || among(&self.rules))
            && !among(&self.ignored)
    }
}

/// 跨报告问题. What shows only when two reports are laid side by side.
#[derive(Clone, Debug)]
pub struct Between {
    /// File of the report it is told of.
    pub report: String,
    /// File of the report it is compared with, where it is a single one.
    pub other: Option<String>,
    /// Rule code.
    pub rule: &'static str,
    /// The defect, as a word for programs.
    pub name: &'static str,
    /// The defect.
    pub title: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What disagrees, why it should agree, what to check.
    pub message: String,
    /// The two values; empty where none are compared.
    pub arithmetic: String,
    /// Path and title of the section.
    pub section: String,
    /// Words of the report.
    pub quote: String,
    /// Characters of those words.
    pub at: Option<(u32, u32)>,
    /// Stays the same while other parts of the two reports change.
    pub fingerprint: String,
}

/// A finding between reports that is told.
#[derive(Clone, Copy, Debug)]
pub struct BetweenEntry<'r> {
    /// The finding.
    pub finding: &'r Between,
    /// Why it is accepted, if it is.
    pub waiver: Option<&'r Waiver>,
}

/// 汇总. What a list counts over all reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports that were read.
    pub n_reports: u32,
    /// Inputs that could not be read.
    pub n_errors: u32,
    /// Findings that are told and not waived: 强制性, 核实性, 提示.
    pub n_findings: [u32; 3],
    /// Findings that are waived.
    pub n_waived: u32,
    /// Relations by grade.
    pub grades: Grades,
    /// Figures by what became of them.
    pub figures: LedgerCounts,
}

impl Tally {
    /// The count of one review.
    #[must_use]
    pub fn of(review: &Review, entries: &[Entry<'_>]) -> Self {
        let figures = review.findings.ledger.total(&review.figures);
        let mut tally = Self { n_reports: 1, grades: Grades::of(review), figures, ..Self::default() };
        for entry in entries {
            tally.count(entry.finding.severity, entry.waiver);
        }
        tally
    }

    /// The count of findings between reports.
    #[must_use]
    pub fn between(entries: &[BetweenEntry<'_>]) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            tally.count(entry.finding.severity, entry.waiver);
        }
        tally
    }

    fn count(&mut self, severity: Severity, waiver: Option<&Waiver>) {
        if waiver.is_some() {
            self.n_waived += 1;
        } else {
            self.n_findings[Self::index(severity)] += 1;
        }
    }

    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.n_reports += other.n_reports;
        self.n_errors += other.n_errors;
        for (sum, n) in self.n_findings.iter_mut().zip(other.n_findings) {
            *sum += n;
        }
        self.n_waived += other.n_waived;
        self.grades.add(other.grades);
        self.figures = self.figures.and(other.figures);
    }

    /// Findings of one severity.
    #[must_use]
    pub fn of_severity(&self, severity: Severity) -> u32 {
        self.n_findings[Self::index(severity)]
    }

    /// All findings that are told and not waived.
    #[must_use]
    pub fn total_findings(&self) -> u32 {
        self.n_findings.iter().sum()
    }

    fn index(severity: Severity) -> usize {
        match severity {
            Severity::Mandatory => 0,
            Severity::Verify => 1,
            Severity::Hint => 2,
        }
    }
}
