use super::Span;

/// How many bytes lie between two remembered positions: lookups walk at most this far.
const STRIDE: usize = 64;

/// 位置换算. Turns byte positions of one text into characters, lines and UTF-16 columns.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// Characters before byte `k * STRIDE`.
    checkpoints: Vec<u32>,
    /// First byte of every line.
    lines: Vec<u32>,
}

/// Characters that begin in `bytes`: every byte that is not a continuation byte `10xx_xxxx`, eight at a time.
fn count_chars(bytes: &[u8]) -> u32 {
    const LOWEST_BITS: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = bytes.as_chunks::<8>();
    let continuation = |word: u64| (word >> 7) & !(word >> 6) & LOWEST_BITS;
    let in_words: u32 = words.iter().map(|&word| 8 - continuation(u64::from_ne_bytes(word)).count_ones()).sum();
    let in_rest = rest.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum::<u32>();
    in_words + in_rest
}

impl<'t> Positions<'t> {
    /// Reads `text` once.
    ///
    /// # Panics
    /// Beyond 4 GiB of text, which reading refuses.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut n = 0;
        for chunk in bytes.chunks(STRIDE) {
            checkpoints.push(n);
            n += count_chars(chunk);
        }
        checkpoints.push(n);
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', bytes).map(|i| u32::try_from(i + 1).expect("below 4 GiB")));
        Self { text, checkpoints, lines }
    }

    /// Characters before byte `byte`.
    #[must_use]
    pub fn char_at(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        let k = byte / STRIDE;
        self.checkpoints[k] + count_chars(&self.text.as_bytes()[k * STRIDE..byte])
    }

    /// `(start, end)` in characters.
    #[must_use]
    pub fn chars(&self, span: Span) -> (u32, u32) {
        let start = self.char_at(span.start);
        let is_short = span.len() <= 2 * STRIDE;
        (
            start,
            if is_short { start + count_chars(&self.text.as_bytes()[span.range()]) } else { self.char_at(span.end) },
        )
    }

    /// Line of a byte, from 1.
    ///
    /// # Panics
    /// Beyond 4 GiB of text, which reading refuses.
    #[must_use]
    pub fn line(&self, byte: u32) -> u32 {
        u32::try_from(self.lines.partition_point(|&l| l <= byte)).expect("below 4 GiB")
    }

    /// Column of a byte in its line, in characters, from 1.
    #[must_use]
    pub fn column(&self, byte: u32) -> u32 {
        let start = self.lines[self.line(byte) as usize - 1];
        self.char_at(byte) - self.char_at(start) + 1
    }

    /// Column of a byte in its line, in UTF-16 units, from 1.
    ///
    /// # Panics
    /// Beyond 4 GiB of text, which reading refuses.
    #[must_use]
    pub fn column_utf16(&self, byte: u32) -> u32 {
        let start = self.lines[self.line(byte) as usize - 1];
        let units = self.text[start as usize..byte as usize].chars().map(char::len_utf16).sum::<usize>();
        u32::try_from(units).expect("below 4 GiB") + 1
    }

    /// Number of characters of the whole text.
    #[must_use]
    pub fn n_chars(&self) -> u32 {
        self.checkpoints[self.checkpoints.len() - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_lines_and_columns() {
        let text = format!("{}\n支𠮷出 9", "预算".repeat(200));
        let positions = Positions::new(&text);
        let at = text.find('9').unwrap();
        let at32 = u32::try_from(at).unwrap();
        assert_eq!(positions.char_at(at32) as usize, text[..at].chars().count());
        assert_eq!((positions.line(at32), positions.column(at32), positions.column_utf16(at32)), (2, 5, 6));
        assert_eq!(positions.n_chars() as usize, text.chars().count());
        assert_eq!(positions.chars(Span::new(at, at + 1)), (405, 406));
    }

    #[test]
    fn every_boundary_agrees_with_counting() {
        let text = "a支\u{3000}𠮷".repeat(100);
        let positions = Positions::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(positions.char_at(u32::try_from(byte).unwrap()) as usize, n);
        }
    }
}
