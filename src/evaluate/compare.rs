use rayon::prelude::*;

use crate::document;
use crate::findings::JudgeSettings;
use crate::review;

use super::align::Alignment;
use super::phases::{figures, findings, metadata, relations, sections};
use super::sheet::Sheet;
use super::{Case, Score};

/// Reads all reports and compares.
#[must_use]
pub fn evaluate(cases: &[Case]) -> Score {
    let scores: Vec<Score> = cases.par_iter().map(one).collect();
    scores.into_iter().fold(Score::default(), |mut all, score| {
        all += score;
        all
    })
}

fn one(case: &Case) -> Score {
    let review = review::check(document::from_text(case.text.clone(), &case.id), &JudgeSettings::default());
    let alignment = Alignment::of(&case.truth, &review);
    let mut sheet = Sheet::new(case, &review, &alignment);
    metadata::score(&mut sheet);
    sections::score(&mut sheet);
    figures::score(&mut sheet);
    let matching = relations::score(&mut sheet);
    findings::score(&mut sheet, &matching);
    sheet.finish()
}
