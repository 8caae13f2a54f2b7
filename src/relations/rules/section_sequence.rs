use crate::outline::{Number, SequenceDefect, SequenceDefectKind};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::Span;
use crate::text::script::folded;

const CODE: &str = "GJ601";

/// Numbers that a message quotes at most.
const QUOTED: usize = 10;

/// 章节序号不连续.
pub(super) struct SectionSequence;

impl Rule for SectionSequence {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "section-number-out-of-sequence"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "章节序号不连续",
            what: "同一上级之下的章节序号应当从一起逐个递增，样式一致。跳号、重号、倒号、缺首号，以及一级之中改用别的样式\
                   （如“三、”之后印作“4、”，多为自动编号转换所致）的，予以提示；章节仍按次序归位，印出的序号照录。\
                   从一重新开始的是另一组序号，不算。",
            source: "公文数字序号用法。",
            broken: &[
                Example {
                    text: "一、部门基本情况\n本局为行政单位。\n二、收支情况\n收支平衡。\n四、存在的问题\n进度偏慢。",
                    message: "“四、”前一个序号是“二、”，缺第3项；请核对是漏写，还是序号有误。",
                },
                Example {
                    text: "一、部门基本情况\n本局为行政单位。\n二、收支情况\n收支平衡。\n二、存在的问题\n进度偏慢。",
                    message: "“二、”重复；请核对序号。",
                },
                Example {
                    text: "一、部门基本情况\n本局为行政单位。\n二、收支情况\n收支平衡。\n3、存在的问题\n进度偏慢。\n四、改进措施\n加快进度。",
                    message: "“3、”与同级序号样式不一，按次序应为“三、”；请核对序号。",
                },
            ],
            holding: &[
                "一、部门基本情况\n本局为行政单位。\n二、收支情况\n（一）收入\n拨款。\n（二）支出\n发放。\n三、存在的问题\n（一）进度偏慢\n资金下达晚。",
                "一、基本情况\n内设3个股室。\n二、支出情况\n1.5万元用于维修，2.3万元用于印刷。\n三、其他\n无。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        // An automatic numbering that was lost in conversion changes many numbers: told once.
        let mut restyled: Vec<&Number> = Vec::new();
        for defect in report.outline.sequence_defects() {
            let section = report.outline.section(defect.section);
            let Some(number) = section.number.as_ref().filter(|number| number.span == defect.at) else { continue };
            match defect.kind {
                SequenceDefectKind::Style { .. } => restyled.push(number),
                _ => relations.push(relation(CODE, &defect, said(report, &defect))),
            }
        }
        relations.extend((!restyled.is_empty()).then(|| restyling(report, &restyled)));
        relations
    }

    fn explain(&self, _report: &Report<'_>, broken: &Broken<'_>) -> String {
        broken.relation.remark.clone().unwrap_or_default()
    }
}

/// The relation that shows a break of numbering, told in the words `said`.
pub(super) fn relation(code: &'static str, defect: &SequenceDefect, said: String) -> Relation {
    let places = std::iter::once(defect.at).chain(defect.before).collect();
    Relation { remark: Some(said), ..Relation::of_words(code, RelationKind::Sequence, false, places) }
}

/// What is wrong at a number, in words.
pub(super) fn said(report: &Report<'_>, defect: &SequenceDefect) -> String {
    let printed = |span: Span| folded(report.slice(span));
    let at = printed(defect.at);
    let before = defect.before.map(|span| format!("前一个序号是“{}”，", printed(span))).unwrap_or_default();
    match defect.kind {
        SequenceDefectKind::Gap { expected, printed } => {
            format!("“{at}”{before}缺第{}项；请核对是漏写，还是序号有误。", missing(expected, printed))
        }
        SequenceDefectKind::Start { printed } => {
            format!("“{at}”是本级第一个序号，缺第{}项；请核对是漏写，还是序号有误。", missing(1, printed))
        }
        SequenceDefectKind::Repeat { .. } => format!("“{at}”重复；请核对序号。"),
        SequenceDefectKind::Backwards { .. } => format!("“{at}”{before}次序颠倒；请核对序号。"),
        SequenceDefectKind::Style { .. } => String::new(),
    }
}

/// 3, or 3至5.
fn missing(first: u32, next: u32) -> String {
    if next == first + 1 { first.to_string() } else { format!("{first}至{}", next - 1) }
}

/// Numbers in another style than that of their lists.
fn restyling(report: &Report<'_>, numbers: &[&Number]) -> Relation {
    let quoted = |quote: &dyn Fn(&Number) -> String| -> String {
        numbers.iter().take(QUOTED).map(|number| format!("“{}”", quote(number))).collect()
    };
    let printed = quoted(&|number| folded(report.slice(number.span)));
    let intended = quoted(&|number| number.intended.print(number.ordinal));
    let more = if numbers.len() > QUOTED { format!("等{}处", numbers.len()) } else { String::new() };
    let said = format!("{printed}{more}与同级序号样式不一，按次序应为{intended}{more}；请核对序号。");
    let places = numbers.iter().map(|number| number.span).collect();
    Relation { remark: Some(said), ..Relation::of_words(CODE, RelationKind::Sequence, false, places) }
}
