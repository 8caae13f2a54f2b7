use std::borrow::Cow;

use crate::outline::Section;
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};
use crate::text::script::folded;

use super::section_empty::is_title;

const CODE: &str = "GJ605";

/// Shorter titles (其他, 小结) may well stand twice.
const TITLE: usize = 4;

/// 重章.
pub(super) struct SectionRepeated;

impl Rule for SectionRepeated {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "section-repeated"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "同级章节标题重复",
            what: "同一上级之下两节标题完全相同，且各有正文。目录、三字以下的标题、写成句子的条目不核对。",
            source: "各章节内容应当互不重复。",
            broken: &[Example {
                text: "一、部门基本情况\n本局为行政单位。\n二、部门绩效情况\n完成良好。\n三、部门绩效情况\n完成较好。",
                message: "“三、部门绩效情况”与“二、部门绩效情况”标题相同；请核对是否重复，或标题写错。",
            }],
            holding: &[
                "一、部门基本情况\n本局为行政单位。\n二、部门绩效情况\n完成良好。\n三、存在的问题\n进度偏慢。",
                "一、收入情况\n（一）主要原因\n拨款增加。\n二、支出情况\n（一）主要原因\n支出减少。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let outline = report.outline;
        let mut relations = Vec::new();
        for parent in &outline.sections {
            let mut titles: Vec<(Cow<'_, str>, &Section)> = parent
                .children
                .iter()
                .map(|&id| outline.section(id))
                .filter(|section| {
                    section.title.chars().count() >= TITLE && is_title(section) && has_text(report, section)
                })
                .map(|section| (folded(&section.title), section))
                .collect();
            titles.sort_by(|(a, first), (b, second)| (a, first.id).cmp(&(b, second.id)));
            let repeated = titles.windows(2).filter(|pair| pair[0].0 == pair[1].0);
            relations.extend(repeated.map(|pair| relation(pair[0].1, pair[1].1)));
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let [first, again] = broken.relation.places[..] else { return String::new() };
        let (first, again) = (report.slice(first).trim(), report.slice(again).trim());
        format!("“{again}”与“{first}”标题相同；请核对是否重复，或标题写错。")
    }
}

fn relation(first: &Section, again: &Section) -> Relation {
    let places = vec![first.heading, again.heading];
    Relation { severity: Severity::Verify, ..Relation::of_words(CODE, RelationKind::Structure, false, places) }
}

fn has_text(report: &Report<'_>, section: &Section) -> bool {
    !section.children.is_empty() || section.body.iter().any(|&span| !report.slice(span).trim().is_empty())
}
