use crate::document::Document;
use crate::figures::{Figure, FigureId, Figures, Sentence, Token, TokenKind};
use crate::outline::Outline;
use crate::text::Span;

/// 报告视图. Everything known about one report before relations: the rules' only view.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Its text.
    pub document: &'a Document,
    /// Its sections.
    pub outline: &'a Outline,
    /// Its figures.
    pub figures: &'a Figures,
}

impl<'a> Report<'a> {
    /// A figure by id.
    #[must_use]
    pub fn figure(&self, id: FigureId) -> &'a Figure {
        self.figures.get(id)
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens(&self, sentence: &Sentence) -> &'a [Token] {
        &self.figures.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
    }

    /// The words between the last mark of punctuation and the `k`-th token of a sentence.
    #[must_use]
    pub fn words_before(&self, sentence: &Sentence, k: usize) -> &'a str {
        let tokens = self.tokens(sentence);
        let mark = tokens[..k].iter().rev().find(|t| is_punctuation(t.kind));
        let start = mark.map_or(sentence.span.start, |t| t.span.end);
        self.slice(Span { start, end: tokens[k].span.start })
    }

    /// The words between the `k`-th token of a sentence and the next mark of punctuation.
    #[must_use]
    pub fn words_after(&self, sentence: &Sentence, k: usize) -> &'a str {
        let tokens = self.tokens(sentence);
        let mark = tokens[k + 1..].iter().find(|t| is_punctuation(t.kind));
        let end = mark.map_or(sentence.span.end, |t| t.span.start);
        self.slice(Span { start: tokens[k].span.end, end })
    }
}

fn is_punctuation(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Figure(_) | TokenKind::Cue(_))
}
