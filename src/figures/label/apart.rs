//! 字间空格. Words printed with a blank behind every character are named as if they stood together.

use crate::figures::clause::Clause;
use crate::figures::scan::Piece;
use crate::text::Span;
use crate::text::script::{is_blank, is_blank_or_line_end, is_han};

/// 合拢. The words of a clause without their blanks, and where each byte of them is printed.
pub(super) struct Closed {
    text: String,
    /// For each byte of `text`, and for its end, the byte of the document.
    places: Vec<usize>,
    pieces: Vec<Piece>,
    before: Span,
    /// As the limit that was given, among the words put together.
    pub(super) upto: usize,
}

impl Closed {
    /// `None` unless most characters of the clause stand apart.
    pub(super) fn of(clause: &Clause<'_>, upto: usize) -> Option<Self> {
        if !stand_apart(clause.words()) {
            return None;
        }
        let start = clause.before.start as usize;
        let end = clause.before.end as usize;
        // The mark that opens the clause tells whether it is an item of a list.
        let mark = clause.text[..start].chars().next_back().map_or(start, |c| start - c.len_utf8());
        let (mut text, mut places) = (String::new(), Vec::new());
        for (at, c) in clause.text[mark..end].char_indices().filter(|&(_, c)| !is_blank_or_line_end(c)) {
            text.push(c);
            places.extend((0..c.len_utf8()).map(|n| mark + at + n));
        }
        let closed = |place: usize| places.partition_point(|&p| p < place);
        let before = Span::new(closed(start), text.len());
        let upto = closed(upto);
        let pieces = clause.pieces.iter().filter_map(|piece| {
            let span = Span::new(closed(piece.span().start as usize), closed(piece.span().end as usize));
            match piece {
                Piece::Token(kind, _) => Some(Piece::Token(*kind, span)),
                Piece::Verb(_) => Some(Piece::Verb(span)),
                Piece::NounVerb(_) => Some(Piece::NounVerb(span)),
                Piece::Figure(_) | Piece::Zero(_) => None,
            }
        });
        let pieces = pieces.collect();
        places.push(end);
        Some(Self { text, places, pieces, before, upto })
    }

    pub(super) fn clause(&self) -> Clause<'_> {
        Clause { text: &self.text, before: self.before, pieces: &self.pieces, bound: None }
    }

    /// Where the words at `span` are printed.
    pub(super) fn printed(&self, span: Span) -> Option<Span> {
        let last = span.of(&self.text).chars().next_back()?.len_utf8();
        let end = self.places.get((span.end as usize).checked_sub(last)?)? + last;
        Some(Span::new(*self.places.get(span.start as usize)?, end))
    }
}

/// Whether most characters of `words` have a blank between them: `其 中 工 资 福 利`.
fn stand_apart(words: &str) -> bool {
    const FEWEST: usize = 2;
    let (mut apart, mut together) = (0, 0);
    let mut chars = words.trim_matches(is_blank_or_line_end).chars().peekable();
    while let Some(c) = chars.next() {
        if !is_han(c) {
            continue;
        }
        match chars.peek() {
            Some(&next) if is_blank(next) => apart += 1,
            Some(&next) if is_han(next) => together += 1,
            _ => {}
        }
    }
    apart >= FEWEST && apart > 2 * together
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_between_most_characters_set_words_apart() {
        assert!(stand_apart("其 中 工 资 福 利 "));
        assert!(stand_apart(" 收 入 总 计 和 支 出 总 计 均 为 "));
        assert!(!stand_apart("项目支出 预算数 "));
        assert!(!stand_apart("工资福利支出"));
        assert!(!stand_apart("甲 乙"));
    }
}
