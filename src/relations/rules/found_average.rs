//! GJ404 平均数的两个数（推断）.

use rust_decimal::Decimal;

use crate::figures::{Figure, Kind, Role};
use crate::relations::sieve::is_telling_slip;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level, same_unit,
};
use crate::text::script::folded;

use super::found_again::share_a_word;
use super::price;
use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct FoundAverage;

/// How many levels before an average its total and its count may stand among.
const BACK: usize = 60;

/// Digits of an average that make a quotient no accident: of two numbers beside it or one with its name, and of any.
const TELLING_NAMED: u32 = 3;
const TELLING: u32 = 4;

impl Rule for FoundAverage {
    fn code(&self) -> &'static str {
        "GJ404"
    }

    fn name(&self) -> &'static str {
        "found-average"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "平均数由前文两数算得（推断）",
            what: "人均、户均、平均每个等的总额、数量不在近处，而前文一个总额与一个数量（量词与平均数相配）之商恰为所写平均数的，推断为平均关系，\
                   作为已核对列出；有效数字不足四位的，要求总额与平均数名目有共同词语，或两数在同一句。总额与平均数名目有共同词语、\
                   只差一处笔误（两位颠倒、漏写、多写一位、小数点错位）的提请核对，其余找不到的不作判断。",
            source: "审计常规：重新计算",
            broken: &[Example {
                text: "一、人员\n年末在职90人。\n二、支出\n公用经费152.16万元，占11.33%。\n三、效率\n在职人员人均公用经费19606.67元。",
                message: "在职人员人均公用经费19606.67元，按152.16万元÷90人应为16906.67元，相差2700元；只差一处笔误，请核对在职、公用经费。",
            }],
            holding: &[
                "一、人员\n年末在职90人。\n二、支出\n公用经费152.16万元，占11.33%。\n三、效率\n在职人员人均公用经费16906.67元。",
                "一、人员\n年末在职90人。\n二、支出\n公用经费152.16万元。\n三、效率\n人均公用经费23541.18元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut levels: Vec<&Figure> = Vec::new();
        let mut found = Vec::new();
        for figure in &report.figures.figures {
            if is_average(figure) {
                found.extend(relation(report, &levels, figure));
            } else if is_level(figure) && figure.value > Decimal::ZERO && figure.kind != Kind::Score {
                levels.push(figure);
            }
        }
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, .. }) = Sides::of(report, broken) else { return String::new() };
        let average = report.figure(stated);
        let Claim::Equal(quotient, _) = &broken.relation.claim else { return String::new() };
        let operation = wording::operation(quotient, &|id| wording::printed(report, report.figure(id)));
        let in_unit = |base: Decimal| {
            let value = base.checked_div(average.base_factor()).unwrap_or(base).round_dp(2).normalize();
            format!("{value}{}", average.unit.split('/').next().unwrap_or(""))
        };
        format!(
            "{}，按{operation}应为{}，相差{}；只差一处笔误，请核对{operands}。",
            wording::named(report, stated),
            broken.judged.computed.map_or_else(String::new, in_unit),
            broken.judged.difference.map_or_else(String::new, |gap| in_unit(gap.abs())),
        )
    }
}

fn is_average(figure: &Figure) -> bool {
    figure.role == Some(Role::Average)
        && figure.kind != Kind::Percentage
        && figure.cell.is_none()
        && figure.value > Decimal::ZERO
}

/// The nearest pair before the average whose quotient it is, or of which it is a slip.
fn relation(report: &Report<'_>, levels: &[&Figure], average: &Figure) -> Option<Relation> {
    let words = words(report, average)?;
    let near: Vec<&Figure> = levels.iter().rev().take(BACK).copied().collect();
    let totals = || near.iter().copied().filter(|total| may_be_total(total, average));
    let pairs = || {
        totals().flat_map(|total| {
            let counts =
                near.iter().copied().filter(|count| count.id != total.id && is_counted(count, average, &words));
            counts.map(move |count| (total, count))
        })
    };
    let is_named = |total: &Figure| total.label.as_ref().is_some_and(|label| share_a_word(&label.text, &words));
    let is_beside = |f: &Figure| f.sentence == average.sentence;
    let tells = |(total, count): &(&Figure, &Figure)| {
        let is_close = is_named(total) || is_beside(total) && is_beside(count);
        average.n_digits() >= if is_close { TELLING_NAMED } else { TELLING }
    };
    let slipped = |(total, count): &(&Figure, &Figure)| is_named(total) && is_slipped_quotient(total, count, average);
    let (total, count) =
        pairs().find(|pair| tells(pair) && is_quotient(pair.0, pair.1, average)).or_else(|| pairs().find(slipped))?;
    let quotient = Expr::quotient(Expr::Figure(total.id), Expr::Figure(count.id));
    let claim = Claim::Equal(quotient, Expr::Figure(average.id));
    Some(Relation { stated: Some(average.id), ..Relation::inferred("GJ404", RelationKind::Average, claim) })
}

/// The words of the clause of an average, from its start to the number: 在职人员人均公用经费.
fn words(report: &Report<'_>, average: &Figure) -> Option<String> {
    let (_, sentence) = report.sentence_of(average.id)?;
    Some(folded(report.words_before(sentence, report.position(average.id)?)).into_owned())
}

/// Whether a level is in what the average is in: money for 16906.67元, 人 for 3.5人.
fn may_be_total(total: &Figure, average: &Figure) -> bool {
    match average.kind {
        Kind::Rate | Kind::Amount => total.kind == Kind::Amount,
        _ => same_unit(total, average),
    }
}

/// Whether a figure counts what the average is over.
fn is_counted(count: &Figure, average: &Figure, words: &str) -> bool {
    if let Some(of) = price::dimension(average) {
        return price::counts(of, count);
    }
    let over = words.rsplit_once('均').and_then(|(before, _)| before.chars().next_back());
    let each = words.rsplit_once('每').map(|(_, of)| of.trim_start_matches('个'));
    match (each, over) {
        (Some(of), _) => of.starts_with(count.unit.as_str()) && !count.unit.is_empty(),
        (None, Some('平') | None) => matches!(count.kind, Kind::Count | Kind::PersonTimes),
        (None, Some(of)) => price::counts(&of.to_string(), count),
    }
}

fn quotient(total: &Figure, count: &Figure, average: &Figure) -> Option<Decimal> {
    let base = total.value.checked_mul(total.base_factor())?.checked_div(count.value)?;
    base.checked_div(average.base_factor())
}

/// A sieve: whether the quotient comes within one unit of the last printed digit, so that the judge can weigh it.
fn is_quotient(total: &Figure, count: &Figure, average: &Figure) -> bool {
    quotient(total, count, average).is_some_and(|quotient| (quotient - average.value).abs() < average.printed.precision)
}

/// A sieve: whether one slip of the pen makes the quotient, rounded as the average is, what is printed.
fn is_slipped_quotient(total: &Figure, count: &Figure, average: &Figure) -> bool {
    let n_decimals = average.printed.precision.normalize().scale();
    quotient(total, count, average)
        .is_some_and(|quotient| is_telling_slip(average.value, quotient.round_dp(n_decimals)))
}
