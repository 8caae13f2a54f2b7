//! 比. Ratios with a colon: 生师比16:1 is sixteen times, a structure 13.5:45.0:41.5 is three percentages.

use rust_decimal::Decimal;

use crate::quantity::Interval;
use crate::quantity::numeral::{self, Numeral, Reading, Script};
use crate::text::script::{fold, is_blank_or_line_end, is_han};
use crate::text::{Span, any_of};

use super::guard;
use super::number::{Around, Raw};
use super::{Approximation, Kind};

/// Longest ratio in characters.
const LONGEST: usize = 40;

/// The member of a ratio that is read at `at`.
pub(super) fn read(around: Around<'_>, at: usize, n: &Numeral) -> Option<Raw> {
    if n.script != Script::Arabic || n.ends_in_magnitude {
        return None;
    }
    let joined = |text: &str| text.trim_start_matches(is_blank_or_line_end).starts_with(is_colon);
    let follows = guard::tail(around.upto(at), 4).trim_end_matches(is_blank_or_line_end).ends_with(is_colon);
    if !joined(around.from(n.end)) && !follows {
        return None;
    }
    let (from, to) = bounds(around, at);
    let members = members(around, from, to)?;
    // 16:1000 and 3:1名 are no ratios: a unit goes on. A structure may be followed by any word.
    let goes_on = around.from(to).starts_with(is_han) && !around.from(to).starts_with(['的', '左', '以']);
    if goes_on && members.len() < 3 {
        return None;
    }
    let words = guard::tail(around.upto(from), 14)
        .trim_end_matches(is_blank_or_line_end)
        .trim_end_matches(['为', '是', '达', '约']);
    let clause = words.rfind(['，', '。', '；', '、']).map_or(words, |i| &words[i..]);
    // 三次产业结构由18.6:34.1:47.3调整为18.2:34.5:47.3
    let changed = any_of!["调整", "优化", "演进", "变"].end(clause)
        && clause.trim_end_matches(is_han).ends_with(|c| fold(c).is_ascii_digit());
    match members.as_slice() {
        [(first, value), (_, one)] if clause.ends_with('比') && *one == Decimal::ONE && *first == at => {
            let mut raw = plain(Span::new(from, to), n, *value);
            raw.number = Span::new(at, n.end);
            Some(raw)
        }
        [_, _, _, ..]
            if changed
                || clause.contains("结构")
                || clause.contains("占比")
                || clause.contains("比重")
                || clause.contains("比例") =>
        {
            let sum = members.iter().try_fold(Decimal::ZERO, |sum, (_, v)| sum.checked_add(*v))?;
            let whole = (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE;
            let (_, value) = members.iter().find(|(place, _)| *place == at)?;
            whole.then(|| Raw {
                kind: Kind::Percentage,
                unit: "%".to_owned(),
                ..plain(Span::new(at, n.end), n, *value)
            })
        }
        _ => None,
    }
}

fn plain(span: Span, n: &Numeral, value: Decimal) -> Raw {
    Raw {
        span,
        number: span,
        unit_span: Span { start: span.end, end: span.end },
        kind: Kind::Multiple,
        value,
        unit: "倍".to_owned(),
        per: None,
        interval: Interval::around(value, n.place / Decimal::TWO),
        approximation: Approximation::Exact,
        place: n.place,
        note: None,
    }
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '∶')
}

/// First and last byte of the run of digits, points, colons and blanks around `at`.
fn bounds(around: Around<'_>, at: usize) -> (usize, usize) {
    let of = |c: char| fold(c).is_ascii_digit() || matches!(c, '.' | '．') || is_colon(c) || is_blank_or_line_end(c);
    let before: usize = around.upto(at).chars().rev().take(LONGEST).take_while(|&c| of(c)).map(char::len_utf8).sum();
    let after: usize = around.from(at).chars().take(LONGEST).take_while(|&c| of(c)).map(char::len_utf8).sum();
    let run = &around.text[at - before..at + after];
    // A colon that opens the run belongs to the words before: 结构：13.5:45.0:41.5.
    let from = at - before + run.len() - run.trim_start_matches(|c| is_blank_or_line_end(c) || is_colon(c)).len();
    let to = at - before + run.trim_end_matches(|c| is_blank_or_line_end(c) || is_colon(c) || c == '.').len();
    (from.min(at), to.max(at))
}

/// Place and value of each member.
fn members(around: Around<'_>, from: usize, to: usize) -> Option<Vec<(usize, Decimal)>> {
    let text = around.text;
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let Reading::Numeral(n) = numeral::read(&text[..to], at) else { return None };
        found.push((at, n.value));
        let rest = &text[n.end..to];
        let skip = rest.len() - rest.trim_start_matches(|c| is_blank_or_line_end(c) || is_colon(c)).len();
        if skip == 0 && !rest.is_empty() {
            return None;
        }
        at = n.end + skip;
    }
    Some(found)
}
