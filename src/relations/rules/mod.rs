//! One file per rule; [`RULES`] is the one place where a new rule is named.

use super::Rule;

/// Every rule, by code.
pub const RULES: &[&dyn Rule] = &[];
