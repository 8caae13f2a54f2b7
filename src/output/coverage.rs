//! What was checked and what was not, counted.

use crate::document::NoteKind;
use crate::findings::LedgerState;
use crate::outline::SectionId;
use crate::relations::Grade;
use crate::review::Review;

/// 核对覆盖. Figures of one section, or of a report, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All figures that were read.
    pub n_figures: u32,
    /// In a relation that could be judged.
    pub n_checked: u32,
    /// Only in relations that could not be decided.
    pub n_undecided: u32,
    /// In no relation.
    pub n_not_covered: u32,
    /// Places where a number stands or should stand and none could be read.
    pub n_not_understood: u32,
}

impl Coverage {
    /// Adds the counts of another section or report.
    pub fn add(&mut self, other: Self) {
        self.n_figures += other.n_figures;
        self.n_checked += other.n_checked;
        self.n_undecided += other.n_undecided;
        self.n_not_covered += other.n_not_covered;
        self.n_not_understood += other.n_not_understood;
    }
}

/// 关系计数. Relations by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// Equal as printed.
    pub n_exact: u32,
    /// 尾差.
    pub n_tail: u32,
    /// The numbers disagree.
    pub n_broken: u32,
    /// Cannot be judged.
    pub n_undecided: u32,
}

impl Grades {
    /// Counts the relations of a report.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        let mut grades = Self::default();
        for judged in &review.findings.judged {
            match judged.grade {
                Grade::Exact => grades.n_exact += 1,
                Grade::Tail => grades.n_tail += 1,
                Grade::Broken => grades.n_broken += 1,
                Grade::Undecided(_) => grades.n_undecided += 1,
            }
        }
        grades
    }

    /// Adds the counts of another report.
    pub fn add(&mut self, other: Self) {
        self.n_exact += other.n_exact;
        self.n_tail += other.n_tail;
        self.n_broken += other.n_broken;
        self.n_undecided += other.n_undecided;
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> u32 {
        self.n_exact + self.n_tail + self.n_broken + self.n_undecided
    }
}

/// Coverage of every section (its own figures, by [`SectionId`]), and their sum.
#[must_use]
pub fn coverage(review: &Review) -> (Vec<Coverage>, Coverage) {
    let mut sections = vec![Coverage::default(); review.outline.sections.len()];
    let at = |id: SectionId| id.0 as usize;
    for figure in &review.figures.figures {
        let section = &mut sections[at(figure.section)];
        section.n_figures += 1;
        match review.findings.ledger.states.get(figure.id.0 as usize) {
            Some(LedgerState::Checked(_)) => section.n_checked += 1,
            Some(LedgerState::Undecided(_)) => section.n_undecided += 1,
            Some(LedgerState::NotCovered) | None => section.n_not_covered += 1,
        }
    }
    for note in &review.figures.notes {
        if matches!(note.kind, NoteKind::NumberUnclear | NoteKind::NumberMissing | NoteKind::TableUnclear) {
            let id = note.span.map_or(SectionId(0), |span| review.outline.section_at(span.start));
            sections[at(id)].n_not_understood += 1;
        }
    }
    let mut total = Coverage::default();
    for &section in &sections {
        total.add(section);
    }
    (sections, total)
}
