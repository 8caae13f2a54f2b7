//! Markdown: plain text, but for the tables that it holds as HTML because their cells are merged.

use memchr::memmem;

use super::builder::{Content, Grid, GridCell};
use super::encoding::decode;
use super::error::Failure;
use super::story::{Piece, Rows, Story};
use super::{Block, BlockKind, Limits, Table, html, txt};
use crate::text::Span;

/// Reads Markdown of any encoding.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let Some(decoded) = decode(bytes, None).filter(|decoded| !tables(&decoded.text).is_empty()) else {
        return txt::read(bytes, limits);
    };
    let text = decoded.text.as_str();
    let mut story = Story::new(limits);
    let mut at = 0;
    for table in tables(text) {
        plain(&text[at..table.start as usize], &mut story)?;
        for piece in html::pieces(table.of(text))? {
            story.piece(piece)?;
        }
        at = table.end as usize;
    }
    plain(&text[at..], &mut story)?;
    let mut content = story.builder.finish();
    content.notes.splice(0..0, decoded.notes);
    content.encoding = Some(decoded.encoding);
    Ok(content)
}

/// Where HTML tables stand, at the start of a line, up to the end tag of each.
fn tables(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for start in memmem::find_iter(text.as_bytes(), "<table") {
        let begins_line = text[..start].trim_end_matches(' ').ends_with('\n') || text[..start].trim().is_empty();
        if !begins_line || found.last().is_some_and(|last| start < last.end as usize) {
            continue;
        }
        let Some(len) = memmem::find(&text.as_bytes()[start..], b"</table>") else { break };
        found.push(Span::new(start, start + len + "</table>".len()));
    }
    found
}

/// Adds the paragraphs and tables of plain text.
fn plain(text: &str, story: &mut Story<'_>) -> Result<(), Failure> {
    let (blocks, tables) = txt::blocks(text);
    for Block { span, kind, .. } in blocks {
        match kind {
            BlockKind::Table(n) => {
                let grid = tables.get(n as usize).map(|table| grid(text, table)).unwrap_or_default();
                story.piece(Piece::Table(Rows::Grid(grid)))?;
            }
            BlockKind::Running => story.aside(vec![Piece::Box(span.of(text).to_owned())], kind)?,
            _ => story.piece(Piece::Paragraph { text: span.of(text).to_owned(), level: None, is_contents: false })?,
        }
    }
    Ok(())
}

fn grid(text: &str, table: &Table) -> Grid {
    let cells = table.cells.iter().map(|cell| GridCell {
        row: cell.row,
        column: cell.column,
        row_span: cell.row_span,
        column_span: cell.column_span,
        text: cell.span.of(text).to_owned(),
    });
    Grid { cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_both_kinds() {
        let text = "# 决算说明\n\n一、支出12万元。\n\n<table>\n<tr><td rowspan=\"2\">项目</td><td colspan=\"2\">决算</td></tr>\n\
            <tr><td>本年</td><td>上年</td></tr><tr><td>公用</td><td>5</td><td>4</td></tr>\n</table>\n\n二、人员\n\n\
            | 单位 | 人数 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n";
        let content = read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(content.tables.len(), 2);
        assert!(content.text.contains("项目\t决算\t\n\t本年\t上年\n公用\t5\t4\n"), "{}", content.text);
        assert!(content.text.contains("一、支出12万元。\n"));
    }

    #[test]
    fn without_html_the_text_is_the_file() {
        let text = "一、支出 <table 不是表格\n二、收入5万元\n";
        assert_eq!(read(text.as_bytes(), &Limits::default()).unwrap().text, text);
    }
}
