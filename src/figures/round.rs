//! 整数词. Round numbers that a word bounds and no digit opens: 上万吨, 数百人, 超百万元, 百余户, 半个百分点, 占一半.

use rust_decimal::Decimal;

use crate::quantity::unit::{self, Dimension, UnitWord};
use crate::quantity::{Bound, Interval};
use crate::text::script::{blank_prefix, is_han};
use crate::text::{Span, any_of};

use super::approximation::{self, Limit};
use super::number::{Around, Raw};
use super::{Approximation, Kind};

/// Reads a round number at `at`.
pub(super) fn read(around: Around<'_>, at: usize) -> Option<Raw> {
    let rest = around.from(at);
    match rest.chars().next()? {
        '十' | '百' | '千' | '万' | '亿' => magnitude(around, at),
        '半' => half_point(around, at),
        '一' if rest.starts_with("一半") => one_half(around, at),
        _ => None,
    }
}

/// How the word beside a bare magnitude bounds it.
enum Told {
    /// 数, 几: some of them.
    Some,
    /// 余, 多 behind, or a limit before.
    Limit(Limit),
}

fn magnitude(around: Around<'_>, at: usize) -> Option<Raw> {
    let rest = around.from(at);
    let mut value = Decimal::ONE;
    let mut len = 0;
    for c in rest.chars() {
        let by = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => break,
        };
        value = value.checked_mul(Decimal::from(by))?;
        len += c.len_utf8();
    }
    let before = around.upto(at);
    let previous = before.chars().next_back();
    let mut end = at + len;
    let over = around.from(end).chars().next().filter(|&c| matches!(c, '余' | '多' | '来'));
    let (told, start) = match previous {
        Some(c @ ('数' | '几'))
            if !matches!(
                before.chars().rev().nth(1),
                Some('总' | '人' | '户' | '个' | '次' | '倍' | '指' | '参' | '系' | '基' | '计' | '算' | '决')
            ) =>
        {
            (Told::Some, at - c.len_utf8())
        }
        Some(c @ '上')
            if !matches!(
                before.chars().rev().nth(1),
                Some('以' | '成' | '百' | '网' | '线' | '马' | '晚' | '路' | '街' | '会' | '村')
            ) =>
        {
            (Told::Limit(Limit::AtLeast), at - c.len_utf8())
        }
        _ => match approximation::before(before) {
            Some((limit, n)) if limit != Limit::About => (Told::Limit(limit), at - n),
            _ if over.is_some() && !rest.starts_with(['十', '万', '亿']) && !previous.is_some_and(is_counting) => {
                (Told::Limit(Limit::Over), at)
            }
            _ => return None,
        },
    };
    if start < around.start || start < around.floor {
        return None;
    }
    if let Some(c) = over {
        end += c.len_utf8();
        // 百余万元: the magnitude goes on behind.
        let (by, len) = match around.from(end).chars().next() {
            Some('万') => (10_000, '万'.len_utf8()),
            Some('亿') => (100_000_000, '亿'.len_utf8()),
            _ => (1, 0),
        };
        value = value.checked_mul(Decimal::from(by))?;
        end += len;
    }
    let unit_at = end + blank_prefix(around.from(end));
    let (unit, unit_end) = unit::read(&around.text[..around.end], unit_at)?;
    let (kind, factor, name) = measured(unit)?;
    let value = value.checked_mul(factor)?;
    let (interval, approximation) = match told {
        Told::Some => {
            let high = value.checked_mul(Decimal::TEN)?;
            (Interval { low: Bound::Closed(value), high: Bound::Open(high) }, Approximation::Over)
        }
        Told::Limit(limit) => (limit.interval(value, value), limit.approximation()),
    };
    Some(Raw {
        span: Span::new(start, unit_end),
        number: Span::new(at, at + len),
        unit_span: Span::new(unit_at, unit_end),
        kind,
        value,
        unit: name,
        per: None,
        interval,
        approximation,
        place: value,
        note: None,
    })
}

/// 几百 and 三百 are read elsewhere or told by a digit before.
fn is_counting(c: char) -> bool {
    crate::quantity::numeral::may_begin(c) || matches!(c, '百' | '千' | '万' | '亿' | '第' | '成')
}

/// Kind, factor and name of the units that a round number may count.
fn measured(unit: &UnitWord) -> Option<(Kind, Decimal, String)> {
    match unit.dimension {
        Dimension::Money(currency) => {
            Some((Kind::Amount, unit.factor().checked_mul(Decimal::new(1, 4))?, format!("万{currency}")))
        }
        Dimension::Count => Some((Kind::Count, unit.factor(), unit.canonical.to_owned())),
        Dimension::PersonTimes => Some((Kind::PersonTimes, unit.factor(), unit.canonical.to_owned())),
        Dimension::Multiple => Some((Kind::Multiple, unit.factor(), unit.canonical.to_owned())),
        _ => None,
    }
}

/// 半个百分点.
fn half_point(around: Around<'_>, at: usize) -> Option<Raw> {
    let unit_at = at + '半'.len_utf8();
    let (unit, end) = unit::read(&around.text[..around.end], unit_at)?;
    let half = Decimal::new(5, 1);
    (unit.dimension == Dimension::PercentagePoints).then(|| Raw {
        span: Span::new(at, end),
        number: Span::new(at, unit_at),
        unit_span: Span::new(unit_at, end),
        kind: Kind::PercentagePoints,
        value: half,
        unit: unit.canonical.to_owned(),
        per: None,
        interval: Interval::around(half, Decimal::new(25, 2)),
        approximation: Approximation::Exact,
        place: half,
        note: None,
    })
}

/// 占一半, 超过一半: fifty in a hundred.
fn one_half(around: Around<'_>, at: usize) -> Option<Raw> {
    let before = around.upto(at);
    let limit = approximation::before(before);
    let stands = limit.is_some() || any_of!["占", "占了", "占比", "的", "达", "达到"].end(before);
    let end = at + "一半".len();
    let closes = around.from(end).chars().next().is_none_or(|c| !is_han(c) || matches!(c, '以' | '左' | '的'));
    if !stands || !closes {
        return None;
    }
    let (limit, span_end) = match approximation::after(around.from(end)) {
        Some((after, len)) => (Some(limit.map_or(after, |(l, _)| l)), end + len),
        None => (limit.map(|(l, _)| l), end),
    };
    let start = approximation::before(before).map_or(at, |(_, len)| at - len);
    let (value, step) = (Decimal::from(50), Decimal::TEN);
    let (interval, approximation) = limit
        .map_or((Interval::around(value, Decimal::from(5)), Approximation::Exact), |l| {
            (l.interval(value, step), l.approximation())
        });
    Some(Raw {
        span: Span::new(start, span_end),
        number: Span::new(at, end),
        unit_span: Span::new(end, end),
        kind: Kind::Percentage,
        value,
        unit: "%".to_owned(),
        per: None,
        interval,
        approximation,
        place: step,
        note: None,
    })
}
