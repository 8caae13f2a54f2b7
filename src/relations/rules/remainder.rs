//! GJ308 结余、节约、超支与应、实两数之差.

use std::borrow::Cow;

use crate::figures::{Figure, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level,
};
use crate::text::script::folded;
use crate::text::{AnyOf, any_of};

use super::due::{self, Pair};
use super::line::{Line, lines};
use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct Remainder;

/// What is left of what there was.
const LEFT: &[&str] = &[
    "节约",
    "结余",
    "节余",
    "剩余",
    "尚余",
    "结转",
    "未支出",
    "未付",
    "未支付",
    "未使用",
    "未到位",
    "缺口",
    "审减",
    "核减",
    "空编",
    "缺编",
    "空缺",
    "扣",
    "扣减",
    "少支",
    "少支出",
    "未完成",
    "提前",
];

/// What was done beyond what there was.
const EXCEEDED: &[&str] = &["超支", "超编", "超出", "超过", "超额", "超额完成", "超", "多支", "多支出", "超收"];

/// Of these, those that tell what a fund holds, whatever came into it and when.
const HELD: &[&str] = &["结余", "结转", "剩余", "尚余", "节余"];

/// Words that may stand between one of them and the number.
const FILL: &[&str] = &[
    "资金",
    "经费",
    "金额",
    "额",
    "成本",
    "下年",
    "下年使用",
    "预算",
    "目标",
    "计划",
    "任务",
    "约",
    "了",
    "为",
    "共",
    "费用",
    "编制",
    "数",
    "年初",
    "部分",
];

impl Rule for Remainder {
    fn code(&self) -> &'static str {
        "GJ308"
    }

    fn name(&self) -> &'static str {
        "remainder-differs-from-due-and-done"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "结余、节约、超支等与应、实两数之差不符",
            what: "结余、节约、审减、空编、扣分等于应有数（预算、到位、送审、编制、权重）减实际数（支出、采购、审定、实有、得分），\
                   超支、超编、超出预算反之。同一句里写有应、实两数的核对；应有数或实际数不止一个的、另有上年结转的，文意不定，不判定。",
            source: "审计常规：重新计算",
            broken: &[Example {
                text: "政府采购预算320.00万元，实际采购296.85万元，节约资金23.51万元。",
                message: "资金23.51万元，按政府采购预算320.00万元、实际采购296.85万元应为23.15万元，相差0.36万元；“节约”表明是应、实两数之差，请核对三个数。",
            }],
            holding: &[
                "政府采购预算320.00万元，实际采购296.85万元，节约资金23.15万元。",
                "核定编制42名，实有45名，超编3名。",
                "上年结转12.00万元，本年到位320.00万元，支出296.85万元，结余35.15万元。",
                "预算320.00万元，支出296.85万元，结转下年20.00万元，交回3.15万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let of_line =
            |line: Line<'_>| (2..line.figures.len()).filter_map(|n| relation(report, &line, n)).collect::<Vec<_>>();
        lines(report).flat_map(of_line).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, computed, gap, .. }) = Sides::of(report, broken) else { return String::new() };
        let operands: Vec<String> =
            broken.relation.figures.iter().filter(|&&id| id != stated).map(|&id| wording::named(report, id)).collect();
        let trigger = wording::trigger(report, broken, "文意");
        let (left, operands) = (wording::named(report, stated), operands.join("、"));
        format!("{left}，按{operands}应为{computed}，相差{gap}；{trigger}表明是应、实两数之差，请核对三个数。")
    }
}

/// What a figure says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Exceeded,
}

/// The word before the `n`-th figure that makes it a remainder.
fn way(line: &Line<'_>, n: usize) -> Option<(Way, &'static str)> {
    let words = folded(line.figures[n].before);
    let ends = |list: &[&'static str]| {
        let mut rest = words.as_ref();
        loop {
            let told = list.iter().copied().filter(|w| rest.ends_with(w)).max_by_key(|w| w.len());
            if told.is_some() {
                return told;
            }
            rest = FILL.iter().find_map(|fill| rest.strip_suffix(fill))?;
        }
    };
    let of = |list, way| ends(list).map(|word| (way, word));
    let told = of(LEFT, Way::Left).or_else(|| of(EXCEEDED, Way::Exceeded));
    told.or_else(|| compared(&words))
}

/// 决算数大于预算数96万元, 低于控制价22.4万元.
fn compared(words: &str) -> Option<(Way, &'static str)> {
    const ABOVE: &[&str] = &["大于", "高于", "多于", "超出", "超过"];
    const BELOW: &[&str] = &["小于", "低于", "少于"];
    let behind = |list: &[&'static str]| list.iter().copied().find_map(|w| words.rfind(w).map(|at| (at + w.len(), w)));
    let (at, word, way) = behind(ABOVE)
        .map(|(at, w)| (at, w, Way::Exceeded))
        .or_else(|| behind(BELOW).map(|(at, w)| (at, w, Way::Left)))?;
    let aim = words[at..].trim_start_matches("年初").trim_end_matches('数');
    matches!(aim, "预算" | "计划" | "目标" | "任务" | "控制价" | "编制").then_some((way, word))
}

fn relation(report: &Report<'_>, line: &Line<'_>, n: usize) -> Option<Relation> {
    let gap = line.figures[n].figure;
    let may_be = is_level(gap) || gap.role == Some(Role::Change);
    let (way, word) =
        way(line, n).filter(|_| may_be && !matches!(gap.kind, Kind::Percentage | Kind::Score) && !gap.in_words)?;
    // 比预算320万元节约16万元: what it is compared with stands in the words.
    if line.figures[n - 1].figure.role == Some(Role::Base) {
        return None;
    }
    let Pair { due, done, is_sure } = due::before(report, line.figures, n, gap)?;
    let (due_value, done_value) = (Expr::Figure(due.id), Expr::Figure(done.id));
    let difference = match way {
        Way::Left => Expr::difference(due_value, done_value),
        Way::Exceeded => Expr::difference(done_value, due_value),
    };
    let is_held = HELD.contains(&word);
    let kind = if is_held || word.starts_with('未') { RelationKind::Balance } else { RelationKind::Change };
    let is_set_off = any_of!["相抵", "当年", "本年"].stand_in(line.figures[n].before);
    let is_open = !is_sure || is_held && !is_set_off && has_opening(line, due) || is_split(line, n);
    Some(Relation {
        stated: Some(gap.id),
        triggers: line.word_before(n, &[word]).into_iter().collect(),
        doubt: is_open.then_some(Undecided::Ambiguous),
        choice: Some(gap.id.0),
        ..Relation::new("GJ308", kind, Claim::Equal(difference, Expr::Figure(gap.id)))
    })
}

/// What a figure is called; nothing where it has no name.
fn name(figure: &Figure) -> Cow<'_, str> {
    figure.label.as_ref().map_or(Cow::Borrowed(""), |label| folded(&label.text))
}

/// Whether something was carried over from before, or may have been: what came in during a year is not all there was.
fn has_opening(line: &Line<'_>, due: &Figure) -> bool {
    let is_earlier = |name: &str| any_of!["上年", "年初", "期初", "历年", "以前年度"].stand_in(name);
    let is_carried = |name: &str| is_earlier(name) && any_of!["结转", "结余"].stand_in(name);
    line.figures.iter().any(|told| is_carried(&(folded(told.before) + name(told.figure).as_ref())))
        || name(due).contains("收入")
}

/// 结转20万元，交回3.15万元: whether another remainder stands beside it, so that only both together are all.
fn is_split(line: &Line<'_>, n: usize) -> bool {
    static GIVEN_BACK: AnyOf = AnyOf::new(&["交回", "收回", "上缴", "退回", "调剂", "结转", "结余", "统筹"]);
    let gap = line.figures[n].figure;
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|k| line.figures.get(k));
    beside.filter(|told| told.figure.unit == gap.unit).any(|told| GIVEN_BACK.stand_in(told.before))
}
