//! How one author writes: numbers, marks, numbering, turns of phrase.

use crate::evaluate::random::Random;
use crate::outline::in_chinese;

/// 文风. Chosen once for a report.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// `1,234.56` rather than `1234.56`.
    separators: bool,
    /// `１２３４．５６％`
    wide: bool,
    /// Decimals of percentages.
    pub(super) places: u32,
    /// Marks: `，` or `,`.
    pub(super) comma: &'static str,
    pub(super) percent: &'static str,
    /// 其中： or 其中， or 包括
    pub(super) among: &'static str,
    pub(super) than: &'static str,
    numbering: usize,
    /// Lines are broken at a fixed width, as converters do.
    pub(super) wraps: bool,
    pub(super) indent: &'static str,
}

impl Style {
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            separators: random.chance(1, 5),
            wide: random.chance(1, 20),
            places: [1, 2, 2, 2][random.below(4)],
            comma: if random.chance(1, 12) { "," } else { "，" },
            percent: if random.chance(1, 6) { "％" } else { "%" },
            among: random.pick(&["其中：", "其中：", "其中，", "其中", "包括"]),
            than: random.pick(&["比上年", "较上年", "比上年决算数", "与上年相比，"]),
            numbering: random.below(4),
            wraps: random.chance(1, 12),
            indent: random.pick(&["", "", "　　", "    "]),
        }
    }

    /// A heading number of a level from 0.
    pub(super) fn number(&self, level: usize, n: usize) -> String {
        let chinese = in_chinese(n);
        match (self.numbering, level) {
            (3, 0) => format!("第{chinese}部分 "),
            (3, 1) | (_, 0) => format!("{chinese}、"),
            (3, 2) | (_, 1) => format!("（{chinese}）"),
            (1, 2) => format!("{n}、"),
            (_, 2) => format!("{n}."),
            _ => format!("（{n}）"),
        }
    }

    fn digits(&self, number: &str) -> String {
        let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
        let mut text = String::new();
        for (n, digit) in whole.chars().enumerate() {
            if self.separators && n > 0 && (whole.len() - n).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push('.');
            text.push_str(fraction);
        }
        if self.wide { widen(&text) } else { text }
    }

    /// Hundredths of 万元 as `12.34万元`.
    pub(super) fn money(&self, hundredths: i64) -> String {
        format!("{}万元", self.digits(&decimal(hundredths, 2)))
    }

    /// Yuan as `650元`.
    pub(super) fn yuan(&self, yuan: i64) -> String {
        format!("{}元", self.digits(&yuan.to_string()))
    }

    /// A whole number with its measure word.
    pub(super) fn count(&self, n: i64, unit: &str) -> String {
        format!("{}{unit}", self.digits(&n.to_string()))
    }

    /// `part` of `whole` in percent, rounded.
    pub(super) fn share(&self, part: i64, whole: i64) -> String {
        self.share_to(part, whole, self.places)
    }

    /// As [`share`](Self::share) with so many decimals.
    pub(super) fn share_to(&self, part: i64, whole: i64, places: u32) -> String {
        let scale = 10_i64.pow(places);
        let scaled = i128::from(part) * 100 * i128::from(scale);
        let rounded = (2 * scaled + i128::from(whole)) / (2 * i128::from(whole.max(1)));
        let rounded = i64::try_from(rounded).unwrap_or_default();
        format!("{}{}", self.digits(&decimal(rounded, places)), self.percent)
    }
}

/// `value / 10^places` with all its decimals.
pub(super) fn decimal(value: i64, places: u32) -> String {
    let scale = 10_i64.pow(places);
    if places == 0 {
        return value.to_string();
    }
    format!("{}.{:0width$}", value / scale, value % scale, width = places as usize)
}

pub(in crate::evaluate) fn widen(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_exactly() {
        let plain = Style { separators: true, wide: false, ..Style::new(&mut Random::new(1)) };
        assert_eq!(plain.money(123_456_705), "1,234,567.05万元");
        assert_eq!(Style { percent: "%", places: 2, ..plain.clone() }.share(1, 3), "33.33%");
        assert_eq!(Style { percent: "%", places: 1, wide: true, ..plain }.share(1, 16), "６．３%");
    }
}
