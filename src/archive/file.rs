//! One file → its unit.

use rust_decimal::Decimal;

use crate::document::{self, Limits, ReadError};
use crate::findings::{JudgeSettings, LedgerState};
use crate::output::csv;
use crate::output::record::{Failure, Reported, Table, content_hash};
use crate::output::{html, json};
use crate::relations::{Grade, Severity};
use crate::review::{self, Review};

use super::across::sentences;
use super::unit::{Digest, Outcome, Part, Unit, UnitWriter};

/// Below this many figures that are not zero, equal figures may be chance.
const ENOUGH_FIGURES: usize = 20;

/// What is kept of a report besides its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Keep {
    /// The JSON document.
    pub(super) document: bool,
    /// What the page shows.
    pub(super) page: bool,
}

/// Reads a file through all phases and makes its unit.
pub(super) fn finish(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    settings: &JudgeSettings,
    keep: Keep,
) -> Result<(Unit, Vec<u8>), ReadError> {
    let document = document::read(bytes, name, limits)?;
    let review = review::check(document, settings);
    let report = Reported::new(&review);
    let mut unit = rows(&report, &Table::OF_REPORT);
    if keep.document {
        let mut rows = Vec::new();
        json::write(&review, json::Options::default(), &mut rows);
        rows.push(b'\n');
        unit.part(Part::Document, 1, &rows);
    }
    if keep.page {
        unit.part(Part::Page, 1, html::page(&report).as_bytes());
    }
    Ok(unit.finish(Outcome::Report(Box::new(digest(&report)))))
}

/// The unit of a report that is only compared with others.
pub(super) fn compared(review: &Review) -> (Unit, Vec<u8>) {
    let report = Reported::new(review);
    rows(&report, &[Table::Sections, Table::Figures]).finish(Outcome::Report(Box::new(digest(&report))))
}

/// Begins a unit with the rows of some tables, and the sentences.
fn rows(report: &Reported<'_>, tables: &[Table]) -> UnitWriter {
    let mut unit = UnitWriter::default();
    let mut rows = Vec::new();
    for &table in tables {
        rows.clear();
        let mut n_rows = 0;
        table.rows(report, |cells| {
            csv::encode(cells, &mut rows);
            n_rows += 1;
        });
        unit.part(Part::of(table).expect("tables of a report are parts"), n_rows, &rows);
    }
    rows.clear();
    let n_sentences = sentences::encode(report, &mut rows);
    unit.part(Part::Sentences, n_sentences, &rows);
    unit
}

/// The unit of a file that gave no report.
pub(super) fn failed(error: &ReadError, bytes: u64, sha256: &str) -> (Unit, Vec<u8>) {
    let failure = Failure { sha256: Some(sha256.to_owned()), ..failure(error, Some(bytes)) };
    UnitWriter::default().finish(Outcome::Failure(failure))
}

/// A read error as a row of the table.
pub(super) fn failure(error: &ReadError, bytes: Option<u64>) -> Failure {
    let detail = if error.detail.is_empty() { String::new() } else { format!("（{}）", error.detail) };
    Failure {
        file: error.name.clone(),
        kind: error.kind.name().to_owned(),
        message: format!("{}{detail}", error.kind.advice()),
        bytes,
        sha256: None,
    }
}

fn digest(report: &Reported<'_>) -> Digest {
    let review = report.review;
    let metadata = &review.outline.metadata;
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let findings = &review.findings;
    let graded = |wanted: fn(Grade) -> bool| narrow(findings.judged.iter().filter(|j| wanted(j.grade)).count());
    let severe = |severity| narrow(findings.findings.iter().filter(|f| f.severity == severity).count());
    let is_checked = |state: &&LedgerState| matches!(state, LedgerState::Checked(_));
    Digest {
        id: report.id.clone(),
        file: review.document.source.name.clone(),
        unit: metadata.unit.clone(),
        region: metadata.region.clone(),
        year: metadata.year,
        kind: metadata.kind.map(|k| k.name().to_owned()),
        text_hash: report.text_hash.clone(),
        figures_hash: figures_hash(report),
        n_figures: narrow(review.figures.figures.len()),
        n_checked: narrow(findings.ledger.states.iter().filter(is_checked).count()),
        grades: [
            graded(|g| g == Grade::Exact),
            graded(|g| g == Grade::Tail),
            graded(|g| g == Grade::Broken),
            graded(|g| matches!(g, Grade::Undecided(_))),
        ],
        severities: [severe(Severity::Mandatory), severe(Severity::Verify), severe(Severity::Hint)],
    }
}

/// Hash of the figures that are not zero, in order.
fn figures_hash(report: &Reported<'_>) -> String {
    let figures: Vec<String> = report
        .review
        .figures
        .figures
        .iter()
        .filter(|f| f.value != Decimal::ZERO)
        .map(|f| format!("{}{}", f.value.normalize(), f.unit))
        .collect();
    if figures.len() < ENOUGH_FIGURES { String::new() } else { content_hash(figures.iter().map(String::as_str)) }
}
