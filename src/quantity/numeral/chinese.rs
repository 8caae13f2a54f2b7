//! Numerals in Chinese characters: 三十二万五千 · 叁万伍仟 · 十五六万.

use rust_decimal::Decimal;

use super::magnitude::{begins_unit, magnitudes};
use super::{Numeral, Reading, Script, Word, char_at, is_over};

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

/// Reads the characters at `at`, with a decimal point in words and the magnitudes behind it.
pub(super) fn read(text: &str, at: usize) -> Reading {
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
        // 五百千伏: 千 begins the unit.
        if i > 0 && word == Word::Small(1000) && begins_unit(text, word_end - '千'.len_utf8()) {
            break;
        }
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
    // 两个亿
    if n.digit.is_some() && text[end..].starts_with("个亿") {
        n.take_big(100_000_000);
        ends_in_magnitude = true;
        end += "个亿".len();
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
    let rest = text.get(at..)?.strip_prefix(['点', '點'])?;
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
