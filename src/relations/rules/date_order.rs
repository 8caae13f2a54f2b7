use std::borrow::Cow;

use crate::outline::ReportKind;
use crate::relations::calendar::{self, PrintedDay};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};
use crate::text::Span;
use crate::text::script::folded;

const CODE: &str = "GJ803";

/// 起止日期颠倒、落款早于报告期.
pub(super) struct DateOrder;

impl Rule for DateOrder {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "dates-out-of-order"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "日期先后颠倒",
            what: "“甲日至乙日”乙日不早于甲日；决算说明、自评报告的落款日期不早于所报年度。后一日期没有写年份的，\
                   按前一日期的年份理解，若因此颠倒则不判断。",
            source: "起止日期的本义；决算和自评在年度终了后进行。",
            broken: &[Example {
                text: "项目实施期为2022年9月1日至2022年5月31日。",
                message: "“2022年9月1日”至“2022年5月31日”先后颠倒；请核对起止日期。",
            }],
            holding: &[
                "项目实施期为2022年5月1日至2022年9月30日。",
                "项目实施期为2021年9月1日至5月31日。",
                "2022年9月1日开工，2022年5月31日招标文件已备案。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let days = calendar::days(&report.document.text);
        let spans = days.windows(2).filter(|pair| is_span(report, pair) && is_reversed(pair[0], pair[1]));
        let mut relations: Vec<Relation> = spans.map(|pair| relation(vec![pair[0].span, pair[1].span])).collect();
        relations
            .extend(days.last().filter(|day| is_signed_too_early(report, day)).map(|day| relation(vec![day.span])));
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said: Vec<Cow<'_, str>> = broken.relation.places.iter().map(|&span| folded(report.slice(span))).collect();
        match (&said[..], report.outline.metadata.year) {
            ([first, last], _) => format!("“{first}”至“{last}”先后颠倒；请核对起止日期。"),
            ([signed], Some(year)) => format!("落款日期“{signed}”早于所报的{year}年度；请核对日期和年度。"),
            _ => String::new(),
        }
    }
}

fn relation(places: Vec<Span>) -> Relation {
    Relation { severity: Severity::Verify, ..Relation::of_words(CODE, RelationKind::Date, false, places) }
}

/// Whether nothing but 至 or a dash stands between two days.
fn is_span(report: &Report<'_>, pair: &[PrintedDay]) -> bool {
    let between = folded(report.slice(Span { start: pair[0].span.end, end: pair[1].span.start }));
    matches!(between.as_ref(), "至" | "到" | "起至" | "-" | "--" | "—" | "——" | "~" | "～" | "–")
}

fn is_reversed(first: PrintedDay, last: PrintedDay) -> bool {
    let (Some(from), Some(to)) = (first.year, last.year) else { return false };
    first.exists() && last.exists() && (to, last.month, last.day) < (from, first.month, first.day)
}

/// Whether the day that closes an account of a year lies before that year.
fn is_signed_too_early(report: &Report<'_>, day: &PrintedDay) -> bool {
    let metadata = &report.outline.metadata;
    let looks_back = metadata.kind.is_some_and(ReportKind::looks_back);
    let text = &report.document.text;
    let line_start = text[..day.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[day.span.end as usize..].find('\n').map_or(text.len(), |at| at + day.span.end as usize);
    let is_alone = text[line_start..line_end].trim().len() == day.span.len();
    looks_back && is_alone && day.year.zip(metadata.year).is_some_and(|(signed, reported)| signed < reported)
}
