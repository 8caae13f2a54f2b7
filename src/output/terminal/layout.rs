use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// 显示方式. How text for people is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used.
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
}

/// 着色. What a piece of text is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Paint {
    /// 强制性, 不符
    Alarm,
    /// 核实性, 尾差
    Warning,
    /// 一致
    Good,
    /// Headings.
    Strong,
    /// What matters less.
    Faint,
    /// An operand in a quote.
    Operand,
}

impl Style {
    pub(in crate::output) fn paint(self, paint: Paint, text: &str) -> Cow<'_, str> {
        if !self.color || text.is_empty() {
            return Cow::Borrowed(text);
        }
        let code = match paint {
            Paint::Alarm => "1;31",
            Paint::Warning => "33",
            Paint::Good => "32",
            Paint::Strong => "1",
            Paint::Faint => "2",
            Paint::Operand => "1;4",
        };
        Cow::Owned(format!("\x1b[{code}m{text}\x1b[0m"))
    }
}

/// Columns that a text takes; colours take none.
pub(in crate::output) fn width(text: &str) -> usize {
    if !text.contains('\x1b') {
        return text.width();
    }
    let mut in_code = false;
    text.chars()
        .map(|c| match c {
            '\x1b' => {
                in_code = true;
                0
            }
            'm' if in_code => {
                in_code = false;
                0
            }
            _ if in_code => 0,
            c => c.width().unwrap_or(0),
        })
        .sum()
}

/// `text` with blanks after it up to `columns`.
pub(in crate::output) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` cut to `columns`, with `…` where something is gone.
pub(in crate::output) fn clipped(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let kept = text.chars().take_while(|&c| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    Cow::Owned(kept.chain(['…']).collect())
}

/// One line of printable characters: line ends are gone, other control characters are blanks.
pub(in crate::output) fn flat(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control()) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !matches!(c, '\n' | '\r'));
    Cow::Owned(kept.map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// May not begin a line in Chinese.
fn clings_to_what_is_before(c: char) -> bool {
    "，。；：、！？）〉》」』】”’…％%,.;:!?)»".contains(c)
}

/// May not end a line in Chinese.
fn clings_to_what_is_after(c: char) -> bool {
    "（〈《「『【“‘([«".contains(c)
}

/// Breaks a text into lines of at most `columns`: anywhere between Chinese characters, never inside a word or number,
/// never before a closing mark or after an opening one. Colours pass through.
pub(in crate::output) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for piece in pieces(text) {
        let piece_width = width(piece);
        let clings = piece.chars().next().is_some_and(clings_to_what_is_before);
        if used > 0 && used + piece_width > columns && !clings {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if used > 0 || !piece.trim().is_empty() {
            line += piece;
            used += piece_width;
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What must not be broken: runs of half-width characters without a blank, and single characters, each with the
/// opening marks before it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = |c: char| c.is_ascii_graphic() || c == '\x1b';
        let start = rest.find(|c| !clings_to_what_is_after(c)).unwrap_or(rest.len());
        let first = rest[start..].chars().next();
        let end = match first {
            Some(c) if is_word(c) => start + rest[start..].find(|c| !is_word(c)).unwrap_or(rest.len() - start),
            Some(c) => start + c.len_utf8(),
            None => start,
        };
        let piece;
        (piece, rest) = rest.split_at(end);
        (!piece.is_empty()).then_some(piece)
    })
}

/// A table with columns as wide as their widest cell, two blanks apart; the last column is not padded.
pub(in crate::output) fn table(rows: &[Vec<String>]) -> String {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..n_columns).map(widest).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &columns)| padded(cell, columns)).collect();
        out += cells.join("  ").trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(padded("支出", 6), "支出  ");
        assert_eq!(clipped("一般公共预算支出", 9), "一般公共…");
        let rows = vec![vec!["甲".into(), "1".into()], vec!["甲乙".into(), "2".into()]];
        assert_eq!(table(&rows), "甲    1\n甲乙  2\n");
    }

    #[test]
    fn lines_break_between_characters_but_not_before_marks() {
        assert_eq!(wrapped("项目支出609.55万元，基本支出", 12), ["项目支出", "609.55万元，", "基本支出"]);
        assert_eq!(wrapped("车辆购置«0万元»、运行«24.15万元»", 23), ["车辆购置«0万元»、运行", "«24.15万元»"]);
        assert_eq!(wrapped("", 10), [""]);
        for columns in 8..40 {
            for line in wrapped("支出847.68万元，其中：项目支出609.55万元、基本支出238.13万元。", columns)
            {
                assert!(width(&line) <= columns + 2 && !line.starts_with(clings_to_what_is_before), "{line}");
            }
        }
    }

    #[test]
    fn colours_take_no_columns() {
        let style = Style { color: true, width: 80 };
        assert_eq!(width(&style.paint(Paint::Alarm, "不符")), 4);
        assert_eq!(Style { color: false, ..style }.paint(Paint::Alarm, "不符"), "不符");
    }
}
