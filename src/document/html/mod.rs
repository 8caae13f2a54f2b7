//! Web pages: the article found, navigation and footers set aside, tables with merged cells.

mod article;
mod cost;
mod walk;

use crate::text::AnyOf;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use crate::document::builder::Content;
use crate::document::encoding::{ascii_head, decode};
use crate::document::error::Failure;
use crate::document::story::{Piece, Rows, Story};
use crate::document::{BlockKind, Limits, ReadErrorKind};

use walk::Walk;

/// Reads a web page.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let declared = charset(&ascii_head(bytes));
    let decoded = decode(bytes, declared.as_deref());
    let decoded = decoded.ok_or_else(|| Failure::new(ReadErrorKind::Unknown, "网页的文字无法解码"))?;
    if decoded.text.len() as u64 > limits.text_bytes {
        return Err(Failure::too_large("文字超出限额"));
    }
    cost::check(&decoded.text)?;
    let html = Html::parse_document(&decoded.text);
    let root = *html.root_element();
    let article = article::find(root);
    let parts = Walk::new(article, 0).read(root, article == root.id());
    let title = title(&html);
    let mut story = Story::new(limits);
    for part in parts {
        let is_title =
            part.is_heading || matches!(&part.piece, Piece::Paragraph { text, .. } if is_title(text, &title));
        let keeps = if part.in_article { !part.is_links } else { is_title && !part.is_links };
        if keeps {
            story.piece(part.piece)?;
        } else {
            set_aside(&mut story, part.piece)?;
        }
    }
    if !story.builder.has_paragraphs() {
        return Err(Failure::new(ReadErrorKind::Empty, "网页里没有正文"));
    }
    let mut content = story.builder.finish();
    content.notes.splice(0..0, decoded.notes);
    content.encoding = Some(decoded.encoding);
    Ok(content)
}

/// The paragraphs and tables of a piece of HTML within another text.
pub(super) fn pieces(fragment: &str) -> Result<Vec<Piece>, Failure> {
    cost::check(fragment)?;
    let html = Html::parse_fragment(fragment);
    let root = *html.root_element();
    Ok(Walk::new(root.id(), 0).read(root, true).into_iter().map(|part| part.piece).collect())
}

/// Whether a line outside the article is its title: the page is called so, or it names a kind of document.
fn is_title(text: &str, page: &str) -> bool {
    static KINDS: AnyOf =
        AnyOf::new(&["报告", "说明", "公开", "公报", "预算", "决算", "总结", "情况", "方案", "自评表"]);
    let text = text.trim();
    let length = text.chars().count();
    length >= 8 && (page.contains(text) || (length <= 60 && KINDS.end(text)))
}

/// Writes a piece that is no part of the article.
fn set_aside(story: &mut Story<'_>, piece: Piece) -> Result<(), Failure> {
    let pieces = match piece {
        Piece::Table(Rows::Grid(grid)) => grid.cells.into_iter().map(|cell| Piece::Box(cell.text)).collect(),
        Piece::Table(Rows::Frame(pieces)) => pieces,
        other => vec![other],
    };
    story.aside(pieces, BlockKind::Boilerplate)
}

/// `charset=gb2312` in a meta element or an XML declaration.
fn charset(head: &str) -> Option<String> {
    let head = head.to_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let value = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

/// What the page calls itself.
fn title(html: &Html) -> String {
    let element = html.tree.nodes().find(|node| node.value().as_element().is_some_and(|e| e.name() == "title"));
    let text = |node: NodeRef<'_, Node>| {
        node.descendants().filter_map(|d| d.value().as_text().map(|t| t.to_string())).collect()
    };
    element.map(text).unwrap_or_default()
}

/// Elements whose content is not shown, or is no text of the page.
fn is_skipped(element: &Element) -> bool {
    let is_hidden = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "head"
            | "template"
            | "iframe"
            | "select"
            | "option"
            | "button"
            | "textarea"
            | "object"
            | "svg"
            | "canvas"
            | "del"
            | "rt"
            | "rp"
            | "map"
            | "audio"
            | "video"
    ) || matches!(element.attr("title"), Some("header" | "footer"))
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(is_hidden)
}

/// Elements that do not begin a line of their own.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "br"
            | "nobr"
            | "input"
            | "bdi"
            | "data"
    ) || name.contains(':')
}

/// The next node of a walk through `root` that is not within `node`.
fn next_outside(node: NodeRef<'_, Node>, root: NodeId) -> Option<NodeRef<'_, Node>> {
    let mut at = node;
    while at.id() != root {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks as text, set aside ones marked.
    fn blocks(html: &str) -> Vec<String> {
        let content = read(html.as_bytes(), &Limits::default()).unwrap();
        let mark = |kind| if kind == BlockKind::Boilerplate { "外 " } else { "" };
        content.blocks.iter().map(|b| format!("{}{}", mark(b.kind), b.span.of(&content.text))).collect()
    }

    #[test]
    fn the_article_is_found() {
        let html = "<html><head><title>县财政局2023年决算 - 政务公开</title><style>p{}</style></head><body>\
            <div><a href=x>首页</a> <a href=y>政务公开</a></div><h1>县财政局2023年决算</h1><div>来源：财政局</div>\
            <table><tr><td><div><p>一、收入情况</p><p>收入12.5万元，<b>增长</b>3.2%。\n其中：税收5万元。</p><p>支出&nbsp;9万元&shy;&shy;，\
            下降1%。</p><p><a href=a.xls>附件：收支表.xls</a></p></div></td></tr></table><div>主办单位：县政府 电话0731</div></body>";
        assert_eq!(
            blocks(html),
            [
                "外 首页 政务公开",
                "县财政局2023年决算",
                "外 来源：财政局",
                "一、收入情况",
                "收入12.5万元，增长3.2%。其中：税收5万元。",
                "支出\u{A0}9万元，下降1%。",
                "外 附件：收支表.xls",
                "外 主办单位：县政府 电话0731"
            ]
        );
    }

    #[test]
    fn tables_lists_and_breaks() {
        let html = "<body><p>一、收入：<br>共5元。<br/>（含上年，<br>不含其他）</p><ol start=3><li>项目，甲</li><li>项目，乙</li></ol>\
            <table><tr><td rowspan=2>项目</td><td colspan=2>决算</td></tr><tr><td>本年</td><td>上年</td></tr>\
            <tr><td>收入</td><td>5m<sup>2</sup></td><td>4</td></tr></table></body>";
        assert_eq!(
            blocks(html),
            [
                "一、收入：",
                "共5元。",
                "（含上年，不含其他）",
                "3. 项目，甲",
                "4. 项目，乙",
                "项目\t决算\t\n\t本年\t上年\n收入\t5m²\t4"
            ]
        );
    }

    #[test]
    fn lists_print_their_numbers_and_tell_their_levels() {
        let html = "<body><h1>自评报告</h1><ol><li><h2>基本情况</h2><ol start=2 type=a><li><p>机构，甲</p><p>续</p></li></ol></li></ol>\
            <ol style='list-style-type: cjk-ideographic'><li>目标，乙</li></ol><ol type=I start=4000000000><li>其他，丙</li></ol></body>";
        let content = read(html.as_bytes(), &Limits::default()).unwrap();
        let lines: Vec<_> = content.blocks.iter().map(|b| (b.span.of(&content.text), b.level)).collect();
        assert_eq!(
            lines,
            [
                ("自评报告", Some(0)),
                ("1. 基本情况", Some(1)),
                ("b. 机构，甲", Some(1)),
                ("续", None),
                ("一、目标，乙", Some(0)),
                ("4000000000. 其他，丙", Some(0))
            ]
        );
    }

    #[test]
    fn charsets_are_believed_if_they_fit() {
        assert_eq!(
            charset("<meta http-equiv=content-type content=\"text/html; charset=GB2312\">").as_deref(),
            Some("gb2312")
        );
        assert_eq!(charset("<meta charset='utf-8'>").as_deref(), Some("utf-8"));
    }
}
