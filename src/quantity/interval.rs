use std::cmp::Ordering;

use rust_decimal::Decimal;

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
}

/// 取值区间. All values that a printed number may stand for; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: Bound,
    /// Upper end.
    pub high: Bound,
}

impl Interval {
    /// Exactly `value`.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Self { low: Bound::Closed(value), high: Bound::Closed(value) }
    }

    /// `[value − half, value + half]`: what a rounded number may have been.
    #[must_use]
    pub fn around(value: Decimal, half: Decimal) -> Self {
        Self { low: Bound::Closed(value - half), high: Bound::Closed(value + half) }
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
}

/// Whether a lower end and an upper end leave room for a value.
fn below(low: Bound, high: Bound) -> bool {
    let (Some(a), Some(b)) = (low.value(), high.value()) else { return true };
    match a.cmp(&b) {
        Ordering::Less => true,
        Ordering::Equal => matches!((low, high), (Bound::Closed(_), Bound::Closed(_))),
        Ordering::Greater => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn ends_decide_whether_intervals_meet() {
        let over = Interval { low: Bound::Closed(d("19")), high: Bound::Open(d("20")) };
        assert!(over.contains(d("19.99")) && !over.contains(d("20")));
        assert!(!over.meets(&Interval::point(d("20"))));
        assert!(Interval::around(d("609.55"), d("0.005")).meets(&Interval::point(d("609.555"))));
    }
}
