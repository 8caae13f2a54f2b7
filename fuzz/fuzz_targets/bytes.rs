//! Any bytes as a file: the format is found by content, so that one target reaches every reader.
#![no_main]

use gouji::document::{self, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { file_bytes: 1 << 20, text_bytes: 1 << 22, millis: 2_000, ..Limits::default() };
    for name in ["fuzz.txt", "fuzz.md", "fuzz.csv"] {
        if let Ok(document) = document::read(bytes, name, &limits) {
            let text = &document.text;
            document.blocks.iter().for_each(|block| assert!(text.get(block.span.range()).is_some()));
            assert!(document.blocks.is_sorted_by_key(|block| block.span.start));
            let cells = document.tables.iter().flat_map(|table| &table.cells);
            cells.for_each(|cell| assert!(text.get(cell.span.range()).is_some()));
        }
    }
});
