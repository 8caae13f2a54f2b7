use super::{Broken, Relation, Report};

/// 规则. Finds the claims of one kind and words what is wrong with a broken one; never compares numbers.
pub trait Rule: Sync {
    /// `GJ` + family digit + two digits; never reused.
    fn code(&self) -> &'static str;

    /// The defect: `total-differs-from-parts`.
    fn name(&self) -> &'static str;

    /// The manual page.
    fn doc(&self) -> RuleDoc;

    /// Every claim of this kind, whether it holds or not.
    fn find(&self, report: &Report<'_>) -> Vec<Relation>;

    /// Three parts in Chinese: what disagrees and by how much; why it should agree; what to check.
    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String;
}

/// 规则说明. The page of `gouji rule CODE` and docs/RULES.md; the examples are run as tests.
#[derive(Clone, Debug)]
pub struct RuleDoc {
    /// 合计与分项之和不符
    pub title: &'static str,
    /// What is checked, when it holds, and what is left undecided; Chinese.
    pub what: &'static str,
    /// The regulation, standard or practice it rests on.
    pub source: &'static str,
    /// Texts that must give a finding of this rule, with the exact first message.
    pub broken: &'static [Example],
    /// Near misses that must stay silent.
    pub holding: &'static [&'static str],
}

/// 例. A text and the message it gives.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// A piece of a report.
    pub text: &'static str,
    /// The exact message of the finding.
    pub message: &'static str,
}
