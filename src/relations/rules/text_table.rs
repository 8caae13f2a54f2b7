//! GJ504 正文与表格一致.

use crate::figures::{Approximation, Figure, FigureId, Grid, Kind, Period, Purpose, Role, Stage};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Strength, Undecided,
    is_level, same_unit,
};
use crate::text::script::folded;

use super::same_indicator::is_concept;
use super::table_total::in_unit;
use super::wording;

/// Names of the score of the whole in running text.
const SCORES: &[&str] =
    &["自评得分", "总得分", "综合得分", "评价得分", "自评总分", "总评", "最终得分", "自评总得分", "绩效得分"];

/// See [`RuleDoc`].
pub(super) struct TextTable;

impl Rule for TextTable {
    fn code(&self) -> &'static str {
        "GJ504"
    }

    fn name(&self) -> &'static str {
        "text-differs-from-table"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "正文与表格不一致",
            what: "正文与表格里名目、阶段、期间、单位都相同的数应当一致；正文的自评得分与评分表合计的得分应当一致。\
                   名目不是决算报表里含义唯一的、口径写得不同或没有写明阶段的，不一致时不判定。",
            source: "《部门决算公开操作规程》：说明与报表一致",
            broken: &[Example {
                text: "2022年“三公”经费决算数4.99万元。\n单位：万元\n项目\t2022年预算数\t2022年决算数\n“三公”经费\t5.20\t4.09\n",
                message: "“三公”经费正文4.99万元，表中4.09万元，相差0.9万元；同一指标应当一致，请核对正文和表格。",
            }],
            holding: &[
                "2022年“三公”经费决算数4.99万元。\n单位：万元\n项目\t2022年预算数\t2022年决算数\n“三公”经费\t5.20\t4.99\n",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut found: Vec<Relation> = Vec::new();
        for grid in &report.figures.grids {
            for row in 0..grid.rows.len() {
                for column in 0..grid.columns.len() {
                    if let Some(id) = grid.figure(row, column) {
                        found.extend(pair(report, grid, row, column, report.figure(id)));
                    }
                }
            }
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Claim::Equal(Expr::Figure(text), Expr::Figure(cell)) = broken.relation.claim else { return String::new() };
        let table = in_unit(report, cell);
        let name = wording::name(report, cell);
        format!(
            "{}正文{}，表中{}，相差{}；同一指标应当一致，请核对正文和表格。",
            wording::name(report, text),
            wording::printed(report, report.figure(text)),
            table.strip_prefix(name.as_str()).unwrap_or(&table),
            broken.judged.difference.map_or_else(String::new, |d| wording::value(report, text, d.abs())),
        )
    }
}

/// The figure of the running text that tells the same as a cell.
fn pair(report: &Report<'_>, grid: &Grid, row: usize, column: usize, cell: &Figure) -> Option<Relation> {
    let head = &grid.columns[column];
    let is_total = grid.rows[row].total.is_some();
    let (text, sure) = match head.purpose {
        Purpose::Score if is_total => (score(report)?, true),
        Purpose::Value | Purpose::Actual => named(report, head.purpose, cell)?,
        Purpose::Completion => (rate(report, grid, row, column)?, true),
        _ => return None,
    };
    let claim = Claim::Equal(Expr::Figure(text.id), Expr::Figure(cell.id));
    Some(Relation {
        stated: Some(cell.id),
        doubt: (!sure).then_some(Undecided::ScopeUnknown),
        strength: Strength::Inferred,
        severity: Severity::Verify,
        ..Relation::new("GJ504", RelationKind::TextTable, claim)
    })
}

/// Figures of the running text that are told as they are.
fn told<'a>(report: &'a Report<'_>, ids: &'a [FigureId]) -> impl Iterator<Item = &'a Figure> {
    ids.iter().map(|&id| report.figure(id)).filter(|f| f.cell.is_none() && f.approximation == Approximation::Exact)
}

/// The same name, unit, stage and year.
fn named<'a>(report: &'a Report<'_>, purpose: Purpose, cell: &Figure) -> Option<(&'a Figure, bool)> {
    let indicator = cell.indicator.as_deref()?;
    if indicator.chars().count() < 2 || indicator.contains('·') {
        return None;
    }
    let comparable = |f: &&Figure| {
        let level =
            is_level(f) || f.kind == Kind::Percentage && matches!(f.role, None | Some(Role::Completion | Role::Share));
        level
            && same_unit(f, cell)
            && same_period(report, f, cell)
            && !f.in_words
            && step(f).is_none_or(|s| Some(s) == step(cell))
    };
    let found: Vec<&Figure> = told(report, report.of_indicator(indicator)).filter(comparable).collect();
    // The one that names its step goes before those that leave it open.
    let best = found.iter().find(|f| step(f).is_some()).or(found.first())?;
    let scopes = best.scope.is_none() || cell.scope.is_none() || best.scope == cell.scope;
    let concept = is_concept(cell) && best.indicator == cell.indicator;
    let stepped = step(best).is_some() && step(best) == step(cell) || purpose == Purpose::Actual;
    let unique = found.len() == 1;
    Some((best, concept && stepped && scopes && unique && purpose == Purpose::Value))
}

/// The step of the budget cycle; 支出 and 收入 are none.
fn step(figure: &Figure) -> Option<Stage> {
    figure.stage.filter(|s| !matches!(s, Stage::Income | Stage::Expenditure))
}

fn same_period(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let period = |f: &Figure| match f.period {
        Some(Period::Year(y)) if Some(y) == report.outline.metadata.year => None,
        Some(Period::Current) => None,
        other => other,
    };
    // Without a year of its own the report cannot tell its own year from another.
    let unknown = report.outline.metadata.year.is_none()
        && matches!((a.period, b.period), (Some(Period::Year(_)), None) | (None, Some(Period::Year(_))));
    !unknown && period(a) == period(b)
}

/// 自评得分97分.
fn score<'a>(report: &'a Report<'_>) -> Option<&'a Figure> {
    let scores: Vec<&Figure> = report
        .figures
        .figures
        .iter()
        .filter(|f| f.kind == Kind::Score && f.cell.is_none() && f.approximation == Approximation::Exact)
        .filter(|f| f.label.as_ref().is_some_and(|l| SCORES.iter().any(|w| folded(&l.text).ends_with(w))))
        .collect();
    let [only] = scores[..] else { return None };
    Some(only)
}

/// The rate of the row of the whole against the rate that the text tells of the amount with the same number.
fn rate<'a>(report: &'a Report<'_>, grid: &Grid, row: usize, column: usize) -> Option<&'a Figure> {
    let whole = grid.rows[row].total.is_some() || grid.rows[row].words.ends_with("资金总额");
    if !whole {
        return None;
    }
    let done =
        grid.columns_for(Purpose::Value).find(|&c| grid.columns[c].stage == Some(Stage::FinalAccount) && c < column)?;
    let amount = report.figure(grid.figure(row, done)?);
    let printed = report.slice(amount.printed.number);
    let rates = report.figures.figures.iter().filter(|f| f.role == Some(Role::Completion) && f.cell.is_none());
    let of_amount = |f: &&Figure| {
        let subject = f.subject.map(|id| report.figure(id));
        let before = report.figures.figures[..f.id.0 as usize].iter().rev().take(2).find(|b| b.sentence == f.sentence);
        subject.or(before).is_some_and(|s| same_unit(s, amount) && report.slice(s.printed.number) == printed)
    };
    let found: Vec<&Figure> = rates.filter(of_amount).collect();
    let [only] = found[..] else { return None };
    (only.kind == Kind::Percentage).then_some(only)
}
