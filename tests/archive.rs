//! An archive is finished the same way whatever happens to the run.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "tests make their own archives and show what they measured"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use support::archive::{Seed, contents, report, write, zip};

fn gouji(archive: &Path, out: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.arg("convert").arg(archive).arg("--out").arg(out).args(more);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs to the end; standard output.
fn convert(archive: &Path, out: &Path, more: &[&str]) -> String {
    let done = gouji(archive, out, more).output().expect("the program runs");
    String::from_utf8(done.stdout).expect("UTF-8") + &String::from_utf8(done.stderr).expect("UTF-8")
}

const ALL: [&str; 2] = ["--to", "parquet,csv,tables-jsonl,json,jsonl"];

fn assert_same(a: &Path, b: &Path) {
    let (a, b) = (contents(a), contents(b));
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&a), names(&b));
    for ((name, a), (_, b)) in a.iter().zip(&b) {
        assert!(a == b, "{name} differs");
    }
}

/// A table as rows of fields, the head first.
fn table(out: &Path, name: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_path(out.join(format!("tables/{name}.csv"))).unwrap();
    reader
        .records()
        .map(|row| row.unwrap().iter().map(|f| f.trim_start_matches('\u{FEFF}').to_owned()).collect())
        .collect()
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let n = rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(|row| row[n].clone()).collect()
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("档案");
    write(&archive, 60);
    convert(&archive, &dir.path().join("1"), &[&ALL[..], &["--threads", "1"]].concat());
    convert(&archive, &dir.path().join("5"), &[&ALL[..], &["--threads", "5"]].concat());
    assert_same(&dir.path().join("1"), &dir.path().join("5"));
}

#[test]
fn a_second_run_keeps_what_is_done_and_sees_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    write(&archive, 24);
    assert!(convert(&archive, &out, &ALL).contains("沿用上次结果 0"));
    let first = contents(&out);
    assert!(convert(&archive, &out, &ALL).contains("沿用上次结果 24"));
    assert!(first == contents(&out));
    fs::write(archive.join("青河县/2020/民政局.txt"), report(900, 2020)).unwrap();
    fs::remove_file(archive.join("青河县/2021/民政局.txt")).unwrap();
    assert!(convert(&archive, &out, &ALL).contains("沿用上次结果 22"));
    let fresh = dir.path().join("全新");
    convert(&archive, &fresh, &ALL);
    assert_same(&out, &fresh);
    assert!(convert(&archive, &out, &[&ALL[..], &["--force"]].concat()).contains("沿用上次结果 0"));
    assert_same(&out, &fresh);
}

/// Kills a run after ever other times, until one comes through; then everything must be as if nothing had happened.
#[test]
fn a_killed_run_goes_on_where_it_was() {
    let kills: u64 = std::env::var("GOUJI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let n: u64 = std::env::var("GOUJI_KILL_REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let dir = tempfile::tempdir().unwrap();
    let (archive, undisturbed) = (dir.path().join("档案"), dir.path().join("安静"));
    write(&archive, n);
    let begun = std::time::Instant::now();
    convert(&archive, &undisturbed, &ALL);
    let whole = begun.elapsed();
    let mut seed = Seed::new(7);
    let mut n_killed = 0;
    for round in 0..kills {
        let out = dir.path().join(format!("打断{round}"));
        // Several kills on the way of one run, each at a random moment.
        for _ in 0..2 {
            let mut run = gouji(&archive, &out, &ALL).spawn().unwrap();
            thread::sleep(whole * u32::try_from(seed.below(1000)).unwrap() / 1000);
            n_killed += u64::from(run.try_wait().unwrap().is_none());
            run.kill().unwrap();
            run.wait().unwrap();
        }
        convert(&archive, &out, &ALL);
        assert_same(&undisturbed, &out);
        fs::remove_dir_all(&out).unwrap();
    }
    println!("{n_killed} runs were killed at random moments");
    assert!(n_killed > 0);
}

#[test]
fn two_runs_do_not_work_in_one_directory() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    write(&archive, 4);
    fs::create_dir_all(out.join(".gouji")).unwrap();
    let lock = fs::File::create(out.join(".gouji/lock")).unwrap();
    lock.lock().unwrap();
    assert!(convert(&archive, &out, &[]).contains("另一个 gouji 正在使用这个目录"));
    drop(lock);
    thread::sleep(Duration::from_millis(10));
    assert!(convert(&archive, &out, &[]).contains("读出报告 4"));
}

#[test]
fn a_damaged_file_costs_itself_only() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    write(&archive, 100);
    let files: Vec<String> = contents(&archive).into_iter().map(|(name, _)| name).collect();
    let mut damaged: Vec<String> = files.iter().filter(|f| f.ends_with(".docx")).take(5).cloned().collect();
    for name in &damaged {
        let bytes = fs::read(archive.join(name)).unwrap();
        fs::write(archive.join(name), &bytes[..bytes.len() / 2]).unwrap();
    }
    fs::write(archive.join("空.txt"), "").unwrap();
    fs::write(archive.join("图.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    damaged.extend(["空.txt".to_owned(), "图.txt".to_owned()]);
    damaged.sort();
    let said = convert(&archive, &out, &["--to", "csv"]);
    assert!(said.contains("读出报告 95") && said.contains("无法读取 7"), "{said}");
    let expected: Vec<String> = damaged.iter().map(|name| format!("档案/{name}")).collect();
    assert_eq!(column(&table(&out, "errors"), "file"), expected);
}

#[test]
fn zip_files_are_folders_and_copies_are_linked() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    fs::create_dir_all(&archive).unwrap();
    let text = report(3, 2022);
    let broken = text.replace('。', "。\n");
    fs::write(archive.join("包.zip"), zip(&[("甲/报告.txt", text.as_bytes()), ("乙.txt", report(4, 2022).as_bytes())]))
        .unwrap();
    fs::write(archive.join("报告.docx"), support::archive::docx(&broken)).unwrap();
    convert(&archive, &out, &["--to", "csv"]);
    let reports = table(&out, "reports");
    assert_eq!(column(&reports, "file"), ["档案/包.zip/乙.txt", "档案/包.zip/甲/报告.txt", "档案/报告.docx"]);
    let ids = column(&reports, "report_id");
    assert_eq!(column(&reports, "duplicate_of"), [String::new(), String::new(), ids[1].clone()]);
}

#[test]
fn rows_refer_to_rows_that_exist() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    write(&archive, 16);
    convert(&archive, &out, &["--to", "csv"]);
    let ids = |name: &str, id: &str| column(&table(&out, name), id);
    let (reports, sections) = (ids("reports", "report_id"), ids("sections", "section_id"));
    let (figures, relations) = (ids("figures", "figure_id"), ids("relations", "relation_id"));
    assert!(!figures.is_empty());
    for (name, refers, known) in [
        ("sections", "report_id", &reports),
        ("sections", "parent_id", &sections),
        ("figures", "report_id", &reports),
        ("figures", "section_id", &sections),
        ("relations", "figure_ids", &figures),
        ("findings", "figure_ids", &figures),
        ("findings", "relation_ids", &relations),
        ("findings", "suspect_figure_id", &figures),
        ("findings", "other_report_id", &reports),
        ("series", "figure_id", &figures),
    ] {
        for id in ids(name, refers).iter().flat_map(|ids| ids.split_whitespace()) {
            assert!(known.iter().any(|known| known == id), "{name}.{refers}: {id}");
        }
    }
    for (name, id) in [("reports", &reports), ("sections", &sections), ("figures", &figures), ("relations", &relations)]
    {
        let mut unique = (*id).clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), id.len(), "ids of {name}");
    }
}
