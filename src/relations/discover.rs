use super::{Relations, Report};

/// Asks every rule for its claims and puts them in order of the text.
#[must_use]
pub fn discover(report: &Report<'_>) -> Relations {
    let mut relations: Relations = super::rules::RULES.iter().flat_map(|rule| rule.find(report)).collect();
    // Readings of one choice stay in the order in which language prefers them.
    relations.sort_by_key(|r| (r.choice.or(r.figures.first().map(|f| f.0)).unwrap_or(u32::MAX), r.rule));
    relations
}
