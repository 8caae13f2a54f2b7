use std::fmt;

use serde::Serialize;

/// 评测项. What is scored by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Phase {
    Metadata,
    Sections,
    Figures,
    Values,
    Bounds,
    Labels,
    Roles,
    Stages,
    Periods,
    Relations,
    Findings,
    Culprits,
    Proposals,
}

impl Phase {
    /// All of them, in the order of the pipeline.
    pub const ALL: [Self; 13] = [
        Self::Metadata,
        Self::Sections,
        Self::Figures,
        Self::Values,
        Self::Bounds,
        Self::Labels,
        Self::Roles,
        Self::Stages,
        Self::Periods,
        Self::Relations,
        Self::Findings,
        Self::Culprits,
        Self::Proposals,
    ];

    /// Name in the JSON form and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Sections => "sections",
            Self::Figures => "figures",
            Self::Values => "values",
            Self::Bounds => "bounds",
            Self::Labels => "labels",
            Self::Roles => "roles",
            Self::Stages => "stages",
            Self::Periods => "periods",
            Self::Relations => "relations",
            Self::Findings => "findings",
            Self::Culprits => "culprits",
            Self::Proposals => "proposals",
        }
    }

    /// What it says, in Chinese.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Metadata => "报告信息",
            Self::Sections => "章节",
            Self::Figures => "数据（值、单位、种类）",
            Self::Values => "数据（只看值）",
            Self::Bounds => "约数界限",
            Self::Labels => "名目",
            Self::Roles => "角色",
            Self::Stages => "阶段",
            Self::Periods => "期间",
            Self::Relations => "关系（含判定）",
            Self::Findings => "问题",
            Self::Culprits => "疑点（首位）",
            Self::Proposals => "疑点的建议值",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
