//! Sections found in the gold corpus, by path and title; `OUTLINE=FILE` prints the outline of one file.

#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a test may read the corpus and speak")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::document::{Limits, from_text, read};
use gouji::outline::{Outline, parse};
use gouji::text::script;
use serde_json::Value;

/// One section as compared: its path and its folded title.
type Row = (Vec<u64>, String);

fn root() -> PathBuf {
    std::env::var("CORPUS").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// Folders of a part of the corpus, sorted.
fn reports(part: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root().join(part)) else { return Vec::new() };
    let mut found: Vec<_> =
        entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.join("gold.jsonl").exists()).collect();
    found.sort();
    found
}

fn gold(folder: &Path) -> Vec<Row> {
    let text = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter(|row| row["type"] == "section")
        .map(|row| {
            let path = row["path"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
            (path, normal(row["title"].as_str().unwrap()))
        })
        .collect()
}

/// Titles are compared without blanks, widths and closing marks.
fn normal(title: &str) -> String {
    script::folded(title).trim_end_matches(['。', ':', ';']).to_owned()
}

fn found(outline: &Outline) -> Vec<Row> {
    outline.sections[1..].iter().map(|s| (s.path.iter().map(|&n| n.into()).collect(), normal(&s.title))).collect()
}

/// Hits and the differences.
fn compare(gold: &[Row], found: &[Row]) -> (usize, Vec<String>) {
    let mut rest: Vec<&Row> = found.iter().collect();
    let mut hits = 0;
    let mut lines = Vec::new();
    for row in gold {
        if let Some(n) = rest.iter().position(|r| *r == row) {
            rest.remove(n);
            hits += 1;
        } else {
            lines.push(format!("  - {:?} {}", row.0, row.1));
        }
    }
    lines.extend(rest.iter().map(|row| format!("  + {:?} {}", row.0, row.1)));
    (hits, lines)
}

/// F1 in thousandths over parts of the corpus; `join` makes one line of every report first.
fn score(parts: &[&str], join: bool) -> usize {
    let (mut hits, mut n_gold, mut n_found) = (0, 0, 0);
    for folder in parts.iter().flat_map(|part| reports(part)) {
        let gold = gold(&folder);
        let mut text = fs::read_to_string(folder.join("report.txt")).unwrap();
        if join {
            text = text.replace('\n', "");
        }
        let outline = parse(&from_text(text, "report.txt"));
        let found = found(&outline);
        let (n, lines) = compare(&gold, &found);
        if !lines.is_empty() {
            let name = folder.file_name().unwrap().display().to_string();
            eprintln!("{name} {n}/{}/{}\n{}", gold.len(), found.len(), lines.join("\n"));
        }
        (hits, n_gold, n_found) = (hits + n, n_gold + gold.len(), n_found + found.len());
    }
    let f1 = (2000 * hits).checked_div(n_gold + n_found).unwrap_or(1000);
    eprintln!("join={join} hits {hits} of {n_gold}, found {n_found}: F1 {f1}‰");
    f1
}

#[test]
fn sections_of_the_corpus() {
    assert!(score(&["corpus/tune", "seeds", "seeds/consistent"], false) >= 970);
}

#[test]
fn sections_of_the_corpus_on_one_line() {
    assert!(score(&["corpus/tune", "seeds", "seeds/consistent"], true) >= 900);
}

/// What the reports say about themselves; `(found, of)` per field, differences printed.
#[test]
fn metadata_of_the_corpus() {
    let mut right = [0; 4];
    let mut n = 0;
    for folder in ["corpus/tune", "seeds", "seeds/consistent"].iter().flat_map(|part| reports(part)) {
        let gold = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
        let meta = gold.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()).find(|row| row["type"] == "meta");
        let Some(meta) = meta else { continue };
        let text = fs::read_to_string(folder.join("report.txt")).unwrap();
        let found = parse(&from_text(text, "report.txt")).metadata;
        let found = [
            found.title.map(|t| normal(&t)),
            found.unit,
            found.year.map(|y| y.to_string()),
            found.kind.map(|k| k.name().to_owned()),
        ];
        n += 1;
        for (k, field) in ["title", "unit", "year", "kind"].iter().enumerate() {
            let expected = meta[field].as_str().map_or_else(|| meta[field].to_string(), normal);
            if found[k].as_ref() == Some(&expected) {
                right[k] += 1;
            } else {
                eprintln!("{} {field}: {expected} found {:?}", folder.file_name().unwrap().display(), found[k]);
            }
        }
    }
    eprintln!("title, unit, year, kind right: {right:?} of {n}");
    assert!(right.iter().all(|r| r * 10 >= n * 6), "{right:?} of {n}");
}

#[test]
fn shows_one_outline() {
    let Ok(file) = std::env::var("OUTLINE") else { return };
    let bytes = fs::read(&file).unwrap();
    let document = read(&bytes, &file, &Limits::default()).unwrap();
    let outline = parse(&document);
    eprintln!("{:#?}", outline.metadata);
    for section in &outline.sections {
        let number = section.number.as_ref().map_or("", |n| document.slice(n.span));
        let body: usize = section.body.iter().map(|b| document.slice(*b).chars().count()).sum();
        let first: String =
            section.body.first().map_or(String::new(), |b| document.slice(*b).chars().take(24).collect());
        let path: Vec<String> = section.path.iter().map(u32::to_string).collect();
        let indent = "  ".repeat(section.path.len());
        eprintln!("{indent}{} [{number}] «{}» {body} {first:?}", path.join("."), section.title);
    }
    for note in &outline.notes {
        let text = note.span.map_or("", |s| document.slice(s));
        eprintln!("{}: {} {:?}", note.kind.name(), note.message, text.chars().take(80).collect::<String>());
    }
    let lists: BTreeSet<u32> = outline.items.iter().map(|i| i.list).collect();
    eprintln!("{} items in {} lists", outline.items.len(), lists.len());
}
