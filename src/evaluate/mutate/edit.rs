use crate::text::Span;

/// 改动. Pieces of a text replaced by others, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Edits(Vec<(Span, String)>);

impl Edits {
    pub(in crate::evaluate) fn new(mut pieces: Vec<(Span, String)>) -> Self {
        pieces.sort_by_key(|(span, _)| *span);
        Self(pieces)
    }

    pub(in crate::evaluate) fn apply(&self, text: &str) -> String {
        let mut made = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for (span, new) in &self.0 {
            made.push_str(&text[at..span.start as usize]);
            made.push_str(new);
            at = span.end as usize;
        }
        made.push_str(&text[at..]);
        made
    }

    /// Where a span of the old text stands in the new; the parts that were replaced are stretched with it.
    pub(super) fn moved(&self, span: Span) -> Span {
        Span::new(self.at(span.start as usize, false), self.at(span.end as usize, true))
    }

    fn at(&self, old: usize, is_end: bool) -> usize {
        let (mut added, mut removed) = (0, 0);
        for (span, new) in &self.0 {
            let (start, end) = (span.start as usize, span.end as usize);
            if old >= end && old > start {
                added += new.len();
                removed += span.len();
            } else if old > start {
                let place = if is_end { start + new.len() } else { start };
                return place + added - removed;
            }
        }
        old + added - removed
    }

    /// The replaced pieces, where they stand in the new text.
    pub(super) fn places(&self) -> Vec<Span> {
        self.0.iter().map(|(span, _)| self.moved(*span)).collect()
    }

    /// What was replaced by what, for people.
    pub(super) fn describe(&self, text: &str) -> String {
        let show =
            |(span, new): &(Span, String)| format!("{}→{}", span.of(text), if new.is_empty() { "（删）" } else { new });
        self.0.iter().map(show).collect::<Vec<_>>().join("，")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_move_with_the_text() {
        let text = "a12万元b3元c";
        let edits = Edits::new(vec![(Span::new(1, 3), "1.25".to_owned()), (Span::new(10, 11), String::new())]);
        let made = edits.apply(text);
        assert_eq!(made, "a1.25万元b元c");
        assert_eq!(edits.moved(Span::new(1, 9)).of(&made), "1.25万元");
        assert_eq!(edits.moved(Span::new(9, 10)).of(&made), "b");
        assert_eq!(edits.moved(Span::new(14, 15)).of(&made), "c");
        assert_eq!(edits.places()[0].of(&made), "1.25");
        assert!(edits.places()[1].is_empty());
    }
}
