//! Tables without rules, and tables that go on over the end of a page.

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
    let dropped = u32::try_from(repeated).unwrap_or(0);
    let base = open.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
    let kept = more.cells.into_iter().filter(|c| c.row >= dropped);
    open.cells.extend(kept.map(|c| GridCell { row: c.row - dropped + base, ..c }));
    repeated
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
    fn columns_hidden_by_merged_cells() {
        let all = common_columns(&[0, 5000, 9000], &[10, 8990]).unwrap();
        let mut part = grid(&[&["合计"]]);
        move_columns(&mut part, &[10, 8990], &all);
        assert_eq!((part.cells[0].column, part.cells[0].column_span), (0, 2));
        assert_eq!(common_columns(&[0, 5000, 9000], &[0, 3000, 9000]), None);
    }
}
