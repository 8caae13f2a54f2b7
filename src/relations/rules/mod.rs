//! One file per rule; [`RULES`] is the one place where a new rule is named.

use crate::figures::{Direction, Figure};
use crate::quantity::Decimal;

use super::{Expr, Rule};

mod balance;
mod changes_of_items;
mod completion;
mod growth;
mod identities;
mod parts_within_total;
mod same_indicator;
mod share;
mod total_of_parts;
mod wording;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[
    &total_of_parts::TotalOfParts,
    &parts_within_total::PartsWithinTotal,
    &identities::Identities,
    &balance::Balance,
    &changes_of_items::ChangesOfItems,
    &completion::Completion,
    &share::Share,
    &growth::Growth,
    &growth::Change,
    &growth::PercentOfZero,
    &growth::FallAboveHundred,
    &same_indicator::SameIndicator,
    &same_indicator::SameName,
];

/// A change or rate with the sign of its direction word: 减少12 is −12.
fn signed(figure: &Figure) -> Expr {
    match figure.direction {
        Some(Direction::Down) => Expr::difference(Expr::Constant(Decimal::ZERO), Expr::Figure(figure.id)),
        _ => Expr::Figure(figure.id),
    }
}
