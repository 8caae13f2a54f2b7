use std::fmt::Write;

use crate::findings::{Finding, Suspect};
use crate::output::listing::{Between, BetweenEntry, Entry, Tally};
use crate::output::place::{Place, section_path};
use crate::relations::Severity;
use crate::relations::rules::RULES;
use crate::review::Review;
use crate::text::{Positions, Span};

use super::layout::{Paint, Style, flat, wrapped};
use super::quote::quotes;

/// The findings of one report; empty when it has none to tell.
#[must_use]
pub fn report(review: &Review, entries: &[Entry<'_>], style: Style) -> String {
    let told: Vec<_> = entries.iter().filter(|entry| entry.waiver.is_none()).collect();
    let mut out = String::new();
    if told.is_empty() {
        return out;
    }
    let title = review.outline.metadata.title.as_deref().map(|title| format!("  {}", flat(title)));
    let name = style.paint(Paint::Strong, &review.document.source.name).into_owned();
    let _ = writeln!(out, "{name}{}\n", title.unwrap_or_default());
    let page = Page { review, positions: Positions::new(&review.document.text), style };
    for entry in told {
        page.finding(&mut out, entry.finding);
        out.push('\n');
    }
    out
}

/// The findings between reports that are not waived; empty when there are none.
#[must_use]
pub fn between(entries: &[BetweenEntry<'_>], style: Style) -> String {
    let told: Vec<_> = entries.iter().filter(|entry| entry.waiver.is_none()).map(|entry| entry.finding).collect();
    let mut out = String::new();
    if !told.is_empty() {
        let _ = writeln!(out, "{}\n", style.paint(Paint::Strong, "跨报告"));
    }
    for Between { report, other, rule, title, severity, message, arithmetic, section, quote, fingerprint, .. } in told {
        head(&mut out, style, *severity, rule, title, fingerprint);
        lines(&mut out, style, "  ", message);
        if !arithmetic.is_empty() {
            lines(&mut out, style, "  算式  ", arithmetic);
        }
        let place = format!("{report} {section}");
        let _ = writeln!(out, "  {}", style.paint(Paint::Faint, place.trim_end()));
        if !quote.is_empty() {
            lines(&mut out, style, "    ", &flat(quote));
        }
        if let Some(other) = other {
            lines(&mut out, style, "  对照  ", other);
        }
        out.push('\n');
    }
    out
}

fn head(out: &mut String, style: Style, severity: Severity, rule: &str, title: &str, fingerprint: &str) {
    let severity = style.paint(paint_of(severity), severity.name());
    let (title, fingerprint) = (style.paint(Paint::Strong, title), style.paint(Paint::Faint, fingerprint));
    let _ = writeln!(out, "{severity} {rule} {title}  {fingerprint}");
}

/// `lead` and the text after it, wrapped; further lines begin below the text.
fn lines(out: &mut String, style: Style, lead: &str, text: &str) {
    let indent = super::layout::width(lead);
    for (n, line) in wrapped(text, style.width.saturating_sub(indent).max(20)).iter().enumerate() {
        let lead = if n == 0 { lead.to_owned() } else { " ".repeat(indent) };
        let _ = writeln!(out, "{lead}{line}");
    }
}

struct Page<'r> {
    review: &'r Review,
    positions: Positions<'r>,
    style: Style,
}

impl Page<'_> {
    fn finding(&self, out: &mut String, finding: &Finding) {
        let style = self.style;
        let title = RULES.iter().find(|rule| rule.code() == finding.rule).map_or(finding.name, |rule| rule.doc().title);
        head(out, style, finding.severity, finding.rule, title, &finding.fingerprint);
        for line in finding.message.lines() {
            self.lines(out, "  ", line);
        }
        if !finding.arithmetic.is_empty() {
            self.lines(out, "  算式  ", &flat(&finding.arithmetic));
        }
        self.evidence(out, finding);
        self.suspects(out, &finding.suspects);
        if let Some(cause) = &finding.cause {
            self.lines(out, "  原因  ", cause);
        }
    }

    /// A quote for every place with its section; operands are marked, trigger words only shown.
    fn evidence(&self, out: &mut String, finding: &Finding) {
        let Review { document, outline, .. } = self.review;
        let operands = || finding.evidence.iter().filter(|e| e.figure.is_some()).map(|e| e.span);
        let mut marks: Vec<Span> = operands().collect();
        if marks.is_empty() {
            marks = finding.evidence.iter().map(|e| e.span).filter(|span| !span.is_empty()).collect();
        }
        for quote in quotes(document, &marks) {
            let section = outline.section_at(quote.span.start);
            let path = section_path(outline, section);
            let title = flat(&outline.section(section).title).into_owned();
            let place = self.place(quote.first());
            let words = [path, title, place];
            let place = words.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
            let _ = writeln!(out, "  {}", self.style.paint(Paint::Faint, &place));
            self.lines(out, "    ", &quote.print(document, self.style));
        }
    }

    /// `第3行`; in a file whose lines are whole reports also the column: `第1行第532字`.
    fn place(&self, byte: u32) -> String {
        const LONG: u32 = 300;
        let place = Place::new(&self.review.document, &self.positions, byte, None);
        let column = self.positions.column(byte);
        match place.line {
            Some(_) if column > LONG => format!("{place}第{column}字"),
            _ => place.to_string(),
        }
    }

    /// Proposals one by one, numbers without a proposal together.
    fn suspects(&self, out: &mut String, suspects: &[Suspect]) {
        let text = &self.review.document.text;
        let printed = |suspect: &Suspect| flat(self.review.figures.get(suspect.figure).span.of(text)).into_owned();
        for suspect in suspects {
            let figure = &self.review.figures.get(suspect.figure).printed;
            let (number, unit) = (flat(figure.number.of(text)), flat(figure.unit.of(text)));
            let Some(proposed) = suspect.reading(&number, &unit) else { continue };
            let slip = suspect.slip.map(|slip| format!("（{slip}）")).unwrap_or_default();
            self.lines(out, "  疑点  ", &format!("{} 可能应为 {proposed}{slip}", printed(suspect)));
        }
        let open: Vec<_> = suspects.iter().filter(|suspect| suspect.proposed.is_none()).map(printed).collect();
        match open.as_slice() {
            [] => {}
            [one] => self.lines(out, "  疑点  ", &format!("{one} 可能有误")),
            several => self.lines(out, "  疑点  ", &format!("{} 之一可能有误", several.join("、"))),
        }
    }

    fn lines(&self, out: &mut String, lead: &str, text: &str) {
        lines(out, self.style, lead, text);
    }
}

fn paint_of(severity: Severity) -> Paint {
    match severity {
        Severity::Mandatory => Paint::Alarm,
        Severity::Verify => Paint::Warning,
        Severity::Hint => Paint::Faint,
    }
}

/// What a whole run found and what it could check.
#[must_use]
pub fn summary(tally: &Tally, style: Style) -> String {
    let mut out = String::new();
    let errors =
        if tally.n_errors > 0 { format!("，另有 {} 份没有读成", tally.n_errors) } else { String::new() };
    let waived = if tally.n_waived > 0 { format!("，已豁免 {} 个", tally.n_waived) } else { String::new() };
    let all = tally.total_findings();
    let found = if tally.n_reports == 0 {
        style.paint(Paint::Warning, "没有报告可以核对").into_owned()
    } else if all == 0 {
        style.paint(Paint::Good, "没有发现问题").into_owned()
    } else {
        let paint = if tally.of_severity(Severity::Mandatory) > 0 { Paint::Alarm } else { Paint::Warning };
        style.paint(paint, &format!("问题 {all} 个")).into_owned()
    };
    let severities = [Severity::Mandatory, Severity::Verify, Severity::Hint]
        .map(|severity| format!("{} {}", severity.name(), tally.of_severity(severity)))
        .join("、");
    let detail = if all == 0 { String::new() } else { format!("（{severities}）") };
    let (grades, figures) = (tally.grades, tally.figures);
    let _ = writeln!(out, "报告 {} 份{errors}；{found}{detail}{waived}", tally.n_reports);
    let _ = writeln!(
        out,
        "勾稽关系 {} 条：一致 {}、尾差 {}、不符 {}、无法判定 {}",
        grades.total(),
        grades.n_exact,
        grades.n_tail,
        grades.n_broken,
        grades.n_undecided
    );
    let _ = writeln!(
        out,
        "数据 {} 个：已核对 {}{}、无法判定 {}、无关系涉及 {}；没有读懂 {} 处",
        figures.n_figures(),
        figures.n_checked,
        share(figures.n_checked, figures.n_figures()),
        figures.n_undecided,
        figures.n_not_covered,
        figures.n_not_understood
    );
    out
}

/// `（64%）`
fn share(part: usize, whole: usize) -> String {
    (part * 100).checked_div(whole).map(|percent| format!("（{percent}%）")).unwrap_or_default()
}
