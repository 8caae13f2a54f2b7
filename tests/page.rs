//! The page of an archive in a real browser: it is clicked, filtered, typed into.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make their own archives, and a browser speaks in binary fractions"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use support::browser::{Browser, ENTER, ESCAPE};

const HOSTILE: &str = "</script><img src=x onerror=window.hacked=1><script>window.hacked=1</script>";

/// The page of generated reports, one of them hostile, one unreadable.
fn page(folder: &Path) -> PathBuf {
    let (archive, page) = (folder.join("档案"), folder.join("清单.html"));
    support::archive::write(&archive, 60);
    let text = support::archive::report(900, 2021).replace("完成2021年各项工作任务", HOSTILE);
    // Characters beyond the basic plane take two units in JavaScript: places must not shift.
    fs::write(archive.join("怪.txt"), format!("𠮷𠮷𠮷{text}上级补助收入80.00万元，其中：甲60.00万元，乙30.00万元。\n"))
        .unwrap();
    fs::write(archive.join("坏.pdf"), b"%PDF-1.7 \xFF").unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["audit", "--to", "html", "--output"])
        .args([&page, &archive])
        .output()
        .unwrap()
        .status;
    assert_eq!(status.code(), Some(2));
    page
}

fn number(browser: &Browser, script: &str) -> i64 {
    browser.script(script).as_i64().unwrap_or_else(|| panic!("{script} is no number"))
}

fn text(browser: &Browser, selector: &str) -> String {
    let script = format!("return document.querySelector('{selector}').textContent");
    browser.script(&script).as_str().unwrap_or_default().to_owned()
}

/// Numbers shown in the list: how many are listed, of how many.
fn counts(browser: &Browser) -> (u32, u32) {
    let shown = text(browser, "#count");
    let mut numbers = shown.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// Opens a page; `None` where there is no browser.
fn open(folder: &Path, width: u32) -> Option<Browser> {
    let browser = Browser::start(width, 900)?;
    browser.open(&format!("file://{}", page(folder).display()));
    browser.wait("document.querySelector('#text mark')");
    Some(browser)
}

#[test]
fn an_auditor_works_through_the_page() {
    let dir = tempfile::tempdir().unwrap();
    let Some(browser) = open(dir.path(), 1400) else { return };
    let (listed, all) = counts(&browser);
    assert!(listed == all && all > 5, "{listed} of {all}");
    assert_eq!(number(&browser, "return document.querySelectorAll('#reports option').length"), 61);

    // The keyboard: select, open, see the evidence in the text.
    browser.press(['j', 'j', 'k', ENTER]);
    browser.wait("document.querySelector('#findings li[aria-current] .detail table')");
    browser.wait("document.querySelector('#text mark.evidence')");
    let visible = "const m = document.querySelector('#text mark.now').getBoundingClientRect();
                   return m.top >= 0 && m.bottom <= innerHeight";
    assert_eq!(browser.script(visible), true);
    assert_eq!(number(&browser, "return +document.querySelector('#findings li[aria-current]').dataset.n"), 0);

    // From a number in the text to its finding, and to its arithmetic.
    browser.press([ESCAPE]);
    assert_eq!(number(&browser, "return document.querySelectorAll('.detail').length"), 0);
    browser.click("#text mark.broken");
    browser.wait("document.querySelector('.detail') && !document.querySelector('#card').hidden");
    assert!(text(&browser, "#card table").contains("下限"));

    // Filters.
    browser.press([ESCAPE]);
    browser.press(['/']);
    browser.press("教育局".chars());
    let (listed, _) = counts(&browser);
    assert!(listed < all && listed > 0);
    let units = "return [...document.querySelectorAll('#findings li')].every(li => li.textContent.includes('教育局'))";
    assert_eq!(browser.script(units), true);
    browser.script("const s = document.querySelector('#search'); s.value = ''; s.dispatchEvent(new Event('input', {bubbles: true}))");
    browser.click("#severity-0");
    let (others, _) = counts(&browser);
    browser.click("#severity-0");
    browser.click("#severity-1");
    browser.click("#severity-2");
    let (mandatory, _) = counts(&browser);
    assert_eq!((others + mandatory, others > 0 && mandatory > 0), (all, true));
    browser.click("#severity-1");
    browser.script("const o = document.querySelector('#order'); o.value = 'stake'; o.dispatchEvent(new Event('input', {bubbles: true}))");
    let stakes = "return [...document.querySelectorAll('#findings .stake')].map(s => parseFloat(s.textContent.replace(/[^0-9.]/g, '')))";
    let stakes: Vec<f64> = browser.script(stakes).as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert!(stakes.len() > 3 && stakes.windows(2).all(|pair| pair[0] >= pair[1]), "{stakes:?}");

    // Help, the unreadable file, paper.
    browser.press([ESCAPE, '?']);
    browser.wait("document.querySelector('#help').open");
    browser.click("#help button");
    assert!(text(&browser, "#errors").contains("坏.pdf"));
    assert!(browser.print().len() > 10_000);
    assert_eq!(browser.errors(), Vec::<Value>::new(), "the page raised errors");
}

#[test]
fn words_of_a_report_are_never_markup() {
    let dir = tempfile::tempdir().unwrap();
    let Some(browser) = open(dir.path(), 1400) else { return };
    browser.script(
        "const r = document.querySelector('#reports');
         r.value = [...r.options].find(o => o.textContent.includes('怪.txt')).value;
         r.dispatchEvent(new Event('change'))",
    );
    browser.wait("document.querySelector('#text').textContent.includes('onerror')");
    assert_eq!(browser.script("return window.hacked === undefined"), true);
    assert_eq!(number(&browser, "return document.querySelectorAll('#text img, #text script').length"), 0);
    // Every mark holds exactly its figure, also after characters of two units.
    let marks = "const data = JSON.parse(document.querySelector('#report-' + document.querySelector('#reports').value).textContent);
                 const characters = Array.from(data.text);
                 return [...document.querySelectorAll('#text mark[data-figure]')].every(m => {
                   const [a, b] = data.figures[+m.dataset.figure].at;
                   return m.textContent === characters.slice(a, b).join('');
                 })";
    assert_eq!(browser.script(marks), true);
    // The policy forbids what is not ours, even when it gets in.
    browser.script(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 2'; document.body.append(s)",
    );
    assert_eq!(browser.script("return window.hacked === undefined"), true);
}

#[test]
fn a_phone_shows_one_thing_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let Some(browser) = open(dir.path(), 500) else { return };
    let shown =
        |id: &str| browser.script(&format!("return document.querySelector('{id}').offsetParent !== null")) == true;
    assert!(shown("#list") && !shown("#report"));
    browser.click("#findings li");
    browser.wait("document.querySelector('.detail')");
    browser.click(".detail > p:last-child .go");
    assert!(shown("#report") && !shown("#list"));
    browser.click("#show-list");
    assert!(shown("#list"));
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(browser.script(wide), true, "nothing is wider than the screen");
    // A sheet of paper is as narrow, but there is nothing to tap on it.
    browser.show_as_printed();
    assert!(shown("#report") && shown("#list"));
}
