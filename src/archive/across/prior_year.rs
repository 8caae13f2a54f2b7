//! GJ901, GJ904: what this report says of last year against what last year's report said.

use std::collections::BTreeMap;

use crate::relations::{Example, RuleDoc, Severity};

use super::facts::{Fact, Key, Moment, agreed};
use super::finding::{AcrossFinding, Values, fingerprint};
use super::{AcrossRule, Reading};

pub(super) static RULE: AcrossRule = AcrossRule {
    code: "GJ901",
    name: "previous-year-differs-from-last-report",
    doc: || RuleDoc {
        title: "上年数与上年报告不符",
        what: "同一单位相邻两年的同类报告：今年报告所称的上年数，应与上年报告的本年数一致。\
               指标、种类、单位、阶段、口径都相同才比较；上年报告中该指标取值不一、或当年有几份同类报告时不判。\
               批复调整、口径变更都可能使两数不同，故列为核实性问题。",
        source: "部门决算与绩效自评的衔接要求：上年数以上年批复的决算为准。",
        broken: &[] as &[Example],
        holding: &[],
    },
};

pub(super) static BALANCE_RULE: AcrossRule = AcrossRule {
    code: "GJ904",
    name: "opening-balance-differs-from-last-closing",
    doc: || RuleDoc {
        title: "年初数与上年年末数不符",
        what: "同一单位相邻两年的同类报告：今年的年初结转、结余等，应等于上年报告的年末数。比较的条件同 GJ901。",
        source: "《政府会计制度》：年初余额由上年年末余额结转。",
        broken: &[] as &[Example],
        holding: &[],
    },
};

const ADVICE: &str = "请核对两份报告的口径和数字，确认是调整还是笔误。";

/// Every figure of `now` about the year before that differs from what `before` says.
pub(super) fn compare(before: &Reading<'_>, now: &Reading<'_>) -> Vec<AcrossFinding> {
    let last = by_key(before, |f| f.year == Some(before.year) && f.moment == Moment::Year);
    let closing = by_key(before, |f| f.year == Some(before.year) && f.moment == Moment::End);
    let said = by_key(now, |f| f.year == Some(before.year) && f.moment == Moment::Year);
    let opening = by_key(now, |f| f.year == Some(now.year) && f.moment == Moment::Start);
    let mut found = differences(&RULE, "上年", before, now, &said, &last);
    found.extend(differences(&BALANCE_RULE, "年初", before, now, &opening, &closing));
    found
}

fn by_key<'r>(report: &'r Reading<'_>, wanted: impl Fn(&Fact) -> bool) -> BTreeMap<&'r Key, Vec<&'r Fact>> {
    let mut all: BTreeMap<&Key, Vec<&Fact>> = BTreeMap::new();
    for fact in report.facts.iter().filter(|f| wanted(f)) {
        all.entry(&fact.key).or_default().push(fact);
    }
    all
}

fn differences(
    rule: &AcrossRule,
    moment: &str,
    before: &Reading<'_>,
    now: &Reading<'_>,
    said: &BTreeMap<&Key, Vec<&Fact>>,
    was: &BTreeMap<&Key, Vec<&Fact>>,
) -> Vec<AcrossFinding> {
    let mut found = Vec::new();
    for (key, said) in said {
        let Some(was) = was.get(key).and_then(|facts| agreed(facts)) else { continue };
        for (n, fact) in said.iter().enumerate() {
            let is_told = said[..n].iter().any(|f| f.value == fact.value);
            if !is_told && !fact.interval.meets(&was.interval) {
                found.push(told(rule, moment, before, now, fact, was));
            }
        }
    }
    found
}

fn told(
    rule: &AcrossRule,
    moment: &str,
    before: &Reading<'_>,
    now: &Reading<'_>,
    fact: &Fact,
    was: &Fact,
) -> AcrossFinding {
    let values = Values::of(fact, was.value);
    let unit = &fact.key.value_unit;
    let difference = values.difference().map_or_else(String::new, |d| format!("，相差{}{unit}", d.abs().normalize()));
    let (now_text, was_text) = (one_line(&fact.text), one_line(&was.text));
    let indicator = &fact.key.indicator;
    AcrossFinding {
        entry: now.entry,
        n: 0,
        report_id: now.id.to_owned(),
        other_report_id: before.id.to_owned(),
        other_entry: Some(before.entry),
        rule: rule.code,
        name: rule.name,
        severity: Severity::Verify,
        message: format!(
            "{moment}“{indicator}”写作{now_text}，{}年报告（{}）为{was_text}{difference}；同一单位同一指标前后两年应当衔接，{ADVICE}",
            before.year, before.file
        ),
        advice: ADVICE,
        arithmetic: format!("{} ≠ {}{difference}", fact.value.normalize(), was.value.normalize()),
        quote: now_text,
        section_id: Some(fact.section_id.clone()),
        figure_ids: fact.figure_id.clone(),
        start: Some(fact.start),
        end: Some(fact.end),
        fingerprint: fingerprint(
            rule.code,
            &[
                &now.year.to_string(),
                indicator,
                &fact.key.stage,
                &fact.key.scope,
                &values.stated.normalize().to_string(),
            ],
        ),
        values: Some(values),
    }
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}
