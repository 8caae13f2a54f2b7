//! Bytes → [`Document`]: one file as text with its blocks, tables and origins.
//!
//! Only here (and when writing) can something fail. No disk: [`read`] takes bytes.

mod align;
mod builder;
mod columns;
mod compound;
mod container;
mod doc;
mod docx;
mod encoding;
mod error;
mod flattened;
mod guard;
mod html;
mod lines;
mod markdown;
#[path = "document.rs"]
mod model;
mod note;
mod numbering;
mod package;
mod pdf;
mod rows;
mod rtf;
mod running;
mod sheet;
mod sniff;
mod stacked;
mod story;
mod txt;
mod wrap;
mod xml;

use sha2::{Digest, Sha256};

use builder::Content;

pub use container::{Member, Members, is_container, members, open_container};
pub use error::{ReadError, ReadErrorKind};
pub use model::{Block, BlockKind, Cell, Document, Format, Origin, Source, Table};
pub use note::{Note, NoteKind};

/// 读入限额. What one file may cost before reading stops with [`ReadErrorKind::TooLarge`].
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of text after unpacking.
    pub text_bytes: u64,
    /// Unpacked bytes per packed byte of a container.
    pub expansion: u64,
    /// Nesting depth of elements, objects and archives.
    pub depth: u32,
    /// Pages of a PDF.
    pub pages: u32,
    /// Cells of all tables together.
    pub cells: u32,
    /// Milliseconds that one parser may take.
    pub millis: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            text_bytes: 64 << 20,
            expansion: 200,
            depth: 256,
            pages: 5_000,
            cells: 2_000_000,
            millis: 60_000,
        }
    }
}

/// Reads one file. `name` is what messages call it; its extension decides nothing that the bytes can decide.
///
/// # Errors
/// [`ReadError`] when the bytes are empty, no known format, encrypted, damaged beyond reading, or above a limit.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::new(name, ReadErrorKind::Empty, ""));
    }
    if bytes.len() as u64 > limits.file_bytes.min(u64::from(u32::MAX)) {
        return Err(ReadError::new(name, ReadErrorKind::TooLarge, format!("文件有{}字节", bytes.len())));
    }
    let found = guard::caught(|| sniff::sniff(bytes, name, limits));
    let format = match found.map_err(|failure| failure.of(name))? {
        sniff::Found::Format(format) => format,
        sniff::Found::Zip => {
            return Err(ReadError::new(name, ReadErrorKind::Unknown, "是压缩包，里面的文件各是一份文档"));
        }
    };
    let content = match format {
        Format::Doc => guard::caught(|| doc::read(bytes, limits)),
        Format::Docx => guard::caught(|| docx::read(bytes, limits)),
        Format::Pdf => {
            let (bytes, limits) = (bytes.to_vec(), limits.clone());
            guard::timed(limits.millis, move || pdf::read(bytes, &limits))
        }
        Format::Rtf => guard::caught(|| rtf::read(bytes, limits)),
        Format::Html => guard::caught(|| html::read(bytes, limits)),
        Format::Xls => guard::caught(|| sheet::read_xls(bytes, limits)),
        Format::Xlsx => guard::caught(|| sheet::read_xlsx(bytes, limits)),
        Format::Csv => sheet::read_csv(bytes, limits),
        Format::Markdown => guard::caught(|| markdown::read(bytes, limits)),
        Format::Txt => txt::read(bytes, limits),
    };
    let Content { text, blocks, tables, notes, encoding } = content.map_err(|failure| failure.of(name))?;
    let source = Source {
        name: name.to_owned(),
        format,
        encoding,
        size: bytes.len() as u64,
        sha256: Some(format!("{:x}", Sha256::digest(bytes))),
    };
    Ok(Document { source, text, blocks, tables, notes })
}

/// A document from text that is already decoded, spans counting its characters exactly.
#[must_use]
pub fn from_text(text: String, name: &str) -> Document {
    txt::document(text, name)
}
