//! What several tests share: golden files, and transcripts of the program.
#![allow(dead_code, reason = "every test uses its own part")]
#![allow(clippy::disallowed_methods, reason = "tests read and write the files of the project")]

pub(crate) mod archive;
pub(crate) mod browser;
pub(crate) mod golden;
pub(crate) mod transcript;

use std::path::PathBuf;

/// A path of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether `BLESS=1` asks to write what the program says instead of comparing with it.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}
