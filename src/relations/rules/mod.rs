//! One file per rule; [`RULES`] is the one place where a new rule is named.

mod capital_amount;
mod unchanged_wording;
mod wording_against_budget;
mod zero_against_figure;

use super::Rule;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[
    &zero_against_figure::ZeroAgainstFigure,
    &wording_against_budget::WordingAgainstBudget,
    &capital_amount::CapitalAmount,
    &unchanged_wording::UnchangedWording,
];
