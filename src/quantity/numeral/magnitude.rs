//! Magnitude words behind digits: 万, 亿, and the groups that follow them: 3亿2000万, 1万800.

use rust_decimal::Decimal;

use crate::text::script::{fold, is_blank_or_line_end};

use super::{Numeral, Reading, Word, arabic, char_at, chinese, is_over};

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
    // Below 万 each group names its own magnitude: 2千3百, but not the two numbers of 5千3.
    let goes_on = limit >= 10_000 || n.ends_in_magnitude;
    (goes_on && n.value < Decimal::from(limit) && n.upper.is_none()).then_some(n)
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
pub(super) fn begins_unit(text: &str, at: usize) -> bool {
    let follower = char_at(text, at).and_then(|c| char_at(text, at + c.len_utf8()));
    matches!(follower, Some('瓦' | '克' | '米' | '伏' | '帕' | '分' | '卡' | '赫'))
}
