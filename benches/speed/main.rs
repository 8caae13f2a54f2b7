//! How fast gouji reads: every phase, the whole, and in the same run what may be compared with it.
//!
//! ```text
//! cargo bench --bench speed            everything
//! cargo bench --bench speed -- growth  only what has the word in its name
//! ```

mod growth;
mod measure;
mod phases;
mod process;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let all: [(&str, fn()); 4] =
        [("phases", phases::run), ("growth", growth::run), ("sections", growth::sections), ("process", process::run)];
    for (name, run) in all {
        if asked.is_empty() || asked.iter().any(|word| name.contains(word.as_str())) {
            run();
        }
    }
}
