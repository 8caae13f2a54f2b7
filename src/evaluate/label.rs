//! Words of the truth with parts in brackets that may be there or not: `[城乡]低保保障金`.

use crate::text::script;

/// Whether `words` say what `gold` says: widths, blanks and quotation marks aside.
pub(super) fn agrees(gold: &str, words: &str) -> bool {
    let words = plain(words);
    let mut pieces = Vec::new();
    for piece in gold.split_inclusive(['[', ']']) {
        let (text, is_optional) = match piece.strip_suffix(']') {
            Some(text) => (text, true),
            None => (piece.strip_suffix('[').unwrap_or(piece), false),
        };
        pieces.push((plain(text), is_optional));
    }
    matches(&pieces, &words)
}

fn matches(pieces: &[(String, bool)], words: &str) -> bool {
    let Some(((text, is_optional), rest)) = pieces.split_first() else { return words.is_empty() };
    words.strip_prefix(text.as_str()).is_some_and(|words| matches(rest, words)) || *is_optional && matches(rest, words)
}

/// The form in which words are compared.
pub(super) fn plain(text: &str) -> String {
    let is_quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』');
    script::folded(text).chars().filter(|&c| !is_quote(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_brackets_are_optional() {
        assert!(agrees("[城乡]低保保障金", "低保保障金") && agrees("[城乡]低保保障金", "城乡 低保保障金"));
        assert!(agrees("项目支出[年初预算]", "项目支出") && agrees("“三公”经费", "三公经费"));
        assert!(!agrees("[城乡]低保保障金", "城乡") && !agrees("支出", "项目支出"));
        assert!(agrees("[用于][三馆]运行（本级）", "三馆运行(本级)"));
    }
}
