//! 约数. The words that make a printed number a bound, and the interval they leave.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::quantity::{Bound, Interval};
use crate::text::words::{Endings, Words};

use super::Approximation;

/// A bound told by words: how it is called and which side it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// 余、多、几
    Over,
    /// 约、左右
    About,
    /// 近、将近
    Near,
    /// 以上、至少
    AtLeast,
    /// 超过、逾
    MoreThan,
    /// 以内、不超过
    AtMost,
    /// 不足、低于
    LessThan,
}

/// Words before the number, longest first where one ends another.
static BEFORE: LazyLock<Endings<Limit>> = LazyLock::new(|| Endings::of(BEFORE_WORDS.iter().copied()));

const BEFORE_WORDS: &[(&str, Limit)] = &[
    ("不超过", Limit::AtMost),
    ("不高于", Limit::AtMost),
    ("不多于", Limit::AtMost),
    ("不大于", Limit::AtMost),
    ("控制在", Limit::AtMost),
    ("没有突破", Limit::AtMost),
    ("未突破", Limit::AtMost),
    ("不突破", Limit::AtMost),
    ("没有超过", Limit::AtMost),
    ("未超过", Limit::AtMost),
    ("没有超出", Limit::AtMost),
    ("未超出", Limit::AtMost),
    ("最多", Limit::AtMost),
    ("最高", Limit::AtMost),
    ("至多", Limit::AtMost),
    ("不少于", Limit::AtLeast),
    ("不低于", Limit::AtLeast),
    ("不小于", Limit::AtLeast),
    ("至少", Limit::AtLeast),
    ("最少", Limit::AtLeast),
    ("最低", Limit::AtLeast),
    ("大于等于", Limit::AtLeast),
    ("超过", Limit::MoreThan),
    ("超过了", Limit::MoreThan),
    ("突破", Limit::MoreThan),
    ("突破了", Limit::MoreThan),
    ("多于", Limit::MoreThan),
    ("高于", Limit::MoreThan),
    ("大于", Limit::MoreThan),
    ("逾", Limit::MoreThan),
    ("超", Limit::MoreThan),
    ("不足", Limit::LessThan),
    ("不到", Limit::LessThan),
    ("不满", Limit::LessThan),
    ("少于", Limit::LessThan),
    ("低于", Limit::LessThan),
    ("小于", Limit::LessThan),
    ("不及", Limit::LessThan),
    ("小于等于", Limit::AtMost),
    ("将近", Limit::Near),
    ("接近", Limit::Near),
    ("近", Limit::Near),
    ("大约", Limit::About),
    ("大概", Limit::About),
    ("约为", Limit::About),
    ("约", Limit::About),
    ("≥", Limit::AtLeast),
    (">=", Limit::AtLeast),
    ("＞=", Limit::AtLeast),
    ("<=", Limit::AtMost),
    ("＜=", Limit::AtMost),
    ("≧", Limit::AtLeast),
    ("＞", Limit::MoreThan),
    (">", Limit::MoreThan),
    ("≤", Limit::AtMost),
    ("≦", Limit::AtMost),
    ("＜", Limit::LessThan),
    ("<", Limit::LessThan),
];

/// Words behind the unit.
static AFTER: LazyLock<Words<Limit>> = LazyLock::new(|| Words::of(AFTER_WORDS.iter().copied()));

const AFTER_WORDS: &[(&str, Limit)] = &[
    ("余", Limit::Over),
    ("多", Limit::Over),
    ("出头", Limit::Over),
    ("有余", Limit::Over),
    ("左右", Limit::About),
    ("上下", Limit::About),
    ("以上", Limit::AtLeast),
    ("及以上", Limit::AtLeast),
    ("或以上", Limit::AtLeast),
    ("（含）以上", Limit::AtLeast),
    ("(含)以上", Limit::AtLeast),
    ("（含）以下", Limit::AtMost),
    ("(含)以下", Limit::AtMost),
    ("（含）以内", Limit::AtMost),
    ("以内", Limit::AtMost),
    ("之内", Limit::AtMost),
    ("及以下", Limit::AtMost),
    ("以下", Limit::LessThan),
];

/// The limit word that ends `text`, and its length in bytes.
pub(super) fn before(text: &str) -> Option<(Limit, usize)> {
    BEFORE
        .ending(text)
        .filter(|(word, _)| !part_of_a_word(text, word))
        .map(|(word, limit)| (limit, word.len()))
        .max_by_key(|(_, len)| *len)
}

/// 最近, 附近, 节约, 公约, 条约, 最高/最低 as names of things are no limits.
fn part_of_a_word(text: &str, word: &str) -> bool {
    let previous = text[..text.len() - word.len()].chars().next_back();
    match word {
        "近" => matches!(previous, Some('最' | '附' | '远' | '邻' | '靠' | '亲' | '临' | '新')),
        "约" => {
            matches!(previous, Some('节' | '公' | '条' | '合' | '签' | '违' | '制' | '预' | '集' | '契' | '履' | '规'))
        }
        // B超, 彩超: what doctors look with.
        "超" => matches!(previous, Some('反' | '赶' | '高' | 'A'..='Z' | '彩')),
        _ => false,
    }
}

/// The limit word that begins `text`, and its length in bytes.
pub(super) fn after(text: &str) -> Option<(Limit, usize)> {
    AFTER.starting(text).map(|(word, limit)| (limit, word.len())).max_by_key(|(_, len)| *len)
}

impl Limit {
    /// The name in the output.
    pub(super) fn approximation(self) -> Approximation {
        match self {
            Self::Over => Approximation::Over,
            Self::About => Approximation::About,
            Self::Near => Approximation::Under,
            Self::AtLeast | Self::MoreThan => Approximation::AtLeast,
            Self::AtMost | Self::LessThan => Approximation::AtMost,
        }
    }

    /// What the words leave of `value`, whose last digit that is not zero is worth `step`.
    pub(super) fn interval(self, value: Decimal, step: Decimal) -> Interval {
        let bounds = |low, high| Interval { low, high };
        match self {
            Self::Over => bounds(Bound::Closed(value), Bound::Open(value + step)),
            Self::Near => bounds(Bound::Closed(value - step), Bound::Open(value)),
            Self::About => {
                // At least five in a hundred: 约 promises no more.
                let half = (step / Decimal::TWO).max(value.abs() * Decimal::new(5, 2));
                Interval::around(value, half)
            }
            Self::AtLeast => bounds(Bound::Closed(value), Bound::Unbounded),
            Self::MoreThan => bounds(Bound::Open(value), Bound::Unbounded),
            Self::AtMost => bounds(Bound::Unbounded, Bound::Closed(value)),
            Self::LessThan => bounds(Bound::Unbounded, Bound::Open(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn words_on_both_sides() {
        assert_eq!(before("救助资金约"), Some((Limit::About, 3)));
        assert_eq!(before("厉行节约"), None);
        assert_eq!(before("总额不超过"), Some((Limit::AtMost, 9)));
        assert_eq!(before("满意度≥"), Some((Limit::AtLeast, 3)));
        assert_eq!(after("以上的学校"), Some((Limit::AtLeast, 6)));
        assert_eq!(after("的学校"), None);
    }

    #[test]
    fn intervals_follow_the_last_digit() {
        assert_eq!(
            Limit::Over.interval(d("19"), d("1")),
            Interval { low: Bound::Closed(d("19")), high: Bound::Open(d("20")) }
        );
        assert_eq!(Limit::About.interval(d("17"), d("1")), Interval::around(d("17"), d("0.85")));
        assert_eq!(Limit::Near.interval(d("1.3"), d("0.1")).low, Bound::Closed(d("1.2")));
    }
}
