//! Widths and classes of the characters that matter in Chinese running text.

use std::borrow::Cow;

/// Half-width twin of a full-width ASCII character or blank; anything else as it is.
///
/// Reports mix `（` and `(`, `％` and `%`, `１` and `1` freely: every comparison goes through here.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        '﹪' => '%',
        '﹣' | '−' => '-',
        _ => c,
    }
}

/// Blank of any width, including the invisible ones that web copies leave behind, and the `\r` of a line end.
#[must_use]
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\r' | '\u{00A0}' | '\u{00AD}' | '\u{1680}' | '\u{2000}'
            ..='\u{200D}' | '\u{202F}' | '\u{205F}' | '\u{2060}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// Chinese ideograph (common block, extension A, compatibility).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '〇')
}

/// Ends a sentence.
#[must_use]
pub fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// Opens a bracket of any width.
#[must_use]
pub fn is_opening(c: char) -> bool {
    matches!(c, '（' | '(' | '[' | '［' | '【' | '〔' | '﹝' | '《' | '“' | '「' | '『' | '〈')
}

/// Closes a bracket of any width.
#[must_use]
pub fn is_closing(c: char) -> bool {
    matches!(c, '）' | ')' | ']' | '］' | '】' | '〕' | '﹞' | '》' | '”' | '」' | '』' | '〉')
}

/// `text` with widths folded and blanks removed: the form in which words are compared.
#[must_use]
pub fn folded(text: &str) -> Cow<'_, str> {
    rewritten(text, |c| (!is_blank_or_line_end(c)).then(|| fold(c)))
}

/// `text` without blanks and line ends.
#[must_use]
pub fn without_blanks(text: &str) -> Cow<'_, str> {
    rewritten(text, |c| (!is_blank_or_line_end(c)).then_some(c))
}

/// Blank, or the end of a line inside a paragraph.
#[must_use]
pub fn is_blank_or_line_end(c: char) -> bool {
    is_blank(c) || c == '\n'
}

/// Bytes of blanks and line ends at the start of `text`.
#[must_use]
pub fn blank_prefix(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank_or_line_end).len()
}

/// First bytes of all characters that [`is_blank`] knows or [`fold`] changes; no Han character begins with one.
const RARE: [bool; 256] = {
    let mut rare = [false; 256];
    let mut n = 0;
    let bytes = *b" \t\n\r\xC2\xE1\xE2\xE3\xEF";
    while n < bytes.len() {
        rare[bytes[n] as usize] = true;
        n += 1;
    }
    rare
};

/// `text` with some characters changed or left out; a text that has none of them, as most, is not copied.
fn rewritten(text: &str, change: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(n) = bytes[at..].iter().position(|&byte| RARE[byte as usize]) {
        at += n;
        let Some(c) = text[at..].chars().next() else { break };
        let changed = change(c);
        if changed != Some(c) {
            out.reserve(text.len() - copied);
            out.push_str(&text[copied..at]);
            out.extend(changed);
            copied = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fold() {
        assert_eq!(folded("（１，３３５．９３ ％）"), "(1,335.93%)");
        assert_eq!(fold('﹪'), '%');
        assert_eq!(folded("差\u{AD}额\u{3000}0"), "差额0");
        assert_eq!(without_blanks(" 支 出\u{3000}（\r\n万元） "), "支出（万元）");
    }

    #[test]
    fn rare_characters_begin_with_the_bytes_that_are_looked_for() {
        for c in '\0'..=char::MAX {
            let first = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            let is_changed = is_blank_or_line_end(c) || fold(c) != c;
            assert!(!is_changed || RARE[first as usize], "{c:?}");
        }
    }
}
