use std::collections::HashMap;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::document::Document;
use crate::figures::{Cue, Figure, FigureId, Figures, Kind, Period, Role, Sentence, Stage, Token, TokenKind};
use crate::outline::{Outline, SectionId};
use crate::text::Span;

use super::group::{self, Group};
use super::listing::{self, Listing};
use super::told::{Told, ToldFigures};
use super::years;

/// Most bytes of words before a token: the cost of a sentence without marks grows with its length alone.
const LONGEST_WORDS: u32 = 360;

/// 报告视图. Everything known about one report before relations, with look-ups: the rules' only view.
#[derive(Debug)]
pub struct Report<'a> {
    /// Its text.
    pub document: &'a Document,
    /// Its sections.
    pub outline: &'a Outline,
    /// Its figures.
    pub figures: &'a Figures,
    by_indicator: HashMap<&'a str, Vec<FigureId>>,
    by_value: HashMap<Decimal, Vec<FigureId>>,
    sentences_of: Vec<Vec<u32>>,
    /// The year that each sentence speaks of.
    years: Vec<Option<u16>>,
    /// Token of each figure; none for a cell.
    token_of: Vec<Option<u32>>,
    told: ToldFigures<'a>,
    groups: Vec<Group>,
    /// Groups that each figure is a part of.
    groups_of: HashMap<FigureId, SmallVec<[u32; 2]>>,
}

impl<'a> Report<'a> {
    /// Indexes a report.
    #[must_use]
    pub fn new(document: &'a Document, outline: &'a Outline, figures: &'a Figures) -> Self {
        let mut by_indicator: HashMap<&str, Vec<FigureId>> = HashMap::new();
        let mut by_value: HashMap<Decimal, Vec<FigureId>> = HashMap::new();
        for figure in &figures.figures {
            by_value.entry(figure.value).or_default().push(figure.id);
            if let Some(indicator) = &figure.indicator {
                by_indicator.entry(indicator).or_default().push(figure.id);
            }
        }
        let mut sentences_of = vec![Vec::new(); outline.sections.len()];
        for (n, sentence) in (0..).zip(&figures.sentences) {
            if let Some(of) = sentences_of.get_mut(sentence.section.0 as usize) {
                of.push(n);
            }
        }
        let mut token_of = vec![None; figures.figures.len()];
        for (n, token) in (0..).zip(&figures.tokens) {
            if let TokenKind::Figure(id) = token.kind {
                token_of[id.0 as usize].get_or_insert(n);
            }
        }
        let told = ToldFigures::new(&document.text, figures);
        let years = years::of_sentences(&document.text, outline, &figures.sentences);
        let (groups, groups_of) = (Vec::new(), HashMap::new());
        let mut report = Self {
            document,
            outline,
            figures,
            by_indicator,
            by_value,
            sentences_of,
            years,
            token_of,
            told,
            groups,
            groups_of,
        };
        report.groups = group::find(&report);
        for (n, group) in (0..).zip(&report.groups) {
            for &part in &group.parts {
                report.groups_of.entry(part).or_default().push(n);
            }
        }
        report
    }

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

    /// The words between the last mark of punctuation and the `k`-th token of a sentence; the last of them where no
    /// mark is near.
    #[must_use]
    pub fn words_before(&self, sentence: &Sentence, k: usize) -> &'a str {
        let tokens = self.tokens(sentence);
        let mark = tokens[..k].iter().rev().find(|t| is_punctuation(t.kind));
        let end = tokens[k].span.start;
        let start = mark.map_or(sentence.span.start, |t| t.span.end);
        let near = self.document.text.ceil_char_boundary(end.saturating_sub(LONGEST_WORDS) as usize);
        self.slice(Span { start: start.max(u32::try_from(near).unwrap_or(end)), end })
    }

    /// The words between the `k`-th token of a sentence and the next mark of punctuation.
    #[must_use]
    pub fn words_after(&self, sentence: &Sentence, k: usize) -> &'a str {
        let tokens = self.tokens(sentence);
        let mark = tokens[k + 1..].iter().find(|t| is_punctuation(t.kind));
        let end = mark.map_or(sentence.span.end, |t| t.span.start);
        self.slice(Span { start: tokens[k].span.end, end })
    }

    /// The sentence of a figure, with its index.
    #[must_use]
    pub fn sentence_of(&self, id: FigureId) -> Option<(u32, &'a Sentence)> {
        let n = self.figure(id).sentence?;
        self.figures.sentences.get(n as usize).map(|s| (n, s))
    }

    /// 章. Number of the top section that a figure stands in; `None` before the first.
    #[must_use]
    pub fn chapter(&self, figure: &Figure) -> Option<u32> {
        self.outline.section(figure.section).path.first().copied()
    }

    /// The period that a figure, or else the passage it stands in, is of, unless it is the report's own.
    pub(super) fn other_period(&self, figure: &Figure) -> Option<Period> {
        let of_passage = || self.years.get(figure.sentence? as usize).copied().flatten().map(Period::Year);
        figure.period.or_else(of_passage).filter(|&period| match period {
            Period::Year(year) => Some(year) != self.outline.metadata.year,
            other => other != Period::Current,
        })
    }

    /// Sentences that stand directly in a section, in order.
    #[must_use]
    pub fn sentences_in(&self, section: SectionId) -> &[u32] {
        self.sentences_of.get(section.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Figures of one indicator, in order of the text.
    #[must_use]
    pub fn of_indicator(&self, indicator: &str) -> &[FigureId] {
        self.by_indicator.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// Figures of one value, in order of the text.
    #[must_use]
    pub fn of_value(&self, value: Decimal) -> &[FigureId] {
        self.by_value.get(&value).map_or(&[], Vec::as_slice)
    }

    /// The figures of every sentence with the words around them, in order.
    pub fn told(&self) -> impl Iterator<Item = &[Told<'a>]> {
        self.told.sentences()
    }

    /// The figures of one sentence with the words around them, in order.
    pub(super) fn told_in(&self, sentence: u32) -> &[Told<'a>] {
        self.told.of_sentence(sentence)
    }

    /// Totals with the parts that the words tie to them.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Lists that add to a figure beside them though no word says so.
    #[must_use]
    pub fn listings(&self) -> Vec<Listing> {
        listing::find(self)
    }

    /// Totals with a part in a sentence, in order.
    pub fn groups_in(&self, sentence: &Sentence) -> impl Iterator<Item = &Group> {
        let mut groups: Vec<u32> =
            self.figures_in(sentence).filter_map(|figure| self.groups_of.get(&figure.id)).flatten().copied().collect();
        groups.sort_unstable();
        groups.dedup();
        groups.into_iter().map(|n| &self.groups[n as usize])
    }

    /// The first total whose list holds the figure, with that list.
    #[must_use]
    pub fn group_of(&self, part: FigureId) -> Option<&Group> {
        self.groups.get(*self.groups_of.get(&part)?.first()? as usize)
    }

    /// The figures of a sentence, in order.
    pub fn figures_in(&self, sentence: &Sentence) -> impl Iterator<Item = &'a Figure> + use<'a> {
        let figures = self.figures;
        self.tokens(sentence).iter().filter_map(move |t| match t.kind {
            TokenKind::Figure(id) => Some(figures.get(id)),
            _ => None,
        })
    }

    /// Bracket depth of a figure; 0 for cells.
    #[must_use]
    pub fn depth(&self, id: FigureId) -> u8 {
        self.token_of[id.0 as usize].map_or(0, |n| self.figures.tokens[n as usize].depth)
    }

    /// Which of the tokens of its sentence a figure is; none for a cell.
    #[must_use]
    pub fn position(&self, id: FigureId) -> Option<usize> {
        let (_, sentence) = self.sentence_of(id)?;
        self.token_of[id.0 as usize]?.checked_sub(sentence.tokens.start).map(|n| n as usize)
    }

    /// The cue words of one family between two bytes of a sentence.
    pub fn cues_between(
        &self,
        sentence: &Sentence,
        cue: Cue,
        from: u32,
        to: u32,
    ) -> impl Iterator<Item = Span> + use<'a> {
        self.tokens(sentence)
            .iter()
            .filter(move |t| t.kind == TokenKind::Cue(cue) && t.span.start >= from && t.span.end <= to)
            .map(|t| t.span)
    }
}

/// The step of the budget cycle before the accounts; 决算, 支出 and no step at all are the same.
pub(super) fn planned(figure: &Figure) -> Option<Stage> {
    figure.stage.filter(|s| !matches!(s, Stage::Income | Stage::Expenditure | Stage::FinalAccount))
}

/// Whether a figure tells how much there is, rather than a change, rate, price or share.
#[must_use]
pub fn is_level(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Amount | Kind::Count | Kind::PersonTimes | Kind::OtherMeasure | Kind::Score)
        && !matches!(
            figure.role,
            Some(
                Role::Change
                    | Role::Growth
                    | Role::Share
                    | Role::Completion
                    | Role::UnitPrice
                    | Role::Average
                    | Role::From
                    | Role::Base
            )
        )
}

/// Whether two figures are counted in the same thing and may be added.
///
/// 人, 名 and 位 are one; 人次 is never added to 人, nor 户 to 人.
#[must_use]
pub fn same_unit(a: &Figure, b: &Figure) -> bool {
    fn class(unit: &str) -> &str {
        if matches!(unit, "人" | "名" | "位") { "人" } else { unit }
    }
    a.kind == b.kind && class(&a.unit) == class(&b.unit)
}

fn is_punctuation(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Figure(_) | TokenKind::Cue(_))
}
