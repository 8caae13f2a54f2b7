//! One file per rule; [`RULES`] is the one place where a new rule is named.

use super::Rule;

mod parts_within_total;
mod total_of_parts;
mod wording;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[&total_of_parts::TotalOfParts, &parts_within_total::PartsWithinTotal];
