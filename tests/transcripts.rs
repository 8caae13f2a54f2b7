//! Every document with transcripts tells what the program does.

mod support;

use std::path::Path;

use support::{project, transcript};

/// Documents run in a folder of their own, with the project's examples beside them.
#[test]
#[cfg(unix)]
fn readme_and_guide() {
    for document in ["README.md", "docs/GUIDE.md"] {
        let directory = tempfile::tempdir().unwrap();
        for folder in ["docs", "seeds"] {
            std::os::unix::fs::symlink(project(folder), directory.path().join(folder)).unwrap();
        }
        transcript::check(document, directory.path());
    }
}

#[test]
fn cases_of_the_command_line() {
    let mut cases: Vec<_> = project("tests/cli").read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    cases.sort();
    for case in cases {
        let directory = tempfile::tempdir().unwrap();
        transcript::check(&Path::new("tests/cli").join(case).display().to_string(), directory.path());
    }
}
