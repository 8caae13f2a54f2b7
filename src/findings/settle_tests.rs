use super::*;
use crate::document;
use crate::figures;
use crate::outline;
use crate::relations;

/// Rule and grade of what is kept, in the order of the text.
fn grades(text: &str, rule: &str) -> Vec<Grade> {
    let document = document::from_text(text.to_owned(), "试");
    let outline = outline::parse(&document);
    let figures = figures::extract(&document, &outline);
    let report = Report::new(&document, &outline, &figures);
    let settings = JudgeSettings::default();
    let kept = settle(&report, relations::discover(&report), &settings);
    let values = Values::new(&figures, false);
    kept.iter().filter(|r| r.rule == rule).map(|r| grade(r, &values, &settings).grade).collect()
}

#[test]
fn one_list_has_one_whole() {
    let text = "收入合计500.00万元，支出合计481.30万元。分为两类：行政类96.26万元，占20%；专项类«»万元，占80%。";
    let with = |amount: &str| grades(&text.replace("«»", amount), "GJ202");
    assert_eq!(with("385.04"), [Grade::Exact, Grade::Exact]);
    assert_eq!(with("358.04"), [Grade::Exact, Grade::Broken], "the other share tells of what");
}

#[test]
fn a_lone_share_of_nobody_knows_what_is_undecided() {
    let text = "收入合计500.00万元，支出合计481.30万元。分为两类：行政类96.26万元，占37%；专项类若干。";
    assert_eq!(grades(text, "GJ202"), [Grade::Undecided(Undecided::Ambiguous)]);
}
