//! .xlsx: shared strings, formats, sheets.

use std::io::Cursor;

use std::collections::BTreeMap;

use crate::document::encoding::decode;
use crate::document::error::Failure;
use crate::document::package::Package;
use crate::document::xml::{Element, Node, Xml};
use crate::document::{Limits, ReadErrorKind};

use super::Sheet;
use super::number_format::{NumberFormat, builtin};

/// 工作簿. What all sheets share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    formats: Vec<CellFormat>,
    epoch_1904: bool,
}

/// 单元格格式.
#[derive(Clone, Default)]
struct CellFormat {
    number: NumberFormat,
    /// Steps of indent, which show what belongs to the row above.
    indent: usize,
}

/// Reads all sheets in the order of their tabs.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    let mut package = Package::open(bytes, limits)?;
    if package.has("xl/workbook.bin") {
        return Err(Failure::new(ReadErrorKind::Unknown, "是 xlsb 工作簿，请另存为 xlsx"));
    }
    let depth = limits.depth;
    let mut targets = BTreeMap::new();
    if let Some(text) = part(&mut package, "xl/_rels/workbook.xml.rels")? {
        each(&text, depth, "Relationship", |_, element| {
            if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
                targets.insert(id, target);
            }
            Ok(())
        })?;
    }
    let mut shared = Shared::default();
    let mut tabs = Vec::new();
    let workbook = part(&mut package, "xl/workbook.xml")?.ok_or_else(|| Failure::damaged("没有工作簿部件"))?;
    each(&workbook, depth, "workbookPr", |_, element| {
        shared.epoch_1904 = matches!(element.attribute("date1904").as_deref(), Some("1" | "true"));
        Ok(())
    })?;
    each(&workbook, depth, "sheet", |_, element| {
        let id = element.attribute("id").unwrap_or_default();
        let is_hidden = element.attribute("state").is_some_and(|state| state != "visible");
        tabs.push((element.attribute("name").unwrap_or_default(), id, is_hidden));
        Ok(())
    })?;
    if let Some(text) = part(&mut package, "xl/sharedStrings.xml")? {
        each(&text, depth, "si", |xml, _| {
            shared.strings.push(rich_text(xml)?);
            Ok(())
        })?;
    }
    if let Some(text) = part(&mut package, "xl/styles.xml")? {
        shared.formats = formats(&text, depth)?;
    }
    let (mut sheets, mut n_cells) = (Vec::new(), 0);
    for (name, id, is_hidden) in tabs {
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let Some(text) = part(&mut package, &path)? else { continue };
        let mut sheet = Sheet { name, is_hidden, ..Sheet::default() };
        read_sheet(&text, limits, &shared, &mut sheet, &mut n_cells)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn part(package: &mut Package<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Failure> {
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => decode(error.as_bytes(), None).map(|decoded| decoded.text),
    })
}

/// Calls `visit` for every element of a name, wherever it stands.
fn each<'x>(
    text: &'x str,
    depth: u32,
    name: &str,
    mut visit: impl FnMut(&mut Xml<'x>, Element<'x>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut xml = Xml::new(text, depth);
    while let Some(node) = xml.next()? {
        if let Node::Open(element) = node
            && element.name() == name
        {
            visit(&mut xml, element)?;
        }
    }
    Ok(())
}

/// Text of a string with its runs, readings of characters left out.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Failure> {
    let mut text = String::new();
    xml.children(|xml, element| match element.name() {
        "t" => {
            text.push_str(&xml.text()?);
            Ok(())
        }
        "r" => {
            text.push_str(&rich_text(xml)?);
            Ok(())
        }
        _ => xml.skip(),
    })?;
    Ok(text)
}

fn formats(text: &str, depth: u32) -> Result<Vec<CellFormat>, Failure> {
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    each(text, depth, "numFmt", |_, element| {
        let id = element.number("numFmtId").unwrap_or(0);
        codes.insert(id, element.attribute("formatCode").unwrap_or_default());
        Ok(())
    })?;
    let mut formats = Vec::new();
    each(text, depth, "cellXfs", |xml, _| {
        xml.children(|xml, element| {
            let id = element.number("numFmtId").unwrap_or(0);
            let number = NumberFormat::new(codes.get(&id).map_or_else(|| builtin(id), String::as_str));
            let mut format = CellFormat { number, indent: 0 };
            xml.children(|xml, element| {
                if element.name() == "alignment" {
                    format.indent = element.number("indent").unwrap_or(0);
                }
                xml.skip()
            })?;
            formats.push(format);
            Ok(())
        })
    })?;
    Ok(formats)
}

fn read_sheet(
    text: &str,
    limits: &Limits,
    shared: &Shared,
    sheet: &mut Sheet,
    n_cells: &mut u32,
) -> Result<(), Failure> {
    let mut xml = Xml::new(text, limits.depth);
    let (mut row, mut column) = (0, 0);
    let mut first = true;
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "row" => {
                row = element.number::<u32>("r").map_or(if first { 0 } else { row + 1 }, |r| r.saturating_sub(1));
                (column, first) = (0, false);
                if element.attribute("hidden").is_some_and(|h| h == "1" || h == "true") {
                    sheet.hidden_rows.insert(row);
                }
            }
            "col" if element.attribute("hidden").is_some_and(|h| h == "1" || h == "true") => {
                let at = |name| element.number::<u32>(name).unwrap_or(1).saturating_sub(1);
                sheet.hidden_columns.push((at("min"), at("max")));
            }
            "c" => {
                let place = element.attribute("r").and_then(|r| reference(&r));
                let (at_row, at_column) = place.unwrap_or((row, column));
                column = at_column.saturating_add(1);
                let (kind, format) = (element.attribute("t"), element.number::<usize>("s"));
                match cell(&mut xml, kind.as_deref(), format, shared)? {
                    Cell::Empty => {}
                    Cell::Uncalculated => sheet.n_uncalculated += 1,
                    Cell::Text(text) => {
                        *n_cells += 1;
                        if *n_cells > limits.cells {
                            return Err(Failure::too_large(format!("单元格超过{}个", limits.cells)));
                        }
                        sheet.cells.insert((at_row, at_column), text);
                    }
                }
            }
            "mergeCell" => {
                let range = element.attribute("ref").unwrap_or_default();
                if let Some((a, b)) = range.split_once(':')
                    && let (Some(a), Some(b)) = (reference(a), reference(b))
                {
                    sheet.merged.push([a.0, a.1, b.0, b.1]);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// 单元格. What a cell shows.
enum Cell {
    Empty,
    Text(String),
    /// A formula whose result was not stored, as programs write it that do not calculate.
    Uncalculated,
}

/// What the `c` opened last shows.
fn cell(xml: &mut Xml<'_>, kind: Option<&str>, format: Option<usize>, shared: &Shared) -> Result<Cell, Failure> {
    let (mut value, mut inline, mut is_formula) = (None, None, false);
    xml.children(|xml, element| match element.name() {
        "v" => {
            value = Some(xml.text()?);
            Ok(())
        }
        "is" => {
            inline = Some(rich_text(xml)?);
            Ok(())
        }
        other => {
            is_formula |= other == "f";
            xml.skip()
        }
    })?;
    // A result that is text may be empty.
    if is_formula && kind != Some("str") && value.as_deref().unwrap_or_default().trim().is_empty() {
        return Ok(Cell::Uncalculated);
    }
    let format = format.and_then(|n| shared.formats.get(n)).cloned().unwrap_or_default();
    let Some(value) = value else { return Ok(inline.map_or(Cell::Empty, Cell::Text)) };
    let shown = match kind {
        Some("s") => value.trim().parse::<usize>().ok().and_then(|n| shared.strings.get(n)).cloned(),
        Some("b") => Some(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        Some("str" | "e" | "inlineStr" | "d") => Some(value),
        _ => Some(format.number.print(&value, shared.epoch_1904).unwrap_or(value)),
    };
    Ok(shown.map_or(Cell::Empty, |text| Cell::Text("\u{3000}".repeat(format.indent.min(15)) + &text)))
}

/// `C5` → row 4, column 2.
fn reference(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = text[..letters].bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = text[letters..].parse().ok().filter(|&row| (1..=1_048_576).contains(&row))?;
    Some((row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_without_a_result_is_told() {
        let text = r#"<worksheet><sheetData><row r="1">
            <c r="A1"><v>3</v></c><c r="B1"><f>A1*2</f><v>6</v></c><c r="C1"><f>A1*3</f><v></v></c>
            <c r="D1"><f>A1*4</f></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"/>
            </row></sheetData></worksheet>"#;
        let (mut sheet, limits) = (Sheet { name: "表一".to_owned(), ..Sheet::default() }, Limits::default());
        read_sheet(text, &limits, &Shared::default(), &mut sheet, &mut 0).unwrap();
        assert_eq!(sheet.n_uncalculated, 2);
        let content = crate::document::sheet::content(vec![sheet], &limits).unwrap();
        let notes: Vec<&str> = content.notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(notes, ["工作表“表一”有2个公式没有存下结果，未计入；请用表格软件打开并保存后再读"]);
    }

    #[test]
    fn references() {
        assert_eq!(reference("C5"), Some((4, 2)));
        assert_eq!(reference("AA10"), Some((9, 26)));
        assert_eq!(reference("5"), None);
        assert_eq!(reference("A0"), None);
    }
}
