//! The same report from every form that office software makes of it: figures and outline must be those of the text.
//!
//! `tests/formats/make.py` makes the files; `truth.txt` beside them is the report as the printed page shows it. What
//! is measured is written to `docs/FORMATS.md`.
#![allow(clippy::disallowed_methods, reason = "tests read the files of the project")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::document::{self, Document, Limits};
use gouji::figures;
use gouji::outline;

use support::golden::golden;
use support::project;

/// What a report says, as lines that can be compared.
struct Reading {
    figures: Vec<String>,
    headings: Vec<String>,
}

/// Items of the truth that another reading has too, of the longer of both.
#[derive(Clone, Copy, Default)]
struct Share {
    same: usize,
    of: usize,
}

impl Share {
    fn of(truth: &[String], found: &[String]) -> Self {
        Self { same: common(truth, found), of: truth.len().max(found.len()) }
    }

    fn add(&mut self, other: Self) {
        self.same += other.same;
        self.of += other.of;
    }

    /// Whether at least `percent` of a hundred are the same.
    fn reaches(self, percent: usize) -> bool {
        self.same * 100 >= self.of * percent
    }

    /// 0.987, cut off and not rounded.
    fn printed(self) -> String {
        let thousandths = self.same * 1000 / self.of.max(1);
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    }
}

/// Length of the longest common subsequence: order counts.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (n, y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x == y { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn read(path: &Path) -> Document {
    let mut bytes = fs::read(path).expect("the fixture is there");
    if extension(path) == "zip" {
        let mut members = document::members(&bytes, "附件.zip", &Limits::default()).expect("the archive can be opened");
        let member = members.next().expect("one file is in it").expect("the file can be unpacked");
        assert_eq!(member.name, "附件.zip/2023年自评报告.docx");
        bytes = member.bytes;
    }
    document::read(&bytes, &path.to_string_lossy(), &Limits::default())
        .expect("office software writes files that can be read")
}

fn reading(document: &Document) -> Reading {
    let outline = outline::parse(document);
    let figures = figures::extract(document, &outline);
    Reading {
        figures: figures
            .figures
            .iter()
            .map(|f| {
                let label = f.label.as_ref().map_or("", |l| l.text.as_str());
                format!("{} {}{} {}", f.kind.name(), f.value.normalize(), f.unit, label)
            })
            .collect(),
        headings: outline
            .sections
            .iter()
            .skip(1)
            .map(|s| format!("{:?} {}", s.path, s.title.replace(char::is_whitespace, "")))
            .collect(),
    }
}

/// The folders of reports.
fn reports() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(project("tests/formats"))
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.join("truth.txt").is_file())
        .collect();
    found.sort();
    found
}

fn forms(report: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(report)
        .expect("a folder of fixtures")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.file_name().is_some_and(|n| n != "truth.txt"))
        .collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

fn extension(path: &Path) -> String {
    path.extension().expect("a form has an extension").to_string_lossy().into_owned()
}

/// A workbook holds the tables of a report and nothing else.
fn holds_tables_only(path: &Path) -> bool {
    matches!(extension(path).as_str(), "xlsx" | "xls")
}

#[test]
fn every_form_of_a_report_reads_the_same() {
    let mut by_form: BTreeMap<(String, String), (Share, Share)> = BTreeMap::new();
    let mut differences = String::new();
    for report in reports() {
        let text = read(&report.join("truth.txt"));
        let truth = reading(&text);
        let cells = in_tables(&text);
        for form in forms(&report) {
            let found = reading(&read(&form));
            let (wanted, headings) = if holds_tables_only(&form) {
                (&cells, Share::default())
            } else {
                (&truth.figures, Share::of(&truth.headings, &found.headings))
            };
            let figures = Share::of(wanted, &found.figures);
            let key = (extension(&form), name(&form).rsplit_once('.').expect("an extension").0.to_owned());
            let sum = by_form.entry(key).or_default();
            sum.0.add(figures);
            sum.1.add(headings);
            if figures.same < figures.of || headings.same < headings.of {
                let place = format!("{}/{}", name(&report), name(&form));
                different(&mut differences, &place, wanted, &found.figures);
                if !holds_tables_only(&form) {
                    different(&mut differences, &place, &truth.headings, &found.headings);
                }
            }
        }
    }
    golden("docs/FORMATS.md", &page(&by_form));
    for ((extension, producer), (figures, headings)) in &by_form {
        let percent = if extension == "docx" { 100 } else { 98 };
        let reached = figures.reaches(percent) && headings.reaches(percent);
        assert!(reached, "{producer}.{extension}: less than {percent}% are the same\n{differences}");
    }
}

/// The figures that stand in the tables of a text.
fn in_tables(text: &Document) -> Vec<String> {
    let outline = outline::parse(text);
    let figures = figures::extract(text, &outline).figures;
    let all = reading(text).figures;
    figures.iter().zip(all).filter(|(f, _)| f.cell.is_some()).map(|(_, line)| line).collect()
}

fn different(out: &mut String, place: &str, truth: &[String], found: &[String]) {
    let missing = truth.iter().filter(|line| !found.contains(line)).map(|line| format!("-{line}"));
    let more = found.iter().filter(|line| !truth.contains(line)).map(|line| format!("+{line}"));
    let lines: Vec<String> = missing.chain(more).take(12).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "{place}: {}", lines.join("; "));
    }
}

/// 各种格式读得是否一样.
fn page(by_form: &BTreeMap<(String, String), (Share, Share)>) -> String {
    let mut page = String::from(
        "# 各种格式读得是否一样\n\n\
         同一份报告由不同软件存成不同格式，读出的数据（种类、值、单位、名目、顺序）和章节（路径、题名）与印出的文字相比，相同的占多少。\
         报告和制作脚本在 `tests/formats`，这一页由 `tests/formats.rs` 写出。\n\n\
         自动编号、跨页大表、分栏、未嵌入字体的文件都在其中。LibreOffice 存成网页时，自动编号只写成嵌套列表，印成什么样没有写明，\
         章节的层次由列表的层次得知。\n\n\
         | 格式 | 制作 | 数据 | 章节 |\n|---|---|--:|--:|\n",
    );
    for ((extension, producer), (figures, headings)) in by_form {
        let outline = if headings.of == 0 { "–".to_owned() } else { headings.printed() };
        let _ = writeln!(page, "| {extension} | {producer} | {} | {outline} |", figures.printed());
    }
    page
}
