//! Indicators of one office over the years.

use std::collections::BTreeMap;

use crate::archive::ArchiveError;
use crate::output::record::SeriesPoint;

use super::facts::{Fact, Key, Moment, agreed};
use super::groups::Group;
use super::{Read, Reading};

/// The points of a group by indicator and year. A figure on which one report contradicts itself is left out.
pub(in crate::archive) fn points(group: &Group, read: Read<'_, '_>) -> Result<Vec<SeriesPoint>, ArchiveError> {
    let mut all: BTreeMap<(Key, u16), SeriesPoint> = BTreeMap::new();
    for &entry in group.years.iter().filter_map(|(_, reports)| match reports.as_slice() {
        [one] => Some(one),
        _ => None,
    }) {
        let report = read(entry)?;
        for ((key, year), facts) in levels(&report) {
            let Some(fact) = agreed(&facts) else { continue };
            let point = all.entry((key.clone(), year)).or_insert_with(|| empty(group, key, year));
            let place = Some((report.id.to_owned(), fact.figure_id.clone()));
            if year == report.year {
                (point.value, point.figure) = (Some(fact.value), place);
            } else {
                (point.later, point.later_figure) = (Some(fact.value), place);
            }
        }
    }
    Ok(all.into_values().collect())
}

/// Figures of the report's year and of the year before, by key and year.
fn levels<'r>(report: &'r Reading<'_>) -> BTreeMap<(&'r Key, u16), Vec<&'r Fact>> {
    let mut all: BTreeMap<(&Key, u16), Vec<&Fact>> = BTreeMap::new();
    for fact in report.facts.iter().filter(|f| f.moment == Moment::Year) {
        match fact.year {
            Some(year) if year == report.year || year + 1 == report.year => {
                all.entry((&fact.key, year)).or_default().push(fact);
            }
            _ => {}
        }
    }
    all
}

fn empty(group: &Group, key: &Key, year: u16) -> SeriesPoint {
    SeriesPoint {
        unit: group.unit.clone(),
        indicator: key.indicator.clone(),
        kind: key.kind.clone(),
        stage: key.stage.clone(),
        scope: key.scope.clone(),
        value_unit: key.value_unit.clone(),
        year,
        value: None,
        figure: None,
        later: None,
        later_figure: None,
    }
}
