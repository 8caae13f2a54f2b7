//! GJ504 正文与表格一致.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::figures::{Approximation, Figure, FigureId, Grid, GridCell, Kind, Period, Purpose, Role, Stage};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
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
        let running = Running::of(report);
        for grid in &report.figures.grids {
            for row in 0..grid.rows.len() {
                for column in 0..grid.columns.len() {
                    if let Some(id) = grid.figure(row, column) {
                        found.extend(pair(&running, grid, row, column, report.figure(id)));
                    }
                }
            }
        }
        let told: BTreeSet<FigureId> = found.iter().filter_map(|r| r.stated).collect();
        // Cells of one step, unit and period stand for one whole.
        let mut known = BTreeMap::new();
        for (cell, sure) in wholes(report).into_iter().filter(|(cell, _)| !told.contains(&cell.id)) {
            let key = (cell.stage, cell.unit.as_str(), report.other_period(cell), cell.period.is_none());
            if let Some((text, one)) = *known.entry(key).or_insert_with(|| whole(report, cell)) {
                found.push(relation(text, cell, sure && one));
            }
        }
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
fn pair(running: &Running<'_>, grid: &Grid, row: usize, column: usize, cell: &Figure) -> Option<Relation> {
    let head = &grid.columns[column];
    let is_total = grid.rows[row].total.is_some();
    let (text, sure) = match head.purpose {
        Purpose::Score if is_total => (running.score?, true),
        Purpose::Actual if is_execution(cell) => (running.execution(cell)?, false),
        Purpose::Value | Purpose::Actual | Purpose::Target => named(running.report, head.purpose, cell)?,
        Purpose::Completion => (running.rate(grid, row, column)?, true),
        _ => return None,
    };
    Some(relation(text, cell, sure))
}

fn relation(text: &Figure, cell: &Figure, sure: bool) -> Relation {
    let claim = Claim::Equal(Expr::Figure(text.id), Expr::Figure(cell.id));
    Relation {
        stated: Some(cell.id),
        doubt: (!sure).then_some(Undecided::ScopeUnknown),
        ..Relation::inferred("GJ504", RelationKind::TextTable, claim)
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
    let in_grid: BTreeSet<FigureId> = report
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
    let loose = told(report, report.of_value(cell.value));
    let similar = |f: &&Figure| {
        let name = f.indicator.as_deref().unwrap_or("");
        let long = name.chars().count() >= 3 && indicator.chars().count() >= 3;
        comparable(f) && long && (indicator.ends_with(name) || name.ends_with(indicator))
    };
    let mut similar = loose.filter(similar);
    similar.find(|f| step(f).is_none_or(|s| Some(s) == step(cell))).map(|f| (f, false))
}

/// The step of the budget cycle; 支出 and 收入 are none.
fn step(figure: &Figure) -> Option<Stage> {
    figure.stage.filter(|s| !matches!(s, Stage::Income | Stage::Expenditure))
}

fn same_period(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    // Without a year of its own the report cannot tell its own year from another.
    let unknown = report.outline.metadata.year.is_none()
        && matches!((a.period, b.period), (Some(Period::Year(_)), None) | (None, Some(Period::Year(_))));
    !unknown && report.other_period(a) == report.other_period(b)
}

/// 预算执行率, 资金执行率 as an indicator of a self-evaluation form.
fn is_execution(cell: &Figure) -> bool {
    cell.kind == Kind::Percentage && cell.label.as_ref().is_some_and(|l| folded(&l.text).ends_with("执行率"))
}

/// 正文. What the running text tells of the whole, looked up once for all cells.
struct Running<'a> {
    report: &'a Report<'a>,
    /// 自评得分97分, if there is one only.
    score: Option<&'a Figure>,
    /// 执行率 by that name, if there is one only.
    execution: Option<&'a Figure>,
    /// Completion rates by the printed number of the amount before.
    completions: HashMap<&'a str, Vec<(&'a Figure, &'a Figure)>>,
}

impl<'a> Running<'a> {
    fn of(report: &'a Report<'a>) -> Self {
        if report.figures.grids.is_empty() {
            return Self { report, score: None, execution: None, completions: HashMap::new() };
        }
        let text = || report.figures.figures.iter().filter(|f| f.cell.is_none());
        let named = |f: &Figure, words: &[&str]| {
            f.label.as_ref().is_some_and(|l| words.iter().any(|w| folded(&l.text).ends_with(w)))
        };
        let scores = text().filter(|f| f.kind == Kind::Score && f.approximation == Approximation::Exact);
        let rates = text().filter(|f| is_rate(f));
        let mut completions: HashMap<&str, Vec<(&Figure, &Figure)>> = HashMap::new();
        for rate in text().filter(|f| f.role == Some(Role::Completion)) {
            let subject = rate.subject.map(|id| report.figure(id));
            let earlier = report.figures.figures[..rate.id.0 as usize].iter().rev();
            if let Some(amount) = subject.or(earlier.take(2).find(|b| b.sentence == rate.sentence)) {
                completions.entry(report.slice(amount.printed.number)).or_default().push((amount, rate));
            }
        }
        Self {
            report,
            score: only(scores.filter(|f| named(f, SCORES))),
            execution: only(rates.filter(|f| named(f, &["执行率"]))),
            completions,
        }
    }

    /// The rate of execution of the whole: the one that prints the same number, or the one that the text tells.
    fn execution(&self, cell: &Figure) -> Option<&'a Figure> {
        let same = self.report.of_value(cell.value).iter().map(|&id| self.report.figure(id));
        let mut rates = same.filter(|f| f.cell.is_none() && is_rate(f));
        rates.next().or(self.execution)
    }

    /// The rate of the row of the whole against the rate that the text tells of the amount with the same number.
    fn rate(&self, grid: &Grid, row: usize, column: usize) -> Option<&'a Figure> {
        let whole = grid.rows[row].total.is_some() || grid.rows[row].words.ends_with("资金总额");
        if !whole {
            return None;
        }
        let done = grid
            .columns_for(Purpose::Value)
            .find(|&c| grid.columns[c].stage == Some(Stage::FinalAccount) && c < column)?;
        let amount = self.report.figure(grid.figure(row, done)?);
        let told = self.completions.get(self.report.slice(amount.printed.number))?;
        only(told.iter().filter(|(of, _)| same_unit(of, amount)).map(|(_, rate)| *rate))
            .filter(|rate| rate.kind == Kind::Percentage)
    }
}

/// What there is one of.
fn only<'a>(mut found: impl Iterator<Item = &'a Figure>) -> Option<&'a Figure> {
    found.next().filter(|_| found.next().is_none())
}

fn is_rate(figure: &Figure) -> bool {
    figure.kind == Kind::Percentage && matches!(figure.role, Some(Role::Completion | Role::Share))
}
