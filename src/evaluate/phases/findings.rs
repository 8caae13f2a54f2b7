//! 问题: planted defects found, the wrong number named, and false alarms.

use rust_decimal::Decimal;

use crate::evaluate::sheet::Sheet;
use crate::evaluate::truth;
use crate::evaluate::{Phase, Tally};
use crate::figures::FigureId;
use crate::findings::{Finding, Suspect};
use crate::relations::{RelationKind, Severity};
use crate::text::Span;

use super::relations::Matching;

/// Kinds under which one defect may be told: a wrong direction word is a matter of growth to one and of wording to another.
const AKIN: [&[&str]; 9] = [
    &["total", "bound", "percent_total", "balance", "score", "duplicate", "capital_amount"],
    &["completion", "share", "growth", "average", "product", "control_rate", "range", "score", "grim"],
    &["change", "step", "growth", "wording", "total", "balance"],
    &["same", "text_table", "capital_amount", "permutation", "zero", "total", "wording"],
    &["order", "range", "bound"],
    &["sequence", "structure", "item_count"],
    &["residue", "wording", "structure"],
    &["date", "stale_year"],
    &["item_count", "duplicate", "total"],
];

fn akin(a: &str, b: &str) -> bool {
    a == b || AKIN.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// Whether something that the program says is about the defect `gold`.
pub(in crate::evaluate) fn tells(
    sheet: &Sheet<'_>,
    gold: &truth::Finding,
    kinds: &[RelationKind],
    figures: &[FigureId],
    places: &[&[Span]],
) -> bool {
    if !kinds.iter().any(|kind| akin(kind.name(), &gold.kind)) {
        return false;
    }
    let names_culprit =
        gold.culprits.iter().any(|&n| sheet.alignment.output[n].is_some_and(|id| figures.contains(&id)));
    let in_lines = |span: Span| gold.lines.iter().any(|line| line.overlaps(span));
    let spans = figures.iter().map(|&id| sheet.review.figures.get(id).span);
    let stands_there =
        gold.culprits.is_empty() && spans.chain(places.iter().flat_map(|spans| spans.iter().copied())).any(in_lines);
    // A word that is wrong has no figure of its own.
    let words_there = kinds.iter().any(|kind| kind.name() == gold.kind)
        && places.iter().flat_map(|spans| spans.iter().copied()).any(in_lines);
    names_culprit || stands_there || words_there
}

/// Compares the findings.
pub(in crate::evaluate) fn score(sheet: &mut Sheet<'_>, matching: &Matching) {
    let findings = &sheet.review.findings.findings;
    let mut explained = vec![false; findings.len()];
    for gold in &sheet.truth().findings {
        let hits: Vec<usize> = (0..findings.len()).filter(|&n| is_about(sheet, matching, &findings[n], gold)).collect();
        for &n in &hits {
            explained[n] = true;
        }
        let found = !hits.is_empty();
        sheet.tally(Phase::Findings, &gold.kind, if found { Tally::RIGHT } else { Tally::MISSED });
        let at = gold.culprits.first().map(|&n| sheet.truth().figures[n].span).or(gold.lines.first().copied());
        if !found {
            sheet.miss(Phase::Findings, &gold.kind, "没有发现", at, gold.words.clone());
        }
        culprit(sheet, gold, &hits, at);
    }
    for (n, finding) in findings.iter().enumerate() {
        let is_broken = finding.relations.iter().any(|id| !matching.broken[id.0 as usize].is_empty());
        if explained[n] || is_broken {
            continue;
        }
        let kind = kinds(sheet, finding).first().map_or("", |kind| kind.name());
        if finding.severity == Severity::Hint {
            sheet.count("答案以外的提示", 1);
            continue;
        }
        sheet.count("误报", 1);
        sheet.count("一致报告的误报", u32::from(sheet.is_consistent()));
        sheet.tally(Phase::Findings, kind, Tally::INVENTED);
        let at = finding.evidence.first().map(|evidence| evidence.span);
        let cause = if sheet.is_consistent() { "误报（一致的报告）" } else { "误报" };
        let message = finding.message.lines().next().unwrap_or_default();
        sheet.miss(Phase::Findings, kind, cause, at, format!("{} {message}", finding.rule));
    }
}

fn kinds(sheet: &Sheet<'_>, finding: &Finding) -> Vec<RelationKind> {
    finding.relations.iter().map(|id| sheet.review.relations[id.0 as usize].kind).collect()
}

fn is_about(sheet: &Sheet<'_>, matching: &Matching, finding: &Finding, gold: &truth::Finding) -> bool {
    let figures: Vec<FigureId> = finding.evidence.iter().filter_map(|evidence| evidence.figure).collect();
    let places: Vec<Span> = finding.evidence.iter().filter(|e| e.figure.is_none()).map(|e| e.span).collect();
    let breaks_the_same = finding.relations.iter().flat_map(|id| &matching.broken[id.0 as usize]).any(|&r| {
        let relation = &sheet.truth().relations[r];
        if gold.culprits.is_empty() {
            akin(&relation.kind, &gold.kind)
        } else {
            gold.culprits.iter().any(|n| relation.figures.contains(n))
        }
    });
    breaks_the_same || tells(sheet, gold, &kinds(sheet, finding), &figures, &[&places])
}

/// The first suspect of a finding is the wrong number, and what is proposed is what it should read.
fn culprit(sheet: &mut Sheet<'_>, gold: &truth::Finding, hits: &[usize], at: Option<Span>) {
    if gold.culprits.is_empty() {
        return;
    }
    let firsts: Vec<&Suspect> =
        hits.iter().filter_map(|&n| sheet.review.findings.findings[n].suspects.first()).collect();
    let is_culprit = |suspect: &&Suspect| {
        sheet.alignment.gold[suspect.figure.0 as usize].is_some_and(|n| gold.culprits.contains(&n))
    };
    let right = firsts.iter().copied().find(is_culprit);
    let tally = match (right, firsts.is_empty()) {
        (Some(_), _) => Tally::RIGHT,
        (None, false) => Tally::WRONG,
        (None, true) => Tally::MISSED,
    };
    sheet.tally(Phase::Culprits, &gold.kind, tally);
    let show = |suspect: &&Suspect| sheet.review.document.slice(sheet.review.figures.get(suspect.figure).span);
    if tally.right == 0 && !hits.is_empty() {
        let named: Vec<&str> = firsts.iter().map(show).collect();
        let detail = format!("{} 疑为{}", gold.words, named.join("、"));
        sheet.miss(Phase::Culprits, &gold.kind, "没有指出错的数", at, detail);
    }
    let Some(wanted) = gold.proposed else { return };
    let proposed = right.and_then(|suspect| normalised(sheet, suspect));
    let tally = match proposed {
        Some(value) if value == wanted => Tally::RIGHT,
        Some(_) => Tally::WRONG,
        None => Tally::MISSED,
    };
    sheet.tally(Phase::Proposals, &gold.kind, tally);
    if tally.right == 0 && right.is_some() {
        let shown = proposed.map_or_else(|| "没有建议".to_owned(), |value| value.to_string());
        sheet.miss(Phase::Proposals, &gold.kind, "建议值不同", at, format!("应为{wanted}，{shown}；{}", gold.words));
    }
}

/// A proposal in the normalised unit, as the truth writes it.
fn normalised(sheet: &Sheet<'_>, suspect: &Suspect) -> Option<Decimal> {
    let figure = sheet.review.figures.get(suspect.figure);
    let printed = crate::quantity::numeral::parse(sheet.review.document.slice(figure.printed.number))?.value;
    let proposed = suspect.proposed?;
    if printed.is_zero() || figure.value.is_zero() {
        return Some(proposed);
    }
    Some((proposed * figure.value.abs() / printed.abs()).normalize())
}
