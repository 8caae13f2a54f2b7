//! [`Review`](crate::review::Review) → bytes.

pub mod arithmetic;
pub mod coverage;
pub mod csv;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod list;
pub mod parquet;
pub mod place;
pub mod record;
pub mod schema;
pub mod terminal;
pub mod xlsx;
