//! The directory that a run works in: units of finished files, and the way every output gets to its place.

#![expect(clippy::disallowed_methods, reason = "this is where the archive touches the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::ArchiveError;

/// Folder of the tables.
pub(super) const TABLES: &str = "tables";
/// Folder of the JSON documents.
pub(super) const REPORTS: &str = "reports";

/// Where finished units are found again.
pub(super) trait Units: Sync {
    /// Bytes of a unit, if there is one.
    fn unit(&self, key: &str) -> Option<Vec<u8>>;
}

impl Units for Store {
    fn unit(&self, key: &str) -> Option<Vec<u8>> {
        fs::read(self.unit_path(key)).ok()
    }
}

/// 工作目录. `DIR` with what was made and, under `DIR/.gouji`, what the next run can use.
pub(super) struct Store {
    root: PathBuf,
    units: PathBuf,
    unfinished: PathBuf,
    n_files: AtomicU64,
    /// Held as long as the store: no two runs in one directory.
    _lock: File,
}

impl Store {
    /// Opens or makes the directory and throws away what a killed run left unfinished.
    pub(super) fn open(root: &Path) -> Result<Self, ArchiveError> {
        let state = root.join(".gouji");
        let (units, unfinished) = (state.join("units"), state.join("unfinished"));
        fs::create_dir_all(&units).map_err(ArchiveError::disk(&units))?;
        let lock_path = state.join("lock");
        let lock = File::create(&lock_path).map_err(ArchiveError::disk(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ArchiveError::Busy(root.to_owned())),
            // A network disk without locks: go on without.
            Err(TryLockError::Error(_)) => {}
        }
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(ArchiveError::disk(&unfinished))?;
        }
        fs::create_dir_all(&unfinished).map_err(ArchiveError::disk(&unfinished))?;
        Ok(Self { root: root.to_owned(), units, unfinished, n_files: AtomicU64::new(0), _lock: lock })
    }

    /// Where a unit is kept.
    fn unit_path(&self, key: &str) -> PathBuf {
        self.units.join(&key[..2]).join(key)
    }

    /// Keeps a unit: not there or wholly there, whatever happens meanwhile.
    pub(super) fn keep_unit(&self, key: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        let path = self.unit_path(key);
        self.place(&path, bytes, |_| Ok(()))
    }

    /// Throws away the units that no input refers to any more.
    pub(super) fn drop_units_but(&self, wanted: &BTreeSet<&str>) -> Result<(), ArchiveError> {
        for folder in fs::read_dir(&self.units).map_err(ArchiveError::disk(&self.units))?.flatten() {
            for unit in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                if unit.file_name().to_str().is_none_or(|name| !wanted.contains(name)) {
                    fs::remove_file(unit.path()).map_err(ArchiveError::disk(&unit.path()))?;
                }
            }
        }
        Ok(())
    }

    /// A new file that nobody sees until it is [published](Draft::publish).
    pub(super) fn draft(&self, name: &str) -> Result<Draft, ArchiveError> {
        let path = self.unfinished.join(self.n_files.fetch_add(1, Ordering::Relaxed).to_string());
        let file = File::create(&path).map_err(ArchiveError::disk(&path))?;
        Ok(Draft { file, path, target: self.root.join(name) })
    }

    /// Writes a whole output at once, unless it already stands there as it should.
    pub(super) fn publish(&self, name: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
        let path = self.root.join(name);
        let is_there = fs::metadata(&path).is_ok_and(|m| m.len() == bytes.len() as u64)
            && fs::read(&path).is_ok_and(|there| there == bytes);
        if is_there { Ok(()) } else { self.place(&path, bytes, File::sync_data) }
    }

    /// Removes the files of a folder of outputs that are not `wanted`.
    pub(super) fn drop_outputs_but(&self, folder: &str, wanted: &BTreeSet<String>) -> Result<(), ArchiveError> {
        let folder = self.root.join(folder);
        for file in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if file.file_name().to_str().is_none_or(|name| !wanted.contains(name)) {
                fs::remove_file(file.path()).map_err(ArchiveError::disk(&file.path()))?;
            }
        }
        Ok(())
    }

    /// Writes beside, then renames: a file of that name is always whole.
    fn place(&self, path: &Path, bytes: &[u8], flush: fn(&File) -> io::Result<()>) -> Result<(), ArchiveError> {
        let draft = self.unfinished.join(self.n_files.fetch_add(1, Ordering::Relaxed).to_string());
        let write = || {
            let mut file = File::create(&draft)?;
            file.write_all(bytes)?;
            flush(&file)
        };
        write().map_err(ArchiveError::disk(&draft))?;
        rename(&draft, path).map_err(ArchiveError::disk(path))
    }

    /// Leaves no trace of work under way.
    pub(super) fn close(self) -> Result<(), ArchiveError> {
        fs::remove_dir_all(&self.unfinished).map_err(ArchiveError::disk(&self.unfinished))?;
        for folder in [self.root.join(TABLES), self.root.join(REPORTS), self.root.clone()] {
            if folder.exists() {
                sync_folder(&folder).map_err(ArchiveError::disk(&folder))?;
            }
        }
        Ok(())
    }
}

/// 草稿. A file that is still being written.
pub(super) struct Draft {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Writes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.file.write_all(bytes).map_err(ArchiveError::disk(&self.path))
    }

    /// Makes it safe on disk; it can then be published at once.
    pub(super) fn finish(self) -> Result<Finished, ArchiveError> {
        self.file.sync_all().map_err(ArchiveError::disk(&self.path))?;
        Ok(Finished { path: self.path, target: self.target })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// 定稿. A file that is whole on disk but not yet in its place.
pub(super) struct Finished {
    path: PathBuf,
    target: PathBuf,
}

impl Finished {
    /// Puts it in its place.
    pub(super) fn publish(self) -> Result<(), ArchiveError> {
        rename(&self.path, &self.target).map_err(ArchiveError::disk(&self.target))
    }
}

/// Renames into a folder that is made when it is missing.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::rename(from, to)
        }
        done => done,
    }
}

/// Makes renames last through a power failure, where the system can.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
