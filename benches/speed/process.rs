//! The program as a user starts it: time to start, time and peak memory for a large file.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark prints and writes files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use gouji::evaluate::generate;

use super::measure::line;

/// Starts are so short that much disturbs them.
const RUNS: usize = 30;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gouji");

/// Runs the program and answers its time and peak memory in kilobytes.
fn run_with(arguments: &[&str], input: Option<&Path>) -> io::Result<(Duration, u64)> {
    let stdin = match input {
        Some(path) => Stdio::from(fs::File::open(path)?),
        None => Stdio::null(),
    };
    let start = Instant::now();
    let mut child =
        Command::new(PROGRAM).args(arguments).stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    // The kernel keeps the peak; the last look before the end is near enough.
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let found = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        peak = found.unwrap_or(0).max(peak);
        sleep(Duration::from_micros(500));
    }
    Ok((start.elapsed(), peak))
}

/// Start, and one large report through `extract` and `pipe`.
pub(crate) fn run() {
    if let Err(error) = measure() {
        println!("process: {error}");
    }
}

fn measure() -> io::Result<()> {
    println!("\nthe program");
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    let text = |path: &Path| path.display().to_string();
    fs::write(path("line.txt"), "支出12万元，其中基本支出5万元。\n")?;
    fs::write(path("small.txt"), generate::report(1))?;
    let (one_line, small) = (text(&path("line.txt")), text(&path("small.txt")));
    let asked: [(&str, &[&str]); 3] = [
        ("start: a rule explained", &["rule", "GJ101"]),
        ("start: extract one line", &["extract", &one_line]),
        ("extract a small report", &["extract", &small]),
    ];
    for (name, arguments) in asked {
        let times = (0..RUNS).filter_map(|_| run_with(arguments, None).ok().map(|(time, _)| time));
        println!("{name:32} {:>12} µs", times.min().unwrap_or_default().as_micros());
    }
    for kilobytes in [10, 100, 1_000, 10_000, 50_000] {
        let large = path("large.txt");
        let written = generate::text(1, kilobytes * 1000);
        fs::write(&large, &written)?;
        let (time, peak) = run_with(&["extract", &text(&large)], None)?;
        line(&format!("extract {kilobytes} KB, peak {} MB", peak / 1024), written.len(), time);
        println!("{:32} {:>9}", "  bytes of memory per byte", peak * 1024 / written.len().max(1) as u64);
    }
    // Many reports in one stream, as another program would send them.
    let mut stream = String::new();
    for seed in 0..1500 {
        let report = serde_json::to_string(&generate::report(seed)).unwrap_or_default();
        stream.push_str(&format!("{{\"id\":{seed},\"text\":{report}}}\n"));
    }
    fs::write(path("stream.jsonl"), &stream)?;
    let (time, peak) = run_with(&["pipe"], Some(&path("stream.jsonl")))?;
    line(&format!("pipe, peak {} MB", peak / 1024), stream.len(), time);
    Ok(())
}
