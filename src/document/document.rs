use crate::text::Span;

use super::Note;

/// 文件格式. What the bytes were found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Format {
    Txt,
    Markdown,
    Html,
    Docx,
    Doc,
    Rtf,
    Pdf,
    Xlsx,
    Xls,
    Csv,
}

impl Format {
    /// Name in the output, lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Csv => "csv",
        }
    }
}

/// 来源. Where a document came from, as told in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name as given; in an archive `外.zip/内.docx`.
    pub name: String,
    /// Format found by content.
    pub format: Format,
    /// Encoding of the bytes (`UTF-8`, `GB18030`, …); `None` where the format fixes it.
    pub encoding: Option<&'static str>,
    /// Size of the file in bytes.
    pub size: u64,
    /// SHA-256 of the file, lower-case hexadecimal; `None` for text that came without a file.
    pub sha256: Option<String>,
}

/// 文档. One report as text, with where each piece stood.
///
/// `text` is never edited after reading: every span of the program counts its bytes.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it came from.
    pub source: Source,
    /// The whole text. For plain text exactly the decoded file.
    pub text: String,
    /// Pieces of `text` in order, not overlapping; between them only blanks and line ends.
    pub blocks: Vec<Block>,
    /// Tables, referred to by [`BlockKind::Table`].
    pub tables: Vec<Table>,
    /// What could not be read or was guessed.
    pub notes: Vec<Note>,
}

/// 段块. One paragraph, table or set-aside piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text. May hold line ends: they are soft wraps and mean nothing.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Where a person finds it in the file.
    pub origin: Origin,
    /// Level of Word's automatic numbering or heading style (0 = top); the number itself is part of the text.
    pub level: Option<u8>,
}

/// 段块种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// `Document::tables[.0]`; its text stands as one line per row, cells separated by tabs.
    Table(u32),
    /// Page header or footer, page number: not part of the report's text flow.
    Running,
    /// Footnote or endnote text.
    Footnote,
    /// Known not to be the report (navigation of a web page).
    Boilerplate,
}

/// 出处. Where a person finds a piece in the original file; all numbers from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Line of a text file: derived from the span, nothing to remember.
    Line,
    /// Paragraph of a Word or web document.
    Paragraph(u32),
    /// Page of a PDF.
    Page(u32),
    /// Sheet of a workbook.
    Sheet(String),
}

/// 表格.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// All of it.
    pub span: Span,
    /// Non-empty and empty cells in reading order; a merged cell stands once, at its upper left corner.
    pub cells: Vec<Cell>,
    /// Number of rows.
    pub n_rows: u32,
    /// Number of columns.
    pub n_columns: u32,
}

/// 单元格.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text within the document (possibly empty).
    pub span: Span,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// Rows it covers, at least 1.
    pub row_span: u32,
    /// Columns it covers, at least 1.
    pub column_span: u32,
}

impl Document {
    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The block that holds a byte.
    #[must_use]
    pub fn block_at(&self, byte: u32) -> Option<&Block> {
        let n = self.blocks.partition_point(|b| b.span.end <= byte);
        self.blocks.get(n).filter(|b| b.span.start <= byte)
    }
}
