use crate::outline::SectionId;
use crate::text::Span;

use super::{FigureId, Period, Scope, Stage};

/// 表块. A run of rows of one table that share a header; where two lists stand side by side, one of them.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Index into [`Document::tables`](crate::document::Document::tables).
    pub table: u32,
    /// Section that holds the table.
    pub section: SectionId,
    /// Its columns of numbers, from the left.
    pub columns: Vec<GridColumn>,
    /// Its rows below the header, from the top.
    pub rows: Vec<GridRow>,
    /// What stands in them, row by row, one for each column.
    pub cells: Vec<GridCell>,
}

/// 栏. One column of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumn {
    /// Column of the table, from 0.
    pub column: u32,
    /// Header cells from the top to the innermost; empty without header.
    pub path: Vec<Heading>,
    /// What its numbers are for.
    pub purpose: Purpose,
    /// Step of the budget cycle that the header names.
    pub stage: Option<Stage>,
    /// Whose year the header names.
    pub period: Option<Period>,
    /// Which pot of money the header names.
    pub scope: Option<Scope>,
    /// The words of the header that name a thing (基本支出), rather than a step, a year or a measure.
    pub item: Option<String>,
    /// 合计, 小计 of the columns beside it.
    pub total: Option<Total>,
    /// 其中: the column is a part of the one before, and there may be others.
    pub of_which: bool,
}

/// 栏目名. One header cell over a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where it stands.
    pub span: Span,
    /// Its words without blanks, folded to half width.
    pub words: String,
}

/// 栏目用途. What the numbers of a column tell about the thing that the row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// How much or how many.
    Value,
    /// 指标值、目标值
    Target,
    /// 完成值、实际值
    Actual,
    /// 分值、权重
    Weight,
    /// 得分
    Score,
    /// 执行率、完成率
    Completion,
    /// 占比
    Share,
    /// 增减额
    Change,
    /// 增减率
    Growth,
    /// 控制率
    Control,
    /// 人均
    Average,
    /// 单价、标准
    UnitPrice,
    /// 行次、编码、年份: no figures.
    NoFigure,
}

/// 合计级别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Total {
    /// 小计: of the rows since the last one.
    Subtotal,
    /// 合计
    Total,
    /// 总计: of everything, a 合计 above included.
    Grand,
}

/// 表行. One row below the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridRow {
    /// Row of the table, from 0.
    pub row: u32,
    /// The cell that names it; `None` for a row without words.
    pub label: Option<Span>,
    /// The name without blanks, number, 其中 and unit, folded to half width.
    pub words: String,
    /// Name of the rows it is grouped with, in a merged cell further left.
    pub group: Option<Span>,
    /// Blanks before the label, in half-widths.
    pub indent: u32,
    /// Depth and ordinal of the number before the label: 一、 0, （一） 1, 1、 2, （1） 3, ① 4.
    pub number: Option<(u8, u32)>,
    /// Its budget code, whole: 201, 20105, 2010507. It begins with the code of the row it belongs to.
    pub code: Option<String>,
    /// 合计, 小计 of the rows around it.
    pub total: Option<Total>,
    /// 其中: a part of the row above, and there may be others.
    pub of_which: bool,
}

/// 格. What stands where a row and a column meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridCell {
    /// One figure.
    Figure(FigureId),
    /// Nothing.
    Empty,
    /// —, /: does not apply, which is not zero.
    Dash,
    /// Words.
    Words,
}

impl Grid {
    /// What stands in a row and a column of this grid, both from 0.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> GridCell {
        self.cells.get(row * self.columns.len() + column).copied().unwrap_or(GridCell::Empty)
    }

    /// The figure in a row and a column of this grid.
    #[must_use]
    pub fn figure(&self, row: usize, column: usize) -> Option<FigureId> {
        match self.cell(row, column) {
            GridCell::Figure(id) => Some(id),
            GridCell::Empty | GridCell::Dash | GridCell::Words => None,
        }
    }

    /// The columns of one purpose, as indices into [`Grid::columns`].
    pub fn columns_for(&self, purpose: Purpose) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(move |(_, c)| c.purpose == purpose).map(|(n, _)| n)
    }
}

impl GridColumn {
    /// The innermost header cell.
    #[must_use]
    pub fn header(&self) -> Option<Span> {
        self.path.last().map(|h| h.span)
    }
}
