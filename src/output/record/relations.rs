use crate::output::arithmetic;
use crate::quantity::Bound;
use crate::relations::{Grade, RelationId, Strength};

use super::Reported;
use super::column::{Column, OfReport, Type};

pub(super) fn count(r: &Reported<'_>) -> usize {
    r.review.relations.len()
}

fn id(n: usize) -> RelationId {
    RelationId(u32::try_from(n).unwrap_or(u32::MAX))
}

fn end(interval: Option<(Bound, Bound)>, pick: fn((Bound, Bound)) -> Bound) -> Option<rust_decimal::Decimal> {
    interval.map(pick).and_then(Bound::value)
}

fn reason(r: &Reported<'_>, n: usize) -> Option<&'static str> {
    match r.relation(n).1?.grade {
        Grade::Undecided(why) => Some(why.reason()),
        _ => None,
    }
}

/// Values are given in the unit of the figure that states the result.
const UNIT: &str = "见 value_unit";

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Decimal, Text};
    &[
        Column::new("relation_id", "", Text, "关系编号", |r, n| r.row_id(id(n)).into()),
        Column::new("report_id", "", Text, "所属报告", |r, _| (&r.id).into()),
        Column::new("section_id", "", Text, "第一个数据所在章节；不含数据的关系为空", |r, n| {
            r.relation(n).0.figures.first().map(|&f| r.row_id(r.review.figures.get(f).section)).into()
        }),
        Column::new("rule", "", Text, "规则代码", |r, n| r.relation(n).0.rule.into()),
        Column::new(
            "kind",
            "",
            Text,
            "关系种类：total合计 completion完成率 share占比 growth增长率 change增减额 等",
            |r, n| r.relation(n).0.kind.name().into(),
        ),
        Column::new("strength", "", Text, "确定程度：stated原文所述 inferred由程序推定", |r, n| {
            Strength::name(r.relation(n).0.strength).into()
        }),
        Column::new("grade", "", Text, "判定：exact相符 tail尾差 broken不符 undecided无法判定", |r, n| {
            r.relation(n).1.map(|j| j.grade.name()).into()
        }),
        Column::new("reason", "", Text, "无法判定的原因", |r, n| reason(r, n).into()),
        Column::new("severity", "", Text, "不符时的严重程度：强制性、核实性、提示", |r, n| {
            r.relation(n).0.severity.name().into()
        }),
        Column::new("formula", "", Text, "算式，以印出的数写成", |r, n| {
            arithmetic::claim(&r.review.figures, r.relation(n).0).into()
        }),
        Column::new("value_unit", "", Text, "以下各值的单位：取结果数的单位", |r, n| {
            r.outcome(n).map(|o| o.unit).into()
        }),
        Column::new("stated", UNIT, Decimal, "印出的结果", |r, n| r.outcome(n).and_then(|o| o.stated).into()),
        Column::new("computed", UNIT, Decimal, "重算的结果", |r, n| r.outcome(n).and_then(|o| o.computed).into()),
        Column::new("computed_low", UNIT, Decimal, "重算结果的下限（计入各数的四舍五入）", |r, n| {
            end(r.outcome(n).and_then(|o| o.interval), |i| i.0).into()
        }),
        Column::new("computed_high", UNIT, Decimal, "重算结果的上限", |r, n| {
            end(r.outcome(n).and_then(|o| o.interval), |i| i.1).into()
        }),
        Column::new("difference", UNIT, Decimal, "差额：stated − computed", |r, n| {
            r.outcome(n).and_then(|o| o.difference).into()
        }),
        Column::new("stated_figure_id", "", Text, "给出结果的数据", |r, n| {
            r.relation(n).0.stated.map(|f| r.row_id(f)).into()
        }),
        Column::new("figure_ids", "", Text, "所涉全部数据，按原文次序，以空格分隔", |r, n| {
            r.row_ids(&r.relation(n).0.figures).into()
        }),
        Column::new("triggers", "", Text, "使其成为陈述的词：其中、完成、比上年", |r, n| {
            r.relation(n).0.triggers.iter().map(|&s| r.slice(s)).collect::<Vec<_>>().join(" ").into()
        }),
        Column::new("remark", "", Text, "规则的补充说明", |r, n| r.relation(n).0.remark.as_deref().into()),
    ]
};
