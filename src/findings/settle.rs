//! Which of several readings a report means: words first, then what the figures allow.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::relations::{Claim, Grade, Relation, RelationKind, Relations, Report, Strength, Undecided};

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
    let choice = |&n: &usize| (relations[n].choice, relations[n].rule);
    let mut readings: Vec<usize> = (0..relations.len()).filter(|&n| relations[n].choice.is_some()).collect();
    readings.sort_by_key(choice);
    let choices: Vec<&[usize]> = readings.chunk_by(|a, b| choice(a) == choice(b)).collect();
    let best: Vec<Fit> = choices.iter().filter_map(|readings| readings.iter().map(|&n| fits[n]).min()).collect();
    let wholes = wholes(&relations, &fits, &best);
    // Whether each reading that stays is the one that its list asks for.
    let mut kept: Vec<Option<bool>> = vec![None; relations.len()];
    for (readings, fit) in choices.iter().zip(&best) {
        let asked = (fit.misses == 2).then(|| of_the_list(&relations, readings, &wholes)).flatten();
        // Two figures that only share a name make a claim where they agree, and none where they do not.
        if fit.misses < 2 || relations[fit.n].kind != RelationKind::Same {
            kept[asked.unwrap_or(fit.n)] = Some(asked.is_some());
        }
    }
    let yields = yielding(&relations, &kept, &values, settings);
    let settled = relations.into_iter().enumerate().filter_map(|(n, mut relation)| {
        let is_asked = if relation.choice.is_some() { kept[n]? } else { false };
        if yields.contains(&n) {
            return None;
        }
        if is_asked && relation.doubt == Some(Undecided::Ambiguous) {
            relation.doubt = None;
        }
        Some(relation)
    });
    let mut settled: Relations = settled.collect();
    // Readings that gave way are many; their places are not kept for the rest of the work.
    settled.shrink_to_fit();
    settled
}

/// The relations that give way: what we infer to what the words say of the same figures or the same result, unless
/// the words leave that undecided; a limit to the equation that holds between the same figures.
fn yielding(
    relations: &Relations,
    kept: &[Option<bool>],
    values: &Values<'_>,
    settings: &JudgeSettings,
) -> BTreeSet<usize> {
    let stays = |n: usize| relations[n].choice.is_none() || kept[n].is_some();
    let is_inferred = |n: usize| relations[n].strength == Strength::Inferred && relations[n].kind != RelationKind::Same;
    let mut said: HashMap<FigureId, Vec<usize>> = HashMap::new();
    let mut tied: HashMap<&[FigureId], Vec<usize>> = HashMap::new();
    for n in (0..relations.len()).filter(|&n| stays(n) && !relations[n].figures.is_empty()) {
        tied.entry(&relations[n].figures).or_default().push(n);
        if let (Some(stated), false) = (relations[n].stated, is_inferred(n)) {
            said.entry(stated).or_default().push(n);
        }
    }
    let mut yields = BTreeSet::new();
    for n in (0..relations.len()).filter(|&n| stays(n) && relations[n].strength == Strength::Inferred) {
        let same_figures = tied.get(relations[n].figures.as_slice()).into_iter().flatten().filter(|&&m| m != n);
        for &m in same_figures {
            let is_limit = relations[n].kind == RelationKind::Total && matches!(relations[m].claim, Claim::AtMost(..));
            let is_rival = relations[m].kind == relations[n].kind;
            let later = relations[m].strength == Strength::Stated || m < n;
            yields.extend(if is_limit { Some(m) } else { (is_rival && later).then_some(n) });
        }
        if !is_inferred(n) || relations[n].kind == RelationKind::Total {
            continue;
        }
        let rivals = relations[n].stated.and_then(|stated| said.get(&stated)).into_iter().flatten();
        let (open, sure): (Vec<usize>, Vec<usize>) =
            rivals.copied().filter(|&m| is_ratio_or_difference(relations[m].kind)).partition(|&m| {
                matches!(grade(&relations[m], values, settings).grade, Grade::Undecided(Undecided::Ambiguous))
            });
        if sure.is_empty() {
            yields.extend(open);
        } else {
            yields.insert(n);
        }
    }
    yields
}

fn is_ratio_or_difference(kind: RelationKind) -> bool {
    use RelationKind::{Average, Balance, Change, Completion, ControlRate, Growth, Share};
    matches!(kind, Average | Balance | Change | Completion | ControlRate | Growth | Share)
}

fn fit(relation: &Relation, n: usize, values: &Values<'_>, settings: &JudgeSettings) -> Fit {
    if relation.choice.is_none() && relation.kin.is_none() {
        return Fit { misses: 2, gap: Decimal::MAX, n };
    }
    let judged = grade(relation, values, settings);
    // A fall told as a rise is as near as its size.
    let sides = judged.computed.zip(judged.stated);
    let gap = sides.map_or(Decimal::MAX, |(computed, stated)| (computed.abs() - stated.abs()).abs());
    match judged.grade {
        Grade::Exact => Fit { misses: 0, gap: Decimal::ZERO, n },
        Grade::Tail => Fit { misses: 1, gap: Decimal::ZERO, n },
        Grade::Broken | Grade::Undecided(_) => Fit { misses: 2, gap, n },
    }
}

/// The whole of each list whose members that hold agree on one.
fn wholes(relations: &Relations, fits: &[Fit], best: &[Fit]) -> BTreeMap<FigureId, FigureId> {
    let mut wholes: BTreeMap<FigureId, Option<FigureId>> = BTreeMap::new();
    let sure = relations.iter().zip(fits).filter(|(relation, _)| relation.choice.is_none()).map(|(_, fit)| fit);
    for fit in sure.chain(best).filter(|fit| fit.misses < 2) {
        if let Some(kin) = relations[fit.n].kin {
            let whole = wholes.entry(kin.list).or_insert(Some(kin.whole));
            *whole = whole.filter(|&known| known == kin.whole);
        }
    }
    wholes.into_iter().filter_map(|(list, whole)| Some((list, whole?))).collect()
}

/// The first reading that takes the whole of its list.
fn of_the_list(relations: &Relations, readings: &[usize], wholes: &BTreeMap<FigureId, FigureId>) -> Option<usize> {
    let takes_it = |&&n: &&usize| relations[n].kin.is_some_and(|kin| wholes.get(&kin.list) == Some(&kin.whole));
    readings.iter().find(takes_it).copied()
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
