//! Plain text: lines joined into paragraphs where a converter broke them.

use crate::text::Span;

use super::{Block, BlockKind, Document, Format, Limits, Origin, ReadError, ReadErrorKind, Source};

/// Reads UTF-8 text.
pub(super) fn read(bytes: &[u8], name: &str, _limits: &Limits) -> Result<Document, ReadError> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|e| {
        ReadError::new(name, ReadErrorKind::Unknown, format!("第{}字节不是UTF-8", e.utf8_error().valid_up_to() + 1))
    })?;
    if text.trim().is_empty() {
        return Err(ReadError::new(name, ReadErrorKind::Empty, ""));
    }
    Ok(document(text, name))
}

/// Every line a paragraph.
pub(super) fn document(text: String, name: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.trim().is_empty() {
            blocks.push(Block {
                span: Span::new(start, start + body.len()),
                kind: BlockKind::Paragraph,
                origin: Origin::Line,
                level: None,
            });
        }
        start += line.len();
    }
    let source = Source {
        name: name.to_owned(),
        format: Format::Txt,
        encoding: Some("UTF-8"),
        size: text.len() as u64,
        sha256: None,
    };
    Document { source, text, blocks, tables: Vec::new(), notes: Vec::new() }
}
