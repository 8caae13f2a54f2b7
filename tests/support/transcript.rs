//! Transcripts: Markdown whose `console` blocks are run and compared, so that no document tells what is not so.
//!
//! ````text
//! ```text 报告.txt        a file that is written before anything runs
//! ```console              lines after `$ ` are run by sh, the others are what it says (stdout and stderr)
//! ````

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::golden::first_difference;
use super::{is_blessing, project};

/// Stands between the outputs of two commands.
const SEPARATOR: &str = "\u{1}next\u{1}";

/// Runs every `console` block of a document in `directory` and compares; `BLESS=1` rewrites the document.
#[track_caller]
pub(crate) fn check(document: &str, directory: &Path) {
    let path = project(document);
    let known = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
    let actual = replay(&known, directory);
    if known == actual {
        return;
    }
    if is_blessing() {
        fs::write(path, actual).expect("the document can be written");
        return;
    }
    panic!(
        "{document} tells otherwise than the program; BLESS=1 cargo test rewrites it\n{}",
        first_difference(&known, &actual)
    );
}

/// The document with what the program says now.
fn replay(document: &str, directory: &Path) -> String {
    let mut out = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        out += line;
        out.push('\n');
        let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match language.split_once(' ') {
            Some((_, file)) => {
                write_file(&directory.join(file.trim()), &block);
                out.extend(block.iter().flat_map(|line| [line, "\n"]));
            }
            None if language == "console" => out += &run(&block, directory),
            None => out.extend(block.iter().flat_map(|line| [line, "\n"])),
        }
        out += "```\n";
    }
    out
}

fn write_file(path: &Path, lines: &[&str]) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    fs::write(path, lines.join("\n") + "\n").expect("the file can be written");
}

/// The block with each command followed by what it says. A command may go on over lines that end with `\`.
fn run(block: &[&str], directory: &Path) -> String {
    let mut commands: Vec<String> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => commands.push(command.to_owned()),
            None => {
                if let Some(last) = commands.last_mut().filter(|last| last.ends_with('\\')) {
                    *last += &format!("\n{line}");
                }
            }
        }
    }
    // One shell for all, so that `$?` and variables carry over.
    let mut script = String::from("cargo() { shift 3; gouji \"$@\"; }\n");
    for command in &commands {
        script += &format!("{command}\n_status=$?; printf '{SEPARATOR}'; (exit $_status)\n");
    }
    let output = shell(&script, directory);
    let outputs: Vec<&str> = output.split(SEPARATOR).collect();
    assert_eq!(outputs.len(), commands.len() + 1, "a command of this block ended the shell:\n{block:#?}\n{output}");
    let mut out = String::new();
    for (command, output) in commands.iter().zip(outputs) {
        out += &format!("$ {command}\n{output}");
        if !output.is_empty() && !output.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

fn shell(script: &str, directory: &Path) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_gouji"));
    let folder = program.parent().expect("a program has a folder").display().to_string();
    let path = std::env::var_os("PATH").and_then(|path| path.into_string().ok()).unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{script}")])
        .current_dir(directory)
        .env("PATH", format!("{folder}:{path}"))
        .env("COLUMNS", "100")
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}
