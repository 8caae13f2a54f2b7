use crate::document::Document;
use crate::figures::{Figure, FigureId, Figures, Sentence, Token};
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
}
