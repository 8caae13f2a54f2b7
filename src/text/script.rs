//! Widths and classes of the characters that matter in Chinese running text.

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

/// Blank of any width, including the invisible ones that web copies leave behind.
#[must_use]
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{00A0}' | '\u{00AD}' | '\u{1680}' | '\u{2000}'
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
pub fn folded(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c) && c != '\n' && c != '\r').map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fold() {
        assert_eq!(folded("（１，３３５．９３ ％）"), "(1,335.93%)");
        assert_eq!(fold('﹪'), '%');
        assert_eq!(folded("差\u{AD}额\u{3000}0"), "差额0");
    }
}
