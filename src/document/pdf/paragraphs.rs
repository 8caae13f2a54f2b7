//! Rows of all pages → paragraphs and tables.

use std::collections::BTreeMap;

use crate::document::align;
use crate::document::builder::{Builder, Grid, GridCell};
use crate::document::error::Failure;
use crate::document::lines::{has_number, is_never_first};
use crate::document::wrap::ends_sentence;
use crate::document::{BlockKind, Origin};

use super::layout::{Item, Row};
use super::page::{POINT, Unit};

/// 版心. Where full lines of one column of text begin and end.
#[derive(Clone, Copy, Debug)]
struct Margins {
    left: Unit,
    right: Unit,
}

/// What is known about the lines of the whole file.
pub(super) struct Measure {
    margins: BTreeMap<(u8, u8, Unit), Margins>,
    /// Margins of single pages that are set differently.
    own_margins: BTreeMap<(u32, u8, u8), Margins>,
    /// Distance of baselines within paragraphs, in percent of the font size.
    pitch: Unit,
    /// Paragraphs begin with an indent.
    indents: bool,
}

/// Column of text and height of the page: lines of one key have the same margins.
fn key(row: &Row, height: Unit) -> (u8, u8, Unit) {
    (row.columns.0, row.columns.1, height / (10 * POINT))
}

impl Margins {
    /// A few lines stick out to the left; the right end of full lines is near the outermost.
    fn of(mut lefts: Vec<Unit>, mut rights: Vec<Unit>) -> Self {
        lefts.sort_unstable();
        rights.sort_unstable();
        let at = |sorted: &[Unit], percent: usize| sorted[(sorted.len() - 1) * percent / 100];
        Self { left: at(&lefts, 5), right: at(&rights, 95) }
    }
}

/// Margins of the pages that are full of running text: two lines in five reach the right margin.
fn own_margins(pages: &[(Vec<Item>, Unit)]) -> BTreeMap<(u32, u8, u8), Margins> {
    let mut own = BTreeMap::new();
    for (page, (items, _)) in (1..).zip(pages) {
        let mut columns: BTreeMap<(u8, u8), Vec<&Row>> = BTreeMap::new();
        for row in items.iter().filter_map(single) {
            columns.entry(row.columns).or_default().push(row);
        }
        for (column, rows) in columns {
            let margins =
                Margins::of(rows.iter().map(|r| r.left()).collect(), rows.iter().map(|r| r.right()).collect());
            let full = rows.iter().filter(|row| row.right() + 3 * row.size() / 2 > margins.right).count();
            let is_wide = margins.right - margins.left > 14 * rows[0].size();
            if rows.len() >= 6 && full * 5 >= rows.len() * 2 && is_wide {
                own.insert((page, column.0, column.1), margins);
            }
        }
    }
    own
}

impl Measure {
    /// Looks at all rows of the file.
    pub(super) fn new(pages: &[(Vec<Item>, Unit)]) -> Self {
        let mut sides: BTreeMap<_, (Vec<Unit>, Vec<Unit>)> = BTreeMap::new();
        let mut pitches = Vec::new();
        for (items, height) in pages {
            let rows = items.iter().filter_map(single);
            for row in rows.clone() {
                let (lefts, rights) = sides.entry(key(row, *height)).or_default();
                lefts.push(row.left());
                rights.push(row.right());
            }
            for (a, b) in rows.clone().zip(rows.skip(1)) {
                let step = b.baseline() - a.baseline();
                if a.columns == b.columns && step > 0 && step < 4 * a.size() {
                    pitches.push(step * 100 / a.size());
                }
            }
        }
        let margins = sides.into_iter().map(|(key, (lefts, rights))| (key, Margins::of(lefts, rights)));
        let own_margins = own_margins(pages);
        let mut measure = Self { margins: margins.collect(), own_margins, pitch: 0, indents: false };
        pitches.sort_unstable();
        // Distances within paragraphs are the smaller ones.
        measure.pitch = pitches.get(pitches.len() * 35 / 100).copied().unwrap_or(160);
        measure.indents = measure.has_indents(pages);
        measure
    }

    fn margins(&self, row: &Row, height: Unit, page: u32) -> Margins {
        let own = self.own_margins.get(&(page, row.columns.0, row.columns.1));
        let only = Margins { left: row.left(), right: row.right() };
        own.or_else(|| self.margins.get(&key(row, height))).copied().unwrap_or(only)
    }

    /// Whether lines after a line that is not full mostly begin two characters in.
    fn has_indents(&self, pages: &[(Vec<Item>, Unit)]) -> bool {
        let (mut indented, mut flush) = (0, 0);
        for (page, (items, height)) in (1..).zip(pages) {
            let rows: Vec<&Row> = items.iter().filter_map(single).collect();
            for pair in rows.windows(2) {
                let (margins, size) = (self.margins(pair[1], *height, page), pair[1].size());
                let is_first = pair[0].right() + 3 * size < margins.right && pair[1].right() + 3 * size > margins.right;
                let indent = (pair[1].left() - margins.left) * 10;
                indented += usize::from(is_first && (15 * size..=28 * size).contains(&indent));
                flush += usize::from(is_first && indent < 5 * size);
            }
        }
        indented > flush
    }
}

fn single(item: &Item) -> Option<&Row> {
    match item {
        Item::Row(row) if row.segments.len() == 1 => Some(row),
        _ => None,
    }
}

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

/// 写出者. Writes paragraphs and tables in order.
pub(super) struct Writer<'b, 'l> {
    builder: &'b mut Builder<'l>,
    measure: Measure,
    open: Option<Open>,
    table: Option<(Grid, Vec<Unit>, u32)>,
    /// Rows that a table repeats at the top of a page.
    pub n_repeated: usize,
}

impl<'b, 'l> Writer<'b, 'l> {
    pub(super) fn new(builder: &'b mut Builder<'l>, measure: Measure) -> Self {
        Self { builder, measure, open: None, table: None, n_repeated: 0 }
    }

    /// Writes one page.
    pub(super) fn page(&mut self, items: Vec<Item>, height: Unit, page: u32) -> Result<(), Failure> {
        let mut rows: Vec<Row> = Vec::new();
        for item in items {
            match item {
                Item::Row(row) => rows.push(row),
                Item::Table(grid, xs) => {
                    self.rows(std::mem::take(&mut rows), height, page)?;
                    self.close_paragraph()?;
                    self.drawn_table(grid, xs, page)?;
                }
            }
        }
        self.rows(rows, height, page)
    }

    /// Writes what is still open.
    pub(super) fn finish(mut self) -> Result<usize, Failure> {
        self.close_paragraph()?;
        self.close_table()?;
        Ok(self.n_repeated)
    }

    /// Rows between drawn tables: tables without rules among them, the rest paragraphs.
    fn rows(&mut self, rows: Vec<Row>, height: Unit, page: u32) -> Result<(), Failure> {
        let mut n = 0;
        while n < rows.len() {
            if let Some((len, grid)) = aligned_table(&rows[n..]) {
                self.close_paragraph()?;
                self.close_table()?;
                self.builder.table(grid, Origin::Page(page))?;
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
            && let Some(all) = common_columns(open_xs, &xs)
        {
            move_columns(open, open_xs, &all);
            let mut grid = grid;
            move_columns(&mut grid, &xs, &all);
            *open_xs = all;
            self.n_repeated += append(open, grid);
            return Ok(());
        }
        self.close_table()?;
        self.table = Some((grid, xs, page));
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Failure> {
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
        if !is_full && !(is_open && is_flush && !has_number(text)) {
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

/// The column borders of two parts of one table: one part may lack some that merged cells hide.
fn common_columns(a: &[Unit], b: &[Unit]) -> Option<Vec<Unit>> {
    let near = |x: Unit, y: Unit| (x - y).abs() <= 6 * POINT;
    let within = |few: &[Unit], all: &[Unit]| few.iter().all(|&x| all.iter().any(|&y| near(x, y)));
    let same_ends = near(a[0], b[0]) && near(a[a.len() - 1], b[b.len() - 1]);
    let all = if a.len() >= b.len() { a } else { b };
    (same_ends && within(if a.len() >= b.len() { b } else { a }, all)).then(|| all.to_vec())
}

/// Renumbers the columns of a table whose borders are among others.
fn move_columns(grid: &mut Grid, xs: &[Unit], all: &[Unit]) {
    let moved: Vec<u32> = xs
        .iter()
        .map(|x| all.iter().enumerate().min_by_key(|(_, y)| (*y - x).abs()).map_or(0, |(n, _)| n))
        .map(|n| u32::try_from(n).unwrap_or(u32::MAX))
        .collect();
    for cell in &mut grid.cells {
        let end = moved[(cell.column + cell.column_span) as usize];
        cell.column = moved[cell.column as usize];
        cell.column_span = end - cell.column;
    }
}

/// Adds the rows of a table that goes on; rows that repeat the header are dropped and counted.
fn append(open: &mut Grid, more: Grid) -> usize {
    let text_of = |grid: &Grid, row: u32| -> Vec<(u32, String)> {
        let mut cells: Vec<(u32, String)> =
            grid.cells.iter().filter(|c| c.row == row).map(|c| (c.column, c.text.clone())).collect();
        cells.sort_unstable();
        cells
    };
    let n_rows = more.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
    let mut repeated = 0;
    while repeated < n_rows.min(4)
        && !text_of(&more, repeated).is_empty()
        && text_of(open, repeated) == text_of(&more, repeated)
    {
        repeated += 1;
    }
    let base = open.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
    let kept = more.cells.into_iter().filter(|c| c.row >= repeated);
    open.cells.extend(kept.map(|c| GridCell { row: c.row - repeated + base, ..c }));
    repeated as usize
}

/// Rows that stand in columns without rules: how many, and the table.
fn aligned_table(rows: &[Row]) -> Option<(usize, Grid)> {
    if rows[0].segments.len() < 2 {
        return None;
    }
    let run = rows.iter().take(300).take_while(|row| row.segments.len() >= 2 && row.columns == rows[0].columns).count();
    let extents: Vec<Vec<align::Extent>> =
        rows[..run].iter().map(|row| row.segments.iter().map(|s| (s.left, s.right)).collect()).collect();
    let placed = (2..=run).rev().find_map(|n| align::columns(&extents[..n]))?;
    let n = placed.len();
    let widest = placed.iter().map(Vec::len).max().unwrap_or(0);
    let numeric = rows[..n].iter().filter(|row| row.segments[1..].iter().any(|s| is_number(&s.text))).count();
    if !((widest >= 3 && n >= 2) || n >= 3) || numeric * 2 < n {
        return None;
    }
    let mut grid = Grid::default();
    for (row, (places, source)) in (0..).zip(placed.iter().zip(rows)) {
        for (&(column, column_span), segment) in places.iter().zip(&source.segments) {
            grid.cells.push(GridCell { row, column, row_span: 1, column_span, text: segment.text.clone() });
        }
    }
    Some((n, grid))
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | '％'))
}
