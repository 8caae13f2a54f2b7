//! 单价、数量、金额. Which price, count and amount the words tie together, and what 每月 and 每年 make of them.

use crate::figures::{Approximation, Figure, FigureId, Kind, Role};
use crate::quantity::Decimal;
use crate::quantity::numeral;
use crate::relations::{Expr, Report, Undecided, is_level};
use crate::text::script::folded;
use crate::text::{AnyOf, Span, any_of};

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
    /// Readings of one price between which the words leave the choice.
    pub(super) choice: Option<u32>,
}

/// Every price whose count and amount stand in its sentence.
pub(super) fn find(report: &Report<'_>) -> Vec<Priced> {
    let mut found = Vec::new();
    for line in lines(report) {
        let mut used = Vec::new();
        runs(&line, &mut used, &mut found);
        for n in 0..line.figures.len() {
            if is_priced(&line.figures[n]) && !used.contains(&n) {
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

/// Whether the words before an amount make it a price: 单方造价1980元.
fn is_priced(told: &Told<'_>) -> bool {
    let named = any_of!["单价", "单方造价", "均价"].end(told.before.trim_end());
    is_price(told.figure) || told.figure.kind == Kind::Amount && told.figure.role.is_none() && named
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
pub(super) fn dimension(price: &Figure) -> Option<&str> {
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
        "餐" | "份" => matches!(unit, "餐" | "份" | "人次"),
        "场次" | "场" => matches!(unit, "场" | "场次" | "次"),
        "校" | "学校" | "所" => matches!(unit, "所" | "校" | "个"),
        "班" => matches!(unit, "班" | "个"),
        "米" | "延米" => matches!(unit, "米" | "延米"),
        "村" | "个村" => {
            unit == "村" || unit == "个" && figure.label.as_ref().is_some_and(|l| l.text.contains('村'))
        }
        _ => unit == of || of.strip_prefix('个').is_some_and(|of| unit == of),
    }
}

/// One price with the nearest count and amount of its segment.
fn single(report: &Report<'_>, line: &Line<'_>, n: usize) -> Vec<Priced> {
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
    let settled = SETTLED.stand_in(report.slice(line.sentence.span));
    let trigger = || line.word_before(n, &["每", "人均", "户均", "平均", "单价", "标准", "造价", "均", "按"]);
    let made = |count: &Figure, amount: &Figure, doubt: bool| {
        let (factors, open) = factors(report, line, n, count, amount);
        let reason = if doubt { Some(Undecided::ScopeUnknown) } else { settled.then_some(Undecided::Ambiguous) };
        Priced {
            terms: vec![(price.id, count.id)],
            amount: amount.id,
            factors,
            trigger: trigger(),
            undecided: open.filter(|o| *o == Open::Unknown).map(|_| Undecided::Ambiguous),
            doubt: reason.or(open.map(|_| Undecided::Ambiguous)),
            choice: None,
        }
    };
    // 机井每眼1.85万元，164眼合计303.4万元.
    if let [count, amount, ..] = after[..]
        && !is_average
        && fits(count)
        && is_amount(told(amount))
    {
        return vec![made(told(count), told(amount), false)];
    }
    let reachable = if dimension.is_none() { 1 } else { before.len() };
    let beside = before.iter().copied().take(reachable).take_while(|&m| !is_price(told(m)) || m + 1 == n);
    let follows = after.first().copied().filter(|&m| is_amount(told(m)) && ties(line, n, m));
    let candidates = counts_meant(report, line, beside.filter(|&m| fits(m)).collect());
    if candidates.is_empty() {
        // The count stands in a sentence before: 调解成功1246件。每件补助50元，兑付6.23万元.
        let near = follows.or_else(|| before.first().copied().filter(|&m| is_average && is_amount(told(m))));
        let segments = line.figures[..n].iter().rev().map(|t| t.figure);
        let mut earlier = segments.chain(earlier(report, line, 12));
        let count = earlier.find(|f| dimension.is_some_and(|of| counts(of, f)));
        return near
            .zip(count)
            .map(|(near, count)| made(count, told(head_of_list(line, near)), true))
            .into_iter()
            .collect();
    }
    let of_count = |count: usize| {
        let before_count = before.iter().copied().filter(|&m| m < count).find(|&m| is_amount(told(m)));
        let between = (count + 1..n).rev().find(|&m| is_amount(told(m)));
        let made = |amount: usize, doubt: bool| {
            // 培训费9.84万元，分省级5.26万元、市县3.10万元、校本1.48万元，参训143人次: the whole, not its last part.
            let amount = if is_average { head_of_list(line, amount) } else { amount };
            Some(made(told(count), told(amount), doubt))
        };
        match (between, follows, before_count) {
            (Some(amount), _, _) if dimension.is_some() => made(amount, !is_average && count + 1 != amount),
            (None, Some(amount), None) => made(amount, false),
            (None, Some(amount), Some(_)) if !is_average => made(amount, false),
            (None, _, Some(amount)) if dimension.is_some() => {
                let adjacent = (amount + 1..count).all(|m| !is_amount(told(m)) && !is_price(told(m)));
                let same_clause = line.between(amount, count).chars().count() <= 24;
                made(amount, !(is_average && adjacent && same_clause))
            }
            _ => {
                // 征地补偿按19.1亩、每亩3万元兑付: the amount was told under the name that opens the sentence.
                let words = line.upto(count);
                let named = |f: &&Figure| {
                    let name = f.label.as_ref().map(|l| folded(&l.text)).unwrap_or_default();
                    is_amount(f) && name.chars().count() >= 3 && words.starts_with(name.as_ref())
                };
                let amount = earlier(report, line, 30).filter(|_| dimension.is_some()).find(named)?;
                let (factors, open) = factors(report, line, n, told(count), amount);
                let doubt = Some(Undecided::ScopeUnknown);
                let undecided = open.map(|_| Undecided::Ambiguous);
                let terms = vec![(price.id, told(count).id)];
                Some(Priced { terms, amount: amount.id, factors, trigger: trigger(), undecided, doubt, choice: None })
            }
        }
    };
    if let [count] = candidates[..] {
        return of_count(count).into_iter().collect();
    }
    let doubted = |priced: Priced| Priced {
        doubt: priced.doubt.or(Some(Undecided::Ambiguous)),
        choice: Some(price.id.0),
        ..priced
    };
    candidates.into_iter().filter_map(of_count).map(doubted).collect()
}

/// Which of several counts before a price it may be for: of a list that divides a count, the whole; else any.
fn counts_meant(report: &Report<'_>, line: &Line<'_>, counts: Vec<usize>) -> Vec<usize> {
    let (Some(&nearest), true) = (counts.first(), counts.len() > 1) else { return counts };
    let figure = |m: usize| line.figures[m].figure;
    let whole = report.group_of(figure(nearest).id).filter(|g| g.parts.last() == Some(&figure(nearest).id));
    let whole = whole.and_then(|g| counts.iter().copied().find(|&m| figure(m).id == g.total));
    if let Some(whole) = whole {
        return vec![whole];
    }
    counts.into_iter().filter(|&m| figure(m).unit == figure(nearest).unit).collect()
}

/// Words that leave the standard: some get less, or what it really cost.
static SETTLED: AnyOf = AnyOf::new(&["据实", "部分", "半价", "不等", "最高", "封顶", "减半"]);

/// The figures before a sentence in its section, nearest first.
fn earlier<'a>(report: &'a Report<'_>, line: &Line<'_>, reach: usize) -> impl Iterator<Item = &'a Figure> {
    let n = report.figures.figures.partition_point(|f| f.span.start < line.sentence.span.start);
    let section = line.sentence.section;
    report.figures.figures[..n]
        .iter()
        .rev()
        .take(reach)
        .take_while(move |f| f.section == section)
        .filter(|f| f.cell.is_none())
}

/// The figure before a list that `n` ends: the whole of 分…5.26万元、…3.10万元、…1.48万元.
fn head_of_list(line: &Line<'_>, n: usize) -> usize {
    let mut first = n;
    while first > 0 && line.between(first - 1, first).starts_with('、') && is_amount(line.figures[first - 1].figure) {
        first -= 1;
    }
    let head = first.checked_sub(1).filter(|&h| first < n && is_amount(line.figures[h].figure));
    head.filter(|&h| line.figures[h].depth <= line.figures[n].depth).unwrap_or(n)
}

/// Whether the words between a price and the amount behind it do not begin another thing.
fn ties(line: &Line<'_>, price: usize, amount: usize) -> bool {
    let words = line.between(price, amount);
    !any_of!["其中", "另", "其他", "此外", "比", "较", "预算", "同比"].stand_in(&words)
}

/// Why the number of periods is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing is said: a year has twelve months.
    Year,
    /// Nobody knows.
    Unknown,
}

/// What 每月, 每天 and 每年 multiply a price by, and whether the words leave it open.
fn factors(
    report: &Report<'_>,
    line: &Line<'_>,
    n: usize,
    count: &Figure,
    amount: &Figure,
) -> (Vec<Expr>, Option<Open>) {
    let price = &line.figures[n];
    let mut periods: Vec<&str> =
        price.figure.per.as_deref().unwrap_or("").split('·').filter(|w| is_period(w)).collect();
    if any_of!["月人均", "月户均", "月均"].stand_in(price.before) && !periods.contains(&"月") {
        periods.push("月");
    }
    let times: Vec<FigureId> = line
        .figures
        .iter()
        .filter(|t| t.segment == price.segment && is_time(t.figure) && t.figure.unit != "小时")
        .map(|t| t.figure.id)
        .collect();
    let mut factors: Vec<Expr> = Vec::new();
    let mut open = None;
    for period in periods {
        match period {
            "年" | "年度" | "学年" => {}
            // A person-time is one person in one month.
            _ if count.kind == Kind::PersonTimes => {}
            "月" => {
                let figure = times.iter().copied().find(|&id| report.figure(id).unit == "个月").map(Expr::Figure);
                let said = figure.or_else(|| months(report, line, price.figure, amount).map(Expr::Constant));
                if said.is_none() {
                    open = open.or(Some(Open::Year));
                }
                factors.push(said.unwrap_or(Expr::Constant(Decimal::from(12))));
            }
            "日" | "天" if !times.is_empty() => factors.extend(times.iter().copied().map(Expr::Figure)),
            _ => open = Some(Open::Unknown),
        }
    }
    (factors, open)
}

/// How many months the words around a monthly price name: 服务9个月, 全年.
fn months(report: &Report<'_>, line: &Line<'_>, price: &Figure, amount: &Figure) -> Option<Decimal> {
    let within = |from: u32, to: u32| folded(report.slice(Span { start: from.min(to), end: to.max(from) }));
    let sentence = line.sentence.span;
    let end = price.span.end.max(amount.span.end).clamp(sentence.start, sentence.end);
    if let Some(n) = months_in(&within(sentence.start, end)) {
        return Some(n);
    }
    let gap = within(price.span.end.clamp(sentence.start, end), amount.span.start.clamp(sentence.start, end));
    if any_of!["全年", "年度", "一年", "年发放", "年补助", "年支出", "年需"].stand_in(&gap) {
        return Some(Decimal::from(12));
    }
    // 全年12个月 told earlier in the paragraph holds for its list.
    let paragraph = line.sentence.paragraph;
    let sentences = report.figures.sentences.iter();
    let earlier = sentences.filter(|s| s.paragraph == paragraph && s.span.end <= sentence.start);
    earlier.rev().find_map(|s| months_in(&folded(report.slice(s.span)))).filter(|n| *n == Decimal::from(12))
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
        let priced = |terms, amount| Priced {
            terms,
            amount,
            factors: Vec::new(),
            trigger,
            undecided: None,
            doubt: None,
            choice: None,
        };
        // 分别拨付2355.60万元和1585.675万元: one amount for each.
        let listed =
            amounts.len() >= k && (1..k).all(|m| line.between(amounts[m - 1], amounts[m]).chars().count() <= 2);
        if listed {
            found.extend(terms.into_iter().zip(amounts).map(|(term, &amount)| priced(vec![term], id(amount))));
        } else {
            found.push(priced(terms, id(amounts[0])));
        }
        used.extend(prices);
    }
}

/// A price for nothing shorter than the year.
fn plain_period(price: &Figure) -> bool {
    price.per.as_deref().unwrap_or("").split('·').all(|w| !is_period(w) || matches!(w, "年" | "年度" | "学年"))
}
