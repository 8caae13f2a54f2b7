//! All files of an archive → their units, in parallel.

use std::any::Any;
use std::cell::Cell;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use sha2::{Digest as _, Sha256};

use crate::document::{Limits, ReadError, ReadErrorKind};
use crate::findings::JudgeSettings;
use crate::output::record::{Failure, Table, content_hash};
use crate::output::schema;

use super::budget::Budget;
use super::file::{self, Keep};
use super::jobs::{Job, Jobs};
use super::ordered::ordered;
use super::store::{Store, Units};
use super::unit::{Outcome, Part, Unit, UnitWriter};
use super::{ArchiveError, Input, Progress};

/// Bytes of input that are worked on at once, over all threads.
const BYTES_IN_FLIGHT: u64 = 64 << 20;

/// Files that may be finished before one that takes long.
const WINDOW: usize = 4096;

/// 批量设置.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What one file may cost.
    pub limits: Limits,
    /// How findings are judged.
    pub judge: JudgeSettings,
    /// Number of files read at once.
    pub threads: NonZeroUsize,
    /// Read everything again.
    pub force: bool,
}

/// 条目. One file of the archive, finished.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its unit.
    pub(super) unit: Unit,
    /// Name of the unit in the store; empty for what is not kept (a file that could not be opened).
    pub(super) key: String,
    /// Kept from a former run.
    pub is_kept: bool,
}

impl Entry {
    /// What came of the file.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.unit.outcome
    }

    /// Name of the file.
    pub(super) fn file(&self) -> &str {
        match self.outcome() {
            Outcome::Report(digest) => &digest.file,
            Outcome::Failure(failure) => &failure.file,
        }
    }

    /// Why it gave no report, if it gave none.
    pub(super) fn into_failure(self) -> Option<Failure> {
        match self.unit.outcome {
            Outcome::Report(_) => None,
            Outcome::Failure(failure) => Some(failure),
        }
    }

    /// A file that could not be opened.
    pub(super) fn unreachable(failure: Failure) -> Self {
        let (unit, _) = UnitWriter::default().finish(Outcome::Failure(failure));
        Self { unit, key: String::new(), is_kept: false }
    }
}

/// Finishes every input; entries come back in the order of their names, with the `failures` of the walk among them.
///
/// # Errors
/// When the store fails; a bad input is an entry like any other.
pub(super) fn run(
    inputs: &[Input],
    failures: Vec<Failure>,
    store: &Store,
    settings: &Settings,
    keep: Keep,
    progress: &Progress,
) -> Result<Vec<Entry>, ArchiveError> {
    let budget = Budget::new(BYTES_IN_FLIGHT);
    let version = version(settings, keep);
    let mut entries = Vec::with_capacity(inputs.len());
    progress.begin(inputs.len());
    let work = |job: Job| {
        let _share = budget.take(job.bytes());
        finish(job, store, settings, keep, &version)
    };
    ordered(Jobs::new(inputs, &settings.limits, progress), settings.threads, WINDOW, work, |_, entry| {
        entries.push(entry?);
        progress.step();
        Ok(())
    })?;
    progress.end();
    entries.extend(failures.into_iter().map(Entry::unreachable));
    entries.sort_by(|a, b| a.file().cmp(b.file()));
    // A zip file may hold the same file under the same name twice.
    entries.dedup_by(|a, b| !a.key.is_empty() && a.key == b.key);
    Ok(entries)
}

/// Everything besides the file itself that its unit depends on.
fn version(settings: &Settings, keep: Keep) -> String {
    let columns: Vec<&str> = Table::OF_REPORT.iter().flat_map(|t| t.columns()).map(|c| c.name).collect();
    let limits = format!("{:?} {:?} {keep:?}", settings.limits, settings.judge);
    let program = concat!("gouji ", env!("CARGO_PKG_VERSION"));
    content_hash([program, schema::VERSION, &limits].into_iter().chain(columns))
}

fn finish(job: Job, store: &Store, settings: &Settings, keep: Keep, version: &str) -> Result<Entry, ArchiveError> {
    let (name, bytes) = match job.read(settings.limits.file_bytes) {
        Ok(read) => read,
        Err(failure) => return Ok(Entry::unreachable(failure)),
    };
    let sha256 = format!("{:x}", Sha256::digest(&bytes));
    let key = format!("{}{}", content_hash([sha256.as_str(), &name]), content_hash([version]));
    if !settings.force
        && let Some(unit) = store.unit(&key).as_deref().and_then(Unit::parse)
    {
        return Ok(Entry { unit, key, is_kept: true });
    }
    let done = isolated(|| file::finish(&bytes, &name, &settings.limits, &settings.judge, keep))
        .unwrap_or_else(|panic| Err(ReadError::new(&name, ReadErrorKind::ParserFailed, panic)));
    let (unit, kept) = done.unwrap_or_else(|error| file::failed(&error, bytes.len() as u64, &sha256));
    store.keep_unit(&key, &kept)?;
    Ok(Entry { unit, key, is_kept: false })
}

thread_local! {
    /// Whether a panic of this thread is caught and told as an error of its file.
    static IS_ISOLATED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic in it becomes its message, and nothing is printed.
fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_ISOLATED.get() {
                usual(info);
            }
        }));
    });
    IS_ISOLATED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    IS_ISOLATED.set(false);
    done.map_err(|panic| message(panic.as_ref()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("内部错误").to_owned()
}

/// A part of a unit; it was whole when this run began or made it.
pub(super) fn part(entry: &Entry, part: Part, units: &dyn Units) -> Result<Vec<u8>, ArchiveError> {
    if entry.unit.rows(part) == 0 {
        return Ok(Vec::new());
    }
    let bytes = units.unit(&entry.key);
    bytes.and_then(|bytes| entry.unit.read(part, &bytes)).ok_or_else(|| ArchiveError::Damaged(entry.key.clone().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_file_only() {
        assert_eq!(isolated(|| -> u8 { panic!("第{}页", 3) }), Err("第3页".to_owned()));
        assert_eq!(isolated(|| 7), Ok(7));
    }
}
