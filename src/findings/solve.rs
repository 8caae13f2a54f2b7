//! What one figure would have to read for a relation to hold, all others as printed.

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::quantity::{Bound, Interval};
use crate::relations::{Claim, Expr, Relation};

use super::values::{Change, Reading, Values};

/// The value of a figure, in [`Figure::unit`](crate::figures::Figure::unit), with which both sides of a claim agree as
/// printed; `None` where no single value does it.
pub(super) fn required(relation: &Relation, values: &Values<'_>, id: FigureId) -> Option<Decimal> {
    let (Claim::Equal(a, b) | Claim::AtMost(a, b)) = &relation.claim else { return None };
    let printed = values.of(id, Reading::Printed).ok()?.middle()?;
    let coefficient = coefficient(a, id).zip(coefficient(b, id)).map(|(a, b)| Decimal::from(a - b));
    let root = match coefficient {
        Some(zero) if zero.is_zero() => return None,
        Some(slope) => printed.checked_sub(defect(a, b, values, id, printed)?.checked_div(slope)?)?,
        None => secant(printed, |x| defect(a, b, values, id, x))?,
    };
    root.checked_div(values.base_factor(id))
}

/// 容许范围. Where a figure must lie for a claim to hold, however the others were rounded or cut off; in
/// [`Figure::unit`](crate::figures::Figure::unit).
#[derive(Clone, Copy, Debug)]
pub(super) struct Admissible {
    /// Lowest value; `None` for no limit.
    low: Option<Decimal>,
    /// Highest value; `None` for no limit.
    high: Option<Decimal>,
}

impl Admissible {
    /// Solves a claim for one of its figures; `None` where that is not known beforehand.
    pub(super) fn of(relation: &Relation, values: &Values<'_>, id: FigureId) -> Option<Self> {
        let range = match &relation.claim {
            Claim::Equal(a, b) => match (a.holds(id), b.holds(id)) {
                (true, false) => solve(a, read(b, values)?, values, id),
                (false, true) => solve(b, read(a, values)?, values, id),
                _ => None,
            },
            Claim::AtMost(a, b) => match (a.holds(id), b.holds(id)) {
                (true, false) => solve(a, Interval { low: Bound::Unbounded, ..read(b, values)? }, values, id),
                (false, true) => solve(b, Interval { high: Bound::Unbounded, ..read(a, values)? }, values, id),
                _ => None,
            },
            _ => None,
        }?;
        let factor = values.base_factor(id);
        let in_unit = |end: Bound| end.value().map_or(Some(None), |v| v.checked_div(factor).map(Some));
        Some(Self { low: in_unit(range.low)?, high: in_unit(range.high)? })
    }

    /// Whether a change may satisfy the claim: a quick look before judging.
    pub(super) fn admits(&self, change: &Change) -> bool {
        // Zero may leave a claim undecided, which is not broken.
        change.value.is_zero()
            || self.low.is_none_or(|low| change.value + change.step >= low)
                && self.high.is_none_or(|high| change.value - change.step <= high)
    }
}

fn read(expr: &Expr, values: &Values<'_>) -> Option<Interval> {
    expr.evaluate(&|id| values.of(id, Reading::Truncated)).ok()
}

/// All values of a figure with which an expression may lie in `target`.
fn solve(expr: &Expr, target: Interval, values: &Values<'_>, id: FigureId) -> Option<Interval> {
    let one = Interval::point(Decimal::ONE);
    let read = |expr: &Expr| read(expr, values);
    match expr {
        Expr::Figure(_) => Some(target),
        Expr::Constant(_) => None,
        Expr::Sum(parts) => {
            let (part, mut rest) = split(parts, id)?;
            let rest =
                rest.try_fold(Interval::point(Decimal::ZERO), |so_far, other| so_far.checked_add(&read(other)?))?;
            solve(part, target.checked_sub(&rest)?, values, id)
        }
        Expr::Product(parts) => {
            let (part, mut rest) = split(parts, id)?;
            let rest =
                rest.try_fold(Interval::point(Decimal::ONE), |so_far, other| so_far.checked_mul(&read(other)?))?;
            solve(part, target.checked_div(&rest)?, values, id)
        }
        Expr::Difference(a, b) => match (a.holds(id), b.holds(id)) {
            (true, false) => solve(a, target.checked_add(&read(b)?)?, values, id),
            (false, true) => solve(b, read(a)?.checked_sub(&target)?, values, id),
            _ => None,
        },
        Expr::Quotient(a, b) => match (a.as_ref(), b.as_ref(), a.holds(id), b.holds(id)) {
            (_, _, true, false) => solve(a, target.checked_mul(&read(b)?)?, values, id),
            (_, _, false, true) => solve(b, read(a)?.checked_div(&target)?, values, id),
            // (now − base) ÷ base = now ÷ base − 1
            (Expr::Difference(now, base), _, true, true) if base == b && !now.holds(id) => {
                solve(b, read(now)?.checked_div(&target.checked_add(&one)?)?, values, id)
            }
            // change ÷ (now − change) = 1 ÷ (now ÷ change − 1)
            (_, Expr::Difference(now, change), true, true) if change == a && !now.holds(id) => {
                let inverse = one.checked_div(&target)?.checked_add(&one)?;
                solve(a, read(now)?.checked_div(&inverse)?, values, id)
            }
            _ => None,
        },
        Expr::Magnitude(inner) => solve(inner, target.hull(&target.negated()), values, id),
    }
}

/// The one part that holds the figure, and the others.
fn split(parts: &[Expr], id: FigureId) -> Option<(&Expr, impl Iterator<Item = &Expr>)> {
    let mut holding = parts.iter().filter(move |part| part.holds(id));
    let (Some(part), None) = (holding.next(), holding.next()) else { return None };
    Some((part, parts.iter().filter(move |part| !part.holds(id))))
}

/// a − b as printed, with another value in base units for one figure.
fn defect(a: &Expr, b: &Expr, values: &Values<'_>, id: FigureId, value: Decimal) -> Option<Decimal> {
    let read = |i| if i == id { Some(Interval::point(value)) } else { values.of(i, Reading::Printed).ok() };
    gap(a, b, read)?.middle()
}

fn gap(a: &Expr, b: &Expr, read: impl Fn(FigureId) -> Option<Interval>) -> Option<Interval> {
    let read = |id| read(id).ok_or(crate::relations::Undecided::OutOfRange);
    a.evaluate(&read).ok()?.checked_sub(&b.evaluate(&read).ok()?)
}

/// How often a figure is added in a sum; `None` where it stands under a fraction, product or magnitude.
fn coefficient(expr: &Expr, id: FigureId) -> Option<i32> {
    match expr {
        Expr::Figure(other) => Some(i32::from(*other == id)),
        Expr::Constant(_) => Some(0),
        Expr::Sum(parts) => parts.iter().map(|part| coefficient(part, id)).sum(),
        Expr::Difference(a, b) => Some(coefficient(a, id)? - coefficient(b, id)?),
        Expr::Product(_) | Expr::Quotient(..) | Expr::Magnitude(_) => {
            let mut figures = Vec::new();
            expr.figures(&mut figures);
            (!figures.contains(&id)).then_some(0)
        }
    }
}

/// A zero of a fraction of sums, found by chords; a dozen steps reach more digits than are printed.
fn secant(start: Decimal, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Decimal> {
    let step = if start.is_zero() { Decimal::ONE } else { start.checked_div(Decimal::ONE_HUNDRED)? };
    let (mut x0, mut x1) = (start, start.checked_add(step)?);
    let mut f0 = f(x0)?;
    for _ in 0..12 {
        let f1 = f(x1)?;
        let slope = f1.checked_sub(f0)?;
        if f1.is_zero() || slope.is_zero() {
            break;
        }
        let next = x1.checked_sub(f1.checked_mul(x1.checked_sub(x0)?)?.checked_div(slope)?)?;
        (x0, f0, x1) = (x1, f1, next);
    }
    f(x1)?.abs().lt(&Decimal::new(1, 6)).then_some(x1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::fixture::{Fixture, rate, total};

    fn value(fixture: &Fixture, relation: &Relation, id: u32) -> Decimal {
        let values = Values::new(&fixture.figures, false);
        required(relation, &values, FigureId(id)).unwrap().round_dp(2).normalize()
    }

    #[test]
    fn each_figure_of_a_relation_can_be_asked() {
        let sum = Fixture::new("支出«0.08亿元»，其中：«609.55万元»、«238.13万元»");
        let expected = ["847.68", "561.87", "190.45"];
        for (id, expected) in (0..).zip(expected) {
            assert_eq!(value(&sum, &total(0, &[1, 2]), id).to_string(), expected);
        }
        let quotient = Fixture::new("预算«4813.07万元»，决算«4076.11万元»，完成«86.49%»");
        let expected = ["4712.81", "4162.82", "84.69"];
        for (id, expected) in (0..).zip(expected) {
            assert_eq!(value(&quotient, &rate(2, 1, 0), id).to_string(), expected);
        }
    }
}
