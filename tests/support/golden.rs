use std::fs;

use super::{is_blessing, project};

/// Holds a file of the project against what it should be; `BLESS=1` writes it.
#[track_caller]
pub(crate) fn golden(path: &str, actual: &str) {
    let file = project(path);
    let known = fs::read_to_string(&file).unwrap_or_default();
    if known == actual {
        return;
    }
    if is_blessing() {
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(file, actual).expect("the file can be written");
        return;
    }
    panic!(
        "{path} is not what the program says; BLESS=1 cargo test writes it anew\n{}",
        first_difference(&known, actual)
    );
}

/// The first line that differs, from both sides.
pub(crate) fn first_difference(known: &str, actual: &str) -> String {
    let (mut known, mut actual) = (known.lines(), actual.lines());
    for n in 1.. {
        match (known.next(), actual.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let line = |line: Option<&str>| line.map_or("(end of file)".to_owned(), ToOwned::to_owned);
                return format!("line {n}\n  file:    {}\n  program: {}", line(a), line(b));
            }
        }
    }
    "they differ in line ends only".to_owned()
}
