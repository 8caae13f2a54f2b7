//! Cost grows with the length of a report, and with the number of figures in a section, and with nothing else.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::io;

use gouji::evaluate::generate;
use gouji::findings::JudgeSettings;
use gouji::output::json;
use gouji::{document, review};
use regex::Regex;

use super::measure::{NUMBER_AND_UNIT, line, rate, ratio, shortest};

/// Text → JSON, which is not kept: that of the longest report would be gigabytes.
fn whole(text: &str) -> bool {
    let review = review::check(document::from_text(text.to_owned(), ""), &JudgeSettings::default());
    json::stream(&review, json::Options::default(), &mut io::sink()).is_ok()
}

/// One report of 10 KB to 50 MB, each beside a scan of the same text.
pub(crate) fn run() {
    println!("\none report of growing length, and its rate as a share of the regular expression's");
    let Ok(pattern) = Regex::new(NUMBER_AND_UNIT) else { return };
    for kilobytes in [10, 100, 1_000, 10_000, 50_000] {
        let text = generate::text(1, kilobytes * 1000);
        let runs = (20_000 / kilobytes).clamp(1, 20);
        let (own, scan) = (shortest(runs, || whole(&text)), shortest(runs, || pattern.find_iter(&text).count()));
        line(&format!("{kilobytes} KB"), text.len(), own);
        ratio("  ÷ regex scan", rate(text.len(), own), rate(text.len(), scan));
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
