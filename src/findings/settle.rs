//! Which of several readings a report means: words first, then what the figures allow.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::relations::{Grade, Relation, RelationKind, Relations, Report, Undecided};

use super::JudgeSettings;
use super::grade::grade;
use super::values::Values;

/// How well a reading fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// 0 exact, 1 tail, 2 neither.
    misses: u8,
    /// How far from holding; the farthest where that cannot be told.
    gap: Decimal,
    /// Words prefer the earlier reading.
    n: usize,
}

/// Settles choices between readings that the words leave open: of each, the reading that fits the figures best
/// stays; where none fits, the one that the rest of its list asks for, else the one nearest to holding.
#[must_use]
pub fn settle(report: &Report<'_>, relations: Relations, settings: &JudgeSettings) -> Relations {
    if relations.iter().all(|r| r.choice.is_none()) {
        return relations;
    }
    let values = Values::new(report.figures, settings.truncated_amounts);
    let fits: Vec<Fit> = relations.iter().enumerate().map(|(n, r)| fit(r, n, &values, settings)).collect();
    let mut best: BTreeMap<(&str, u32), Fit> = BTreeMap::new();
    for (relation, &fit) in relations.iter().zip(&fits) {
        if let Some(choice) = relation.choice {
            let entry = best.entry((relation.rule, choice)).or_insert(fit);
            *entry = (*entry).min(fit);
        }
    }
    let wholes = wholes(&relations, &fits, &best);
    let mut kept: BTreeMap<usize, bool> = BTreeMap::new();
    for (&(rule, choice), fit) in &best {
        let asked = (fit.misses == 2).then(|| of_the_list(&relations, rule, choice, &wholes)).flatten();
        // Two figures that only share a name make a claim where they agree, and none where they do not.
        if fit.misses < 2 || relations[fit.n].kind != RelationKind::Same {
            kept.insert(asked.unwrap_or(fit.n), asked.is_some());
        }
    }
    let settled = relations.into_iter().enumerate().filter_map(|(n, mut relation)| {
        let &is_asked = if relation.choice.is_some() { kept.get(&n)? } else { &false };
        if is_asked && relation.doubt == Some(Undecided::Ambiguous) {
            relation.doubt = None;
        }
        Some(relation)
    });
    settled.collect()
}

fn fit(relation: &Relation, n: usize, values: &Values<'_>, settings: &JudgeSettings) -> Fit {
    if relation.choice.is_none() && relation.kin.is_none() {
        return Fit { misses: 2, gap: Decimal::MAX, n };
    }
    let judged = grade(relation, values, settings);
    let gap = judged.difference.map_or(Decimal::MAX, |difference| difference.abs());
    match judged.grade {
        Grade::Exact => Fit { misses: 0, gap: Decimal::ZERO, n },
        Grade::Tail => Fit { misses: 1, gap: Decimal::ZERO, n },
        Grade::Broken | Grade::Undecided(_) => Fit { misses: 2, gap, n },
    }
}

/// The whole of each list whose members that hold agree on one.
fn wholes(relations: &Relations, fits: &[Fit], best: &BTreeMap<(&str, u32), Fit>) -> BTreeMap<FigureId, FigureId> {
    let mut wholes: BTreeMap<FigureId, Option<FigureId>> = BTreeMap::new();
    for (n, relation) in relations.iter().enumerate() {
        let is_meant =
            relation.choice.is_none_or(|choice| best.get(&(relation.rule, choice)).is_some_and(|b| b.n == n));
        if let Some(kin) = relation.kin.filter(|_| is_meant && fits[n].misses < 2) {
            let whole = wholes.entry(kin.list).or_insert(Some(kin.whole));
            *whole = whole.filter(|&known| known == kin.whole);
        }
    }
    wholes.into_iter().filter_map(|(list, whole)| Some((list, whole?))).collect()
}

/// The reading of a choice that takes the whole of its list.
fn of_the_list(relations: &Relations, rule: &str, choice: u32, wholes: &BTreeMap<FigureId, FigureId>) -> Option<usize> {
    relations.iter().position(|relation| {
        (relation.rule, relation.choice) == (rule, Some(choice))
            && relation.kin.is_some_and(|kin| wholes.get(&kin.list) == Some(&kin.whole))
    })
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
