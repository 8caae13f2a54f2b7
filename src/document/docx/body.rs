//! Paragraphs and runs of `document.xml` and its kin, as Word would print them.

use crate::document::Limits;
use crate::document::error::Failure;
use crate::document::numbering::{Counters, Numbering};
use crate::document::story::{self, Piece};
use crate::document::xml::{Element, Node, Xml};

use super::styles::Styles;
use super::table;

/// 阅读状态. What runs through all parts of one file while they are read in order.
pub(super) struct Reader<'a> {
    pub styles: &'a Styles,
    pub numbering: &'a Numbering,
    pub counters: Counters,
    /// Fields that are open; `true` while their code, which is not printed, stands there.
    fields: Vec<bool>,
    /// Text of a paragraph whose end is deleted or hidden: it runs on into the next.
    carried: String,
    /// Deleted text was left out.
    pub has_deletions: bool,
    /// Embedded objects were left out.
    pub n_objects: usize,
    max_nesting: u32,
    nesting: u32,
}

/// 段落. A paragraph while its runs are read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<u32>,
    list_level: Option<u8>,
    outline: Option<u8>,
    /// The end of the paragraph is not printed.
    runs_on: bool,
    boxes: Vec<Piece>,
}

impl<'a> Reader<'a> {
    /// Before the first paragraph.
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering, limits: &Limits) -> Self {
        Self {
            styles,
            numbering,
            counters: Counters::default(),
            fields: Vec::new(),
            carried: String::new(),
            has_deletions: false,
            n_objects: 0,
            max_nesting: limits.depth.min(64),
            nesting: 0,
        }
    }

    /// Reads one child of a story (body, cell, text box, note) with all it holds.
    pub(super) fn block(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        out: &mut Vec<Piece>,
    ) -> Result<(), Failure> {
        self.nesting += 1;
        if self.nesting > self.max_nesting {
            return Err(Failure::too_large(format!("表格或内容控件嵌套超过{}层", self.max_nesting)));
        }
        match element.name() {
            "p" => self.paragraph(xml, out)?,
            "tbl" => {
                let (rows, floating) = table::read(self, xml)?;
                out.push(Piece::Table(rows));
                out.extend(floating);
            }
            "sdt" => self.content_control(xml, out)?,
            "ins" | "moveTo" | "customXml" | "smartTag" | "sdtContent" | "body" | "txbxContent" => {
                self.blocks(xml, out)?;
            }
            "AlternateContent" => self.alternatives(xml, |reader, xml| reader.blocks(xml, out))?,
            "del" | "moveFrom" => {
                self.has_deletions = true;
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
        self.nesting -= 1;
        Ok(())
    }

    /// Reads all children of the element opened last.
    pub(super) fn blocks(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Piece>) -> Result<(), Failure> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) => self.block(xml, &element, out)?,
                Node::Close => break,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// A `w:sdt` around blocks; the one around a table of contents marks its paragraphs.
    fn content_control(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Piece>) -> Result<(), Failure> {
        let (mut is_contents, first) = (false, out.len());
        xml.children(|xml, element| match element.name() {
            "sdtPr" => {
                is_contents = has_contents_gallery(xml)?;
                Ok(())
            }
            "sdtContent" => self.blocks(xml, out),
            _ => xml.skip(),
        })?;
        if is_contents {
            for piece in &mut out[first..] {
                if let Piece::Paragraph { is_contents, .. } = piece {
                    *is_contents = true;
                }
            }
        }
        Ok(())
    }

    /// The first `mc:Choice` of an `mc:AlternateContent`, or the fallback if there is none: the content once.
    fn alternatives(
        &mut self,
        xml: &mut Xml<'_>,
        mut read: impl FnMut(&mut Self, &mut Xml<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut chosen = false;
        xml.children(|xml, element| {
            if !chosen && matches!(element.name(), "Choice" | "Fallback") {
                chosen = true;
                read(self, xml)
            } else {
                xml.skip()
            }
        })
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Piece>) -> Result<(), Failure> {
        let mut paragraph = Paragraph::default();
        self.inline(xml, &mut paragraph, false)?;
        let style = self.styles.paragraph(paragraph.style.as_deref());
        if style.hidden == Some(true) {
            paragraph.text.clear();
        }
        if paragraph.runs_on {
            self.carried.push_str(&paragraph.text);
            out.append(&mut paragraph.boxes);
            return Ok(());
        }
        let list = paragraph.list.or(style.list).filter(|&list| list != 0);
        let list_level = paragraph.list_level.or(style.list_level.filter(|_| paragraph.list.is_none())).unwrap_or(0);
        let number = list.and_then(|list| self.counters.next(self.numbering, list, list_level));
        let outline = paragraph.outline.or(style.outline).filter(|&outline| outline < 9);
        let level = outline.or(number.as_ref().map(|_| list_level));
        let mut text = number.unwrap_or_default();
        text.push_str(&std::mem::take(&mut self.carried));
        text.push_str(&paragraph.text);
        out.push(Piece::Paragraph { text, level, is_contents: style.is_contents });
        out.append(&mut paragraph.boxes);
        Ok(())
    }

    /// Reads the children of the paragraph, link, insertion … opened last.
    fn inline(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph, hidden: bool) -> Result<(), Failure> {
        while let Some(node) = xml.next()? {
            let element = match node {
                Node::Open(element) => element,
                Node::Close => break,
                Node::Text(_) => continue,
            };
            match element.name() {
                "r" => self.run(xml, paragraph, hidden)?,
                "pPr" => Self::paragraph_properties(xml, paragraph)?,
                "hyperlink" | "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml"
                | "bdo" | "dir" => self.inline(xml, paragraph, hidden)?,
                "AlternateContent" => {
                    self.alternatives(xml, |reader, xml| reader.inline(xml, paragraph, hidden))?;
                }
                "oMath" | "oMathPara" => {
                    let formula = xml.text()?;
                    self.print(paragraph, hidden, &formula);
                }
                "del" | "moveFrom" => {
                    self.has_deletions = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph_properties(xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Failure> {
        xml.children(|xml, element| {
            match element.name() {
                "pStyle" => paragraph.style = element.val(),
                "outlineLvl" => paragraph.outline = element.number("val"),
                "numPr" => {
                    return xml.children(|xml, element| {
                        match element.name() {
                            "numId" => paragraph.list = element.number("val"),
                            "ilvl" => paragraph.list_level = element.number("val"),
                            _ => {}
                        }
                        xml.skip()
                    });
                }
                "rPr" => {
                    return xml.children(|xml, element| {
                        match element.name() {
                            "vanish" | "specVanish" if element.is_on() => paragraph.runs_on = true,
                            "del" | "moveFrom" => paragraph.runs_on = true,
                            _ => {}
                        }
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })
    }

    fn run(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph, hidden: bool) -> Result<(), Failure> {
        let mut hidden = hidden;
        while let Some(node) = xml.next()? {
            let element = match node {
                Node::Open(element) => element,
                Node::Close => break,
                Node::Text(_) => continue,
            };
            match element.name() {
                "t" => {
                    let keeps = element.attribute("space").as_deref() == Some("preserve");
                    let text = xml.text()?;
                    let blanks = [' ', '\t', '\n', '\r'];
                    self.print(paragraph, hidden, if keeps { &text } else { text.trim_matches(blanks) });
                    continue;
                }
                "rPr" => {
                    hidden |= self.hides(xml)?;
                    continue;
                }
                "tab" | "ptab" => self.print(paragraph, hidden, "\t"),
                "br" | "cr" => self.print(paragraph, hidden, "\n"),
                "noBreakHyphen" => self.print(paragraph, hidden, "-"),
                "sym" => {
                    let symbol = symbol(&element);
                    self.print(paragraph, hidden, symbol.encode_utf8(&mut [0; 4]));
                }
                "fldChar" => match element.attribute("fldCharType").as_deref() {
                    Some("begin") => self.fields.push(true),
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            *field = false;
                        }
                    }
                    _ => {
                        self.fields.pop();
                    }
                },
                "ruby" => {
                    xml.children(|xml, element| match element.name() {
                        "rubyBase" => self.inline(xml, paragraph, hidden),
                        _ => xml.skip(),
                    })?;
                    continue;
                }
                "AlternateContent" => {
                    self.alternatives(xml, |reader, xml| reader.run(xml, paragraph, hidden))?;
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.n_objects += usize::from(element.name() == "object");
                    self.boxes(xml, paragraph)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Whether the run properties opened last hide the run.
    fn hides(&self, xml: &mut Xml<'_>) -> Result<bool, Failure> {
        let (mut own, mut by_style) = (None, false);
        xml.children(|xml, element| {
            match element.name() {
                "vanish" => own = Some(element.is_on()),
                "rStyle" => by_style = self.styles.hides(&element.val().unwrap_or_default()),
                _ => {}
            }
            xml.skip()
        })?;
        Ok(own.unwrap_or(by_style))
    }

    /// Text boxes anywhere within the drawing opened last.
    fn boxes(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Failure> {
        let mut depth = 1_u32;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) if element.name() == "txbxContent" => {
                    let (fields, carried) = (std::mem::take(&mut self.fields), std::mem::take(&mut self.carried));
                    let mut pieces = Vec::new();
                    self.block(xml, &element, &mut pieces)?;
                    (self.fields, self.carried) = (fields, carried);
                    paragraph.boxes.extend(pieces.into_iter().map(|piece| match piece {
                        Piece::Paragraph { text, .. } => Piece::Box(text),
                        other => other,
                    }));
                }
                Node::Open(_) => depth += 1,
                Node::Close => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn print(&self, paragraph: &mut Paragraph, hidden: bool, text: &str) {
        if !hidden && !self.fields.contains(&true) {
            paragraph.text.push_str(text);
        }
    }
}

/// Whether the `w:sdtPr` opened last says that the control holds a table of contents.
fn has_contents_gallery(xml: &mut Xml<'_>) -> Result<bool, Failure> {
    let mut found = false;
    xml.children(|xml, element| {
        if element.name() == "docPartObj" {
            return xml.children(|xml, element| {
                found |= element.name() == "docPartGallery"
                    && element.val().is_some_and(|v| v.starts_with("Table of Contents"));
                xml.skip()
            });
        }
        xml.skip()
    })?;
    Ok(found)
}

/// Character of a `w:sym`.
fn symbol(element: &Element<'_>) -> char {
    let code = element.attribute("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
    story::symbol(code.and_then(char::from_u32).unwrap_or('\u{FFFD}'))
}
