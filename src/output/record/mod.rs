//! The flat tables of an archive: one definition of every column, shared by CSV, Parquet, JSON Lines, SQL and xlsx.
//!
//! A column is one line: name, unit, type, Chinese comment, and where its value comes from. What a table holds,
//! in which order and of which type is decided nowhere else.

mod cell;
mod column;
mod failure;
mod figures;
mod findings;
mod notes;
mod quote;
mod relations;
mod reported;
mod reports;
mod sections;
mod series;

pub use cell::{Cell, DECIMAL_SCALE};
pub use column::{ColumnInfo, Type};
pub use failure::Failure;
pub use quote::quote;
pub use reported::{Reported, State, content_hash, report_id};
pub use series::SeriesPoint;

use column::{Column, OfReport};

/// 数据表. What the program knows about one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// 报告
    Reports,
    /// 章节
    Sections,
    /// 数据
    Figures,
    /// 勾稽关系
    Relations,
    /// 问题
    Findings,
    /// 读取提示
    Notes,
    /// 无法读取的文件
    Errors,
    /// 指标历年值
    Series,
}

impl Table {
    /// Every table, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Reports,
        Self::Sections,
        Self::Figures,
        Self::Relations,
        Self::Findings,
        Self::Notes,
        Self::Errors,
        Self::Series,
    ];

    /// The tables whose rows come from one report alone.
    pub const OF_REPORT: [Self; 6] =
        [Self::Reports, Self::Sections, Self::Figures, Self::Relations, Self::Findings, Self::Notes];

    /// File and table name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Sections => "sections",
            Self::Figures => "figures",
            Self::Relations => "relations",
            Self::Findings => "findings",
            Self::Notes => "notes",
            Self::Errors => "errors",
            Self::Series => "series",
        }
    }

    /// What one row is, in Chinese.
    #[must_use]
    pub fn comment(self) -> &'static str {
        match self {
            Self::Reports => "报告：每份读出的文件一行",
            Self::Sections => "章节：每个标题一行，根章节代表整份报告",
            Self::Figures => "数据：报告中每个数一行",
            Self::Relations => "勾稽关系：报告就自身数据作出的每项陈述一行",
            Self::Findings => "问题：每个不一致一行，含跨报告问题",
            Self::Notes => "读取提示：猜测、修补或未能读懂之处",
            Self::Errors => "无法读取的文件：每个一行",
            Self::Series => "指标历年值：同一单位同一指标逐年一行",
        }
    }

    /// Its columns, in order.
    #[must_use]
    pub fn columns(self) -> Vec<&'static ColumnInfo> {
        match self {
            Self::Errors => failure::COLUMNS.iter().map(|c| &c.info).collect(),
            Self::Series => series::COLUMNS.iter().map(|c| &c.info).collect(),
            _ => self.of_report().0.iter().map(|c| &c.info).collect(),
        }
    }

    /// Place of a column in [`columns`](Self::columns).
    ///
    /// # Panics
    /// If there is no such column: names are written by us, never read.
    #[must_use]
    pub fn position(self, column: &str) -> usize {
        let found = self.columns().iter().position(|c| c.name == column);
        found.unwrap_or_else(|| panic!("{} has no column {column}", self.name()))
    }

    /// Gives the cells of every row that a report has in this table, row by row.
    pub fn rows(self, report: &Reported<'_>, mut row: impl FnMut(&[Cell<'_>])) {
        let (columns, count) = self.of_report();
        for n in 0..count(report) {
            let cells: Vec<Cell<'_>> = columns.iter().map(|c| (c.get)(report, n)).collect();
            row(&cells);
        }
    }

    fn of_report(self) -> (&'static [Column<OfReport>], Count) {
        match self {
            Self::Reports => (reports::COLUMNS, reports::count),
            Self::Sections => (sections::COLUMNS, sections::count),
            Self::Figures => (figures::COLUMNS, figures::count),
            Self::Relations => (relations::COLUMNS, relations::count),
            Self::Findings => (findings::COLUMNS, findings::count),
            Self::Notes => (notes::COLUMNS, notes::count),
            Self::Errors | Self::Series => (&[], |_| 0),
        }
    }
}

/// 行数. How many rows a report has in a table.
type Count = fn(&Reported<'_>) -> usize;

impl Failure {
    /// The cells of its row in [`Table::Errors`].
    #[must_use]
    pub fn cells(&self) -> Vec<Cell<'_>> {
        failure::COLUMNS.iter().map(|c| (c.get)(self)).collect()
    }
}

impl SeriesPoint {
    /// The cells of its row in [`Table::Series`].
    #[must_use]
    pub fn cells(&self) -> Vec<Cell<'_>> {
        series::COLUMNS.iter().map(|c| (c.get)(self)).collect()
    }
}
