//! 一笔之差. A sieve for what we infer; the judge alone compares.

use rust_decimal::Decimal;

/// Whether two numbers are as far apart as one wrong digit or two neighbours changed round leave them: 0.18, 0.2, 900.
pub(super) fn is_one_slip_apart(a: Decimal, b: Decimal) -> bool {
    let Some(gap) = a.checked_sub(b).map(|gap| gap.abs().normalize()) else { return false };
    let mut digits = gap.mantissa().unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    let is_swap = digits.is_multiple_of(9) && digits / 9 < 9;
    !gap.is_zero() && (digits < 10 || is_swap)
}

/// Digits of two numbers for which it is no accident that they are one slip apart.
const TELLING_DIGITS: u32 = 4;

/// Whether two numbers of one name are so nearly written alike that one of them is a slip of the other: a digit or two
/// neighbours, or only the point and the unit.
pub(super) fn are_written_nearly_alike(a: Decimal, b: Decimal) -> bool {
    is_telling(a) && is_telling(b) && a != b && (digits(a) == digits(b) || is_one_slip_apart(a, b))
}

/// Whether a number has so many digits between its first and its last that is not zero.
pub(super) fn is_telling(value: Decimal) -> bool {
    digits(value).checked_ilog10().is_some_and(|n| n + 1 >= TELLING_DIGITS)
}

/// The digits of a number, whatever its size: 375 of 37.50 and of 37500.
fn digits(value: Decimal) -> u128 {
    let mut digits = value.normalize().mantissa().unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{are_written_nearly_alike, is_one_slip_apart};

    fn number(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap_or_default()
    }

    fn apart(a: &str, b: &str) -> bool {
        is_one_slip_apart(number(a), number(b))
    }

    #[test]
    fn only_long_numbers_are_written_nearly_alike() {
        for (a, b, alike) in [
            ("187.92", "18.792", true),
            ("1879200", "187.92", true),
            ("675.17", "657.17", true),
            ("675.17", "675.17", false),
            ("100", "120", false),
            ("675.17", "306.715", false),
        ] {
            assert_eq!(are_written_nearly_alike(number(a), number(b)), alike, "{a} {b}");
        }
    }

    #[test]
    fn a_digit_or_two_neighbours() {
        for (a, b) in [("847.86", "847.68"), ("304.83", "340.83"), ("30", "31"), ("1", "1000001"), ("0.20", "0.70")] {
            assert!(apart(a, b), "{a} {b}");
        }
    }

    #[test]
    fn equal_numbers_and_others_are_not() {
        for (a, b) in [("304.83", "304.830"), ("304.83", "335.19"), ("100", "112")] {
            assert!(!apart(a, b), "{a} {b}");
        }
    }
}
