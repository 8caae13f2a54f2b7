//! Magnitude words behind digits: 万, 亿, and the groups that follow them: 3亿2000万, 1万800.

use rust_decimal::Decimal;

use crate::text::script::{fold, is_blank_or_line_end};

use super::{Numeral, Reading, Script, Word, arabic, char_at, chinese, digit_at, is_over};

/// Reads 余万, 千万, 万亿, 个亿 and further groups (3亿2000万, 1万800) behind Arabic digits.
pub(super) fn extend(text: &str, n: &mut Numeral) -> Option<()> {
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
        let limit = factor.min(lowest.unwrap_or(u64::MAX));
        let Some((next, closing)) = next_group(text, end, limit) else {
            n.value = total.checked_add(section)?;
            return Some(());
        };
        total = total.checked_add(section.checked_mul(Decimal::from(closing))?)?;
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
///
/// With it what its closing magnitude makes of the groups before: ten thousand for the 5百万 of 2千5百万, else one.
fn next_group(text: &str, at: usize, limit: u64) -> Option<(Numeral, u64)> {
    if let Some(n) = last_digit(text, at, limit) {
        return Some((n, 1));
    }
    let at = if char_at(text, at) == Some('零') { at + '零'.len_utf8() } else { at };
    let n = match char_at(text, at)? {
        c if fold(c).is_ascii_digit() => match arabic::read(text, at) {
            Reading::Numeral(n) => n,
            _ => return None,
        },
        c if Word::of(c).is_some_and(|(w, _)| !matches!(w, Word::Big(_))) => match chinese::read(text, at) {
            Reading::Numeral(n) => n,
            _ => return None,
        },
        _ => return None,
    };
    if n.upper.is_some() {
        return None;
    }
    let below = |closing: u64| n.value < Decimal::from(limit) * Decimal::from(closing);
    if limit >= 10_000 {
        return below(1).then_some((n, 1));
    }
    // Below 万 each group names its own magnitude, 2千3百, or fills all places, 3百25; 5千3个 are two numbers.
    let fills = u64::from(n.n_integer_digits) == u64::from(limit.ilog10()) && n.n_decimals == 0;
    if n.ends_in_magnitude {
        let closing = [1, 10_000, 100_000_000].into_iter().find(|&closing| below(closing))?;
        return (n.value % Decimal::from(closing)).is_zero().then_some((n, closing));
    }
    (fills && below(1)).then_some((n, 1))
}

/// 1千5, 3万2: a last digit that nothing follows counts the next lower place.
fn last_digit(text: &str, at: usize, limit: u64) -> Option<Numeral> {
    let digit = digit_at(text, at).filter(|&digit| digit > 0)?;
    let end = at + char_at(text, at)?.len_utf8();
    let closes = char_at(text, end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | ';' | ')'));
    let scale = Decimal::from(limit / 10);
    (closes && (100..=100_000_000).contains(&limit)).then(|| Numeral {
        end,
        digits_end: end,
        value: Decimal::from(digit) * scale,
        upper: None,
        place: scale,
        last_nonzero: scale,
        over: false,
        ends_in_magnitude: true,
        script: Script::Arabic,
        n_integer_digits: 1,
        n_decimals: 0,
        separated: false,
    })
}

/// The product of magnitude words at `at`, where they end, and whether 余/多/几 stands before or between them.
pub(super) fn magnitudes(text: &str, at: usize) -> (u64, usize, bool) {
    let (mut factor, mut end, mut over) = (1_u64, at, false);
    loop {
        let mut next = end;
        let mut is_over_here = false;
        while char_at(text, next).is_some_and(is_blank_or_line_end) {
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
            Some((Word::Small(s), _)) if matches!(s, 10 | 100 | 1000) && !begins_unit(text, next) => u64::from(s),
            _ => return (factor, end, over),
        };
        let Some(product) = factor.checked_mul(by) else { return (factor, end, over) };
        factor = product;
        over |= is_over_here;
        end = next + char_at(text, next).map_or(0, char::len_utf8);
    }
}

/// Whether 千 or 百 at `at` begins a unit: 千瓦, 百分点.
pub(super) fn begins_unit(text: &str, at: usize) -> bool {
    let follower = char_at(text, at).and_then(|c| char_at(text, at + c.len_utf8()));
    matches!(follower, Some('瓦' | '克' | '米' | '伏' | '帕' | '分' | '卡' | '赫'))
}
