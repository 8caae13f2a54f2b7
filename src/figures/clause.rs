//! 分句. The words between the last mark and a figure, with the cues and verbs among them.

use crate::text::Span;
use crate::text::script::is_blank_or_line_end;

use super::scan::Piece;
use super::{Cue, TokenKind};

/// 数前的话. What stands before a figure in its clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause<'a> {
    pub(super) text: &'a str,
    /// From the last mark, or the last figure, to the number.
    pub(super) before: Span,
    /// Cues and verbs within `before`.
    pub(super) pieces: &'a [Piece],
    /// The piece that bounds it on the left.
    pub(super) bound: Option<usize>,
}

/// The clause before piece `k`. A bracket without figures is part of it: 出国（境）费.
pub(super) fn before<'a>(text: &'a str, start: usize, pieces: &'a [Piece], k: usize) -> Clause<'a> {
    let end = pieces[k].span().start as usize;
    let mut j = k;
    while j > 0 {
        let piece = &pieces[j - 1];
        match piece {
            Piece::Token(TokenKind::Close, _) => match opening(pieces, j - 1) {
                Some(open) => j = open,
                None => break,
            },
            Piece::Token(TokenKind::Cue(_), _) | Piece::Verb(_) | Piece::NounVerb(_) => j -= 1,
            Piece::Figure(_) | Piece::Zero(_) | Piece::Token(..) => break,
        }
    }
    let bound = j.checked_sub(1);
    let from = bound.map_or(start, |b| pieces[b].span().end as usize);
    Clause { text, before: Span::new(from.min(end), end), pieces: &pieces[j..k], bound }
}

/// The opening bracket of the one that closes at `close`, when no figure stands between.
fn opening(pieces: &[Piece], close: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for j in (0..=close).rev() {
        match &pieces[j] {
            Piece::Token(TokenKind::Close, _) => depth += 1,
            Piece::Token(TokenKind::Open, _) => {
                depth -= 1;
                if depth == 0 {
                    return Some(j);
                }
            }
            Piece::Figure(_) | Piece::Zero(_) => return None,
            Piece::Token(TokenKind::Stop | TokenKind::Semicolon, _) => return None,
            _ => {}
        }
    }
    None
}

impl<'a> Clause<'a> {
    /// The words.
    pub(super) fn words(&self) -> &'a str {
        self.before.of(self.text)
    }

    /// The last cue that is one of `cues`.
    pub(super) fn last_of(&self, cues: &[Cue]) -> Option<(Cue, Span)> {
        self.pieces.iter().rev().find_map(|p| match p {
            Piece::Token(TokenKind::Cue(cue), span) if cues.contains(cue) && self.before.contains(*span) => {
                Some((*cue, *span))
            }
            _ => None,
        })
    }

    /// The first such cue.
    pub(super) fn first_of(&self, cue: Cue) -> Option<Span> {
        self.pieces.iter().find_map(|p| match p {
            Piece::Token(TokenKind::Cue(c), span) if *c == cue && self.before.contains(*span) => Some(*span),
            _ => None,
        })
    }

    /// Whether only blanks or the given words stand between `span` and the number.
    pub(super) fn adjacent(&self, span: Span, allowed: &[&str]) -> bool {
        let mut between = self.text[span.end as usize..self.before.end as usize].trim_matches(is_blank_or_line_end);
        while let Some(word) = allowed.iter().find(|w| !between.is_empty() && between.starts_with(**w)) {
            between = between[word.len()..].trim_start_matches(is_blank_or_line_end);
        }
        between.is_empty()
    }
}
