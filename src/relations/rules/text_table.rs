//! GJ504 正文与表格一致.

use crate::figures::{Approximation, Figure, FigureId, Grid, GridCell, Kind, Period, Purpose, Role, Stage};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Strength, Undecided,
    is_level, same_unit,
};
use crate::text::script::folded;

use super::same_indicator::is_concept;
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
        found.extend(
            wholes(report)
                .into_iter()
                .filter_map(|(cell, sure)| {
                    let text = whole(report, cell)?;
                    let told = found.iter().any(|r| r.stated == Some(cell.id));
                    (!told).then(|| relation(text.0, cell, sure && text.1))
                })
                .collect::<Vec<_>>(),
        );
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Claim::Equal(Expr::Figure(text), Expr::Figure(cell)) = broken.relation.claim else { return String::new() };
        let table = wording::named_in_unit(report, cell);
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
        Purpose::Actual if is_execution(cell) => (execution(report, cell)?, false),
        Purpose::Value | Purpose::Actual | Purpose::Target => named(report, head.purpose, cell)?,
        Purpose::Completion => (rate(report, grid, row, column)?, true),
        _ => return None,
    };
    Some(relation(text, cell, sure))
}

fn relation(text: &Figure, cell: &Figure, sure: bool) -> Relation {
    let claim = Claim::Equal(Expr::Figure(text.id), Expr::Figure(cell.id));
    Relation {
        stated: Some(cell.id),
        doubt: (!sure).then_some(Undecided::ScopeUnknown),
        strength: Strength::Inferred,
        severity: Severity::Verify,
        ..Relation::new("GJ504", RelationKind::TextTable, claim)
    }
}

/// Names of all that a unit or a project spends.
const SPENT: &[&str] =
    &["本年支出", "支出总计", "整体支出", "部门整体支出", "全年支出", "实际支出", "支出", "总支出", "支出合计"];

/// The cells of a self-evaluation form that stand for the whole: 年度资金总额, 全年执行数, 合计; and whether it is one.
fn wholes<'a>(report: &'a Report<'_>) -> Vec<(&'a Figure, bool)> {
    let mut found: Vec<(&Figure, bool)> = Vec::new();
    for grid in &report.figures.grids {
        for (n, row) in grid.rows.iter().enumerate() {
            let of_form = row.words.ends_with("资金总额");
            if !of_form && row.total.is_none() {
                continue;
            }
            let values = grid.columns_for(Purpose::Value).filter(|&c| grid.columns[c].item.is_none());
            found.extend(values.filter_map(|c| grid.figure(n, c)).map(|id| (report.figure(id), of_form)));
        }
    }
    let in_grid: Vec<FigureId> = report
        .figures
        .grids
        .iter()
        .flat_map(|g| &g.cells)
        .filter_map(|c| match c {
            GridCell::Figure(id) => Some(*id),
            GridCell::Empty | GridCell::Dash | GridCell::Words => None,
        })
        .collect();
    let boxes =
        report.figures.figures.iter().filter(|f| f.cell.is_some() && f.sentence.is_none() && !in_grid.contains(&f.id));
    found.extend(boxes.filter(|f| f.indicator.is_none() && f.stage.is_some()).map(|f| (f, true)));
    found.retain(|(f, _)| f.kind == Kind::Amount && step(f).is_some());
    found
}

/// What the text says of the whole at the step of a cell, and whether it says one thing only.
fn whole<'a>(report: &'a Report<'_>, cell: &Figure) -> Option<(&'a Figure, bool)> {
    let names = |f: &Figure, names: &[&str]| f.indicator.as_deref().is_some_and(|i| names.contains(&i));
    let fits = |f: &&Figure| {
        let own = f.cell.is_none() && f.kind == Kind::Amount && is_level(f) && same_unit(f, cell) && !f.in_words;
        let told = match cell.stage {
            Some(Stage::FinalAccount) => {
                names(f, SPENT) && matches!(f.stage, None | Some(Stage::FinalAccount | Stage::Expenditure))
            }
            stage => f.stage == stage && f.role != Some(Role::Part),
        };
        own && told && f.approximation == Approximation::Exact && same_period(report, f, cell)
    };
    let found: Vec<&Figure> = report.figures.figures.iter().filter(fits).collect();
    let first = found.first()?;
    let printed = |f: &Figure| folded(report.slice(f.printed.number));
    Some((first, found.iter().all(|f| printed(f) == printed(first))))
}

/// Figures of the running text that are told as they are.
fn told<'a>(report: &'a Report<'_>, ids: &'a [FigureId]) -> impl Iterator<Item = &'a Figure> {
    ids.iter().map(|&id| report.figure(id)).filter(|f| f.cell.is_none() && f.approximation == Approximation::Exact)
}

/// The same name, unit, stage and year.
///
/// Where the text leaves the step open, the place that prints the same number is the one that speaks of the cell: such
/// a pair only shows that text and table agree.
fn named<'a>(report: &'a Report<'_>, purpose: Purpose, cell: &Figure) -> Option<(&'a Figure, bool)> {
    let indicator = cell.indicator.as_deref()?;
    if indicator.chars().count() < 2 || indicator.contains('·') {
        return None;
    }
    let level = |f: &Figure| {
        is_level(f) || f.kind == Kind::Percentage && matches!(f.role, None | Some(Role::Completion | Role::Share))
    };
    let comparable = |f: &&Figure| level(f) && same_unit(f, cell) && same_period(report, f, cell) && !f.in_words;
    let found: Vec<&Figure> = told(report, report.of_indicator(indicator)).filter(comparable).collect();
    let stepped: Vec<&Figure> = found.iter().copied().filter(|f| step(f).is_some() && step(f) == step(cell)).collect();
    if let [only] = stepped[..] {
        let scopes = only.scope.is_none() || cell.scope.is_none() || only.scope == cell.scope;
        return Some((only, is_concept(cell) && scopes && purpose == Purpose::Value));
    }
    let open = || found.iter().copied().filter(|f| step(f).is_none());
    if let Some(same) = open().find(|f| f.value == cell.value) {
        return Some((same, false));
    }
    let loose = report.figures.figures.iter().filter(|f| f.cell.is_none() && f.approximation == Approximation::Exact);
    let similar = |f: &&Figure| {
        let name = f.indicator.as_deref().unwrap_or("");
        let long = name.chars().count() >= 3 && indicator.chars().count() >= 3;
        comparable(f) && long && (indicator.ends_with(name) || name.ends_with(indicator)) && f.value == cell.value
    };
    loose.filter(similar).find(|f| step(f).is_none_or(|s| Some(s) == step(cell))).map(|f| (f, false))
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

/// 预算执行率, 资金执行率 as an indicator of a self-evaluation form.
fn is_execution(cell: &Figure) -> bool {
    cell.kind == Kind::Percentage && cell.label.as_ref().is_some_and(|l| folded(&l.text).ends_with("执行率"))
}

/// The rate of execution of the whole: the one that the text tells, or the one that prints the same number.
fn execution<'a>(report: &'a Report<'_>, cell: &Figure) -> Option<&'a Figure> {
    let rates = || {
        report.figures.figures.iter().filter(|f| {
            f.kind == Kind::Percentage && f.cell.is_none() && matches!(f.role, Some(Role::Completion | Role::Share))
        })
    };
    rates().find(|f| f.value == cell.value).or_else(|| {
        let mut named = rates().filter(|f| f.label.as_ref().is_some_and(|l| folded(&l.text).ends_with("执行率")));
        named.next().filter(|_| named.next().is_none())
    })
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
