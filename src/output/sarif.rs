//! SARIF 2.1.0, the exchange format of checking tools: one run, one result per finding, and one per relation that
//! holds (`pass`) or cannot be decided (`open`).

use std::fmt::Write;

use crate::document::{Format, Source};
use crate::findings::{Evidence, Finding, Waiver};
use crate::relations::rules::RULES;
use crate::relations::{Grade, Relation, RelationId, Rule, Severity};
use crate::review::Review;
use crate::text::{Positions, Span};

use super::arithmetic;
use super::json::{Json, Layout};
use super::listing::{BetweenEntry, Entry};
use super::place::{Place, section_path};

/// Key of [`Finding::fingerprint`] among `partialFingerprints`.
const FINGERPRINT: &str = "goujiFinding/v1";

/// One report of a run: its artifact and its results, ready to be joined by [`write()`].
#[derive(Clone, Debug, Default)]
pub struct Part {
    artifact: Option<Artifact>,
    /// As JSON.
    results: Vec<u8>,
}

/// The file of a report.
#[derive(Clone, Debug)]
struct Artifact {
    uri: String,
    source: Source,
}

/// How deep a result stands in the log.
const RESULT: Layout = Layout::Spread { depth: 4 };

/// Makes the part of one report.
#[must_use]
pub fn part(review: &Review, entries: &[Entry<'_>], holding: Holding) -> Part {
    let positions = Positions::new(&review.document.text);
    let source = &review.document.source;
    let has_regions = matches!(source.format, Format::Txt | Format::Markdown);
    let writer = Writer { review, positions, uri: uri(&source.name), has_regions };
    let artifact = Artifact { uri: writer.uri.clone(), source: source.clone() };
    let mut part = Part { artifact: Some(artifact), results: Vec::new() };
    let mut results = Json::new(&mut part.results, RESULT);
    for entry in entries {
        writer.finding(&mut results, entry);
    }
    if holding == Holding::Included {
        for ((id, relation), judged) in (0..).map(RelationId).zip(&review.relations).zip(&review.findings.judged) {
            writer.held(&mut results, id, relation, judged.grade);
        }
    }
    part
}

/// Whether relations without a finding become results too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// As `pass` and `open`.
    Included,
    /// Findings only.
    Excluded,
}

/// Makes the results of findings between reports.
#[must_use]
pub fn between(entries: &[BetweenEntry<'_>], rules: &[&dyn Rule]) -> Part {
    let mut part = Part::default();
    let mut results = Json::new(&mut part.results, RESULT);
    for BetweenEntry { finding, waiver } in entries {
        let place = |json: &mut Json<'_>, file: &str, section: &str| {
            json.key("physicalLocation");
            json.object(|json| {
                json.key("artifactLocation");
                json.object(|json| json.field("uri", uri(file).as_str()));
            });
            logical_location(json, section);
        };
        results.long_object(|json| {
            rule_fields(json, finding.rule, rules);
            verdict_fields(json, finding.severity);
            message(json, "message", &with_arithmetic(&finding.message, &finding.arithmetic));
            json.key("locations");
            json.array([()], |json, ()| json.object(|json| place(json, &finding.report, &finding.section)));
            json.key("relatedLocations");
            json.array(&finding.other, |json, other| {
                json.object(|json| {
                    place(json, other, "");
                    message(json, "message", "对照的报告");
                });
            });
            fingerprint_fields(json, &finding.fingerprint, *waiver);
            json.key("properties");
            json.object(|json| json.field("severity", finding.severity.name()));
        });
    }
    part
}

/// Appends the whole log.
pub fn write(parts: &[Part], errors: &[String], rules: &[&dyn Rule], out: &mut Vec<u8>) {
    Json::new(out, Layout::Spread { depth: 0 }).object(|json| {
        json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.field("version", "2.1.0");
        json.key("runs");
        json.array([()], |json, ()| {
            json.object(|json| {
                json.key("tool");
                json.object(|json| {
                    json.key("driver");
                    json.object(|json| driver(json, rules));
                });
                json.field("language", "zh-CN");
                json.field("columnKind", "unicodeCodePoints");
                json.key("invocations");
                json.array([()], |json, ()| json.object(|json| invocation(json, errors)));
                json.key("artifacts");
                json.array(parts.iter().filter_map(|part| part.artifact.as_ref()), artifact);
                json.key("results");
                json.array(parts.iter().filter(|part| !part.results.is_empty()), |json, part| {
                    json.raw(&part.results);
                });
            });
        });
    });
}

fn invocation(json: &mut Json<'_>, errors: &[String]) {
    json.field("executionSuccessful", errors.is_empty());
    json.key("toolExecutionNotifications");
    json.array(errors, |json, error| {
        json.object(|json| {
            json.field("level", "error");
            message(json, "message", error);
        });
    });
}

fn driver(json: &mut Json<'_>, rules: &[&dyn Rule]) {
    json.field("name", "gouji");
    json.field("fullName", "勾稽 gouji");
    json.field("version", env!("CARGO_PKG_VERSION"));
    json.field("language", "zh-CN");
    json.key("rules");
    json.array(rules, |json, rule| json.object(|json| descriptor(json, *rule)));
}

fn descriptor(json: &mut Json<'_>, rule: &dyn Rule) {
    let doc = rule.doc();
    json.field("id", rule.code());
    json.field("name", rule.name());
    message(json, "shortDescription", doc.title);
    message(json, "fullDescription", doc.what);
    let mut help = format!("{}\n\n依据：{}\n", doc.what, doc.source);
    for example in doc.broken {
        let _ = write!(help, "\n不一致：{}\n　　　　{}\n", example.text, example.message);
    }
    for text in doc.holding {
        let _ = write!(help, "\n一致：{text}\n");
    }
    message(json, "help", &help);
}

/// `"key":{"text":…}`
fn message(json: &mut Json<'_>, key: &'static str, text: &str) {
    json.key(key);
    json.object(|json| json.field("text", text));
}

struct Writer<'r> {
    review: &'r Review,
    positions: Positions<'r>,
    uri: String,
    /// Lines and columns of the text are those of the file.
    has_regions: bool,
}

fn artifact(json: &mut Json<'_>, Artifact { uri, source }: &Artifact) {
    json.object(|json| {
        json.key("location");
        json.object(|json| json.field("uri", uri.as_str()));
        json.field("length", source.size);
        if let Some(encoding) = source.encoding {
            json.field("encoding", encoding);
        }
        if let Some(sha256) = &source.sha256 {
            json.key("hashes");
            json.object(|json| json.field("sha-256", sha256.as_str()));
        }
    });
}

impl Writer<'_> {
    fn finding(&self, json: &mut Json<'_>, entry: &Entry<'_>) {
        let finding = entry.finding;
        json.long_object(|json| {
            rule_fields(json, finding.rule, RULES);
            verdict_fields(json, finding.severity);
            message(json, "message", &with_arithmetic(&finding.message, &finding.arithmetic));
            let main = finding.evidence.iter().find(|e| e.figure.is_some()).or(finding.evidence.first());
            json.key("locations");
            json.array(main, |json, evidence| json.object(|json| self.location(json, evidence.span)));
            json.key("relatedLocations");
            json.array(&finding.evidence, |json, evidence| {
                json.object(|json| {
                    self.location(json, evidence.span);
                    message(json, "message", &self.role(evidence));
                });
            });
            fingerprint_fields(json, &finding.fingerprint, entry.waiver);
            self.fixes(json, finding);
            json.key("properties");
            json.object(|json| {
                json.field("severity", finding.severity.name());
                if let Some(cause) = &finding.cause {
                    json.field("cause", cause.as_str());
                }
            });
        });
    }

    /// What a reader is told about one piece of evidence.
    fn role(&self, evidence: &Evidence) -> String {
        let text = evidence.span.of(&self.review.document.text);
        match evidence.figure {
            Some(id) => format!("数据 {id}：{text}"),
            None => format!("“{text}”"),
        }
    }

    /// A proposed number where it is the only one, as a replacement of the printed digits.
    fn fixes(&self, json: &mut Json<'_>, finding: &Finding) {
        let [suspect] = finding.suspects.as_slice() else { return };
        let Some(proposed) = suspect.proposed.filter(|_| self.has_regions) else { return };
        let figure = self.review.figures.get(suspect.figure);
        json.key("fixes");
        json.array([()], |json, ()| {
            json.object(|json| {
                let slip = suspect.slip.map(|slip| format!("（{slip}）")).unwrap_or_default();
                message(json, "description", &format!("改为 {proposed}{slip}"));
                json.key("artifactChanges");
                json.array([()], |json, ()| {
                    json.object(|json| {
                        self.artifact_location(json);
                        json.key("replacements");
                        json.array([()], |json, ()| {
                            json.object(|json| {
                                json.key("deletedRegion");
                                self.region(json, figure.printed.number);
                                message(json, "insertedContent", &proposed.to_string());
                            });
                        });
                    });
                });
            });
        });
    }

    /// A relation that has no finding: it holds, or cannot be decided. Broken ones are told by their finding.
    fn held(&self, json: &mut Json<'_>, id: RelationId, relation: &Relation, grade: Grade) {
        let (kind, verdict) = match grade {
            Grade::Exact => ("pass", "一致".to_owned()),
            Grade::Tail => ("pass", "有尾差，在四舍五入的范围内".to_owned()),
            Grade::Undecided(why) => ("open", format!("无法判定：{}", why.reason())),
            Grade::Broken => return,
        };
        let figures = &self.review.figures;
        json.long_object(|json| {
            rule_fields(json, relation.rule, RULES);
            json.field("kind", kind);
            json.field("level", "none");
            let claim = arithmetic::claim(figures, relation);
            let space = if claim.is_empty() { "" } else { "，" };
            message(json, "message", &format!("关系 {id}：{claim}{space}{verdict}"));
            let main = relation.stated.or_else(|| relation.figures.first().copied()).map(|id| figures.get(id).span);
            json.key("locations");
            json.array(main.or(relation.places.first().copied()), |json, span| {
                json.object(|json| self.location(json, span));
            });
        });
    }

    fn location(&self, json: &mut Json<'_>, span: Span) {
        let Review { document, outline, .. } = self.review;
        json.key("physicalLocation");
        json.object(|json| {
            self.artifact_location(json);
            if self.has_regions {
                json.key("region");
                self.region(json, span);
            }
        });
        let section = outline.section_at(span.start);
        let path = [section_path(outline, section), outline.section(section).title.clone()];
        let place = (!self.has_regions).then(|| Place::new(document, &self.positions, span.start, None).to_string());
        let words = path.into_iter().chain(place).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        logical_location(json, &words);
    }

    fn artifact_location(&self, json: &mut Json<'_>) {
        json.key("artifactLocation");
        json.object(|json| json.field("uri", self.uri.as_str()));
    }

    /// Columns count characters from 1; the end is one past the last, as the format wants it.
    fn region(&self, json: &mut Json<'_>, span: Span) {
        let (start, end) = self.positions.chars(span);
        json.object(|json| {
            json.field("startLine", self.positions.line(span.start));
            json.field("startColumn", self.positions.column(span.start));
            json.field("endLine", self.positions.line(span.end));
            json.field("endColumn", self.positions.column(span.end));
            json.field("charOffset", start);
            json.field("charLength", end - start);
            message(json, "snippet", span.of(&self.review.document.text));
        });
    }
}

/// `rules` are those of the driver, or the first of them.
fn rule_fields(json: &mut Json<'_>, code: &'static str, rules: &[&dyn Rule]) {
    json.field("ruleId", code);
    if let Some(n) = rules.iter().position(|rule| rule.code() == code) {
        json.field("ruleIndex", n as u64);
    }
}

fn verdict_fields(json: &mut Json<'_>, severity: Severity) {
    let (kind, level) = match severity {
        Severity::Mandatory => ("fail", "error"),
        // The format knows no level but for `fail`.
        Severity::Verify => ("review", "none"),
        Severity::Hint => ("fail", "note"),
    };
    json.field("kind", kind);
    json.field("level", level);
}

fn fingerprint_fields(json: &mut Json<'_>, fingerprint: &str, waiver: Option<&Waiver>) {
    json.key("partialFingerprints");
    json.object(|json| json.field(FINGERPRINT, fingerprint));
    json.key("suppressions");
    json.array(waiver, |json, waiver| {
        json.object(|json| {
            json.field("kind", "external");
            json.field("status", "accepted");
            json.field("justification", waiver.reason.as_str());
        });
    });
}

fn logical_location(json: &mut Json<'_>, words: &str) {
    if !words.is_empty() {
        json.key("logicalLocations");
        json.array([words], |json, words| json.object(|json| json.field("fullyQualifiedName", words)));
    }
}

fn with_arithmetic(message: &str, arithmetic: &str) -> String {
    if arithmetic.is_empty() { message.to_owned() } else { format!("{message}\n{arithmetic}") }
}

/// A file name as a URI reference; an absolute path becomes `file://…`.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    if name.starts_with('/') {
        uri += "file://";
    }
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        assert_eq!(uri("档案/a b.txt"), "%E6%A1%A3%E6%A1%88/a%20b.txt");
        assert_eq!(uri("/x.txt"), "file:///x.txt");
    }
}
