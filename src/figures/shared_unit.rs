//! 共用单位. Numbers that borrow their unit from a later member of the list (`分别为12.3、4.5和6.7万元`) or from the words before.

use rust_decimal::Decimal;

use crate::quantity::numeral::Script;
use crate::quantity::{Bound, Interval};
use crate::text::script::{fold, is_blank, is_blank_or_line_end, is_han, without_blanks};
use crate::text::{Span, any_of};

use super::number::{Bare, Raw};
use super::scan::Piece;
use super::{Approximation, Cue, Kind, TokenKind};

/// Whether only a list separator stands in `between`. A comma separates list members only after 分别.
fn separates(between: &str, commas: bool) -> bool {
    let word = without_blanks(between);
    matches!(word.as_ref(), "、" | "和" | "及" | "与" | "以及" | "或" | "、和")
        || commas && matches!(word.as_ref(), "，" | "," | "；")
}

/// 预算12.5、决算11.3万元, 男12人 without its 人: each member of the list has a name of its own.
fn separates_named(text: &str, list: Span, bare: &Bare) -> bool {
    /// Characters of a name within a list.
    const LONGEST: usize = 10;
    const NUMBERED: &[char] = &['第', '表', '图', '附', '号', '款', '页', '条', '期', '版', '章', '节', '年', '月'];
    let Some(name) = list.of(text).trim_start().strip_prefix('、') else { return false };
    let named = |words: &str| words.ends_with(is_han) && !words.ends_with(NUMBERED) && !words.ends_with(is_counting);
    let is_year = bare.numeral.n_integer_digits == 4 && bare.numeral.n_decimals == 0 && !bare.numeral.separated;
    let plain = !name.is_empty() && name.chars().all(|c| is_han(c) && !is_counting(c));
    plain
        && !is_year
        && name.chars().count() <= LONGEST
        && !name.contains(NUMBERED)
        && named(text[..bare.span.start as usize].trim_end_matches(is_blank))
}

fn is_counting(c: char) -> bool {
    crate::quantity::numeral::may_begin(c) || matches!(c, '万' | '亿')
}

/// Keeps a number without unit for the unit of a later one.
pub(super) fn wait(text: &str, span: Span, bares: &mut Vec<Bare>, bare: Bare) {
    if let Some(last) = bares.last()
        && !separates(&text[last.span.end as usize..bare.span.start as usize], true)
        && !separates_named(text, Span { start: last.span.end, end: bare.span.start }, last)
    {
        bares.clear();
    }
    // `1、` at the start of a sentence numbers it.
    let before = text[span.start as usize..bare.span.start as usize].trim_end_matches(is_blank_or_line_end);
    let opens = before.is_empty() || before.ends_with(['。', '；', '：', '！', '？', ';', ':']);
    let small = bare.numeral.n_decimals == 0 && bare.numeral.value <= Decimal::from(30);
    if bares.is_empty() && opens && small {
        return;
    }
    bares.push(bare);
}

/// Gives the waiting numbers the unit of `raw`, and puts them among the pieces.
pub(super) fn resolve(text: &str, bares: &mut Vec<Bare>, raw: &Raw, pieces: &mut Vec<Piece>, first: usize) {
    let Some(last) = bares.last() else { return };
    let waiting_from = bares[0].span.start;
    let commas =
        pieces[first..].iter().rev().take(40).any(|p| matches!(p, Piece::Token(TokenKind::Cue(Cue::Respectively), _)));
    let joins = |bare: &Bare, end: u32| {
        separates(&text[bare.span.end as usize..end as usize], commas)
            || separates_named(text, Span { start: bare.span.end, end }, bare)
    };
    let joined = last.span.end <= raw.span.start
        && joins(last, raw.span.start)
        && bares.windows(2).all(|w| joins(&w[0], w[1].span.start))
        // Chinese digits share a unit only with Chinese digits, and ranges share nothing.
        && raw.approximation != Approximation::Range;
    let taken = std::mem::take(bares);
    if !joined {
        return;
    }
    let number = raw.number.of(text);
    let arabic = number.chars().next().is_some_and(|c| fold(c).is_ascii_digit());
    let mut at = first + pieces[first..].partition_point(|p| p.span().start < waiting_from);
    for bare in taken {
        if (bare.numeral.script == Script::Arabic) != arabic {
            continue;
        }
        let Some(figure) = with_unit_of(&bare, raw, text) else { continue };
        while at < pieces.len() && pieces[at].span().start < figure.span.start {
            at += 1;
        }
        pieces.insert(at, Piece::Figure(Box::new(figure)));
    }
}

/// The figure that `bare` is when it has the unit of `raw`.
fn with_unit_of(bare: &Bare, raw: &Raw, text: &str) -> Option<Raw> {
    // One printed step of the donor without its decimals is one unit with magnitude.
    let decimals = raw.number.of(text).chars().map(fold).skip_while(|&c| c != '.').filter(char::is_ascii_digit).count();
    let mut magnitude = raw.place;
    for _ in 0..decimals {
        magnitude = magnitude.checked_mul(Decimal::TEN)?;
    }
    let sign = if bare.negative { -Decimal::ONE } else { Decimal::ONE };
    let value = bare.numeral.value.checked_mul(magnitude)? * sign;
    let place = bare.numeral.place.checked_mul(magnitude)?;
    let step = bare.numeral.last_nonzero.checked_mul(magnitude)?;
    let whole = matches!(raw.kind, Kind::Count | Kind::PersonTimes | Kind::Score)
        && bare.numeral.n_decimals == 0
        && magnitude == Decimal::ONE;
    let (interval, approximation) = match bare.limit {
        Some(limit) => (limit.interval(value, step), limit.approximation()),
        None if whole => (Interval::point(value), Approximation::Exact),
        None => (Interval::around(value, place / Decimal::TWO), Approximation::Exact),
    };
    Some(Raw {
        span: bare.span,
        number: bare.span,
        unit_span: raw.unit_span,
        kind: raw.kind,
        value,
        unit: raw.unit.clone(),
        per: raw.per.clone(),
        interval,
        approximation,
        place,
        note: None,
    })
}

/// Words before the colon of an amount, in a list whose first amount told the unit.
fn of_a_list(words: &str) -> bool {
    any_of!["资金", "补助", "配套", "拨款", "支出", "收入", "经费", "金额", "预算数", "执行数", "决算数"].end(words)
}

/// A number without unit that stands where only an amount, a percentage or a ratio can stand.
pub(super) fn without_list(text: &str, span: Span, bare: &Bare, pieces: &[Piece]) -> Option<Raw> {
    let zero = bare.numeral.value.is_zero() && bare.numeral.n_integer_digits == 1;
    let before = text[span.start as usize..bare.span.start as usize].trim_end_matches(is_blank_or_line_end);
    let listed = before.ends_with(['：', ':']);
    let named = before.trim_end_matches(['：', ':', '为']).trim_end_matches(is_blank);
    let scored = any_of!["得分", "自评分", "评分"].end(named) && bare.numeral.value <= Decimal::ONE_THOUSAND;
    if bare.numeral.n_decimals == 0 && !zero && !scored {
        return None;
    }
    let after = text[bare.span.end as usize..span.end as usize].trim_start_matches(is_blank).chars().next();
    let closes = after.is_none_or(|c| matches!(c, '，' | '。' | '；' | ',' | ';' | '\n' | '）' | ')' | '、'));
    if !closes {
        return None;
    }
    if scored && after == Some('、') {
        return None;
    }
    if zero && !scored && bare.numeral.n_decimals == 0 {
        // 公务用车购置0，: zero of a kind of money.
        return super::zero::names_money(before.trim_end_matches(['为', '是', '均', '皆'])).then(|| zero_amount(bare));
    }
    let value = if bare.negative { -bare.numeral.value } else { bare.numeral.value };
    let (kind, unit, factor) = if scored {
        (Kind::Score, "分".to_owned(), Decimal::ONE)
    } else if before.ends_with(['率', '比']) || before.ends_with("系数") || before.ends_with("指数") {
        (Kind::OtherMeasure, String::new(), Decimal::ONE)
    } else if any_of!["增长", "下降", "提高", "上升", "增幅", "降幅"].end(before) && after != Some('、') {
        (Kind::Percentage, "%".to_owned(), Decimal::ONE)
    } else if after != Some('、')
        && (any_of!["增加", "减少", "支出", "收入", "金额", "损失", "经费", "资金"].end(before)
            || listed && of_a_list(named))
    {
        let (unit, factor) = last_money(text, pieces)?;
        (Kind::Amount, unit, factor)
    } else {
        return None;
    };
    let value = value.checked_mul(factor)?;
    let place = bare.numeral.place.checked_mul(factor)?;
    let end = bare.span.end as usize;
    let (interval, approximation) =
        bare.limit.map_or((Interval::around(value, place / Decimal::TWO), Approximation::Exact), |l| {
            (l.interval(value, place), l.approximation())
        });
    let interval =
        if place.is_zero() { Interval { low: Bound::Closed(value), high: Bound::Closed(value) } } else { interval };
    Some(Raw {
        span: bare.span,
        number: bare.span,
        unit_span: Span::new(end, end),
        kind,
        value,
        unit,
        per: None,
        interval,
        approximation,
        place,
        note: None,
    })
}

/// 0 without unit.
fn zero_amount(bare: &Bare) -> Raw {
    let end = bare.span.end as usize;
    Raw {
        span: bare.span,
        number: bare.span,
        unit_span: Span::new(end, end),
        kind: Kind::Amount,
        value: Decimal::ZERO,
        unit: "万元".to_owned(),
        per: None,
        interval: Interval::point(Decimal::ZERO),
        approximation: Approximation::Exact,
        place: Decimal::ZERO,
        note: None,
    }
}

/// The unit in which the last amount was printed: its name in the output and what one printed unit is in it.
fn last_money(text: &str, pieces: &[Piece]) -> Option<(String, Decimal)> {
    pieces.iter().rev().take(60).find_map(|p| match p {
        Piece::Figure(raw) if raw.kind == Kind::Amount => {
            let decimals =
                raw.number.of(text).chars().map(fold).skip_while(|&c| c != '.').filter(char::is_ascii_digit).count();
            let mut magnitude = raw.place;
            for _ in 0..decimals {
                magnitude = magnitude.checked_mul(Decimal::TEN)?;
            }
            Some((raw.unit.clone(), magnitude))
        }
        _ => None,
    })
}
