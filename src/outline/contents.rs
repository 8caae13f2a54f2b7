//! The table of contents: found by its heading and by its twin, the report that repeats it.

use crate::document::Document;
use crate::text::{Span, script};

use super::NumberStyle;
use super::aside::{Aside, CONTENTS_LINE};
use super::mark::{Mark, Place, Segment, Separator, Style, scan, skip_blanks};

/// 目录. What a table of contents tells about the report.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The table itself.
    pub(super) asides: Vec<Aside>,
    /// Its lines.
    pub(super) entries: Vec<Entry>,
}

/// One line of the contents.
#[derive(Debug)]
pub(super) struct Entry {
    style: Style,
    value: u16,
    separator: Separator,
    /// Folded, without leaders and page number.
    title: String,
}

/// How far from the beginning contents may start, and how long one entry may be, in bytes.
const REACH: usize = 64 << 10;
const ENTRY: usize = 240;

/// Finds the contents among the marks of the text.
pub(super) fn find(document: &Document, segments: &[Segment], marks: &[Mark], asides: &[Aside]) -> Contents {
    let text = document.text.as_str();
    let mut contents = Contents { asides: Vec::new(), entries: ruled_entries(text, asides) };
    let heading = heading(text, marks);
    if let Some(span) = heading.filter(|h| text[h.end as usize..].starts_with(['\n', '\r'])) {
        contents.asides.push(Aside { span, what: CONTENTS_LINE });
    }
    let first = match heading {
        Some(heading) => {
            let first = skip_blanks(text, heading.end as usize);
            marks.binary_search_by_key(&first, |m| m.span.start as usize).ok()
        }
        None => (!marks.is_empty()).then_some(0),
    };
    let Some(table) = first.map(|first| &marks[first..]) else { return contents };
    let entry = |n: usize| {
        let end = table.get(n + 1).map_or(usize::MAX, |m| m.span.start as usize);
        let end = end.min(segments[table[n].segment as usize].span.end as usize);
        entry(text, &table[n], end)
    };
    let opening = entry(0);
    let twin = (1..table.len().min(600)).find(|&n| opening.repeats(text, &table[n]));
    let repeated = |n: usize| {
        // Without its heading a table of contents must be repeated line by line.
        let sure = heading.is_some() || (n > 2 && (0..n).all(|k| table[n..].iter().any(|m| entry(k).repeats(text, m))));
        sure && (1..n).all(|k| close(&table[k - 1], &table[k]))
    };
    let end = match twin {
        Some(n) if repeated(n) => {
            contents.entries.extend((0..n).map(entry));
            end_of_last(text, segments, table, n, contents.entries.last())
        }
        _ => {
            let lines = lines_of_entries(text, segments, table);
            if lines < 3 || heading.is_none() {
                return contents;
            }
            contents.entries.extend((0..lines).map(entry));
            segments[table[lines - 1].segment as usize].span.end as usize
        }
    };
    let span = Span::new(heading.map_or(table[0].span.start, |h| h.start) as usize, end);
    let from = document.blocks.partition_point(|b| b.span.end <= span.start);
    for block in document.blocks[from..].iter().take_while(|b| b.span.start < span.end) {
        let span = Span { start: block.span.start.max(span.start), end: block.span.end.min(span.end) };
        contents.asides.push(Aside { span, what: CONTENTS_LINE });
    }
    contents
}

impl Contents {
    /// Marks without number for lines that repeat an entry whose number the conversion dropped.
    pub(super) fn unnumbered(&self, document: &Document, segments: &[Segment], marks: &[Mark]) -> Vec<Mark> {
        let text = document.text.as_str();
        let Some(outermost) = self.entries.iter().map(|e| e.style).min() else { return Vec::new() };
        let outer = || self.entries.iter().filter(|e| e.style == outermost && e.title.chars().count() >= 3);
        let missing: Vec<&Entry> = outer().filter(|e| !marks.iter().any(|m| e.repeats(text, m))).collect();
        // Where no chapter kept its number, numbered lists of any style stand inside the chapters.
        let style = if missing.len() == outer().count() { Style::of(NumberStyle::Part) } else { outermost };
        let mut found = Vec::new();
        let mut entries = missing.iter().peekable();
        for (n, segment) in (0..).zip(segments) {
            let Some(entry) = entries.peek() else { break };
            if !segment.opens_line || segment.span.len() > 150 {
                continue;
            }
            let line = script::folded(segment.span.of(text));
            if line == entry.title || (line.ends_with(entry.core()) && !line.contains(['。', ':', '，', ','])) {
                let (value, separator) = (entry.value, entry.separator);
                let span = Span { start: segment.span.start, end: segment.span.start };
                found.push(Mark {
                    span,
                    style,
                    value,
                    separator,
                    place: Place::Line,
                    segment: n,
                    level: segment.level,
                });
                entries.next();
            }
        }
        found
    }
}

impl Entry {
    /// Whether the words after `mark` repeat this entry.
    fn repeats(&self, text: &str, mark: &Mark) -> bool {
        self.style == mark.style && self.value == mark.value && !self.title.is_empty() && {
            let rest = text[mark.span.end as usize..].chars();
            let mut rest = rest.filter(|&c| !script::is_blank_or_line_end(c)).map(script::fold);
            self.title.chars().all(|c| rest.next() == Some(c))
        }
    }

    /// The title without the words that stand for the unit: 部门主要职能 → 主要职能.
    fn core(&self) -> &str {
        let title = self.title.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches("年");
        ["本部门", "本单位", "部门", "单位"].iter().find_map(|w| title.strip_prefix(w)).unwrap_or(title)
    }
}

/// 目录 with any blanks inside, alone or before the first entry.
fn heading(text: &str, marks: &[Mark]) -> Option<Span> {
    let zone = (0..=REACH.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).map_or(text, |i| &text[..i]);
    zone.match_indices('目').find_map(|(at, word)| {
        let second = skip_blanks(text, at + word.len());
        if !text[second..].starts_with('录') {
            return None;
        }
        let end = second + '录'.len_utf8();
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| c == '\n' || script::is_blank(c));
        let first = skip_blanks(text, end);
        let opens = begins || marks.binary_search_by_key(&first, |m| m.span.start as usize).is_ok();
        opens.then(|| Span::new(at, end))
    })
}

fn entry(text: &str, mark: &Mark, end: usize) -> Entry {
    let title = script::folded(&text[mark.span.end as usize..end]);
    let leaders = |c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '⋯' | '‥' | '-' | '—' | '_');
    let title = title.trim_end_matches(leaders).to_owned();
    Entry { style: mark.style, value: mark.value, separator: mark.separator, title }
}

fn close(a: &Mark, b: &Mark) -> bool {
    (b.span.start as usize).saturating_sub(a.span.end as usize) <= ENTRY
}

/// Where the last of `n` entries ends: with its line, or where its words stop to repeat the report.
fn end_of_last(text: &str, segments: &[Segment], table: &[Mark], n: usize, last: Option<&Entry>) -> usize {
    let (mark, twin) = (&table[n - 1], &table[n]);
    let line = segments[mark.segment as usize].span.end as usize;
    if mark.segment != twin.segment {
        return line;
    }
    let repeated =
        table[n..].iter().find(|m| m.style == mark.style && m.value == mark.value).zip(last).map(|(m, _)| {
            let (a, b) = (&text[mark.span.end as usize..line], &text[m.span.end as usize..]);
            a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
        });
    repeated.map_or(twin.span.start as usize, |length| mark.span.end as usize + length).min(twin.span.start as usize)
}

/// How many of the first marks stand on short lines of their own, one after the other.
fn lines_of_entries(text: &str, segments: &[Segment], table: &[Mark]) -> usize {
    let whole = |n: &usize| {
        let mark = &table[*n];
        let line = &segments[mark.segment as usize];
        let follows = *n == 0 || mark.segment == table[n - 1].segment + 1;
        follows && mark.place == Place::Line && line.span.len() <= ENTRY && !line.span.of(text).contains(['。', '；'])
    };
    (0..table.len()).take_while(whole).count()
}

/// Entries of lines that were set aside for their leaders.
fn ruled_entries(text: &str, asides: &[Aside]) -> Vec<Entry> {
    let lines: Vec<Segment> = asides
        .iter()
        .filter(|a| a.what == CONTENTS_LINE)
        .map(|a| Segment { span: a.span, opens_line: true, level: None })
        .collect();
    let marks = scan(text, &lines).numbers;
    let first = marks.iter().filter(|m| m.place == Place::Line && m.style.kind <= NumberStyle::Arabic);
    first.map(|m| entry(text, m, lines[m.segment as usize].span.end as usize)).collect()
}
