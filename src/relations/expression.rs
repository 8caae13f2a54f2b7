use rust_decimal::Decimal;

use crate::figures::FigureId;

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
}
