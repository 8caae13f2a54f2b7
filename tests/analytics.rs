//! docs/ANALYTICS.md tells the truth: its columns are ours, and every query of it runs on converted reports.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make their own archives; SQLite knows binary fractions only"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use gouji::output::record::Table;
use gouji::output::sql;
use rusqlite::{Connection, types::Value};

use support::golden::golden;
use support::project;

const GUIDE: &str = "docs/ANALYTICS.md";

#[test]
fn the_columns_are_those_of_the_program() {
    let text = fs::read_to_string(project(GUIDE)).unwrap();
    let (begin, end) = ("<!-- 以下由程序生成 -->\n", "<!-- 以上由程序生成 -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    golden(GUIDE, &format!("{before}{begin}\n{}{end}{after}", sql::markdown()));
}

/// Heading and text of every query.
fn queries() -> Vec<(String, String)> {
    let text = fs::read_to_string(project(GUIDE)).unwrap();
    let mut heading = String::new();
    let mut all = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("### ") {
            words.clone_into(&mut heading);
        } else if line == "```sql" {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            all.push((heading.clone(), body.join("\n")));
        }
    }
    all
}

/// Reports of the corpus and generated ones, a copy in another format, a file that cannot be read; converted.
fn converted(folder: &Path) -> std::path::PathBuf {
    let (archive, out) = (folder.join("档案"), folder.join("结果"));
    support::archive::write(&archive, 48);
    for report in fs::read_dir(project("corpus/tune")).unwrap() {
        let report = report.unwrap();
        let text = report.path().join("report.txt");
        fs::copy(text, archive.join(format!("{}.txt", report.file_name().to_string_lossy()))).unwrap();
    }
    let text = support::archive::report(0, 2020);
    fs::write(archive.join("副本.docx"), support::archive::docx(&text)).unwrap();
    fs::write(archive.join("坏.pdf"), b"%PDF-1.7 \xFF").unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["convert", "--to", "csv", "--out"])
        .args([&out, &archive])
        .output()
        .unwrap()
        .status;
    assert_eq!(status.code(), Some(2), "one file cannot be read");
    out
}

/// The tables as sqlite.sql makes them; `.import` is a command of its shell and done by hand here.
fn database(out: &Path) -> Connection {
    let script = fs::read_to_string(out.join("tables/sqlite.sql")).unwrap();
    assert!(script.contains(&sql::create_tables()) && script.ends_with(&sql::nulls()));
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(&sql::create_tables()).unwrap();
    for table in Table::ALL {
        let path = out.join(format!("tables/{}.csv", table.name()));
        let marks = vec!["?"; table.columns().len()].join(", ");
        let mut insert = db.prepare(&format!("INSERT INTO {} VALUES ({marks})", table.name())).unwrap();
        for row in csv::Reader::from_path(path).unwrap().records() {
            insert.execute(rusqlite::params_from_iter(row.unwrap().iter())).unwrap();
        }
    }
    db.execute_batch(&sql::nulls()).unwrap();
    db
}

#[test]
fn every_query_runs_and_finds_something() {
    let dir = tempfile::tempdir().unwrap();
    let db = database(&converted(dir.path()));
    let queries = queries();
    assert!(queries.len() >= 10);
    for (heading, query) in queries {
        let mut statement = db.prepare(&query).unwrap_or_else(|error| panic!("{heading}: {error}"));
        let n_columns = statement.column_count();
        let rows: Vec<Vec<Value>> = statement
            .query_map([], |row| (0..n_columns).map(|n| row.get(n)).collect())
            .unwrap_or_else(|error| panic!("{heading}: {error}"))
            .map(Result::unwrap)
            .collect();
        assert!(!rows.is_empty(), "{heading}: nothing found");
        // A column that is empty in every row asks for what is not there.
        for n in 0..n_columns {
            let name = statement.column_name(n).unwrap();
            let is_known = rows.iter().any(|row| row[n] != Value::Null);
            assert!(is_known || ["cause", "slip"].contains(&name), "{heading}: {name} is always empty");
        }
    }
}

#[test]
fn answers_are_right() {
    let dir = tempfile::tempdir().unwrap();
    let db = database(&converted(dir.path()));
    // Every printed amount of project expenditure of one generated office, year by year.
    let mut statement = db
        .prepare(
            "SELECT year, value FROM series WHERE unit = '青河县民政局' AND indicator = '项目支出' AND kind = 'amount'
             AND value IS NOT NULL ORDER BY year",
        )
        .unwrap();
    let rows: Vec<(i64, f64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let expected: Vec<(i64, String)> = (2020..2024)
        .map(|year| {
            let text = support::archive::report(0, year);
            let after = text.split("项目支出共").nth(1).unwrap();
            (year.cast_signed(), after.split("万元").next().unwrap().to_owned())
        })
        .collect();
    assert_eq!(rows.iter().map(|(year, value)| (*year, format!("{value:.2}"))).collect::<Vec<_>>(), expected);
    let n_errors: i64 = db.query_row("SELECT COUNT(*) FROM errors", [], |row| row.get(0)).unwrap();
    assert_eq!(n_errors, 1);
}
