//! Small ordinal numbers as section numbers print them: 十二, 12, １２, ⑫, Ⅻ.

use crate::text::script;

/// Largest section number believed: anything above is a year, a code or an amount.
pub(super) const LARGEST: u16 = 199;

/// Value of one Chinese numeral character that may stand in a section number.
fn chinese(c: char) -> Option<u16> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// Whether `c` is one of 一 to 十.
pub(super) fn is_chinese(c: char) -> bool {
    chinese(c).is_some()
}

/// A number up to 99 in words: 九, 十, 二十一.
#[must_use]
pub fn in_chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS[n % 10];
    match n / 10 % 10 {
        0 => digit(n).to_owned(),
        1 => format!("十{}", digit(n)),
        tens => format!("{}十{}", digit(tens), digit(n)),
    }
}

/// Reads a whole run of numerals: 三, 十, 十二, 二十, 二十六. 一二, 十十 are no numbers.
fn chinese_value(run: &[char]) -> Option<u16> {
    let digit = |c: char| chinese(c).filter(|&v| v < 10);
    match *run {
        [c] => chinese(c),
        ['十', unit] => Some(10 + digit(unit)?),
        [ten, '十'] => Some(digit(ten)? * 10),
        [ten, '十', unit] => Some(digit(ten)? * 10 + digit(unit)?),
        _ => None,
    }
}

/// The Chinese numeral that ends at byte `end`: its first byte and its value.
pub(super) fn chinese_before(text: &str, floor: usize, end: usize) -> Option<(usize, u16)> {
    let mut run = ['\0'; 3];
    let (mut start, mut n) = (end, 0);
    for c in text[floor..end].chars().rev() {
        if !is_chinese(c) {
            break;
        }
        if n == run.len() {
            return None;
        }
        run[run.len() - 1 - n] = c;
        n += 1;
        start -= c.len_utf8();
    }
    chinese_value(&run[run.len() - n..]).map(|value| (start, value))
}

/// The Chinese numeral that begins at byte `start`: one past its last byte and its value.
pub(super) fn chinese_after(text: &str, start: usize) -> Option<(usize, u16)> {
    let mut run = ['\0'; 4];
    let (mut end, mut n) = (start, 0);
    for c in text[start..].chars().take(run.len()).take_while(|&c| is_chinese(c)) {
        run[n] = c;
        n += 1;
        end += c.len_utf8();
    }
    chinese_value(&run[..n]).map(|value| (end, value))
}

/// The Arabic number of any width that begins at byte `start`: one past its last byte, its value, its digits.
///
/// `None` beyond three digits or with a leading zero.
pub(super) fn arabic_after(text: &str, start: usize) -> Option<(usize, u16)> {
    let (mut end, mut value, mut n) = (start, 0_u16, 0);
    for c in text[start..].chars() {
        let Some(digit) = script::fold(c).to_digit(10) else { break };
        if n == 3 || (n == 0 && digit == 0) {
            return None;
        }
        value = value * 10 + u16::try_from(digit).unwrap_or_default();
        end += c.len_utf8();
        n += 1;
    }
    (1..=LARGEST).contains(&value).then_some((end, value))
}

/// Value of a character that is a number by itself, with the bracketing it shows.
pub(super) fn enclosed(c: char) -> Option<(Enclosure, u16)> {
    let offset = |base: char| u16::try_from(c as u32 - base as u32 + 1).unwrap_or_default();
    Some(match c {
        '①'..='⑳' => (Enclosure::Circle, offset('①')),
        '❶'..='❿' => (Enclosure::Circle, offset('❶')),
        '⑴'..='⒇' => (Enclosure::Brackets, offset('⑴')),
        '⒈'..='⒛' => (Enclosure::Dot, offset('⒈')),
        '㈠'..='㈩' => (Enclosure::ChineseBrackets, offset('㈠')),
        'Ⅰ'..='Ⅻ' => (Enclosure::Roman, offset('Ⅰ')),
        _ => return None,
    })
}

/// How a single-character number is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// ①
    Circle,
    /// ⑴
    Brackets,
    /// ⒈
    Dot,
    /// ㈠
    ChineseBrackets,
    /// Ⅰ
    Roman,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_in_words() {
        assert_eq!([9, 10, 21, 30].map(in_chinese), ["九", "十", "二十一", "三十"]);
    }

    #[test]
    fn chinese_numerals() {
        for (text, value) in [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十六", 26)] {
            assert_eq!(chinese_after(text, 0), Some((text.len(), value)));
            assert_eq!(chinese_before(text, 0, text.len()), Some((0, value)));
        }
        for text in ["一二", "十十", "一十二三", "百", ""] {
            assert_eq!(chinese_after(text, 0), None, "{text}");
        }
    }

    #[test]
    fn arabic_numbers() {
        assert_eq!(arabic_after("１２、", 0), Some((6, 12)));
        assert_eq!(arabic_after("2016年", 0), None);
        assert_eq!(arabic_after("01", 0), None);
    }
}
