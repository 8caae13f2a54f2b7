use serde::{Deserialize, Serialize};

use super::Cell;
use super::column::{Column, Type};

/// 读取失败. One file that gave no report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// File name within the archive.
    pub file: String,
    /// Name of the kind of error: `damaged`, `encrypted`, `unreachable`.
    pub kind: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// Size in bytes, where it could be learned.
    pub bytes: Option<u64>,
    /// SHA-256 of the content, where it could be read.
    pub sha256: Option<String>,
}

type OfFailure = fn(&Failure) -> Cell<'_>;

pub(super) const COLUMNS: &[Column<OfFailure>] = {
    use Type::{Integer, Text};
    &[
        Column::new("file", "", Text, "文件名（档案内路径）", |f| (&f.file).into()),
        Column::new(
            "kind",
            "",
            Text,
            "错误种类：empty空文件 unknown_format不识别 encrypted加密 damaged损坏 too_large超限 \
             parser_failed解析失败 unreachable无法打开",
            |f| (&f.kind).into(),
        ),
        Column::new("message", "", Text, "原因与处理办法", |f| (&f.message).into()),
        Column::new("bytes", "字节", Integer, "文件大小", |f| f.bytes.into()),
        Column::new("sha256", "", Text, "文件内容的SHA-256", |f| f.sha256.as_deref().into()),
    ]
};
