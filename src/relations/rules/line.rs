//! 句中数据. The figures of a sentence with the words around each, as the rules on neighbouring figures read them.

use std::borrow::Cow;

use crate::figures::Sentence;
use crate::relations::Report;
use crate::text::Span;
use crate::text::script::folded;

pub(super) use crate::relations::told::Told;

/// 一句.
pub(super) struct Line<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) figures: &'a [Told<'a>],
    report: &'a Report<'a>,
}

/// The sentences that hold at least two figures, in order.
pub(super) fn lines<'a>(report: &'a Report<'a>) -> impl Iterator<Item = Line<'a>> {
    Line::all(report).filter(|line| line.figures.len() >= 2)
}

impl<'a> Line<'a> {
    /// Every sentence, in order.
    pub(super) fn all(report: &'a Report<'a>) -> impl Iterator<Item = Self> {
        let all = report.figures.sentences.iter().zip(report.told());
        all.map(move |(sentence, figures)| Self { sentence, figures, report })
    }

    /// The words between two figures, widths folded and blanks removed.
    pub(super) fn between(&self, a: usize, b: usize) -> Cow<'a, str> {
        let (a, b) = (self.figures[a].figure.span, self.figures[b].figure.span);
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        folded(self.report.slice(Span { start: first.end, end: second.start.max(first.end) }))
    }

    /// Everything from the start of the sentence to the end of a figure, widths folded and blanks removed.
    pub(super) fn upto(&self, n: usize) -> Cow<'a, str> {
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
