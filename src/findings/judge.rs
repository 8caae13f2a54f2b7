use crate::relations::{Judged, Relations, Report};

use super::assemble::assemble;
use super::grade::grade;
use super::values::Values;
use super::{Findings, Ledger, misread, suspect};

/// 核对设置.
#[derive(Clone, Debug, Default)]
pub struct JudgeSettings {
    /// Tails above this many half-units count as broken; `None` accepts all that rounding explains.
    pub tail_limit: Option<u32>,
    /// Offices that cut amounts off instead of rounding them are believed, as they always are with percentages.
    pub truncated_amounts: bool,
}

/// Judges every relation and makes the findings.
#[must_use]
pub fn judge(report: &Report<'_>, relations: &Relations, settings: &JudgeSettings) -> Findings {
    let values = Values::new(report.figures, settings.truncated_amounts);
    let mut judged: Vec<Judged> = relations.iter().map(|relation| grade(relation, &values, settings)).collect();
    let explanations = suspect::explain(report, relations, &judged, settings);
    let explanations = misread::set_aside(report, relations, &mut judged, explanations, settings);
    let findings = assemble(report, relations, &judged, explanations, settings);
    let ledger = Ledger::new(report.figures, relations, &judged);
    Findings { judged, findings, ledger }
}
