use rust_decimal::Decimal;

use crate::findings::Suspect;

use super::column::{Column, OfReport, Type};
use super::quote::quote;
use super::{Cell, Reported};

pub(super) fn count(r: &Reported<'_>) -> usize {
    r.review.findings.findings.len()
}

/// The relation that a finding tells.
fn told(r: &Reported<'_>, n: usize) -> Option<usize> {
    r.finding(n).relations.first().map(|id| id.0 as usize)
}

/// One of the judge's numbers of the told relation.
fn outcome<'r, T>(
    r: &Reported<'r>,
    n: usize,
    pick: impl Fn(crate::output::arithmetic::Outcome<'r>) -> Option<T>,
) -> Option<T> {
    pick(r.outcome(told(r, n)?)?)
}

/// The only suspect; several that tie accuse nobody.
fn suspect<'r>(r: &Reported<'r>, n: usize) -> Option<&'r Suspect> {
    match r.finding(n).suspects.as_slice() {
        [first] => Some(first),
        [first, ..] if first.proposed.is_some() => Some(first),
        _ => None,
    }
}

/// 核对建议: the last part of what is told of the first relation, which begins with 请.
fn what_to_check(message: &str) -> &str {
    let message = message.lines().next().unwrap_or_default();
    let start = message
        .match_indices('请')
        .map(|(at, _)| at)
        .rfind(|&at| message[..at].ends_with(['，', '；', '。', ',', ';']));
    start.map_or("", |at| &message[at..])
}

fn first_evidence(r: &Reported<'_>, n: usize, byte: fn(crate::text::Span) -> u32) -> Cell<'static> {
    r.finding(n).evidence.first().map(|e| r.positions.char_at(byte(e.span))).into()
}

/// Values are given in the unit of the figure that states the result.
const UNIT: &str = "见 value_unit";

pub(super) const COLUMNS: &[Column<OfReport>] = {
    use Type::{Decimal as Dec, Integer, Text};
    &[
        Column::new("finding_id", "", Text, "问题编号", |r, n| r.row_id(format_args!("p{}", n + 1)).into()),
        Column::new("report_id", "", Text, "所属报告", |r, _| (&r.id).into()),
        Column::new("section_id", "", Text, "第一个数据所在章节", |r, n| {
            r.row_id(r.finding(n).section).into()
        }),
        Column::new("fingerprint", "", Text, "问题指纹：报告其他部分改动后不变", |r, n| {
            (&r.finding(n).fingerprint).into()
        }),
        Column::new("rule", "", Text, "规则代码", |r, n| r.finding(n).rule.into()),
        Column::new("name", "", Text, "规则英文名", |r, n| r.finding(n).name.into()),
        Column::new("severity", "", Text, "严重程度：强制性、核实性、提示", |r, n| {
            r.finding(n).severity.name().into()
        }),
        Column::new("message", "", Text, "问题说明：何处不符、为何应当相符、如何核对", |r, n| {
            (&r.finding(n).message).into()
        }),
        Column::new("advice", "", Text, "核对建议：说明的末一部分", |r, n| {
            what_to_check(&r.finding(n).message).into()
        }),
        Column::new("arithmetic", "", Text, "算式与差额", |r, n| (&r.finding(n).arithmetic).into()),
        Column::new("quote", "", Text, "原文", |r, n| {
            quote(r.review, r.finding(n).evidence.iter().map(|e| e.span)).into()
        }),
        Column::new("value_unit", "", Text, "以下各值的单位", |r, n| outcome(r, n, |o| Some(o.unit)).into()),
        Column::new("stated", UNIT, Dec, "印出的值", |r, n| outcome(r, n, |o| o.stated).into()),
        Column::new("computed", UNIT, Dec, "重算的值", |r, n| outcome(r, n, |o| o.computed).into()),
        Column::new("difference", UNIT, Dec, "差额：stated − computed", |r, n| {
            outcome(r, n, |o| o.difference).into()
        }),
        Column::new(
            "at_stake",
            "万元",
            Dec,
            "涉及金额：金额之差取绝对值；比率之差乘以所涉最大金额；与金额无关的为空",
            |r, n| at_stake(r, n).into(),
        ),
        Column::new("suspect_figure_id", "", Text, "疑点数据；不能确定的为空", |r, n| {
            suspect(r, n).map(|s| r.row_id(s.figure)).into()
        }),
        Column::new("suspect_text", "", Text, "疑点数据的原文", |r, n| {
            suspect(r, n).map(|s| r.slice(r.review.figures.get(s.figure).span)).into()
        }),
        Column::new(
            "proposed",
            "见 proposed_unit",
            Dec,
            "疑点数据的建议值，按印出的单位；不唯一的为空",
            |r, n| suspect(r, n).and_then(|s| s.proposed).into(),
        ),
        Column::new("proposed_unit", "", Text, "建议值的单位，同印出的单位", |r, n| {
            suspect(r, n).map(|s| r.slice(r.review.figures.get(s.figure).printed.unit)).into()
        }),
        Column::new("slip", "", Text, "笔误种类：两位数字颠倒、小数点错位 等", |r, n| {
            suspect(r, n).and_then(|s| s.slip).into()
        }),
        Column::new("cause", "", Text, "成因，可辨认时", |r, n| r.finding(n).cause.as_deref().into()),
        Column::new(
            "relation_ids",
            "",
            Text,
            "所说明的全部关系，以空格分隔，第一个为所述者",
            |r, n| r.row_ids(&r.finding(n).relations).into(),
        ),
        Column::new("figure_ids", "", Text, "作为依据的数据，以空格分隔", |r, n| {
            r.row_ids(r.finding(n).evidence.iter().filter_map(|e| e.figure)).into()
        }),
        Column::new("other_report_id", "", Text, "跨报告问题所对照的报告；其余为空", |_, _| Cell::Null),
        Column::new("char_start", "字", Integer, "第一处依据的起点", |r, n| first_evidence(r, n, |s| s.start)),
        Column::new("char_end", "字", Integer, "第一处依据的终点", |r, n| first_evidence(r, n, |s| s.end)),
    ]
};

/// The largest amount that any relation of the finding puts in doubt.
fn at_stake(r: &Reported<'_>, n: usize) -> Option<Decimal> {
    r.finding(n).relations.iter().filter_map(|id| r.at_stake(id.0 as usize)).max()
}

#[cfg(test)]
mod tests {
    use super::what_to_check;

    #[test]
    fn advice_is_the_last_part() {
        let message = "合计120万元，分项之和130万元；“其中”表明应当相等，请核对申请财政拨款、事业收入。";
        assert_eq!(what_to_check(message), "请核对申请财政拨款、事业收入。");
        assert_eq!(what_to_check("年份有误。"), "");
        let several = "合计120万元，请核对各项。\n同一处还使另外1条关系不成立：\n一处3万元，一处4万元；请核对两处。";
        assert_eq!(what_to_check(several), "请核对各项。");
    }
}
