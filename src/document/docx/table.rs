//! Tables of a .docx: merged cells, and what floats out of them.

use std::collections::BTreeMap;

use crate::document::builder::GridCell;
use crate::document::error::Failure;
use crate::document::story::{self, Piece, Rows};
use crate::document::xml::{Element, Xml};

use super::body::Reader;

/// How a cell is merged with the one before or above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

/// 单元格属性.
#[derive(Default)]
struct Properties {
    span: u32,
    vertical: Merge,
    horizontal: Merge,
}

/// 表格. The table while its rows are read.
#[derive(Default)]
struct Table {
    cells: Vec<(GridCell, Vec<Piece>)>,
    /// For each column the cell that a continued merge would extend.
    open: BTreeMap<u32, usize>,
    n_rows: u32,
    /// Width of each column of the grid, in twentieths of a point; empty where the file does not say.
    widths: Vec<u32>,
}

/// Columns of the grid narrower than this are none: borders that should stand at one place miss each other.
const NARROW: u32 = 20;

impl Table {
    /// Takes out the columns of no width, unless a cell has no other.
    fn drop_narrow_columns(&mut self) {
        let mut moved = vec![0];
        for &width in &self.widths {
            moved.push(moved.last().copied().unwrap_or(0) + u32::from(width >= NARROW));
        }
        let place = |cell: &GridCell| {
            let at = |column: u32| moved.get(column as usize).copied();
            let (start, end) = (at(cell.column)?, at(cell.column + cell.column_span)?);
            (end > start).then_some((start, end - start))
        };
        let places: Option<Vec<(u32, u32)>> = self.cells.iter().map(|(cell, _)| place(cell)).collect();
        for ((cell, _), (column, span)) in self.cells.iter_mut().zip(places.unwrap_or_default()) {
            (cell.column, cell.column_span) = (column, span);
        }
    }
}

/// Reads the `w:tbl` opened last: the table, and nested tables and text boxes, which stand after it.
pub(super) fn read(reader: &mut Reader<'_>, xml: &mut Xml<'_>) -> Result<(Rows, Vec<Piece>), Failure> {
    let mut table = Table::default();
    rows(reader, xml, &mut table)?;
    table.drop_narrow_columns();
    Ok(story::table(table.cells))
}

fn rows(reader: &mut Reader<'_>, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), Failure> {
    xml.children(|xml, element| match element.name() {
        "tr" => row(reader, xml, table),
        "tblGrid" => xml.children(|xml, element| {
            if element.name() == "gridCol" {
                table.widths.push(element.number("w").unwrap_or(NARROW));
            }
            xml.skip()
        }),
        "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => rows(reader, xml, table),
        _ => xml.skip(),
    })
}

fn row(reader: &mut Reader<'_>, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), Failure> {
    let n_before = table.cells.len();
    let open = table.open.clone();
    let (mut column, mut deleted) = (0, false);
    cells(reader, xml, table, &mut column, &mut deleted)?;
    if deleted {
        reader.has_deletions = true;
        table.cells.truncate(n_before);
        table.open = open;
    } else {
        table.n_rows += 1;
    }
    Ok(())
}

fn cells(
    reader: &mut Reader<'_>,
    xml: &mut Xml<'_>,
    table: &mut Table,
    column: &mut u32,
    deleted: &mut bool,
) -> Result<(), Failure> {
    xml.children(|xml, element| match element.name() {
        "tc" => cell(reader, xml, table, column),
        "trPr" => xml.children(|xml, element| {
            match element.name() {
                "gridBefore" => *column += element.number::<u32>("val").unwrap_or(0).min(1000),
                "del" => *deleted = true,
                _ => {}
            }
            xml.skip()
        }),
        "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => cells(reader, xml, table, column, deleted),
        _ => xml.skip(),
    })
}

fn cell(reader: &mut Reader<'_>, xml: &mut Xml<'_>, table: &mut Table, column: &mut u32) -> Result<(), Failure> {
    let mut properties = Properties { span: 1, ..Properties::default() };
    let mut pieces = Vec::new();
    xml.children(|xml, element| match element.name() {
        "tcPr" => read_properties(xml, &mut properties),
        _ => reader.block(xml, &element, &mut pieces),
    })?;
    let start = *column;
    *column += properties.span;
    if properties.horizontal == Merge::Continue
        && let Some((last, _)) = table.cells.last_mut()
        && last.row == table.n_rows
    {
        last.column_span += properties.span;
        return Ok(());
    }
    if properties.vertical == Merge::Continue
        && let Some(&above) = table.open.get(&start)
    {
        let (above, _) = &mut table.cells[above];
        if above.row + above.row_span == table.n_rows {
            above.row_span += 1;
        }
        return Ok(());
    }
    if properties.vertical == Merge::Restart {
        table.open.insert(start, table.cells.len());
    } else {
        table.open.remove(&start);
    }
    let cell =
        GridCell { row: table.n_rows, column: start, row_span: 1, column_span: properties.span, text: String::new() };
    table.cells.push((cell, pieces));
    Ok(())
}

fn read_properties(xml: &mut Xml<'_>, properties: &mut Properties) -> Result<(), Failure> {
    let merge = |element: &Element<'_>| match element.val().as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    };
    xml.children(|xml, element| {
        match element.name() {
            "gridSpan" => properties.span = element.number("val").unwrap_or(1).clamp(1, 1000),
            "vMerge" => properties.vertical = merge(&element),
            "hMerge" => properties.horizontal = merge(&element),
            _ => {}
        }
        xml.skip()
    })
}
