//! Numerals in Arabic digits, with separators and magnitudes: `1,234.5` · 3亿2000万.

use rust_decimal::Decimal;

use crate::quantity::unit;
use crate::text::any_of;
use crate::text::script::{fold, is_blank, is_han};

use super::magnitude::extend;
use super::{Numeral, Reading, Script, char_at, digit_at, is_over};

/// Most digits that an exact decimal holds without loss.
const MAX_DIGITS: u32 = 28;

/// Arabic digits with separators; no magnitude.
struct Digits {
    end: usize,
    mantissa: i128,
    n_read: u32,
    n_integer: u32,
    n_decimals: u32,
    /// Zeros at the end of the mantissa.
    trailing_zeros: u32,
    separated: bool,
}

/// How many digits stand in a row from `at`, and where they end.
fn run_of_digits(text: &str, at: usize) -> (u32, usize) {
    let (mut n, mut end) = (0, at);
    while let Some(c) = char_at(text, end).filter(|&c| fold(c).is_ascii_digit()) {
        n += 1;
        end += c.len_utf8();
    }
    (n, end)
}

/// The separator at `at` and the byte after it, when exactly three digits follow and go on as a number does.
fn thousands_separator(text: &str, at: usize, n_before: u32) -> Option<usize> {
    let c = char_at(text, at)?;
    let separates = matches!(c, ',' | '，') || is_blank(c) || c == '\'';
    if !separates || n_before == 0 || n_before > 3 {
        return None;
    }
    let mut next = at + c.len_utf8();
    // `1, 335.93`: a comma may be followed by one blank.
    if matches!(c, ',' | '，') && char_at(text, next).is_some_and(is_blank) {
        next += char_at(text, next)?.len_utf8();
    }
    let (n, end) = run_of_digits(text, next);
    if n != 3 {
        return None;
    }
    // A blank or a full-width comma also separates columns and clauses: only a number that goes on with a
    // point, a further group or a unit may be joined by it.
    let strict = c != ',' && c != '\'';
    if strict {
        let after = char_at(text, end);
        // ２，９３０件: the digits are as wide as the comma, and a number without unit before it is none of its own.
        let is_wide = c == '，' && text[next..end].chars().all(|c| !c.is_ascii_digit());
        let goes_on = match after {
            Some(unit) if is_han(unit) && (is_wide || c == '，' && counts_thousands(text, at, end)) => true,
            Some('.' | '．') => digit_at(text, end + after?.len_utf8()).is_some(),
            Some(',' | '，') => run_of_digits(text, end + after?.len_utf8()).0 == 3,
            Some('万' | '亿' | '元') => true,
            Some(b) if is_blank(b) && !is_blank(c) => {
                char_at(text, end + b.len_utf8()).is_some_and(|u| matches!(u, '万' | '亿' | '元'))
            }
            Some(b) if is_blank(b) => {
                let next_group = end + b.len_utf8();
                matches!(char_at(text, next_group), Some('万' | '亿' | '元'))
                    || thousands_separator(text, end, 3).is_some()
            }
            _ => false,
        };
        if !goes_on {
            return None;
        }
    }
    Some(next)
}

fn read_digits(text: &str, at: usize) -> Result<Digits, usize> {
    let mut d =
        Digits { end: at, mantissa: 0, n_read: 0, n_integer: 0, n_decimals: 0, trailing_zeros: 0, separated: false };
    let mut group = 0;
    let mut grouped = false;
    let mut in_decimals = false;
    loop {
        if let Some(value) = digit_at(text, d.end) {
            d.n_read += 1;
            if d.n_read <= MAX_DIGITS {
                d.mantissa = d.mantissa * 10 + i128::from(value);
            }
            d.trailing_zeros = if value == 0 { d.trailing_zeros + 1 } else { 0 };
            if in_decimals {
                d.n_decimals += 1;
            } else {
                d.n_integer += 1;
            }
            group += 1;
            d.end += char_at(text, d.end).map_or(0, char::len_utf8);
            continue;
        }
        let Some(c) = char_at(text, d.end) else { break };
        if let Some(next) = blank_at_point(text, at, d.end).filter(|_| !in_decimals) {
            in_decimals = true;
            d.separated = true;
            d.end = next;
            continue;
        }
        if matches!(c, '.' | '．') {
            let mut next = d.end + c.len_utf8();
            // A line ends behind the point.
            if let Some(line) = next_line(text, next)
                && !in_decimals
                && (parts_number(text, at, line) || soft_break(text, line))
            {
                next = line;
                d.separated = true;
            }
            if digit_at(text, next).is_none() {
                break;
            }
            if in_decimals {
                // 1.2.3: a number of a section or version.
                let mut end = next;
                while char_at(text, end).is_some_and(|c| fold(c).is_ascii_digit() || matches!(c, '.' | '．')) {
                    end += char_at(text, end).map_or(1, char::len_utf8);
                }
                return Err(end);
            }
            in_decimals = true;
            d.end = next;
            continue;
        }
        // A soft line end inside a number (PDF text).
        // 占5⏎.10%: the next line may begin with the point.
        if let Some(line) = next_line(text, d.end)
            && (soft_break(text, line)
                || parts_number(text, at, line)
                || !in_decimals && begins_with_decimals(text, line))
        {
            d.end = line;
            d.separated = true;
            continue;
        }
        if in_decimals || (grouped && group != 3) {
            break;
        }
        let Some(next) = thousands_separator(text, d.end, group) else { break };
        d.end = next;
        d.separated = true;
        grouped = true;
        group = 0;
    }
    if d.n_read > MAX_DIGITS { Err(d.end) } else { Ok(d) }
}

/// 投资1. 2亿元, 达到38 .6万元: the first decimal behind a point with a blank beside it, in the middle of words.
fn blank_at_point(text: &str, start: usize, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let point = rest.trim_start_matches(' ');
    let decimals = point.strip_prefix(['.', '．'])?;
    let digits = decimals.trim_start_matches(' ');
    let blanks = (rest.len() - point.len()) + (decimals.len() - digits.len());
    let behind = digits.trim_start_matches(|c| fold(c).is_ascii_digit());
    let n_decimals = digits[..digits.len() - behind.len()].chars().count();
    let goes_on = behind.trim_start_matches(' ').starts_with(['万', '亿', '元', '%', '％']);
    let stands_in_words = text[..start].ends_with(is_han);
    (blanks == 1 && (1..=4).contains(&n_decimals) && goes_on && stands_in_words).then(|| text.len() - digits.len())
}

/// 检查餐饮单位1，246家, 口罩经营户2，100多户: a number without unit before the comma at `at` is none of its own where
/// three digits and a measure word follow, up to `end`.
fn counts_thousands(text: &str, at: usize, end: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| fold(c).is_ascii_digit());
    let is_number = any_of!["第", "附件", "附表", "表", "图", "号", "款"].end(before);
    let over = char_at(text, end).filter(|&c| is_over(c)).map_or(0, char::len_utf8);
    before.ends_with(|c| is_han(c) || matches!(c, '（' | '(')) && !is_number && unit::read(text, end + over).is_some()
}

/// Where the next line begins, if one ends at `at`.
fn next_line(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let line = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
    Some(text.len() - line.len())
}

/// Whether the line at `at` begins with the rest of a number: the pieces together are followed by a point or a unit.
fn soft_break(text: &str, at: usize) -> bool {
    let (n, end) = run_of_digits(text, at);
    n > 0 && matches!(char_at(text, end), Some('.' | '．' | '万' | '亿' | '元' | '%' | '％'))
}

/// Whether a point with digits stands at `at`: `.10%`.
fn begins_with_decimals(text: &str, at: usize) -> bool {
    let point = char_at(text, at).filter(|c| matches!(c, '.' | '．'));
    point.is_some_and(|c| digit_at(text, at + c.len_utf8()).is_some())
}

/// 占60.⏎43亿元, 宿舍5⏎200平方米: whether the number at `start`, in the middle of words, goes on in the line at `at`.
fn parts_number(text: &str, start: usize, at: usize) -> bool {
    let (n, end) = run_of_digits(text, at);
    let stands_in_words = text[..start].chars().next_back().is_some_and(is_han);
    // 附件1⏎2023年度: a year of four digits begins a line of its own.
    let is_year = n == 4 && char_at(text, end) == Some('年');
    let goes_on = char_at(text, end).is_some_and(|c| is_han(c) || matches!(c, '%' | '％'));
    stands_in_words && n > 0 && goes_on && !is_year
}

fn power_of_ten(n: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(n), 0)
}

/// Reads the digits at `at` with the magnitudes behind them.
pub(super) fn read(text: &str, at: usize) -> Reading {
    let digits = match read_digits(text, at) {
        Ok(d) => d,
        Err(end) => return Reading::NotExact(end),
    };
    let base = Decimal::from_i128_with_scale(digits.mantissa, digits.n_decimals);
    let place = Decimal::from_i128_with_scale(1, digits.n_decimals);
    let last_nonzero = if digits.mantissa == 0 { place } else { place * power_of_ten(digits.trailing_zeros) };
    let mut n = Numeral {
        end: digits.end,
        digits_end: digits.end,
        value: base,
        upper: None,
        place,
        last_nonzero,
        over: false,
        ends_in_magnitude: false,
        script: Script::Arabic,
        n_integer_digits: digits.n_integer,
        n_decimals: digits.n_decimals,
        separated: digits.separated,
    };
    if extend(text, &mut n).is_none() {
        return Reading::NotExact(n.end);
    }
    Reading::Numeral(n)
}
