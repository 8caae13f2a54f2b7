//! GJ502 分别列示的次序颠倒.

use std::borrow::Cow;

use crate::figures::{Cue, Figure};
use crate::relations::{
    Broken, Claim, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Strength, is_level, same_unit,
};
use crate::text::script::folded;

use super::line::{Line, lines};
use super::wording;

/// See [`RuleDoc`].
pub(super) struct Permutation;

impl Rule for Permutation {
    fn code(&self) -> &'static str {
        "GJ502"
    }

    fn name(&self) -> &'static str {
        "list-told-in-other-order"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "“分别”列示的次序颠倒",
            what: "写“甲、乙分别为x、y”，而另一处写乙是x（或甲是y）的，是两数的次序写反了。两处印出的数相同而名目互换才报。",
            source: "审计常规：前后一致",
            broken: &[Example {
                text: "城市、农村低保分别为1203人、856人。农村低保1203人，全部纳入系统管理。",
                message: "“分别”之后城市1203人、农村低保856人，另一处农村低保1203人；两数的次序可能写反，请核对名目与数的对应。",
            }],
            holding: &["城市、农村低保分别为1203人、856人。农村低保856人，全部纳入系统管理。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut found = Vec::new();
        for line in lines(report) {
            let is_list = report
                .cues_between(line.sentence, Cue::Respectively, line.sentence.span.start, line.sentence.span.end)
                .next();
            let Some(trigger) = is_list else { continue };
            for n in 0..line.figures.len() - 1 {
                found
                    .extend(swapped(report, &line, n).map(|relation| Relation { triggers: vec![trigger], ..relation }));
            }
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let listed: Vec<_> = broken.relation.figures.iter().map(|&id| report.figure(id)).collect();
        let told: Vec<String> = listed.iter().map(|f| wording::named(report, f.id)).collect();
        let trigger = wording::trigger(report, broken, "“分别”");
        let after = broken.relation.triggers.first().map_or(0, |t| t.start);
        let in_list: Vec<&String> =
            listed.iter().zip(&told).filter(|(f, _)| near(f, after)).map(|(_, t)| t).take(2).collect();
        let elsewhere: Vec<&String> = told.iter().filter(|t| !in_list.contains(t)).collect();
        let join = |list: Vec<&String>| list.into_iter().map(String::as_str).collect::<Vec<_>>().join("、");
        format!("{trigger}之后{}，另一处{}；两数的次序可能写反，请核对名目与数的对应。", join(in_list), join(elsewhere))
    }
}

fn near(figure: &Figure, trigger: u32) -> bool {
    figure.span.start >= trigger && figure.span.start - trigger <= 120
}

/// Two neighbours of a list whose numbers are told elsewhere the other way round.
fn swapped(report: &Report<'_>, line: &Line<'_>, n: usize) -> Option<Relation> {
    let (a, b) = (line.figures[n].figure, line.figures[n + 1].figure);
    let (name_a, name_b) = (a.indicator.as_deref()?, b.indicator.as_deref()?);
    let (print_a, print_b) = (printed(report, a), printed(report, b));
    if name_a == name_b || print_a == print_b || !same_unit(a, b) || !is_level(a) || !is_level(b) {
        return None;
    }
    if line.between(n, n + 1).chars().count() > 2 {
        return None;
    }
    let elsewhere = |name: &str, printed_as: &str| -> Option<&Figure> {
        report.of_indicator(name).iter().map(|&id| report.figure(id)).find(|f| {
            f.id != a.id
                && f.id != b.id
                && same_unit(f, a)
                && is_level(f)
                && f.cell.is_none()
                && printed(report, f) == printed_as
        })
    };
    // The right order told anywhere else makes the other mention the odd one.
    if elsewhere(name_a, &print_a).is_some() || elsewhere(name_b, &print_b).is_some() {
        return None;
    }
    let others: Vec<&Figure> =
        [elsewhere(name_a, &print_b), elsewhere(name_b, &print_a)].into_iter().flatten().collect();
    if others.is_empty() {
        return None;
    }
    let mut figures: Vec<_> = others.iter().map(|f| f.id).chain([a.id, b.id]).collect();
    figures.sort_unstable();
    Some(Relation {
        figures,
        stated: Some(a.id),
        strength: Strength::Inferred,
        severity: Severity::Verify,
        ..Relation::new("GJ502", RelationKind::Permutation, Claim::Text(false))
    })
}

fn printed<'a>(report: &Report<'a>, figure: &Figure) -> Cow<'a, str> {
    folded(report.slice(figure.printed.number))
}
