//! 任一词. A few words asked for at once; the table of their characters is made while compiling.

/// 任一词. Whether any of some words begins, ends or stands in a text.
///
/// Almost no character of a text is the first of a word of the list, so one walk over the text asks one bit for each
/// of its characters, where a search for each word would walk over it once a word.
#[derive(Debug)]
pub struct AnyOf {
    words: &'static [&'static str],
    firsts: Keys,
    lasts: Keys,
}

/// Keys that the characters of a list have.
#[derive(Debug)]
struct Keys([u64; 4]);

/// The words given, as one [`AnyOf`].
#[macro_export]
#[doc(hidden)]
macro_rules! any_of {
    ($($word:literal),+ $(,)?) => {{
        static WORDS: $crate::text::AnyOf = $crate::text::AnyOf::new(&[$($word),+]);
        &WORDS
    }};
}

pub use crate::any_of;

/// Key of the character that `bytes` ends with, by its last two bytes.
const fn key(bytes: &[u8], end: usize) -> u8 {
    let last = bytes[end - 1];
    let before = if last < 0x80 { 0 } else { bytes[end - 2] };
    ((before & 0x3F) << 2) ^ (last & 0x7F)
}

/// Bytes of the character that begins with `byte`.
#[inline]
const fn width(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

impl Keys {
    const fn with(mut self, key: u8) -> Self {
        self.0[(key >> 6) as usize] |= 1 << (key & 63);
        self
    }

    #[inline]
    fn has(&self, key: u8) -> bool {
        self.0[usize::from(key >> 6)] >> (key & 63) & 1 != 0
    }
}

impl AnyOf {
    /// A list of words.
    ///
    /// # Panics
    /// While compiling, if a word is empty.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Keys([0; 4]), Keys([0; 4]));
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            assert!(!bytes.is_empty(), "an empty word stands everywhere");
            firsts = firsts.with(key(bytes, width(bytes[0])));
            lasts = lasts.with(key(bytes, bytes.len()));
            n += 1;
        }
        Self { words, firsts, lasts }
    }

    /// The words.
    #[must_use]
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether a word begins `text`.
    #[must_use]
    pub fn begin(&self, text: &str) -> bool {
        self.beginning(text).is_some()
    }

    /// The first word of the list that begins `text`.
    #[must_use]
    pub fn beginning(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        let end = width(*bytes.first()?);
        let found = || self.words.iter().copied().find(|word| starts(bytes, word));
        self.firsts.has(key(bytes, end)).then(found).flatten()
    }

    /// The words that begin `text`, in the order of the list.
    pub fn starting<'a>(&self, text: &'a str) -> impl Iterator<Item = &'static str> + use<'a> {
        let bytes = text.as_bytes();
        let may_start = bytes.first().is_some_and(|&first| self.firsts.has(key(bytes, width(first))));
        let words = if may_start { self.words } else { &[] };
        words.iter().copied().filter(move |word| starts(bytes, word))
    }

    /// Whether a word ends `text`.
    #[must_use]
    pub fn end(&self, text: &str) -> bool {
        self.ending(text).is_some()
    }

    /// The first word of the list that ends `text`.
    #[must_use]
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        let found = || self.words.iter().copied().find(|word| text.ends_with(word));
        (!bytes.is_empty() && self.lasts.has(key(bytes, bytes.len()))).then(found).flatten()
    }

    /// `text` without the first word of the list that ends it.
    #[must_use]
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.strip_suffix(self.ending(text)?)
    }

    /// Whether `text` is a word of the list.
    #[must_use]
    pub fn hold(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        !bytes.is_empty() && self.lasts.has(key(bytes, bytes.len())) && self.words.contains(&text)
    }

    /// Whether a word stands in `text`.
    #[must_use]
    pub fn stand_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Where the first word in `text` begins.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let end = at + width(first);
            if self.firsts.has(key(bytes, end)) && self.words.iter().any(|word| starts(&bytes[at..], word)) {
                return Some(at);
            }
            at = end;
        }
        None
    }
}

/// Whether `text` begins with `word`; most words differ in the last byte of their first character.
#[inline]
fn starts(text: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    let telling = width(word[0]) - 1;
    text.len() >= word.len() && text[telling] == word[telling] && &text[..word.len()] == word
}

#[cfg(test)]
mod tests {

    #[test]
    fn words_are_found_as_by_searching_for_each() {
        let list = any_of!["年初预算", "预算", "a", "（含", "𠮷"];
        for text in ["", "年", "年初", "年初预算", "调整预算数", "算预", "ba", "（", "其中（含", "𠮷祥", "大𠮷", "é"]
        {
            let words = list.words();
            assert_eq!(list.begin(text), words.iter().any(|w| text.starts_with(w)), "{text}");
            assert_eq!(list.end(text), words.iter().any(|w| text.ends_with(w)), "{text}");
            assert_eq!(list.find(text), words.iter().filter_map(|w| text.find(w)).min(), "{text}");
            let starting: Vec<&str> = words.iter().copied().filter(|w| text.starts_with(w)).collect();
            assert_eq!(list.starting(text).collect::<Vec<_>>(), starting, "{text}");
            assert_eq!(list.hold(text), words.contains(&text), "{text}");
        }
        assert_eq!((list.beginning("年初预算数"), list.ending("年初预算")), (Some("年初预算"), Some("年初预算")));
    }
}
