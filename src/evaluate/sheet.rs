use crate::review::Review;
use crate::text::{Positions, Span};

use super::align::Alignment;
use super::truth::Truth;
use super::{Case, Miss, Phase, Score, Tally};

/// 评分单. One report being compared.
pub(super) struct Sheet<'a> {
    case: &'a Case,
    pub(super) review: &'a Review,
    pub(super) alignment: &'a Alignment,
    positions: Positions<'a>,
    score: Score,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(case: &'a Case, review: &'a Review, alignment: &'a Alignment) -> Self {
        let score = Score { n_reports: 1, n_consistent: u32::from(case.consistent), ..Score::default() };
        Self { case, review, alignment, positions: Positions::new(&review.document.text), score }
    }

    /// The score, misses in order of the text.
    pub(super) fn finish(mut self) -> Score {
        self.score.misses.sort_by_key(|miss| (miss.phase, miss.line));
        self.score
    }

    pub(super) fn truth(&self) -> &'a Truth {
        &self.case.truth
    }

    pub(super) fn is_consistent(&self) -> bool {
        self.case.consistent
    }

    /// Counts in a row and in its phase.
    pub(super) fn tally(&mut self, phase: Phase, row: &str, tally: Tally) {
        self.tally_row(phase, "", tally);
        if !row.is_empty() {
            self.tally_row(phase, row, tally);
        }
    }

    /// Counts in a row only: another cut through the same things.
    pub(super) fn tally_row(&mut self, phase: Phase, row: &str, tally: Tally) {
        *self.score.tallies.entry((phase, row.to_owned())).or_default() += tally;
    }

    /// Counts something else.
    pub(super) fn count(&mut self, name: &'static str, n: u32) {
        *self.score.counts.entry(name).or_default() += n;
    }

    /// Counts what kind was read for what.
    pub(super) fn confuse(&mut self, gold: &str, output: &str) {
        *self.score.confusion.entry((gold.to_owned(), output.to_owned())).or_default() += 1;
    }

    /// Remembers a difference.
    pub(super) fn miss(&mut self, phase: Phase, row: &str, cause: &'static str, at: Option<Span>, detail: String) {
        let line = at.map_or(0, |span| self.positions.line(span.start));
        let detail = if detail.contains(['\r', '\n']) { detail.replace(['\r', '\n'], "⏎") } else { detail };
        let (report, row) = (self.case.id.clone(), row.to_owned());
        self.score.misses.push(Miss { report, phase, row, cause, line, detail });
    }

    /// The text of a span with some words before it.
    pub(super) fn context(&self, span: Span) -> String {
        let text = &self.review.document.text;
        let before: Vec<char> = text[..span.start as usize].chars().rev().take(16).collect();
        let after = text[span.end as usize..].chars().take(8);
        let context = before.into_iter().rev().chain(['«']).chain(span.of(text).chars()).chain(['»']).chain(after);
        context.collect()
    }
}
