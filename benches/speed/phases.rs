//! Every phase by itself and all of them together, on the corpus and on generated reports.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark prints and reads files")]

use std::path::Path;

use gouji::document::{self, Document};
use gouji::evaluate::{self, generate};
use gouji::findings::{self, JudgeSettings};
use gouji::output::json;
use gouji::relations::{self, Report};
use gouji::review::{self, Review};
use gouji::{figures, outline};
use jieba_rs::Jieba;
use regex::Regex;

use super::measure::{NUMBER_AND_UNIT, line, rate, ratio, shortest};

const RUNS: usize = 5;

/// Measures both collections.
pub(crate) fn run() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let cases = evaluate::gather(&corpus, None).unwrap_or_default();
    let corpus: Vec<String> = cases.into_iter().map(|case| case.text).collect();
    measure("corpus", &corpus);
    let generated: Vec<String> = (0..400).map(generate::report).collect();
    measure("generated reports", &generated);
}

fn measure(name: &str, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let n = texts.len();
    println!("\n{name}: {n} reports, {bytes} bytes");
    let settings = JudgeSettings::default();
    let documents: Vec<Document> = texts.iter().map(|text| document::from_text(text.clone(), "")).collect();
    let reviews: Vec<Review> = documents.iter().map(|d| review::check(d.clone(), &settings)).collect();
    let n_figures: usize = reviews.iter().map(|review| review.figures.figures.len()).sum();
    let n_relations: usize = reviews.iter().map(|review| review.relations.len()).sum();
    println!("{n_figures} figures, {n_relations} relations");

    let copy = shortest(RUNS, || texts.to_vec());
    let document =
        shortest(RUNS, || texts.iter().map(|text| document::from_text(text.clone(), "").blocks.len()).sum::<usize>());
    line("document (text → blocks)", bytes, document.saturating_sub(copy));
    let time = shortest(RUNS, || documents.iter().map(|d| outline::parse(d).sections.len()).sum::<usize>());
    line("outline", bytes, time);
    let time = shortest(RUNS, || {
        reviews.iter().map(|r| figures::extract(&r.document, &r.outline).figures.len()).sum::<usize>()
    });
    line("figures", bytes, time);
    let view = |r: &Review| relations::discover(&Report::new(&r.document, &r.outline, &r.figures)).len();
    let time = shortest(RUNS, || reviews.iter().map(view).sum::<usize>());
    line("relations", bytes, time);
    let judge = |r: &Review| {
        let report = Report::new(&r.document, &r.outline, &r.figures);
        findings::judge(&report, &r.relations, &settings).findings.len()
    };
    let time = shortest(RUNS, || reviews.iter().map(judge).sum::<usize>());
    line("findings", bytes, time);
    let mut out = Vec::new();
    let time = shortest(RUNS, || {
        out.clear();
        for review in &reviews {
            json::write(review, json::Options::default(), &mut out);
        }
        out.len()
    });
    line("json", bytes, time);
    let whole = shortest(RUNS, || {
        out.clear();
        for text in texts {
            let review = review::check(document::from_text(text.clone(), ""), &settings);
            json::write(&review, json::Options::default(), &mut out);
        }
        out.len()
    });
    line("whole: text → JSON", bytes, whole);

    println!("-- references");
    let Ok(pattern) = Regex::new(NUMBER_AND_UNIT) else { return };
    let scan = shortest(RUNS, || texts.iter().map(|text| pattern.find_iter(text).count()).sum::<usize>());
    line("regex scan number+unit", bytes, scan);
    let jieba = Jieba::new();
    let cut = shortest(2, || texts.iter().map(|text| jieba.cut(text, false).len()).sum::<usize>());
    line("jieba-rs cut", bytes, cut);
    let path = std::env::temp_dir().join(format!("gouji-speed-{}", std::process::id()));
    let written = std::fs::write(&path, texts.concat());
    let read = shortest(RUNS, || std::fs::read(&path).map(|bytes| bytes.len()).unwrap_or_default());
    line("reading the file", bytes, read);
    let _ = written.and_then(|()| std::fs::remove_file(&path));
    ratio("whole ÷ regex scan", rate(bytes, whole), rate(bytes, scan));
    ratio("whole ÷ jieba-rs", rate(bytes, whole), rate(bytes, cut));
    ratio("whole ÷ reading", rate(bytes, whole), rate(bytes, read));
}
