//! One printed number with its sign, unit and bounds: `-3.2%`, `51万余元`, `3-5万元`, `650元/人·月`.

use rust_decimal::Decimal;

use crate::document::NoteKind;
use crate::quantity::numeral::{self, Numeral, Reading, Script};
use crate::quantity::unit::{self, Dimension, UnitWord};
use crate::quantity::{Bound, Interval};
use crate::text::Span;
use crate::text::script::{blank_prefix, fold, is_blank, is_blank_or_line_end, is_han};

use super::approximation::{self, Limit};
use super::guard;
use super::per;
use super::{Approximation, Kind, bracketed, coins, money, percent, range, ratio, round};

/// 读出的数. A number with unit, before labels and roles.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) span: Span,
    pub(super) number: Span,
    pub(super) unit_span: Span,
    pub(super) kind: Kind,
    pub(super) value: Decimal,
    pub(super) unit: String,
    pub(super) per: Option<String>,
    pub(super) interval: Interval,
    pub(super) approximation: Approximation,
    pub(super) place: Decimal,
    pub(super) note: Option<(NoteKind, &'static str)>,
}

/// 无单位的数. Waits for a unit that a later number of the same list brings.
#[derive(Clone, Debug)]
pub(super) struct Bare {
    pub(super) span: Span,
    pub(super) numeral: Numeral,
    pub(super) negative: bool,
    pub(super) limit: Option<Limit>,
}

/// What stands at a place where a numeral begins.
#[derive(Clone, Debug)]
pub(super) enum At {
    /// A figure.
    Figure(Box<Raw>),
    /// Digits without unit.
    Bare(Bare),
    /// Digits that are no figure (years, codes, ordinals); go on behind the byte.
    Skip(usize),
    /// Digits that are a figure but cannot be held exactly.
    NotExact(Span),
    /// Nothing here; go on with the next character.
    Nothing,
}

/// The text around a number, limited to its block.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    /// The document.
    pub(super) text: &'t str,
    /// First byte of the block.
    pub(super) start: usize,
    /// One past the last figure: nothing before belongs to this one.
    pub(super) floor: usize,
    /// One past the last byte of the block.
    pub(super) end: usize,
}

impl<'t> Around<'t> {
    pub(super) fn upto(self, at: usize) -> &'t str {
        &self.text[self.start..at]
    }

    pub(super) fn from(self, at: usize) -> &'t str {
        &self.text[at..self.end]
    }
}

fn trim_blank_end(text: &str) -> &str {
    text.trim_end_matches(is_blank_or_line_end)
}

/// Reads what begins at byte `at`.
pub(super) fn read(around: Around<'_>, at: usize) -> At {
    let text = &around.text[..around.end];
    if let Some(skip) = guard::not_a_number(around.upto(at), around.from(at)) {
        return At::Skip(at + skip);
    }
    if let Some(raw) = percent::read(around, at) {
        return At::Figure(Box::new(raw));
    }
    if let Some(raw) = round::read(around, at) {
        return At::Figure(Box::new(raw));
    }
    let (at, numeral) = match numeral::read(text, at) {
        Reading::Numeral(n) => behind_point(around, at, n),
        Reading::NotExact(end) => {
            let has_unit = unit::read(text, end + blank_prefix(&text[end..])).is_some();
            let too_long = text[at..end].chars().filter(|c| fold(*c).is_ascii_digit()).count() > 28;
            return if has_unit && too_long { At::NotExact(Span::new(at, end)) } else { At::Skip(end) };
        }
        Reading::None => return At::Nothing,
    };
    if let Some(raw) = ratio::read(around, at, &numeral) {
        return At::Figure(Box::new(raw));
    }
    let (start, negative) = sign(around, at);
    let (limit, start) = limit_before(around, start);
    if let Some(found) = range::read(around, &numeral, at, start, negative) {
        return found;
    }
    let limit = limit.or_else(|| limit_before_price(around, start));
    read_single(around, at, start, negative, limit, numeral)
}

/// 投入.5万元: digits whose zero before the point was left out, and where they begin with the point.
fn behind_point(around: Around<'_>, at: usize, mut n: Numeral) -> (usize, Numeral) {
    let words = around.upto(at).strip_suffix(['.', '．']);
    let opens = words
        .is_some_and(|w| w.ends_with(|c: char| is_han(c) && !numeral::may_begin(c) || matches!(c, '：' | '，' | '、')));
    let scale = 10_i64.checked_pow(n.n_integer_digits).map(Decimal::from);
    let (Some(words), Some(scale), true) = (words, scale, opens && n.n_decimals == 0 && n.n_integer_digits > 0) else {
        return (at, n);
    };
    n.value /= scale;
    n.place /= scale;
    n.last_nonzero /= scale;
    n.n_decimals = n.n_integer_digits;
    (around.start + words.len(), n)
}

/// The sign before a number: where it begins, and whether it is negative.
pub(super) fn sign(around: Around<'_>, at: usize) -> (usize, bool) {
    let before = around.upto(at);
    let Some(c) = before.chars().next_back() else { return (at, false) };
    let start = at - c.len_utf8();
    if start < around.floor {
        return (at, false);
    }
    // 零下5℃
    if c == '下' && before.ends_with("零下") {
        return (at - "零下".len(), true);
    }
    let previous = around.upto(start).chars().next_back();
    let glued = previous
        .is_some_and(|p| fold(p).is_ascii_alphanumeric() || matches!(p, '-' | '－' | '—' | '%' | '％' | ')' | '）'));
    match c {
        '-' | '－' | '−' | '﹣' if !glued => (start, true),
        '△' | '▲' | '负' if previous != Some('欺') => (start, true),
        '+' | '＋' | '±' if !glued => (start, false),
        _ => (at, false),
    }
}

/// A limit word before the number, blanks between allowed.
pub(super) fn limit_before(around: Around<'_>, at: usize) -> (Option<Limit>, usize) {
    let before = trim_blank_end(around.upto(at));
    match approximation::before(before) {
        Some((limit, len)) if around.start + before.len() - len >= around.floor => {
            (Some(limit), around.start + before.len() - len)
        }
        _ => (None, at),
    }
}

/// 不低于每人每月560元: the limit stands before what the price is for.
fn limit_before_price(around: Around<'_>, at: usize) -> Option<Limit> {
    let before = trim_blank_end(around.upto(at));
    let each = guard::tail(before, 12);
    let from = before.len() - each.len() + each.find('每')?;
    let is_price = per::each(&before[from + '每'.len_utf8()..]).is_some();
    if !is_price || around.start + from < around.floor {
        return None;
    }
    approximation::before(trim_blank_end(&before[..from])).map(|(limit, _)| limit)
}

pub(super) fn limit_after(around: Around<'_>, at: usize, limit: Option<Limit>) -> (Option<Limit>, usize) {
    let rest = around.from(at);
    match approximation::after(rest) {
        // 多 and 余 behind a unit belong to the number only where no word begins with them (多个, 余额).
        Some((Limit::Over, len))
            if rest[len..].chars().next().is_some_and(|c| {
                matches!(
                    c,
                    '个' | '年'
                        | '种'
                        | '项'
                        | '额'
                        | '次'
                        | '元'
                        | '数'
                        | '方'
                        | '支'
                        | '收'
                        | '产'
                        | '花'
                        | '用'
                        | '出'
                        | '0'..='9' | ' ' | '约'
                )
            }) =>
        {
            (limit, at)
        }
        Some((found, len)) => (Some(limit.unwrap_or(found)), at + len),
        None => (limit, at),
    }
}

/// Interval and name of the bound: rounding where no word bounds the number.
pub(super) fn bounded(
    value: Decimal,
    place: Decimal,
    step: Decimal,
    limit: Option<Limit>,
    whole: bool,
) -> (Interval, Approximation) {
    match limit {
        Some(limit) => (limit.interval(value, step), limit.approximation()),
        None if whole => (Interval::point(value), Approximation::Exact),
        None => (Interval::around(value, place / Decimal::TWO), Approximation::Exact),
    }
}

/// The unit at `at`, blanks before it skipped; a unit printed twice (`万元万元`) is taken once.
pub(super) fn unit_at(around: Around<'_>, at: usize) -> Option<(&'static UnitWord, usize, usize)> {
    let text = &around.text[..around.end];
    let start = at + blank_prefix(around.from(at));
    unit::read(text, start).map(|(u, end)| (u, start, end))
}

/// The infix 余/多/几 between number and unit.
pub(super) fn infix_over(around: Around<'_>, at: usize) -> Option<usize> {
    let skip = blank_prefix(around.from(at));
    let c = around.from(at + skip).chars().next()?;
    numeral::is_over(c).then_some(at + skip + c.len_utf8())
}

/// 个多百分点, 个多小时: the unit that 多 or 余 parts, and where it begins and ends.
fn over_within(around: Around<'_>, at: usize) -> Option<(&'static UnitWord, usize, usize)> {
    let rest = around.from(at).strip_prefix('个')?;
    let over = rest.chars().next().filter(|&c| matches!(c, '多' | '余'))?;
    let unit_at = at + '个'.len_utf8() + over.len_utf8();
    let (unit, _, end) = self::unit_at(around, unit_at)?;
    matches!(unit.dimension, Dimension::PercentagePoints | Dimension::Other).then_some((unit, at, end))
}

fn read_single(
    around: Around<'_>,
    at: usize,
    start: usize,
    negative: bool,
    limit: Option<Limit>,
    mut n: Numeral,
) -> At {
    let mut number_end = n.end;
    let mut limit = limit;
    if n.over {
        limit = Some(Limit::Over);
    }
    let mut unit_at_end = unit_at(around, n.end);
    if let Some(end) = infix_over(around, n.end) {
        let followed = unit_at(around, end);
        let over_word =
            n.ends_in_magnitude || !matches!(followed.map(|u| u.0.dimension), None | Some(Dimension::NotFigure));
        if over_word && (followed.is_some() || money::without_unit(around.upto(at), around.from(end))) {
            limit = Some(limit.unwrap_or(Limit::Over));
            number_end = end;
            unit_at_end = followed;
        }
    }
    // 两个多百分点, 3个多小时
    if let Some(found) = over_within(around, n.end) {
        limit = Some(Limit::Over);
        unit_at_end = Some(found);
    }
    if let Some(tenths) = percent::tenths(around, at, &n) {
        return tenths;
    }
    // 12.5（万元）, 金额（万元）：12.5
    if unit_at_end.is_none()
        && let Some((unit, end)) = bracketed::unit(around, at, &mut n)
    {
        unit_at_end = Some((unit, n.end, end));
    }
    let Some((unit, unit_start, mut unit_end)) = unit_at_end else {
        return without_unit(around, at, start, negative, limit, n, number_end);
    };
    if unit.dimension == Dimension::NotFigure {
        if n.ends_in_magnitude && unit.text == "后" {
            return without_unit(around, at, start, negative, limit, n, number_end);
        }
        return At::Skip(unit_end);
    }
    if let Some(end) = guard::not_a_figure(around.upto(at), &n, unit, around.from(unit_end)) {
        return if end { At::Skip(unit_end) } else { At::Skip(n.end) };
    }
    let mut note = None;
    let mut start = start;
    if let Some(factor) = misplaced_magnitude(around, start, &n, unit) {
        start = around.start + trim_blank_end(around.upto(start)).len() - '万'.len_utf8();
        n.value *= factor;
        n.place *= factor;
        n.last_nonzero *= factor;
        note = Some((NoteKind::UnitUnclear, "“万”“亿”印在数字之前，按移位的单位读取"));
    }
    if let Some(end) = doubled_unit(around, &n, unit_end) {
        unit_end = end;
        note = Some((NoteKind::UnitUnclear, "单位重复印出，只取一次"));
    }
    let (mut value, mut place) = (n.value, n.place);
    let spoken = coins::spoken(around, unit_end, unit);
    let unit = spoken.unwrap_or(unit);
    if let Dimension::Money("元") = unit.dimension
        && let Some(change) =
            coins::change(around, unit_end, unit).or_else(|| spoken.and_then(|_| coins::last_digit(around, unit_end)))
    {
        value += change.value;
        place = place.min(change.place);
        unit_end = change.end;
    }
    if let Some(end) = and_a_half(around, &n, unit, unit_end) {
        value += Decimal::new(5, 1);
        place = Decimal::new(5, 1);
        n.n_decimals = 1;
        unit_end = end;
    }
    let number_start = at;
    let full = finish(Parts {
        around,
        start,
        number: Span::new(number_start, n.digits_end),
        unit,
        unit_start,
        unit_end,
        negative,
        limit,
        numeral: n,
        value,
        place,
    });
    match full {
        Some(mut raw) => {
            raw.note = raw.note.or(note);
            At::Figure(Box::new(raw))
        }
        None => At::NotExact(Span::new(at, unit_end)),
    }
}

/// 万2.28元: the magnitude stands before the digits.
fn misplaced_magnitude(around: Around<'_>, start: usize, n: &Numeral, unit: &UnitWord) -> Option<Decimal> {
    if n.script != Script::Arabic || n.ends_in_magnitude || unit.dimension != Dimension::Money("元") {
        return None;
    }
    let mut before = trim_blank_end(around.upto(start)).chars().rev();
    let factor = match before.next()? {
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    let previous = before.next()?;
    (is_han(previous) && !numeral::may_begin(previous) && previous != '千' && previous != '百')
        .then(|| Decimal::from(factor))
}

/// `6.83万元万元`: where the second unit ends.
fn doubled_unit(around: Around<'_>, n: &Numeral, unit_end: usize) -> Option<usize> {
    let printed = n.ends_in_magnitude.then(|| &around.text[n.end - '万'.len_utf8()..unit_end])?;
    around.from(unit_end).starts_with(printed).then(|| unit_end + printed.len())
}

/// 九公里半, 一倍半: where the half ends.
fn and_a_half(around: Around<'_>, n: &Numeral, unit: &UnitWord, at: usize) -> Option<usize> {
    let rest = around.from(at).strip_prefix('半')?;
    let whole = n.n_decimals == 0 && !n.ends_in_magnitude && n.upper.is_none();
    let measured = matches!(unit.dimension, Dimension::Count | Dimension::Multiple | Dimension::Other);
    let closes = rest.chars().next().is_none_or(|c| !is_han(c) || matches!(c, '以' | '左' | '的'));
    (whole && measured && closes).then_some(at + '半'.len_utf8())
}

/// A number whose unit is missing: money when it ends in 万 or 亿 and money is spoken of, otherwise bare.
fn without_unit(
    around: Around<'_>,
    at: usize,
    start: usize,
    negative: bool,
    limit: Option<Limit>,
    n: Numeral,
    end: usize,
) -> At {
    let signed = money::currency(around.upto(at)).is_some();
    let money = signed
        || n.ends_in_magnitude && money::without_unit(around.upto(at), around.from(end))
        || is_shortened(&around.text[at..n.end], &n) && money::spoken_of(around.upto(at), around.from(end));
    let people = people(around.from(end), &n).or_else(|| population(around.upto(start), around.from(end), &n));
    if let Some(unit) = people.or_else(|| unit::named("元").filter(|_| money)) {
        let (value, place) = (n.value, n.place);
        return finish(Parts {
            around,
            start,
            number: Span::new(at, n.digits_end),
            unit,
            unit_start: end,
            unit_end: end,
            negative,
            limit,
            numeral: n,
            value,
            place,
        })
        .map_or(At::NotExact(Span::new(at, end)), |raw| At::Figure(Box::new(raw)));
    }
    if n.ends_in_magnitude {
        return At::Skip(end);
    }
    if n.script != Script::Arabic {
        return if n.value <= Decimal::TEN && n.upper.is_none() {
            At::Bare(Bare { span: Span::new(at, n.end), numeral: n, negative, limit })
        } else {
            At::Nothing
        };
    }
    At::Bare(Bare { span: Span::new(start, n.end), numeral: n, negative, limit })
}

/// 30万参保人, 12万群众: the measure word that a noun for people or households stands in for.
fn people(rest: &str, n: &Numeral) -> Option<&'static UnitWord> {
    const PERSONS: &[&str] = &[
        "参保人",
        "群众",
        "居民",
        "学生",
        "农民",
        "职工",
        "老人",
        "老年人",
        "儿童",
        "党员",
        "市民",
        "师生",
        "游客",
        "残疾人",
    ];
    const HOUSEHOLDS: &[&str] = &["农户", "贫困户", "用户", "家庭"];
    let many = n.ends_in_magnitude || n.script == Script::Arabic && n.n_decimals == 0 && n.n_integer_digits >= 3;
    let starts = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
    match () {
        () if !many => None,
        () if starts(HOUSEHOLDS) => unit::named("户"),
        () if starts(PERSONS) => unit::named("人"),
        () => None,
    }
}

/// 常住人口45.6万, : a population is told in 人.
fn population(before: &str, rest: &str, n: &Numeral) -> Option<&'static UnitWord> {
    let words = trim_blank_end(before).trim_end_matches(['为', '达', '有', '约', '近', '超']);
    let closes = !rest.starts_with(|c: char| is_han(c) || fold(c).is_ascii_alphanumeric());
    (n.ends_in_magnitude && closes && words.ends_with("人口")).then(|| unit::named("人")).flatten()
}

/// 两千三, 十二万五: a last digit that counts the next lower place.
fn is_shortened(printed: &str, n: &Numeral) -> bool {
    n.script != Script::Arabic
        && !n.ends_in_magnitude
        && n.place >= Decimal::ONE_HUNDRED
        && printed.ends_with(['一', '二', '三', '四', '五', '六', '七', '八', '九'])
}

/// Everything known when the unit has been found.
pub(super) struct Parts<'t> {
    pub(super) around: Around<'t>,
    pub(super) start: usize,
    pub(super) number: Span,
    pub(super) unit: &'static UnitWord,
    pub(super) unit_start: usize,
    pub(super) unit_end: usize,
    pub(super) negative: bool,
    pub(super) limit: Option<Limit>,
    pub(super) numeral: Numeral,
    pub(super) value: Decimal,
    pub(super) place: Decimal,
}

/// Normalises and bounds; `None` when the exact range is left.
pub(super) fn finish(parts: Parts<'_>) -> Option<Raw> {
    let Parts { around, start, number, unit, unit_start, unit_end, negative, limit, numeral, value, place } = parts;
    let mut end = unit_end;
    let mut kind = kind_of(unit);
    let mut canonical = unit.canonical.to_owned();
    let mut factor = unit.factor();
    let mut for_one = None;
    if let Dimension::Money(currency) = unit.dimension {
        let currency =
            money::currency(around.upto(number.start as usize)).filter(|_| currency == "元").unwrap_or(currency);
        if let Some((words, per_end)) = per::behind(around.from(end)).map(|(words, len)| (words, end + len)) {
            for_one = Some(words);
            end = per_end;
            kind = Kind::Rate;
        } else {
            canonical = format!("万{currency}");
            factor = factor.checked_mul(Decimal::new(1, 4))?;
        }
    } else if let Some((words, len)) = physical_rate(unit, around.from(end)) {
        // 100公斤/亩 is a yield, not a weight.
        canonical = format!("{canonical}/{words}");
        kind = Kind::OtherMeasure;
        end += len;
    }
    // 高于90%的目标值 is measured against a number that is exact.
    let words = around.text[start..number.start as usize].trim_matches(is_blank);
    let compared = matches!(words, "高于" | "低于" | "大于" | "小于") && around.from(end).starts_with('的');
    let (start, limit) = if compared { (number.start as usize, None) } else { (start, limit) };
    let (limit, end) = limit_after(around, end, limit);
    let signed = if negative { -value } else { value };
    let value = signed.checked_mul(factor)?;
    let place = place.checked_mul(factor)?;
    let step = step(&numeral, kind).checked_mul(factor)?;
    // 0万元 says that there is none, not that it is less than half of 万.
    let is_none = value.is_zero() && numeral.n_decimals == 0 && kind == Kind::Amount;
    let whole = is_whole(kind, &numeral) || is_none;
    let (mut interval, mut approximation) = bounded(value, place, step, limit, whole);
    if let Some(upper) = numeral.upper {
        interval = Interval { low: Bound::Closed(value), high: Bound::Closed(upper.checked_mul(factor)?) };
        approximation = Approximation::Range;
    }
    Some(Raw {
        span: Span::new(start, end),
        number,
        unit_span: Span::new(magnitude_start(around, number, unit_start.min(unit_end)), unit_end),
        kind,
        value,
        unit: canonical,
        per: for_one,
        interval,
        approximation,
        place,
        note: None,
    })
}

/// `/亩` behind a weight, volume or length.
fn physical_rate(unit: &UnitWord, rest: &str) -> Option<(String, usize)> {
    const MEASURES: &[&str] = &["公斤", "千克", "吨", "斤", "克", "立方米", "千瓦时", "升", "株", "米"];
    // 0.021人/亿元, 0.56吨标准煤/万元: of so much output.
    const OUTPUTS: &[&str] = &["亿元", "万元", "百万吨", "万人", "十万人", "10万人"];
    let output = || {
        let of = rest.strip_prefix(['/', '／'])?;
        let word = OUTPUTS.iter().find(|w| of.starts_with(**w))?;
        Some(((*word).to_owned(), rest.len() - of.len() + word.len()))
    };
    let measured = unit.dimension == Dimension::Count;
    MEASURES.contains(&unit.canonical).then(|| per::behind(rest)).flatten().or_else(|| measured.then(output).flatten())
}

/// Where the printed unit begins: with the 万 of 万元.
fn magnitude_start(around: Around<'_>, number: Span, unit_start: usize) -> usize {
    let end = number.end as usize;
    let between = &around.text[end..unit_start];
    between.find(['万', '亿', '千', '百']).map_or(unit_start, |i| end + i)
}

/// The step that 余 or 约 leaves open: the last digit that is not zero, ten for a count such as 135余.
fn step(n: &Numeral, kind: Kind) -> Decimal {
    let counted = matches!(kind, Kind::Count | Kind::PersonTimes | Kind::OtherMeasure);
    if counted && n.n_decimals == 0 && n.last_nonzero == Decimal::ONE && n.value > Decimal::TEN {
        Decimal::TEN
    } else {
        n.last_nonzero
    }
}

/// Counts of whole things are exact: no rounding unless told in 万 or with decimals.
fn is_whole(kind: Kind, n: &Numeral) -> bool {
    matches!(kind, Kind::Count | Kind::PersonTimes | Kind::Score) && n.n_decimals == 0 && !n.ends_in_magnitude
}

fn kind_of(unit: &UnitWord) -> Kind {
    match unit.dimension {
        Dimension::Money(_) => Kind::Amount,
        Dimension::PersonTimes => Kind::PersonTimes,
        Dimension::Count => Kind::Count,
        Dimension::Percentage => Kind::Percentage,
        Dimension::PercentagePoints => Kind::PercentagePoints,
        Dimension::Score => Kind::Score,
        Dimension::Multiple => Kind::Multiple,
        Dimension::Other | Dimension::NotFigure => Kind::OtherMeasure,
    }
}
