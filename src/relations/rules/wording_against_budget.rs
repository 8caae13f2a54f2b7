use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::figures::{Cue, Direction, Figure, FigureId, Kind, Role, Sentence, Stage, TokenKind};
use crate::relations::printed;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided};
use crate::text::script::folded;
use crate::text::{Span, any_of};

use super::wording;

const CODE: &str = "GJ702";

/// 决算大于、小于、等于预算之措辞与数字不符.
pub(super) struct WordingAgainstBudget;

impl Rule for WordingAgainstBudget {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "budget-wording-contradicts-amounts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "“决算大于（小于、等于）预算”与数字不符",
            what: "正文说决算数大于、小于、等于预算数或与预算数持平时，与同句在前的决算数、预算数比较；没有金额时与完成率比较。\
                   同句有几个预算数而文字没有说明是哪一个的，不作判断；“基本持平”不核对。",
            source: "部门决算公开说明格式：“决算数大于（小于）预算数的主要原因”。",
            broken: &[
                Example {
                    text: "推广服务年初预算为60.00万元，支出决算为57.36万元，完成年初预算的95.60%，决算数大于预算数的主要原因是示范点延后验收。",
                    message: "“决算数大于预算数”与数字不符：推广服务决算57.36万元比推广服务年初预算60.00万元少2.64万元；请核对文字和数字。",
                },
                Example {
                    text: "住房保障支出完成年初预算的102.50%，决算数小于年初预算数。",
                    message: "“决算数小于年初预算数”与数字不符：住房保障支出102.50%比100%多2.50%；请核对文字和数字。",
                },
            ],
            holding: &[
                "推广服务年初预算为60.00万元，支出决算为57.36万元，完成年初预算的95.60%，决算数小于预算数的主要原因是示范点延后验收。",
                "推广服务年初预算为60.00万元，支出决算为60.00万元，完成年初预算的100%，决算数与预算数持平。",
                "推广服务年初预算为60.00万元，支出决算为59.90万元，决算数与预算数基本持平。",
                "会议费支出大于培训费支出。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for sentence in &report.figures.sentences {
            for (k, token) in report.tokens(sentence).iter().enumerate() {
                if let TokenKind::Cue(cue) = token.kind
                    && let Some(relation) = relation(report, sentence, k, cue)
                {
                    relations.push(relation);
                }
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said: String = broken.relation.triggers.iter().map(|&span| folded(report.slice(span))).collect();
        let numbers = match broken.relation.figures[..] {
            [a, b] => {
                let named = |id| format!("{}{}", wording::staged(report, id), printed::quote(report, id));
                let (account, budget) = if is_account(report.figure(a)) { (a, b) } else { (b, a) };
                compared(report, broken, account, &named(account), &named(budget))
            }
            [rate] => compared(report, broken, rate, &printed::named(report, rate), "100%"),
            _ => String::new(),
        };
        format!("“{said}”与数字不符：{numbers}；请核对文字和数字。")
    }
}

/// 支出决算57.36万元比年初预算60.00万元少2.64万元.
fn compared(report: &Report<'_>, broken: &Broken<'_>, account: FigureId, named: &str, budget: &str) -> String {
    let difference = broken.judged.computed.unwrap_or_default();
    let gap = printed::result(report, account, difference.abs());
    match difference.cmp(&Decimal::ZERO) {
        Ordering::Less => format!("{named}比{budget}少{gap}"),
        Ordering::Equal => format!("{named}与{budget}相等"),
        Ordering::Greater => format!("{named}比{budget}多{gap}"),
    }
}

/// Whether the accounts are said to be above, below or equal to the budget here.
pub(super) fn compares(report: &Report<'_>, sentence: &Sentence, k: usize, cue: Cue) -> bool {
    relation(report, sentence, k, cue).is_some()
}

fn relation(report: &Report<'_>, sentence: &Sentence, k: usize, cue: Cue) -> Option<Relation> {
    if !matches!(cue, Cue::Above | Cue::Below | Cue::Equals | Cue::Flat) {
        return None;
    }
    let (before, after) = (report.words_before(sentence, k), report.words_after(sentence, k));
    let (before_folded, after_folded) = (folded(before), folded(after));
    let (direction, budget_words) = match cue {
        Cue::Above => (Direction::Up, after_folded.as_ref()),
        Cue::Below => (Direction::Down, after_folded.as_ref()),
        Cue::Equals => (Direction::Flat, after_folded.as_ref()),
        // 决算数与预算数持平
        Cue::Flat => (Direction::Flat, before_folded.split_once(['与', '同', '和'])?.1),
        _ => return None,
    };
    let subject = if cue == Cue::Flat { before_folded.split(['与', '同', '和']).next()? } else { &before_folded };
    let is_bare_flat = cue == Cue::Flat && subject.is_empty();
    let names_account = any_of!["决算", "决算数", "执行数", "执行", "支出数", "实际支出"].end(subject);
    if !(names_account || is_bare_flat) || !names_budget(budget_words) || before_folded.ends_with("基本") {
        return None;
    }
    let token = report.tokens(sentence)[k];
    let trigger =
        Span { start: token.span.start - u32::try_from(before.trim_start().len()).ok()?, end: token.span.end };
    let trigger = if cue == Cue::Flat { trigger } else { through_budget(report, trigger) };
    let (claim, undecided) = claim(report, sentence, k, budget_words, direction)?;
    let mut relation = Relation::new(CODE, RelationKind::Wording, claim);
    relation.triggers = vec![trigger];
    relation.undecided = undecided;
    Some(relation)
}

/// Whether the words compared with begin with a budget: 预算数, 年初预算数, 全年预算.
fn names_budget(words: &str) -> bool {
    words.find("预算").is_some_and(|at| words[..at].chars().count() <= 4)
}

/// The words up to the end of 预算数.
fn through_budget(report: &Report<'_>, span: Span) -> Span {
    let rest = &report.document.text[span.end as usize..];
    let end = rest.find("预算").map_or(0, |at| at + "预算".len());
    let end = if rest[end..].starts_with('数') { end + "数".len() } else { end };
    Span { start: span.start, end: span.end + u32::try_from(end).unwrap_or(0) }
}

/// Which numbers before the words are compared.
fn claim(
    report: &Report<'_>,
    sentence: &Sentence,
    k: usize,
    budget_words: &str,
    direction: Direction,
) -> Option<(Claim, Option<Undecided>)> {
    let before = report.tokens(sentence)[..k].iter().rev();
    let figures: Vec<&Figure> = before
        .take_while(|t| t.kind != TokenKind::Semicolon)
        .filter_map(|t| if let TokenKind::Figure(id) = t.kind { Some(report.figure(id)) } else { None })
        .collect();
    let account = figures.iter().find(|f| is_account(f));
    let budgets: Vec<FigureId> = figures.iter().filter(|f| is_budget(f, budget_words)).map(|f| f.id).collect();
    if let (Some(account), Some(&budget)) = (account, budgets.first()) {
        let difference = Expr::difference(Expr::Figure(account.id), Expr::Figure(budget));
        let is_open = budgets.len() > 1;
        return Some((Claim::Goes(difference, direction), is_open.then_some(Undecided::Ambiguous)));
    }
    let rate = figures.iter().find(|f| f.kind == Kind::Percentage && f.role == Some(Role::Completion))?;
    let over = Expr::difference(Expr::Figure(rate.id), Expr::Constant(Decimal::ONE_HUNDRED));
    Some((Claim::Goes(over, direction), None))
}

fn is_account(figure: &Figure) -> bool {
    figure.kind == Kind::Amount && figure.stage == Some(Stage::FinalAccount) && figure.role != Some(Role::Base)
}

fn is_budget(figure: &Figure, words: &str) -> bool {
    let asked: &[Stage] = if words.starts_with("年初") {
        &[Stage::InitialBudget]
    } else if words.starts_with("全年") || words.starts_with("调整") {
        &[Stage::AdjustedBudget]
    } else {
        &[Stage::Budget, Stage::InitialBudget, Stage::AdjustedBudget]
    };
    figure.kind == Kind::Amount && figure.stage.is_some_and(|stage| asked.contains(&stage))
}
