//! Rich text (.rtf, also under the name .doc). Automatic numbers stand in the file as Word printed them.

mod token;

use std::collections::BTreeMap;

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

use crate::document::builder::Content;
use crate::document::error::Failure;
use crate::document::rows::{Definition, Merge, Table};
use crate::document::story::{Piece, Story};
use crate::document::{BlockKind, Limits, ReadErrorKind};

use token::{Token, Tokens};

/// Words that begin a group without text.
const SKIPPED: [&[u8]; 29] = [
    b"colortbl",
    b"info",
    b"pict",
    b"object",
    b"fldinst",
    b"annotation",
    b"shprslt",
    b"nonshppict",
    b"bkmkstart",
    b"bkmkend",
    b"listtable",
    b"listoverridetable",
    b"generator",
    b"xmlnstbl",
    b"sp",
    b"themedata",
    b"colorschememapping",
    b"datastore",
    b"latentstyles",
    b"rsidtbl",
    b"revtbl",
    b"pn",
    b"nesttableprops",
    b"pnseclvl",
    b"atnid",
    b"atnauthor",
    b"atrfstart",
    b"atrfend",
    b"upr",
];

/// 去处. Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    Body,
    /// Footnotes, heads and feet, boxes: told apart when they end.
    Aside(Aside),
    /// The number of a paragraph.
    Number,
    /// Names of fonts: what counts are their character sets.
    Fonts,
    /// Style sheet: what counts are outline levels.
    Styles,
    Skipped,
}

/// 旁文.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aside {
    Footnote,
    Running,
    Box,
}

/// 组状态. What a group inherits and gives back at its end.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "RTF keeps these switches, one by one, in a group")]
struct State {
    destination: Destination,
    /// Hidden or deleted text.
    unprinted: bool,
    deleted: bool,
    font: i32,
    /// Bytes that stand in for a `\u` character.
    fallback: usize,
    /// The group may be skipped by readers that do not know its first word.
    optional: bool,
    is_first: bool,
}

/// 段落. The open paragraph of one flow.
#[derive(Clone, Debug, Default)]
struct Flow {
    number: String,
    text: String,
    in_table: bool,
    style: i32,
    list_level: Option<u8>,
    outline: Option<u8>,
    table: Table,
    pieces: Vec<Piece>,
}

/// Reads RTF.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut reader = Reader::new(limits);
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        reader.token(token, &mut tokens)?;
    }
    reader.flush();
    let is_cut = reader.stack.len() > 1;
    while reader.stack.len() > 1 {
        reader.close();
    }
    reader.end_paragraph();
    reader.flow().close_table();
    let mut story = Story::new(limits);
    let body = std::mem::take(&mut reader.flows[0].pieces);
    body.into_iter().try_for_each(|piece| story.piece(piece))?;
    if story.builder.is_empty() {
        return Err(Failure::new(ReadErrorKind::Empty, ""));
    }
    for (kind, pieces) in std::mem::take(&mut reader.asides) {
        story.aside(pieces, kind)?;
    }
    if is_cut {
        story.builder.unreadable("文件没有写完，结尾可能缺失");
    }
    if reader.has_deletions {
        story.builder.set_aside("文件带有修订：删除的文字未计入，插入的文字已计入");
    }
    Ok(story.builder.finish())
}

/// 阅读状态.
struct Reader {
    stack: Vec<State>,
    max_depth: usize,
    max_bytes: u64,
    n_bytes: u64,
    /// The body, and on top of it what is being read aside.
    flows: Vec<Flow>,
    asides: Vec<(BlockKind, Vec<Piece>)>,
    /// Bytes that wait for their partner or the end of the run.
    pending: Vec<u8>,
    /// Bytes still to be skipped after `\u`.
    skipping: usize,
    /// First half of a character beyond the first plane.
    surrogate: Option<u16>,
    codepage: &'static Encoding,
    default_font: i32,
    charsets: BTreeMap<i32, &'static Encoding>,
    outlines: BTreeMap<i32, u8>,
    /// Row definition being built.
    row: Definition,
    merge: Merge,
    has_deletions: bool,
}

impl Reader {
    fn new(limits: &Limits) -> Self {
        let state = State {
            destination: Destination::Body,
            unprinted: false,
            deleted: false,
            font: 0,
            fallback: 1,
            optional: false,
            is_first: false,
        };
        Self {
            stack: vec![state],
            max_depth: limits.depth as usize,
            max_bytes: limits.text_bytes,
            n_bytes: 0,
            flows: vec![Flow::default()],
            asides: Vec::new(),
            pending: Vec::new(),
            skipping: 0,
            surrogate: None,
            codepage: GB18030,
            default_font: 0,
            charsets: BTreeMap::new(),
            outlines: BTreeMap::new(),
            row: Definition::default(),
            merge: Merge::default(),
            has_deletions: false,
        }
    }

    fn state(&mut self) -> &mut State {
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn flow(&mut self) -> &mut Flow {
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn token(&mut self, token: Token<'_>, tokens: &mut Tokens<'_>) -> Result<(), Failure> {
        if let Token::Byte(byte) = token {
            if self.skipping > 0 {
                self.skipping -= 1;
            } else {
                self.pending.push(byte);
            }
            self.state().is_first = false;
            return Ok(());
        }
        if !matches!(token, Token::Word(b"u", _)) {
            self.skipping = 0;
        }
        self.flush();
        match token {
            Token::Open => {
                if self.stack.len() > self.max_depth {
                    return Err(Failure::too_large(format!("RTF 嵌套超过{}层", self.max_depth)));
                }
                let state = State { is_first: true, optional: false, ..*self.state() };
                self.stack.push(state);
            }
            Token::Close if self.stack.len() > 1 => self.close(),
            Token::Close | Token::Byte(_) => {}
            Token::Symbol(b'*') => self.state().optional = true,
            Token::Symbol(symbol) => {
                self.state().is_first = false;
                match symbol {
                    b'~' => self.print(" "),
                    b'_' => self.print("-"),
                    b'\\' | b'{' | b'}' => self.print(std::str::from_utf8(&[symbol]).unwrap_or_default()),
                    b'\n' | b'\r' => self.end_paragraph(),
                    _ => {}
                }
            }
            Token::Word(b"bin", Some(n)) => tokens.skip(usize::try_from(n).unwrap_or(0)),
            Token::Word(word, number) => {
                let is_first = std::mem::take(&mut self.state().is_first);
                self.word(word, number, is_first);
            }
        }
        if self.n_bytes > self.max_bytes {
            return Err(Failure::too_large("文字超出限额"));
        }
        Ok(())
    }

    /// Ends a group.
    fn close(&mut self) {
        self.flush();
        let Some(state) = self.stack.pop() else { return };
        let outer = self.state().destination;
        if let Destination::Aside(aside) = state.destination
            && outer != state.destination
            && self.flows.len() > 1
        {
            self.end_paragraph_of(state.destination);
            self.flow().close_table();
            let pieces = self.flows.pop().map(|flow| flow.pieces).unwrap_or_default();
            match aside {
                Aside::Footnote => self.asides.push((BlockKind::Footnote, pieces)),
                Aside::Running => self.asides.push((BlockKind::Running, pieces)),
                Aside::Box => {
                    let boxes = pieces.into_iter().map(|piece| match piece {
                        Piece::Paragraph { text, .. } => Piece::Box(text),
                        other => other,
                    });
                    let boxes: Vec<Piece> = boxes.collect();
                    self.flow().pieces.extend(boxes);
                }
            }
        }
    }

    /// Text of the bytes gathered so far.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.state().font;
        let encoding = self.charsets.get(&font).copied().unwrap_or(self.codepage);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.print(&text);
    }

    fn print(&mut self, text: &str) {
        let state = *self.state();
        if state.unprinted {
            return;
        }
        self.n_bytes += text.len() as u64;
        match state.destination {
            Destination::Body | Destination::Aside(_) => self.flow().text.push_str(text),
            Destination::Number => self.flow().number.push_str(text),
            Destination::Fonts | Destination::Styles | Destination::Skipped => {}
        }
    }

    fn aside(&mut self, aside: Aside) {
        if self.state().destination != Destination::Skipped {
            self.state().destination = Destination::Aside(aside);
            self.flows.push(Flow::default());
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>, is_first: bool) {
        let is_on = number != Some(0);
        let n = number.unwrap_or(0);
        if self.state().destination == Destination::Skipped && word != b"ud" {
            return;
        }
        match word {
            b"ansicpg" => self.codepage = codepage(n),
            b"uc" => self.state().fallback = usize::try_from(n).unwrap_or(0).min(16),
            b"u" => self.unicode(n),
            b"deff" => self.default_font = n,
            b"f" => self.state().font = n,
            b"fcharset" if self.state().destination == Destination::Fonts => {
                let font = self.state().font;
                if let Some(encoding) = charset(n) {
                    self.charsets.insert(font, encoding);
                }
            }
            b"plain" => {
                let (deleted, font) = (self.state().deleted, self.default_font);
                self.state().unprinted = deleted;
                self.state().font = font;
            }
            b"v" => {
                let deleted = self.state().deleted;
                self.state().unprinted = is_on || deleted;
            }
            b"deleted" => {
                self.state().deleted = is_on;
                self.state().unprinted = is_on;
                self.has_deletions |= is_on;
            }
            b"fonttbl" => self.state().destination = Destination::Fonts,
            b"stylesheet" => self.state().destination = Destination::Styles,
            b"listtext" | b"pntext" => {
                if self.state().destination != Destination::Skipped {
                    self.flow().number.clear();
                    self.state().destination = Destination::Number;
                }
            }
            b"footnote" => self.aside(Aside::Footnote),
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr" | b"footerf" => {
                self.aside(Aside::Running);
            }
            b"shptxt" => self.aside(Aside::Box),
            _ if SKIPPED.contains(&word) => self.state().destination = Destination::Skipped,
            // The second group of `\upr`, which says the same in Unicode.
            b"ud" => {
                let outer = self.stack.len().checked_sub(3).map_or(Destination::Body, |at| self.stack[at].destination);
                self.state().destination = outer;
            }
            b"par" | b"sect" | b"page" => self.end_paragraph(),
            b"line" | b"lbr" => self.print("\n"),
            b"tab" => self.print("\t"),
            b"emdash" => self.print("—"),
            b"endash" => self.print("–"),
            b"lquote" => self.print("‘"),
            b"rquote" => self.print("’"),
            b"ldblquote" => self.print("“"),
            b"rdblquote" => self.print("”"),
            b"bullet" => self.print("•"),
            b"emspace" => self.print("\u{2003}"),
            b"enspace" => self.print("\u{2002}"),
            b"pard" => {
                let flow = self.flow();
                (flow.in_table, flow.style, flow.list_level, flow.outline) = (false, 0, None, None);
            }
            b"intbl" => self.flow().in_table = true,
            b"s" => self.flow().style = n,
            b"ilvl" => self.flow().list_level = u8::try_from(n).ok(),
            b"outlinelevel" if self.state().destination == Destination::Styles => {
                let style = self.flow().style;
                self.outlines.insert(style, u8::try_from(n).unwrap_or(9));
            }
            b"outlinelevel" => self.flow().outline = u8::try_from(n).ok(),
            b"cell" => self.end_cell(),
            b"nestcell" => self.print(" "),
            b"row" => {
                let definition = self.row.clone();
                self.flow().table.end_row(definition);
            }
            b"trowd" => (self.row, self.merge) = (Definition::default(), Merge::default()),
            b"trleft" => self.row.borders = vec![n],
            b"clmrg" => self.merge.left = true,
            b"clvmrg" => self.merge.up = true,
            b"cellx" => {
                if self.row.borders.is_empty() {
                    self.row.borders.push(0);
                }
                if self.row.merges.len() < 4096 {
                    self.row.borders.push(n);
                    self.row.merges.push(std::mem::take(&mut self.merge));
                }
            }
            _ => {
                if is_first && self.state().optional {
                    self.state().destination = Destination::Skipped;
                }
            }
        }
    }

    /// A character by its UTF-16 unit; the bytes after it are for readers that know none.
    fn unicode(&mut self, n: i32) {
        self.skipping = self.state().fallback;
        let unit = u16::try_from(n & 0xFFFF).unwrap_or_default();
        let units = match self.surrogate.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None => vec![unit],
        };
        let text: String = String::from_utf16_lossy(&units).chars().map(crate::document::story::symbol).collect();
        self.print(&text);
    }

    fn end_paragraph(&mut self) {
        let destination = self.state().destination;
        self.end_paragraph_of(destination);
    }

    fn end_paragraph_of(&mut self, destination: Destination) {
        if !matches!(destination, Destination::Body | Destination::Aside(_)) {
            return;
        }
        let outlines = &self.outlines;
        let last = self.flows.len() - 1;
        let flow = &mut self.flows[last];
        let number = std::mem::take(&mut flow.number);
        let number = number.trim_matches(['\t', ' ']);
        // Bullets count nothing.
        let is_number = number.chars().any(char::is_alphanumeric) || number.contains(|c| ('①'..='⑳').contains(&c));
        let text = std::mem::take(&mut flow.text);
        let outline = flow.outline.or_else(|| outlines.get(&flow.style).copied()).filter(|&outline| outline < 9);
        let gap = if is_number && needs_gap(number, &text) { " " } else { "" };
        let piece = Piece::Paragraph {
            text: format!("{}{gap}{text}", if is_number { number } else { "" }),
            level: outline.or(flow.list_level.filter(|_| is_number)),
            is_contents: false,
        };
        if flow.in_table {
            flow.table.piece(piece);
        } else {
            flow.close_table();
            flow.pieces.push(piece);
        }
    }

    fn end_cell(&mut self) {
        self.flow().in_table = true;
        self.end_paragraph();
        self.flow().table.end_cell();
    }
}

impl Flow {
    fn close_table(&mut self) {
        if !self.table.is_empty() {
            self.pieces.extend(std::mem::take(&mut self.table).finish());
        }
    }
}

/// `1.` before `2023年` would read as a decimal.
fn needs_gap(number: &str, text: &str) -> bool {
    let is_narrow = |c: char| c.is_ascii_alphanumeric() || c == '.';
    number.ends_with(is_narrow) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn codepage(number: i32) -> &'static Encoding {
    match number {
        950 => BIG5,
        932 => SHIFT_JIS,
        // A file of a Western Windows has Chinese only as `\u`; in its bytes GB 18030 would see characters.
        1252 => WINDOWS_1252,
        _ => GB18030,
    }
}

/// Character set of a font; `None` for those that say nothing.
fn charset(number: i32) -> Option<&'static Encoding> {
    match number {
        134 => Some(GB18030),
        136 => Some(BIG5),
        128 => Some(SHIFT_JIS),
        // Chinese files give Latin character sets to Chinese text too.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes(), &Limits::default()).unwrap().text
    }

    #[test]
    fn bytes_and_units_are_characters() {
        let font = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset134 SimSun;}}";
        assert_eq!(
            text(&format!("{font}\\f1 \\'d6\\'a7\\'b3\\'f6 12.5\\'cd\\'f2\\'d4\\'aa\\par}}")),
            "支出 12.5万元\n"
        );
        assert_eq!(text("{\\rtf1\\ansicpg1252\\uc1 \\u25903?\\u20986\\'3f 5\\par}"), "支出 5\n");
        assert_eq!(text("{\\rtf1\\uc2 \\u25903\\'d6\\'a7x\\uc0\\u20986 y}"), "支x出y\n");
    }

    #[test]
    fn what_is_not_printed() {
        let rtf = "{\\rtf1 a{\\v hidden}{\\deleted gone}{\\field{\\*\\fldinst PAGE}{\\fldrslt 5}}{\\*\\unknown x}\
                   {\\info{\\title t}}{\\footnote note\\par}b\\par{\\header head\\par}}";
        let content = read(rtf.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(content.text, "a5b\nnote\nhead\n");
        let kinds: Vec<_> = content.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Footnote, BlockKind::Running]);
    }

    #[test]
    fn numbers_and_tables() {
        let rtf = "{\\rtf1{\\stylesheet{\\s1\\outlinelevel0 h;}}{\\pard\\s1 {\\listtext 1.\\tab}2023\\par}\
                   \\trowd\\trleft0\\cellx100\\cellx300\\pard\\intbl a\\cell b\\cell\\row\
                   \\trowd\\trleft0\\cellx100\\cellx200\\cellx300\\pard\\intbl 1\\cell 2\\cell 3\\cell\\row\\pard z\\par}";
        let content = read(rtf.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(content.text, "1. 2023\na\tb\t\n1\t2\t3\nz\n");
        assert_eq!(content.blocks[0].level, Some(0));
        assert_eq!(content.tables[0].cells[1].column_span, 2);
    }
}
