//! GJ103 会计恒等式: parts complete by definition, told in other sentences than their total.

use std::collections::BTreeSet;

use crate::figures::{Figure, FigureId};
use crate::relations::identity::{IDENTITIES, Identity};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};

use super::wording;

/// How many figures behind a total its parts are looked for.
const REACH: usize = 40;

/// See [`RuleDoc`].
pub(super) struct Identities;

impl Rule for Identities {
    fn code(&self) -> &'static str {
        "GJ103"
    }

    fn name(&self) -> &'static str {
        "accounting-identity-broken"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "会计恒等式不成立",
            what: "三公经费＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费；支出＝基本支出＋项目支出（＋上缴上级、经营、对附属单位补助支出）；\
                   基本支出＝人员经费＋公用经费；政府采购＝货物＋工程＋服务。合计与分项写在不同句子里，期间、阶段、口径一致时核对；口径不明的不核对。",
            source: "《政府收支分类科目》《部门决算报表编制说明》",
            broken: &[Example {
                text: "2022年“三公”经费支出21.08万元。其中因公出国（境）费2.81万元。公务用车购置及运行维护费14.17万元。公务接待费4.90万元。",
                message: "“三公”经费21.08万元，分项之和21.88万元，相差0.8万元；会计恒等式表明应当相等，请核对因公出国（境）费、公务用车购置及运行维护费、公务接待费。",
            }],
            holding: &[
                "2022年“三公”经费支出21.07万元。其中因公出国（境）费2.81万元。公务用车购置及运行维护费14.17万元。公务接待费4.09万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let known: BTreeSet<Vec<FigureId>> = report
            .groups()
            .iter()
            .map(|g| {
                let mut all = g.parts.clone();
                all.push(g.total);
                all.sort_unstable();
                all
            })
            .collect();
        let mut relations: Vec<Relation> = Vec::new();
        for identity in IDENTITIES {
            for name in identity.totals {
                for &total in report.of_indicator(name) {
                    relations.extend(relation(report, identity, total).filter(|r| !known.contains(&r.figures)));
                }
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::total(report, broken, "会计恒等式")
    }
}

fn relation(report: &Report<'_>, identity: &Identity, id: FigureId) -> Option<Relation> {
    let total = report.figure(id);
    // 收入90万元，其中一般公共预算财政拨款80万元: what came in is not what was spent.
    let is_income = |whole: &Figure| whole.indicator.as_deref().is_some_and(|name| name.ends_with("收入"));
    let is_of_income = report.group_of(id).is_some_and(|group| is_income(report.figure(group.total)));
    if !is_level(total) || is_of_income && !is_income(total) {
        return None;
    }
    let required: Option<Vec<FigureId>> =
        identity.required.iter().map(|names| part(report, total, identity, names)).collect();
    let mut parts = required?;
    // A sum told twice (第一段与第二段) must not mix the two tellings.
    let last = parts.iter().copied().max()?;
    parts.extend(
        identity
            .optional
            .iter()
            .filter_map(|names| part(report, total, identity, names))
            .filter(|p| *p < last || p.0 - last.0 <= 6),
    );
    let claim = Claim::Equal(Expr::sum(parts), Expr::Figure(id));
    Some(Relation { stated: Some(id), ..Relation::inferred("GJ103", RelationKind::Total, claim) })
}

/// The first figure with one of the names behind the total and before the total is told again.
fn part(report: &Report<'_>, total: &Figure, identity: &Identity, names: &[&str]) -> Option<FigureId> {
    let from = total.id.0 as usize + 1;
    for figure in report.figures.figures.iter().skip(from).take(REACH) {
        let indicator = figure.indicator.as_deref().unwrap_or("");
        if identity.totals.contains(&indicator) && is_level(figure) && same_unit(figure, total) {
            return None;
        }
        if names.contains(&indicator) && is_level(figure) && same_unit(figure, total) {
            return comparable(report, total, figure).then_some(figure.id);
        }
    }
    None
}

/// Same chapter, and nothing that says another stage, period or scope.
fn comparable(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let agree = |x: Option<bool>| x.unwrap_or(true);
    let flows = |s: Option<crate::figures::Stage>| {
        s.filter(|s| !matches!(s, crate::figures::Stage::Income | crate::figures::Stage::Expenditure))
    };
    report.chapter(a) == report.chapter(b)
        && agree(flows(a.stage).zip(flows(b.stage)).map(|(x, y)| x == y))
        && agree(a.period.zip(b.period).map(|(x, y)| x == y))
        && agree(a.scope.zip(b.scope).map(|(x, y)| x == y))
        && flows(a.stage).is_some() == flows(b.stage).is_some()
}
