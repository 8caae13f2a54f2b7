use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Input, Problem};

/// Extensions of files that are tried when a directory or zip file is given; a file that is named itself is always
/// tried.
const EXTENSIONS: [&str; 14] =
    ["txt", "md", "html", "htm", "docx", "doc", "wps", "rtf", "pdf", "xlsx", "xls", "et", "csv", "zip"];

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
            Ok(entry) if !entry.file_type().is_dir() && is_report(entry.path()) => {
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
        inputs.push(Err(nothing_in(&directory.display().to_string(), "目录")));
    }
}

/// A directory or zip file without a report.
pub(super) fn nothing_in(name: &str, what: &str) -> Problem {
    Problem::new(name, format!("{what}里没有报告；能读的有 {}", EXTENSIONS.join("、")))
}

/// Whether a file that was not named itself is tried.
pub(super) fn is_report(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}
