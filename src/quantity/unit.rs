//! Units and measure words.
