//! GJ301 增长率＝(本期－上期)÷上期; GJ303, GJ304 its impossible forms.

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Undecided, is_level,
    same_unit,
};
use crate::text::{AnyOf, Span};

use super::comparison::{Comparison, comparisons, measures};
use super::signed;
use super::wording::{self, Sides};

/// The rate with its sign: a fall counts as negative.
fn rate_expr(rate: &Figure) -> Expr {
    signed(rate)
}

/// See [`RuleDoc`].
pub(super) struct Growth;

impl Rule for Growth {
    fn code(&self) -> &'static str {
        "GJ301"
    }

    fn name(&self) -> &'static str {
        "growth-differs-from-periods"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "增长率（下降率）与计算不符",
            what: "增长率＝(本期－上期)÷上期；只写增减额的，上期＝本期－增减额。增、减的方向词也在核对之列。\
                   上期为零的不判定（见 GJ303）；生产总值、增加值等按可比价计算的，写明同口径、年均的，\
                   与印出的数对不上时不判定；百分比截尾、取整的算尾差。",
            source: "国家统计局《主要统计指标解释》增长速度",
            broken: &[Example {
                text: "本年收入381.36万元，比2014年决算数增加37.58万元，增长4.42%。",
                message: "本年收入增长率所写4.42%，按381.36万元、37.58万元计算应为10.93%，相差6.51个百分点；“增长”表明与上期相比，请核对本年收入、增减额和增长率。",
            }],
            holding: &[
                "本年收入381.36万元，比2014年决算数增加37.58万元，增长10.93%。",
                "三公经费12.60万元，较上年14.00万元下降10.0%。",
                "2023年收入328.74万元，支出331.05万元。与2022年支出305.4万元相比增加25.6万元，增长8.4%。",
                "拨款支出374.70万元，其中：其他支出4.15万元，比2014年决算数增加1.15万元，增长38.33%。",
                "地区生产总值410.60亿元，比上年384.20亿元增长6.1%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        comparisons(report).iter().flat_map(|c| growth(report, c)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(rate) = broken.relation.stated else { return String::new() };
        let figure = report.figure(rate);
        let word = if figure.direction == Some(Direction::Down) { "下降" } else { "增长" };
        let should = broken.judged.computed.map_or_else(|| "无法计算".to_owned(), |rate| told_as(rate, word));
        let gap = wording::points_apart(broken);
        let operands: Vec<String> = broken
            .relation
            .figures
            .iter()
            .filter(|&&id| id != rate)
            .map(|&id| wording::printed(report, report.figure(id)))
            .collect();
        let subject = wording::name(report, rate);
        format!(
            "{subject}{word}率所写{}，按{}计算应为{should}{gap}；“{word}”表明与上期相比，请核对{subject}、增减额和{word}率。",
            wording::printed(report, figure),
            operands.join("、")
        )
    }
}

/// A rate as it would be told: 10%, and 下降10% where the word says that it grew.
fn told_as(rate: Decimal, word: &str) -> String {
    let way = if rate.is_sign_negative() { "下降" } else { "增长" };
    let size = wording::percent(rate.abs());
    if way == word { size } else { format!("{way}{size}") }
}

/// The claim of one comparison; several readings where the subject stands in a list.
fn growth(report: &Report<'_>, c: &Comparison<'_>) -> Vec<Relation> {
    let Some(rate) = c.rate.filter(|r| matches!(r.kind, Kind::Percentage | Kind::Multiple)) else { return Vec::new() };
    let value = |f: &Figure| Expr::Figure(f.id);
    let reading = |now: Option<&Figure>| {
        let quotient = match (now, c.change, c.base) {
            (Some(now), _, Some(base)) => Expr::percent(Expr::difference(value(now), value(base)), value(base)),
            (None, Some(change), Some(base)) => Expr::percent(signed(change), value(base)),
            (Some(now), Some(change), None) => {
                Expr::percent(signed(change), Expr::difference(value(now), signed(change)))
            }
            _ => return None,
        };
        // 为上年的2倍 is what there is now over what there was; 增长1倍 and 增长100% are what came on top.
        let quotient = match (rate.kind, rate.role, now, c.base) {
            (Kind::Multiple, None, Some(now), Some(base)) => Expr::quotient(value(now), value(base)),
            (Kind::Multiple, None, ..) => return None,
            (Kind::Multiple, ..) => in_times(quotient),
            _ => quotient,
        };
        let claim = Claim::Equal(quotient, rate_expr(rate));
        let doubt = is_adjusted(report, rate, now).then_some(Undecided::ScopeUnknown);
        // Who writes 增长2倍 may mean that there is twice as much.
        let is_loose = rate.kind == Kind::Multiple && rate.role.is_some();
        let doubt = doubt.or_else(|| (c.is_guess || is_loose).then_some(Undecided::Ambiguous));
        Some(Relation { stated: Some(rate.id), doubt, ..Relation::new("GJ301", RelationKind::Growth, claim) })
    };
    let others: Vec<&Figure> = c.now.map_or_else(Vec::new, |now| other_subjects(report, c, rate, now));
    if others.is_empty() {
        return reading(c.now).into_iter().collect();
    }
    let all = std::iter::once(c.now).chain(others.into_iter().map(Some));
    all.filter_map(|now| reading(now).map(|r| Relation { choice: Some(rate.id.0), ..r })).collect()
}

/// A percentage as a multiple.
fn in_times(percent: Expr) -> Expr {
    Expr::quotient(percent, Expr::Constant(Decimal::ONE_HUNDRED))
}

/// What statisticians take at constant prices.
static AT_CONSTANT_PRICES: AnyOf = AnyOf::new(&["生产总值", "增加值", "GDP", "总产值", "产业"]);

/// Words for a rate over other numbers than those told: of several years, of a like scope.
static ADJUSTED: AnyOf =
    AnyOf::new(&["可比价", "不变价", "同口径", "可比口径", "剔除", "扣除", "不含", "年均", "平均增长", "两年平均"]);

/// Whether a growth rate may rightly differ from that of the printed numbers.
fn is_adjusted(report: &Report<'_>, rate: &Figure, now: Option<&Figure>) -> bool {
    let names = [Some(rate), now].into_iter().flatten().filter_map(|f| f.label.as_ref());
    let is_real = names.into_iter().any(|label| AT_CONSTANT_PRICES.stand_in(&label.text));
    let words = report.sentence_of(rate.id).map_or("", |(_, sentence)| {
        let start = now.map_or(sentence.span.start, |f| f.span.end).clamp(sentence.span.start, rate.span.start);
        report.slice(Span { start, end: rate.span.start })
    });
    is_real || ADJUSTED.stand_in(words)
}

/// …46.51万元。比上年增加38.72万元 behind a list: what grew may be the whole that the list divides.
fn other_subjects<'a>(report: &Report<'a>, c: &Comparison<'_>, rate: &Figure, now: &Figure) -> Vec<&'a Figure> {
    let is_named = |f: &Figure| f.label.as_ref().is_some_and(|l| !l.inherited);
    // Of a list of one, 其中：其他支出4.15万元，比上年…, the words go on about its part.
    let list = report.group_of(now.id);
    let is_item = |f: &&Figure| f.id < now.id && is_level(f) && same_unit(f, now);
    let is_whole = |f: &Figure| list.is_some_and(|g| g.total == f.id && g.parts.len() == 1);
    let stands_alone = |(_, sentence)| !report.figures_in(sentence).any(|f| is_item(&f) && !is_whole(f));
    let is_beside = now.sentence == rate.sentence && report.sentence_of(now.id).is_some_and(stands_alone);
    if is_named(rate) || c.change.is_some_and(is_named) || is_beside {
        return Vec::new();
    }
    let whole = list.map(|g| report.figure(g.total));
    let first = report
        .sentences_in(now.section)
        .first()
        .and_then(|&n| report.figures_in(&report.figures.sentences[n as usize]).find(|f| is_level(f)));
    let mut others: Vec<&Figure> =
        whole.into_iter().chain(first).filter(|f| f.id != now.id && same_unit(f, now)).collect();
    others.dedup_by_key(|f| f.id);
    others
}

/// See [`RuleDoc`].
pub(super) struct Change;

impl Rule for Change {
    fn code(&self) -> &'static str {
        "GJ302"
    }

    fn name(&self) -> &'static str {
        "change-differs-from-periods"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "增减额与两期之差不符",
            what: "增减额＝本期－上期，方向词（增加、减少）与正负一致。上期没有写出的不核对。",
            source: "审计常规：比较分析",
            broken: &[Example {
                text: "全年支出356.20万元，比上年320.50万元增加37.50万元。",
                message: "支出增加37.50万元，按本期356.20万元减上期320.50万元应为35.7万元，相差1.8万元；“增加”表明是两期之差，请核对三个数。",
            }],
            holding: &["全年支出356.20万元，比上年320.50万元增加35.70万元。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        comparisons(report)
            .iter()
            .filter_map(|c| {
                let (now, change, base) = (c.now?, c.change?, c.base?);
                // The ends of a step are tied by GJ305.
                if !same_unit(now, base) || !measures(now, change) || base.role == Some(Role::From) {
                    return None;
                }
                let claim = Claim::Equal(Expr::difference(Expr::Figure(now.id), Expr::Figure(base.id)), signed(change));
                let doubt = c.is_guess.then_some(Undecided::Ambiguous);
                Some(Relation { stated: Some(change.id), doubt, ..Relation::new("GJ302", RelationKind::Change, claim) })
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, computed, gap, .. }) = Sides::of(report, broken) else { return String::new() };
        let Claim::Equal(Expr::Difference(now, base), _) = &broken.relation.claim else { return String::new() };
        let printed = |e: &Expr| match e {
            Expr::Figure(id) => wording::printed(report, report.figure(*id)),
            _ => String::new(),
        };
        let change = wording::change(report, stated);
        let word = wording::direction(report.figure(stated));
        let (now, base) = (printed(now), printed(base));
        format!("{change}，按本期{now}减上期{base}应为{computed}，相差{gap}；“{word}”表明是两期之差，请核对三个数。")
    }
}

/// See [`RuleDoc`].
pub(super) struct PercentOfZero;

impl Rule for PercentOfZero {
    fn code(&self) -> &'static str {
        "GJ303"
    }

    fn name(&self) -> &'static str {
        "percentage-of-zero"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "基数为零却写出比率",
            what: "上期为零时没有增长率，预算为零时没有完成率；写“增加7万元，增长100%”的请改写。",
            source: "国家统计局《主要统计指标解释》：基期为零不计算增长速度",
            broken: &[Example {
                text: "其他支出4.15万元，比2014年决算数增加4.15万元，增长100%。",
                message: "其他支出增长100%，但上期为零，比率没有意义；请改写为“上年无此项支出”，或核对增减额。",
            }],
            holding: &[
                "其他支出4.15万元，比2014年决算数增加1.15万元，增长38.33%。",
                "其他支出4.15万元，比2014年决算数增加4.15万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        comparisons(report)
            .iter()
            .filter_map(|c| {
                let rate = c.rate.filter(|r| r.kind == Kind::Percentage)?;
                let base = match (c.base, c.now, c.change) {
                    (Some(base), ..) => Expr::Figure(base.id),
                    (None, Some(now), Some(change)) => Expr::difference(Expr::Figure(now.id), signed(change)),
                    _ => return None,
                };
                let mut relation = Relation {
                    severity: Severity::Verify,
                    ..Relation::new("GJ303", RelationKind::Growth, Claim::NotZero(base))
                };
                tie(&mut relation, rate.id);
                Some(relation)
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(rate) = broken.relation.stated else { return String::new() };
        let figure = report.figure(rate);
        let word = if figure.direction == Some(Direction::Down) { "下降" } else { "增长" };
        format!(
            "{}{word}{}，但上期为零，比率没有意义；请改写为“上年无此项支出”，或核对增减额。",
            wording::name(report, rate),
            wording::printed(report, figure)
        )
    }
}

/// Adds the figure that states the result to the figures tied.
fn tie(relation: &mut Relation, id: FigureId) {
    relation.figures.push(id);
    relation.figures.sort_unstable();
    relation.figures.dedup();
    relation.stated = Some(id);
}

/// See [`RuleDoc`].
pub(super) struct FallAboveHundred;

impl Rule for FallAboveHundred {
    fn code(&self) -> &'static str {
        "GJ304"
    }

    fn name(&self) -> &'static str {
        "fall-above-hundred-percent"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "下降超过百分之百",
            what: "不为负的数最多下降100%。写下降308.51%的，多半是以本年数作了基数，或方向写反。",
            source: "审计常规：比率的可能范围",
            broken: &[Example {
                text: "2016年机关运行经费支出115.46万元，比2015年下降308.51%。",
                message: "机关运行经费支出下降308.51%，超过100%；减少的部分不能多于原有的，请核对比率和方向。",
            }],
            holding: &["2016年机关运行经费支出115.46万元，比2015年下降38.51%。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        comparisons(report)
            .iter()
            .filter_map(|c| {
                let rate = c.rate.filter(|r| r.kind == Kind::Percentage && r.direction == Some(Direction::Down))?;
                // With a change beside it GJ301 tells the same, and more.
                if c.change.is_some() || c.base.is_some() {
                    return None;
                }
                let now = c.now?;
                let hundred = Expr::Constant(crate::quantity::Decimal::ONE_HUNDRED);
                let mut relation =
                    Relation::new("GJ304", RelationKind::Range, Claim::AtMost(Expr::Figure(rate.id), hundred));
                tie(&mut relation, now.id);
                relation.stated = Some(rate.id);
                Some(relation)
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(rate) = broken.relation.stated else { return String::new() };
        let figure = report.figure(rate);
        let name = figure.label.as_ref().map_or("", |label| label.text.as_str());
        format!(
            "{name}下降{}，超过100%；减少的部分不能多于原有的，请核对比率和方向。",
            wording::printed(report, figure)
        )
    }
}
