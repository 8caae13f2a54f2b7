use crate::document::Note;
use crate::text::Span;

use super::column::{Column, OfReport, Type};
use super::{Cell, Reported};

pub(super) fn count(r: &Reported<'_>) -> usize {
    r.notes().count()
}

fn note<'r>(r: &Reported<'r>, n: usize) -> &'r Note {
    r.notes().nth(n).expect("rows are counted from the same notes")
}

fn at(r: &Reported<'_>, n: usize, byte: fn(Span) -> u32) -> Cell<'static> {
    note(r, n).span.map(|span| r.positions.char_at(byte(span))).into()
}

/// What stands there, on one line, no longer than a cell is read.
fn words(r: &Reported<'_>, span: Span) -> String {
    r.slice(span).chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).take(80).collect()
}

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Integer, Text};
    &[
        Column::new("report_id", "", Text, "所属报告", |r, _| (&r.id).into()),
        Column::new("seq", "", Integer, "在报告中的次序，自0起", |_, n| n.into()),
        Column::new(
            "kind",
            "",
            Text,
            "种类：encoding编码 unreadable未读出 set_aside不属正文 number_repaired序号归位 number_missing缺数 \
             unit_unclear单位不明 number_unclear数不明 label_unclear名目不明 table_unclear表格不明 limit超限",
            |r, n| note(r, n).kind.name().into(),
        ),
        Column::new("message", "", Text, "说明", |r, n| (&note(r, n).message).into()),
        Column::new("text", "", Text, "所指原文（前80字）", |r, n| note(r, n).span.map(|s| words(r, s)).into()),
        Column::new("char_start", "字", Integer, "起点；针对整份报告的为空", |r, n| at(r, n, |s| s.start)),
        Column::new("char_end", "字", Integer, "终点", |r, n| at(r, n, |s| s.end)),
    ]
};
