//! Text for people.

/// 显示方式. How text for people is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used.
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
}
