//! Rows of a table in the binary format: borders and merges stand in the mark at the end of each row.

use crate::document::builder::GridCell;
use crate::document::story::{self, Piece};

use super::bytes::{i16_at, u16_at};
use super::properties::modifiers;

/// 行定义. Borders of the cells of a row and how they are merged.
#[derive(Clone, Debug, Default)]
struct Definition {
    /// One more than there are cells.
    borders: Vec<i16>,
    /// Merge flags of each cell.
    flags: Vec<u16>,
}

/// 行. Cells of a row and its definition.
#[derive(Clone, Debug, Default)]
struct Row {
    cells: Vec<Vec<Piece>>,
    definition: Definition,
}

/// 表格. A table while its rows are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    open: Row,
    cell: Vec<Piece>,
}

impl Table {
    /// Adds a piece to the open cell.
    pub(super) fn piece(&mut self, piece: Piece) {
        self.cell.push(piece);
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        self.open.cells.push(std::mem::take(&mut self.cell));
    }

    /// Ends the open row; `bytes` are the modifiers of its mark.
    pub(super) fn end_row(&mut self, bytes: &[u8]) {
        self.open.definition = definition(bytes);
        self.rows.push(std::mem::take(&mut self.open));
    }

    /// Whether nothing has been added.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.open.cells.is_empty() && self.cell.is_empty()
    }

    /// The table, and what floats out of it.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        if !self.open.cells.is_empty() {
            self.rows.push(std::mem::take(&mut self.open));
        }
        // Cells of different rows share columns where their borders stand at one place.
        let mut borders: Vec<i16> = self.rows.iter().flat_map(|row| row.definition.borders.iter().copied()).collect();
        borders.sort_unstable();
        borders.dedup_by(|b, a| i32::from(*b) - i32::from(*a) <= 20);
        let column = |at: i16| {
            let near = borders.iter().enumerate().min_by_key(|(_, b)| (i32::from(**b) - i32::from(at)).abs());
            near.map_or(0, |(n, _)| u32::try_from(n).unwrap_or(0))
        };
        let mut cells: Vec<(GridCell, Vec<Piece>)> = Vec::new();
        for (row, source) in (0..).zip(self.rows) {
            let Definition { borders, flags } = source.definition;
            for (n, pieces) in source.cells.into_iter().enumerate() {
                let flags = flags.get(n).copied().unwrap_or(0);
                let count = u32::try_from(n).unwrap_or(0);
                let (start, end) = match (borders.get(n), borders.get(n + 1)) {
                    (Some(&a), Some(&b)) => (column(a), column(b).max(column(a) + 1)),
                    _ => (count, count + 1),
                };
                let is_merged_left = flags & 2 != 0;
                let is_merged_up = flags & 0x20 != 0 && flags & 0x40 == 0;
                if is_merged_left && let Some((left, _)) = cells.last_mut().filter(|(left, _)| left.row == row) {
                    left.column_span = end - left.column;
                    continue;
                }
                if is_merged_up
                    && let Some((above, _)) = cells.iter_mut().rev().find(|(c, _)| c.column == start && c.row < row)
                    && above.row + above.row_span == row
                {
                    above.row_span += 1;
                    continue;
                }
                let cell = GridCell { row, column: start, row_span: 1, column_span: end - start, text: String::new() };
                cells.push((cell, pieces));
            }
        }
        let (table, floating) = story::table(cells);
        let mut pieces = vec![Piece::Table(table)];
        pieces.extend(floating);
        pieces
    }
}

fn definition(bytes: &[u8]) -> Definition {
    let mut definition = Definition::default();
    for (code, operand) in modifiers(bytes) {
        match code {
            0xD608 => {
                let n = usize::from(operand.first().copied().unwrap_or(0));
                definition.borders = (0..=n).filter_map(|k| i16_at(operand, 1 + 2 * k)).collect();
                let cells = 1 + 2 * (n + 1);
                definition.flags = (0..n).map(|k| u16_at(operand, cells + 20 * k).unwrap_or(0)).collect();
            }
            // A range of cells merged from left to right.
            0x5624 => {
                if let [first, last, ..] = *operand {
                    for (n, flags) in definition.flags.iter_mut().enumerate() {
                        if n > usize::from(first) && n < usize::from(last) {
                            *flags |= 2;
                        }
                    }
                }
            }
            // One cell merged from above.
            0xD62B => {
                if let [n, how, ..] = *operand
                    && let Some(flags) = definition.flags.get_mut(usize::from(n))
                {
                    *flags = (*flags & !0x60) | (u16::from(how & 3) << 5);
                }
            }
            _ => {}
        }
    }
    definition
}
