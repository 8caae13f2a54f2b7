//! GJ306 差额的两个数（推断）.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};
use crate::relations::sieve::is_swapped;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};
use crate::text::AnyOf;

use super::found_again::share_a_word;
use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct FoundDifference;

/// How many figures back a target may stand.
const TARGETS: usize = 240;

/// How many figures around a difference its two numbers may stand.
const AROUND: usize = 8;

/// Digits of a difference that make it no accident.
const TELLING_DIGITS: u32 = 3;

/// Digits of a difference that two swapped ones do not give by accident.
const TELLING_SWAPPED: u32 = 4;

/// Names of what is left of one number when another is taken away.
static REMAINDERS: AnyOf = AnyOf::new(&[
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
]);

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
                   作为已核对列出；百分点也照此，两数之一可以是别处同名的目标值；有效数字不足三位的不推断；同句两数之差与所写只是相邻两位数字颠倒的提请核对，其余找不到的不作判断。两数另有出入时，用来判断哪个数写错。",
            source: "审计常规：复算差额",
            broken: &[Example {
                text: "账面数531.84万元，盘点数507.47万元，差额23.47万元。",
                message: "差额23.47万元，前后两数之差为24.37万元，只是相邻两位数字颠倒；请核对账面数、盘点数。",
            }],
            holding: &[
                "经结算审计，送审531.84万元，审定508.96万元，审减22.88万元。",
                "账面数531.84万元，盘点数508.96万元，差额19.35万元。",
                "一、目标\n养老保险覆盖率90%。\n二、产出\n养老保险覆盖率96.67%，比目标高6.67个百分点。",
                "参保率94.0%，较上年的93.2%提高0.8个百分点。",
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
    let is_remainder = || figure.label.as_ref().is_some_and(|l| REMAINDERS.end(&l.text));
    matches!(figure.kind, Kind::Amount | Kind::Count | Kind::PersonTimes | Kind::OtherMeasure)
        && (figure.role == Some(Role::Change) || is_level(figure) && is_remainder())
        && figure.n_digits() >= TELLING_DIGITS
}

/// 满意度96.5%，高于目标1.5个百分点: the points between two percentages.
fn is_points(figure: &Figure) -> bool {
    figure.kind == Kind::PercentagePoints && matches!(figure.role, None | Some(Role::Change))
}

/// A percentage that tells how things stand.
fn is_rate(figure: &Figure) -> bool {
    figure.kind == Kind::Percentage && figure.role != Some(Role::Growth) && !figure.in_words
}

/// The two percentages whose difference `gap` is: both beside it, or the last and its target told elsewhere.
fn between_rates(figures: &[&Figure], n: usize) -> Option<Relation> {
    let gap = figures[n];
    let beside = |f: &&&Figure| f.sentence == gap.sentence && is_rate(f);
    let near: Vec<&Figure> = figures[n.saturating_sub(AROUND)..n].iter().rev().filter(beside).copied().collect();
    let (now, others) = near.split_first()?;
    let is_apart = |other: &Figure| {
        let apart = now.value.checked_sub(other.value).map(|apart| apart.abs());
        apart == Some(gap.value)
    };
    let behind = || figures[n + 1..].iter().take(1).filter(beside).copied();
    let named = |f: &&Figure| {
        let names = now.label.as_ref().zip(f.label.as_ref());
        f.sentence != gap.sentence && is_rate(f) && names.is_some_and(|(a, b)| share_a_word(&a.text, &b.text))
    };
    let elsewhere = || figures[n.saturating_sub(TARGETS)..n].iter().rev().copied().filter(named);
    let other = others.iter().copied().chain(behind()).chain(elsewhere()).find(|other| is_apart(other))?;
    let (more, less) = if now.value >= other.value { (*now, other) } else { (other, *now) };
    Some(relation_of(gap, more, less))
}

/// Of a thing done and its target elsewhere, the two whose difference `gap` is: 新改建64.8公里，比目标多4.8公里.
fn from_target<'a>(figures: &[&'a Figure], n: usize) -> Option<(&'a Figure, &'a Figure)> {
    let gap = figures[n];
    let fits = |f: &Figure| is_level(f) && same_unit(f, gap);
    let done = figures[..n].iter().rev().take_while(|f| f.sentence == gap.sentence).find(|f| fits(f)).copied()?;
    let name = done.label.as_ref()?;
    let is_target = |f: &&Figure| {
        let apart = done.value.checked_sub(f.value).map(|apart| apart.abs());
        let is_named = || f.label.as_ref().is_some_and(|l| share_a_word(&name.text, &l.text));
        apart == Some(gap.value) && f.sentence != gap.sentence && fits(f) && is_named()
    };
    let target = figures[n.saturating_sub(TARGETS)..n].iter().rev().copied().find(is_target)?;
    Some(if done.value >= target.value { (done, target) } else { (target, done) })
}

fn relation_of(gap: &Figure, more: &Figure, less: &Figure) -> Relation {
    let difference = Expr::difference(Expr::Figure(more.id), Expr::Figure(less.id));
    let is_change = gap.role == Some(Role::Change) || gap.kind == Kind::PercentagePoints;
    let kind = if is_change { RelationKind::Change } else { RelationKind::Balance };
    Relation {
        stated: Some(gap.id),
        choice: Some(gap.id.0),
        ..Relation::inferred("GJ306", kind, Claim::Equal(difference, Expr::Figure(gap.id)))
    }
}

/// The nearest two figures around whose difference a figure is.
fn relation(report: &Report<'_>, figures: &[&Figure], n: usize) -> Option<Relation> {
    let gap = figures[n];
    if is_points(gap) {
        return between_rates(figures, n);
    }
    if !is_difference(gap) {
        let is_of_target = gap.role == Some(Role::Change) && gap.n_digits() >= 2;
        let of_target = is_of_target.then(|| from_target(figures, n)).flatten();
        return of_target.map(|(more, less)| relation_of(gap, more, less));
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
        .or_else(|| from_target(figures, n))
        .or_else(|| pairs().find(swapped))?;
    Some(relation_of(gap, more, less))
}
