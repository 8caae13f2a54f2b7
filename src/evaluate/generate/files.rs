//! 文件. A generated report as the files that offices hand in.

use std::io::{Cursor, Write};

use encoding_rs::GB18030;
use quick_xml::escape::escape;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// 文件形式. What a report is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text in UTF-8.
    Text,
    /// Plain text in GB18030, lines ended by CR LF.
    Gb18030,
    /// Plain text in UTF-16 with a mark.
    Utf16,
    /// A page of a government site.
    Html,
    /// A Word document.
    Docx,
    /// A zip file that holds the report as text.
    Zip,
}

impl Form {
    /// Every form, as often as an archive of mixed files has it.
    const MIXED: [Self; 8] =
        [Self::Docx, Self::Docx, Self::Docx, Self::Html, Self::Html, Self::Gb18030, Self::Text, Self::Zip];

    /// The form of the `n`th report of an archive of mixed files.
    #[must_use]
    pub fn mixed(n: u64) -> Self {
        // Once in a while a file of an old program.
        if n % 61 == 60 {
            return Self::Utf16;
        }
        Self::MIXED[usize::try_from(n % 8).unwrap_or(0)]
    }

    /// Extension of the file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Gb18030 | Self::Utf16 => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Zip => "zip",
        }
    }

    /// Whether the lines of the file are those of the text.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Text | Self::Gb18030 | Self::Utf16 | Self::Zip)
    }

    /// The bytes of the file; the same for the same text.
    pub(super) fn save(self, text: &str) -> ZipResult<Vec<u8>> {
        Ok(match self {
            Self::Text => text.as_bytes().to_vec(),
            Self::Gb18030 => GB18030.encode(&text.replace('\n', "\r\n")).0.into_owned(),
            Self::Utf16 => "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Self::Html => page(text).into_bytes(),
            Self::Docx => packed(&[
                ("[Content_Types].xml", TYPES),
                ("_rels/.rels", RELATIONSHIPS),
                ("word/document.xml", &document(text)),
            ])?,
            Self::Zip => packed(&[("报告.txt", text)])?,
        })
    }
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn packed(members: &[(&str, &str)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The lines as paragraphs, each in two runs, as a word processor leaves them.
fn document(text: &str) -> String {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    for line in text.lines() {
        let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
        xml.push_str("<w:p>");
        for run in [&line[..middle], &line[middle..]] {
            xml.push_str("<w:r><w:t xml:space=\"preserve\">");
            xml.push_str(&escape(run));
            xml.push_str("</w:t></w:r>");
        }
        xml.push_str("</w:p>");
    }
    xml.push_str("</w:body></w:document>");
    xml
}

/// The lines as paragraphs of an article, between the menu and the foot of a site.
fn page(text: &str) -> String {
    let title = escape(text.lines().next().unwrap_or_default());
    let mut html = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
         <div class=\"nav\"><a href=\"/\">首页</a><a href=\"/zwgk\">政务公开</a><a href=\"/hd\">互动交流</a></div>\
         <div class=\"article\"><h1>{title}</h1>\n"
    );
    for line in text.lines().skip(1) {
        html.push_str("<p>");
        html.push_str(&escape(line));
        html.push_str("</p>\n");
    }
    html.push_str(
        "</div><div class=\"footer\"><a href=\"/map\">网站地图</a><a href=\"/us\">联系我们</a></div></body></html>\n",
    );
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Limits, read};
    use crate::evaluate::generate;
    use crate::review;

    #[test]
    fn every_form_holds_the_same_figures() {
        let text = generate::report(7);
        let figures = |form: Form| {
            let bytes = form.save(&text).unwrap();
            let name = format!("报告.{}", form.extension());
            let document = read(&bytes, &name, &Limits::default()).unwrap();
            let review = review::check(document, &crate::findings::JudgeSettings::default());
            review.figures.figures.iter().map(|f| (f.value, f.unit.clone())).collect::<Vec<_>>()
        };
        let plain = figures(Form::Text);
        assert!(plain.len() > 20);
        for form in [Form::Gb18030, Form::Utf16, Form::Html, Form::Docx] {
            assert_eq!(figures(form), plain, "{form:?}");
        }
        assert!(Form::Zip.save(&text).unwrap().starts_with(b"PK"));
    }
}
