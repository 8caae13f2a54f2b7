use rust_decimal::Decimal;

use super::Cell;
use super::column::{Column, Type};

/// 历年值. One indicator of one unit in one year, with what the next year's report says it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesPoint {
    /// 报告单位.
    pub unit: String,
    /// 指标, in normal form.
    pub indicator: String,
    /// Name of the kind of quantity.
    pub kind: String,
    /// 阶段, may be empty.
    pub stage: String,
    /// 口径, may be empty.
    pub scope: String,
    /// Unit of the values.
    pub value_unit: String,
    /// The year.
    pub year: u16,
    /// The value that the report of that year gives.
    pub value: Option<Decimal>,
    /// Where: report and figure.
    pub figure: Option<(String, String)>,
    /// What the report of the year after gives as 上年.
    pub later: Option<Decimal>,
    /// Where.
    pub later_figure: Option<(String, String)>,
}

type OfPoint = fn(&SeriesPoint) -> Cell<'_>;

/// Both values are in the same unit.
const UNIT: &str = "见 value_unit";

pub(super) const COLUMNS: &[Column<OfPoint>] = {
    use Type::{Decimal, Integer, Text};
    &[
        Column::new("unit", "", Text, "报告单位", |p| (&p.unit).into()),
        Column::new("indicator", "", Text, "指标", |p| (&p.indicator).into()),
        Column::new("kind", "", Text, "种类，同 figures.kind", |p| (&p.kind).into()),
        Column::new("stage", "", Text, "阶段", |p| (&p.stage).into()),
        Column::new("scope", "", Text, "口径", |p| (&p.scope).into()),
        Column::new("value_unit", "", Text, "值的单位", |p| (&p.value_unit).into()),
        Column::new("year", "年", Integer, "年份", |p| p.year.into()),
        Column::new("value", UNIT, Decimal, "该年报告所载的值", |p| p.value.into()),
        Column::new("report_id", "", Text, "该年的报告", |p| p.figure.as_ref().map(|f| f.0.as_str()).into()),
        Column::new("figure_id", "", Text, "该值的数据编号", |p| p.figure.as_ref().map(|f| f.1.as_str()).into()),
        Column::new("later_value", UNIT, Decimal, "下一年报告所称的上年数", |p| p.later.into()),
        Column::new("later_report_id", "", Text, "下一年的报告", |p| {
            p.later_figure.as_ref().map(|f| f.0.as_str()).into()
        }),
        Column::new("later_figure_id", "", Text, "上年数的数据编号", |p| {
            p.later_figure.as_ref().map(|f| f.1.as_str()).into()
        }),
        Column::new("difference", UNIT, Decimal, "later_value − value", |p| {
            p.later.zip(p.value).and_then(|(later, value)| later.checked_sub(value)).into()
        }),
    ]
};
