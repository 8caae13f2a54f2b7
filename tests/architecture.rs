//! The shape of the source tree: what ARCHITECTURE.md says about it is so.
#![allow(clippy::disallowed_methods, reason = "tests read the sources")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::golden::golden;
use support::project;

/// Folders in the order of the data; a file may use its own folder and those before it.
const ORDER: [&str; 13] = [
    "text",
    "quantity",
    "document",
    "outline",
    "figures",
    "relations",
    "findings",
    "review",
    "output",
    "archive",
    "evaluate",
    "cli",
    "main",
];

/// Folders whose types are words of the field.
const DOMAIN: [&str; 8] = ["text", "quantity", "document", "outline", "figures", "relations", "findings", "review"];

/// Lines of a file before its tests.
const LONGEST: usize = 600;

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// `figures` of `src/figures/label.rs`, `review` of `src/review.rs`.
    fn folder(&self) -> &str {
        self.path.split('/').nth(1).unwrap().trim_end_matches(".rs")
    }

    /// What stands before the unit tests.
    fn production(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap()
    }

    /// Lines that are no comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for entry in walkdir::WalkDir::new(project("src")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let path = entry.path().strip_prefix(project("")).unwrap().display().to_string();
            sources.push(Source { path, text: fs::read_to_string(entry.path()).unwrap() });
        }
    }
    assert!(sources.len() > 50);
    sources
}

#[track_caller]
fn assert_none(problems: &[String], what: &str) {
    assert!(problems.is_empty(), "{what}:\n  {}", problems.join("\n  "));
}

/// Words after `crate::`, also those of `use crate::{a::…, b::…}`.
fn folders_used(line: &str) -> Vec<&str> {
    let word = |rest: &str| rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let uses = line.match_indices("crate::").filter(|(at, _)| !line[..*at].ends_with('$'));
    uses.map(|(at, path)| &line[at + path.len()..]).map(|rest| &rest[..word(rest)]).collect()
}

#[test]
fn arrows_go_one_way() {
    let place = |folder: &str| ORDER.iter().position(|known| *known == folder);
    let mut problems = Vec::new();
    for source in sources() {
        let Some(own) = place(source.folder()) else {
            if source.folder() != "lib" {
                problems.push(format!("{} is in no known folder", source.path));
            }
            continue;
        };
        for line in source.code() {
            for used in folders_used(line) {
                if place(used).is_some_and(|used| used > own) {
                    problems.push(format!("{}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert_none(&problems, "arrows against the flow of the data");
}

#[test]
fn files_are_small() {
    let mut problems = Vec::new();
    for source in sources() {
        let n = source.production().lines().count();
        if n > LONGEST {
            problems.push(format!("{} has {n} lines, {LONGEST} are enough", source.path));
        }
    }
    assert_none(&problems, "files that should be divided");
}

#[test]
fn paths_do_not_climb() {
    let mut problems = Vec::new();
    for source in sources() {
        let climbing = source.code().filter(|line| line.contains("super::super"));
        problems.extend(climbing.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    assert_none(&problems, "write crate::… instead of super::super");
}

#[test]
fn every_rule_is_in_the_table() {
    let table = fs::read_to_string(project("src/relations/rules/mod.rs")).unwrap();
    let mut missing = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("src/relations/rules/")) {
        let file = source.path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        // A file in a folder of its own belongs to the rule of that name.
        let is_inner = source.path.matches('/').count() > "src/relations/rules/".matches('/').count();
        if file != "mod" && !is_inner && !table.contains(&format!("mod {file};")) {
            missing.push(format!("mod {file};"));
        }
        for rule in source.production().split("impl Rule for ").skip(1) {
            let name = rule.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            if !table.contains(&format!("&{file}::{name},")) {
                missing.push(format!("&{file}::{name},"));
            }
        }
    }
    assert_none(&missing, "lines that are missing in src/relations/rules/mod.rs");
}

/// 词条. A public type with its Chinese term.
struct Entry {
    term: String,
    name: String,
    meaning: String,
    folder: String,
    path: String,
}

/// Every public type of the sources with the first line of its documentation.
fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.production().lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some(rest) = ["pub struct ", "pub enum ", "pub trait "].iter().find_map(|kind| line.strip_prefix(kind))
            else {
                continue;
            };
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned();
            let above = lines[..n].iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("///"));
            let first = above.filter_map(|line| line.strip_prefix("/// ")).last().unwrap_or("");
            let (term, meaning) = first.split_once(['.', '。', ':']).unwrap_or((first, ""));
            entries.push(Entry {
                term: term.to_owned(),
                name,
                meaning: without_links(meaning.trim()),
                folder: source.folder().to_owned(),
                path: source.path.clone(),
            });
        }
    }
    entries
}

/// `[`name`](path)` as `` `name` ``.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`]").unwrap_or((link, ""));
        out += &format!("{before}`{name}`");
        rest = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, after)| after);
    }
    out + rest
}

fn is_chinese(term: &str) -> bool {
    term.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

#[test]
fn types_of_the_domain_begin_with_their_chinese_term() {
    let nameless = entries().into_iter().filter(|e| DOMAIN.contains(&e.folder.as_str()) && !is_chinese(&e.term));
    let nameless: Vec<_> = nameless.map(|entry| format!("{} {}", entry.path, entry.name)).collect();
    assert_none(&nameless, "write `/// 中文. What it is.` above");
}

/// Where the generated part of the glossary begins.
const GENERATED: &str = "<!-- 以下由 tests/architecture.rs 从源代码生成：BLESS=1 cargo test --test architecture -->\n";

#[test]
fn the_glossary_covers_the_types() {
    let written = fs::read_to_string(project("docs/GLOSSARY.md")).unwrap();
    let (head, _) = written.split_once(GENERATED).expect("the mark of the generated part");
    let mut glossary = format!("{head}{GENERATED}\n| 中文 | 类型 | 含义 |\n|---|---|---|\n");
    for folder in ORDER {
        let mut seen = BTreeSet::new();
        for entry in entries().iter().filter(|e| e.folder == folder && is_chinese(&e.term)) {
            if seen.insert((entry.term.clone(), entry.name.clone())) {
                glossary += &format!(
                    "| {} | `{folder}::{}` | {} |\n",
                    entry.term,
                    entry.name,
                    entry.meaning.replace('|', "\\|")
                );
            }
        }
    }
    golden("docs/GLOSSARY.md", &glossary);
}

#[test]
fn documents_name_tests_and_files_that_exist() {
    let tests: Vec<Source> = walkdir::WalkDir::new(project("tests"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| Source { path: String::new(), text: fs::read_to_string(entry.path()).unwrap() })
        .chain(sources())
        .collect();
    let mut problems = Vec::new();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/DESIGN.md", "README.md"] {
        let text = fs::read_to_string(project(document)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path =
                quoted.contains('/') && !quoted.contains([' ', '*', '<', '…', '\n']) && !quoted.contains("::");
            if is_path && !quoted.starts_with(['/', '-', '.']) && !project(quoted).exists() {
                problems.push(format!("{document}: no file {quoted}"));
            }
            if let Some((_, function)) = quoted.strip_prefix("tests/").and_then(|rest| rest.split_once("::"))
                && !tests.iter().any(|test| test.text.contains(&format!("fn {function}(")))
            {
                problems.push(format!("{document}: no test {quoted}"));
            }
        }
    }
    assert_none(&problems, "documents that tell of what is not there");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(project("Cargo.toml")).unwrap();
    let design = fs::read_to_string(project("docs/DESIGN.md")).unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let names = section.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim());
    let missing: Vec<_> = names.filter(|name| !design.contains(&format!("`{name}`"))).map(ToOwned::to_owned).collect();
    assert_none(&missing, "dependencies without a line in docs/DESIGN.md");
}

#[test]
fn the_change_log_knows_this_version() {
    let log = fs::read_to_string(project("CHANGELOG.md")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(log.contains("## 未发布") || log.contains(&format!("## {version}")), "{version} is not in CHANGELOG.md");
}
