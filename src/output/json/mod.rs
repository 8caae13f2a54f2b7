//! One JSON document per report: the shape of `docs/schema/report.schema.json`.
//!
//! Written straight from the [`Review`], without an intermediate tree: a report has thousands of figures and each
//! costs some 900 bytes here. Numbers are JSON numbers with their exact digits.

mod audit;
mod buffer;
mod figure;
mod relation;
mod section;
mod spread;

use std::io;

pub use audit::{write_audit, write_audited_report};
pub use spread::Layout;

use crate::document::Note;
use crate::findings::LedgerCounts;
use crate::outline::{ReportKind, Section, SectionId};
use crate::output::grades::Grades;
use crate::output::place::Place;
use crate::output::schema::{self, Output};
use crate::review::Review;
use crate::text::{Positions, Span};

pub(in crate::output) use buffer::Json;

/// 输出选项.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The id of a `gouji pipe` request, as JSON; becomes the first field.
    pub id: Option<&'a str>,
    /// Adds the whole text of the document, to which all spans refer.
    pub text: bool,
    /// One line, or spread over lines.
    pub layout: Layout,
}

/// Appends one report as JSON, without a line end.
pub fn write(review: &Review, options: Options<'_>, out: &mut Vec<u8>) {
    Writer::new(review).report(&mut Json::new(out, options.layout), options);
}

/// Writes one report as JSON, without a line end, while it grows: for reports that are too long to stand in memory
/// twice.
///
/// # Errors
/// The first failure of `out`.
pub fn stream(review: &Review, options: Options<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    Json::stream(out, options.layout, |json| Writer::new(review).report(json, options))
}

/// Appends the answer to a line of `gouji pipe` that gave no report, without a line end.
///
/// `id` is JSON; `line` counts from 1; `kind` is a word for programs, `message` is for people.
pub fn write_error(id: Option<&str>, line: u64, kind: &str, message: &str, out: &mut Vec<u8>) {
    Json::new(out, Layout::Line).object(|json| {
        json.key("id");
        json.raw(id.unwrap_or("null").as_bytes());
        json.key("error");
        json.object(|json| {
            json.field("line", line);
            json.field("kind", kind);
            json.field("message", message);
        });
    });
}

/// What every part of the document needs.
struct Writer<'r> {
    review: &'r Review,
    positions: Positions<'r>,
    /// Relations of every figure, by id.
    claims: Vec<Vec<crate::relations::RelationId>>,
}

impl<'r> Writer<'r> {
    fn new(review: &'r Review) -> Self {
        let positions = Positions::new(&review.document.text);
        Self { review, positions, claims: relation::claims_by_figure(review) }
    }

    fn report(&self, json: &mut Json<'_>, options: Options<'_>) {
        let review = self.review;
        json.object(|json| {
            if let Some(id) = options.id {
                json.key("id");
                json.raw(id.as_bytes());
            }
            json.key("schema");
            json.object(|json| {
                json.field("id", Output::Report.id());
                json.field("version", schema::VERSION);
            });
            self.source(json);
            self.metadata(json);
            self.sections(json);
            self.items(json);
            json.key("figures");
            json.array(&review.figures.figures, |json, figure| self.figure(json, figure));
            json.key("relations");
            json.array(review.relations.iter().enumerate(), |json, (n, relation)| self.relation(json, n, relation));
            json.key("findings");
            json.array(&review.findings.findings, |json, finding| self.finding(json, finding));
            self.notes(json);
            self.ledger(json);
            if options.text {
                json.field("text", review.document.text.as_str());
            }
        });
    }

    fn source(&self, json: &mut Json<'_>) {
        let source = &self.review.document.source;
        json.key("source");
        json.object(|json| {
            json.field("name", source.name.as_str());
            json.field("format", source.format.name());
            json.field("encoding", source.encoding);
            json.field("size", source.size);
            json.field("sha256", source.sha256.as_deref());
            json.field("n_chars", self.positions.n_chars());
        });
    }

    fn metadata(&self, json: &mut Json<'_>) {
        let metadata = &self.review.outline.metadata;
        json.key("metadata");
        json.object(|json| {
            json.field("title", metadata.title.as_deref());
            json.field("title_span", metadata.title_span.map(|span| self.chars(span)));
            json.field("unit", metadata.unit.as_deref());
            json.field("region", metadata.region.as_deref());
            json.field("year", metadata.year.map(u32::from));
            json.field("kind", metadata.kind.map(ReportKind::name));
        });
    }

    fn notes(&self, json: &mut Json<'_>) {
        let Review { document, outline, figures, .. } = self.review;
        let mut notes: Vec<&Note> = document.notes.iter().chain(&outline.notes).chain(&figures.notes).collect();
        notes.sort_by_key(|note| note.span);
        json.key("notes");
        json.array(notes, |json, note| {
            json.object(|json| {
                json.field("kind", note.kind.name());
                json.field("message", note.message.as_str());
                json.field("span", note.span.map(|span| self.chars(span)));
                if let Some(span) = note.span {
                    json.field("origin", self.place(span, None));
                }
            });
        });
    }

    fn ledger(&self, json: &mut Json<'_>) {
        let Review { outline, figures, findings, .. } = self.review;
        let sections = findings.ledger.by_section(outline, figures);
        json.key("ledger");
        json.object(|json| {
            count_fields(json, &findings.ledger.total(figures));
            json.key("relations");
            json.object(|json| grade_fields(json, &Grades::of(self.review)));
            json.key("sections");
            let known = outline.sections.iter().zip(&sections).filter(|(_, n)| **n != LedgerCounts::default());
            json.array(known, |json, (section, counts)| {
                json.object(|json| {
                    json.field("section", section);
                    count_fields(json, counts);
                });
            });
        });
    }

    fn section_of(&self, id: SectionId) -> &Section {
        self.review.outline.section(id)
    }

    /// A span in characters of the document's text.
    fn chars(&self, span: Span) -> (u32, u32) {
        self.positions.chars(span)
    }

    fn place(&self, span: Span, cell: Option<(u32, u32)>) -> Place<'_> {
        Place::new(&self.review.document, &self.positions, span.start, cell)
    }
}

fn count_fields(json: &mut Json<'_>, counts: &LedgerCounts) {
    json.field("figures", counts.n_figures() as u64);
    json.field("checked", counts.n_checked as u64);
    json.field("undecided", counts.n_undecided as u64);
    json.field("not_covered", counts.n_not_covered as u64);
    json.field("not_understood", counts.n_not_understood as u64);
}

fn grade_fields(json: &mut Json<'_>, grades: &Grades) {
    json.field("exact", grades.n_exact);
    json.field("tail", grades.n_tail);
    json.field("broken", grades.n_broken);
    json.field("undecided", grades.n_undecided);
}
