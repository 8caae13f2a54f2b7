//! The only place of the program where numbers are compared.

use rust_decimal::Decimal;

use crate::figures::{Direction, FigureId};
use crate::quantity::{Bound, Interval};
use crate::relations::{Claim, Expr, Grade, Judged, Relation, RelationKind, Undecided};

use super::JudgeSettings;
use super::values::{Reading, Values};

/// Judges one relation.
pub(super) fn grade(relation: &Relation, values: &Values<'_>, settings: &JudgeSettings) -> Judged {
    let judged = match &relation.claim {
        Claim::Equal(a, b) => equal(relation, values, a, b),
        Claim::AtMost(a, b) => at_most(relation, values, a, b),
        Claim::Goes(expr, direction) => goes(relation, values, expr, *direction),
        Claim::NotZero(expr) => not_zero(values, expr),
        Claim::Whole(expr) => whole(values, expr),
        Claim::Fraction { percent, n } => fraction(values, percent, n),
        Claim::Text(holds) => Ok(Judged::of(if *holds { Grade::Exact } else { Grade::Broken })),
    };
    let mut judged = judged.unwrap_or_else(|reason| Judged::of(Grade::Undecided(reason)));
    if let Some(reason) = relation.undecided {
        judged.grade = Grade::Undecided(reason);
    }
    if let (Grade::Broken, Some(reason)) = (judged.grade, relation.doubt) {
        judged.grade = Grade::Undecided(reason);
    }
    if judged.grade == Grade::Tail && settings.tail_limit.is_some_and(|limit| judged.tail > Some(limit)) {
        judged.grade = Grade::Broken;
    }
    judged
}

impl Judged {
    /// A verdict without numbers.
    fn of(grade: Grade) -> Self {
        Self { grade, computed: None, interval: None, stated: None, difference: None, tail: None }
    }
}

fn evaluate(values: &Values<'_>, expr: &Expr, reading: Reading) -> Result<Interval, Undecided> {
    expr.evaluate(&|id| values.of(id, reading))
}

/// The two sides of a claim as printed and with rounding.
struct Sides<'a> {
    relation: &'a Relation,
    values: &'a Values<'a>,
    computed: &'a Expr,
    stated: &'a Expr,
    printed: (Interval, Interval),
    rounded: (Interval, Interval),
}

impl<'a> Sides<'a> {
    fn of(
        relation: &'a Relation,
        values: &'a Values<'a>,
        computed: &'a Expr,
        stated: &'a Expr,
    ) -> Result<Self, Undecided> {
        let whole = (Interval::ALL, Interval::ALL);
        let mut sides = Self { relation, values, computed, stated, printed: whole, rounded: whole };
        sides.printed = sides.read(Reading::Printed)?;
        sides.rounded = sides.read(Reading::Rounded)?;
        // What may be any number at all (the inverse of 不足五) says nothing.
        if sides.rounded.0 == Interval::ALL || sides.rounded.1 == Interval::ALL {
            return Err(Undecided::Ambiguous);
        }
        Ok(sides)
    }

    fn read(&self, reading: Reading) -> Result<(Interval, Interval), Undecided> {
        // In a product the unit price is a standard, not a rounded number.
        let is_product = self.relation.kind == RelationKind::Product;
        let is_exact = |id| is_product && self.relation.stated != Some(id) && self.values.is_standard(id);
        let factor = |id| self.values.of(id, if is_exact(id) { Reading::Printed } else { reading });
        Ok((self.computed.evaluate(&factor)?, evaluate(self.values, self.stated, reading)?))
    }

    /// The verdict, where `agree` tells whether two sides can be reconciled.
    fn grade(&self, agree: impl Fn((Interval, Interval)) -> bool) -> Result<Grade, Undecided> {
        Ok(if agree(self.printed) {
            Grade::Exact
        } else if agree(self.rounded) {
            if self.values.is_approximate(self.relation) { Grade::Exact } else { Grade::Tail }
        } else if agree(self.read(Reading::Truncated)?) {
            Grade::Tail
        } else {
            Grade::Broken
        })
    }

    fn judged(&self, grade: Grade) -> Judged {
        let (computed, stated) = (self.printed.0.middle(), self.printed.1.middle());
        let difference = computed.zip(stated).and_then(|(c, s)| s.checked_sub(c));
        let tail = difference.filter(|_| grade == Grade::Tail).and_then(|d| self.half_units(d));
        Judged { grade, computed, interval: Some(self.rounded.0), stated, difference, tail }
    }

    /// The difference in half-widths that one rounded number contributes on average.
    fn half_units(&self, difference: Decimal) -> Option<u32> {
        let width = self.rounded.0.width()?.checked_add(self.rounded.1.width()?)?;
        let numbers = Decimal::from(self.values.n_rounded(self.relation).max(1));
        let size = difference.abs().checked_mul(Decimal::TWO)?.checked_mul(numbers)?.checked_div(width)?;
        u32::try_from(size.ceil()).ok()
    }

    /// Whether a quotient or product, rounded to the decimals of the stated number, is the stated number.
    fn is_rounded_result(&self) -> Result<bool, Undecided> {
        let (Some(id), Some(stated)) = (figure_of(self.stated), self.printed.1.as_point()) else { return Ok(false) };
        let half = self.values.step(id)? / Decimal::TWO;
        if half.is_zero() || !self.computed.is_rounded_when_printed() {
            return Ok(false);
        }
        let mut rounded = Interval::around(stated, half);
        if let (Bound::Closed(high), true) = (rounded.high, stated > Decimal::ZERO) {
            rounded.high = Bound::Open(high);
        }
        if let (Bound::Closed(low), true) = (rounded.low, stated < Decimal::ZERO) {
            rounded.low = Bound::Open(low);
        }
        Ok(rounded.meets(&self.printed.0))
    }
}

/// The side that is worked out and the side that states the result.
fn split<'a>(relation: &Relation, a: &'a Expr, b: &'a Expr) -> (&'a Expr, &'a Expr) {
    let a_is_stated = match (figure_of(a), figure_of(b)) {
        (Some(a), Some(b)) => relation.stated == Some(a) && a != b,
        (a, b) => a.is_some() && b.is_none(),
    };
    if a_is_stated { (b, a) } else { (a, b) }
}

fn equal(relation: &Relation, values: &Values<'_>, a: &Expr, b: &Expr) -> Result<Judged, Undecided> {
    let (computed, stated) = split(relation, a, b);
    let sides = Sides::of(relation, values, computed, stated)?;
    let grade = if sides.is_rounded_result()? { Grade::Exact } else { sides.grade(|(a, b)| a.meets(&b))? };
    Ok(sides.judged(grade))
}

/// Whether the stated number is the computed one cut off after its last digit.
pub(super) fn is_cut_off(relation: &Relation, values: &Values<'_>) -> bool {
    let Claim::Equal(a, b) = &relation.claim else { return false };
    let (computed, stated) = split(relation, a, b);
    let computed = evaluate(values, computed, Reading::Printed);
    let stated = evaluate(values, stated, Reading::Truncated);
    computed.is_ok_and(|computed| stated.is_ok_and(|stated| computed.meets(&stated)))
}

/// The figure that an expression is, printed with or without its sign.
fn figure_of(expr: &Expr) -> Option<FigureId> {
    match expr {
        Expr::Figure(id) => Some(*id),
        Expr::Magnitude(inner) => figure_of(inner),
        _ => None,
    }
}

fn at_most(relation: &Relation, values: &Values<'_>, a: &Expr, b: &Expr) -> Result<Judged, Undecided> {
    let sides = Sides::of(relation, values, a, b)?;
    let grade = sides.grade(|(a, b)| a.may_be_at_most(&b))?;
    Ok(sides.judged(grade))
}

fn goes(relation: &Relation, values: &Values<'_>, expr: &Expr, direction: Direction) -> Result<Judged, Undecided> {
    let zero = Decimal::ZERO;
    let asked = match direction {
        Direction::Up => Interval { low: Bound::Open(zero), high: Bound::Unbounded },
        Direction::Down => Interval { low: Bound::Unbounded, high: Bound::Open(zero) },
        Direction::Flat => Interval::point(zero),
    };
    let (printed, rounded) = (evaluate(values, expr, Reading::Printed)?, evaluate(values, expr, Reading::Rounded)?);
    let grade = if asked.meets(&printed) || values.is_approximate(relation) && asked.meets(&rounded) {
        Grade::Exact
    } else if asked.meets(&rounded) || asked.meets(&evaluate(values, expr, Reading::Truncated)?) {
        Grade::Tail
    } else {
        Grade::Broken
    };
    Ok(Judged { computed: printed.middle(), interval: Some(rounded), ..Judged::of(grade) })
}

fn not_zero(values: &Values<'_>, expr: &Expr) -> Result<Judged, Undecided> {
    let printed = evaluate(values, expr, Reading::Printed)?;
    let grade = if printed.as_point() == Some(Decimal::ZERO) { Grade::Broken } else { Grade::Exact };
    Ok(Judged { computed: printed.middle(), interval: Some(printed), ..Judged::of(grade) })
}

fn whole(values: &Values<'_>, expr: &Expr) -> Result<Judged, Undecided> {
    let printed = evaluate(values, expr, Reading::Printed)?;
    let fits = match printed.as_point() {
        Some(value) => value.fract().is_zero() && value >= Decimal::ZERO,
        None => Interval::point(Decimal::ZERO).may_be_at_most(&printed),
    };
    let grade = if fits { Grade::Exact } else { Grade::Broken };
    Ok(Judged { computed: printed.middle(), interval: Some(printed), ..Judged::of(grade) })
}

fn fraction(values: &Values<'_>, percent: &Expr, n: &Expr) -> Result<Judged, Undecided> {
    let number = evaluate(values, n, Reading::Printed)?.as_point().ok_or(Undecided::Ambiguous)?;
    let stated = evaluate(values, percent, Reading::Printed)?.as_point().ok_or(Undecided::Ambiguous)?;
    if number <= Decimal::ZERO || !number.fract().is_zero() {
        return Err(if number.is_zero() { Undecided::ZeroBase } else { Undecided::Ambiguous });
    }
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    let share = |k: Decimal| Interval::point(k).checked_mul(&hundred)?.checked_div(&Interval::point(number));
    // An interval around the printed rate that holds any k/n holds that of the next k below or above.
    let answers = stated.checked_mul(number).ok_or(Undecided::OutOfRange)? / Decimal::ONE_HUNDRED;
    let candidates = [answers.floor(), answers.floor() + Decimal::ONE];
    let candidates = candidates.into_iter().filter(|k| (Decimal::ZERO..=number).contains(k));
    let shares: Vec<Interval> = candidates.map(share).collect::<Option<_>>().ok_or(Undecided::OutOfRange)?;
    let meets = |reading| -> Result<bool, Undecided> {
        let printed = evaluate(values, percent, reading)?;
        Ok(shares.iter().any(|share| share.meets(&printed)))
    };
    let grade = if meets(Reading::Rounded)? {
        Grade::Exact
    } else if meets(Reading::Truncated)? {
        Grade::Tail
    } else {
        Grade::Broken
    };
    let nearest = shares.into_iter().min_by_key(|share| share.middle().map(|value| (value - stated).abs()));
    let computed = nearest.and_then(|share| share.middle());
    Ok(Judged {
        computed,
        interval: nearest,
        stated: Some(stated),
        difference: computed.map(|value| stated - value),
        ..Judged::of(grade)
    })
}
