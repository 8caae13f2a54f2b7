//! GJ117 评分表: Σ分值, Σ得分, 得分≤分值, 得分＝f(执行率).

use crate::figures::{Approximation, Figure, FigureId, Grid, Kind, Purpose, Total};
use crate::quantity::Decimal;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided};
use crate::text::Span;

use super::wording;

/// See [`RuleDoc`].
pub(super) struct TableScores;

impl Rule for TableScores {
    fn code(&self) -> &'static str {
        "GJ117"
    }

    fn name(&self) -> &'static str {
        "score-table-does-not-add-up"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "评分表的分值、得分不符",
            what: "自评表里各项分值之和等于总分的分值，各项得分之和等于总分的得分（资金执行率一行的分值、得分计入）；每行得分不超过分值；\
                   预算执行率的得分＝分值×执行率（执行率超过100％得满分）。其他指标按比例计分只是通常做法，不符时不判定。",
            source: "《项目支出绩效自评表》填表说明：预算执行率10分，得分一档最高不能超过该指标分值上限",
            broken: &[Example {
                text: "一级指标\t分值\t得分\n投入\t10\t9\n过程\t20\t19\n产出\t40\t38\n效果\t30\t29\n合计\t100\t97\n",
                message: "表中合计得分97分，各项之和95分，相差2分；各行应当加成总分，请核对投入、过程、产出、效果。",
            }],
            holding: &["一级指标\t分值\t得分\n投入\t10\t9\n过程\t20\t19\n产出\t40\t38\n效果\t30\t29\n合计\t100\t95\n"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut found = Vec::new();
        let mut grids: Vec<&Grid> = Vec::new();
        for grid in &report.figures.grids {
            if grids.last().is_some_and(|g| g.table != grid.table) {
                found.extend(sums(report, &grids));
                grids.clear();
            }
            found.extend(rows(report, grid));
            grids.push(grid);
        }
        found.extend(sums(report, &grids));
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let show = |id: FigureId| {
            let figure = report.figure(id);
            let unit = if report.slice(figure.printed.unit).is_empty() { figure.unit.as_str() } else { "" };
            format!("{}{unit}", wording::printed(report, figure))
        };
        let points = |v: Decimal| format!("{}分", v.round_dp(2).normalize());
        match &broken.relation.claim {
            Claim::AtMost(Expr::Figure(score), Expr::Figure(weight)) => format!(
                "表中{}得分{}，超过分值{}；得分不会多于分值，请核对。",
                wording::name(report, *score),
                show(*score),
                show(*weight)
            ),
            Claim::Equal(Expr::Sum(_), Expr::Figure(total)) => {
                let parts = broken.relation.figures.iter().copied().filter(|id| id != total);
                let header = broken.relation.triggers.first().map_or("", |&span| report.slice(span));
                format!(
                    "表中{}{header}{}，各项之和{}，相差{}；各行应当加成总分，请核对{}。",
                    wording::name(report, *total),
                    show(*total),
                    broken.judged.computed.map_or_else(String::new, points),
                    broken.judged.difference.map_or_else(String::new, |d| points(d.abs())),
                    wording::names(report, parts)
                )
            }
            Claim::Equal(_, Expr::Figure(score)) => format!(
                "表中{}得分{}，按分值×执行率应为{}；请核对执行率和得分。",
                wording::name(report, *score),
                show(*score),
                broken.judged.computed.map_or_else(String::new, points)
            ),
            _ => String::new(),
        }
    }
}

/// The one column of a purpose.
fn column(grid: &Grid, purpose: Purpose) -> Option<usize> {
    let mut columns = grid.columns_for(purpose);
    columns.next().filter(|_| columns.next().is_none())
}

/// Σ of all rows of a table, over its bands, against its last row of totals.
fn sums(report: &Report<'_>, grids: &[&Grid]) -> Vec<Relation> {
    let sums: Vec<Sum> = [Purpose::Weight, Purpose::Score].into_iter().filter_map(|p| sum(grids, p)).collect();
    // The form of the Ministry has the ten points for the execution of the budget above the table of indicators.
    let is_short = sums.first().is_some_and(|sum| sum.missing(report) == Some(Decimal::TEN));
    let doubt = is_short.then_some(Undecided::Ambiguous);
    sums.into_iter().map(|sum| Relation { doubt, ..sum.relation() }).collect()
}

/// 合计行. The rows of one column and their total.
struct Sum {
    parts: Vec<FigureId>,
    total: FigureId,
    header: Option<Span>,
}

impl Sum {
    /// What the rows lack of the total.
    fn missing(&self, report: &Report<'_>) -> Option<Decimal> {
        let parts: Decimal = self.parts.iter().map(|&id| report.figure(id).value).sum();
        report.figure(self.total).value.checked_sub(parts)
    }

    fn relation(self) -> Relation {
        let claim = Claim::Equal(Expr::sum(self.parts), Expr::Figure(self.total));
        Relation { triggers: self.header.into_iter().collect(), ..relation(claim, Some(self.total)) }
    }
}

fn sum(grids: &[&Grid], purpose: Purpose) -> Option<Sum> {
    let (mut parts, mut totals) = (Vec::new(), Vec::new());
    let mut header = None;
    for grid in grids {
        let Some(column) = column(grid, purpose) else { continue };
        header = grid.columns[column].header().or(header);
        for (n, row) in grid.rows.iter().enumerate() {
            match grid.figure(n, column) {
                // Which rows a subtotal stands for is not certain.
                Some(_) if row.total == Some(Total::Subtotal) => return None,
                Some(id) if row.total.is_some() => totals.push(id),
                Some(_) if row.of_which => {}
                Some(id) => parts.push(id),
                None => {}
            }
        }
    }
    let [total] = totals[..] else { return None };
    if parts.len() < 2 || parts.iter().any(|&p| p > total) {
        return None;
    }
    Some(Sum { parts, total, header })
}

/// 得分≤分值, and what the rate of execution makes of the weight.
fn rows(report: &Report<'_>, grid: &Grid) -> Vec<Relation> {
    let (Some(weights), Some(scores)) = (column(grid, Purpose::Weight), column(grid, Purpose::Score)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (n, row) in grid.rows.iter().enumerate() {
        let (Some(weight), Some(score)) = (grid.figure(n, weights), grid.figure(n, scores)) else { continue };
        if report.figure(weight).kind != Kind::Score {
            continue;
        }
        found.push(relation(Claim::AtMost(Expr::Figure(score), Expr::Figure(weight)), None));
        if row.total.is_some() {
            continue;
        }
        if let Some((share, sure)) = performance(report, grid, n, row.words.as_str()) {
            let product = Expr::Product(vec![Expr::Figure(weight), share]);
            let claim = Claim::Equal(product, Expr::Figure(score));
            let doubt = (!sure).then_some(Undecided::Ambiguous);
            found.push(Relation { doubt, ..relation(claim, Some(score)) });
        }
    }
    found
}

/// The share of its weight that a row earns: its rate of execution, or what was reached of the target.
///
/// A rate above 100 % earns the whole weight, and what reaches its target too: the numbers choose the formula here,
/// the judge alone says whether it holds.
fn performance(report: &Report<'_>, grid: &Grid, row: usize, words: &str) -> Option<(Expr, bool)> {
    let plain = |id: FigureId| {
        let figure = report.figure(id);
        (figure.approximation == Approximation::Exact).then_some(figure)
    };
    let percent = |f: &Figure| Expr::quotient(Expr::Figure(f.id), Expr::Constant(Decimal::ONE_HUNDRED));
    if let Some(rate) = column(grid, Purpose::Completion).and_then(|c| grid.figure(row, c)).and_then(plain) {
        return (rate.value <= Decimal::ONE_HUNDRED).then(|| (percent(rate), true));
    }
    let actual = column(grid, Purpose::Actual).and_then(|c| grid.figure(row, c)).and_then(plain)?;
    let target = column(grid, Purpose::Target).and_then(|c| grid.figure(row, c)).and_then(plain)?;
    let below = actual.value < target.value && actual.unit == target.unit && actual.kind == target.kind;
    let executes = words.contains("执行率");
    let of_all = target.kind == Kind::Percentage && target.value == Decimal::ONE_HUNDRED;
    let share = if of_all { percent(actual) } else { Expr::quotient(Expr::Figure(actual.id), Expr::Figure(target.id)) };
    below.then_some((share, executes))
}

fn relation(claim: Claim, stated: Option<FigureId>) -> Relation {
    Relation { stated, ..Relation::new("GJ117", RelationKind::Score, claim) }
}
