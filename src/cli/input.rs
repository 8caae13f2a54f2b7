use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::document::{self, Limits, ReadError, ReadErrorKind};
use crate::findings::JudgeSettings;
use crate::review::{self, Review};

/// 输入. One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// 读取问题. What could not be read, why, and what to do; in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem(String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self(error.to_string())
    }
}

impl Problem {
    pub(crate) fn new(name: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self(format!("{name}：{what}"))
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "没有这个文件或目录；请核对路径".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限；请换用有权限的账户，或复制一份再试".to_owned(),
            _ => format!("读取失败（{error}）；请检查磁盘或网络后再试"),
        };
        Self::new(path.display(), what)
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

/// Extensions of files that are tried when a directory is given; a file that is named itself is always tried.
const EXTENSIONS: [&str; 13] =
    ["txt", "md", "html", "htm", "docx", "doc", "wps", "rtf", "pdf", "xlsx", "xls", "et", "csv"];

/// What the paths name, directories walked in order of names. No path, or `-`, is standard input.
pub(crate) fn gather(paths: &[PathBuf]) -> Vec<Result<Input, Problem>> {
    if paths.is_empty() {
        return vec![Ok(Input::Stdin)];
    }
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Ok(Input::Stdin));
        } else if path.is_dir() {
            walk(path, &mut inputs);
        } else {
            inputs.push(Ok(Input::File(path.clone())));
        }
    }
    inputs
}

fn walk(directory: &Path, inputs: &mut Vec<Result<Input, Problem>>) {
    let before = inputs.len();
    let is_hidden = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name.starts_with("~$"))
    };
    for entry in WalkDir::new(directory).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_report(entry.path()) => {
                inputs.push(Ok(Input::File(entry.into_path())));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(directory).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("目录循环"));
                inputs.push(Err(Problem::io(&path, &error)));
            }
        }
    }
    if inputs.len() == before {
        let known = EXTENSIONS.join("、");
        inputs.push(Err(Problem::new(directory.display(), format!("目录里没有报告；能读的有 {known}"))));
    }
}

fn is_report(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

impl Input {
    /// What messages and outputs call it.
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "标准输入".to_owned(),
        }
    }

    fn bytes(&self, limits: &Limits) -> Result<Vec<u8>, Problem> {
        let too_large = |size: u64| {
            let detail = format!("{}，限额 {}", mebibytes(size), mebibytes(limits.file_bytes));
            Problem::from(ReadError::new(&self.name(), ReadErrorKind::TooLarge, detail))
        };
        let mut bytes = Vec::new();
        let read = match self {
            Self::File(path) => {
                #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
                let file = std::fs::File::open(path).map_err(|error| Problem::io(path, &error))?;
                match file.metadata() {
                    Ok(data) if data.len() > limits.file_bytes => return Err(too_large(data.len())),
                    Ok(data) => bytes.reserve(usize::try_from(data.len()).unwrap_or_default()),
                    Err(_) => {}
                }
                file.take(limits.file_bytes + 1).read_to_end(&mut bytes)
            }
            Self::Stdin => io::stdin().lock().take(limits.file_bytes + 1).read_to_end(&mut bytes),
        };
        match read {
            Err(error) => Err(Problem::io(Path::new(&self.name()), &error)),
            Ok(_) if bytes.len() as u64 > limits.file_bytes => Err(too_large(bytes.len() as u64)),
            Ok(_) => Ok(bytes),
        }
    }

    /// Reads it through all phases. A fault of the program costs this report only.
    pub(crate) fn review(&self, reading: &Reading) -> Result<Review, Problem> {
        let (name, bytes) = (self.name(), self.bytes(&reading.limits)?);
        guarded(&name, || {
            let document = document::read(&bytes, &name, &reading.limits)?;
            drop(bytes);
            Ok(review::check(document, &reading.judging))
        })
    }
}

/// Runs `work` and turns a panic into a problem of this report.
pub(crate) fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Problem::new(name, "程序出错，这份报告没有处理完；请把上面的英文信息和文件反馈给我们")))
}

/// A text file that is no report: waivers, results of an earlier run.
pub(crate) fn read_text(path: &Path) -> Result<String, Problem> {
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    let text = std::fs::read_to_string(path);
    text.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Problem::new(path.display(), "不是 UTF-8 文本；请核对是否取错文件"),
        _ => Problem::io(path, &error),
    })
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// Reviews all inputs, several at a time; `each` gets the results in order of the inputs.
pub(crate) fn for_each<T: Send>(
    inputs: Vec<Result<Input, Problem>>,
    reading: &Reading,
    render: impl Fn(Review) -> T + Sync,
    mut each: impl FnMut(Result<T, Problem>) -> io::Result<()>,
) -> io::Result<()> {
    let work = |input: Result<Input, Problem>| input.and_then(|input| input.review(reading)).map(&render);
    // A single report needs no thread pool; of many, a few per thread are held at a time.
    if inputs.len() == 1 {
        return inputs.into_iter().map(work).try_for_each(each);
    }
    let mut inputs = inputs.into_iter();
    loop {
        let some: Vec<_> = inputs.by_ref().take(4 * rayon::current_num_threads()).collect();
        if some.is_empty() {
            return Ok(());
        }
        let results: Vec<_> = some.into_par_iter().map(work).collect();
        results.into_iter().try_for_each(&mut each)?;
    }
}
