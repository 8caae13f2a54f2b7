//! GJ402 人均、户均＝总额÷数量.

use std::collections::BTreeSet;

use crate::figures::{Cue, Figure, FigureId, Kind, Role};
use crate::quantity::Decimal;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
};
use crate::text::Span;
use crate::text::script::folded;

use super::line::{Line, lines};
use super::staff::{self, Staff};
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
                choice: priced.choice,
                triggers: cue(report, report.figure(average)).or(priced.trigger).into_iter().collect(),
                ..relation(quotient, report.figure(average))
            })
        });
        let mut found: Vec<Relation> = of_money.collect();
        for line in lines(report) {
            for n in 0..line.figures.len() {
                found.extend(of_things(report, &line, n));
            }
        }
        let done: BTreeSet<FigureId> = found.iter().filter_map(|r| r.stated).collect();
        let staff = staff::pairs(report);
        for line in lines(report) {
            for n in (0..line.figures.len()).filter(|&n| !done.contains(&line.figures[n].figure.id)) {
                found.extend(of_list(report, &line, n).or_else(|| elsewhere(report, &staff, &line, n)));
            }
        }
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
        let in_unit = |v: Decimal| {
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
    // 86场，其中线上31场、线下55场，场均72人: the whole, not its last part.
    let whole = report.group_of(count.id).map(|g| report.figure(g.total)).filter(|whole| of_unit(whole));
    let count = whole.unwrap_or(count);
    let total = before().find(|f| is_level(f) && f.id != count.id && same_unit(f, average))?;
    // A part of a list stands for its total: 15120人次，其中…，场均60人次.
    let total = report.group_of(total.id).map_or(total, |g| report.figure(g.total));
    let quotient = Expr::quotient(Expr::Figure(total.id), Expr::Figure(count.id));
    Some(Relation { triggers: vec![cue], ..relation(quotient, average) })
}

/// 得分依次为95.5分、93分和97分，平均95.17分: the mean of the list before.
fn of_list(report: &Report<'_>, line: &Line<'_>, n: usize) -> Option<Relation> {
    let average = line.figures[n].figure;
    let plain = line.figures[n].before.trim_end().ends_with("平均") || line.figures[n].before.contains("平均为");
    if !plain || average.per.is_some() {
        return None;
    }
    let is_next = |m: usize| {
        let gap = line.between(m, m + 1);
        m + 1 == n || matches!(gap.as_ref(), "、" | "和" | "及" | "与")
    };
    let list: Vec<FigureId> = (0..n)
        .rev()
        .take_while(|&m| is_next(m) && same_unit(line.figures[m].figure, average))
        .map(|m| line.figures[m].figure.id)
        .collect();
    if list.len() < 2 {
        return None;
    }
    let count = Expr::Constant(Decimal::from(list.len()));
    let weighted = average.kind == Kind::Percentage;
    Some(Relation {
        // A mean of rates may be weighted by what stands behind each.
        doubt: weighted.then_some(Undecided::Ambiguous),
        triggers: cue(report, average).into_iter().collect(),
        ..relation(Expr::quotient(Expr::sum(list), count), average)
    })
}

/// An average whose total or count stands in another sentence: 人均公用经费, 辆均运行费, 人均接待.
fn elsewhere(report: &Report<'_>, staff: &[Staff<'_>], line: &Line<'_>, n: usize) -> Option<Relation> {
    let average = line.figures[n].figure;
    if average.role != Some(Role::Average) || average.kind != Kind::Rate {
        return None;
    }
    let words = folded(line.figures[n].before);
    let said = line.upto(n);
    let of = price::dimension(average)?;
    let earlier = || {
        let figures = report.figures.figures[..average.id.0 as usize].iter().rev();
        figures.take(REACH).filter(|f| is_level(f) && f.cell.is_none() && !f.in_words)
    };
    let named = |wanted: &[&str]| {
        let fits = |f: &&Figure| {
            let label = f.label.as_ref().map(|l| folded(&l.text)).unwrap_or_default();
            let bought = label.contains("购置") && !label.contains("运行");
            f.kind == Kind::Amount && !bought && wanted.iter().any(|w| label.contains(w))
        };
        earlier().filter(|f| f.section == average.section || near(report, f, average)).find(fits)
    };
    let here = |of: &str| {
        let others = line.figures.iter().rev().filter(|t| t.figure.id != average.id).map(|t| t.figure);
        others.filter(|f| price::counts(of, f)).min_by_key(|f| f.id.0.abs_diff(average.id.0))
    };
    let count_before = |of: &str| earlier().take(12).find(|f| price::counts(of, f) && near(report, f, average));
    let (total, count, sure) = if said.contains("接待") && matches!(of, "人" | "人次" | "次") {
        (named(&["接待"])?, here(of)?, true)
    } else if matches!(of, "辆" | "车" | "台") {
        let vehicles = earlier().take(12).filter(|f| price::counts("辆", f));
        let total_of_them = vehicles.clone().find(|f| f.role == Some(Role::Total) && f.sentence == average.sentence);
        // 4辆，其中轿车1辆、越野车2辆: a kind of them is not what the mean is over.
        let is_part = |f: &&Figure| report.groups().iter().any(|g| g.parts.contains(&f.id));
        let count =
            total_of_them.or_else(|| vehicles.clone().find(|f| !is_part(f))).or_else(|| vehicles.clone().next());
        (named(&["运行", "公务用车", "公车"])?, count?, true)
    } else if words.contains("公用") || words.contains("经费") && of == "人" {
        let total = named(&["公用经费", "公用支出"]).or_else(|| named(&["商品和服务"]))?;
        (total, staff::before(report, staff, average)?.employed, false)
    } else {
        let at = ["人均", "户均", "亩均", "生均"].iter().find_map(|w| words.split_once(w).map(|(_, noun)| noun))?;
        let noun = at.trim_end_matches(['约', '为', '达']);
        let pupils = |f: &&Figure| {
            matches!(f.unit.as_str(), "人" | "名") && f.label.as_ref().is_some_and(|l| l.text.contains("学生"))
        };
        let count = if of == "生" { earlier().find(pupils) } else { here(of).or_else(|| count_before(of)) };
        let beside = n.checked_sub(1).map(|m| line.figures[m].figure).filter(|f| f.kind == Kind::Amount && is_level(f));
        let total = if noun.chars().count() < 2 { beside } else { named(&[noun]) };
        (total?, count?, false)
    };
    let quotient = Expr::quotient(Expr::Figure(total.id), Expr::Figure(count.id));
    let same_paragraph = near(report, total, average);
    Some(Relation {
        doubt: (!(sure && same_paragraph)).then_some(Undecided::ScopeUnknown),
        triggers: cue(report, average).into_iter().collect(),
        ..relation(quotient, average)
    })
}

/// Whether two figures stand in one paragraph.
fn near(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let paragraph = |f: &Figure| report.sentence_of(f.id).map(|(_, s)| s.paragraph);
    paragraph(a) == paragraph(b)
}
