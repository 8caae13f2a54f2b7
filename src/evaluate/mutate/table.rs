//! Mutation scores as text and JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::evaluate::table::{cells, line};
use crate::evaluate::tally::percent;

use super::{Fate, MutationScore, Row, Silence, Trial};

/// Detection and culprit rates by slip, then by the kind of relation that the slip breaks.
#[must_use]
pub fn table(score: &MutationScore) -> String {
    let mut text = String::new();
    let head = ["变异体", "不可见", "无从断定", "可见", "发现", "发现率%", "在疑%", "首疑%", "建议%"];
    line(&mut text, "笔误", head.map(str::to_owned));
    for (slip, row) in &score.rows {
        line(&mut text, &format!("  {}", slip.title()), row_cells(row));
    }
    line(&mut text, "错一个数的", row_cells(&score.total(true)));
    line(&mut text, "全部", row_cells(&score.total(false)));
    let surplus = score.total(false).surplus;
    let _ = writeln!(text, "不可见而有新问题的 {surplus}\n\n可见的变异体，按所破坏的关系");
    for (kind, tally) in &score.kinds {
        let [gold, _, right, _, recall, _] = cells(tally);
        line(&mut text, &format!("  {kind}"), [gold, right, recall]);
    }
    text
}

fn row_cells(row: &Row) -> [String; 9] {
    let rate = |part| percent(part, row.visible).map_or_else(|| "–".to_owned(), |rate| format!("{rate:.2}"));
    let count = |n: u32| n.to_string();
    [
        count(row.mutants),
        count(row.invisible),
        count(row.unknowable),
        count(row.visible),
        count(row.found),
        rate(row.found),
        rate(row.suspected),
        rate(row.culprit),
        rate(row.proposal),
    ]
}

/// The same for programs.
#[must_use]
pub fn json(score: &MutationScore) -> String {
    let row = |row: &Row| {
        json!({
            "mutants": row.mutants, "invisible": row.invisible, "unknowable": row.unknowable, "visible": row.visible,
            "found": row.found, "suspected": row.suspected, "culprit": row.culprit, "proposal": row.proposal, "surplus": row.surplus,
        })
    };
    let rows: serde_json::Map<String, Value> =
        score.rows.iter().map(|(slip, counts)| (slip.title().to_owned(), row(counts))).collect();
    let all = json!({"slips": rows, "of_numbers": row(&score.total(true)), "all": row(&score.total(false))});
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// Visible mutants that were not found, one by one.
#[must_use]
pub fn misses(trials: &[Trial]) -> String {
    let mut text = String::new();
    for trial in trials.iter().filter(|trial| trial.fate == Fate::Visible && !trial.found) {
        let Trial { report, line, slip, breaks, change, silence, .. } = trial;
        let _ = writeln!(text, "{breaks} {} {report}:{line} {change}", slip.title());
        if let Some(Silence { words, relations }) = silence {
            let read = if relations.is_empty() { "没有读出关系".to_owned() } else { relations.join("；") };
            let _ = writeln!(text, "    {words}\n    {read}");
        }
    }
    text
}
