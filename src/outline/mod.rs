//! [`Document`](crate::document::Document) → [`Outline`]: the numbered section tree, and what is not part of the report.

mod aside;
mod bare;
mod build;
mod bystander;
mod contents;
mod dotted;
mod dropped;
#[cfg(test)]
mod fixture;
mod heading;
mod identify;
mod items;
mod known_titles;
mod mark;
mod metadata;
mod nesting;
mod ordinal;
mod parallel;
#[cfg(test)]
mod properties;
mod section;
mod sentences;
mod sequence;
mod title;
mod title_words;
mod unit;
mod vocabulary;
mod walk;

pub use build::parse;
pub use metadata::{Metadata, ReportKind};
pub use ordinal::in_chinese;
pub use section::{Item, ItemStyle, Number, NumberStyle, Outline, Section, SectionId};
pub use sequence::{SequenceDefect, SequenceDefectKind};
