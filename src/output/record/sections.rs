use crate::output::place::section_path;

use super::Reported;
use super::column::{Column, OfReport, Type};

pub(super) fn count(r: &Reported<'_>) -> usize {
    r.review.outline.sections.len()
}

fn path(path: &[u32]) -> String {
    path.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

fn repaired(r: &Reported<'_>, n: usize) -> bool {
    let number = &r.review.outline.sections[n].number;
    number.as_ref().is_some_and(|n| n.printed != n.ordinal || n.style != n.intended)
}

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Boolean, Integer, Text};
    &[
        Column::new("section_id", "", Text, "章节编号", |r, n| r.row_id(r.review.outline.sections[n].id).into()),
        Column::new("report_id", "", Text, "所属报告", |r, _| (&r.id).into()),
        Column::new("parent_id", "", Text, "上级章节；根章节为空", |r, n| {
            r.review.outline.sections[n].parent.map(|p| r.row_id(p)).into()
        }),
        Column::new("level", "级", Integer, "层级，根章节为0", |r, n| {
            r.review.outline.sections[n].path.len().into()
        }),
        Column::new("path", "", Text, "序数路径：二（一）3 → 2.1.3", |r, n| {
            path(&r.review.outline.sections[n].path).into()
        }),
        Column::new("place", "", Text, "各级序号（已按次序归位）：二（一）3", |r, n| {
            section_path(&r.review.outline, r.review.outline.sections[n].id).into()
        }),
        Column::new("number", "", Text, "印出的序号", |r, n| {
            r.review.outline.sections[n].number.as_ref().map(|x| r.slice(x.span)).into()
        }),
        Column::new("number_repaired", "", Boolean, "印出的序号有误，已按次序归位", |r, n| {
            repaired(r, n).into()
        }),
        Column::new("title", "", Text, "标题", |r, n| (&r.review.outline.sections[n].title).into()),
        Column::new("char_start", "字", Integer, "起点：全文第几个字之后", |r, n| {
            r.positions.char_at(r.review.outline.sections[n].span.start).into()
        }),
        Column::new("char_end", "字", Integer, "终点（含下级章节）", |r, n| {
            r.positions.char_at(r.review.outline.sections[n].span.end).into()
        }),
    ]
};
