//! Figures of a unit, as far as the comparison of reports needs them.

use rust_decimal::Decimal;

use crate::output::csv;
use crate::output::record::Table;
use crate::quantity::{Bound, Interval};

/// 可比数据. One figure that has a name, out of a row of [`Table::Figures`].
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) figure_id: String,
    pub(super) section_id: String,
    pub(super) text: String,
    pub(super) value: Decimal,
    pub(super) interval: Interval,
    /// Calendar year that it belongs to.
    pub(super) year: Option<u16>,
    pub(super) moment: Moment,
    pub(super) key: Key,
    /// Place in characters.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// 可比口径. Figures with the same key say the same thing of their year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) indicator: String,
    pub(super) kind: String,
    pub(super) value_unit: String,
    pub(super) stage: String,
    pub(super) scope: String,
}

/// When within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Over the whole year.
    Year,
    /// At its start: what was carried over from the year before.
    Start,
    /// At its end.
    End,
}

/// Places of the columns that are read.
pub(super) struct Columns([usize; 19]);

impl Columns {
    pub(super) fn new(table: Table) -> Self {
        Self(
            [
                "figure_id",
                "section_id",
                "text",
                "value",
                "low",
                "low_open",
                "high",
                "high_open",
                "year",
                "period",
                "indicator",
                "kind",
                "value_unit",
                "stage",
                "scope",
                "role",
                "char_start",
                "char_end",
                "in_words",
            ]
            .map(|name| table.position(name)),
        )
    }

    /// The named figures of a report of `year`.
    pub(super) fn read(&self, rows: &[u8], year: u16) -> Result<Vec<Fact>, ::csv::Error> {
        let mut facts = Vec::new();
        csv::decode(rows, |row| facts.extend(Self::fact(|n| row.get(self.0[n]).unwrap_or_default(), year)))?;
        Ok(facts)
    }

    fn fact<'r>(field: impl Fn(usize) -> &'r str, report_year: u16) -> Option<Fact> {
        let decimal = |n: usize| field(n).parse::<Decimal>().ok();
        let bound = |n: usize| match (decimal(n), field(n + 1)) {
            (None, _) => Bound::Unbounded,
            (Some(v), "true") => Bound::Open(v),
            (Some(v), _) => Bound::Closed(v),
        };
        // Changes and rates of change are no levels; a base is last year's level.
        let (role, period) = (field(15), field(9));
        let indicator = plain_indicator(field(10));
        if indicator.is_empty() || matches!(role, "change" | "growth" | "from") || field(18) == "true" {
            return None;
        }
        let is_previous = role == "base" && period.is_empty();
        let moment = match period {
            "年初" => Moment::Start,
            "年末" => Moment::End,
            _ => Moment::Year,
        };
        Some(Fact {
            figure_id: field(0).to_owned(),
            section_id: field(1).to_owned(),
            text: field(2).to_owned(),
            value: decimal(3)?,
            interval: Interval { low: bound(4), high: bound(6) },
            year: if is_previous { report_year.checked_sub(1) } else { field(8).parse().ok() },
            moment,
            key: Key {
                indicator,
                kind: field(11).to_owned(),
                value_unit: field(12).to_owned(),
                stage: field(13).to_owned(),
                scope: field(14).to_owned(),
            },
            start: field(16).parse().ok()?,
            end: field(17).parse().ok()?,
        })
    }
}

/// The indicator without words that say when: 上年三公经费 is 三公经费, 年初结转和结余 and 年末结转和结余 are one
/// indicator at two moments.
fn plain_indicator(indicator: &str) -> String {
    const BEFORE: [&str; 9] = ["上年度", "上年", "去年", "本年度", "本年", "今年", "当年", "年初", "年末"];
    const AFTER: [&str; 4] = ["较上年", "比上年", "与上年相比", "同比"];
    let plain = BEFORE.iter().find_map(|word| indicator.strip_prefix(word)).unwrap_or(indicator);
    AFTER.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(plain).to_owned()
}

/// The facts of a key if they agree: the first of them.
pub(super) fn agreed<'f>(facts: &[&'f Fact]) -> Option<&'f Fact> {
    let (first, rest) = facts.split_first()?;
    rest.iter().all(|f| f.interval.meets(&first.interval)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_is_no_part_of_what() {
        for (printed, plain) in [
            ("上年三公经费", "三公经费"),
            ("年末结转和结余", "结转和结余"),
            ("项目支出较上年", "项目支出"),
            ("基本支出", "基本支出"),
            ("上年", ""),
        ] {
            assert_eq!(plain_indicator(printed), plain);
        }
    }
}
