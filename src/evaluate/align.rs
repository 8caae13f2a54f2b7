//! Which figure of the program is which of the truth: by place, never by value alone.

use rust_decimal::Decimal;

use crate::figures::{Figure, FigureId};
use crate::review::Review;
use crate::text::{Span, script};

use super::truth::{self, Truth};

/// 对齐. Pairs of figures of the truth and of the program.
pub(super) struct Alignment {
    /// For each figure of the truth, that of the program.
    pub(super) output: Vec<Option<FigureId>>,
    /// For each figure of the program, that of the truth.
    pub(super) gold: Vec<Option<usize>>,
}

impl Alignment {
    pub(super) fn of(truth: &Truth, review: &Review) -> Self {
        let figures = &review.figures.figures;
        let (mut output, mut gold) = (vec![None; truth.figures.len()], vec![None; figures.len()]);
        for (n, wanted) in truth.figures.iter().enumerate() {
            let first = figures.partition_point(|f| f.span.end <= wanted.span.start);
            let near = figures[first..].iter().take_while(|f| f.span.start < wanted.span.end);
            let best = near
                .filter(|f| gold[f.id.0 as usize].is_none())
                .map(|f| (same_value(wanted, f), overlap(core(f), wanted.span), f.id))
                .filter(|(_, overlap, _)| *overlap > 0)
                .max_by_key(|&(same, overlap, id)| (same, overlap, std::cmp::Reverse(id)));
            if let Some((_, _, id)) = best {
                output[n] = Some(id);
                gold[id.0 as usize] = Some(n);
            }
        }
        Self { output, gold }
    }
}

/// The digits; all of it where there are none.
fn core(figure: &Figure) -> Span {
    if figure.printed.number.is_empty() { figure.span } else { figure.printed.number }
}

fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether the numbers agree; those of a range by both ends.
pub(super) fn same_value(wanted: &truth::Figure, figure: &Figure) -> bool {
    match wanted.gold.value {
        Some(value) => value == figure.value,
        None => same_bounds(wanted, figure),
    }
}

/// Whether the limits of an approximate number agree.
pub(super) fn same_bounds(wanted: &truth::Figure, figure: &Figure) -> bool {
    (wanted.gold.low, wanted.gold.high) == bounds(figure)
}

/// Lower and upper limit of a figure.
pub(super) fn bounds(figure: &Figure) -> (Option<Decimal>, Option<Decimal>) {
    (figure.interval.low.value(), figure.interval.high.value())
}

/// Whether the units are the same word: 个百分点 and 百分点 are.
pub(super) fn same_unit(wanted: &truth::Figure, figure: &Figure) -> bool {
    let plain = |unit: &str| {
        let unit = script::folded(unit);
        unit.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(&unit).replace(['·', '•'], "")
    };
    plain(&wanted.gold.unit) == plain(&figure.unit)
}
