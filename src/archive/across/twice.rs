//! GJ903 and the link between files that hold the same text.

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::batch::Entry;
use crate::archive::unit::{Digest, Outcome};
use crate::relations::{Example, RuleDoc, Severity};

use super::AcrossRule;
use super::finding::{AcrossFinding, fingerprint};

pub(super) static RULE: AcrossRule = AcrossRule {
    code: "GJ903",
    name: "report-handed-in-twice",
    doc: || RuleDoc {
        title: "同一报告重复报送",
        what: "两份报告的数据依次全部相同（不计零，至少二十个）而文字不同：可能换了单位或年度重复报送，为核实性。\
               正文完全相同、格式也相同的两个文件为提示；同一正文的 .doc 与 .pdf 只在 duplicate_of 列中相连，不报问题。",
        source: "一单位一年度一份自评报告。",
        broken: &[] as &[Example],
        holding: &[],
    },
};

const ADVICE: &str = "请核对是否重复报送，或照用了他人、往年的数据。";

fn digest(entry: &Entry) -> Option<&Digest> {
    match entry.outcome() {
        Outcome::Report(digest) => Some(digest),
        Outcome::Failure(_) => None,
    }
}

/// Per entry the first entry that has the same text.
pub(super) fn duplicates(entries: &[Entry]) -> Vec<Option<usize>> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let of = |(n, entry)| {
        let original = *first.entry(&digest(entry)?.text_hash).or_insert(n);
        (original != n).then_some(original)
    };
    entries.iter().enumerate().map(of).collect()
}

/// Reports with the same figures under other words, and copies in the same format.
pub(super) fn handed_in_twice(entries: &[Entry], duplicate_of: &[Option<usize>]) -> Vec<AcrossFinding> {
    let reports = || entries.iter().enumerate().filter_map(|(n, entry)| Some((n, digest(entry)?)));
    let mut first: BTreeMap<&str, (usize, &Digest)> = BTreeMap::new();
    let mut found = Vec::new();
    for report in reports() {
        let (n, digest) = report;
        if let Some(original) = duplicate_of[n].and_then(|n| Some((n, self::digest(&entries[n])?))) {
            if extension(original.1) == extension(digest) {
                found.push(told(report, original, Severity::Hint, "正文"));
            }
        } else if !digest.figures_hash.is_empty() {
            let original = *first.entry(&digest.figures_hash).or_insert(report);
            if original != report {
                found.push(told(report, original, Severity::Verify, "全部数据"));
            }
        }
    }
    found
}

fn extension(digest: &Digest) -> Option<String> {
    Path::new(&digest.file).extension().map(|e| e.to_string_lossy().to_lowercase())
}

fn told(
    (entry, digest): (usize, &Digest),
    (other_entry, original): (usize, &Digest),
    severity: Severity,
    what: &str,
) -> AcrossFinding {
    let names = |d: &Digest| {
        let year = d.year.map_or_else(String::new, |y| format!("{y}年"));
        format!("{}{year}", d.unit.as_deref().unwrap_or_default())
    };
    AcrossFinding {
        entry,
        n: 0,
        report_id: digest.id.clone(),
        other_report_id: original.id.clone(),
        other_entry: Some(other_entry),
        rule: RULE.code,
        name: RULE.name,
        severity,
        message: format!(
            "{what}与另一份报告（{}，{}）相同；不同的报告不会如此，{ADVICE}",
            original.file,
            names(original)
        ),
        advice: ADVICE,
        arithmetic: String::new(),
        quote: String::new(),
        values: None,
        section_id: None,
        figure_ids: String::new(),
        start: None,
        end: None,
        fingerprint: fingerprint(RULE.code, &[&names(digest), &names(original), what]),
    }
}
