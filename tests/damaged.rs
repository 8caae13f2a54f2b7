//! Damaged and malicious files: an error or what could be read, never a panic, never for ever.
#![allow(clippy::disallowed_methods, reason = "tests read the files of the project")]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

use gouji::document::{self, Limits, ReadErrorKind};
use gouji::{figures, outline};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use support::project;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// Reads a file as far as figures; the error, if it cannot be read.
fn outcome(bytes: &[u8], name: &str) -> Result<Vec<String>, ReadErrorKind> {
    let document = document::read(bytes, name, &Limits::default()).map_err(|error| error.kind)?;
    let outline = outline::parse(&document);
    let figures = figures::extract(&document, &outline).figures;
    Ok(figures.iter().map(|f| document.slice(f.span).to_owned()).collect())
}

/// A .docx whose main part is `xml`.
fn docx(xml: &str) -> Vec<u8> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let relations = format!(
        r#"<Relationships><Relationship Id="a" Type="{relation}" Target="word/document.xml"/></Relationships>"#
    );
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let kinds = format!(r#"<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"#);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in
        [("[Content_Types].xml", kinds.as_str()), ("_rels/.rels", &relations), ("word/document.xml", xml)]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A PDF of the objects given, numbered from 1; the first is its catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.5\n");
    let mut places = String::new();
    for (n, object) in (1..).zip(objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{n} 0 obj\n{object}\nendobj\n");
    }
    let (table, size) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}");
    file += &format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

#[test]
fn truncated_and_overwritten_files_of_every_format() {
    let mut n_files = 0;
    for entry in fs::read_dir(project("tests/formats/tables")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.to_string_lossy();
        let cut = [bytes.len() / 7, bytes.len() / 2, bytes.len() - bytes.len() / 20].map(|at| bytes[..at].to_vec());
        let overwritten = [3, 5].map(|part| {
            let mut bytes = bytes.clone();
            let at = bytes.len() / part;
            let noise = (0..64_u8).map(|n| n.wrapping_mul(89) ^ 0xA5);
            bytes.splice(at..at + 64, noise);
            bytes
        });
        for damaged in cut.iter().chain(&overwritten) {
            let outcome = outcome(damaged, &name);
            assert_ne!(outcome.err(), Some(ReadErrorKind::ParserFailed), "{name}, {} bytes", damaged.len());
        }
        n_files += 1;
    }
    assert!(n_files > 10);
}

#[test]
fn what_unpacks_to_far_more_than_it_is() {
    let bomb = format!("<w:document {W}><w:body><w:p><w:r><w:t>{}", "支出".repeat(20_000_000));
    assert_eq!(outcome(&docx(&bomb), "炸弹.docx"), Err(ReadErrorKind::TooLarge));
}

#[test]
fn entities_are_not_expanded() {
    let body =
        |text: &str| format!("<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
    let mut billion = String::new();
    for n in 1..12 {
        let _ = write!(billion, "<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    let declared = format!("<!DOCTYPE x [<!ENTITY a0 \"9万元\">{billion}]>{}", body("收入5万元&a11;，支出3万元"));
    assert_eq!(outcome(&docx(&declared), "实体.docx").unwrap(), ["5万元", "3万元"]);
    let outside =
        format!("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>{}", body("收入5万元&f;，支出3万元"));
    assert_eq!(outcome(&docx(&outside), "外部.docx").unwrap(), ["5万元", "3万元"]);
}

#[test]
fn circles_in_a_pdf_end() {
    let pages = pdf(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]>>"]);
    let references = pdf(&["<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R"]);
    let forms = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream",
        "<</Length 5>>stream\n/F Do\nendstream",
    ]);
    for circle in [pages, references, forms] {
        let kind = outcome(&circle, "循环.pdf").unwrap_err();
        assert!(matches!(kind, ReadErrorKind::Empty | ReadErrorKind::Damaged), "{kind:?}");
    }
}

#[test]
fn a_page_that_is_a_picture_is_told() {
    let page = |contents: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents {contents} 0 R\
             /Resources<</XObject<</I 5 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        )
    };
    let (written, scanned) = (page("6"), page("7"));
    let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\
                   stream\n0\nendstream";
    let text = "<</Length 33>>stream\nBT /F 9 Tf 9 50 Td (100.5 km) Tj ET\nendstream";
    let drawn = "<</Length 22>>stream\nq 9 0 0 9 0 0 cm /I Do\nendstream";
    let root = "<</Type/Catalog/Pages 2 0 R>>";
    let both = pdf(&[root, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>", &written, &scanned, picture, text, drawn]);
    let document = document::read(&both, "半扫描.pdf", &Limits::default()).unwrap();
    let told: Vec<&str> = document.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(told, ["第2页无文字层，可能是扫描件"]);
    let alone = pdf(&[root, "<</Type/Pages/Count 1/Kids[4 0 R]>>", &written, &scanned, picture, text, drawn]);
    let error = document::read(&alone, "扫描.pdf", &Limits::default()).unwrap_err();
    assert_eq!(error.kind, ReadErrorKind::Empty);
    assert!(error.to_string().contains("1页都无文字层，可能是扫描件"), "{error}");
}

#[test]
fn nesting_without_end_is_refused() {
    let tables = format!("<w:document {W}><w:body>{}", "<w:tbl><w:tr><w:tc>".repeat(20_000));
    assert_eq!(outcome(&docx(&tables), "嵌套.docx"), Err(ReadErrorKind::TooLarge));
    let groups = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert_eq!(outcome(groups.as_bytes(), "嵌套.rtf"), Err(ReadErrorKind::TooLarge));
    let elements = format!("<html><body>{}支出1万元", "<div>".repeat(100_000));
    assert_eq!(outcome(elements.as_bytes(), "嵌套.html"), Err(ReadErrorKind::TooLarge));
}
