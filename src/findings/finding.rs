use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::outline::SectionId;
use crate::relations::{Judged, RelationId, Severity};
use crate::text::Span;

use super::Ledger;

/// 核对结论. What the judge made of all relations.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// One result per relation, same order.
    pub judged: Vec<Judged>,
    /// Inconsistencies, most severe first, then in order of the text.
    pub findings: Vec<Finding>,
    /// State of every figure.
    pub ledger: Ledger,
}

/// 问题. One inconsistency that an auditor can act on.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Code of the rule.
    pub rule: &'static str,
    /// Name of the rule: the defect.
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Section of the first operand.
    pub section: SectionId,
    /// What disagrees, why it should agree, what to check.
    pub message: String,
    /// One line of arithmetic: `609.55 + 238.13 = 847.68 ≠ 847.86，差 0.18 万元`; empty for findings on words.
    pub arithmetic: String,
    /// Every operand and trigger word with its place.
    pub evidence: Vec<Evidence>,
    /// The relations that it explains; the first is the one told.
    pub relations: Vec<RelationId>,
    /// Numbers that may be wrong, most likely first. A proposal only where it is unique.
    pub suspects: Vec<Suspect>,
    /// How it went wrong, where recognisable.
    pub cause: Option<String>,
    /// Stays the same while other parts of the report change: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// 依据. One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// Which figure, if it is one.
    pub figure: Option<FigureId>,
}

/// 疑点. A number that one slip away would mend what is broken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Suspect {
    /// The figure.
    pub figure: FigureId,
    /// What it should read, in the figure's printed unit; `None` when several repairs tie.
    pub proposed: Option<Decimal>,
    /// The slip, in Chinese: 两位数字颠倒, 小数点错位.
    pub slip: Option<&'static str>,
}
