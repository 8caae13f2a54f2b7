//! GJ107 得分与分值.

use crate::figures::{Cue, Figure, FigureId, Kind};
use crate::quantity::Decimal;
use crate::relations::near::is_one_slip_apart;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided};
use crate::text::any_of;

use super::line::Line;
use super::wording;

mod items;

use items::{Item, Part, Score, items, name_of, scores};

/// See [`RuleDoc`].
pub(super) struct Scores;

impl Rule for Scores {
    fn code(&self) -> &'static str {
        "GJ107"
    }

    fn name(&self) -> &'static str {
        "score-differs-from-items"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "得分与分值不符",
            what: "各项得分之和等于总得分，各项分值之和等于满分，扣分加得分等于100分；每项得分不超过分值，等于分值减扣分；\
                   得分率等于得分÷分值；预算执行率指标的得分等于分值×执行率（没有写明折算的，只差一位数字才提出）。\
                   分值合计满100分的各项分写在几句、几节的，也与总得分相加核对。",
            source: "《项目支出绩效评价管理办法》（财预〔2020〕10号）绩效评分",
            broken: &[
                Example {
                    text: "自评得分97分，其中投入10分、过程29分、产出28分、效果29分。",
                    message: "总分97分，各项之和96分，相差1分；各项应当加成总分，请核对投入、过程、产出、效果。",
                },
                Example {
                    text: "投入指标得9分（满分10分），过程指标得47分（满分40分）。",
                    message: "得47分，超过分值40分；得分不会多于分值，请核对。",
                },
                Example {
                    text: "产出指标满分50分，自评得48分，扣3分。",
                    message: "得48分，按分值减扣分应为47分；请核对分值、扣分和得分。",
                },
                Example {
                    text: "指标设置：总分100分，其中投入40分，产出60分。\n投入指标得分36分，得分率90%；产出指标得分54分，得分率95%。",
                    message: "得分率95%，按得分÷分值应为90%；请核对分值、得分和得分率。",
                },
                Example {
                    text: "投入指标分值40分，得36分。\n产出指标分值60分，得57分。\n综合得分94分。",
                    message: "总分94分，各项之和93分，相差1分；各项应当加成总分，请核对36分、57分。",
                },
            ],
            holding: &[
                "投入指标得9分（满分10分），过程指标得37分（满分40分）。",
                "产出指标满分50分，自评得48分，扣2分。",
                "投入指标扣2分，产出指标扣5分，共扣7分，最终得分93分。",
                "投入指标分值40分，得36分。\n产出指标分值60分，得57分。\n综合得分93分。",
                "自评得分96分，其中投入10分、过程29分、产出28分、效果29分。",
                "自评得分93分，其中：决策（20分）19分、过程（20分）18分、产出（60分）56分。",
                "预算执行率指标10分，按98.29%折算得9.83分。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut found = Vec::new();
        let execution = execution(report);
        let (mut all, mut every, mut wholes) = (Vec::new(), Vec::new(), Vec::new());
        for line in Line::all(report).filter(|l| l.figures.iter().any(|t| t.figure.kind == Kind::Score)) {
            let scores = scores(report, &line);
            let items = items(&line, &scores);
            let sums = sums(&scores);
            let whole = Whole::told(&scores, all.len()).filter(|_| sums.is_empty());
            found.extend(of_items(&items, execution));
            found.extend(of_earlier_weights(&items, &every));
            found.extend(of_wholes(&scores));
            found.extend(of_lists(&scores));
            found.extend(deducted(&scores));
            found.extend(weights(report, &line));
            // Items that a total of their own sentence adds up are items of no other.
            if sums.is_empty() && whole.is_none() {
                all.extend(items);
            }
            wholes.extend(whole);
            found.extend(sums);
            every.extend(scores);
        }
        found.extend(over_sentences(&all, &wholes));
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let relation = broken.relation;
        let show = |id: FigureId| wording::printed(report, report.figure(id));
        let points = |v: Decimal| format!("{}分", v.round_dp(2).normalize());
        match &relation.claim {
            Claim::AtMost(Expr::Figure(score), Expr::Figure(weight)) => {
                format!("得{}，超过分值{}；得分不会多于分值，请核对。", show(*score), show(*weight))
            }
            Claim::Equal(Expr::Sum(_), Expr::Figure(total)) => {
                let parts = relation.figures.iter().copied().filter(|id| id != total);
                format!(
                    "总分{}，各项之和{}，相差{}；各项应当加成总分，请核对{}。",
                    show(*total),
                    broken.judged.computed.map_or_else(String::new, points),
                    broken.judged.difference.map_or_else(String::new, |d| points(d.abs())),
                    wording::names(report, parts)
                )
            }
            Claim::Equal(sum @ Expr::Sum(_), _) => {
                format!("{}不等于100分；应当合成满分，请核对。", wording::operation(sum, &show))
            }
            Claim::Equal(_, Expr::Figure(rate)) if report.figure(*rate).kind == Kind::Percentage => format!(
                "得分率{}，按得分÷分值应为{}；请核对分值、得分和得分率。",
                show(*rate),
                broken.judged.computed.map_or_else(String::new, wording::percent)
            ),
            Claim::Equal(Expr::Difference(..), Expr::Figure(score)) => format!(
                "得{}，按分值减扣分应为{}；请核对分值、扣分和得分。",
                show(*score),
                broken.judged.computed.map_or_else(String::new, points)
            ),
            Claim::Equal(Expr::Product(_), Expr::Figure(score)) => format!(
                "得{}，按分值×执行率应为{}；请核对分值、执行率和得分。",
                show(*score),
                broken.judged.computed.map_or_else(String::new, points)
            ),
            _ => String::new(),
        }
    }
}

/// 综合得分, 自评得分, 总分: the score of the whole sheet.
fn names_whole(score: &Score<'_>) -> bool {
    let label = score.figure.label.as_ref().map_or("", |label| label.text.as_str());
    score.closes || any_of!["总分", "总得分", "综合得分", "自评得分", "评价得分"].end(label)
}

/// Σ of the items = the whole told before or behind them.
fn sums(scores: &[Score<'_>]) -> Vec<Relation> {
    let mut found = Vec::new();
    for (n, head) in scores.iter().enumerate().filter(|(_, s)| s.heads) {
        let list: Vec<&Score<'_>> =
            scores[n + 1..].iter().take_while(|s| !s.heads && !s.closes && s.segment == head.segment).collect();
        // 得分93.6分，其中：决策（20分）19分、…: the points alone make up the points.
        let is_weighed = list.iter().any(|s| s.part == Part::Weight) && list.iter().any(|s| s.part == Part::Got);
        let parts: Vec<&Score<'_>> =
            list.into_iter().filter(|s| !is_weighed || s.part == Part::Got && head.part != Part::Weight).collect();
        found.extend(sum(&parts, head));
    }
    for (n, total) in scores.iter().enumerate().filter(|(_, s)| s.closes) {
        let list: Vec<&Score<'_>> =
            scores[..n].iter().rev().skip_while(|s| s.closes).take_while(|s| !s.heads && !s.closes).collect();
        if scores[..n].iter().any(|s| s.heads) {
            continue;
        }
        let mixed = list.iter().any(|s| s.part == Part::Weight) && list.iter().any(|s| s.part == Part::Got);
        // 扣2分，扣1分，最终得分97分: what was taken off adds up to no points.
        if list.iter().any(|s| (s.part == Part::Deducted) != (total.part == Part::Deducted)) {
            continue;
        }
        let wanted = match total.part {
            Part::Got | Part::Deducted => total.part,
            Part::Weight => Part::Weight,
            // 总分100分，自评得分97.5分: the first of two is the weight.
            _ if scores[n + 1..].iter().any(|s| s.closes || s.part == Part::Got) => Part::Weight,
            _ => Part::Got,
        };
        let parts: Vec<&Score<'_>> = list.into_iter().rev().filter(|s| !mixed || s.part == wanted).collect();
        found.extend(sum(&parts, total));
    }
    found
}

/// One sum, when its parts are of one sort.
fn sum(parts: &[&Score<'_>], total: &Score<'_>) -> Option<Relation> {
    let one_sort = parts.windows(2).all(|w| w[0].part == w[1].part);
    if parts.len() < 2 || !one_sort {
        return None;
    }
    let claim = Claim::Equal(Expr::sum(parts.iter().map(|s| s.figure.id)), Expr::Figure(total.figure.id));
    Some(relation(claim, Some(total.figure.id)))
}

/// 预算执行率, told once in the report: the points of the item named after it follow it.
fn execution<'a>(report: &Report<'a>) -> Option<&'a Figure> {
    let names_it = |f: &&Figure| {
        f.kind == Kind::Percentage && f.label.as_ref().is_some_and(|label| label.text.ends_with("执行率"))
    };
    let mut rates = report.figures.figures.iter().filter(names_it);
    let first = rates.next()?;
    rates.all(|rate| rate.value == first.value).then_some(first)
}

/// Whether an item is scored by the rate of execution.
fn follows_execution(item: &Item<'_>) -> bool {
    [item.weight, item.got].into_iter().flatten().any(|f| name_of(f).is_some_and(|name| name.contains("执行")))
}

/// What the items say of themselves: no more points than the weight, the weight less what was taken off, the weight
/// times the rate of execution.
fn of_items(items: &[Item<'_>], execution: Option<&Figure>) -> Vec<Relation> {
    let mut found = Vec::new();
    for item in items {
        let (Some(weight), Some(got)) = (item.weight, item.got) else { continue };
        found.push(at_most(got, weight));
        if let Some(deducted) = item.deducted {
            let left = Expr::difference(Expr::Figure(weight.id), Expr::Figure(deducted.id));
            found.push(relation(Claim::Equal(left, Expr::Figure(got.id)), Some(got.id)));
        }
        if let Some(rate) = item.execution.or(execution.filter(|_| follows_execution(item))) {
            let share = Expr::quotient(Expr::Figure(rate.id), Expr::Constant(Decimal::ONE_HUNDRED));
            let product = Expr::Product(vec![Expr::Figure(weight.id), share]);
            let points = weight.value.checked_mul(rate.value).and_then(|n| n.checked_div(Decimal::ONE_HUNDRED));
            let is_slip = points.is_some_and(|points| is_one_slip_apart(points.round_dp(2), got.value));
            let doubt = (!item.is_converted && !is_slip).then_some(Undecided::Ambiguous);
            let claim = Claim::Equal(product, Expr::Figure(got.id));
            found.push(Relation { doubt, ..relation(claim, Some(got.id)) });
        }
        found.extend(item.rate.map(|rate| of_rate(got, weight, rate)));
    }
    found
}

fn at_most(got: &Figure, weight: &Figure) -> Relation {
    relation(Claim::AtMost(Expr::Figure(got.id), Expr::Figure(weight.id)), None)
}

/// 得分18分，得分率90%.
fn of_rate(got: &Figure, weight: &Figure, rate: &Figure) -> Relation {
    let share = Expr::percent(Expr::Figure(got.id), Expr::Figure(weight.id));
    relation(Claim::Equal(share, Expr::Figure(rate.id)), Some(rate.id))
}

/// 总分100分，得分94分: so do the totals.
fn of_wholes(scores: &[Score<'_>]) -> Vec<Relation> {
    let follows = |w: &&[Score<'_>]| {
        let is_whole = |s: &Score<'_>| s.heads || s.closes;
        (w[0].part == Part::Weight && is_whole(&w[0]) || w[0].closes && w[0].part != Part::Deducted)
            && w[1].part == Part::Got
            && w[0].segment == w[1].segment
    };
    scores.windows(2).filter(follows).map(|w| at_most(w[1].figure, w[0].figure)).collect()
}

/// 投入15分…; 实得…投入得14分: two lists with the same names.
fn of_lists(scores: &[Score<'_>]) -> Vec<Relation> {
    let listed = |s: &&Score<'_>| s.part != Part::Weight && !s.heads && !s.closes;
    let pairs = scores.iter().filter(listed).filter_map(|got| {
        let name = name_of(got.figure)?;
        let is_weight = |s: &&Score<'_>| {
            s.figure.id < got.figure.id
                && s.segment != got.segment
                && !s.heads
                && !s.closes
                && name_of(s.figure) == Some(name)
        };
        Some(at_most(got.figure, scores.iter().find(is_weight)?.figure))
    });
    pairs.collect()
}

/// 得分93.6分，扣6.4分; 共扣7分，最终得分93分.
fn deducted(scores: &[Score<'_>]) -> Option<Relation> {
    let hundred = |pair: &[Score<'_>]| {
        let sum = Expr::sum([pair[0].figure.id, pair[1].figure.id]);
        relation(Claim::Equal(sum, Expr::Constant(Decimal::ONE_HUNDRED)), None)
    };
    if let Some(pair) = scores.windows(2).find(|w| w[0].part == Part::Deducted && w[0].closes && w[1].closes) {
        return (pair[1].part == Part::Got).then(|| hundred(pair));
    }
    let pair = scores.windows(2).find(|w| w[0].part == Part::Got && w[1].part == Part::Deducted)?;
    let whole = scores.iter().take_while(|s| s.part != Part::Deducted).filter(|s| s.part == Part::Got).count() == 1;
    (whole && (pair[1].heads || scores.len() == 2)).then(|| hundred(pair))
}

/// A score of the whole sheet, with how many items were told before it.
struct Whole<'a> {
    got: &'a Figure,
    /// 总分100分: what could be earned.
    full: Option<&'a Figure>,
    n_before: usize,
}

impl<'a> Whole<'a> {
    /// 综合得分94.47分; 总分100分，得89.8分: nothing but scores of the whole.
    fn told(scores: &[Score<'a>], n_before: usize) -> Option<Self> {
        let (first, rest) = scores.split_first()?;
        let second = rest.first().filter(|s| s.part == Part::Got && !s.heads);
        if first.figure.value == Decimal::ONE_HUNDRED && (first.part == Part::Weight || names_whole(first)) {
            let got = second?;
            return Some(Self { got: got.figure, full: Some(first.figure), n_before });
        }
        let is_whole = names_whole(first) && !matches!(first.part, Part::Weight | Part::Deducted);
        (is_whole && second.is_none()).then_some(Self { got: first.figure, full: None, n_before })
    }
}

/// Items told in sentences or sections of their own, and the score of the whole before or behind them: certain where
/// their weights make 100.
fn over_sentences(items: &[Item<'_>], wholes: &[Whole<'_>]) -> Vec<Relation> {
    let mut found = Vec::new();
    for (k, whole) in wholes.iter().enumerate() {
        let from = k.checked_sub(1).map_or(0, |k| wholes[k].n_before);
        let to = wholes.get(k + 1).map_or(items.len(), |next| next.n_before);
        let lists = [&items[from..whole.n_before], &items[whole.n_before..to]];
        let list = lists.into_iter().find(|list| makes_a_sheet(list));
        found.extend(list.into_iter().flat_map(|list| sums_of(list, whole)));
    }
    found
}

/// Whether items are all there are of a sheet: their weights make a hundred.
fn makes_a_sheet(items: &[Item<'_>]) -> bool {
    let weights: Decimal = items.iter().filter_map(|item| item.weight).map(|weight| weight.value).sum();
    let are_whole = items.iter().all(|item| item.got.is_some() && item.weight.is_some());
    items.len() >= 2 && are_whole && weights == Decimal::ONE_HUNDRED
}

fn sums_of(items: &[Item<'_>], whole: &Whole<'_>) -> Vec<Relation> {
    let sum = |of: &dyn Fn(&Item<'_>) -> Option<FigureId>, total: &Figure| {
        let claim = Claim::Equal(Expr::sum(items.iter().filter_map(of)), Expr::Figure(total.id));
        relation(claim, Some(total.id))
    };
    let got = sum(&|item| item.got.map(|got| got.id), whole.got);
    let full = whole.full.map(|full| sum(&|item| item.weight.map(|weight| weight.id), full));
    std::iter::once(got).chain(full).collect()
}

/// Items whose weights a list told before: 决策20分，…。决策类指标得分18分，得分率90%.
fn of_earlier_weights(items: &[Item<'_>], earlier: &[Score<'_>]) -> Vec<Relation> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| item.weight.is_none()) {
        let Some((got, name)) = item.got.and_then(|got| Some((got, name_of(got)?))) else { continue };
        let is_weight =
            |s: &&Score<'_>| s.part == Part::Weight && !s.heads && !s.closes && name_of(s.figure) == Some(name);
        if let Some(weight) = earlier.iter().rev().take(MOST_SCORES).find(is_weight) {
            found.push(at_most(got, weight.figure));
            found.extend(item.rate.map(|rate| of_rate(got, weight.figure, rate)));
        }
    }
    found
}

/// Scores back to the weight of an item.
const MOST_SCORES: usize = 60;

/// 四部分的满分分别为15分、25分、35分和25分: all there is.
fn weights(report: &Report<'_>, line: &Line<'_>) -> Option<Relation> {
    let first = line.figures.iter().position(|t| t.figure.kind == Kind::Score && t.before.contains("满分"))?;
    let respectively = line.figures[first].before.contains("分别") || line.figures[first].before.contains("依次");
    let list: Vec<FigureId> = (first..line.figures.len())
        .take_while(|&m| {
            let gap = if m == first { String::from("、") } else { line.between(m - 1, m).into_owned() };
            line.figures[m].figure.kind == Kind::Score && matches!(gap.as_str(), "、" | "和" | "及" | "与")
        })
        .map(|m| line.figures[m].figure.id)
        .collect();
    let trigger =
        report.cues_between(line.sentence, Cue::Respectively, line.sentence.span.start, line.sentence.span.end).next();
    let claim = Claim::Equal(Expr::sum(list.iter().copied()), Expr::Constant(Decimal::ONE_HUNDRED));
    (respectively && list.len() >= 3)
        .then(|| Relation { triggers: trigger.into_iter().collect(), ..relation(claim, None) })
}

fn relation(claim: Claim, stated: Option<FigureId>) -> Relation {
    Relation { stated, ..Relation::new("GJ107", RelationKind::Score, claim) }
}
