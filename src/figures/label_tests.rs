//! Names of figures in their sentences: what stands around a number, and what it is a number of.

use crate::document;
use crate::outline;

/// The labels of a report's figures in order; empty where a figure has none.
fn labels(text: &str) -> Vec<String> {
    let document = document::from_text(text.to_owned(), "样例");
    let outline = outline::parse(&document);
    let figures = super::extract(&document, &outline);
    figures.figures.iter().map(|f| f.label.as_ref().map(|l| l.text.clone()).unwrap_or_default()).collect()
}

#[track_caller]
fn named(text: &str, wanted: &str) {
    assert_eq!(labels(text).join(" "), wanted, "{text}");
}

#[test]
fn headings_name_what_the_body_leaves_out() {
    named(
        "一、支出决算情况\n1、2050202小学教育\n年初预算310.5万元，支出决算300万元，完成年初预算的96.62%。",
        "小学教育 小学教育 小学教育",
    );
    named("五、其他\n（一）机关运行经费。2022年决算80万元，比上年减少5万元。", "机关运行经费 机关运行经费");
    named("二、财政拨款支出决算情况说明\n年初预算300万元，支出决算320万元。", "财政拨款支出 财政拨款支出");
    // A chapter of the report is no item of the accounts.
    named("二、一般公共预算支出情况\n年初预算300万元，追加40万元，全年预算340万元。", "年初预算 追加 全年预算");
}
