//! The words around the evidence of a finding.

use crate::review::Review;
use crate::text::Span;

/// Longest quote, in characters: an auditor's list is read in columns.
const LONGEST: usize = 240;

/// 引文. The sentences that hold the evidence, in order, without line breaks; gaps are shown as ……
#[must_use]
pub fn quote(review: &Review, evidence: impl IntoIterator<Item = Span>) -> String {
    let mut places: Vec<Span> = evidence.into_iter().map(|span| around(review, span)).collect();
    places.sort();
    places.dedup();
    let mut out = String::new();
    let mut end = None;
    for place in places {
        if end.is_some_and(|end| place.start < end) {
            continue;
        }
        if end.is_some_and(|end| place.start > end) && !out.is_empty() {
            out.push_str("……");
        }
        out.extend(place.of(&review.document.text).chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')));
        end = Some(place.end);
    }
    shortened(out.trim())
}

/// The sentence that holds `span`, or its block, or itself.
fn around(review: &Review, span: Span) -> Span {
    let sentences = &review.figures.sentences;
    let n = sentences.partition_point(|s| s.span.end <= span.start);
    if let Some(sentence) = sentences.get(n).filter(|s| s.span.contains(span)) {
        return sentence.span;
    }
    let block = review.document.block_at(span.start).map(|b| b.span);
    block.filter(|b| b.contains(span) && b.len() <= 3 * LONGEST).unwrap_or(span)
}

/// Cut in the middle: both ends of a comparison tell more than one.
fn shortened(text: &str) -> String {
    let n = text.chars().count();
    if n <= LONGEST {
        return text.to_owned();
    }
    let half = LONGEST / 2;
    let head: String = text.chars().take(half).collect();
    let tail: String = text.chars().skip(n - half).collect();
    format!("{head}……{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotes_keep_both_ends() {
        let text = format!("甲{}乙", "丙".repeat(400));
        let short = shortened(&text);
        assert!(short.starts_with('甲') && short.ends_with('乙') && short.contains("……"));
        assert_eq!(short.chars().count(), LONGEST + 2);
    }
}
