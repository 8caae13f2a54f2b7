//! Heads, feet and page numbers: what stands at the edge of many pages.

use std::collections::BTreeMap;

use crate::document::running::is_page_mark;

use super::layout::{Item, Layout, Row};
use super::page::Unit;

/// Rows from the upper and lower end of a page that can be heads and feet.
const EDGE: usize = 2;

/// Takes heads and feet out of the pages; gives them back page by page.
pub(super) fn take(pages: &mut [Layout]) -> Vec<Vec<String>> {
    let mut seen = BTreeMap::<(String, i32), usize>::new();
    for page in pages.iter() {
        for n in edges(&page.items) {
            *seen.entry(key(&page.items[n], page.height)).or_default() += 1;
        }
    }
    let n_pages = pages.len();
    let is_running = |items: &[Item], n: usize, height: Unit| {
        let Item::Row(row) = &items[n] else { return false };
        let text = row.text();
        if is_page_mark(&text) || is_bare_number(items, n, row, height) {
            return true;
        }
        let count = seen.get(&key(&items[n], height)).copied().unwrap_or(0);
        count >= 2 && count >= n_pages.min(6) / 2 && (count >= 3 || n_pages <= 3) && is_at_edge(row, height)
    };
    let mut taken = Vec::new();
    for page in pages.iter_mut() {
        let marked = edges(&page.items).into_iter().filter(|&n| is_running(&page.items, n, page.height));
        let marked: Vec<usize> = marked.collect();
        let mut running = Vec::new();
        for n in marked.into_iter().rev() {
            if let Item::Row(row) = page.items.remove(n) {
                running.insert(0, row.text());
            }
        }
        taken.push(running);
    }
    taken
}

/// Indices of the rows at both ends of a page.
fn edges(items: &[Item]) -> Vec<usize> {
    let mut rows: Vec<(Unit, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(n, item)| match item {
            Item::Row(row) => Some((row.baseline(), n)),
            Item::Table(..) => None,
        })
        .collect();
    rows.sort_unstable();
    let last = rows.len().saturating_sub(EDGE);
    let mut edges: Vec<usize> =
        rows.iter().enumerate().filter(|(at, _)| *at < EDGE || *at >= last).map(|(_, &(_, n))| n).collect();
    edges.sort_unstable();
    edges
}

/// Text without digits, and roughly how high it stands.
fn key(item: &Item, height: Unit) -> (String, i32) {
    let Item::Row(row) = item else { return (String::new(), 0) };
    (row.text().chars().filter(|c| !c.is_ascii_digit()).collect(), row.baseline() * 100 / height.max(1))
}

/// In the upper or lower eighth of the page.
fn is_at_edge(row: &Row, height: Unit) -> bool {
    row.baseline() * 8 < height || row.baseline() * 8 > height * 7
}

/// A number alone at the lower or upper end, apart from what stands next to it.
fn is_bare_number(items: &[Item], n: usize, row: &Row, height: Unit) -> bool {
    let text = row.text();
    if !(1..=4).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) || !is_at_edge(row, height) {
        return false;
    }
    let neighbours = items.iter().enumerate().filter(|(at, _)| *at != n).filter_map(|(_, item)| match item {
        Item::Row(other) => Some((other.baseline() - row.baseline()).abs()),
        Item::Table(..) => None,
    });
    neighbours.min().is_none_or(|gap| gap * 10 > row.size() * 16)
}
