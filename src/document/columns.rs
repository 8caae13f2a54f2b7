//! 压扁的表格. Rows of a table that a plain text keeps as lines: columns between tabs, bars or wide gaps.
//!
//! Only what is certain becomes a table: at least two rows with the same separator and the same number of
//! columns. One cell per line, or columns glued together, stay paragraphs.

use std::ops::Range;

use crate::text::Span;
use crate::text::script::is_blank;

use super::lines::{Line, Marks};
use super::{Cell, Table, stacked};

/// 分隔方式, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    /// `甲\t乙`
    Tab,
    /// `| 甲 | 乙 |`
    Bar,
    /// Two blanks or more.
    Gap,
    /// One blank.
    Blank,
}

/// 表格行. One line split into cells.
struct Row {
    separator: Separator,
    cells: Vec<Span>,
}

/// 识别出的表格: the lines it takes, and itself.
pub(super) struct Found {
    /// Lines from the first row to the last.
    pub lines: Range<usize>,
    /// The table.
    pub table: Table,
}

/// All tables of a text.
pub(super) fn find(text: &str, lines: &[Line]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match table_at(text, lines, at).or_else(|| stacked::table_at(text, lines, at)) {
            Some(table) => {
                at = table.lines.end;
                found.push(table);
            }
            None => at += 1,
        }
    }
    found
}

/// What is no table after so many rows is none: each of its lines is tried as the first row.
const PROBE: usize = 64;

/// The table whose first row is line `start`, if there is one.
fn table_at(text: &str, lines: &[Line], start: usize) -> Option<Found> {
    if lines[start].marks == Marks::default() || is_rule(lines[start].of(text)) {
        return None;
    }
    candidates(lines[start]).into_iter().flatten().find_map(|separator| {
        let first = split(text, lines[start], separator)?;
        let n_columns = first.cells.len();
        let mut rows = vec![first];
        let mut foot = None;
        let (mut end, mut next) = (start + 1, start + 1);
        while let Some(line) = lines.get(next) {
            next += 1;
            if is_rule(line.of(text)) || (line.is_blank() && next == end + 1) {
                continue;
            }
            match split(text, *line, separator) {
                Some(row) if opens_another(text, &rows, &row) => break,
                Some(row) if row.cells.len() == n_columns => rows.push(row),
                Some(row) if is_foot(text, &row, n_columns) => {
                    foot = Some((row, next));
                    break;
                }
                _ => break,
            }
            end = next;
            if rows.len() == PROBE && !is_certain(text, &rows) {
                return None;
            }
        }
        is_certain(text, &rows).then(|| {
            let end = foot.as_ref().map_or(end, |(_, next)| *next);
            Found { lines: start..end, table: table(&rows, foot.as_ref().map(|(row, _)| row), n_columns) }
        })
    })
}

/// Separators worth trying for a line. The cheap look that most lines of running text do not pass.
fn candidates(line: Line) -> [Option<Separator>; 4] {
    let marks = line.marks;
    let prose = marks.has(Marks::PROSE);
    [
        marks.has(Marks::TAB).then_some(Separator::Tab),
        marks.has(Marks::BAR).then_some(Separator::Bar),
        (marks.has(Marks::GAP) && !prose).then_some(Separator::Gap),
        (marks.has(Marks::BLANK) && !prose).then_some(Separator::Blank),
    ]
}

/// Cuts a line into at least two cells.
fn split(text: &str, line: Line, separator: Separator) -> Option<Row> {
    let mark = match separator {
        Separator::Tab => Marks::TAB,
        Separator::Bar => Marks::BAR,
        Separator::Gap => Marks::GAP,
        Separator::Blank => Marks::BLANK,
    };
    let is_loose = matches!(separator, Separator::Gap | Separator::Blank);
    if !line.marks.has(mark) || (is_loose && line.marks.has(Marks::PROSE)) {
        return None;
    }
    // An empty first or last cell hides in the blanks that were trimmed off the line.
    let whole = match separator {
        Separator::Tab => around(text, line.span),
        _ => line.span,
    };
    let body = whole.of(text);
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    match separator {
        Separator::Tab => push_pieces(&mut pieces, body, |c| c == '\t'),
        Separator::Bar => {
            push_pieces(&mut pieces, body, |c| matches!(c, '|' | '│' | '｜' | '┃'));
            let is_empty = |&(start, end): &(usize, usize)| body[start..end].trim_matches(is_blank).is_empty();
            if pieces.first().is_some_and(is_empty) {
                pieces.remove(0);
            }
            if pieces.len() > 1 && pieces.last().is_some_and(is_empty) {
                pieces.pop();
            }
        }
        Separator::Gap => push_gaps(&mut pieces, body),
        Separator::Blank => push_pieces(&mut pieces, body, is_blank),
    }
    let start = whole.start as usize;
    let cells: Vec<Span> = pieces.into_iter().map(|(a, b)| trimmed(text, start + a, start + b)).collect();
    (cells.len() >= 2).then_some(Row { separator, cells })
}

/// The line with the tabs around it.
fn around(text: &str, span: Span) -> Span {
    let before = &text[..span.start as usize];
    let after = &text[span.end as usize..];
    let is_edge = |c: char| is_blank(c);
    let start = before.trim_end_matches(is_edge).len();
    let end = text.len() - after.trim_start_matches(is_edge).len();
    Span::new(start, end)
}

fn push_pieces(pieces: &mut Vec<(usize, usize)>, body: &str, separates: impl Fn(char) -> bool) {
    let mut start = 0;
    for (at, mark) in body.char_indices().filter(|&(_, c)| separates(c)) {
        pieces.push((start, at));
        start = at + mark.len_utf8();
    }
    pieces.push((start, body.len()));
}

/// Cuts at runs of blanks at least two narrow ones wide.
fn push_gaps(pieces: &mut Vec<(usize, usize)>, body: &str) {
    let (mut start, mut gap_start, mut gap) = (0, 0, 0);
    for (at, c) in body.char_indices() {
        if is_blank(c) {
            if gap == 0 {
                gap_start = at;
            }
            gap += if c.is_ascii() { 1 } else { 2 };
        } else {
            if gap >= 2 {
                pieces.push((start, gap_start));
                start = at;
            }
            gap = 0;
        }
    }
    pieces.push((start, body.len()));
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = &text[start..end];
    let body = piece.trim_start_matches(is_blank);
    let start = end - body.len();
    Span::new(start, start + body.trim_end_matches(is_blank).len())
}

/// Whether a line is only the drawn rule between two rows: `|---|:-:|`, `├──┼──┤`.
fn is_rule(line: &str) -> bool {
    let mut drawn = 0;
    line.chars().all(|c| {
        drawn += usize::from(matches!(c, '-' | '─' | '━' | '=' | '—'));
        matches!(c, '-' | '=' | '|' | ':' | '+' | ' ' | '—' | '\u{2500}'..='\u{257F}')
    }) && drawn >= 3
}

/// Whether rows with one separator and one number of columns are a table and not spaced-out prose.
fn is_certain(text: &str, rows: &[Row]) -> bool {
    let n_columns = rows[0].cells.len();
    match rows[0].separator {
        Separator::Tab | Separator::Bar => rows.len() >= 2,
        Separator::Gap => {
            let numeric = numeric_columns(text, rows);
            ((rows.len() >= 2 && n_columns >= 3) || (rows.len() >= 3 && numeric >= 1)) && has_words(text, rows)
        }
        Separator::Blank => {
            let numeric = numeric_columns(text, rows);
            rows.len() >= 3 && n_columns >= 3 && numeric >= 1 && has_words(text, rows)
        }
    }
}

/// Whether a row of words below rows of numbers heads another table; between blanks only, where nothing else parts them.
fn opens_another(text: &str, rows: &[Row], row: &Row) -> bool {
    let numbers = |row: &Row| row.cells.iter().any(|cell| is_number(cell.of(text)));
    matches!(row.separator, Separator::Gap | Separator::Blank)
        && rows.len() >= 3
        && !numbers(row)
        && row.cells.len() >= 3
        && rows[1..].iter().all(numbers)
}

/// Columns other than the first that hold only numbers below the header row.
fn numeric_columns(text: &str, rows: &[Row]) -> usize {
    let column = |n: usize| rows.iter().skip(1).all(|row| is_number(row.cells[n].of(text)));
    (1..rows[0].cells.len()).filter(|&n| column(n)).count()
}

/// A number, or one of the marks that stand for none.
pub(super) fn is_number(cell: &str) -> bool {
    let mark = matches!(cell, "/" | "-" | "—" | "——" | "－" | "无");
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％' | '-' | '，' | '．');
    mark || (digits > 0 && cell.chars().all(part))
}

/// Whether cells are words: letter-spaced text (`本 年 收 入`) has one character per "column".
fn has_words(text: &str, rows: &[Row]) -> bool {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let (mut words, mut letters) = (0, 0);
    for cell in cells {
        let body = cell.of(text);
        if body.chars().nth(1).is_some() || body.bytes().all(|b| b.is_ascii_digit()) {
            words += 1;
        } else {
            letters += 1;
        }
    }
    letters * 3 <= words
}

/// 合计 100 99.09 below rows of six cells: the numbers stand under the last columns, 合计 under the others.
fn is_foot(text: &str, row: &Row, n_columns: usize) -> bool {
    let [name, numbers @ ..] = row.cells.as_slice() else { return false };
    (1..n_columns).contains(&numbers.len())
        && matches!(name.of(text), "合计" | "总计" | "总分" | "小计" | "总得分" | "共计")
        && numbers.iter().all(|n| n.is_empty() || is_number(n.of(text)))
        && numbers.iter().any(|n| !n.is_empty())
}

fn table(rows: &[Row], foot: Option<&Row>, n_columns: usize) -> Table {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let place = |row: usize, column: usize, column_span: usize, span: Span| Cell {
        span,
        row: count(row),
        column: count(column),
        row_span: 1,
        column_span: count(column_span),
    };
    let body = rows.iter().enumerate();
    let mut cells: Vec<Cell> = body
        .flat_map(|(row, cells)| cells.cells.iter().enumerate().map(move |(column, &span)| place(row, column, 1, span)))
        .collect();
    if let Some(foot) = foot {
        let wide = n_columns + 1 - foot.cells.len();
        let at = |n: usize| if n == 0 { (0, wide) } else { (n - 1 + wide, 1) };
        cells.extend(foot.cells.iter().enumerate().map(|(n, &span)| place(rows.len(), at(n).0, at(n).1, span)));
    }
    of_cells(cells, rows.len() + usize::from(foot.is_some()), n_columns)
}

/// A table of cells in reading order.
pub(super) fn of_cells(cells: Vec<Cell>, n_rows: usize, n_columns: usize) -> Table {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let span = cells.iter().map(|c| c.span).reduce(Span::cover).unwrap_or_default();
    Table { span, cells, n_rows: count(n_rows), n_columns: count(n_columns) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines;

    /// Tables as `row;row`, cells between `|`.
    fn tables(text: &str) -> Vec<String> {
        let lines = lines::split(text);
        find(text, &lines)
            .iter()
            .map(|found| {
                let row = |n| {
                    let cells = found.table.cells.iter().filter(|c| c.row == n);
                    cells.map(|c| c.span.of(text)).collect::<Vec<_>>().join("|")
                };
                (0..found.table.n_rows).map(row).collect::<Vec<_>>().join(";")
            })
            .collect()
    }

    #[test]
    fn tabs_bars_and_gaps() {
        assert_eq!(
            tables("单位：万元\n项目\t预算数\t决算数\n收入\t\t12.5\n合计\t3\t\n完"),
            ["项目|预算数|决算数;收入||12.5;合计|3|"]
        );
        assert_eq!(tables("| 项目 | 金额 |\n|---|---:|\n| 收入 | 12.5 |\n"), ["项目|金额;收入|12.5"]);
        assert_eq!(tables("项目   预算数   决算数\n收入   10.0   12.5\n"), ["项目|预算数|决算数;收入|10.0|12.5"]);
        assert_eq!(tables("项目　　金额\n收入　　10.0\n支出　　9.0\n"), ["项目|金额;收入|10.0;支出|9.0"]);
        assert_eq!(
            tables("区医院 财政拨补 445 666\n区中医院 财政拨补 101 98\n卫生院 财政核拨 20 22\n"),
            ["区医院|财政拨补|445|666;区中医院|财政拨补|101|98;卫生院|财政核拨|20|22"]
        );
        assert_eq!(
            tables("数量指标 供餐天数 10 9\n质量指标 供餐比例 8 7.9\n时效指标 支付率 5 5\n合计 23 21.9\n"),
            ["数量指标|供餐天数|10|9;质量指标|供餐比例|8|7.9;时效指标|支付率|5|5;合计|23|21.9"]
        );
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "本 年 收 入 合 计\n本 年 支 出 合 计\n本 年 结 余 合 计\n",
            "单位：某局    2024年\n负责人：甲    电话：乙\n",
            "一、收入  增加。\n二、支出  减少。\n三、结余  持平。\n",
            "收入合计\n112.88\n总计\n112.88\n",
            "（一） 收入 12.5万元\n（二） 支出 10.0万元\n（三） 结余 2.5万元\n",
        ] {
            assert_eq!(tables(text), Vec::<String>::new(), "{text}");
        }
    }
}
