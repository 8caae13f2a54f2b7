//! 角分. What stands behind 元 and 块: 3元5角2分, 8角5分, 12块5毛.

use rust_decimal::Decimal;

use crate::quantity::numeral::{self, Numeral, Reading};
use crate::quantity::unit::{self, UnitWord};
use crate::text::script::{fold, is_han};

use super::number::Around;

/// 更小的钱. The part of an amount told behind its first unit.
pub(super) struct Change {
    /// In the unit printed before: 元 or 角.
    pub(super) value: Decimal,
    /// One unit of its last digit.
    pub(super) place: Decimal,
    /// One past its last byte.
    pub(super) end: usize,
}

/// 3元5角2分, 8角5分, 3元零5分: what stands at `at`, behind 元 or 角.
pub(super) fn change(around: Around<'_>, at: usize, unit: &UnitWord) -> Option<Change> {
    // Both in the unit printed before.
    let (tenth, hundredth) = (Decimal::new(1, 1), Decimal::new(1, 2));
    if unit.text == "角" {
        return coins(around, at, "分").map(|(cents, end)| Change { value: cents * tenth, place: tenth, end });
    }
    let (tenths, cents_at) = match coins(around, at, "角").or_else(|| coins(around, at, "毛")) {
        Some((tenths, end)) => (Some(tenths), end),
        None => (None, at),
    };
    let whole = tenths.unwrap_or(Decimal::ZERO) * tenth;
    match (coins(around, cents_at, "分"), tenths) {
        (Some((cents, end)), _) => Some(Change { value: whole + cents * hundredth, place: hundredth, end }),
        (None, Some(_)) => Some(Change { value: whole, place: tenth, end: cents_at }),
        (None, None) => None,
    }
}

/// One digit and the name of its coin at `at`, a 零 before it allowed: its value and where it ends.
fn coins(around: Around<'_>, at: usize, name: &str) -> Option<(Decimal, usize)> {
    let text = &around.text[..around.end];
    let at = at + if text[at..].starts_with('零') { '零'.len_utf8() } else { 0 };
    let n = digit(text, at)?;
    text[n.end..].starts_with(name).then(|| (n.value, n.end + name.len()))
}

fn digit(text: &str, at: usize) -> Option<Numeral> {
    match numeral::read(text, at) {
        Reading::Numeral(n) if n.value < Decimal::TEN && n.n_decimals == 0 => Some(n),
        _ => None,
    }
}

/// 12块5毛, 3块5: 块 counts money where a coin or a last digit stands behind it at `at`.
pub(super) fn spoken(around: Around<'_>, at: usize, unit: &UnitWord) -> Option<&'static UnitWord> {
    if unit.text != "块" {
        return None;
    }
    let text = &around.text[..around.end];
    let n = digit(text, at)?;
    let closes = !text[n.end..].starts_with(|c: char| is_han(c) || fold(c).is_ascii_alphanumeric());
    if text[n.end..].starts_with('毛') || closes { unit::named("元") } else { None }
}

/// 3块5: the digit that stands for 毛, and where it ends.
pub(super) fn last_digit(around: Around<'_>, at: usize) -> Option<Change> {
    let n = digit(&around.text[..around.end], at)?;
    let tenth = Decimal::new(1, 1);
    Some(Change { value: n.value * tenth, place: tenth, end: n.end })
}
