//! [`Review`](crate::review::Review) → bytes.
