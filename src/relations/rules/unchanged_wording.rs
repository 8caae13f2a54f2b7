use crate::figures::{Cue, Direction, Figure, Role, Sentence, TokenKind};
use crate::relations::printed::{named, quote, result};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::any_of;
use crate::text::script::folded;

const CODE: &str = "GJ704";

/// 称持平而两数不等.
pub(super) struct UnchangedWording;

impl Rule for UnchangedWording {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "unchanged-contradicted-by-amounts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "称“持平”而两个数不相等",
            what: "“与上年的某数持平（相同、一致）”写明了上年的数时，与它前面同单位的数应当相等。没有写出上年数的、\
                   “基本持平”的，不核对。",
            source: "文字与数字应当一致。",
            broken: &[Example {
                text: "公务接待费8.00万元，与上年的8.60万元持平。",
                message: "称“持平”，但公务接待费8.00万元与8.60万元相差0.60万元；请核对文字和数字。",
            }],
            holding: &[
                "公务接待费8.00万元，与上年的8.00万元持平。",
                "公务接待费8.00万元，与上年的8.06万元基本持平。",
                "公务接待费8.00万元，与上年持平。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for sentence in &report.figures.sentences {
            for (k, token) in report.tokens(sentence).iter().enumerate() {
                if token.kind == TokenKind::Cue(Cue::Flat)
                    && let Some((now, base)) = compared(report, sentence, k)
                {
                    let difference = Expr::difference(Expr::Figure(now.id), Expr::Figure(base.id));
                    let claim = Claim::Goes(difference, Direction::Flat);
                    let mut relation = Relation::new(CODE, RelationKind::Wording, claim);
                    relation.triggers = vec![token.span];
                    relations.push(relation);
                }
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said: String = broken.relation.triggers.iter().map(|&span| folded(report.slice(span))).collect();
        let [now, base] = broken.relation.figures[..] else { return String::new() };
        let gap = result(report, now, broken.judged.computed.unwrap_or_default().abs());
        format!("称“{said}”，但{}与{}相差{gap}；请核对文字和数字。", named(report, now), quote(report, base))
    }
}

/// Whether 持平 ties two figures here.
pub(super) fn compares(report: &Report<'_>, sentence: &Sentence, k: usize) -> bool {
    compared(report, sentence, k).is_some()
}

/// The figure before 与 and the one between 与 and 持平.
fn compared<'a>(report: &Report<'a>, sentence: &Sentence, k: usize) -> Option<(&'a Figure, &'a Figure)> {
    let tokens = report.tokens(sentence);
    let flat = tokens[k];
    let before = tokens[..k].iter().rev().filter(|t| t.depth <= flat.depth);
    let mut figures =
        before.filter_map(|t| if let TokenKind::Figure(id) = t.kind { Some(report.figure(id)) } else { None });
    let base = figures.next()?;
    let words = folded(report.slice(crate::text::Span { start: base.span.end, end: flat.span.start }));
    let now =
        figures.find(|f| !matches!(f.role, Some(Role::Change | Role::Growth | Role::Share | Role::Completion)))?;
    let between = folded(report.slice(crate::text::Span { start: now.span.end, end: base.span.start }));
    let (gap, compared_with) = between.rsplit_once(['与', '同', '和', '较', '比'])?;
    let is_base = compared_with.is_empty() || any_of!["年", "期", "预算", "上"].stand_in(compared_with);
    let same_sort = now.kind == base.kind && now.unit == base.unit;
    let is_next = gap.trim_matches(',').is_empty();
    (words.is_empty() && is_base && same_sort && is_next).then_some((now, base))
}
