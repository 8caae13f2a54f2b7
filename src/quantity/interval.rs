use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::rounding::{Toward, add, divide, multiply};

/// 区间端点.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The value itself belongs to the interval.
    Closed(Decimal),
    /// Everything up to the value, but not the value.
    Open(Decimal),
    /// No limit.
    Unbounded,
}

impl Bound {
    /// The limit, if there is one.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        match self {
            Self::Closed(v) | Self::Open(v) => Some(v),
            Self::Unbounded => None,
        }
    }

    fn is_closed(self) -> bool {
        matches!(self, Self::Closed(_))
    }

    fn at(value: Decimal, closed: bool) -> Self {
        if closed { Self::Closed(value) } else { Self::Open(value) }
    }
}

/// 取值区间. All values that a printed number may stand for; never empty.
///
/// Arithmetic on intervals answers `None` when an end leaves the exact range of [`Decimal`]; where a
/// result has more digits than a decimal holds, its ends move outwards, so that no value is ever lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: Bound,
    /// Upper end.
    pub high: Bound,
}

impl Interval {
    /// Every number.
    pub const ALL: Self = Self { low: Bound::Unbounded, high: Bound::Unbounded };

    /// Exactly `value`.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Self { low: Bound::Closed(value), high: Bound::Closed(value) }
    }

    /// `[value − half, value + half]`: what a rounded number may have been.
    #[must_use]
    pub fn around(value: Decimal, half: Decimal) -> Self {
        match (value.checked_sub(half), value.checked_add(half)) {
            (Some(low), Some(high)) => Self { low: Bound::Closed(low), high: Bound::Closed(high) },
            // A number at the very edge of the exact range: nothing is known of its neighbourhood.
            _ => Self::ALL,
        }
    }

    /// What a number cut off after its last digit may have been; `step` is the place value of that digit.
    ///
    /// ```
    /// # use gouji::quantity::{Decimal, Interval};
    /// let rate = Interval::truncated(Decimal::new(315, 1), Decimal::new(1, 1)); // 31.5 %
    /// assert!(rate.contains(Decimal::new(3159, 2)) && !rate.contains(Decimal::new(316, 1)));
    /// ```
    #[must_use]
    pub fn truncated(value: Decimal, step: Decimal) -> Self {
        let (Some(below), Some(above)) = (value.checked_sub(step), value.checked_add(step)) else { return Self::ALL };
        match value.cmp(&Decimal::ZERO) {
            Ordering::Greater => Self { low: Bound::Closed(value), high: Bound::Open(above) },
            Ordering::Less => Self { low: Bound::Open(below), high: Bound::Closed(value) },
            Ordering::Equal => Self { low: Bound::Open(below), high: Bound::Open(above) },
        }
    }

    /// The only value, if there is only one.
    #[must_use]
    pub fn as_point(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Bound::Closed(a), Bound::Closed(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// The value half-way between the ends; `None` if one is missing.
    #[must_use]
    pub fn middle(&self) -> Option<Decimal> {
        let (low, high) = (self.low.value()?, self.high.value()?);
        if low == high { Some(low) } else { low.checked_add(high)?.checked_div(Decimal::TWO) }
    }

    /// Distance between the ends; `None` if one is missing or the distance is beyond the exact range.
    #[must_use]
    pub fn width(&self) -> Option<Decimal> {
        self.high.value()?.checked_sub(self.low.value()?)
    }

    /// Every value times `factor`, which is positive.
    #[must_use]
    pub fn scaled(&self, factor: Decimal) -> Self {
        let by = |bound| match bound {
            Bound::Closed(v) => Decimal::checked_mul(v, factor).map_or(Bound::Unbounded, Bound::Closed),
            Bound::Open(v) => Decimal::checked_mul(v, factor).map_or(Bound::Unbounded, Bound::Open),
            Bound::Unbounded => Bound::Unbounded,
        };
        Self { low: by(self.low), high: by(self.high) }
    }

    /// x × `factor`, which is positive; `None` where an end leaves the exact range.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        let end = |bound, toward| match bound {
            Bound::Closed(v) => Some(Bound::Closed(multiply(v, factor, toward)?)),
            Bound::Open(v) => Some(Bound::Open(multiply(v, factor, toward)?)),
            Bound::Unbounded => Some(Bound::Unbounded),
        };
        Some(Self { low: end(self.low, Toward::Down)?, high: end(self.high, Toward::Up)? })
    }

    /// Whether `value` lies within.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        let above = match self.low {
            Bound::Closed(v) => value >= v,
            Bound::Open(v) => value > v,
            Bound::Unbounded => true,
        };
        above
            && match self.high {
                Bound::Closed(v) => value <= v,
                Bound::Open(v) => value < v,
                Bound::Unbounded => true,
            }
    }

    /// Whether some value lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// Whether some value of this one does not exceed some value of the other.
    #[must_use]
    pub fn may_be_at_most(&self, other: &Self) -> bool {
        below(self.low, other.high)
    }

    /// The smallest interval that holds both: rounded or truncated, whichever the office did.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self { low: outer(self.low, other.low, Ordering::Less), high: outer(self.high, other.high, Ordering::Greater) }
    }

    /// −x.
    #[must_use]
    pub fn negated(&self) -> Self {
        let flip = |bound| match bound {
            Bound::Closed(v) => Bound::Closed(-v),
            Bound::Open(v) => Bound::Open(-v),
            Bound::Unbounded => Bound::Unbounded,
        };
        Self { low: flip(self.high), high: flip(self.low) }
    }

    /// |x|.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        let mirrored = self.negated();
        let is_positive = |interval: &Self| interval.low.value().is_some_and(|v| v >= Decimal::ZERO);
        if is_positive(self) {
            *self
        } else if is_positive(&mirrored) {
            mirrored
        } else {
            Self { low: Bound::Closed(Decimal::ZERO), high: self.hull(&mirrored).high }
        }
    }

    /// x + y.
    #[must_use]
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        let end = |a: Bound, b: Bound, toward| match (a.value(), b.value()) {
            (Some(x), Some(y)) => Some(Bound::at(add(x, y, toward)?, a.is_closed() && b.is_closed())),
            _ => Some(Bound::Unbounded),
        };
        Some(Self { low: end(self.low, other.low, Toward::Down)?, high: end(self.high, other.high, Toward::Up)? })
    }

    /// x − y.
    #[must_use]
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.checked_add(&other.negated())
    }

    /// x × y.
    #[must_use]
    pub fn checked_mul(&self, other: &Self) -> Option<Self> {
        match (self.positive(), other.positive()) {
            (Some((a, b)), Some((c, d))) => {
                Some(ends(multiply(a, c, Toward::Down)?, multiply(b, d, Toward::Up)?, self, other))
            }
            _ => corners(self, other, End::times),
        }
    }

    /// x ÷ y for every y but zero; `None` also when y is zero and nothing else.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        let zero = Some(Decimal::ZERO);
        if other.as_point() == zero {
            return None;
        }
        if self.as_point() == zero {
            return Some(*self);
        }
        if let (Some((a, b)), Some((c, d))) = (self.positive(), other.positive()) {
            let crossed = Self { low: other.high, high: other.low };
            return Some(ends(divide(a, d, Toward::Down)?, divide(b, c, Toward::Up)?, self, &crossed));
        }
        let inside = other.contains(Decimal::ZERO) && other.low.value() != zero && other.high.value() != zero;
        if inside { Some(Self::ALL) } else { corners(self, other, End::over) }
    }

    /// The ends of an interval above zero, as almost all are.
    fn positive(&self) -> Option<(Decimal, Decimal)> {
        let (low, high) = (self.low.value()?, self.high.value()?);
        (!low.is_sign_negative() && !low.is_zero()).then_some((low, high))
    }
}

/// From one end to the other, where the low ends of `x` and `y` meet in the one and the high ends in the other.
fn ends(low: Decimal, high: Decimal, x: &Interval, y: &Interval) -> Interval {
    Interval {
        low: Bound::at(low, x.low.is_closed() && y.low.is_closed()),
        high: Bound::at(high, x.high.is_closed() && y.high.is_closed()),
    }
}

/// Whether a lower end and an upper end leave room for a value.
fn below(low: Bound, high: Bound) -> bool {
    let (Some(a), Some(b)) = (low.value(), high.value()) else { return true };
    match a.cmp(&b) {
        Ordering::Less => true,
        Ordering::Equal => low.is_closed() && high.is_closed(),
        Ordering::Greater => false,
    }
}

/// The end that lies further out; `outwards` tells where that is.
fn outer(a: Bound, b: Bound, outwards: Ordering) -> Bound {
    let (Some(x), Some(y)) = (a.value(), b.value()) else { return Bound::Unbounded };
    match x.cmp(&y) {
        Ordering::Equal => Bound::at(x, a.is_closed() || b.is_closed()),
        order if order == outwards => a,
        _ => b,
    }
}

/// A place on the number line with both infinities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    MinusInfinity,
    At(Decimal),
    PlusInfinity,
}

/// One end of an interval while it is being multiplied or divided.
#[derive(Clone, Copy)]
struct End {
    place: Place,
    closed: bool,
    /// Which side of the interval it is: a limit zero is approached from the other side.
    side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl End {
    fn both(interval: &Interval) -> [Self; 2] {
        let end = |bound: Bound, infinity, side| Self {
            place: bound.value().map_or(infinity, Place::At),
            closed: bound.is_closed(),
            side,
        };
        [end(interval.low, Place::MinusInfinity, Side::Low), end(interval.high, Place::PlusInfinity, Side::High)]
    }

    /// −1, 0, 1.
    fn sign(self) -> i8 {
        match self.place {
            Place::MinusInfinity => -1,
            Place::PlusInfinity => 1,
            Place::At(v) if v.is_zero() => 0,
            Place::At(v) => {
                if v.is_sign_negative() {
                    -1
                } else {
                    1
                }
            }
        }
    }

    fn infinity(sign: i8) -> (Place, bool) {
        (if sign < 0 { Place::MinusInfinity } else { Place::PlusInfinity }, false)
    }

    fn times(self, other: Self, toward: Toward) -> Option<(Place, bool)> {
        let (a, b) = match (self.place, other.place) {
            (Place::At(a), Place::At(b)) => (a, b),
            _ if self.sign() * other.sign() != 0 => return Some(Self::infinity(self.sign() * other.sign())),
            // Zero times anything however large is zero.
            _ => (Decimal::ZERO, Decimal::ZERO),
        };
        let zero_is_hit = self.sign() == 0 && self.closed || other.sign() == 0 && other.closed;
        Some((Place::At(multiply(a, b, toward)?), self.closed && other.closed || zero_is_hit))
    }

    fn over(self, other: Self, toward: Toward) -> Option<(Place, bool)> {
        let zero = (Place::At(Decimal::ZERO), self.sign() == 0 && self.closed);
        match (self.place, other.place) {
            _ if self.sign() == 0 => Some(zero),
            // A denominator that ends at zero comes near it from inside the interval.
            (_, Place::At(b)) if b.is_zero() => {
                Some(Self::infinity(if other.side == Side::Low { self.sign() } else { -self.sign() }))
            }
            (Place::At(a), Place::At(b)) => Some((Place::At(divide(a, b, toward)?), self.closed && other.closed)),
            (Place::At(_), _) | (_, Place::MinusInfinity | Place::PlusInfinity) => {
                Some((Place::At(Decimal::ZERO), false))
            }
            (_, Place::At(_)) => Some(Self::infinity(self.sign() * other.sign())),
        }
    }
}

/// The interval that the four combinations of ends span; right for operations that are monotone in each operand.
fn corners(
    x: &Interval,
    y: &Interval,
    operation: impl Fn(End, End, Toward) -> Option<(Place, bool)>,
) -> Option<Interval> {
    let extreme = |toward, outwards| {
        let mut found: Option<(Place, bool)> = None;
        for a in End::both(x) {
            for b in End::both(y) {
                let next = operation(a, b, toward)?;
                found = Some(match found {
                    None => next,
                    Some(best) => match next.0.cmp(&best.0) {
                        Ordering::Equal => (best.0, best.1 || next.1),
                        order if order == outwards => next,
                        _ => best,
                    },
                });
            }
        }
        found.map(|(place, closed)| match place {
            Place::At(v) => Bound::at(v, closed),
            Place::MinusInfinity | Place::PlusInfinity => Bound::Unbounded,
        })
    };
    Some(Interval { low: extreme(Toward::Down, Ordering::Less)?, high: extreme(Toward::Up, Ordering::Greater)? })
}
