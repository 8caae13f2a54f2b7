use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::document;
use crate::evaluate::Case;
use crate::evaluate::random::Random;
use crate::figures::FigureId;
use crate::findings::{Finding, JudgeSettings};
use crate::relations::{Grade, Judged, Relation};
use crate::review::{self, Review};
use crate::text::{Positions, Span};

use super::Slip;
use super::plan::{self, Mutant};

/// 变异可见性. Whether anybody could find a slip, by the relations of the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It breaks a relation.
    Visible,
    /// It breaks none.
    Invisible,
    /// The truth has no formula for it.
    Unknowable,
}

/// 在疑. Whether the number that was changed is among the suspects of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suspected {
    /// It is none of them.
    No,
    /// It is one of them.
    Among,
    /// It is the first.
    First,
}

/// 试验. What became of one mutant.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Report that was changed.
    pub report: String,
    /// Line of the first change, from 1.
    pub line: u32,
    /// The slip.
    pub slip: Slip,
    /// Whether it can be found.
    pub fate: Fate,
    /// Kind of the first relation that it breaks; empty for none.
    pub breaks: String,
    /// A new finding names it.
    pub found: bool,
    /// Where the changed number stands among its suspects.
    pub suspected: Suspected,
    /// It proposes what stood there before.
    pub proposal: bool,
    /// What was changed into what.
    pub change: String,
    /// The sentence, where nothing was found, and what the program made of the changed figures.
    pub silence: Option<Silence>,
}

/// 沉默. Why a slip was not found.
#[derive(Clone, Debug)]
pub struct Silence {
    /// The changed line, or the piece of it around the change.
    pub words: String,
    /// Rule and verdict of every relation with a changed figure; none where no relation was read.
    pub relations: Vec<String>,
}

/// Makes and tries `n` mutants of `cases`, all different, the slips in equal numbers as far as there are places for them.
#[must_use]
pub fn trials(cases: &[Case], n: usize, seed: u64) -> Vec<Trial> {
    let mutants = mutants(cases, n, seed);
    let read = |case: &Case| Baseline::of(case);
    let baselines: Vec<Baseline> = cases.par_iter().map(read).collect();
    mutants.par_iter().map(|mutant| trial(&cases[mutant.case], &baselines[mutant.case], mutant)).collect()
}

/// Attempts for each mutant wanted: many places do not suit a slip.
const ATTEMPTS: usize = 60;

fn mutants(cases: &[Case], n: usize, seed: u64) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (k, slip) in Slip::ALL.into_iter().enumerate() {
        let quota = (n.saturating_sub(all.len())) / (Slip::ALL.len() - k);
        let mut random = Random::named(seed, slip.title());
        let mut seen = BTreeSet::new();
        for _ in 0..quota * ATTEMPTS {
            if seen.len() >= quota || cases.is_empty() {
                break;
            }
            let which = random.below(cases.len());
            let case = &cases[which];
            let mutant = plan::mutant(slip, which, case, &mut random);
            let mutant = mutant.filter(|m| seen.insert((which, m.edits.describe(&case.text), m.edits.places())));
            all.extend(mutant);
        }
    }
    all
}

/// What the program says of the unchanged report: false alarms, which are counted elsewhere.
struct Baseline(Vec<(&'static str, Vec<Span>)>);

impl Baseline {
    fn of(case: &Case) -> Self {
        Self(read(&case.text).findings.findings.iter().map(|finding| (finding.rule, places(finding))).collect())
    }
}

fn read(text: &str) -> Review {
    review::check(document::from_text(text.to_owned(), "变异"), &JudgeSettings::default())
}

fn places(finding: &Finding) -> Vec<Span> {
    finding.evidence.iter().map(|evidence| evidence.span).collect()
}

fn trial(case: &Case, baseline: &Baseline, mutant: &Mutant) -> Trial {
    let edits = &mutant.edits;
    let review = read(&edits.apply(&case.text));
    let old: Vec<_> = baseline
        .0
        .iter()
        .map(|(rule, spans)| (*rule, spans.iter().map(|&span| edits.moved(span)).collect::<Vec<_>>()))
        .collect();
    let named: Vec<Span> = mutant.names.iter().map(|&n| edits.moved(case.truth.figures[n].span)).collect();
    let is_new =
        |finding: &&Finding| !old.iter().any(|(rule, spans)| *rule == finding.rule && *spans == places(finding));
    let names = |finding: &&Finding| {
        named.is_empty()
            || finding.evidence.iter().any(|evidence| named.iter().any(|span| span.overlaps(evidence.span)))
    };
    let told: Vec<&Finding> = review.findings.findings.iter().filter(is_new).filter(names).collect();
    let is_changed = |span: Span| named.iter().any(|place| place.overlaps(span));
    let culprit = told
        .iter()
        .filter_map(|finding| finding.suspects.first())
        .find(|suspect| is_changed(review.figures.get(suspect.figure).span));
    let is_suspected =
        |finding: &&Finding| finding.suspects.iter().any(|s| is_changed(review.figures.get(s.figure).span));
    let place = edits.places().first().copied();
    let silence = place.filter(|_| told.is_empty()).map(|place| silence(&review, place, &named));
    Trial {
        report: case.id.clone(),
        line: place.map_or(0, |span| Positions::new(&review.document.text).line(span.start)),
        slip: mutant.slip,
        fate: mutant.fate,
        breaks: mutant.breaks.clone(),
        found: !told.is_empty(),
        suspected: match culprit {
            Some(_) => Suspected::First,
            None if told.iter().any(is_suspected) => Suspected::Among,
            None => Suspected::No,
        },
        proposal: culprit.is_some_and(|suspect| suspect.proposed.is_some() && suspect.proposed == mutant.before),
        change: edits.describe(&case.text),
        silence,
    }
}

/// Bytes shown before and behind a change.
const AROUND: usize = 150;

fn silence(review: &Review, place: Span, named: &[Span]) -> Silence {
    let text = &review.document.text;
    let (start, end) = (place.start as usize, place.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let from = text.floor_char_boundary(start.saturating_sub(AROUND)).max(line_start);
    let to = text.ceil_char_boundary(end + AROUND).min(line_end);
    let words = format!("{}«{}»{}", &text[from..start], &text[start..end], &text[end..to]);
    let is_concerned = |id: &FigureId| named.iter().any(|span| span.overlaps(review.figures.get(*id).span));
    let judged = review.relations.iter().zip(&review.findings.judged);
    let concerned = judged.filter(|(relation, _)| relation.figures.iter().any(is_concerned));
    let verdict = |(relation, judged): (&Relation, &Judged)| match judged.grade {
        Grade::Undecided(reason) => format!("{} {}", relation.rule, reason.reason()),
        grade => format!("{} {}", relation.rule, grade.name()),
    };
    Silence { words, relations: concerned.map(verdict).collect() }
}
