//! What the truth alone says of a relation: a second reckoning, apart from the judge that it is there to test.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::text::script;

use super::truth::{Figure, Relation, Truth};

/// 数值. A number of the truth with what its digits leave open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// As printed, in the normalised unit; `None` for a range.
    value: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    /// Half a unit of the last printed digit; 0 for whole things.
    half: Decimal,
    is_approximate: bool,
}

/// What becomes of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Rounding explains what differs.
    Holds,
    /// Nothing explains it.
    Broken,
    /// The truth is in words here: nothing to recompute.
    Unknown,
}

/// Digits of a plainly printed number: where they stand in the quote, and how they scale to the normalised value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Digits {
    /// Start and end in the quote, bytes.
    pub(super) range: std::ops::Range<usize>,
    /// The number that they print.
    pub(super) printed: Decimal,
    /// Normalised value of one printed unit.
    pub(super) scale: Decimal,
}

/// The digits of a figure that is one plain ASCII number with its unit.
pub(super) fn digits(figure: &Figure) -> Option<Digits> {
    let quote = figure.gold.quote.as_str();
    let start = quote.find(|c: char| c.is_ascii_digit())?;
    let rest = &quote[start..];
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let text = rest[..length].trim_end_matches(['.', ',']);
    let elsewhere = |text: &str| text.chars().any(|c| script::fold(c).is_ascii_digit());
    if elsewhere(&rest[text.len()..]) || figure.gold.approximation.is_some() {
        return None;
    }
    let printed: Decimal = text.replace(',', "").parse().ok()?;
    let value = figure.gold.value?.abs();
    if printed.is_zero() {
        return None;
    }
    Some(Digits { range: start..start + text.len(), printed, scale: value.checked_div(printed)? })
}

impl Number {
    /// What a figure of the truth says.
    pub(super) fn of(figure: &Figure) -> Self {
        let gold = &figure.gold;
        let number = Self {
            value: gold.value,
            low: gold.low,
            high: gold.high,
            half: Decimal::ZERO,
            is_approximate: gold.approximation.is_some(),
        };
        let (places, scale) = match digits(figure) {
            Some(digits) => (digits.printed.scale(), digits.scale),
            // In words, or zero: the decimals that the truth writes.
            None => (gold.value.map_or(0, |value| value.scale()), Decimal::ONE),
        };
        Self { half: half(&gold.kind, gold.value, places, scale), ..number }
    }

    /// What the figure would say with other digits, in another unit.
    pub(super) fn printed(figure: &Figure, printed: Decimal, scale: Decimal) -> Option<Self> {
        let value = printed.checked_mul(scale)?;
        let value = if figure.gold.value.is_some_and(|v| v.is_sign_negative()) { -value } else { value };
        let half = half(&figure.gold.kind, Some(value), printed.scale(), scale);
        Some(Self { value: Some(value), low: None, high: None, half, is_approximate: false })
    }
}

fn half(kind: &str, value: Option<Decimal>, places: u32, scale: Decimal) -> Decimal {
    let is_whole = places == 0 && scale == Decimal::ONE && matches!(kind, "count" | "person_times" | "score");
    if is_whole || value.is_none_or(|value| value.is_zero() && places == 0) {
        return Decimal::ZERO;
    }
    Decimal::new(5, places + 1).checked_mul(scale).unwrap_or_default()
}

/// All numbers of a truth, some of them replaced.
pub(super) struct Numbers<'t> {
    truth: &'t Truth,
    replaced: BTreeMap<usize, Number>,
    ids: BTreeMap<&'t str, usize>,
}

/// Lowest, printed and highest value.
type Span3 = (Decimal, Decimal, Decimal);

/// Stands for no limit; far above any sum of money.
const FAR: Decimal = Decimal::from_parts(0, 1_000_000, 0, false, 0);

impl<'t> Numbers<'t> {
    pub(super) fn new(truth: &'t Truth, replaced: BTreeMap<usize, Number>) -> Self {
        let ids = truth.figures.iter().enumerate().map(|(n, f)| (f.gold.id.as_str(), n)).collect();
        Self { truth, replaced, ids }
    }

    fn number(&self, n: usize) -> Number {
        self.replaced.get(&n).copied().unwrap_or_else(|| Number::of(&self.truth.figures[n]))
    }

    /// Recomputes one relation that held before.
    pub(super) fn outcome(&self, relation: &Relation) -> Outcome {
        let formula = relation.expression.split('#').next().unwrap_or_default();
        let formula = script::folded(formula).replace('≤', "<=").replace('≥', ">=").replace('×', "*").replace('÷', "/");
        let broken = match split(&formula) {
            Some((left, sign, right)) => self.compare(relation, left, sign, right),
            None => self.in_words(relation, &formula),
        };
        match broken {
            None => Outcome::Unknown,
            Some(true) => Outcome::Broken,
            Some(false) => Outcome::Holds,
        }
    }

    /// Whether `left sign right` fails.
    fn compare(&self, relation: &Relation, left: &str, sign: &str, right: &str) -> Option<bool> {
        let scales = Scales::of(self.truth, relation);
        let l = self.evaluate(left, &scales)?;
        let r = self.evaluate(right, &scales)?;
        match sign {
            "<=" => return Some(l.0 > r.2),
            ">=" => return Some(r.0 > l.2),
            "<" => return Some(l.1 >= r.1),
            ">" => return Some(r.1 >= l.1),
            _ => {}
        }
        if l.0 <= r.2 && r.0 <= l.2 {
            return Some(false);
        }
        let Some(&stated) = self.ids.get(left) else { return Some(true) };
        let number = self.number(stated);
        let kind = self.truth.figures[stated].gold.kind.as_str();
        if number.is_approximate || !(right.contains('/') || right.contains('*') && kind != "count") {
            return Some(true);
        }
        // A quotient or product is right when it rounds, or cuts off, to what is printed.
        let step = if number.half.is_zero() { Decimal::ONE } else { number.half * Decimal::TWO };
        let step = step.checked_mul(scales.of_kind(kind))?;
        let places = r.1.checked_div(step)?;
        let fits =
            |strategy| places.round_dp_with_strategy(0, strategy).checked_mul(step).is_some_and(|value| value == l.1);
        Some(!fits(RoundingStrategy::MidpointAwayFromZero) && !fits(RoundingStrategy::ToZero))
    }

    /// Relations that the truth writes without a formula.
    fn in_words(&self, relation: &Relation, formula: &str) -> Option<bool> {
        let changed = |&n: &usize| self.number(n).value != self.truth.figures[n].gold.value;
        let pair = match relation.figures[..] {
            [a, b] => Some((self.number(a), self.number(b), self.original(a)?, self.original(b)?)),
            _ => None,
        };
        match (relation.kind.as_str(), pair) {
            ("item_count", _) => Some(relation.figures.iter().any(changed)),
            ("percent_total", _) => {
                let (low, _, high) = self.evaluate(formula, &Scales::of(self.truth, relation))?;
                Some(low > Decimal::ONE_HUNDRED || high < Decimal::ONE_HUNDRED)
            }
            // Who is more, and who spent more, stays so.
            ("order" | "wording", Some((a, b, was_a, was_b))) => Some(a.value?.cmp(&b.value?) != was_a.cmp(&was_b)),
            ("grim", Some((percent, n, ..))) => {
                let (percent, n, half) = (percent.value?, n.value?, percent.half);
                let low = ((percent - half).checked_mul(n)? / Decimal::ONE_HUNDRED).ceil();
                let high = (percent + half).checked_mul(n)? / Decimal::ONE_HUNDRED;
                Some(low > high)
            }
            _ => None,
        }
    }

    fn original(&self, n: usize) -> Option<Decimal> {
        self.truth.figures[n].gold.value
    }

    fn evaluate(&self, formula: &str, scales: &Scales) -> Option<Span3> {
        let mut parser = Parser { numbers: self, scales, rest: formula };
        let value = parser.sum()?;
        parser.rest.is_empty().then_some(value)
    }
}

fn split(formula: &str) -> Option<(&str, &str, &str)> {
    let at = formula.find(['<', '>', '='])?;
    let length = if formula[at + 1..].starts_with('=') { 2 } else { 1 };
    let (left, sign, right) = (&formula[..at], &formula[at..at + length], &formula[at + length..]);
    (!right.contains(['<', '>', '='])).then_some((left, sign, right))
}

/// Units in which a formula is reckoned: 元 where a price is in it, fractions of one where not all is percentages.
struct Scales {
    percent: Decimal,
    amount: Decimal,
}

impl Scales {
    fn of(truth: &Truth, relation: &Relation) -> Self {
        let kinds = || relation.figures.iter().map(|&n| truth.figures[n].gold.kind.as_str());
        let all_percent = kinds().all(|kind| matches!(kind, "percentage" | "percentage_points"));
        Self {
            percent: if all_percent { Decimal::ONE } else { Decimal::new(1, 2) },
            amount: if kinds().any(|kind| kind == "rate") { Decimal::from(10_000) } else { Decimal::ONE },
        }
    }

    fn of_kind(&self, kind: &str) -> Decimal {
        match kind {
            "percentage" => self.percent,
            "amount" => self.amount,
            _ => Decimal::ONE,
        }
    }
}

struct Parser<'a> {
    numbers: &'a Numbers<'a>,
    scales: &'a Scales,
    rest: &'a str,
}

impl Parser<'_> {
    fn take(&mut self, signs: [char; 2]) -> Option<char> {
        let sign = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = &self.rest[1..];
        Some(sign)
    }

    fn sum(&mut self) -> Option<Span3> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(['+', '-']) {
            let (low, middle, high) = self.product()?;
            value = match sign {
                '+' => (value.0.checked_add(low)?, value.1.checked_add(middle)?, value.2.checked_add(high)?),
                _ => (value.0.checked_sub(high)?, value.1.checked_sub(middle)?, value.2.checked_sub(low)?),
            };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Span3> {
        let mut value = self.atom()?;
        while let Some(sign) = self.take(['*', '/']) {
            let other = self.atom()?;
            let combine = |a: Decimal, b: Decimal| if sign == '*' { a.checked_mul(b) } else { a.checked_div(b) };
            if sign == '/' && other.0 <= Decimal::ZERO && other.2 >= Decimal::ZERO {
                return None;
            }
            let middle = combine(value.1, other.1)?;
            let ends = [
                combine(value.0, other.0)?,
                combine(value.0, other.2)?,
                combine(value.2, other.0)?,
                combine(value.2, other.2)?,
            ];
            value = (*ends.iter().min()?, middle, *ends.iter().max()?);
        }
        Some(value)
    }

    fn atom(&mut self) -> Option<Span3> {
        let first = self.rest.chars().next()?;
        if self.take(['(', '(']).is_some() {
            let value = self.sum()?;
            self.take([')', ')'])?;
            return Some(value);
        }
        if self.take(['-', '-']).is_some() {
            let (low, middle, high) = self.atom()?;
            return Some((-high, -middle, -low));
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_number = |c: char| c.is_ascii_digit() || c == '.';
        if first.is_ascii_digit() {
            let end = self.rest.find(|c| !is_number(c)).unwrap_or(self.rest.len());
            let mut number: Decimal = self.rest[..end].parse().ok()?;
            self.rest = &self.rest[end..];
            if self.take(['%', '%']).is_some() {
                number /= Decimal::ONE_HUNDRED;
            }
            return Some((number, number, number));
        }
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let n = *self.numbers.ids.get(&self.rest[..end])?;
        self.rest = &self.rest[end..];
        self.figure(n)
    }

    fn figure(&self, n: usize) -> Option<Span3> {
        let number = self.numbers.number(n);
        let factor = self.scales.of_kind(&self.numbers.truth.figures[n].gold.kind);
        let (low, middle, high) = if number.is_approximate {
            let (low, high) = (number.low.unwrap_or(-FAR), number.high.unwrap_or(FAR));
            (low, number.value.unwrap_or((low + high) / Decimal::TWO), high)
        } else {
            let value = number.value?;
            (value - number.half, value, value + number.half)
        };
        Some((low.checked_mul(factor)?, middle.checked_mul(factor)?, high.checked_mul(factor)?))
    }
}
