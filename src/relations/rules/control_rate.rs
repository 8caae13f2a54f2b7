//! GJ206 控制率、调整率、变动率.

use std::borrow::Cow;

use crate::figures::{Figure, Kind, Role, Stage};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
};
use crate::text::any_of;
use crate::text::script::folded;

use super::staff::{self, Staff};
use super::{due, wording};

/// How many figures before a rate its operands are looked for.
const REACH: u32 = 16;

/// See [`RuleDoc`].
pub(super) struct ControlRate;

impl Rule for ControlRate {
    fn code(&self) -> &'static str {
        "GJ206"
    }

    fn name(&self) -> &'static str {
        "control-rate-differs-from-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "控制率与计算不符",
            what: "在职人员控制率＝在职人数÷编制数；预算控制率（预算调整率）＝追加（调整）数÷年初预算；三公经费控制率＝实际支出÷预算；\
                   三公经费变动率＝（本年−上年）÷上年；政府采购执行率＝实际采购÷采购预算；结转结余率＝结转结余÷支出预算。\
                   分子、分母写反的也在此报出。找不到所需数据的不核对。",
            source: "《部门整体支出绩效评价指标体系》（财预〔2013〕53号附件）",
            broken: &[Example {
                text: "局机关编制94名，年末实有88人，在职人员控制率106.82%。",
                message: "在职人员控制率所写106.82%，按88人÷94名应为93.62%，相差13.2个百分点；“控制率”表明是两数之比，请核对局机关编制、实有。",
            }],
            holding: &[
                "局机关编制94名，年末实有88人，在职人员控制率93.62%。",
                "年初预算1680.00万元，追加420.00万元，预算控制率25.00%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let rates = report.figures.figures.iter().filter(|f| f.kind == Kind::Percentage && f.cell.is_none());
        let staff = staff::pairs(report);
        rates.filter_map(|rate| relation(report, &staff, rate)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let what = broken.relation.stated.map_or_else(String::new, |id| wording::name(report, id));
        wording::quotient(report, broken, &what)
    }
}

fn relation(report: &Report<'_>, staff: &[Staff<'_>], rate: &Figure) -> Option<Relation> {
    let label = rate.label.as_ref()?;
    let name = folded(&label.text);
    if !name.ends_with('率') {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    let before = Before::of(report, rate);
    let (claim, sure) = if ends(&["控制率", "编制使用率", "编制率"]) && !name.contains("规模") {
        let staffed = !any_of!["三公", "预算", "经费", "公车", "接待"].stand_in(&name);
        match staff::before(report, staff, rate)
            .filter(|s| staffed && rate.id.0 - s.employed.id.0.max(s.posts.id.0) <= REACH)
        {
            Some(staff) => (percent(staff.employed, staff.posts), true),
            None if name.contains("预算控制率") => before.added().map(|(a, b)| (percent(a, b), true))?,
            None => match due::before_rate(report, rate).filter(|pair| pair.is_sure) {
                Some(pair) => (percent(pair.done, pair.due), true),
                None => before.spent().map(|(a, b)| (percent(a, b), false))?,
            },
        }
    } else if ends(&["预算调整率", "预算控制率", "预算追加率"]) {
        before.added().map(|(a, b)| (percent(a, b), true))?
    } else if ends(&["变动率"]) {
        let (now, then) = before.years()?;
        (Expr::percent(Expr::difference(Expr::Figure(now.id), Expr::Figure(then.id)), Expr::Figure(then.id)), true)
    } else if ends(&["结转结余率", "结余率", "结转率"]) && rate.role != Some(Role::Share) {
        before.left().map(|(a, b)| (percent(a, b), false))?
    } else if ends(&["采购执行率", "采购完成率"]) && rate.role != Some(Role::Completion) {
        before.spent().map(|(a, b)| (percent(a, b), false))?
    } else {
        return None;
    };
    let claim = Claim::Equal(claim, Expr::Figure(rate.id));
    let at = label.text.rfind("率").map(|_| label.span);
    let trigger = at.map(|span| last_word(report, span));
    Some(Relation {
        stated: Some(rate.id),
        triggers: trigger.into_iter().collect(),
        doubt: (!sure).then_some(Undecided::ScopeUnknown),
        ..Relation::new("GJ206", RelationKind::ControlRate, claim)
    })
}

/// The last three characters of a label: 控制率.
fn last_word(report: &Report<'_>, span: crate::text::Span) -> crate::text::Span {
    let words = report.slice(span);
    let start = words.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
    crate::text::Span::new(span.start as usize + start, span.end as usize)
}

/// The words of a label.
fn label(figure: &Figure) -> Cow<'_, str> {
    figure.label.as_ref().map_or(Cow::Borrowed(""), |l| folded(&l.text))
}

fn percent(a: &Figure, b: &Figure) -> Expr {
    Expr::percent(Expr::Figure(a.id), Expr::Figure(b.id))
}

/// The figures before a rate, nearest first, within its chapter.
struct Before<'a> {
    report: &'a Report<'a>,
    near: Vec<&'a Figure>,
    rate: &'a Figure,
}

impl<'a> Before<'a> {
    fn of(report: &'a Report<'a>, rate: &'a Figure) -> Self {
        let earlier = report.figures.figures[..rate.id.0 as usize].iter().rev();
        let near = earlier
            .take(REACH as usize)
            .filter(|f| report.chapter(f) == report.chapter(rate) && is_level(f) && f.cell.is_none())
            .collect();
        Self { report, near, rate }
    }

    fn is_part(&self, figure: &Figure) -> bool {
        figure.role == Some(Role::Part) || self.report.group_of(figure.id).is_some()
    }

    /// The words of the clause before a figure.
    fn before(&self, figure: &Figure) -> String {
        let Some((_, sentence)) = self.report.sentence_of(figure.id) else { return String::new() };
        let start = (figure.span.start.saturating_sub(36)).max(sentence.span.start);
        let text = &self.report.document.text;
        let start =
            (start..figure.span.start).find(|&i| text.is_char_boundary(i as usize)).unwrap_or(figure.span.start);
        let words = folded(self.report.slice(crate::text::Span { start, end: figure.span.start }));
        words.rsplit([',', ';', '。', ':', '、']).next().unwrap_or("").to_owned()
    }

    fn amounts(&self) -> impl Iterator<Item = &'a Figure> + '_ {
        self.near.iter().copied().filter(|f| f.kind == Kind::Amount && self.same_paragraph(f))
    }

    fn same_paragraph(&self, figure: &Figure) -> bool {
        let paragraph = |f: &Figure| self.report.sentence_of(f.id).map(|(_, s)| s.paragraph);
        paragraph(figure) == paragraph(self.rate)
    }

    fn same_sentence(&self, figure: &Figure) -> bool {
        figure.sentence == self.rate.sentence
    }

    /// 追加 and 年初预算, both in the sentence.
    fn added(&self) -> Option<(&'a Figure, &'a Figure)> {
        let here = || self.amounts().filter(|f| self.same_sentence(f));
        let is_added = |f: &&Figure| {
            let words = label(f).into_owned() + &self.before(f);
            any_of!["追加", "调增", "调整增加"].stand_in(&words)
        };
        let added = here().find(|f| f.stage != Some(Stage::AdjustedBudget) && is_added(f))?;
        let base = here().find(|f| f.id != added.id && f.stage == Some(Stage::InitialBudget))?;
        Some((added, base))
    }

    /// What was spent and the budget for it, told in the paragraph.
    fn spent(&self) -> Option<(&'a Figure, &'a Figure)> {
        let is_budget = |f: &&Figure| {
            matches!(f.stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget))
                || self.before(f).contains("安排")
        };
        let budget = self.amounts().find(is_budget)?;
        let candidates: Vec<&Figure> =
            self.amounts().filter(|f| !is_budget(f) && same_unit(f, budget) && !self.is_part(f)).collect();
        let done = candidates.iter().find(|f| f.role == Some(Role::Total)).or_else(|| candidates.last())?;
        Some((done, budget))
    }

    /// 本年 and 上年.
    fn years(&self) -> Option<(&'a Figure, &'a Figure)> {
        let previous = |f: &&Figure| f.period == Some(crate::figures::Period::Previous);
        let then = self.amounts().find(previous)?;
        let now = self.amounts().find(|f| !previous(f) && same_unit(f, then))?;
        Some((now, then))
    }

    /// 结转结余 and the budget of the sentence.
    fn left(&self) -> Option<(&'a Figure, &'a Figure)> {
        let here = || self.amounts().filter(|f| self.same_sentence(f));
        let left = here().find(|f| f.stage == Some(Stage::CarryOver) || f.role == Some(Role::Balance))?;
        let budget =
            here().find(|f| matches!(f.stage, Some(Stage::AdjustedBudget | Stage::Budget | Stage::InitialBudget)))?;
        Some((left, budget))
    }
}
