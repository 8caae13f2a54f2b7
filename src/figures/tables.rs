//! 表格. Cells → figures: header paths, row labels, units announced for a block.

mod bands;
mod codes;
mod columns;
mod content;
mod figures;
mod labelled;
mod layout;
mod measure;
mod reading;
mod rows;
mod surroundings;
mod words;

use crate::outline::SectionId;

use super::extract::Reader;
use layout::Layout;
use reading::{Reading, Table};
use surroundings::Surroundings;

/// Reads the cells of one table.
pub(super) fn read(reader: &mut Reader<'_>, index: u32, section: SectionId) {
    let document = reader.document;
    let Some(table) = document.tables.get(index as usize) else { return };
    let Some(layout) = Layout::new(document, table) else { return };
    let bands = bands::find(&layout);
    let surroundings = Surroundings::of(document, &layout, &bands, table.span);
    let table_of_figures = Table { index, section, layout: &layout, surroundings: &surroundings };
    let mut reading = Reading::new(reader, table_of_figures);
    for band in &bands {
        reading.band(band);
    }
    reading.finish(table.span);
}
