use std::fmt;
use std::io;
use std::path::Path;

use crate::archive::ArchiveError;
use crate::document::ReadError;

/// 读取问题. What could not be read, why, and what to do; in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem(String);

impl Problem {
    pub(crate) fn new(name: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self(format!("{name}：{what}"))
    }

    pub(in crate::cli) fn io(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "没有这个文件或目录；请核对路径".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限；请换用有权限的账户，或复制一份再试".to_owned(),
            io::ErrorKind::InvalidData => "不是 UTF-8 文本；请核对是否取错文件".to_owned(),
            _ => format!("读取失败（{error}）；请检查磁盘或网络后再试"),
        };
        Self::new(path.display(), what)
    }

    /// A file that cannot be written.
    pub(in crate::cli) fn unwritable(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "所在的目录不存在；请核对路径，或先建好目录".to_owned(),
            io::ErrorKind::PermissionDenied => "没有写入权限；请另选位置".to_owned(),
            io::ErrorKind::IsADirectory => "这是一个目录；请写明文件名".to_owned(),
            _ => format!("写不了（{error}）；请核对磁盘空间和权限"),
        };
        Self::new(path.display(), what)
    }
}

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

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        Self(error.to_string())
    }
}
