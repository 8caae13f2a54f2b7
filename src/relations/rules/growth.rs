//! GJ301 增长率＝(本期－上期)÷上期; GJ303, GJ304 its impossible forms.

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Undecided, is_level,
    same_unit,
};
use crate::text::{AnyOf, Span};

use super::signed;
use super::wording::{self, Sides};

/// 比较. A growth rate with what it is taken of.
pub(super) struct Comparison<'a> {
    pub(super) rate: Option<&'a Figure>,
    pub(super) change: Option<&'a Figure>,
    pub(super) base: Option<&'a Figure>,
    pub(super) now: Option<&'a Figure>,
    /// Whether what grew is only the first thing that the section tells of several.
    is_guess: bool,
}

/// Every comparison of the report: the figures around one change or rate that speak of one subject.
pub(super) fn comparisons<'a>(report: &Report<'a>) -> Vec<Comparison<'a>> {
    let figures = &report.figures.figures;
    let mut found = Vec::new();
    let mut used = vec![false; figures.len()];
    for (n, figure) in figures.iter().enumerate() {
        let tells = matches!(figure.role, Some(Role::Change)) && figure.kind != Kind::PercentagePoints
            || figure.role == Some(Role::Growth);
        if !tells || used[n] || figure.cell.is_some() {
            continue;
        }
        used[n] = true;
        // 增加37.58万元，增长4.42%: the two stand side by side with one subject.
        let partner = figures[n + 1..].iter().take(2).find(|f| {
            f.sentence == figure.sentence
                && report.depth(f.id) == report.depth(figure.id)
                && (f.subject == figure.subject || f.label == figure.label)
                && same_label(f, figure)
                && match figure.role {
                    Some(Role::Change) => f.role == Some(Role::Growth),
                    _ => f.role == Some(Role::Change) && f.kind != Kind::PercentagePoints,
                }
        });
        if let Some(p) = partner {
            used[p.id.0 as usize] = true;
        }
        let (rate, change) =
            if figure.role == Some(Role::Growth) { (Some(figure), partner) } else { (partner, Some(figure)) };
        let first = figure.id.0 as usize;
        let base = figures[..first].iter().rev().take(3).find(|f| {
            f.role == Some(Role::Base)
                && f.sentence == figure.sentence
                && same_subject(f, figure)
                && !is_completed(figures, f)
        });
        let now = subject(report, figure, change);
        let behind = now.filter(|_| base.is_none()).and_then(|now| base_behind(report, rate.or(change), now));
        let is_guess = behind.is_some()
            || now.is_some_and(|now| is_one_of_several(report, figure, now) || has_namesake(report, figure, now));
        let base = base.or(behind);
        found.push(Comparison { rate, change, base, now, is_guess });
    }
    found
}

/// 出栏8460头，同比增长5.75%，上年出栏8000头: the earlier value told right behind the rate.
fn base_behind<'a>(report: &Report<'a>, last: Option<&Figure>, now: &Figure) -> Option<&'a Figure> {
    let last = last?;
    let next = report.figures.figures.get(last.id.0 as usize + 1)?;
    let is_earlier = next.role == Some(Role::Base)
        || is_level(next) && report.other_period(next).is_some_and(|period| report.other_period(now) != Some(period));
    let is_last = !is_completed(&report.figures.figures, next);
    (next.sentence == last.sentence && same_unit(next, now) && is_earlier && is_last).then_some(next)
}

/// Whether the report tells other numbers under the name by which the words find what grew.
fn has_namesake(report: &Report<'_>, figure: &Figure, now: &Figure) -> bool {
    let is_told = figure.subject == Some(now.id) || now.sentence == figure.sentence;
    let others = || report.of_indicator(figure.indicator.as_deref().unwrap_or("")).iter().map(|&id| report.figure(id));
    let differs = |f: &Figure| f.id < figure.id && same_unit(f, now) && is_level(f) && f.value != now.value;
    !is_told && others().any(|f| differs(f) && report.chapter(f) == report.chapter(now))
}

/// 完成预算26.00亿元的78.0%: what a rate of another kind is taken of.
fn is_completed(figures: &[Figure], base: &Figure) -> bool {
    figures.get(base.id.0 as usize + 1).is_some_and(|next| matches!(next.role, Some(Role::Completion | Role::Share)))
}

/// Labels that do not speak against one subject.
fn same_label(a: &Figure, b: &Figure) -> bool {
    a.label.as_ref().zip(b.label.as_ref()).is_none_or(|(x, y)| x.text == y.text || y.inherited || x.inherited)
}

fn same_subject(base: &Figure, figure: &Figure) -> bool {
    base.subject == figure.subject || base.subject.is_none() || figure.subject == Some(base.id)
}

/// What grew: the figure the words go on about, or the last one with the same name.
fn subject<'a>(report: &Report<'a>, figure: &Figure, change: Option<&Figure>) -> Option<&'a Figure> {
    let named = figure.label.as_ref().filter(|l| !l.inherited);
    let unit_of = change.unwrap_or(figure);
    let is_rate = matches!(unit_of.kind, Kind::Percentage | Kind::Multiple);
    let fits = |f: &Figure| (is_rate && is_level(f) || !is_rate && same_unit(f, unit_of) && grows(f)) && !f.in_words;
    if let Some(id) = figure.subject {
        let above = report.figure(id);
        // 公务接待费减少2.48万元 behind another item: its own name decides.
        let fits = |f: &Figure| fits(f) || is_rate && grows(f);
        let agrees = named.is_none_or(|l| {
            above.label.as_ref().is_some_and(|a| a.text == l.text || above.indicator == figure.indicator)
        });
        if agrees && fits(above) {
            return Some(above);
        }
    }
    let Some(indicator) = figure.indicator.as_deref().filter(|i| i.chars().count() >= 3) else {
        return previous_sentence(report, figure).filter(|f| fits(f) && named.is_none());
    };
    report
        .of_indicator(indicator)
        .iter()
        .rev()
        .map(|&id| report.figure(id))
        .find(|f| f.id < figure.id && fits(f) && report.chapter(f) == report.chapter(figure))
        .or_else(|| {
            report.of_indicator(indicator).iter().map(|&id| report.figure(id)).find(|f| {
                f.id > figure.id && fits(f) && report.chapter(f) == report.chapter(figure) && f.id.0 - figure.id.0 < 20
            })
        })
}

/// 年初预算645万元，实际支出690万元，…。与上年支出868万元相比，减少178万元: no words tell which of them fell.
fn is_one_of_several(report: &Report<'_>, figure: &Figure, now: &Figure) -> bool {
    let named = |f: &Figure| f.label.as_ref().is_some_and(|l| !l.inherited);
    let is_told = figure.subject == Some(now.id) || named(figure) || now.sentence == figure.sentence;
    let beside = |f: &&Figure| is_level(f) && f.kind == now.kind && f.role != Some(Role::Part);
    let told_with = report.sentence_of(now.id).map(|(_, sentence)| report.figures_in(sentence).filter(beside).count());
    !is_told && told_with.is_some_and(|n| n > 2)
}

/// What a change may be of: an amount, a price, an average.
fn grows(figure: &Figure) -> bool {
    is_level(figure) || matches!(figure.role, Some(Role::Average | Role::UnitPrice))
}

/// 公务接待费11.83万元。…。与2015年相比增加0.95万元: nothing named, the section has one subject.
fn previous_sentence<'a>(report: &Report<'a>, figure: &Figure) -> Option<&'a Figure> {
    let section = report.outline.section(figure.section);
    let first = report.sentences_in(section.id).first()?;
    report
        .figures_in(&report.figures.sentences[*first as usize])
        .find(|f| f.id < figure.id && is_level(f) && f.kind == Kind::Amount)
}

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
    let Some(rate) = c.rate.filter(|r| r.kind == Kind::Percentage) else { return Vec::new() };
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
        let claim = Claim::Equal(quotient, rate_expr(rate));
        let doubt = is_adjusted(report, rate, now).then_some(Undecided::ScopeUnknown);
        let doubt = doubt.or_else(|| c.is_guess.then_some(Undecided::Ambiguous));
        Some(Relation { stated: Some(rate.id), doubt, ..Relation::new("GJ301", RelationKind::Growth, claim) })
    };
    let others: Vec<&Figure> = c.now.map_or_else(Vec::new, |now| other_subjects(report, c, rate, now));
    if others.is_empty() {
        return reading(c.now).into_iter().collect();
    }
    let all = std::iter::once(c.now).chain(others.into_iter().map(Some));
    all.filter_map(|now| reading(now).map(|r| Relation { choice: Some(rate.id.0), ..r })).collect()
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
                if now.id == base.id || !same_unit(now, base) || !same_unit(now, change) {
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
        format!(
            "{}下降{}，超过100%；减少的部分不能多于原有的，请核对比率和方向。",
            wording::name(report, rate),
            wording::printed(report, report.figure(rate))
        )
    }
}
