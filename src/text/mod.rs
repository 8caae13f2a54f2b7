//! Where something stands: byte spans inside, characters at the boundary.

mod positions;
pub mod script;
mod span;
pub mod words;

pub use positions::Positions;
pub use span::Span;
