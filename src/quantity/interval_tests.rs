//! Interval arithmetic against exact fractions of whole numbers without limit.

use num_rational::BigRational;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Bound, Interval};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// `[19,20)` in the notation of mathematics; `-inf` and `inf` for no limit.
fn interval(text: &str) -> Interval {
    let (low, high) = text[1..text.len() - 1].split_once(',').unwrap();
    let bound = |number: &str, closed| match number {
        "-inf" | "inf" => Bound::Unbounded,
        _ if closed => Bound::Closed(d(number)),
        _ => Bound::Open(d(number)),
    };
    Interval { low: bound(low, text.starts_with('[')), high: bound(high, text.ends_with(']')) }
}

#[test]
fn ends_decide_whether_intervals_meet() {
    let over = interval("[19,20)");
    assert!(over.contains(d("19.99")) && !over.contains(d("20")));
    assert!(!over.meets(&Interval::point(d("20"))));
    assert!(Interval::around(d("609.55"), d("0.005")).meets(&Interval::point(d("609.555"))));
    assert!(interval("(3,4)").may_be_at_most(&Interval::point(d("3.5"))));
    assert!(!interval("(3,4)").may_be_at_most(&Interval::point(d("3"))));
}

#[test]
fn rounded_or_truncated() {
    let either = Interval::around(d("31.5"), d("0.05")).hull(&Interval::truncated(d("31.5"), d("0.1")));
    assert_eq!(either, interval("[31.45,31.6)"));
    assert_eq!(Interval::truncated(d("-3.2"), d("0.1")), interval("(-3.3,-3.2]"));
    assert_eq!(Interval::truncated(d("0"), d("0.1")), interval("(-0.1,0.1)"));
}

#[test]
fn ends_of_results() {
    let table = [
        ("[1,2]", '+', "(3,inf)", "(4,inf)"),
        ("[1,2)", '-', "[0,1]", "[0,2)"),
        ("[-1,2]", '*', "[3,4)", "(-4,8)"),
        ("[0,2]", '*', "(-inf,5)", "(-inf,10)"),
        ("[0,0]", '*', "(-inf,inf)", "[0,0]"),
        ("(0,1]", '*', "(1,inf)", "(0,inf)"),
        ("[1,2]", '/', "[4,8)", "(0.125,0.5]"),
        ("[1,2]", '/', "[0,4]", "[0.25,inf)"),
        ("[1,2]", '/', "(-4,0)", "(-inf,-0.25)"),
        ("[1,2]", '/', "[-1,1]", "(-inf,inf)"),
        ("[1,2]", '/', "[2,inf)", "(0,1]"),
        ("[0,2]", '/', "[2,inf)", "[0,1]"),
        ("[3,inf)", '/', "[2,inf)", "(0,inf)"),
        ("(-inf,-3]", '/', "(0,6]", "(-inf,-0.5]"),
    ];
    for (a, operation, b, expected) in table {
        let (a, b) = (interval(a), interval(b));
        let result = match operation {
            '+' => a.checked_add(&b),
            '-' => a.checked_sub(&b),
            '*' => a.checked_mul(&b),
            _ => a.checked_div(&b),
        };
        assert_eq!(result, Some(interval(expected)), "{a:?} {operation} {b:?}");
    }
    assert_eq!(interval("[1,2]").checked_div(&interval("[0,0]")), None);
}

#[test]
fn magnitudes() {
    assert_eq!(interval("[-3,-1)").magnitude(), interval("(1,3]"));
    assert_eq!(interval("(-3,1]").magnitude(), interval("[0,3)"));
    assert_eq!(interval("[0,1]").magnitude(), interval("[0,1]"));
    assert_eq!(interval("(-inf,-1]").magnitude(), interval("[1,inf)"));
}

#[test]
fn out_of_range_is_told_not_panicked() {
    let huge = Interval::point(Decimal::MAX);
    assert_eq!(huge.checked_add(&Interval::point(Decimal::ONE)), None);
    assert_eq!(huge.checked_mul(&Interval::point(Decimal::TWO)), None);
    assert_eq!(huge.checked_div(&Interval::point(d("0.5"))), None);
    assert_eq!(Interval::around(Decimal::MAX, Decimal::ONE), Interval::ALL);
    assert_eq!(Interval::truncated(Decimal::MIN, Decimal::ONE), Interval::ALL);
}

fn exact(value: Decimal) -> BigRational {
    BigRational::new(value.mantissa().into(), 10_i128.pow(value.scale()).into())
}

fn holds(interval: &Interval, value: &BigRational) -> bool {
    let above = match interval.low {
        Bound::Closed(v) => *value >= exact(v),
        Bound::Open(v) => *value > exact(v),
        Bound::Unbounded => true,
    };
    above
        && match interval.high {
            Bound::Closed(v) => *value <= exact(v),
            Bound::Open(v) => *value < exact(v),
            Bound::Unbounded => true,
        }
}

/// Small printed numbers most of the time, numbers at the limits of a decimal sometimes.
fn decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        6 => (-100_000_i64..100_000, 0_u32..4).prop_map(|(m, s)| Decimal::new(m, s)),
        1 => (any::<i64>(), 0_u32..=28).prop_map(|(m, s)| Decimal::new(m, s)),
        1 => (any::<i128>(), 0_u32..=28).prop_map(|(m, s)| Decimal::from_i128_with_scale(m >> 32, s)),
    ]
}

/// An interval with one of its values.
fn member() -> impl Strategy<Value = (Interval, Decimal)> {
    (decimal(), decimal(), decimal(), 0_u8..3, 0_u8..3).prop_map(|(a, b, c, low, high)| {
        let mut ends = [a, b, c];
        ends.sort();
        let [a, inner, c] = ends;
        let bound = |end: Decimal, kind| match kind {
            0 => Bound::Unbounded,
            1 if end != inner => Bound::Open(end),
            _ => Bound::Closed(end),
        };
        (Interval { low: bound(a, low), high: bound(c, high) }, inner)
    })
}

proptest! {
    #[test]
    fn results_contain_the_exact_result((x, a) in member(), (y, b) in member()) {
        let (p, q) = (exact(a), exact(b));
        if let Some(sum) = x.checked_add(&y) {
            prop_assert!(holds(&sum, &(&p + &q)));
        }
        if let Some(difference) = x.checked_sub(&y) {
            prop_assert!(holds(&difference, &(&p - &q)));
        }
        if let Some(product) = x.checked_mul(&y) {
            prop_assert!(holds(&product, &(&p * &q)));
        }
        if !b.is_zero() && let Some(quotient) = x.checked_div(&y) {
            prop_assert!(holds(&quotient, &(&p / &q)), "{quotient:?}");
        }
        prop_assert!(x.magnitude().contains(a.abs()));
        prop_assert!(x.hull(&y).contains(a) && x.hull(&y).contains(b));
    }

    #[test]
    fn small_numbers_stay_exact(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000) {
        let (x, y) = (Decimal::new(a, 2), Decimal::new(b, 2));
        let (p, q) = (Interval::point(x), Interval::point(y));
        prop_assert_eq!(p.checked_add(&q), Some(Interval::point(x + y)));
        prop_assert_eq!(p.checked_mul(&q), Some(Interval::point(x * y)));
        if !y.is_zero() {
            prop_assert_eq!((x * y).checked_div(y).map(Interval::point), Interval::point(x * y).checked_div(&q));
        }
    }

    #[test]
    fn operands_may_change_places((x, _) in member(), (y, _) in member()) {
        prop_assert_eq!(x.checked_add(&y), y.checked_add(&x));
        prop_assert_eq!(x.checked_mul(&y), y.checked_mul(&x));
        prop_assert_eq!(x.hull(&y), y.hull(&x));
        prop_assert_eq!(x.meets(&y), y.meets(&x));
        prop_assert_eq!(x.negated().negated(), x);
    }

    #[test]
    fn wider_operands_give_wider_results((x, _) in member(), (y, _) in member(), (z, _) in member()) {
        let wide = x.hull(&z);
        let inside = |narrow: Option<Interval>, wide: Option<Interval>| match (narrow, wide) {
            (Some(narrow), Some(wide)) => narrow.hull(&wide) == wide,
            _ => true,
        };
        prop_assert!(inside(x.checked_add(&y), wide.checked_add(&y)));
        prop_assert!(inside(x.checked_mul(&y), wide.checked_mul(&y)));
        prop_assert!(inside(x.checked_div(&y), wide.checked_div(&y)));
        prop_assert!(inside(Some(x.magnitude()), Some(wide.magnitude())));
    }

    #[test]
    fn meeting_is_sharing_a_value((x, a) in member(), (y, _) in member()) {
        if y.contains(a) {
            prop_assert!(x.meets(&y));
        }
        if !x.meets(&y) {
            prop_assert!(!y.contains(a) && (x.may_be_at_most(&y) != y.may_be_at_most(&x)));
        }
    }
}
