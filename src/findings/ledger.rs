use crate::document::NoteKind;
use crate::figures::Figures;
use crate::outline::{Outline, SectionId};
use crate::relations::{Grade, Judged, RelationId, Relations};

/// 核对台账. What was checked and what was not: one state per figure.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// State of each figure, by id.
    pub states: Vec<LedgerState>,
}

/// 数据核对状态.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerState {
    /// Checked by these relations (exact, tail or broken).
    Checked(Vec<RelationId>),
    /// Only in relations that could not be decided.
    Undecided(Vec<RelationId>),
    /// In no relation.
    NotCovered,
}

/// 台账计数.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerCounts {
    /// Figures that some relation checks.
    pub n_checked: usize,
    /// Figures that stand only in relations that could not be decided.
    pub n_undecided: usize,
    /// Figures in no relation.
    pub n_not_covered: usize,
    /// Places where a number was expected or read but not understood.
    pub n_not_understood: usize,
}

impl Ledger {
    pub(super) fn new(figures: &Figures, relations: &Relations, judged: &[Judged]) -> Self {
        let mut checked: Vec<Vec<RelationId>> = vec![Vec::new(); figures.figures.len()];
        let mut undecided = checked.clone();
        for ((relation, judged), n) in relations.iter().zip(judged).zip(0..) {
            let lists = if matches!(judged.grade, Grade::Undecided(_)) { &mut undecided } else { &mut checked };
            for id in &relation.figures {
                lists[id.0 as usize].push(RelationId(n));
            }
        }
        let state = |(checked, undecided): (Vec<RelationId>, Vec<RelationId>)| match (checked, undecided) {
            (checked, _) if !checked.is_empty() => LedgerState::Checked(checked),
            (_, undecided) if !undecided.is_empty() => LedgerState::Undecided(undecided),
            _ => LedgerState::NotCovered,
        };
        Self { states: checked.into_iter().zip(undecided).map(state).collect() }
    }

    /// Counts for each section's own figures, by section id; sections below are counted by themselves.
    #[must_use]
    pub fn by_section(&self, outline: &Outline, figures: &Figures) -> Vec<LedgerCounts> {
        let mut counts = vec![LedgerCounts::default(); outline.sections.len()];
        for (figure, state) in figures.figures.iter().zip(&self.states) {
            counts[figure.section.0 as usize].add(state);
        }
        for (section, _) in not_understood(outline, figures) {
            counts[section.0 as usize].n_not_understood += 1;
        }
        counts
    }

    /// Counts for the whole report.
    #[must_use]
    pub fn total(&self, figures: &Figures) -> LedgerCounts {
        let mut counts = LedgerCounts::default();
        self.states.iter().for_each(|state| counts.add(state));
        counts.n_not_understood = figures.notes.iter().filter(|note| is_not_understood(note.kind)).count();
        counts
    }
}

impl LedgerCounts {
    /// All figures that were read.
    #[must_use]
    pub fn n_figures(&self) -> usize {
        self.n_checked + self.n_undecided + self.n_not_covered
    }

    /// The counts of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            n_checked: self.n_checked + other.n_checked,
            n_undecided: self.n_undecided + other.n_undecided,
            n_not_covered: self.n_not_covered + other.n_not_covered,
            n_not_understood: self.n_not_understood + other.n_not_understood,
        }
    }

    fn add(&mut self, state: &LedgerState) {
        match state {
            LedgerState::Checked(_) => self.n_checked += 1,
            LedgerState::Undecided(_) => self.n_undecided += 1,
            LedgerState::NotCovered => self.n_not_covered += 1,
        }
    }
}

fn not_understood<'a>(outline: &'a Outline, figures: &'a Figures) -> impl Iterator<Item = (SectionId, NoteKind)> + 'a {
    figures.notes.iter().filter(|note| is_not_understood(note.kind)).map(|note| {
        let section = note.span.map_or_else(SectionId::default, |span| outline.section_at(span.start));
        (section, note.kind)
    })
}

fn is_not_understood(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::NumberMissing | NoteKind::NumberUnclear | NoteKind::UnitUnclear | NoteKind::TableUnclear)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Note;
    use crate::findings::fixture::{Fixture, rate, total};

    #[test]
    fn every_figure_has_one_state() {
        let mut fixture =
            Fixture::new("支出«847.68万元»，其中：«609.55万元»、«238.13万元»，完成«0万元»的«84.69%»，另«3户»");
        fixture.figures.notes.push(Note::whole(NoteKind::NumberMissing, "“增加 万元”没有数"));
        let relations = vec![total(0, &[1, 2]), rate(4, 0, 3)];
        let ledger = fixture.judge(&relations).ledger;
        assert_eq!(ledger.states[0], LedgerState::Checked(vec![RelationId(0)]));
        assert_eq!(ledger.states[4], LedgerState::Undecided(vec![RelationId(1)]));
        let counts = LedgerCounts { n_checked: 3, n_undecided: 2, n_not_covered: 1, n_not_understood: 1 };
        assert_eq!(ledger.total(&fixture.figures), counts);
        assert_eq!(ledger.by_section(&fixture.outline, &fixture.figures), [counts]);
    }
}
