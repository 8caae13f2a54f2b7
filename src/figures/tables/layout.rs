//! 版面. A table as a plane: which cell covers which place, and what stands in it.

use crate::document::{Cell, Document, Table};
use crate::text::Span;
use crate::text::script::{folded, is_blank};

use super::content::{self, Content};

/// Most places of a table that are looked at; [`Limits`](crate::document::Limits) bounds what readers deliver.
const MOST_PLACES: u64 = 4_000_000;

/// 版面.
pub(super) struct Layout<'d> {
    /// The whole text.
    pub(super) text: &'d str,
    table: &'d Table,
    /// Cell that covers each place, row by row.
    owners: Vec<Option<u32>>,
    contents: Vec<Content>,
}

impl<'d> Layout<'d> {
    /// Lays out a table; `None` when it is empty or claims more places than anything real.
    pub(super) fn new(document: &'d Document, table: &'d Table) -> Option<Self> {
        let places = u64::from(table.n_rows) * u64::from(table.n_columns);
        if places == 0 || places > MOST_PLACES {
            return None;
        }
        let mut owners = vec![None; usize::try_from(places).ok()?];
        for (n, cell) in table.cells.iter().enumerate() {
            let (rows, columns) = (cell.row_span.max(1), cell.column_span.max(1));
            for row in cell.row..cell.row.saturating_add(rows).min(table.n_rows) {
                for column in cell.column..cell.column.saturating_add(columns).min(table.n_columns) {
                    owners[(row * table.n_columns + column) as usize] = u32::try_from(n).ok();
                }
            }
        }
        let contents = table.cells.iter().map(|c| content::read(&document.text, c.span)).collect();
        Some(Self { text: &document.text, table, owners, contents })
    }

    pub(super) fn n_rows(&self) -> u32 {
        self.table.n_rows
    }

    pub(super) fn n_columns(&self) -> u32 {
        self.table.n_columns
    }

    pub(super) fn cells(&self) -> &'d [Cell] {
        &self.table.cells
    }

    /// Index of the cell that covers a place.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<usize> {
        if row >= self.table.n_rows || column >= self.table.n_columns {
            return None;
        }
        self.owners[(row * self.table.n_columns + column) as usize].map(|n| n as usize)
    }

    /// A cell.
    pub(super) fn cell(&self, index: usize) -> &'d Cell {
        &self.table.cells[index]
    }

    /// What was found in a cell.
    pub(super) fn content(&self, index: usize) -> &Content {
        &self.contents[index]
    }

    /// What stands at a place.
    pub(super) fn content_at(&self, row: u32, column: u32) -> &Content {
        self.at(row, column).map_or(&Content::Empty, |n| &self.contents[n])
    }

    /// The text of a cell without outer blanks, and where it stands.
    pub(super) fn trimmed(&self, index: usize) -> Span {
        content::trimmed(self.text, self.table.cells[index].span)
    }

    /// The words of a cell without any blank, folded to half width.
    pub(super) fn words(&self, index: usize) -> String {
        folded(self.table.cells[index].span.of(self.text)).into_owned()
    }

    /// The words at a place; empty where nothing stands.
    pub(super) fn words_at(&self, row: u32, column: u32) -> String {
        self.at(row, column).map_or_else(String::new, |n| self.words(n))
    }

    /// The cells of a row from the left, each once, those that hang down from above included.
    pub(super) fn row(&self, row: u32) -> Vec<usize> {
        let mut cells: Vec<usize> = (0..self.table.n_columns).filter_map(|c| self.at(row, c)).collect();
        cells.dedup();
        cells
    }

    /// Cells of a row that are not empty.
    pub(super) fn filled(&self, row: u32) -> Vec<usize> {
        let mut cells = self.row(row);
        cells.retain(|&n| !matches!(self.contents[n], Content::Empty));
        cells
    }

    /// Blanks before the words of a cell, in half-widths: those of the cell, and those trimmed off it in a text.
    pub(super) fn indent(&self, index: usize) -> u32 {
        let start = self.trimmed(index).start as usize;
        let blanks = self.text[..start].chars().rev().take_while(|&c| is_blank(c) && c != '\t').take(40);
        blanks.map(|c| if c.is_ascii() || ('\u{A0}'..='\u{2000}').contains(&c) { 1 } else { 2 }).sum()
    }
}
