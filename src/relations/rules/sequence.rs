//! Numbers of sections, and 一是…二是… within a paragraph, that do not follow each other.

use crate::outline::{SequenceDefect, SequenceDefectKind, in_chinese};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::script::fold;

const SECTIONS: &str = "GJ601";
const ITEMS: &str = "GJ602";

/// Repairs of automatic numbers come in numbers: told once.
const AUTOMATIC: &str = "自动编号";

/// 章节序号.
pub(super) struct SectionNumber;

impl Rule for SectionNumber {
    fn code(&self) -> &'static str {
        SECTIONS
    }

    fn name(&self) -> &'static str {
        "section-number-out-of-sequence"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "章节序号不连续或样式不一",
            what: "同级章节的序号跳号、重号、倒号、不从一开始，或者样式与同级不一（“三、”之后印成“4、”）。\
                   样式不一多由自动编号转换而来，全文合并提示一次。从一重新开始的是新的一组，不算。",
            source: "公文的结构层次序数应当连续、一致（GB/T 9704—2012）。",
            broken: &[
                Example {
                    text: "一、部门概况\n本局为行政单位。\n二、收支情况\n收支平衡。\n四、下一步打算\n继续推进。",
                    message: "“四、”之前没有“三、”；章节序号应当连续，请核对是漏了一节，还是序号写错。",
                },
                Example {
                    text: "一、部门概况\n本局为行政单位。\n二、收支情况\n收支平衡。\n二、下一步打算\n继续推进。",
                    message: "“二、”与前一节的序号重复，按顺序应为“三、”；请核对以下各节的序号。",
                },
                Example {
                    text: "一、部门概况\n本局为行政单位。\n二、收支情况\n收支平衡。\n3、存在问题\n进度偏慢。\n四、下一步打算\n继续推进。",
                    message: "“3、”与同级序号样式不一，按顺序应为“三、”；疑为自动编号转换所致，请核对。",
                },
            ],
            holding: &[
                "一、部门概况\n本局为行政单位。\n二、收支情况\n（一）收入\n收入增加。\n（二）支出\n支出减少。\n三、下一步打算\n继续推进。",
                "一、收支情况\n1.收入增加。\n2.支出减少。\n二、下一步打算\n1.压减支出。\n2.加强管理。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let defects = report.outline.sequence_defects();
        let of_sections = defects.iter().filter(|defect| is_of_section(report, defect) && !is_excerpt(defect));
        of_sections.map(|defect| relation(report, SECTIONS, defect)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(&place) = broken.relation.places.first() else { return String::new() };
        let rest = broken.relation.remark.as_deref().unwrap_or_default();
        format!("“{}”{rest}", report.slice(place).trim())
    }
}

/// 段内序号.
pub(super) struct ItemNumber;

impl Rule for ItemNumber {
    fn code(&self) -> &'static str {
        ITEMS
    }

    fn name(&self) -> &'static str {
        "item-number-out-of-sequence"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "段内“一是、二是”等序号不连续",
            what: "同一组“一是、二是”“第一，第二，”“（1）（2）”跳号、重号、倒号或不从一开始。“首先、其次、最后”不计数，不核对。",
            source: "公文的结构层次序数应当连续、一致（GB/T 9704—2012）。",
            broken: &[Example {
                text: "主要做法：一是抓好落实，二是加强督查，四是严格考核。",
                message: "“四是”之前没有“三是”；各条序号应当连续，请核对是漏了一条，还是序号写错。",
            }],
            holding: &[
                "主要做法：一是抓好落实，二是加强督查，三是严格考核。",
                "一是抓好落实。二是加强督查。\n下一步：一是压减支出。二是加强管理。三是严格考核。",
                "首先抓好落实，其次加强督查，最后严格考核。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let defects = report.outline.sequence_defects();
        let of_items = defects.iter().filter(|defect| !is_of_section(report, defect));
        of_items.map(|defect| relation(report, ITEMS, defect)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        SectionNumber.explain(report, broken)
    }
}

fn is_of_section(report: &Report<'_>, defect: &SequenceDefect) -> bool {
    report.outline.section(defect.section).heading.overlaps(defect.at)
}

/// What begins at 三、 is a piece of a report; what begins at 二、 has lost its first number.
fn is_excerpt(defect: &SequenceDefect) -> bool {
    matches!(defect.kind, SequenceDefectKind::Start { printed } if printed > 2)
}

fn relation(report: &Report<'_>, rule: &'static str, defect: &SequenceDefect) -> Relation {
    let places = std::iter::once(defect.at).chain(defect.before).collect();
    let mut relation = Relation::of_words(rule, RelationKind::Sequence, false, places);
    relation.remark = Some(words(report, rule, defect));
    if matches!(defect.kind, SequenceDefectKind::Style { .. }) {
        relation.places.truncate(1);
        relation.group = Some(AUTOMATIC.to_owned());
    }
    relation
}

/// What is wrong, behind the quoted number.
fn words(report: &Report<'_>, rule: &str, defect: &SequenceDefect) -> String {
    let (piece, what) = if rule == SECTIONS { ("节", "章节") } else { ("条", "各条") };
    let like = report.slice(defect.at).trim();
    match defect.kind {
        SequenceDefectKind::Gap { expected, .. } => format!(
            "之前没有“{}”；{what}序号应当连续，请核对是漏了一{piece}，还是序号写错。",
            renumbered(like, expected)
        ),
        SequenceDefectKind::Start { .. } => {
            format!("之前没有“{}”；{what}序号应当从一开始，请核对是漏了一{piece}，还是序号写错。", renumbered(like, 1))
        }
        SequenceDefectKind::Repeat { printed } => format!(
            "与前一{piece}的序号重复，按顺序应为“{}”；请核对以下各{piece}的序号。",
            renumbered(like, printed + 1)
        ),
        SequenceDefectKind::Backwards { after, .. } => {
            let before =
                defect.before.map_or_else(|| renumbered(like, after), |span| report.slice(span).trim().to_owned());
            format!("排在“{before}”之后；{what}序号应当连续，请核对次序和序号。")
        }
        SequenceDefectKind::Style { expected, .. } => {
            let ordinal = report.outline.section(defect.section).path.last().copied().unwrap_or_default();
            format!("与同级序号样式不一，按顺序应为“{}”；疑为自动编号转换所致，请核对。", expected.print(ordinal))
        }
    }
}

/// A printed number with another value: `（四）` for 3 is `（三）`.
fn renumbered(like: &str, n: u32) -> String {
    let is_digit = |c: char| fold(c).is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let end = like.rfind(is_digit).map_or(0, |at| at + like[at..].chars().next().map_or(0, char::len_utf8));
    let start =
        like[..end].rfind(|c| !is_digit(c)).map_or(0, |at| at + like[at..].chars().next().map_or(0, char::len_utf8));
    let is_chinese = like[start..end].chars().any(|c| !fold(c).is_ascii_digit());
    let number = if is_chinese { in_chinese(n as usize) } else { n.to_string() };
    if start == end { n.to_string() } else { format!("{}{number}{}", &like[..start], &like[end..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_marks() {
        for (like, n, expected) in [
            ("（四）", 3, "（三）"),
            ("12、", 11, "11、"),
            ("四是", 3, "三是"),
            ("第十一，", 10, "第十，"),
            ("1.4", 3, "1.3"),
            ("３、", 4, "4、"),
        ] {
            assert_eq!(renumbered(like, n), expected);
        }
    }
}
