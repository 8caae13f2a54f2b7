use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::gold::GoldError;
use super::truth::Truth;

/// 语料分组.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    /// Rules may be developed on it.
    Tune,
    /// For scoring only; its scores were looked at while the rules were written.
    Test,
    /// For scoring only, written when the rules were; its misses were not shown to their writers.
    Fresh,
}

impl Split {
    /// Name of its folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tune => "tune",
            Self::Test => "test",
            Self::Fresh => "fresh",
        }
    }
}

/// 评测样本. One report with the truth beside it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of its folder.
    pub id: String,
    /// The report.
    pub text: String,
    /// Whether its writer meant it to be free of defects.
    pub consistent: bool,
    pub(super) truth: Truth,
}

#[derive(Deserialize)]
struct About {
    consistent: bool,
}

impl Case {
    /// A report and its truth: the contents of `report.txt`, `gold.jsonl` and `about.toml` of one folder.
    ///
    /// # Errors
    /// When the truth cannot be read or does not match the report; `folder` is named in the message.
    pub fn new(folder: &Path, text: String, gold: &str, about: &str) -> Result<Self, GoldError> {
        let name = |file: &str| folder.join(file).display().to_string();
        let truth = Truth::read(&text, gold, &name("gold.jsonl"))?;
        let about: About = toml::from_str(about).map_err(|error| GoldError {
            file: name("about.toml"),
            line: 0,
            what: error.message().to_owned(),
        })?;
        if about.consistent && !truth.findings.is_empty() {
            let what = "说是一致的报告，答案里却有问题".to_owned();
            return Err(GoldError { file: name("about.toml"), line: 0, what });
        }
        let id = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { id, text, consistent: about.consistent, truth })
    }

    /// Number of figures of the truth.
    #[must_use]
    pub fn n_figures(&self) -> usize {
        self.truth.figures.len()
    }

    fn read(folder: &Path) -> Result<Self, GoldError> {
        let read = |file: &str| {
            let path = folder.join(file);
            #[expect(clippy::disallowed_methods, reason = "the corpus lies on disk")]
            let content = fs::read_to_string(&path);
            content.map_err(|error| GoldError { file: path.display().to_string(), line: 0, what: error.to_string() })
        };
        Self::new(folder, read("report.txt")?, &read("gold.jsonl")?, &read("about.toml")?)
    }
}

/// All samples below `root`, in order of their names: itself, its folders, or those of `tune/`, `test/` and `fresh/`.
///
/// # Errors
/// The first folder whose truth is not right, or that there is none.
pub fn gather(root: &Path, split: Option<Split>) -> Result<Vec<Case>, GoldError> {
    let mut folders = Vec::new();
    let roots = match split {
        Some(split) if root.join(split.name()).is_dir() => vec![root.join(split.name())],
        _ => vec![root.to_owned()],
    };
    for root in roots {
        find(&root, 3, &mut folders);
    }
    folders.sort();
    let cases = folders.iter().map(|folder| Case::read(folder)).collect::<Result<Vec<_>, _>>()?;
    if cases.is_empty() {
        let what = "没有带答案的报告（report.txt、gold.jsonl、about.toml）".to_owned();
        return Err(GoldError { file: root.display().to_string(), line: 0, what });
    }
    Ok(cases)
}

fn find(folder: &Path, depth: u32, into: &mut Vec<PathBuf>) {
    if folder.join("gold.jsonl").is_file() {
        into.push(folder.to_owned());
        return;
    }
    if depth > 0 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter(|entry| entry.path().is_dir()).for_each(|entry| find(&entry.path(), depth - 1, into));
    }
}
