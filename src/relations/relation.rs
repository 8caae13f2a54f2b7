use std::fmt;

use rust_decimal::Decimal;

use crate::figures::{Direction, FigureId};
use crate::quantity::Interval;
use crate::text::Span;

use super::Expr;

/// 关系编号. Index into [`Relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

/// As in every output, counted from 1: `r3`.
impl fmt::Display for RelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0 + 1)
    }
}

/// All claims of a report, in order of the text.
pub type Relations = Vec<Relation>;

/// 勾稽关系. A claim that the report makes about its figures.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Code of the rule that found it.
    pub rule: &'static str,
    /// What sort of claim.
    pub kind: RelationKind,
    /// The claim itself.
    pub claim: Claim,
    /// Every figure it ties, the stated result included, each once, in order of the text.
    pub figures: Vec<FigureId>,
    /// The figure that states the result (the total, the rate), where one does.
    pub stated: Option<FigureId>,
    /// Words that make it a claim: 其中, 完成, 比上年.
    pub triggers: Vec<Span>,
    /// Places of the evidence that are not figures: headings, items, words.
    pub places: Vec<Span>,
    /// Who says so.
    pub strength: Strength,
    /// Set by the rule when the claim cannot be judged whatever the numbers.
    pub undecided: Option<Undecided>,
    /// Why a difference may be no error: then the claim is undecided instead of broken.
    pub doubt: Option<Undecided>,
    /// Readings between which the words leave the choice: relations of one rule with one number are told as one,
    /// the best that the figures allow.
    pub choice: Option<u32>,
    /// The list that a share stands in, and the whole that this reading takes it of: one list has one whole.
    pub kin: Option<Kin>,
    /// How bad it is when broken.
    pub severity: Severity,
    /// Relations of one subject that are told in one finding carry the same non-empty group.
    pub group: Option<String>,
    /// Extra words for the message that the rule knows and the numbers do not.
    pub remark: Option<String>,
}

impl Relation {
    /// A claim that the text states and that must hold; its figures are those of the claim, the stated one the side
    /// of an equation that is a single figure.
    #[must_use]
    pub fn new(rule: &'static str, kind: RelationKind, claim: Claim) -> Self {
        let mut figures = claim.figures();
        figures.sort_unstable();
        figures.dedup();
        Self {
            rule,
            kind,
            stated: claim.stated(),
            claim,
            figures,
            triggers: Vec::new(),
            places: Vec::new(),
            strength: Strength::Stated,
            undecided: None,
            doubt: None,
            choice: None,
            kin: None,
            severity: Severity::Mandatory,
            group: None,
            remark: None,
        }
    }

    /// A claim that we infer: what disagrees is to be explained or corrected, and need not be wrong.
    #[must_use]
    pub fn inferred(rule: &'static str, kind: RelationKind, claim: Claim) -> Self {
        Self { strength: Strength::Inferred, severity: Severity::Verify, ..Self::new(rule, kind, claim) }
    }

    /// A defect (or its absence) that the text itself shows at these places.
    #[must_use]
    pub fn of_words(rule: &'static str, kind: RelationKind, holds: bool, places: Vec<Span>) -> Self {
        Self { places, severity: Severity::Hint, ..Self::new(rule, kind, Claim::Text(holds)) }
    }
}

/// 同列. A member of a list 甲3万元，占30%；乙7万元，占70%.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin {
    /// The same for all of the list.
    pub list: FigureId,
    /// What the member is a share of.
    pub whole: FigureId,
}

/// 关系种类: the rows of the field's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum RelationKind {
    Total,
    Bound,
    Completion,
    Share,
    Growth,
    Change,
    Step,
    Product,
    Average,
    Same,
    TextTable,
    Balance,
    PercentTotal,
    Range,
    Grim,
    Order,
    Permutation,
    ItemCount,
    Sequence,
    Structure,
    Zero,
    Wording,
    StaleYear,
    ControlRate,
    Score,
    CapitalAmount,
    Residue,
    Date,
    Duplicate,
    AcrossYears,
}

impl RelationKind {
    /// Name in the output and in the gold corpus.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Bound => "bound",
            Self::Completion => "completion",
            Self::Share => "share",
            Self::Growth => "growth",
            Self::Change => "change",
            Self::Step => "step",
            Self::Product => "product",
            Self::Average => "average",
            Self::Same => "same",
            Self::TextTable => "text_table",
            Self::Balance => "balance",
            Self::PercentTotal => "percent_total",
            Self::Range => "range",
            Self::Grim => "grim",
            Self::Order => "order",
            Self::Permutation => "permutation",
            Self::ItemCount => "item_count",
            Self::Sequence => "sequence",
            Self::Structure => "structure",
            Self::Zero => "zero",
            Self::Wording => "wording",
            Self::StaleYear => "stale_year",
            Self::ControlRate => "control_rate",
            Self::Score => "score",
            Self::CapitalAmount => "capital_amount",
            Self::Residue => "residue",
            Self::Date => "date",
            Self::Duplicate => "duplicate",
            Self::AcrossYears => "across_years",
        }
    }
}

/// 等式（不等式）. What must hold; the judge alone decides whether it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The two sides are the same number.
    Equal(Expr, Expr),
    /// The left side does not exceed the right.
    AtMost(Expr, Expr),
    /// The value goes the way the word says: `Up` positive, `Down` negative, `Flat` zero.
    Goes(Expr, Direction),
    /// Not zero as printed: what a percentage is taken of.
    NotZero(Expr),
    /// A whole number, not negative.
    Whole(Expr),
    /// `percent` of `n` whole answers is k/n rounded (GRIM).
    Fraction {
        /// The percentage.
        percent: Expr,
        /// Number of answers.
        n: Expr,
    },
    /// A defect that needs no arithmetic: the text itself shows it (`false`), or shows that it is absent (`true`).
    Text(bool),
}

impl Claim {
    /// Every figure in it, in order, each as often as it occurs.
    #[must_use]
    pub fn figures(&self) -> Vec<FigureId> {
        let mut figures = Vec::new();
        match self {
            Self::Equal(a, b) | Self::AtMost(a, b) | Self::Fraction { percent: a, n: b } => {
                a.figures(&mut figures);
                b.figures(&mut figures);
            }
            Self::Goes(a, _) | Self::Whole(a) | Self::NotZero(a) => a.figures(&mut figures),
            Self::Text(_) => {}
        }
        figures
    }

    /// The figure that states the result: the side of an equation that is nothing else, the right one if both are.
    fn stated(&self) -> Option<FigureId> {
        let (Self::Equal(a, b) | Self::AtMost(a, b) | Self::Fraction { percent: b, n: a }) = self else { return None };
        [b, a].into_iter().find_map(|side| if let Expr::Figure(id) = side { Some(*id) } else { None })
    }
}

/// （关系）确定程度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The words of the report state it, or an identity of the field requires it.
    Stated,
    /// We infer it: the same indicator in two places.
    Inferred,
}

impl Strength {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
        }
    }
}

/// 严重程度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: form.
    Hint,
    /// 核实性: explain or correct.
    Verify,
    /// 强制性: the arithmetic cannot be right.
    Mandatory,
}

impl Severity {
    /// Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mandatory => "强制性",
            Self::Verify => "核实性",
            Self::Hint => "提示",
        }
    }
}

/// 无法判定的原因. Why a claim cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undecided {
    /// An operand is not in the report.
    OperandMissing,
    /// The denominator is zero.
    ZeroBase,
    /// The two sides may belong to different scopes.
    ScopeUnknown,
    /// The words leave more than one reading.
    Ambiguous,
    /// A number beyond the exact range.
    OutOfRange,
}

impl Undecided {
    /// Reason in Chinese.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::OperandMissing => "缺少所需数据",
            Self::ZeroBase => "基数为零，比率无意义",
            Self::ScopeUnknown => "口径可能不同",
            Self::Ambiguous => "文意不止一种读法",
            Self::OutOfRange => "数值超出精确计算范围",
        }
    }
}

/// 判定.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Equal as printed.
    Exact,
    /// 尾差: differs as printed, but the intervals meet.
    Tail,
    /// The intervals do not meet.
    Broken,
    /// Cannot be judged.
    Undecided(Undecided),
}

impl Grade {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Tail => "tail",
            Self::Broken => "broken",
            Self::Undecided(_) => "undecided",
        }
    }
}

/// 核对结果. What the judge found for one relation.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The verdict.
    pub grade: Grade,
    /// Value of the computed side in base units, as printed numbers give it; `None` when it cannot be computed.
    pub computed: Option<Decimal>,
    /// Interval of the computed side.
    pub interval: Option<Interval>,
    /// Value of the stated side.
    pub stated: Option<Decimal>,
    /// stated − computed, in base units.
    pub difference: Option<Decimal>,
    /// 尾差 in half-units, rounded up: how many last digits' worth of rounding explain the difference.
    /// `None` where nothing needs explaining or nothing explains it.
    pub tail: Option<u32>,
}

/// 不符的关系. A broken relation with its result, for [`Rule::explain`](super::Rule::explain).
#[derive(Clone, Copy, Debug)]
pub struct Broken<'a> {
    /// The relation.
    pub relation: &'a Relation,
    /// What the judge found.
    pub judged: &'a Judged,
}
