use std::fmt;

use rust_decimal::Decimal;

use crate::document::Note;
use crate::outline::SectionId;
use crate::quantity::Interval;
use crate::text::Span;

use super::{Grid, Sentence, Token};

/// 数据编号. Index into [`Figures::figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// As in every output, counted from 1: `f12`.
impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "f{}", self.0 + 1)
    }
}

/// 全部数据. The figures of a report with the sentences they stand in.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// In order of the text.
    pub figures: Vec<Figure>,
    /// Sentences of the running text that hold a figure or a cue, in order.
    pub sentences: Vec<Sentence>,
    /// Figures, cue words and punctuation of all sentences, in order: what the rules read.
    pub tokens: Vec<Token>,
    /// Tables as rows and columns of figures, in order.
    pub grids: Vec<Grid>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// 指标值、数据. One printed number with everything known about it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Own id.
    pub id: FigureId,
    /// Innermost section that holds it.
    pub section: SectionId,
    /// Index into [`Figures::sentences`]; `None` for a cell of a table.
    pub sentence: Option<u32>,
    /// Table and cell (indices into [`Document::tables`](crate::document::Document::tables) and its cells).
    pub cell: Option<(u32, u32)>,
    /// Everything that was read: sign, approximation, number, unit.
    pub span: Span,
    /// Number and unit as printed.
    pub printed: Printed,
    /// What sort of quantity.
    pub kind: Kind,
    /// The printed value in `unit`: 万元 for amounts, % for percentages.
    pub value: Decimal,
    /// Normalised unit: 万元, 人次, 户, %, 百分点, 元/月, 分, 倍.
    pub unit: String,
    /// For rates: what one unit of it is for (月, 人, 人·月, 张).
    pub per: Option<String>,
    /// What the printed form stands for, in `unit`.
    pub interval: Interval,
    /// How the number is bounded by the words around it.
    pub approximation: Approximation,
    /// Zero stated in words (无, 为零, 未发生).
    pub in_words: bool,
    /// The words that name it, if certain.
    pub label: Option<Label>,
    /// Label in its normal form: equal for figures that can be compared.
    pub indicator: Option<String>,
    /// Verb of the clause: 发放, 建成, 完成.
    pub action: Option<Span>,
    /// Step of the budget cycle.
    pub stage: Option<Stage>,
    /// Whose year.
    pub period: Option<Period>,
    /// Which pot of money or circle of units.
    pub scope: Option<Scope>,
    /// Part in a sum or comparison.
    pub role: Option<Role>,
    /// The figure whose change, growth, share or completion this one tells.
    pub subject: Option<FigureId>,
    /// Direction word of a change or growth: 增加, 下降.
    pub direction: Option<Direction>,
    /// The words after a count that say what is counted.
    pub item_words: Option<Span>,
}

/// 印出形式.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Digits with sign and separators: `1，335.93`, `三十二万`.
    pub number: Span,
    /// Unit as printed: `万元`; empty where it was announced elsewhere.
    pub unit: Span,
    /// Value of one unit of the last printed digit, in [`Figure::unit`]: 0.01 for `847.68万元`.
    pub precision: Decimal,
}

/// 名目. The words as printed that say what the number is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words without blanks and line ends.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Taken from an earlier clause rather than standing next to the number.
    pub inherited: bool,
}

impl Label {
    /// The words with the 合计 that closes them in `text`: 支出合计 is the whole where 支出 may be any.
    pub(super) fn with_total(&self, text: &str) -> String {
        let behind = &text[self.span.end as usize..];
        let total = ["合计", "总计"].into_iter().find(|word| behind.starts_with(word));
        format!("{}{}", self.text, total.unwrap_or_default())
    }
}

/// 种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 金额
    Amount,
    /// 人次
    PersonTimes,
    /// 数量
    Count,
    /// 百分比
    Percentage,
    /// 百分点
    PercentagePoints,
    /// 标准、单价
    Rate,
    /// 分
    Score,
    /// 倍数
    Multiple,
    /// 其他计量（时长、比例、能量）
    OtherMeasure,
}

impl Kind {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::PersonTimes => "person_times",
            Self::Count => "count",
            Self::Percentage => "percentage",
            Self::PercentagePoints => "percentage_points",
            Self::Rate => "rate",
            Self::Score => "score",
            Self::Multiple => "multiple",
            Self::OtherMeasure => "other_measure",
        }
    }
}

/// 约数.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Approximation {
    /// As printed, up to rounding.
    #[default]
    Exact,
    /// 余、多、几
    Over,
    /// 约、左右
    About,
    /// 近
    Under,
    /// 以上、至少、超过
    AtLeast,
    /// 不足、以内、不超过
    AtMost,
    /// 三至五
    Range,
}

impl Approximation {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Over => "over",
            Self::About => "about",
            Self::Under => "under",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Range => "range",
        }
    }
}

/// 阶段. Step of the budget cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 年初预算
    InitialBudget,
    /// 调整预算、全年预算
    AdjustedBudget,
    /// 计划、目标, where no budget is named
    Budget,
    /// 决算、执行数、实际支出
    FinalAccount,
    /// 结转、结余
    CarryOver,
    /// 收入
    Income,
    /// 支出
    Expenditure,
}

impl Stage {
    /// Chinese name, as in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InitialBudget => "年初预算",
            Self::AdjustedBudget => "调整预算",
            Self::Budget => "预算",
            Self::FinalAccount => "决算",
            Self::CarryOver => "结转结余",
            Self::Income => "收入",
            Self::Expenditure => "支出",
        }
    }
}

/// 期间.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 本年, 今年: the report year.
    Current,
    /// 上年, 去年, 上年同期.
    Previous,
    /// A year named in digits.
    Year(u16),
    /// 年初.
    YearStart,
    /// 年末, 截至.
    YearEnd,
}

/// As in every output: 本年, 2021.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current => f.write_str("本年"),
            Self::Previous => f.write_str("上年"),
            Self::Year(year) => write!(f, "{year}"),
            Self::YearStart => f.write_str("年初"),
            Self::YearEnd => f.write_str("年末"),
        }
    }
}

/// 口径. Which pot of money or circle of units a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// 财政拨款
    FiscalAppropriation,
    /// 一般公共预算
    GeneralPublicBudget,
    /// 政府性基金
    GovernmentFund,
    /// 国有资本经营
    StateCapital,
    /// 社会保险基金
    SocialInsurance,
    /// 非财政拨款、其他资金
    NonFiscal,
    /// 本级、单位自身
    OwnLevel,
    /// 全系统、部门汇总
    WholeSystem,
    /// 专项资金
    Special,
}

impl Scope {
    /// Chinese name, as in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FiscalAppropriation => "财政拨款",
            Self::GeneralPublicBudget => "一般公共预算",
            Self::GovernmentFund => "政府性基金",
            Self::StateCapital => "国有资本经营",
            Self::SocialInsurance => "社会保险基金",
            Self::NonFiscal => "非财政拨款",
            Self::OwnLevel => "本级",
            Self::WholeSystem => "全系统",
            Self::Special => "专项",
        }
    }
}

/// 角色. The part a figure plays among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 合计、共
    Total,
    /// 其中、分项
    Part,
    /// 增减额
    Change,
    /// 增长率、降幅
    Growth,
    /// 占比
    Share,
    /// 完成率、执行率、进度
    Completion,
    /// 人均、户均
    Average,
    /// 单价、标准
    UnitPrice,
    /// 结转、结余
    Balance,
    /// 由 a
    From,
    /// 提高到 b
    To,
    /// 上年数, given as the base of a comparison
    Base,
}

impl Role {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Part => "part",
            Self::Change => "change",
            Self::Growth => "growth",
            Self::Share => "share",
            Self::Completion => "completion",
            Self::Average => "average",
            Self::UnitPrice => "unit_price",
            Self::Balance => "balance",
            Self::From => "from",
            Self::To => "to",
            Self::Base => "base",
        }
    }
}

/// 增减方向.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// 增加、增长、上升、提高
    Up,
    /// 减少、下降、降低
    Down,
    /// 持平、不变
    Flat,
}

impl Direction {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
        }
    }
}

impl Figures {
    /// A figure by id.
    #[must_use]
    pub fn get(&self, id: FigureId) -> &Figure {
        &self.figures[id.0 as usize]
    }
}

impl Figure {
    /// Units of the common base (元, 1 for everything else) in one [`Figure::unit`]: products and averages need it.
    #[must_use]
    pub fn base_factor(&self) -> Decimal {
        if self.kind == Kind::Amount && self.unit.starts_with('万') { Decimal::from(10_000) } else { Decimal::ONE }
    }

    /// Significant digits of the value; zeros behind the point do not count, 1 for zero.
    #[must_use]
    pub fn n_digits(&self) -> u32 {
        self.value.normalize().mantissa().unsigned_abs().checked_ilog10().map_or(1, |n| n + 1)
    }
}
