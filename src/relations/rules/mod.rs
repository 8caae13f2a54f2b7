//! One file per rule; [`RULES`] is the one place where a new rule is named.

mod capital_amount;
mod date_order;
mod impossible_date;
mod item_count;
mod listed_twice;
mod template_residue;
mod unchanged_wording;
mod wording_against_budget;
mod zero_against_figure;

use super::Rule;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[
    &listed_twice::ListedTwice,
    &item_count::ItemCount,
    &template_residue::TemplateResidue,
    &zero_against_figure::ZeroAgainstFigure,
    &wording_against_budget::WordingAgainstBudget,
    &capital_amount::CapitalAmount,
    &unchanged_wording::UnchangedWording,
    &impossible_date::ImpossibleDate,
    &date_order::DateOrder,
];
