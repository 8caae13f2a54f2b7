//! .xls: the records of a BIFF8 (or BIFF5) workbook stream.

use std::collections::BTreeMap;

use encoding_rs::GB18030;

use crate::document::error::Failure;
use crate::document::{Limits, ReadErrorKind};

use super::Sheet;
use super::number_format::{NumberFormat, builtin};

/// 记录. Kind and body; the bodies of continuation records follow as pieces of their own.
struct Record<'s> {
    kind: u16,
    pieces: Vec<&'s [u8]>,
}

impl<'s> Record<'s> {
    fn body(&self) -> &'s [u8] {
        self.pieces[0]
    }
}

/// Records from `at` to the end of the substream.
fn records(stream: &[u8], mut at: usize) -> Vec<Record<'_>> {
    let mut found: Vec<Record<'_>> = Vec::new();
    let mut depth = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let Some(body) = stream.get(at + 4..at + 4 + usize::from(length)) else { break };
        at += 4 + usize::from(length);
        match kind {
            0x3C => {
                if let Some(last) = found.last_mut() {
                    last.pieces.push(body);
                }
                continue;
            }
            // A chart within the sheet is a substream of its own.
            0x0809 => depth += 1,
            0x000A => depth -= 1,
            _ => {}
        }
        if depth <= 1 {
            found.push(Record { kind, pieces: vec![body] });
        }
        if depth <= 0 {
            break;
        }
    }
    found
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Shared by all sheets.
#[derive(Default)]
struct Book {
    is_biff8: bool,
    epoch_1904: bool,
    strings: Vec<String>,
    codes: BTreeMap<u32, String>,
    /// Format and steps of indent of each cell format.
    formats: Vec<(u32, usize)>,
}

/// Reads the `Workbook` stream.
pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    let globals = records(stream, 0);
    let mut book = Book::default();
    let mut tabs = Vec::new();
    for record in &globals {
        let body = record.body();
        match record.kind {
            0x0809 => book.is_biff8 = u16_at(body, 0) == Some(0x0600),
            0x002F => return Err(Failure::new(ReadErrorKind::Encrypted, "")),
            0x0022 => book.epoch_1904 = u16_at(body, 0) == Some(1),
            0x0085 => {
                if let (Some(at), Some(&hidden)) = (u32_at(body, 0), body.get(4)) {
                    let name = book.short_string(body.get(6..).unwrap_or_default());
                    // Charts and macros are no sheets.
                    if body.get(5) == Some(&0) {
                        tabs.push((at as usize, hidden & 3 != 0, name));
                    }
                }
            }
            0x00FC => book.strings = shared_strings(&record.pieces, limits)?,
            0x041E => {
                let code = if book.is_biff8 {
                    long_string(body.get(2..).unwrap_or_default())
                } else {
                    book.short_string(&body[2.min(body.len())..])
                };
                book.codes.insert(u32::from(u16_at(body, 0).unwrap_or(0)), code);
            }
            0x00E0 => {
                let indent = if book.is_biff8 { body.get(8).map_or(0, |b| usize::from(b & 15)) } else { 0 };
                book.formats.push((u32::from(u16_at(body, 2).unwrap_or(0)), indent));
            }
            _ => {}
        }
    }
    if globals.first().is_none_or(|record| record.kind != 0x0809) {
        return Err(Failure::damaged("工作簿流没有开头"));
    }
    let mut n_cells = 0;
    tabs.into_iter()
        .map(|(at, is_hidden, name)| sheet(stream, at, is_hidden, name, &book, limits, &mut n_cells))
        .collect()
}

fn sheet(
    stream: &[u8],
    at: usize,
    is_hidden: bool,
    name: String,
    book: &Book,
    limits: &Limits,
    n_cells: &mut u32,
) -> Result<Sheet, Failure> {
    let mut sheet = Sheet { name, is_hidden, ..Sheet::default() };
    // A formula whose result is text is followed by that text.
    let mut awaited = None;
    for record in records(stream, at) {
        let body = record.body();
        let place = || Some((u32::from(u16_at(body, 0)?), u32::from(u16_at(body, 2)?)));
        let format = u16_at(body, 4).unwrap_or(0);
        let mut put = |(row, column): (u32, u32), format: u16, text: String| {
            *n_cells += 1;
            sheet.cells.insert((row, column), "\u{3000}".repeat(book.indent(format)) + &text);
        };
        match (record.kind, place()) {
            (0x0203, Some(place)) => {
                if let Some(text) = number(body.get(6..14)).map(|v| book.print(&v, format)) {
                    put(place, format, text);
                }
            }
            (0x027E, Some(place)) => {
                if let Some(text) = u32_at(body, 6).map(|rk| book.print(&packed(rk), format)) {
                    put(place, format, text);
                }
            }
            (0x00BD, Some((row, first))) => {
                for (column, pair) in (first..).zip(body[4..].chunks_exact(6)) {
                    let (format, rk) = (u16_at(pair, 0).unwrap_or(0), u32_at(pair, 2).unwrap_or(0));
                    put((row, column), format, book.print(&packed(rk), format));
                }
            }
            (0x00FD, Some(place)) => {
                if let Some(text) = u32_at(body, 6).and_then(|n| book.strings.get(n as usize)) {
                    put(place, format, text.clone());
                }
            }
            (0x0204 | 0x00D6, Some(place)) => {
                let rest = body.get(6..).unwrap_or_default();
                let text = if book.is_biff8 {
                    long_string(rest)
                } else {
                    text_of(rest.get(2..).unwrap_or_default(), u16_at(rest, 0))
                };
                put(place, format, text);
            }
            (0x0006, Some(place)) => match body.get(6..14) {
                Some(&[0, _, _, _, _, _, 0xFF, 0xFF]) => awaited = Some((place, format)),
                Some(&[1, _, value, _, _, _, 0xFF, 0xFF]) => {
                    put(place, format, if value == 0 { "FALSE" } else { "TRUE" }.to_owned());
                }
                Some(&[_, _, _, _, _, _, 0xFF, 0xFF]) | None => {}
                value => {
                    if let Some(text) = number(value).map(|v| book.print(&v, format)) {
                        put(place, format, text);
                    }
                }
            },
            (0x0207, _) => {
                if let Some((place, format)) = awaited.take() {
                    let text = if book.is_biff8 {
                        long_string(body)
                    } else {
                        text_of(body.get(2..).unwrap_or_default(), u16_at(body, 0))
                    };
                    put(place, format, text);
                }
            }
            (0x00E5, _) => {
                for range in body.get(2..).unwrap_or_default().chunks_exact(8) {
                    let at = |n| u32::from(u16_at(range, n).unwrap_or(0));
                    sheet.merged.push([at(0), at(4), at(2), at(6)]);
                }
            }
            (0x0208, Some((row, _))) if u16_at(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                sheet.hidden_rows.insert(row);
            }
            (0x007D, Some((first, last))) if u16_at(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                sheet.hidden_columns.push((first, last));
            }
            _ => {}
        }
        if *n_cells > limits.cells {
            return Err(Failure::too_large(format!("单元格超过{}个", limits.cells)));
        }
    }
    Ok(sheet)
}

impl Book {
    fn indent(&self, format: u16) -> usize {
        self.formats.get(usize::from(format)).map_or(0, |f| f.1)
    }

    fn print(&self, value: &str, format: u16) -> String {
        let id = self.formats.get(usize::from(format)).map_or(0, |f| f.0);
        let code = self.codes.get(&id).map_or_else(|| builtin(id), String::as_str);
        NumberFormat::new(code).print(value, self.epoch_1904).unwrap_or_else(|| value.to_owned())
    }

    /// A string with its length in one byte.
    fn short_string(&self, bytes: &[u8]) -> String {
        let Some((&length, rest)) = bytes.split_first() else { return String::new() };
        match rest.split_first() {
            Some((&flags, rest)) if self.is_biff8 => characters(rest, usize::from(length), flags & 1 != 0),
            _ => text_of(rest, Some(u16::from(length))),
        }
    }
}

/// A string of an older workbook, in the code page of Chinese Windows.
fn text_of(bytes: &[u8], length: Option<u16>) -> String {
    let length = usize::from(length.unwrap_or(0)).min(bytes.len());
    GB18030.decode_without_bom_handling(&bytes[..length]).0.into_owned()
}

/// A BIFF8 string with its length in two bytes.
fn long_string(bytes: &[u8]) -> String {
    let length = usize::from(u16_at(bytes, 0).unwrap_or(0));
    let wide = bytes.get(2).is_some_and(|flags| flags & 1 != 0);
    characters(bytes.get(3..).unwrap_or_default(), length, wide)
}

fn characters(bytes: &[u8], length: usize, wide: bool) -> String {
    if wide {
        let units: Vec<u16> = bytes.chunks_exact(2).take(length).map(|u| u16::from_le_bytes([u[0], u[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().take(length).map(|&b| char::from(b)).collect()
    }
}

/// The shared strings. A string may run over from one record into the next, and its width may change there.
fn shared_strings(pieces: &[&[u8]], limits: &Limits) -> Result<Vec<String>, Failure> {
    let mut cursor = Cursor { pieces, current: 0, at: 8 };
    let count = pieces.first().and_then(|body| u32_at(body, 4)).unwrap_or(0);
    let mut strings = Vec::new();
    let mut total = 0;
    for _ in 0..count {
        let Some(text) = cursor.string() else { break };
        total += text.len() as u64;
        if total > limits.text_bytes {
            return Err(Failure::too_large("文字超出限额"));
        }
        strings.push(text);
    }
    Ok(strings)
}

/// 分片读头. Reads on across the pieces of one record.
struct Cursor<'p, 's> {
    pieces: &'p [&'s [u8]],
    current: usize,
    at: usize,
}

impl Cursor<'_, '_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.get(self.current)?.len() {
            (self.current, self.at) = (self.current + 1, 0);
        }
        self.at += 1;
        Some(self.pieces[self.current][self.at - 1])
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |n, k| Some(n | usize::from(self.byte()?) << (8 * k)))
    }

    fn string(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.at >= self.pieces.get(self.current)?.len() {
                (self.current, self.at) = (self.current + 1, 0);
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let unit = if wide { self.number(2)? } else { usize::from(self.byte()?) };
            units.push(u16::try_from(unit).ok()?);
        }
        for _ in 0..runs * 4 + extra {
            self.byte()?;
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// A double precision number in its shortest decimal form.
#[expect(clippy::disallowed_types, reason = "the file stores doubles; they become decimals here")]
fn number(bytes: Option<&[u8]>) -> Option<String> {
    let value = f64::from_le_bytes(bytes?.try_into().ok()?);
    value.is_finite().then(|| value.to_string())
}

/// A number packed into 30 bits: an integer or the upper part of a double, perhaps in hundredths.
fn packed(rk: u32) -> String {
    let in_hundredths = rk & 1 != 0;
    if rk & 2 != 0 {
        let value = rk.cast_signed() >> 2;
        return if in_hundredths {
            rust_decimal::Decimal::new(i64::from(value), 2).to_string()
        } else {
            value.to_string()
        };
    }
    let bits = u64::from(rk & 0xFFFF_FFFC) << 32;
    let text = number(Some(&bits.to_le_bytes())).unwrap_or_default();
    match text.parse::<rust_decimal::Decimal>() {
        Ok(value) if in_hundredths => (value / rust_decimal::Decimal::ONE_HUNDRED).to_string(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_run_over_records() {
        let mut first = vec![0; 4];
        first.extend(2_u32.to_le_bytes());
        // Four wide characters of which two stand in the next record, there narrow.
        first.extend([4, 0, 1, 0x36, 0x65, 0x2F, 0x65]);
        let second = [0, b'1', b'2', 2, 0, 0, b'o', b'k'];
        let strings = shared_strings(&[&first, &second], &Limits::default()).unwrap();
        assert_eq!(strings, ["收支12", "ok"]);
    }

    #[test]
    fn packed_numbers() {
        assert_eq!(packed(1234 << 2 | 2), "1234");
        assert_eq!(packed(1234 << 2 | 3), "12.34");
        assert_eq!(packed(0x3FF0_0000), "1");
        assert_eq!(packed(0x3FF0_0001), "0.01");
    }
}
