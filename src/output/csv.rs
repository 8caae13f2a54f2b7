//! CSV of the tables: UTF-8 with byte order mark (Excel), comma, fields quoted where needed, `\n` line ends.
//!
//! Null and the empty text are the same empty field. Rows come in as text fields (see [`encode`]); the same form is
//! what a report keeps on disk until the tables are put together.

use std::io::Write;

use rust_decimal::Decimal;

use crate::output::audit_list::{ListedFinding, ListedReport, STATUSES};
use crate::output::record::{Cell, ColumnInfo, Type};

/// Tells Excel that the file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Appends one row of cells, as it is kept for a report.
///
/// # Panics
/// Never: a vector takes all bytes.
pub fn encode(cells: &[Cell<'_>], out: &mut Vec<u8>) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        match cell {
            Cell::Text(text) => push_field(text.as_bytes(), out),
            _ => write!(out, "{cell}").expect("a vector takes all bytes"),
        }
    }
    out.push(b'\n');
}

/// The first bytes of a file: byte order mark and column names.
#[must_use]
pub fn head(columns: &[&ColumnInfo]) -> Vec<u8> {
    let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
    format!("{BYTE_ORDER_MARK}{}\n", names.join(",")).into_bytes()
}

/// Appends one row of a table that people open in Excel: a text that Excel would run as a formula gets a leading `'`.
pub fn row<'f>(columns: &[&ColumnInfo], fields: impl IntoIterator<Item = &'f str>, out: &mut Vec<u8>) {
    for (n, (column, field)) in columns.iter().zip(fields).enumerate() {
        if n > 0 {
            out.push(b',');
        }
        if column.ty == Type::Text {
            push_text(field, out);
        } else {
            out.extend_from_slice(field.as_bytes());
        }
    }
    out.push(b'\n');
}

/// Columns of the audit list, in the order of the workbook.
const LIST: [&str; 20] = [
    "序号",
    "单位",
    "年度",
    "文件",
    "章节",
    "规则",
    "严重程度",
    "原文",
    "印出值",
    "重算值",
    "数值单位",
    "差额（万元）",
    "涉及金额（万元）",
    "疑点数据",
    "建议值",
    "问题说明",
    "核对建议",
    "处理状态",
    "备注",
    "指纹",
];

/// The first bytes of the audit list.
#[must_use]
pub fn list_head() -> Vec<u8> {
    format!("{BYTE_ORDER_MARK}{}\n", LIST.join(",")).into_bytes()
}

/// Appends one finding of the audit list.
pub fn list_row(n: usize, report: &ListedReport, finding: &ListedFinding, out: &mut Vec<u8>) {
    let number = |value: Option<Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
    let difference = finding.difference.filter(|_| finding.value_unit == "万元");
    let fields: [&str; 20] = [
        &n.to_string(),
        report.unit.as_deref().unwrap_or_default(),
        &report.year.map(|y| y.to_string()).unwrap_or_default(),
        &report.file,
        &finding.section,
        &finding.rule,
        &finding.severity,
        &finding.quote,
        &number(finding.stated),
        &number(finding.computed),
        &finding.value_unit,
        &number(difference),
        &number(finding.at_stake),
        &finding.suspect,
        &finding.proposed,
        &finding.message,
        &finding.advice,
        STATUSES[0],
        "",
        &finding.fingerprint,
    ];
    for (n, field) in fields.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        push_text(field, out);
    }
    out.push(b'\n');
}

/// A field of words, harmless in a spreadsheet.
fn push_text(field: &str, out: &mut Vec<u8>) {
    if is_formula(field) {
        push_field(format!("'{field}").as_bytes(), out);
    } else {
        push_field(field.as_bytes(), out);
    }
}

fn push_field(field: &[u8], out: &mut Vec<u8>) {
    if field.iter().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        out.push(b'"');
        for &b in field {
            if b == b'"' {
                out.push(b'"');
            }
            out.push(b);
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(field);
    }
}

/// Whether a spreadsheet would take the text for a formula; a signed number such as `-3.2%` is none.
fn is_formula(text: &str) -> bool {
    match text.as_bytes() {
        [b'=' | b'@' | b'\t' | b'\r', ..] => true,
        [b'+' | b'-', rest @ ..] => rest.iter().any(|b| matches!(b, b'=' | b'|' | b'!' | b'(' | b'@' | b'+')),
        _ => false,
    }
}

/// Reads rows back from the bytes that [`encode`] wrote.
///
/// # Errors
/// When the bytes are not such rows.
pub fn decode(bytes: &[u8], mut row: impl FnMut(&csv::StringRecord)) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        row(&record);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_the_way_to_disk_and_back() {
        let cells: [Cell<'_>; 4] = ["全年，\"其中\"\n12.3万元,".into(), Cell::Null, 7_u32.into(), true.into()];
        let mut bytes = Vec::new();
        encode(&cells, &mut bytes);
        let mut rows = Vec::new();
        decode(&bytes, |row| rows.push(row.iter().map(str::to_owned).collect::<Vec<_>>())).unwrap();
        assert_eq!(rows, [["全年，\"其中\"\n12.3万元,", "", "7", "true"]]);
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for hostile in ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "\t=1"] {
            assert!(is_formula(hostile), "{hostile}");
        }
        for harmless in ["-3.2%", "+5", "合计=分项", "—", ""] {
            assert!(!is_formula(harmless), "{harmless}");
        }
    }
}
