//! Exact numbers: numerals of every script, units, and the interval that a printed number stands for.

mod interval;
pub mod numeral;
pub mod unit;

pub use interval::{Bound, Interval};
pub use rust_decimal::Decimal;
