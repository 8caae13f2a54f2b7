//! Phrases that the messages of several rules share.

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Stage};
use crate::relations::{Broken, Expr, Report, Term};

/// How many names a message lists before it stops.
const NAMES: usize = 6;

/// What a figure is called: label, or the printed text when it has none.
pub(super) fn name(report: &Report<'_>, id: FigureId) -> String {
    let figure = report.figure(id);
    figure.label.as_ref().map_or_else(|| report.slice(figure.span).replace(['\n', '\r'], ""), |l| l.text.clone())
}

/// Which way an amount went.
pub(super) fn direction(change: &Figure) -> &'static str {
    if change.direction == Some(Direction::Down) { "减少" } else { "增加" }
}

/// Name, direction and printed number: 财政拨款支出增加59.35万元.
pub(super) fn change(report: &Report<'_>, id: FigureId) -> String {
    let figure = report.figure(id);
    format!("{}{}{}", name(report, id), direction(figure), printed(report, figure))
}

/// Name and printed number: 财政拨款支出847.86万元.
pub(super) fn named(report: &Report<'_>, id: FigureId) -> String {
    let figure = report.figure(id);
    with_label(figure, printed(report, figure))
}

/// Name, number and unit of a cell, whose unit stands elsewhere: 合计847.86万元.
pub(super) fn named_in_unit(report: &Report<'_>, id: FigureId) -> String {
    let figure = report.figure(id);
    with_label(figure, with_unit(report, figure))
}

fn with_label(figure: &Figure, number: String) -> String {
    match &figure.label {
        Some(label) => format!("{}{number}", label.text),
        None => number,
    }
}

/// The number and unit as printed, without line ends and blanks.
pub(super) fn printed(report: &Report<'_>, figure: &Figure) -> String {
    report.slice(figure.span).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A value in base units, in the unit of `like`: 8478600 → 847.86万元.
pub(super) fn value(report: &Report<'_>, like: FigureId, base: Decimal) -> String {
    let figure = report.figure(like);
    let unit = figure.unit.as_str();
    let value = base.checked_div(figure.base_factor()).unwrap_or(base).round_dp(6).normalize();
    // A report that prints 元 reads 元.
    if in_yuan(report, figure) { format!("{}元", base.round_dp(2).normalize()) } else { format!("{value}{unit}") }
}

/// The number as printed with the unit it is printed in, also where that stands over the table.
pub(super) fn with_unit(report: &Report<'_>, figure: &Figure) -> String {
    let unit = match report.slice(figure.printed.unit) {
        "" if in_yuan(report, figure) => "元",
        "" => figure.unit.as_str(),
        _ => "",
    };
    format!("{}{unit}", printed(report, figure))
}

/// Whether an amount is printed in 元.
fn in_yuan(report: &Report<'_>, figure: &Figure) -> bool {
    if figure.unit != "万元" || figure.in_words || report.slice(figure.span).contains(['万', '亿']) {
        return false;
    }
    let number = report.slice(figure.printed.number);
    let n_decimals = number.rfind(['.', '．']).map_or(0, |at| number[at..].chars().count() - 1);
    let last_digit = u32::try_from(n_decimals).ok().and_then(|n| Decimal::try_new(1, n + 4).ok());
    !report.slice(figure.printed.unit).is_empty() || last_digit.is_some_and(|place| place == figure.printed.precision)
}

/// Name and stage, where the name does not tell it: 项目支出年初预算.
pub(super) fn staged(report: &Report<'_>, id: FigureId) -> String {
    let name = name(report, id);
    let stage = report.figure(id).stage.map(Stage::name).filter(|stage| !name.contains(stage));
    name + stage.unwrap_or_default()
}

/// The names of figures, joined by 、; namesakes are told apart by their stages.
pub(super) fn names(report: &Report<'_>, ids: impl Iterator<Item = FigureId>) -> String {
    let ids: Vec<FigureId> = ids.collect();
    let plain: Vec<String> = ids.iter().map(|&id| name(report, id)).collect();
    let is_shared = |name: &String| plain.iter().filter(|other| *other == name).count() > 1;
    let told = ids.iter().zip(&plain);
    let mut names: Vec<String> =
        told.map(|(&id, name)| if is_shared(name) { staged(report, id) } else { name.clone() }).collect();
    names.dedup();
    let more = names.len() > NAMES;
    names.truncate(NAMES);
    let list = names.join("、");
    if more { format!("{list}等") } else { list }
}

/// The word that makes the claim, in quotes, or what to say where there is none.
pub(super) fn trigger(report: &Report<'_>, broken: &Broken<'_>, otherwise: &str) -> String {
    broken
        .relation
        .triggers
        .first()
        .map_or_else(|| otherwise.to_owned(), |&span| format!("“{}”", report.slice(span).replace('\n', "")))
}

/// 两边. What a message tells of a stated figure and of what the others come to.
pub(super) struct Sides {
    /// The figure that states the result.
    pub(super) stated: FigureId,
    /// The names of the figures it is computed from.
    pub(super) operands: String,
    /// What they come to, in the unit of the stated figure.
    pub(super) computed: String,
    /// How far the two are apart, in the same unit.
    pub(super) gap: String,
}

impl Sides {
    /// `None` for a relation that states no figure.
    pub(super) fn of(report: &Report<'_>, broken: &Broken<'_>) -> Option<Self> {
        let stated = broken.relation.stated?;
        let operands = broken.relation.figures.iter().copied().filter(|&id| id != stated);
        let in_unit = |base: Option<Decimal>| base.map_or_else(String::new, |base| value(report, stated, base));
        Some(Self {
            stated,
            operands: names(report, operands),
            computed: in_unit(broken.judged.computed),
            gap: in_unit(broken.judged.difference.map(|d| d.abs())),
        })
    }
}

/// The two sides of a broken sum; `otherwise` is what says so where no word does.
pub(super) fn total(report: &Report<'_>, broken: &Broken<'_>, otherwise: &str) -> String {
    let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
    format!(
        "{}，分项之和{computed}，相差{gap}；{}表明应当相等，请核对{operands}。",
        named(report, stated),
        trigger(report, broken, otherwise)
    )
}

/// Parts that exceed their total.
pub(super) fn bound(report: &Report<'_>, broken: &Broken<'_>) -> String {
    let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
    format!(
        "{}，其中各项之和{computed}，超出{gap}；{}所列不能多于合计，请核对{operands}。",
        named(report, stated),
        trigger(report, broken, "“其中”")
    )
}

/// A rate in percent with two decimals.
pub(super) fn percent(value: Decimal) -> String {
    format!("{}%", value.round_dp(2).normalize())
}

/// How far a stated rate and the computed one are apart; nothing where it cannot be computed.
pub(super) fn points_apart(broken: &Broken<'_>) -> String {
    let points = |d: Decimal| format!("，相差{}个百分点", d.abs().round_dp(2).normalize());
    broken.judged.difference.map_or_else(String::new, points)
}

/// A stated rate that is not the quotient of its two figures.
pub(super) fn quotient(report: &Report<'_>, broken: &Broken<'_>, what: &str) -> String {
    let relation = broken.relation;
    let Some(rate) = relation.stated else { return String::new() };
    let mut operands = Vec::new();
    if let crate::relations::Claim::Equal(computed, _) = &relation.claim {
        computed.figures(&mut operands);
    }
    let division: Vec<String> = operands.iter().map(|&id| printed(report, report.figure(id))).collect();
    let should = broken.judged.computed.map_or_else(|| "无法计算".to_owned(), percent);
    let gap = points_apart(broken);
    format!(
        "{what}所写{}，按{}应为{should}{gap}；{}表明是两数之比，请核对{}。",
        printed(report, report.figure(rate)),
        division.join("÷"),
        trigger(report, broken, "文意"),
        names(report, relation.figures.iter().copied().filter(|&id| id != rate))
    )
}

/// A line of arithmetic without blanks around × and ÷; `show` prints a figure.
pub(super) fn operation(expr: &Expr, show: &dyn Fn(FigureId) -> String) -> String {
    let term = |term: Term| match term {
        Term::Figure(id) => show(id),
        Term::Constant(value) => value.normalize().to_string(),
    };
    expr.print(&term).replace(" ÷ ", "÷").replace(" × ", "×")
}
