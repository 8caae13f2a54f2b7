//! Styles and list definitions of the binary format.

use crate::document::numbering::{Instance, Level, Levels, N_LEVELS, NumberFormat, Numbering, Piece};

use super::bytes::{u16_at, u32_at, utf16};
use super::properties::modifiers;

/// 段落属性. What shows in the text, as far as a style or a paragraph sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "Word keeps these switches, one by one, in a paragraph")]
pub(super) struct Paragraph {
    /// List instance from 1; 0 switches numbering off.
    pub list: Option<u16>,
    pub list_level: Option<u8>,
    /// 9 is body text.
    pub outline: Option<u8>,
    pub in_table: bool,
    /// The paragraph is the end of a table row.
    pub ends_row: bool,
    /// How deep in tables it stands.
    pub depth: u32,
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    pub hidden: Option<bool>,
}

impl Paragraph {
    /// With modifiers applied.
    pub(super) fn with(mut self, bytes: &[u8]) -> Self {
        for (code, operand) in modifiers(bytes) {
            let flag = operand.first() == Some(&1);
            match code {
                0x460B => self.list = u16_at(operand, 0),
                0x260A => self.list_level = operand.first().copied(),
                0x2640 => self.outline = operand.first().copied(),
                0x2416 => self.in_table = flag,
                0x2417 => self.ends_row = flag,
                0x6649 => self.depth = u32_at(operand, 0).unwrap_or(0),
                0x244B => self.ends_inner_cell = flag,
                0x244C => self.ends_inner_row = flag,
                0x083C => self.hidden = Some(flag),
                _ => {}
            }
        }
        self
    }
}

/// 样式.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub paragraph: Paragraph,
    pub is_contents: bool,
}

/// Reads the style sheet; each style has what it inherits.
pub(super) fn styles(table: &[u8]) -> Vec<Style> {
    let header = usize::from(u16_at(table, 0).unwrap_or(0));
    let count = usize::from(u16_at(table, 2).unwrap_or(0));
    let fixed = usize::from(u16_at(table, 4).unwrap_or(10));
    let mut at = 2 + header;
    let mut raw: Vec<Option<Raw<'_>>> = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(table, at).map(usize::from) else { break };
        let body = table.get(at + 2..at + 2 + length).unwrap_or_default();
        at += 2 + length;
        raw.push(style(body, fixed));
    }
    (0..raw.len())
        .map(|n| {
            let mut chain = Vec::new();
            let mut next = n;
            while let Some(Some(Raw { base, .. })) = raw.get(next)
                && chain.len() < 32
            {
                chain.push(next);
                next = *base;
            }
            let mut style = Style::default();
            for &n in chain.iter().rev() {
                if let Some(Some(Raw { paragraph, character, name, .. })) = raw.get(n) {
                    style.paragraph = style.paragraph.with(paragraph).with(character);
                    let name = name.to_lowercase();
                    style.is_contents |= name.starts_with("toc ") || name.starts_with("目录");
                }
            }
            style
        })
        .collect()
}

/// 样式原文. A style before what it is based on is applied.
struct Raw<'t> {
    /// Number of the style that it is based on.
    base: usize,
    /// Modifiers of paragraphs.
    paragraph: &'t [u8],
    /// Modifiers of characters.
    character: &'t [u8],
    name: String,
}

fn style(body: &[u8], fixed: usize) -> Option<Raw<'_>> {
    let (kind, base) = (u16_at(body, 2)? & 15, usize::from(u16_at(body, 2)? >> 4));
    let length = usize::from(u16_at(body, fixed)?);
    let name = utf16(body.get(fixed + 2..fixed + 2 + 2 * length)?);
    let mut at = fixed + 2 + 2 * length + 2;
    let mut next = || {
        at += at % 2;
        let length = usize::from(u16_at(body, at)?);
        let bytes = body.get(at + 2..at + 2 + length)?;
        at += 2 + length;
        Some(bytes)
    };
    let (paragraph, character) = match kind {
        1 => {
            let paragraph = next().and_then(|bytes| bytes.get(2..)).unwrap_or_default();
            (paragraph, next().unwrap_or_default())
        }
        2 => (&body[..0], next().unwrap_or_default()),
        _ => (&body[..0], &body[..0]),
    };
    Some(Raw { base, paragraph, character, name })
}

/// Reads the list definitions and the instances that paragraphs name.
pub(super) fn numbering(lists: &[u8], instances: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let count = usize::from(u16_at(lists, 0).unwrap_or(0));
    let mut at = 2 + 28 * count;
    for k in 0..count {
        let Some(id) = u32_at(lists, 2 + 28 * k) else { break };
        let is_simple = lists.get(2 + 28 * k + 26).is_some_and(|flags| flags & 1 != 0);
        let mut levels = Levels::default();
        for level in levels.iter_mut().take(if is_simple { 1 } else { N_LEVELS }) {
            match read_level(lists, &mut at) {
                Some(found) => *level = found,
                None => return numbering,
            }
        }
        numbering.shared.insert(id, levels);
    }
    let count = u32_at(instances, 0).unwrap_or(0).min(0xFFFF) as usize;
    let mut at = 4 + 16 * count;
    for k in 0..count {
        let Some(shared) = u32_at(instances, 4 + 16 * k) else { break };
        let n_overrides = instances.get(4 + 16 * k + 12).copied().unwrap_or(0);
        let mut instance = Instance { shared, ..Instance::default() };
        at += 4;
        for _ in 0..n_overrides {
            let (Some(start), Some(flags)) = (u32_at(instances, at), u32_at(instances, at + 4)) else { break };
            at += 8;
            let level = (flags & 15).min(8);
            if flags & 0x10 != 0 {
                instance.starts[level as usize] = Some(start);
            }
            if flags & 0x20 != 0
                && let Some(own) = read_level(instances, &mut at)
            {
                if flags & 0x10 != 0 {
                    instance.starts[level as usize] = Some(own.start);
                }
                instance.levels.insert(u8::try_from(level).unwrap_or(0), own);
            }
        }
        numbering.instances.insert(u32::try_from(k + 1).unwrap_or(u32::MAX), instance);
    }
    numbering
}

/// Reads the level at `at` and moves behind it.
fn read_level(bytes: &[u8], at: &mut usize) -> Option<Level> {
    let head = bytes.get(*at..*at + 28)?;
    let skipped = usize::from(head[24]) + usize::from(head[25]);
    *at += 28 + skipped;
    let length = usize::from(u16_at(bytes, *at)?);
    let text = bytes.get(*at + 2..*at + 2 + 2 * length)?;
    *at += 2 + 2 * length;
    let flags = head[5];
    Some(Level {
        start: u32_at(head, 0)?,
        format: NumberFormat::of_code(head[4]),
        text: pieces(text),
        suffix: if head[15] == 2 { "" } else { " " },
        legal: flags & 4 != 0,
        restart_below: (flags & 8 != 0).then_some(head[26]),
    })
}

/// Text of a level: characters below 9 stand for the values of levels.
fn pieces(text: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for c in utf16(text).chars() {
        match (c, pieces.last_mut()) {
            ('\0'..='\u{8}', _) => pieces.push(Piece::Value(u8::try_from(c as u32).unwrap_or(0))),
            (c, Some(Piece::Text(text))) => text.push(c),
            (c, _) => pieces.push(Piece::Text(c.to_string())),
        }
    }
    pieces
}

/// Character modifiers of a run: whether it is not printed, and its symbol if it is one.
pub(super) fn character(bytes: &[u8]) -> (Option<bool>, bool, Option<char>) {
    let (mut hidden, mut deleted, mut symbol) = (None, false, None);
    for (code, operand) in modifiers(bytes) {
        match code {
            // 0x80 and 0x81 say "as the style" and its opposite.
            0x083C => hidden = operand.first().map(|&b| b == 1 || b == 0x81),
            0x0800 => deleted = operand.first() == Some(&1),
            0x6A09 => symbol = u16_at(operand, 2).and_then(|code| char::from_u32(u32::from(code))),
            _ => {}
        }
    }
    (hidden, deleted, symbol)
}
