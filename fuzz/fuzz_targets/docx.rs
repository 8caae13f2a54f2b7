//! Any XML inside a .docx: the bytes are parted into document, numbering and styles at the marks `\0`.
#![no_main]

use std::io::{Cursor, Write};

use gouji::document::{self, Limits};
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const PARTS: [&str; 5] =
    ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"];

fuzz_target!(|bytes: &[u8]| {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [("[Content_Types].xml", TYPES)].into_iter().chain(PARTS.into_iter().zip(bytes.split(|&b| b == 0)));
    for (name, part) in parts {
        zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(part)?)).expect("memory is writable");
    }
    let bytes = zip.finish().expect("memory is writable").into_inner();
    if let Ok(document) = document::read(&bytes, "fuzz.docx", &Limits::default()) {
        document.blocks.iter().for_each(|block| assert!(document.text.get(block.span.range()).is_some()));
    }
});
