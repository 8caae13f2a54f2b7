//! Findings of two runs compared: what is new, what is gone, what stays.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use super::json::{Json, Layout};
use super::schema::{self, Output};
use super::terminal::{Style, layout};

/// 旧问题. A finding as a JSON output of an earlier run tells it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Recorded {
    /// Name of the report.
    #[serde(default)]
    pub report: String,
    /// Code of the rule.
    pub rule: String,
    /// 强制性, 核实性, 提示.
    pub severity: String,
    /// What disagrees.
    pub message: String,
    /// What it is recognised by.
    pub fingerprint: String,
}

/// 差别. Findings of two runs; each list in the order of its run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Only in the new run.
    pub new: Vec<Recorded>,
    /// Only in the old run.
    pub gone: Vec<Recorded>,
    /// In both, as the new run tells them.
    pub unchanged: Vec<Recorded>,
}

/// Reads the findings of a JSON output: one or more reports of `extract`, or a list of `audit`.
///
/// # Errors
/// In Chinese, with the place: when the text is no JSON, or none of these documents.
pub fn read(json: &[u8]) -> Result<Vec<Recorded>, String> {
    #[derive(Deserialize)]
    struct Source {
        name: String,
    }
    #[derive(Deserialize)]
    struct Report {
        source: Source,
        findings: Vec<Recorded>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Document {
        Audit {
            reports: Vec<Report>,
            #[serde(default)]
            across: Vec<Recorded>,
        },
        Report(Report),
    }
    let mut findings = Vec::new();
    let mut n_documents = 0;
    for document in serde_json::Deserializer::from_slice(json).into_iter::<Document>() {
        let (reports, across) = match document {
            Ok(Document::Audit { reports, across }) => (reports, across),
            Ok(Document::Report(report)) => (vec![report], Vec::new()),
            Err(error) if error.is_data() => {
                return Err("不是 gouji extract 或 gouji audit --format json 写出的文件".to_owned());
            }
            Err(error) => return Err(format!("第{}行第{}列处不是合法的 JSON", error.line(), error.column())),
        };
        n_documents += 1;
        for Report { source, findings: own } in reports {
            findings.extend(own.into_iter().map(|finding| Recorded { report: source.name.clone(), ..finding }));
        }
        findings.extend(across);
    }
    if n_documents == 0 {
        return Err("文件没有内容".to_owned());
    }
    Ok(findings)
}

/// Compares two runs: findings of one report are matched by fingerprint, as often as they occur.
///
/// Where each run has one report, its name does not matter: a corrected copy may be called otherwise.
#[must_use]
pub fn compare(old: Vec<Recorded>, new: Vec<Recorded>) -> Difference {
    let is_single = |findings: &[Recorded]| findings.windows(2).all(|pair| pair[0].report == pair[1].report);
    let names_matter = !(is_single(&old) && is_single(&new));
    let key = |finding: &Recorded| {
        let report = if names_matter { finding.report.clone() } else { String::new() };
        (report, finding.fingerprint.clone())
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in &old {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut difference = Difference::default();
    for finding in new {
        match known.get_mut(&key(&finding)).filter(|n| **n > 0) {
            Some(n) => {
                *n -= 1;
                difference.unchanged.push(finding);
            }
            None => difference.new.push(finding),
        }
    }
    // What is left over in `known` is gone; of equal ones the last.
    for finding in old.into_iter().rev() {
        if let Some(n) = known.get_mut(&key(&finding)).filter(|n| **n > 0) {
            *n -= 1;
            difference.gone.push(finding);
        }
    }
    difference.gone.reverse();
    difference
}

impl Difference {
    /// For people: new and gone findings, and how many stay.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        let mut out = String::new();
        for (sign, paint, findings) in [("+", layout::Paint::Alarm, &self.new), ("-", layout::Paint::Good, &self.gone)]
        {
            for finding in findings {
                let head = format!("{sign} {} {} {}", finding.severity, finding.rule, finding.report);
                let _ = writeln!(out, "{}  {}", style.paint(paint, &head), finding.fingerprint);
                for line in layout::wrapped(&layout::flat(&finding.message), style.width.saturating_sub(4)) {
                    let _ = writeln!(out, "    {line}");
                }
            }
        }
        let (new, gone, unchanged) = (self.new.len(), self.gone.len(), self.unchanged.len());
        let _ = writeln!(out, "新增 {new} 个，消失 {gone} 个，未变 {unchanged} 个");
        out
    }

    /// As JSON over lines.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let mut out = Vec::new();
        Json::new(&mut out, Layout::Spread { depth: 0 }).object(|json| {
            json.key("schema");
            json.object(|json| {
                json.field("id", Output::Diff.id());
                json.field("version", schema::VERSION);
            });
            for (key, findings) in [("new", &self.new), ("gone", &self.gone), ("unchanged", &self.unchanged)] {
                json.key(key);
                json.array(findings, |json, finding| {
                    json.object(|json| {
                        json.field("report", finding.report.as_str());
                        json.field("rule", finding.rule.as_str());
                        json.field("severity", finding.severity.as_str());
                        json.field("message", finding.message.as_str());
                        json.field("fingerprint", finding.fingerprint.as_str());
                    });
                });
            }
        });
        out.push(b'\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(report: &str, fingerprints: &[&str]) -> Vec<Recorded> {
        let findings = fingerprints.iter().map(|f| {
            serde_json::json!({"rule": "GJ101", "severity": "强制性", "message": "不符", "fingerprint": f, "more": 1})
        });
        let findings: Vec<_> = findings.collect();
        read(serde_json::json!({"source": {"name": report}, "findings": findings}).to_string().as_bytes()).unwrap()
    }

    fn counts(old: Vec<Recorded>, new: Vec<Recorded>) -> (usize, usize, usize) {
        let difference = compare(old, new);
        (difference.new.len(), difference.gone.len(), difference.unchanged.len())
    }

    #[test]
    fn findings_are_matched_as_often_as_they_occur() {
        assert_eq!(counts(run("a", &["1", "1", "2"]), run("b", &["1", "3"])), (1, 2, 1));
    }

    #[test]
    fn names_matter_only_among_several_reports() {
        assert_eq!(counts(run("a", &["1"]), run("b", &["1"])), (0, 0, 1));
        let old = [run("a", &["1"]), run("b", &["2"])].concat();
        assert_eq!(counts(old, run("b", &["1", "2"])), (1, 1, 1));
    }

    #[test]
    fn documents_of_both_commands_are_read_and_others_are_refused() {
        let report = r#"{"source":{"name":"a"},"findings":[]}"#;
        assert_eq!(read(format!("{report}\n{report}\n{{\"reports\":[{report}]}}").as_bytes()).unwrap(), []);
        assert!(read(b"{\"x\":1}").unwrap_err().contains("gouji extract"));
        assert!(read(b"{\n\"x\":").unwrap_err().starts_with("第2行"));
        assert!(read(b"").is_err());
    }
}
