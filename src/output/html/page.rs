//! What the page shows of one report: its text, where everything stands in it, and the arithmetic.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::document::BlockKind;
use crate::figures::FigureId;
use crate::output::arithmetic;
use crate::output::place::section_path;
use crate::output::record::Reported;
use crate::quantity::Bound;
use crate::relations::{Grade, Relation};
use crate::text::Span;

/// 页面数据. One report as the page reads it; arrays instead of objects where there are many, places in characters.
#[derive(Serialize)]
struct Page<'r> {
    text: &'r str,
    /// start, end, 0 running text · 1 table · 2 not part of the report.
    blocks: Vec<(u32, u32, u8)>,
    /// start, end of the heading, level, path.
    headings: Vec<(u32, u32, usize, String)>,
    figures: Vec<PageFigure<'r>>,
    relations: Vec<PageRelation<'r>>,
    findings: Vec<PageFinding<'r>>,
}

#[derive(Serialize)]
struct PageFigure<'r> {
    /// start, end.
    at: (u32, u32),
    /// Name of its [`State`](crate::output::record::State).
    state: &'static str,
    label: Option<&'r str>,
    unit: &'r str,
    low: Option<String>,
    high: Option<String>,
    section: u32,
    /// Relations that hold it.
    relations: Vec<usize>,
}

#[derive(Serialize)]
struct PageRelation<'r> {
    rule: &'static str,
    grade: &'static str,
    reason: Option<&'static str>,
    formula: String,
    unit: &'r str,
    stated: Option<String>,
    computed: Option<String>,
    low: Option<String>,
    high: Option<String>,
    difference: Option<String>,
    figures: Vec<u32>,
    /// The figure that states the result.
    result: Option<u32>,
    triggers: Vec<(u32, u32)>,
}

#[derive(Serialize)]
struct PageFinding<'r> {
    arithmetic: &'r str,
    cause: Option<&'r str>,
    /// start, end, figure.
    evidence: Vec<(u32, u32, Option<u32>)>,
    relations: Vec<u32>,
    /// figure, proposed value with unit, slip.
    suspects: Vec<(u32, Option<String>, Option<&'static str>)>,
}

/// The data of one report, as JSON.
///
/// # Panics
/// Never: a page is plain data.
#[must_use]
pub fn page(report: &Reported<'_>) -> String {
    let review = report.review;
    let mut by_figure: Vec<Vec<usize>> = vec![Vec::new(); review.figures.figures.len()];
    for (n, relation) in review.relations.iter().enumerate() {
        for id in &relation.figures {
            by_figure[id.0 as usize].push(n);
        }
    }
    let page = Page {
        text: &review.document.text,
        blocks: blocks(report),
        headings: headings(report),
        figures: by_figure.into_iter().enumerate().map(|(n, relations)| figure(report, n, relations)).collect(),
        relations: review.relations.iter().enumerate().map(|(n, r)| relation(report, n, r)).collect(),
        findings: (0..review.findings.findings.len()).map(|n| finding(report, n)).collect(),
    };
    serde_json::to_string(&page).expect("a page is plain data")
}

fn blocks(report: &Reported<'_>) -> Vec<(u32, u32, u8)> {
    let review = report.review;
    let is_aside = |span: Span| review.outline.set_aside.iter().any(|aside| aside.contains(span));
    let of = |block: &crate::document::Block| {
        let kind = match block.kind {
            _ if is_aside(block.span) => 2,
            BlockKind::Table(_) => 1,
            BlockKind::Paragraph => 0,
            BlockKind::Running | BlockKind::Footnote | BlockKind::Boilerplate => 2,
        };
        let (start, end) = report.positions.chars(block.span);
        (start, end, kind)
    };
    review.document.blocks.iter().map(of).collect()
}

fn headings(report: &Reported<'_>) -> Vec<(u32, u32, usize, String)> {
    let outline = &report.review.outline;
    let of = |section: &crate::outline::Section| {
        let (start, end) = report.positions.chars(section.heading);
        (start, end, section.path.len(), section_path(outline, section.id))
    };
    outline.sections.iter().skip(1).map(of).collect()
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// An end of an interval; an open one says so.
fn end(bound: Bound) -> Option<String> {
    match bound {
        Bound::Closed(v) => Some(plain(v)),
        Bound::Open(v) => Some(format!("{}（不含）", plain(v))),
        Bound::Unbounded => None,
    }
}

fn figure<'r>(report: &Reported<'r>, n: usize, relations: Vec<usize>) -> PageFigure<'r> {
    let figure = &report.review.figures.figures[n];
    PageFigure {
        at: report.positions.chars(figure.span),
        state: report.state(figure.id).name(),
        label: figure.label.as_ref().map(|l| l.text.as_str()),
        unit: &figure.unit,
        low: end(figure.interval.low),
        high: end(figure.interval.high),
        section: figure.section.0,
        relations,
    }
}

fn ids(figures: &[FigureId]) -> Vec<u32> {
    figures.iter().map(|id| id.0).collect()
}

fn relation<'r>(report: &Reported<'r>, n: usize, relation: &'r Relation) -> PageRelation<'r> {
    let review = report.review;
    let judged = review.findings.judged.get(n);
    let outcome = judged.map(|judged| arithmetic::outcome(&review.figures, relation, judged));
    let interval = outcome.as_ref().and_then(|o| o.interval);
    let round = |v: Decimal| plain(v.round_dp(6));
    let value = |pick: fn(&arithmetic::Outcome<'r>) -> Option<Decimal>| outcome.as_ref().and_then(pick).map(round);
    PageRelation {
        rule: relation.rule,
        grade: judged.map_or("undecided", |j| j.grade.name()),
        reason: judged.and_then(|j| match j.grade {
            Grade::Undecided(why) => Some(why.reason()),
            _ => None,
        }),
        formula: arithmetic::claim(&review.figures, relation),
        unit: outcome.as_ref().map_or("", |o| o.unit),
        stated: value(|o| o.stated),
        computed: value(|o| o.computed),
        low: interval.and_then(|i| i.0.value()).map(round),
        high: interval.and_then(|i| i.1.value()).map(round),
        difference: value(|o| o.difference),
        figures: ids(&relation.figures),
        result: relation.stated.map(|id| id.0),
        triggers: relation.triggers.iter().map(|&span| report.positions.chars(span)).collect(),
    }
}

fn finding<'r>(report: &Reported<'r>, n: usize) -> PageFinding<'r> {
    let finding = &report.review.findings.findings[n];
    let evidence = finding.evidence.iter().map(|e| {
        let (start, end) = report.positions.chars(e.span);
        (start, end, e.figure.map(|id| id.0))
    });
    let suspects = finding.suspects.iter().map(|s| {
        let printed = &report.review.figures.get(s.figure).printed;
        (s.figure.0, s.reading(report.slice(printed.number), report.slice(printed.unit)), s.slip)
    });
    PageFinding {
        arithmetic: &finding.arithmetic,
        cause: finding.cause.as_deref(),
        evidence: evidence.collect(),
        relations: finding.relations.iter().map(|id| id.0).collect(),
        suspects: suspects.collect(),
    }
}
