//! Word documents (.docx): text in reading order, automatic numbers computed, tables with merged cells.

mod body;
mod lists;
mod styles;
mod table;

use crate::document::builder::{Builder, Content};
use crate::document::encoding::decode;
use crate::document::error::Failure;
use crate::document::numbering::Numbering;
use crate::document::package::Package;
use crate::document::xml::{Node, Xml};
use crate::document::{BlockKind, Limits, Note, NoteKind, Origin, ReadErrorKind};
use crate::text::script::{is_han, is_sentence_end};

use body::{Piece, Reader};
use styles::Styles;
use table::Rows;

/// Reads a .docx.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut package = Package::open(bytes, limits)?;
    let parts = Parts::find(&mut package, limits)?;
    let Some(main) = xml_part(&mut package, &parts.main)? else {
        return Err(Failure::damaged("没有正文部件"));
    };
    let mut styles = Styles::default();
    if let Some(text) = xml_part(&mut package, &parts.styles)? {
        styles = Styles::read(&text, limits.depth)?;
    }
    let mut numbering = Numbering::default();
    if let Some(text) = xml_part(&mut package, &parts.numbering)? {
        numbering = lists::read(&text, limits.depth, &mut styles)?;
    }
    let mut reader = Reader::new(&styles, &numbering, limits);
    let mut story = Story { builder: Builder::new(limits), n: 0 };
    story.body(&mut reader, &main, limits)?;
    if story.builder.is_empty() {
        let detail = if main.contains("<w:drawing") || main.contains("<w:pict") {
            "只有图片，可能是扫描件"
        } else {
            ""
        };
        return Err(Failure::new(ReadErrorKind::Empty, detail));
    }
    if reader.has_deletions {
        story.set_aside("文件带有修订：删除的文字未计入，插入的文字已计入");
    }
    if reader.n_objects > 0 {
        story.builder.unreadable(format!("有{}个嵌入对象（如 Excel 表）未读", reader.n_objects));
    }
    for (kind, name) in &parts.aside {
        if let Some(text) = xml_part(&mut package, name)? {
            let mut reader = Reader::new(&styles, &numbering, limits);
            story.aside(&mut reader, &text, *kind, limits)?;
        }
    }
    Ok(story.builder.finish())
}

/// 部件名. Where the parts of the package are.
#[derive(Default)]
struct Parts {
    main: String,
    styles: String,
    numbering: String,
    /// Notes, headers and footers.
    aside: Vec<(BlockKind, String)>,
}

impl Parts {
    fn find(package: &mut Package<'_>, limits: &Limits) -> Result<Self, Failure> {
        let mut main = "word/document.xml".to_owned();
        for (kind, target) in relations(package, "_rels/.rels", limits)? {
            if kind == "officeDocument" {
                main = target.trim_start_matches('/').to_owned();
            }
        }
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let path = |target: &str| match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
        };
        let mut parts = Self { styles: path("styles.xml"), numbering: path("numbering.xml"), ..Self::default() };
        for (kind, target) in relations(package, &path(&format!("_rels/{file}.rels")), limits)? {
            match kind.as_str() {
                "styles" => parts.styles = path(&target),
                "numbering" => parts.numbering = path(&target),
                "footnotes" | "endnotes" => parts.aside.push((BlockKind::Footnote, path(&target))),
                "header" | "footer" => parts.aside.push((BlockKind::Running, path(&target))),
                _ => {}
            }
        }
        parts.aside.sort_by_key(|(kind, name)| (*kind == BlockKind::Running, name.clone()));
        parts.main = main;
        Ok(parts)
    }
}

/// Kind and target of each relation that a part lists.
fn relations(package: &mut Package<'_>, name: &str, limits: &Limits) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    let Some(text) = xml_part(package, name)? else { return Ok(found) };
    let mut xml = Xml::new(&text, limits.depth);
    while let Some(node) = xml.next()? {
        if let Node::Open(element) = node
            && let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
        {
            let kind = kind.rsplit_once('/').map_or(kind.as_str(), |(_, last)| last).to_owned();
            found.push((kind, target));
        }
    }
    Ok(found)
}

/// A part as text, whatever its encoding.
fn xml_part(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Failure> {
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => Ok(decode(error.as_bytes(), None).map(|decoded| decoded.text)),
    }
}

/// 正文. The document in the making.
struct Story<'l> {
    builder: Builder<'l>,
    /// Paragraphs so far.
    n: u32,
}

impl Story<'_> {
    fn body(&mut self, reader: &mut Reader<'_>, text: &str, limits: &Limits) -> Result<(), Failure> {
        let mut xml = Xml::new(text, limits.depth);
        while let Some(node) = xml.next()? {
            if matches!(&node, Node::Open(element) if element.name() == "body") {
                break;
            }
        }
        let mut pieces = Vec::new();
        loop {
            let read = match xml.next() {
                Ok(Some(Node::Open(element))) => reader.block(&mut xml, &element, &mut pieces),
                Ok(Some(Node::Text(_))) => Ok(()),
                Ok(Some(Node::Close) | None) => break,
                Err(failure) => Err(failure),
            };
            for piece in pieces.drain(..) {
                self.piece(piece)?;
            }
            match read {
                Err(failure) if failure.kind == ReadErrorKind::Damaged && !self.builder.is_empty() => {
                    self.builder.unreadable(format!("正文后部损坏，未能读取（{}）", failure.detail));
                    break;
                }
                other => other?,
            }
        }
        Ok(())
    }

    fn piece(&mut self, piece: Piece) -> Result<(), Failure> {
        match piece {
            Piece::Paragraph { text, level, is_contents } => {
                self.n += 1;
                let kind = if is_contents { BlockKind::Boilerplate } else { BlockKind::Paragraph };
                for (n, line) in lines(&text).into_iter().enumerate() {
                    self.builder.paragraph(&line, kind, Origin::Paragraph(self.n), level.filter(|_| n == 0))?;
                }
            }
            Piece::Table(Rows::Grid(grid)) => {
                self.n += 1;
                self.builder.table(grid, Origin::Paragraph(self.n))?;
            }
            Piece::Table(Rows::Frame(pieces)) => {
                for piece in pieces {
                    self.piece(piece)?;
                }
            }
            Piece::Box(text) => self.text_box(&text)?,
        }
        Ok(())
    }

    /// A box with sentences is part of what the report says; a short one is decoration.
    fn text_box(&mut self, text: &str) -> Result<(), Failure> {
        let says = text.contains(is_sentence_end) && text.chars().filter(|&c| is_han(c)).count() >= 10;
        let kind = if says { BlockKind::Paragraph } else { BlockKind::Running };
        for line in lines(text) {
            let span = self.builder.paragraph(&line, kind, Origin::Paragraph(self.n), None)?;
            if let Some(span) = span {
                self.builder.note(Note::at(NoteKind::SetAside, span, "文本框内的文字，位置以所在段落为准"));
            }
        }
        Ok(())
    }

    /// A part outside the flow of the text.
    fn aside(&mut self, reader: &mut Reader<'_>, text: &str, kind: BlockKind, limits: &Limits) -> Result<(), Failure> {
        let mut xml = Xml::new(text, limits.depth);
        let mut pieces = Vec::new();
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "footnotes" | "endnotes" | "hdr" | "ftr" => {}
                "footnote" | "endnote" if element.attribute("type").is_none_or(|t| t == "normal") => {
                    reader.blocks(&mut xml, &mut pieces)?;
                }
                "footnote" | "endnote" => xml.skip()?,
                _ => reader.block(&mut xml, &element, &mut pieces)?,
            }
        }
        for piece in pieces {
            if let Piece::Paragraph { text, .. } | Piece::Box(text) = piece {
                self.builder.paragraph(&text.replace('\n', " "), kind, Origin::Paragraph(self.n), None)?;
            }
        }
        Ok(())
    }

    fn set_aside(&mut self, message: &str) {
        self.builder.note(Note::whole(NoteKind::SetAside, message));
    }
}

/// A paragraph at its line breaks, except where a phrase runs over one.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if super::lines::runs_on(last, line) => last.push_str(line),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}
