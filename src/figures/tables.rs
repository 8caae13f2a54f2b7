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

use super::Kind;
use super::extract::Reader;
use layout::Layout;
use reading::{Reading, Table};
use surroundings::Surroundings;

pub(super) use measure::Measure;

/// Reads the cells of one table.
pub(super) fn read(reader: &mut Reader<'_>, index: u32, section: SectionId) {
    let document = reader.document;
    let Some(table) = document.tables.get(index as usize) else { return };
    let Some(layout) = Layout::new(document, table) else { return };
    let bands = bands::find(&layout);
    let mut surroundings = Surroundings::of(document, &layout, &bands, table.span);
    reader.money = surroundings.announced_money().or_else(|| reader.money.take());
    surroundings.money = reader.money.clone().or_else(|| of_the_text(reader));
    let table_of_figures = Table { index, section, layout: &layout, surroundings: &surroundings };
    let mut reading = Reading::new(reader, table_of_figures);
    for band in &bands {
        reading.band(band);
    }
    reading.finish(table.span);
}

/// The unit of a table that names none: 万元 where the text before prints all its amounts so.
fn of_the_text(reader: &Reader<'_>) -> Option<Measure> {
    /// Amounts that are looked at, and how few of them tell nothing.
    const NEAR: usize = 40;
    const FEW: usize = 3;
    let text = &reader.document.text;
    let printed = reader.out.figures.iter().rev().filter(|f| f.kind == Kind::Amount && f.cell.is_none());
    let units: Vec<&str> = printed.take(NEAR).map(|f| f.printed.unit.of(text)).collect();
    (units.len() >= FEW && units.iter().all(|&unit| unit == "万元")).then(|| Measure::parse("万元")).flatten()
}
