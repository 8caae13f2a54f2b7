use std::io;
use std::path::{Path, PathBuf};

/// 档案错误. Why an archive could not be worked on at all; a bad file in it is no such error.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A path that was named does not exist or cannot be read.
    #[error("{}：{}", path.display(), out_of_reach(source))]
    Unreachable {
        /// The path as typed.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Nothing that could be a report.
    #[error("没有找到任何文件；请核对路径")]
    Empty,
    /// Two different archives would give the same names.
    #[error("{0}：两个档案中有同名文件，无法区分；请改在它们共同的上级目录中运行")]
    SameName(String),
    /// Another run works in the same directory.
    #[error("{}：另一个 gouji 正在使用这个目录；请等它结束，或另选 --out", .0.display())]
    Busy(PathBuf),
    /// The disk fails.
    #[error("{}：读写失败（{source}）；请核对磁盘空间与权限", path.display())]
    Disk {
        /// File that was read or written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What a former run kept was changed from outside.
    #[error("{}：上次运行保存的内容已损坏；请加 --force 重新转换", .0.display())]
    Damaged(PathBuf),
}

/// Why a path cannot be opened, and what to do.
fn out_of_reach(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "没有这个文件或目录；请核对路径".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限；请换用有权限的账户，或复制一份再试".to_owned(),
        _ => format!("无法打开（{source}）；请检查磁盘或网络后再试"),
    }
}

impl ArchiveError {
    /// A failure of the disk at `path`.
    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Disk { path, source }
    }
}
