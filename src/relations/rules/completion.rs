//! GJ201 完成率＝决算÷预算.

use crate::figures::{Cue, Figure, FigureId, Kind, Role, Stage};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
};
use crate::text::script::folded;
use crate::text::{Span, any_of};

use super::{named, wording};

/// See [`RuleDoc`].
pub(super) struct Completion;

impl Rule for Completion {
    fn code(&self) -> &'static str {
        "GJ201"
    }

    fn name(&self) -> &'static str {
        "completion-differs-from-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "完成率（执行率、进度）与计算不符",
            what: "完成率＝决算数（支出数、执行数）÷预算数（下达数、到位数）。写明“年初预算”“全年预算”的按所写的预算算；\
                   基数写有“不含”“扣除”的口径不同，不判定；预算为零的比率无意义，不判定。百分比截尾的算尾差。",
            source: "《部门决算报表编制说明》；《预算绩效评价指标体系》预算完成率",
            broken: &[Example {
                text: "项目支出年初预算4813.07万元，决算4076.11万元，完成预算86.49%。",
                message: "完成率所写86.49%，按4076.11万元÷4813.07万元应为84.69%，相差1.8个百分点；“完成”表明是两数之比，请核对项目支出年初预算、项目支出决算。",
            }],
            holding: &[
                "项目支出年初预算4813.07万元，决算4076.11万元，完成预算84.69%。",
                "年初预算0万元，决算12万元，完成预算100%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .figures
            .figures
            .iter()
            .filter(|f| f.kind == Kind::Percentage && f.cell.is_none())
            .filter(|f| f.role == Some(Role::Completion) || f.role.is_none() && is_of_target(report, f))
            .flat_map(|rate| relations(report, rate))
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(report, broken, "完成率")
    }
}

/// The claim of one rate; several readings where no stage word ties the amounts.
fn relations(report: &Report<'_>, rate: &Figure) -> Vec<Relation> {
    let Some((n, sentence)) = report.sentence_of(rate.id) else { return Vec::new() };
    // 完成27.40亿元，为年初预算29.60亿元的92.6%: the base stands in the words.
    if let Some(base) = rate.id.0.checked_sub(1).map(|n| report.figure(FigureId(n)))
        && base.role == Some(Role::Base)
        && base.sentence == rate.sentence
    {
        let fits = |d: &&Figure| same_unit(d, base) && d.id < base.id && is_level(d);
        let told = || report.figures_in(sentence).take_while(|f| f.id < base.id).filter(fits).last();
        let done = rate.subject.map(|id| report.figure(id)).filter(fits).or_else(told);
        let claim = |done: &Figure| {
            Claim::Equal(Expr::percent(Expr::Figure(done.id), Expr::Figure(base.id)), Expr::Figure(rate.id))
        };
        return done
            .map(|d| Relation { stated: Some(rate.id), ..Relation::new("GJ201", RelationKind::Completion, claim(d)) })
            .into_iter()
            .collect();
    }
    let cue = report.cues_between(sentence, Cue::Completion, sentence.span.start, rate.span.start).last();
    let Some(cue) = cue.filter(|_| rate.role.is_some()) else { return of_target(report, rate, None) };
    let words = report.slice(Span { start: cue.start, end: rate.span.start });
    let depth = report.depth(rate.id);
    let before: Vec<&Figure> = report
        .figures_in(sentence)
        .filter(|f| f.id < rate.id && f.kind == Kind::Amount && report.depth(f.id) <= depth && is_level(f))
        .collect();
    let claim = |done: &Figure, base: &Figure| {
        let excluding =
            report.cues_between(sentence, Cue::Excluding, previous_end(&before, done), rate.span.start).next();
        let claim = Claim::Equal(Expr::percent(Expr::Figure(done.id), Expr::Figure(base.id)), Expr::Figure(rate.id));
        Relation {
            stated: Some(rate.id),
            triggers: vec![cue],
            undecided: excluding.map(|_| Undecided::ScopeUnknown),
            ..Relation::new("GJ201", RelationKind::Completion, claim)
        }
    };
    let fits = |done: &Figure, base: &Figure| same_unit(done, base) && done.id != base.id;
    if let Some(base) = base_in_bracket(report, rate)
        && let Some(done) = before.iter().rev().find(|done| fits(done, base) && !is_budget(done))
    {
        return vec![claim(done, base)];
    }
    let told = match before.as_slice() {
        [] => return of_target(report, rate, Some(cue)),
        [budget] if is_budget(budget) => done_elsewhere(report, budget).map(|done| (done, *budget)),
        [done] => base_before(report, n, done).map(|base| (*done, base)),
        _ => pick(&before, words),
    };
    if told.is_none() && before.len() == 1 {
        return of_target(report, rate, Some(cue));
    }
    // A budget, or a single pair, leaves no choice.
    if let Some((done, base)) = told.filter(|(d, b)| fits(d, b))
        && (is_budget(base) && may_be_for(base, done)
            || before.len() == 2 && share_name(base, done) && !are_spent(base, done))
    {
        return vec![claim(done, base)];
    }
    let mut readings = Vec::new();
    let mut pairs: Vec<(&Figure, &Figure)> = told.into_iter().collect();
    let near = &before[before.len().saturating_sub(4)..];
    for (k, done) in near.iter().enumerate().rev() {
        pairs.extend(near[..k].iter().rev().map(|base| (*done, *base)));
    }
    for (done, base) in pairs.into_iter().filter(|(d, b)| fits(d, b)) {
        let doubt = Some(Undecided::Ambiguous);
        readings.push(Relation { doubt, choice: Some(rate.id.0), ..claim(done, base) });
    }
    readings
}

/// 为目标的110%, 达到计划数的98%: words for a rate of completion that no verb tells.
fn is_of_target(report: &Report<'_>, rate: &Figure) -> bool {
    let Some((_, sentence)) = report.sentence_of(rate.id) else { return false };
    let Some(k) = report.position(rate.id) else { return false };
    let words = folded(report.words_before(sentence, k));
    let words = words.trim_end_matches(['的', '值', '数']);
    any_of!["目标", "计划", "任务"].end(words) && any_of!["为", "达", "占", "是", "完成"].stand_in(words)
}

/// 新增床位138张，完成目标的115%: what was done, and its target told under a like name before.
fn of_target(report: &Report<'_>, rate: &Figure, cue: Option<Span>) -> Vec<Relation> {
    let Some((_, sentence)) = report.sentence_of(rate.id) else { return Vec::new() };
    let before = report.figures_in(sentence).take_while(|f| f.id < rate.id);
    let Some(done) = before.filter(|f| is_level(f) && f.kind != Kind::Score && !is_budget(f)).last() else {
        return Vec::new();
    };
    let between = report.slice(Span { start: done.span.end, end: rate.span.start.max(done.span.end) });
    if between.contains(['；', ';', '。']) {
        return Vec::new();
    }
    let Some((target, is_sure)) = named::target(report, done) else { return Vec::new() };
    let claim = Claim::Equal(Expr::percent(Expr::Figure(done.id), Expr::Figure(target.id)), Expr::Figure(rate.id));
    vec![Relation {
        stated: Some(rate.id),
        triggers: cue.into_iter().collect(),
        doubt: (!is_sure).then_some(Undecided::Ambiguous),
        choice: Some(rate.id.0),
        ..Relation::new("GJ201", RelationKind::Completion, claim)
    }]
}

/// 执行率95.0%（年初预算462.00万元）: the base in the bracket behind the rate.
fn base_in_bracket<'a>(report: &Report<'a>, rate: &Figure) -> Option<&'a Figure> {
    let next = report.figures.figures.get(rate.id.0 as usize + 1)?;
    let is_aside = next.sentence == rate.sentence && report.depth(next.id) > report.depth(rate.id);
    (is_aside && is_budget(next) && is_level(next)).then_some(next)
}

/// 项目支出2387.50万元。…项目支出全年预算2450.00万元，执行率97.45%: what was spent, told before under the same name.
fn done_elsewhere<'a>(report: &Report<'a>, budget: &Figure) -> Option<&'a Figure> {
    let indicator = budget.indicator.as_deref()?;
    let told = report.of_indicator(indicator).iter().rev().map(|&id| report.figure(id));
    let fits = |f: &&Figure| {
        f.id < budget.id
            && is_level(f)
            && same_unit(f, budget)
            && !is_budget(f)
            && f.cell.is_none()
            && report.other_period(f).is_none()
            && report.chapter(f) == report.chapter(budget)
    };
    let mut told = told.filter(fits);
    let last = told.next()?;
    told.all(|other| other.value == last.value).then_some(last)
}

/// Where the clauses of `done` begin: behind the amount before it.
fn previous_end(before: &[&Figure], done: &Figure) -> u32 {
    before.iter().rev().find(|f| f.id < done.id).map_or(0, |f| f.span.end)
}

/// 会议费0.42万元…培训费3.88万元，完成…: two things with names of their own are no budget and its execution.
fn share_name(a: &Figure, b: &Figure) -> bool {
    let (Some(a), Some(b)) = (&a.label, &b.label) else { return true };
    a.inherited || b.inherited || a.text.contains(b.text.as_str()) || b.text.contains(a.text.as_str())
}

/// 累计支出858.04万元，其中中央资金支出471.93万元，执行率86%: what was spent of what was spent is no execution.
fn are_spent(base: &Figure, done: &Figure) -> bool {
    let is_spent = |f: &Figure| f.label.as_ref().is_some_and(|l| !l.inherited && l.text.ends_with("支出"));
    !is_budget(base) && is_spent(base) && is_spent(done)
}

/// A pot of money of its own (一般债券、本级预算) is a source, not the budget for what is beside it.
fn may_be_for(base: &Figure, done: &Figure) -> bool {
    base.role != Some(Role::Part) || done.role != Some(Role::Part) || share_name(base, done)
}

/// 节约9.00万元: what was not spent.
fn is_remainder(figure: &Figure) -> bool {
    let left = any_of!["节约", "节余", "结余", "剩余", "超支", "追加", "调增", "结转"];
    figure.label.as_ref().is_some_and(|label| left.begin(&label.text))
}

fn is_budget(figure: &Figure) -> bool {
    matches!(figure.stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget))
}

/// The amount done and its base among the amounts of the sentence.
fn pick<'a>(before: &[&'a Figure], words: &str) -> Option<(&'a Figure, &'a Figure)> {
    let asked = if words.contains("年初") {
        Some(Stage::InitialBudget)
    } else if words.contains("全年") || words.contains("调整") {
        Some(Stage::AdjustedBudget)
    } else {
        None
    };
    let done = before
        .iter()
        .rev()
        .find(|f| f.stage == Some(Stage::FinalAccount))
        .or_else(|| before.iter().rev().find(|f| !is_budget(f) && !is_remainder(f)))?;
    let candidates = || before.iter().rev().filter(|f| f.id != done.id);
    let base = asked
        .and_then(|stage| candidates().find(|f| f.stage == Some(stage)))
        .or_else(|| candidates().find(|f| is_budget(f)))
        .or_else(|| candidates().find(|f| f.id < done.id && !matches!(f.stage, Some(Stage::FinalAccount))))?;
    Some((done, base))
}

/// 支出59,580.81万元，支出进度81.2%: the base stands in the sentence before, under a name that the amount done takes up.
fn base_before<'a>(report: &Report<'a>, n: u32, done: &Figure) -> Option<&'a Figure> {
    let previous = report.figures.sentences.get(n.checked_sub(1)? as usize)?;
    let sentence = report.figures.sentences.get(n as usize)?;
    if previous.paragraph != sentence.paragraph {
        return None;
    }
    let name = done.label.as_ref()?.text.clone();
    report.figures_in(previous).filter(|f| is_level(f) && same_unit(f, done)).find(|f| {
        f.label.as_ref().is_some_and(|l| {
            l.text.chars().count() >= 4
                && (name.contains(l.text.as_str()) || is_budget(f) && done.stage == Some(Stage::FinalAccount))
        })
    })
}

/// Ids in order, for tests of neighbours.
#[cfg(test)]
fn ids(relation: &Relation) -> Vec<FigureId> {
    relation.figures.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::figures;
    use crate::outline;

    #[test]
    fn what_was_spent_is_no_budget() {
        let text = "累计支出858.04万元，其中中央资金支出471.93万元，执行率86%。";
        let document = document::from_text(text.to_owned(), "试");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        let relations = Completion.find(&Report::new(&document, &outline, &figures));
        assert!(relations.iter().all(|r| r.doubt.is_some()), "{relations:?}");
    }

    #[test]
    fn the_words_choose_the_budget() {
        let text = "年初预算为100万元，全年预算为120万元，支出决算为90万元，完成年初预算的90%。";
        let document = document::from_text(text.to_owned(), "试");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        let report = Report::new(&document, &outline, &figures);
        let relations = Completion.find(&report);
        assert_eq!(relations.len(), 1);
        assert_eq!(ids(&relations[0]), [FigureId(0), FigureId(2), FigureId(3)]);
    }
}
