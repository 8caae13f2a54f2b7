//! `gouji convert`: an archive → tables and documents in a directory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::output::sql;

use super::across::{self, Across};
use super::batch::{self, Entry, Settings, part};
use super::file::Keep;
use super::ordered::ordered;
use super::store::{Finished, REPORTS, Store, TABLES};
use super::tables;
use super::unit::{Outcome, Part};
use super::{ArchiveError, Progress, Summary, walk};

/// 输出格式 of `gouji convert --to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One JSON document per report: `reports/ID.json`.
    Json,
    /// All documents, one a line: `reports.jsonl`.
    Jsonl,
    /// Tables: `tables/NAME.parquet`.
    Parquet,
    /// Tables: `tables/NAME.csv`.
    Csv,
    /// Tables: `tables/NAME.jsonl`.
    TablesJsonl,
}

/// 转换请求.
#[derive(Clone, Debug)]
pub struct Request {
    /// Folders, archives and files.
    pub roots: Vec<PathBuf>,
    /// Directory that takes the outputs.
    pub out: PathBuf,
    /// What to write.
    pub formats: Vec<Format>,
    /// How to read.
    pub settings: Settings,
}

/// Converts an archive; what was finished before and has not changed is not done again.
///
/// # Errors
/// When the archive cannot be found, another run uses the directory, or the disk fails. A file that cannot be read
/// is a row of the table `errors`.
pub fn convert(request: &Request, progress: &Progress) -> Result<Summary, ArchiveError> {
    let Request { roots, out, formats, settings } = request;
    let (inputs, failures) = walk(roots, Some(out))?;
    let store = Store::open(out)?;
    let has_documents = formats.iter().any(|f| matches!(f, Format::Json | Format::Jsonl));
    let keep = Keep { document: has_documents, page: false };
    let entries = batch::run(&inputs, failures, &store, settings, keep, progress)?;
    let across = across::compare(&entries, &store, settings.threads)?;
    let mut finished =
        tables::write(&tables::Source { entries: &entries, across: &across, store: &store, settings }, formats)?;
    if formats.contains(&Format::Jsonl) {
        finished.push(documents(&entries, &store, settings)?);
    }
    finished.into_iter().try_for_each(Finished::publish)?;
    if formats.contains(&Format::Csv) {
        store.publish(&Path::new(TABLES).join("sqlite.sql"), sql::sqlite().as_bytes())?;
    }
    if formats.contains(&Format::Parquet) {
        store.publish(&Path::new(TABLES).join("duckdb.sql"), sql::duckdb().as_bytes())?;
    }
    if formats.contains(&Format::Json) {
        files(&entries, &store, settings)?;
    }
    let wanted: BTreeSet<&str> = entries.iter().map(|e| e.key.as_str()).collect();
    store.drop_units_but(&wanted)?;
    store.close()?;
    Ok(summary(&entries, &across))
}

/// Counts the whole run.
pub(super) fn summary(entries: &[Entry], across: &Across) -> Summary {
    let mut summary = Summary::default();
    for entry in entries {
        summary.add(entry);
    }
    across.add_to(&mut summary);
    summary
}

/// All documents, one a line.
fn documents(entries: &[Entry], store: &Store, settings: &Settings) -> Result<Finished, ArchiveError> {
    let mut draft = store.draft("reports.jsonl")?;
    let work = |n: usize| part(&entries[n], Part::Document, store);
    ordered(0..entries.len(), settings.threads, 2 * settings.threads.get(), work, |_, document| {
        draft.append(&document?)
    })?;
    draft.finish()
}

/// One file per document.
fn files(entries: &[Entry], store: &Store, settings: &Settings) -> Result<(), ArchiveError> {
    let mut wanted = BTreeSet::new();
    let work = |n: usize| {
        let Outcome::Report(digest) = entries[n].outcome() else { return Ok(None) };
        let name = format!("{}.json", digest.id);
        store.publish(&Path::new(REPORTS).join(&name), &part(&entries[n], Part::Document, store)?)?;
        Ok(Some(name))
    };
    ordered(0..entries.len(), settings.threads, 64, work, |_, name| {
        wanted.extend(name?);
        Ok::<_, ArchiveError>(())
    })?;
    store.drop_outputs_but(REPORTS, &wanted)
}
