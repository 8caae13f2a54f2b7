//! 成数与分数. Percentages in words: 百分之八十五, 千分之三, 八成, 九成五.

use rust_decimal::Decimal;

use crate::quantity::numeral::{self, Numeral, Reading, Script};
use crate::quantity::{Bound, Interval, unit};
use crate::text::script::is_han;
use crate::text::{Span, any_of};

use super::approximation::Limit;
use super::number::{Around, At, Raw, bounded, limit_after, limit_before, sign};
use super::{Approximation, Kind, guard, range};

/// 百分之八十五, 千分之三.
pub(super) fn read(around: Around<'_>, at: usize) -> Option<Raw> {
    let rest = around.from(at);
    if let Some(raw) = hundred(around, at).or_else(|| fraction(around, at)) {
        return Some(raw);
    }
    let (len, factor) = if rest.starts_with("百分之") {
        ("百分之".len(), Decimal::ONE)
    } else if rest.starts_with("千分之") {
        ("千分之".len(), Decimal::new(1, 1))
    } else if rest.starts_with("万分之") {
        ("万分之".len(), Decimal::new(1, 2))
    } else {
        return None;
    };
    let text = &around.text[..around.end];
    let value_at = at + len;
    let numeral = if text[value_at..].starts_with('百') {
        return Some(percent(around, at, value_at + '百'.len_utf8(), Decimal::ONE_HUNDRED * factor, factor));
    } else {
        match numeral::read(text, value_at) {
            Reading::Numeral(n) if n.upper.is_none() => n,
            _ => return None,
        }
    };
    let (value, place) = (numeral.value * factor, numeral.place * factor);
    let upper = upper_end(around, at, numeral.end, &rest[..len]);
    let Some((upper, end)) = upper.filter(|(upper, _)| upper * factor > value) else {
        return Some(percent(around, at, numeral.end, value, place));
    };
    Some(Raw {
        interval: Interval { low: Bound::Closed(value), high: Bound::Closed(upper * factor) },
        approximation: Approximation::Range,
        ..percent(around, at, end, value, place)
    })
}

/// 百分之五至百分之十, 百分之五到八: the upper number behind the dash at `end`, and where it ends.
fn upper_end(around: Around<'_>, at: usize, end: usize, prefix: &str) -> Option<(Decimal, usize)> {
    let rest = around.from(end);
    let upper_at = end + range::dash(rest)?;
    let named = around.from(upper_at).starts_with(prefix);
    if guard::from_before(around.upto(at)) {
        return None;
    }
    let upper_at = if named { upper_at + prefix.len() } else { upper_at };
    match numeral::read(&around.text[..around.end], upper_at) {
        // 百分之五到三个乡镇: a unit makes another number of it.
        Reading::Numeral(n) if n.upper.is_none() && (named || unit::read(around.text, n.end).is_none()) => {
            Some((n.value, n.end))
        }
        _ => None,
    }
}

/// 满意率百分百: where a rate is told; 百分百投入 is a way of speaking.
fn hundred(around: Around<'_>, at: usize) -> Option<Raw> {
    const WORD: &str = "百分百";
    let told = any_of!["率", "到", "达", "为", "均", "完成"].end(around.upto(at));
    let stands = told && around.from(at).starts_with(WORD);
    stands.then(|| percent(around, at, at + WORD.len(), Decimal::ONE_HUNDRED, Decimal::ONE))
}

/// 四分之三: a fraction that hundredths tell without loss; 三分之一 has no exact value.
fn fraction(around: Around<'_>, at: usize) -> Option<Raw> {
    const PARTS: &str = "分之";
    let text = &around.text[..around.end];
    let whole = |at: usize| match numeral::read(text, at) {
        Reading::Numeral(n) if n.script == Script::Chinese && n.upper.is_none() && n.n_decimals == 0 => Some(n),
        _ => None,
    };
    // Most numbers are no part of a fraction.
    let near: usize = around.from(at).chars().take(5).map(char::len_utf8).sum();
    around.from(at)[..near].contains(PARTS).then_some(())?;
    let parts = whole(at)?;
    if parts.value < Decimal::TWO || parts.value > Decimal::TEN || !around.from(parts.end).starts_with(PARTS) {
        return None;
    }
    let taken = whole(parts.end + PARTS.len())?;
    let value = taken.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(parts.value)?.normalize();
    let stands = taken.value < parts.value && value.scale() <= 2;
    stands.then(|| percent(around, at, taken.end, value, Decimal::TEN))
}

fn percent(around: Around<'_>, at: usize, end: usize, value: Decimal, place: Decimal) -> Raw {
    let (start, negative) = sign(around, at);
    let (limit, start) = limit_before(around, start);
    let value = if negative { -value } else { value };
    let (limit, full_end) = match around.from(end).strip_prefix('几') {
        // 百分之三十几
        Some(_) if place >= Decimal::TEN => (limit.or(Some(Limit::Over)), end + '几'.len_utf8()),
        _ => limit_after(around, end, limit),
    };
    let (interval, approximation) = bounded(value, place, place, limit, false);
    Raw {
        span: Span::new(start, full_end),
        number: Span::new(at, end),
        unit_span: Span::new(end, end),
        kind: Kind::Percentage,
        value,
        unit: "%".to_owned(),
        per: None,
        interval,
        approximation,
        place,
        note: None,
    }
}

/// 八成, 九成五: tenths as a percentage.
pub(super) fn tenths(around: Around<'_>, at: usize, n: &Numeral) -> Option<At> {
    let rest = around.from(n.end);
    let digits_ok = n.value >= Decimal::ONE && n.value < Decimal::TEN && n.n_decimals == 0 && !n.ends_in_magnitude;
    if !digits_ok || !rest.starts_with('成') || n.upper.is_some() && n.script == Script::Arabic {
        return None;
    }
    let mut end = n.end + '成'.len_utf8();
    let mut value = n.value * Decimal::TEN;
    let mut place = Decimal::TEN;
    if let Reading::Numeral(half) = numeral::read(&around.text[..around.end], end)
        && half.value < Decimal::TEN
        && half.n_decimals == 0
        && unit::read(around.text, half.end).is_none()
    {
        value += half.value;
        place = Decimal::ONE;
        end = half.end;
    } else if around.from(end).starts_with('半') {
        value += Decimal::from(5);
        place = Decimal::ONE;
        end += '半'.len_utf8();
    }
    let follower = around.from(end).chars().next();
    let told = around
        .upto(at)
        .chars()
        .next_back()
        .is_some_and(|c| matches!(c, '近' | '约' | '超' | '过' | '到' | '占' | '达' | '逾'));
    let closes = told
        || follower.is_none_or(|c| !is_han(c) || matches!(c, '以' | '左' | '的' | '多' | '是' | '为' | '和' | '由'));
    let previous = around.upto(at).chars().next_back();
    if !closes
        || previous.is_some_and(|c| matches!(c, '第' | '完' | '达'))
            && place == Decimal::TEN
            && n.script == Script::Arabic
            && follower.is_some_and(is_han)
    {
        return None;
    }
    let upper = n.upper.map(|u| u * Decimal::TEN);
    let mut raw = percent(around, at, end, value, place);
    if let Some(upper) = upper {
        raw.interval = Interval { low: Bound::Closed(value), high: Bound::Closed(upper) };
        raw.approximation = Approximation::Range;
    }
    Some(At::Figure(Box::new(raw)))
}
