//! One line of arithmetic in the printed unit: `609.55 + 238.13 = 847.68 ≠ 847.86，差 0.18 万元`.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Direction, Kind};
use crate::relations::{Claim, Expr, Judged, Relation, Report, Term, printed};

/// 印出单位. How numbers of one relation are shown.
struct Scale<'a> {
    report: &'a Report<'a>,
    /// Base units in one shown unit: 10 000 for 万元.
    factor: Decimal,
    unit: Cow<'a, str>,
    /// Decimals of the stated number in that unit.
    n_decimals: u32,
    kind: Kind,
    /// Operands of another unit carry their own.
    is_mixed: bool,
}

/// How many decimals a computed value is shown with.
#[derive(Clone, Copy)]
enum Digits {
    /// A quotient or product: as many as the stated number has.
    AsStated,
    /// A sum: all it has.
    All,
}

impl Digits {
    fn of(expr: &Expr) -> Self {
        if expr.is_rounded_when_printed() { Self::AsStated } else { Self::All }
    }

    /// The least number of decimals for a value.
    fn least(self, value: Decimal) -> u32 {
        match self {
            Self::AsStated => 0,
            Self::All => value.normalize().scale().min(6),
        }
    }
}

/// The line for a broken relation; empty where no arithmetic is involved.
pub(super) fn line(report: &Report<'_>, relation: &Relation, judged: &Judged) -> String {
    let Some(scale) = Scale::of(report, relation) else { return String::new() };
    let print = |expr: &Expr| expr.print(&|term| scale.term(term));
    let value = |expr: &Expr| scale.value(judged, Digits::of(expr));
    let gap = |name: &str, expr: &Expr| {
        judged.difference.map_or_else(String::new, |d| format!("，{name} {}", scale.gap(d, Digits::of(expr))))
    };
    match &relation.claim {
        Claim::Equal(a, b) => {
            let is_right = matches!(b, Expr::Constant(_)) || is_single(a) && !is_single(b);
            let (computed, stated) = if is_right { (b, a) } else { (a, b) };
            let sum = if is_single(computed) { String::new() } else { format!(" = {}", value(computed)) };
            format!("{}{sum} ≠ {}{}", print(computed), print(stated), gap("差", computed))
        }
        Claim::AtMost(a, b) => {
            let sum = if is_single(a) { String::new() } else { format!(" = {}", value(a)) };
            format!("{}{sum} ＞ {}{}", print(a), print(b), gap("超出", a))
        }
        Claim::Goes(expr, direction) => {
            let asked = match direction {
                Direction::Up => "应为增加",
                Direction::Down => "应为减少",
                Direction::Flat => "应为持平",
            };
            format!("{} = {}，{asked}", print(expr), value(expr))
        }
        Claim::NotZero(expr) => format!("{} = {}，不能作基数", print(expr), value(expr)),
        Claim::Whole(expr) => format!("{} 不是非负整数", print(expr)),
        Claim::Fraction { percent, n } => {
            format!(
                "{} × {} 不是整数，最接近的可能值为 {}",
                print(percent),
                print(n),
                scale.value(judged, Digits::AsStated)
            )
        }
        Claim::Text(_) => String::new(),
    }
}

impl<'a> Scale<'a> {
    /// The scale of the stated figure, or of the first one.
    fn of(report: &'a Report<'a>, relation: &Relation) -> Option<Self> {
        let leading = report.figure(relation.stated.or(relation.figures.first().copied())?);
        let is_mixed = relation.figures.iter().any(|&id| {
            let figure = report.figure(id);
            figure.kind != leading.kind || printed::unit(report, figure) != printed::unit(report, leading)
        });
        Some(Self {
            report,
            factor: printed::factor(report, leading),
            unit: printed::unit(report, leading),
            n_decimals: printed::n_decimals(report, leading),
            kind: leading.kind,
            is_mixed,
        })
    }

    /// A figure as printed, in half-width digits without separators; with its unit where units differ.
    fn term(&self, term: Term) -> String {
        let id = match term {
            Term::Figure(id) => id,
            Term::Constant(value) if self.kind == Kind::Percentage => return format!("{}%", value.normalize()),
            Term::Constant(value) => return value.normalize().to_string(),
        };
        let figure = self.report.figure(id);
        let Some(value) = printed::shown(self.report, figure, figure.value) else {
            return printed::quote(self.report, id);
        };
        let number = signed(value, printed::n_decimals(self.report, figure));
        let unit = printed::unit(self.report, figure);
        if self.is_mixed || figure.kind == Kind::Percentage { format!("{number}{unit}") } else { number }
    }

    /// The computed value, with more decimals where fewer would hide the difference.
    fn value(&self, judged: &Judged, digits: Digits) -> String {
        let Some(computed) = judged.computed else { return "？".to_owned() };
        let shown = computed / self.factor;
        let stated = judged.stated.map(|s| s / self.factor);
        let least = digits.least(shown);
        let n_decimals = self.decimals_that(|n| n >= least && Some(rounded(shown, n)) != stated);
        let unit = if self.is_mixed || self.kind == Kind::Percentage { &*self.unit } else { "" };
        format!("{}{unit}", signed(rounded(shown, n_decimals), n_decimals))
    }

    /// As few decimals as will do, but no fewer than the stated number has.
    fn decimals_that(&self, will_do: impl Fn(u32) -> bool) -> u32 {
        (self.n_decimals..=Decimal::MAX_SCALE).find(|&n| will_do(n)).unwrap_or(self.n_decimals)
    }

    fn gap(&self, difference: Decimal, digits: Digits) -> String {
        let shown = (difference / self.factor).abs();
        let n_decimals = self.decimals_that(|n| n >= digits.least(shown) && !rounded(shown, n).is_zero());
        let unit = if self.kind == Kind::Percentage { "个百分点" } else { &*self.unit };
        let space = if self.kind == Kind::Percentage || unit.is_empty() { "" } else { " " };
        format!("{:.*}{space}{unit}", n_decimals as usize, rounded(shown, n_decimals))
    }
}

fn rounded(value: Decimal, n_decimals: u32) -> Decimal {
    value.round_dp_with_strategy(n_decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Whether nothing is to be worked out.
fn is_single(expr: &Expr) -> bool {
    match expr {
        Expr::Figure(_) | Expr::Constant(_) => true,
        Expr::Sum(parts) | Expr::Product(parts) => parts.len() == 1 && is_single(&parts[0]),
        _ => false,
    }
}

/// With a true minus sign, and none on zero.
fn signed(value: Decimal, n_decimals: u32) -> String {
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    format!("{sign}{:.*}", n_decimals as usize, value.abs())
}
