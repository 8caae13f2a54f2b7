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

/// Most false alarms in all consistent reports of the test split together.
const MOST_ALARMS: u32 = 23;

#[test]
fn the_test_split_is_read_as_well_as_before() {
    let score = score(Split::Test);
    let mut below = Vec::new();
    for (phase, precision, recall) in FLOORS {
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
    if alarms > MOST_ALARMS {
        below.push(format!("{alarms} false alarms in consistent reports > {MOST_ALARMS}"));
    }
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
