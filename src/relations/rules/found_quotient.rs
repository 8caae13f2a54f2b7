//! GJ208 比率的两个数（推断）.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};
use crate::relations::sieve::is_swapped;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};

use super::found_again::share_a_word;
use super::wording;

/// See [`RuleDoc`].
pub(super) struct FoundQuotient;

/// How many figures back the numerator and the denominator of a rate may stand.
const NUMERATORS: usize = 4;
const DENOMINATORS: usize = 16;

/// How many figures back a target may stand.
const TARGETS: usize = 240;

/// Digits of a rate that make a quotient no accident, beside the rate and farther off.
const TELLING_NEAR: u32 = 3;
const TELLING_FAR: u32 = 4;

impl Rule for FoundQuotient {
    fn code(&self) -> &'static str {
        "GJ208"
    }

    fn name(&self) -> &'static str {
        "found-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "比率由前文两数算得（推断）",
            what: "文字没有写明占比、完成率、满意率等由哪两个数相除，而前文最近的一个数与同单位的另一个数之商恰为所写比率的，\
                   推断为比率关系，作为已核对列出；完成数与别处同名的目标数之比恰为所写完成率的也是；比率的有效数字不足三位的（同句以外四位）不推断，同句两数之商与所写比率只是相邻两位数字颠倒的提请核对，其余找不到的不作判断。\
                   两数另有出入时，用来判断哪个数写错。",
            source: "审计常规：复算比率",
            broken: &[Example {
                text: "建筑占地8128.73平方米，用地面积39012.29平方米，建筑密度28.04%。",
                message: "比率所写28.04%，按8128.73平方米÷39012.29平方米应为20.84%，相差7.2个百分点；文意表明是两数之比，请核对建筑占地、用地面积。",
            }],
            holding: &[
                "建筑占地8128.73平方米，用地面积39012.29平方米，建筑密度20.84%。",
                "一、目标\n新增养老床位120张。\n二、产出\n新增养老床位138张，完成率115%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut levels: Vec<&Figure> = Vec::new();
        let mut found = Vec::new();
        for figure in &report.figures.figures {
            if is_rate(figure) {
                found.extend(relation(report, &levels, figure));
            } else if is_operand(figure) {
                levels.push(figure);
            }
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(report, broken, "比率")
    }
}

fn is_rate(figure: &Figure) -> bool {
    figure.kind == Kind::Percentage
        && matches!(figure.role, None | Some(Role::Share | Role::Completion))
        && figure.cell.is_none()
        && figure.value > Decimal::ZERO
}

fn is_operand(figure: &Figure) -> bool {
    is_level(figure) && figure.cell.is_none() && figure.value > Decimal::ZERO && figure.kind != Kind::Score
}

/// The nearest pair before the rate whose quotient it is.
fn relation(report: &Report<'_>, levels: &[&Figure], rate: &Figure) -> Option<Relation> {
    let digits = rate.n_digits();
    let beside = |f: &Figure| f.sentence == rate.sentence;
    let tells = |a: &Figure, b: &Figure| digits >= if beside(a) && beside(b) { TELLING_NEAR } else { TELLING_FAR };
    let near: Vec<&Figure> = levels
        .iter()
        .rev()
        .take(DENOMINATORS)
        .take_while(|f| report.chapter(f) == report.chapter(rate))
        .copied()
        .collect();
    let pairs = || {
        let with = |n: usize| near.iter().enumerate().filter(move |(m, _)| *m != n).map(move |(_, whole)| (n, *whole));
        let numbers = (0..near.len().min(NUMERATORS)).flat_map(with).map(|(n, whole)| (near[n], whole));
        numbers.filter(|(part, whole)| same_unit(part, whole))
    };
    let swapped = |(part, whole): &(&Figure, &Figure)| {
        let are_last = near.iter().take(2).filter(|f| f.id == part.id || f.id == whole.id).count() == 2;
        digits >= TELLING_FAR && are_last && beside(part) && beside(whole) && is_swapped_quotient(part, whole, rate)
    };
    let (part, whole) = pairs()
        .find(|(part, whole)| tells(part, whole) && is_quotient(part, whole, rate))
        .or_else(|| with_target(levels, rate))
        .or_else(|| pairs().find(swapped))?;
    let claim = Claim::Equal(Expr::percent(Expr::Figure(part.id), Expr::Figure(whole.id)), Expr::Figure(rate.id));
    let kind = if rate.role == Some(Role::Completion) { RelationKind::Completion } else { RelationKind::Share };
    Some(Relation { stated: Some(rate.id), choice: Some(rate.id.0), ..Relation::inferred("GJ208", kind, claim) })
}

/// 新增床位138张，完成率115%: what was done, and its target of 120 told under a like name elsewhere.
fn with_target<'a>(levels: &[&'a Figure], rate: &Figure) -> Option<(&'a Figure, &'a Figure)> {
    let is_completion = rate.role == Some(Role::Completion)
        || rate.label.as_ref().is_some_and(|l| !l.inherited && l.text.ends_with('率'));
    let done = *levels.last().filter(|done| is_completion && done.sentence == rate.sentence)?;
    let name = done.label.as_ref()?;
    let is_namesake = |target: &Figure| target.label.as_ref().is_some_and(|l| share_a_word(&name.text, &l.text));
    let is_target = |target: &&Figure| {
        target.sentence != rate.sentence
            && same_unit(target, done)
            && is_quotient(done, target, rate)
            && is_namesake(target)
    };
    levels.iter().rev().take(TARGETS).copied().find(is_target).map(|target| (done, target))
}

/// What the rate would be, in percent.
fn quotient(part: &Figure, whole: &Figure) -> Option<Decimal> {
    part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)
}

/// A sieve: whether the quotient comes within one unit of the last printed digit, so that the judge can weigh it.
fn is_quotient(part: &Figure, whole: &Figure, rate: &Figure) -> bool {
    quotient(part, whole).is_some_and(|quotient| (quotient - rate.value).abs() < rate.printed.precision)
}

/// Whether the quotient, rounded as the rate is, has two neighbouring digits the other way round.
fn is_swapped_quotient(part: &Figure, whole: &Figure, rate: &Figure) -> bool {
    quotient(part, whole).is_some_and(|quotient| is_swapped(quotient.round_dp(rate.value.scale()), rate.value))
}
