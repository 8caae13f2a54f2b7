//! What the command line names: found, read, and taken through all phases.

mod pieces;
mod problem;
mod walk;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::document::{self, Limits};
use crate::findings::JudgeSettings;
use crate::review::{self, Review};

use pieces::{Piece, Pieces};
pub(crate) use problem::Problem;
pub(crate) use walk::gather;

/// 输入. Something the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// How the report is called that it holds, unless it is a zip.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "标准输入".to_owned(),
        }
    }
}

/// How reports are read and judged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// What one file may cost.
    pub limits: Limits,
    /// How strictly tails are judged.
    pub judging: JudgeSettings,
}

/// Reads one report through all phases. A fault of the program costs this report only.
fn review(piece: Piece, reading: &Reading) -> Result<Review, Problem> {
    let file = piece.read(&reading.limits)?;
    guarded(&file.name, || {
        let document = document::read(&file.bytes, &file.name, &reading.limits)?;
        Ok(review::check(document, &reading.judging))
    })
}

/// Runs `work` and turns a panic into a problem of this report.
pub(crate) fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Problem::new(name, "程序出错，这份报告没有处理完；请把上面的英文信息和文件反馈给我们")))
}

/// What a person should know of a report without figures: it can be read, but there is nothing to check.
fn hint(review: &Review) -> Option<Problem> {
    let is_bare = review.figures.figures.is_empty();
    is_bare.then(|| Problem::new(&review.document.source.name, "没有读出数据，没有可以核对的；请核对内容是否完整"))
}

/// Reviews all inputs, several at a time; `each` gets the results in order of the inputs, with what a person should
/// know of the report.
///
/// # Errors
/// The first error of `each`; the inputs after it are left.
pub(crate) fn for_each<T: Send>(
    inputs: Vec<Result<Input, Problem>>,
    reading: &Reading,
    render: impl Fn(Review) -> T + Sync,
    mut each: impl FnMut(Result<(T, Option<Problem>), Problem>) -> io::Result<()>,
) -> io::Result<()> {
    let work = |piece: Result<Piece, Problem>| {
        let review = review(piece?, reading)?;
        let hint = hint(&review);
        Ok((render(review), hint))
    };
    let mut pieces = Pieces::new(inputs, &reading.limits);
    loop {
        // Of many, a few per thread are held at a time; a single one needs no thread pool.
        let some: Vec<_> = pieces.by_ref().take(2).collect();
        let some: Vec<_> = match some.len() {
            0 => return Ok(()),
            1 => some,
            _ => some.into_iter().chain(pieces.by_ref().take(4 * rayon::current_num_threads())).collect(),
        };
        let results: Vec<_> = match some.len() {
            1 => some.into_iter().map(work).collect(),
            _ => some.into_par_iter().map(work).collect(),
        };
        results.into_iter().try_for_each(&mut each)?;
    }
}

/// A text file that is no report: waivers, results of an earlier run.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Problem> {
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    std::fs::read_to_string(path).map_err(|error| Problem::io(path, &error))
}
