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
    (Phase::Sections, 94, 94),
    (Phase::Figures, 97, 96),
    (Phase::Values, 98, 97),
    (Phase::Bounds, 94, 90),
    (Phase::Labels, 85, 82),
    (Phase::Roles, 95, 77),
    (Phase::Stages, 96, 93),
    (Phase::Periods, 100, 79),
    (Phase::Relations, 95, 65),
    (Phase::Findings, 70, 66),
    (Phase::Culprits, 84, 51),
    (Phase::Proposals, 94, 36),
];

/// The same on the fresh split.
const FRESH: &[(Phase, i64, i64)] = &[
    (Phase::Metadata, 96, 92),
    (Phase::Sections, 97, 98),
    (Phase::Figures, 98, 98),
    (Phase::Values, 99, 98),
    (Phase::Bounds, 98, 91),
    (Phase::Labels, 89, 87),
    (Phase::Roles, 97, 87),
    (Phase::Stages, 88, 86),
    (Phase::Periods, 100, 93),
    (Phase::Relations, 98, 78),
    (Phase::Findings, 100, 80),
    (Phase::Culprits, 83, 57),
    (Phase::Proposals, 100, 38),
];

/// Most false alarms in all consistent reports of the test split together.
const MOST_ALARMS: u32 = 12;

/// The same on the fresh split.
const MOST_FRESH_ALARMS: u32 = 0;

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
