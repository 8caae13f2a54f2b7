//! 表内加总. Which rows and which columns of a grid the words make add up.
//!
//! Only the words decide: 合计 and 小计, 其中, numbers before labels, indentation, budget codes, header paths. Where
//! they leave it open (其中 without indentation: where does it end?) the sum is only bounded, or not looked at.

use crate::figures::{FigureId, Grid, GridCell, GridRow, Purpose, Total};
use crate::relations::chart;
use crate::text::any_of;

/// 加总. Lines (rows or columns) that add up to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    pub(super) holds: Holds,
}

/// What the words say of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// 合计, codes: the parts make the total.
    Stated,
    /// Numbers or indentation alone: they should.
    Inferred,
    /// 其中: no more than the total.
    AtMost,
}

/// The rows below a row.
#[derive(Clone, Default)]
struct Node {
    children: Vec<usize>,
    /// 其中 opens the children.
    of_which: bool,
    /// The words do not say where the children end.
    unclear: bool,
}

/// How a grid shows which rows belong to which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signs {
    Codes,
    Labels,
}

/// 行的层次. The rows of a grid as a forest.
pub(super) struct Rows<'g> {
    grid: &'g Grid,
    /// One for each row.
    nodes: Vec<Node>,
    /// Rows without a row above them, totals included, in order.
    roots: Vec<usize>,
    /// Some of the roots may stand below another.
    unclear: bool,
    signs: Signs,
}

impl<'g> Rows<'g> {
    /// Reads the signs of the rows.
    pub(super) fn of(grid: &'g Grid) -> Self {
        let coded = grid.rows.iter().filter(|r| r.code.is_some()).count();
        let named = grid.rows.iter().filter(|r| r.label.is_some()).count();
        let signs = if coded >= 2 && coded * 2 >= named { Signs::Codes } else { Signs::Labels };
        let nodes = vec![Node::default(); grid.rows.len()];
        let mut rows = Self { grid, nodes, roots: Vec::new(), unclear: false, signs };
        let mut open: Vec<usize> = Vec::new();
        for (n, row) in grid.rows.iter().enumerate().filter(|(_, row)| row.label.is_some()) {
            if row.total.is_some() {
                rows.roots.push(n);
                open.clear();
                continue;
            }
            match signs {
                Signs::Codes if row.code.is_none() => {
                    // Without code it may be a part of the rows around it, or stand beside them.
                    rows.unclear = true;
                    continue;
                }
                Signs::Codes => rows.close_by_code(&mut open, row),
                Signs::Labels => rows.close_by_label(&mut open, row, n),
            }
            match open.last() {
                Some(&above) => {
                    rows.nodes[above].children.push(n);
                    rows.nodes[above].of_which |= row.of_which;
                }
                None => rows.roots.push(n),
            }
            open.push(n);
        }
        rows.unclear |= rows.roots_mix_levels();
        rows
    }

    /// Whether what stands side by side cannot be added: a code or an account twice, wholes among their parts.
    fn roots_mix_levels(&self) -> bool {
        let plain = || self.roots.iter().map(|&n| self.row(n)).filter(|row| row.total.is_none());
        match self.signs {
            Signs::Codes => {
                let mut codes: Vec<&str> = plain().filter_map(|row| row.code.as_deref()).collect();
                codes.sort_unstable();
                codes.windows(2).any(|pair| pair[0] == pair[1])
            }
            Signs::Labels => chart::mixes_levels(&plain().map(|row| row.words.as_str()).collect::<Vec<_>>()),
        }
    }

    /// Every sum that the rows make.
    pub(super) fn sums(&self) -> Vec<Sum> {
        let mut sums = self.nested();
        sums.extend(self.totals());
        sums
    }

    /// The figures of the parts in one column; a part that has none there gives those of the rows below it.
    ///
    /// `None` when words stand where a number should be.
    pub(super) fn terms(&self, parts: &[usize], column: usize) -> Option<Vec<FigureId>> {
        let mut found = Vec::new();
        for &row in parts {
            match self.grid.cell(row, column) {
                GridCell::Figure(id) => found.push(id),
                GridCell::Words => return None,
                GridCell::Empty | GridCell::Dash => {
                    let node = &self.nodes[row];
                    if !node.of_which && !node.unclear {
                        found.extend(self.terms(&node.children, column)?);
                    }
                }
            }
        }
        Some(found)
    }

    fn row(&self, n: usize) -> &'g GridRow {
        &self.grid.rows[n]
    }

    fn close_by_code(&self, open: &mut Vec<usize>, row: &GridRow) {
        let Some(code) = row.code.as_deref() else { return };
        let holds = |above: &str| code.len() > above.len() && code.starts_with(above);
        while open.last().is_some_and(|&above| !self.row(above).code.as_deref().is_some_and(holds)) {
            open.pop();
        }
    }

    /// Leaves on `open` the rows that `row` stands below.
    fn close_by_label(&mut self, open: &mut Vec<usize>, row: &GridRow, n: usize) {
        let divided = open.iter().rposition(|&above| self.nodes[above].of_which);
        if row.of_which {
            // A second 其中 goes back to the row that the first one divides, unless it stands deeper.
            if let Some(at) = divided
                && self.opener(open[at]).is_some_and(|opener| row.indent <= opener.indent)
            {
                open.truncate(at + 1);
            }
            return;
        }
        if let Some((depth, ordinal)) = row.number {
            self.close_by_number(open, row, depth, ordinal);
            return;
        }
        let Some(at) = divided else {
            // Plain rows: deeper only where indentation says so.
            let beside = |above: &GridRow| above.number.is_some() || above.indent >= row.indent;
            while open.last().is_some_and(|&above| beside(self.row(above))) {
                open.pop();
            }
            return;
        };
        let owner = open[at];
        let indent = self.row(owner).indent;
        if row.indent > indent {
            open.truncate(at + 1);
        } else if self.opener(owner).is_some_and(|opener| opener.indent > indent) {
            open.truncate(at);
            while open.last().is_some_and(|&above| self.row(above).indent >= row.indent) {
                open.pop();
            }
        } else if self.is_within(owner, n) || stands_for_all(self.row(owner)) {
            open.truncate(at + 1);
        } else {
            // Nobody can say whether 其中 still goes on.
            self.nodes[owner].unclear = true;
            match open[..at].last() {
                Some(&above) => self.nodes[above].unclear = true,
                None => self.unclear = true,
            }
            open.truncate(at);
            while open.last().is_some_and(|&above| self.row(above).number.is_some()) {
                open.pop();
            }
        }
    }

    /// The row with the 其中 that divides another.
    fn opener(&self, owner: usize) -> Option<&'g GridRow> {
        self.nodes[owner].children.iter().map(|&child| self.row(child)).find(|row| row.of_which)
    }

    fn close_by_number(&self, open: &mut Vec<usize>, row: &GridRow, depth: u8, ordinal: u32) {
        // 2、 behind 1、 stands beside it, whatever lies between.
        let sibling = open.iter().rposition(|&above| {
            self.row(above).number.is_some_and(|(d, o)| {
                d == depth && o < ordinal && self.row(above).of_which == row.of_which || d == depth && o + 1 == ordinal
            })
        });
        if let Some(at) = sibling {
            open.truncate(at);
            return;
        }
        while open.last().is_some_and(|&above| match self.row(above).number {
            Some((d, _)) => d >= depth,
            None => ordinal != 1 || self.row(above).of_which || row.indent < self.row(above).indent,
        }) {
            open.pop();
        }
    }

    /// Whether the row that 其中 divides is numbered and its next sibling comes later.
    fn is_within(&self, owner: usize, n: usize) -> bool {
        let Some((depth, ordinal)) = self.row(owner).number else { return false };
        let mut later = self.grid.rows[n + 1..].iter().take_while(|r| r.total.is_none());
        later.any(|r| r.number == Some((depth, ordinal + 1)))
    }

    /// Rows with the rows below them.
    fn nested(&self) -> Vec<Sum> {
        let mut sums = Vec::new();
        for (total, node) in self.nodes.iter().enumerate().filter(|(_, n)| !n.children.is_empty()) {
            if node.of_which {
                let first: Vec<usize> = node.children.iter().copied().take_while(|&c| self.row(c).of_which).collect();
                let parts = if node.unclear { first } else { node.children.clone() };
                sums.push(Sum { total, parts, holds: Holds::AtMost });
            } else if !node.unclear && node.children.len() >= 2 {
                let holds = if self.signs == Signs::Codes { Holds::Stated } else { Holds::Inferred };
                sums.push(Sum { total, parts: node.children.clone(), holds });
            }
        }
        sums
    }

    /// 合计, 小计, 总计 with the rows that they stand for.
    fn totals(&self) -> Vec<Sum> {
        let mut sums = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, &root) in self.roots.iter().enumerate() {
            let Some(kind) = self.row(root).total else {
                open.push(root);
                continue;
            };
            let leads =
                open.is_empty() && sums.is_empty() && self.roots[..at].iter().all(|&r| self.row(r).total.is_some());
            let parts = if leads && at + 1 < self.roots.len() && kind != Total::Subtotal {
                self.led(at)
            } else {
                self.closed(&open, root, kind)
            };
            if parts.len() >= 2 && !self.unclear {
                sums.push(Sum { total: root, parts: parts.clone(), holds: Holds::Stated });
            }
            if leads {
                continue;
            }
            open.retain(|o| !parts.contains(o));
            open.push(root);
        }
        sums
    }

    /// A total on top: all that follows up to the next total.
    fn led(&self, at: usize) -> Vec<usize> {
        self.roots[at + 1..].iter().copied().take_while(|&r| self.row(r).total.is_none()).collect()
    }

    /// A total at the end: what stands open above it.
    fn closed(&self, open: &[usize], total: usize, kind: Total) -> Vec<usize> {
        let is_total = |&&n: &&usize| matches!(self.row(n).total, Some(Total::Total | Total::Grand));
        let after = |from: usize| open[from..].to_vec();
        match kind {
            Total::Subtotal => {
                let from = open.iter().rposition(|&n| self.row(n).total.is_some()).map_or(0, |i| i + 1);
                let group = self.row(total).group;
                let mut parts = after(from);
                if group.is_some() {
                    parts.retain(|&p| self.row(p).group == group);
                }
                parts
            }
            Total::Total => {
                let from = open.iter().rposition(|n| is_total(&n)).map_or(0, |i| i + 1);
                if from == open.len() && matches!(self.row(total).words.as_str(), "合计" | "共计" | "总分" | "计")
                {
                    return open.to_vec();
                }
                after(from)
            }
            Total::Grand => {
                let from = open.iter().rposition(|&n| self.row(n).total == Some(Total::Grand)).map_or(0, |i| i + 1);
                after(from)
            }
        }
    }
}

/// 年度资金总额: what follows is divided from it to the end.
fn stands_for_all(row: &GridRow) -> bool {
    any_of!["总额", "总数", "总量", "总支出", "总收入"].end(&row.words)
}

/// The sums of the columns of a grid.
pub(super) fn of_columns(grid: &Grid) -> Vec<Sum> {
    let mut sums = Vec::new();
    for (n, column) in grid.columns.iter().enumerate() {
        if column.purpose != Purpose::Value {
            continue;
        }
        if column.of_which {
            // 其中：… right behind the column that it divides.
            let owner = (0..n).rev().find(|&m| !grid.columns[m].of_which && same_step(grid, m, n));
            let first = owner.map(|o| o + 1 == n || grid.columns[o + 1..n].iter().all(|c| c.of_which));
            if let (Some(owner), Some(true)) = (owner, first) {
                sums.push(Sum { total: owner, parts: vec![n], holds: Holds::AtMost });
            }
            continue;
        }
        if column.total.is_some() {
            let parts = beside(grid, n);
            if parts.len() >= 2 {
                sums.push(Sum { total: n, parts, holds: Holds::Stated });
            }
        }
    }
    sums
}

/// Whether two columns tell the same step of the same year.
fn same_step(grid: &Grid, a: usize, b: usize) -> bool {
    let (a, b) = (&grid.columns[a], &grid.columns[b]);
    a.stage == b.stage && a.period == b.period && b.purpose == Purpose::Value
}

/// The columns that a column of totals stands for: those under the same headings, each group by its own total.
fn beside(grid: &Grid, total: usize) -> Vec<usize> {
    let path = &grid.columns[total].path;
    let depth = path.len().saturating_sub(1);
    let prefix = &path[..depth];
    let under = |n: usize| grid.columns[n].path.len() > depth && grid.columns[n].path[..depth] == *prefix;
    let is_total = |n: usize| grid.columns[n].total.is_some() && grid.columns[n].path.len() == path.len();
    let fits = |n: usize| under(n) && !is_total(n) && same_step(grid, total, n) && !grid.columns[n].of_which;
    let behind: Vec<usize> =
        (total + 1..grid.columns.len()).take_while(|&n| under(n) && !is_total(n)).filter(|&n| fits(n)).collect();
    let before: Vec<usize> = (0..total).rev().take_while(|&n| under(n) && !is_total(n)).filter(|&n| fits(n)).collect();
    let mut parts = if behind.is_empty() { before } else { behind };
    parts.sort_unstable();
    // Groups with a total of their own are told by it.
    let group = |n: usize| grid.columns[n].path.get(depth).map(|h| h.span);
    let has_total = |g| {
        parts
            .iter()
            .any(|&m| group(m) == g && grid.columns[m].total.is_some() && grid.columns[m].path.len() > depth + 1)
    };
    let kept: Vec<usize> = parts
        .iter()
        .copied()
        .filter(|&n| {
            let in_group = grid.columns[n].path.len() > depth + 1;
            !in_group || !has_total(group(n)) || grid.columns[n].total.is_some()
        })
        .collect();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::figures::{self, Figures};
    use crate::outline;

    fn figures(text: &str) -> Figures {
        let document = document::from_text(text.to_owned(), "表.txt");
        let outline = outline::parse(&document);
        figures::extract(&document, &outline)
    }

    fn rows(text: &str) -> Vec<String> {
        let figures = figures(text);
        let grid = &figures.grids[0];
        let name = |n: usize| grid.rows[n].words.clone();
        Rows::of(grid)
            .sums()
            .into_iter()
            .map(|s| {
                let sign = match s.holds {
                    Holds::Stated => "=",
                    Holds::Inferred => "~",
                    Holds::AtMost => "≥",
                };
                format!("{}{sign}{}", name(s.total), s.parts.into_iter().map(name).collect::<Vec<_>>().join("+"))
            })
            .collect()
    }

    #[test]
    fn totals_below_and_on_top() {
        assert_eq!(rows("项目\t决算数（万元）\n甲\t1\n乙\t2\n合计\t3\n"), ["合计=甲+乙"]);
        assert_eq!(rows("项目\t决算数（万元）\n合计\t3\n甲\t1\n乙\t2\n"), ["合计=甲+乙"]);
        assert_eq!(
            rows("项目\t决算数（万元）\n甲\t1\n乙\t2\n本年收入合计\t3\n年初结转\t4\n总计\t7\n"),
            ["本年收入合计=甲+乙", "总计=本年收入合计+年初结转"]
        );
        assert_eq!(
            rows("项目\t决算数（万元）\n甲\t1\n乙\t2\n小计\t3\n丙\t4\n丁\t1\n小计\t5\n合计\t8\n"),
            ["小计=甲+乙", "小计=丙+丁", "合计=小计+小计"]
        );
    }

    #[test]
    fn numbers_codes_and_indentation() {
        assert_eq!(
            rows(
                "项目\t决算数（万元）\n三公经费\t6\n1、公车\t3\n其中：购置\t1\n运行\t2\n2、出国\t1\n3、接待\t2\n项目支出\t9\n"
            ),
            ["三公经费~公车+出国+接待", "公车≥购置+运行"]
        );
        assert_eq!(
            rows("项目\t决算数（万元）\n合计\t6\n201 公共服务\t4\n20101 人大\t1\n20103 政府\t3\n208 社保\t2\n"),
            ["公共服务=人大+政府", "合计=公共服务+社保"]
        );
        assert_eq!(
            rows("项目\t决算数（万元）\n公用经费\t9\n　其中：办公费\t1\n　　　　差旅费\t2\n政府采购\t5\n"),
            ["公用经费≥办公费+差旅费"]
        );
    }

    #[test]
    fn codes_nest_by_their_beginning() {
        assert_eq!(
            rows(
                "科目编码\t科目名称\t决算数（万元）\n201\t公共服务\t4\n20101\t人大\t1\n2010101\t行政运行\t1\n20103\t政府\t3\n\
                 2010301\t行政运行\t1\n2010302\t机关服务\t2\n208\t社保\t2\n\t合计\t6\n"
            ),
            ["公共服务=人大+政府", "政府=行政运行+机关服务", "合计=公共服务+社保"]
        );
        // A row without code belongs nobody knows where; a code told twice may be told of two offices or twice of one.
        assert_eq!(
            rows("科目编码\t科目名称\t决算数（万元）\n20101\t人大\t1\n20103\t政府\t3\n\t修路\t2\n\t合计\t6\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            rows("科目编码\t科目名称\t决算数（万元）\n20101\t人大\t1\n20103\t政府\t3\n20101\t人大\t1\n\t合计\t4\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn levels_without_signs_are_not_added() {
        assert_eq!(
            rows("项目\t决算数（万元）\n教育支出\t3\n普通教育\t3\n农林水支出\t2\n合计\t5\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn of_which_goes_on_to_the_next_number() {
        assert_eq!(
            rows("项目\t决算数（万元）\n1、公车\t6\n其中：购置\t1\n运行\t2\n保险\t3\n2、出国\t1\n合计\t7\n"),
            ["公车≥购置+运行+保险", "合计=公车+出国"]
        );
        assert_eq!(
            rows("项目\t决算数（万元）\n年度资金总额\t6\n其中：当年财政拨款\t1\n上年结转资金\t2\n其他资金\t3\n"),
            ["年度资金总额≥当年财政拨款+上年结转资金+其他资金"]
        );
    }

    #[test]
    fn nobody_knows_where_of_which_ends() {
        assert_eq!(
            rows("项目\t决算数（万元）\n公用经费\t9\n其中：办公费\t1\n差旅费\t2\n政府采购\t5\n合计\t14\n"),
            ["公用经费≥办公费"]
        );
    }

    #[test]
    fn columns_by_their_headings() {
        let figures = figures(
            "项目\t合计（万元）\t基本支出（万元）\t项目支出（万元）\t人数（人）\n甲\t3\t1\t2\t7\n乙\t5\t2\t3\t9\n",
        );
        let sums = of_columns(&figures.grids[0]);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[0].total, 0);
        assert!(sums[0].parts.starts_with(&[1, 2]));
    }
}
