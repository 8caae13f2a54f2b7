//! GJ902: sentences copied from last year's report together with their figures.

use std::collections::BTreeSet;

use crate::relations::{Example, RuleDoc, Severity};

use super::finding::{AcrossFinding, fingerprint};
use super::{AcrossRule, Reading};

pub(super) static RULE: AcrossRule = AcrossRule {
    code: "GJ902",
    name: "sentence-carried-over",
    doc: || RuleDoc {
        title: "照抄往年文句",
        what: "同一单位前后两份同类报告中，除年份外一字不差的句子，连同其中三位以上有效数字的本年数据。\
               一对报告只报一次，列出处数和前几句。金额、人次相同的为核实性；只有人数、面积之类常年不变的数的为提示。",
        source: "绩效自评应反映当年情况。",
        broken: &[] as &[Example],
        holding: &[],
    },
};

const ADVICE: &str = "请核对这些数字是否为本年实际，是否照抄往年报告。";

/// Sentences shown in one finding.
const SHOWN: usize = 3;

pub(super) fn compare(before: &Reading<'_>, now: &Reading<'_>) -> Option<AcrossFinding> {
    let known: BTreeSet<&str> = before.sentences.iter().map(|s| s.hash.as_str()).collect();
    let same: Vec<_> = now.sentences.iter().filter(|s| known.contains(s.hash.as_str())).collect();
    let first = same.first()?;
    let is_telling = same.iter().any(|s| s.has_result);
    let shown: Vec<&str> = same.iter().take(SHOWN).map(|s| s.text.as_str()).collect();
    let ids: Vec<&str> = same.iter().map(|s| s.figure_ids.as_str()).collect();
    Some(AcrossFinding {
        entry: now.entry,
        n: 0,
        report_id: now.id.to_owned(),
        other_report_id: before.id.to_owned(),
        other_entry: Some(before.entry),
        rule: RULE.code,
        name: RULE.name,
        severity: if is_telling { Severity::Verify } else { Severity::Hint },
        message: format!(
            "有{}处文句连同数字与{}年报告（{}）完全相同；不同年度的数字很少完全相同，{ADVICE}",
            same.len(),
            before.year,
            before.file
        ),
        advice: ADVICE,
        arithmetic: String::new(),
        quote: shown.join("……"),
        values: None,
        section_id: Some(first.section_id.clone()),
        figure_ids: ids.join(" "),
        start: first.start.parse().ok(),
        end: first.end.parse().ok(),
        fingerprint: fingerprint(RULE.code, &[&now.year.to_string(), &before.year.to_string()]),
    })
}
