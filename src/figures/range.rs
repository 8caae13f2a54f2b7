//! 区间. Two numbers joined by a dash: `3-5万元`, `80至90人`, `15%—20%`.

use rust_decimal::Decimal;

use crate::quantity::numeral::{self, Numeral, Reading};
use crate::quantity::unit::Dimension;
use crate::quantity::{Bound, Interval};
use crate::text::script::blank_prefix;
use crate::text::{Span, any_of};

use super::number::{Around, At, Parts, Raw, finish, infix_over, unit_at};
use super::{Approximation, guard, percent};

/// `3-5万元`, `80至90人`, `15%—20%`: unit and magnitude belong to both ends.
pub(super) fn read(around: Around<'_>, first: &Numeral, at: usize, start: usize, negative: bool) -> Option<At> {
    let text = &around.text[..around.end];
    let mut dash_at = behind_included(around, first.end);
    let first_unit = unit_at(around, first.end).filter(|(u, ..)| u.dimension != Dimension::NotFigure);
    let mut joined = dash(around.from(dash_at));
    let mut changes = false;
    // 介于1000元和3000元之间
    let mut between = false;
    if joined.is_none()
        && let Some((_, _, unit_end)) = first_unit
    {
        dash_at = behind_included(around, unit_end);
        joined = dash(around.from(dash_at));
        changes = guard::from_before(around.upto(start));
    }
    if joined.is_none() {
        joined = around.from(dash_at).chars().next().filter(|&c| matches!(c, '和' | '与')).map(char::len_utf8);
        between = joined.is_some();
    }
    let joined = joined?;
    let second_at = dash_at + joined + blank_prefix(around.from(dash_at + joined));
    let (sign_len, falls) = if between { (0, false) } else { sign_of_upper(around.from(second_at)) };
    let second_at = second_at + sign_len;
    if !around.from(second_at).chars().next().is_some_and(numeral::may_begin) {
        return None;
    }
    let Reading::Numeral(second) = numeral::read(text, second_at) else { return None };
    if around.from(second.end).starts_with('成')
        && let Some(tenths) = in_tenths(around, first, at, &second, second_at)
    {
        return Some(tenths);
    }
    let mut end_of_number = second.end;
    let over = infix_over(around, second.end).filter(|&e| unit_at(around, e).is_some());
    if let Some(e) = over {
        end_of_number = e;
    }
    let Some((unit, unit_start, unit_end)) = unit_at(around, end_of_number) else {
        // 2018-2020, phone numbers, 5-2: nothing here is a figure, unless the first end has a unit of its own.
        return if first_unit.is_some() || between { None } else { Some(At::Skip(second.end)) };
    };
    if between && !around.from(unit_end).starts_with("之间") {
        return None;
    }
    if unit.dimension == Dimension::NotFigure {
        return if changes { None } else { Some(At::Skip(unit_end)) };
    }
    // 由605元到650元 is a change, 从100元到200元不等 a range.
    if changes && !any_of!["不等", "之间", "区间", "范围"].begin(around.from(unit_end)) {
        return None;
    }
    if first_unit.is_some_and(|(u, ..)| u.dimension != unit.dimension) {
        return None;
    }
    if guard::not_a_figure(around.upto(at), &second, unit, around.from(unit_end)).is_some() {
        return Some(At::Skip(unit_end));
    }
    let (mut low, mut low_place) = (first.value, first.place);
    if second.ends_in_magnitude && !first.ends_in_magnitude && first_unit.is_none() {
        let magnitude = magnitude_of(&second);
        if low * magnitude <= second.value {
            low *= magnitude;
            low_place *= magnitude;
        }
    }
    let numeral = Numeral { value: low, upper: None, place: low_place, ..second.clone() };
    let (value, low) = (low, if negative { -low } else { low });
    let raw = finish(Parts {
        around,
        start,
        number: Span::new(at, second.digits_end),
        unit,
        unit_start,
        unit_end,
        negative,
        limit: None,
        numeral,
        value,
        place: low_place,
    })?;
    let upper = if falls { -second.value } else { second.value };
    // -5至-12℃ is told from the warmer end; 5-3 is no range that a reader would write.
    if low > upper && !(falls && negative) {
        return Some(At::Skip(unit_end));
    }
    let factor = if low.is_zero() { raw.place.checked_div(low_place)? } else { raw.value.checked_div(low)? };
    let high = upper.checked_mul(factor)?;
    Some(At::Figure(Box::new(Raw {
        value: raw.value.min(high),
        interval: Interval { low: Bound::Closed(raw.value.min(high)), high: Bound::Closed(raw.value.max(high)) },
        approximation: Approximation::Range,
        ..raw
    })))
}

/// Behind blanks and a bracketed 含: 80（含）-90分.
fn behind_included(around: Around<'_>, at: usize) -> usize {
    let skip = at + blank_prefix(around.from(at));
    let rest = around.from(skip);
    let included = ["（含）", "(含)", "（不含）", "(不含)"].into_iter().find(|w| rest.starts_with(w));
    included.map_or(skip, |word| skip + word.len() + blank_prefix(&rest[word.len()..]))
}

/// The sign of the upper end of a range: its length in bytes, and whether it is negative.
fn sign_of_upper(text: &str) -> (usize, bool) {
    const SIGNS: &[(&str, bool)] = &[
        ("零上", false),
        ("零下", true),
        ("+", false),
        ("＋", false),
        ("-", true),
        ("－", true),
        ("−", true),
        ("负", true),
    ];
    let found = SIGNS.iter().find(|(sign, _)| text.starts_with(sign));
    found.map_or((0, false), |(sign, falls)| (sign.len(), *falls))
}

/// 一至两成, 七到八成: both ends in tenths.
fn in_tenths(around: Around<'_>, first: &Numeral, at: usize, second: &Numeral, second_at: usize) -> Option<At> {
    let low = first.value.checked_mul(Decimal::TEN)?;
    match percent::tenths(around, second_at, second)? {
        At::Figure(raw) if low < raw.value => Some(At::Figure(Box::new(Raw {
            span: Span::new(at, raw.span.end as usize),
            number: Span::new(at, raw.number.end as usize),
            value: low,
            interval: Interval { low: Bound::Closed(low), high: Bound::Closed(raw.value) },
            approximation: Approximation::Range,
            ..*raw
        }))),
        _ => None,
    }
}

/// The power of ten that the magnitude words of a numeral are worth.
fn magnitude_of(n: &Numeral) -> Decimal {
    let mut magnitude = n.place;
    for _ in 0..n.n_decimals {
        magnitude *= Decimal::TEN;
    }
    magnitude
}

/// The dash, 至 or 到 that joins the ends of a range at the start of `text`: its length in bytes.
pub(super) fn dash(text: &str) -> Option<usize> {
    let c = text.chars().next()?;
    match c {
        '-' | '－' | '–' | '—' | '―' | '～' | '~' | '〜' | '至' | '到' | '˜' | '∼' => {
            let len = c.len_utf8();
            // —— is one dash.
            Some(if text[len..].starts_with(c) && matches!(c, '—' | '-' | '－' | '–') { len * 2 } else { len })
        }
        _ => None,
    }
}
