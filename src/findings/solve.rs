//! What one figure would have to read for a relation to hold, all others as printed.

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::quantity::Interval;
use crate::relations::{Claim, Expr, Relation};

use super::values::{Change, Reading, Values};

/// 应有值. What a figure would have to read, in [`Figure::unit`](crate::figures::Figure::unit).
#[derive(Clone, Copy, Debug)]
pub(super) struct Required {
    /// The value with which both sides agree as printed.
    pub(super) value: Decimal,
    /// How far from it rounding may lead; `None` where that is not known beforehand.
    slack: Option<Decimal>,
}

impl Required {
    /// Whether a change may satisfy the relation: a quick look before judging.
    pub(super) fn admits(&self, change: &Change) -> bool {
        self.slack.is_none_or(|slack| (change.value - self.value).abs() <= slack + change.step)
    }
}

/// Solves a relation for one of its figures; `None` where no single value does it.
pub(super) fn required(relation: &Relation, values: &Values<'_>, id: FigureId) -> Option<Required> {
    let (Claim::Equal(a, b) | Claim::AtMost(a, b)) = &relation.claim else { return None };
    let factor = values.base_factor(id);
    let printed = values.of(id, Reading::Printed).ok()?.middle()?;
    let coefficient = coefficient(a, id).zip(coefficient(b, id)).map(|(a, b)| Decimal::from(a - b));
    let (root, slack) = match coefficient {
        Some(zero) if zero.is_zero() => return None,
        Some(slope) => {
            let defect = defect(a, b, values, id, printed)?;
            let width = gap(a, b, |i| values.of(i, Reading::Rounded).ok())?.width();
            (printed.checked_sub(defect.checked_div(slope)?)?, width)
        }
        None => (secant(printed, |x| defect(a, b, values, id, x))?, None),
    };
    let is_equation = matches!(relation.claim, Claim::Equal(..));
    Some(Required {
        value: root.checked_div(factor)?,
        slack: slack.filter(|_| is_equation).and_then(|slack| slack.checked_div(factor)),
    })
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
        required(relation, &values, FigureId(id)).unwrap().value.round_dp(2).normalize()
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
