use std::ops::Range;

/// 位置. A range of bytes of [`Document::text`](crate::document::Document), always on character boundaries.
///
/// Inside the program every position is in bytes; [`Positions`](super::Positions) turns them into
/// characters where they leave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`.
    ///
    /// # Panics
    /// If a position is beyond 4 GiB; [`read`](crate::document::read) refuses such documents.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).expect("documents are below 4 GiB");
        debug_assert!(start <= end, "span {start}..{end}");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that stands here.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_of_spans() {
        let (a, b) = (Span::new(3, 9), Span::new(6, 12));
        assert!(a.overlaps(b) && !a.contains(b) && a.contains(Span::new(6, 9)));
        assert_eq!(a.cover(b), Span::new(3, 12));
        assert_eq!(Span::new(3, 6).of("支出额"), "出");
    }
}
