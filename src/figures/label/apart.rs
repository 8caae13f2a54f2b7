//! 字间空格、行尾断词. Words printed with a blank behind every character, or broken at the end of a line, are named as
//! if they stood together.

use crate::figures::clause::Clause;
use crate::figures::scan::Piece;
use crate::text::Span;
use crate::text::script::{is_blank, is_blank_or_line_end, is_han};

/// 合拢. Words without their blanks and line ends, and where each byte of them is printed.
pub(super) struct Joined {
    pub(super) text: String,
    /// For each byte of `text`, and for its end, the byte of the document.
    places: Vec<usize>,
}

impl Joined {
    pub(super) fn of(text: &str, from: usize, to: usize) -> Self {
        let (mut joined, mut places) = (String::new(), Vec::new());
        for (at, c) in text[from..to].char_indices().filter(|&(_, c)| !is_blank_or_line_end(c)) {
            joined.push(c);
            places.extend((0..c.len_utf8()).map(|n| from + at + n));
        }
        places.push(to);
        Self { text: joined, places }
    }

    /// Where a place of the document is among the joined words.
    fn joined(&self, place: usize) -> usize {
        self.places[..self.text.len()].partition_point(|&p| p < place)
    }

    /// Where the joined words at `span` are printed.
    pub(super) fn printed(&self, span: Span) -> Option<Span> {
        let last = span.of(&self.text).chars().next_back()?.len_utf8();
        let end = self.places.get((span.end as usize).checked_sub(last)?)? + last;
        Some(Span::new(*self.places.get(span.start as usize)?, end))
    }
}

/// A clause whose words are joined.
pub(super) struct Closed {
    words: Joined,
    pieces: Vec<Piece>,
    before: Span,
    /// As the limit that was given, among the joined words.
    pub(super) upto: usize,
}

impl Closed {
    /// `None` unless most characters of the clause stand apart, or a line ends among them.
    pub(super) fn of(clause: &Clause<'_>, upto: usize) -> Option<Self> {
        if !stand_apart(clause.words()) && !is_wrapped(clause.text, clause.before) {
            return None;
        }
        let start = clause.before.start as usize;
        // The mark that opens the clause tells whether it is an item of a list.
        let mark = clause.text[..start].chars().next_back().map_or(start, |c| start - c.len_utf8());
        let words = Joined::of(clause.text, mark, clause.before.end as usize);
        let before = Span::new(words.joined(start), words.text.len());
        let upto = words.joined(upto);
        let pieces = clause.pieces.iter().filter_map(|piece| {
            let span = Span::new(words.joined(piece.span().start as usize), words.joined(piece.span().end as usize));
            match piece {
                Piece::Token(kind, _) => Some(Piece::Token(*kind, span)),
                Piece::Verb(_) => Some(Piece::Verb(span)),
                Piece::NounVerb(_) => Some(Piece::NounVerb(span)),
                Piece::Figure(_) | Piece::Zero(_) => None,
            }
        });
        let pieces = pieces.collect();
        Some(Self { words, pieces, before, upto })
    }

    pub(super) fn clause(&self) -> Clause<'_> {
        Clause { text: &self.words.text, before: self.before, pieces: &self.pieces, bound: None }
    }

    /// Where the words at `span` are printed.
    pub(super) fn printed(&self, span: Span) -> Option<Span> {
        self.words.printed(span)
    }
}

/// Whether most characters of `words` have a blank between them: `其 中 工 资 福 利`.
pub(in crate::figures) fn stand_apart(words: &str) -> bool {
    const FEWEST: usize = 2;
    let (mut apart, mut together, mut n_han) = (0, 0, 0);
    let mut chars = words.trim_matches(is_blank_or_line_end).chars().peekable();
    while let Some(c) = chars.next() {
        if !is_han(c) {
            continue;
        }
        n_han += 1;
        match chars.peek() {
            Some(&next) if is_blank(next) => apart += 1,
            Some(&next) if is_han(next) => together += 1,
            _ => {}
        }
    }
    apart >= FEWEST && apart > 2 * together || apart == 1 && n_han == 2
}

/// Whether a full line ends within `span` between two words or inside of one; short lines are items of a list.
fn is_wrapped(text: &str, span: Span) -> bool {
    const FULL: usize = 24;
    let Some(at) = span.of(text).find('\n').map(|at| span.start as usize + at) else { return false };
    let line = text[..at].rsplit('\n').next().unwrap_or_default().trim_end_matches(is_blank);
    let goes_on = text[at..span.end as usize].trim_start_matches(is_blank_or_line_end).starts_with(is_han);
    goes_on && line.ends_with(is_han) && line.chars().nth(FULL).is_some()
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
        assert!(stand_apart("合 计 ") && !stand_apart("预算 合计"));
    }

    #[test]
    fn a_full_line_goes_on_in_the_next() {
        let ends = |text: &str| is_wrapped(text, Span::new(text.find('，').unwrap_or(0), text.len()));
        assert!(ends("全年完成各类学校维修改造任务四十余处并通过验收合格，新增控\n制箱"));
        assert!(!ends("项目，预算\n支出"));
        assert!(!ends("全年完成各类学校维修改造任务四十余处并通过验收合格，新增控\n12台"));
    }
}
