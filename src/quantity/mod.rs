//! Exact numbers: numerals of every script, units, and the interval that a printed number stands for.

mod interval;
#[cfg(test)]
mod interval_tests;
pub mod numeral;
mod rounding;
pub mod unit;

pub use interval::{Bound, Interval};
pub use rust_decimal::Decimal;
