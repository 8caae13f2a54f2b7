use std::fmt::Display;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::document::{BlockKind, Note};
use crate::figures::{Figure, FigureId};
use crate::findings::{Finding, LedgerState};
use crate::output::arithmetic::{self, Outcome};
use crate::relations::{Grade, Judged, Relation};
use crate::review::Review;
use crate::text::{Positions, Span, script};

/// 入表报告. A review with what its rows need besides: its id and where its bytes stand in characters.
#[derive(Debug)]
pub struct Reported<'r> {
    /// Stable id: 16 hexadecimal digits from content and name.
    pub id: String,
    /// The review.
    pub review: &'r Review,
    /// Bytes → characters.
    pub positions: Positions<'r>,
    /// Equal for files that hold the same text in whatever format.
    pub text_hash: String,
}

/// First 16 hexadecimal digits of a SHA-256 over parts that are told apart.
#[must_use]
pub fn content_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    shortened(hash)
}

/// The first 16 hexadecimal digits.
fn shortened(hash: Sha256) -> String {
    format!("{:x}", hash.finalize())[..16].to_owned()
}

/// 报告编号. The same file under the same name always has the same id.
#[must_use]
pub fn report_id(sha256: &str, name: &str) -> String {
    content_hash([sha256, name])
}

impl<'r> Reported<'r> {
    /// Prepares a review for its rows.
    #[must_use]
    pub fn new(review: &'r Review) -> Self {
        let source = &review.document.source;
        Self {
            id: report_id(source.sha256.as_deref().unwrap_or_default(), &source.name),
            positions: Positions::new(&review.document.text),
            text_hash: text_hash(review),
            review,
        }
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'r str {
        span.of(&self.review.document.text)
    }

    /// A figure by place.
    pub(super) fn figure(&self, n: usize) -> &'r Figure {
        &self.review.figures.figures[n]
    }

    /// A relation with its result.
    pub(super) fn relation(&self, n: usize) -> (&'r Relation, Option<&'r Judged>) {
        (&self.review.relations[n], self.review.findings.judged.get(n))
    }

    /// A finding by place.
    pub(super) fn finding(&self, n: usize) -> &'r Finding {
        &self.review.findings.findings[n]
    }

    /// All notes, in the order of the phases.
    pub(super) fn notes(&self) -> impl Iterator<Item = &'r Note> {
        let review = self.review;
        review.document.notes.iter().chain(&review.outline.notes).chain(&review.figures.notes)
    }

    /// Id of a row: the report's and its place in it, as the JSON document numbers it: `…-f12`.
    pub(super) fn row_id(&self, id: impl Display) -> String {
        format!("{}-{id}", self.id)
    }

    /// Ids of several rows, separated by blanks.
    pub(super) fn row_ids<T: Display>(&self, ids: impl IntoIterator<Item = T>) -> String {
        ids.into_iter().map(|id| self.row_id(id)).collect::<Vec<_>>().join(" ")
    }

    /// 核对状态 of a figure: the worst grade of the relations that hold it.
    #[must_use]
    pub fn state(&self, id: FigureId) -> State {
        match self.review.findings.ledger.states.get(id.0 as usize) {
            Some(LedgerState::Checked(by)) => by
                .iter()
                .filter_map(|r| self.review.findings.judged.get(r.0 as usize))
                .map(|judged| match judged.grade {
                    Grade::Broken => State::Broken,
                    Grade::Tail => State::Tail,
                    Grade::Exact | Grade::Undecided(_) => State::Checked,
                })
                .max()
                .unwrap_or(State::Checked),
            Some(LedgerState::Undecided(_)) => State::Undecided,
            Some(LedgerState::NotCovered) | None => State::NotCovered,
        }
    }

    /// The judge's numbers for a relation, in the unit of the report.
    pub(super) fn outcome(&self, n: usize) -> Option<Outcome<'r>> {
        let (relation, judged) = self.relation(n);
        judged.map(|judged| arithmetic::outcome(&self.review.figures, relation, judged))
    }

    /// 涉及金额, in 万元: the difference itself; for a wrong rate its share of the largest amount it may be taken of.
    #[must_use]
    pub fn at_stake(&self, n: usize) -> Option<Decimal> {
        let outcome = self.outcome(n)?;
        let difference = outcome.difference?.abs();
        match outcome.unit {
            "万元" => Some(difference),
            "%" => {
                let figures = self.review.relations[n].figures.iter().map(|&id| self.review.figures.get(id));
                let base = figures.filter(|f| f.unit == "万元").map(|f| f.value.abs()).max()?;
                difference.checked_mul(base)?.checked_div(Decimal::ONE_HUNDRED).map(|d| d.round_dp(2))
            }
            _ => None,
        }
    }
}

/// 数据核对状态 as shown: colour of a highlighted figure, column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// In no relation.
    NotCovered,
    /// Only in relations that could not be decided.
    Undecided,
    /// All its relations hold exactly.
    Checked,
    /// Some relation holds only within rounding.
    Tail,
    /// Some relation does not hold.
    Broken,
}

impl State {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotCovered => "not_covered",
            Self::Undecided => "undecided",
            Self::Checked => "checked",
            Self::Tail => "tail",
            Self::Broken => "broken",
        }
    }
}

/// Hash of the characters and digits of the report's own text: blanks, punctuation, line breaks, widths and running
/// heads differ between a .doc and its .pdf, these do not.
fn text_hash(review: &Review) -> String {
    let mut hash = Sha256::new();
    let mut buffer = [0; 4];
    let own = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Table(_));
    for block in review.document.blocks.iter().filter(|b| own(b.kind)) {
        for c in block.span.of(&review.document.text).chars().map(script::fold) {
            if script::is_han(c) || c.is_ascii_alphanumeric() {
                hash.update(c.encode_utf8(&mut buffer));
            }
        }
    }
    shortened(hash)
}
