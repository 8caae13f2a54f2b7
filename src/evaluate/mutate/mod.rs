//! 变异: one real slip put into a report that is free of them. A good checker finds it, unless nobody could.

mod edit;
mod numbers;
mod plan;
mod table;
mod trial;
mod words;

use std::collections::BTreeMap;

use super::{Case, Tally};

pub(super) use edit::Edits;
pub use table::{json, misses, table};
pub use trial::{Fate, Silence, Suspected, Trial, trials};

/// 笔误. What can go wrong in writing a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Slip {
    SwappedDigits,
    WrongDigit,
    LostDigit,
    AddedDigit,
    MovedPoint,
    OtherUnit,
    LastYear,
    ChangedPart,
    DroppedPart,
    Reversed,
    Direction,
    DroppedItem,
    Year,
    SectionNumber,
}

impl Slip {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::SwappedDigits,
        Self::WrongDigit,
        Self::LostDigit,
        Self::AddedDigit,
        Self::MovedPoint,
        Self::OtherUnit,
        Self::LastYear,
        Self::ChangedPart,
        Self::DroppedPart,
        Self::Reversed,
        Self::Direction,
        Self::DroppedItem,
        Self::Year,
        Self::SectionNumber,
    ];

    /// Name in Chinese.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::SwappedDigits => "两位数字颠倒",
            Self::WrongDigit => "错一位",
            Self::LostDigit => "漏一位",
            Self::AddedDigit => "多一位",
            Self::MovedPoint => "小数点错位",
            Self::OtherUnit => "元、万元、亿元混淆",
            Self::LastYear => "照抄上年数",
            Self::ChangedPart => "分项改而合计未改",
            Self::DroppedPart => "合计中漏列一项",
            Self::Reversed => "分别颠倒",
            Self::Direction => "增减方向词",
            Self::DroppedItem => "清单少一项",
            Self::Year => "年份未改",
            Self::SectionNumber => "章节序号",
        }
    }

    /// Whether one number is wrong afterwards, and nothing else.
    #[must_use]
    pub fn is_of_number(self) -> bool {
        !matches!(
            self,
            Self::DroppedPart | Self::Reversed | Self::Direction | Self::DroppedItem | Self::Year | Self::SectionNumber
        )
    }
}

/// 变异成绩. What became of many mutants, by slip.
#[derive(Clone, Debug, Default)]
pub struct MutationScore {
    /// Counts by slip.
    pub rows: BTreeMap<Slip, Row>,
    /// Visible mutants by the kind of the relation that they break (the first, as the truth lists them).
    pub kinds: BTreeMap<String, Tally>,
}

/// Counts of one slip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// All mutants.
    pub mutants: u32,
    /// Those that break no relation of the truth: rounding covers them.
    pub invisible: u32,
    /// Those of which the truth cannot tell.
    pub unknowable: u32,
    /// Those that break a relation of the truth.
    pub visible: u32,
    /// Of these, told in a new finding.
    pub found: u32,
    /// Of these, the changed number is among the suspects.
    pub suspected: u32,
    /// Of these, the first suspect is the changed number.
    pub culprit: u32,
    /// Of these, the proposal is what stood there before.
    pub proposal: u32,
    /// New findings about mutants that break nothing: something was read otherwise.
    pub surplus: u32,
}

/// Adds up trials.
#[must_use]
pub fn score(trials: &[Trial]) -> MutationScore {
    let mut score = MutationScore::default();
    for trial in trials {
        let row = score.rows.entry(trial.slip).or_default();
        row.mutants += 1;
        match trial.fate {
            Fate::Invisible => row.invisible += 1,
            Fate::Unknowable => row.unknowable += 1,
            Fate::Visible => {
                row.visible += 1;
                row.found += u32::from(trial.found);
                row.suspected += u32::from(trial.suspected >= Suspected::Among);
                row.culprit += u32::from(trial.suspected == Suspected::First);
                row.proposal += u32::from(trial.proposal);
                let tally = if trial.found { Tally::RIGHT } else { Tally::MISSED };
                *score.kinds.entry(trial.breaks.clone()).or_default() += tally;
            }
        }
        row.surplus += u32::from(trial.fate == Fate::Invisible && trial.found);
    }
    score
}

impl MutationScore {
    /// Counts of the slips that make one number wrong, or of all.
    #[must_use]
    pub fn total(&self, of_numbers: bool) -> Row {
        let rows = self.rows.iter().filter(|(slip, _)| !of_numbers || slip.is_of_number());
        rows.fold(Row::default(), |mut all, (_, row)| {
            all.mutants += row.mutants;
            all.invisible += row.invisible;
            all.unknowable += row.unknowable;
            all.visible += row.visible;
            all.found += row.found;
            all.suspected += row.suspected;
            all.culprit += row.culprit;
            all.proposal += row.proposal;
            all.surplus += row.surplus;
            all
        })
    }
}

/// Those cases that have nothing to be found in them.
#[must_use]
pub fn consistent(cases: Vec<Case>) -> Vec<Case> {
    cases.into_iter().filter(|case| case.consistent).collect()
}
