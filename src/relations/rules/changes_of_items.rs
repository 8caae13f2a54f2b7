//! GJ105 各项增减之和＝总额增减.

use crate::figures::{Figure, FigureId, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Group, Origin, Relation, RelationKind, Report, Rule, RuleDoc, same_unit,
};

use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct ChangesOfItems;

impl Rule for ChangesOfItems {
    fn code(&self) -> &'static str {
        "GJ105"
    }

    fn name(&self) -> &'static str {
        "changes-of-items-differ-from-total"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "各项增减额之和与总额的增减额不符",
            what: "总额与每一个分项都写明比上年增减多少时，各项增减额（减少取负）之和应当等于总额的增减额。有一项没有写的不核对。",
            source: "审计常规：增减额可加",
            broken: &[Example {
                text: "2022年支出300万元，比上年增加30万元，其中：甲项目100万元，比上年增加20万元；乙项目200万元，比上年增加20万元。",
                message: "支出增加30万元，各项增减之和40万元，相差10万元；各项都写明增减，合起来应当等于总额的增减（上年有而本年没有的项目也要写明），请核对甲项目、乙项目。",
            }],
            holding: &[
                "2022年支出300万元，比上年增加30万元，其中：甲项目100万元，比上年增加50万元；乙项目200万元，比上年减少20万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .groups()
            .iter()
            .filter(|g| !g.open && g.parts.len() >= 2 && g.origin != Origin::TotalAfter)
            .filter_map(|g| relation(report, g))
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
        let change = wording::change(report, stated);
        format!(
            "{change}，各项增减之和{computed}，相差{gap}；各项都写明增减，合起来应当等于总额的增减（上年有而本年没有的项目也要写明），请核对{operands}。"
        )
    }
}

/// The change told of a level figure: the next figure but one at most, with that figure as its subject.
fn change_of<'a>(report: &Report<'a>, level: FigureId) -> Option<&'a Figure> {
    report.figures.figures[level.0 as usize + 1..]
        .iter()
        .take(4)
        .find(|f| f.subject == Some(level) && f.role == Some(Role::Change) && same_unit(f, report.figure(level)))
}

fn relation(report: &Report<'_>, group: &Group) -> Option<Relation> {
    if report.figure(group.total).role == Some(Role::Change) {
        return None;
    }
    let total = change_of(report, group.total)?;
    let parts: Option<Vec<&Figure>> = group.parts.iter().map(|&p| change_of(report, p)).collect();
    let signed = |f: &Figure| super::signed(f);
    let claim = Claim::Equal(Expr::Sum(parts?.into_iter().map(signed).collect()), signed(total));
    Some(Relation {
        stated: Some(total.id),
        triggers: group.triggers.clone(),
        ..Relation::inferred("GJ105", RelationKind::Total, claim)
    })
}
