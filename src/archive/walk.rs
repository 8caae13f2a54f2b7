//! Finding the files of an archive, in an order that does not depend on the disk.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::output::record::Failure;

use super::ArchiveError;

/// 待读文件. One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Name within the archive, as every output shows it: `2023/民政局.docx`.
    pub name: String,
    /// Where it is on disk.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
}

/// Every file of the archives by name, and what could not be looked into.
///
/// Skipped are hidden files, the `~$` files of an open Word, what systems leave in folders, and the folder `except`.
///
/// # Errors
/// - a root that does not exist,
/// - no file at all,
/// - two roots that give the same name to different files.
pub fn walk(roots: &[PathBuf], except: Option<&Path>) -> Result<(Vec<Input>, Vec<Failure>), ArchiveError> {
    let except = except.and_then(|path| path.canonicalize().ok());
    let mut names: BTreeMap<PathBuf, (String, u64)> = BTreeMap::new();
    let mut failures = Vec::new();
    for root in roots {
        let here = root.canonicalize().map_err(|source| ArchiveError::Unreachable { path: root.clone(), source })?;
        let base = base_name(root, &here);
        let is_wanted = |entry: &DirEntry| {
            entry.depth() == 0 || !is_skipped(entry) && except.as_deref().is_none_or(|except| entry.path() != except)
        };
        for entry in WalkDir::new(&here).into_iter().filter_entry(is_wanted) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failures.push(unreachable(&base, &here, &error));
                    continue;
                }
            };
            // A link is followed to a file, never to a folder: folders may run in circles.
            let Ok(metadata) = std::fs::metadata(entry.path()) else { continue };
            if !metadata.is_file() {
                continue;
            }
            let name = name(&base, &here, entry.path());
            let known = names.entry(entry.into_path()).or_insert_with(|| (name.clone(), metadata.len()));
            // A file that is also in a folder of the list is called by its place in the folder.
            if known.0.len() < name.len() {
                known.0 = name;
            }
        }
    }
    if names.is_empty() && failures.is_empty() {
        return Err(ArchiveError::Empty);
    }
    let mut inputs: Vec<Input> = names.into_iter().map(|(path, (name, bytes))| Input { name, path, bytes }).collect();
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(same) = inputs.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(ArchiveError::SameName(same[0].name.clone()));
    }
    failures.sort_by(|a, b| a.file.cmp(&b.file));
    Ok((inputs, failures))
}

/// What the names of a root begin with: the path as typed, or its last part where that tells of the machine.
fn base_name(root: &Path, here: &Path) -> String {
    let is_plain = root.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let typed: Vec<_> = root.components().filter(|c| matches!(c, Component::Normal(_))).collect();
    let path: PathBuf = if is_plain && !typed.is_empty() {
        typed.into_iter().collect()
    } else {
        here.file_name().map(PathBuf::from).unwrap_or_default()
    };
    slashed(&path)
}

fn name(base: &str, root: &Path, path: &Path) -> String {
    match path.strip_prefix(root) {
        Ok(rest) if rest.as_os_str().is_empty() => base.to_owned(),
        Ok(rest) if base.is_empty() => slashed(rest),
        Ok(rest) => format!("{base}/{}", slashed(rest)),
        Err(_) => slashed(path),
    }
}

/// With `/` on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn is_skipped(entry: &DirEntry) -> bool {
    const LEFT_BY_SYSTEMS: [&str; 4] = ["Thumbs.db", "desktop.ini", "__MACOSX", "$RECYCLE.BIN"];
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.')
        || name.starts_with("~$")
        || LEFT_BY_SYSTEMS.iter().any(|left| name.eq_ignore_ascii_case(left))
}

fn unreachable(base: &str, root: &Path, error: &walkdir::Error) -> Failure {
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Failure {
        file: error.path().map_or_else(|| base.to_owned(), |path| name(base, root, path)),
        kind: "unreachable".to_owned(),
        message: format!("无法打开（{reason}）；请核对权限"),
        bytes: None,
        sha256: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(roots: &[PathBuf], except: Option<&Path>) -> Vec<String> {
        walk(roots, except).unwrap().0.into_iter().map(|input| input.name).collect()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
    fn files_come_by_name_without_what_is_no_report() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("档案");
        for file in ["b.txt", "2023/a.txt", "2023/~$a.docx", ".git/x", "out/tables/figures.csv", "Thumbs.db"] {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let one = [root.clone()];
        assert_eq!(names(&one, Some(&root.join("out"))), ["档案/2023/a.txt", "档案/b.txt"]);
        let twice = [root.clone(), root.join("b.txt"), root.join("b.txt")];
        assert_eq!(names(&twice, Some(&root.join("out"))), ["档案/2023/a.txt", "档案/b.txt"]);
        let same = [root.join("2023"), root.join("..").join("档案/2023/a.txt")];
        assert_eq!(names(&same, None), ["2023/a.txt"]);
        assert!(matches!(walk(&[root.join("没有")], None), Err(ArchiveError::Unreachable { .. })));
    }
}
