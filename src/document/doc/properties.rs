//! Properties of paragraphs and characters: runs of the stream, each with its modifiers.

use super::bytes::{u16_at, u32_at};

/// 属性段. Modifiers that hold from one place of the stream to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'s> {
    /// First byte.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// Style of a paragraph; 0 for characters.
    pub style: u16,
    /// Modifiers.
    pub modifiers: &'s [u8],
}

/// What a table of runs is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraphs,
    Characters,
}

/// Modifiers too long for a page: the place of those that stand in the data stream instead.
const HUGE: [u16; 2] = [0x6645, 0x6646];

/// All runs of paragraphs, by place; `data` holds what a page has no room for, as the ends of wide table rows.
pub(super) fn paragraphs<'s>(main: &'s [u8], table: &[u8], data: &'s [u8]) -> Vec<Run<'s>> {
    let mut runs = runs(main, table, Kind::Paragraphs);
    for run in &mut runs {
        let place = modifiers(run.modifiers).find(|(code, _)| HUGE.contains(code));
        let place = place.and_then(|(_, operand)| usize::try_from(u32_at(operand, 0)?).ok());
        let length = place.and_then(|at| u16_at(data, at)).map(usize::from);
        if let (Some(at), Some(length)) = (place, length) {
            run.modifiers = data.get(at + 2..at + 2 + length).unwrap_or(run.modifiers);
        }
    }
    runs
}

/// All runs of a kind, by place.
pub(super) fn runs<'s>(main: &'s [u8], table: &[u8], kind: Kind) -> Vec<Run<'s>> {
    let n = table.len().saturating_sub(4) / 8;
    let mut runs = Vec::new();
    for k in 0..n {
        let Some(page) = u32_at(table, 4 * (n + 1) + 4 * k) else { continue };
        let start = (page & 0x003F_FFFF) as usize * 512;
        if let Some(page) = main.get(start..start + 512) {
            page_runs(page, kind, &mut runs);
        }
    }
    runs.sort_by_key(|run| run.from);
    runs
}

/// Runs of one page of 512 bytes; the last byte counts them.
fn page_runs<'s>(page: &'s [u8], kind: Kind, runs: &mut Vec<Run<'s>>) {
    let n = usize::from(page[511]);
    let step = if kind == Kind::Paragraphs { 13 } else { 1 };
    for k in 0..n {
        let (Some(from), Some(to)) = (u32_at(page, 4 * k), u32_at(page, 4 * k + 4)) else { return };
        let offset = page.get(4 * (n + 1) + step * k).map_or(0, |&b| usize::from(b) * 2);
        let (mut style, mut modifiers): (u16, &[u8]) = (0, &[]);
        if offset > 0 {
            let length = usize::from(page[offset]);
            let (start, length) = match (kind, length) {
                (Kind::Characters, length) => (offset + 1, length),
                (Kind::Paragraphs, 0) => (offset + 2, page.get(offset + 1).map_or(0, |&b| usize::from(b) * 2)),
                (Kind::Paragraphs, length) => (offset + 1, length * 2 - 1),
            };
            let body = page.get(start..(start + length).min(511)).unwrap_or_default();
            (style, modifiers) = match kind {
                Kind::Paragraphs => (u16_at(body, 0).unwrap_or(0), body.get(2..).unwrap_or_default()),
                Kind::Characters => (0, body),
            };
        }
        runs.push(Run { from, to, style, modifiers });
    }
}

/// The run that holds a place.
pub(super) fn run_at<'r, 's>(runs: &'r [Run<'s>], at: u32) -> Option<&'r Run<'s>> {
    let n = runs.partition_point(|run| run.from <= at);
    runs[..n].last().filter(|run| at < run.to)
}

/// Modifiers one by one: what they change, and to what.
pub(super) fn modifiers(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (skip, length) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            // The definition of a table row has a length of two bytes, one too high.
            _ if code == 0xD608 => (4, usize::from(u16_at(rest, 2)?).saturating_sub(1)),
            _ => (3, usize::from(*rest.get(2)?)),
        };
        let operand = rest.get(skip..skip + length)?;
        rest = &rest[skip + length..];
        Some((code, operand))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_too_long_for_their_page() {
        // One page with one run, whose modifiers stand at 4 of the data stream.
        let mut main = vec![0; 1024];
        let page = &mut main[512..];
        page[4] = 8;
        page[8] = 100;
        page[200..209].copy_from_slice(&[5, 0, 0, 0x46, 0x66, 4, 0, 0, 0]);
        page[511] = 1;
        let table = [0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0];
        let data = [0, 0, 0, 0, 3, 0, 0x16, 0x24, 1];
        let runs = paragraphs(&main, &table, &data);
        assert_eq!(runs.iter().map(|run| run.modifiers).collect::<Vec<_>>(), [&data[6..]]);
        // A place beyond the stream changes nothing.
        assert_eq!(paragraphs(&main, &table, &data[..7])[0].modifiers, &[0x46, 0x66, 4, 0, 0, 0, 0]);
    }

    #[test]
    fn modifiers_of_all_lengths() {
        let bytes =
            [0x16, 0x24, 1, 0x0B, 0x46, 2, 0, 0x08, 0xD6, 3, 0, 7, 8, 0x49, 0x66, 1, 0, 0, 0, 0x0A, 0xC6, 1, 9, 0xFF];
        let found: Vec<(u16, &[u8])> = modifiers(&bytes).collect();
        let expected: Vec<(u16, &[u8])> =
            vec![(0x2416, &[1]), (0x460B, &[2, 0]), (0xD608, &[7, 8]), (0x6649, &[1, 0, 0, 0]), (0xC60A, &[9])];
        assert_eq!(found, expected);
    }
}
