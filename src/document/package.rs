//! The zip file that a .docx or .xlsx is: its parts, unpacked within limits.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::Failure;
use super::{Limits, ReadErrorKind};

/// Packed bytes below which the expansion ratio is no concern.
const SMALL: u64 = 1 << 20;

/// 文件包. A zip file in memory or on disk.
pub(super) struct Package<R> {
    zip: ZipArchive<R>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Bytes that one entry may have.
    entry_bytes: u64,
}

impl<B: AsRef<[u8]>> Package<Cursor<B>> {
    /// Opens a zip file in memory.
    pub(super) fn open(bytes: B, limits: &Limits) -> Result<Self, Failure> {
        let size = bytes.as_ref().len() as u64;
        Self::open_reader(Cursor::new(bytes), size, limits)
    }
}

impl<R: Read + Seek> Package<R> {
    /// Opens a zip file of so many bytes.
    pub(super) fn open_reader(reader: R, size: u64, limits: &Limits) -> Result<Self, Failure> {
        let left = size.saturating_mul(limits.expansion).max(SMALL);
        let zip = ZipArchive::new(reader).map_err(|e| failure(&e))?;
        Ok(Self { zip, left, entry_bytes: limits.file_bytes.max(limits.text_bytes) })
    }

    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Name of an entry as its raw bytes.
    pub(super) fn raw_name(&mut self, index: usize) -> Result<Vec<u8>, Failure> {
        let entry = self.zip.by_index_raw(index).map_err(|e| failure(&e))?;
        Ok(entry.name_raw().to_vec())
    }

    /// Whether it has a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part by name; `None` if there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self.zip.index_for_name(name) {
            Some(index) => self.entry(index).map(Some),
            None => Ok(None),
        }
    }

    /// An entry by index.
    pub(super) fn entry(&mut self, index: usize) -> Result<Vec<u8>, Failure> {
        let left = self.left.min(self.entry_bytes);
        let mut entry = self.zip.by_index(index).map_err(|e| failure(&e))?;
        let mut bytes = Vec::new();
        // The size that the entry claims for itself is not believed.
        let read = (&mut entry).take(left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            return Err(Failure::too_large("解压后的大小超出限额，可能是压缩炸弹"));
        }
        self.left -= bytes.len() as u64;
        match read {
            Ok(_) => Ok(bytes),
            Err(_) => Err(Failure::damaged(format!("压缩内容损坏：{}", entry.name().unwrap_or_default()))),
        }
    }
}

fn failure(error: &ZipError) -> Failure {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Failure::new(ReadErrorKind::Encrypted, ""),
        ZipError::UnsupportedArchive(_) => Failure::damaged("压缩方式不支持"),
        _ => Failure::damaged("压缩目录损坏"),
    }
}
