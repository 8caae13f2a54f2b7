use crate::findings::{Waiver, Waivers};
use crate::output::listing::{BetweenEntry, Entry, Tally};
use crate::output::schema::{self, Output};
use crate::relations::Severity;
use crate::review::Review;

use super::buffer::Json;
use super::{Layout, Writer, count_fields, grade_fields};

/// How deep a report stands in the document of [`write_audit`].
const REPORT: Layout = Layout::Spread { depth: 2 };

/// Appends the findings of one report, with the relations and figures they rest on, for [`write_audit`].
pub fn write_audited_report(review: &Review, entries: &[Entry<'_>], out: &mut Vec<u8>) {
    let writer = Writer::new(review);
    let mut relations: Vec<_> = entries.iter().flat_map(|entry| entry.finding.relations.iter().copied()).collect();
    relations.sort_unstable();
    relations.dedup();
    let tied = relations.iter().flat_map(|id| review.relations[id.0 as usize].figures.iter().copied());
    let suspected = entries.iter().flat_map(|entry| entry.finding.suspects.iter().map(|suspect| suspect.figure));
    let shown = entries.iter().flat_map(|entry| entry.finding.evidence.iter().filter_map(|evidence| evidence.figure));
    let mut figures: Vec<_> = tied.chain(suspected).chain(shown).collect();
    figures.sort_unstable();
    figures.dedup();
    Json::new(out, REPORT).long_object(|json| {
        writer.source(json);
        writer.metadata(json);
        json.key("findings");
        json.array(entries, |json, entry| {
            json.long_object(|json| {
                writer.finding_fields(json, entry.finding);
                waiver(json, entry.waiver);
            });
        });
        json.key("relations");
        json.array(relations, |json, id| {
            writer.relation(json, id.0 as usize, &review.relations[id.0 as usize]);
        });
        json.key("figures");
        json.array(figures, |json, id| writer.figure(json, review.figures.get(id)));
    });
}

fn between_reports(json: &mut Json<'_>, entry: &BetweenEntry<'_>) {
    let finding = entry.finding;
    json.field("report", finding.report.as_str());
    json.field("other", finding.other.as_deref());
    json.field("rule", finding.rule);
    json.field("name", finding.name);
    json.field("severity", finding.severity.name());
    json.field("message", finding.message.as_str());
    json.field("arithmetic", finding.arithmetic.as_str());
    json.field("section", finding.section.as_str());
    json.field("quote", finding.quote.as_str());
    json.field("span", finding.at);
    json.field("fingerprint", finding.fingerprint.as_str());
    waiver(json, entry.waiver);
}

fn waiver(json: &mut Json<'_>, waiver: Option<&Waiver>) {
    json.key("waiver");
    let Some(waiver) = waiver else { return json.value(None::<u32>) };
    json.object(|json| {
        json.field("reason", waiver.reason.as_str());
        json.key("until");
        match waiver.until {
            Some(day) => json.text(format_args!("{day}")),
            None => json.value(None::<&str>),
        }
    });
}

/// Appends the whole list: reports as [`write_audited_report`] made them, findings between reports, what could not be
/// read, waivers that do nothing any more, and the counts.
pub fn write_audit(
    reports: &[Vec<u8>],
    between: &[BetweenEntry<'_>],
    errors: &[String],
    waivers: &Waivers,
    stale: &[&Waiver],
    tally: &Tally,
    out: &mut Vec<u8>,
) {
    Json::new(out, Layout::Spread { depth: 0 }).object(|json| {
        json.key("schema");
        json.object(|json| {
            json.field("id", Output::Audit.id());
            json.field("version", schema::VERSION);
        });
        json.key("reports");
        json.array(reports, |json, report| json.raw(report));
        json.key("across");
        json.array(between, |json, entry| json.long_object(|json| between_reports(json, entry)));
        json.key("errors");
        json.array(errors, |json, message| json.object(|json| json.field("message", message.as_str())));
        json.key("stale_waivers");
        json.array(stale, |json, waiver| {
            json.object(|json| {
                json.field("fingerprint", waiver.fingerprint.as_str());
                json.field("reason", waiver.reason.as_str());
                json.field("why", if waivers.is_over(waiver) { "已过有效期" } else { "没有这个问题" });
            });
        });
        json.key("summary");
        json.object(|json| summary(json, tally));
    });
}

fn summary(json: &mut Json<'_>, tally: &Tally) {
    for (name, n) in [
        ("reports", tally.n_reports),
        ("errors", tally.n_errors),
        ("mandatory", tally.of_severity(Severity::Mandatory)),
        ("verify", tally.of_severity(Severity::Verify)),
        ("hint", tally.of_severity(Severity::Hint)),
        ("waived", tally.n_waived),
    ] {
        json.field(name, n);
    }
    json.key("figures");
    json.object(|json| count_fields(json, &tally.figures));
    json.key("relations");
    json.object(|json| grade_fields(json, &tally.grades));
}
