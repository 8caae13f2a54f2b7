//! Numerals and units at every place of any text.
#![no_main]

use gouji::quantity::numeral::{self, Reading};
use gouji::quantity::unit;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (at, _) in text.char_indices() {
        if let Reading::Numeral(numeral) = numeral::read(text, at) {
            assert!(numeral.end > at && text.is_char_boundary(numeral.end));
            assert!(numeral.upper.is_none_or(|upper| upper > numeral.value));
            // What stands before a numeral changes nothing; what stands behind does, where a line end or a blank parts
            // its digits: 97.1⏎2万元.
            assert!(matches!(numeral::read(&text[at..], 0), Reading::Numeral(again) if again.value == numeral.value));
            if !numeral.separated {
                assert_eq!(numeral::parse(&text[at..numeral.end]).map(|n| n.value), Some(numeral.value));
            }
        }
        if let Some((_, end)) = unit::read(text, at) {
            assert!(end > at && text.is_char_boundary(end));
        }
    }
});
