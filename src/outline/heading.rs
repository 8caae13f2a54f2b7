//! Marks → headings: nesting, titles, and the numbered lists that are only a sentence.

use crate::text::Span;

use super::items::{self, Start};
use super::mark::{Mark, Place, Segment, skip_blanks};
use super::nesting::{self, Placed, Titles};
use super::title::{Cut, End, Surroundings};
use super::{NumberStyle, vocabulary};

/// 标题. One heading.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Its number; `None` where the conversion dropped it.
    pub(super) number: Option<Mark>,
    pub(super) depth: u8,
    pub(super) ordinal: u16,
    pub(super) intended: NumberStyle,
    /// Number, title and closing mark.
    pub(super) span: Span,
    pub(super) title: Span,
}

/// The headings in order, and the items of numbered lists that stand inside a sentence.
#[derive(Debug, Default)]
pub(super) struct Headings {
    pub(super) headings: Vec<Heading>,
    pub(super) items: Vec<Start>,
}

/// Decides which marks are headings and where their titles end.
pub(super) fn find(text: &str, segments: &[Segment], marks: &[Mark], subjects: &[String]) -> Headings {
    let placed = nesting::nest(marks, &Words { text, segments });
    let surroundings = Surroundings { text, subjects };
    let mut drafts: Vec<Draft> = Vec::with_capacity(placed.len());
    for (n, &placed_mark) in placed.iter().enumerate() {
        let mark = marks[placed_mark.mark as usize];
        let segment = &segments[mark.segment as usize];
        let next = placed.get(n + 1).map(|p| marks[p.mark as usize]);
        let end = segment.span.end as usize;
        let limit = next.map_or(end, |m| end.min(m.span.start as usize));
        let start = skip_blanks(text, mark.span.end as usize).min(limit);
        let cut = surroundings.cut(start, limit, limit == end);
        drafts.push(Draft { placed: placed_mark, mark, start, limit, cut, list: 0 });
    }
    number_lists(&mut drafts);
    let mut found = Headings::default();
    let lists = lists(&drafts);
    let inline: Vec<bool> = lists.iter().map(|list| is_inline(text, list, &drafts)).collect();
    for (list, _) in lists.iter().zip(&inline).filter(|(_, inline)| !**inline) {
        align(&surroundings, list, &mut drafts);
    }
    for draft in &drafts {
        if inline[draft.list as usize] {
            if lists[draft.list as usize].len() > 1 {
                found.items.push(Start {
                    mark: draft.mark.span,
                    style: items::numbered(draft.mark.style.kind),
                    ordinal: draft.mark.value,
                    paragraph: segments[draft.mark.segment as usize].span.end,
                });
            }
        } else {
            found.headings.push(draft.heading());
        }
    }
    found
}

/// A heading whose title may still change.
struct Draft {
    placed: Placed,
    mark: Mark,
    /// First byte after the number.
    start: usize,
    /// The next heading or the end of the paragraph.
    limit: usize,
    cut: Cut,
    /// The list of siblings it belongs to.
    list: u32,
}

impl Draft {
    fn has_title(&self) -> bool {
        self.cut.end > self.start
    }

    fn heading(&self) -> Heading {
        let mark = self.mark;
        let end = if self.has_title() { self.cut.closed } else { mark.span.end as usize };
        Heading {
            number: (!mark.span.is_empty()).then_some(mark),
            depth: self.placed.depth,
            ordinal: self.placed.ordinal,
            intended: self.placed.intended,
            span: Span::new(mark.span.start as usize, end),
            title: if self.has_title() { Span::new(self.start, self.cut.end) } else { Span::new(end, end) },
        }
    }
}

/// Numbers the lists: siblings that count on from each other.
fn number_lists(drafts: &mut [Draft]) {
    let mut open: Vec<u32> = Vec::new();
    let mut lists = 0;
    for draft in drafts {
        let depth = usize::from(draft.placed.depth);
        let continues = open.len() > depth && draft.placed.ordinal > 1;
        open.truncate(depth + usize::from(continues));
        while open.len() <= depth {
            open.push(lists);
            lists += 1;
        }
        draft.list = open[depth];
    }
}

/// Members of every list, as indices of drafts.
fn lists(drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); drafts.iter().map(|d| d.list as usize + 1).max().unwrap_or(0)];
    for (n, draft) in drafts.iter().enumerate() {
        lists[draft.list as usize].push(n);
    }
    lists
}

/// Whether a list only counts the clauses of a sentence: `1.确保…；2.提高…；3.完成…。`
fn is_inline(text: &str, list: &[usize], drafts: &[Draft]) -> bool {
    let member = |&n: &usize| &drafts[n];
    let Some(first) = list.first().map(member) else { return false };
    if first.mark.style.kind <= NumberStyle::Clause || first.mark.span.is_empty() {
        return false;
    }
    let parents = list.iter().any(|&n| drafts.get(n + 1).is_some_and(|d| d.placed.depth > drafts[n].placed.depth));
    let titled = list.iter().filter(|&n| member(n).has_title() && !clause(text, member(n))).count();
    if parents || titled * 2 >= list.len() {
        return false;
    }
    let joined = |n: &&usize| matches!(member(n).mark.place, Place::Semicolon | Place::Comma);
    let others = list.len() - 1;
    if others == 0 {
        return !matches!(first.mark.place, Place::Line | Place::Sentence);
    }
    list[1..].iter().filter(joined).count() * 2 >= others
}

/// Whether the title is a clause of its sentence rather than a title: closed by ；, or a verb with its figure.
fn clause(text: &str, draft: &Draft) -> bool {
    draft.cut.by == End::Semicolon || text[draft.cut.end..].starts_with(['，', '；'])
}

/// Titles of one list that run on into their sentences without a telling word mostly have one length:
/// 经费保障落实到位|…, 资助政策全面兑现|….
fn align(surroundings: &Surroundings<'_>, list: &[usize], drafts: &mut [Draft]) {
    if list.len() < 3 {
        return;
    }
    let doubtful = |draft: &Draft| draft.cut.score < 6 && matches!(draft.cut.by, End::Nothing | End::Words);
    if !list.iter().any(|&n| doubtful(&drafts[n])) {
        return;
    }
    let mut support = [0_i32; 25];
    for &n in list {
        let draft = &drafts[n];
        if doubtful(draft) {
            for (length, weight) in surroundings.possible_ends(draft.start, draft.limit) {
                support[length.min(24)] += weight;
            }
        } else if draft.has_title() {
            let length = surroundings.text[draft.start..draft.cut.end].chars().count();
            support[length.min(24)] += 4;
        }
    }
    let Some((length, &weight)) = support.iter().enumerate().take(24).skip(4).max_by_key(|&(n, w)| (*w, n)) else {
        return;
    };
    if weight < 8 {
        return;
    }
    for &n in list {
        let draft = &mut drafts[n];
        if doubtful(draft) {
            let text = &surroundings.text[draft.start..draft.limit];
            let end = text.char_indices().nth(length).map(|(i, _)| i);
            if let Some(end) = end.filter(|&e| !text[..e].contains(['，', '。', '；', '：', '、', ',', ':'])) {
                let end = draft.start + end;
                draft.cut = Cut { end, closed: end, score: 6, by: End::Words };
            }
        }
    }
}

/// The words after a mark, as the nesting asks for them.
struct Words<'a> {
    text: &'a str,
    segments: &'a [Segment],
}

impl Words<'_> {
    /// The words after a mark up to the first stop, at most `bytes` long.
    fn after(&self, mark: &Mark, bytes: usize) -> &str {
        let limit = self.segments[mark.segment as usize].span.end as usize;
        let start = skip_blanks(self.text, mark.span.end as usize).min(limit);
        let end = (start..=limit.min(start + bytes)).rev().find(|&i| self.text.is_char_boundary(i)).unwrap_or(start);
        &self.text[start..end]
    }
}

impl Titles for Words<'_> {
    fn is_chapter(&self, mark: &Mark) -> bool {
        let words = self.after(mark, 90);
        let stop = words.find(['，', '。', '；', '：', ',']).unwrap_or(words.len());
        vocabulary::is_chapter(&words[..stop])
    }

    fn has_head(&self, mark: &Mark) -> bool {
        let words = self.after(mark, 90);
        let stop = words.find(['，', '。', '；', '：', ',']).unwrap_or(words.len());
        vocabulary::has_head(&words[..stop])
    }

    /// Words, a wide gap, then a number or the next number mark: a row of a table.
    fn is_row(&self, mark: &Mark) -> bool {
        let words = self.after(mark, 160);
        let Some(gap) = words.find("  ").or_else(|| words.find('\t')).or_else(|| words.find("\u{3000}\u{3000}")) else {
            return false;
        };
        let rest = words[gap..].trim_start();
        let number = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-')).count();
        let unit = rest.chars().nth(number);
        number > 0 && unit.is_none_or(|c| c.is_whitespace())
    }
}
