use super::{Relations, Report};

/// Asks every rule for its claims and puts them in order of the text.
#[must_use]
pub fn discover(report: &Report<'_>) -> Relations {
    let mut relations: Relations = super::rules::RULES.iter().flat_map(|rule| rule.find(report)).collect();
    relations.sort_by_key(|r| (r.figures.first().map_or(u32::MAX, |f| f.0), r.rule));
    relations
}
