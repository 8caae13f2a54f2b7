//! Many files: found, read in parallel, kept safe on disk, put together.
//!
//! ```text
//! walk → Input… ─batch→ Unit per file on disk ─across→ findings between reports ─tables/list/page→ output
//! ```
//!
//! A finished file is one unit on disk; everything else is made from units in order of the names. So a run
//! can be killed at any moment and repeated, and the result depends on neither threads nor the order of files.

mod across;
mod audit;
mod batch;
mod budget;
mod comparison;
mod convert;
mod error;
mod file;
mod jobs;
mod list;
mod ordered;
mod page;
mod progress;
mod store;
mod summary;
mod tables;
mod unit;
mod walk;

pub use across::rules;
pub use audit::{Audit, AuditRequest, Target, audit};
pub use batch::{Entry, Settings};
pub use comparison::{Comparison, Side};
pub use convert::{Format, Request, convert};
pub use error::ArchiveError;
pub use progress::Progress;
pub use summary::Summary;
pub use unit::{Digest, Outcome};
pub use walk::{Input, walk};
