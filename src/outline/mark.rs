//! Number marks: every place where a section number may stand, found in one pass.

use crate::text::{Span, script};

use super::NumberStyle;
use super::bystander::{
    begins_words, ends_in_a_numeral, is_reference, measures, skip_decimals, starts_a_title, starts_with_digit,
};
use super::dotted;
use super::ordinal::{self, Enclosure};

/// A piece of text in which numbers are looked for: a paragraph without what is set aside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) span: Span,
    /// Whether only blanks and set-aside text stand before it in its block.
    pub(super) opens_line: bool,
    /// Level that the file gives its block, 0 = top.
    pub(super) level: Option<u8>,
}

/// 序号标记. A number that may head a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The number with its brackets and separator.
    pub(super) span: Span,
    pub(super) style: Style,
    pub(super) value: u16,
    pub(super) separator: Separator,
    pub(super) place: Place,
    /// Index of its segment.
    pub(super) segment: u32,
    /// Level that the file gives the line that it opens, 0 = top.
    pub(super) level: Option<u8>,
}

/// A numbering style; of dotted numbers each depth is a style of its own. Ordered from the outermost usual place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    pub(super) kind: NumberStyle,
    /// Components of a dotted number (`1.2.3` → 3); 1 for 第一条, which stands within 第一节; otherwise 0.
    pub(super) components: u8,
    /// Capital letters head other lists than small ones.
    pub(super) small: bool,
}

/// What follows the number; `1.` and `1、` are often two lists of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// Brackets, circles, 第…章, a blank.
    None,
    /// 、
    Comma,
    /// . ．
    Dot,
}

/// What stands before the number: how much it looks like a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// First in its paragraph.
    Line,
    /// After 。！？
    Sentence,
    /// After ；
    Semicolon,
    /// After ：
    Colon,
    /// After a blank inside a paragraph.
    Blank,
    /// After ， or 、
    Comma,
    /// Right after a word.
    Glued,
}

impl Style {
    pub(super) fn of(kind: NumberStyle) -> Self {
        Self { kind, components: 0, small: false }
    }
}

/// 条目标记. A word that begins an inline item: 一是, 首先, 第一，.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemMark {
    pub(super) span: Span,
    pub(super) style: ItemWord,
    pub(super) value: u16,
    pub(super) segment: u32,
}

/// Which words count an inline list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemWord {
    /// 一是 一要
    Is,
    /// 第一， 第一是
    Nth,
    /// 其一，
    OfThem,
    /// 首先 其次 再次 最后
    First,
}

/// All marks of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) numbers: Vec<Mark>,
    pub(super) items: Vec<ItemMark>,
}

/// Finds every mark in `segments`, which are sorted.
pub(super) fn scan(text: &str, segments: &[Segment]) -> Marks {
    let mut marks = Marks::default();
    let mut glued = Vec::new();
    for (n, segment) in (0..).zip(segments) {
        // Nothing beyond the segment is looked at.
        let text = &text[..segment.span.end as usize];
        Scanner { text, bytes: text.as_bytes(), segment, n, marks: &mut marks, glued: &mut glued }.run();
    }
    marks.numbers = dotted::merge(text, marks.numbers, &glued);
    marks
}

/// What a first byte may begin: 1 to 4 = nothing of interest, that many bytes long.
const DIGIT: u8 = 5;
const BRACKET: u8 = 6;
const LETTER: u8 = 7;
const BLANK: u8 = 8;
/// Lead bytes of 、 。 and blanks (E3), ， ； ： （ and full-width digits (EF), ① (E2), 第 (E7).
const E2: u8 = 9;
const E3: u8 = 10;
const E7: u8 = 11;
const EF: u8 = 12;
const DOT: u8 = 13;

const CLASS: [u8; 256] = {
    let mut class = [1; 256];
    let mut b = 0;
    while b < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "b is below 256")]
        let byte = b as u8;
        class[b] = match byte {
            b'0'..=b'9' => DIGIT,
            b'(' => BRACKET,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b' ' | b'\t' | b'\n' | b';' | b':' | b',' => BLANK,
            b'.' => DOT,
            0xE2 => E2,
            0xE3 => E3,
            0xE7 => E7,
            0xEF => EF,
            0xC0..=0xDF => 2,
            0xE0..=0xEE => 3,
            0xF0..=0xFF => 4,
            _ => 1,
        };
        b += 1;
    }
    class
};

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    segment: &'a Segment,
    n: u32,
    marks: &'a mut Marks,
    /// Dotted numbers inside a line.
    glued: &'a mut Vec<Mark>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let range = self.segment.span.range();
        self.item_word(range.start);
        let mut i = range.start;
        while i < range.end {
            let mut class = CLASS[self.bytes[i] as usize];
            // Most text is ideographs that begin nothing.
            while class == 3 && i + 3 < range.end {
                i += 3;
                class = CLASS[self.bytes[i] as usize];
            }
            i = match class {
                DIGIT => self.arabic(i),
                BRACKET => self.bracketed(i, 1),
                LETTER => self.latin(i),
                BLANK => {
                    self.item_word(i + 1);
                    i + 1
                }
                DOT => {
                    self.chinese(i, 1, Separator::Dot);
                    i + 1
                }
                E2 => self.symbol(i),
                E3 => self.ideographic(i),
                E7 => self.ordinal_word(i),
                EF => self.full_width(i),
                width => i + width as usize,
            };
        }
    }

    /// 、 。 and the ideographic blank; ㈠.
    fn ideographic(&mut self, i: usize) -> usize {
        match (self.bytes[i + 1], self.bytes[i + 2]) {
            (0x80, 0x81) => {
                self.chinese(i, 3, Separator::Comma);
                self.item_word(i + 3);
            }
            (0x80, 0x80 | 0x82) => self.item_word(i + 3),
            (0x88, _) => return self.symbol(i),
            _ => {}
        }
        i + 3
    }

    /// （ ０ ． ， ； ：
    fn full_width(&mut self, i: usize) -> usize {
        match (self.bytes[i + 1], self.bytes[i + 2]) {
            (0xBC, 0x88) => return self.bracketed(i, 3),
            (0xBC, 0x90..=0x99) => return self.arabic(i),
            (0xBC, 0x8E) => self.chinese(i, 3, Separator::Dot),
            (0xBC, 0x8C | 0x9A | 0x9B) => self.item_word(i + 3),
            _ => {}
        }
        i + 3
    }

    /// 一、 with the separator at `i`.
    fn chinese(&mut self, i: usize, width: usize, separator: Separator) {
        let floor = self.segment.span.start as usize;
        // Most separators follow a word.
        let before = &self.bytes[floor..i];
        let Some(last) = before.len().checked_sub(3).map(|at| &before[at..]) else { return };
        if !is_numeral(last) && !matches!(last, [.., b' ' | 0xA0] | [0xE3, 0x80, 0x80]) {
            return;
        }
        let end = trim_blanks_end(self.text, floor, i);
        let Some((start, value)) = ordinal::chinese_before(self.text, floor, end) else { return };
        if ends_in_a_numeral(&self.text[floor..start]) {
            return;
        }
        self.push(start, i + width, Style::of(NumberStyle::Chinese), value, separator);
    }

    /// （一） (1) with the opening bracket at `i`.
    fn bracketed(&mut self, i: usize, width: usize) -> usize {
        let next = i + width;
        let ahead = &self.bytes[next..(next + 3).min(self.segment.span.end as usize)];
        if !is_numeral(ahead)
            && !matches!(ahead, [b'0'..=b'9' | b' ' | 0xEF, ..] | [0xE3, 0x80, 0x80] | [0xC2, 0xA0, _])
        {
            return next;
        }
        let inner = skip_blanks(self.text, next);
        let number = ordinal::chinese_after(self.text, inner)
            .map(|(end, value)| (end, value, NumberStyle::ChineseBracketed))
            .or_else(|| ordinal::arabic_after(self.text, inner).map(|(end, v)| (end, v, NumberStyle::ArabicBracketed)));
        let Some((end, value, style)) = number else { return next };
        let end = skip_blanks(self.text, end);
        let Some(c @ (')' | '）')) = self.text[end..].chars().next() else { return next };
        let mut end = end + c.len_utf8();
        // `（一）、贯彻` is one mark.
        if let Some(c @ ('、' | '.' | '．')) = self.text[end..].chars().next() {
            end += c.len_utf8();
        }
        self.push(i, end, Style::of(style), value, Separator::None);
        end
    }

    /// `1.` `1、` `1.2` `1）`; returns where the number ends, so that no digit of it is read again.
    fn arabic(&mut self, i: usize) -> usize {
        let limit = self.segment.span.end as usize;
        let digits = self.bytes[i..limit].iter().take_while(|b| b.is_ascii_digit()).count();
        // Almost every number is followed by its unit.
        if digits > 0
            && !matches!(self.bytes[i + digits..limit].first(), Some(b'.' | b')' | b' ' | b'\n' | 0xE3 | 0xEF))
        {
            return i + digits;
        }
        let Some((end, value)) = ordinal::arabic_after(self.text, i) else { return self.skip_number(i) };
        let after = skip_blanks(self.text, end).min(limit);
        let Some(c @ ('.' | '．' | '、' | ')' | '）')) = self.text[after..limit].chars().next() else { return end };
        let before = self.text[self.segment.span.start as usize..i].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || "第.．-－—–~～/／#_".contains(c)) {
            return self.skip_number(i);
        }
        let next = after + c.len_utf8();
        let fraction = matches!(c, '.' | '．' | '、') && starts_with_digit(self.text, next);
        let separator = match c {
            _ if fraction && !starts_a_title(self.text, next) => {
                return if c == '、' || after > end { self.skip_number(i) } else { self.dotted(i, end) };
            }
            '.' | '．' => Separator::Dot,
            '、' => Separator::Comma,
            _ if after > end || matches!(before, Some('(' | '（')) => return end,
            _ => Separator::None,
        };
        let kind = if separator == Separator::None { NumberStyle::ArabicHalfBracketed } else { NumberStyle::Arabic };
        self.push(i, next, Style::of(kind), value, separator);
        next
    }

    /// Past the whole number that begins at `i`.
    fn skip_number(&self, i: usize) -> usize {
        skip_decimals(self.text, i).max(i + 1)
    }

    /// `1.2` or `1.2.3` first in a line and followed by words; otherwise a decimal fraction.
    fn dotted(&mut self, i: usize, first: usize) -> usize {
        let (mut end, mut value, mut components) = (first, 0, 1_u8);
        while let Some(c @ ('.' | '．')) = self.text[end..].chars().next() {
            let Some((next, v)) = ordinal::arabic_after(self.text, end + c.len_utf8()) else { break };
            (end, value, components) = (next, v, components + 1);
        }
        let stop = skip_decimals(self.text, end);
        // `1.1.` and `1.1、` are one mark.
        let closed =
            end + self.text[end..].chars().next().filter(|c| matches!(c, '.' | '．' | '、')).map_or(0, char::len_utf8);
        let title = &self.text[skip_blanks(self.text, closed)..];
        let words = title.starts_with(begins_words) && !measures(title);
        if stop == end && (2..=4).contains(&components) && words && value < 100 {
            let style = Style { kind: NumberStyle::Dotted, components, small: false };
            let place = self.place(i);
            if place == Place::Line {
                self.push(i, closed, style, value, Separator::None);
            } else if dotted::may_begin(self.text, i, title) {
                let span = Span::new(i, closed);
                let separator = Separator::None;
                self.glued.push(Mark { span, style, value, separator, place, segment: self.n, level: None });
            }
        }
        stop
    }

    /// 第一部分 第二章 第三节 第四条.
    fn ordinal_word(&mut self, i: usize) -> usize {
        let next = i + 3;
        if self.bytes[i + 1] != 0xAC || self.bytes[i + 2] != 0xAC {
            return next;
        }
        let number = skip_blanks(self.text, next);
        let found = ordinal::chinese_after(self.text, number).or_else(|| ordinal::arabic_after(self.text, number));
        let Some((end, value)) = found else { return next };
        let unit = skip_blanks(self.text, end);
        let rest = &self.text[unit..];
        let (style, word) = match rest.chars().next() {
            Some('部') if rest.starts_with("部分") => (NumberStyle::Part, "部分"),
            Some('章' | '篇' | '编') => (NumberStyle::Part, "章"),
            Some('节' | '条') => (NumberStyle::Clause, "节"),
            Some(c @ ('，' | '、' | ',')) => {
                // 第一，项目情况 alone on its line.
                let line = &self.text[unit..self.segment.span.end as usize];
                if line.len() <= 90 && !line.contains(['。', '；']) && self.place(i) == Place::Line {
                    let end = unit + c.len_utf8();
                    self.push(i, end, Style::of(NumberStyle::Chinese), value, Separator::Comma);
                }
                return next;
            }
            _ => return next,
        };
        let place = self.place(i);
        let mut end = unit + word.len();
        // Inside a sentence 第三部分 is a reference: only a break or a closing 、 ： after it makes a heading.
        let follows = self.text[end..].chars().next();
        let broken = follows.is_none_or(|c| script::is_blank(c) || matches!(c, '、' | '：' | ':' | '\n' | '.' | '．'));
        if !(place == Place::Line || broken || place == Place::Sentence) || (style == NumberStyle::Clause && !broken) {
            return end;
        }
        if let Some(c @ ('、' | '：' | ':' | '.' | '．')) = follows {
            end += c.len_utf8();
        }
        // 第一条 stands within 第一节.
        let style = Style { components: u8::from(rest.starts_with('条')), ..Style::of(style) };
        self.push(i, end, style, value, Separator::None);
        end
    }

    /// ① ⑴ ⒈ ㈠ Ⅰ.
    fn symbol(&mut self, i: usize) -> usize {
        let next = i + 3;
        let Some((enclosure, value)) = self.text[i..].chars().next().and_then(ordinal::enclosed) else { return next };
        let separator = self.text[next..].chars().next();
        let (style, shape, width) = match (enclosure, separator) {
            (Enclosure::Circle, Some(c @ ('、' | '.' | '．'))) => {
                (NumberStyle::Circled, Separator::None, c.len_utf8())
            }
            (Enclosure::Circle, _) => (NumberStyle::Circled, Separator::None, 0),
            (Enclosure::Brackets, _) => (NumberStyle::ArabicBracketed, Separator::None, 0),
            (Enclosure::Dot, _) => (NumberStyle::Arabic, Separator::Dot, 0),
            (Enclosure::ChineseBrackets, _) => (NumberStyle::ChineseBracketed, Separator::None, 0),
            (Enclosure::Roman, Some(c @ ('、' | '.' | '．'))) => (NumberStyle::Roman, Separator::None, c.len_utf8()),
            (Enclosure::Roman, _) => return next,
        };
        self.push(i, next + width, Style::of(style), value, shape);
        next + width
    }

    /// `A.` `b)` `II、`: a letter alone, at a beginning.
    fn latin(&mut self, i: usize) -> usize {
        let word = self.bytes[i..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let end = i + word;
        let letters = &self.text[i..end];
        let before = self.text[self.segment.span.start as usize..i].chars().next_back();
        let Some(c @ ('.' | '．' | '、' | ')' | '）')) = self.text[end..].chars().next() else { return end };
        let next = end + c.len_utf8();
        if word > 4
            || before.is_some_and(|b| b.is_ascii_graphic() || b == '（')
            || !matches!(self.place(i), Place::Line | Place::Sentence | Place::Semicolon | Place::Colon)
            || self.text[next..].starts_with(|n: char| n.is_ascii_alphanumeric())
        {
            return end;
        }
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].iter().position(|&r| r == letters);
        let small = letters.starts_with(|l: char| l.is_ascii_lowercase());
        if let Some(value) = roman {
            let value = u16::try_from(value).unwrap_or_default() + 1;
            self.push(i, next, Style::of(NumberStyle::Roman), value, Separator::None);
        } else if word == 1 {
            let value = u16::from(letters.as_bytes()[0].to_ascii_uppercase() - b'A') + 1;
            self.push(i, next, Style { kind: NumberStyle::Latin, components: 0, small }, value, Separator::None);
        }
        next
    }

    /// 一是, 首先, 第一， right after a break that ends at `i`.
    fn item_word(&mut self, i: usize) {
        let end = self.segment.span.end as usize;
        let i = if i < end && CLASS[self.bytes[i] as usize] == 3 { i } else { skip_blanks(self.text, i) };
        if i + 6 > end || !begins_an_item(&self.bytes[i..i + 3]) {
            return;
        }
        let rest = &self.text[i..end];
        let Some((style, value, length)) = item_word(rest) else { return };
        let span = Span::new(i, i + length);
        if self.marks.items.last().is_none_or(|last| last.span.start < span.start) {
            self.marks.items.push(ItemMark { span, style, value, segment: self.n });
        }
    }

    /// What stands before byte `i`.
    fn place(&self, i: usize) -> Place {
        let floor = self.segment.span.start as usize;
        let before = &self.text[floor..i];
        let trimmed = before.trim_end_matches(script::is_blank_or_line_end);
        match trimmed.chars().next_back() {
            None if self.segment.opens_line => Place::Line,
            None => Place::Blank,
            Some('。' | '！' | '？' | '!' | '?') => Place::Sentence,
            Some('；' | ';') => Place::Semicolon,
            Some('：' | ':') => Place::Colon,
            Some('，' | ',' | '、') => Place::Comma,
            Some('#' | '*') if trimmed.chars().all(|c| matches!(c, '#' | '*') || script::is_blank(c)) => Place::Line,
            Some(_) if before.len() > trimmed.len() => Place::Blank,
            Some(_) => Place::Glued,
        }
    }

    fn push(&mut self, start: usize, end: usize, style: Style, value: u16, separator: Separator) {
        let limit = self.segment.span.end as usize;
        let taken = self.marks.numbers.last().is_some_and(|last| last.span.end as usize > start);
        if end > limit || taken {
            return;
        }
        let place = self.place(start);
        let rest = &self.text[skip_blanks(self.text, end).min(limit)..limit];
        let follows = rest.chars().next();
        if place != Place::Line && follows.is_none_or(|c| !begins_words(c)) {
            return;
        }
        if follows.is_some_and(|c| "，。；：、,;）)》”".contains(c)) || is_reference(self.text, start, rest, style)
        {
            return;
        }
        let span = Span::new(start, end);
        let level = self.segment.level.filter(|_| place == Place::Line);
        self.marks.numbers.push(Mark { span, style, value, separator, place, segment: self.n, level });
    }
}

/// Past blanks and soft line ends.
pub(super) fn skip_blanks(text: &str, i: usize) -> usize {
    text.len() - text[i..].trim_start_matches(script::is_blank_or_line_end).len()
}

/// Back over blanks before `end`.
fn trim_blanks_end(text: &str, floor: usize, end: usize) -> usize {
    floor + text[floor..end].trim_end_matches(script::is_blank).len()
}

/// Characters as they stand in UTF-8.
const fn three_bytes<const N: usize>(words: &str) -> [[u8; 3]; N] {
    let words = words.as_bytes();
    let mut bytes = [[0; 3]; N];
    let mut n = 0;
    while n < N {
        bytes[n] = [words[3 * n], words[3 * n + 1], words[3 * n + 2]];
        n += 1;
    }
    bytes
}

/// Whether a character is one of 一 to 十.
fn is_numeral(c: &[u8]) -> bool {
    const NUMERALS: [[u8; 3]; 10] = three_bytes("一二三四五六七八九十");
    matches!(c, [0xE4..=0xE5, _, _]) && NUMERALS.iter().any(|n| n[..] == *c)
}

/// Whether a character may begin an item word: 一 to 十, 首 其 再 最 第.
fn begins_an_item(c: &[u8]) -> bool {
    const FIRST: [[u8; 3]; 5] = three_bytes("首其再最第");
    is_numeral(c) || FIRST.iter().any(|f| f[..] == *c)
}

/// An item word at the beginning of `rest`: its kind, value and length in bytes.
fn item_word(rest: &str) -> Option<(ItemWord, u16, usize)> {
    let first = rest.chars().next()?;
    match first {
        '首' if rest.starts_with("首先") => Some((ItemWord::First, 1, 6)),
        '其' if rest.starts_with("其次") => Some((ItemWord::First, 2, 6)),
        '再' if rest.starts_with("再次") || rest.starts_with("再者") => Some((ItemWord::First, 3, 6)),
        '最' if rest.starts_with("最后") => Some((ItemWord::First, 4, 6)),
        '其' => {
            let (end, value) = ordinal::chinese_after(rest, 3)?;
            let closes = rest[end..].starts_with(['是', '，', '、', ',', '：']);
            closes.then(|| (ItemWord::OfThem, value, end + rest[end..].chars().next().map_or(0, char::len_utf8)))
        }
        '第' => {
            let (end, value) = ordinal::chinese_after(rest, 3)?;
            let closes = rest[end..].starts_with(['是', '，', '、', ',', '：']);
            closes.then(|| (ItemWord::Nth, value, end + rest[end..].chars().next().map_or(0, char::len_utf8)))
        }
        _ => {
            let (end, value) = ordinal::chinese_after(rest, 0)?;
            let tail = &rest[end..];
            let closes = tail.starts_with(['是', '要']) && !tail.starts_with("要素");
            // 二⏎是: an editor broke the line within the word.
            let broken = tail.trim_start_matches(['\r', '\n', '\u{3000}', ' ']);
            let is_broken = tail.starts_with(['\r', '\n']) && broken.starts_with('是');
            let length = end + tail.len() - broken.len() + '是'.len_utf8();
            (closes || is_broken).then_some((ItemWord::Is, value, length))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let segment = Segment { span: Span::new(0, text.len()), opens_line: true, level: None };
        let marks = scan(text, &[segment]);
        marks.numbers.iter().map(|m| m.span.of(text).to_owned()).collect()
    }

    #[test]
    fn every_style_is_found() {
        for mark in [
            "一、",
            "十二、",
            "二．",
            "（一）",
            "(十)",
            "（ 三 ）",
            "（一）、",
            "1.",
            "1、",
            "１．",
            "12、",
            "（1）",
            "（４）",
            "(1)",
            "①",
            "⑴",
            "㈠",
            "A.",
            "a)",
            "Ⅱ、",
            "IV.",
            "1.1",
            "3.2.1",
            "第一部分",
            "第二章",
            "2)",
        ] {
            let text = format!("{mark} 基本情况");
            assert_eq!(found(&text), [mark], "{text}");
        }
        assert_eq!(found("1.2015年决算"), ["1."]);
        assert_eq!(found("1.2050201学前教育"), ["1."]);
        assert_eq!(found("支出290.97万元六、政府性基金"), ["六、"]);
        assert_eq!(found("收入。2. 事业收入"), ["2."]);
    }

    #[test]
    fn quantities_and_references_are_not() {
        for text in [
            "1.5万元",
            "3.2个百分点",
            "增长1.5，下降",
            "第（三）项",
            "依照第二部分规定",
            "一、二级残疾",
            "一、二、三产业",
            "2、3、5个",
            "统一、规范",
            "2016、2017年",
            "3-5、",
            "0.5.",
            "2021.12.",
            "（2022）",
            "（一期）",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn item_words() {
        let text = "一是抓落实。二\n是抓督查；三是抓考核，第一，好。首先是人，其次是钱";
        let segment = Segment { span: Span::new(0, text.len()), opens_line: true, level: None };
        let items: Vec<_> = scan(text, &[segment]).items.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(items, ["一是", "二\n是", "三是", "第一，", "首先", "其次"]);
    }
}
