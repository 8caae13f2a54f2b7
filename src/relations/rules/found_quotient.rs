//! GJ208 比率的两个数（推断）.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};
use crate::relations::{
    Broken, Claim, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Strength, is_level, same_unit,
};

use super::{digits, wording};

/// See [`RuleDoc`].
pub(super) struct FoundQuotient;

/// How many figures back the numerator and the denominator of a rate may stand.
const NUMERATORS: usize = 4;
const DENOMINATORS: usize = 16;

/// Digits of a rate that make a quotient no accident, beside the rate and farther off.
const TELLING_NEAR: u32 = 3;
const TELLING_FAR: u32 = 4;

impl Rule for FoundQuotient {
    fn code(&self) -> &'static str {
        "GJ208"
    }

    fn name(&self) -> &'static str {
        "found-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "比率由前文两数算得（推断）",
            what: "文字没有写明占比、完成率、满意率等由哪两个数相除，而前文最近的一个数与同单位的另一个数之商恰为所写比率的，\
                   推断为比率关系，作为已核对列出；比率的有效数字不足三位的（同句以外四位）不推断，找不到的不作判断。\
                   两数另有出入时，用来判断哪个数写错。",
            source: "审计常规：复算比率",
            broken: &[],
            holding: &[
                "发放问卷200份，收回有效问卷196份，其中表示满意的189份，服务对象满意度96.43%。",
                "发放问卷200份，收回有效问卷196份，其中表示满意的189份，服务对象满意度97.52%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut levels: Vec<&Figure> = Vec::new();
        let mut found = Vec::new();
        for figure in &report.figures.figures {
            if is_rate(figure) {
                found.extend(relation(report, &levels, figure));
            } else if is_operand(figure) {
                levels.push(figure);
            }
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(report, broken, "比率")
    }
}

fn is_rate(figure: &Figure) -> bool {
    figure.kind == Kind::Percentage
        && matches!(figure.role, None | Some(Role::Share | Role::Completion))
        && figure.cell.is_none()
        && figure.value > Decimal::ZERO
}

fn is_operand(figure: &Figure) -> bool {
    is_level(figure) && figure.cell.is_none() && figure.value > Decimal::ZERO && figure.kind != Kind::Score
}

/// The nearest pair before the rate whose quotient it is.
fn relation(report: &Report<'_>, levels: &[&Figure], rate: &Figure) -> Option<Relation> {
    let chapter = |f: &Figure| report.outline.section(f.section).path.first().copied();
    let digits = digits(rate.value);
    let beside = |f: &Figure| f.sentence == rate.sentence;
    let tells = |a: &Figure, b: &Figure| digits >= if beside(a) && beside(b) { TELLING_NEAR } else { TELLING_FAR };
    let near: Vec<&Figure> =
        levels.iter().rev().take(DENOMINATORS).take_while(|f| chapter(f) == chapter(rate)).copied().collect();
    for (n, part) in near.iter().enumerate().take(NUMERATORS) {
        for (m, whole) in near.iter().enumerate() {
            let is_pair = n != m && same_unit(part, whole) && tells(part, whole);
            if is_pair && is_quotient(part, whole, rate) {
                let quotient = Expr::percent(Expr::Figure(part.id), Expr::Figure(whole.id));
                let kind =
                    if rate.role == Some(Role::Completion) { RelationKind::Completion } else { RelationKind::Share };
                return Some(Relation {
                    stated: Some(rate.id),
                    strength: Strength::Inferred,
                    severity: Severity::Verify,
                    choice: Some(rate.id.0),
                    ..Relation::new("GJ208", kind, Claim::Equal(quotient, Expr::Figure(rate.id)))
                });
            }
        }
    }
    None
}

/// A sieve: whether the quotient comes within one unit of the last printed digit, so that the judge can weigh it.
fn is_quotient(part: &Figure, whole: &Figure, rate: &Figure) -> bool {
    let product = part.value.checked_mul(Decimal::ONE_HUNDRED);
    let quotient = product.and_then(|product| product.checked_div(whole.value));
    quotient.is_some_and(|quotient| (quotient - rate.value).abs() < rate.printed.precision)
}
