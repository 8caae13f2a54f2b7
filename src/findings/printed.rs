//! Numbers in the unit they were printed in.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind};
use crate::relations::Report;

/// The unit as printed, or the normal one where none was printed.
pub(super) fn unit<'a>(report: &Report<'a>, figure: &'a Figure) -> &'a str {
    let printed = report.slice(figure.printed.unit).trim();
    if printed.is_empty() || figure.kind == Kind::Percentage { &figure.unit } else { printed }
}

/// Base units in one printed unit: 10 000 for the 万 of 万元 and of 万户.
pub(super) fn factor(report: &Report<'_>, figure: &Figure) -> Decimal {
    let printed = unit(report, figure);
    let scale = match figure.kind {
        Kind::Amount => printed,
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
pub(super) fn shown(report: &Report<'_>, figure: &Figure, value: Decimal) -> Option<Decimal> {
    value.checked_mul(figure.base_factor())?.checked_div(factor(report, figure))
}

/// Decimals that the number is printed with.
pub(super) fn n_decimals(report: &Report<'_>, figure: &Figure) -> u32 {
    shown(report, figure, figure.printed.precision).map_or(0, |step| step.normalize().scale())
}
