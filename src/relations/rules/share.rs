//! GJ202 占比＝部分÷整体.

use crate::figures::{Cue, Figure, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};
use crate::text::Span;
use crate::text::script::folded;

use super::wording;

/// See [`RuleDoc`].
pub(super) struct Share;

impl Rule for Share {
    fn code(&self) -> &'static str {
        "GJ202"
    }

    fn name(&self) -> &'static str {
        "share-differs-from-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "占比与计算不符",
            what: "占比＝部分÷整体。整体是“占…的”里写明的名目；没有写明的是同一句里“其中”所分的合计，或前面最近的合计。\
                   找不到整体的不核对；百分比截尾的算尾差。",
            source: "审计常规：结构比率",
            broken: &[Example {
                text: "2022年总支出847.68万元，其中：基本支出238.13万元，占总支出的29.08%。",
                message: "占比所写29.08%，按238.13万元÷847.68万元应为28.09%，相差0.99个百分点；“占”表明是两数之比，请核对总支出、基本支出。",
            }],
            holding: &["2022年总支出847.68万元，其中：基本支出238.13万元，占总支出的28.09%。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .figures
            .figures
            .iter()
            .filter(|f| f.role == Some(Role::Share) && f.kind == Kind::Percentage && f.cell.is_none())
            .filter_map(|rate| relation(report, rate))
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(report, broken, "占比")
    }
}

fn relation(report: &Report<'_>, rate: &Figure) -> Option<Relation> {
    let (_, sentence) = report.sentence_of(rate.id)?;
    let cue = report.cues_between(sentence, Cue::Share, sentence.span.start, rate.span.start).last()?;
    let part = report.figure(rate.subject?);
    if part.id > rate.id || !is_level(part) {
        return None;
    }
    let words = report.slice(Span { start: cue.end, end: rate.span.start });
    let words = folded(words);
    let named = words
        .trim_start_matches('比')
        .split(['的', '比'])
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度'));
    let whole = if named.chars().count() >= 2 { named_whole(report, part, named)? } else { total_of(report, part)? };
    if whole.id == part.id || !same_unit(whole, part) {
        return None;
    }
    let claim = Claim::Equal(Expr::percent(Expr::Figure(part.id), Expr::Figure(whole.id)), Expr::Figure(rate.id));
    Some(Relation { stated: Some(rate.id), triggers: vec![cue], ..Relation::new("GJ202", RelationKind::Share, claim) })
}

/// The nearest figure before the part whose name the words give, or the total of its list when the name fits that.
fn named_whole<'a>(report: &Report<'a>, part: &Figure, named: &str) -> Option<&'a Figure> {
    let fits = |f: &&Figure| {
        is_level(f)
            && f.id != part.id
            && same_unit(f, part)
            && f.label.as_ref().is_some_and(|l| {
                let label = folded(&l.text);
                label == named
                    || label.ends_with(named)
                    || named.ends_with(label.as_str()) && label.chars().count() >= 3
            })
    };
    let of_list = report.groups().iter().find(|g| g.parts.contains(&part.id)).map(|g| report.figure(g.total));
    if let Some(total) = of_list
        && (fits(&total)
            || ["总额", "总数", "合计", "总量", "总人数", "总支出", "总收入", "比重", "全部", "总"]
                .iter()
                .any(|w| named.contains(w)))
    {
        return Some(total);
    }
    report.figures.figures[..part.id.0 as usize].iter().rev().take(60).find(fits)
}

/// The total that the list of `part` divides, or the last total told before it in its section.
fn total_of<'a>(report: &Report<'a>, part: &Figure) -> Option<&'a Figure> {
    if let Some(group) = report.groups().iter().find(|g| g.parts.contains(&part.id)) {
        return Some(report.figure(group.total));
    }
    report.figures.figures[..part.id.0 as usize]
        .iter()
        .rev()
        .take(30)
        .take_while(|f| f.section == part.section)
        .find(|f| f.role == Some(Role::Total) && is_level(f) && same_unit(f, part))
}
