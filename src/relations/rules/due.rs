//! 应与实. What there was to be done or spent, and what was done or spent of it, as the words before each figure tell:
//! 预算320万元，实际采购304万元; 编制45名，实有42名; 送审532万元，审定509万元. Rates of completion, remainders and excesses
//! are all reckoned from such a pair.

use std::borrow::Cow;

use crate::figures::{Figure, Role, Stage};
use crate::relations::{Report, is_level, same_unit};
use crate::text::script::folded;

use super::line::Told;

/// 步骤. How far along a figure is on the way from plan to deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// 预算、计划、编制: what there is to be.
    Planned,
    /// 下达、到位、送审: what came in for it.
    Provided,
    /// 支出、实有、审定: what was done.
    Done,
}

const PLANNED: &[&str] = &[
    "预算",
    "计划",
    "目标",
    "任务",
    "概算",
    "控制价",
    "限价",
    "编制",
    "核定",
    "批复",
    "权重",
    "满分",
    "分值",
    "合同工期",
    "总投资",
    "应",
];

const PROVIDED: &[&str] = &["下达", "到位", "拨入", "安排", "收到", "筹集", "收入", "送审", "争取", "拨款"];

const DONE: &[&str] = &[
    "支出", "执行", "使用", "支付", "拨付", "决算", "结算", "审定", "中标", "成交", "实际", "实有", "在岗", "在编",
    "在职", "完成", "得", "得分", "采购", "兑付", "列支", "花费", "实付",
];

/// Which step the words before a figure tell; the last word of a name decides: 支出预算 is planned.
pub(super) fn step(told: &Told<'_>) -> Option<Step> {
    let own = told.figure.label.as_ref().filter(|label| !label.inherited);
    let words = folded(told.before) + own.map_or(Cow::Borrowed(""), |label| folded(&label.text));
    let last = |list: &[&str], step| {
        list.iter().filter_map(|w| words.rfind(w).map(|at| at + w.len())).max().map(|at| (at, step))
    };
    let found = [last(PLANNED, Step::Planned), last(PROVIDED, Step::Provided), last(DONE, Step::Done)];
    found.into_iter().flatten().max().map(|(_, step)| step).or(match told.figure.stage {
        Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget) => Some(Step::Planned),
        Some(Stage::FinalAccount | Stage::Expenditure) => Some(Step::Done),
        _ => None,
    })
}

/// 一对. What was to be done and what was done of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) due: &'a Figure,
    pub(super) done: &'a Figure,
    /// Whether the words leave no other figure to be either.
    pub(super) is_sure: bool,
}

/// The pair told before the `n`-th figure of a sentence, in the unit of `like`: the last thing done, and the last thing
/// of an earlier step.
pub(super) fn before<'a>(report: &Report<'a>, figures: &[Told<'a>], n: usize, like: &Figure) -> Option<Pair<'a>> {
    let told: Vec<(&Told<'a>, Step)> = figures[..n]
        .iter()
        .filter(|told| is_whole(report, told) && same_unit(told.figure, like) && told.depth <= figures[n].depth)
        .filter_map(|told| Some((told, step(told)?)))
        .collect();
    let (done, reached) = told.iter().rev().find(|(_, step)| *step > Step::Planned)?;
    let mut dues = told.iter().rev().filter(|(due, step)| step < reached && due.figure.id != done.figure.id);
    let (due, from) = dues.next()?;
    let is_rival = |step: &Step| step == from || step < reached && *from == Step::Provided;
    let others = told.iter().filter(|(other, step)| {
        is_rival(step) && other.figure.id != due.figure.id && other.figure.value != due.figure.value
    });
    let same_step = told.iter().filter(|(other, step)| step == reached && other.figure.id != done.figure.id);
    let is_sure = others.count() == 0 && same_step.count() == 0;
    Some(Pair { due: due.figure, done: done.figure, is_sure })
}

/// The pair told before a rate in its sentence.
pub(super) fn before_rate<'a>(report: &Report<'a>, rate: &Figure) -> Option<Pair<'a>> {
    let figures = report.told_in(rate.sentence?);
    let n = figures.iter().position(|told| told.figure.id == rate.id)?;
    let is_done = |told: &&Told<'_>| is_whole(report, told) && step(told) > Some(Step::Planned);
    let like = figures[..n].iter().rev().find(is_done)?.figure;
    before(report, figures, n, like)
}

/// Whether a figure stands for itself rather than as one of several parts.
pub(super) fn is_whole(report: &Report<'_>, told: &Told<'_>) -> bool {
    is_level(told.figure) && told.figure.role != Some(Role::Part) && report.group_of(told.figure.id).is_none()
}
