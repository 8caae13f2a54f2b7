//! What is known about the lines of the whole file: where full lines end, how far apart they stand.

use std::collections::BTreeMap;

use super::layout::{Item, Layout, Row};
use super::page::{POINT, Unit};

/// 版心. Where full lines of one column of text begin and end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    pub left: Unit,
    pub right: Unit,
}

impl Margins {
    /// A few lines stick out to the left; the right end of full lines is near the outermost.
    fn of(rows: &[&Row]) -> Self {
        let sorted = |end: fn(&Row) -> Unit| {
            let mut ends: Vec<Unit> = rows.iter().map(|row| end(row)).collect();
            ends.sort_unstable();
            ends
        };
        let (lefts, rights) = (sorted(Row::left), sorted(Row::right));
        let at = |ends: &[Unit], percent: usize| ends[(ends.len() - 1) * percent / 100];
        Self { left: at(&lefts, 5), right: at(&rights, 95) }
    }

    /// How many rows reach the right margin.
    fn n_full(self, rows: &[&Row]) -> usize {
        rows.iter().filter(|row| row.right() + 3 * row.size() / 2 > self.right).count()
    }
}

/// 度量.
pub(super) struct Measure {
    margins: BTreeMap<Key, Margins>,
    /// Margins of single pages that are set differently.
    own_margins: BTreeMap<(u32, u8, u8), Margins>,
    /// Distance of baselines within paragraphs, in percent of the font size.
    pub pitch: Unit,
    /// Paragraphs begin with an indent.
    pub indents: bool,
}

/// Columns of text side by side, which of them, height of the page: lines of one key have the same margins.
type Key = (u8, u8, Unit);

fn key(row: &Row, height: Unit) -> Key {
    (row.columns.0, row.columns.1, height / (10 * POINT))
}

impl Measure {
    /// Looks at all rows of the file.
    pub(super) fn new(pages: &[Layout]) -> Self {
        let mut sides: BTreeMap<Key, (Unit, Vec<&Row>)> = BTreeMap::new();
        let mut pitches = Vec::new();
        for page in pages {
            let rows = page.items.iter().filter_map(single);
            for row in rows.clone() {
                sides.entry(key(row, page.height)).or_insert((page.width, Vec::new())).1.push(row);
            }
            for (a, b) in rows.clone().zip(rows.skip(1)) {
                let step = b.baseline() - a.baseline();
                if a.columns == b.columns && step > 0 && step < 4 * a.size() {
                    pitches.push(step * 100 / a.size());
                }
            }
        }
        let margins = sides.into_iter().map(|(key, (width, rows))| {
            let mut margins = Margins::of(&rows);
            // Lines that end anywhere do not show where they would have had to end: the page does.
            let n_full = margins.n_full(&rows);
            if key.0 == 1 && (n_full < 3 || n_full * 7 < rows.len()) {
                margins.right = margins.right.max(width - margins.left);
            }
            (key, margins)
        });
        let margins = margins.collect();
        pitches.sort_unstable();
        // Distances within paragraphs are the smaller ones.
        let pitch = pitches.get(pitches.len() * 35 / 100).copied().unwrap_or(160);
        let mut measure = Self { margins, own_margins: own_margins(pages), pitch, indents: false };
        measure.indents = measure.has_indents(pages);
        measure
    }

    /// Margins of the column of text that a row stands in.
    pub(super) fn margins(&self, row: &Row, height: Unit, page: u32) -> Margins {
        let own = self.own_margins.get(&(page, row.columns.0, row.columns.1));
        let only = Margins { left: row.left(), right: row.right() };
        own.or_else(|| self.margins.get(&key(row, height))).copied().unwrap_or(only)
    }

    /// Whether lines after a line that is not full mostly begin two characters in.
    fn has_indents(&self, pages: &[Layout]) -> bool {
        let (mut indented, mut flush) = (0, 0);
        for (n, page) in (1..).zip(pages) {
            let rows: Vec<&Row> = page.items.iter().filter_map(single).collect();
            for pair in rows.windows(2) {
                let (margins, size) = (self.margins(pair[1], page.height, n), pair[1].size());
                let is_first = pair[0].right() + 3 * size < margins.right && pair[1].right() + 3 * size > margins.right;
                let indent = (pair[1].left() - margins.left) * 10;
                indented += usize::from(is_first && (15 * size..=28 * size).contains(&indent));
                flush += usize::from(is_first && indent < 5 * size);
            }
        }
        indented > flush
    }
}

/// Margins of the pages that are full of running text: two lines in five reach the right margin.
fn own_margins(pages: &[Layout]) -> BTreeMap<(u32, u8, u8), Margins> {
    let mut own = BTreeMap::new();
    for (n, page) in (1..).zip(pages) {
        let mut columns: BTreeMap<(u8, u8), Vec<&Row>> = BTreeMap::new();
        for row in page.items.iter().filter_map(single) {
            columns.entry(row.columns).or_default().push(row);
        }
        for (column, rows) in columns {
            let margins = Margins::of(&rows);
            let is_wide = margins.right - margins.left > 14 * rows[0].size();
            if rows.len() >= 6 && margins.n_full(&rows) * 5 >= rows.len() * 2 && is_wide {
                own.insert((n, column.0, column.1), margins);
            }
        }
    }
    own
}

/// A row of running text: one segment.
fn single(item: &Item) -> Option<&Row> {
    match item {
        Item::Row(row) if row.segments.len() == 1 => Some(row),
        _ => None,
    }
}
