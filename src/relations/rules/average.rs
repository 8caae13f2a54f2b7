//! GJ402 人均、户均＝总额÷数量.

use crate::figures::{Cue, Figure, Kind, Role};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
};
use crate::text::Span;
use crate::text::script::folded;

use super::line::{Line, lines};
use super::{price, wording};

/// How far back the total and the count of an average are looked for, in figures.
const REACH: usize = 60;

/// See [`RuleDoc`].
pub(super) struct Average;

impl Rule for Average {
    fn code(&self) -> &'static str {
        "GJ402"
    }

    fn name(&self) -> &'static str {
        "average-differs-from-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "人均（户均、平均）与计算不符",
            what: "人均、户均、亩均、平均每…等于总额÷数量。总额和数量取同一句里最近的；人均公用经费等只写名目的，取前文的公用经费和在职人数，\
                   口径可能不同，不一致时不判定。",
            source: "审计常规：重新计算",
            broken: &[Example {
                text: "特困供养416人，支出346.5万元，人均9329元。",
                message: "人均9329元，按346.5万元÷416人应为8329.33元，相差999.67元；“人均”表明是总额与数量之比，请核对总额、数量和单位。",
            }],
            holding: &["特困供养416人，支出346.5万元，人均8329元。", "建档立卡贫困户1126户4215人，户均3.7人。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let of_money = price::find(report).into_iter().filter_map(|priced| {
            let [(average, count)] = priced.terms[..] else { return None };
            if report.figure(average).role != Some(Role::Average) {
                return None;
            }
            let mut divisor = vec![Expr::Figure(count)];
            divisor.extend(priced.factors.iter().cloned());
            let quotient = Expr::quotient(Expr::Figure(priced.amount), Expr::Product(divisor));
            Some(Relation {
                undecided: priced.undecided,
                doubt: priced.doubt,
                triggers: priced.trigger.into_iter().collect(),
                ..relation(quotient, report.figure(average))
            })
        });
        let mut found: Vec<Relation> = of_money.collect();
        for line in lines(report) {
            for n in 0..line.figures.len() {
                found.extend(of_things(report, &line, n));
            }
        }
        let done: Vec<_> = found.iter().filter_map(|r| r.stated).collect();
        let averages = report.figures.figures.iter().filter(|f| f.role == Some(Role::Average) && !done.contains(&f.id));
        found.extend(averages.filter_map(|average| of_named(report, average)));
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let relation = broken.relation;
        let (Some(average), Claim::Equal(quotient, _)) = (relation.stated, &relation.claim) else {
            return String::new();
        };
        let show = |id| wording::printed(report, report.figure(id));
        let operation = wording::operation(quotient, &show);
        let unit = report.figure(average).unit.clone();
        let unit = unit.split('/').next().unwrap_or("").to_owned();
        let in_unit = |v: crate::quantity::Decimal| {
            let value = v.checked_div(report.figure(average).base_factor()).unwrap_or(v);
            format!("{}{unit}", value.round_dp(2).normalize())
        };
        format!(
            "{}{}，按{operation}应为{}，相差{}；{}表明是总额与数量之比，请核对总额、数量和单位。",
            average_word(report, report.figure(average)),
            show(average),
            broken.judged.computed.map_or_else(String::new, in_unit),
            broken.judged.difference.map_or_else(String::new, |d| in_unit(d.abs())),
            wording::trigger(report, broken, "文意"),
        )
    }
}

fn relation(quotient: Expr, average: &Figure) -> Relation {
    let claim = Claim::Equal(quotient, Expr::Figure(average.id));
    Relation { stated: Some(average.id), ..Relation::new("GJ402", RelationKind::Average, claim) }
}

/// What the average is of: its words from 人均 on.
fn average_word<'a>(report: &'a Report<'_>, average: &Figure) -> &'a str {
    cue(report, average).map_or("平均", |span| report.slice(span))
}

/// The word 人均, 户均, 平均 before a figure.
fn cue(report: &Report<'_>, average: &Figure) -> Option<Span> {
    let (_, sentence) = report.sentence_of(average.id)?;
    let cues = report.cues_between(sentence, Cue::Average, sentence.span.start, average.span.start);
    cues.last().filter(|c| average.span.start - c.end <= 40)
}

/// 1126户4215人，户均3.7人: an average of things.
fn of_things(report: &Report<'_>, line: &Line<'_>, n: usize) -> Option<Relation> {
    let average = line.figures[n].figure;
    if average.role != Some(Role::Average) || matches!(average.kind, Kind::Rate | Kind::Amount | Kind::Percentage) {
        return None;
    }
    let cue = cue(report, average)?;
    let word = report.slice(cue);
    let words = folded(report.slice(Span { start: cue.end, end: average.span.start }));
    let each = words.split_once('每').map(|(_, of)| of);
    let of_unit = |f: &Figure| match word.strip_suffix('均') {
        Some("日" | "月" | "年") => false,
        Some("平") | None => each.is_some_and(|of| of.starts_with(f.unit.as_str()) && !of.starts_with(['千', '万'])),
        Some(of) => price::counts(of, f) || of == "场" && matches!(f.unit.as_str(), "场" | "场次"),
    };
    let before = || line.figures[..n].iter().rev().filter(|t| t.segment == line.figures[n].segment).map(|t| t.figure);
    let count = before().find(|f| is_level(f) && of_unit(f))?;
    let total = before().find(|f| is_level(f) && f.id != count.id && same_unit(f, average))?;
    // A part of a list stands for its total: 15120人次，其中…，场均60人次.
    let total = report.groups().iter().find(|g| g.parts.contains(&total.id)).map_or(total, |g| report.figure(g.total));
    let quotient = Expr::quotient(Expr::Figure(total.id), Expr::Figure(count.id));
    Some(Relation { triggers: vec![cue], ..relation(quotient, average) })
}

/// 人均公用经费2.37万元: the name of the total stands in the label, total and staff stand earlier.
fn of_named(report: &Report<'_>, average: &Figure) -> Option<Relation> {
    let label = average.label.as_ref()?;
    let (_, name) = label.text.split_once("人均")?;
    if name.chars().count() < 3 || average.kind != Kind::Rate {
        return None;
    }
    let name = name.trim_end_matches("约");
    let earlier = || report.figures.figures[..average.id.0 as usize].iter().rev().filter(|f| is_level(f));
    let total =
        earlier().take(REACH).find(|f| f.kind == Kind::Amount && f.label.as_ref().is_some_and(|l| l.text == name))?;
    let is_staff = |f: &&Figure| {
        matches!(f.unit.as_str(), "人" | "名")
            && f.kind == Kind::Count
            && f.role != Some(Role::Part)
            && f.label.as_ref().is_some_and(|l| ["在职", "实有", "在编", "在岗"].iter().any(|w| l.text.contains(w)))
    };
    let staff = earlier().find(is_staff)?;
    let quotient = Expr::quotient(Expr::Figure(total.id), Expr::Figure(staff.id));
    Some(Relation {
        doubt: Some(Undecided::ScopeUnknown),
        triggers: cue(report, average).into_iter().collect(),
        ..relation(quotient, average)
    })
}
