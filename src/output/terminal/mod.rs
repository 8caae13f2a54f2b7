//! Text for people: the list of an audit, and the phases as `gouji show` prints them.

mod audit;
pub(super) mod layout;
mod quote;
mod show;

pub use audit::{between, report, summary};
pub use layout::Style;
pub use show::{figures, outline, relations};
