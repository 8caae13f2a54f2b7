//! One file per rule; [`RULES`] is the one place where a new rule is named.

use crate::figures::{Direction, Figure};
use crate::quantity::Decimal;

use super::{Expr, Rule};

mod balance;
mod capital_amount;
mod changes_of_items;
mod completion;
mod date_order;
mod growth;
mod identities;
mod impossible_date;
mod item_count;
mod listed_twice;
mod parts_within_total;
mod rate_of_counts;
mod same_indicator;
mod section_empty;
mod section_missing;
mod section_repeated;
mod share;
mod stale_year;
mod template_residue;
mod total_of_parts;
mod unchanged_wording;
mod wording;
mod wording_against_budget;
mod zero_against_figure;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[
    &total_of_parts::TotalOfParts,
    &parts_within_total::PartsWithinTotal,
    &identities::Identities,
    &balance::Balance,
    &changes_of_items::ChangesOfItems,
    &completion::Completion,
    &share::Share,
    &rate_of_counts::RateOfCounts,
    &growth::Growth,
    &growth::Change,
    &growth::PercentOfZero,
    &growth::FallAboveHundred,
    &same_indicator::SameIndicator,
    &same_indicator::SameName,
    &section_missing::SectionMissing,
    &section_empty::SectionEmpty,
    &section_repeated::SectionRepeated,
    &listed_twice::ListedTwice,
    &item_count::ItemCount,
    &template_residue::TemplateResidue,
    &zero_against_figure::ZeroAgainstFigure,
    &wording_against_budget::WordingAgainstBudget,
    &capital_amount::CapitalAmount,
    &unchanged_wording::UnchangedWording,
    &stale_year::StaleYear,
    &impossible_date::ImpossibleDate,
    &date_order::DateOrder,
];

/// A change or rate with the sign of its direction word: 减少12 is −12.
fn signed(figure: &Figure) -> Expr {
    match figure.direction {
        Some(Direction::Down) => Expr::difference(Expr::Constant(Decimal::ZERO), Expr::Figure(figure.id)),
        _ => Expr::Figure(figure.id),
    }
}
