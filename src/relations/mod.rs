//! [`Report`] → [`Relations`]: the claims that a report makes about its own figures.
//!
//! A rule finds claims and words the finding; it never compares numbers.

pub mod calendar;
pub mod chart;
mod discover;
mod expression;
mod group;
pub mod identity;
mod listing;
mod near;
pub mod printed;
mod relation;
mod report;
pub mod roles;
mod rule;
pub mod rules;
mod sieve;
mod told;
mod years;

pub use discover::{discover, ordered};
pub use expression::{Expr, Term};
pub use group::{Completeness, Group, Origin};
pub use listing::Listing;
pub use relation::{
    Broken, Claim, Grade, Judged, Kin, Relation, RelationId, RelationKind, Relations, Severity, Strength, Undecided,
};
pub use report::{Report, is_level, same_unit};
pub use rule::{Example, Rule, RuleDoc};
