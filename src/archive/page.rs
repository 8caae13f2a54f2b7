//! The page of an archive: an index of everything, then the data of each report.

use std::collections::BTreeMap;
use std::io::Write;

use crate::output::audit_list::ListedReport;
use crate::output::html::{self, Index, IndexFinding, IndexReport};

use super::audit::{Audited, Told, lost};
use super::batch::part;
use super::list::Depth;
use super::ordered::ordered;
use super::unit::{Outcome, Part};
use super::{ArchiveError, rules};

/// Writes the page.
pub(super) fn write(audited: &Audited<'_>, title: &str, out: &mut (dyn Write + Send)) -> Result<Told, ArchiveError> {
    let entries: Vec<usize> =
        (0..audited.entries.len()).filter(|&n| matches!(audited.entries[n].outcome(), Outcome::Report(_))).collect();
    let (index, told) = index(audited, title, &entries)?;
    html::write_head(&index, out).map_err(lost)?;
    let threads = audited.settings.threads;
    let work = |n: usize| part(&audited.entries[entries[n]], Part::Page, audited.store);
    ordered(0..entries.len(), threads, 4 * threads.get(), work, |n, page| {
        let page = String::from_utf8(page?).map_err(|_| ArchiveError::Damaged("页面".into()))?;
        html::write_report(n, &page, out).map_err(lost)
    })?;
    html::write_tail(out).map_err(lost)?;
    Ok(told)
}

fn index(audited: &Audited<'_>, title: &str, entries: &[usize]) -> Result<(Index, Told), ArchiveError> {
    let place: BTreeMap<&str, usize> =
        entries.iter().enumerate().map(|(place, &n)| (audited.entries[n].file(), place)).collect();
    let mut index = Index { title: title.to_owned(), ..Index::default() };
    let told = audited.each(Depth::Findings, |n, report| {
        match (audited.entries[n].outcome(), report) {
            (Outcome::Report(digest), Some(report)) => {
                findings(&mut index, &report, &place);
                index.reports.push(IndexReport {
                    file: report.file,
                    unit: report.unit,
                    year: report.year,
                    figures: digest.n_figures,
                    checked: digest.n_checked,
                    grades: digest.grades,
                    duplicate_of: audited.original(n).map(str::to_owned),
                });
            }
            (Outcome::Failure(failure), _) => index.errors.push((failure.file.clone(), failure.message.clone())),
            (Outcome::Report(_), None) => {}
        }
        Ok(())
    })?;
    index.rules = rules().iter().map(|rule| (rule.code().to_owned(), rule.doc().title.to_owned())).collect();
    Ok((index, told))
}

/// Adds the findings of the next report.
fn findings(index: &mut Index, report: &ListedReport, place: &BTreeMap<&str, usize>) {
    for finding in &report.findings {
        let other = finding.other.as_deref().and_then(|file| place.get(file).copied());
        index.findings.push(IndexFinding {
            report: index.reports.len(),
            own: finding.own,
            severity: finding.severity.clone(),
            rule: finding.rule.clone(),
            message: finding.message.clone(),
            section: finding.section.clone(),
            stake: finding.at_stake.map(|d| d.normalize().to_string()),
            at: finding.at,
            other,
        });
    }
}
