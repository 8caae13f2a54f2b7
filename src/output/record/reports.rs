use rust_decimal::Decimal;

use crate::findings::LedgerCounts;
use crate::outline::ReportKind;
use crate::relations::{Grade, Severity};

use super::column::{Column, OfReport, Type};
use super::{Cell, Reported};

pub(super) fn count(_: &Reported<'_>) -> usize {
    1
}

fn covered(r: &Reported<'_>, count: fn(LedgerCounts) -> usize) -> usize {
    count(counts(r))
}

/// The ledger of the report.
fn counts(r: &Reported<'_>) -> LedgerCounts {
    r.review.findings.ledger.total(&r.review.figures)
}

fn graded(r: &Reported<'_>, wanted: fn(Grade) -> bool) -> usize {
    r.review.findings.judged.iter().filter(|j| wanted(j.grade)).count()
}

fn severe(r: &Reported<'_>, severity: Severity) -> usize {
    r.review.findings.findings.iter().filter(|f| f.severity == severity).count()
}

/// Share of the figures that some relation checked.
fn share_checked(r: &Reported<'_>) -> Option<Decimal> {
    let counts = counts(r);
    let (n_figures, n_checked) = (counts.n_figures(), counts.n_checked);
    (Decimal::from(n_checked) * Decimal::ONE_HUNDRED)
        .checked_div(Decimal::from(n_figures))
        .map(|share| share.round_dp(2))
}

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Decimal as Dec, Integer as Int, Text};
    &[
        Column::new("report_id", "", Text, "报告编号（由内容与文件名算出，重跑不变）", |r, _| {
            (&r.id).into()
        }),
        Column::new("file", "", Text, "文件名（档案内路径；压缩包内为 包.zip/文件）", |r, _| {
            (&r.review.document.source.name).into()
        }),
        Column::new("format", "", Text, "文件格式，按内容识别", |r, _| {
            r.review.document.source.format.name().into()
        }),
        Column::new("encoding", "", Text, "文本编码；格式自带编码的为空", |r, _| {
            r.review.document.source.encoding.into()
        }),
        Column::new("bytes", "字节", Int, "文件大小", |r, _| r.review.document.source.size.into()),
        Column::new("sha256", "", Text, "文件内容的SHA-256", |r, _| {
            r.review.document.source.sha256.as_deref().into()
        }),
        Column::new("title", "", Text, "报告标题", |r, _| r.review.outline.metadata.title.as_deref().into()),
        Column::new("unit", "", Text, "报告单位", |r, _| r.review.outline.metadata.unit.as_deref().into()),
        Column::new("region", "", Text, "所属地区", |r, _| r.review.outline.metadata.region.as_deref().into()),
        Column::new("year", "年", Int, "报告年度", |r, _| r.review.outline.metadata.year.into()),
        Column::new("kind", "", Text, "报告种类", |r, _| {
            r.review.outline.metadata.kind.map(ReportKind::name).into()
        }),
        Column::new("n_characters", "字", Int, "全文字数", |r, _| r.positions.n_chars().into()),
        Column::new("n_sections", "个", Int, "章节数（不含根章节）", |r, _| {
            (r.review.outline.sections.len().saturating_sub(1)).into()
        }),
        Column::new("n_figures", "个", Int, "数据个数", |r, _| r.review.figures.figures.len().into()),
        Column::new("n_checked", "个", Int, "经勾稽关系核对的数据", |r, _| {
            covered(r, |c| c.n_checked).into()
        }),
        Column::new("n_undecided", "个", Int, "只在无法判定的关系中的数据", |r, _| {
            covered(r, |c| c.n_undecided).into()
        }),
        Column::new("n_uncovered", "个", Int, "不在任何关系中的数据", |r, _| {
            covered(r, |c| c.n_not_covered).into()
        }),
        Column::new("coverage", "%", Dec, "核对覆盖率：n_checked ÷ n_figures", |r, _| share_checked(r).into()),
        Column::new("n_relations", "条", Int, "勾稽关系数", |r, _| r.review.relations.len().into()),
        Column::new("n_exact", "条", Int, "其中：相符", |r, _| graded(r, |g| g == Grade::Exact).into()),
        Column::new("n_tail", "条", Int, "其中：尾差", |r, _| graded(r, |g| g == Grade::Tail).into()),
        Column::new("n_broken", "条", Int, "其中：不符", |r, _| graded(r, |g| g == Grade::Broken).into()),
        Column::new("n_open", "条", Int, "其中：无法判定", |r, _| {
            graded(r, |g| matches!(g, Grade::Undecided(_))).into()
        }),
        Column::new("n_mandatory", "个", Int, "强制性问题（不含跨报告问题）", |r, _| {
            severe(r, Severity::Mandatory).into()
        }),
        Column::new("n_verify", "个", Int, "核实性问题（不含跨报告问题）", |r, _| {
            severe(r, Severity::Verify).into()
        }),
        Column::new("n_hint", "个", Int, "提示（不含跨报告问题）", |r, _| severe(r, Severity::Hint).into()),
        Column::new("text_hash", "", Text, "正文指纹：同一正文的不同格式相同", |r, _| {
            (&r.text_hash).into()
        }),
        Column::new(
            "duplicate_of",
            "",
            Text,
            "与另一份报告正文相同时，为其report_id（按文件名排在最前的一份）；否则为空",
            |_, _| Cell::Null,
        ),
    ]
};
