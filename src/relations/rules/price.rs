//! 单价、数量、金额. Which price, count and amount the words tie together, and what 每月 and 每年 make of them.

use crate::figures::{Approximation, Figure, FigureId, Kind, Role};
use crate::quantity::Decimal;
use crate::quantity::numeral;
use crate::relations::{Expr, Report, Undecided, is_level};
use crate::text::Span;

use super::line::{Line, Told, lines};

/// How many figures may stand between a price and its count or amount.
const REACH: usize = 3;

/// 单价账. Prices with their counts, and the amount that they make.
pub(super) struct Priced {
    /// Price and count of each item.
    pub(super) terms: Vec<(FigureId, FigureId)>,
    /// What they make together.
    pub(super) amount: FigureId,
    /// Months, days or other factors.
    pub(super) factors: Vec<Expr>,
    /// The word that makes it a price: 每人, 人均, 单价.
    pub(super) trigger: Option<Span>,
    pub(super) undecided: Option<Undecided>,
    pub(super) doubt: Option<Undecided>,
}

/// Every price whose count and amount stand in its sentence.
pub(super) fn find(report: &Report<'_>) -> Vec<Priced> {
    let mut found = Vec::new();
    for line in lines(report) {
        let mut used = Vec::new();
        runs(&line, &mut used, &mut found);
        for n in 0..line.figures.len() {
            if is_price(line.figures[n].figure) && !used.contains(&n) {
                found.extend(single(report, &line, n));
            }
        }
    }
    found
}

/// Whether a figure is what one unit costs.
fn is_price(figure: &Figure) -> bool {
    let priced = figure.kind == Kind::Rate && figure.unit.starts_with('元')
        || figure.kind == Kind::Amount && matches!(figure.role, Some(Role::UnitPrice | Role::Average));
    priced
        && figure.approximation != Approximation::Range
        && !matches!(figure.role, Some(Role::Change | Role::Growth | Role::From | Role::To | Role::Base | Role::Share))
}

fn is_amount(figure: &Figure) -> bool {
    figure.kind == Kind::Amount && is_level(figure) && !figure.in_words
}

fn is_count(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Count | Kind::PersonTimes | Kind::OtherMeasure) && is_level(figure) && !is_time(figure)
}

/// 20天, 9个月: factors of a calculation.
fn is_time(figure: &Figure) -> bool {
    figure.kind == Kind::OtherMeasure && matches!(figure.unit.as_str(), "天" | "日" | "个月" | "小时")
}

fn is_period(word: &str) -> bool {
    matches!(word, "年" | "年度" | "学年" | "月" | "季" | "季度" | "日" | "天" | "周" | "学期")
}

/// What a price is for: 人 of 人·月.
fn dimension(price: &Figure) -> Option<&str> {
    price.per.as_deref()?.split('·').find(|w| !is_period(w) && !w.is_empty())
}

/// Whether a count counts what a price is for.
pub(super) fn counts(of: &str, figure: &Figure) -> bool {
    if !is_count(figure) {
        return false;
    }
    let unit = figure.unit.as_str();
    match of {
        "人" | "生" | "名" | "位" | "学生" => matches!(unit, "人" | "名" | "位" | "人次" | "生"),
        "人次" | "次" => matches!(unit, "人次" | "次" | "起" | "件"),
        "车" | "辆" | "单车" => matches!(unit, "辆" | "台" | "部"),
        "件" => matches!(unit, "件" | "起" | "例" | "宗" | "笔"),
        "店" | "企业" | "家" => matches!(unit, "家" | "户" | "个" | "店"),
        "户" => matches!(unit, "户" | "户次"),
        "村" | "个村" => {
            unit == "村" || unit == "个" && figure.label.as_ref().is_some_and(|l| l.text.contains('村'))
        }
        _ => unit == of || of.strip_prefix('个').is_some_and(|of| unit == of),
    }
}

/// One price with the nearest count and amount of its segment.
fn single(report: &Report<'_>, line: &Line<'_>, n: usize) -> Option<Priced> {
    let price = line.figures[n].figure;
    let near = |m: &usize| line.figures[*m].segment == line.figures[n].segment;
    let before: Vec<usize> = (0..n).rev().filter(near).take(REACH + 1).collect();
    let after: Vec<usize> =
        (n + 1..line.figures.len()).filter(near).filter(|&m| !is_time(line.figures[m].figure)).take(REACH).collect();
    let told = |m: usize| line.figures[m].figure;
    let dimension = dimension(price);
    let fits = |m: usize| match dimension {
        Some(of) => counts(of, told(m)),
        None => is_count(told(m)) && told(m).kind == Kind::Count,
    };
    let is_average = price.role == Some(Role::Average);
    let made = |count: usize, amount: usize, doubt: bool| {
        let (factors, undecided) = factors(report, line, n, count, amount);
        Priced {
            terms: vec![(price.id, told(count).id)],
            amount: told(amount).id,
            factors,
            trigger: line.word_before(n, &["每", "人均", "户均", "平均", "单价", "标准", "造价", "均", "按"]),
            undecided,
            doubt: doubt.then_some(Undecided::ScopeUnknown),
        }
    };
    // 机井每眼1.85万元，164眼合计303.4万元.
    if let [count, amount, ..] = after[..]
        && !is_average
        && fits(count)
        && is_amount(told(amount))
    {
        return Some(made(count, amount, false));
    }
    let reachable = if dimension.is_none() { 1 } else { before.len() };
    let count =
        before.iter().copied().take(reachable).take_while(|&m| !is_price(told(m)) || m + 1 == n).find(|&m| fits(m))?;
    let before_count = before.iter().copied().filter(|&m| m < count).find(|&m| is_amount(told(m)));
    let between = (count + 1..n).rev().find(|&m| is_amount(told(m)));
    // 237名…每人260元，支出6.162万元.
    let follows = after.first().copied().filter(|&m| is_amount(told(m)) && ties(line, n, m));
    match (between, follows, before_count) {
        (Some(amount), _, _) if dimension.is_some() => Some(made(count, amount, !is_average && count + 1 != amount)),
        (None, Some(amount), None) => Some(made(count, amount, false)),
        (None, Some(amount), Some(_)) if !is_average => Some(made(count, amount, false)),
        (None, None | Some(_), Some(amount)) if dimension.is_some() => {
            let adjacent =
                amount + 1 == count || (amount + 1..count).all(|m| !is_amount(told(m)) && !is_price(told(m)));
            let same_clause = line.between(amount, count).chars().count() <= 24;
            Some(made(count, amount, !(is_average && adjacent && same_clause)))
        }
        _ => None,
    }
}

/// Whether the words between a price and the amount behind it do not begin another thing.
fn ties(line: &Line<'_>, price: usize, amount: usize) -> bool {
    let words = line.between(price, amount);
    !["其中", "另", "其他", "此外", "比", "较", "预算", "同比"].iter().any(|w| words.contains(w))
}

/// What 每月, 每天 and 每年 multiply a price by, and whether the words leave it open.
fn factors(
    report: &Report<'_>,
    line: &Line<'_>,
    price: usize,
    count: usize,
    amount: usize,
) -> (Vec<Expr>, Option<Undecided>) {
    let told = &line.figures;
    let periods: Vec<&str> =
        told[price].figure.per.as_deref().unwrap_or("").split('·').filter(|w| is_period(w)).collect();
    let by_the_head = told[count].figure.kind == Kind::PersonTimes;
    let times: Vec<FigureId> = told
        .iter()
        .filter(|t| t.segment == told[price].segment && is_time(t.figure) && t.figure.unit != "小时")
        .map(|t| t.figure.id)
        .collect();
    let mut factors: Vec<Expr> = Vec::new();
    for period in periods {
        let known = match period {
            "月" => {
                let figure = times.iter().copied().find(|&id| report.figure(id).unit == "个月");
                figure.map(Expr::Figure).or_else(|| months(report, line, price, amount).map(Expr::Constant))
            }
            "日" | "天" if times.is_empty() => None,
            "日" | "天" => {
                factors.extend(times[1..].iter().copied().map(Expr::Figure));
                Some(Expr::Figure(times[0]))
            }
            "年" | "年度" | "学年" => continue,
            _ => None,
        };
        match known {
            Some(factor) => factors.push(factor),
            // A person-time is one person in one month.
            None if by_the_head => {}
            None => return (factors, Some(Undecided::Ambiguous)),
        }
    }
    (factors, None)
}

/// How many months the words around a monthly price name: 服务9个月, 全年.
fn months(report: &Report<'_>, line: &Line<'_>, price: usize, amount: usize) -> Option<Decimal> {
    let words = line.upto(price.max(amount));
    if let Some(n) = months_in(&words) {
        return Some(n);
    }
    let gap = line.between(price, amount);
    if ["全年", "年度", "一年", "年发放", "年补助", "年支出", "年需"].iter().any(|w| gap.contains(w)) {
        return Some(Decimal::from(12));
    }
    // 全年12个月 told earlier in the paragraph holds for its list.
    let paragraph = line.sentence.paragraph;
    let earlier =
        report.figures.sentences.iter().filter(|s| s.paragraph == paragraph && s.span.end <= line.sentence.span.start);
    earlier
        .rev()
        .find_map(|s| months_in(&crate::text::script::folded(report.slice(s.span))))
        .filter(|n| *n == Decimal::from(12))
}

/// The number before 个月.
fn months_in(words: &str) -> Option<Decimal> {
    let (before, _) = words.split_once("个月")?;
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c))
        .last()
        .map(|(i, _)| i)?;
    let n = numeral::parse(&before[start..])?.value;
    (n >= Decimal::ONE && n <= Decimal::from(12)).then_some(n)
}

/// What a run of figures holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Price,
    Count,
    Amount,
    Other,
}

fn class(told: &Told<'_>) -> Class {
    match told.figure {
        f if is_price(f) => Class::Price,
        f if is_amount(f) => Class::Amount,
        f if is_count(f) => Class::Count,
        _ => Class::Other,
    }
}

/// Lists of prices and counts side by side: 本科每人4000元、专科每人3000元，人数分别为21名、34名，共发放18.6万元.
fn runs(line: &Line<'_>, used: &mut Vec<usize>, found: &mut Vec<Priced>) {
    let mut runs: Vec<(Class, Vec<usize>)> = Vec::new();
    for (n, told) in line.figures.iter().enumerate() {
        let class = class(told);
        match runs.last_mut() {
            Some((last, run))
                if *last == class
                    && line.figures[run[0]].figure.unit == told.figure.unit
                    && line.figures[run[0]].segment == told.segment =>
            {
                run.push(n);
            }
            _ => runs.push((class, vec![n])),
        }
    }
    for three in runs.windows(3) {
        let [(first, a), (second, b), (Class::Amount, amounts)] = three else { continue };
        let (prices, numbers) = match (first, second) {
            (Class::Price, Class::Count) => (a, b),
            (Class::Count, Class::Price) => (b, a),
            _ => continue,
        };
        let k = prices.len();
        let id = |n: usize| line.figures[n].figure.id;
        let fit = prices.iter().zip(numbers).all(|(&p, &c)| {
            let (price, count) = (line.figures[p].figure, line.figures[c].figure);
            dimension(price).is_none_or(|of| counts(of, count)) && plain_period(price)
        });
        if k < 2 || numbers.len() != k || !fit {
            continue;
        }
        let trigger = line.word_before(prices[0], &["每", "人均", "单价", "标准"]);
        let terms: Vec<(FigureId, FigureId)> = prices.iter().zip(numbers).map(|(&p, &c)| (id(p), id(c))).collect();
        let priced =
            |terms, amount| Priced { terms, amount, factors: Vec::new(), trigger, undecided: None, doubt: None };
        if amounts.len() == 1 {
            found.push(priced(terms, id(amounts[0])));
        } else if amounts.len() == k || amounts.len() == k + 1 {
            found.extend(terms.into_iter().zip(amounts).map(|(term, &amount)| priced(vec![term], id(amount))));
        } else {
            continue;
        }
        used.extend(prices);
    }
}

/// A price for nothing shorter than the year.
fn plain_period(price: &Figure) -> bool {
    price.per.as_deref().unwrap_or("").split('·').all(|w| !is_period(w) || matches!(w, "年" | "年度" | "学年"))
}
