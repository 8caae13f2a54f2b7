//! Which number is wrong: the smallest set of changed figures that satisfies all relations (Fellegi–Holt).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::relations::{Claim, Expr, Grade, Judged, Relation, RelationId, Relations, Report, Strength, printed};

use super::grade::{grade, is_cut_off};
use super::slips::{Slip, exchanges, slips};
use super::solve::{Admissible, required};
use super::values::{Change, Values};
use super::{JudgeSettings, Suspect};

/// More wrong figures than this in one knot of relations are not looked for together.
const MAX_CHANGED: usize = 3;

/// Comparisons that one knot may cost before the search gives up.
const BUDGET: u32 = 20_000;

/// Slips of a single relation that are rarer than the best by more than this are no rivals.
const CLOSE: u8 = 1;

/// Smaller numbers are equal by chance.
const TELLING: u128 = 1_000;

/// 解释. Broken relations that one wrong figure explains, or one that nothing explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explanation {
    /// In order of the text.
    pub(super) relations: Vec<RelationId>,
    /// Most likely first.
    pub(super) suspects: Vec<Suspect>,
    /// Whether slips of the pen were found that mend them all.
    pub(super) is_slip: bool,
}

/// Explains all broken relations; each stands in exactly one explanation.
pub(super) fn explain(
    report: &Report<'_>,
    relations: &Relations,
    judged: &[Judged],
    settings: &JudgeSettings,
) -> Vec<Explanation> {
    let is_broken = |n: &usize| judged[*n].grade == Grade::Broken;
    let broken: Vec<usize> = (0..relations.len()).filter(is_broken).collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let search = Search::new(report, relations, judged, settings);
    let mut explanations = search.exchanges(&broken);
    let told: BTreeSet<RelationId> = explanations.iter().flat_map(|e| e.relations.iter().copied()).collect();
    let left: Vec<usize> = broken.iter().copied().filter(|&n| !told.contains(&relation_id(n))).collect();
    for knot in knots(relations, &left) {
        search.explain(&knot, &mut explanations);
        // Knots share no figures, and a figure has some hundred slips.
        search.slips.borrow_mut().clear();
    }
    explanations.sort_by_key(|e| e.relations.first().copied());
    explanations
}

/// Groups of broken relations that share figures.
fn knots(relations: &Relations, broken: &[usize]) -> Vec<Vec<usize>> {
    // Each relation leads to an earlier one of its knot, the first of a knot to itself.
    let mut leads: Vec<usize> = (0..broken.len()).collect();
    let first = |leads: &mut [usize], mut k: usize| {
        while leads[k] != k {
            leads[k] = leads[leads[k]];
            k = leads[k];
        }
        k
    };
    let mut holder: BTreeMap<FigureId, usize> = BTreeMap::new();
    for (k, &n) in broken.iter().enumerate() {
        for &id in &relations[n].figures {
            let (a, b) = (first(&mut leads, *holder.entry(id).or_insert(k)), first(&mut leads, k));
            leads[a.max(b)] = a.min(b);
        }
    }
    let mut knots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (k, &n) in broken.iter().enumerate() {
        knots.entry(first(&mut leads, k)).or_default().push(n);
    }
    let mut knots: Vec<Vec<usize>> = knots.into_values().collect();
    knots.iter_mut().for_each(|knot| knot.sort_unstable());
    knots.sort();
    knots
}

/// Whether numbers, not words, decide it.
fn is_arithmetic(relation: &Relation) -> bool {
    !matches!(relation.claim, Claim::Text(_)) && !relation.figures.is_empty()
}

/// How convincing a solution is; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Slips of the pen.
    n_slips: usize,
    /// Whether relations it mends are still a tail away.
    leaves_tails: bool,
    /// Whether what it puts in stands nowhere else under the same name.
    is_new: bool,
    /// Sum over the slips.
    rarity: u8,
}

#[derive(Clone, Debug)]
struct Solution {
    slips: Vec<Slip>,
    cost: Cost,
}

impl Solution {
    fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.slips.iter().flat_map(|slip| slip.changes.iter().copied()).collect();
        changes.sort_by_key(|change| change.figure);
        changes
    }
}

struct Search<'a> {
    report: &'a Report<'a>,
    relations: &'a Relations,
    judged: &'a [Judged],
    settings: &'a JudgeSettings,
    values: Values<'a>,
    /// Relations that numbers decide, by figure.
    of_figure: Vec<Vec<usize>>,
    /// Slips of the figures of a knot that were asked so far.
    slips: RefCell<BTreeMap<FigureId, Rc<[Slip]>>>,
    budget: Cell<u32>,
}

impl<'a> Search<'a> {
    fn new(
        report: &'a Report<'a>,
        relations: &'a Relations,
        judged: &'a [Judged],
        settings: &'a JudgeSettings,
    ) -> Self {
        let mut of_figure = vec![Vec::new(); report.figures.figures.len()];
        for (n, relation) in relations.iter().enumerate().filter(|(_, r)| is_arithmetic(r)) {
            relation.figures.iter().for_each(|id| of_figure[id.0 as usize].push(n));
        }
        let values = Values::new(report.figures, settings.truncated_amounts);
        Self { report, relations, judged, settings, values, of_figure, slips: RefCell::default(), budget: Cell::new(0) }
    }

    /// Figures that changed places and so broke relations that share none of them.
    fn exchanges(&self, broken: &[usize]) -> Vec<Explanation> {
        let mut explanations: Vec<Explanation> = Vec::new();
        let arithmetic = broken.iter().filter(|&&n| is_arithmetic(&self.relations[n]));
        let mut figures: Vec<FigureId> = arithmetic.flat_map(|&n| self.relations[n].figures.iter().copied()).collect();
        figures.sort_unstable();
        figures.dedup();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for slip in figures.into_iter().flat_map(|id| exchanges(self.report, id)) {
            let mut touched: Vec<usize> = slip.changes.iter().flat_map(|c| self.touched_by(c.figure)).collect();
            touched.sort_unstable();
            touched.dedup();
            let is_broken = |n: &usize| self.judged[*n].grade == Grade::Broken;
            let mended: Vec<usize> = touched.iter().copied().filter(is_broken).collect();
            let is_shared = |c: &Change| mended.iter().all(|&n| self.relations[n].figures.contains(&c.figure));
            if mended.len() < 2 || mended.iter().any(|n| told.contains(n)) || slip.changes.iter().any(is_shared) {
                continue;
            }
            if touched.iter().all(|&n| self.grade(n, &slip.changes) != Grade::Broken) {
                let solution = self.solution(&mended, std::slice::from_ref(&slip), &slip.changes);
                explanations.extend(self.told_once(&mended, &solution));
                told.extend(mended);
            }
        }
        explanations
    }

    /// Relations that a figure takes part in.
    fn touched_by(&self, id: FigureId) -> impl Iterator<Item = usize> {
        self.of_figure[id.0 as usize].iter().copied()
    }

    fn slips_of(&self, id: FigureId) -> Rc<[Slip]> {
        let mut known = self.slips.borrow_mut();
        Rc::clone(known.entry(id).or_insert_with(|| slips(self.report, id).into()))
    }

    /// Explains one knot, piece by piece where nothing explains it as a whole.
    fn explain(&self, knot: &[usize], into: &mut Vec<Explanation>) {
        let (numbers, words): (Vec<usize>, Vec<usize>) = knot.iter().partition(|&&n| is_arithmetic(&self.relations[n]));
        into.extend(words.into_iter().map(|n| told_by_words(&self.relations[n], n)));
        if numbers.is_empty() {
            return;
        }
        if let Some(explanations) = self.explain_whole(&numbers) {
            into.extend(explanations);
            return;
        }
        // What we only infer may join figures that need not agree: what the text states is explained without it.
        let (stated, inferred): (Vec<usize>, Vec<usize>) =
            numbers.iter().partition(|&&n| self.relations[n].strength == Strength::Stated);
        if !stated.is_empty() && !inferred.is_empty() {
            for part in knots(self.relations, &stated).into_iter().chain(knots(self.relations, &inferred)) {
                self.explain(&part, into);
            }
            return;
        }
        match self.largest_piece(&numbers) {
            Some(piece) => {
                let rest: Vec<usize> =
                    numbers.into_iter().filter(|&n| !piece.relations.contains(&relation_id(n))).collect();
                into.push(piece);
                for part in knots(self.relations, &rest) {
                    self.explain(&part, into);
                }
            }
            None => {
                into.extend(numbers.iter().map(|&n| Explanation {
                    relations: vec![relation_id(n)],
                    suspects: self.suspects_without_slip(&[n]),
                    is_slip: false,
                }));
            }
        }
    }

    /// The fewest slips that mend everything, or the one figure that could.
    fn explain_whole(&self, numbers: &[usize]) -> Option<Vec<Explanation>> {
        self.budget.set(BUDGET);
        for n_slips in 1..=MAX_CHANGED.min(numbers.len()) {
            let mut solutions = Vec::new();
            self.extend(numbers, &mut Vec::new(), n_slips, &mut solutions);
            if let Some(explanations) = self.choose(numbers, solutions) {
                return Some(explanations);
            }
            if n_slips == 1 {
                let alone = self.alone(numbers);
                if !alone.is_empty() && numbers.len() > 1 || numbers.len() == 1 {
                    return Some(vec![Explanation {
                        relations: ids(numbers),
                        suspects: self.suspects_without_slip(numbers),
                        is_slip: false,
                    }]);
                }
            }
        }
        None
    }

    /// Adds slips until nothing is broken any more.
    fn extend(&self, numbers: &[usize], so_far: &mut Vec<Slip>, left: usize, into: &mut Vec<Solution>) {
        let changes: Vec<Change> = so_far.iter().flat_map(|slip| slip.changes.iter().copied()).collect();
        let mut concerned = self.concerned(numbers, &changes);
        let is_open = |&n: &usize| self.grade(n, &changes) == Grade::Broken;
        if left == 0 {
            if !concerned.iter().any(is_open) {
                into.push(self.solution(numbers, so_far, &changes));
            }
            return;
        }
        concerned.retain(is_open);
        let open = concerned;
        let Some(&narrowest) = open.first() else {
            into.push(self.solution(numbers, so_far, &changes));
            return;
        };
        let relation = &self.relations[narrowest];
        for &id in &relation.figures {
            if self.budget.get() == 0 || changes.iter().any(|c| c.figure == id) {
                continue;
            }
            let needed = Admissible::of(relation, &self.values.with(&changes), id);
            for slip in self.slips_of(id).iter() {
                let is_new = slip.changes.iter().all(|c| !changes.iter().any(|other| other.figure == c.figure));
                // A slip of several figures is met once for each of them: the first stands for all.
                let first = slip.changes.iter().find(|c| relation.figures.contains(&c.figure)).map(|c| c.figure);
                let reaches = |n: &usize| slip.changes.iter().any(|c| self.relations[*n].figures.contains(&c.figure));
                let admitted = match (slip.changes.as_slice(), &needed) {
                    ([change], Some(needed)) => needed.admits(change),
                    _ => true,
                };
                // The last slip must mend all that is left.
                if !is_new || first != Some(id) || !admitted || left == 1 && !open.iter().all(reaches) {
                    continue;
                }
                let next: Vec<Change> = changes.iter().chain(&slip.changes).copied().collect();
                if self.grade(narrowest, &next) != Grade::Broken {
                    so_far.push(slip.clone());
                    self.extend(numbers, so_far, left - 1, into);
                    so_far.pop();
                }
            }
        }
    }

    /// What the changes must not leave broken: the knot, and what held before; the fewest figures first.
    fn concerned(&self, numbers: &[usize], changes: &[Change]) -> Vec<usize> {
        let touched = changes.iter().flat_map(|c| self.touched_by(c.figure));
        let held = touched.filter(|&n| self.judged[n].grade != Grade::Broken);
        let mut concerned: Vec<usize> = numbers.iter().copied().chain(held).collect();
        concerned.sort_by_key(|&n| (self.relations[n].figures.len(), n));
        concerned.dedup();
        concerned
    }

    fn grade(&self, n: usize, changes: &[Change]) -> Grade {
        let relation = &self.relations[n];
        if !changes.iter().any(|c| relation.figures.contains(&c.figure)) {
            return self.judged[n].grade;
        }
        self.budget.set(self.budget.get().saturating_sub(1));
        grade(relation, &self.values.with(changes), self.settings).grade
    }

    fn solution(&self, numbers: &[usize], slips: &[Slip], changes: &[Change]) -> Solution {
        // A rate that was cut off instead of rounded is as good as exact.
        let is_tail = |&n: &usize| {
            self.grade(n, changes) == Grade::Tail && !is_cut_off(&self.relations[n], &self.values.with(changes))
        };
        let leaves_tails = numbers.iter().any(is_tail);
        let rarity = slips.iter().map(|slip| slip.rarity).sum();
        let is_new = !changes.iter().all(|change| self.stands_elsewhere(change));
        Solution { slips: slips.to_vec(), cost: Cost { n_slips: slips.len(), leaves_tails, is_new, rarity } }
    }

    /// Whether the changed number is told in another place under the name of the figure.
    fn stands_elsewhere(&self, change: &Change) -> bool {
        let figure = self.report.figure(change.figure);
        let Some(indicator) = &figure.indicator else { return false };
        let is_telling = change.value.normalize().mantissa().unsigned_abs() >= TELLING;
        is_telling
            && self.report.of_indicator(indicator).iter().any(|&id| {
                let other = self.report.figure(id);
                id != change.figure
                    && (other.kind, &other.unit, other.value) == (figure.kind, &figure.unit, change.value)
            })
    }

    /// The best solution if it is the only one of its cost, else the figures that the best ones change.
    fn choose(&self, numbers: &[usize], mut solutions: Vec<Solution>) -> Option<Vec<Explanation>> {
        solutions.sort_by_key(|s| (s.cost, s.changes().iter().map(|c| c.figure).collect::<Vec<_>>()));
        let best = solutions.first()?.clone();
        // A single relation hardly tells one slip from another: there nearly every slip is a rival.
        let margin = if numbers.len() > 1 { 0 } else { CLOSE };
        let rivals = |s: &&Solution| {
            (s.cost.n_slips, s.cost.leaves_tails, s.cost.is_new)
                == (best.cost.n_slips, best.cost.leaves_tails, best.cost.is_new)
                && s.cost.rarity <= best.cost.rarity + margin
        };
        let rivals: Vec<&Solution> = solutions.iter().filter(rivals).collect();
        let is_unique = rivals.iter().all(|s| same_values(s, &best));
        if is_unique {
            return Some(self.told_once(numbers, &best));
        }
        let mut likely: Vec<(u8, FigureId)> =
            rivals.iter().flat_map(|s| s.changes().into_iter().map(|c| (s.cost.rarity, c.figure))).collect();
        likely.sort_by_key(|&(rarity, id)| (self.plausibility(numbers, id), rarity, id));
        let suspects = suspects(likely.into_iter().map(|(_, id)| id));
        Some(vec![Explanation { relations: ids(numbers), suspects, is_slip: true }])
    }

    /// How likely a figure is to be the wrong one, the likeliest first: what other claims bear out comes last, what
    /// was worked out before what it was worked out from.
    fn plausibility(&self, numbers: &[usize], id: FigureId) -> (bool, bool) {
        let is_equation = |n: usize| matches!(self.relations[n].claim, Claim::Equal(..));
        let holds = |n: usize| matches!(self.judged[n].grade, Grade::Exact | Grade::Tail);
        let is_borne_out = self.touched_by(id).any(|n| is_equation(n) && holds(n));
        (is_borne_out, !numbers.iter().any(|&n| is_result(&self.relations[n], id)))
    }

    /// One explanation for each slip, with the relations that it mends.
    fn told_once(&self, numbers: &[usize], solution: &Solution) -> Vec<Explanation> {
        let mut left = numbers.to_vec();
        let mut explanations = Vec::new();
        for slip in &solution.slips {
            let touches = |n: &usize| slip.changes.iter().any(|c| self.relations[*n].figures.contains(&c.figure));
            let (mended, rest): (Vec<usize>, Vec<usize>) = left.into_iter().partition(touches);
            left = rest;
            let suspects = slip.changes.iter().map(|change| {
                let figure = self.report.figure(change.figure);
                Suspect {
                    figure: change.figure,
                    proposed: printed::shown(self.report, figure, change.value).map(|v| v.normalize()),
                    slip: Some(slip.name),
                }
            });
            if !mended.is_empty() {
                explanations.push(Explanation { relations: ids(&mended), suspects: suspects.collect(), is_slip: true });
            }
        }
        explanations
    }

    /// The slip or figure that explains most of a knot that nothing explains as a whole.
    fn largest_piece(&self, numbers: &[usize]) -> Option<Explanation> {
        let mut of_figure: BTreeMap<FigureId, Vec<usize>> = BTreeMap::new();
        for &n in numbers {
            self.relations[n].figures.iter().for_each(|&id| of_figure.entry(id).or_default().push(n));
        }
        let mut pieces: Vec<Vec<usize>> = of_figure.into_values().collect();
        pieces.iter_mut().for_each(Vec::dedup);
        pieces.retain(|piece| piece.len() > 1 && piece.len() < numbers.len());
        pieces.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
        pieces.dedup();
        pieces.iter().find_map(|piece| {
            self.budget.set(BUDGET);
            let mut solutions = Vec::new();
            self.extend(piece, &mut Vec::new(), 1, &mut solutions);
            self.choose(piece, solutions).filter(|found| found.len() == 1)?.pop()
        })
    }

    /// Figures that could mend everything alone, by whatever value, without breaking what holds.
    fn alone(&self, numbers: &[usize]) -> Vec<FigureId> {
        let mut candidates = self.relations[numbers[0]].figures.clone();
        candidates.retain(|id| numbers.iter().all(|&n| self.relations[n].figures.contains(id)));
        candidates.retain(|&id| {
            numbers.iter().any(|&n| {
                let Some(needed) = required(&self.relations[n], &self.values, id) else { return false };
                let figure = self.report.figure(id);
                let is_whole = figure.interval.as_point().is_some();
                let value = if is_whole { needed.round() } else { needed };
                let change = [Change { figure: id, value, step: figure.printed.precision }];
                self.touched_by(id).all(|n| {
                    self.judged[n].grade == Grade::Broken && !numbers.contains(&n)
                        || self.grade(n, &change) != Grade::Broken
                })
            })
        });
        candidates
    }

    /// Who could be wrong where no single slip explains it: whoever could mend it alone, else everyone.
    fn suspects_without_slip(&self, numbers: &[usize]) -> Vec<Suspect> {
        let mut figures = self.alone(numbers);
        if figures.is_empty() {
            figures = numbers.iter().flat_map(|&n| self.relations[n].figures.iter().copied()).collect();
            figures.sort_unstable();
            figures.dedup();
        }
        figures.sort_by_key(|&id| (self.plausibility(numbers, id), id));
        suspects(figures.into_iter())
    }
}

/// Whether a claim states this figure as its result, or limits it.
fn is_result(relation: &Relation, id: FigureId) -> bool {
    match &relation.claim {
        Claim::AtMost(Expr::Figure(limited), _) => *limited == id,
        _ => relation.stated == Some(id),
    }
}

/// Figures without a proposal, each once.
fn suspects(figures: impl Iterator<Item = FigureId>) -> Vec<Suspect> {
    let mut suspects: Vec<Suspect> = Vec::new();
    for figure in figures {
        if !suspects.iter().any(|s| s.figure == figure) {
            suspects.push(Suspect { figure, proposed: None, slip: None });
        }
    }
    suspects
}

/// Whether two solutions put the same numbers in the same places, by whichever slips.
fn same_values(a: &Solution, b: &Solution) -> bool {
    let values = |s: &Solution| s.changes().iter().map(|c| (c.figure, c.value)).collect::<Vec<(FigureId, Decimal)>>();
    values(a) == values(b)
}

fn relation_id(n: usize) -> RelationId {
    RelationId(u32::try_from(n).unwrap_or(u32::MAX))
}

fn ids(numbers: &[usize]) -> Vec<RelationId> {
    numbers.iter().map(|&n| relation_id(n)).collect()
}

/// What the text itself shows to be wrong, where it is a figure.
fn told_by_words(relation: &Relation, n: usize) -> Explanation {
    Explanation { relations: ids(&[n]), suspects: suspects(relation.stated.into_iter()), is_slip: false }
}
