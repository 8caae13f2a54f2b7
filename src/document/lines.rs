//! The lines of a plain text with what the eye sees of them: where they begin, how wide they are.

use memchr::memchr3_iter;

use crate::text::Span;
use crate::text::script::is_blank;

/// Widths are counted in quarters of an ideograph.
pub(super) const EM: u32 = 4;

/// Lines longer than this many bytes were never broken by a converter; they are not measured.
const MEASURED_BYTES: usize = 720;

/// 行. One line without its outer blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its characters from the first to the last that is not blank; empty for a blank line.
    pub span: Span,
    /// Blanks before it, in quarters of an ideograph.
    pub indent: u32,
    /// Its printed width without the indent, in quarters of an ideograph; `u32::MAX` if too long to matter.
    pub width: u32,
    /// Its characters, each as wide as an ideograph; `u32::MAX` if too long to matter.
    pub even_width: u32,
    /// Whether a form feed stands between the line before and this one.
    pub new_page: bool,
    /// Marks that stand in it.
    pub marks: Marks,
}

/// 记号. Which marks of tables and of prose stand in a line; all `false` for a line too long to be measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// A tab.
    pub(super) const TAB: Self = Self(1);
    /// A bar `|` or one of its kin.
    pub(super) const BAR: Self = Self(2);
    /// A blank.
    pub(super) const BLANK: Self = Self(4);
    /// Two blanks in a row, or a wide one.
    pub(super) const GAP: Self = Self(8);
    /// A comma, semicolon or full stop of prose.
    pub(super) const PROSE: Self = Self(16);

    /// Whether `mark` is among them.
    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }
}

impl Line {
    /// Its text.
    pub(super) fn of(self, text: &str) -> &str {
        self.span.of(text)
    }

    /// Whether nothing but blanks stands in it.
    pub(super) fn is_blank(self) -> bool {
        self.span.is_empty()
    }
}

/// Splits at `\n`, `\r\n`, `\r` and form feed.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 200);
    let (mut start, mut new_page) = (0, false);
    for at in memchr3_iter(b'\n', b'\r', b'\x0C', bytes) {
        let ends = bytes[at];
        if ends != b'\n' || at == 0 || bytes[at - 1] != b'\r' {
            let line = measure(text, start, at, new_page);
            new_page = ends == b'\x0C' || (new_page && line.is_blank());
            lines.push(line);
        }
        start = at + 1;
    }
    lines.push(measure(text, start, bytes.len(), new_page));
    lines
}

/// What the eye sees of the text from `start` to `end`.
pub(super) fn measure(text: &str, start: usize, end: usize, new_page: bool) -> Line {
    let raw = &text[start..end];
    let body = raw.trim_start_matches(is_blank);
    let first = end - body.len();
    let body = body.trim_end_matches(is_blank);
    let is_long = body.len() > MEASURED_BYTES;
    let (width, marks) = if is_long { (u32::MAX, Marks::default()) } else { look(body) };
    // Blanks at the ends of a line are trimmed, but a tab there separates an empty cell.
    let tab = if raw.len() > body.len() && !is_long && raw.contains('\t') { Marks::TAB.0 } else { 0 };
    Line {
        span: Span::new(first, first + body.len()),
        indent: self::width(&text[start..first]),
        width,
        even_width: if is_long { u32::MAX } else { even_width(body) },
        new_page,
        marks: Marks(marks.0 | tab),
    }
}

/// Width and marks of a line, in one walk over its characters.
fn look(body: &str) -> (u32, Marks) {
    let (mut width, mut found, mut after_blank) = (0, 0, false);
    for c in body.chars() {
        let is_blank = c == ' ';
        let (quarters, mark) = match c {
            ' ' if after_blank => (1, Marks::BLANK.0 | Marks::GAP.0),
            ' ' => (1, Marks::BLANK.0),
            '\t' => (2, Marks::TAB.0),
            '|' => (2, Marks::BAR.0),
            '\0'..='\x7F' => (2, 0),
            '\u{3000}' => (EM, Marks::BLANK.0 | Marks::GAP.0),
            '\u{A0}' | '\u{2002}' | '\u{2003}' => (2, Marks::BLANK.0 | Marks::GAP.0),
            '│' | '┃' | '｜' => (EM, Marks::BAR.0),
            '。' | '，' | '；' => (EM, Marks::PROSE.0),
            '\u{80}'..='\u{7FF}' => (2, 0),
            _ => (EM, 0),
        };
        width += quarters;
        found |= mark;
        after_blank = is_blank;
    }
    (width, Marks(found))
}

/// Printed width in quarters of an ideograph: a blank is a quarter (converters put it between ideographs and
/// digits, where the page has a thin gap), other ASCII a half.
pub(super) fn width(text: &str) -> u32 {
    look(text).0
}

/// Width where every character takes as much room: an editor that breaks lines after so many characters.
pub(super) fn even_width(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX).saturating_mul(EM)
}

/// What a typesetter keeps together at the beginning of a line: a run of letters and digits with what may not begin
/// a line, or one ideograph.
pub(super) fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(24)
        .skip_while(|&(at, c)| at == 0 || c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%'))
        .find(|&(_, c)| !is_never_first(c))
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    if head.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return head;
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let rest = text[first..].find(|c| !is_never_first(c)).map_or(text.len(), |n| first + n);
    &text[..rest]
}

/// A mark that never begins a printed line.
pub(super) fn is_never_first(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '”'
            | '’'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | '％'
            | '%'
    )
}

/// A mark that never ends a printed line or paragraph.
pub(super) fn is_never_last(c: char) -> bool {
    matches!(c, '（' | '(' | '“' | '‘' | '《' | '〈' | '【' | '〔' | '，' | '、' | ',')
}

/// Whether a phrase runs on from one line to the next, whatever the lines' widths.
pub(super) fn runs_on(this: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (this.chars().next_back(), next.chars().next()) else { return false };
    is_never_first(first) || (is_never_last(last) && !has_number(next))
}

/// Whether a section number stands at the beginning: `一、` `（一）` `第一部分` `1.` `1、` `（1）` `①`.
pub(super) fn has_number(text: &str) -> bool {
    let mut chars = text.chars();
    let numeral = |c: char| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match chars.next() {
        Some('第') => {
            let rest = chars.as_str().trim_start_matches(numeral).trim_start_matches(digit);
            rest.len() < chars.as_str().len() && rest.starts_with(['部', '章', '节', '条', '篇', '编'])
        }
        Some('（' | '(') => {
            let inner = chars.as_str();
            let words = inner.trim_start_matches(numeral);
            let rest = if words.len() < inner.len() { words } else { inner.trim_start_matches(digit) };
            let length = inner[..inner.len() - rest.len()].chars().count();
            (1..=3).contains(&length) && rest.starts_with(['）', ')'])
        }
        Some('①'..='⑳') => true,
        Some(c) if numeral(c) => {
            let rest = chars.as_str().trim_start_matches(numeral);
            rest.starts_with(['、', '.', '．']) || rest.starts_with("是")
        }
        Some(c) if digit(c) => {
            let rest = text.trim_start_matches(digit);
            let length = text[..text.len() - rest.len()].chars().count();
            let after = rest.chars().nth(1);
            length <= 2 && rest.starts_with(['.', '．', '、']) && !after.is_some_and(digit)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_line() {
        let text = "甲\r\n乙\r丙\n\n\u{3000}丁 \x0C戊";
        let lines = split(text);
        assert_eq!(lines.iter().map(|l| l.of(text)).collect::<Vec<_>>(), ["甲", "乙", "丙", "", "丁", "戊"]);
        assert_eq!((lines[4].indent, lines[4].new_page, lines[5].new_page), (EM, false, true));
    }

    #[test]
    fn numbers_begin_sections_and_quantities_do_not() {
        for yes in [
            "一、概况",
            "（十二）收入",
            "(3) 其他",
            "第二部分 决算",
            "1．机构",
            "12、其他",
            "①甲",
            "一是抓",
            "３．其他",
        ] {
            assert!(has_number(yes), "{yes}");
        }
        for no in ["1.2亿元", "一般公共预算", "2024年", "（本级）", "第二产业", "100.5万元", "三公经费", "（2080101）"]
        {
            assert!(!has_number(no), "{no}");
        }
    }

    #[test]
    fn words_that_stay_together() {
        assert_eq!(width(first_word("1062.85万元")), 14);
        assert_eq!(first_word("万元，增长"), "万");
        assert_eq!(first_word("元，增长"), "元，");
    }
}
