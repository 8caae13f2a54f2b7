//! The phases called in order.

use crate::document::Document;
use crate::figures::{self, Figures};
use crate::findings::{self, Findings, JudgeSettings};
use crate::outline::{self, Outline};
use crate::relations::{self, Relations, Report};

/// 审阅结果. All that an output may show of one report.
#[derive(Clone, Debug)]
pub struct Review {
    /// Its text.
    pub document: Document,
    /// Its sections and what it says about itself.
    pub outline: Outline,
    /// Its figures.
    pub figures: Figures,
    /// The claims it makes.
    pub relations: Relations,
    /// What the judge made of them.
    pub findings: Findings,
}

/// Reads one document through all phases.
#[must_use]
pub fn check(document: Document, settings: &JudgeSettings) -> Review {
    let outline = outline::parse(&document);
    let mut figures = figures::extract(&document, &outline);
    let report = Report::new(&document, &outline, &figures);
    let relations = findings::settle(&report, relations::discover(&report), settings);
    let findings = findings::judge(&report, &relations, settings);
    relations::roles::assign(&mut figures, &relations);
    Review { document, outline, figures, relations, findings }
}
