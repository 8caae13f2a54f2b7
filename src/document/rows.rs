//! Tables whose rows each say where their own cells end, as in the binary Word format and in RTF.

use super::builder::GridCell;
use super::story::{self, Piece};

/// How a cell is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Merge {
    /// It continues the cell to its left.
    pub left: bool,
    /// It continues the cell above.
    pub up: bool,
}

/// 行定义. Borders of the cells of a row and how they are merged.
#[derive(Clone, Debug, Default)]
pub(super) struct Definition {
    /// One more than there are cells, from left to right, in twentieths of a point.
    pub borders: Vec<i32>,
    pub merges: Vec<Merge>,
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

/// Borders this close are one, in twentieths of a point.
const NEAR: i32 = 20;

impl Table {
    /// Adds a piece to the open cell.
    pub(super) fn piece(&mut self, piece: Piece) {
        self.cell.push(piece);
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        self.open.cells.push(std::mem::take(&mut self.cell));
    }

    /// Ends the open row.
    pub(super) fn end_row(&mut self, definition: Definition) {
        self.open.definition = definition;
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
        let mut borders: Vec<i32> = self.rows.iter().flat_map(|row| row.definition.borders.iter().copied()).collect();
        borders.sort_unstable();
        borders.dedup_by(|b, a| *b - *a <= NEAR);
        let column = |at: i32| {
            let n = borders.partition_point(|&b| b <= at + NEAR).saturating_sub(1);
            u32::try_from(n).unwrap_or(u32::MAX)
        };
        let mut cells: Vec<(GridCell, Vec<Piece>)> = Vec::new();
        for (row, source) in (0..).zip(self.rows) {
            let Definition { borders, merges } = source.definition;
            for (n, pieces) in source.cells.into_iter().enumerate() {
                let merge = merges.get(n).copied().unwrap_or_default();
                let count = u32::try_from(n).unwrap_or(u32::MAX - 1);
                let (start, end) = match (borders.get(n), borders.get(n + 1)) {
                    (Some(&a), Some(&b)) => (column(a), column(b).max(column(a) + 1)),
                    _ => (count, count + 1),
                };
                let left =
                    cells.last().filter(|(left, _)| left.row == row).map(|(left, _)| left.column + left.column_span);
                if merge.left
                    && left.is_some()
                    && let Some((left, _)) = cells.last_mut()
                {
                    left.column_span = end.saturating_sub(left.column).max(1);
                    continue;
                }
                if merge.up
                    && let Some((above, _)) = cells.iter_mut().rev().find(|(c, _)| c.column == start && c.row < row)
                    && above.row + above.row_span == row
                {
                    above.row_span += 1;
                    continue;
                }
                // Borders out of order would make cells overlap.
                let start = start.max(left.unwrap_or(0));
                let column_span = end.saturating_sub(start).max(1);
                cells.push((GridCell { row, column: start, row_span: 1, column_span, text: String::new() }, pieces));
            }
        }
        let (table, floating) = story::table(cells);
        let mut pieces = vec![Piece::Table(table)];
        pieces.extend(floating);
        pieces
    }
}
