use rust_decimal::Decimal;

use crate::figures::{Approximation, Figure, FigureId, Figures, Kind, Role};
use crate::quantity::Interval;
use crate::relations::{Relation, Undecided};

/// 读法. What a printed number is taken to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The number as it stands.
    Printed,
    /// Every number that rounds to it.
    Rounded,
    /// Every number that rounds to it, or is cut off to it where offices do that.
    Truncated,
}

/// 更正. Another number in the place of a printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The figure.
    pub(super) figure: FigureId,
    /// What it reads instead, in [`Figure::unit`].
    pub(super) value: Decimal,
    /// Place value of its last digit, in [`Figure::unit`].
    pub(super) step: Decimal,
}

/// 取值. What the figures of a report stand for in base units, some of them changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values<'a> {
    figures: &'a Figures,
    truncated_amounts: bool,
    changes: &'a [Change],
}

impl<'a> Values<'a> {
    /// The figures as printed.
    pub(super) fn new(figures: &'a Figures, truncated_amounts: bool) -> Self {
        Self { figures, truncated_amounts, changes: &[] }
    }

    /// The figures with some changed.
    pub(super) fn with(self, changes: &'a [Change]) -> Self {
        Self { changes, ..self }
    }

    /// What a figure may be.
    pub(super) fn of(&self, id: FigureId, reading: Reading) -> Result<Interval, Undecided> {
        let figure = self.figures.get(id);
        let change = self.changes.iter().find(|c| c.figure == id);
        let interval = match change {
            None if reading == Reading::Printed && figure.approximation != Approximation::Exact => figure.interval,
            None if reading == Reading::Printed => Interval::point(figure.value),
            None if reading == Reading::Truncated && self.may_be_truncated(figure) => {
                figure.interval.hull(&Interval::truncated(figure.value, figure.printed.precision))
            }
            None => figure.interval,
            Some(change) if reading == Reading::Printed || is_exact(figure) => Interval::point(change.value),
            Some(change) => {
                let half = change.step.checked_div(Decimal::TWO).ok_or(Undecided::OutOfRange)?;
                let rounded = Interval::around(change.value, half);
                if reading == Reading::Truncated && self.may_be_truncated(figure) {
                    rounded.hull(&Interval::truncated(change.value, change.step))
                } else {
                    rounded
                }
            }
        };
        let factor = figure.base_factor();
        if factor == Decimal::ONE {
            return Ok(interval);
        }
        interval.times(factor).ok_or(Undecided::OutOfRange)
    }

    /// Base units in one unit of a figure.
    pub(super) fn base_factor(&self, id: FigureId) -> Decimal {
        self.figures.get(id).base_factor()
    }

    /// Place value of the last digit in base units; zero for whole things.
    pub(super) fn step(&self, id: FigureId) -> Result<Decimal, Undecided> {
        let figure = self.figures.get(id);
        if is_exact(figure) {
            return Ok(Decimal::ZERO);
        }
        let changed = self.changes.iter().find(|c| c.figure == id);
        let step = changed.map_or(figure.printed.precision, |c| c.step);
        step.checked_mul(figure.base_factor()).ok_or(Undecided::OutOfRange)
    }

    /// Whether some number of the relation is no more than an approximation.
    pub(super) fn is_approximate(&self, relation: &Relation) -> bool {
        relation.figures.iter().any(|&id| {
            self.figures.get(id).approximation != Approximation::Exact && !self.changes.iter().any(|c| c.figure == id)
        })
    }

    /// How many numbers of the relation are rounded.
    pub(super) fn n_rounded(&self, relation: &Relation) -> usize {
        relation.figures.iter().filter(|&&id| !is_exact(self.figures.get(id))).count()
    }

    /// Whether it is a standard, which is exact however few digits it has: 每人每月100元.
    pub(super) fn is_standard(&self, id: FigureId) -> bool {
        let figure = self.figures.get(id);
        (figure.kind == Kind::Rate || figure.role == Some(Role::UnitPrice))
            && figure.approximation == Approximation::Exact
            && figure.printed.precision >= Decimal::ONE
    }

    fn may_be_truncated(&self, figure: &Figure) -> bool {
        let cut_off = match figure.kind {
            Kind::Percentage | Kind::PercentagePoints => true,
            Kind::Amount | Kind::Rate => self.truncated_amounts,
            _ => false,
        };
        cut_off && figure.approximation == Approximation::Exact && !is_exact(figure)
    }
}

/// Whether it counts whole things, so that rounding plays no part.
fn is_exact(figure: &Figure) -> bool {
    figure.interval.as_point().is_some()
}
