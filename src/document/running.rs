//! 页码与页眉. Lines of a plain text that belong to the page, not to the report.

use std::collections::BTreeMap;

use crate::text::script::fold;

use super::lines::Line;

/// Bare numbers further apart than this, in lines, can be page numbers without form feeds.
const PAGE_LINES: usize = 10;

/// For each line whether it is a page number or a running head.
pub(super) fn find(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut running: Vec<bool> = lines.iter().map(|line| is_page_mark(line.of(text))).collect();
    for n in repeated_heads(text, lines).into_iter().chain(numbered_pages(text, lines)) {
        running[n] = true;
    }
    running
}

/// `- 3 -`, `第3页 共9页`, `第3页`, `Page 3 of 9`: page numbers wherever they stand alone on a line.
pub(super) fn is_page_mark(line: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '~');
    let begins = line.chars().next().is_some_and(|c| is_dash(fold(c)) || matches!(c, '第' | 'P' | 'p'));
    if !begins || line.len() > 60 {
        return false;
    }
    let plain: String = line.chars().map(fold).filter(|c| *c != ' ').collect::<String>().to_lowercase();
    let inner = plain.trim_matches(is_dash);
    let is_count = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let dashed = inner.len() < plain.len() && plain.starts_with(is_dash) && plain.ends_with(is_dash);
    if dashed && is_count(inner) {
        return true;
    }
    let page = inner.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    if let Some((number, rest)) = page {
        let rest = rest.trim_start_matches(['/', ',', '(']).trim_end_matches(')');
        let total = rest.strip_prefix('共').and_then(|t| t.strip_suffix('页'));
        return is_count(number) && (rest.is_empty() || total.is_some_and(is_count));
    }
    let english = inner.strip_prefix("page");
    english.is_some_and(|rest| rest.split("of").all(is_count))
}

/// Bare numbers that count the pages: next to form feeds, or far apart and one by one.
fn numbered_pages(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut page = 0_i64;
    let mut bare = Vec::new();
    let mut has_pages = false;
    for (n, line) in lines.iter().enumerate() {
        let starts_page = line.new_page && !line.is_blank();
        page += i64::from(starts_page);
        has_pages |= starts_page;
        let body = line.of(text);
        if (1..=4).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_digit()) {
            let value: i64 = body.parse().unwrap_or(0);
            let next = lines[n + 1..].iter().find(|l| !l.is_blank());
            let edge = starts_page || next.is_none_or(|l| l.new_page);
            bare.push((n, value, edge.then_some(value - page)));
        }
    }
    if has_pages {
        let mut offsets = BTreeMap::<i64, usize>::new();
        for offset in bare.iter().filter_map(|b| b.2) {
            *offsets.entry(offset).or_default() += 1;
        }
        let usual = offsets.into_iter().max_by_key(|&(_, n)| n).filter(|&(_, n)| n >= 2).map(|(offset, _)| offset);
        return bare.into_iter().filter(|b| b.2.is_some() && b.2 == usual).map(|b| b.0).collect();
    }
    let alone = |n: usize| n == 0 || lines[n - 1].is_blank() || lines.get(n + 1).is_none_or(|l| l.is_blank());
    let mut chain: Vec<(usize, i64)> = Vec::new();
    let mut best: Vec<(usize, i64)> = Vec::new();
    for &(n, value, _) in bare.iter().filter(|b| alone(b.0)) {
        match chain.last() {
            Some(&(last, before)) if value == before + 1 && n >= last + PAGE_LINES => chain.push((n, value)),
            Some(&(_, before)) if value != before + 1 && value != 1 => {}
            _ => chain = vec![(n, value)],
        }
        if chain.len() > best.len() {
            best.clone_from(&chain);
        }
    }
    let far = best.last().zip(best.first()).is_some_and(|(l, f)| l.0 - f.0 >= 2 * PAGE_LINES * (best.len() - 1));
    if best.len() >= 3 && far { best.into_iter().map(|(n, _)| n).collect() } else { Vec::new() }
}

/// First and last lines of pages that stand on at least half of them.
fn repeated_heads(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut edges = Vec::new();
    let mut n_pages = 1;
    let mut last = None;
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_blank()) {
        if line.new_page {
            n_pages += 1;
            edges.push(n);
            edges.extend(last);
        } else if last.is_none() {
            edges.push(n);
        }
        last = Some(n);
    }
    edges.extend(last);
    edges.sort_unstable();
    edges.dedup();
    if n_pages < 3 {
        return Vec::new();
    }
    let key = |n: &usize| -> String { lines[*n].of(text).chars().filter(|c| !c.is_ascii_digit()).collect() };
    let mut counts = BTreeMap::<String, usize>::new();
    for n in &edges {
        *counts.entry(key(n)).or_default() += 1;
    }
    let repeated = |n: &usize| {
        let key = key(n);
        key.chars().count() >= 4 && counts.get(&key).is_some_and(|&c| c >= 3 && c * 2 >= n_pages)
    };
    edges.into_iter().filter(repeated).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines::split;

    #[test]
    fn page_marks() {
        for yes in ["- 3 -", "—12—", "第3页 共9页", "第 3 页", "第3页/共9页", "Page 3 of 9", "－ ４ －"]
        {
            assert!(is_page_mark(yes), "{yes}");
        }
        for no in ["3", "-3.2", "第3页说明", "2024年", "-", "第一部分", "3-5", "-3"] {
            assert!(!is_page_mark(no), "{no}");
        }
    }

    #[test]
    fn bare_numbers_count_pages_only_in_sequence() {
        let page = |n: u32| format!("县财政局{}\n{}支出{n}万元。\n\n{n}\n\n\x0C", "决算公开", "正文。\n".repeat(3));
        let text: String = (1..=4).map(page).collect();
        let lines = split(&text);
        let found = find(&text, &lines);
        let kept: Vec<&str> = lines.iter().zip(&found).filter(|(_, r)| **r).map(|(l, _)| l.of(&text)).collect();
        assert_eq!(kept.iter().filter(|l| l.len() == 1).count(), 4, "{kept:?}");
        assert_eq!(kept.iter().filter(|l| l.contains("县财政局")).count(), 4, "{kept:?}");
        let dump = "序号\n\n1\n\n甲\n\n2\n\n乙\n\n3\n\n丙\n\n4\n\n丁\n";
        assert!(!find(dump, &split(dump)).contains(&true));
    }
}
