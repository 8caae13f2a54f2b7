//! Units → table files, streamed in order of the reports.
//!
//! A table is cut into stretches of reports with about so many rows; stretches are made in parallel and joined in
//! order, so memory depends on the size of a stretch and not on the archive.

use std::ops::Range;

use parquet::errors::ParquetError;

use crate::output::csv;
use crate::output::jsonl;
use crate::output::parquet::{RowGroup, RowGroupBuilder, Writer};
use crate::output::record::{ColumnInfo, SeriesPoint, Table};

use super::ArchiveError;
use super::across::{Across, Reading, series};
use super::batch::{Entry, Settings, part};
use super::convert::Format;
use super::ordered::ordered;
use super::store::{Draft, Finished, Store, TABLES};
use super::unit::{Outcome, Part};

/// Rows of one stretch: large enough for a Parquet row group, small enough for many threads.
const ROWS: usize = 32 << 10;

/// What the tables are made from.
pub(super) struct Source<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) across: &'a Across,
    pub(super) store: &'a Store,
    pub(super) settings: &'a Settings,
}

/// Some reports of one table.
struct Stretch {
    table: Table,
    /// Entries; groups of reports for [`Table::Series`]; nothing for [`Table::Errors`].
    items: Range<usize>,
}

/// The rows of a stretch in every format asked for.
struct Made {
    csv: Vec<u8>,
    jsonl: Vec<u8>,
    parquet: Option<RowGroup>,
}

/// Writes every table in the formats asked for; they are whole on disk but not yet in their place.
pub(super) fn write(source: &Source<'_>, formats: &[Format]) -> Result<Vec<Finished>, ArchiveError> {
    let stretches: Vec<Stretch> = Table::ALL.iter().flat_map(|&table| stretches(source, table)).collect();
    let threads = source.settings.threads;
    let mut done = Vec::new();
    let mut open: Option<(Table, Files)> = None;
    let work = |n: usize| make(source, &stretches[n], formats);
    ordered(0..stretches.len(), threads, threads.get() + 1, work, |n, made| {
        let table = stretches[n].table;
        if open.as_ref().is_none_or(|(current, _)| *current != table) {
            if let Some((_, files)) = open.take() {
                files.finish(&mut done)?;
            }
            open = Some((table, Files::create(source.store, table, formats)?));
        }
        if let Some((_, files)) = &mut open {
            files.append(made?)?;
        }
        Ok(())
    })?;
    if let Some((_, files)) = open {
        files.finish(&mut done)?;
    }
    Ok(done)
}

/// Cuts a table; every table has at least one stretch, so that an empty one has its file too.
fn stretches(source: &Source<'_>, table: Table) -> Vec<Stretch> {
    let sizes: Vec<usize> = match (Part::of(table), table) {
        (Some(part), _) => source.entries.iter().map(|entry| entry.unit.rows(part)).collect(),
        (None, Table::Series) => source.across.groups.iter().map(|group| group.rows(source.entries)).collect(),
        (None, _) => Vec::new(),
    };
    let mut all = Vec::new();
    let (mut start, mut rows) = (0, 0);
    for (n, size) in sizes.iter().enumerate() {
        rows += size;
        if rows >= ROWS {
            all.push(Stretch { table, items: start..n + 1 });
            (start, rows) = (n + 1, 0);
        }
    }
    if rows > 0 || all.is_empty() {
        all.push(Stretch { table, items: start..sizes.len() });
    }
    all
}

fn make(source: &Source<'_>, stretch: &Stretch, formats: &[Format]) -> Result<Made, ArchiveError> {
    let table = stretch.table;
    let mut rows = Rows::new(table, formats)?;
    match table {
        Table::Errors => {
            for entry in source.entries {
                if let Outcome::Failure(failure) = entry.outcome() {
                    rows.cells(&failure.cells());
                }
            }
        }
        Table::Series => {
            let read = |n: usize| Reading::new(&source.entries[n], n, source.store);
            for group in &source.across.groups[stretch.items.clone()] {
                series::points(group, &read)?.iter().map(SeriesPoint::cells).for_each(|cells| rows.cells(&cells));
            }
        }
        _ => {
            for (n, entry) in source.entries[stretch.items.clone()].iter().enumerate() {
                of_entry(source, table, stretch.items.start + n, entry, &mut rows)?;
            }
        }
    }
    rows.finish()
}

/// The rows of one report: its own, and what is known of it only beside the others.
fn of_entry(source: &Source<'_>, table: Table, n: usize, entry: &Entry, rows: &mut Rows) -> Result<(), ArchiveError> {
    let Some(wanted) = Part::of(table) else { return Ok(()) };
    let bytes = part(entry, wanted, source.store)?;
    let duplicate_of = source.across.duplicate_of[n].and_then(|n| match source.entries[n].outcome() {
        Outcome::Report(digest) => Some(digest.id.as_str()),
        Outcome::Failure(_) => None,
    });
    let replaced = (table == Table::Reports).then(|| table.position("duplicate_of")).zip(duplicate_of);
    let decoded = csv::decode(&bytes, |row| match replaced {
        Some((column, value)) => rows.row(row.iter().enumerate().map(|(n, f)| if n == column { value } else { f })),
        None => rows.row(row.iter()),
    });
    decoded.map_err(|_| ArchiveError::Damaged(entry.key.clone().into()))?;
    if table == Table::Findings {
        for finding in source.across.findings_of(n) {
            rows.cells(&finding.cells());
        }
    }
    Ok(())
}

/// Collects rows in every format asked for.
struct Rows {
    columns: Vec<&'static ColumnInfo>,
    csv: Option<Vec<u8>>,
    jsonl: Option<Vec<u8>>,
    parquet: Option<RowGroupBuilder>,
}

impl Rows {
    fn new(table: Table, formats: &[Format]) -> Result<Self, ArchiveError> {
        let has = |format| formats.contains(&format);
        Ok(Self {
            columns: table.columns(),
            csv: has(Format::Csv).then(Vec::new),
            jsonl: has(Format::TablesJsonl).then(Vec::new),
            parquet: has(Format::Parquet).then(|| RowGroupBuilder::new(table)).transpose().map_err(parquet)?,
        })
    }

    fn row<'f>(&mut self, fields: impl Iterator<Item = &'f str> + Clone) {
        if let Some(out) = &mut self.csv {
            csv::row(&self.columns, fields.clone(), out);
        }
        if let Some(out) = &mut self.jsonl {
            jsonl::row(&self.columns, fields.clone(), out);
        }
        if let Some(group) = &mut self.parquet {
            group.row(fields);
        }
    }

    fn cells(&mut self, cells: &[crate::output::record::Cell<'_>]) {
        let fields: Vec<String> = cells.iter().map(ToString::to_string).collect();
        self.row(fields.iter().map(String::as_str));
    }

    fn finish(self) -> Result<Made, ArchiveError> {
        Ok(Made {
            csv: self.csv.unwrap_or_default(),
            jsonl: self.jsonl.unwrap_or_default(),
            parquet: self.parquet.map(RowGroupBuilder::finish).transpose().map_err(parquet)?,
        })
    }
}

/// The files of one table.
struct Files {
    csv: Option<Draft>,
    jsonl: Option<Draft>,
    parquet: Option<Writer<Draft>>,
}

impl Files {
    fn create(store: &Store, table: Table, formats: &[Format]) -> Result<Self, ArchiveError> {
        let draft = |format: Format, extension: &str| {
            let name = format!("{TABLES}/{}.{extension}", table.name());
            formats.contains(&format).then(|| store.draft(&name)).transpose()
        };
        let mut csv = draft(Format::Csv, "csv")?;
        if let Some(csv) = &mut csv {
            csv.append(&csv::head(&table.columns()))?;
        }
        let file = draft(Format::Parquet, "parquet")?;
        let parquet = file.map(|file| Writer::new(file, table)).transpose().map_err(parquet)?;
        Ok(Self { csv, jsonl: draft(Format::TablesJsonl, "jsonl")?, parquet })
    }

    fn append(&mut self, made: Made) -> Result<(), ArchiveError> {
        if let Some(file) = &mut self.csv {
            file.append(&made.csv)?;
        }
        if let Some(file) = &mut self.jsonl {
            file.append(&made.jsonl)?;
        }
        if let (Some(file), Some(group)) = (&mut self.parquet, made.parquet) {
            file.append(group).map_err(parquet)?;
        }
        Ok(())
    }

    fn finish(self, done: &mut Vec<Finished>) -> Result<(), ArchiveError> {
        for draft in [self.csv, self.jsonl].into_iter().flatten() {
            done.push(draft.finish()?);
        }
        if let Some(writer) = self.parquet {
            done.push(writer.finish().map_err(parquet)?.finish()?);
        }
        Ok(())
    }
}

/// Encoding into memory does not fail: what can fail is the disk.
fn parquet(error: ParquetError) -> ArchiveError {
    ArchiveError::disk(std::path::Path::new(TABLES))(std::io::Error::other(error))
}
