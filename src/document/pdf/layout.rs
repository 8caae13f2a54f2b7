//! Reading order of one page: tables, columns of text, rows from top to bottom.

use crate::document::builder::Grid;
use crate::text::script::is_han;

use super::lattice;
use super::page::{Page, Unit};
use super::segment::{Segment, segments};
use super::table;

/// 行. Segments on one baseline of one column of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// From left to right; never empty.
    pub segments: Vec<Segment>,
    /// Columns of text that stand side by side here, and which of them this is.
    pub columns: (u8, u8),
}

impl Row {
    pub(super) fn left(&self) -> Unit {
        self.segments[0].left
    }

    pub(super) fn right(&self) -> Unit {
        self.segments[self.segments.len() - 1].right
    }

    pub(super) fn baseline(&self) -> Unit {
        self.segments[0].baseline
    }

    /// Font size of its longest segment.
    pub(super) fn size(&self) -> Unit {
        self.segments.iter().max_by_key(|s| s.right - s.left).map_or(0, |s| s.size)
    }

    /// Its text; wide gaps become two blanks, but letter-spaced words are put together.
    pub(super) fn text(&self) -> String {
        let letters = self.segments.iter().all(|s| s.text.chars().count() == 1 && s.text.chars().all(is_han));
        let pieces: Vec<&str> = self.segments.iter().map(|s| s.text.as_str()).collect();
        pieces.join(if letters && pieces.len() > 1 { "" } else { "  " })
    }
}

/// 页上之物. One thing on a page in reading order.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Row(Row),
    /// A table with the places of its column borders.
    Table(Grid, Vec<Unit>),
}

/// 版面. Everything on a page in the order in which it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub items: Vec<Item>,
    pub width: Unit,
    pub height: Unit,
}

/// Puts what stands on a page in order.
pub(super) fn read(page: &mut Page) -> Layout {
    let mut tables: Vec<(Unit, Unit, Grid, Vec<Unit>)> = Vec::new();
    for lattice in lattice::find(&page.rules) {
        if let Some(grid) = table::fill(&lattice, &mut page.glyphs) {
            tables.push((lattice.top(), lattice.bottom(), grid, lattice.xs));
        }
    }
    let segments = segments(&page.glyphs);
    let mut tables = tables.into_iter().peekable();
    let mut items = Vec::new();
    let mut band: Vec<Segment> = Vec::new();
    let left = segments.iter().map(|s| s.left).min().unwrap_or(0);
    let right = segments.iter().map(|s| s.right).max().unwrap_or(0);
    for segment in segments {
        while tables.peek().is_some_and(|table| table.0.midpoint(table.1) < segment.middle()) {
            flush(&mut band, &mut items);
            items.extend(tables.next().map(|(_, _, grid, xs)| Item::Table(grid, xs)));
        }
        if (segment.right - segment.left) * 10 > (right - left) * 6 {
            let beside = band.last().is_some_and(|last| is_level(last, &segment));
            if !beside {
                flush(&mut band, &mut items);
            }
            band.push(segment);
            if !beside {
                flush(&mut band, &mut items);
            }
        } else if let Some(Item::Row(row)) = items.last_mut()
            && band.is_empty()
            && is_level(&row.segments[0], &segment)
        {
            row.segments.push(segment);
            row.segments.sort_by_key(|s| s.left);
        } else {
            band.push(segment);
        }
    }
    flush(&mut band, &mut items);
    items.extend(tables.map(|(_, _, grid, xs)| Item::Table(grid, xs)));
    Layout { items, width: page.width, height: page.height }
}

fn is_level(a: &Segment, b: &Segment) -> bool {
    (a.baseline - b.baseline).abs() * 100 <= a.size.min(b.size) * 40
}

/// Segments between two lines of full width: rows, or columns of text if that is what they are.
fn flush(band: &mut Vec<Segment>, items: &mut Vec<Item>) {
    let rows = rows(std::mem::take(band));
    // A heading above and a page number below may stand in the way of seeing the columns.
    for (above, below) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (4, 1), (0, 2), (2, 2)] {
        let Some(middle) = rows.len().checked_sub(above + below).filter(|&n| n >= 4) else { continue };
        let middle = &rows[above..above + middle];
        if let Some(columns) = text_columns(middle) {
            let n = u8::try_from(columns.len()).unwrap_or(u8::MAX);
            items.extend(rows[..above].iter().map(|row| item(row.clone(), (1, 0))));
            for (at, column) in (0..n).zip(columns) {
                items.extend(self::rows(column).into_iter().map(|row| item(row, (n, at))));
            }
            items.extend(rows[above + middle.len()..].iter().map(|row| item(row.clone(), (1, 0))));
            return;
        }
    }
    items.extend(rows.into_iter().map(|row| item(row, (1, 0))));
}

fn item(segments: Vec<Segment>, columns: (u8, u8)) -> Item {
    Item::Row(Row { segments, columns })
}

/// Segments by baseline, each row from left to right.
fn rows(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row) if is_level(&row[0], &segment) => row.push(segment),
            _ => rows.push(vec![segment]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|s| s.left);
    }
    rows
}

/// The columns of running text that rows fall into, if they do: at least two, parted by a gutter that nothing
/// crosses, each mostly filled by its lines. The columns of a table are not filled.
fn text_columns(rows: &[Vec<Segment>]) -> Option<Vec<Vec<Segment>>> {
    let mut extents: Vec<(Unit, Unit)> = rows.iter().flatten().map(|s| (s.left, s.inked_right())).collect();
    extents.sort_unstable();
    let mut columns: Vec<(Unit, Unit)> = Vec::new();
    let size = rows.iter().flatten().map(|s| s.size).max()?;
    for (left, right) in extents {
        match columns.last_mut() {
            Some(last) if left < last.1 + size * 8 / 10 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    if !(2..=4).contains(&columns.len()) {
        return None;
    }
    let mut found = Vec::new();
    for (left, right) in columns {
        let inside: Vec<Segment> =
            rows.iter().flatten().filter(|s| s.left >= left && s.inked_right() <= right).cloned().collect();
        let mut widths: Vec<Unit> = inside.iter().map(|s| s.right - s.left).collect();
        widths.sort_unstable();
        let is_filled = widths[widths.len() / 2] * 100 >= (right - left) * 55;
        let words = inside.iter().filter(|s| s.text.chars().filter(|&c| is_han(c)).count() >= 6).count();
        let is_prose = inside.len() >= 4 && right - left >= size * 8 && words * 2 >= inside.len();
        if !(is_filled && is_prose) {
            return None;
        }
        found.push(inside);
    }
    Some(found)
}
