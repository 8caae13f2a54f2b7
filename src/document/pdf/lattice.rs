//! Tables with drawn rules: cells from the lines around them.

use super::page::{POINT, Rule, Unit};

/// Rules this far apart are one; corners this far apart touch.
const NEAR: Unit = 5 * POINT / 2;

/// Rules of one direction beyond which a page is a drawing.
const MAX_RULES: usize = 3000;

/// Cells beyond which a lattice is a drawing.
const MAX_CELLS: usize = 20_000;

/// 表格框线.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lattice {
    /// Column borders from left to right.
    pub xs: Vec<Unit>,
    /// Row borders from top to bottom.
    pub ys: Vec<Unit>,
    /// Cells, merged where no rule parts them.
    pub cells: Vec<Box>,
    /// Index into `cells` of each place, row by row.
    places: Vec<usize>,
}

/// 格. Which rows and columns a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Box {
    pub row: u32,
    pub column: u32,
    pub row_span: u32,
    pub column_span: u32,
}

impl Lattice {
    /// The cell that holds a point.
    pub(super) fn cell_at(&self, x: Unit, y: Unit) -> Option<usize> {
        let place = |borders: &[Unit], at: Unit| {
            let n = borders.partition_point(|&b| b <= at);
            (n > 0 && n < borders.len()).then(|| n - 1)
        };
        let (row, column) = (place(&self.ys, y)?, place(&self.xs, x)?);
        self.places.get(row * (self.xs.len() - 1) + column).copied()
    }

    /// Its upper border.
    pub(super) fn top(&self) -> Unit {
        self.ys[0]
    }

    /// Its lower border.
    pub(super) fn bottom(&self) -> Unit {
        self.ys[self.ys.len() - 1]
    }
}

/// All tables that rules draw, from top to bottom.
pub(super) fn find(rules: &[Rule]) -> Vec<Lattice> {
    let horizontal = merged(rules.iter().filter(|r| r.is_horizontal));
    let vertical = merged(rules.iter().filter(|r| !r.is_horizontal));
    if horizontal.len() > MAX_RULES || vertical.len() > MAX_RULES {
        return Vec::new();
    }
    let mut lattices: Vec<Lattice> =
        connected(&horizontal, &vertical).into_iter().filter_map(|(h, v)| lattice(&h, v)).collect();
    lattices.sort_by_key(|l| (l.top(), l.xs[0]));
    lattices
}

/// Rules of one direction with those that continue or repeat each other made one.
fn merged<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by_key(|r| (r.at, r.from));
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        match groups.last_mut() {
            Some(group) if rule.at - group[0].at <= NEAR => group.push(rule),
            _ => groups.push(vec![rule]),
        }
    }
    let mut merged = Vec::new();
    for mut group in groups {
        group.sort_by_key(|r| r.from);
        let at = group[group.len() / 2].at;
        let mut open: Option<Rule> = None;
        for rule in group {
            match &mut open {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => merged.extend(open.replace(Rule { at, ..rule })),
            }
        }
        merged.extend(open);
    }
    merged
}

fn cross(h: &Rule, v: &Rule) -> bool {
    (h.from - NEAR..=h.to + NEAR).contains(&v.at) && (v.from - NEAR..=v.to + NEAR).contains(&h.at)
}

/// Groups of rules that cross each other.
fn connected(horizontal: &[Rule], vertical: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let n = horizontal.len();
    let mut parent: Vec<usize> = (0..n + vertical.len()).collect();
    for (i, h) in horizontal.iter().enumerate() {
        for (j, _) in vertical.iter().enumerate().filter(|(_, v)| cross(h, v)) {
            union(&mut parent, i, n + j);
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    let rules = horizontal.iter().map(|rule| (rule, true)).chain(vertical.iter().map(|rule| (rule, false)));
    for (i, (rule, is_horizontal)) in rules.enumerate() {
        let root = find_root(&mut parent, i);
        let at = groups.iter().position(|g| g.0 == root).unwrap_or_else(|| {
            groups.push((root, Vec::new(), Vec::new()));
            groups.len() - 1
        });
        let side = if is_horizontal { &mut groups[at].1 } else { &mut groups[at].2 };
        side.push(*rule);
    }
    groups.into_iter().map(|(_, h, v)| (h, v)).collect()
}

fn find_root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

fn union(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find_root(parent, a), find_root(parent, b));
    parent[a.max(b)] = a.min(b);
}

fn lattice(horizontal: &[Rule], mut vertical: Vec<Rule>) -> Option<Lattice> {
    close_sides(horizontal, &mut vertical);
    let borders = |rules: &[Rule]| {
        let mut at: Vec<Unit> = rules.iter().map(|r| r.at).collect();
        at.sort_unstable();
        at.dedup_by(|b, a| *b - *a <= NEAR);
        at
    };
    let (xs, ys) = (borders(&vertical), borders(horizontal));
    let (n_columns, n_rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if n_columns * n_rows < 2 || n_columns * n_rows > MAX_CELLS {
        return None;
    }
    let mut parent: Vec<usize> = (0..n_columns * n_rows).collect();
    for row in 0..n_rows {
        for column in 0..n_columns {
            let place = row * n_columns + column;
            if column + 1 < n_columns && !is_drawn(&vertical, xs[column + 1], ys[row], ys[row + 1]) {
                union(&mut parent, place, place + 1);
            }
            if row + 1 < n_rows && !is_drawn(horizontal, ys[row + 1], xs[column], xs[column + 1]) {
                union(&mut parent, place, place + n_columns);
            }
        }
    }
    let mut lattice = Lattice { xs, ys, cells: Vec::new(), places: vec![usize::MAX; n_columns * n_rows] };
    for place in 0..parent.len() {
        if lattice.places[place] != usize::MAX {
            continue;
        }
        let root = find_root(&mut parent, place);
        let (row, column) = (place / n_columns, place % n_columns);
        // The largest rectangle of the group from here on: groups are rectangles unless the drawing is odd.
        let is_free = |parent: &mut [usize], lattice: &Lattice, place: usize| {
            lattice.places[place] == usize::MAX && find_root(parent, place) == root
        };
        let mut width = 1;
        while column + width < n_columns && is_free(&mut parent, &lattice, place + width) {
            width += 1;
        }
        let mut height = 1;
        while row + height < n_rows
            && (0..width).all(|dx| is_free(&mut parent, &lattice, place + height * n_columns + dx))
        {
            height += 1;
        }
        for dy in 0..height {
            for dx in 0..width {
                lattice.places[place + dy * n_columns + dx] = lattice.cells.len();
            }
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        lattice.cells.push(Box {
            row: number(row),
            column: number(column),
            row_span: number(height),
            column_span: number(width),
        });
    }
    (lattice.cells.len() >= 2).then_some(lattice)
}

/// Many tables have no rules at their left and right ends: the ends of the horizontal rules are the sides.
fn close_sides(horizontal: &[Rule], vertical: &mut Vec<Rule>) {
    let (Some(first), Some(last)) = (horizontal.iter().map(|r| r.at).min(), horizontal.iter().map(|r| r.at).max())
    else {
        return;
    };
    let left = horizontal.iter().map(|r| r.from).min().unwrap_or(0);
    let right = horizontal.iter().map(|r| r.to).max().unwrap_or(0);
    for (side, ends) in [
        (left, horizontal.iter().filter(|r| r.from - left <= NEAR).count()),
        (right, horizontal.iter().filter(|r| right - r.to <= NEAR).count()),
    ] {
        let is_open = !vertical.iter().any(|v| (v.at - side).abs() <= 2 * NEAR);
        if is_open && ends >= 3 {
            vertical.push(Rule { is_horizontal: false, at: side, from: first, to: last });
        }
    }
}

/// Whether rules at `at` cover most of `from..to`.
fn is_drawn(rules: &[Rule], at: Unit, from: Unit, to: Unit) -> bool {
    let covered: Unit =
        rules.iter().filter(|r| (r.at - at).abs() <= NEAR).map(|r| (r.to.min(to) - r.from.max(from)).max(0)).sum();
    covered * 10 >= (to - from) * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(at: Unit, from: Unit, to: Unit) -> Rule {
        Rule { is_horizontal: true, at: at * POINT, from: from * POINT, to: to * POINT }
    }

    fn v(at: Unit, from: Unit, to: Unit) -> Rule {
        Rule { is_horizontal: false, ..h(at, from, to) }
    }

    #[test]
    fn merged_cells_have_no_rule_between_them() {
        // A header over two of three columns; the first header cell is two rows high.
        let rules = [
            h(0, 0, 300),
            h(20, 100, 300),
            h(40, 0, 300),
            h(60, 0, 300),
            v(0, 0, 60),
            v(100, 0, 60),
            v(200, 20, 60),
            v(300, 0, 60),
        ];
        let found = find(&rules);
        let boxes: Vec<_> = found[0].cells.iter().map(|b| (b.row, b.column, b.row_span, b.column_span)).collect();
        assert_eq!(
            boxes,
            [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
        );
        assert_eq!(found[0].cell_at(250 * POINT, 10 * POINT), Some(1));
        assert_eq!(found[0].cell_at(350 * POINT, 10 * POINT), None);
    }

    #[test]
    fn open_sides_are_closed_and_frames_are_no_tables() {
        let open = [h(0, 0, 300), h(20, 0, 300), h(40, 0, 300), v(150, 0, 40)];
        assert_eq!(find(&open)[0].cells.len(), 4);
        let frame = [h(0, 0, 300), h(400, 0, 300), v(0, 0, 400), v(300, 0, 400)];
        assert_eq!(find(&frame), []);
    }
}
