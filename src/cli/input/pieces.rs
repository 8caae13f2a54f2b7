use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::vec;

use crate::document::{self, Limits, Member, Members, ReadError, ReadErrorKind};

use super::walk::{is_report, nothing_in};
use super::{Input, Problem};

/// 一份. One file that may be a report, on disk or in memory.
pub(super) enum Piece {
    /// It lies on disk; whoever works on it reads it.
    File(PathBuf),
    /// It came from standard input, or out of a zip file.
    Bytes(Member),
}

/// The pieces of all inputs in order; zip files are unpacked one member at a time, as they are taken.
pub(super) struct Pieces<'a> {
    inputs: vec::IntoIter<Result<Input, Problem>>,
    limits: &'a Limits,
    open: Option<Container>,
}

/// A zip file that is being unpacked.
struct Container {
    name: String,
    members: Box<dyn Iterator<Item = Result<Member, ReadError>>>,
    has_reports: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(inputs: Vec<Result<Input, Problem>>, limits: &'a Limits) -> Self {
        Self { inputs: inputs.into_iter(), limits, open: None }
    }

    fn file(&mut self, path: PathBuf) -> Option<Result<Piece, Problem>> {
        let size = match std::fs::metadata(&path) {
            Ok(data) => data.len(),
            Err(error) => return Some(Err(Problem::io(&path, &error))),
        };
        let name = path.display().to_string();
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let members = File::open(&path).ok().and_then(|file| document::open_container(file, size, &name, self.limits));
        self.start(name, members).map_or(Some(Ok(Piece::File(path))), |()| None)
    }

    fn stdin(&mut self) -> Option<Result<Piece, Problem>> {
        let name = Input::Stdin.name();
        let bytes = match read_within(io::stdin().lock(), &name, self.limits) {
            Ok(bytes) => bytes,
            Err(problem) => return Some(Err(problem)),
        };
        if document::is_container(&bytes, self.limits) {
            let size = bytes.len() as u64;
            let members = document::open_container(Cursor::new(bytes), size, &name, self.limits);
            self.start(name, members)?;
            return None;
        }
        Some(Ok(Piece::Bytes(Member { name, bytes })))
    }

    /// Goes on with the members of a zip file, if it is one.
    fn start<R: Read + Seek + 'static>(&mut self, name: String, members: Option<Members<R>>) -> Option<()> {
        self.open = Some(Container { name, members: Box::new(members?), has_reports: false });
        Some(())
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Piece, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(container) = &mut self.open {
                let wanted = |member: &Result<Member, ReadError>| {
                    member.as_ref().map_or(true, |member| is_report(Path::new(&member.name)))
                };
                if let Some(member) = container.members.find(wanted) {
                    container.has_reports = true;
                    return Some(member.map(Piece::Bytes).map_err(Problem::from));
                }
                let Container { name, has_reports, .. } = self.open.take()?;
                if !has_reports {
                    return Some(Err(nothing_in(&name, "压缩包")));
                }
            }
            let piece = match self.inputs.next()? {
                Err(problem) => Some(Err(problem)),
                Ok(Input::File(path)) => self.file(path),
                Ok(Input::Stdin) => self.stdin(),
            };
            if piece.is_some() {
                return piece;
            }
        }
    }
}

impl Piece {
    /// Its name and content.
    pub(super) fn read(self, limits: &Limits) -> Result<Member, Problem> {
        match self {
            Self::Bytes(member) => Ok(member),
            Self::File(path) => {
                #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
                let file = File::open(&path).map_err(|error| Problem::io(&path, &error))?;
                let name = path.display().to_string();
                let bytes = read_within(file, &name, limits)?;
                Ok(Member { name, bytes })
            }
        }
    }
}

/// All that a reader has, unless that is too much.
fn read_within(reader: impl Read, name: &str, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match reader.take(limits.file_bytes + 1).read_to_end(&mut bytes) {
        Err(error) => Err(Problem::io(Path::new(name), &error)),
        Ok(_) if bytes.len() as u64 > limits.file_bytes => {
            let detail = format!("限额 {} MB", limits.file_bytes >> 20);
            Err(ReadError::new(name, ReadErrorKind::TooLarge, detail).into())
        }
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
    fn zip_files_are_read_member_by_member() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let zip = |name: &str, members: &[&str]| {
            let mut zip = ZipWriter::new(File::create(at(name)).unwrap());
            for member in members {
                zip.start_file(*member, SimpleFileOptions::default()).unwrap();
                zip.write_all("支出12万元".as_bytes()).unwrap();
            }
            zip.finish().unwrap();
        };
        zip("a.zip", &["2023/甲.txt", "图.jpg", "乙.txt"]);
        zip("b.zip", &["图.jpg"]);
        std::fs::write(at("c.txt"), "支出").unwrap();
        let inputs = ["a.zip", "b.zip", "c.txt", "没有.txt"].map(|name| Ok(Input::File(at(name)))).into();
        let limits = Limits::default();
        let names: Vec<String> = Pieces::new(inputs, &limits)
            .map(|piece| match piece.and_then(|piece| piece.read(&limits)) {
                Ok(member) => member.name,
                Err(problem) => problem.to_string(),
            })
            .map(|name| name.replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        assert_eq!(names[..2], ["a.zip/2023/甲.txt", "a.zip/乙.txt"]);
        assert!(names[2].starts_with("b.zip：压缩包里没有报告"), "{names:?}");
        assert_eq!(names[3], "c.txt");
        assert!(names[4].starts_with("没有.txt：没有这个文件"));
    }
}
