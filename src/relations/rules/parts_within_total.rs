//! GJ102 其中各项之和不超过合计.

use crate::figures::{Figure, FigureId, Kind, Role};
use crate::relations::{
    Broken, Claim, Completeness, Example, Expr, Group, Relation, RelationKind, Report, Rule, RuleDoc,
};

use super::wording;

/// See [`RuleDoc`].
pub(super) struct PartsWithinTotal;

impl Rule for PartsWithinTotal {
    fn code(&self) -> &'static str {
        "GJ102"
    }

    fn name(&self) -> &'static str {
        "parts-exceed-total"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "其中各项之和超过合计",
            what: "“其中”没有说明是否列全时，各项之和不能超过合计。只列一项、写有“等”“主要”的也在此核对；\
                   从不同方面说人、企业的（学历、性别、党员，规模、所有制）会有重合，逐项核对。",
            source: "审计常规：部分不大于整体",
            broken: &[Example {
                text: "全年总支出100万元，其中会议费80万元、培训费35万元等。",
                message: "总支出100万元，其中各项之和115万元，超出15万元；“其中”所列不能多于合计，请核对会议费、培训费。",
            }],
            holding: &[
                "全年总支出100万元，其中会议费30万元、培训费35万元等。",
                "年末在职83名，其中本科以上71名，女同志29名。",
                "企业118家，其中国有20家、规上86家、出口41家。",
                "特困人员1486人，其中分散供养1132人，集中供养354人，集中供养率23.82%，全自理1026人、半护理312人、全护理148人。",
                "三公经费比上年增加0.99万元，其中公务用车费增加1.65万元、公务接待费减少0.66万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .groups()
            .iter()
            .filter(|g| g.completeness == Completeness::Unknown && is_bounding(report.figure(g.total)))
            .flat_map(|group| if may_overlap(report, group) { each_part(group) } else { all_parts(group) })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::bound(report, broken)
    }
}

/// Points and their weights are GJ107's; of an increase a part may rise by more, where another falls.
fn is_bounding(total: &Figure) -> bool {
    total.kind != Kind::Score && total.role != Some(Role::Change)
}

/// All parts together against the total, once for every figure that may be it.
fn all_parts(group: &Group) -> Vec<Relation> {
    let within = |(total, choice)| Relation { choice, ..bound(group, &group.parts, total) };
    totals(group).map(within).collect()
}

/// The figures that may be the total, with the number of the choice where there are several.
fn totals(group: &Group) -> impl Iterator<Item = (FigureId, Option<u32>)> {
    let choice = (!group.others.is_empty()).then(|| group.parts[0].0);
    std::iter::once(group.total).chain(group.others.iter().copied()).map(move |total| (total, choice))
}

/// Each part by itself.
fn each_part(group: &Group) -> Vec<Relation> {
    group.parts.iter().map(|part| bound(group, std::slice::from_ref(part), group.total)).collect()
}

fn bound(group: &Group, parts: &[FigureId], total: FigureId) -> Relation {
    let claim = Claim::AtMost(Expr::sum(parts.iter().copied()), Expr::Figure(total));
    let triggers = group.triggers.clone();
    Relation { stated: Some(total), triggers, ..Relation::new("GJ102", RelationKind::Bound, claim) }
}

/// Words for what a person or firm is in one regard; one of them may be several of these.
const REGARDS: &[&[&str]] = &[
    &["女", "男"],
    &["本科", "研究生", "硕士", "博士", "大专", "学历"],
    &["党员", "团员"],
    &["高级", "中级", "初级", "职称", "骨干"],
    &["少数民族"],
    &["残疾", "退役", "脱贫", "低保", "困难", "留守"],
    &["岁", "老年", "青年", "中青年", "未成年"],
    &["国有", "民营", "私营", "外资", "集体"],
    &["规上", "规下", "规模以上", "规模以下", "限额以上", "限额以下", "亿元"],
    &["高新", "专精特新", "上市", "出口"],
    &["新增", "新建", "续建", "新开工"],
    &["知晓"],
    &["满意"],
    &["参与"],
];

/// Whether parts tell people, firms or projects in different regards: 本科以上71名，女同志29名.
fn may_overlap(report: &Report<'_>, group: &Group) -> bool {
    let label = |&id: &FigureId| report.figure(id).label.as_ref().map_or("", |label| label.text.as_str());
    let regard = |part: &FigureId| REGARDS.iter().position(|words| words.iter().any(|w| label(part).contains(w)));
    let is_counted = report.figure(group.total).kind == Kind::Count;
    let mut regards = group.parts.iter().map(regard);
    // Two that differ are not both none.
    is_counted && regards.next().is_some_and(|first| regards.any(|other| other != first))
}
