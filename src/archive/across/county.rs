//! GJ905: the offices of a county together against what the county's own report says.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::archive::ArchiveError;
use crate::quantity::Interval;
use crate::relations::{Example, RuleDoc, Severity};

use super::facts::{Fact, Key, Moment, agreed};
use super::finding::{AcrossFinding, Values, fingerprint};
use super::groups::County;
use super::{AcrossRule, Read, Reading};

pub(super) static RULE: AcrossRule = AcrossRule {
    code: "GJ905",
    name: "offices-exceed-county",
    doc: || RuleDoc {
        title: "各单位合计超过全县数",
        what: "同一地区同一年度：几个单位报告的同一指标（种类、单位、阶段、口径都相同且口径已写明）之和，不应超过全县报告的该指标。\
               只比较双方都写明的指标；单位不全，故只核上限，不核相等。",
        source: "本级汇总应不小于所属单位之和。",
        broken: &[] as &[Example],
        holding: &[],
    },
};

const ADVICE: &str = "请核对全县汇总是否漏列单位，或单位数是否重复。";

pub(super) fn compare(county: &County, read: Read<'_, '_>) -> Result<Vec<AcrossFinding>, ArchiveError> {
    let own = read(county.own)?;
    let totals = by_key(&own);
    let mut sums: BTreeMap<&Key, Sum<'_>> = BTreeMap::new();
    for (name, entry) in &county.offices {
        let office = read(*entry)?;
        for (key, facts) in by_key(&office) {
            if let (Some((key, _)), Some(fact)) = (totals.get_key_value(key), agreed(&facts)) {
                sums.entry(key).or_insert_with(Sum::new).add(name, fact);
            }
        }
    }
    let mut found = Vec::new();
    for (key, sum) in sums {
        let Some(total) = totals.get(key).and_then(|facts| agreed(facts)) else { continue };
        if sum.names.len() > 1 && sum.interval.is_some_and(|sum| !sum.may_be_at_most(&total.interval)) {
            found.push(told(&own, total, sum.value, &sum.names));
        }
    }
    Ok(found)
}

/// Offices put together.
struct Sum<'n> {
    value: Decimal,
    /// What the sum may be; `None` beyond the exact range.
    interval: Option<Interval>,
    names: Vec<&'n str>,
}

impl<'n> Sum<'n> {
    fn new() -> Self {
        Self { value: Decimal::ZERO, interval: Some(Interval::point(Decimal::ZERO)), names: Vec::new() }
    }

    fn add(&mut self, name: &'n str, fact: &Fact) {
        self.interval = self.interval.and_then(|sum| sum.checked_add(&fact.interval));
        self.value = self.value.checked_add(fact.value).unwrap_or(self.value);
        self.names.push(name);
    }
}

fn by_key<'r>(report: &'r Reading<'_>) -> BTreeMap<&'r Key, Vec<&'r Fact>> {
    let mut all: BTreeMap<&Key, Vec<&Fact>> = BTreeMap::new();
    let wanted = |f: &&Fact| {
        f.year == Some(report.year)
            && f.moment == Moment::Year
            && matches!(f.key.kind.as_str(), "amount" | "count" | "person_times")
            && !f.key.scope.is_empty()
    };
    for fact in report.facts.iter().filter(wanted) {
        all.entry(&fact.key).or_default().push(fact);
    }
    all
}

fn told(own: &Reading<'_>, total: &Fact, sum: Decimal, names: &[&str]) -> AcrossFinding {
    let values = Values::of(total, sum);
    let Key { indicator, value_unit: unit, .. } = &total.key;
    let difference = values.difference().map_or_else(String::new, |d| format!("，超出{}{unit}", d.abs().normalize()));
    AcrossFinding {
        entry: own.entry,
        n: 0,
        report_id: own.id.to_owned(),
        other_report_id: String::new(),
        other_entry: None,
        rule: RULE.code,
        name: RULE.name,
        severity: Severity::Verify,
        message: format!(
            "“{indicator}”全县写作{}，{}等{}个单位之和已达{}{unit}{difference}；单位之和不应超过全县，{ADVICE}",
            total.text,
            names[0],
            names.len(),
            sum.normalize()
        ),
        advice: ADVICE,
        arithmetic: format!("{} < {}{difference}", total.value.normalize(), sum.normalize()),
        quote: total.text.clone(),
        section_id: Some(total.section_id.clone()),
        figure_ids: total.figure_id.clone(),
        start: Some(total.start),
        end: Some(total.end),
        fingerprint: fingerprint(RULE.code, &[&own.year.to_string(), indicator, &total.key.stage, &total.key.scope]),
        values: Some(values),
    }
}
