//! What the tests of the outline share.

use crate::document::from_text;

use super::parse;

/// The headings of a text in order: `[1, 2] 支出情况`.
pub(super) fn headings(text: &str) -> Vec<String> {
    let outline = parse(&from_text(text.to_owned(), "t"));
    outline.sections[1..].iter().map(|s| format!("{:?} {}", s.path, s.title)).collect()
}
