use rust_decimal::Decimal;

use crate::figures::{Approximation, Direction, Figure, Period, Role, Scope, Stage};
use crate::quantity::Bound;

use super::Reported;
use super::column::{Column, OfReport, Type};

pub(super) fn count(r: &Reported<'_>) -> usize {
    r.review.figures.figures.len()
}

/// A range has no single value.
fn value(f: &Figure) -> Option<Decimal> {
    (f.approximation != Approximation::Range).then_some(f.value)
}

/// The calendar year that a figure belongs to, where report and period say so.
#[must_use]
pub(super) fn year(r: &Reported<'_>, f: &Figure) -> Option<u16> {
    let own = r.review.outline.metadata.year;
    match f.period {
        Some(Period::Year(year)) => Some(year),
        Some(Period::Previous) => own.map(|y| y - 1),
        _ => own,
    }
}

fn open(bound: Bound) -> bool {
    matches!(bound, Bound::Open(_))
}

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Boolean, Decimal as Dec, Integer, Text};
    &[
        Column::new("figure_id", "", Text, "数据编号", |r, n| r.row_id(r.figure(n).id).into()),
        Column::new("report_id", "", Text, "所属报告", |r, _| (&r.id).into()),
        Column::new("section_id", "", Text, "所属章节（最内层）", |r, n| r.row_id(r.figure(n).section).into()),
        Column::new("seq", "", Integer, "在报告中的次序，自0起", |_, n| n.into()),
        Column::new(
            "kind",
            "",
            Text,
            "种类：amount金额 person_times人次 count数量 percentage百分比 percentage_points百分点 rate标准 score分 \
             multiple倍 other_measure其他",
            |r, n| r.figure(n).kind.name().into(),
        ),
        Column::new("text", "", Text, "原文", |r, n| r.slice(r.figure(n).span).into()),
        Column::new("label", "", Text, "名目：原文中指出这是什么数的字；定不下来为空", |r, n| {
            r.figure(n).label.as_ref().map(|l| l.text.as_str()).into()
        }),
        Column::new("indicator", "", Text, "指标：名目的规范形式，相同者可比", |r, n| {
            r.figure(n).indicator.as_deref().into()
        }),
        Column::new(
            "value",
            "见 value_unit",
            Dec,
            "规范后的值：金额一律折为万元，比例为百分数",
            |r, n| value(r.figure(n)).into(),
        ),
        Column::new(
            "value_unit",
            "",
            Text,
            "值的单位：万元、人次、户、%、百分点、元/月、分、倍 等",
            |r, n| (&r.figure(n).unit).into(),
        ),
        Column::new("per", "", Text, "标准的计算单位：月、人、张；其余为空", |r, n| {
            r.figure(n).per.as_deref().into()
        }),
        Column::new("low", "见 value_unit", Dec, "取值区间下限；无下限为空", |r, n| {
            r.figure(n).interval.low.value().into()
        }),
        Column::new("low_open", "", Boolean, "下限本身不在区间内", |r, n| {
            open(r.figure(n).interval.low).into()
        }),
        Column::new("high", "见 value_unit", Dec, "取值区间上限；无上限为空", |r, n| {
            r.figure(n).interval.high.value().into()
        }),
        Column::new("high_open", "", Boolean, "上限本身不在区间内", |r, n| {
            open(r.figure(n).interval.high).into()
        }),
        Column::new(
            "approximation",
            "",
            Text,
            "约数：exact照印 over余 about约 under近 at_least以上 at_most以内 range区间",
            |r, n| r.figure(n).approximation.name().into(),
        ),
        Column::new("in_words", "", Boolean, "以文字表示的零（无、为零、未发生）", |r, n| {
            r.figure(n).in_words.into()
        }),
        Column::new("action", "", Text, "动作：发放、建成、完成", |r, n| {
            r.figure(n).action.map(|s| r.slice(s)).into()
        }),
        Column::new(
            "stage",
            "",
            Text,
            "阶段：年初预算、调整预算、预算、决算、结转结余、收入、支出",
            |r, n| r.figure(n).stage.map(Stage::name).into(),
        ),
        Column::new("period", "", Text, "期间：本年、上年、年初、年末，或指明的年份", |r, n| {
            r.figure(n).period.map(|p| p.to_string()).into()
        }),
        Column::new("year", "年", Integer, "所属年份：由期间与报告年度推出", |r, n| {
            year(r, r.figure(n)).into()
        }),
        Column::new(
            "scope",
            "",
            Text,
            "口径：财政拨款、一般公共预算、政府性基金、本级 等",
            |r, n| r.figure(n).scope.map(Scope::name).into(),
        ),
        Column::new(
            "role",
            "",
            Text,
            "角色：total合计 part分项 change增减额 growth增长率 share占比 completion完成率 average人均 unit_price标准 \
             balance结余 from/to由…到… base上年数",
            |r, n| r.figure(n).role.map(Role::name).into(),
        ),
        Column::new("direction", "", Text, "增减方向：up增 down减 flat持平", |r, n| {
            r.figure(n).direction.map(Direction::name).into()
        }),
        Column::new("item_words", "", Text, "计数的对象", |r, n| {
            r.figure(n).item_words.map(|s| r.slice(s)).into()
        }),
        Column::new(
            "state",
            "",
            Text,
            "核对状态：checked相符 tail尾差 broken不符 undecided无法判定 not_covered未核对",
            |r, n| r.state(r.figure(n).id).name().into(),
        ),
        Column::new("in_table", "", Boolean, "在表格单元格内", |r, n| r.figure(n).cell.is_some().into()),
        Column::new("char_start", "字", Integer, "起点：全文第几个字之后", |r, n| {
            r.positions.char_at(r.figure(n).span.start).into()
        }),
        Column::new("char_end", "字", Integer, "终点", |r, n| r.positions.char_at(r.figure(n).span.end).into()),
    ]
};
