//! [`Review`](crate::review::Review) → bytes.

pub mod arithmetic;
pub mod coverage;
pub mod json;
pub mod place;
pub mod schema;
pub mod terminal;
