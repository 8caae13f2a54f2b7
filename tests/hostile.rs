//! Texts made to hurt: nothing panics, and cost grows with length alone.

use std::time::Instant;

use gouji::document;
use gouji::findings::JudgeSettings;
use gouji::output::json;
use gouji::review;

/// A mean text of about so many bytes.
type Mean = fn(usize) -> String;

fn filled(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

const MEAN: [(&str, Mean); 22] = [
    ("deep brackets", |n| format!("{}12万元{}", filled("（", n / 2), filled("）", n / 2))),
    ("brackets that never close", |n| filled("支出12万元（其中", n)),
    ("one long sentence of 其中", |n| filled("其中12.5万元，", n)),
    ("digits only", |n| filled("1234567890", n)),
    ("digits and points", |n| filled("1.2.3,4", n)),
    ("digits and blanks", |n| filled("1 2 ", n)),
    ("Chinese numerals only", |n| filled("一二三十百千万亿", n)),
    ("alternating quotes", |n| filled("“支出”12万元「收入」", n)),
    ("opening quotes", |n| filled("“‘「", n)),
    ("headings only", |n| filled("一、\n（一）\n1.\n", n)),
    ("one endless heading", |n| format!("一、{}", filled("支出", n))),
    ("one line of figures", |n| filled("甲12万元、", n)),
    ("shared units", |n| format!("分别为{}万元", filled("12.3、", n))),
    ("分别 without end", |n| filled("分别", n)),
    ("figures of one label", |n| filled("支出12.5万元。\n", n)),
    ("shares of one whole", |n| filled("基本支出12万元，占总支出的30%；", n)),
    ("growth upon growth", |n| filled("比上年增长5%", n)),
    ("items of a list", |n| filled("一是；二是；", n)),
    ("tabs", |n| filled("12\t34\t\n", n)),
    ("blank lines", |n| filled("\n\u{3000}\n", n)),
    ("one letter", |n| filled("万", n)),
    ("control characters", |n| filled("\u{0}12\u{7}万\u{200B}元\u{FEFF}", n)),
];

fn millis(text: String) -> u128 {
    let start = Instant::now();
    let review = review::check(document::from_text(text, "文本.txt"), &JudgeSettings::default());
    let mut out = Vec::new();
    json::write(&review, json::Options::default(), &mut out);
    start.elapsed().as_millis()
}

/// Eight times the text may cost some sixteen times as much, never sixty-four times.
#[test]
fn cost_grows_with_length_alone() {
    let mut slow = Vec::new();
    for (name, mean) in MEAN {
        let (small, large) = (millis(mean(4 << 10)), millis(mean(32 << 10)));
        if large > 24 * small.max(8) {
            slow.push(format!("{name}: {small} ms for 4 KB, {large} ms for 32 KB"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn pieces_of_any_length_are_read() {
    for (_, mean) in MEAN {
        for n in [0, 1, 7, 50, 300] {
            let text = mean(n);
            let cut = (0..=n.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let _ = millis(text[..cut].to_owned());
        }
    }
}
