//! 词性. Common words with their classes, from the dictionary of jieba (MIT), and the words of the field.

use std::cmp::Ordering;
use std::sync::LazyLock;

use jieba_rs::Jieba;

/// In order of the words, by bytes.
const COMMON: &str = include_str!("../words/common.txt");

/// Few, in any order; what they say counts before what the common ones say.
const FIELD: &str = include_str!("../words/field.txt");

/// Cuts words. A fifteenth of the full dictionary: it is parsed in a few milliseconds, and only when a label needs it.
pub(super) static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::empty();
    for words in [COMMON, FIELD] {
        jieba
            .load_dict(&mut words.as_bytes())
            .unwrap_or_else(|e| unreachable!("the word lists are part of the program: {e}"));
    }
    jieba
});

/// The class that the lists give a word. `Jieba::tag` would guess that of a word it does not know, from tables whose
/// reading costs more than all else that a short report needs; a word not in the lists is a name here.
pub(super) fn class_of(word: &str) -> Option<&'static str> {
    let of_field = FIELD.lines().find(|line| word_in(line) == word);
    of_field.or_else(|| line_of(COMMON, word)).and_then(|line| line.rsplit_once(' ')).map(|(_, class)| class)
}

fn word_in(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(word, _)| word)
}

/// The line of a sorted list that begins with a word, found without reading the others.
fn line_of<'l>(mut list: &'l str, word: &str) -> Option<&'l str> {
    while !list.is_empty() {
        let bytes = list.as_bytes();
        let middle = list.len() / 2;
        let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
        let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(list.len(), |n| middle + n);
        let line = &list[start..end];
        match word.cmp(word_in(line)) {
            Ordering::Equal => return Some(line),
            Ordering::Less => list = &list[..start],
            Ordering::Greater => list = list.get(end + 1..).unwrap_or_default(),
        }
    }
    None
}

/// Whether `label` begins with what someone does: 外出作业, 受益; but 培训班, 建制村 and 救助对象 are things.
pub(in crate::figures) fn opens_with_deed(label: &str) -> bool {
    let words = JIEBA.cut(label, false);
    let first = words.first().map_or("", |token| token.word);
    let acts_on = words.get(1).is_none_or(|token| token.word.chars().count() > 1);
    class_of(first) == Some("v") && first.chars().count() > 1 && acts_on
}

/// Whether `label` is no more than its first word.
pub(in crate::figures) fn is_one_word(label: &str) -> bool {
    JIEBA.cut(label, false).first().is_some_and(|token| token.word.len() == label.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_with_its_class() {
        let class = |line: &'static str| line.rsplit_once(' ').map(|(_, class)| class);
        for line in FIELD.lines() {
            assert_eq!(class_of(word_in(line)), class(line));
        }
        let is_of_field = |word: &str| FIELD.lines().any(|line| word_in(line) == word);
        for line in COMMON.lines().filter(|line| !is_of_field(word_in(line))) {
            assert_eq!(class_of(word_in(line)), class(line), "{line}");
        }
        for word in ["", "一一一", "龘龘", "zzz"] {
            assert_eq!(class_of(word), None, "{word}");
        }
    }
}
