//! 句中数据. The figures of a sentence with the words around each, as the rules on neighbouring figures read them.

use crate::figures::{Figure, Sentence, TokenKind};
use crate::relations::Report;
use crate::text::Span;
use crate::text::script::folded;

/// 一句.
pub(super) struct Line<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) figures: Vec<Told<'a>>,
    report: &'a Report<'a>,
}

/// 句中一数.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) figure: &'a Figure,
    /// Words between it and the mark or figure before it.
    pub(super) before: &'a str,
    /// Words between it and the mark or figure behind it.
    pub(super) after: &'a str,
    /// Number of semicolons before it: figures of one segment belong together.
    pub(super) segment: u32,
}

/// The sentences that hold at least two figures, in order.
pub(super) fn lines<'a>(report: &'a Report<'a>) -> impl Iterator<Item = Line<'a>> {
    report.figures.sentences.iter().map(|s| Line::of(report, s)).filter(|line| line.figures.len() >= 2)
}

impl<'a> Line<'a> {
    /// Reads one sentence.
    pub(super) fn of(report: &'a Report<'a>, sentence: &'a Sentence) -> Self {
        let tokens = report.tokens(sentence);
        let is_cue = |kind: TokenKind| matches!(kind, TokenKind::Cue(_));
        let mut figures = Vec::new();
        let (mut from, mut segment) = (sentence.span.start, 0);
        for (n, token) in tokens.iter().enumerate() {
            if let TokenKind::Figure(id) = token.kind {
                let next = tokens[n + 1..].iter().find(|t| !is_cue(t.kind));
                let end = next.map_or(sentence.span.end, |t| t.span.start).max(token.span.end);
                figures.push(Told {
                    figure: report.figure(id),
                    before: report.slice(Span { start: from.min(token.span.start), end: token.span.start }),
                    after: report.slice(Span { start: token.span.end, end }),
                    segment,
                });
            }
            segment += u32::from(token.kind == TokenKind::Semicolon);
            if !is_cue(token.kind) {
                from = token.span.end;
            }
        }
        Self { sentence, figures, report }
    }

    /// The words between two figures, widths folded and blanks removed.
    pub(super) fn between(&self, a: usize, b: usize) -> String {
        let (a, b) = (self.figures[a].figure.span, self.figures[b].figure.span);
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        folded(self.report.slice(Span { start: first.end, end: second.start.max(first.end) }))
    }

    /// Everything from the start of the sentence to the end of a figure, widths folded and blanks removed.
    pub(super) fn upto(&self, n: usize) -> String {
        folded(self.report.slice(Span { start: self.sentence.span.start, end: self.figures[n].figure.span.end }))
    }

    /// The place of the last word of a list directly before a figure, for triggers.
    pub(super) fn word_before(&self, n: usize, words: &[&str]) -> Option<Span> {
        let told = &self.figures[n];
        let start = told.figure.span.start as usize - told.before.len();
        let found = words.iter().filter_map(|w| told.before.rfind(w).map(|at| (at, w.len()))).max()?;
        Some(Span::new(start + found.0, start + found.0 + found.1))
    }
}
