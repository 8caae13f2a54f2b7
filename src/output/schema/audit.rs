use super::report::{counts, definitions, grades, metadata, source};
use super::shape::Shape::{Integer, Named, Object, Text};
use super::shape::{Definition, Field, Schema, field};
use super::{Output, header};

/// `gouji audit --format json`.
pub(super) fn audit() -> Schema {
    let mut definitions = definitions();
    for Definition { fields, .. } in definitions.iter_mut().filter(|d| d.name == "finding") {
        fields.push(field("waiver", "豁免；没有的为 null", Object(waiver()).or_null()));
    }
    let report = vec![
        field("source", "来源", Object(source())),
        field("metadata", "报告信息", Object(metadata())),
        field("findings", "选出的问题，严重的在前", Named("finding").list()),
        field("relations", "问题所涉的勾稽关系", Named("relation").list()),
        field("figures", "问题所涉的数据", Named("figure").list()),
    ];
    let across = vec![
        field("report", "所述报告的文件名", Text),
        field("other", "所对照的报告的文件名；不止一份的为 null", Text.or_null()),
        field("rule", "规则代号", Text),
        field("name", "规则英文名", Text),
        field("severity", "严重程度", Text),
        field("message", "什么不符、为何应当相符、请核对什么", Text),
        field("arithmetic", "两数与差额；不比较数的为空", Text),
        field("section", "章节", Text),
        field("quote", "原文", Text),
        field("span", "原文所在；针对整份报告的为 null", Named("span").or_null()),
        field("fingerprint", "指纹", Text),
        field("waiver", "豁免；没有的为 null", Object(waiver()).or_null()),
    ];
    let error = vec![field("message", "哪个文件、为什么、怎么办", Text)];
    let stale =
        vec![field("fingerprint", "指纹", Text), field("reason", "豁免的理由", Text), field("why", "为什么失效", Text)];
    let root = vec![
        header(Output::Audit),
        field("reports", "每份报告的问题", Object(report).list()),
        field("across", "跨报告的问题：各年之间、重复报送等", Object(across).list()),
        field("errors", "没有读成的文件", Object(error).list()),
        field("stale_waivers", "失效的豁免", Object(stale).list()),
        field("summary", "汇总", Object(summary())),
    ];
    Schema { output: Output::Audit, title: "问题清单", root, definitions }
}

fn waiver() -> Vec<Field> {
    vec![field("reason", "豁免的理由", Text), field("until", "有效期的最后一天；一直有效的为 null", Text.or_null())]
}

/// `gouji diff --format json`.
pub(super) fn diff() -> Schema {
    let finding = vec![
        field("report", "报告的文件名", Text),
        field("rule", "规则代号", Text),
        field("severity", "严重程度", Text),
        field("message", "什么不符", Text),
        field("fingerprint", "指纹", Text),
    ];
    let definitions = vec![Definition { name: "finding", what: "一个问题", fields: finding }];
    let root = vec![
        header(Output::Diff),
        field("new", "新增的问题", Named("finding").list()),
        field("gone", "消失的问题", Named("finding").list()),
        field("unchanged", "未变的问题", Named("finding").list()),
    ];
    Schema { output: Output::Diff, title: "两次问题清单的差别", root, definitions }
}

fn summary() -> Vec<Field> {
    vec![
        field("reports", "读成的报告", Integer),
        field("errors", "没有读成的文件", Integer),
        field("mandatory", "强制性问题", Integer),
        field("verify", "核实性问题", Integer),
        field("hint", "提示", Integer),
        field("waived", "已豁免的问题", Integer),
        field("figures", "数据按核对情况计数", Object(counts())),
        field("relations", "勾稽关系按判定计数", Object(grades())),
    ]
}
