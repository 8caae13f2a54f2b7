//! Text, blocks and tables of a document in the making. Readers of formats with structure write through it.

use crate::text::Span;
use crate::text::script::{is_blank, is_blank_or_line_end};

use super::error::Failure;
use super::{Block, BlockKind, Cell, Limits, Note, NoteKind, Origin, Table};

/// 读出的内容. What a reader found in the bytes; the name and the hash come from outside.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub text: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
    pub notes: Vec<Note>,
    /// Encoding of the bytes where the format leaves it open.
    pub encoding: Option<&'static str>,
}

/// 表格内容. A table before it has a place in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Cells in any order; no two cover the same place.
    pub cells: Vec<GridCell>,
}

/// 单元格内容.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GridCell {
    pub row: u32,
    pub column: u32,
    pub row_span: u32,
    pub column_span: u32,
    pub text: String,
}

/// 文档构造器.
pub(super) struct Builder<'l> {
    content: Content,
    limits: &'l Limits,
    n_cells: u64,
}

impl<'l> Builder<'l> {
    /// Nothing yet.
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self { content: Content::default(), limits, n_cells: 0 }
    }

    /// Adds a paragraph; blank ones leave no trace. Returns where it stands.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        kind: BlockKind,
        origin: Origin,
        level: Option<u8>,
    ) -> Result<Option<Span>, Failure> {
        let body = text.trim_matches(is_blank_or_line_end);
        if body.is_empty() {
            return Ok(None);
        }
        let span = self.push(body)?;
        self.content.text.push('\n');
        self.content.blocks.push(Block { span, kind, origin, level });
        Ok(Some(span))
    }

    /// Adds a table: one line per row, a tab after each column but the last.
    pub(super) fn table(&mut self, mut grid: Grid, origin: Origin) -> Result<(), Failure> {
        let n_rows = grid.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
        let n_columns = grid.cells.iter().map(|c| c.column + c.column_span).max().unwrap_or(0);
        if grid.cells.iter().all(|c| c.text.trim_matches(is_blank).is_empty()) {
            return Ok(());
        }
        self.n_cells += u64::from(n_rows) * u64::from(n_columns);
        if self.n_cells > u64::from(self.limits.cells) {
            return Err(Failure::too_large(format!("表格单元格超过{}个", self.limits.cells)));
        }
        grid.cells.sort_by_key(|c| (c.row, c.column));
        let start = self.content.text.len();
        let mut cells = Vec::with_capacity(grid.cells.len());
        let (mut row, mut column) = (0, 0);
        for cell in grid.cells {
            while row < cell.row {
                self.fill(n_columns.saturating_sub(column + 1))?;
                self.content.text.push('\n');
                (row, column) = (row + 1, 0);
            }
            self.fill(cell.column - column)?;
            column = cell.column;
            let span = self.push(&one_line(&cell.text))?;
            let GridCell { row_span, column_span, .. } = cell;
            cells.push(Cell { span, row, column, row_span, column_span });
        }
        self.fill(n_columns.saturating_sub(column + 1))?;
        let span = Span::new(start, self.content.text.len());
        self.content.text.push('\n');
        let kind = BlockKind::Table(u32::try_from(self.content.tables.len()).unwrap_or(u32::MAX));
        self.content.blocks.push(Block { span, kind, origin, level: None });
        self.content.tables.push(Table { span, cells, n_rows, n_columns });
        Ok(())
    }

    /// Adds a note.
    pub(super) fn note(&mut self, note: Note) {
        self.content.notes.push(note);
    }

    /// Adds a note about the whole file that one part could not be read.
    pub(super) fn unreadable(&mut self, message: impl Into<String>) {
        self.note(Note::whole(NoteKind::Unreadable, message));
    }

    /// Adds a note about the whole file that something is not counted as its text.
    pub(super) fn set_aside(&mut self, message: impl Into<String>) {
        self.note(Note::whole(NoteKind::SetAside, message));
    }

    /// Whether no text was found.
    pub(super) fn is_empty(&self) -> bool {
        self.content.blocks.is_empty()
    }

    /// Whether there is text that is not set aside.
    pub(super) fn has_paragraphs(&self) -> bool {
        self.content.blocks.iter().any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Table(_)))
    }

    /// What was built.
    pub(super) fn finish(self) -> Content {
        self.content
    }

    fn push(&mut self, piece: &str) -> Result<Span, Failure> {
        let start = self.content.text.len();
        if (start + piece.len()) as u64 > self.limits.text_bytes.min(u64::from(u32::MAX) / 2) {
            return Err(Failure::too_large("文字超出限额"));
        }
        self.content.text.push_str(piece);
        Ok(Span::new(start, self.content.text.len()))
    }

    fn fill(&mut self, tabs: u32) -> Result<(), Failure> {
        if self.content.text.len() as u64 + u64::from(tabs) > self.limits.text_bytes {
            return Err(Failure::too_large("文字超出限额"));
        }
        self.content.text.extend(std::iter::repeat_n('\t', tabs as usize));
        Ok(())
    }
}

/// Cell text without what separates cells and rows. The blanks before it stay: they are its indentation.
fn one_line(text: &str) -> String {
    let body = text.trim_end_matches(is_blank_or_line_end).trim_start_matches(['\n', '\r']);
    body.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, spans: (u32, u32), text: &str) -> GridCell {
        GridCell { row, column, row_span: spans.0, column_span: spans.1, text: text.to_owned() }
    }

    #[test]
    fn tables_stand_as_lines_with_tabs() {
        let limits = Limits::default();
        let mut builder = Builder::new(&limits);
        builder.paragraph(" 一、收入 ", BlockKind::Paragraph, Origin::Paragraph(1), Some(0)).unwrap();
        let cells = vec![
            cell(0, 0, (2, 1), "项目"),
            cell(0, 1, (1, 2), "决算\n数"),
            cell(1, 1, (1, 1), "本年"),
            cell(1, 2, (1, 1), ""),
            cell(2, 2, (1, 1), "3"),
        ];
        builder.table(Grid { cells }, Origin::Paragraph(2)).unwrap();
        let content = builder.finish();
        assert_eq!(content.text, "一、收入\n项目\t决算 数\t\n\t本年\t\n\t\t3\n");
        assert_eq!((content.tables[0].n_rows, content.tables[0].n_columns), (3, 3));
        let texts: Vec<_> = content.tables[0].cells.iter().map(|c| c.span.of(&content.text)).collect();
        assert_eq!(texts, ["项目", "决算 数", "本年", "", "3"]);
    }
}
