//! GJ204 不可能的值.

use crate::figures::{Approximation, Cue, Figure, Kind, Role};
use crate::quantity::Decimal;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level};
use crate::text::{AnyOf, Span};

use super::wording;

/// Rates of a whole that cannot exceed it.
static BOUNDED: AnyOf = AnyOf::new(&[
    "满意度",
    "满意率",
    "合格率",
    "优良率",
    "覆盖率",
    "普及率",
    "参保率",
    "成活率",
    "优秀率",
    "及格率",
    "回收率",
    "入学率",
    "毕业率",
    "就业率",
    "结案率",
    "办结率",
    "化解率",
    "知晓率",
    "公开率",
    "及时率",
    "准确率",
    "通过率",
    "使用率",
    "巩固率",
    "城镇化率",
    "验收合格率",
]);

/// Measure words of whole things; a decimal with one of them is a slip or an average.
const WHOLE: &[&str] = &["人", "名", "户", "位", "人次", "辆", "家", "所", "座", "件", "起", "例", "批次", "台"];

/// See [`RuleDoc`].
pub(super) struct Range;

impl Rule for Range {
    fn code(&self) -> &'static str {
        "GJ204"
    }

    fn name(&self) -> &'static str {
        "impossible-value"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "不可能的值",
            what: "占比、满意度、合格率、覆盖率等是整体的一部分，不会超过100％；人、户、辆、家等按个计的数应当是整数（人均、户均、以万计的除外）。\
                   完成率、执行率、增长率、控制率可以超过100％，不在此列。",
            source: "审计常规：合理性检查",
            broken: &[Example {
                text: "授予中小企业合同金额2240万元，占政府采购支出的102.5%。",
                message: "占政府采购支出的102.5%，超过100%；部分不会大于整体，请核对占比和所占的整体。",
            }],
            holding: &["授予中小企业合同金额2240万元，占政府采购支出的82.5%。", "完成年度目标的102.5%，户均3.5人。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let figures = report.figures.figures.iter().filter(|f| f.approximation == Approximation::Exact && !f.in_words);
        figures.filter_map(|f| share(report, f).or_else(|| whole(report, f))).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let [id] = broken.relation.figures[..] else { return String::new() };
        let figure = report.figure(id);
        let printed = wording::printed(report, figure);
        match &broken.relation.claim {
            Claim::Whole(_) => {
                format!("{}{printed}，不是整数；按个计的数应当是整数，请核对小数点或单位。", wording::name(report, id))
            }
            _ if figure.role == Some(Role::Share) => {
                let words = report.sentence_of(id).and_then(|(_, sentence)| {
                    let cue =
                        report.cues_between(sentence, Cue::Share, sentence.span.start, figure.span.start).last()?;
                    Some(report.slice(Span { start: cue.start, end: figure.span.start }))
                });
                let words: String = words.unwrap_or("占").chars().filter(|c| !c.is_whitespace()).collect();
                format!("{words}{printed}，超过100%；部分不会大于整体，请核对占比和所占的整体。")
            }
            _ => format!("{}{printed}，超过100%；这样的比率不会超过100%，请核对。", wording::name(report, id)),
        }
    }
}

/// A share of a whole.
fn share(report: &Report<'_>, figure: &Figure) -> Option<Relation> {
    let named = || figure.label.as_ref().is_some_and(|l| BOUNDED.end(&l.text));
    let said = || {
        let words = report.sentence_of(figure.id).map(|(_, s)| Span { start: s.span.start, end: figure.span.start });
        let words = words.map_or("", |span| report.slice(span));
        let clause = words.rsplit(['，', '；', '、', ',', ';']).next().unwrap_or("");
        clause.contains('占') || clause.contains("比重")
    };
    // 完成预算的105% is told like a share of the budget, and may exceed it.
    let bounded = figure.role == Some(Role::Share) && said() || figure.role.is_none() && named();
    if figure.kind != Kind::Percentage || !bounded {
        return None;
    }
    let claim = Claim::AtMost(Expr::Figure(figure.id), Expr::Constant(Decimal::ONE_HUNDRED));
    Some(Relation { stated: None, ..Relation::new("GJ204", RelationKind::Range, claim) })
}

/// A count of whole things that is printed with decimals.
fn whole(report: &Report<'_>, figure: &Figure) -> Option<Relation> {
    let decimals = figure.printed.precision < Decimal::ONE;
    let counted = matches!(figure.kind, Kind::Count | Kind::PersonTimes) && WHOLE.contains(&figure.unit.as_str());
    if !counted || !decimals || !is_level(figure) {
        return None;
    }
    let averaged = match report.sentence_of(figure.id) {
        Some((_, sentence)) => {
            let words = report.slice(sentence.span);
            words.contains(['均', '每', '按', '折', '约', '比'])
        }
        None => true,
    };
    (!averaged).then(|| Relation::new("GJ204", RelationKind::Range, Claim::Whole(Expr::Figure(figure.id))))
}
