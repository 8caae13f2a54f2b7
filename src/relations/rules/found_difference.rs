//! GJ306 差额的两个数（推断）.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};

use super::is_swapped;
use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct FoundDifference;

/// How many figures around a difference its two numbers may stand.
const AROUND: usize = 8;

/// Digits of a difference that make it no accident.
const TELLING_DIGITS: u32 = 3;

/// Digits of a difference that two swapped ones do not give by accident.
const TELLING_SWAPPED: u32 = 4;

/// Names of what is left of one number when another is taken away.
const REMAINDERS: &[&str] = &[
    "结余",
    "结转",
    "节余",
    "节约",
    "差额",
    "差",
    "缺口",
    "盈余",
    "利润",
    "审减",
    "核减",
    "净增",
    "余额",
    "尾款",
    "未付",
    "未支出",
];

impl Rule for FoundDifference {
    fn code(&self) -> &'static str {
        "GJ306"
    }

    fn name(&self) -> &'static str {
        "found-difference"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "差额由相邻两数算得（推断）",
            what: "增减额、结余、节约、差额等没有写明由哪两个数相减，而邻近同单位的两个数之差恰为所写差额的，推断为差额关系，\
                   作为已核对列出；有效数字不足三位的不推断；同句两数之差与所写只是相邻两位数字颠倒的提请核对，其余找不到的不作判断。两数另有出入时，用来判断哪个数写错。",
            source: "审计常规：复算差额",
            broken: &[Example {
                text: "经结算审计，送审531.84万元，审定507.47万元，审减23.47万元。",
                message: "审定23.47万元，前后两数之差为24.37万元，只是相邻两位数字颠倒；请核对送审、审定。",
            }],
            holding: &[
                "经结算审计，送审531.84万元，审定508.96万元，审减22.88万元。",
                "经结算审计，送审531.84万元，审定508.96万元，审减19.35万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let figures: Vec<&Figure> =
            report.figures.figures.iter().filter(|f| f.cell.is_none() && f.value > Decimal::ZERO).collect();
        (0..figures.len()).filter_map(|n| relation(report, &figures, n)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, computed, .. }) = Sides::of(report, broken) else { return String::new() };
        let difference = wording::named(report, stated);
        format!("{difference}，前后两数之差为{computed}，只是相邻两位数字颠倒；请核对{operands}。")
    }
}

fn is_difference(figure: &Figure) -> bool {
    let is_remainder = || figure.label.as_ref().is_some_and(|l| REMAINDERS.iter().any(|r| l.text.ends_with(r)));
    matches!(figure.kind, Kind::Amount | Kind::Count | Kind::PersonTimes | Kind::OtherMeasure)
        && (figure.role == Some(Role::Change) || is_level(figure) && is_remainder())
        && figure.n_digits() >= TELLING_DIGITS
}

/// The nearest two figures around whose difference a figure is.
fn relation(report: &Report<'_>, figures: &[&Figure], n: usize) -> Option<Relation> {
    let gap = figures[n];
    if !is_difference(gap) {
        return None;
    }
    let fits = |f: &&&Figure| {
        (is_level(f) || f.role == Some(Role::Base)) && same_unit(f, gap) && report.chapter(f) == report.chapter(gap)
    };
    let before = figures[..n].iter().rev().take(AROUND).filter(fits);
    let behind = figures[n + 1..].iter().take(2).filter(|f| f.sentence == gap.sentence).filter(fits);
    let near: Vec<&Figure> = before.chain(behind).copied().collect();
    let pairs = || {
        let pairs = near.iter().enumerate().flat_map(|(k, a)| near[..k].iter().map(move |b| (*a, *b)));
        pairs.map(|(a, b)| if a.value >= b.value { (a, b) } else { (b, a) })
    };
    let beside = |f: &Figure| f.sentence == gap.sentence;
    let swapped = |(more, less): &(&Figure, &Figure)| {
        let difference = more.value.checked_sub(less.value);
        gap.n_digits() >= TELLING_SWAPPED
            && beside(more)
            && beside(less)
            && difference.is_some_and(|difference| is_swapped(difference, gap.value))
    };
    let (more, less) = pairs()
        .find(|(more, less)| more.value.checked_sub(less.value) == Some(gap.value))
        .or_else(|| pairs().find(swapped))?;
    let difference = Expr::difference(Expr::Figure(more.id), Expr::Figure(less.id));
    let kind = if gap.role == Some(Role::Change) { RelationKind::Change } else { RelationKind::Balance };
    Some(Relation {
        stated: Some(gap.id),
        choice: Some(gap.id.0),
        ..Relation::inferred("GJ306", kind, Claim::Equal(difference, Expr::Figure(gap.id)))
    })
}
