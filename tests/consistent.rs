//! Reports without defects are silent; a slip put into one of them is found; another dress changes nothing.

use std::path::Path;

use gouji::evaluate::mutate::{self, Fate};
use gouji::evaluate::{self, Case, Phase, Tally, generate, neutral};
use gouji::findings::JudgeSettings;
use gouji::quantity::Decimal;
use gouji::relations::Severity;
use gouji::{document, review};

fn seeds() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/consistent");
    mutate::consistent(evaluate::gather(&folder, None).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn consistent_seeds_are_silent() {
    let score = evaluate::evaluate(&seeds());
    let alarms: Vec<_> = score.misses.iter().filter(|miss| miss.phase == Phase::Findings).collect();
    let n = score.counts.get("误报").copied().unwrap_or_default();
    assert_eq!(n, 0, "false alarms\n{alarms:#?}");
}

/// Lowest share of visible one-number slips that are found, in percent.
const FOUND: i64 = 85;

/// A small sample: `gouji evaluate seeds/consistent --mutants 5000` tries thousands.
#[test]
fn slips_are_found_and_rounding_is_silent() {
    let trials = mutate::trials(&seeds(), 98, 20_240_401);
    let row = mutate::score(&trials).total(true);
    assert!(row.visible > 40, "{row:?}");
    let found = Tally { gold: row.visible, output: row.visible, right: row.found };
    assert!(found.recall() >= Some(Decimal::from(FOUND)), "{row:?}\n{}", mutate::misses(&trials));
    let loud: Vec<_> = trials.iter().filter(|trial| trial.fate == Fate::Invisible && trial.found).collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[test]
fn another_dress_changes_nothing() {
    let changed = neutral::rewritten(&seeds());
    assert!(changed.len() <= 1, "{changed:#?}");
}

/// Most reports of thirty generated ones that may raise an alarm.
const MOST_LOUD: usize = 1;

#[test]
fn generated_reports_are_silent() {
    let loud = |seed: u64| {
        let text = generate::report(seed);
        let review = review::check(document::from_text(text, "生成"), &JudgeSettings::default());
        review.findings.findings.iter().any(|finding| finding.severity > Severity::Hint)
    };
    let n = (0..30).filter(|&seed| loud(seed)).count();
    assert!(n <= MOST_LOUD, "{n} of 30 generated reports raise an alarm");
}

#[test]
fn the_same_seed_gives_the_same_mutants() {
    let seeds = seeds();
    let changes = |seed| mutate::trials(&seeds, 14, seed).into_iter().map(|trial| trial.change).collect::<Vec<_>>();
    assert_eq!(changes(5), changes(5));
    assert_ne!(changes(5), changes(6));
}
