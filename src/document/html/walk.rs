//! Elements of a web page as paragraphs and tables.

use crate::text::AnyOf;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use crate::document::builder::GridCell;
use crate::document::numbering::NumberFormat;
use crate::document::story::{self, Piece};
use crate::text::script::is_han;

use super::{is_inline, is_skipped};

/// Tables within tables beyond this depth are taken for layout.
const MAX_NESTING: u32 = 24;

/// Columns and rows that a cell may claim to cover.
const MAX_SPAN: u32 = 1000;

/// 网页段. A piece with what tells articles from navigation.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub piece: Piece,
    /// Stands within the article.
    pub in_article: bool,
    /// Most of it is links.
    pub is_links: bool,
    /// Stands in one of the elements h1 to h6.
    pub is_heading: bool,
}

/// 走读. The open paragraph and what was read.
pub(super) struct Walk {
    article: NodeId,
    nesting: u32,
    parts: Vec<Part>,
    text: String,
    /// Characters of `text` within links.
    n_linked: usize,
    /// Blanks between the last character and the next; `Some(true)` if a line ended there.
    blank: Option<bool>,
    /// Level of the open heading, or of the list that the open item belongs to.
    level: Option<u8>,
    is_heading: bool,
    /// What a browser prints before the open item of a list.
    number: String,
}

impl Walk {
    pub(super) fn new(article: NodeId, nesting: u32) -> Self {
        Self {
            article,
            nesting,
            parts: Vec::new(),
            text: String::new(),
            n_linked: 0,
            blank: None,
            level: None,
            is_heading: false,
            number: String::new(),
        }
    }

    /// Everything within `root`.
    pub(super) fn read(mut self, root: NodeRef<'_, Node>, in_article: bool) -> Vec<Part> {
        let (mut inside, mut links, mut raised) = (in_article, 0_usize, 0_usize);
        let mut at = root;
        loop {
            let mut down = at.first_child();
            match at.value() {
                Node::Text(text) => self.print(text, links > 0, raised > 0),
                Node::Element(element) if is_skipped(element) => down = None,
                Node::Element(element) => {
                    if at.id() == self.article {
                        self.end_paragraph(inside);
                        inside = true;
                    }
                    match element.name() {
                        "br" => self.text.push('\n'),
                        "hr" => self.end_paragraph(inside),
                        "table" if at.id() != root.id() && self.table(at, inside) => down = None,
                        "a" => links += usize::from(down.is_some()),
                        "sup" => raised += usize::from(down.is_some()),
                        name if !is_inline(name) => {
                            self.end_paragraph(inside);
                            self.begin_block(name, at);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
            if let Some(child) = down {
                at = child;
                continue;
            }
            // Up and on, closing what ends.
            loop {
                if at.id() == root.id() {
                    self.end_paragraph(inside);
                    return self.parts;
                }
                if let Some(next) = at.next_sibling() {
                    at = next;
                    break;
                }
                let Some(parent) = at.parent() else {
                    self.end_paragraph(inside);
                    return self.parts;
                };
                at = parent;
                if let Node::Element(element) = at.value() {
                    match element.name() {
                        "a" => links = links.saturating_sub(1),
                        "sup" => raised = raised.saturating_sub(1),
                        name if !is_inline(name) => self.end_paragraph(inside),
                        _ => {}
                    }
                    if at.id() == self.article {
                        inside = in_article;
                    }
                }
            }
        }
    }

    /// Text with blanks as a browser shows them; a line end between two ideographs is none.
    fn print(&mut self, text: &str, is_link: bool, is_raised: bool) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.blank = Some(self.blank == Some(true) || c == '\n'),
                // Marks of possible breaks are not seen.
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
                _ => {
                    if let (Some(line_end), Some(last)) = (self.blank.take(), self.text.chars().next_back())
                        && last != '\n'
                        && !(line_end && is_wide(last) && is_wide(c))
                    {
                        self.text.push(' ');
                    }
                    let digit = c.to_digit(10).filter(|_| is_raised);
                    let raised = digit.and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize));
                    self.text.push(raised.unwrap_or(c));
                    self.n_linked += usize::from(is_link);
                }
            }
        }
    }

    /// The number of an item goes before its first paragraph; its level holds for the elements within.
    fn begin_block(&mut self, name: &str, element: NodeRef<'_, Node>) {
        let heading = heading(name);
        let within = name == "li" || !self.number.is_empty();
        self.is_heading = heading.is_some() || (self.is_heading && within);
        self.level = heading.or(self.level.filter(|_| within));
        if name == "li" {
            self.number = list_number(element);
            if !self.number.is_empty() {
                self.level = self.level.or(list_level(element));
            }
        }
    }

    fn end_paragraph(&mut self, in_article: bool) {
        let text = std::mem::take(&mut self.text);
        let (level, n_linked) = (self.level.take(), std::mem::take(&mut self.n_linked));
        self.blank = None;
        if text.trim().is_empty() {
            self.level = level;
            return;
        }
        let text = std::mem::take(&mut self.number) + text.trim_matches(['\n', ' ']);
        let is_links = n_linked * 10 >= text.chars().filter(|c| !c.is_whitespace()).count() * 6;
        let is_heading = std::mem::take(&mut self.is_heading);
        let piece = Piece::Paragraph { text, level, is_contents: false };
        self.parts.push(Part { piece, in_article, is_links, is_heading });
    }

    /// Reads a table of data; `false` if it is there for the layout of the page.
    fn table(&mut self, table: NodeRef<'_, Node>, in_article: bool) -> bool {
        if self.nesting >= MAX_NESTING
            || table.descendants().any(|node| node.id() == self.article && node.id() != table.id())
        {
            return false;
        }
        let mut cells: Vec<(GridCell, Vec<Piece>)> = Vec::new();
        // For each column the row up to which a cell from above covers it.
        let mut covered: Vec<u32> = Vec::new();
        let mut has_links = true;
        for (row, source) in (0..).zip(rows(table)) {
            let mut column = 0;
            for cell in source.children() {
                let Some(element) = cell.value().as_element().filter(|e| matches!(e.name(), "td" | "th")) else {
                    continue;
                };
                while covered.get(column as usize).is_some_and(|&until| until > row) {
                    column += 1;
                }
                let (column_span, row_span) = (span(element, "colspan"), span(element, "rowspan"));
                let end = column + column_span;
                if covered.len() < end as usize {
                    covered.resize(end as usize, 0);
                }
                covered[column as usize..end as usize].fill(row + row_span);
                let parts = Walk::new(self.article, self.nesting + 1).read(cell, in_article);
                has_links &= parts.iter().all(|part| part.is_links);
                let pieces = parts.into_iter().map(|part| part.piece).collect();
                cells.push((GridCell { row, column, row_span, column_span, text: String::new() }, pieces));
                column = end;
            }
        }
        // A cell must not reach below the last row.
        let n_rows = cells.iter().map(|(cell, _)| cell.row + 1).max().unwrap_or(0);
        for (cell, _) in &mut cells {
            cell.row_span = cell.row_span.min(n_rows - cell.row);
        }
        let is_empty = cells.iter().all(|(_, pieces)| pieces.is_empty());
        if is_layout(&cells) {
            return false;
        }
        self.end_paragraph(in_article);
        if !is_empty {
            let (table, floating) = story::table(cells);
            let parts = std::iter::once(Piece::Table(table)).chain(floating);
            self.parts.extend(parts.map(|piece| Part { piece, in_article, is_links: has_links, is_heading: false }));
        }
        true
    }
}

/// Tables that only place things: their cells hold many paragraphs, or other tables and little else.
fn is_layout(cells: &[(GridCell, Vec<Piece>)]) -> bool {
    let filled = cells.iter().filter(|(_, pieces)| !pieces.is_empty());
    let (mut n, mut large) = (0, 0);
    for (_, pieces) in filled {
        n += 1;
        let paragraphs = pieces.iter().filter(|p| matches!(p, Piece::Paragraph { .. })).count();
        large += usize::from(paragraphs > 8 || pieces.iter().any(|p| matches!(p, Piece::Table(_))));
    }
    large > 0 && n <= 3 * large
}

/// Rows of a table, not those of tables within it.
fn rows(table: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
    let name = |node: &NodeRef<'_, Node>| node.value().as_element().map_or("", |e| e.name()).to_owned();
    let mut rows = Vec::new();
    for child in table.children() {
        match name(&child).as_str() {
            "tr" => rows.push(child),
            "tbody" | "thead" | "tfoot" => rows.extend(child.children().filter(|node| name(node) == "tr")),
            _ => {}
        }
    }
    rows
}

fn span(element: &Element, name: &str) -> u32 {
    element.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}

fn heading(name: &str) -> Option<u8> {
    let rest = name.strip_prefix('h')?;
    rest.parse::<u8>().ok().filter(|level| (1..=6).contains(level)).map(|level| level - 1)
}

/// Depth of the list that an item belongs to, 0 = not within another.
fn list_level(item: NodeRef<'_, Node>) -> Option<u8> {
    let lists = item.ancestors().filter(|node| node.value().as_element().is_some_and(|e| e.name() == "ol"));
    u8::try_from(lists.take(9).count()).ok()?.checked_sub(1)
}

/// The number that a browser prints before an item of an ordered list.
fn list_number(item: NodeRef<'_, Node>) -> String {
    let Some(list) = item.parent() else { return String::new() };
    let Some(element) = list.value().as_element().filter(|e| e.name() == "ol") else { return String::new() };
    let style: String = element.attr("style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    if style.contains("list-style:none") || style.contains("list-style-type:none") {
        return String::new();
    }
    let is_item = |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|e| e.name() == "li");
    let before = item.prev_siblings().filter(is_item).count();
    let start = element.attr("start").and_then(|start| start.trim().parse::<i64>().ok()).unwrap_or(1);
    let value = start.saturating_add(i64::try_from(before).unwrap_or(0));
    let is_ideographic = IDEOGRAPHIC.stand_in(&style);
    let (format, mark) = match element.attr("type").unwrap_or_default() {
        _ if value > LARGEST => (NumberFormat::Decimal, ". "),
        _ if is_ideographic => (NumberFormat::Chinese, "、"),
        "a" => (NumberFormat::LowerLetter, ". "),
        "A" => (NumberFormat::UpperLetter, ". "),
        "i" => (NumberFormat::LowerRoman, ". "),
        "I" => (NumberFormat::UpperRoman, ". "),
        _ => (NumberFormat::Decimal, ". "),
    };
    u32::try_from(value).map_or(String::new(), |value| format.print(value) + mark)
}

/// Largest value printed otherwise than in digits.
const LARGEST: i64 = 999;

/// Styles of lists that count 一、 二、.
static IDEOGRAPHIC: AnyOf = AnyOf::new(&["cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"]);

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}' | '“' | '”')
}
