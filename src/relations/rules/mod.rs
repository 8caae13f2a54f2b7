//! One file per rule; [`RULES`] is the one place where a new rule is named.

use crate::figures::{Direction, Figure};
use crate::quantity::Decimal;

use super::{Expr, Rule};

mod average;
mod balance;
mod capital_amount;
mod changes_of_items;
mod compared_wording;
mod comparison;
mod completion;
mod control_rate;
mod date_order;
mod due;
mod flow;
mod found_again;
mod found_average;
mod found_difference;
mod found_quotient;
mod grants_to_people;
mod grim;
mod growth;
mod identities;
mod impossible_date;
mod item_count;
mod line;
mod listed_sum;
mod listed_twice;
mod named;
mod order;
mod parts_within_total;
mod percent_total;
mod permutation;
mod price;
mod product;
mod range;
mod rate_of_counts;
mod remainder;
mod same_indicator;
mod scores;
mod section_empty;
mod section_missing;
mod section_repeated;
mod sequence;
mod share;
mod staff;
mod stale_year;
mod standard;
mod step;
mod table_rate;
mod table_scores;
mod table_sums;
mod table_total;
mod template_residue;
mod text_table;
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
    &order::Order,
    &scores::Scores,
    &listed_sum::ListedSum,
    &flow::Flow,
    &table_total::TableTotal,
    &table_total::TableParts,
    &table_scores::TableScores,
    &completion::Completion,
    &share::Share,
    &percent_total::PercentTotal,
    &range::Range,
    &grim::Grim,
    &control_rate::ControlRate,
    &rate_of_counts::RateOfCounts,
    &found_quotient::FoundQuotient,
    &table_rate::TableRate,
    &growth::Growth,
    &growth::Change,
    &growth::PercentOfZero,
    &growth::FallAboveHundred,
    &step::Step,
    &found_difference::FoundDifference,
    &remainder::Remainder,
    &table_rate::TableChange,
    &product::Product,
    &average::Average,
    &standard::Standard,
    &found_average::FoundAverage,
    &same_indicator::SameIndicator,
    &permutation::Permutation,
    &same_indicator::SameName,
    &text_table::TextTable,
    &found_again::FoundAgain,
    &sequence::SectionNumber,
    &sequence::ItemNumber,
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
    &compared_wording::ComparedWording,
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
