use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

/// Places after the point of every decimal column; values with more (long quotients) are rounded to them.
pub const DECIMAL_SCALE: u32 = 10;

/// 单元值. One value of a flat row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Not known, or does not apply.
    Null,
    /// Words; the empty text is the same as [`Cell::Null`].
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// An exact number.
    Decimal(Decimal),
    /// Yes or no.
    Boolean(bool),
}

/// As every text table writes it: nothing for null, digits without separators, `true`, `false`.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Decimal(d) => write!(f, "{}", d.round_dp(DECIMAL_SCALE).normalize()),
            Self::Boolean(b) => write!(f, "{b}"),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(Cow::Borrowed(text)) }
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(Cow::Owned(text)) }
    }
}

impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        i64::try_from(n).map_or(Self::Null, Self::Integer)
    }
}

impl From<u16> for Cell<'_> {
    fn from(n: u16) -> Self {
        Self::Integer(n.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(n: u32) -> Self {
        Self::Integer(n.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(n: u64) -> Self {
        i64::try_from(n).map_or(Self::Null, Self::Integer)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(d: Decimal) -> Self {
        Self::Decimal(d)
    }
}

impl From<bool> for Cell<'_> {
    fn from(b: bool) -> Self {
        Self::Boolean(b)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: impl Into<Cell<'static>>) -> String {
        cell.into().to_string()
    }

    #[test]
    fn numbers_are_plain_and_exact() {
        let long: Decimal = "84.688100000000000000000004".parse().unwrap();
        assert_eq!(written(long), "84.6881");
        assert_eq!(written("4076.110".parse::<Decimal>().unwrap()), "4076.11");
        assert_eq!(written("600".parse::<Decimal>().unwrap()), "600");
        assert_eq!((written(true), written(None::<u16>), written("")), ("true".into(), String::new(), String::new()));
    }
}
