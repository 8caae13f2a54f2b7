//! 科目编码. The budget codes of the rows, whole: 201, 20105, 2010507.
//!
//! Source: 《政府收支分类科目》: 类 has three digits, 款, 项 and 目 two more each, so that a code begins with the code of
//! the row it belongs to. Tables print it in one column or level by level in columns of their own.

use std::ops::Range;

use super::layout::Layout;

/// Longest code: 类, 款, 项, 目 and one level below.
const LONGEST: usize = 11;

/// Whether digits are a budget code.
pub(super) fn is_code(digits: &str) -> bool {
    digits.len() % 2 == 1
        && (3..=LONGEST).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.starts_with(['1', '2', '3', '5'])
}

/// The codes of rows, from their columns; `None` for a row without code, or with one that cannot be told.
pub(super) fn of_rows(layout: &Layout<'_>, rows: Range<u32>, columns: &[u32]) -> Vec<Option<String>> {
    let mut above: Vec<String> = Vec::new();
    rows.map(|row| {
        let mut cells: Vec<Option<usize>> = columns.iter().map(|&column| layout.at(row, column)).collect();
        cells.dedup_by(|a, b| a.is_some() && a == b);
        let mut levels: Vec<String> =
            cells.into_iter().map(|cell| cell.map_or_else(String::new, |n| layout.words(n))).collect();
        inherit(&mut levels, &above);
        let code = joined(&levels);
        above = if code.is_some() { levels } else { Vec::new() };
        code
    })
    .collect()
}

/// Levels left empty before a printed one are those of the row above.
fn inherit(levels: &mut [String], above: &[String]) {
    if levels.iter().all(String::is_empty) || levels.len() != above.len() {
        return;
    }
    for (level, from) in levels.iter_mut().zip(above).take_while(|(level, _)| level.is_empty()) {
        level.clone_from(from);
    }
}

/// One code of its levels: 201, 05, 07, or each level with those before it.
fn joined(levels: &[String]) -> Option<String> {
    let mut code = String::new();
    let mut ended = false;
    for level in levels {
        if level.is_empty() {
            ended = true;
            continue;
        }
        let fits = match code.as_str() {
            _ if ended => false,
            "" => is_code(level),
            _ => level.len() == 2 || level.starts_with(code.as_str()) && level.len() == code.len() + 2,
        };
        if !fits {
            return None;
        }
        if level.len() == 2 { code.push_str(level) } else { code.clone_from(level) }
    }
    is_code(&code).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(levels: &[&str]) -> Option<String> {
        joined(&levels.iter().map(|&l| l.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn levels_join_to_a_code() {
        assert_eq!(code(&["208", "05", "99"]).as_deref(), Some("2080599"));
        assert_eq!(code(&["208", "", ""]).as_deref(), Some("208"));
        assert_eq!(code(&["2080599"]).as_deref(), Some("2080599"));
        assert_eq!(code(&["208", "20805", "2080599"]).as_deref(), Some("2080599"));
        assert_eq!(code(&["208", "", "99"]), None);
        assert_eq!(code(&["05", "99"]), None);
        assert_eq!(code(&["", ""]), None);
        assert_eq!(code(&["208", "合计"]), None);
    }

    #[test]
    fn levels_left_empty_go_on() {
        let above = ["208".to_owned(), "05".to_owned(), "01".to_owned()];
        let mut levels = [String::new(), String::new(), "02".to_owned()];
        inherit(&mut levels, &above);
        assert_eq!(joined(&levels).as_deref(), Some("2080502"));
        let mut none = [String::new(), String::new(), String::new()];
        inherit(&mut none, &above);
        assert_eq!(joined(&none), None);
    }
}
