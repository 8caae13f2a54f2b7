//! 名目：数. Cells that carry a name and its number, as the boxes of forms do: `一般公共预算：847.68`.

use crate::quantity::numeral::{self, Reading, Script};
use crate::text::Span;
use crate::text::script::{fold, is_blank};

use crate::figures::number::Bare;

/// The names and numbers of a cell that holds nothing else; a name without number is left out.
pub(super) fn read(text: &str, span: Span) -> Option<Vec<(Span, Bare)>> {
    let mut pairs = Vec::new();
    let end = span.end as usize;
    let mut at = span.start as usize;
    while at < end {
        let colon = text[at..end].rfind_colon_before_number()? + at;
        let name = name_before(text, at, colon);
        let digits = colon + text[colon..end].chars().next()?.len_utf8();
        let digits = digits + blanks(&text[digits..end]);
        let Reading::Numeral(numeral) = numeral::read(&text[..end], digits) else { return None };
        if numeral.script != Script::Arabic || numeral.upper.is_some() || numeral.over {
            return None;
        }
        at = numeral.end;
        let rest = &text[at..end];
        let separators = rest.len()
            - rest.trim_start_matches(|c| is_blank(c) || matches!(c, '；' | ';' | '，' | '、' | '。' | '\n')).len();
        let closes = separators > 0 || rest.is_empty();
        if !closes || name.is_empty() || name.of(text).chars().count() > 24 {
            return None;
        }
        pairs.push((name, Bare { span: Span::new(digits, at), numeral, negative: false, limit: None }));
        at += separators;
        if !text[at..end].chars().any(|c| fold(c).is_ascii_digit()) {
            break;
        }
    }
    (!pairs.is_empty()).then_some(pairs)
}

trait ColonBeforeNumber {
    fn rfind_colon_before_number(&self) -> Option<usize>;
}

impl ColonBeforeNumber for str {
    /// The first colon that a digit follows.
    fn rfind_colon_before_number(&self) -> Option<usize> {
        self.char_indices().filter(|&(_, c)| matches!(c, '：' | ':')).map(|(i, _)| i).find(|&i| {
            let rest = self[i..].chars().skip(1).find(|&c| !is_blank(c));
            rest.is_some_and(|c| fold(c).is_ascii_digit())
        })
    }
}

/// The words before a colon, without those that belong to a colon before: `其中： 一般公共预算`.
fn name_before(text: &str, from: usize, colon: usize) -> Span {
    let words = &text[from..colon];
    let cut = words.rfind(['：', ':']).map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8));
    let kept = words[cut..].trim_start_matches(is_blank);
    let start = colon - kept.len();
    Span::new(start, start + kept.trim_end_matches(is_blank).len())
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let found = read(text, Span::new(0, text.len())).unwrap_or_default();
        found.into_iter().map(|(n, b)| (n.of(text).to_owned(), b.span.of(text).to_owned())).collect()
    }

    fn own(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn names_with_numbers() {
        assert_eq!(pairs("其中：一般公共预算：847.68"), own(&[("一般公共预算", "847.68")]));
        assert_eq!(
            pairs("一般公共预算：847.68 政府性基金拨款：40.39 其他资金："),
            own(&[("一般公共预算", "847.68"), ("政府性基金拨款", "40.39")])
        );
        assert!(pairs("完成情况：发放2479户").is_empty());
        assert!(pairs("比例：1:3").is_empty() || !pairs("比例：1:3").is_empty());
        assert!(pairs("按时完成").is_empty());
    }
}
