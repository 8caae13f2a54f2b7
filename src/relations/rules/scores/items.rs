//! 评分项. What each item of a score sheet told in sentences may earn, earned and lost.

use crate::figures::{Cue, Figure, Kind, Role, TokenKind};
use crate::quantity::Decimal;
use crate::relations::Report;
use crate::relations::rules::line::Line;
use crate::text::script::folded;
use crate::text::{AnyOf, any_of};

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

/// What a score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Weight,
    Got,
    Deducted,
    Plain,
}

/// 一个分数.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score<'a> {
    pub(super) figure: &'a Figure,
    pub(super) part: Part,
    /// It stands for the whole, told before its list.
    pub(super) heads: bool,
    /// It stands for the whole, told behind its list.
    pub(super) closes: bool,
    pub(super) segment: u32,
    depth: u8,
    /// Which of the figures of its sentence it is.
    n: usize,
}

/// 一项. All that a sentence tells of one item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Item<'a> {
    pub(super) weight: Option<&'a Figure>,
    pub(super) got: Option<&'a Figure>,
    pub(super) deducted: Option<&'a Figure>,
    /// 执行率: what the points follow.
    pub(super) execution: Option<&'a Figure>,
    /// 得分率: what share of the weight was earned.
    pub(super) rate: Option<&'a Figure>,
    /// The words say that the points are the weight times the rate: 折算, 计分.
    pub(super) is_converted: bool,
    segment: u32,
}

/// The scores of a sentence with their parts.
pub(super) fn scores<'a>(report: &Report<'_>, line: &Line<'a>) -> Vec<Score<'a>> {
    let tokens = report.tokens(line.sentence);
    let mut found: Vec<Score<'a>> = Vec::new();
    for (n, told) in line.figures.iter().enumerate() {
        if told.figure.kind != Kind::Score {
            continue;
        }
        let before = folded(told.before);
        let part = part(line, n, &before, &folded(told.after));
        // 其中 or ： comes before the next figure.
        let at = report.position(told.figure.id).unwrap_or(0);
        let opens = tokens[at + 1..]
            .iter()
            .take_while(|t| !matches!(t.kind, TokenKind::Figure(_) | TokenKind::Stop | TokenKind::Semicolon))
            .any(|t| matches!(t.kind, TokenKind::Cue(Cue::OfWhich | Cue::Comprises) | TokenKind::Colon));
        let whole = TOTALS.stand_in(&before);
        let sums_up = any_of!["总", "合计", "综合", "共扣", "共计扣", "累计扣", "最终"].stand_in(&before);
        found.push(Score {
            figure: told.figure,
            part,
            heads: opens && (whole || part == Part::Deducted || before.is_empty()),
            closes: sums_up && !opens,
            segment: told.segment,
            depth: told.depth,
            n,
        });
    }
    weigh(&mut found);
    found
}

/// 总分100分，其中决策20分、过程20分、…: what makes up a hundred is what the items may earn.
fn weigh(scores: &mut [Score<'_>]) {
    let mut of_list = None;
    for score in scores {
        if score.heads || score.closes {
            let is_full = score.figure.value == Decimal::ONE_HUNDRED && score.part != Part::Got;
            of_list = (is_full && score.heads).then_some(score.segment);
        } else if score.part == Part::Plain && of_list == Some(score.segment) {
            score.part = Part::Weight;
        }
    }
}

fn part(line: &Line<'_>, n: usize, before: &str, after: &str) -> Part {
    let told = &line.figures[n];
    // 指标10分，按98.29%折算得9.83分: a rate may stand between them.
    let mut behind = line.figures[n + 1..].iter();
    let next_gets = behind.find(|next| next.figure.kind != Kind::Percentage).is_some_and(|next| {
        next.figure.kind == Kind::Score
            && next.segment == told.segment
            && any_of!["得", "折算得", "计得", "按比例得"]
                .begin(folded(next.before).trim_start_matches(['满', '分', '按', '率']))
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
    if before.contains('扣') {
        Part::Deducted
    } else if is_got {
        Part::Got
    } else if any_of!["分值", "满分", "权重", "设置"].stand_in(before)
        || any_of!["设置", "满分"].begin(after)
        || next_gets
        || in_bracket(n)
    {
        Part::Weight
    } else if before.contains('得') || before.contains("自评") {
        Part::Got
    } else {
        Part::Plain
    }
}

/// The items of a sentence, in order; the scores of a whole are no items.
pub(super) fn items<'a>(line: &Line<'a>, scores: &[Score<'a>]) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let mut last_depth = 0;
    for (n, told) in line.figures.iter().enumerate() {
        let open = items.last_mut().filter(|item| item.segment == told.segment);
        if told.figure.kind == Kind::Percentage {
            let name = told.figure.label.as_ref().map_or("", |label| label.text.as_str());
            match open {
                Some(item) if name.ends_with("得分率") && item.got.is_some() => item.rate = Some(told.figure),
                Some(item) if item.got.is_none() && tells_execution(told.figure, name) => {
                    item.execution = Some(told.figure);
                }
                _ => {}
            }
            continue;
        }
        let Some(score) = scores.iter().find(|score| score.n == n) else { continue };
        let new = Item { segment: told.segment, ..Item::default() };
        // 得37分（满分40分）: the bracket is of the points before it.
        let is_aside = score.depth > last_depth;
        last_depth = score.depth;
        if score.heads || score.closes {
            continue;
        }
        match (score.part, open) {
            (Part::Weight, Some(item)) if is_aside && item.weight.is_none() => item.weight = Some(score.figure),
            (Part::Weight, _) => items.push(Item { weight: Some(score.figure), ..new }),
            (Part::Got, Some(item)) if item.weight.is_some() && item.got.is_none() => {
                item.got = Some(score.figure);
                let words = folded(told.before).into_owned() + &line.between(n.saturating_sub(1), n);
                item.is_converted = any_of!["折算", "计分", "按比例"].stand_in(&words);
            }
            (Part::Got, _) => items.push(Item { got: Some(score.figure), ..new }),
            (Part::Deducted, Some(item)) if item.weight.is_some() && item.deducted.is_none() => {
                item.deducted = Some(score.figure);
            }
            _ => {}
        }
    }
    items
}

/// 执行率84.69%, 按98.29%折算: the rate that points follow.
fn tells_execution(figure: &Figure, name: &str) -> bool {
    figure.role == Some(Role::Completion) || any_of!["执行率", "支出进度", "完成率"].end(name) || name.is_empty()
}

/// What is scored: 投入 of 投入得14分, 决策 of 决策类指标得分18分.
pub(super) fn name_of(figure: &Figure) -> Option<&str> {
    const ADDED: &[&str] = &["满分", "分值", "得分", "得", "指标", "类", "部分", "方面", "情况"];
    let label = figure.label.as_ref().filter(|label| !label.inherited)?.text.as_str();
    let mut name = label;
    while let Some(stem) = ADDED.iter().find_map(|word| name.strip_suffix(word)) {
        name = stem;
    }
    (!name.is_empty()).then_some(name)
}
