//! GJ903 and the link between files that hold the same text.

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::batch::Entry;
use crate::archive::unit::{Digest, Outcome};
use crate::relations::{Example, RuleDoc, Severity};

use super::AcrossRule;
use super::finding::{AcrossFinding, fingerprint};

pub(super) const RULE: AcrossRule = AcrossRule {
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

/// Per entry the first report that has the same text.
pub(super) fn duplicates(entries: &[Entry]) -> Vec<Option<String>> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let of = |entry| {
        let digest = digest(entry)?;
        let original = *first.entry(&digest.text_hash).or_insert(&digest.id);
        (original != digest.id).then(|| original.to_owned())
    };
    entries.iter().map(of).collect()
}

/// Reports with the same figures under other words, and copies in the same format.
pub(super) fn handed_in_twice(entries: &[Entry], duplicate_of: &[Option<String>]) -> Vec<AcrossFinding> {
    let ids: BTreeMap<&str, &Digest> = entries.iter().filter_map(digest).map(|d| (d.id.as_str(), d)).collect();
    let mut first: BTreeMap<&str, &Digest> = BTreeMap::new();
    let mut found = Vec::new();
    for (n, digest) in entries.iter().enumerate().filter_map(|(n, e)| Some((n, digest(e)?))) {
        if let Some(original) = duplicate_of[n].as_deref().and_then(|id| ids.get(id)) {
            if extension(original) == extension(digest) {
                found.push(told(n, digest, original, Severity::Hint, "正文"));
            }
        } else if !digest.figures_hash.is_empty() {
            let original = first.entry(&digest.figures_hash).or_insert(digest);
            if original.id != digest.id {
                found.push(told(n, digest, original, Severity::Verify, "全部数据"));
            }
        }
    }
    found
}

fn extension(digest: &Digest) -> Option<String> {
    Path::new(&digest.file).extension().map(|e| e.to_string_lossy().to_lowercase())
}

fn told(entry: usize, digest: &Digest, original: &Digest, severity: Severity, what: &str) -> AcrossFinding {
    let names = |d: &Digest| {
        let year = d.year.map_or_else(String::new, |y| format!("{y}年"));
        format!("{}{year}", d.unit.as_deref().unwrap_or_default())
    };
    AcrossFinding {
        entry,
        n: 0,
        report_id: digest.id.clone(),
        other_report_id: original.id.clone(),
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
