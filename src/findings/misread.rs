//! A claim that is far from holding, and that no slip and no known mistake explains, was more likely read wrongly by
//! us than written wrongly by the office.

use rust_decimal::Decimal;

use crate::figures::{FigureId, Role};
use crate::relations::{Grade, Judged, Relation, RelationKind, Relations, Report, Strength, Undecided};

use super::JudgeSettings;
use super::cause::diagnose;
use super::suspect::Explanation;

/// Two sides that differ by a larger factor are not two tellings of one number.
const FACTOR: Decimal = Decimal::TWO;

/// Leaves undecided what is hardly meant, and returns the explanations of the rest.
pub(super) fn set_aside(
    report: &Report<'_>,
    relations: &Relations,
    judged: &mut [Judged],
    explanations: Vec<Explanation>,
    settings: &JudgeSettings,
) -> Vec<Explanation> {
    let is_misread = |all: &[Judged], explanation: &Explanation| {
        !explanation.is_slip
            && explanation.relations.iter().all(|id| {
                let (relation, judged) = (&relations[id.0 as usize], &all[id.0 as usize]);
                (is_far(relation, judged) || is_loose(report, relation) && !is_backed(relations, all, relation))
                    && !is_tight(report, relation, judged)
                    && diagnose(report, (relation, judged), &explanation.suspects, settings).is_none()
            })
    };
    let (misread, told): (Vec<_>, Vec<_>) = explanations.into_iter().partition(|e| is_misread(judged, e));
    for id in misread.into_iter().flat_map(|explanation| explanation.relations) {
        judged[id.0 as usize].grade = Grade::Undecided(Undecided::Ambiguous);
    }
    told
}

/// 本年收入381.36万元，增加37.58万元，增长4.42%; 较上年14.00万元下降35%: what grew, by how much or from what, and at
/// what rate, one after the other: no other numbers can be meant.
fn is_tight(report: &Report<'_>, relation: &Relation, judged: &Judged) -> bool {
    let [first, .., last] = relation.figures[..] else { return false };
    let compares = |id: u32| {
        let role = report.figure(FigureId(id)).role;
        matches!(role, Some(Role::Change | Role::Growth | Role::Base))
    };
    // One number for two years beside a change between them needs no slip to be wrong.
    let stands_still = || relation.kind == RelationKind::Change && judged.computed.is_some_and(|c| c.is_zero());
    (relation.kind == RelationKind::Growth || stands_still())
        && relation.undecided.is_none()
        && relation.doubt.is_none()
        && (first.0 + 1..last.0).all(compares)
        && report.figure(first).sentence == report.figure(last).sentence
}

/// Whether the claim ties numbers of different sentences, or of a flow that need not be told in full: only a slip tells it from numbers that do not belong together.
fn is_loose(report: &Report<'_>, relation: &Relation) -> bool {
    let sentence = |id: &FigureId| report.figure(*id).sentence;
    if relation.kind == RelationKind::Balance && relation.strength == Strength::Inferred {
        return true;
    }
    matches!(relation.kind, RelationKind::Share | RelationKind::Completion)
        && relation.figures.windows(2).any(|pair| sentence(&pair[0]) != sentence(&pair[1]))
}

/// Whether another share of the same list holds of the same whole.
fn is_backed(relations: &Relations, judged: &[Judged], relation: &Relation) -> bool {
    let holds = |judged: &Judged| matches!(judged.grade, Grade::Exact | Grade::Tail);
    let Some(kin) = relation.kin else { return false };
    let is_of_list = |r: &Relation| r.kin.is_some_and(|k| (k.list, k.whole) == (kin.list, kin.whole));
    relations.iter().zip(judged).any(|(r, judged)| is_of_list(r) && holds(judged))
}

/// Whether the two sides have nothing to do with each other; only claims that rest on which numbers belong together.
fn is_far(relation: &Relation, judged: &Judged) -> bool {
    let is_attached = matches!(
        relation.kind,
        RelationKind::Total
            | RelationKind::Bound
            | RelationKind::Completion
            | RelationKind::Share
            | RelationKind::Growth
            | RelationKind::Change
            | RelationKind::Product
            | RelationKind::Average
            | RelationKind::ControlRate
            | RelationKind::Score
    );
    let Some((computed, stated)) = judged.computed.zip(judged.stated) else { return false };
    let (low, high) = (computed.abs().min(stated.abs()), computed.abs().max(stated.abs()));
    is_attached && low.checked_mul(FACTOR).is_some_and(|low| low < high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::fixture::{Fixture, rate};

    fn grade_of(text: &str) -> Grade {
        Fixture::new(text).judge(&vec![rate(2, 1, 0)]).judged[0].grade
    }

    #[test]
    fn what_nothing_explains_is_not_meant() {
        assert_eq!(grade_of("预算«480.30万元»，决算«21.70万元»，完成«97.38%»"), Grade::Undecided(Undecided::Ambiguous));
    }

    #[test]
    fn slips_and_near_values_are_told() {
        assert_eq!(grade_of("预算«480.30万元»，决算«466.80万元»，完成«9.719%»"), Grade::Broken, "a moved point");
        assert_eq!(grade_of("预算«480.30万元»，决算«405.10万元»，完成«97.38%»"), Grade::Broken, "near");
    }
}
