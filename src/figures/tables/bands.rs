//! 表头. Which rows are header, and which stand below it; forms set a new header half way down.

use std::ops::Range;

use super::content::Content;
use super::layout::Layout;
use super::words;

/// Longest header cell in characters.
const LONGEST: usize = 30;

/// Rows that may stand above the first header: title, unit, what all columns tell.
const MOST_ABOVE: u32 = 3;

/// 分块. Header rows and the rows below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// Empty where the table has no header.
    pub(super) header: Vec<u32>,
    pub(super) body: Range<u32>,
}

/// Cuts a table into bands. Rows above the first header are a band without header.
pub(super) fn find(layout: &Layout<'_>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut row = 0;
    while row < layout.n_rows() {
        let is_on_top = bands.iter().all(|b| b.header.is_empty()) && row <= MOST_ABOVE;
        let opens = is_header(layout, row) && (is_on_top || fills_the_row(layout, row))
            || bands.iter().all(|b| b.header.is_empty()) && is_first_row(layout, row);
        if !opens {
            match bands.last_mut() {
                Some(band) => band.body.end = row + 1,
                None => bands.push(Band { header: Vec::new(), body: row..row + 1 }),
            }
            row += 1;
            continue;
        }
        let mut header = vec![row];
        row += 1;
        while row < layout.n_rows() && goes_on(layout, &header, row) {
            header.push(row);
            row += 1;
        }
        while row < layout.n_rows() && only_numbers_columns(layout, row) {
            row += 1;
        }
        bands.push(Band { header, body: row..row });
    }
    bands
}

/// Cells that begin in a row and are not empty.
fn own(layout: &Layout<'_>, row: u32) -> Vec<usize> {
    let mut cells = layout.filled(row);
    cells.retain(|&n| layout.cell(n).row == row);
    cells
}

/// Whether a number, and not a year, fills a cell.
fn is_value(layout: &Layout<'_>, cell: usize) -> bool {
    layout.content(cell).is_number() && !words::is_year(&layout.words(cell))
}

fn is_short(layout: &Layout<'_>, cell: usize) -> bool {
    layout.trimmed(cell).of(layout.text).chars().take(LONGEST + 1).count() <= LONGEST
}

/// Whether the words of a row are those that head columns.
fn is_header(layout: &Layout<'_>, row: u32) -> bool {
    let cells = own(layout, row);
    if cells.len() < 2 || cells.iter().any(|&n| is_value(layout, n) || !is_short(layout, n)) {
        return false;
    }
    let words: Vec<String> = cells.iter().map(|&n| layout.words(n)).collect();
    let values = words.iter().skip(1).filter(|w| words::heads_values(w)).count();
    let headings = words.iter().filter(|w| words::heads_values(w) || words::heads_names(w)).count();
    values >= 1 && headings >= 2 && headings * 2 >= cells.len()
}

/// Below the first rows a header has hardly an empty place: a row of names beside each other has.
fn fills_the_row(layout: &Layout<'_>, row: u32) -> bool {
    let filled = (0..layout.n_columns()).filter(|&c| !matches!(layout.content_at(row, c), Content::Empty)).count();
    filled * 4 >= layout.n_columns() as usize * 3
}

/// Whether a row without known words heads the columns all the same: short words above numbers.
fn is_first_row(layout: &Layout<'_>, row: u32) -> bool {
    let cells = own(layout, row);
    if cells.len() < 2 || cells.iter().any(|&n| is_value(layout, n) || !is_short(layout, n)) {
        return false;
    }
    if (row + 1..layout.n_rows().min(row + 4)).any(|r| is_header(layout, r)) {
        return false;
    }
    let above_numbers = |&n: &usize| {
        let column = layout.cell(n).column;
        column > 0
            && (row + 1..layout.n_rows().min(row + 6)).any(|r| layout.content_at(r, column).is_number())
            && (row + 1..layout.n_rows().min(row + 3))
                .any(|r| layout.at(r, column).is_some_and(|below| is_value(layout, below)))
    };
    let n_above = cells.iter().filter(|n| above_numbers(n)).count();
    // 项目名称 甲工程 预算 100: words beside their value, no header.
    n_above >= 1 && n_above * 2 >= cells.len() && own(layout, row + 1).len() >= 2
}

/// Whether `row` goes on with the header: it stands under a cell that spans columns, or beside one that spans rows.
fn goes_on(layout: &Layout<'_>, header: &[u32], row: u32) -> bool {
    let cells = own(layout, row);
    if cells.is_empty() || cells.iter().any(|&n| is_value(layout, n) || !is_short(layout, n)) {
        return false;
    }
    let Some(&above) = header.last() else { return false };
    let under_a_span = cells.iter().all(|&n| {
        let column = layout.cell(n).column;
        layout.at(above, column).is_some_and(|a| layout.cell(a).column_span > 1)
    });
    let are_levels = cells.iter().all(|&n| words::levels_of_code(&layout.words(n)));
    if under_a_span || are_levels {
        return true;
    }
    // In a text the places that a cell spans are empty.
    let is_flat = layout.cells().iter().all(|c| c.row_span == 1 && c.column_span == 1);
    is_flat
        && matches!(layout.content_at(row, 0), Content::Empty)
        && cells.iter().any(|&n| matches!(layout.content_at(above, layout.cell(n).column), Content::Empty))
        && cells.iter().all(|&n| words::heads_values(&layout.words(n)) || words::item(&layout.words(n)).is_some())
}

/// 栏次 1 2 3=1+2: numbers the columns.
fn only_numbers_columns(layout: &Layout<'_>, row: u32) -> bool {
    let cells = own(layout, row);
    let words: Vec<String> = cells.iter().map(|&n| layout.words(n)).collect();
    let named = words.first().is_some_and(|w| matches!(w.as_str(), "栏次" | "行次" | "栏目" | "列次"));
    let formula = |w: &String| !w.is_empty() && w.chars().all(|c| c.is_ascii_digit() || "=+-/*×÷()%".contains(c));
    let numbers: Vec<u32> = words.iter().filter_map(|w| w.split('=').next()?.parse().ok()).collect();
    let counts = numbers.len() >= 2
        && numbers.first() == Some(&1)
        && numbers.windows(2).all(|w| w[1] == w[0] + 1)
        && words.iter().skip(1).all(formula);
    (named || counts) && words.iter().filter(|w| formula(w)).count() + 1 >= words.len() && words.len() >= 2
}
