//! Cost grows with the length of a report, and with the number of figures in a section, and with nothing else.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use gouji::evaluate::generate;
use gouji::findings::JudgeSettings;
use gouji::output::json;
use gouji::{document, review};

use super::measure::{line, shortest};

fn whole(text: &str) -> usize {
    let review = review::check(document::from_text(text.to_owned(), ""), &JudgeSettings::default());
    let mut out = Vec::new();
    json::write(&review, json::Options::default(), &mut out);
    out.len()
}

/// One report of 10 KB to 50 MB.
pub(crate) fn run() {
    println!("\none report of growing length");
    for kilobytes in [10, 100, 1_000, 10_000, 50_000] {
        let text = generate::text(1, kilobytes * 1000);
        let runs = (20_000 / kilobytes).clamp(1, 20);
        line(&format!("{kilobytes} KB"), text.len(), shortest(runs, || whole(&text)));
    }
}

/// One section with ever more figures.
pub(crate) fn sections() {
    println!("\none section with growing number of figures");
    for n in [100, 1_000, 10_000, 100_000] {
        let listed =
            (0..n).map(|n| format!("第{n}号工程支出{}.{:02}万元、", n % 977 + 1, n % 100)).collect::<Vec<_>>().concat();
        let stated = (0..n)
            .map(|n| format!("甲{n}项年初预算{}万元，完成{}%，比上年增长{}%。", n % 977 + 1, n % 100, n % 37))
            .collect::<Vec<_>>()
            .concat();
        for (name, text) in [("one list", listed), ("many sentences", stated)] {
            let text = format!("一、支出情况\n{text}\n");
            line(&format!("{name}, {n}"), text.len(), shortest((10_000 / n).clamp(1, 20), || whole(&text)));
        }
    }
}
