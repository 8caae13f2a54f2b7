//! 压缩包. The files within a zip file, one after the other, so that an archive never lies unpacked in memory.

use std::io::{Cursor, Read, Seek};

use super::encoding::decode;
use super::error::Failure;
use super::package::Package;
use super::sniff::{Found, packaged, sniff};
use super::{Limits, ReadError, ReadErrorKind};

/// 压缩包成员. One file of a zip file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// `外.zip/内.docx`, folders within the zip file included.
    pub name: String,
    /// The unpacked file.
    pub bytes: Vec<u8>,
}

/// Whether the bytes are a zip file of files: a .docx or .xlsx is a zip file too, but one document.
#[must_use]
pub fn is_container(bytes: &[u8], limits: &Limits) -> bool {
    bytes.starts_with(b"PK") && matches!(sniff(bytes, "", limits), Ok(Found::Zip))
}

/// The files within a zip file, in the order of its directory; zip files within it are opened once more, not deeper.
/// Folders and the litter of operating systems are left out.
///
/// # Errors
/// [`ReadError`] when the bytes are no zip file or its directory is broken. A member that cannot be unpacked
/// is an error of its own and does not end the iteration.
pub fn members<'b>(bytes: &'b [u8], name: &str, limits: &Limits) -> Result<Members<Cursor<&'b [u8]>>, ReadError> {
    let package = Package::open(bytes, limits).map_err(|failure| failure.of(name))?;
    Ok(Members::new(package, name, limits))
}

/// The files within a zip file on disk, which may be larger than memory; `None` for anything else, single documents
/// and damaged zip files included.
pub fn open_container<R: Read + Seek>(mut reader: R, size: u64, name: &str, limits: &Limits) -> Option<Members<R>> {
    let mut sign = [0; 2];
    reader.read_exact(&mut sign).ok().filter(|()| sign == *b"PK")?;
    let mut package = Package::open_reader(reader, size, limits).ok()?;
    matches!(packaged(&mut package), Ok(Found::Zip)).then(|| Members::new(package, name, limits))
}

/// 压缩包内各文件. Iterator of [`members`].
pub struct Members<R> {
    outer: Walk<R>,
    inner: Option<Walk<Cursor<Vec<u8>>>>,
    limits: Limits,
}

impl<R> Members<R> {
    fn new(package: Package<R>, name: &str, limits: &Limits) -> Self {
        Self { outer: Walk { package, next: 0, name: name.to_owned() }, inner: None, limits: limits.clone() }
    }
}

/// One zip file on the way from its first entry to its last.
struct Walk<R> {
    package: Package<R>,
    next: usize,
    name: String,
}

impl<R: Read + Seek> Walk<R> {
    fn step(&mut self) -> Option<Result<Member, ReadError>> {
        while self.next < self.package.len() {
            let index = self.next;
            self.next += 1;
            let raw = match self.package.raw_name(index) {
                Ok(raw) => raw,
                Err(failure) => return Some(Err(failure.of(&format!("{}/第{}项", self.name, index + 1)))),
            };
            let path = file_name(&raw);
            if is_litter(&path) {
                continue;
            }
            let name = format!("{}/{path}", self.name);
            let bytes = self.package.entry(index).map_err(|failure| failure.of(&name));
            return Some(bytes.map(|bytes| Member { name, bytes }));
        }
        None
    }
}

impl<R: Read + Seek> Iterator for Members<R> {
    type Item = Result<Member, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.inner {
                match inner.step() {
                    Some(Ok(member)) if is_container(&member.bytes, &self.limits) => {
                        let failure = Failure::new(ReadErrorKind::TooLarge, "压缩包套压缩包超过一层，请解压后再试");
                        return Some(Err(failure.of(&member.name)));
                    }
                    Some(found) => return Some(found),
                    None => self.inner = None,
                }
            }
            match self.outer.step()? {
                Ok(member) if is_container(&member.bytes, &self.limits) => {
                    let Member { name, bytes } = member;
                    match Package::open(bytes, &self.limits) {
                        Ok(package) => self.inner = Some(Walk { package, next: 0, name }),
                        Err(failure) => return Some(Err(failure.of(&name))),
                    }
                }
                found => return Some(found),
            }
        }
    }
}

/// A path as UTF-8, or as the Chinese Windows that packed it wrote it.
fn file_name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => decode(raw, Some("gb18030")).map_or_else(|| String::from_utf8_lossy(raw).into_owned(), |d| d.text),
    };
    name.replace('\\', "/")
}

/// Folders, resource forks, thumbnails, lock files of open documents.
fn is_litter(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    path.ends_with('/')
        || path.starts_with("__MACOSX/")
        || file.starts_with("~$")
        || file.starts_with("._")
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use encoding_rs::GB18030;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        let found = members(bytes, "档案.zip", &Limits::default()).unwrap();
        found.map(|m| m.map_or_else(|e| format!("{}!{}", e.name, e.kind.name()), |m| m.name)).collect()
    }

    #[test]
    fn nested_once_and_no_deeper() {
        let deepest = zip(&[("丁.txt", b"4")]);
        let inner = zip(&[("乙.txt", b"2"), ("丙.zip", &deepest)]);
        let outer =
            zip(&[("甲/", b""), ("甲/一.txt", b"1"), ("~$一.docx", b"x"), ("内.zip", &inner), ("末.txt", b"3")]);
        assert_eq!(
            names(&outer),
            ["档案.zip/甲/一.txt", "档案.zip/内.zip/乙.txt", "档案.zip/内.zip/丙.zip!too_large", "档案.zip/末.txt"]
        );
    }

    #[test]
    fn names_in_gbk() {
        let marker = "twelve-bytes";
        let mut bytes = zip(&[(marker, b"1")]);
        let name = GB18030.encode("自评报告.txt").0.into_owned();
        while let Some(at) = memchr::memmem::find(&bytes, marker.as_bytes()) {
            bytes[at..at + marker.len()].copy_from_slice(&name);
        }
        assert_eq!(names(&bytes), ["档案.zip/自评报告.txt"]);
    }

    #[test]
    fn a_bomb_is_an_error_of_its_own() {
        let limits = Limits { expansion: 10, ..Limits::default() };
        let bytes = zip(&[("炸弹.txt", &vec![b' '; 4 << 20]), ("好.txt", b"1")]);
        let kinds: Vec<_> =
            members(&bytes, "a", &limits).unwrap().map(|m| m.map(|m| m.name).map_err(|e| e.kind)).collect();
        assert_eq!(kinds, [Err(ReadErrorKind::TooLarge), Ok("a/好.txt".to_owned())]);
    }
}
