//! 审计底稿: the audit list as a workbook that an auditor fills in.
//!
//! Rows are written as they come and kept in temporary files, so that an archive of any size fits. Every text is
//! written as text: nothing in a report becomes a formula. A sheet that is full goes on in a next one.

mod previous;
mod sheet;
mod summary;

pub use previous::{Previous, PreviousError, Remark};

use std::io::Write;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use crate::output::audit_list::{ListedFinding, ListedReport, STATUSES};
use crate::output::record::Failure;

use sheet::{Column, Field, Sheet};
use summary::Counts;

const SUMMARY: &str = "汇总";
const FINDINGS: &str = "问题清单";
const RELATIONS: &str = "勾稽明细";
const UNCOVERED: &str = "未核对数据";
const UNREAD: &str = "读取问题";
const GONE: &str = "上次处理本次未见";

const FINDING_COLUMNS: &[Column] = &[
    Column::new("序号", 6),
    Column::new("单位", 13),
    Column::new("年度", 6),
    Column::new("文件", 18),
    Column::new("章节", 16),
    Column::new("规则", 7),
    Column::new("严重程度", 8),
    Column::new("原文", 36),
    Column::new("印出值", 12),
    Column::new("重算值", 12),
    Column::new("数值单位", 7),
    Column::new("差额（万元）", 12),
    Column::new("涉及金额（万元）", 12),
    Column::new("疑点数据", 12),
    Column::new("建议值", 12),
    Column::new("问题说明", 40),
    Column::new("核对建议", 22),
    Column::new("处理状态", 9),
    Column::new("备注", 18),
    Column::hidden("指纹"),
];
/// Place of 处理状态 among them.
const STATUS: u16 = 17;

const RELATION_COLUMNS: &[Column] = &[
    Column::new("序号", 7),
    Column::new("单位", 18),
    Column::new("年度", 7),
    Column::new("文件", 24),
    Column::new("章节", 22),
    Column::new("规则", 8),
    Column::new("判定", 9),
    Column::new("算式", 60),
    Column::new("印出值", 13),
    Column::new("重算值", 13),
    Column::new("重算下限", 13),
    Column::new("重算上限", 13),
    Column::new("差额", 12),
    Column::new("数值单位", 9),
    Column::new("无法判定的原因", 22),
];

const UNCOVERED_COLUMNS: &[Column] = &[
    Column::new("序号", 7),
    Column::new("单位", 18),
    Column::new("年度", 7),
    Column::new("文件", 24),
    Column::new("章节", 26),
    Column::new("名目", 30),
    Column::new("原文", 18),
    Column::new("数值", 14),
    Column::new("数值单位", 9),
    Column::new("状态", 10),
];

const UNREAD_COLUMNS: &[Column] = &[
    Column::new("序号", 7),
    Column::new("单位", 18),
    Column::new("年度", 7),
    Column::new("文件", 30),
    Column::new("种类", 16),
    Column::new("说明", 60),
    Column::new("所指原文", 40),
];

const GONE_COLUMNS: &[Column] = &[
    Column::new("文件", 30),
    Column::new("规则", 8),
    Column::new("问题说明", 60),
    Column::new("处理状态", 10),
    Column::new("备注", 30),
    Column::new("指纹", 20),
];

/// 底稿. A workbook being written.
pub struct WorkingPaper {
    workbook: Workbook,
    summary: Sheet,
    findings: Sheet,
    relations: Sheet,
    uncovered: Sheet,
    unread: Sheet,
    counts: Counts,
    previous: Previous,
    styles: Styles,
}

/// How cells look.
pub(super) struct Styles {
    pub(super) head: Format,
    pub(super) title: Format,
    pub(super) text: Format,
    /// By number of decimals.
    pub(super) numbers: Vec<Format>,
    /// 强制性, 核实性, 提示.
    pub(super) severities: [Format; 3],
    pub(super) year: Format,
    /// Cells that are filled in by hand.
    pub(super) open: Format,
}

impl Styles {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00C8_CDD3));
        let text = base.clone().set_text_wrap();
        let fill = |rgb| text.clone().set_background_color(Color::RGB(rgb)).set_align(FormatAlign::Center);
        let number = |decimals: usize| {
            let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
            base.clone().set_num_format(format!("#,##0{places}"))
        };
        Self {
            head: fill(0x00DD_E6F0).set_bold().set_align(FormatAlign::VerticalCenter),
            title: Format::new().set_font_name("黑体").set_font_size(14).set_bold(),
            numbers: (0..=6).map(number).collect(),
            severities: [fill(0x00F8_CBC6), fill(0x00FF_E8A8), fill(0x00E4_E7EB)],
            year: base.clone().set_num_format("0"),
            open: text.clone().set_background_color(Color::RGB(0x00FF_FDF0)),
            text,
        }
    }

    fn severity(&self, name: &str) -> &Format {
        match name {
            "强制性" => &self.severities[0],
            "核实性" => &self.severities[1],
            _ => &self.severities[2],
        }
    }
}

impl WorkingPaper {
    /// An empty one; `previous` gives back what was filled in before.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn new(previous: Previous) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // No clock: the same findings give the same bytes.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title("勾稽核对底稿").set_creation_datetime(&epoch));
        let styles = Styles::new();
        let summary = Sheet::plain(&mut workbook, SUMMARY)?;
        let findings = Sheet::new(&mut workbook, FINDINGS, FINDING_COLUMNS, &styles)?;
        let relations = Sheet::new(&mut workbook, RELATIONS, RELATION_COLUMNS, &styles)?;
        let uncovered = Sheet::new(&mut workbook, UNCOVERED, UNCOVERED_COLUMNS, &styles)?;
        let unread = Sheet::new(&mut workbook, UNREAD, UNREAD_COLUMNS, &styles)?;
        let counts = Counts::default();
        Ok(Self { workbook, summary, findings, relations, uncovered, unread, counts, previous, styles })
    }

    /// Adds a report.
    ///
    /// # Errors
    /// When the temporary files cannot be written.
    pub fn report(&mut self, report: &ListedReport) -> Result<(), XlsxError> {
        self.counts.add(report);
        let Self { workbook, styles, .. } = self;
        let common = |n: usize| {
            let unit = Field::Text(report.unit.as_deref().unwrap_or_default());
            [Field::Count(n), unit, Field::Year(report.year), Field::Text(&report.file)]
        };
        for finding in &report.findings {
            let remark = self.previous.take(&finding.fingerprint, &report.file);
            let row = finding_row(finding, &remark);
            self.findings.row(workbook, styles, common(self.findings.n_rows()).into_iter().chain(row))?;
        }
        for r in &report.relations {
            let row = [
                Field::Text(&r.section),
                Field::Text(&r.rule),
                Field::Text(r.grade),
                Field::Text(&r.formula),
                Field::Number(r.stated),
                Field::Number(shown(r.computed)),
                Field::Number(shown(r.low)),
                Field::Number(shown(r.high)),
                Field::Number(shown(r.difference)),
                Field::Text(&r.value_unit),
                Field::Text(&r.reason),
            ];
            self.relations.row(workbook, styles, common(self.relations.n_rows()).into_iter().chain(row))?;
        }
        for f in &report.uncovered {
            let row = [
                Field::Text(&f.section),
                Field::Text(&f.label),
                Field::Text(&f.text),
                Field::Number(f.value),
                Field::Text(&f.value_unit),
                Field::Text(f.state),
            ];
            self.uncovered.row(workbook, styles, common(self.uncovered.n_rows()).into_iter().chain(row))?;
        }
        for note in &report.notes {
            let row = [Field::Text(&note.kind), Field::Text(&note.message), Field::Text(&note.text)];
            self.unread.row(workbook, styles, common(self.unread.n_rows()).into_iter().chain(row))?;
        }
        Ok(())
    }

    /// Adds a file that could not be read.
    ///
    /// # Errors
    /// When the temporary files cannot be written.
    pub fn failure(&mut self, failure: &Failure) -> Result<(), XlsxError> {
        self.counts.n_errors += 1;
        let row = [
            Field::Count(self.unread.n_rows()),
            Field::Text(""),
            Field::Year(None),
            Field::Text(&failure.file),
            Field::Text("无法读取"),
            Field::Text(&failure.message),
            Field::Text(""),
        ];
        self.unread.row(&mut self.workbook, &self.styles, row)
    }

    /// Writes the summary and the whole workbook.
    ///
    /// # Errors
    /// When `out` or the temporary files fail.
    pub fn finish(mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        let gone = self.previous.untaken();
        if !gone.is_empty() {
            let mut sheet = Sheet::new(&mut self.workbook, GONE, GONE_COLUMNS, &self.styles)?;
            for old in &gone {
                let row = [&old.file, &old.rule, &old.message, &old.status, &old.remark, &old.fingerprint];
                sheet.row(&mut self.workbook, &self.styles, row.map(|text| Field::Text(text)))?;
            }
            sheet.finish(&mut self.workbook)?;
        }
        let choices = DataValidation::new()
            .allow_list_strings(&STATUSES)?
            .set_error_title("处理状态")?
            .set_error_message("请从列表中选择：待核实、属实、误报、已整改")?;
        self.findings.choices(&mut self.workbook, STATUS, &choices)?;
        for sheet in [&self.findings, &self.relations, &self.uncovered, &self.unread] {
            sheet.finish(&mut self.workbook)?;
        }
        self.counts.write(&self.summary, &self.findings, &mut self.workbook, &self.styles)?;
        self.workbook.save_to_writer(out)
    }
}

/// Decimals of a quotient that a person reads.
const DECIMALS: u32 = 4;

/// A number that was worked out, without the digits that nobody reads.
fn shown(value: Option<Decimal>) -> Option<Decimal> {
    value.map(|value| value.round_dp(DECIMALS).normalize())
}

fn finding_row<'a>(finding: &'a ListedFinding, remark: &'a Remark) -> [Field<'a>; 16] {
    let difference = finding.difference.filter(|_| finding.value_unit == "万元");
    [
        Field::Text(&finding.section),
        Field::Text(&finding.rule),
        Field::Severity(&finding.severity),
        Field::Text(&finding.quote),
        Field::Number(finding.stated),
        Field::Number(shown(finding.computed)),
        Field::Text(&finding.value_unit),
        Field::Number(shown(difference)),
        Field::Number(shown(finding.at_stake)),
        Field::Text(&finding.suspect),
        Field::Text(&finding.proposed),
        Field::Text(&finding.message),
        Field::Text(&finding.advice),
        Field::Open(&remark.status),
        Field::Open(&remark.remark),
        Field::Text(&finding.fingerprint),
    ]
}

#[cfg(test)]
mod tests;
