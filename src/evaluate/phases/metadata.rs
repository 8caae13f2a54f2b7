//! 报告信息: title, unit, year, kind.

use crate::evaluate::label::plain;
use crate::evaluate::sheet::Sheet;
use crate::evaluate::{Phase, Tally};

/// Compares what the report says about itself.
pub(in crate::evaluate) fn score(sheet: &mut Sheet<'_>) {
    let (gold, found) = (&sheet.truth().meta, &sheet.review.outline.metadata);
    let year = found.year.map(|year| year.to_string());
    let rows = [
        ("title", gold.title.clone(), found.title.clone()),
        ("unit", gold.unit.clone(), found.unit.clone()),
        ("year", gold.year.to_string(), year),
        ("kind", kind(&gold.kind), found.kind.map(|kind| kind.name().to_owned())),
    ];
    for (row, wanted, found) in rows {
        let tally = match &found {
            Some(found) if plain(found) == plain(&wanted) => Tally::RIGHT,
            Some(_) => Tally::WRONG,
            None => Tally::MISSED,
        };
        sheet.tally(Phase::Metadata, row, tally);
        if tally.right == 0 {
            let cause = if found.is_some() { "不同" } else { "没有读出" };
            sheet.miss(
                Phase::Metadata,
                row,
                cause,
                None,
                format!("应为“{wanted}”，读作“{}”", found.unwrap_or_default()),
            );
        }
    }
}

/// 部门 and 单位 write the same kind of report.
fn kind(name: &str) -> String {
    name.strip_prefix("单位").map_or_else(|| name.to_owned(), |rest| format!("部门{rest}"))
}
