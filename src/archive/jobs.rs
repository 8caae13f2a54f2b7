//! What the workers take one after the other: files, and the files within zip files.

#![expect(clippy::disallowed_methods, reason = "this is where the archive reads its files")]

use std::fs::{self, File};
use std::io::BufReader;
use std::path::PathBuf;
use std::slice;

use crate::document::{self, Limits, Member, Members, ReadError, ReadErrorKind};
use crate::output::record::Failure;

use super::{Input, Progress, file};

/// One file to be finished.
pub(super) enum Job {
    /// It lies on disk; the worker reads it.
    File { name: String, path: PathBuf, bytes: u64 },
    /// It was unpacked.
    Member(Member),
    /// It could not be unpacked.
    Failed(ReadError),
}

impl Job {
    /// What it takes in memory, as far as is known.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::File { bytes, .. } => *bytes,
            Self::Member(member) => member.bytes.len() as u64,
            Self::Failed(_) => 0,
        }
    }

    /// Its name and content.
    pub(super) fn read(self, limit: u64) -> Result<(String, Vec<u8>), Failure> {
        match self {
            Self::Failed(error) => Err(file::failure(&error, None)),
            Self::Member(Member { name, bytes }) => Ok((name, bytes)),
            Self::File { name, bytes, .. } if bytes > limit => {
                let error = ReadError::new(&name, ReadErrorKind::TooLarge, format!("{bytes}字节"));
                Err(file::failure(&error, Some(bytes)))
            }
            Self::File { name, path, bytes } => match fs::read(path) {
                Ok(content) => Ok((name, content)),
                Err(error) => Err(Failure {
                    file: name,
                    kind: "unreachable".to_owned(),
                    message: format!("无法打开（{error}）；请核对权限"),
                    bytes: Some(bytes),
                    sha256: None,
                }),
            },
        }
    }
}

/// The jobs of an archive; a zip file is unpacked one file at a time, as they are taken.
pub(super) struct Jobs<'a> {
    inputs: slice::Iter<'a, Input>,
    open: Option<Members<BufReader<File>>>,
    limits: &'a Limits,
    progress: &'a Progress,
}

impl<'a> Jobs<'a> {
    pub(super) fn new(inputs: &'a [Input], limits: &'a Limits, progress: &'a Progress) -> Self {
        Self { inputs: inputs.iter(), open: None, limits, progress }
    }
}

impl Iterator for Jobs<'_> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(members) = &mut self.open {
                match members.next() {
                    Some(member) => {
                        self.progress.more(1);
                        return Some(member.map_or_else(Job::Failed, Job::Member));
                    }
                    None => self.open = None,
                }
            }
            let Input { name, path, bytes } = self.inputs.next()?.clone();
            self.open = container(&name, &path, bytes, self.limits);
            if self.open.is_none() {
                return Some(Job::File { name, path, bytes });
            }
            // The zip file itself is no report, and so no step.
            self.progress.step();
        }
    }
}

/// A zip file of files, opened.
fn container(name: &str, path: &PathBuf, bytes: u64, limits: &Limits) -> Option<Members<BufReader<File>>> {
    let reader = BufReader::new(File::open(path).ok()?);
    document::open_container(reader, bytes, name, limits)
}
