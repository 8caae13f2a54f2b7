//! What the bytes are: by content, not by the name's extension.

use crate::text::any_of;

use std::io::{Read, Seek};

use super::Format;
use super::compound::{self, Compound};
use super::encoding::ascii_head;
use super::error::Failure;
use super::package::Package;
use super::{Limits, ReadErrorKind};

/// 文件内容. What reading goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A format by its reader.
    Format(Format),
    /// A zip file that is no document: an archive of files.
    Zip,
}

/// Plain text that other programs keep beside reports, by the extension that alone tells it from one.
const NO_REPORTS: [(&[&str], &str); 4] = [
    (&["json", "jsonl", "ndjson", "xml", "sql"], "数据文件"),
    (&["toml", "yaml", "yml", "ini", "cfg", "conf", "log"], "程序设置或日志"),
    (&["py", "rs", "js", "css", "sh", "bat", "ps1", "vbs"], "程序"),
    (&["marked"], "评测用的标注文本"),
];

/// Looks at the bytes; the name decides only between forms of plain text.
pub(super) fn sniff(bytes: &[u8], name: &str, limits: &Limits) -> Result<Found, Failure> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes, limits);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return ole(bytes);
    }
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Ok(Found::Format(Format::Pdf));
    }
    if bytes.starts_with(b"{\\rt") {
        return Ok(Found::Format(Format::Rtf));
    }
    if let Some(what) = foreign(bytes) {
        return Err(Failure::new(ReadErrorKind::Unknown, format!("内容是{what}")));
    }
    if is_json(bytes) {
        return Err(Failure::new(ReadErrorKind::Unknown, "内容是 JSON 数据，不是报告"));
    }
    if is_html(bytes) {
        return Ok(Found::Format(Format::Html));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase();
    if let Some((_, what)) = NO_REPORTS.iter().find(|(known, _)| known.contains(&extension.as_str())) {
        return Err(Failure::new(ReadErrorKind::Unknown, format!("{what}；确是报告的请改名为 .txt")));
    }
    Ok(Found::Format(match extension.as_str() {
        "md" | "markdown" => Format::Markdown,
        "csv" | "tsv" => Format::Csv,
        _ => Format::Txt,
    }))
}

fn zip(bytes: &[u8], limits: &Limits) -> Result<Found, Failure> {
    packaged(&mut Package::open(bytes, limits)?)
}

/// What a zip file is, by its parts.
pub(super) fn packaged<R: Read + Seek>(package: &mut Package<R>) -> Result<Found, Failure> {
    if package.has("word/document.xml") || package.has("word/document2.xml") {
        return Ok(Found::Format(Format::Docx));
    }
    if package.has("xl/workbook.xml") || package.has("xl/workbook.bin") {
        return Ok(Found::Format(Format::Xlsx));
    }
    if package.has("[Content_Types].xml") {
        // The main parts may lie elsewhere: the list of types knows.
        let types = package.part("[Content_Types].xml")?.unwrap_or_default();
        let has = |needle: &[u8]| memchr::memmem::find(&types, needle).is_some();
        if has(b"wordprocessingml") {
            return Ok(Found::Format(Format::Docx));
        }
        if has(b"spreadsheetml") {
            return Ok(Found::Format(Format::Xlsx));
        }
        return Err(Failure::new(ReadErrorKind::Unknown, "是 Office 文件，但不是 Word 文档或 Excel 工作簿"));
    }
    if package.has("mimetype") && package.has("content.xml") {
        return Err(Failure::new(ReadErrorKind::Unknown, "是 OpenDocument 文件"));
    }
    Ok(Found::Zip)
}

fn ole(bytes: &[u8]) -> Result<Found, Failure> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(Failure::new(ReadErrorKind::Encrypted, ""));
    }
    if compound.has("WordDocument") {
        return Ok(Found::Format(Format::Doc));
    }
    if compound.has("Workbook") || compound.has("Book") {
        return Ok(Found::Format(Format::Xls));
    }
    Err(Failure::new(ReadErrorKind::Unknown, "是复合文件，但不是 Word 文档或 Excel 工作簿"))
}

/// Formats that hold no report text, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 12] = [
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"GIF8", "图片"),
        (b"II*\0", "图片"),
        (b"MM\0*", "图片"),
        (b"BM", "图片"),
        (b"Rar!", "RAR 压缩包，请解压后再试"),
        (b"7z\xBC\xAF\x27\x1C", "7z 压缩包，请解压后再试"),
        (b"\x1F\x8B", "gzip 压缩文件，请解压后再试"),
        (b"MZ", "程序"),
        (b"\x7FELF", "程序"),
        (b"SQLite format 3\0", "数据库"),
    ];
    let found = SIGNS.into_iter().find(|(sign, _)| bytes.starts_with(sign))?;
    // Two letters alone may begin a text.
    (found.0.len() > 2 || bytes.iter().take(512).any(|&b| b == 0)).then_some(found.1)
}

/// The text without what may stand before its first character.
fn begun(head: &str) -> &str {
    head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\0' | '\u{FEFF}' | '\u{FFFD}'))
}

/// Whether the bytes begin with an object or a list of objects: `{"名":` or `[{"名":`.
fn is_json(bytes: &[u8]) -> bool {
    let head = ascii_head(bytes);
    let head = begun(&head);
    let object = head.strip_prefix('[').map_or(head, str::trim_start).strip_prefix('{');
    let key = object.and_then(|inside| inside.trim_start().strip_prefix('"')?.split_once('"'));
    key.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Whether the bytes begin as a web page does, in any encoding that keeps ASCII or in UTF-16.
fn is_html(bytes: &[u8]) -> bool {
    let head = ascii_head(bytes);
    let head = begun(&head);
    if !head.starts_with('<') {
        return false;
    }
    let head = head.chars().filter(|&c| c != '\0').collect::<String>().to_lowercase();
    any_of!["<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<table", "<div", "<p>", "<p "]
        .stand_in(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_no_report() {
        for text in ["{\"id\": \"R1\", \"text\": \"支出5万元\"}", "\u{FEFF}[\n  {\n    \"a\" : 1}]"] {
            assert!(sniff(text.as_bytes(), "甲.txt", &Limits::default()).is_err(), "{text}");
        }
        for text in ["{支出}5万元。", "[1]支出5万元：\"三公\"经费1万元。", "{\"三公\"经费}"] {
            let found = sniff(text.as_bytes(), "甲.txt", &Limits::default());
            assert!(matches!(found, Ok(Found::Format(Format::Txt))), "{text}");
        }
        let read = |name: &str| sniff("支出5万元。".as_bytes(), name, &Limits::default()).is_ok();
        assert!(read("甲") && read("甲.终稿") && read("甲.2023") && read("甲.toml.txt"));
        assert!(!read("甲.toml") && !read("甲.PY"));
    }
}
