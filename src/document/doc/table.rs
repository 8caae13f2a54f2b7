//! Borders and merges of the cells of a row, which stand in the mark at its end.

use crate::document::rows::{Definition, Merge};

use super::bytes::{i16_at, u16_at};
use super::properties::modifiers;

/// Reads the modifiers of the mark at the end of a row.
pub(super) fn definition(bytes: &[u8]) -> Definition {
    let mut definition = Definition::default();
    for (code, operand) in modifiers(bytes) {
        match code {
            0xD608 => {
                let n = usize::from(operand.first().copied().unwrap_or(0));
                definition.borders = (0..=n).filter_map(|k| i16_at(operand, 1 + 2 * k)).map(i32::from).collect();
                let cells = 1 + 2 * (n + 1);
                let merge = |flags: u16| Merge { left: flags & 2 != 0, up: flags & 0x60 == 0x20 };
                definition.merges = (0..n).map(|k| merge(u16_at(operand, cells + 20 * k).unwrap_or(0))).collect();
            }
            // A range of cells merged from left to right.
            0x5624 => {
                if let [first, last, ..] = *operand {
                    let range = usize::from(first) + 1..usize::from(last);
                    for (n, merge) in definition.merges.iter_mut().enumerate() {
                        merge.left |= range.contains(&n);
                    }
                }
            }
            // One cell merged from above: 1 goes on, 3 begins.
            0xD62B => {
                if let [n, how, ..] = *operand
                    && let Some(merge) = definition.merges.get_mut(usize::from(n))
                {
                    merge.up = how & 3 == 1;
                }
            }
            _ => {}
        }
    }
    definition
}
