//! Between reports: what last year's report said, what was copied, what was handed in twice.
//!
//! Works on units, one office at a time, so that memory depends on the reports of one office and not on the archive.

mod carried_over;
mod county;
mod facts;
mod finding;
mod groups;
mod prior_year;
pub(super) mod sentences;
pub(super) mod series;
mod twice;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crate::output::record::Table;
use crate::relations::{Broken, Relation, Report, Rule, RuleDoc, rules};

use super::batch::{Entry, part};
use super::ordered::ordered;
use super::store::Units;
use super::unit::{Outcome, Part};
use super::{ArchiveError, Summary};

use facts::{Columns, Fact};
pub(super) use finding::AcrossFinding;
pub(super) use groups::Group;
use sentences::Kept;

/// 跨报告规则. What is looked for between reports.
struct AcrossRule {
    /// `GJ9` and two digits; never reused.
    code: &'static str,
    /// The defect.
    name: &'static str,
    doc: fn() -> RuleDoc,
}

/// Every rule between reports, by code.
const RULES: [&AcrossRule; 5] =
    [&prior_year::RULE, &carried_over::RULE, &twice::RULE, &prior_year::BALANCE_RULE, &county::RULE];

/// Every rule there is, by code: those within a report, then those between reports.
#[must_use]
pub fn rules() -> Vec<&'static dyn Rule> {
    rules::RULES.iter().copied().chain(RULES.map(|rule| rule as &dyn Rule)).collect()
}

/// Explained like any other; but one report alone makes no claim between reports.
impl Rule for AcrossRule {
    fn code(&self) -> &'static str {
        self.code
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn doc(&self) -> RuleDoc {
        (self.doc)()
    }

    fn find(&self, _report: &Report<'_>) -> Vec<Relation> {
        Vec::new()
    }

    fn explain(&self, _report: &Report<'_>, _broken: &Broken<'_>) -> String {
        String::new()
    }
}

/// 比较结果. What is known of reports only beside the others.
#[derive(Default)]
pub(super) struct Across {
    /// Per entry: the first entry that has the same text.
    pub(super) duplicate_of: Vec<Option<usize>>,
    /// Reports of one office over the years, where there is more than one.
    pub(super) groups: Vec<Group>,
    /// By entry.
    findings: BTreeMap<usize, Vec<AcrossFinding>>,
}

impl Across {
    /// Findings of an entry.
    pub(super) fn findings_of(&self, entry: usize) -> &[AcrossFinding] {
        self.findings.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// Adds what only the comparison knows.
    pub(super) fn add_to(&self, summary: &mut Summary) {
        summary.n_duplicates = self.duplicate_of.iter().flatten().count() as u64;
        for finding in self.findings.values().flatten() {
            summary.n_across += 1;
            summary.severities[2 - finding.severity as usize] += 1;
        }
    }
}

/// Compares all reports of an archive.
pub(super) fn compare(entries: &[Entry], units: &dyn Units, threads: NonZeroUsize) -> Result<Across, ArchiveError> {
    let duplicate_of = twice::duplicates(entries);
    let groups = groups::of_offices(entries, &duplicate_of);
    let counties = groups::of_counties(entries, &duplicate_of);
    let mut all = twice::handed_in_twice(entries, &duplicate_of);
    let n = groups.len() + counties.len();
    let work = |job: usize| {
        let read = |entry: usize| Reading::new(&entries[entry], entry, units);
        match groups.get(job) {
            Some(group) => of_office(group, &read),
            None => county::compare(&counties[job - groups.len()], &read),
        }
    };
    ordered(0..n, threads, 64, work, |_, found| {
        all.extend(found?);
        Ok::<_, ArchiveError>(())
    })?;
    let mut findings: BTreeMap<usize, Vec<AcrossFinding>> = BTreeMap::new();
    for finding in all {
        findings.entry(finding.entry).or_default().push(finding);
    }
    for of_entry in findings.values_mut() {
        of_entry.sort_by(|a, b| (a.rule, a.start, &a.fingerprint).cmp(&(b.rule, b.start, &b.fingerprint)));
        of_entry.iter_mut().enumerate().for_each(|(n, finding)| finding.n = n);
    }
    Ok(Across { duplicate_of, groups, findings })
}

/// A report with what its unit holds for the comparison.
pub(super) struct Reading<'a> {
    entry: usize,
    id: &'a str,
    file: &'a str,
    year: u16,
    facts: Vec<Fact>,
    sentences: Vec<Kept>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(entry: &'a Entry, n: usize, units: &dyn Units) -> Result<Self, ArchiveError> {
        let damaged = |_| ArchiveError::Damaged(entry.key.clone().into());
        let Outcome::Report(digest) = entry.outcome() else { unreachable!("groups hold reports") };
        let year = digest.year.unwrap_or_default();
        let facts = Columns::new(Table::Figures).read(&part(entry, Part::Figures, units)?, year).map_err(damaged)?;
        let sentences = sentences::decode(&part(entry, Part::Sentences, units)?).map_err(damaged)?;
        Ok(Self { entry: n, id: &digest.id, file: &digest.file, year, facts, sentences })
    }
}

/// Reads the report of an entry.
type Read<'f, 'a> = &'f dyn Fn(usize) -> Result<Reading<'a>, ArchiveError>;

/// Each year of an office against the year before.
fn of_office(group: &Group, read: Read<'_, '_>) -> Result<Vec<AcrossFinding>, ArchiveError> {
    let mut found = Vec::new();
    let mut before: Option<Reading<'_>> = None;
    for (_, reports) in &group.years {
        // Several reports of one year: which of them the next year means cannot be known.
        let &[entry] = reports.as_slice() else {
            before = None;
            continue;
        };
        let now = read(entry)?;
        if let Some(before) = &before {
            if before.year + 1 == now.year {
                found.extend(prior_year::compare(before, &now));
            }
            found.extend(carried_over::compare(before, &now));
        }
        before = Some(now);
    }
    Ok(found)
}
