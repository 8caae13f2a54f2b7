use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::quantity::Interval;

use super::Undecided;

/// 算式. Arithmetic over figures, evaluated in base units (元; % as the printed number).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A figure of the report.
    Figure(FigureId),
    /// A number that the rule brings: 100 for percentages, a count of listed items.
    Constant(Decimal),
    /// a + b + …
    Sum(Vec<Expr>),
    /// a − b
    Difference(Box<Expr>, Box<Expr>),
    /// a × b × …
    Product(Vec<Expr>),
    /// a ÷ b
    Quotient(Box<Expr>, Box<Expr>),
    /// |a|: a fall is printed without sign
    Magnitude(Box<Expr>),
}

impl Expr {
    /// The sum of figures.
    #[must_use]
    pub fn sum(figures: impl IntoIterator<Item = FigureId>) -> Self {
        Self::Sum(figures.into_iter().map(Self::Figure).collect())
    }

    /// a − b.
    #[must_use]
    pub fn difference(a: Self, b: Self) -> Self {
        Self::Difference(Box::new(a), Box::new(b))
    }

    /// a ÷ b.
    #[must_use]
    pub fn quotient(a: Self, b: Self) -> Self {
        Self::Quotient(Box::new(a), Box::new(b))
    }

    /// a ÷ b × 100.
    #[must_use]
    pub fn percent(a: Self, b: Self) -> Self {
        Self::Product(vec![Self::quotient(a, b), Self::Constant(Decimal::ONE_HUNDRED)])
    }

    /// Whether a figure stands in it.
    #[must_use]
    pub fn holds(&self, id: FigureId) -> bool {
        match self {
            Self::Figure(other) => *other == id,
            Self::Constant(_) => false,
            Self::Sum(parts) | Self::Product(parts) => parts.iter().any(|part| part.holds(id)),
            Self::Difference(a, b) | Self::Quotient(a, b) => a.holds(id) || b.holds(id),
            Self::Magnitude(a) => a.holds(id),
        }
    }

    /// Every figure in it, in order, each as often as it occurs.
    pub fn figures(&self, into: &mut Vec<FigureId>) {
        match self {
            Self::Figure(id) => into.push(*id),
            Self::Constant(_) => {}
            Self::Sum(parts) | Self::Product(parts) => parts.iter().for_each(|p| p.figures(into)),
            Self::Difference(a, b) | Self::Quotient(a, b) => {
                a.figures(into);
                b.figures(into);
            }
            Self::Magnitude(a) => a.figures(into),
        }
    }

    /// Whether its value, unlike that of a sum, has more decimals than its operands and is printed rounded.
    #[must_use]
    pub fn is_rounded_when_printed(&self) -> bool {
        match self {
            Self::Figure(_) | Self::Constant(_) => false,
            Self::Quotient(..) | Self::Product(_) => true,
            Self::Sum(parts) => parts.iter().any(Self::is_rounded_when_printed),
            Self::Difference(a, b) => a.is_rounded_when_printed() || b.is_rounded_when_printed(),
            Self::Magnitude(a) => a.is_rounded_when_printed(),
        }
    }

    /// Every value it can have when each figure has any value of the interval that `read` gives for it, in base units.
    ///
    /// A figure that occurs twice counts as two, which widens a growth rate by second-order terms only.
    ///
    /// # Errors
    /// [`Undecided::ZeroBase`] for a denominator that is zero and nothing else, [`Undecided::OutOfRange`] beyond the
    /// exact range, and whatever `read` answers.
    pub fn evaluate(&self, read: &dyn Fn(FigureId) -> Result<Interval, Undecided>) -> Result<Interval, Undecided> {
        let fold = |parts: &[Self], first: Interval, step: fn(&Interval, &Interval) -> Option<Interval>| {
            parts
                .iter()
                .try_fold(first, |so_far, part| step(&so_far, &part.evaluate(read)?).ok_or(Undecided::OutOfRange))
        };
        match self {
            Self::Figure(id) => read(*id),
            Self::Constant(value) => Ok(Interval::point(*value)),
            Self::Sum(parts) => fold(parts, Interval::point(Decimal::ZERO), Interval::checked_add),
            Self::Product(parts) => fold(parts, Interval::point(Decimal::ONE), Interval::checked_mul),
            Self::Difference(a, b) => a.evaluate(read)?.checked_sub(&b.evaluate(read)?).ok_or(Undecided::OutOfRange),
            Self::Quotient(a, b) => {
                let (a, b) = (a.evaluate(read)?, b.evaluate(read)?);
                if b.as_point() == Some(Decimal::ZERO) {
                    return Err(Undecided::ZeroBase);
                }
                a.checked_div(&b).ok_or(Undecided::OutOfRange)
            }
            Self::Magnitude(a) => Ok(a.evaluate(read)?.magnitude()),
        }
    }

    /// As a line of arithmetic: `609.55 + 238.13`; `show` prints its numbers. Percentages leave out the `× 100`.
    #[must_use]
    pub fn print(&self, show: &dyn Fn(Term) -> String) -> String {
        self.print_at(Binding::Sum, show)
    }

    fn print_at(&self, around: Binding, show: &dyn Fn(Term) -> String) -> String {
        if let Some(inner) = self.negated() {
            return format!("−{}", inner.print_at(Binding::Divisor, show));
        }
        let (binding, text) = match self {
            Self::Figure(id) => return show(Term::Figure(*id)),
            Self::Constant(value) => return show(Term::Constant(*value)),
            Self::Product(parts) if parts.len() == 1 || self.is_percent() => return parts[0].print_at(around, show),
            Self::Sum(parts) if parts.len() == 1 => return parts[0].print_at(around, show),
            Self::Sum(parts) => (Binding::Sum, sum(parts, show)),
            Self::Product(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.print_at(Binding::Product, show)).collect();
                (Binding::Product, parts.join(" × "))
            }
            Self::Difference(a, b) => (Binding::Sum, difference(a, b, show)),
            Self::Quotient(a, b) => {
                let (a, b) = (a.print_at(Binding::Product, show), b.print_at(Binding::Divisor, show));
                (Binding::Product, format!("{a} ÷ {b}"))
            }
            Self::Magnitude(a) => return format!("|{}|", a.print_at(Binding::Sum, show)),
        };
        if binding.needs_brackets(around) { format!("({text})") } else { text }
    }

    /// What a fall is, written as nothing less something.
    fn negated(&self) -> Option<&Self> {
        match self {
            Self::Difference(a, b) if matches!(**a, Self::Constant(zero) if zero.is_zero()) => Some(b),
            _ => None,
        }
    }

    /// Whether it is a quotient in percent.
    fn is_percent(&self) -> bool {
        matches!(self, Self::Product(parts)
            if matches!(parts[..], [Self::Quotient(..), Self::Constant(hundred)] if hundred == Decimal::ONE_HUNDRED))
    }
}

/// 项. A number of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// A figure of the report.
    Figure(FigureId),
    /// A number that the rule brings.
    Constant(Decimal),
}

/// a + b − c.
fn sum(parts: &[Expr], show: &dyn Fn(Term) -> String) -> String {
    let mut line = String::new();
    for part in parts {
        if let Some(fall) = part.negated() {
            line.push_str(if line.is_empty() { "−" } else { " − " });
            line.push_str(&fall.print_at(Binding::Subtrahend, show));
        } else {
            line.push_str(if line.is_empty() { "" } else { " + " });
            line.push_str(&part.print_at(Binding::Sum, show));
        }
    }
    line
}

/// a − b, where less a fall is more.
fn difference(a: &Expr, b: &Expr, show: &dyn Fn(Term) -> String) -> String {
    let a = a.print_at(Binding::Sum, show);
    match b.negated() {
        Some(fall) => format!("{a} + {}", fall.print_at(Binding::Sum, show)),
        None => format!("{a} − {}", b.print_at(Binding::Subtrahend, show)),
    }
}

/// How tightly an operation holds its operands together, and where an operand stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    /// In a sum, or outermost.
    Sum,
    /// After a minus sign.
    Subtrahend,
    /// In a product, or before a division sign.
    Product,
    /// After a division sign.
    Divisor,
}

impl Binding {
    fn needs_brackets(self, around: Self) -> bool {
        match around {
            Self::Sum => false,
            Self::Subtrahend | Self::Product => self == Self::Sum,
            Self::Divisor => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(id: u32) -> Expr {
        Expr::Figure(FigureId(id))
    }

    fn print(expr: &Expr) -> String {
        expr.print(&|term| match term {
            Term::Figure(id) => ["356.20", "320.50", "9.1"][id.0 as usize].to_owned(),
            Term::Constant(value) => value.to_string(),
        })
    }

    #[test]
    fn prints_with_the_brackets_it_needs() {
        assert_eq!(print(&Expr::sum([FigureId(0), FigureId(1)])), "356.20 + 320.50");
        assert_eq!(print(&Expr::percent(Expr::difference(f(0), f(1)), f(1))), "(356.20 − 320.50) ÷ 320.50");
        assert_eq!(print(&Expr::difference(f(0), Expr::difference(f(1), f(2)))), "356.20 − (320.50 − 9.1)");
        assert_eq!(
            print(&Expr::difference(Expr::percent(f(0), f(1)), Expr::Constant(Decimal::ONE_HUNDRED))),
            "356.20 ÷ 320.50 − 100"
        );
        assert_eq!(print(&Expr::Product(vec![f(0), Expr::Constant(Decimal::from(12))])), "356.20 × 12");
        assert_eq!(
            print(&Expr::quotient(f(0), Expr::Magnitude(Box::new(Expr::difference(f(1), f(2)))))),
            "356.20 ÷ |320.50 − 9.1|"
        );
    }

    #[test]
    fn a_fall_has_a_minus() {
        let fall = |n| Expr::difference(Expr::Constant(Decimal::ZERO), f(n));
        assert_eq!(print(&Expr::Sum(vec![fall(0), f(1), fall(2)])), "−356.20 + 320.50 − 9.1");
        assert_eq!(print(&Expr::percent(fall(2), Expr::difference(f(0), fall(2)))), "−9.1 ÷ (356.20 + 9.1)");
    }

    #[test]
    fn a_zero_denominator_is_no_number() {
        let read = |id: FigureId| Ok(Interval::point(Decimal::from(id.0)));
        assert_eq!(Expr::quotient(f(1), f(0)).evaluate(&read), Err(Undecided::ZeroBase));
        assert_eq!(Expr::quotient(f(1), f(2)).evaluate(&read), Ok(Interval::point(Decimal::new(5, 1))));
        let huge = Expr::Product(vec![Expr::Constant(Decimal::MAX), f(2)]);
        assert_eq!(huge.evaluate(&read), Err(Undecided::OutOfRange));
    }
}
