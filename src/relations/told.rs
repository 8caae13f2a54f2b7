//! 句中数据. The figures of each sentence with the words around them: read once, asked by every rule on neighbours.

use std::ops::Range;

use crate::figures::{Figure, Figures, Sentence, TokenKind};
use crate::text::Span;

/// 句中一数.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Words between it and the mark or figure before it.
    pub before: &'a str,
    /// Words between it and the mark or figure behind it.
    pub after: &'a str,
    /// Number of semicolons before it: figures of one segment belong together.
    pub segment: u32,
    /// Bracket depth.
    pub depth: u8,
}

/// 全文各句的数据. In order of the text.
#[derive(Debug)]
pub(super) struct ToldFigures<'a> {
    figures: Vec<Told<'a>>,
    /// Those of each sentence.
    of_sentence: Vec<Range<u32>>,
}

impl<'a> ToldFigures<'a> {
    pub(super) fn new(text: &'a str, figures: &'a Figures) -> Self {
        let mut told = Vec::with_capacity(figures.figures.len());
        let n_told = |told: &Vec<Told<'_>>| u32::try_from(told.len()).unwrap_or(u32::MAX);
        let of_sentence = figures.sentences.iter().map(|sentence| {
            let first = n_told(&told);
            read(text, figures, sentence, &mut told);
            first..n_told(&told)
        });
        let of_sentence = of_sentence.collect();
        Self { figures: told, of_sentence }
    }

    /// Those of one sentence.
    pub(super) fn of_sentence(&self, n: u32) -> &[Told<'a>] {
        let range = self.of_sentence.get(n as usize);
        range.map_or(&[], |range| &self.figures[range.start as usize..range.end as usize])
    }

    /// The sentences, in order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &[Told<'a>]> {
        self.of_sentence.iter().map(|range| &self.figures[range.start as usize..range.end as usize])
    }
}

/// Reads one sentence.
fn read<'a>(text: &'a str, figures: &'a Figures, sentence: &Sentence, out: &mut Vec<Told<'a>>) {
    let tokens = &figures.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
    let is_cue = |kind: TokenKind| matches!(kind, TokenKind::Cue(_));
    let (mut from, mut segment) = (sentence.span.start, 0);
    for (n, token) in tokens.iter().enumerate() {
        if let TokenKind::Figure(id) = token.kind {
            let next = tokens[n + 1..].iter().find(|t| !is_cue(t.kind));
            let end = next.map_or(sentence.span.end, |t| t.span.start).max(token.span.end);
            out.push(Told {
                figure: figures.get(id),
                before: Span { start: from.min(token.span.start), end: token.span.start }.of(text),
                after: Span { start: token.span.end, end }.of(text),
                segment,
                depth: token.depth,
            });
        }
        segment += u32::from(token.kind == TokenKind::Semicolon);
        if !is_cue(token.kind) {
            from = token.span.end;
        }
    }
}
