//! 逐格成行的表格. Tables of which a copy kept one cell per line: the headings, then each row as a name and its numbers.
//!
//! Only a strict rhythm counts: k headings, then at least three times one name and k − 1 numbers; or k headings of
//! numbers, and then just k numbers.

use crate::text::{AnyOf, any_of};

use super::Cell;
use super::columns::{Found, is_number, of_cells};
use super::lines::{Line, Marks};

/// Longest cell in characters.
const LONGEST: usize = 24;

/// Most columns.
const COLUMNS: usize = 9;

/// Rows that make the rhythm certain.
const ROWS: usize = 3;

/// The table whose first cell is line `start`, if there is one.
pub(super) fn table_at(text: &str, lines: &[Line], start: usize) -> Option<Found> {
    if !is_name(text, lines[start]) {
        return None;
    }
    let cells = Cells { text, lines };
    let found = cells.headed(start).or_else(|| cells.scored(start)).or_else(|| cells.pairs(start));
    found.or_else(|| cells.cornered(start)).or_else(|| cells.crowned(start))
}

struct Cells<'a> {
    text: &'a str,
    lines: &'a [Line],
}

impl Cells<'_> {
    /// The fewest headings with at least three rows below.
    fn headed(&self, start: usize) -> Option<Found> {
        let mut at = start;
        let mut headings: Vec<usize> = Vec::new();
        while headings.len() < COLUMNS {
            let line = self.next(&mut at).filter(|&n| is_name(self.text, self.lines[n]))?;
            headings.push(line);
            // Names and numbers in turn may be a list; three and more in a row have a rhythm that tells enough.
            let tells = headings.len() > 2 || headings.len() == 2 && self.measures(line);
            if tells && let Some(found) = self.rows_below(&headings, start, at) {
                return Some(found);
            }
        }
        None
    }

    /// The table of these headings, if at least three rows follow from line `at` on.
    fn rows_below(&self, headings: &[usize], start: usize, mut at: usize) -> Option<Found> {
        let k = headings.len();
        let mut found = headings.to_vec();
        let mut end = at;
        while let Some(row) = self.row(&mut at, k) {
            found.extend(row);
            end = at;
        }
        (found.len() >= k * (ROWS + 1)).then(|| self.table(&found, start..end, k))
    }

    /// 全年预算数(万元) above its number, and the like: names that bring their unit.
    fn pairs(&self, start: usize) -> Option<Found> {
        let (mut at, mut end) = (start, start);
        let mut found = Vec::new();
        while let Some(row) = self.row(&mut at, 2) {
            let name = self.word(row[0]);
            if !any_of!["元)", "元）", "%)", "%）", "人)", "人）", "户)", "户）"].end(name) {
                break;
            }
            found.extend(row);
            end = at;
        }
        (found.len() >= 4).then(|| self.table(&found, start..end, 2))
    }

    /// 编制数, 在职人数, 控制率, then 56, 52, 92.86%: one row without a name.
    fn crowned(&self, start: usize) -> Option<Found> {
        let mut at = start;
        let mut found: Vec<usize> = Vec::new();
        loop {
            let line = self.next(&mut at)?;
            if is_number(self.word(line)) {
                found.push(line);
                break;
            }
            if found.len() == COLUMNS || !is_name(self.text, self.lines[line]) || !self.measures(line) {
                return None;
            }
            found.push(line);
        }
        let k = found.len() - 1;
        while found.len() < 2 * k {
            found.push(self.next(&mut at).filter(|&n| is_number(self.word(n)))?);
        }
        let end = at;
        let goes_on = self.next(&mut at).is_some_and(|n| is_number(self.word(n)));
        (k >= 2 && !goes_on).then(|| self.table(&found, start..end, k))
    }

    /// 年度资金总额（万元）, 年初预算数, …, 得分, then 年度资金总额 again with its numbers: the corner names the first row.
    fn cornered(&self, start: usize) -> Option<Found> {
        let corner = self.word(start).split(['（', '(']).next().filter(|&name| name != self.word(start))?;
        let mut at = start;
        let mut headings: Vec<usize> = Vec::new();
        let first = loop {
            let line = self.next(&mut at).filter(|&n| is_name(self.text, self.lines[n]))?;
            if headings.len() >= 3 && self.word(line) == corner {
                break line;
            }
            if headings.len() == COLUMNS {
                return None;
            }
            headings.push(line);
        };
        let k = headings.len();
        let mut found = headings;
        let (mut row_at, mut end) = (first, first);
        while let Some(row) = self.row(&mut row_at, k) {
            found.extend(row);
            end = row_at;
        }
        (found.len() >= 2 * k).then(|| self.table(&found, start..end, k))
    }

    /// 一级指标, …, 分值, 得分, then rows of names, what was aimed at and reached, and two numbers. A name further left that
    /// goes on from the row above is left out.
    fn scored(&self, start: usize) -> Option<Found> {
        let mut at = start;
        let mut headings: Vec<usize> = Vec::new();
        while headings.len() < 3 || !self.word(*headings.last()?).ends_with("得分") {
            let line = self.next(&mut at).filter(|&n| is_name(self.text, self.lines[n]))?;
            headings.push(line);
            if headings.len() > COLUMNS {
                return None;
            }
        }
        let k = headings.len();
        if !["分值", "权重", "满分", "分"].iter().any(|w| self.word(headings[k - 2]).ends_with(w)) {
            return None;
        }
        let mut rows: Vec<Vec<usize>> = vec![headings];
        let mut end = at;
        while let Some(row) = self.scored_row(&mut at, k) {
            rows.push(row);
            end = at;
        }
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let cells = rows.iter().enumerate().flat_map(|(n, row)| {
            let left_out = k - row.len();
            row.iter().enumerate().map(move |(column, &line)| Cell {
                span: self.lines[line].span,
                row: narrow(n),
                column: narrow(left_out + column),
                row_span: 1,
                column_span: 1,
            })
        });
        let table = of_cells(cells.collect(), rows.len(), k);
        (rows.len() > 2).then_some(Found { lines: start..end, table })
    }

    /// The lines up to two numbers that a name or the end of the text follows.
    fn scored_row(&self, at: &mut usize, k: usize) -> Option<Vec<usize>> {
        let number = |line: usize| is_number(self.word(line));
        let mut row: Vec<usize> = Vec::new();
        let mut next = *at;
        loop {
            let line = self.next(&mut next).filter(|&n| !self.lines[n].marks.has(Marks::PROSE))?;
            if row.is_empty() && !is_row_name(self.text, self.lines[line]) || row.len() == k {
                return None;
            }
            row.push(line);
            *at = next;
            let mut ahead = next;
            let ends = self.next(&mut ahead).is_none_or(|n| !number(n));
            if let [.., weight, score] = row.as_slice()
                && row.len() >= 3
                && number(*weight)
                && number(*score)
                && ends
            {
                return Some(row);
            }
        }
    }

    /// Whether a line heads numbers.
    fn measures(&self, line: usize) -> bool {
        MEASURES.end(self.word(line))
    }

    /// A name and k − 1 numbers.
    fn row(&self, at: &mut usize, k: usize) -> Option<Vec<usize>> {
        let name = self.next(at).filter(|&n| is_row_name(self.text, self.lines[n]))?;
        let mut row = vec![name];
        for _ in 1..k {
            row.push(self.next(at).filter(|&n| is_number(self.word(n)))?);
        }
        Some(row)
    }

    /// The next line that is not blank.
    fn next(&self, at: &mut usize) -> Option<usize> {
        let found = (*at..self.lines.len()).take(2).find(|&n| !self.lines[n].is_blank())?;
        *at = found + 1;
        Some(found)
    }

    fn word(&self, line: usize) -> &str {
        self.lines[line].of(self.text)
    }

    fn table(&self, found: &[usize], lines: std::ops::Range<usize>, k: usize) -> Found {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let cell = |(n, &line): (usize, &usize)| Cell {
            span: self.lines[line].span,
            row: narrow(n / k),
            column: narrow(n % k),
            row_span: 1,
            column_span: 1,
        };
        Found { lines, table: of_cells(found.iter().enumerate().map(cell).collect(), found.len() / k, k) }
    }
}

/// Endings of the headings of numbers.
static MEASURES: AnyOf = AnyOf::new(&[
    "数", "额", "分", "率", "值", "元", "%", "元)", "元）", "%)", "%）", "权重", "比重", "年", "㎡）", "㎡)",
]);

/// A short line of words that may head a column.
fn is_name(text: &str, line: Line) -> bool {
    is_row_name(text, line) && !line.of(text).ends_with(['：', ':'])
}

/// A short line of words; 项目支出： also names a row.
fn is_row_name(text: &str, line: Line) -> bool {
    let words = line.of(text);
    !line.is_blank()
        && !line.marks.has(Marks::PROSE)
        && !line.marks.has(Marks::TAB)
        && words.len() <= LONGEST * 4
        && !is_number(words)
        && words.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines;

    fn rows(text: &str) -> Option<Vec<String>> {
        let lines = lines::split(text);
        let found = table_at(text, &lines, 0)?;
        let row = |n| {
            let cells = found.table.cells.iter().filter(|c| c.row == n);
            cells.map(|c| c.span.of(text)).collect::<Vec<_>>().join("|")
        };
        Some((0..found.table.n_rows).map(row).collect())
    }

    #[test]
    fn a_rhythm_of_names_and_numbers() {
        assert_eq!(
            rows("指标\n分值\n得分\n投入\n10\n9\n过程\n20\n19\n产出\n40\n38\n完").unwrap(),
            ["指标|分值|得分", "投入|10|9", "过程|20|19", "产出|40|38"]
        );
        assert_eq!(
            rows("全年预算数(万元)\n6,105.75\n全年执行数(万元)\n6,021.48\n").unwrap(),
            ["全年预算数(万元)|6,105.75", "全年执行数(万元)|6,021.48"]
        );
    }

    #[test]
    fn years_and_steps_are_headings() {
        assert_eq!(
            rows("项目\n2021年决算\n2022年预算\n餐费\n2.1\n2.0\n水费\n1.5\n1.7\n电费\n3.0\n—\n完").unwrap(),
            ["项目|2021年决算|2022年预算", "餐费|2.1|2.0", "水费|1.5|1.7", "电费|3.0|—"]
        );
    }

    #[test]
    fn a_row_without_a_name_under_its_headings() {
        assert_eq!(
            rows("编制数\n实际在职人数\n控制率\n56\n52\n92.86%\n经费情况\n").unwrap(),
            ["编制数|实际在职人数|控制率", "56|52|92.86%"]
        );
        assert_eq!(rows("编制数\n在职人数\n56\n52\n48\n"), None, "a number too many");
        assert_eq!(rows("收入总计\n支出总计\n56\n52\n"), None, "no headings of numbers");
    }

    #[test]
    fn indicators_with_their_scores() {
        assert_eq!(
            rows("一级指标\n二级指标\n指标值\n完成值\n分值\n得分\n产出\n数量\n≥12人\n11人\n15\n14\n质量\n95%\n98%\n10\n10\n总分\n100\n98\n")
                .unwrap(),
            ["一级指标|二级指标|指标值|完成值|分值|得分", "产出|数量|≥12人|11人|15|14", "质量|95%|98%|10|10", "总分|100|98"]
        );
        assert_eq!(rows("一级指标\n分值\n得分\n产出良好\n均已完成\n效益\n"), None, "no numbers");
    }

    #[test]
    fn the_corner_names_the_first_row() {
        assert_eq!(
            rows("资金总额（万元）\n年初预算数\n全年执行数\n得分\n资金总额\n1200\n1300.25\n9.6\n完").unwrap(),
            ["资金总额（万元）|年初预算数|全年执行数|得分", "资金总额|1200|1300.25|9.6"]
        );
    }

    #[test]
    fn what_has_no_rhythm() {
        for text in [
            "目录\n一、概况\n1\n二、收入\n3\n三、支出\n5\n",
            "收入合计\n112.88\n总计\n112.88\n",
            "指标\n分值\n得分\n投入\n10\n过程\n20\n19\n产出\n40\n38\n",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
    }
}
