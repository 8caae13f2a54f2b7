//! Which reports belong together.

use std::collections::BTreeMap;

use crate::archive::batch::Entry;
use crate::archive::unit::{Digest, Outcome, Part};

/// 同一单位历年报告. Reports of one office and one kind by year; duplicates are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::archive) struct Group {
    /// Name of the office.
    pub(in crate::archive) unit: String,
    /// Entries of each year, in order.
    pub(in crate::archive) years: Vec<(u16, Vec<usize>)>,
}

impl Group {
    /// About how many rows its series have.
    pub(in crate::archive) fn rows(&self, entries: &[Entry]) -> usize {
        self.years.iter().flat_map(|(_, reports)| reports).map(|&n| entries[n].unit.rows(Part::Figures)).sum()
    }
}

/// 同县同年报告. A county's own report of a year and the reports of its offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct County {
    /// Entry of the county's report.
    pub(super) own: usize,
    /// Entries of the offices with their names.
    pub(super) offices: Vec<(String, usize)>,
}

fn reports<'e>(entries: &'e [Entry], duplicate_of: &'e [Option<usize>]) -> impl Iterator<Item = (usize, &'e Digest)> {
    entries.iter().enumerate().filter(|&(n, _)| duplicate_of[n].is_none()).filter_map(|(n, entry)| {
        match entry.outcome() {
            Outcome::Report(digest) => Some((n, digest.as_ref())),
            Outcome::Failure(_) => None,
        }
    })
}

/// The offices that have reports of more than one year.
pub(super) fn of_offices(entries: &[Entry], duplicate_of: &[Option<usize>]) -> Vec<Group> {
    let mut groups: BTreeMap<(String, &str), BTreeMap<u16, Vec<usize>>> = BTreeMap::new();
    for (n, digest) in reports(entries, duplicate_of) {
        let (Some(unit), Some(year)) = (&digest.unit, digest.year) else { continue };
        let kind = digest.kind.as_deref().unwrap_or_default();
        groups.entry((full_name(unit, digest.region.as_deref()), kind)).or_default().entry(year).or_default().push(n);
    }
    let several = groups.into_iter().filter(|(_, years)| years.len() > 1);
    several.map(|((unit, _), years)| Group { unit, years: years.into_iter().collect() }).collect()
}

/// 民政局 alone could be any county's.
fn full_name(unit: &str, region: Option<&str>) -> String {
    let names_place = unit.contains(['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇']) || unit.contains("街道");
    match region {
        Some(region) if !names_place => format!("{region}{unit}"),
        _ => unit.to_owned(),
    }
}

/// Counties whose own report stands beside reports of their offices.
pub(super) fn of_counties(entries: &[Entry], duplicate_of: &[Option<usize>]) -> Vec<County> {
    let mut places: BTreeMap<(&str, u16), Vec<(usize, &Digest)>> = BTreeMap::new();
    for (n, digest) in reports(entries, duplicate_of) {
        if let (Some(region), Some(year)) = (&digest.region, digest.year) {
            places.entry((region, year)).or_default().push((n, digest));
        }
    }
    let mut counties = Vec::new();
    for ((region, _), reports) in places {
        let (own, offices): (Vec<_>, Vec<_>) = reports.into_iter().partition(|(_, d)| is_of_county(d, region));
        // With two reports of the county nobody can tell which one counts.
        if let [(own, _)] = own.as_slice() {
            let offices: Vec<_> = offices.iter().filter_map(|(n, d)| Some((d.unit.clone()?, *n))).collect();
            if !offices.is_empty() {
                counties.push(County { own: *own, offices });
            }
        }
    }
    counties
}

/// A report about the whole county and not about one office of it.
fn is_of_county(digest: &Digest, region: &str) -> bool {
    digest.kind.as_deref() == Some(crate::outline::ReportKind::BudgetExecution.name())
        || digest.unit.as_deref().is_some_and(|unit| unit == region || unit == format!("{region}人民政府"))
}
