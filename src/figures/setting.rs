//! 阶段、期间、口径. Which step of the budget cycle, whose year and which pot of money the words around a figure tell.

use std::sync::LazyLock;

use crate::text::script::{fold, is_blank};
use crate::text::words::Words;

use super::{Period, Scope, Stage};

/// Words that tell the step of the budget cycle.
static STAGES: LazyLock<Words<Stage>> = LazyLock::new(|| Words::of(STAGE_WORDS.iter().copied()));

const STAGE_WORDS: &[(&str, Stage)] = &[
    ("年初预算", Stage::InitialBudget),
    ("年初部门预算", Stage::InitialBudget),
    ("年初批复", Stage::InitialBudget),
    ("年初安排", Stage::InitialBudget),
    ("预算批复", Stage::InitialBudget),
    ("调整预算", Stage::AdjustedBudget),
    ("全年预算", Stage::AdjustedBudget),
    ("调整后预算", Stage::AdjustedBudget),
    ("预算调整", Stage::AdjustedBudget),
    ("调整后", Stage::AdjustedBudget),
    ("年度计划", Stage::Budget),
    ("计划", Stage::Budget),
    ("目标", Stage::Budget),
    ("任务", Stage::Budget),
    ("决算", Stage::FinalAccount),
    ("执行数", Stage::FinalAccount),
    ("全年执行", Stage::FinalAccount),
    ("实际支出", Stage::FinalAccount),
    ("实际完成", Stage::FinalAccount),
    ("实际执行", Stage::FinalAccount),
    ("实际使用", Stage::FinalAccount),
    ("实际采购", Stage::FinalAccount),
    ("实际支付", Stage::FinalAccount),
    ("结转", Stage::CarryOver),
    ("结余", Stage::CarryOver),
];

/// Stage of the budget cycle, from the words of the clause.
pub(super) fn stage(words: &str, label: Option<&str>) -> Option<Stage> {
    let clean;
    let words = if words.contains(is_blank) || words.contains('\n') {
        clean = super::label::plain(words);
        clean.as_str()
    } else {
        words
    };
    let told = STAGES.within(words).map(|(at, word, stage)| (at + word.len(), word.len(), stage));
    if let Some((_, _, stage)) = told.max_by_key(|&(end, len, _)| (end, len)) {
        return Some(stage);
    }
    // 一般公共预算 and 政府性基金预算 name a pot, not a stage.
    let without_pots = || words.replace("公共预算", "").replace("基金预算", "").replace("经营预算", "");
    if words.contains("预算") && without_pots().contains("预算") {
        return Some(Stage::InitialBudget);
    }
    let label = label?;
    if label.ends_with("收入") {
        Some(Stage::Income)
    } else if label.ends_with("支出") || label.ends_with("费") || label.ends_with("经费") {
        Some(Stage::Expenditure)
    } else {
        None
    }
}

/// Words that tell a period, the telling ones first; a year in digits goes before 本年.
const PERIOD_WORDS: &[(&str, Period)] = &[
    ("上年", Period::Previous),
    ("去年", Period::Previous),
    ("上一年", Period::Previous),
    ("年末", Period::YearEnd),
    ("年底", Period::YearEnd),
    ("期末", Period::YearEnd),
    ("年初结转", Period::YearStart),
    ("年初结余", Period::YearStart),
    ("期初", Period::YearStart),
    ("今年", Period::Current),
    ("本年", Period::Current),
    ("当年", Period::Current),
    ("全年", Period::Current),
    ("本期", Period::Current),
];

static PERIODS: LazyLock<Words<usize>> =
    LazyLock::new(|| Words::of(PERIOD_WORDS.iter().enumerate().map(|(n, &(word, _))| (word, n))));

/// Whose year the clause speaks of.
pub(super) fn period(words: &str) -> Option<Period> {
    let first = PERIODS.within(words).map(|(_, _, n)| n).min();
    let told = first.map(|n| PERIOD_WORDS[n].1);
    told.filter(|&period| period != Period::Current).or_else(|| year(words).map(Period::Year)).or(told)
}

/// The last year in digits: `2022年`, `2015本年`.
pub(super) fn year(words: &str) -> Option<u16> {
    if !words.contains(['年', '本', '度']) {
        return None;
    }
    let mut found = None;
    let mut digits = String::new();
    for c in words.chars().chain(std::iter::once(' ')) {
        let folded = fold(c);
        if folded.is_ascii_digit() {
            digits.push(folded);
        } else {
            if digits.len() == 4 && (c == '年' || c == '本' || c == '度') {
                found = digits.parse().ok().filter(|y| (1949..2100).contains(y)).or(found);
            }
            digits.clear();
        }
    }
    found
}

/// Words that name a pot or a circle of units, the telling ones first.
const SCOPE_WORDS: &[(&str, Scope)] = &[
    ("政府性基金", Scope::GovernmentFund),
    ("国有资本经营", Scope::StateCapital),
    ("社会保险基金", Scope::SocialInsurance),
    ("社保基金", Scope::SocialInsurance),
    ("一般公共预算", Scope::GeneralPublicBudget),
    ("公共财政", Scope::GeneralPublicBudget),
    ("非财政拨款", Scope::NonFiscal),
    ("自有资金", Scope::NonFiscal),
    ("财政拨款", Scope::FiscalAppropriation),
    ("财政资金", Scope::FiscalAppropriation),
    ("局本级", Scope::OwnLevel),
    ("本级", Scope::OwnLevel),
    ("全系统", Scope::WholeSystem),
    ("专项资金", Scope::Special),
];

static SCOPES: LazyLock<Words<usize>> =
    LazyLock::new(|| Words::of(SCOPE_WORDS.iter().enumerate().map(|(n, &(word, _))| (word, n))));

/// Which pot or circle of units the words name.
pub(super) fn scope(words: &str) -> Option<Scope> {
    let first = SCOPES.within(words).map(|(_, _, n)| n).min()?;
    Some(SCOPE_WORDS[first].1)
}
