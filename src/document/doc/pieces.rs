//! The file header and the piece table: which bytes of the stream are which characters of the text.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use crate::document::ReadErrorKind;
use crate::document::error::Failure;

use super::bytes::{u16_at, u32_at};

/// 文件头. The parts of the FIB that are needed.
pub(super) struct Header<'s> {
    /// The `WordDocument` stream.
    main: &'s [u8],
    /// Name of the stream with the tables.
    pub table_name: &'static str,
    /// Lengths of the stories in characters: text, footnotes, heads, macros, comments, endnotes, boxes, boxes of heads.
    pub stories: [u32; 8],
}

/// Places of tables, by their index in the header.
pub(super) mod table {
    pub(in crate::document::doc) const STYLES: usize = 1;
    pub(in crate::document::doc) const CHARACTERS: usize = 12;
    pub(in crate::document::doc) const PARAGRAPHS: usize = 13;
    pub(in crate::document::doc) const PIECES: usize = 33;
    pub(in crate::document::doc) const LISTS: usize = 73;
    pub(in crate::document::doc) const INSTANCES: usize = 74;
}

impl<'s> Header<'s> {
    /// Reads the header at the beginning of the main stream.
    pub(super) fn read(main: &'s [u8]) -> Result<Self, Failure> {
        let flags = u16_at(main, 0x0A).ok_or_else(|| Failure::damaged("文件头不完整"))?;
        if u16_at(main, 0) != Some(0xA5EC) {
            return Err(Failure::new(ReadErrorKind::Unknown, "Word 95 或更早的格式，请另存为 docx"));
        }
        if flags & 0x0100 != 0 {
            return Err(Failure::new(ReadErrorKind::Encrypted, ""));
        }
        let mut stories = [0; 8];
        for (at, length) in (0x4C..).step_by(4).zip(&mut stories) {
            *length = u32_at(main, at).filter(|n| *n < 1 << 30).unwrap_or(0);
        }
        let table_name = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        Ok(Self { main, table_name, stories })
    }

    /// A table of the table stream.
    pub(super) fn table<'t>(&self, tables: &'t [u8], index: usize) -> Option<&'t [u8]> {
        let at = 0x9A + 8 * index;
        let (start, length) = (u32_at(self.main, at)? as usize, u32_at(self.main, at + 4)? as usize);
        tables.get(start..start.checked_add(length)?).filter(|table| !table.is_empty())
    }

    /// From a table to the end of the stream: list levels stand behind the table that counts them.
    pub(super) fn table_and_rest<'t>(&self, tables: &'t [u8], index: usize) -> Option<&'t [u8]> {
        let at = 0x9A + 8 * index;
        u32_at(self.main, at + 4).filter(|&length| length > 0)?;
        tables.get(u32_at(self.main, at)? as usize..)
    }

    /// Characters of each story within the whole text.
    pub(super) fn story(&self, index: usize) -> Range<usize> {
        let start: u32 = self.stories[..index].iter().sum();
        start as usize..(start + self.stories[index]) as usize
    }
}

/// 字符. One character and where it stands in the main stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Char {
    pub c: char,
    pub at: u32,
}

/// All characters of all stories in the order of the text.
pub(super) fn characters(main: &[u8], pieces: &[u8]) -> Result<Vec<Char>, Failure> {
    let damaged = || Failure::damaged("文字分段表损坏");
    let plc = piece_table(pieces).ok_or_else(damaged)?;
    let n = plc.len().saturating_sub(4) / 12;
    let mut characters = Vec::new();
    for k in 0..n {
        let (from, to) = (u32_at(plc, 4 * k).ok_or_else(damaged)?, u32_at(plc, 4 * k + 4).ok_or_else(damaged)?);
        let place = u32_at(plc, 4 * (n + 1) + 8 * k + 2).ok_or_else(damaged)?;
        let length = to.checked_sub(from).ok_or_else(damaged)? as usize;
        // A piece never has more characters than the stream has bytes.
        if length > main.len() || characters.len() > main.len() {
            return Err(damaged());
        }
        let start = place & 0x3FFF_FFFF;
        if place & 0x4000_0000 != 0 {
            let start = start / 2;
            let bytes = main.get(start as usize..).unwrap_or_default();
            let bytes = &bytes[..length.min(bytes.len())];
            characters.extend((start..).zip(bytes).map(|(at, &b)| Char { c: narrow(b), at }));
        } else {
            let bytes = main.get(start as usize..).unwrap_or_default();
            let bytes = &bytes[..(2 * length).min(bytes.len())];
            wide(bytes, start, &mut characters);
        }
    }
    Ok(characters)
}

/// The piece table proper, behind the property modifiers.
fn piece_table(clx: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match clx.get(at)? {
            1 => at += 3 + usize::from(u16_at(clx, at + 1)?),
            2 => {
                let length = u32_at(clx, at + 1)? as usize;
                return clx.get(at + 5..(at + 5).checked_add(length)?);
            }
            _ => return None,
        }
    }
}

/// A character of a compressed piece; the control characters of Word stay.
fn narrow(byte: u8) -> char {
    let bytes = [byte];
    if byte < 0x80 {
        char::from(byte)
    } else {
        WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().next().unwrap_or(' ')
    }
}

fn wide(bytes: &[u8], start: u32, characters: &mut Vec<Char>) {
    let units = bytes.chunks_exact(2).map(|u| u16::from_le_bytes([u[0], u[1]]));
    let mut at = start;
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or('\u{FFFD}');
        characters.push(Char { c, at });
        // Positions count units: a character beyond the first plane takes two.
        for extra in 1..c.len_utf16() {
            characters.push(Char { c: '\u{200B}', at: at + 2 * u32::try_from(extra).unwrap_or(0) });
        }
        at += 2 * u32::try_from(c.len_utf16()).unwrap_or(1);
    }
}
