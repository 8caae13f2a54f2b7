//! 题名作名目. What a heading names, for figures whose own words leave it out.

use crate::outline::Section;
use crate::text::script::{fold, is_han};
use crate::text::{AnyOf, Span, any_of};

use super::label;

/// Endings of a title that say how its thing is told, the longest first.
const TOLD: &[&str] = &[
    "决算情况说明",
    "预算情况说明",
    "决算总体情况",
    "情况说明",
    "决算情况",
    "预算情况",
    "决算说明",
    "预算说明",
    "总体情况",
    "情况",
    "决算",
    "说明",
];

/// The name in the heading of `section`: without number, code, closing bracket and 情况.
pub(super) fn name(text: &str, section: &Section) -> Option<Span> {
    if section.title.is_empty() {
        return None;
    }
    let from = label::strip_leading(text, after_number(section), section.heading.end as usize);
    trimmed(text, from, section, &["情况"])
}

/// The item of the accounts that the heading names: `2050204高中教育`, `公务接待费`, `财政拨款支出决算情况说明`.
/// A title that only opens a chapter (`一般公共预算支出情况`, `预算安排`) names none.
pub(super) fn item(text: &str, section: &Section) -> Option<Span> {
    static MONEY: AnyOf = AnyOf::new(&["费", "费用", "经费", "支出", "收入", "补助", "补贴", "金", "贷款"]);
    let name = trimmed(text, name(text, section)?.start as usize, section, TOLD)?;
    let title = &text[after_number(section)..section.heading.end as usize];
    let behind = &text[name.end as usize..section.heading.end as usize];
    let of_accounts = !behind.contains("情况") || behind.contains("决算");
    let ends = MONEY.end(name.of(text));
    let is_subject = has_code(title) || any_of!["（款）", "（项）", "(款)", "(项)", "（项级"].stand_in(title);
    (is_subject || ends && of_accounts).then_some(name)
}

fn after_number(section: &Section) -> usize {
    section.number.as_ref().map_or(section.heading.start, |n| n.span.end.min(section.heading.end)) as usize
}

/// The words from `from` to the end of the heading, one of the `endings` taken off.
fn trimmed(text: &str, from: usize, section: &Section, endings: &[&str]) -> Option<Span> {
    let words =
        text[from..section.heading.end as usize].trim_end_matches(|c: char| !is_han(c) && c != '）' && c != ')');
    let words = endings.iter().find_map(|ending| words.strip_suffix(ending)).unwrap_or(words);
    let name = label::without_final_bracket(text, Span::new(from, from + words.len()));
    let n_chars = name.of(text).chars().count();
    ((2..=30).contains(&n_chars) && name.of(text).chars().any(is_han)).then_some(name)
}

/// Whether a title holds the code of a budget subject: three digits or more that are no year.
fn has_code(title: &str) -> bool {
    let mut digits = 0;
    let mut found = false;
    for c in title.chars().chain(['\n']) {
        if fold(c).is_ascii_digit() {
            digits += 1;
        } else {
            found |= digits >= 3 && c != '年';
            digits = 0;
        }
    }
    found
}
