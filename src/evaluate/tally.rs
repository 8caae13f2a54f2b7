use std::ops::AddAssign;

use rust_decimal::Decimal;

/// 计数. What the truth holds, what the program gave, and how many of both are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Things of the truth.
    pub gold: u32,
    /// Things of the program.
    pub output: u32,
    /// Things of both that agree.
    pub right: u32,
}

impl Tally {
    /// The truth's, and given right.
    pub(super) const RIGHT: Self = Self { gold: 1, output: 1, right: 1 };
    /// The truth's, and given otherwise.
    pub(super) const WRONG: Self = Self { gold: 1, output: 1, right: 0 };
    /// The truth's only.
    pub(super) const MISSED: Self = Self { gold: 1, output: 0, right: 0 };
    /// The program's only.
    pub(super) const INVENTED: Self = Self { gold: 0, output: 1, right: 0 };

    /// Percent of what was given that is right; `None` when nothing was given.
    #[must_use]
    pub fn precision(&self) -> Option<Decimal> {
        percent(self.right, self.output)
    }

    /// Percent of the truth that was given right; `None` when there is none.
    #[must_use]
    pub fn recall(&self) -> Option<Decimal> {
        percent(self.right, self.gold)
    }

    /// Harmonic mean of both, in percent.
    #[must_use]
    pub fn f1(&self) -> Option<Decimal> {
        percent(2 * self.right, self.gold + self.output)
    }
}

/// `part` of `whole` in percent, two decimals, never rounded up.
pub(super) fn percent(part: u32, whole: u32) -> Option<Decimal> {
    let hundredths = (u64::from(part) * 10_000).checked_div(u64::from(whole))?;
    Some(Decimal::from(hundredths) / Decimal::ONE_HUNDRED)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.output += other.output;
        self.right += other.right;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_cut_off_not_rounded() {
        let mut tally = Tally::MISSED;
        tally += Tally::RIGHT;
        tally += Tally::RIGHT;
        tally += Tally::INVENTED;
        assert_eq!(tally.recall(), Some(Decimal::new(6666, 2)));
        assert_eq!(tally.precision(), Some(Decimal::new(6666, 2)));
        assert_eq!(Tally::default().f1(), None);
        assert_eq!(Tally { gold: 100_000, output: 100_000, right: 99_999 }.f1(), Some(Decimal::new(9999, 2)));
    }
}
