//! Decimal arithmetic that is exact, or moves outwards where a result has more digits than a decimal holds.

use rust_decimal::Decimal;

/// Which way an inexact result moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// Not above the true result.
    Down,
    /// Not below the true result.
    Up,
}

/// `rounded` moved by one unit of its last place: past the true result, whichever way it was rounded.
fn outwards(rounded: Decimal, toward: Toward) -> Option<Decimal> {
    // What was rounded to zero forgot its scale.
    let scale = if rounded.is_zero() { Decimal::MAX_SCALE } else { rounded.scale() };
    let ulp = Decimal::new(1, scale);
    match toward {
        Toward::Down => rounded.checked_sub(ulp),
        Toward::Up => rounded.checked_add(ulp),
    }
}

/// a + b; `None` beyond the range.
pub(super) fn add(a: Decimal, b: Decimal, toward: Toward) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(if a.is_zero() { b } else { a });
    }
    let sum = a.checked_add(b)?;
    // A sum that keeps the finer scale has lost nothing.
    if sum.scale() >= a.scale().max(b.scale()) { Some(sum) } else { outwards(sum, toward) }
}

/// a × b; `None` beyond the range.
pub(super) fn multiply(a: Decimal, b: Decimal, toward: Toward) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let product = a.checked_mul(b)?;
    if is_product(product, a, b) { Some(product) } else { outwards(product, toward) }
}

/// a ÷ b for b ≠ 0; `None` beyond the range.
pub(super) fn divide(a: Decimal, b: Decimal, toward: Toward) -> Option<Decimal> {
    let quotient = a.checked_div(b)?;
    // More decimals than a product can have: one that kept every digit would have fewer.
    let may_be_exact = quotient.scale() + b.scale() <= Decimal::MAX_SCALE;
    let exact = a.is_zero()
        || may_be_exact
            && quotient.checked_mul(b).is_some_and(|product| product == a && is_product(product, quotient, b));
    if exact { Some(quotient) } else { outwards(quotient, toward) }
}

/// Whether a product of two numbers other than zero kept every digit.
fn is_product(product: Decimal, a: Decimal, b: Decimal) -> bool {
    product.scale() == a.scale() + b.scale()
}
