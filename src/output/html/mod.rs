//! One self-contained page for an archive: texts on the left, findings on the right; no network, no other file.
//!
//! The page is a fixed program and data. Data stands in `<script type="application/json">`, where nothing runs, with
//! every `<` escaped, and gets into the document as text only. The policy in the head allows exactly our program and
//! style, by hash. Each report's data is parsed when it is first opened, so a thousand reports open as fast as one.

mod base64;
mod page;

pub use page::page;

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("app.css");
const PROGRAM: &str = include_str!("app.js");
const BODY: &str = include_str!("app.html");

/// 索引. What the page knows before any report is opened.
#[derive(Debug, Default, Serialize)]
pub struct Index {
    /// Name of the archive.
    pub title: String,
    /// All reports, in order of their pages.
    pub reports: Vec<IndexReport>,
    /// All findings.
    pub findings: Vec<IndexFinding>,
    /// Files that gave no report, and why.
    pub errors: Vec<(String, String)>,
    /// Code and title of every rule.
    pub rules: Vec<(String, String)>,
}

/// A report in the index.
#[derive(Debug, Default, Serialize)]
pub struct IndexReport {
    /// File name.
    pub file: String,
    /// Reporting unit.
    pub unit: Option<String>,
    /// Report year.
    pub year: Option<u16>,
    /// Number of figures.
    pub figures: u32,
    /// Of these, checked by some relation.
    pub checked: u32,
    /// Relations: exact, tail, broken, undecided.
    pub grades: [u32; 4],
    /// File that has the same text and stands before it.
    pub duplicate_of: Option<String>,
}

/// A finding in the index.
#[derive(Debug, Default, Serialize)]
pub struct IndexFinding {
    /// Place of its report in [`Index::reports`].
    pub report: usize,
    /// Place among the findings of the report's page; `None` for one between reports.
    pub own: Option<usize>,
    /// 强制性, 核实性, 提示.
    pub severity: String,
    /// Code of the rule.
    pub rule: String,
    /// The message.
    pub message: String,
    /// Path and title of the section.
    pub section: String,
    /// 涉及金额, in 万元, as a plain number.
    pub stake: Option<String>,
    /// Characters of the first piece of evidence.
    pub at: Option<(u32, u32)>,
    /// The other report of a finding between reports.
    pub other: Option<usize>,
}

/// Writes everything before the reports.
///
/// # Errors
/// When `out` fails.
pub fn write_head(index: &Index, out: &mut dyn Write) -> io::Result<()> {
    let (style, program) = (allowed(STYLE), allowed(PROGRAM));
    let title = escape(&index.title);
    write!(
        out,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {style}; \
         script-src {program}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n{BODY}"
    )?;
    write_data("index", &serde_json::to_string(index)?, out)?;
    writeln!(out, "<script>{PROGRAM}</script>")
}

/// Writes the data of the `n`-th report, as [`page()`] made it.
///
/// # Errors
/// When `out` fails.
pub fn write_report(n: usize, page: &str, out: &mut dyn Write) -> io::Result<()> {
    write_data(&format!("report-{n}"), page, out)
}

/// Writes what follows the reports.
///
/// # Errors
/// When `out` fails.
pub fn write_tail(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</body>\n</html>")
}

/// JSON where nothing runs: without `<` nothing in it can end the element or begin a comment.
fn write_data(id: &str, json: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    for (n, part) in json.split('<').enumerate() {
        if n > 0 {
            out.write_all(b"\\u003c")?;
        }
        out.write_all(part.as_bytes())?;
    }
    writeln!(out, "</script>")
}

/// Source expression of the policy that allows exactly this inline text.
fn allowed(text: &str) -> String {
    format!("'sha256-{}'", base64::encode(&Sha256::digest(text)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_stay_words() {
        let hostile = "</script><script>alert(1)</script><!--";
        let index = Index {
            title: hostile.to_owned(),
            findings: vec![IndexFinding { message: hostile.to_owned(), ..IndexFinding::default() }],
            ..Index::default()
        };
        let mut out = Vec::new();
        write_head(&index, &mut out).unwrap();
        write_report(0, &serde_json::to_string(hostile).unwrap(), &mut out).unwrap();
        write_tail(&mut out).unwrap();
        let html = String::from_utf8(out).unwrap();
        assert!(!html.contains("alert(1)</script>") && !html.contains("<script>alert"));
        assert_eq!(html.matches("</script>").count(), 3);
        let data = html.split("id=\"report-0\">").nth(1).unwrap().split("</script>").next().unwrap();
        assert_eq!(serde_json::from_str::<String>(data).unwrap(), hostile);
    }

    #[test]
    fn nothing_is_loaded_from_outside() {
        for text in [STYLE, PROGRAM, BODY] {
            for outside in ["http:", "https:", "src=", "@import", "url(", "innerHTML", "fetch(", "eval("] {
                assert!(!text.contains(outside), "{outside}");
            }
        }
    }
}
