//! GJ505 同一数据再次出现（推断）.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind};
use crate::relations::near::is_telling;
use crate::relations::report::planned;
use crate::relations::sieve::is_swapped;
use crate::relations::{Broken, Example, Relation, Report, Rule, RuleDoc, is_level};

use super::same_indicator::same;
use super::wording;

/// See [`RuleDoc`].
pub(super) struct FoundAgain;

/// Printed digits of a number that nobody writes twice by accident under names with a word in common.
const TELLING_DIGITS: u32 = 4;

/// Digits of a number that is the same thing whatever it is called.
const UNIQUE_DIGITS: u32 = 5;

/// How many earlier figures of one value are compared by name.
const EARLIER: usize = 3;

/// Words that many names share and that tell none apart.
const COMMON: &[&str] = &[
    "新增", "目标", "任务", "计划", "实际", "达到", "人数", "数量", "收入", "支出", "预算", "决算", "资金", "经费",
    "项目", "本年", "全年", "年度", "财政", "拨款", "合计", "总额", "金额", "情况", "完成",
];

impl Rule for FoundAgain {
    fn code(&self) -> &'static str {
        "GJ505"
    }

    fn name(&self) -> &'static str {
        "found-again"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "同一数据前后一致（推断）",
            what: "名目有共同词语的两个数在不同句中写得相同（有效数字四位以上，或名目相同）的，推断为同一指标再次出现，作为已核对列出；\
                   只是相邻两位数字颠倒的提请核对，其余数值不同的由 GJ501、GJ503 核对。两处另有出入时，用来判断哪个数写错。",
            source: "审计常规：前后核对",
            broken: &[Example {
                text: "一、支出\n城乡低保1486.27万元。\n二、成效\n全年发放低保金1468.27万元。",
                message: "城乡低保1486.27万元与低保金1468.27万元只是相邻两位数字颠倒；名目有共同词语，疑为同一数据，请核对两处。",
            }],
            holding: &["一、支出\n城乡低保1486.20万元。\n二、成效\n全年发放低保金1486.20万元。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut seen: HashMap<(&str, u64), Vec<&Figure>> = HashMap::new();
        let mut found = Vec::new();
        for figure in &report.figures.figures {
            if !is_told(figure) {
                continue;
            }
            let earlier = seen.entry((figure.unit.as_str(), digits(figure.value))).or_default();
            let is_it = |other: &&Figure| is_same(report, other, figure);
            let nearest = earlier.iter().rev().take(EARLIER).copied().find(is_it);
            let first =
                earlier.first().copied().filter(is_it).filter(|first| nearest.is_some_and(|n| n.id != first.id));
            found.extend(first.into_iter().chain(nearest).map(|other| same("GJ505", other.id, figure.id)));
            earlier.push(figure);
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let [a, b] = broken.relation.figures.as_slice() else { return String::new() };
        format!(
            "{}与{}只是相邻两位数字颠倒；名目有共同词语，疑为同一数据，请核对两处。",
            wording::named(report, *a),
            wording::named(report, *b)
        )
    }
}

fn is_told(figure: &Figure) -> bool {
    let is_indicator = figure.kind == Kind::Percentage && figure.role.is_none() || figure.kind == Kind::Rate;
    (is_level(figure) || is_indicator)
        && figure.kind != Kind::Score
        && !figure.value.is_zero()
        && figure.cell.is_none()
        && figure.label.is_some()
}

fn is_same(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let (Some(one), Some(other)) = (&a.label, &b.label) else { return false };
    let is_one_name = one.text == other.text;
    a.sentence != b.sentence
        && planned(a) == planned(b)
        && report.other_period(a) == report.other_period(b)
        && a.kind == b.kind
        && (a.value == b.value || is_telling(a.value) && is_swapped(a.value, b.value) && is_one_thing(report, a, b))
        && (is_one_name
            || a.value == b.value && a.n_digits() >= UNIQUE_DIGITS
            || printed_digits(a) >= TELLING_DIGITS && share_a_word(&one.text, &other.text))
        && !is_opposed(&one.text, &other.text)
}

/// 本级配套 of one project after the other: a name that stands for many numbers tells of no one thing, nor does 发放.
fn is_one_thing(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let is_verb = |f: &Figure| f.label.as_ref().zip(f.action).is_some_and(|(l, action)| report.slice(action) == l.text);
    if is_verb(a) || is_verb(b) {
        return false;
    }
    let names = [a, b].into_iter().filter_map(|f| f.indicator.as_deref());
    let mut namesakes = names.flat_map(|name| report.of_indicator(name)).map(|&id| report.figure(id));
    namesakes.all(|f| f.kind != a.kind || !is_level(f) || f.value == a.value || f.value == b.value)
}

/// Sign of a value, and how often each digit stands in it: equal where two of them changed places.
fn digits(value: Decimal) -> u64 {
    /// A value has 29 digits at most.
    const BITS_OF_A_COUNT: u128 = 5;
    let mut rest = value.normalize().mantissa().unsigned_abs();
    let mut counts = u64::from(value.is_sign_negative()) << 63;
    while rest > 0 {
        counts += 1 << (rest % 10 * BITS_OF_A_COUNT);
        rest /= 10;
    }
    counts
}

/// Digits as printed, zeros at the end included: five in 820.00.
fn printed_digits(figure: &Figure) -> u32 {
    let last_digits = figure.value.checked_div(figure.printed.precision);
    last_digits.and_then(|n| n.trunc().mantissa().unsigned_abs().checked_ilog10()).map_or(1, |n| n + 1)
}

/// Two characters in a row that tell a name apart stand in both names.
pub(super) fn share_a_word(a: &str, b: &str) -> bool {
    let ends = a.char_indices().map(|(at, _)| at).chain([a.len()]).skip(2);
    let mut words = a.char_indices().zip(ends).map(|((start, _), end)| &a[start..end]);
    words.any(|word| b.contains(word) && !COMMON.contains(&word))
}

/// 收入 is never 支出.
fn is_opposed(a: &str, b: &str) -> bool {
    let opposed = |one: &str, other: &str| a.contains(one) && b.contains(other) || a.contains(other) && b.contains(one);
    opposed("收入", "支出") || opposed("结转", "支出") || opposed("预算", "决算")
}
