//! 数词. Numerals as reports print them: `1,234.5` · `１，３３５．９３` · 三十二万五千 · 叁万伍仟 · 3亿2000万 · 十五六万.

use rust_decimal::Decimal;

use crate::text::script::{fold, is_blank};

/// Most digits that an exact decimal holds without loss.
const MAX_DIGITS: u32 = 28;

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
        Some(c) if fold(c).is_ascii_digit() => read_arabic(text, at),
        Some(c) if Word::of(c).is_some() => read_chinese(text, at),
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

fn is_over(c: char) -> bool {
    matches!(c, '余' | '多' | '几' | '餘')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn digit_at(text: &str, at: usize) -> Option<u32> {
    char_at(text, at).and_then(|c| fold(c).to_digit(10))
}

/// Arabic digits with separators; no magnitude.
struct Digits {
    end: usize,
    mantissa: i128,
    n_digits: u32,
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
        let goes_on = match after {
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
        Digits { end: at, mantissa: 0, n_digits: 0, n_integer: 0, n_decimals: 0, trailing_zeros: 0, separated: false };
    let mut group = 0;
    let mut grouped = false;
    let mut in_decimals = false;
    loop {
        if let Some(value) = digit_at(text, d.end) {
            d.n_digits += 1;
            if d.n_digits <= MAX_DIGITS {
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
        if matches!(c, '.' | '．') {
            let mut next = d.end + c.len_utf8();
            // The line of a PDF ends behind the point.
            if !in_decimals && char_at(text, next) == Some('\n') && soft_break(text, next) {
                next += 1;
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
        if c == '\n' && digit_at(text, d.end + 1).is_some() && soft_break(text, d.end) {
            d.end += 1;
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
    if d.n_digits > MAX_DIGITS { Err(d.end) } else { Ok(d) }
}

/// Whether the line end at `at` breaks a number: the pieces together are followed by a point or a unit.
fn soft_break(text: &str, at: usize) -> bool {
    let (n, end) = run_of_digits(text, at + 1);
    n > 0 && matches!(char_at(text, end), Some('.' | '．' | '万' | '亿' | '元' | '%' | '％'))
}

fn power_of_ten(n: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(n), 0)
}

fn read_arabic(text: &str, at: usize) -> Reading {
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
    if extend_with_magnitudes(text, &mut n).is_none() {
        return Reading::NotExact(n.end);
    }
    Reading::Numeral(n)
}

/// Reads 余万, 千万, 万亿, 个亿 and further groups (3亿2000万, 1万800) behind Arabic digits.
fn extend_with_magnitudes(text: &str, n: &mut Numeral) -> Option<()> {
    let mut total = Decimal::ZERO;
    let mut lowest = None;
    loop {
        let (factor, end, over) = magnitudes(text, n.end);
        if factor == 1 {
            n.value = total.checked_add(n.value)?;
            return Some(());
        }
        let by = Decimal::from(factor);
        let section = n.value.checked_mul(by)?;
        n.place = n.place.checked_mul(by)?;
        n.last_nonzero = n.last_nonzero.checked_mul(by)?;
        n.over |= over;
        n.end = end;
        n.ends_in_magnitude = true;
        // A further group must be of a lower magnitude: 3亿2000万.
        let Some(next) = next_group(text, end, factor.min(lowest.unwrap_or(u64::MAX))) else {
            n.value = total.checked_add(section)?;
            return Some(());
        };
        total = total.checked_add(section)?;
        lowest = Some(factor);
        n.value = next.value;
        n.place = next.place;
        n.last_nonzero = next.last_nonzero;
        n.over |= next.over;
        n.ends_in_magnitude = next.ends_in_magnitude;
        n.digits_end = next.digits_end;
        n.end = next.end;
        if next.ends_in_magnitude {
            n.value = total.checked_add(n.value)?;
            return Some(());
        }
    }
}

/// A group of digits below `limit` directly behind a magnitude: the 2000万 of 3亿2000万, the 800 of 1万800.
fn next_group(text: &str, at: usize, limit: u64) -> Option<Numeral> {
    if limit < 10_000 {
        return None;
    }
    let at = if char_at(text, at) == Some('零') { at + '零'.len_utf8() } else { at };
    let n = match char_at(text, at)? {
        c if fold(c).is_ascii_digit() => match read_arabic(text, at) {
            Reading::Numeral(n) => n,
            _ => return None,
        },
        c if Word::of(c).is_some_and(|(w, _)| !matches!(w, Word::Big(_))) => match read_chinese(text, at) {
            Reading::Numeral(n) => n,
            _ => return None,
        },
        _ => return None,
    };
    (n.value < Decimal::from(limit) && n.upper.is_none()).then_some(n)
}

/// The product of magnitude words at `at`, where they end, and whether 余/多/几 stands before or between them.
fn magnitudes(text: &str, at: usize) -> (u64, usize, bool) {
    let (mut factor, mut end, mut over) = (1_u64, at, false);
    loop {
        let mut next = end;
        let mut is_over_here = false;
        while char_at(text, next).is_some_and(|c| is_blank(c) || c == '\n') {
            next += char_at(text, next).map_or(1, char::len_utf8);
        }
        if let Some(c) = char_at(text, next).filter(|&c| is_over(c)) {
            next += c.len_utf8();
            is_over_here = true;
        } else if text[next..].starts_with("个亿") || text[next..].starts_with("个万") {
            next += '个'.len_utf8();
        }
        let by = match char_at(text, next).and_then(Word::of) {
            Some((Word::Big(b), _)) => b,
            // 千瓦, 千克, 千米 and 百分 are units of their own.
            Some((Word::Small(s), _)) if s >= 10 && s != 20 && s != 30 && !begins_unit(text, next) => u64::from(s),
            _ => return (factor, end, over),
        };
        let Some(product) = factor.checked_mul(by) else { return (factor, end, over) };
        factor = product;
        over |= is_over_here;
        end = next + char_at(text, next).map_or(0, char::len_utf8);
    }
}

/// Whether 千 or 百 at `at` begins a unit: 千瓦, 百分点.
fn begins_unit(text: &str, at: usize) -> bool {
    let follower = char_at(text, at).and_then(|c| char_at(text, at + c.len_utf8()));
    matches!(follower, Some('瓦' | '克' | '米' | '伏' | '帕' | '分' | '卡' | '赫'))
}

/// Chinese digits: sections below 万, then 万 and 亿.
#[derive(Default)]
struct Chinese {
    total: u64,
    /// Value of the section in hand, without the digit in hand.
    section: u64,
    digit: Option<u64>,
    /// A second digit in a row: 五六.
    second: Option<u64>,
    /// Upper value so far when a pair of digits was met.
    upper_extra: u64,
    last_small: u64,
    zero_before: bool,
    place: u64,
}

fn read_chinese(text: &str, at: usize) -> Reading {
    let words: Vec<(Word, Script, usize)> = text[at..]
        .char_indices()
        .map_while(|(i, c)| Word::of(c).map(|(w, s)| (w, s, at + i + c.len_utf8())))
        .take(40)
        .collect();
    if words.is_empty() || matches!(words[0].0, Word::Big(_)) {
        return Reading::None;
    }
    let script = if words.iter().any(|w| w.1 == Script::Capital) { Script::Capital } else { Script::Chinese };
    let positional = words.iter().take_while(|w| matches!(w.0, Word::Digit(_))).count();
    if positional >= 3 {
        return positional_digits(&words[..positional], script);
    }
    // 百 and 千 alone (百岁, 千方百计) are words, 十 alone is ten.
    if matches!(words[0].0, Word::Small(100 | 1000)) {
        return Reading::None;
    }
    let mut n = Chinese::default();
    let mut end = at;
    let mut over = false;
    let mut i = 0;
    let mut ends_in_magnitude = false;
    while i < words.len() {
        let (word, _, word_end) = words[i];
        match word {
            Word::Digit(0) => n.zero_before = true,
            Word::Digit(d) => match n.digit {
                None => n.digit = Some(u64::from(d)),
                Some(first) if n.second.is_none() && is_pair(first, u64::from(d)) => n.second = Some(u64::from(d)),
                Some(_) => break,
            },
            Word::Small(s) => n.take_small(u64::from(s)),
            Word::Big(b) => n.take_big(b),
        }
        ends_in_magnitude = matches!(word, Word::Big(_));
        end = word_end;
        i += 1;
        // 三十多万, 二十余: the word stands between a unit and the next magnitude.
        if i == words.len() || end != words[i - 1].2 {
            break;
        }
    }
    // 三百多万: go on behind 余/多/几 when a magnitude follows.
    if let Some(c) = char_at(text, end).filter(|&c| is_over(c) && n.digit.is_none()) {
        let next = end + c.len_utf8();
        if let Some((Word::Big(b), _)) = char_at(text, next).and_then(Word::of) {
            n.take_big(b);
            over = true;
            ends_in_magnitude = true;
            end = next + '万'.len_utf8();
        }
    }
    let mut point = None;
    if n.second.is_none() && !ends_in_magnitude {
        point = decimal_point(text, end);
    }
    let (value, upper) = n.finish();
    let (mut value, mut place) = (Decimal::from(value), Decimal::from(n.place.max(1)));
    let last_nonzero = place;
    let mut numeral = Numeral {
        end,
        digits_end: end,
        value,
        upper: upper.map(Decimal::from),
        place,
        last_nonzero,
        over,
        ends_in_magnitude,
        script,
        n_integer_digits: 0,
        n_decimals: 0,
        separated: false,
    };
    if let Some((fraction, n_decimals, point_end)) = point {
        numeral.digits_end = point_end;
        place = Decimal::from_i128_with_scale(1, n_decimals);
        value += Decimal::from_i128_with_scale(fraction, n_decimals);
        numeral.end = point_end;
        let (factor, end, over) = magnitudes(text, point_end);
        let by = Decimal::from(factor);
        numeral.value = value * by;
        numeral.place = place * by;
        numeral.last_nonzero = numeral.place;
        numeral.end = if factor == 1 { point_end } else { end };
        numeral.over |= over;
        numeral.ends_in_magnitude = factor > 1;
    }
    Reading::Numeral(numeral)
}

/// 三点五: the digits behind 点 as an integer, how many, and where they end.
fn decimal_point(text: &str, at: usize) -> Option<(i128, u32, usize)> {
    let rest = text.get(at..)?.strip_prefix('点')?;
    let (mut value, mut n, mut end) = (0_i128, 0, at + '点'.len_utf8());
    for c in rest.chars().take(10) {
        let Some((Word::Digit(d), _)) = Word::of(c) else { break };
        value = value * 10 + i128::from(d);
        n += 1;
        end += c.len_utf8();
    }
    (n > 0).then_some((value, n, end))
}

/// 二〇二二, 一二三: digit by digit.
fn positional_digits(words: &[(Word, Script, usize)], script: Script) -> Reading {
    let mut value = 0_i128;
    for (word, _, _) in words {
        let Word::Digit(d) = word else { break };
        value = value * 10 + i128::from(*d);
        if value > 10_i128.pow(27) {
            return Reading::NotExact(words[words.len() - 1].2);
        }
    }
    Reading::Numeral(Numeral {
        end: words[words.len() - 1].2,
        digits_end: words[words.len() - 1].2,
        value: Decimal::from_i128_with_scale(value, 0),
        upper: None,
        place: Decimal::ONE,
        last_nonzero: Decimal::ONE,
        over: false,
        ends_in_magnitude: false,
        script,
        n_integer_digits: u32::try_from(words.len()).unwrap_or(u32::MAX),
        n_decimals: 0,
        separated: false,
    })
}

/// Two digits in a row that tell a range: 五六, 三五.
fn is_pair(a: u64, b: u64) -> bool {
    b == a + 1 || (a, b) == (3, 5)
}

impl Chinese {
    fn take_small(&mut self, unit: u64) {
        let digit = self.digit.take().unwrap_or(1);
        self.section += digit * unit;
        if let Some(second) = self.second.take() {
            self.upper_extra += (second - digit) * unit;
        }
        self.last_small = unit;
        self.place = unit.min(10_u64.pow(unit.ilog10()));
        self.zero_before = false;
    }

    fn take_big(&mut self, unit: u64) {
        let digit = self.digit.take();
        if let Some(d) = digit {
            self.section += self.scaled_last(d);
            if let Some(second) = self.second.take() {
                self.upper_extra += second - d;
            }
        }
        if self.section == 0 && self.total > 0 {
            // 一万亿
            self.total = self.total.saturating_mul(unit);
        } else if unit == 100_000_000 && self.total > 0 {
            self.total = (self.total + self.section).saturating_mul(unit);
        } else {
            self.total += self.section.saturating_mul(unit);
        }
        self.upper_extra = self.upper_extra.saturating_mul(unit);
        self.place = if digit.is_some() { unit } else { self.place.max(1).saturating_mul(unit) };
        self.section = 0;
        self.last_small = unit;
        self.zero_before = false;
    }

    /// 三百五 is 350 and 一万二 is 12 000: a last digit without unit counts the next lower place.
    fn scaled_last(&self, digit: u64) -> u64 {
        if self.last_small >= 100 && !self.zero_before && self.second.is_none() {
            digit * self.last_small / 10
        } else {
            digit
        }
    }

    fn finish(&mut self) -> (u64, Option<u64>) {
        if let Some(d) = self.digit.take() {
            let scaled = self.scaled_last(d);
            self.section += scaled;
            self.place = (scaled / d.max(1)).max(1);
            if let Some(second) = self.second.take() {
                self.upper_extra += second - d;
                self.place = 1;
            }
        }
        let value = self.total + self.section;
        (value, (self.upper_extra > 0).then_some(value + self.upper_extra))
    }
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
        reads("3.5", &["三点五", "3.5"]);
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
