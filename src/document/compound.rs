//! The OLE file that a .doc or .xls is: streams by name.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::ReadErrorKind;
use super::error::Failure;

/// Bytes that every such file begins with.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// 复合文件.
pub(super) struct Compound<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    /// A stream is never longer than the file, whatever its entry says.
    max_bytes: u64,
}

impl<'b> Compound<'b> {
    /// Opens one.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Failure> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Failure::damaged("复合文件的目录损坏"))?;
        Ok(Self { file, max_bytes: bytes.len() as u64 })
    }

    /// Whether it has a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.is_stream(format!("/{name}"))
    }

    /// A stream by name; `None` if there is none.
    pub(super) fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        if !self.has(name) {
            return Ok(None);
        }
        let broken = |_| Failure::damaged(format!("数据流 {name} 损坏"));
        let mut bytes = Vec::new();
        let stream = self.file.open_stream(format!("/{name}")).map_err(broken)?;
        stream.take(self.max_bytes).read_to_end(&mut bytes).map_err(broken)?;
        Ok(Some(bytes))
    }

    /// A stream that must be there.
    pub(super) fn required(&mut self, name: &str) -> Result<Vec<u8>, Failure> {
        self.stream(name)?.ok_or_else(|| Failure::new(ReadErrorKind::Damaged, format!("没有数据流 {name}")))
    }
}
