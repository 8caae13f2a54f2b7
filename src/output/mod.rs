//! [`Review`](crate::review::Review) → bytes.

pub mod arithmetic;
pub mod audit_list;
pub mod csv;
pub mod diff;
pub mod grades;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod listing;
pub mod manual;
pub mod parquet;
pub mod place;
pub mod record;
pub mod sarif;
pub mod schema;
pub mod sql;
pub mod terminal;
pub mod xlsx;
