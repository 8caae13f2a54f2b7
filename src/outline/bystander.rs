//! Digits and numerals that head nothing: quantities, decimal fractions, references; and what a title may begin with.

use crate::text::{any_of, script};

use super::NumberStyle;
use super::mark::Style;
use super::ordinal;

/// Whether `before` makes a word with the numeral after it: 统一、规范, 周三、周四; but 出栏3万头|三、工业.
pub(super) fn ends_in_a_numeral(before: &str) -> bool {
    let mut chars = before.chars().rev();
    let joins = chars.next().is_some_and(|c| ENDS_IN_A_NUMERAL.contains(c));
    let mut quantity = chars.skip_while(|c| matches!(c, '万' | '千' | '百' | '亿' | '多' | '余'));
    joins && !quantity.next().is_some_and(|c| script::fold(c).is_ascii_digit())
}

/// Characters that make a word with the numeral after them.
const ENDS_IN_A_NUMERAL: &str = "统唯单同之第专不合划归逐周初高期万惟整如再数大小若其每任头双协两零百千年月零点";

/// Whether a title or an item may begin with `c`.
pub(super) fn begins_words(c: char) -> bool {
    script::is_han(c) || c.is_ascii_alphanumeric() || script::is_opening(c) || "×Xｘ〇○".contains(c) || {
        let folded = script::fold(c);
        folded.is_ascii_alphanumeric()
    }
}

/// A number that points at a place or counts things instead of heading one: 第（三）项, （二）款, 一、二级.
pub(super) fn is_reference(text: &str, start: usize, rest: &str, style: Style) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = rest.chars();
    let (first, second) = (after.next(), after.next());
    match style.kind {
        NumberStyle::ChineseBracketed | NumberStyle::ArabicBracketed => {
            before == Some('第')
                || matches!((first, second), (Some('项' | '款' | '条' | '目' | '类'), Some(c)) if !script::is_han(c))
        }
        // 一、二、三产业; 三、四级.
        NumberStyle::Chinese => {
            first.is_some_and(ordinal::is_chinese)
                && second.is_some_and(|c| ordinal::is_chinese(c) || "、级类等期次产季度线五月年届批".contains(c))
        }
        _ => false,
    }
}

/// Units that decimal fractions are counted in: `1.5万元` is no number of a section.
const DECIMAL_UNITS: &[&str] = &[
    "万",
    "亿",
    "千",
    "百",
    "元",
    "%",
    "％",
    "﹪",
    "‰",
    "倍",
    "个百分点",
    "个千分点",
    "公里",
    "公斤",
    "公顷",
    "立方",
    "平方",
    "亩",
    "吨",
    "米",
    "升",
    "斤",
    "小时",
    "分",
    "天",
    "年",
    "个月",
    "度",
    "℃",
    "人/",
    "兆",
    "克",
    "千米",
    "海里",
    "比",
];

/// Whether words behind a decimal fraction are its unit: 1.5分, but 1.5 分析, 1.2 年度计划.
pub(super) fn measures(words: &str) -> bool {
    !any_of!["年度", "分析", "分配", "分项", "分类", "分工", "分布", "分解", "比较", "千方"].begin(words)
        && DECIMAL_UNITS.iter().any(|unit| words.starts_with(unit))
}

/// Units that make digits a quantity.
fn is_unit(c: char) -> bool {
    "万亿元千百个％%‰倍人户名次年月日时分米吨亩公平方立升斤台辆套件条项家所处张份本册头只株棵座栋间层级度届期℃"
        .contains(c)
}

/// Whether digits begin at `i`.
pub(super) fn starts_with_digit(text: &str, i: usize) -> bool {
    text[i..].chars().next().is_some_and(|c| script::fold(c).is_ascii_digit())
}

/// Whether the digits at `i` may open a title: a year or a seven-digit budget code, not a fraction.
pub(super) fn starts_a_title(text: &str, i: usize) -> bool {
    let mut digits = [0_u8; 8];
    let mut n = 0;
    let mut next = None;
    for c in text[i..].chars() {
        let folded = script::fold(c);
        if !folded.is_ascii_digit() || n == digits.len() {
            next = Some(folded);
            break;
        }
        digits[n] = folded as u8;
        n += 1;
    }
    let year = n == 4 && (digits.starts_with(b"19") || digits.starts_with(b"20"));
    match n {
        4 => year && next.is_some_and(|c| matches!(c, '年' | '本' | '-' | '—') || script::is_han(c) && !is_unit(c)),
        7 => next.is_some_and(|c| script::is_han(c) || c == ' '),
        5 => next.is_some_and(|c| script::is_han(c) && !is_unit(c)),
        _ => false,
    }
}

/// Past the digits, points and commas of a number.
pub(super) fn skip_decimals(text: &str, i: usize) -> usize {
    let mut end = i;
    let mut chars = text[i..].chars().peekable();
    while let Some(c) = chars.next() {
        let folded = script::fold(c);
        let joins = matches!(folded, '.' | ',') && chars.peek().is_some_and(|&n| script::fold(n).is_ascii_digit());
        if !folded.is_ascii_digit() && !joins {
            break;
        }
        end += c.len_utf8();
    }
    end
}
