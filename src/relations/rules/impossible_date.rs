use crate::relations::calendar::{self, PrintedDay};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};
use crate::text::script::folded;

const CODE: &str = "GJ802";

/// 不存在的日期.
pub(super) struct ImpossibleDate;

impl Rule for ImpossibleDate {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "impossible-date"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "日历上没有的日期",
            what: "写明月、日的日期应当存在：月份一至十二，日数不超过该月天数，2月29日只在闰年。没有写年份的2月29日不判断。",
            source: "公历。",
            broken: &[Example {
                text: "资金于2022年4月31日前全部拨付到位。",
                message: "日历上没有“2022年4月31日”；请核对日期。",
            }],
            holding: &["资金于2022年4月30日前全部拨付到位。", "截至2020年2月29日，项目已完工。", "1—12月逐月拨付。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let days = calendar::days(&report.document.text);
        days.into_iter().filter(|day| !day.exists()).map(relation).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said: String = broken.relation.places.iter().map(|&span| folded(report.slice(span))).collect();
        format!("日历上没有“{said}”；请核对日期。")
    }
}

fn relation(day: PrintedDay) -> Relation {
    Relation { severity: Severity::Mandatory, ..Relation::of_words(CODE, RelationKind::Date, false, vec![day.span]) }
}
