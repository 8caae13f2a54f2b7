//! [`Document`](crate::document::Document) → [`Outline`]: the numbered section tree, and what is not part of the report.

mod build;
mod metadata;
mod section;

pub use build::parse;
pub use metadata::{Metadata, ReportKind};
pub use section::{Item, Number, NumberStyle, Outline, Section, SectionId};
