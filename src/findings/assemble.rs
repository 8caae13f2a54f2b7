//! Broken relations and their explanations → findings, in order.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use crate::outline::SectionId;
use crate::relations::rules::RULES;
use crate::relations::{Broken, Grade, Judged, Relation, RelationId, Relations, Report, Rule, Severity, Undecided};

use super::cause::diagnose;
use super::fingerprint::Fingerprints;
use super::suspect::Explanation;
use super::{Evidence, Finding, JudgeSettings, Suspect, arithmetic};

/// Makes the findings: the most severe first, then in order of the text.
pub(super) fn assemble(
    report: &Report<'_>,
    relations: &Relations,
    judged: &[Judged],
    mut explanations: Vec<Explanation>,
    settings: &JudgeSettings,
) -> Vec<Finding> {
    explanations.extend(scope_conflicts(relations, judged));
    let mut findings: Vec<(u32, Finding)> = Vec::new();
    let mut fingerprints = Fingerprints::default();
    for bundle in bundles(relations, judged, explanations) {
        let told: Vec<Told<'_>> = bundle.relations.iter().map(|&id| Told::of(relations, judged, id)).collect();
        let Some(first) = told.first() else { continue };
        let evidence = evidence(report, &told);
        let start = evidence.first().map_or(0, |e| e.span.start);
        let section = section(report, first.relation);
        let rule = rule(first.relation);
        let diagnosis = diagnose(report, (first.relation, first.judged), &bundle.suspects, settings);
        let (cause, wrong) = diagnosis.map_or((None, None), |found| (Some(found.cause), found.wrong));
        let suspects = wrong.filter(|wrong| is_better(wrong, &bundle)).map_or(bundle.suspects, |wrong| vec![wrong]);
        let finding = Finding {
            rule: first.relation.rule,
            name: rule.map_or("", |rule| rule.name()),
            severity: severity(first),
            section,
            message: message(report, &told, &suspects),
            arithmetic: arithmetic::line(report, first.relation, first.judged),
            evidence,
            relations: bundle.relations,
            cause,
            suspects,
            fingerprint: fingerprints.of(report, first.relation, section),
        };
        findings.push((start, finding));
    }
    findings.sort_by(|(a_start, a), (b_start, b)| {
        (b.severity, a_start, a.rule, a.relations.first()).cmp(&(a.severity, b_start, b.rule, b.relations.first()))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Figures of one name whose scopes the report does not tell apart: told once, to be explained.
fn scope_conflicts(relations: &Relations, judged: &[Judged]) -> Vec<Explanation> {
    let conflicts = |(relation, judged): &(&Relation, &Judged)| {
        judged.grade == Grade::Undecided(Undecided::ScopeUnknown) && relation.group.is_some()
    };
    let all = relations.iter().zip(judged).enumerate();
    all.filter(|(_, pair)| conflicts(pair))
        .map(|(n, _)| Explanation {
            relations: vec![RelationId(u32::try_from(n).unwrap_or(u32::MAX))],
            suspects: Vec::new(),
            is_slip: false,
        })
        .collect()
}

/// A broken relation with its result.
struct Told<'a> {
    relation: &'a Relation,
    judged: &'a Judged,
}

impl<'a> Told<'a> {
    fn of(relations: &'a Relations, judged: &'a [Judged], id: RelationId) -> Self {
        let n = id.0 as usize;
        Self { relation: &relations[n], judged: &judged[n] }
    }
}

/// What one finding tells.
struct Bundle {
    /// The first is the one told: the most severe, then the first of the text.
    relations: Vec<RelationId>,
    suspects: Vec<Suspect>,
}

/// One bundle for each explanation; relations of one group come together.
fn bundles(relations: &Relations, judged: &[Judged], explanations: Vec<Explanation>) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut grouped: BTreeMap<(&str, &str), (usize, HashSet<Suspect>)> = BTreeMap::new();
    for explanation in explanations {
        let group = explanation.relations.iter().find_map(|&id| {
            let relation = Told::of(relations, judged, id).relation;
            relation.group.as_deref().filter(|group| !group.is_empty()).map(|group| (relation.rule, group))
        });
        let Some(group) = group else {
            bundles.push(Bundle { relations: explanation.relations, suspects: explanation.suspects });
            continue;
        };
        let (n, known) = grouped.entry(group).or_insert_with(|| {
            bundles.push(Bundle { relations: Vec::new(), suspects: Vec::new() });
            (bundles.len() - 1, HashSet::new())
        });
        bundles[*n].relations.extend(explanation.relations);
        bundles[*n].suspects.extend(explanation.suspects.into_iter().filter(|suspect| known.insert(suspect.clone())));
    }
    let worst_first = |id: &RelationId| (std::cmp::Reverse(severity(&Told::of(relations, judged, *id))), *id);
    bundles.iter_mut().for_each(|bundle| bundle.relations.sort_by_key(worst_first));
    bundles
}

/// Whether the number that the cause names says more than the search: not where one slip explains several relations,
/// or already mends this very number.
fn is_better(wrong: &Suspect, bundle: &Bundle) -> bool {
    let is_found = |s: &Suspect| s.figure == wrong.figure && s.proposed.is_some();
    bundle.relations.len() == 1 && !bundle.suspects.iter().any(is_found)
}

/// How bad it is: a tail that only a stricter limit made a finding is a matter of form.
fn severity(told: &Told<'_>) -> Severity {
    if told.judged.tail.is_some() { Severity::Hint } else { told.relation.severity }
}

fn rule(relation: &Relation) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.code() == relation.rule)
}

/// Section of the first operand, or of the first place.
fn section(report: &Report<'_>, relation: &Relation) -> SectionId {
    match (relation.figures.first(), relation.places.first().or(relation.triggers.first())) {
        (Some(&id), _) => report.figure(id).section,
        (None, Some(place)) => report.outline.section_at(place.start),
        (None, None) => SectionId::default(),
    }
}

/// Every operand, trigger word and place, in order of the text.
fn evidence(report: &Report<'_>, told: &[Told<'_>]) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for relation in told.iter().map(|t| t.relation) {
        let figures = relation.figures.iter().map(|&id| Evidence { span: report.figure(id).span, figure: Some(id) });
        let words = relation.triggers.iter().chain(&relation.places).map(|&span| Evidence { span, figure: None });
        evidence.extend(figures.chain(words));
    }
    evidence.sort_by_key(|e| (e.span, e.figure.is_none()));
    evidence.dedup();
    evidence
}

/// The words of the rule for the relation told, a line for each further one.
fn message(report: &Report<'_>, told: &[Told<'_>], suspects: &[Suspect]) -> String {
    let explain = |t: &Told<'_>| {
        rule(t.relation).map_or_else(
            || arithmetic::line(report, t.relation, t.judged),
            |rule| rule.explain(report, &Broken { relation: t.relation, judged: t.judged }),
        )
    };
    let [first, rest @ ..] = told else { return String::new() };
    let mut message = explain(first);
    if rest.is_empty() {
        return message;
    }
    let is_one_slip = first.relation.group.is_none() && !suspects.is_empty();
    if is_one_slip {
        let _ = write!(message, "\n同一处还使另外{}条关系不成立：", rest.len());
    }
    for other in rest {
        message.push('\n');
        message.push_str(&explain(other));
    }
    message
}
