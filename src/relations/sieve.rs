//! 筛. Whether numbers come so near a total that it is worth the judge's while to weigh them.
//!
//! Where words leave open whether a list is complete, or which figure it divides, its sum may tell. A sieve only picks
//! what is put to the judge; what holds, the judge says.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};

use super::near::{self, is_one_slip_apart};

/// 累加. The sum of parts with what rounding may hide in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    sum: Decimal,
    /// Last digits of the parts, which is twice what rounding may hide.
    steps: Decimal,
}

impl Tally {
    /// The sum of parts; of changes those that go the other way than the whole are taken off.
    pub(super) fn of(parts: &[&Figure], total: &Figure) -> Self {
        let mut tally = Self::default();
        let goes_against = |part: &Figure| part.direction.zip(total.direction).is_some_and(|(a, b)| a != b);
        parts.iter().for_each(|part| tally.add(part, total.role == Some(Role::Change) && goes_against(part)));
        tally
    }

    /// Adds a part, or takes it away.
    pub(super) fn add(&mut self, part: &Figure, is_less: bool) {
        let value = if is_less { -part.value } else { part.value };
        self.sum = self.sum.checked_add(value).unwrap_or(Decimal::MAX);
        self.steps = self.steps.checked_add(last_digit(part)).unwrap_or(Decimal::MAX);
    }

    /// Whether the sum comes within rounding of the total.
    pub(super) fn adds_up(&self, total: &Figure) -> bool {
        let gap = self.sum.checked_sub(total.value).and_then(|gap| gap.abs().checked_mul(Decimal::TWO));
        gap.zip(self.steps.checked_add(last_digit(total))).is_some_and(|(gap, slack)| gap <= slack)
    }

    /// What the parts add to.
    pub(super) fn sum(&self) -> Decimal {
        self.sum
    }

    /// Whether the sum is more than twice the total: no further part brings them together.
    pub(super) fn is_far_above(&self, total: &Figure) -> bool {
        self.sum.checked_div(Decimal::TWO).is_some_and(|half| half > total.value.abs())
    }
}

/// What rounding may hide in a figure, twice; nothing in what is counted one by one, or in 0万元.
pub(super) fn last_digit(figure: &Figure) -> Decimal {
    let is_whole = figure.printed.precision >= Decimal::ONE;
    let is_counted = matches!(figure.kind, Kind::Count | Kind::PersonTimes) && figure.printed.precision == Decimal::ONE;
    if is_counted || is_whole && figure.value.is_zero() { Decimal::ZERO } else { figure.printed.precision }
}

/// Digits of a total for which a gap of one slip is no accident: of a wrong digit, and of any other slip.
const WRONG_DIGIT: usize = 5;
const OTHER_SLIP: usize = 4;

/// Digits for which a number written ten or ten thousand times too large is no other number.
const OWN_DIGITS: usize = 3;

/// Whether one slip of the pen, in the total or in one part, leaves the gap between them.
pub(super) fn is_a_slip_away(parts: &[&Figure], total: &Figure) -> bool {
    let tally = Tally::of(parts, total);
    let Some(gap) = total.value.checked_sub(tally.sum).filter(|gap| !gap.is_zero()) else { return false };
    let n_telling = n_telling(parts, total);
    let as_printed = |figure: &Figure, value: Decimal| {
        // 36.40亿元 is 364000 of the unit: lost digits are counted in what was printed.
        let is_of_hundred_millions = figure.kind == Kind::Amount && figure.printed.precision >= Decimal::TEN;
        if is_of_hundred_millions { value.checked_div(Decimal::from(10_000)).unwrap_or(value) } else { value }
    };
    let pair = |figure: &Figure, meant: Decimal| (as_printed(figure, figure.value), as_printed(figure, meant));
    let meant = |part: &&Figure| Some(pair(part, part.value.checked_add(gap)?));
    let repairs = parts.iter().filter_map(meant).chain([pair(total, tally.sum)]);
    n_telling >= OTHER_SLIP
        && repairs.filter_map(|(printed, meant)| slip(printed, meant)).any(|n_digits| n_telling >= n_digits)
}

/// Digits of a total that tell it apart: zeros that all the numbers end with do not.
fn n_telling(parts: &[&Figure], total: &Figure) -> usize {
    let values = || parts.iter().map(|part| part.value).chain([total.value]).filter(|value| !value.is_zero());
    let scale = values().map(|value| value.normalize().scale()).max().unwrap_or(0);
    let n_zeros = values().map(|value| digits(value, scale)).map(|d| d.len() - d.trim_end_matches('0').len()).min();
    digits(total.value, scale).len().saturating_sub(n_zeros.unwrap_or(0))
}

/// Digits with so many behind the point, without the point.
fn digits(value: Decimal, scale: u32) -> String {
    let mut value = value.abs();
    value.rescale(scale);
    value.mantissa().to_string()
}

/// How many digits tell that a number was printed for another by one slip: two neighbours swapped, one digit lost or
/// added, the point moved, a digit wrong; none where no slip explains it.
fn slip(printed: Decimal, meant: Decimal) -> Option<usize> {
    if meant <= Decimal::ZERO || printed <= Decimal::ZERO {
        return None;
    }
    let (a, b) = (printed.normalize().to_string(), meant.normalize().to_string());
    let own = |number: &str| number.replace('.', "").trim_matches('0').to_owned();
    let is_scaled = own(&a) == own(&b) && own(&a).len() >= OWN_DIGITS;
    if is_swapped(printed, meant) || is_scaled || is_one_short(&a, &b) || is_one_short(&b, &a) {
        return Some(OTHER_SLIP);
    }
    is_one_slip_apart(printed, meant).then_some(WRONG_DIGIT)
}

/// Whether a number has been printed for another by a slip that leaves most of its digits, and has enough of them.
pub(super) fn is_telling_slip(printed: Decimal, meant: Decimal) -> bool {
    near::is_telling(printed) && near::is_telling(meant) && slip(printed, meant) == Some(OTHER_SLIP)
}

/// Whether two neighbouring digits changed places: 1486.20 and 1468.20.
pub(super) fn is_swapped(a: Decimal, b: Decimal) -> bool {
    let scale = a.normalize().scale().max(b.normalize().scale());
    let (a, b) = (digits(a, scale).into_bytes(), digits(b, scale).into_bytes());
    let differing = || (0..a.len()).filter(|&n| a[n] != b[n]);
    let pair: Vec<usize> = if a.len() == b.len() { differing().take(3).collect() } else { Vec::new() };
    matches!(pair[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// Whether one character taken out of `long` leaves `short`.
fn is_one_short(short: &str, long: &str) -> bool {
    let shared = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    short.len() + 1 == long.len() && short.len() > OWN_DIGITS && short.get(shared..) == long.get(shared + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_slip(printed: &str, meant: &str) -> bool {
        slip(printed.parse().unwrap(), meant.parse().unwrap()).is_some()
    }

    #[test]
    fn one_slip_apart() {
        assert!(is_slip("7.90", "7.09") && is_slip("323.00", "233.00") && is_slip("25300", "25000"));
        assert!(is_slip("22.8", "22.38") && is_slip("1489.80", "149.80") && is_slip("222.38", "22.38"));
        assert!(is_slip("32.300", "323.00") && is_slip("0.0386", "386"));
    }

    #[test]
    fn two_slips_apart() {
        assert!(
            !is_slip("7.90", "7.23") && !is_slip("323.00", "245.00") && !is_slip("100", "65") && !is_slip("20", "3")
        );
        assert!(!is_slip("22.38", "-22.38") && !is_slip("0", "10"));
    }
}
