use std::time::{SystemTime, UNIX_EPOCH};

use crate::findings::Day;

/// Today in UTC, or the day of `SOURCE_DATE_EPOCH`: only waivers that end need it.
pub(super) fn today() -> Day {
    let fixed = std::env::var_os("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.to_str()?.parse().ok());
    #[expect(clippy::disallowed_methods, reason = "whether a waiver is over depends on the day")]
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    Day::of_unix_time(fixed.unwrap_or_else(now))
}
