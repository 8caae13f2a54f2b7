//! The founding report, retold: what it states holds and is listed as checked, what may be of two scopes is told once,
//! and a slip in any figure of a stated relation is found.

use std::path::Path;

use gouji::document;
use gouji::figures::Figure;
use gouji::findings::{Finding, JudgeSettings};
use gouji::relations::{Grade, RelationKind, Severity};
use gouji::review::{self, Review};

#[allow(clippy::disallowed_methods, reason = "tests read the files of the project")]
fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/founding/report.txt");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}"))
}

fn checked(text: &str) -> Review {
    review::check(document::from_text(text.to_owned(), "发起报告.txt"), &JudgeSettings::default())
}

/// The values that each relation of a kind ties, with its verdict, in order of the text.
fn ties(review: &Review, kind: RelationKind) -> Vec<(Vec<String>, Grade)> {
    let values = |figures: &[gouji::figures::FigureId]| {
        figures.iter().map(|&id| review.figures.get(id).value.normalize().to_string()).collect()
    };
    let judged = review.relations.iter().zip(&review.findings.judged);
    judged.filter(|(r, _)| r.kind == kind).map(|(r, j)| (values(&r.figures), j.grade)).collect()
}

const PROJECTS: [&str; 10] =
    ["2189.22", "162.42", "527.9", "335.19", "23.42", "675.17", "69.26", "21.93", "1.69", "69.91"];

#[test]
fn what_it_states_holds() {
    let review = checked(&text());
    let of = |figures: &[&str]| (figures.iter().map(|&f| f.to_owned()).collect::<Vec<String>>(), Grade::Exact);
    let totals = ties(&review, RelationKind::Total);
    assert!(totals.contains(&of(&["847.68", "609.55", "238.13"])), "{totals:?}");
    assert!(totals.contains(&of(&["238.13", "205.72", "32.41"])), "{totals:?}");
    let projects: Vec<&str> = std::iter::once("4076.11").chain(PROJECTS).collect();
    assert!(totals.contains(&of(&projects)), "{totals:?}");
    let completions = ties(&review, RelationKind::Completion);
    assert!(completions.contains(&of(&["4813.07", "4076.11", "84.69"])), "{completions:?}");
    let products = ties(&review, RelationKind::Product);
    assert!(products.contains(&of(&["100", "30483", "304.83"])), "{products:?}");
}

#[test]
fn what_may_be_of_two_scopes_is_told_once() {
    let review = checked(&text());
    let of = |severity| -> Vec<&Finding> {
        review.findings.findings.iter().filter(|finding| finding.severity == severity).collect()
    };
    assert!(of(Severity::Mandatory).is_empty());
    let [conflict] = of(Severity::Verify)[..] else { panic!("{:?}", of(Severity::Verify)) };
    for values in [
        "609.55万元，一处4076.11",
        "162.42万元，一处12.17",
        "335.19万元，一处304.83",
        "302.265万元＋4.45万元，一处675.17",
    ] {
        assert!(conflict.message.contains(values), "{}", conflict.message);
    }
}

#[test]
fn a_slip_in_a_stated_relation_is_found() {
    let text = text();
    let plain = ["847.68", "609.55", "238.13", "205.72", "32.41", "4813.07", "4076.11", "84.69", "304.83", "30483"];
    let mut missed = Vec::new();
    for number in plain.into_iter().chain(PROJECTS) {
        for slip in [swapped(number), shifted(number)] {
            let at = text.rfind(number).unwrap_or_else(|| panic!("{number}"));
            let wrong = format!("{}{slip}{}", &text[..at], &text[at + number.len()..]);
            let review = checked(&wrong);
            let is_it = |figure: &Figure| figure.span.start as usize <= at && at < figure.span.end as usize;
            let suspects = review.findings.findings.iter().flat_map(|finding| &finding.suspects);
            if !suspects.into_iter().any(|suspect| is_it(review.figures.get(suspect.figure))) {
                missed.push(format!("{number} as {slip}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// The first two neighbouring digits that differ, changed round; none of them becomes a leading zero.
fn swapped(number: &str) -> String {
    let digits = number.as_bytes();
    let differ = |&at: &usize| {
        let (a, b) = (digits[at], digits[at + 1]);
        a != b && a != b'.' && b != b'.' && (at > 0 || b != b'0')
    };
    let at = (0..digits.len() - 1).find(differ).unwrap_or_else(|| panic!("{number} has two digits that differ"));
    let mut slip = digits.to_vec();
    slip.swap(at, at + 1);
    String::from_utf8(slip).unwrap_or_else(|error| panic!("{error}"))
}

/// The digit before the point three higher or lower, beyond rounding.
fn shifted(number: &str) -> String {
    let mut slip = number.as_bytes().to_vec();
    let at = number.find('.').unwrap_or(number.len()) - 1;
    slip[at] = if slip[at] < b'7' { slip[at] + 3 } else { slip[at] - 3 };
    String::from_utf8(slip).unwrap_or_else(|error| panic!("{error}"))
}
