//! Every JSON output is what its schema says, and tells the same as the review it was made from.
#![allow(clippy::disallowed_methods, reason = "tests read the files of the project")]

mod support;

use std::fs;
use std::process::{Command, Output};

use gouji::document;
use gouji::findings::JudgeSettings;
use gouji::output::schema;
use gouji::output::{json, sarif};
use gouji::review::{self, Review};
use jsonschema::Validator;
use serde_json::Value;

use support::project;

/// Texts that show what reports have: the seeds, the tuning corpus, and odd ones.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for folder in ["seeds/founding", "seeds/consistent", "corpus/tune", "docs/examples"] {
        for entry in walkdir::WalkDir::new(project(folder)).sort_by_file_name() {
            let entry = entry.unwrap();
            let is_text = entry.path().extension().is_some_and(|e| e == "txt");
            if is_text {
                texts.push((entry.path().display().to_string(), fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    assert!(texts.len() > 10, "the seeds and the corpus are there");
    for odd in ["一、基本情况", "\0支出\u{1}12万元", "支出“12万元”\\\t增长5%", "𠮷1亿元。"] {
        texts.push(("怪".to_owned(), odd.to_owned()));
    }
    texts
}

fn review(name: &str, text: String) -> Review {
    review::check(document::from_text(text, name), &JudgeSettings::default())
}

fn parse(json: &[u8]) -> Value {
    serde_json::from_slice(json).unwrap()
}

fn validator(schema: &[u8]) -> Validator {
    let schema = parse(schema);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn assert_valid(validator: &Validator, document: &Value, name: &str) {
    let errors: Vec<_> =
        validator.iter_errors(document).take(3).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

fn gouji(arguments: &[&str], directory: &std::path::Path) -> Output {
    let program = env!("CARGO_BIN_EXE_gouji");
    Command::new(program).args(arguments).current_dir(directory).output().unwrap()
}

#[test]
fn reports_are_valid_and_their_spans_quote_the_text() {
    let validator = validator(&schema::Output::Report.schema());
    for (name, text) in texts() {
        let characters: Vec<char> = text.chars().collect();
        let review = review(&name, text);
        let mut out = Vec::new();
        json::write(&review, json::Options { id: Some("7"), text: true, ..json::Options::default() }, &mut out);
        let report = parse(&out);
        assert_valid(&validator, &report, &name);
        out.clear();
        let layout = json::Layout::Spread { depth: 0 };
        json::write(&review, json::Options { id: Some("7"), text: true, layout }, &mut out);
        assert_eq!(parse(&out), report);
        for quoted in ["figures", "relations", "findings"].iter().flat_map(|key| quotes(&report[*key])) {
            let (start, end, quote) = quoted;
            assert_eq!(characters[start..end].iter().collect::<String>(), quote, "{name}");
        }
        let values = report["figures"].as_array().unwrap().iter().map(|f| f["value"].to_string());
        let expected = review.figures.figures.iter().map(|f| f.value.normalize().to_string());
        assert!(values.eq(expected), "{name}: values keep their digits");
    }
}

/// Everything in a document that has both `text` and `span`.
fn quotes(value: &Value) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    match value {
        Value::Array(items) => found.extend(items.iter().flat_map(quotes)),
        Value::Object(fields) => {
            if let (Some(Value::String(text)), Some(span)) = (fields.get("text"), fields.get("span")) {
                let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
                found.push((at("start"), at("end"), text.clone()));
            }
            found.extend(fields.values().flat_map(quotes));
        }
        _ => {}
    }
    found
}

#[test]
fn own_figures_of_the_sections_are_all_figures() {
    for (name, text) in texts() {
        let mut out = Vec::new();
        json::write(&review(&name, text), json::Options::default(), &mut out);
        let report = parse(&out);
        let mut own = Vec::new();
        collect(&report["sections"], &mut own);
        let all: Vec<String> = report["figures"].as_array().unwrap().iter().map(|f| f["id"].to_string()).collect();
        own.sort_by_key(|id| (id.len(), id.clone()));
        assert_eq!(own, all, "{name}");
    }
}

fn collect(sections: &Value, own: &mut Vec<String>) {
    for section in sections.as_array().unwrap() {
        for group in ["amounts", "person_times", "counts", "others"] {
            own.extend(section[group].as_array().unwrap().iter().map(ToString::to_string));
        }
        collect(&section["children"], own);
    }
}

#[test]
fn bad_lines_of_a_pipe_are_answered_as_the_schema_says() {
    let validator = validator(&schema::Output::Error.schema());
    for (id, kind) in [(None, "bad_request"), (Some("{\"a\":[1]}"), "empty"), (Some("\"甲\""), "internal")] {
        let mut out = Vec::new();
        json::write_error(id, 3, kind, "为什么\n", &mut out);
        assert_valid(&validator, &parse(&out), kind);
    }
}

#[test]
fn lists_and_their_differences_are_valid() {
    let directory = tempfile::tempdir().unwrap();
    let consistent = "支出100.00万元，其中：项目支出60.00万元，基本支出40.00万元。";
    fs::write(directory.path().join("a.txt"), consistent).unwrap();
    fs::write(directory.path().join("b.txt"), consistent.replace("100.00", "100.80")).unwrap();
    let list = |file: &str| gouji(&["audit", file, "没有.txt", "--format", "json"], directory.path());
    let lists = validator(&schema::Output::Audit.schema());
    let (a, b) = (list("a.txt"), list("b.txt"));
    for list in [&a, &b] {
        assert_valid(&lists, &parse(&list.stdout), "audit");
        assert_eq!(list.status.code(), Some(2));
    }
    let found = parse(&b.stdout);
    assert_eq!(found["summary"]["mandatory"], 1, "{found:#}");
    assert_eq!(found["reports"][0]["findings"][0]["evidence"].as_array().unwrap().len(), 4, "{found:#}");
    fs::write(directory.path().join("a.json"), a.stdout).unwrap();
    fs::write(directory.path().join("b.json"), b.stdout).unwrap();
    let diff = gouji(&["diff", "a.json", "b.json", "--format", "json"], directory.path());
    assert_eq!(diff.status.code(), Some(1));
    let diff = parse(&diff.stdout);
    assert_valid(&validator(&schema::Output::Diff.schema()), &diff, "diff");
    assert_eq!(diff["new"].as_array().unwrap().len(), 1);
}

#[test]
fn lists_of_several_years_are_valid() {
    let directory = tempfile::tempdir().unwrap();
    for (year, words) in [(2022, "公务接待费4.20万元。"), (2023, "公务接待费3.90万元，上年公务接待费5.10万元。")]
    {
        let report = format!("青河县民政局{year}年度部门整体支出绩效自评报告\n一、基本情况\n{words}\n");
        fs::write(directory.path().join(format!("{year}.txt")), report).unwrap();
    }
    let list = |format: &str| parse(&gouji(&["audit", ".", "--format", format], directory.path()).stdout);
    let json = list("json");
    assert_valid(&validator(&schema::Output::Audit.schema()), &json, "audit");
    assert_eq!(json["across"].as_array().unwrap().len(), 1, "{json:#}");
    let log = list("sarif");
    assert_valid(&official_sarif(), &log, "sarif");
    let run = &log["runs"][0];
    let told = run["results"].as_array().unwrap().iter().find(|result| result["ruleId"] == "GJ901").unwrap();
    let described = usize::try_from(told["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][described]["id"], "GJ901");
}

#[test]
fn sarif_is_valid_and_its_regions_are_right() {
    let sarif = official_sarif();
    let selection = gouji::output::listing::Selection::default();
    let reviews: Vec<_> = texts().into_iter().map(|(name, text)| review(&name, text)).collect();
    let parts: Vec<_> = reviews
        .iter()
        .map(|review| sarif::part(review, &selection.entries(review), sarif::Holding::Included))
        .collect();
    let mut out = Vec::new();
    sarif::write(&parts, &["没有.txt：没有这个文件".to_owned()], &gouji::archive::rules(), &mut out);
    let log = parse(&out);
    assert_valid(&sarif, &log, "sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let kinds = |kind: &str| results.iter().filter(|result| result["kind"] == kind).count();
    assert!(kinds("pass") > 100 && kinds("fail") > 0, "pass {} fail {}", kinds("pass"), kinds("fail"));
    for result in results {
        assert_eq!(result["kind"] == "fail", result["level"] != "none", "{result}");
        assert!(result["kind"] == "pass" || result["kind"] == "open" || !result["partialFingerprints"].is_null());
    }
    // Lines and columns lead to the snippet, as an editor reads them.
    let by_name = |uri: &str| reviews.iter().find(|r| uri.ends_with(&format!("{}/report.txt", folder(r))));
    let mut n_checked = 0;
    for region in results.iter().flat_map(|r| r["locations"].as_array().unwrap()).map(|l| &l["physicalLocation"]) {
        let Some(review) = by_name(region["artifactLocation"]["uri"].as_str().unwrap()) else { continue };
        let region = &region["region"];
        let at = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        if at("startLine") == at("endLine") {
            let line = review.document.text.split('\n').nth(at("startLine") - 1).unwrap();
            let columns = line.chars().skip(at("startColumn") - 1).take(at("endColumn") - at("startColumn"));
            assert_eq!(columns.collect::<String>(), region["snippet"]["text"].as_str().unwrap());
            n_checked += 1;
        }
    }
    assert!(n_checked > 100);
}

/// The schema of OASIS; its pattern for languages, which is no regular expression, is read as it was meant.
fn official_sarif() -> Validator {
    let schema = fs::read_to_string(project("tests/schemas/sarif-2.1.0.json")).unwrap();
    let mended = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    assert_ne!(schema, mended);
    validator(mended.as_bytes())
}

/// Name of the folder that a corpus report stands in.
fn folder(review: &Review) -> String {
    let path = std::path::Path::new(&review.document.source.name);
    path.parent().and_then(|p| p.file_name()).map_or("?".to_owned(), |p| p.to_string_lossy().into_owned())
}
