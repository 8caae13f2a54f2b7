//! Units → rows of the audit list.

use std::collections::BTreeMap;

use ::csv::StringRecord;
use rust_decimal::Decimal;

use crate::output::audit_list::{ListedFigure, ListedFinding, ListedNote, ListedRelation, ListedReport};
use crate::output::csv;
use crate::output::record::Table;

use super::ArchiveError;
use super::batch::{Entry, part};
use super::store::Units;
use super::unit::{Digest, Part};

/// What of a report the list wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Its findings only.
    Findings,
    /// Relations, unchecked figures and notes too.
    All,
}

/// One report of the list, without the findings between reports.
pub(super) fn of_report(
    entry: &Entry,
    digest: &Digest,
    units: &dyn Units,
    depth: Depth,
) -> Result<ListedReport, ArchiveError> {
    let reader = Reader { entry, units };
    let sections = reader.sections()?;
    let mut report = ListedReport {
        file: digest.file.clone(),
        unit: digest.unit.clone(),
        year: digest.year,
        n_figures: digest.n_figures,
        n_checked: digest.n_checked,
        ..ListedReport::default()
    };
    let section = |id: &str| sections.get(id).cloned().unwrap_or_default();
    reader.rows(Table::Findings, FINDING, |row| {
        let own = Some(report.findings.len());
        report.findings.push(ListedFinding { own, ..finding(&row, &section) });
    })?;
    if depth == Depth::All {
        reader.rows(Table::Relations, RELATION, |row| report.relations.push(relation(row, &section)))?;
        reader.rows(Table::Figures, FIGURE, |row| report.uncovered.extend(uncovered(row, &section)))?;
        reader.rows(Table::Notes, NOTE, |row| report.notes.extend(note(row)))?;
    }
    Ok(report)
}

/// Path and title of every section by id: `二（一）基本支出`.
pub(super) fn sections(entry: &Entry, units: &dyn Units) -> Result<BTreeMap<String, String>, ArchiveError> {
    Reader { entry, units }.sections()
}

struct Reader<'a> {
    entry: &'a Entry,
    units: &'a dyn Units,
}

impl Reader<'_> {
    fn sections(&self) -> Result<BTreeMap<String, String>, ArchiveError> {
        let mut sections = BTreeMap::new();
        self.rows(Table::Sections, ["section_id", "place", "title"], |[id, place, title]| {
            sections
                .insert(id.to_owned(), if place.is_empty() { title.to_owned() } else { format!("{place} {title}") });
        })?;
        Ok(sections)
    }

    /// Gives the wanted fields of every row.
    fn rows<const N: usize>(
        &self,
        table: Table,
        columns: [&str; N],
        mut each: impl FnMut([&str; N]),
    ) -> Result<(), ArchiveError> {
        let Some(wanted) = Part::of(table) else { return Ok(()) };
        let bytes = part(self.entry, wanted, self.units)?;
        let places = columns.map(|name| table.position(name));
        let decoded = csv::decode(&bytes, |row: &StringRecord| each(places.map(|n| row.get(n).unwrap_or_default())));
        decoded.map_err(|_| ArchiveError::Damaged(self.entry.key.clone().into()))
    }
}

/// Columns of [`Table::Findings`] that the list shows.
pub(super) const FINDING: [&str; 19] = [
    "section_id",
    "rule",
    "severity",
    "message",
    "advice",
    "quote",
    "value_unit",
    "stated",
    "computed",
    "difference",
    "at_stake",
    "suspect_text",
    "proposed",
    "proposed_unit",
    "cause",
    "slip",
    "fingerprint",
    "char_start",
    "char_end",
];

/// A finding of the list out of those columns.
pub(super) fn finding(row: &[&str; 19], section: &impl Fn(&str) -> String) -> ListedFinding {
    let [
        section_id,
        rule,
        severity,
        message,
        advice,
        quote,
        value_unit,
        stated,
        computed,
        difference,
        at_stake,
        suspect,
        proposed,
        proposed_unit,
        cause,
        slip,
        fingerprint,
        start,
        end,
    ] = *row;
    ListedFinding {
        section: section(section_id),
        rule: rule.to_owned(),
        severity: severity.to_owned(),
        message: message.to_owned(),
        advice: advice.to_owned(),
        quote: quote.to_owned(),
        value_unit: value_unit.to_owned(),
        stated: decimal(stated),
        computed: decimal(computed),
        difference: decimal(difference),
        at_stake: decimal(at_stake),
        suspect: suspect.to_owned(),
        proposed: if proposed.is_empty() { String::new() } else { format!("{proposed}{proposed_unit}") },
        cause: if cause.is_empty() { slip } else { cause }.to_owned(),
        fingerprint: fingerprint.to_owned(),
        at: start.parse().ok().zip(end.parse().ok()),
        own: None,
        other: None,
    }
}

const RELATION: [&str; 11] = [
    "section_id",
    "rule",
    "grade",
    "reason",
    "formula",
    "value_unit",
    "stated",
    "computed",
    "computed_low",
    "computed_high",
    "difference",
];

fn relation(row: [&str; 11], section: &impl Fn(&str) -> String) -> ListedRelation {
    let [section_id, rule, grade, reason, formula, value_unit, stated, computed, low, high, difference] = row;
    ListedRelation {
        section: section(section_id),
        rule: rule.to_owned(),
        grade: match grade {
            "exact" => "相符",
            "tail" => "尾差",
            "broken" => "不符",
            _ => "无法判定",
        },
        reason: reason.to_owned(),
        formula: formula.to_owned(),
        value_unit: value_unit.to_owned(),
        stated: decimal(stated),
        computed: decimal(computed),
        low: decimal(low),
        high: decimal(high),
        difference: decimal(difference),
    }
}

const FIGURE: [&str; 6] = ["section_id", "label", "text", "value", "value_unit", "state"];

fn uncovered(
    [section_id, label, text, value, unit, state]: [&str; 6],
    section: &impl Fn(&str) -> String,
) -> Option<ListedFigure> {
    let state = match state {
        "undecided" => "无法判定",
        "not_covered" => "未核对",
        _ => return None,
    };
    Some(ListedFigure {
        section: section(section_id),
        label: label.to_owned(),
        text: text.to_owned(),
        value: decimal(value),
        value_unit: unit.to_owned(),
        state,
    })
}

const NOTE: [&str; 3] = ["kind", "message", "text"];

/// Notes that an auditor must see; what was set aside or repaired without loss is in the table `notes`.
fn note([kind, message, text]: [&str; 3]) -> Option<ListedNote> {
    let kind = match kind {
        "encoding" => "编码",
        "unreadable" => "未读出",
        "number_missing" => "缺数",
        "unit_unclear" => "单位不明",
        "number_unclear" => "数字不明",
        "table_unclear" => "表格不明",
        "limit" => "超出限额",
        _ => return None,
    };
    Some(ListedNote { kind: kind.to_owned(), message: message.to_owned(), text: text.to_owned() })
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}
