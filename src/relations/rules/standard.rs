//! GJ403 发放额与别处所写标准.

use crate::figures::{Approximation, Figure, Kind, Role};
use crate::quantity::Decimal;
use crate::relations::near::is_one_slip_apart;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level,
};
use crate::text::Span;
use crate::text::script::folded;

use super::line::lines;
use super::wording;

const CODE: &str = "GJ403";

/// Characters of a name that tells one thing: 高龄津贴.
const NAME: usize = 4;

/// Standards of one report that a grant is held against.
const MOST_STANDARDS: usize = 64;

/// 标准与发放.
pub(super) struct Standard;

impl Rule for Standard {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "grant-differs-from-standard"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "发放额与别处所写标准不符（推断）",
            what: "一处写明某项补贴的标准（每月、每人次多少元），另一处写明同一项补贴的人次数和金额的，金额应当等于标准×人次数。\
                   一项补贴有几个不同标准的不核对；相差超过一位数字或相邻两位颠倒的，可能是标准中途调整或享受不足月，不判定。",
            source: "《预算绩效评价指标体系》成本指标；审计常规：重新计算",
            broken: &[Example {
                text: "一、目标\n残疾人两项补贴项目：生活补贴100元/月，护理补贴100元/月。\n\
                       二、成效\n残疾人两项补贴30483人次，共发放340.83万元。",
                message: "残疾人两项补贴340.83万元，按别处所写标准100元/月×30483人次应为304.83万元，相差36万元；请核对标准、人次和金额。",
            }],
            holding: &[
                "一、目标\n残疾人两项补贴项目：生活补贴100元/月，护理补贴100元/月。\n\
                 二、成效\n残疾人两项补贴30483人次，共发放304.83万元。",
                "一、目标\n残疾人两项补贴项目：生活补贴80元/月，护理补贴100元/月。\n\
                 二、成效\n残疾人两项补贴30483人次，共发放340.83万元。",
                "一、目标\n残疾人两项补贴项目：补贴100元/月。\n二、成效\n残疾人两项补贴30483人次，共发放287.65万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let standards: Vec<Set<'_>> = report
            .figures
            .figures
            .iter()
            .filter(|f| is_standard(f))
            .take(MOST_STANDARDS)
            .map(|f| Set::of(report, f))
            .collect();
        if standards.is_empty() {
            return Vec::new();
        }
        grants(report).filter_map(|(count, amount)| relation(&standards, count, amount)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let (Some(amount), Claim::Equal(product, _)) = (broken.relation.stated, &broken.relation.claim) else {
            return String::new();
        };
        let in_unit =
            |base: Option<Decimal>| base.map_or_else(String::new, |base| wording::value(report, amount, base));
        format!(
            "{}，按别处所写标准{}应为{}，相差{}；请核对标准、人次和金额。",
            wording::named(report, amount),
            wording::operation(product, &|id| wording::printed(report, report.figure(id))),
            in_unit(broken.judged.computed),
            in_unit(broken.judged.difference.map(|d| d.abs())),
        )
    }
}

/// 一条标准. A price and the words that say what it is the price of.
struct Set<'a> {
    price: &'a Figure,
    /// Its own name, the heading, and the words that open its paragraph, up to the colon.
    names: Vec<String>,
}

impl<'a> Set<'a> {
    fn of(report: &Report<'_>, price: &'a Figure) -> Self {
        let title = unquoted(&report.outline.section(price.section).title);
        let own = price.indicator.clone();
        let opening = opening(report, price).and_then(|words| words.split_once(':').map(|(name, _)| name.to_owned()));
        Self { price, names: own.into_iter().chain([title]).chain(opening).collect() }
    }

    fn is_of(&self, thing: &str) -> bool {
        self.names.iter().any(|name| name.contains(thing))
    }
}

fn is_standard(figure: &Figure) -> bool {
    let is_set = matches!(figure.role, None | Some(Role::UnitPrice)) && figure.approximation == Approximation::Exact;
    figure.kind == Kind::Rate && figure.unit.starts_with("元/") && is_set
}

/// The words of a paragraph up to a figure.
fn opening(report: &Report<'_>, figure: &Figure) -> Option<String> {
    let (n, own) = report.sentence_of(figure.id)?;
    let of_paragraph = |s: &&crate::figures::Sentence| s.paragraph == own.paragraph;
    let earlier = report.figures.sentences[..=n as usize].iter().rev().take_while(of_paragraph);
    let start = earlier.last()?.span.start;
    Some(unquoted(report.slice(Span { start, end: figure.span.start.max(start) })))
}

/// Person-times and the money given for them under the same name, one after the other.
fn grants<'a>(report: &'a Report<'a>) -> impl Iterator<Item = (&'a Figure, &'a Figure)> {
    lines(report).flat_map(|line| {
        let is_priced = line.figures.iter().any(|told| told.figure.kind == Kind::Rate);
        let pairs = line.figures.windows(2).map(|pair| (pair[0].figure, pair[1].figure));
        pairs.filter(|(count, amount)| !is_priced && is_grant(count, amount)).collect::<Vec<_>>()
    })
}

fn is_grant(count: &Figure, amount: &Figure) -> bool {
    let is_named = count.indicator.as_ref().is_some_and(|name| name.chars().count() >= NAME);
    count.kind == Kind::PersonTimes
        && amount.kind == Kind::Amount
        && is_level(count)
        && is_level(amount)
        && is_named
        && count.indicator == amount.indicator
}

/// The claim that the money is the standard times the person-times, where the report sets one standard for the thing.
fn relation(standards: &[Set<'_>], count: &Figure, amount: &Figure) -> Option<Relation> {
    let thing = count.indicator.as_deref()?;
    let mut of_thing = standards.iter().filter(|s| s.is_of(thing)).map(|s| s.price);
    let price = of_thing.next()?;
    if of_thing.any(|other| other.value != price.value) {
        return None;
    }
    let claim =
        Claim::Equal(Expr::Product(vec![Expr::Figure(price.id), Expr::Figure(count.id)]), Expr::Figure(amount.id));
    let in_yuan = |figure: &Figure| figure.value.checked_mul(figure.base_factor());
    let product = in_yuan(price)?.checked_mul(count.value)?;
    let is_near = is_one_slip_apart(product, in_yuan(amount)?);
    Some(Relation {
        stated: Some(amount.id),
        doubt: (!is_near).then_some(Undecided::ScopeUnknown),
        ..Relation::inferred(CODE, RelationKind::Product, claim)
    })
}

fn unquoted(words: &str) -> String {
    folded(words).replace(['“', '”', '"'], "")
}
