//! Inline items 一是…二是… of a paragraph, gathered into lists.

use crate::text::Span;

use super::mark::{ItemMark, ItemWord};
use super::{Item, ItemStyle, NumberStyle, Section, SectionId};

/// One place where an item begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) mark: Span,
    pub(super) style: ItemStyle,
    pub(super) ordinal: u16,
    /// End of the paragraph.
    pub(super) paragraph: u32,
}

impl Start {
    pub(super) fn of_word(mark: &ItemMark, paragraph: u32) -> Self {
        let style = match mark.style {
            ItemWord::Is => ItemStyle::Is,
            ItemWord::Nth => ItemStyle::Nth,
            ItemWord::OfThem => ItemStyle::OfThem,
            ItemWord::First => ItemStyle::First,
        };
        Self { mark: mark.span, style, ordinal: mark.value, paragraph }
    }
}

/// A list that may still go on.
struct Open {
    style: ItemStyle,
    section: SectionId,
    last: u16,
    list: u32,
}

/// Gathers sorted starts into lists; a list ends with its section or where its words begin again.
pub(super) fn gather(starts: &[Start], sections: &[Section]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(starts.len());
    let mut open: Vec<Open> = Vec::new();
    let mut lists = 0;
    let mut at = 0;
    for start in starts {
        while sections.get(at + 1).is_some_and(|s| s.heading.start <= start.mark.start) {
            at += 1;
        }
        let section = sections[at].id;
        if sections[at].heading.overlaps(start.mark) {
            continue;
        }
        open.retain(|list| list.section == section);
        let known = open.iter().position(|list| list.style == start.style);
        let fresh = start.ordinal == 1 || known.is_none();
        // 最后 closes its list whatever came before; alone it is no item.
        let ordinal = match (start.style, known) {
            (ItemStyle::First, Some(n)) if start.ordinal == 4 => open[n].last + 1,
            (ItemStyle::First, None) if start.ordinal > 1 => continue,
            _ => start.ordinal,
        };
        let list = match known {
            Some(n) if !fresh => {
                open[n].last = ordinal;
                let list = open[n].list;
                // Lists opened inside this one are over.
                open.truncate(n + 1);
                list
            }
            _ => {
                if let Some(n) = known {
                    open.truncate(n);
                }
                open.push(Open { style: start.style, section, last: ordinal, list: lists });
                lists += 1;
                lists - 1
            }
        };
        let end = start.paragraph.min(sections.get(at + 1).map_or(u32::MAX, |s| s.heading.start));
        items.push(Item {
            mark: start.mark,
            span: Span { start: start.mark.start, end },
            style: start.style,
            ordinal: ordinal.into(),
            list,
            section,
        });
    }
    close(&mut items);
    alone(&mut items);
    items
}

/// An item ends where the next of its list, or of a list around it, begins.
fn close(items: &mut [Item]) {
    let mut next: Vec<(u32, u32)> = Vec::new();
    for item in items.iter_mut().rev() {
        let around = next.iter().filter(|(list, _)| *list <= item.list).map(|&(_, start)| start).min();
        if let Some(start) = around {
            item.span.end = item.span.end.min(start).max(item.mark.end);
        }
        next.retain(|(list, _)| *list < item.list);
        next.push((item.list, item.mark.start));
    }
}

/// 首先 and numbers make a list only together with a second item.
fn alone(items: &mut Vec<Item>) {
    let lists = items.iter().map(|i| i.list as usize + 1).max().unwrap_or(0);
    let mut sizes = vec![0_u32; lists];
    for item in items.iter() {
        sizes[item.list as usize] += 1;
    }
    items.retain(|item| match item.style {
        ItemStyle::First | ItemStyle::Nth => sizes[item.list as usize] > 1,
        _ => true,
    });
}

/// The item style of a numbered inline list.
pub(super) fn numbered(style: NumberStyle) -> ItemStyle {
    ItemStyle::Number(style)
}
