//! Where a slip can be made, and what the truth says of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::evaluate::Case;
use crate::evaluate::oracle::{self, Number, Numbers, Outcome};
use crate::evaluate::random::Random;
use crate::evaluate::truth::{Relation, Verdict};
use crate::text::Span;

use super::edit::Edits;
use super::{Fate, Slip, numbers, words};

/// 变异体. A report with one slip.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    pub(super) slip: Slip,
    /// Index of its report.
    pub(super) case: usize,
    pub(super) edits: Edits,
    /// Figures of the truth, one of which a finding must name; empty: any finding will do.
    pub(super) names: Vec<usize>,
    pub(super) fate: Fate,
    /// Kind of the first relation that it breaks.
    pub(super) breaks: String,
    /// What the changed figure read before, in the printed unit.
    pub(super) before: Option<Decimal>,
}

/// Tries to make one slip of a sort in a report, at a place that chance picks.
pub(super) fn mutant(slip: Slip, n: usize, case: &Case, random: &mut Random) -> Option<Mutant> {
    let sites = Sites { case };
    match slip {
        Slip::SwappedDigits | Slip::WrongDigit | Slip::LostDigit | Slip::AddedDigit | Slip::MovedPoint => {
            let figure = sites.covered(random)?;
            sites.with_digits(slip, n, figure, |digits, random| numbers::slip(slip, digits, random), random)
        }
        Slip::ChangedPart => {
            let figure = sites.part(random)?;
            sites.with_digits(slip, n, figure, changed, random)
        }
        Slip::LastYear => {
            let (now, then) = sites.two_years(random)?;
            let copied = sites.digits(then)?.to_owned();
            sites.with_digits(slip, n, now, |_, _| Some(copied.clone()), random)
        }
        Slip::OtherUnit => sites.other_unit(n, random),
        _ => words::mutant(slip, n, case, random),
    }
}

/// A number that is some per cent off, with the same decimals.
fn changed(digits: &str, random: &mut Random) -> Option<String> {
    let value: Decimal = digits.replace(',', "").parse().ok()?;
    let percent = Decimal::from(random.within(2, 30)) / Decimal::ONE_HUNDRED;
    let factor = if random.chance(1, 2) { Decimal::ONE + percent } else { Decimal::ONE - percent };
    let mut made = (value * factor).round_dp(value.scale());
    made.rescale(value.scale());
    (made != value && !made.is_zero()).then(|| made.to_string())
}

struct Sites<'c> {
    case: &'c Case,
}

impl Sites<'_> {
    /// A figure in at least one relation that holds.
    fn covered(&self, random: &mut Random) -> Option<usize> {
        let relations = holding(self.case);
        let relation = relations.get(random.below(relations.len()))?;
        relation.figures.get(random.below(relation.figures.len())).copied()
    }

    /// A part of a total.
    fn part(&self, random: &mut Random) -> Option<usize> {
        let totals: Vec<&Relation> =
            holding(self.case).into_iter().filter(|r| r.kind == "total" && r.figures.len() > 2).collect();
        let total = totals.get(random.below(totals.len()))?;
        let stated = self.stated(total)?;
        let parts: Vec<usize> = total.figures.iter().copied().filter(|&n| n != stated).collect();
        parts.get(random.below(parts.len())).copied()
    }

    /// The figure on the left of a formula.
    fn stated(&self, relation: &Relation) -> Option<usize> {
        let name = relation.expression.split('=').next()?.trim();
        self.case.truth.figures.iter().position(|figure| figure.gold.id == name)
    }

    /// This year's and last year's number of one thing.
    fn two_years(&self, random: &mut Random) -> Option<(usize, usize)> {
        let figures = &self.case.truth.figures;
        let is_last = |n: usize| figures[n].gold.period.as_deref() == Some("上年");
        let alike = |a: usize, b: usize| {
            figures[a].gold.kind == figures[b].gold.kind && figures[a].gold.unit == figures[b].gold.unit
        };
        let is_change = |n: usize| matches!(figures[n].gold.role.as_deref(), Some("change" | "growth"));
        let pair = |relation: &&Relation| {
            let then = relation.figures.iter().copied().find(|&n| is_last(n))?;
            let now = relation.figures.iter().copied().find(|&n| !is_last(n) && !is_change(n) && alike(n, then))?;
            Some((now, then))
        };
        let pairs: Vec<(usize, usize)> = holding(self.case).iter().filter_map(pair).collect();
        pairs.get(random.below(pairs.len())).copied()
    }

    fn digits(&self, figure: usize) -> Option<&str> {
        let figure = &self.case.truth.figures[figure];
        Some(&figure.gold.quote[oracle::digits(figure)?.range])
    }

    fn with_digits(
        &self,
        slip: Slip,
        n: usize,
        figure: usize,
        make: impl Fn(&str, &mut Random) -> Option<String>,
        random: &mut Random,
    ) -> Option<Mutant> {
        let wanted = &self.case.truth.figures[figure];
        let digits = oracle::digits(wanted)?;
        let new = make(&wanted.gold.quote[digits.range.clone()], random)?;
        let printed: Decimal = new.replace(',', "").parse().ok()?;
        let number = Number::printed(wanted, printed, digits.scale)?;
        let start = wanted.span.start as usize;
        let span = Span::new(start + digits.range.start, start + digits.range.end);
        let edits = Edits::new(vec![(span, new)]);
        let (fate, breaks) = fate(self.case, BTreeMap::from([(figure, number)]));
        let before = Some(digits.printed);
        (printed != digits.printed).then_some(Mutant {
            slip,
            case: n,
            edits,
            names: vec![figure],
            fate,
            breaks,
            before,
        })
    }

    /// 万元 for 元 and so on.
    fn other_unit(&self, n: usize, random: &mut Random) -> Option<Mutant> {
        let figure = self.covered(random)?;
        let wanted = &self.case.truth.figures[figure];
        let digits = oracle::digits(wanted).filter(|_| wanted.gold.kind == "amount")?;
        let unit = &wanted.gold.quote[digits.range.end..];
        let (other, factor) = match unit.trim() {
            "万元" => ("元", Decimal::new(1, 4)),
            "元" => ("万元", Decimal::from(10_000)),
            "亿元" => ("万元", Decimal::new(1, 4)),
            _ => return None,
        };
        let number = Number::printed(wanted, digits.printed, digits.scale * factor)?;
        let start = wanted.span.start as usize + digits.range.end;
        let edits = Edits::new(vec![(Span::new(start, start + unit.len()), other.to_owned())]);
        let (fate, breaks) = fate(self.case, BTreeMap::from([(figure, number)]));
        let before = digits.printed.checked_div(factor);
        Some(Mutant { slip: Slip::OtherUnit, case: n, edits, names: vec![figure], fate, breaks, before })
    }
}

/// Relations of the truth that hold.
pub(super) fn holding(case: &Case) -> Vec<&Relation> {
    case.truth.relations.iter().filter(|r| r.verdict == Verdict::Holds && !r.figures.is_empty()).collect()
}

/// What becomes of the relations when some numbers are replaced.
pub(super) fn fate(case: &Case, replaced: BTreeMap<usize, Number>) -> (Fate, String) {
    let touched: Vec<usize> = replaced.keys().copied().collect();
    let numbers = Numbers::new(&case.truth, replaced);
    let mut fate = Fate::Invisible;
    for relation in holding(case).into_iter().filter(|r| r.figures.iter().any(|n| touched.contains(n))) {
        match numbers.outcome(relation) {
            Outcome::Broken => return (Fate::Visible, relation.kind.clone()),
            Outcome::Unknown => fate = Fate::Unknowable,
            Outcome::Holds => {}
        }
    }
    (fate, String::new())
}
