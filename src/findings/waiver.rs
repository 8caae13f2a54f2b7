use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// 豁免. A finding that was looked at and accepted, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// Last day on which it counts; `None` counts for ever.
    #[serde(default)]
    pub until: Option<Day>,
}

/// 日期. A day of the calendar: year, month, day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(u16, u8, u8);

/// 豁免清单. What the waivers of a file say on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers {
    waivers: Vec<Waiver>,
    today: Option<Day>,
}

/// 豁免清单错误. Why a file of waivers could not be read, with its place; in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverError(String);

impl Waivers {
    /// Reads `[[waiver]]` tables with `fingerprint`, `reason` and, if it ends, `until`.
    ///
    /// # Errors
    /// When the text is no TOML, a field is missing or unknown, a reason is empty, or a day is none.
    pub fn read(text: &str, today: Day) -> Result<Self, WaiverError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            waiver: Vec<Waiver>,
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let place = line.map(|n| format!("第{n}行")).unwrap_or_default();
            WaiverError(format!("{place}{}", in_chinese(error.message())))
        })?;
        if let Some(waiver) = file.waiver.iter().find(|waiver| waiver.reason.trim().is_empty()) {
            return Err(WaiverError(format!("豁免 {} 没有写理由（reason）", waiver.fingerprint)));
        }
        Ok(Self { waivers: file.waiver, today: Some(today) })
    }

    /// The waiver that accepts a finding today.
    #[must_use]
    pub fn accepting(&self, fingerprint: &str) -> Option<&Waiver> {
        self.waivers.iter().find(|w| w.fingerprint == fingerprint && !self.is_over(w))
    }

    /// Waivers that do nothing any more: over, or of a finding that is not among `fingerprints`.
    #[must_use]
    pub fn stale(&self, fingerprints: &dyn Fn(&str) -> bool) -> Vec<&Waiver> {
        self.waivers.iter().filter(|w| self.is_over(w) || !fingerprints(&w.fingerprint)).collect()
    }

    /// Whether its last day has passed.
    #[must_use]
    pub fn is_over(&self, waiver: &Waiver) -> bool {
        waiver.until.zip(self.today).is_some_and(|(until, today)| until < today)
    }
}

/// What is wrong with a file of waivers; the parser says it in English.
fn in_chinese(message: &str) -> String {
    let word = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        format!("的豁免缺少 {word}；每条要有 fingerprint 和 reason")
    } else if message.starts_with("unknown field") {
        format!("没有“{word}”这一项；可以写 fingerprint、reason、until")
    } else if message.is_ascii() {
        format!("不合 TOML 的写法（{}）", message.lines().next().unwrap_or_default())
    } else {
        message.to_owned()
    }
}

impl Day {
    /// A day; `None` when the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1..=days).contains(&day).then_some(Self(year, month, day))
    }

    /// The day of a number of seconds since 1970, in UTC.
    #[must_use]
    pub fn of_unix_time(seconds: u64) -> Self {
        let mut left = seconds / 86_400;
        let mut year = 1970;
        let mut month = 1;
        loop {
            let day = (28..=31).rev().find(|&day| Self::new(year, month, day).is_some()).unwrap_or(31);
            match left.checked_sub(u64::from(day)) {
                Some(rest) => left = rest,
                None => return Self(year, month, left.to_le_bytes()[0] + 1),
            }
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
    }
}

impl FromStr for Day {
    type Err = WaiverError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let mut next = |width| parts.next().filter(|part| part.len() == width);
        let day = (|| Self::new(next(4)?.parse().ok()?, next(2)?.parse().ok()?, next(2)?.parse().ok()?))();
        day.ok_or_else(|| WaiverError(format!("“{text}”不是日期；应写成 2026-12-31")))
    }
}

impl TryFrom<String> for Day {
    type Error = WaiverError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(year, month, day) = self;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for WaiverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WaiverError {}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
[[waiver]]
fingerprint = "00000000000000aa"
reason = "两处口径不同，财政所已说明"

[[waiver]]
fingerprint = "00000000000000bb"
reason = "待补充材料"
until = "2024-02-29"
"#;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn waivers_count_until_their_last_day() {
        let on = |today| Waivers::read(FILE, day(today)).unwrap();
        assert!(on("2024-02-29").accepting("00000000000000bb").is_some());
        assert!(on("2024-03-01").accepting("00000000000000bb").is_none());
        assert_eq!(on("2031-01-01").accepting("00000000000000aa").unwrap().reason, "两处口径不同，财政所已说明");
        let stale = |today| on(today).stale(&|f| f.ends_with("bb")).len();
        assert_eq!((stale("2024-02-29"), stale("2024-03-01")), (1, 2));
    }

    #[test]
    fn errors_name_the_place() {
        let error = |text| Waivers::read(text, day("2024-01-01")).unwrap_err().to_string();
        assert!(error("[[waiver]]\nfingerprint = \"a\"\nreson = \"b\"").starts_with("第3行没有“reson”"));
        assert!(error("[[waiver]]\nfingerprint = \"a\"\nreason = \" \"").contains("没有写理由"));
        assert!(error("[[waiver]]\nfingerprint=\"a\"\nreason=\"b\"\nuntil=\"2023-02-29\"").contains("不是日期"));
    }

    #[test]
    fn days_of_the_clock() {
        assert_eq!(Day::of_unix_time(0), day("1970-01-01"));
        assert_eq!(Day::of_unix_time(951_782_399), day("2000-02-28"));
        assert_eq!(Day::of_unix_time(951_782_400), day("2000-02-29"));
        assert_eq!(Day::of_unix_time(1_798_761_599).to_string(), "2026-12-31");
    }
}
