//! What holds for every text, checked on generated ones.

use gouji::evaluate::generate;
use gouji::evaluate::random::Random;
use gouji::figures::Figure;
use gouji::findings::{self, Findings, JudgeSettings};
use gouji::output::json;
use gouji::quantity::{Decimal, numeral};
use gouji::relations::rules::RULES;
use gouji::relations::{self, Claim, Relations, Report};
use gouji::review::{self, Review};
use gouji::text::Span;
use gouji::{document, evaluate};
use proptest::prelude::*;
use rayon::prelude::*;

fn read(text: String) -> Review {
    review::check(document::from_text(text, "文本.txt"), &JudgeSettings::default())
}

fn bytes(review: &Review) -> Vec<u8> {
    let mut out = Vec::new();
    json::write(review, json::Options { text: true, ..json::Options::default() }, &mut out);
    out
}

/// Every span of a review lies on character boundaries within the text, and lists are in order.
fn spans_are_sound(review: &Review) {
    let text = review.document.text.as_str();
    let check = |what: &str, span: Span| {
        assert!(span.start <= span.end && text.get(span.range()).is_some(), "{what} {span:?} in {} bytes", text.len());
    };
    let sorted = |what: &str, starts: Vec<u32>| assert!(starts.is_sorted(), "{what} are out of order: {starts:?}");
    review.document.blocks.iter().for_each(|block| check("block", block.span));
    sorted("blocks", review.document.blocks.iter().map(|b| b.span.start).collect());
    for section in &review.outline.sections {
        check("section", section.span);
        check("heading", section.heading);
        section.body.iter().for_each(|&span| check("body", span));
        section.number.iter().for_each(|number| check("number", number.span));
    }
    sorted("sections", review.outline.sections.iter().map(|s| s.span.start).collect());
    for figure in &review.figures.figures {
        check("figure", figure.span);
        check("number", figure.printed.number);
        check("unit", figure.printed.unit);
        figure.label.iter().for_each(|label| check("label", label.span));
        assert!(figure.span.contains(figure.printed.number), "{figure:?}");
        assert!(figure.interval.contains(figure.value) || figure.approximation.name() != "exact", "{figure:?}");
    }
    sorted("figures", review.figures.figures.iter().map(|f| f.span.start).collect());
    review.figures.tokens.iter().for_each(|token| check("token", token.span));
    review.figures.sentences.iter().for_each(|sentence| check("sentence", sentence.span));
    for relation in &review.relations {
        relation.triggers.iter().chain(&relation.places).for_each(|&span| check("trigger", span));
        let n = u32::try_from(review.figures.figures.len()).unwrap();
        assert!(relation.figures.iter().all(|id| id.0 < n));
    }
    assert_eq!(review.findings.judged.len(), review.relations.len());
    for finding in &review.findings.findings {
        finding.evidence.iter().for_each(|evidence| check("evidence", evidence.span));
    }
}

#[test]
fn spans_of_generated_reports_are_sound() {
    (0..12).for_each(|seed| spans_are_sound(&read(generate::report(seed))));
}

/// Pieces that reports are made of, and some that they should not be made of.
const PIECES: [&str; 48] = [
    "一、",
    "（一）",
    "（2）",
    "1.",
    "①",
    "第一部分",
    "其中：",
    "合计",
    "共",
    "分别为",
    "占",
    "增长",
    "下降",
    "比上年",
    "由",
    "提高到",
    "万元",
    "元",
    "%",
    "个百分点",
    "人次",
    "户",
    "余",
    "约",
    "不足",
    "。",
    "，",
    "、",
    "；",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{3000}",
    "\u{FEFF}",
    "𠮷",
    "无",
    "为零",
    "（",
    "）",
    "“",
    "预算支出",
    "项目",
    "-",
    "—",
    "每人每月",
    "叁万伍仟元整",
    "2023年",
];

fn pieces() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (0_u64..10_000_000, 0_u32..4)
            .prop_map(|(n, places)| Decimal::new(i64::try_from(n).unwrap(), places).to_string()),
        Just("1,234.50".to_owned()),
        Just("１２．５".to_owned()),
        Just("三十二".to_owned()),
        Just("99999999999999999999999999999999999".to_owned()),
    ];
    let piece = prop_oneof![3 => (0..PIECES.len()).prop_map(|n| PIECES[n].to_owned()), 1 => number];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A sentence with a figure planted between the marks.
fn planted() -> impl Strategy<Value = (String, Span, Decimal, &'static str)> {
    let before = prop_oneof![
        Just("本年度"),
        Just("一、收入情况\n全年"),
        Just("经核算，"),
        Just("（一）支出。共计"),
        Just("𠮷县\r\n")
    ];
    let label = prop_oneof![Just("财政拨款收入"), Just("办公费支出"), Just("培训学员"), Just("满意度")];
    let unit = prop_oneof![Just("万元"), Just("人次"), Just("%"), Just("个")];
    let after = prop_oneof![Just("。"), Just("，其余结转。"), Just("；另有安排。"), Just("")];
    (before, label, 1_i64..999_999, 0_u32..3, unit, after, any::<bool>()).prop_map(
        |(before, label, digits, places, unit, after, wide)| {
            let places = if matches!(unit, "人次" | "个") { 0 } else { places };
            let value = Decimal::new(digits, places);
            let printed = if wide { widened(&value.to_string()) } else { value.to_string() };
            let start = before.len() + label.len();
            let text = format!("{before}{label}{printed}{unit}{after}");
            (text, Span::new(start, start + printed.len() + unit.len()), value, unit)
        },
    )
}

fn widened(text: &str) -> String {
    text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect()
}

fn judge(review: &Review, relations: &Relations) -> Findings {
    let report = Report::new(&review.document, &review.outline, &review.figures);
    findings::judge(&report, relations, &JudgeSettings::default())
}

/// A report with a slip in it: consistent ones have nothing to be judged broken.
fn damaged(seed: u64) -> String {
    let mut random = Random::new(seed);
    let text = generate::report(seed);
    let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut made = text.into_bytes();
    for _ in 0..5 {
        made[digits[random.below(digits.len())]] = b'7';
    }
    String::from_utf8(made).unwrap()
}

#[test]
fn sides_of_an_equation_may_change_places() {
    for seed in 0..6 {
        let review = read(damaged(seed));
        let mut turned = review.relations.clone();
        for relation in &mut turned {
            if let Claim::Equal(a, b) = &relation.claim {
                relation.claim = Claim::Equal(b.clone(), a.clone());
            }
        }
        let grades = |findings: &Findings| findings.judged.iter().map(|judged| judged.grade).collect::<Vec<_>>();
        assert_eq!(grades(&review.findings), grades(&judge(&review, &turned)), "seed {seed}");
    }
}

#[test]
fn the_order_of_the_rules_does_not_matter() {
    for seed in 0..6 {
        let review = read(damaged(seed));
        let report = Report::new(&review.document, &review.outline, &review.figures);
        let discovered = relations::discover(&report);
        let reversed = relations::ordered(RULES.iter().rev().flat_map(|rule| rule.find(&report)));
        assert_eq!(format!("{reversed:?}"), format!("{discovered:?}"), "seed {seed}");
        let grades = |findings: &Findings| findings.judged.iter().map(|judged| judged.grade).collect::<Vec<_>>();
        let backwards: Relations = review.relations.iter().rev().cloned().collect();
        let mut judged = grades(&judge(&review, &backwards));
        judged.reverse();
        assert_eq!(judged, grades(&review.findings), "seed {seed}");
    }
}

#[test]
fn parallel_is_serial_and_twice_is_the_same() {
    let texts: Vec<String> = (0..8).map(damaged).collect();
    let serial: Vec<_> = texts.iter().map(|text| bytes(&read(text.clone()))).collect();
    let parallel: Vec<_> = texts.par_iter().map(|text| bytes(&read(text.clone()))).collect();
    assert!(serial == parallel, "the bytes differ");
}

#[test]
fn what_stands_before_a_report_moves_its_figures_only() {
    let text = generate::report(3);
    let (alone, after) = (read(text.clone()), read(format!("\n\n\n{text}")));
    let moved = |figures: &[Figure], by: u32| {
        figures.iter().map(|f| (f.span.start + by, f.span.end + by, f.value, f.unit.clone())).collect::<Vec<_>>()
    };
    assert_eq!(moved(&alone.figures.figures, 3), moved(&after.figures.figures, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_is_read_soundly(text in pieces()) {
        let review = read(text);
        spans_are_sound(&review);
        prop_assert_eq!(bytes(&review), bytes(&read(review.document.text.clone())));
    }

    #[test]
    fn planted_figures_are_found_where_they_stand((text, span, value, unit) in planted()) {
        let review = read(text.clone());
        let found = review.figures.figures.iter().find(|figure| figure.span == span);
        let found = found.ok_or_else(|| TestCaseError::fail(format!("{text}: {:?}", review.figures.figures)))?;
        prop_assert_eq!((found.value, found.unit.as_str()), (value, unit));
        let label = found.label.as_ref().map(|label| label.span.of(&text));
        prop_assert!(label.is_none_or(|label| text[..span.start as usize].ends_with(label) || label.len() < text.len()));
    }

    #[test]
    fn a_printed_value_reads_back(digits in 0_i64..1_000_000_000_000_000, places in 0_u32..7, separated: bool, wide: bool) {
        let value = Decimal::new(digits, places);
        let mut printed = value.to_string();
        if separated {
            let point = printed.find('.').unwrap_or(printed.len());
            for at in (1..point).rev().filter(|at| (point - at).is_multiple_of(3)) {
                printed.insert(at, ',');
            }
        }
        // A full-width comma may also part two clauses.
        let printed = if wide { widened(&printed).replace('，', ",") } else { printed };
        let numeral = numeral::parse(&printed).map(|numeral| numeral.value);
        prop_assert_eq!(numeral, Some(value), "{}", printed);
    }
}

/// Truth is checked against the text: no tool is needed to trust the corpus.
#[test]
fn truth_matches_its_reports() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["corpus", "seeds"] {
        evaluate::gather(&root.join(folder), None).unwrap_or_else(|error| panic!("{error}"));
    }
}
