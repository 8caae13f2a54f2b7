//! [`Relations`](crate::relations::Relations) → [`Findings`]: one judge, and what an auditor can act on.

mod arithmetic;
mod assemble;
mod cause;
mod changes;
mod finding;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod grade;
#[cfg(test)]
mod grade_tests;
mod judge;
#[cfg(test)]
mod judge_tests;
mod ledger;
mod misread;
mod settle;
mod slips;
mod solve;
mod suspect;
mod values;
mod waiver;

pub use changes::{Changes, changes};
pub use finding::{Evidence, Finding, Findings, Suspect};
pub use judge::{JudgeSettings, judge};
pub use ledger::{Ledger, LedgerCounts, LedgerState};
pub use settle::settle;
pub use waiver::{Day, Waiver, WaiverError, Waivers};
