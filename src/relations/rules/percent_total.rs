//! GJ203 各项占比合计＝100％.

use crate::figures::{Cue, Figure, FigureId, Kind, Role};
use crate::quantity::Decimal;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, identity};

use super::total_of_parts::is_complete;
use super::wording;

/// See [`RuleDoc`].
pub(super) struct PercentTotal;

impl Rule for PercentTotal {
    fn code(&self) -> &'static str {
        "GJ203"
    }

    fn name(&self) -> &'static str {
        "percentages-differ-from-whole"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "各项占比之和不是100％",
            what: "一个整体分成的各项都写了占比、而且各项已经列全的（基本支出和项目支出，税收和非税收入，合计下列全的各项），占比之和应当是100％，\
                   只差四舍五入的算尾差。没有列全的（有“等”“主要”，或只列一部分）不核对。",
            source: "审计常规：结构比率合计",
            broken: &[Example {
                text: "本年支出1000万元，其中基本支出300万元，占30%，项目支出700万元，占72%。",
                message: "基本支出占30%、项目支出占72%，合计102%，与100%相差2个百分点；各项已经列全，占比之和应为100%，请核对各项占比。",
            }],
            holding: &[
                "本年支出1000万元，其中基本支出301万元，占30.1%，项目支出699万元，占69.9%。",
                "项目支出1000万元，主要有教育支出300万元，占30%，卫生支出200万元，占20%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let shares: Vec<&Figure> = report
            .figures
            .figures
            .iter()
            .filter(|f| f.role == Some(Role::Share) && f.kind == Kind::Percentage && f.cell.is_none())
            .collect();
        let share_of = |part: FigureId| shares.iter().copied().find(|s| s.subject == Some(part));
        let mut found: Vec<Relation> = Vec::new();
        for group in report.groups().iter().filter(|g| g.parts.len() >= 2 && is_complete(report, g)) {
            let of_parts: Option<Vec<FigureId>> = group.parts.iter().map(|&p| share_of(p).map(|s| s.id)).collect();
            found.extend(of_parts.map(|ids| relation(ids, group.triggers.clone())));
        }
        found.extend(by_name(report, &shares));
        found.extend(in_lists(report, &shares));
        let mut seen: Vec<Vec<FigureId>> = Vec::new();
        found.retain(|r| {
            let is_new = !seen.contains(&r.figures);
            seen.push(r.figures.clone());
            is_new
        });
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let each = broken.relation.figures.iter().map(|&id| {
            let figure = report.figure(id);
            let of = figure.subject.map_or_else(String::new, |s| wording::name(report, s));
            format!("{of}占{}", wording::printed(report, figure))
        });
        let each: Vec<String> = each.collect();
        format!(
            "{}，合计{}，与100%相差{}个百分点；各项已经列全，占比之和应为100%，请核对各项占比。",
            each.join("、"),
            broken.judged.computed.map_or_else(String::new, wording::percent),
            broken.judged.difference.map_or_else(String::new, |d| d.abs().round_dp(2).normalize().to_string()),
        )
    }
}

fn relation(shares: Vec<FigureId>, triggers: Vec<crate::text::Span>) -> Relation {
    let claim = Claim::Equal(Expr::sum(shares), Expr::Constant(Decimal::ONE_HUNDRED));
    Relation { stated: None, triggers, ..Relation::new("GJ203", RelationKind::PercentTotal, claim) }
}

/// Shares that follow each other and whose subjects exhaust a kind by their names: 基本支出…占…，项目支出…占….
fn by_name(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let mut found = Vec::new();
    for from in 0..shares.len() {
        for n in 2..=3_usize.min(shares.len() - from) {
            let list = &shares[from..from + n];
            let subjects: Option<Vec<&Figure>> = list.iter().map(|s| s.subject.map(|id| report.figure(id))).collect();
            let Some(subjects) = subjects else { continue };
            let names: Option<Vec<&str>> = subjects.iter().map(|s| s.indicator.as_deref()).collect();
            let chapter = |f: &Figure| report.outline.section(f.section).path.first().copied();
            let together = list.iter().all(|s| chapter(s) == chapter(list[0]));
            if together && names.is_some_and(|names| exhausts(&names)) {
                found.push(relation(list.iter().map(|s| s.id).collect(), Vec::new()));
            }
        }
    }
    found
}

/// Only the pairs that always make up the whole: other sets may be parts of different totals.
fn exhausts(names: &[&str]) -> bool {
    let plain = |n: &&str| !n.contains(['·', '人']) || n.contains("人员经费");
    let known = |w: &str| names.iter().any(|n| n.ends_with(w));
    identity::complete(names)
        && names.iter().all(|n| plain(n))
        && (known("基本支出") && known("项目支出")
            || known("人员经费") && known("公用经费")
            || names.len() == 3 && known("第三产业"))
}

/// 占…的比重分别为15.0%、45.0%和40.0%, where the parts before are a complete list of as many.
fn in_lists(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let mut found = Vec::new();
    for sentence in &report.figures.sentences {
        if report.cues_between(sentence, Cue::Respectively, sentence.span.start, sentence.span.end).next().is_none() {
            continue;
        }
        let here: Vec<&&Figure> = shares.iter().filter(|s| sentence.span.contains(s.span)).collect();
        let is_list = here.len() >= 2 && here.windows(2).all(|w| w[1].span.start - w[0].span.end <= 6);
        let group = report.groups().iter().find(|g| {
            g.parts.len() == here.len()
                && g.parts.iter().all(|&p| sentence.span.contains(report.figure(p).span))
                && is_complete(report, g)
        });
        if let Some(group) = group.filter(|_| is_list) {
            found.push(relation(here.iter().map(|s| s.id).collect(), group.triggers.clone()));
        }
    }
    found
}
