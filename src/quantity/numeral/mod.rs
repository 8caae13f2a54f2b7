//! 数词. Numerals as reports print them: `1,234.5` · `１，３３５．９３` · 三十二万五千 · 叁万伍仟 · 3亿2000万 · 十五六万.

mod arabic;
mod chinese;
mod magnitude;

use rust_decimal::Decimal;

use crate::text::script::fold;

/// 数词. One numeral with its magnitude words (万, 亿) but without unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// One past its last byte.
    pub end: usize,
    /// One past the last digit, before a closing magnitude: the `847` of `847万`.
    pub digits_end: usize,
    /// What is printed; the lower of two for 十五六万.
    pub value: Decimal,
    /// Upper value of a range told by two digits in a row (十五六万, 三五百).
    pub upper: Option<Decimal>,
    /// What one unit of the last printed digit is worth: 0.01 for `847.68`, 10 000 for `51万`.
    pub place: Decimal,
    /// What one unit of the last digit that is not zero is worth: 1 000 for `3000`.
    pub last_nonzero: Decimal,
    /// 余, 多 or 几 stands within: `3000多万`.
    pub over: bool,
    /// Ends with 万 or 亿.
    pub ends_in_magnitude: bool,
    /// Digits as printed.
    pub script: Script,
    /// Arabic digits before the point; 0 for Chinese numerals.
    pub n_integer_digits: u32,
    /// Arabic digits after the point.
    pub n_decimals: u32,
    /// Thousands separators, blanks or line ends stand between the digits.
    pub separated: bool,
}

/// 数字写法. How the digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 123, １２３
    Arabic,
    /// 一百二十三
    Chinese,
    /// 壹佰贰拾叁
    Capital,
}

/// 读数结果. What stands at a place where a numeral may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A numeral.
    Numeral(Numeral),
    /// Digits beyond the exact range, or a chain such as `1.2.3` that is no number; ends at the byte.
    NotExact(usize),
    /// No numeral.
    None,
}

/// Reads the longest numeral that begins at byte `at`.
#[must_use]
pub fn read(text: &str, at: usize) -> Reading {
    match text[at..].chars().next() {
        Some(c) if fold(c).is_ascii_digit() => arabic::read(text, at),
        Some(c) if Word::of(c).is_some() => chinese::read(text, at),
        _ => Reading::None,
    }
}

/// The numeral that fills `text` completely, if there is one.
#[must_use]
pub fn parse(text: &str) -> Option<Numeral> {
    match read(text, 0) {
        Reading::Numeral(n) if n.end == text.len() => Some(n),
        _ => None,
    }
}

/// A character of a Chinese numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Digit(u8),
    /// 十, 百, 千
    Small(u32),
    /// 万, 亿
    Big(u64),
}

impl Word {
    fn of(c: char) -> Option<(Self, Script)> {
        use Script::{Capital, Chinese};
        Some(match c {
            '〇' | '零' | '○' => (Self::Digit(0), Chinese),
            '一' => (Self::Digit(1), Chinese),
            '二' | '两' => (Self::Digit(2), Chinese),
            '三' => (Self::Digit(3), Chinese),
            '四' => (Self::Digit(4), Chinese),
            '五' => (Self::Digit(5), Chinese),
            '六' => (Self::Digit(6), Chinese),
            '七' => (Self::Digit(7), Chinese),
            '八' => (Self::Digit(8), Chinese),
            '九' => (Self::Digit(9), Chinese),
            '十' => (Self::Small(10), Chinese),
            '廿' => (Self::Small(20), Chinese),
            '卅' => (Self::Small(30), Chinese),
            '卌' => (Self::Small(40), Chinese),
            '百' => (Self::Small(100), Chinese),
            '千' => (Self::Small(1000), Chinese),
            '万' => (Self::Big(10_000), Chinese),
            '亿' => (Self::Big(100_000_000), Chinese),
            '壹' => (Self::Digit(1), Capital),
            '贰' | '貳' | '弍' => (Self::Digit(2), Capital),
            '兩' => (Self::Digit(2), Capital),
            '叁' | '參' | '叄' => (Self::Digit(3), Capital),
            '肆' => (Self::Digit(4), Capital),
            '伍' => (Self::Digit(5), Capital),
            '陆' | '陸' => (Self::Digit(6), Capital),
            '柒' => (Self::Digit(7), Capital),
            '捌' => (Self::Digit(8), Capital),
            '玖' => (Self::Digit(9), Capital),
            '拾' => (Self::Small(10), Capital),
            '佰' => (Self::Small(100), Capital),
            '仟' => (Self::Small(1000), Capital),
            '萬' => (Self::Big(10_000), Capital),
            '億' => (Self::Big(100_000_000), Capital),
            _ => return None,
        })
    }
}

/// Whether a character may begin a numeral.
#[must_use]
pub fn may_begin(c: char) -> bool {
    fold(c).is_ascii_digit() || Word::of(c).is_some_and(|(w, _)| !matches!(w, Word::Big(_)))
}

/// 余, 多, 几, 来: a little more than what is told before.
#[must_use]
pub fn is_over(c: char) -> bool {
    matches!(c, '余' | '多' | '几' | '来' | '餘' | '幾' | '來')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn digit_at(text: &str, at: usize) -> Option<u32> {
    char_at(text, at).and_then(|c| fold(c).to_digit(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[track_caller]
    fn reads(expected: &str, forms: &[&str]) {
        for form in forms {
            let n = parse(form).unwrap_or_else(|| panic!("{form} is not read: {:?}", read(form, 0)));
            assert_eq!(n.value, d(expected), "{form}");
        }
    }

    #[test]
    fn a_wide_comma_between_wide_digits_separates_thousands() {
        let value = |text: &str, at: usize| match read(text, at) {
            Reading::Numeral(n) => Some(n.value),
            _ => None,
        };
        assert_eq!(value("２，９３０件", 0), Some(d("2930")));
        assert_eq!(value("2，930件", 0), Some(d("2")), "two numbers of a clause each");
        assert_eq!(value("占60.\n43平方米", 3), Some(d("60.43")));
        assert_eq!(value("占60\n.43平方米", 3), Some(d("60.43")));
        assert_eq!(value("宿舍5\n200平方米", 6), Some(d("5200")));
        assert_eq!(value("村民663\n9户", 6), Some(d("6639")));
        assert_eq!(value("检查1，246家", 6), Some(d("1246")));
        assert_eq!(value("疏散1，870余人", 6), Some(d("1870")));
        assert_eq!(value("附件1，200人", 6), Some(d("1")), "the number of an annex");
        assert_eq!(value("成绩排第1，200分", 12), Some(d("1")), "an ordinal");
        assert_eq!(value("长1.2\n5米", 3), Some(d("1.25")));
        assert_eq!(value("附件1\n2023年度", 6), Some(d("1")), "the next line begins with a year");
        assert_eq!(value("12\n5户", 0), Some(d("12")), "cells of a table, one below the other");
    }

    #[test]
    fn the_line_of_a_pdf_ends_within() {
        reads("5318400", &["531.\n84万", "531.84\n万"]);
        assert_eq!(parse("531.\n84"), None, "nothing behind says that the lines belong together");
    }

    #[test]
    fn one_value_many_forms() {
        reads(
            "1234.56",
            &["1234.56", "1,234.56", "１２３４．５６", "1，234.56", "1 234.56", "1, 234.56", "１，２３４．５６"],
        );
        reads("1466", &["1466", "1,466", "一千四百六十六", "壹仟肆佰陆拾陆"]);
        reads("320000000", &["3.2亿", "3亿2000万", "三亿二千万", "32000万"]);
        reads("10800", &["1万800", "一万零八百", "1万零800"]);
        reads("325000", &["32.5万", "三十二万五千", "32万5千"]);
        reads("35000", &["叁万伍仟", "三万五", "3.5万", "三万五千"]);
        reads("200500", &["二十万零五百", "20万零500"]);
        reads("12000", &["一万二", "1.2万", "一点二万"]);
        reads("350", &["三百五", "三百五十", "350"]);
        reads("15", &["十五", "拾伍", "15"]);
        reads("1000000000000", &["1万亿", "一万亿", "10000亿"]);
        reads("30000000", &["3千万", "三千万", "3000万"]);
        reads("200000000", &["2个亿", "两亿", "2亿"]);
        reads("2022", &["二〇二二", "2022", "二零二二"]);
        reads("3.5", &["三点五", "三點五", "3.5"]);
        reads("25000000", &["2千5百万", "两千五百万", "2千500万"]);
        reads("325", &["3百25", "三百二十五"]);
        reads("1500", &["1千5", "一千五"]);
        reads("32000", &["3万2", "三万二"]);
        reads("45", &["卌五", "四十五"]);
        assert!(matches!(read("五百千伏", 0), Reading::Numeral(n) if n.value == d("500")));
        reads("0", &["0", "0.00", "零", "〇"]);
        reads("104", &["一百零四", "一〇四"]);
        reads("1234567890.12", &["1,234,567,890.12"]);
    }

    #[test]
    fn words_that_are_no_numerals() {
        for form in ["百岁", "千方百计", "万元", "亿元", "余", "多"] {
            assert!(!matches!(read(form, 0), Reading::Numeral(_)), "{form}");
        }
        assert_eq!(read("1.2.3", 0), Reading::NotExact(5));
        assert!(matches!(read(&"9".repeat(40), 0), Reading::NotExact(40)));
    }

    #[test]
    fn columns_and_lists_are_not_joined() {
        for (text, end) in
            [("445 666", 3), ("37 37", 2), ("5，120户", 1), ("12,34", 2), ("2015，335万元", 4), ("3, 5个", 1)]
        {
            match read(text, 0) {
                Reading::Numeral(n) => assert_eq!(n.end, end, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_line_end_inside_a_number_is_soft() {
        reads("1062.85", &["10\n62.85"]);
        // Found by fuzzing: it is the unit behind that makes it one.
        assert!(matches!(read("97.1\n2%", 0), Reading::Numeral(n) if n.value == d("97.12") && n.separated));
        assert_eq!(parse("97.1\n2"), None);
        match read("37\n37", 0) {
            Reading::Numeral(n) => assert_eq!(n.end, 2),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pairs_of_digits_are_ranges() {
        for (form, low, high) in [
            ("十五六万", "150000", "160000"),
            ("三五百", "300", "500"),
            ("七八", "7", "8"),
            ("三四十", "30", "40"),
            ("二十七八", "27", "28"),
        ] {
            let n = parse(form).unwrap_or_else(|| panic!("{form}"));
            assert_eq!((n.value, n.upper), (d(low), Some(d(high))), "{form}");
        }
    }

    #[test]
    fn places_of_the_last_digit() {
        for (form, place, last_nonzero) in [
            ("847.68", "0.01", "0.01"),
            ("51万", "10000", "10000"),
            ("3000", "1", "1000"),
            ("1695.70", "0.01", "0.1"),
            ("400", "1", "100"),
        ] {
            let n = parse(form).unwrap();
            assert_eq!((n.place, n.last_nonzero), (d(place), d(last_nonzero)), "{form}");
        }
        assert!(parse("3000多万").unwrap().over);
        assert!(parse("三百多万").unwrap().over);
    }
}
