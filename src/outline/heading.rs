//! Marks → headings: nesting, titles, and the numbered lists that are only a sentence.

use crate::text::Span;

use super::dropped;
use super::items::{self, Start};
use super::mark::{Mark, Place, Segment, skip_blanks};
use super::nesting::{self, Placed, TitleWords, Titles};
use super::parallel;
use super::sentences;
use super::title::{Cut, Surroundings};
use super::{NumberStyle, ordinal, vocabulary};

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
    let mut placed = nesting::nest(marks, &Words { text, segments });
    let dropped = dropped::recover(text, segments, marks, &placed);
    let mut all;
    let marks = if dropped.is_empty() {
        marks
    } else {
        all = [marks, &dropped].concat();
        all.sort_by_key(|m| (m.span.start, m.span.end));
        placed = nesting::nest(&all, &Words { text, segments });
        &all
    };
    let surroundings = Surroundings { text, subjects };
    let mut drafts: Vec<Draft> = Vec::with_capacity(placed.len());
    for (n, &placed_mark) in placed.iter().enumerate() {
        let mark = marks[placed_mark.mark as usize];
        let segment = &segments[mark.segment as usize];
        let next = placed.get(n + 1).map(|p| marks[p.mark as usize]);
        let end = segment.span.end as usize;
        let limit = next.map_or(end, |m| end.min(m.span.start as usize));
        let start = skip_blanks(text, mark.span.end as usize).min(limit);
        let cut = surroundings.cut(start, limit, limit == end && mark.place == Place::Line);
        drafts.push(Draft { placed: placed_mark, mark, start, limit, cut, list: 0 });
    }
    number_lists(&mut drafts);
    let mut found = Headings::default();
    let lists = lists(&drafts);
    for list in &lists {
        count(list, &mut drafts);
    }
    let lines = has_lines(&drafts);
    let inline: Vec<bool> = lists.iter().map(|list| sentences::is_inline(text, list, &drafts, lines)).collect();
    let duties = duties(text, &drafts);
    for (n, list) in lists.iter().enumerate().filter(|&(n, _)| !inline[n]) {
        if duties[n] {
            sentences::tell_duties(text, list, &mut drafts);
        } else {
            parallel::align(text, list, &mut drafts);
        }
        sentences::agree(list, &mut drafts);
    }
    for draft in &drafts {
        if inline[draft.list as usize] {
            if lists[draft.list as usize].len() > 1
                && !sentences::names_attachments(text, &drafts[lists[draft.list as usize][0]])
            {
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
pub(super) struct Draft {
    pub(super) placed: Placed,
    pub(super) mark: Mark,
    /// First byte after the number.
    pub(super) start: usize,
    /// The next heading or the end of the paragraph.
    pub(super) limit: usize,
    pub(super) cut: Cut,
    /// The list of siblings it belongs to.
    list: u32,
}

impl Draft {
    pub(super) fn has_title(&self) -> bool {
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

/// For every list whether it stands below a title that announces duties: 主要职责.
fn duties(text: &str, drafts: &[Draft]) -> Vec<bool> {
    let mut duties = vec![false; drafts.iter().map(|d| d.list as usize + 1).max().unwrap_or(0)];
    // Whether the last title at each depth announces them.
    let mut announced: Vec<bool> = Vec::new();
    for draft in drafts {
        let depth = usize::from(draft.placed.depth);
        let title = &text[draft.start..draft.cut.end];
        duties[draft.list as usize] |= depth > 0 && announced.get(depth - 1).is_some_and(|&above| above);
        announced.resize(depth, false);
        announced.push(title.ends_with(['责', '能']) && vocabulary::head(title) == vocabulary::STRONG);
    }
    duties
}

/// Members of every list, as indices of drafts.
fn lists(drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); drafts.iter().map(|d| d.list as usize + 1).max().unwrap_or(0)];
    for (n, draft) in drafts.iter().enumerate() {
        lists[draft.list as usize].push(n);
    }
    lists
}

/// Whether the chapters stand on lines of their own.
fn has_lines(drafts: &[Draft]) -> bool {
    let chapters = || drafts.iter().filter(|draft| draft.placed.depth == 0);
    let on_lines = chapters().filter(|draft| draft.mark.place == Place::Line).count();
    on_lines > 1 && on_lines * 2 > chapters().count()
}

/// Ordinals of a list: as printed, but of a number printed twice before a gap (3 3 5) or at the end of the list the
/// second moves on, and any number between two that leave room for one (3 1 5) is that one.
fn count(list: &[usize], drafts: &mut [Draft]) {
    for (n, &at) in list.iter().enumerate() {
        let value = |n: usize| list.get(n).map(|&at| drafts[at].mark.value);
        let printed = drafts[at].mark.value;
        let twice = n > 0 && value(n - 1) == Some(printed) && value(n + 1).is_none_or(|next| next == printed + 2);
        let before = n.checked_sub(1).and_then(value);
        let only = before.filter(|&before| value(n + 1) == Some(before + 2)).map(|before| before + 1);
        drafts[at].placed.ordinal = only.unwrap_or(if twice { printed + 1 } else { printed });
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
    fn words(&self, mark: &Mark) -> TitleWords {
        let words = self.after(mark, 90);
        // An amount ends the title of a figure; what follows may be the next heading.
        let stop = words.find(['，', '。', '；', '：', ',', ':', '表', '元', '%', '％']).unwrap_or(words.len());
        let (title, rest) = words.split_at(stop);
        let head = vocabulary::has_head(title);
        // A term that a colon explains stands in a list of terms, a table in a list of attachments.
        let chapter = head
            && !rest.starts_with(['：', ':', '表'])
            && vocabulary::is_chapter(title)
            && !vocabulary::is_part_of_a_chapter(title);
        TitleWords { head, chapter }
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
        let mark = rest.chars().take_while(|&c| ordinal::is_chinese(c)).count();
        let next_column = mark > 0 && rest.chars().nth(mark) == Some('、');
        next_column || (number > 0 && unit.is_none_or(char::is_whitespace))
    }
}

#[cfg(test)]
mod tests {
    use crate::document::from_text;
    use crate::outline::fixture::headings;
    use crate::outline::parse;

    #[test]
    fn enumerations_of_a_sentence_are_items_where_headings_have_lines() {
        let text = "一、支出情况\n支出320.50万元，其中：1.人员经费280.30万元；2.公用经费40.20万元。\n二、其他\n无。\n";
        assert_eq!(headings(text), ["[1] 支出情况", "[2] 其他"]);
        assert_eq!(parse(&from_text(text.to_owned(), "t")).items.len(), 2);
        let glued = "一、支出情况支出320.50万元，其中：1.人员经费280.30万元；2.公用经费40.20万元。二、其他事项无。";
        let titles = ["[1] 支出情况", "[1, 1] 人员经费", "[1, 2] 公用经费", "[2] 其他事项"];
        assert_eq!(headings(glued), titles);
    }

    #[test]
    fn articles_stand_within_their_sections() {
        let text = "第一章 总则\n第一节 机构\n第一条 单位性质\n第二条 人员编制\n第二节 职责\n第三条 主要职责\n";
        let titles = [
            "[1] 总则",
            "[1, 1] 机构",
            "[1, 1, 1] 单位性质",
            "[1, 1, 2] 人员编制",
            "[1, 2] 职责",
            "[1, 2, 3] 主要职责",
        ];
        assert_eq!(headings(text), titles);
    }
}
