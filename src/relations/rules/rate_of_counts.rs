//! GJ207 某某率＝两数之比: 参检率, 结案率, 回收率, 完成率 of counts.

use crate::figures::{Figure, Kind, Role, Stage};
use crate::quantity::Decimal;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Strength, Undecided, is_level,
    printed, same_unit,
};
use crate::text::{AnyOf, Span};

use super::wording;

/// How many figures before the rate may be its two counts.
const REACH: usize = 4;

/// Rates that compare periods or standards rather than two counts beside them.
static OTHER_RATES: AnyOf = AnyOf::new(&[
    "增长",
    "下降",
    "增幅",
    "降幅",
    "变动",
    "增速",
    "利率",
    "税率",
    "汇率",
    "控制率",
    "失业",
    "出生",
    "死亡",
    "自给",
]);

/// See [`RuleDoc`].
pub(super) struct RateOfCounts;

impl Rule for RateOfCounts {
    fn code(&self) -> &'static str {
        "GJ207"
    }

    fn name(&self) -> &'static str {
        "rate-differs-from-counts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "比率与前面的两个数不符",
            what: "参检率、结案率、回收率、到位率一类的比率，等于前面同单位的两个数之比。比率的名称取自其中一个数（结案67件，结案率…）时核对；\
                   名称没有说明是哪两个数的，对得上的记为一致，对不上的不判定。",
            source: "《预算绩效评价指标体系框架》：产出质量、时效类比率",
            broken: &[Example {
                text: "立案查处欠薪案件68件，结案67件，结案率95.8%。",
                message: "结案率所写95.8%，按67件÷68件应为98.53%，相差2.73个百分点；“结案率”表明是两数之比，请核对欠薪案件、结案。",
            }],
            holding: &[
                "立案查处欠薪案件68件，结案67件，结案率98.5%。",
                "安装设备300台，维护280台，完好率98%。",
                "新建幼儿园1所，公办幼儿园达7所，公办率77.9%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report.figures.figures.iter().filter(|f| is_rate(f)).flat_map(|rate| readings(report, rate)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(
            report,
            broken,
            &broken.relation.stated.map_or_else(String::new, |id| wording::name(report, id)),
        )
    }
}

fn is_rate(figure: &Figure) -> bool {
    let Some(label) = figure.label.as_ref().filter(|l| !l.inherited) else { return false };
    figure.kind == Kind::Percentage
        && figure.cell.is_none()
        && matches!(figure.role, None | Some(Role::Completion | Role::Part))
        && label.text.ends_with('率')
        && !OTHER_RATES.stand_in(&label.text)
}

/// The rate as the quotient of two figures before it: the later by the earlier.
fn readings(report: &Report<'_>, rate: &Figure) -> Vec<Relation> {
    let Some(label) = rate.label.as_ref() else { return Vec::new() };
    let Some((n, sentence)) = report.sentence_of(rate.id) else { return Vec::new() };
    let mut before: Vec<&Figure> = report.figures_in(sentence).filter(|f| f.id < rate.id && counts(f)).collect();
    if before.len() < 2
        && let Some(previous) = n.checked_sub(1).and_then(|p| report.figures.sentences.get(p as usize))
        && previous.paragraph == sentence.paragraph
    {
        let mut earlier: Vec<&Figure> = report.figures_in(previous).filter(|f| counts(f)).collect();
        earlier.append(&mut before);
        before = earlier;
    }
    // Amounts with a completion rate are GJ201's.
    if rate.role == Some(Role::Completion) {
        before.retain(|f| f.kind != Kind::Amount);
    }
    let from = before.len().saturating_sub(REACH);
    let before = &before[from..];
    let stem: String =
        label.text.trim_end_matches('率').chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    let mut found = Vec::new();
    for (k, later) in before.iter().enumerate().rev() {
        for earlier in before[..k].iter().rev().filter(|b| same_unit(b, later)) {
            let (done, base) = if is_due(later) && !is_due(earlier) { (earlier, later) } else { (later, earlier) };
            let claim =
                Claim::Equal(Expr::percent(Expr::Figure(done.id), Expr::Figure(base.id)), Expr::Figure(rate.id));
            // 结案67件，结案率: the name of the rate is that of the count.
            let named = stem.chars().count() == 2
                && (done.value <= base.value || rate.value > Decimal::ONE_HUNDRED)
                && done.label.as_ref().is_some_and(|l| l.text.contains(&stem))
                && found.is_empty()
                && !is_left_of_spent(base, done)
                && (stands_beside(report, base, done) || speaks_of(report, base, done));
            found.push(Relation {
                stated: Some(rate.id),
                triggers: vec![label.span],
                strength: Strength::Inferred,
                doubt: (!named).then_some(Undecided::Ambiguous),
                choice: Some(rate.id.0),
                ..Relation::new("GJ207", RelationKind::Share, claim)
            });
        }
    }
    // 目标138张，…完成率115%: the base under the same name elsewhere.
    if let Some(done) = before.last()
        && let Some(indicator) = done.indicator.as_deref().filter(|i| i.chars().count() >= 2)
    {
        let targets = report.of_indicator(indicator).iter().map(|&id| report.figure(id));
        for base in
            targets.filter(|b| b.id < done.id && b.section != done.section && is_level(b) && same_unit(b, done)).take(2)
        {
            let claim =
                Claim::Equal(Expr::percent(Expr::Figure(done.id), Expr::Figure(base.id)), Expr::Figure(rate.id));
            found.push(Relation {
                stated: Some(rate.id),
                triggers: vec![label.span],
                strength: Strength::Inferred,
                doubt: Some(Undecided::Ambiguous),
                choice: Some(rate.id.0),
                ..Relation::new("GJ207", RelationKind::Completion, claim)
            });
        }
    }
    found
}

/// 总支出20227万元，收支结余258万元，结余率: what is left is measured against what came in.
fn is_left_of_spent(base: &Figure, done: &Figure) -> bool {
    let says = |f: &Figure, words: &[&str]| f.label.as_ref().is_some_and(|l| words.iter().any(|w| l.text.contains(w)));
    says(done, &["结余", "结转", "盈余", "利润"]) && says(base, &["支出", "成本"])
}

/// 应参保, 应检: what there should be, wherever it stands.
fn is_due(figure: &Figure) -> bool {
    figure.label.as_ref().is_some_and(|label| label.text.starts_with('应'))
}

/// 参加高考620人，本科上线434人: two counts of one clause after the other.
fn stands_beside(report: &Report<'_>, base: &Figure, done: &Figure) -> bool {
    let is_count =
        |f: &Figure| !matches!(f.role, Some(Role::To | Role::From | Role::Change)) && f.stage != Some(Stage::CarryOver);
    let words = Span { start: base.span.end, end: done.span.start.max(base.span.end) };
    done.id.0 == base.id.0 + 1
        && base.unit == done.unit
        && printed::factor(report, base) == printed::factor(report, done)
        && is_count(base)
        && is_count(done)
        && !report.slice(words).contains(['；', ';', '。'])
}

/// Whether the earlier count is what the later is taken from: 应检、立案、发放…, or a name that the later takes up.
fn speaks_of(report: &Report<'_>, base: &Figure, done: &Figure) -> bool {
    static WHOLE: AnyOf = AnyOf::new(&[
        "应", "立案", "查处", "发放", "受理", "收集", "计划", "目标", "抽查", "抽取", "申报", "发出", "总",
    ]);
    let is_whole = |words: &str| WHOLE.stand_in(words);
    if base.action.is_some_and(|action| is_whole(report.slice(action))) {
        return true;
    }
    let (Some(base), Some(done)) = (&base.label, &done.label) else { return false };
    let tail: Vec<char> = done.text.chars().rev().take(2).collect();
    let shared: String = tail.into_iter().rev().collect();
    is_whole(&base.text) || shared.chars().count() == 2 && base.text.contains(&shared)
}

/// Counts of any kind, and amounts where the completion rule does not speak.
fn counts(figure: &Figure) -> bool {
    is_level(figure) && figure.cell.is_none() && !figure.in_words && figure.kind != Kind::Score
}
