//! Plain text: the decoded file as it is, with lines joined into paragraphs where a converter broke them.

use crate::text::Span;

use super::builder::Content;
use super::encoding::{Decoded, decode};
use super::error::Failure;
use super::lines::{self, Line};
use super::{Block, BlockKind, Document, Format, Limits, Origin, ReadErrorKind, Source, Table};
use super::{columns, flattened, running, wrap};

/// Reads text of any encoding.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let Some(Decoded { text, encoding, notes }) = decode(bytes, None) else {
        return Err(Failure::new(ReadErrorKind::Unknown, "既不是已知格式，也不是文字"));
    };
    if text.len() as u64 > limits.text_bytes {
        let (is, most) = (text.len() >> 20, limits.text_bytes >> 20);
        return Err(Failure::too_large(format!("文字有{is} MB，限额{most} MB")));
    }
    if text.trim().is_empty() {
        return Err(Failure::new(ReadErrorKind::Empty, ""));
    }
    let (blocks, tables) = blocks(&text);
    Ok(Content { text, blocks, tables, notes, encoding: Some(encoding) })
}

/// A document of text that is already decoded.
pub(super) fn document(text: String, name: &str) -> Document {
    let size = text.len() as u64;
    let source = Source { name: name.to_owned(), format: Format::Txt, encoding: Some("UTF-8"), size, sha256: None };
    let (blocks, tables) = blocks(&text);
    Document { source, text, blocks, tables, notes: Vec::new() }
}

/// Paragraphs, tables and page marks of a plain text.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Table>) {
    let lines = flattened::part(text, lines::split(text));
    let running = running::find(text, &lines);
    let measure = wrap::measure(text, &lines);
    let mut found = columns::find(text, &lines).into_iter().peekable();
    let (mut blocks, mut tables) = (Vec::new(), Vec::new());
    let mut n = 0;
    while n < lines.len() {
        if let Some(table) = found.next_if(|table| table.lines.start == n) {
            let kind = BlockKind::Table(u32::try_from(tables.len()).unwrap_or(u32::MAX));
            blocks.push(block(table.table.span, kind));
            tables.push(table.table);
            n = table.lines.end;
            continue;
        }
        let line = lines[n];
        n += 1;
        if line.is_blank() {
            continue;
        }
        if running[n - 1] {
            blocks.push(block(line.span, BlockKind::Running));
            continue;
        }
        let end_of_text = found.peek().map_or(lines.len(), |table| table.lines.start);
        let mut span = line.span;
        while n < end_of_text && joins(text, lines[n - 1], lines[n], measure) && !running[n] {
            span = span.cover(lines[n].span);
            n += 1;
        }
        blocks.push(block(span, BlockKind::Paragraph));
    }
    (blocks, tables)
}

fn joins(text: &str, this: Line, next: Line, measure: Option<wrap::Measure>) -> bool {
    !next.is_blank() && !next.new_page && wrap::goes_on(text, this, next, measure)
}

fn block(span: Span, kind: BlockKind) -> Block {
    Block { span, kind, origin: Origin::Line, level: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_the_file() {
        let text = "\u{3000}\u{3000}一、概况\r\n\r\n收入12.5万元。\0\r- 3 -\r\n\x0C二、其他\u{2028}无 \n";
        let content = read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(content.text, text);
        let pieces: Vec<_> = content.blocks.iter().map(|b| (b.kind, b.span.of(text))).collect();
        assert_eq!(
            pieces,
            [
                (BlockKind::Paragraph, "一、概况"),
                (BlockKind::Paragraph, "收入12.5万元。\0"),
                (BlockKind::Running, "- 3 -"),
                (BlockKind::Paragraph, "二、其他\u{2028}无"),
            ]
        );
    }

    #[test]
    fn empty_and_binary_files_are_errors() {
        assert_eq!(read(" \n\u{3000}".as_bytes(), &Limits::default()).unwrap_err().kind, ReadErrorKind::Empty);
        let rubbish: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert_eq!(read(&rubbish, &Limits::default()).unwrap_err().kind, ReadErrorKind::Unknown);
    }

    #[test]
    fn text_above_the_limit_is_told() {
        let small = Limits { text_bytes: 20, ..Limits::default() };
        assert!(read("收入12.5万元".as_bytes(), &small).is_ok());
        assert_eq!(read("收入12.5万元，支出12.5万元".as_bytes(), &small).unwrap_err().kind, ReadErrorKind::TooLarge);
    }
}
