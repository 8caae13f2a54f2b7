//! What the Word formats have in common: paragraphs, tables with nested pieces, boxes that float.

use crate::text::script::{is_han, is_sentence_end};

use super::builder::{Builder, Grid, GridCell};
use super::error::Failure;
use super::lines::runs_on;
use super::{BlockKind, Limits, Note, NoteKind, Origin};

/// 块. One piece of a text in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph with its number; line breaks within it are `\n`.
    Paragraph { text: String, level: Option<u8>, is_contents: bool },
    /// A table.
    Table(Rows),
    /// Text of a box that floats over the page.
    Box(String),
}

/// 表格各行. A table as read; a frame is one that only draws a border around paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// A table proper.
    Grid(Grid),
    /// One single cell: its pieces are the text's own.
    Frame(Vec<Piece>),
}

/// A table from its cells and what stands in them. Nested tables and boxes, which stand after it, come apart.
pub(super) fn table(mut cells: Vec<(GridCell, Vec<Piece>)>) -> (Rows, Vec<Piece>) {
    if let [(_, pieces)] = cells.as_mut_slice() {
        return (Rows::Frame(std::mem::take(pieces)), Vec::new());
    }
    let mut floating = Vec::new();
    let mut grid = Grid::default();
    for (mut cell, pieces) in cells {
        let mut lines: Vec<String> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Paragraph { text, .. } if !text.trim().is_empty() => lines.push(text),
                Piece::Paragraph { .. } => {}
                Piece::Table(Rows::Frame(inner)) => lines.extend(inner.into_iter().filter_map(|p| match p {
                    Piece::Paragraph { text, .. } => Some(text),
                    _ => None,
                })),
                other => floating.push(other),
            }
        }
        cell.text = lines.join("\n");
        grid.cells.push(cell);
    }
    (Rows::Grid(grid), floating)
}

/// 正文. A document in the making, paragraph by paragraph.
pub(super) struct Story<'l> {
    pub builder: Builder<'l>,
    /// Paragraphs and tables so far.
    n: u32,
}

impl<'l> Story<'l> {
    /// Nothing yet.
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self { builder: Builder::new(limits), n: 0 }
    }

    /// Adds a piece of the flow.
    pub(super) fn piece(&mut self, piece: Piece) -> Result<(), Failure> {
        match piece {
            Piece::Paragraph { text, level, is_contents } => {
                self.n += 1;
                let kind = if is_contents { BlockKind::Boilerplate } else { BlockKind::Paragraph };
                for (n, line) in lines(&text).into_iter().enumerate() {
                    self.builder.paragraph(&line, kind, Origin::Paragraph(self.n), level.filter(|_| n == 0))?;
                }
            }
            Piece::Table(Rows::Grid(grid)) => {
                self.n += 1;
                self.builder.table(grid, Origin::Paragraph(self.n))?;
            }
            Piece::Table(Rows::Frame(pieces)) => {
                for piece in pieces {
                    self.piece(piece)?;
                }
            }
            Piece::Box(text) => self.text_box(&text)?,
        }
        Ok(())
    }

    /// A box with sentences is part of what the report says; a short one is decoration.
    fn text_box(&mut self, text: &str) -> Result<(), Failure> {
        let says = text.contains(is_sentence_end) && text.chars().filter(|&c| is_han(c)).count() >= 10;
        let (kind, told) = if says {
            (BlockKind::Paragraph, "文本框内的文字，位置以所在段落为准")
        } else {
            (BlockKind::Running, "文本框内的短语，不作正文")
        };
        for line in lines(text) {
            let span = self.builder.paragraph(&line, kind, Origin::Paragraph(self.n), None)?;
            if let Some(span) = span {
                self.builder.note(Note::at(NoteKind::SetAside, span, told));
            }
        }
        Ok(())
    }

    /// Adds pieces outside the flow: notes, heads and feet.
    pub(super) fn aside(&mut self, pieces: Vec<Piece>, kind: BlockKind) -> Result<(), Failure> {
        for piece in pieces {
            if let Piece::Paragraph { text, .. } | Piece::Box(text) = piece {
                self.builder.paragraph(&text.replace('\n', " "), kind, Origin::Paragraph(self.n), None)?;
            }
        }
        Ok(())
    }
}

/// Character of a symbol font: the ticks and boxes that forms use; others as they are numbered.
pub(super) fn symbol(c: char) -> char {
    match c {
        '\u{F052}' | '\u{F0FE}' => '☑',
        '\u{F0FC}' | '\u{F050}' => '√',
        '\u{F051}' | '\u{F0FD}' | '\u{F0FB}' => '×',
        '\u{F06F}' | '\u{F0A8}' | '\u{F02A}' | '\u{F0A3}' => '□',
        '\u{F000}'..='\u{F8FF}' => '\u{FFFD}',
        other => other,
    }
}

/// A paragraph at its line breaks, except where a phrase runs over one.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if runs_on(last, line) => last.push_str(line),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}
