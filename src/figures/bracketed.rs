//! 括注的单位. Units in brackets beside a number: 12.5（万元）, 金额（万元）：12.5.

use rust_decimal::Decimal;

use crate::quantity::numeral::{Numeral, Script};
use crate::quantity::unit::{self, Dimension, UnitWord};
use crate::text::script::{blank_prefix, fold, is_blank, is_han};

use super::number::Around;

/// The unit in brackets behind or before the number `n` that begins at `at`, and where the figure ends.
///
/// The magnitude within the brackets becomes part of `n`.
pub(super) fn unit(around: Around<'_>, at: usize, n: &mut Numeral) -> Option<(&'static UnitWord, usize)> {
    if n.script != Script::Arabic || n.ends_in_magnitude || n.upper.is_some() {
        return None;
    }
    let (found, end) = behind(around, n.end).or_else(|| Some((before(around, at, n)?, n.end)))?;
    n.value = n.value.checked_mul(found.factor)?;
    n.place = n.place.checked_mul(found.factor)?;
    n.last_nonzero = n.last_nonzero.checked_mul(found.factor)?;
    n.ends_in_magnitude = found.factor > Decimal::ONE;
    Some((found.unit, end))
}

/// 括号中的单位. 万元 is 元 with a factor.
struct Bracketed {
    unit: &'static UnitWord,
    factor: Decimal,
}

/// 12.5（万元）
fn behind(around: Around<'_>, at: usize) -> Option<(Bracketed, usize)> {
    let skip = blank_prefix(around.from(at));
    let rest = around.from(at + skip);
    let inner = rest.strip_prefix(['（', '('])?;
    let close = inner.find(['）', ')'])?;
    let bracketed = parse(&inner[..close])?;
    let length = rest.len() - inner.len() + close + inner[close..].chars().next()?.len_utf8();
    Some((bracketed, at + skip + length))
}

/// 金额（万元）：12.5, 支出（元）12000: a number of its own behind, no first cell of a row.
fn before(around: Around<'_>, at: usize, n: &Numeral) -> Option<Bracketed> {
    let words = around.upto(at);
    let label = words.trim_end_matches(is_blank).trim_end_matches(['：', ':', '为']).trim_end_matches(is_blank);
    let told = label.len() < words.trim_end_matches(is_blank).len();
    // （万元）1200.00其中: decimals number no row.
    let closes = n.n_decimals > 0
        || !around.from(n.end).starts_with(|c: char| is_han(c) || is_blank(c) || fold(c).is_ascii_alphanumeric());
    let open = label.strip_suffix(['）', ')'])?.rfind(['（', '('])?;
    let inner = label[open..].trim_matches(|c| matches!(c, '（' | '(' | '）' | ')'));
    let named = label[..open].ends_with(is_han);
    (closes && named && (told || label.len() == words.len())).then(|| parse(inner)).flatten()
}

/// 万元, 元, %, 人次: units that are told in brackets.
fn parse(inner: &str) -> Option<Bracketed> {
    let (word, factor) = match inner.strip_prefix('万') {
        Some(rest) => (rest, Decimal::from(10_000)),
        None => match inner.strip_prefix('亿') {
            Some(rest) => (rest, Decimal::from(100_000_000)),
            None => (inner, Decimal::ONE),
        },
    };
    let unit = unit::named(word)?;
    let told = matches!(unit.dimension, Dimension::Money(_) | Dimension::Percentage | Dimension::PersonTimes);
    told.then_some(Bracketed { unit, factor })
}
