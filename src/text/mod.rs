//! Where something stands: byte spans inside, characters at the boundary.

mod any_of;
mod positions;
pub mod script;
mod span;
pub mod words;

pub use any_of::{AnyOf, any_of};
pub use positions::Positions;
pub use span::Span;
