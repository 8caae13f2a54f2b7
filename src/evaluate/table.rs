//! Scores as text for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use super::{Miss, Phase, Score, Tally};

/// Precision, recall and F1 of the phases asked for, by row.
#[must_use]
pub fn table(score: &Score, phases: &[Phase]) -> String {
    let mut text = format!("报告{}份，其中一致的{}份\n\n", score.n_reports, score.n_consistent);
    line(&mut text, "", ["答案", "读出", "正确", "精确率%", "召回率%", "F1%"].map(str::to_owned));
    for phase in phases {
        for ((_, row), tally) in score.tallies.range((*phase, String::new())..).take_while(|((p, _), _)| p == phase) {
            let name = if row.is_empty() { phase.title().to_owned() } else { format!("  {row}") };
            line(&mut text, &name, cells(tally));
        }
    }
    text.push('\n');
    for (name, n) in &score.counts {
        let _ = writeln!(text, "{name} {n}");
    }
    if phases.contains(&Phase::Figures) {
        confusion(&mut text, score);
    }
    text
}

pub(super) fn cells(tally: &Tally) -> [String; 6] {
    let percent = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let Tally { gold, output, right } = tally;
    let counts = [gold, output, right].map(ToString::to_string);
    let [gold, output, right] = counts;
    [gold, output, right, percent(tally.precision()), percent(tally.recall()), percent(tally.f1())]
}

/// One row: a name, then cells to the right.
pub(super) fn line<const N: usize>(text: &mut String, name: &str, cells: [String; N]) {
    pad(text, name, 26, false);
    for cell in cells {
        pad(text, &cell, 9, true);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
}

fn pad(text: &mut String, cell: &str, width: usize, right: bool) {
    let blanks = " ".repeat(width.saturating_sub(cell.width()));
    let (first, second) = if right { (blanks.as_str(), cell) } else { (cell, blanks.as_str()) };
    text.push_str(first);
    text.push_str(second);
}

fn confusion(text: &mut String, score: &Score) {
    text.push_str("\n种类混淆（答案 → 读出）\n");
    for ((gold, output), n) in score.confusion.iter().filter(|((gold, output), _)| gold != output) {
        let _ = writeln!(text, "  {gold} → {output} {n}");
    }
}

/// Every miss and invention of the phases asked for: first counted by cause, then one by one.
#[must_use]
pub fn misses(score: &Score, phases: &[Phase]) -> String {
    let asked: Vec<&Miss> = score.misses.iter().filter(|miss| phases.contains(&miss.phase)).collect();
    let mut causes: BTreeMap<(Phase, &str, &str), u32> = BTreeMap::new();
    for miss in &asked {
        *causes.entry((miss.phase, miss.cause, &miss.row)).or_default() += 1;
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|&((phase, ..), n)| (phase, std::cmp::Reverse(n)));
    let mut text = String::from("差错（按原因）\n");
    for ((phase, cause, row), n) in causes {
        let _ = writeln!(text, "{n:5} {phase} {cause} {row}");
    }
    text.push_str("\n差错（逐条）\n");
    for Miss { report, phase, row, cause, line, detail } in asked {
        let _ = writeln!(text, "{phase} {row} {cause} {report}:{line} {detail}");
    }
    text
}
