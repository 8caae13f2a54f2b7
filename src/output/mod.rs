//! [`Review`](crate::review::Review) → bytes.

pub mod arithmetic;
pub mod coverage;
pub mod diff;
pub mod json;
pub mod listing;
pub mod manual;
pub mod place;
pub mod sarif;
pub mod schema;
pub mod terminal;
