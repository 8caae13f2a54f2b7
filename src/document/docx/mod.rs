//! Word documents (.docx): text in reading order, automatic numbers computed, tables with merged cells.

mod body;
mod lists;
mod styles;
mod table;

use std::io::Cursor;

use crate::document::builder::Content;
use crate::document::encoding::decode;
use crate::document::error::Failure;
use crate::document::numbering::Numbering;
use crate::document::package::Package;
use crate::document::story::Story;
use crate::document::xml::{Node, Xml};
use crate::document::{BlockKind, Limits, ReadErrorKind};

use body::Reader;
use styles::Styles;

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
    let mut story = Story::new(limits);
    read_body(&mut story, &mut reader, &main, limits)?;
    if story.builder.is_empty() {
        let detail = if main.contains("<w:drawing") || main.contains("<w:pict") {
            "只有图片，可能是扫描件"
        } else {
            ""
        };
        return Err(Failure::new(ReadErrorKind::Empty, detail));
    }
    if reader.has_deletions {
        story.builder.set_aside("文件带有修订：删除的文字未计入，插入的文字已计入");
    }
    if reader.n_objects > 0 {
        story.builder.unreadable(format!("有{}个嵌入对象（如 Excel 表）未读", reader.n_objects));
    }
    for (kind, name) in &parts.aside {
        if let Some(text) = xml_part(&mut package, name)? {
            let mut reader = Reader::new(&styles, &numbering, limits);
            read_aside(&mut story, &mut reader, &text, *kind, limits)?;
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
    fn find(package: &mut Package<Cursor<&[u8]>>, limits: &Limits) -> Result<Self, Failure> {
        let mut main = "word/document.xml".to_owned();
        for (kind, target) in relations(package, "_rels/.rels", limits)? {
            if kind == "officeDocument" {
                target.trim_start_matches('/').clone_into(&mut main);
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
fn relations(
    package: &mut Package<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Vec<(String, String)>, Failure> {
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
fn xml_part(package: &mut Package<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Failure> {
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => Ok(decode(error.as_bytes(), None).map(|decoded| decoded.text)),
    }
}

/// Reads the body; what stands before a break in the XML is kept.
fn read_body(story: &mut Story<'_>, reader: &mut Reader<'_>, text: &str, limits: &Limits) -> Result<(), Failure> {
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
            story.piece(piece)?;
        }
        match read {
            Err(failure) if failure.kind == ReadErrorKind::Damaged && !story.builder.is_empty() => {
                story.builder.unreadable(format!("正文后部损坏，未能读取（{}）", failure.detail));
                break;
            }
            other => other?,
        }
    }
    Ok(())
}

/// Reads a part outside the flow of the text.
fn read_aside(
    story: &mut Story<'_>,
    reader: &mut Reader<'_>,
    text: &str,
    kind: BlockKind,
    limits: &Limits,
) -> Result<(), Failure> {
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
    story.aside(pieces, kind)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A package of a body and parts by name.
    fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let main = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        for (name, text) in [("word/document.xml", main.as_str())].iter().chain(parts) {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Blocks as text, marked if they are no paragraphs.
    fn blocks(bytes: &[u8]) -> Vec<String> {
        let content = read(bytes, &Limits::default()).unwrap();
        let mark = |kind| match kind {
            BlockKind::Paragraph => "",
            BlockKind::Table(_) => "表 ",
            BlockKind::Running => "眉 ",
            BlockKind::Footnote => "注 ",
            BlockKind::Boilerplate => "目 ",
        };
        content.blocks.iter().map(|b| format!("{}{}", mark(b.kind), b.span.of(&content.text))).collect()
    }

    fn body(body: &str) -> Vec<String> {
        blocks(&docx(body, &[]))
    }

    fn p(runs: &str) -> String {
        format!("<w:p>{runs}</w:p>")
    }

    fn r(text: &str) -> String {
        format!("<w:r><w:t>{text}</w:t></w:r>")
    }

    #[test]
    fn runs_are_joined_and_what_is_not_printed_left_out() {
        let runs = [
            r("支出12"),
            "<w:bookmarkStart w:id='0' w:name='_GoBack'/>".to_owned(),
            r("3.4"),
            "<w:r><w:footnoteReference w:id='2'/></w:r>".to_owned(),
            format!("<w:hyperlink>{}</w:hyperlink>", r("5万元")),
            "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>".to_owned(),
            format!("<w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>", r("，增"), r("移走")),
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>长</w:t></w:r>"
                .to_owned(),
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>内</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r>"
                .to_owned(),
            r("5%"),
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>".to_owned(),
            format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", r("，其")),
            format!(
                "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r><w:r><w:noBreakHyphen/></w:r>",
                r("zhong"),
                r("中")
            ),
            format!("<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>", r("一次")),
        ];
        assert_eq!(body(&p(&runs.concat())), ["支出123.45万元，增长5%，其中-一次"]);
    }

    #[test]
    fn deleted_paragraph_marks_join_and_breaks_split() {
        let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>收入</w:t></w:r></w:p>";
        assert_eq!(body(&format!("{joined}{}", p(&r("总计5元")))), ["收入总计5元"]);
        let broken = "<w:r><w:t>一、收入</w:t><w:br/><w:t>共计（</w:t><w:br/><w:t>含上年）5元</w:t></w:r>";
        assert_eq!(body(&p(broken)), ["一、收入", "共计（含上年）5元"]);
    }

    #[test]
    fn tables_merge_nest_and_frame() {
        let cell = |props: &str, text: &str| format!("<w:tc><w:tcPr>{props}</w:tcPr>{}</w:tc>", p(&r(text)));
        let nested = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "内一"), cell("", "内二"));
        let table = [
            "<w:tbl><w:tr>".to_owned(),
            cell("<w:vMerge w:val='restart'/>", "项目"),
            cell("<w:gridSpan w:val='2'/>", "决算"),
            "</w:tr><w:tr>".to_owned(),
            cell("<w:vMerge/>", ""),
            cell("", "本年"),
            format!("<w:tc>{nested}{}</w:tc>", p(&r("上年"))),
            "</w:tr><w:tr><w:trPr><w:del/></w:trPr>".to_owned(),
            cell("", "删") + "</w:tr></w:tbl>",
        ];
        assert_eq!(body(&table.concat()), ["表 项目\t决算\t\n\t本年\t上年", "表 内一\t内二"]);
        let content = read(&docx(&table.concat(), &[]), &Limits::default()).unwrap();
        let spans: Vec<_> = content.tables[0].cells.iter().map(|c| (c.row_span, c.column_span)).collect();
        assert_eq!(spans, [(2, 1), (1, 2), (1, 1), (1, 1)]);
        let frame = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p(&r("一、概况")), p(&r("正文")));
        assert_eq!(body(&frame), ["一、概况", "正文"]);
    }

    #[test]
    fn numbers_come_from_styles_and_lists() {
        let styles = "<w:styles><w:style w:type='paragraph' w:styleId='h'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>\
                      <w:outlineLvl w:val='0'/></w:pPr></w:style></w:styles>";
        let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>\
                         <w:numFmt w:val='chineseCountingThousand'/><w:suff w:val='nothing'/><w:lvlText w:val='%1、'/></w:lvl>\
                         <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>\
                         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
        let styled =
            |more: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val='h'/>{more}</w:pPr>{}</w:p>", r(text));
        let text = [
            styled("", "概况"),
            styled("<w:numPr><w:ilvl w:val='1'/></w:numPr>", "2023年"),
            styled("<w:numPr><w:numId w:val='0'/></w:numPr>", "不编号"),
            styled("", "收入"),
        ];
        let bytes = docx(&text.concat(), &[("word/styles.xml", styles), ("word/numbering.xml", numbering)]);
        let content = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(content.text, "一、概况\n1. 2023年\n不编号\n二、收入\n");
        assert!(content.blocks.iter().all(|b| b.level == Some(0)));
    }

    #[test]
    fn what_stands_outside_the_flow_is_set_aside() {
        let rels = "<Relationships><Relationship Type='x/footnotes' Target='footnotes.xml'/>\
                    <Relationship Type='x/footer' Target='footer1.xml'/></Relationships>";
        let notes = format!(
            "<w:footnotes><w:footnote w:type='separator'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
            p(&r("线")),
            p(&r("含结转5元"))
        );
        let footer = format!("<w:ftr>{}</w:ftr>", p(&r("第1页")));
        let text_box =
            format!("<w:r><w:drawing><a><w:txbxContent>{}</w:txbxContent></a></w:drawing></w:r>", p(&r("图注")));
        let contents = format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>\
             <w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(&r("一、概况 1"))
        );
        let text = format!("{contents}{}", p(&(r("支出") + &text_box + &r("5元"))));
        let parts = [
            ("word/_rels/document.xml.rels", rels),
            ("word/footnotes.xml", notes.as_str()),
            ("word/footer1.xml", footer.as_str()),
        ];
        assert_eq!(blocks(&docx(&text, &parts)), ["目 一、概况 1", "支出5元", "眉 图注", "注 含结转5元", "眉 第1页"]);
    }

    #[test]
    fn a_broken_end_costs_only_the_end() {
        let content = read(&docx(&format!("{}<w:p><w:r><w:t a=<", p(&r("收入5元"))), &[]), &Limits::default()).unwrap();
        assert_eq!((content.text.as_str(), content.notes.len()), ("收入5元\n", 1));
        let deep = "<w:tbl><w:tr><w:tc>".repeat(100);
        assert_eq!(read(&docx(&deep, &[]), &Limits::default()).unwrap_err().kind, ReadErrorKind::TooLarge);
    }
}
