//! [`Relations`](crate::relations::Relations) → [`Findings`]: one judge, and what an auditor can act on.

mod arithmetic;
mod finding;
#[cfg(test)]
mod fixture;
mod grade;
#[cfg(test)]
mod grade_tests;
mod judge;
mod values;
mod waiver;

pub use finding::{Evidence, Finding, Findings, Ledger, LedgerState, Suspect};
pub use judge::{JudgeSettings, judge};
pub use waiver::{Day, Waiver, WaiverError, Waivers};
