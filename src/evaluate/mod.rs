//! 评测: how good gouji is, measured on reports with the truth beside them.
//!
//! Truth comes from `gold.jsonl` (see `corpus/README.md`), never from the program.

mod align;
mod case;
mod compare;
pub mod generate;
mod gold;
mod json;
mod label;
pub mod mutate;
pub mod neutral;
mod oracle;
mod phase;
mod phases;
pub mod random;
mod score;
mod sheet;
mod table;
mod tally;
mod truth;

pub use case::{Case, Split, gather};
pub use compare::evaluate;
pub use gold::GoldError;
pub use json::json;
pub use phase::Phase;
pub use score::{Miss, Score};
pub use table::{misses, table};
pub use tally::Tally;
