//! 中性改写: the same report in another dress. No figure changes, and no finding comes of it.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::GB18030;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::document::{self, Limits};
use crate::findings::JudgeSettings;
use crate::review::{self, Review};
use crate::text::Span;

use super::Case;
use super::generate::widen;
use super::label::plain;
use super::mutate::Edits;
use super::oracle::{self, Number, Numbers, Outcome};
use super::truth::Verdict;

/// 改写方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Rewrite {
    WideDigits,
    Separators,
    Yuan,
    Brackets,
    BlankLines,
    LineEnds,
    Utf8WithMark,
    Gb18030,
    Utf16Little,
    Utf16Big,
}

impl Rewrite {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::WideDigits,
        Self::Separators,
        Self::Yuan,
        Self::Brackets,
        Self::BlankLines,
        Self::LineEnds,
        Self::Utf8WithMark,
        Self::Gb18030,
        Self::Utf16Little,
        Self::Utf16Big,
    ];

    /// Name in Chinese.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::WideDigits => "全角数字",
            Self::Separators => "千位分隔",
            Self::Yuan => "万元改写为元",
            Self::Brackets => "序号换标点",
            Self::BlankLines => "标题前空行",
            Self::LineEnds => "回车换行",
            Self::Utf8WithMark => "UTF-8 带标记",
            Self::Gb18030 => "GB18030",
            Self::Utf16Little => "UTF-16 小端",
            Self::Utf16Big => "UTF-16 大端",
        }
    }
}

/// 改写结果. What a rewriting changed; nothing, if all is well.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The report.
    pub report: String,
    /// How it was rewritten.
    pub rewrite: Rewrite,
    /// Figures before and after, where they differ.
    pub figures: Vec<String>,
    /// Rules that find more than before.
    pub findings: Vec<&'static str>,
}

/// Rewrites every case in every way and compares; only those are told that changed something.
#[must_use]
pub fn rewritten(cases: &[Case]) -> Vec<Rewritten> {
    let one = |case: &Case| {
        let before = read(case.text.as_bytes());
        Rewrite::ALL.map(|rewrite| compare(case, rewrite, before.as_ref()))
    };
    let all: Vec<Rewritten> = cases.par_iter().flat_map_iter(one).collect();
    all.into_iter().filter(|r| !r.figures.is_empty() || !r.findings.is_empty()).collect()
}

fn read(bytes: &[u8]) -> Option<Review> {
    let document = document::read(bytes, "改写.txt", &Limits::default()).ok()?;
    Some(review::check(document, &JudgeSettings::default()))
}

fn compare(case: &Case, rewrite: Rewrite, before: Option<&Review>) -> Rewritten {
    let after = read(&apply(case, rewrite));
    let mut result = Rewritten { report: case.id.clone(), rewrite, figures: Vec::new(), findings: Vec::new() };
    let (Some(before), Some(after)) = (before, &after) else {
        result.figures.push("读不了".to_owned());
        return result;
    };
    let (old, new) = (figures(before), figures(after));
    for n in 0..old.len().max(new.len()) {
        if old.get(n) != new.get(n) {
            result.figures.push(format!("{:?} → {:?}", old.get(n), new.get(n)));
            if old.len() != new.len() {
                break;
            }
        }
    }
    let (old, new) = (rules(before), rules(after));
    result.findings = new.into_iter().filter(|(rule, n)| old.get(rule).is_none_or(|m| m < n)).map(|(r, _)| r).collect();
    result
}

fn figures(review: &Review) -> Vec<(Decimal, &str, &'static str, String)> {
    let label = |f: &crate::figures::Figure| f.label.as_ref().map_or_else(String::new, |label| plain(&label.text));
    review.figures.figures.iter().map(|f| (f.value.normalize(), f.unit.as_str(), f.kind.name(), label(f))).collect()
}

fn rules(review: &Review) -> BTreeMap<&'static str, usize> {
    let mut rules = BTreeMap::new();
    for finding in &review.findings.findings {
        *rules.entry(finding.rule).or_default() += 1;
    }
    rules
}

fn apply(case: &Case, rewrite: Rewrite) -> Vec<u8> {
    let text = case.text.as_str();
    let utf16 = |bytes: fn(u16) -> [u8; 2]| [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(bytes).collect();
    match rewrite {
        Rewrite::WideDigits => wide_digits(text).into_bytes(),
        Rewrite::Separators => edited(case, separators(case)),
        Rewrite::Yuan => edited(case, yuan(case)),
        Rewrite::Brackets => edited(case, brackets(case)),
        Rewrite::BlankLines => edited(case, blank_lines(case)),
        Rewrite::LineEnds => text.replace('\n', "\r\n").into_bytes(),
        Rewrite::Utf8WithMark => ["\u{FEFF}", text].concat().into_bytes(),
        Rewrite::Gb18030 => GB18030.encode(text).0.into_owned(),
        Rewrite::Utf16Little => utf16(u16::to_le_bytes),
        Rewrite::Utf16Big => utf16(u16::to_be_bytes),
    }
}

fn edited(case: &Case, pieces: Vec<(Span, String)>) -> Vec<u8> {
    Edits::new(pieces).apply(&case.text).into_bytes()
}

/// Digits, and the marks between and right after them.
fn wide_digits(text: &str) -> String {
    let mut made = String::with_capacity(text.len() * 2);
    let mut chars = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        let is_mark = matches!(c, '.' | ',') && after_digit && before_digit || c == '%' && after_digit;
        if c.is_ascii_digit() || is_mark {
            made.push_str(&widen(c.encode_utf8(&mut [0; 4])));
        } else {
            made.push(c);
        }
        after_digit = c.is_ascii_digit();
    }
    made
}

/// Places of the digits of plainly printed figures.
fn plain_digits(case: &Case) -> impl Iterator<Item = (usize, Span, &str)> {
    case.truth.figures.iter().enumerate().filter_map(|(n, figure)| {
        let range = oracle::digits(figure)?.range;
        let start = figure.span.start as usize;
        Some((n, Span::new(start + range.start, start + range.end), &figure.gold.quote[range]))
    })
}

/// 1234.5 → 1,234.5
fn separators(case: &Case) -> Vec<(Span, String)> {
    let group = |digits: &str| {
        let whole = digits.split('.').next().unwrap_or_default();
        let mut made = String::new();
        for (n, c) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n).is_multiple_of(3) {
                made.push(',');
            }
            made.push(c);
        }
        made + &digits[whole.len()..]
    };
    plain_digits(case)
        .filter(|(_, _, digits)| !digits.contains(','))
        .map(|(_, span, digits)| (span, group(digits)))
        .collect()
}

/// 12.34万元 → 123400元, as long as the finer last digit breaks nothing that holds by rounding only.
fn yuan(case: &Case) -> Vec<(Span, String)> {
    let figures = &case.truth.figures;
    let in_yuan = |(n, span, digits): (usize, Span, &str)| {
        let figure = &figures[n];
        let is_alone =
            n.checked_sub(1).is_none_or(|m| figures[m].gold.kind != "amount" || figures[m].gold.quote.contains('元'));
        let unit = &figure.gold.quote[(span.end - figure.span.start) as usize..];
        let printed: Decimal = digits.replace(',', "").parse().ok()?;
        let yuan = printed.checked_mul(Decimal::from(10_000))?.normalize();
        let whole =
            (unit == "万元" && is_alone && figure.gold.kind == "amount" && yuan.scale() == 0).then_some(yuan)?;
        Some((n, figure.span, whole))
    };
    let mut chosen: Vec<_> = plain_digits(case).filter_map(in_yuan).collect();
    loop {
        let number =
            |&(n, _, yuan): &(usize, Span, Decimal)| Some((n, Number::printed(&figures[n], yuan, Decimal::new(1, 4))?));
        let numbers = Numbers::new(&case.truth, chosen.iter().filter_map(number).collect());
        let holds = case.truth.relations.iter().filter(|relation| relation.verdict == Verdict::Holds);
        let spoilt: BTreeSet<usize> = holds
            .filter(|relation| numbers.outcome(relation) == Outcome::Broken)
            .flat_map(|relation| relation.figures.iter().copied())
            .collect();
        let before = chosen.len();
        chosen.retain(|(n, ..)| !spoilt.contains(n));
        if chosen.len() == before {
            break;
        }
    }
    chosen.into_iter().map(|(_, span, yuan)| (span, format!("{yuan}元"))).collect()
}

/// （一） → (一), 1. → 1、
fn brackets(case: &Case) -> Vec<(Span, String)> {
    let change = |section: &super::truth::Section| {
        let number = &section.gold.number;
        let at = section.span.start as usize + section.gold.quote.find(number.as_str())?;
        let is_plain = number.strip_suffix('.').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let made = if is_plain { number.replace('.', "、") } else { number.replace('（', "(").replace('）', ")") };
        (made != *number).then(|| (Span::new(at, at + number.len()), made))
    };
    case.truth.sections.iter().filter_map(change).collect()
}

fn blank_lines(case: &Case) -> Vec<(Span, String)> {
    let begins_line = |at: usize| case.text[..at].rfind('\n').filter(|line| case.text[line + 1..at].trim().is_empty());
    let before = |section: &super::truth::Section| begins_line(section.span.start as usize);
    case.truth.sections.iter().filter_map(before).map(|line| (Span::new(line, line + 1), "\n\n".to_owned())).collect()
}
