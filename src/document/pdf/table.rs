//! Text of tables: what stands in the cells that rules draw.

use crate::document::builder::{Grid, GridCell};

use super::lattice::Lattice;
use super::page::Glyph;
use super::segment::{Segment, segments};

/// Takes the glyphs that stand in the cells of a lattice out of `glyphs`; `None` (and all glyphs stay) if fewer
/// than two cells have text: then the rules are decoration.
pub(super) fn fill(lattice: &Lattice, glyphs: &mut Vec<Glyph>) -> Option<Grid> {
    let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); lattice.cells.len()];
    let cell_of =
        |glyph: &Glyph| lattice.cell_at(glyph.left.midpoint(glyph.right), glyph.baseline - glyph.size * 35 / 100);
    for glyph in glyphs.iter() {
        if let Some(cell) = cell_of(glyph) {
            inside[cell].push(*glyph);
        }
    }
    if inside.iter().filter(|cell| !cell.is_empty()).count() < 2 {
        return None;
    }
    glyphs.retain(|glyph| cell_of(glyph).is_none());
    let lines: Vec<Vec<Vec<Segment>>> = inside.iter().map(|glyphs| lines(segments(glyphs))).collect();
    let mut grid = Grid::default();
    let n_rows = u32::try_from(lattice.ys.len() - 1).unwrap_or(0);
    let mut shift = 0;
    for row in 0..n_rows {
        let cells: Vec<usize> = (0..lattice.cells.len()).filter(|&n| lattice.cells[n].row == row).collect();
        let stacked = stacked_rows(lattice, &lines, &cells);
        for n in cells {
            let place = lattice.cells[n];
            let cell = |row: u32, row_span: u32, text: String| GridCell {
                row,
                row_span,
                column: place.column,
                column_span: place.column_span,
                text,
            };
            let base = place.row + shift;
            if stacked.len() > 1 && place.row_span == 1 {
                for (at, baseline) in (0..).zip(&stacked) {
                    let line = lines[n].iter().filter(|line| nearest(&stacked, line[0].baseline) == *baseline);
                    grid.cells.push(cell(base + at, 1, line.map(|line| row_text(line)).collect()));
                }
            } else {
                let more = u32::try_from(stacked.len().max(1) - 1).unwrap_or(0);
                let text = cell_text(&lines[n], lattice.xs[(place.column + place.column_span) as usize]);
                grid.cells.push(cell(base, place.row_span + more, text));
            }
        }
        shift += u32::try_from(stacked.len().max(1) - 1).unwrap_or(0);
    }
    Some(grid)
}

/// Segments of one cell as lines from top to bottom.
fn lines(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut lines: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line) if (segment.baseline - line[0].baseline) * 100 <= segment.size * 40 => line.push(segment),
            _ => lines.push(vec![segment]),
        }
    }
    for line in &mut lines {
        line.sort_by_key(|segment| segment.left);
    }
    lines
}

/// Baselines of the rows within one drawn row: some tables have rules between columns only.
fn stacked_rows(lattice: &Lattice, lines: &[Vec<Vec<Segment>>], cells: &[usize]) -> Vec<i32> {
    let single: Vec<usize> = cells.iter().copied().filter(|&n| lattice.cells[n].row_span == 1).collect();
    let is_number = |line: &[Segment]| {
        line.iter().all(|s| {
            s.text.bytes().any(|b| b.is_ascii_digit())
                && s.text.bytes().all(|b| b.is_ascii_punctuation() || b.is_ascii_digit())
        })
    };
    // Only columns of numbers prove rows: words simply fill several lines.
    let proof: Vec<usize> = single
        .iter()
        .copied()
        .filter(|&n| {
            lines[n].len() >= 3 && lines[n].iter().filter(|line| is_number(line)).count() * 10 >= lines[n].len() * 8
        })
        .collect();
    let Some(&longest) = proof.iter().max_by_key(|&&n| lines[n].len()) else { return Vec::new() };
    let baselines: Vec<i32> = lines[longest].iter().map(|line| line[0].baseline).collect();
    let size = lines[longest][0][0].size;
    let agrees = |n: usize| {
        lines[n].iter().all(|line| (nearest(&baselines, line[0].baseline) - line[0].baseline).abs() <= size / 2)
    };
    let filled = single.iter().filter(|&&n| !lines[n].is_empty());
    let (agreeing, all) = filled.fold((0, 0), |(yes, all), &n| (yes + usize::from(agrees(n)), all + 1));
    if agreeing >= 2 && agreeing == all { baselines } else { Vec::new() }
}

fn nearest(baselines: &[i32], at: i32) -> i32 {
    baselines.iter().copied().min_by_key(|b| (b - at).abs()).unwrap_or(at)
}

fn row_text(line: &[Segment]) -> String {
    let mut text = String::new();
    for segment in line {
        // Letter-spaced words (`合　计`) are one; anything else that stands apart stays apart.
        let is_letter = |s: &str| s.chars().count() == 1 && !s.is_ascii();
        if !(text.is_empty() || is_letter(&segment.text) || is_letter(&text)) {
            text.push(' ');
        }
        text.push_str(&segment.text);
    }
    text
}

/// Lines of a cell as one text. `right` is the cell's right border: a number that reaches it goes on below.
fn cell_text(lines: &[Vec<Segment>], right: i32) -> String {
    let mut text = String::new();
    let mut before: Option<&Segment> = None;
    for line in lines {
        let next = row_text(line);
        if let (Some(before), Some(last), Some(first)) = (before, text.chars().next_back(), next.chars().next())
            && last.is_ascii_alphanumeric()
            && first.is_ascii_alphanumeric()
            && before.right + before.size < right
        {
            text.push(' ');
        }
        text.push_str(&next);
        before = line.last();
    }
    text
}
