use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::input::Problem;

/// 草稿. A file that is written beside its place and renamed: whatever has its name is whole.
pub(crate) struct Draft {
    file: File,
    path: PathBuf,
    place: PathBuf,
    is_published: bool,
}

impl Draft {
    pub(crate) fn create(place: &Path) -> Result<Self, Problem> {
        let mut path = OsString::from(place);
        path.push(".unfinished");
        let path = PathBuf::from(path);
        #[expect(clippy::disallowed_methods, reason = "the command line writes files")]
        let file = File::create(&path).map_err(|error| Problem::unwritable(place, &error))?;
        Ok(Self { file, path, place: place.to_owned(), is_published: false })
    }

    /// Puts the whole file in its place.
    pub(crate) fn publish(mut self) -> Result<(), Problem> {
        let moved = self.file.sync_all().and_then(|()| std::fs::rename(&self.path, &self.place));
        self.is_published = moved.is_ok();
        moved.map_err(|error| Problem::unwritable(&self.place, &error))
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

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_published {
            // Half a file is of no use to anybody; that it stays is no further harm.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
