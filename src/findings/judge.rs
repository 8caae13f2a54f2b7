use std::collections::BTreeMap;

use crate::relations::{Grade, Judged, Relation, RelationKind, Relations, Report};

use super::assemble::assemble;
use super::grade::grade;
use super::values::Values;
use super::{Findings, Ledger, suspect};

/// 核对设置.
#[derive(Clone, Debug, Default)]
pub struct JudgeSettings {
    /// Tails above this many half-units count as broken; `None` accepts all that rounding explains.
    pub tail_limit: Option<u32>,
    /// Offices that cut amounts off instead of rounding them are believed, as they always are with percentages.
    pub truncated_amounts: bool,
}

/// Settles choices between readings that the words leave open: of each, the reading that fits the figures best
/// stays; where none fits, the first, which language prefers.
#[must_use]
pub fn settle(report: &Report<'_>, relations: Relations, settings: &JudgeSettings) -> Relations {
    if relations.iter().all(|r| r.choice.is_none()) {
        return relations;
    }
    let values = Values::new(report.figures, settings.truncated_amounts);
    let weight = |relation: &Relation| match grade(relation, &values, settings).grade {
        Grade::Exact => 0,
        Grade::Tail => 1,
        Grade::Broken | Grade::Undecided(_) => 2,
    };
    let mut best: BTreeMap<(&str, u32), (u8, usize)> = BTreeMap::new();
    for (n, relation) in relations.iter().enumerate() {
        if let Some(choice) = relation.choice {
            let found = (weight(relation), n);
            let entry = best.entry((relation.rule, choice)).or_insert(found);
            *entry = (*entry).min(found);
        }
    }
    // Two figures that only share a name make a claim where they agree, and none where they do not.
    let claims = |(weight, n): &(u8, usize)| *weight < 2 || relations[*n].kind != RelationKind::Same;
    let mut stays: Vec<bool> = relations.iter().map(|relation| relation.choice.is_none()).collect();
    best.into_values().filter(claims).for_each(|(_, n)| stays[n] = true);
    relations.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(relation, _)| relation).collect()
}

/// Judges every relation and makes the findings.
#[must_use]
pub fn judge(report: &Report<'_>, relations: &Relations, settings: &JudgeSettings) -> Findings {
    let values = Values::new(report.figures, settings.truncated_amounts);
    let judged: Vec<Judged> = relations.iter().map(|relation| grade(relation, &values, settings)).collect();
    let explanations = suspect::explain(report, relations, &judged, settings);
    let findings = assemble(report, relations, &judged, explanations, settings);
    let ledger = Ledger::new(report.figures, relations, &judged);
    Findings { judged, findings, ledger }
}
