//! The audit list: what an auditor works through, one report at a time; shared by xlsx, CSV and the page.

use rust_decimal::Decimal;

/// 处理状态. What an auditor may choose; the first is what a new finding has.
pub const STATUSES: [&str; 4] = ["待核实", "属实", "误报", "已整改"];

/// 清单报告. One report of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedReport {
    /// File name.
    pub file: String,
    /// 报告单位.
    pub unit: Option<String>,
    /// 年度.
    pub year: Option<u16>,
    /// Number of figures.
    pub n_figures: u32,
    /// Of these, checked by some relation.
    pub n_checked: u32,
    /// Its findings, those between reports last.
    pub findings: Vec<ListedFinding>,
    /// Its relations.
    pub relations: Vec<ListedRelation>,
    /// Its figures that no relation could check.
    pub uncovered: Vec<ListedFigure>,
    /// What could not be read or was guessed.
    pub notes: Vec<ListedNote>,
}

/// 清单问题.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedFinding {
    /// Path and title of the section.
    pub section: String,
    /// Rule code.
    pub rule: String,
    /// 强制性, 核实性, 提示.
    pub severity: String,
    /// What disagrees, why it should agree, what to check.
    pub message: String,
    /// The last part of the message.
    pub advice: String,
    /// Words of the report.
    pub quote: String,
    /// Unit of the three values.
    pub value_unit: String,
    /// 印出值.
    pub stated: Option<Decimal>,
    /// 重算值.
    pub computed: Option<Decimal>,
    /// stated − computed.
    pub difference: Option<Decimal>,
    /// 涉及金额, 万元.
    pub at_stake: Option<Decimal>,
    /// The number that may be wrong, as printed.
    pub suspect: String,
    /// What it should read, with its printed unit.
    pub proposed: String,
    /// How it went wrong.
    pub cause: String,
    /// Stays the same while other parts of the report change.
    pub fingerprint: String,
    /// Characters of the first piece of evidence.
    pub at: Option<(u32, u32)>,
    /// Place among the findings of its report; `None` for one between reports.
    pub own: Option<usize>,
    /// File of the other report, for a finding between reports.
    pub other: Option<String>,
}

/// 清单关系.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedRelation {
    /// Path and title of the section.
    pub section: String,
    /// Rule code.
    pub rule: String,
    /// 相符, 尾差, 不符, 无法判定.
    pub grade: &'static str,
    /// Why it cannot be judged.
    pub reason: String,
    /// The claim over the printed numbers.
    pub formula: String,
    /// Unit of the values.
    pub value_unit: String,
    /// 印出值.
    pub stated: Option<Decimal>,
    /// 重算值.
    pub computed: Option<Decimal>,
    /// Least value that rounding leaves open.
    pub low: Option<Decimal>,
    /// Greatest.
    pub high: Option<Decimal>,
    /// stated − computed.
    pub difference: Option<Decimal>,
}

/// 未核对数据.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedFigure {
    /// Path and title of the section.
    pub section: String,
    /// 名目.
    pub label: String,
    /// As printed.
    pub text: String,
    /// Value in `value_unit`.
    pub value: Option<Decimal>,
    /// Its unit.
    pub value_unit: String,
    /// 无法判定 or 未核对.
    pub state: &'static str,
}

/// 读取问题.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedNote {
    /// Name of its kind.
    pub kind: String,
    /// What it is.
    pub message: String,
    /// What stands there.
    pub text: String,
}
