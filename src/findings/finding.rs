use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::outline::SectionId;
use crate::relations::{Judged, RelationId, Severity};
use crate::text::Span;

use super::Ledger;

/// 核对结论. What the judge made of all relations.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// One result per relation, same order.
    pub judged: Vec<Judged>,
    /// Inconsistencies, most severe first, then in order of the text.
    pub findings: Vec<Finding>,
    /// State of every figure.
    pub ledger: Ledger,
}

/// 问题. One inconsistency that an auditor can act on.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Code of the rule.
    pub rule: &'static str,
    /// Name of the rule: the defect.
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Section of the first operand.
    pub section: SectionId,
    /// What disagrees, why it should agree, what to check.
    pub message: String,
    /// One line of arithmetic: `609.55 + 238.13 = 847.68 ≠ 847.86，差 0.18 万元`; empty for findings on words.
    pub arithmetic: String,
    /// Every operand and trigger word with its place.
    pub evidence: Vec<Evidence>,
    /// The relations that it explains; the first is the one told.
    pub relations: Vec<RelationId>,
    /// Numbers that may be wrong, most likely first. A proposal only where it is unique.
    pub suspects: Vec<Suspect>,
    /// How it went wrong, where recognisable.
    pub cause: Option<String>,
    /// Stays the same while other parts of the report change: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// 依据. One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// Which figure, if it is one.
    pub figure: Option<FigureId>,
}

/// 疑点. A number that one slip away would mend what is broken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Suspect {
    /// The figure.
    pub figure: FigureId,
    /// What it should read, in the figure's printed unit; `None` when several repairs tie.
    pub proposed: Option<Decimal>,
    /// The slip, in Chinese: 两位数字颠倒, 小数点错位.
    pub slip: Option<&'static str>,
}

impl Suspect {
    /// The proposal as it would be printed, for a figure of the printed `number` and `unit`: 238.13元 that should be
    /// 2381300元 reads 238.13万元.
    #[must_use]
    pub fn reading(&self, number: &str, unit: &str) -> Option<String> {
        const UNITS: [&str; 3] = ["元", "万元", "亿元"];
        let proposed = self.proposed?;
        let printed = number.replace([',', '，', ' '], "").parse::<Decimal>().ok();
        let ratio = printed.and_then(|printed| proposed.checked_div(printed)).map(|ratio| ratio.normalize());
        let step = [(10_000, 0, 1), (1, 4, -1), (100_000_000, 0, 2), (1, 8, -2)]
            .into_iter()
            .find(|&(mantissa, scale, _)| ratio == Some(Decimal::new(mantissa, scale)))
            .and_then(|(_, _, step)| UNITS.iter().position(|known| *known == unit)?.checked_add_signed(step));
        Some(match step.and_then(|at| UNITS.get(at)) {
            Some(other) => format!("{number}{other}"),
            None => format!("{}{unit}", proposed.normalize()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_unit_is_told_by_the_right_one() {
        let reading = |proposed: &str, number: &str, unit: &str| {
            let suspect = Suspect { figure: FigureId(0), proposed: proposed.parse().ok(), slip: None };
            suspect.reading(number, unit).unwrap()
        };
        assert_eq!(reading("2381300", "238.13", "元"), "238.13万元");
        assert_eq!(reading("0.023813", "238.13", "亿元"), "238.13万元");
        assert_eq!(reading("0.123813", "1,238.13", "万元"), "1,238.13元");
        assert_eq!(reading("238.31", "238.13", "万元"), "238.31万元");
        assert_eq!(reading("2381300", "238.13", "户"), "2381300户");
    }
}
