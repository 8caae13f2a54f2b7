use crate::outline::{Outline, Section};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc};

const CODE: &str = "GJ604";

/// A longer heading is a statement that needs no text below.
const TITLE: usize = 16;

/// 有题无文.
pub(super) struct SectionEmpty;

impl Rule for SectionEmpty {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "section-empty"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "只有标题没有内容",
            what: "同级各节都有正文，唯独一节只有短标题，既无正文也无下级标题。同级多数没有正文的（如附件清单、只列要点的条目）不核对。",
            source: "格式要求的内容没有的应写“无”。",
            broken: &[Example {
                text: "一、资金情况\n（一）到位\n全部到位。\n（二）使用\n按进度使用。\n（三）结余\n二、下一步打算\n继续推进。",
                message: "“（三）结余”只有标题没有内容；请补写，没有的写“无”。",
            }],
            holding: &[
                "一、资金情况\n（一）到位\n全部到位。\n（二）使用\n按进度使用。\n（三）结余\n无。\n二、下一步打算\n继续推进。",
                "附件：\n1.收支总表\n2.收入表\n3.支出表",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let outline = report.outline;
        let mut relations = Vec::new();
        for parent in &outline.sections {
            let children: Vec<&Section> = parent.children.iter().map(|&id| outline.section(id)).collect();
            let mut empty = children.iter().filter(|child| is_empty(report, child));
            let (first, more) = (empty.next(), empty.next());
            if let (Some(section), None) = (first, more)
                && children.len() >= 3
                && is_title(section)
                && !is_last_of_all(outline, section)
            {
                relations.push(Relation::of_words(CODE, RelationKind::Structure, false, vec![section.heading]));
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let heading = broken.relation.places.first().map_or("", |&place| report.slice(place)).trim();
        format!("“{heading}”只有标题没有内容；请补写，没有的写“无”。")
    }
}

fn is_empty(report: &Report<'_>, section: &Section) -> bool {
    section.children.is_empty() && section.body.iter().all(|&span| report.slice(span).trim().is_empty())
}

/// A few words without a mark of punctuation, not a sentence with its own number.
pub(super) fn is_title(section: &Section) -> bool {
    let n = section.title.chars().count();
    (2..=TITLE).contains(&n)
        && !section.title.contains(['，', '。', '；', '：', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// What stands at the very end may go on in an attachment.
fn is_last_of_all(outline: &Outline, section: &Section) -> bool {
    outline.sections.last().is_some_and(|last| last.id == section.id)
}
