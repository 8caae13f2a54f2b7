use super::Cell;

/// 列说明. What the documentation and every output say about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Name in files and SQL.
    pub name: &'static str,
    /// Unit of its values, in Chinese; empty where it has none.
    pub unit: &'static str,
    /// Type of its values.
    pub ty: Type,
    /// What it says, in Chinese.
    pub comment: &'static str,
}

/// 列类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// Whole number of 64 bits.
    Integer,
    /// Exact number, 38 digits, 10 of them after the point.
    Decimal,
    /// Yes or no.
    Boolean,
}

impl Type {
    /// Name in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Integer => "整数",
            Self::Decimal => "小数 (38,10)",
            Self::Boolean => "是否",
        }
    }

    /// Name in SQL.
    #[must_use]
    pub fn sql(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Integer => "BIGINT",
            Self::Decimal => "DECIMAL(38,10)",
            Self::Boolean => "BOOLEAN",
        }
    }
}

/// A column of rows made from `S`, with the place its values come from.
pub(super) struct Column<S> {
    pub(super) info: ColumnInfo,
    pub(super) get: S,
}

impl<S> Column<S> {
    /// One line of a table.
    pub(super) const fn new(
        name: &'static str,
        unit: &'static str,
        ty: Type,
        comment: &'static str,
        get: S,
    ) -> Column<S> {
        Self { info: ColumnInfo { name, unit, ty, comment }, get }
    }
}

/// Value of a column in the `n`-th row that a report gives.
pub(super) type OfReport = for<'a> fn(&'a super::Reported<'a>, usize) -> Cell<'a>;
