//! 单位与量词. The table of units; a new measure word is one line here.
//!
//! # Adding a measure word
//! Add `count("词", "不能紧跟的字")` to the table of `unit/table.rs`: the second string lists the characters that, standing right
//! behind, make another word of it (支＋出 is 支出, not a measure word). The longest word that fits wins.

mod table;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::text::script::{blank_prefix, is_blank};

use table::UNITS;

/// 计量类别. What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Money; the currency as written behind the magnitude (元, 美元).
    Money(&'static str),
    /// 人次
    PersonTimes,
    /// A measure word, or a length, area, weight, volume.
    Count,
    /// %, ‰, 成
    Percentage,
    /// 百分点
    PercentagePoints,
    /// 分
    Score,
    /// 倍
    Multiple,
    /// Time spans, energy, ratios.
    Other,
    /// A unit of something that is no figure: 年, 岁, 号. Reading it keeps the digits from being taken for another.
    NotFigure,
}

/// 单位词. One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitWord {
    /// As printed.
    pub text: &'static str,
    /// As written in the output.
    pub canonical: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Size in canonical units: mantissa and decimal places.
    factor: (i64, u32),
    /// Characters that may not follow.
    not_before: &'static str,
}

impl UnitWord {
    /// Canonical units in one of this unit.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::new(self.factor.0, self.factor.1)
    }
}

static BY_FIRST: LazyLock<BTreeMap<char, Vec<&'static UnitWord>>> = LazyLock::new(|| {
    let mut map: BTreeMap<char, Vec<&UnitWord>> = BTreeMap::new();
    for unit in UNITS {
        if let Some(first) = unit.text.chars().next() {
            map.entry(first).or_default().push(unit);
        }
    }
    for words in map.values_mut() {
        words.sort_by_key(|u| std::cmp::Reverse(u.text.len()));
    }
    map
});

/// The longest unit at byte `at`, and the byte behind it. Blanks or line ends within are skipped.
#[must_use]
pub fn read(text: &str, at: usize) -> Option<(&'static UnitWord, usize)> {
    let first = text.get(at..)?.chars().next()?;
    BY_FIRST.get(&simplified(first))?.iter().find_map(|unit| {
        let end = matches_at(text, at, unit.text)?;
        let follower = text[end..].chars().find(|&c| !is_blank(c));
        let fits = follower.is_none_or(|c| !unit.not_before.contains(simplified(c)));
        // 11430203MB1234: letters within a code are no unit.
        let within_code = unit.text.ends_with(|c: char| c.is_ascii_alphabetic())
            && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (fits && !within_code).then_some((*unit, end))
    })
}

/// The simplified form of a character in which measure words are printed traditionally: 戶, 輛.
fn simplified(c: char) -> char {
    match c {
        '戶' => '户',
        '個' => '个',
        '畝' => '亩',
        '噸' => '吨',
        '輛' => '辆',
        '臺' => '台',
        '條' => '条',
        '張' => '张',
        '項' => '项',
        '間' => '间',
        '處' => '处',
        '場' => '场',
        '頃' => '顷',
        '筆' => '笔',
        '隻' => '只',
        '頭' => '头',
        '種' => '种',
        '類' => '类',
        '區' => '区',
        '鄉' => '乡',
        '鎮' => '镇',
        '縣' => '县',
        '冊' => '册',
        '塊' => '块',
        '層' => '层',
        '棟' => '栋',
        '鐘' => '钟',
        '時' => '时',
        '點' => '点',
        '級' => '级',
        '歲' => '岁',
        '號' => '号',
        '樓' => '楼',
        '課' => '课',
        '員' => '员',
        '錢' => '钱',
        _ => c,
    }
}

/// Where `word` ends when it stands at `at`, letter-spaced or broken by a line end as it may be.
fn matches_at(text: &str, at: usize, word: &str) -> Option<usize> {
    if text[at..].starts_with(word) {
        return Some(at + word.len());
    }
    let mut end = at;
    for (n, expected) in word.chars().enumerate() {
        if n > 0 {
            end += blank_prefix(&text[end..]);
        }
        let printed = text[end..].chars().next().filter(|&c| simplified(c) == expected)?;
        end += printed.len_utf8();
    }
    Some(end)
}

/// The unit that a word is, if it is one completely.
#[must_use]
pub fn named(text: &str) -> Option<&'static UnitWord> {
    read(text, 0).filter(|(_, end)| *end == text.len()).map(|(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_wins() {
        for (text, expected) in [
            ("人次，", Some("人次")),
            ("人，", Some("人")),
            ("个百分点", Some("百分点")),
            ("平 方 米", Some("平方米")),
            ("千瓦时", Some("千瓦时")),
            ("床位", Some("床位")),
            ("支出", None),
            ("本年收入", None),
            ("项目", Some("项目")),
            ("家庭", None),
            ("支队伍", Some("支")),
            ("对收养登记", Some("对")),
            ("元旦", None),
            ("㎡", Some("平方米")),
            ("戶，", Some("户")),
            ("個百分點", Some("百分点")),
            ("MB1234", None),
            ("MB以上", Some("MB")),
        ] {
            assert_eq!(read(text, 0).map(|(u, _)| u.canonical), expected, "{text}");
        }
    }

    #[test]
    fn more_than_a_hundred_measure_words_each_once() {
        let mut words: Vec<_> = UNITS.iter().map(|u| u.text).collect();
        let counts = UNITS.iter().filter(|u| u.dimension == Dimension::Count).count();
        assert!(counts > 100, "{counts}");
        words.sort_unstable();
        let n = words.len();
        words.dedup();
        assert_eq!(n, words.len(), "a unit stands twice");
    }

    #[test]
    fn factors_are_exact() {
        assert_eq!(named("‰").unwrap().factor().to_string(), "0.1");
        assert_eq!(named("角").unwrap().factor().to_string(), "0.1");
    }
}
