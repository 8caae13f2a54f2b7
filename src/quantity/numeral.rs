//! Numerals: `1,234.5` · 一百二十 · 叁万伍仟 → exact value and printed precision.
