//! `gouji audit --to xlsx|html|csv`: an archive → the list that an auditor works through.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::output::audit_list::{ListedFinding, ListedReport};
use crate::output::csv;
use crate::output::listing::Selection;
use crate::output::record::{Failure, Table};
use crate::output::xlsx::{Previous, WorkingPaper};
use crate::relations::Severity;

use super::across::{self, Across};
use super::batch::{self, Entry, Settings};
use super::convert::summary;
use super::file::Keep;
use super::list::{self, Depth};
use super::ordered::ordered;
use super::store::Store;
use super::unit::Outcome;
use super::{ArchiveError, Progress, Summary, page, walk};

/// 清单格式.
#[derive(Debug)]
pub enum Target {
    /// A workbook, with what was filled in before.
    Xlsx(Previous),
    /// One self-contained page.
    Html,
    /// The findings as a table.
    Csv,
}

/// 清单请求.
#[derive(Debug)]
pub struct AuditRequest<'a> {
    /// Folders, archives and files.
    pub roots: Vec<PathBuf>,
    /// How to read.
    pub settings: Settings,
    /// What to write.
    pub target: Target,
    /// Which findings are told.
    pub selection: &'a Selection,
}

/// 清单结果. What a list came to.
#[derive(Debug)]
pub struct Audit {
    /// Counts; findings as far as they are told.
    pub summary: Summary,
    /// Files that gave no report.
    pub failures: Vec<Failure>,
    /// Of every finding, told or not.
    pub fingerprints: BTreeSet<String>,
}

/// What became of the findings of some reports.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// 强制性, 核实性, 提示.
    severities: [u64; 3],
    /// Of these, between reports.
    n_across: u64,
    /// Accepted by a waiver.
    n_waived: u64,
    /// Of every finding, told or not.
    fingerprints: BTreeSet<String>,
}

/// All reports of an archive, read and compared.
pub(super) struct Audited<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) across: &'a Across,
    pub(super) store: &'a Store,
    pub(super) settings: &'a Settings,
    pub(super) selection: &'a Selection,
}

/// Reads an archive and writes its list to `out`.
///
/// # Errors
/// When the archive cannot be found, or the disk or `out` fails.
pub fn audit(
    request: AuditRequest<'_>,
    out: &mut (dyn Write + Send),
    progress: &Progress,
) -> Result<Audit, ArchiveError> {
    let AuditRequest { roots, settings, target, selection } = request;
    let (inputs, failures) = walk(&roots, None)?;
    let workplace = tempfile::tempdir().map_err(ArchiveError::disk(Path::new("临时目录")))?;
    let store = Store::open(workplace.path())?;
    let keep = Keep { document: false, page: matches!(target, Target::Html) };
    let entries = batch::run(&inputs, failures, &store, &settings, keep, progress)?;
    let across = across::compare(&entries, &store, settings.threads)?;
    let audited = Audited { entries: &entries, across: &across, store: &store, settings: &settings, selection };
    let told = match target {
        Target::Xlsx(previous) => audited.workbook(previous, out)?,
        Target::Html => page::write(&audited, &title(&roots), out)?,
        Target::Csv => audited.table(out)?,
    };
    let Told { severities, n_across, n_waived, fingerprints } = told;
    let summary = Summary { severities, n_across, n_waived, ..summary(&entries, &across) };
    let failures = entries.into_iter().filter_map(Entry::into_failure).collect();
    Ok(Audit { summary, failures, fingerprints })
}

impl Told {
    /// Counts the findings of a report and leaves those that are told.
    fn select(&mut self, report: &mut ListedReport, selection: &Selection) {
        report.findings.retain(|finding| {
            self.fingerprints.insert(finding.fingerprint.clone());
            let severity = severity(&finding.severity);
            if !selection.admits(&finding.rule, severity) {
                return false;
            }
            let is_waived = selection.waivers.accepting(&finding.fingerprint).is_some();
            if is_waived {
                self.n_waived += 1;
            } else {
                self.severities[2 - severity as usize] += 1;
                self.n_across += u64::from(finding.own.is_none());
            }
            !is_waived
        });
    }
}

impl Audited<'_> {
    /// File of the report that has the same text and stands before entry `n`.
    pub(super) fn original(&self, n: usize) -> Option<&str> {
        self.across.duplicate_of[n].map(|n| self.entries[n].file())
    }

    /// The list's report of an entry, all findings included, also those between reports; `None` for a file that gave
    /// none.
    fn report(&self, n: usize, depth: Depth) -> Result<Option<ListedReport>, ArchiveError> {
        let entry = &self.entries[n];
        let Outcome::Report(digest) = entry.outcome() else { return Ok(None) };
        let mut report = list::of_report(entry, digest, self.store, depth)?;
        let across = self.across.findings_of(n);
        if !across.is_empty() {
            let sections = list::sections(entry, self.store)?;
            let places = list::FINDING.map(|name| Table::Findings.position(name));
            for finding in across {
                let cells = finding.cells();
                let fields = places.map(|n| cells[n].to_string());
                let section = |id: &str| sections.get(id).cloned().unwrap_or_default();
                let other = finding.other_entry.map(|n| self.entries[n].file().to_owned());
                let listed = list::finding(&fields.each_ref().map(String::as_str), &section);
                report.findings.push(ListedFinding { other, ..listed });
            }
        }
        Ok(Some(report))
    }

    /// Gives every report with the findings that are told, in order of the names, made on all threads.
    pub(super) fn each(
        &self,
        depth: Depth,
        mut receive: impl FnMut(usize, Option<ListedReport>) -> Result<(), ArchiveError>,
    ) -> Result<Told, ArchiveError> {
        let threads = self.settings.threads;
        let work = |n: usize| self.report(n, depth);
        let mut told = Told::default();
        ordered(0..self.entries.len(), threads, 4 * threads.get(), work, |n, report| {
            let mut report = report?;
            if let Some(report) = &mut report {
                told.select(report, self.selection);
            }
            receive(n, report)
        })?;
        Ok(told)
    }

    fn workbook(&self, previous: Previous, out: &mut (dyn Write + Send)) -> Result<Told, ArchiveError> {
        let failed = |error| lost(io::Error::other(error));
        let mut paper = WorkingPaper::new(previous).map_err(failed)?;
        let told = self.each(Depth::All, |n, report| match (report, self.entries[n].outcome()) {
            (Some(report), _) => paper.report(&report).map_err(failed),
            (None, Outcome::Failure(failure)) => paper.failure(failure).map_err(failed),
            (None, Outcome::Report(_)) => Ok(()),
        })?;
        paper.finish(out).map_err(failed)?;
        Ok(told)
    }

    fn table(&self, out: &mut (dyn Write + Send)) -> Result<Told, ArchiveError> {
        let mut bytes = csv::list_head();
        let mut n_rows = 0;
        let told = self.each(Depth::Findings, |_, report| {
            if let Some(report) = report {
                for finding in &report.findings {
                    n_rows += 1;
                    csv::list_row(n_rows, &report, finding, &mut bytes);
                }
            }
            out.write_all(&bytes).map_err(lost)?;
            bytes.clear();
            Ok(())
        })?;
        out.write_all(&bytes).map_err(lost)?;
        Ok(told)
    }
}

/// By its name, as units keep it.
fn severity(name: &str) -> Severity {
    let known = [Severity::Mandatory, Severity::Verify];
    known.into_iter().find(|severity| severity.name() == name).unwrap_or(Severity::Hint)
}

/// What the page is called: the archives' own names.
fn title(roots: &[PathBuf]) -> String {
    let names: Vec<_> = roots.iter().filter_map(|root| root.file_name()).map(|n| n.to_string_lossy()).collect();
    if names.is_empty() { "勾稽核对".to_owned() } else { format!("勾稽核对：{}", names.join("、")) }
}

pub(super) fn lost(error: io::Error) -> ArchiveError {
    ArchiveError::disk(Path::new("输出"))(error)
}
