use std::fmt;

/// 读取错误. Why a file gave no document: which file, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// File name as given.
    pub name: String,
    /// What is wrong.
    pub kind: ReadErrorKind,
    /// Place or detail, in Chinese; may be empty.
    pub detail: String,
}

/// 读取错误种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReadErrorKind {
    /// No byte, or no character that is not blank.
    Empty,
    /// No format that can hold a report.
    Unknown,
    /// Encrypted or protected by a password.
    Encrypted,
    /// Recognised, but broken beyond reading.
    Damaged,
    /// Above one of the [`Limits`](super::Limits).
    TooLarge,
    /// The parser took too long or panicked.
    ParserFailed,
}

impl ReadError {
    /// An error about `name`.
    #[must_use]
    pub fn new(name: &str, kind: ReadErrorKind, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), kind, detail: detail.into() }
    }
}

/// 读取失败. A [`ReadError`] as the parsers raise it: they do not know what the file is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// What is wrong.
    pub kind: ReadErrorKind,
    /// Place or detail, in Chinese; may be empty.
    pub detail: String,
}

impl Failure {
    /// A failure of some kind.
    pub(super) fn new(kind: ReadErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// Broken beyond reading.
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::new(ReadErrorKind::Damaged, detail)
    }

    /// Above a limit.
    pub(super) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(ReadErrorKind::TooLarge, detail)
    }

    /// With the name of the file.
    pub(super) fn of(self, name: &str) -> ReadError {
        ReadError { name: name.to_owned(), kind: self.kind, detail: self.detail }
    }
}

impl ReadErrorKind {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unknown => "unknown_format",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::ParserFailed => "parser_failed",
        }
    }

    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Empty => "文件没有内容；请核对是否取错文件或复制不完整",
            Self::Unknown => "不是能识别的报告格式；请另存为 docx、pdf 或 txt 再试",
            Self::Encrypted => "文件已加密；请解除密码后再试",
            Self::Damaged => "文件已损坏；请用原软件打开并另存一份再试",
            Self::TooLarge => "超出读取限额；请核对文件，或用 --limit 放宽限额",
            Self::ParserFailed => "解析未能完成；请另存为其他格式再试",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.name, self.kind.advice())?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, "（{}）", self.detail) }
    }
}

impl std::error::Error for ReadError {}
