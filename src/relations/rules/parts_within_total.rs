//! GJ102 其中各项之和不超过合计.

use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};

use super::total_of_parts::{is_complete, totals};
use super::wording;

/// See [`RuleDoc`].
pub(super) struct PartsWithinTotal;

impl Rule for PartsWithinTotal {
    fn code(&self) -> &'static str {
        "GJ102"
    }

    fn name(&self) -> &'static str {
        "parts-exceed-total"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "其中各项之和超过合计",
            what: "“其中”没有说明是否列全时，各项之和不能超过合计。只列一项、写有“等”“主要”的也在此核对。",
            source: "审计常规：部分不大于整体",
            broken: &[Example {
                text: "全年总支出100万元，其中会议费80万元、培训费35万元等。",
                message: "总支出100万元，其中各项之和115万元，超出15万元；“其中”所列不能多于合计，请核对会议费、培训费。",
            }],
            holding: &["全年总支出100万元，其中会议费30万元、培训费35万元等。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .groups()
            .iter()
            .filter(|g| !is_complete(report, g))
            .flat_map(|group| {
                totals(group).map(|(total, choice)| {
                    let claim = Claim::AtMost(Expr::sum(group.parts.iter().copied()), Expr::Figure(total));
                    let triggers = group.triggers.clone();
                    Relation {
                        stated: Some(total),
                        triggers,
                        choice,
                        ..Relation::new("GJ102", RelationKind::Bound, claim)
                    }
                })
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::bound(report, broken)
    }
}
