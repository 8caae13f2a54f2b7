//! 单元格内容. What fills a cell: nothing, a dash, one number, words.

use crate::quantity::numeral::{self, Numeral, Reading, Script};
use crate::text::Span;
use crate::text::script::{fold, is_blank};

use crate::figures::number::{self, Around, At, Bare, Raw};

/// 内容.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Nothing but blanks.
    Empty,
    /// —, /, －: does not apply.
    Dash,
    /// A number without unit.
    Bare(Bare),
    /// A number with its unit: 84.69%, 2479户, ≥95%.
    Figure(Box<Raw>),
    /// Anything else.
    Words,
}

impl Content {
    /// Whether one number fills the cell.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Bare(_) | Self::Figure(_))
    }
}

/// The span without outer blanks.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let outer = |c: char| is_blank(c) || matches!(c, '\n' | '\r');
    let body = span.of(text);
    let start = span.start as usize + (body.len() - body.trim_start_matches(outer).len());
    let len = body.trim_matches(outer).len();
    Span::new(start, start + len)
}

/// Reads one cell.
pub(super) fn read(text: &str, span: Span) -> Content {
    let span = trimmed(text, span);
    let body = span.of(text);
    if body.is_empty() {
        return Content::Empty;
    }
    if is_dash(body) {
        return Content::Dash;
    }
    // =200, ￥12.5: the sign says nothing about the number.
    let lead: usize = body
        .chars()
        .take_while(|&c| matches!(c, '=' | '＝' | '¥' | '￥' | '\'') || is_blank(c))
        .map(char::len_utf8)
        .sum();
    let from = span.start as usize + lead;
    let Some(at) = first_digit(text, from, span.end as usize) else { return Content::Words };
    if let Some(bare) = bare(text, from, at, span.end as usize) {
        return Content::Bare(bare);
    }
    let around = Around { text, start: from, floor: from, end: span.end as usize };
    match number::read(around, at) {
        At::Figure(raw) if raw.span.start as usize <= from && closes(text, raw.span.end, span.end) => {
            Content::Figure(raw)
        }
        _ => Content::Words,
    }
}

/// Whether a cell says in a sign that it holds no number.
fn is_dash(body: &str) -> bool {
    let mark = |c: char| matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '/' | '／' | '\\' | '*' | '＊' | '…');
    body.chars().all(|c| mark(c) || is_blank(c)) && body.chars().count() <= 8
}

/// The first digit, when at most a bound and a sign stand before it.
fn first_digit(text: &str, from: usize, end: usize) -> Option<usize> {
    text[from..end]
        .char_indices()
        .take(8)
        .find(|&(_, c)| fold(c).is_ascii_digit() || matches!(c, '百' | '千' | '半') || numeral::may_begin(c))
        .map(|(i, _)| from + i)
}

/// Digits that fill the cell up to a sign before them.
fn bare(text: &str, from: usize, at: usize, end: usize) -> Option<Bare> {
    let sign = text[from..at].trim_matches(is_blank);
    let negative = match sign {
        "" | "+" | "＋" => false,
        "-" | "－" | "−" | "﹣" | "△" | "▲" => true,
        _ => return None,
    };
    let Reading::Numeral(numeral) = numeral::read(&text[..end], at) else { return None };
    let fills = numeral.end == end && numeral.script == Script::Arabic && !numeral.over && numeral.upper.is_none();
    (fills && !is_code(&text[at..end], &numeral)).then(|| Bare {
        span: Span::new(if negative { from } else { at }, end),
        numeral,
        negative,
        limit: None,
    })
}

/// A leading zero makes digits a code: 01, 0733.
fn is_code(digits: &str, numeral: &Numeral) -> bool {
    numeral.n_decimals == 0 && digits.len() > 1 && digits.chars().next().map(fold) == Some('0')
}

/// Whether only closing marks stand between a number and the end of its cell.
fn closes(text: &str, from: u32, end: u32) -> bool {
    let rest = &text[from as usize..end as usize];
    rest.chars().all(|c| is_blank(c) || matches!(c, '。' | '；' | ';' | '，' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> &'static str {
        match read(text, Span::new(0, text.len())) {
            Content::Empty => "empty",
            Content::Dash => "dash",
            Content::Bare(_) => "bare",
            Content::Figure(_) => "figure",
            Content::Words => "words",
        }
    }

    #[test]
    fn contents_are_told_apart() {
        for (text, expected) in [
            ("  ", "empty"),
            ("—", "dash"),
            ("——", "dash"),
            ("/", "dash"),
            ("0", "bare"),
            ("1,234.56", "bare"),
            ("－12.5", "bare"),
            ("＝200", "bare"),
            ("84.69%", "figure"),
            ("≥95%", "figure"),
            ("2479户", "figure"),
            ("1.85万人", "figure"),
            ("5元/人·天", "figure"),
            ("0733", "words"),
            ("一般公共预算：847.68", "words"),
            ("无", "words"),
            ("2022年", "words"),
            ("按时完成", "words"),
            ("完成2479户", "words"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn a_minus_belongs_to_the_number() {
        let Content::Bare(bare) = read(" -12.50", Span::new(0, 7)) else { panic!("a number") };
        assert!(bare.negative);
        assert_eq!((bare.span.start, bare.numeral.n_decimals), (1, 2));
    }
}
