use crate::text::Span;

/// 报告信息. What the report says about itself; `None` where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Title line.
    pub title: Option<String>,
    /// Where the title stands.
    pub title_span: Option<Span>,
    /// Name of the reporting unit: 芦淞区民政局.
    pub unit: Option<String>,
    /// Province, city or county, where stated.
    pub region: Option<String>,
    /// The year that the report is about.
    pub year: Option<u16>,
    /// Kind of report, from title and outline.
    pub kind: Option<ReportKind>,
}

/// 报告种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportKind {
    /// 部门（单位）整体支出绩效自评报告
    DepartmentSelfEvaluation,
    /// 项目支出绩效自评报告
    ProjectSelfEvaluation,
    /// 财政重点评价报告
    FiscalEvaluation,
    /// 部门决算公开说明
    FinalAccounts,
    /// 部门预算公开说明
    Budget,
    /// 预算执行情况报告
    BudgetExecution,
    /// 政府工作报告
    GovernmentWork,
    /// 统计公报
    StatisticalBulletin,
    /// 工作总结
    WorkSummary,
}

impl ReportKind {
    /// Whether it accounts for a year that is over.
    #[must_use]
    pub fn looks_back(self) -> bool {
        matches!(self, Self::DepartmentSelfEvaluation | Self::ProjectSelfEvaluation | Self::FinalAccounts)
    }

    /// Chinese name, as in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DepartmentSelfEvaluation => "部门整体支出绩效自评报告",
            Self::ProjectSelfEvaluation => "项目支出绩效自评报告",
            Self::FiscalEvaluation => "财政重点评价报告",
            Self::FinalAccounts => "部门决算公开说明",
            Self::Budget => "部门预算公开说明",
            Self::BudgetExecution => "预算执行情况报告",
            Self::GovernmentWork => "政府工作报告",
            Self::StatisticalBulletin => "统计公报",
            Self::WorkSummary => "工作总结",
        }
    }
}
