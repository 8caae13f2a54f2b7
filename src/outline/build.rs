use crate::document::Document;
use crate::text::Span;

use super::{Metadata, Outline, Section, SectionId};

/// Finds the section tree. Never fails: a text without numbering is one root section.
#[must_use]
pub fn parse(document: &Document) -> Outline {
    let root = Section {
        id: SectionId(0),
        parent: None,
        children: Vec::new(),
        number: None,
        path: Vec::new(),
        title: String::new(),
        heading: Span::default(),
        span: Span::new(0, document.text.len()),
        body: document.blocks.iter().map(|b| b.span).collect(),
    };
    Outline {
        sections: vec![root],
        items: Vec::new(),
        metadata: Metadata::default(),
        set_aside: Vec::new(),
        notes: Vec::new(),
    }
}
