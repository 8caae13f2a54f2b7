//! Tables without rules, and tables that go on over the end of a page.

use std::collections::BTreeSet;

use crate::document::align;
use crate::document::builder::{Grid, GridCell};

use super::layout::Row;
use super::page::{POINT, Unit};

/// Rows looked at together for a table without rules.
const MAX_ROWS: usize = 300;

/// Rows at the top of a page that can repeat a header.
const MAX_HEADER: u32 = 4;

/// Rows that stand in columns without rules: how many, and the table.
pub(super) fn aligned(rows: &[Row]) -> Option<(usize, Grid)> {
    if rows[0].segments.len() < 2 {
        return None;
    }
    let beside = |row: &&Row| row.segments.len() >= 2 && row.columns == rows[0].columns;
    let run = rows.iter().take(MAX_ROWS).take_while(beside).count();
    let extents: Vec<Vec<align::Extent>> =
        rows[..run].iter().map(|row| row.segments.iter().map(|s| (s.left, s.right)).collect()).collect();
    let placed = (2..=run).rev().find_map(|n| align::columns(&extents[..n]))?;
    let n = placed.len();
    let widest = placed.iter().map(Vec::len).max().unwrap_or(0);
    let numeric = rows[..n].iter().filter(|row| row.segments[1..].iter().any(|s| is_number(&s.text))).count();
    if !((widest >= 3 && n >= 2) || n >= 3) || numeric * 3 < n {
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

/// How many rows at the top of a page hold numbers beside words, after those that repeat a header.
pub(super) fn rows_of_numbers(before: &[Row], after: &[Row]) -> usize {
    let numeric = |row: &&Row| row.segments.len() >= 2 && row.segments[1..].iter().any(|s| is_number(&s.text));
    let heads = repeated(before, after);
    heads + after[heads..].iter().take(MAX_ROWS).take_while(numeric).count()
}

/// How many rows begin both tables alike.
fn repeated(before: &[Row], after: &[Row]) -> usize {
    let text = |row: &Row| row.segments.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
    let heads = before.iter().zip(after).take(MAX_HEADER as usize);
    heads.take_while(|(a, b)| text(a) == text(b)).count()
}

/// Rows on two pages as one table, if all of them stand in the same columns: the table, its rows, and how many rows
/// repeat the header.
pub(super) fn joined(before: &[Row], after: &[Row]) -> Option<(Grid, Vec<Row>, usize)> {
    if after.is_empty() {
        return None;
    }
    let repeated = repeated(before, after);
    let all: Vec<Row> = before.iter().chain(&after[repeated..]).cloned().collect();
    let (len, grid) = aligned(&all)?;
    (len == all.len()).then_some((grid, all, repeated))
}

fn is_number(text: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | '％');
    text.bytes().any(|b| b.is_ascii_digit()) && text.chars().all(part)
}

/// The column borders of two parts of one table: one part may lack some that merged cells hide.
pub(super) fn common_columns(a: &[Unit], b: &[Unit]) -> Option<Vec<Unit>> {
    let near = |x: Unit, y: Unit| (x - y).abs() <= 6 * POINT;
    let within = |few: &[Unit], all: &[Unit]| few.iter().all(|&x| all.iter().any(|&y| near(x, y)));
    let (few, all) = if a.len() >= b.len() { (b, a) } else { (a, b) };
    let same_ends = near(a[0], b[0]) && near(a[a.len() - 1], b[b.len() - 1]);
    (same_ends && within(few, all)).then(|| all.to_vec())
}

/// Renumbers the columns of a table whose borders are among others.
pub(super) fn move_columns(grid: &mut Grid, xs: &[Unit], all: &[Unit]) {
    let moved: Vec<u32> = xs
        .iter()
        .map(|x| all.iter().enumerate().min_by_key(|(_, y)| (*y - x).abs()).map_or(0, |(n, _)| n))
        .map(|n| u32::try_from(n).unwrap_or(u32::MAX))
        .collect();
    for cell in &mut grid.cells {
        let end = moved[(cell.column + cell.column_span) as usize];
        cell.column = moved[cell.column as usize];
        cell.column_span = end.saturating_sub(cell.column).max(1);
    }
}

/// Adds the rows of a table that goes on; rows that repeat the header are dropped and counted.
pub(super) fn append(open: &mut Grid, more: Grid) -> usize {
    let text_of = |grid: &Grid, row: u32| -> Vec<(u32, String)> {
        let cells = grid.cells.iter().filter(|c| c.row == row);
        let mut cells: Vec<(u32, String)> = cells.map(|c| (c.column, c.text.clone())).collect();
        cells.sort_unstable();
        cells
    };
    let n_rows = more.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
    let repeats = |row: u32| {
        let text = text_of(&more, row);
        !text.is_empty() && text == text_of(open, row)
    };
    let repeated = (0..n_rows.min(MAX_HEADER)).take_while(|&row| repeats(row)).count();
    let mut dropped = u32::try_from(repeated).unwrap_or(0);
    let base = open.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
    if base > 0 && is_broken(open, base - 1, &more, dropped) {
        for cell in open.cells.iter_mut().filter(|c| c.row == base - 1) {
            let rest = more.cells.iter().filter(|c| c.row == dropped && c.column == cell.column);
            rest.for_each(|rest| cell.text.push_str(&rest.text));
        }
        dropped += 1;
    }
    let kept = more.cells.into_iter().filter(|c| c.row >= dropped);
    open.cells.extend(kept.map(|c| GridCell { row: c.row - dropped + base, ..c }));
    repeated
}

/// Whether a row was broken by the end of the page: words alone, each under words of the last row, where every other
/// row below the header holds a number.
fn is_broken(open: &Grid, last: u32, more: &Grid, first: u32) -> bool {
    let filled = |grid: &'_ Grid, row: u32| -> Vec<(u32, bool)> {
        let cells = grid.cells.iter().filter(|c| c.row == row && !c.text.trim().is_empty());
        cells.map(|c| (c.column, is_number(&c.text))).collect()
    };
    let (above, below) = (filled(open, last), filled(more, first));
    let goes_on = |&(column, numeric): &(u32, bool)| !numeric && above.contains(&(column, false));
    if below.is_empty() || below.len() >= above.len() || !below.iter().all(goes_on) {
        return false;
    }
    let numbered =
        |grid: &Grid| -> BTreeSet<u32> { grid.cells.iter().filter(|c| is_number(&c.text)).map(|c| c.row).collect() };
    let (before, after) = (numbered(open), numbered(more));
    let Some(&body) = before.first() else { return false };
    let end = more.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    (body..=last).all(|row| before.contains(&row)) && (first + 1..end).all(|row| after.contains(&row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut grid = Grid::default();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                grid.cells.push(GridCell { row, column, row_span: 1, column_span: 1, text: (*text).to_owned() });
            }
        }
        grid
    }

    #[test]
    fn a_table_goes_on_without_its_header() {
        let mut open = grid(&[&["项目", "金额"], &["收入", "5"]]);
        assert_eq!(append(&mut open, grid(&[&["项目", "金额"], &["合计", "5"]])), 1);
        let last = open.cells.last().map(|c| (c.row, c.column, c.text.as_str()));
        assert_eq!(last, Some((2, 1, "5")));
    }

    #[test]
    fn a_row_broken_by_the_end_of_the_page() {
        let top: &[&[&str]] = &[&["编码", "名称", "金额"], &["201", "一般公共", "5"]];
        let mut open = grid(top);
        append(&mut open, grid(&[&["编码", "名称", "金额"], &["", "服务支出", ""], &["204", "公共安全", "3"]]));
        let rows: Vec<(u32, &str)> =
            open.cells.iter().filter(|c| c.column == 1).map(|c| (c.row, c.text.as_str())).collect();
        assert_eq!(rows, [(0, "名称"), (1, "一般公共服务支出"), (2, "公共安全")]);
        // A row of words only may be a row of its own where there are others.
        let mut open =
            grid(&[&["编码", "名称", "金额"], &["201", "一般公共", "5"], &["", "其他", ""], &["204", "公共", "3"]]);
        append(&mut open, grid(&[&["", "支出", ""], &["205", "教育", "3"]]));
        assert!(open.cells.iter().any(|c| c.text == "支出"));
    }

    #[test]
    fn columns_hidden_by_merged_cells() {
        let all = common_columns(&[0, 5000, 9000], &[10, 8990]).unwrap();
        let mut part = grid(&[&["合计"]]);
        move_columns(&mut part, &[10, 8990], &all);
        assert_eq!((part.cells[0].column, part.cells[0].column_span), (0, 2));
        assert_eq!(common_columns(&[0, 5000, 9000], &[0, 3000, 9000]), None);
    }
}
