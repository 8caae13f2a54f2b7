//! Tables: header paths, row labels, units announced for a block.

use crate::document::Document;
use crate::outline::SectionId;

use super::Figures;

/// Reads the cells of one table.
pub(super) fn read(_document: &Document, _table: u32, _section: SectionId, _out: &mut Figures) {}
