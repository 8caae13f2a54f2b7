use super::{Relation, Relations, Report};

/// Asks every rule for its claims and puts them in order of the text.
#[must_use]
pub fn discover(report: &Report<'_>) -> Relations {
    ordered(super::rules::RULES.iter().flat_map(|rule| rule.find(report)))
}

/// Claims in order of the text, whatever the order of the rules that found them.
///
/// Readings of one choice stay in the order in which language prefers them.
#[must_use]
pub fn ordered(found: impl Iterator<Item = Relation>) -> Relations {
    let mut relations: Relations = found.collect();
    relations.sort_by_key(|r| (r.choice.or(r.figures.first().map(|f| f.0)).unwrap_or(u32::MAX), r.rule));
    relations
}
