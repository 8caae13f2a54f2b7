//! Glyphs that stand next to each other on one baseline.

use crate::document::lines::is_never_first;

use super::page::{Glyph, POINT, Unit};

/// 行段. A piece of a printed line without a wide gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub text: String,
    pub left: Unit,
    pub right: Unit,
    pub baseline: Unit,
    pub size: Unit,
    /// Width of what a typesetter would not have broken off its beginning.
    pub first_word: Unit,
}

impl Segment {
    /// Right end of what is seen of it.
    pub(super) fn inked_right(&self) -> Unit {
        inked(self.text.chars().next_back().unwrap_or(' '), self.right, self.size)
    }

    /// Y of the middle of its ideographs.
    pub(super) fn middle(&self) -> Unit {
        self.baseline - self.size * 35 / 100
    }
}

/// Gap between glyphs that begins a new segment, in percent of the font size.
const GAP: Unit = 90;

/// Groups glyphs into segments, sorted by baseline, then from left to right.
pub(super) fn segments(glyphs: &[Glyph]) -> Vec<Segment> {
    let mut runs = runs(glyphs);
    runs.sort_by_key(|run| (run[0].baseline, run[0].left));
    // Runs of one printed line may differ a little in height: sort within the line by x.
    let mut lines: Vec<Vec<Vec<Glyph>>> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if is_level(line[0][0], run[0]) => line.push(run),
            _ => lines.push(vec![run]),
        }
    }
    let mut pieces = Vec::new();
    for mut line in lines {
        line.sort_by_key(|run| (run[0].left, run[0].baseline));
        let mut open: Vec<Glyph> = Vec::new();
        for run in line {
            if open.last().is_some_and(|&last| !follows(last, run[0])) {
                pieces.push(std::mem::take(&mut open));
            }
            open.extend(run);
        }
        pieces.push(open);
    }
    let edges = column_edges(&pieces);
    pieces.iter().flat_map(|piece| split(piece, &edges)).filter_map(segment).collect()
}

/// Where columns of text begin: places at which many pieces begin that have something to their left.
fn column_edges(pieces: &[Vec<Glyph>]) -> Vec<Unit> {
    let leftmost = pieces.iter().filter_map(|piece| piece.first()).map(|g| g.left).min().unwrap_or(0);
    let mut lefts: Vec<Unit> =
        pieces.iter().filter_map(|p| p.first()).filter(|g| g.left > leftmost + 6 * g.size).map(|g| g.left).collect();
    lefts.sort_unstable();
    let groups = lefts.chunk_by(|a, b| b - a <= POINT / 2);
    groups.filter(|group| group.len() >= 6).map(|group| group[group.len() / 2]).collect()
}

/// Right end of what is seen of a character: the right half of closing marks is empty.
fn inked(c: char, right: Unit, size: Unit) -> Unit {
    if is_never_first(c) { right - size / 2 } else { right }
}

/// A mark that hangs out of its column can close the gap to the next one: cut where a column begins.
fn split<'g>(piece: &'g [Glyph], edges: &[Unit]) -> Vec<&'g [Glyph]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for n in 1..piece.len() {
        let (last, next) = (piece[n - 1], piece[n]);
        let inked = inked(last.c, last.right, last.size);
        let is_edge = edges.iter().any(|edge| (edge - next.left).abs() <= POINT);
        if is_edge && (next.left - inked) * 4 >= next.size * 3 {
            parts.push(&piece[start..n]);
            start = n;
        }
    }
    parts.push(&piece[start..]);
    parts
}

/// Glyphs drawn one after the other from left to right on one line.
fn runs(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut runs: Vec<Vec<Glyph>> = Vec::new();
    for &glyph in glyphs {
        // Printed twice for a bold look.
        let is_echo = |g: &Glyph| g.c == glyph.c && is_level(*g, glyph) && (g.left - glyph.left).abs() * 5 < g.size;
        match runs.last_mut() {
            Some(run) if run.iter().rev().take(3).any(is_echo) => {}
            Some(run) if run.last().is_some_and(|&last| is_level(run[0], glyph) && follows(last, glyph)) => {
                run.push(glyph);
            }
            _ => runs.push(vec![glyph]),
        }
    }
    runs
}

/// Whether two glyphs stand on one line, raised and lowered ones included.
fn is_level(a: Glyph, b: Glyph) -> bool {
    (a.baseline - b.baseline).abs() * 100 <= a.size.max(b.size) * 35
}

fn follows(last: Glyph, next: Glyph) -> bool {
    let size = last.size.max(next.size);
    let gap = next.left - last.right;
    gap * 100 <= size * GAP && gap * 100 >= -size * 75 && next.left * 10 > last.left * 10 - size
}

fn segment(glyphs: &[Glyph]) -> Option<Segment> {
    let visible: Vec<&Glyph> = glyphs.iter().collect();
    let (first, last) = (visible.first()?, visible.last()?);
    let main = main_glyph(&visible);
    let (mut text, mut before): (String, Option<&Glyph>) = (String::new(), None);
    for glyph in glyphs {
        if let Some(before) = before {
            let gap = (glyph.left - before.right) * 100 / glyph.size;
            let in_words = is_word(before.c) && is_word(glyph.c);
            if (glyph.after_blank && gap > 45) || (in_words && (glyph.after_blank || gap > 30)) {
                text.push(' ');
            }
        }
        text.push(raised(glyph, main).unwrap_or(glyph.c));
        before = Some(glyph);
    }
    let word_end = visible.windows(2).find(|pair| !(is_word(pair[0].c) && is_word(pair[1].c)));
    Some(Segment {
        text,
        left: first.left,
        right: last.right,
        baseline: main.baseline,
        size: main.size,
        first_word: word_end.map_or(last.right, |pair| pair[0].right) - first.left,
    })
}

/// Letters, digits and the marks within numbers: what blanks separate and typesetters keep together.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-')
}

/// A glyph of the height and baseline that most of the segment has.
fn main_glyph<'g>(glyphs: &[&'g Glyph]) -> &'g Glyph {
    let mut best = (0, glyphs[0]);
    for glyph in glyphs.iter().take(64) {
        let n = glyphs.iter().take(64).filter(|g| g.size == glyph.size && g.baseline == glyph.baseline).count();
        if n > best.0 {
            best = (n, glyph);
        }
    }
    best.1
}

/// A digit printed small and high: an exponent or the mark of a note, never part of the number before it.
fn raised(glyph: &Glyph, main: &Glyph) -> Option<char> {
    let is_small = glyph.size * 100 <= main.size * 80;
    let is_high = (main.baseline - glyph.baseline) * 100 >= main.size * 15;
    let digit = glyph.c.to_digit(10).filter(|_| is_small && is_high)?;
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of one size from `left` on, `narrow` ones half as wide.
    fn glyphs(text: &str, left: Unit, baseline: Unit, size: Unit) -> Vec<Glyph> {
        let mut x = left;
        let mut glyphs = Vec::new();
        let mut after_blank = false;
        for c in text.chars() {
            let width = if c.is_ascii() { size / 2 } else { size };
            x += width;
            if c != ' ' {
                glyphs.push(Glyph { c, left: x - width, right: x, baseline, size, after_blank });
            }
            after_blank = c == ' ';
        }
        glyphs
    }

    #[test]
    fn one_line_from_runs_in_any_order() {
        let mut all = glyphs("万元", 6000, 1000, 1000);
        all.extend(glyphs("支出12.5", 2000, 1010, 1000));
        all.extend(glyphs("项目", 9500, 1000, 1000));
        let found = segments(&all);
        assert_eq!(found.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["支出12.5万元", "项目"]);
        assert_eq!(found[0].first_word, 1000);
    }

    #[test]
    fn raised_digits_and_double_printing() {
        let mut all = glyphs("面积5m", 0, 1000, 1000);
        all.extend(glyphs("2", 3000, 650, 600));
        assert_eq!(segments(&all)[0].text, "面积5m²");
        let bold: Vec<Glyph> = glyphs("合计", 0, 0, 1000)
            .into_iter()
            .flat_map(|g| [g, Glyph { left: g.left + 20, right: g.right + 20, ..g }])
            .collect();
        assert_eq!(segments(&bold)[0].text, "合计");
        assert_eq!(segments(&glyphs("GDP 3 kg", 0, 0, 1000))[0].text, "GDP 3 kg");
    }
}
