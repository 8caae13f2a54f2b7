//! Rows of all pages → paragraphs and tables.

use crate::document::builder::{Builder, Grid};
use crate::document::error::Failure;
use crate::document::lines::{has_number, is_never_first};
use crate::document::wrap::ends_sentence;
use crate::document::{BlockKind, Origin};

use super::grids;
use super::layout::{Item, Layout, Row};
use super::measure::{Margins, Measure};
use super::page::Unit;

/// A paragraph while its lines are read.
struct Open {
    text: String,
    page: u32,
    last: Row,
    last_page: u32,
    height: Unit,
    /// Lines so far.
    n: usize,
    /// Left end of its second line, where the others begin too.
    hang: Option<Unit>,
}

/// 无线表. A table without rules, with the rows it was made of.
struct Loose {
    grid: Grid,
    rows: Vec<Row>,
    /// Pages of its first and of its last row.
    pages: (u32, u32),
}

/// 写出者. Writes paragraphs and tables in order.
pub(super) struct Writer<'b, 'l> {
    builder: &'b mut Builder<'l>,
    measure: Measure,
    open: Option<Open>,
    table: Option<(Grid, Vec<Unit>, u32)>,
    /// A table without rules that may go on over the page.
    loose: Option<Loose>,
    /// Rows that a table repeats at the top of a page.
    pub n_repeated: usize,
}

impl<'b, 'l> Writer<'b, 'l> {
    pub(super) fn new(builder: &'b mut Builder<'l>, measure: Measure) -> Self {
        Self { builder, measure, open: None, table: None, loose: None, n_repeated: 0 }
    }

    /// Writes one page.
    pub(super) fn page(&mut self, layout: Layout, page: u32) -> Result<(), Failure> {
        let height = layout.height;
        let mut rows: Vec<Row> = Vec::new();
        for item in layout.items {
            match item {
                Item::Row(row) => rows.push(row),
                Item::Table(grid, xs) => {
                    self.rows(&std::mem::take(&mut rows), height, page)?;
                    self.close_paragraph()?;
                    self.drawn_table(grid, xs, page)?;
                }
            }
        }
        self.rows(&rows, height, page)
    }

    /// Writes what is still open.
    pub(super) fn finish(mut self) -> Result<usize, Failure> {
        self.close_paragraph()?;
        self.close_table()?;
        Ok(self.n_repeated)
    }

    /// Rows between drawn tables: tables without rules among them, the rest paragraphs.
    fn rows(&mut self, rows: &[Row], height: Unit, page: u32) -> Result<(), Failure> {
        let mut n = self.rest_of_loose_table(rows, page);
        while n < rows.len() {
            if let Some((len, grid)) = grids::aligned(&rows[n..]) {
                self.close_paragraph()?;
                self.loose_table(grid, &rows[n..n + len], page)?;
                n += len;
            } else {
                self.row(&rows[n], height, page)?;
                n += 1;
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, height: Unit, page: u32) -> Result<(), Failure> {
        self.close_table()?;
        let text = row.text();
        if let Some(open) = &mut self.open
            && self.measure.goes_on(open, row, &text, (height, page))
        {
            if open.n == 1 {
                open.hang = Some(row.left());
            }
            let words = open.text.ends_with(|c: char| c.is_ascii_alphabetic())
                && text.starts_with(|c: char| c.is_ascii_alphabetic());
            if words {
                open.text.push(' ');
            }
            open.text.push_str(&text);
            open.n += 1;
            (open.last, open.last_page, open.height) = (row.clone(), page, height);
            return Ok(());
        }
        self.close_paragraph()?;
        self.open = Some(Open { text, page, last: row.clone(), last_page: page, height, n: 1, hang: None });
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), Failure> {
        if let Some(open) = self.open.take() {
            self.builder.paragraph(&open.text, BlockKind::Paragraph, Origin::Page(open.page), None)?;
        }
        Ok(())
    }

    /// A drawn table, or the rest of one that began on the page before.
    fn drawn_table(&mut self, grid: Grid, xs: Vec<Unit>, page: u32) -> Result<(), Failure> {
        if let Some((open, open_xs, first)) = &mut self.table
            && *first < page
            && let Some(all) = grids::common_columns(open_xs, &xs)
        {
            grids::move_columns(open, open_xs, &all);
            let mut grid = grid;
            grids::move_columns(&mut grid, &xs, &all);
            *open_xs = all;
            self.n_repeated += grids::append(open, grid);
            return Ok(());
        }
        self.close_table()?;
        self.table = Some((grid, xs, page));
        Ok(())
    }

    /// Rows at the top of a page that go on with the table without rules at the end of the page before: how many.
    fn rest_of_loose_table(&mut self, rows: &[Row], page: u32) -> usize {
        let Some(open) = self.loose.as_mut().filter(|open| open.pages.1 + 1 == page) else { return 0 };
        let n = grids::rows_of_numbers(&open.rows, rows);
        let Some((grid, all, n_repeated)) = grids::joined(&open.rows, &rows[..n]) else { return 0 };
        (open.grid, open.rows, open.pages.1) = (grid, all, page);
        self.n_repeated += n_repeated;
        n
    }

    /// A table without rules, which may go on over the page.
    fn loose_table(&mut self, grid: Grid, rows: &[Row], page: u32) -> Result<(), Failure> {
        self.close_table()?;
        self.loose = Some(Loose { grid, rows: rows.to_vec(), pages: (page, page) });
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Failure> {
        if let Some(loose) = self.loose.take() {
            self.builder.table(loose.grid, Origin::Page(loose.pages.0))?;
        }
        match self.table.take() {
            Some((grid, _, page)) => self.builder.table(grid, Origin::Page(page)),
            None => Ok(()),
        }
    }
}

impl Measure {
    /// Whether the open paragraph goes on with a row.
    fn goes_on(&self, open: &Open, row: &Row, text: &str, (height, page): (Unit, u32)) -> bool {
        let (last, size) = (&open.last, row.size());
        if last.segments.len() > 1 || row.segments.len() > 1 || (last.size() - size).abs() * 100 > size * 18 {
            return false;
        }
        let is_next_column = row.columns.0 == last.columns.0 && row.columns.1 == last.columns.1 + 1;
        if row.columns != last.columns && open.last_page == page && !is_next_column {
            return false;
        }
        let step = (row.baseline() - last.baseline()) * 100 / size;
        let is_below = row.columns == last.columns && open.last_page == page;
        let margins = self.margins(row, height, page);
        let before = self.margins(last, open.height, open.last_page);
        if is_below && is_title(last, before) && is_title(row, margins) && step <= 250 {
            return !has_number(text) && !ends_sentence(&open.text);
        }
        if is_below && step > self.pitch * 14 / 10 + 10 {
            return false;
        }
        if text.starts_with(is_never_first) {
            return true;
        }
        let room = row.segments[0].first_word.min(10 * size);
        let is_full = last.right() + room + size / 2 > before.right;
        let offset = row.left() - margins.left;
        let is_flush = offset * 10 <= size * 8;
        let is_open = last.right() - before.left > (before.right - before.left) / 2 && has_open_bracket(&open.text);
        if !(is_full || is_open && is_flush && !has_number(text)) {
            return false;
        }
        let hangs = open.hang.is_some_and(|hang| (row.left() - hang).abs() * 10 <= size * 5);
        let sentence = ends_sentence(&open.text);
        if self.indents {
            return !(sentence && has_number(text)) && (is_flush || hangs)
                || (open.n == 1 && !sentence && !has_number(text));
        }
        !has_number(text) && (is_flush || hangs || !sentence)
    }
}

/// Whether the end of a text stands within brackets that are not closed yet.
fn has_open_bracket(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.chars().rev().take(80) {
        depth += match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        };
        if depth > 0 {
            return true;
        }
    }
    false
}

/// A line in the middle of the page, short of both margins.
fn is_title(row: &Row, margins: Margins) -> bool {
    let (left, right) = (row.left() - margins.left, margins.right - row.right());
    let size = row.size();
    left > 2 * size && right > 2 * size && (left - right).abs() < 2 * size
}
