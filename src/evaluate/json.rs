use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Phase, Score, Tally};

#[derive(Serialize)]
struct Shape<'a> {
    reports: u32,
    consistent_reports: u32,
    phases: BTreeMap<&'static str, BTreeMap<&'a str, Row>>,
    counts: &'a BTreeMap<&'static str, u32>,
    confusion: Vec<(&'a str, &'a str, u32)>,
}

#[derive(Serialize)]
struct Row {
    gold: u32,
    output: u32,
    right: u32,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    precision: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    recall: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    f1: Option<Decimal>,
}

impl From<&Tally> for Row {
    fn from(tally: &Tally) -> Self {
        let Tally { gold, output, right } = *tally;
        Self { gold, output, right, precision: tally.precision(), recall: tally.recall(), f1: tally.f1() }
    }
}

/// A score for programs: phases › rows (`all` for the whole phase) › counts and percentages.
#[must_use]
pub fn json(score: &Score) -> String {
    let mut phases: BTreeMap<&'static str, BTreeMap<&str, Row>> = BTreeMap::new();
    for ((phase, row), tally) in &score.tallies {
        let row = if row.is_empty() { "all" } else { row.as_str() };
        phases.entry(Phase::name(*phase)).or_default().insert(row, tally.into());
    }
    let confusion = score.confusion.iter().map(|((gold, output), &n)| (gold.as_str(), output.as_str(), n)).collect();
    let shape = Shape {
        reports: score.n_reports,
        consistent_reports: score.n_consistent,
        phases,
        counts: &score.counts,
        confusion,
    };
    serde_json::to_string_pretty(&shape).unwrap_or_default()
}
