//! GJ107 得分与分值.

use crate::figures::{Cue, Figure, FigureId, Kind, TokenKind};
use crate::quantity::Decimal;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::script::folded;
use crate::text::{AnyOf, any_of};

use super::line::{Line, lines};
use super::wording;

/// Words before the score of a whole.
static TOTALS: AnyOf = AnyOf::new(&[
    "总分",
    "总得分",
    "总评",
    "合计",
    "总计",
    "综合得分",
    "得分",
    "评分",
    "满分",
    "自评",
    "实得",
    "评价得分",
    "评为",
    "按",
]);

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
            what: "各项得分之和等于总得分，各项分值之和等于满分，扣分加得分等于100分；每项得分不超过分值；预算执行率指标的得分等于分值×执行率（写明折算的）。",
            source: "《项目支出绩效评价管理办法》（财预〔2020〕10号）绩效评分",
            broken: &[Example {
                text: "自评得分97分，其中投入10分、过程29分、产出28分、效果29分。",
                message: "总分97分，各项之和96分，相差1分；各项应当加成总分，请核对投入、过程、产出、效果。",
            }],
            holding: &[
                "自评得分96分，其中投入10分、过程29分、产出28分、效果29分。",
                "自评得分93分，其中：决策（20分）19分、过程（20分）18分、产出（60分）56分。",
                "预算执行率指标10分，按98.29%折算得9.83分。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut found = Vec::new();
        for line in lines(report).filter(|l| l.figures.iter().filter(|t| t.figure.kind == Kind::Score).count() >= 2) {
            let scores = scores(report, &line);
            found.extend(sums(&scores));
            found.extend(pairs(&scores));
            found.extend(deducted(&scores));
            found.extend(converted(&line));
            found.extend(weights(report, &line));
        }
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
            Claim::Equal(Expr::Product(_), Expr::Figure(score)) => format!(
                "得{}，按分值×执行率应为{}；请核对分值、执行率和得分。",
                show(*score),
                broken.judged.computed.map_or_else(String::new, points)
            ),
            _ => String::new(),
        }
    }
}

/// What a score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Weight,
    Got,
    Deducted,
    Plain,
}

/// 一个分数.
struct Score<'a> {
    figure: &'a Figure,
    part: Part,
    /// It stands for the whole, told before its list.
    heads: bool,
    /// It stands for the whole, told behind its list.
    closes: bool,
    segment: u32,
}

/// The scores of a sentence with their parts.
fn scores<'a>(report: &Report<'_>, line: &Line<'a>) -> Vec<Score<'a>> {
    let tokens = report.tokens(line.sentence);
    let mut found: Vec<Score<'a>> = Vec::new();
    for (n, told) in line.figures.iter().enumerate() {
        if told.figure.kind != Kind::Score {
            continue;
        }
        let before = folded(told.before);
        let after = folded(told.after);
        let next_gets = line.figures.get(n + 1).is_some_and(|next| {
            next.figure.kind == Kind::Score
                && next.segment == told.segment
                && folded(next.before).trim_start_matches(['满', '分']).starts_with('得')
        });
        // 决策（20分）19分: a bracket between the item and its points.
        let in_bracket = |n: usize| {
            line.figures.get(n).zip(line.figures.get(n + 1)).is_some_and(|(weight, got)| {
                weight.depth == got.depth + 1
                    && weight.segment == got.segment
                    && matches!(line.between(n, n + 1).as_ref(), ")" | "）" | ")得" | "）得")
            })
        };
        // 过程25分满分得24分, 决策20分得满分20分: what stands last before the number decides.
        let is_got =
            any_of!["得", "得分", "得了", "得满分"].end(before.trim_end_matches('为')) || n > 0 && in_bracket(n - 1);
        let part = if before.contains('扣') {
            Part::Deducted
        } else if is_got {
            Part::Got
        } else if any_of!["分值", "满分", "权重", "设置"].stand_in(&before)
            || any_of!["设置", "满分"].begin(&after)
            || next_gets
            || in_bracket(n)
        {
            Part::Weight
        } else if before.contains('得') || before.contains("自评") {
            Part::Got
        } else {
            Part::Plain
        };
        // 其中 or ： comes before the next figure.
        let at = report.position(told.figure.id).unwrap_or(0);
        let opens = tokens[at + 1..]
            .iter()
            .take_while(|t| !matches!(t.kind, TokenKind::Figure(_) | TokenKind::Stop | TokenKind::Semicolon))
            .any(|t| matches!(t.kind, TokenKind::Cue(Cue::OfWhich | Cue::Comprises) | TokenKind::Colon));
        let whole = TOTALS.stand_in(&before);
        let closes = any_of!["总", "合计", "综合"].stand_in(&before) && !opens;
        found.push(Score {
            figure: told.figure,
            part,
            heads: opens && (whole || part == Part::Deducted || before.is_empty()),
            closes,
            segment: told.segment,
        });
    }
    found
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
        let wanted = match total.part {
            Part::Got => Part::Got,
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

/// 过程25分满分得24分: no more than the weight right before.
fn pairs(scores: &[Score<'_>]) -> Vec<Relation> {
    // 总分100分，得分94分: so do the totals.
    let follows = |w: &&[Score<'_>]| {
        (w[0].part == Part::Weight || w[0].closes && w[0].part != Part::Deducted)
            && w[1].part == Part::Got
            && w[0].segment == w[1].segment
            && (w[0].closes || !w[1].closes)
    };
    let claim = |w: &[Score<'_>]| Claim::AtMost(Expr::Figure(w[1].figure.id), Expr::Figure(w[0].figure.id));
    let neighbours = scores.windows(2).filter(follows).map(|w| relation(claim(w), None));
    // 投入15分…; 实得…投入得14分: two lists with the same names.
    let lists = scores.iter().filter(|s| s.part != Part::Weight && !s.heads && !s.closes).filter_map(|got| {
        let name = item(got.figure)?;
        let weight = scores.iter().find(|s| {
            s.figure.id < got.figure.id
                && s.segment != got.segment
                && !s.heads
                && !s.closes
                && item(s.figure) == Some(name)
        })?;
        Some(relation(Claim::AtMost(Expr::Figure(got.figure.id), Expr::Figure(weight.figure.id)), None))
    });
    neighbours.chain(lists).collect()
}

/// What is scored: 投入 of 投入得14分.
fn item(figure: &Figure) -> Option<&str> {
    let label = figure.label.as_ref()?.text.as_str();
    let item = label.trim_end_matches("满分").trim_end_matches("分值").trim_end_matches('得');
    (!item.is_empty()).then_some(item)
}

/// 得分93.6分，扣6.4分.
fn deducted(scores: &[Score<'_>]) -> Option<Relation> {
    let pair = scores.windows(2).find(|w| w[0].part == Part::Got && w[1].part == Part::Deducted)?;
    let whole = scores.iter().take_while(|s| s.part != Part::Deducted).filter(|s| s.part == Part::Got).count() == 1;
    let claim = Claim::Equal(Expr::sum([pair[0].figure.id, pair[1].figure.id]), Expr::Constant(Decimal::ONE_HUNDRED));
    (whole && (pair[1].heads || scores.len() == 2)).then(|| relation(claim, None))
}

/// 指标10分，按98.29%折算得9.83分.
fn converted(line: &Line<'_>) -> Vec<Relation> {
    let three = line.figures.windows(3).enumerate().filter(|(n, w)| {
        let kinds = [Kind::Score, Kind::Percentage, Kind::Score];
        let words = line.between(n + 1, n + 2);
        w.iter().zip(kinds).all(|(t, k)| t.figure.kind == k) && (words.contains("折算") || words.contains("计分"))
    });
    three
        .map(|(_, w)| {
            let rate = Expr::quotient(Expr::Figure(w[1].figure.id), Expr::Constant(Decimal::ONE_HUNDRED));
            let product = Expr::Product(vec![Expr::Figure(w[0].figure.id), rate]);
            relation(Claim::Equal(product, Expr::Figure(w[2].figure.id)), Some(w[2].figure.id))
        })
        .collect()
}

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
