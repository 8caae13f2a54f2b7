//! Numbers in the unit they were printed in, for messages and lines of arithmetic.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Figure, FigureId, Kind};
use crate::text::script::fold;

use super::Report;

/// The unit as printed, magnitude included (`万元` for `57.36万元`), or the normal one where none was printed.
#[must_use]
pub fn unit<'a>(report: &Report<'a>, figure: &'a Figure) -> Cow<'a, str> {
    let number = report.slice(figure.printed.number);
    // Behind the digits; a number in Chinese numerals holds its magnitudes itself.
    let digits = number
        .rfind(|c| fold(c).is_ascii_digit())
        .map_or(number.len(), |at| at + number[at..].chars().next().map_or(0, char::len_utf8));
    let magnitude = number[digits..].trim();
    let printed = report.slice(figure.printed.unit).trim();
    if printed.is_empty() && magnitude.is_empty() || figure.kind == Kind::Percentage {
        Cow::Borrowed(&figure.unit)
    } else if magnitude.is_empty() {
        Cow::Borrowed(printed)
    } else {
        Cow::Owned(format!("{magnitude}{printed}"))
    }
}

/// Base units in one printed unit: 10 000 for the 万 of 万元 and of 万户.
#[must_use]
pub fn factor(report: &Report<'_>, figure: &Figure) -> Decimal {
    let printed = unit(report, figure);
    let scale = match figure.kind {
        Kind::Amount => &printed,
        _ => printed.strip_suffix(figure.unit.as_str()).unwrap_or(""),
    };
    let power = |c| match c {
        '十' => Some(10_u32),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    };
    scale.chars().take(3).map_while(power).fold(Decimal::ONE, |so_far, power| so_far * Decimal::from(power))
}

/// `value`, given in [`Figure::unit`], in the printed unit; `None` beyond the exact range.
#[must_use]
pub fn shown(report: &Report<'_>, figure: &Figure, value: Decimal) -> Option<Decimal> {
    value.checked_mul(figure.base_factor())?.checked_div(factor(report, figure))
}

/// Decimals that the number is printed with.
#[must_use]
pub fn n_decimals(report: &Report<'_>, figure: &Figure) -> u32 {
    shown(report, figure, figure.printed.precision).map_or(0, |step| step.normalize().scale())
}

/// A result of the judge, given in base units, as the figure would print it: `847.68万元`. Keeps its last digit that
/// is not zero where rounding to the figure's decimals would leave nothing.
#[must_use]
pub fn result(report: &Report<'_>, like: FigureId, base: Decimal) -> String {
    let figure = report.figure(like);
    let value = base / factor(report, figure);
    let round = |n| value.round_dp_with_strategy(n, RoundingStrategy::MidpointAwayFromZero);
    let least = n_decimals(report, figure);
    let n = (least..=Decimal::MAX_SCALE).find(|&n| value.is_zero() || !round(n).is_zero()).unwrap_or(least);
    format!("{:.*}{}", n as usize, round(n), unit(report, figure))
}

/// The words of a figure on one line, without blanks: `847.68万元`.
#[must_use]
pub fn quote(report: &Report<'_>, id: FigureId) -> String {
    report.slice(report.figure(id).span).split_whitespace().collect()
}

/// Name and words of a figure: `项目支出609.55万元`.
#[must_use]
pub fn named(report: &Report<'_>, id: FigureId) -> String {
    let label = report.figure(id).label.as_ref().map_or("", |label| label.text.as_str());
    format!("{label}{}", quote(report, id))
}
