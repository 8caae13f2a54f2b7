//! [`Relations`](crate::relations::Relations) → [`Findings`]: one judge, and what an auditor can act on.

mod finding;
mod judge;
mod waiver;

pub use finding::{Evidence, Finding, Findings, Ledger, LedgerState, Suspect};
pub use judge::{JudgeSettings, judge};
pub use waiver::{Day, Waiver, WaiverError, Waivers};
