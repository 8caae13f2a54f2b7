//! Any text through outline, figures, relations, findings and JSON.
#![no_main]

use gouji::document;
use gouji::findings::JudgeSettings;
use gouji::output::json;
use gouji::review;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let review = review::check(document::from_text(text.to_owned(), "fuzz.txt"), &JudgeSettings::default());
    let within = |span: gouji::text::Span| assert!(text.get(span.range()).is_some(), "{span:?}");
    review.outline.sections.iter().for_each(|section| within(section.heading));
    review.figures.figures.iter().for_each(|figure| within(figure.span));
    review.figures.figures.iter().filter_map(|figure| figure.label.as_ref()).for_each(|label| within(label.span));
    review.figures.tokens.iter().for_each(|token| within(token.span));
    review.relations.iter().flat_map(|relation| relation.triggers.iter().chain(&relation.places)).for_each(|&s| within(s));
    review.findings.findings.iter().flat_map(|finding| &finding.evidence).for_each(|evidence| within(evidence.span));
    let mut out = Vec::new();
    json::write(&review, json::Options::default(), &mut out);
    serde_json::from_slice::<serde::de::IgnoredAny>(&out).expect("the output is JSON");
});
