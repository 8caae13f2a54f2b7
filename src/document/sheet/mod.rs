//! Workbooks and comma-separated files: sheets as tables, numbers as their cells show them.
//!
//! Read here and not by a library: a figure must have the digits that the cell shows, which needs the stored
//! digits and the number format together, and unpacking must stop at a limit.

mod csv_file;
mod date;
mod number_format;
mod xls;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use crate::text::script::is_blank;

use super::builder::{Builder, Content, Grid, GridCell};
use super::compound::Compound;
use super::error::Failure;
use super::{BlockKind, Limits, Note, NoteKind, Origin, ReadErrorKind};

pub(super) use csv_file::read as read_csv;

/// 工作表. The cells that show something, as they show it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    name: String,
    is_hidden: bool,
    /// Text by row and column from 0.
    cells: BTreeMap<(u32, u32), String>,
    /// First row, first column, last row, last column.
    merged: Vec<[u32; 4]>,
    hidden_rows: BTreeSet<u32>,
    /// First and last column of each hidden stretch.
    hidden_columns: Vec<(u32, u32)>,
    /// Formulas whose results were not stored.
    n_uncalculated: usize,
}

/// Reads an .xlsx.
pub(super) fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    content(xlsx::read(bytes, limits)?, limits)
}

/// Reads an .xls.
pub(super) fn read_xls(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut compound = Compound::open(bytes)?;
    let stream = match compound.stream("Workbook")? {
        Some(stream) => stream,
        None => compound.required("Book")?,
    };
    content(xls::read(&stream, limits)?, limits)
}

fn content(sheets: Vec<Sheet>, limits: &Limits) -> Result<Content, Failure> {
    let mut builder = Builder::new(limits);
    for sheet in sheets {
        if sheet.is_hidden && !sheet.cells.is_empty() {
            let message = format!("隐藏的工作表“{}”未计入", sheet.name);
            builder.note(Note::whole(NoteKind::SetAside, message));
        } else {
            write(sheet, &mut builder)?;
        }
    }
    if builder.is_empty() {
        return Err(Failure::new(ReadErrorKind::Empty, "没有写有内容的工作表"));
    }
    Ok(builder.finish())
}

/// Writes one sheet: lines above and below the tables are paragraphs.
fn write(mut sheet: Sheet, builder: &mut Builder<'_>) -> Result<(), Failure> {
    let hidden = |row: u32, column: u32, sheet: &Sheet| {
        sheet.hidden_rows.contains(&row) || sheet.hidden_columns.iter().any(|c| (c.0..=c.1).contains(&column))
    };
    let mut cells = std::mem::take(&mut sheet.cells);
    cells.retain(|_, text| !text.trim_matches(is_blank).is_empty());
    let n_before = cells.len();
    let shown = cells.into_iter().filter(|((row, column), _)| !hidden(*row, *column, &sheet));
    let shown: BTreeMap<(u32, u32), String> = shown.collect();
    if shown.len() < n_before && !shown.is_empty() {
        let message = format!("工作表“{}”隐藏行列中的{}个单元格未计入", sheet.name, n_before - shown.len());
        builder.note(Note::whole(NoteKind::SetAside, message));
    }
    if sheet.n_uncalculated > 0 {
        let (name, n) = (&sheet.name, sheet.n_uncalculated);
        let message = format!("工作表“{name}”有{n}个公式没有存下结果，未计入；请用表格软件打开并保存后再读");
        builder.note(Note::whole(NoteKind::Unreadable, message));
    }
    let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    for ((row, column), text) in shown {
        rows.entry(row).or_default().push((column, text));
    }
    let origin = Origin::Sheet(sheet.name.clone());
    let mut table: Vec<(u32, Vec<(u32, String)>)> = Vec::new();
    let mut last_row = None;
    for (row, cells) in rows {
        let is_apart = last_row.is_none_or(|last| row > last + 1);
        last_row = Some(row);
        // A line of its own: a title, the unit of the table, a remark. It has one cell and no neighbours.
        let is_line = cells.len() == 1 && (table.is_empty() || is_remark(&cells[0].1));
        let is_heading = table.is_empty() && cells.iter().any(|(_, text)| is_unit(text)) && cells.len() <= 3;
        if is_line || is_heading || (cells.len() == 1 && is_apart && table.len() > 1 && !is_number(&cells[0].1)) {
            flush(&mut table, &sheet, builder, &origin)?;
            for (_, text) in cells {
                for line in text.lines() {
                    builder.paragraph(line, BlockKind::Paragraph, origin.clone(), None)?;
                }
            }
        } else {
            table.push((row, cells));
        }
    }
    flush(&mut table, &sheet, builder, &origin)
}

/// `单位：万元`, alone or after what the table is.
fn is_unit(text: &str) -> bool {
    let folded = crate::text::script::folded(text);
    folded.contains("单位:") && !folded.starts_with("单位名称")
}

/// `注：…`, `说明：…` below a table.
fn is_remark(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    text.starts_with(['注', '备']) && text.contains(['：', ':'])
        || text.starts_with("说明")
        || text.chars().count() > 60
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_punctuation())
}

/// Writes the rows gathered so far as one table, empty rows and columns left out.
fn flush(
    table: &mut Vec<(u32, Vec<(u32, String)>)>,
    sheet: &Sheet,
    builder: &mut Builder<'_>,
    origin: &Origin,
) -> Result<(), Failure> {
    let rows = std::mem::take(table);
    let (Some(first), Some(last)) = (rows.first().map(|r| r.0), rows.last().map(|r| r.0)) else { return Ok(()) };
    let merged: BTreeMap<(u32, u32), [u32; 4]> =
        sheet.merged.iter().filter(|m| m[0] >= first && m[0] <= last).map(|&m| ((m[0], m[1]), m)).collect();
    // Borders of merged cells count as columns in use, so that headers over them keep their width.
    let columns: Vec<u32> =
        rows.iter().flat_map(|r| r.1.iter().map(|c| c.0)).collect::<BTreeSet<_>>().into_iter().collect();
    let row_numbers: Vec<u32> = rows.iter().map(|r| r.0).collect();
    let place = |all: &[u32], at: u32| u32::try_from(all.partition_point(|&x| x < at)).unwrap_or(u32::MAX);
    let span = |all: &[u32], from: u32, to: u32| (place(all, to.saturating_add(1)) - place(all, from)).max(1);
    let mut grid = Grid::default();
    for (row, cells) in rows {
        for (column, text) in cells {
            let [_, _, last_row, last_column] =
                merged.get(&(row, column)).copied().unwrap_or([row, column, row, column]);
            grid.cells.push(GridCell {
                row: place(&row_numbers, row),
                column: place(&columns, column),
                row_span: span(&row_numbers, row, last_row),
                column_span: span(&columns, column, last_column),
                text,
            });
        }
    }
    builder.table(grid, origin.clone())
}
