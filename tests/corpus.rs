//! How well gouji reads reports that were not used to write its rules. The floors only rise.

use std::path::Path;

use gouji::evaluate::{self, Phase, Score, Split, Tally};
use gouji::quantity::Decimal;

fn score(split: Split) -> Score {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let cases = evaluate::gather(&corpus, Some(split)).unwrap_or_else(|error| panic!("{error}"));
    evaluate::evaluate(&cases)
}

/// Lowest precision and recall in percent, by phase, on the test split.
const FLOORS: &[(Phase, i64, i64)] = &[
    (Phase::Metadata, 94, 91),
    (Phase::Sections, 90, 93),
    (Phase::Figures, 96, 94),
    (Phase::Values, 97, 95),
    (Phase::Bounds, 91, 84),
    (Phase::Labels, 68, 61),
    (Phase::Roles, 94, 68),
    (Phase::Stages, 81, 74),
    (Phase::Periods, 99, 73),
    (Phase::Relations, 93, 53),
    (Phase::Findings, 63, 61),
    (Phase::Culprits, 84, 44),
    (Phase::Proposals, 93, 31),
];

/// The same on the fresh split.
const FRESH: &[(Phase, i64, i64)] = &[
    (Phase::Metadata, 96, 92),
    (Phase::Sections, 97, 98),
    (Phase::Figures, 97, 97),
    (Phase::Values, 99, 98),
    (Phase::Bounds, 96, 91),
    (Phase::Labels, 86, 84),
    (Phase::Roles, 96, 82),
    (Phase::Stages, 69, 66),
    (Phase::Periods, 100, 87),
    (Phase::Relations, 96, 69),
    (Phase::Findings, 89, 73),
    (Phase::Culprits, 81, 50),
    (Phase::Proposals, 100, 28),
];

/// Most false alarms in all consistent reports of the test split together.
const MOST_ALARMS: u32 = 23;

/// The same on the fresh split.
const MOST_FRESH_ALARMS: u32 = 4;

/// What the split is read worse than: precision and recall by phase, false alarms in its consistent reports.
fn below(split: Split, floors: &[(Phase, i64, i64)], most_alarms: u32) -> Vec<String> {
    let score = score(split);
    let mut below = Vec::new();
    for (phase, precision, recall) in floors {
        let tally = score.tallies.get(&(*phase, String::new())).copied().unwrap_or_default();
        let Tally { gold, .. } = tally;
        assert!(gold > 0, "{phase}: nothing to score");
        for (name, floor, measured) in [("precision", precision, tally.precision()), ("recall", recall, tally.recall())]
        {
            if measured.is_none_or(|measured| measured < Decimal::from(*floor)) {
                below.push(format!("{phase} {name}: {measured:?} < {floor}"));
            }
        }
    }
    let alarms = score.counts.get("一致报告的误报").copied().unwrap_or_default();
    if alarms > most_alarms {
        below.push(format!("{alarms} false alarms in consistent reports > {most_alarms}"));
    }
    below
}

#[test]
fn the_test_split_is_read_as_well_as_before() {
    let below = below(Split::Test, FLOORS, MOST_ALARMS);
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn the_fresh_split_is_read_as_well_as_before() {
    let below = below(Split::Fresh, FRESH, MOST_FRESH_ALARMS);
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn the_corpus_is_as_large_as_promised() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let cases = evaluate::gather(&corpus, None).unwrap_or_else(|error| panic!("{error}"));
    let consistent = cases.iter().filter(|case| case.consistent).count();
    let figures: usize = cases.iter().map(evaluate::Case::n_figures).sum();
    assert!(cases.len() >= 40 && figures >= 4000, "{} reports, {figures} figures", cases.len());
    assert!(consistent * 3 >= cases.len(), "only {consistent} of {} reports are consistent", cases.len());
}
