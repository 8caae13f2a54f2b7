//! The phases of the outline in order: set aside → marks → contents → nesting → titles → tree.

use crate::document::{BlockKind, Document, Note, NoteKind};
use crate::text::{Span, script};

use super::aside::{self, Aside};
use super::bare;
use super::contents;
use super::heading::{self, Heading};
use super::identify;
use super::items;
use super::mark::{self, Marks, Segment};
use super::{Number, Outline, Section, SectionId};

/// Finds the section tree. Never fails: a text without numbering is one root section.
#[must_use]
pub fn parse(document: &Document) -> Outline {
    let text = document.text.as_str();
    let mut asides = aside::find(document);
    let mut segments = segments(document, &asides);
    let mut marks = scan(text, &segments);
    let contents = contents::find(document, &segments, &marks.numbers, &asides);
    if !contents.asides.is_empty() {
        asides.extend(&contents.asides);
        asides = aside::settle(asides);
        segments = self::segments(document, &asides);
        marks = scan(text, &segments);
    }
    let unnumbered = contents.unnumbered(document, &segments, &marks.numbers);
    if !unnumbered.is_empty() {
        marks.numbers.extend(unnumbered);
        marks.numbers.sort_by_key(|m| (m.span.start, m.span.end));
    }
    let Marks { numbers, items: words } = marks;
    let first = numbers.first().map_or(text.len(), |m| m.span.start as usize);
    let metadata = identify::identify(document, &asides, first);
    let subjects = identify::subjects(&metadata);
    let heading::Headings { headings, items: numbered } = heading::find(text, &segments, &numbers, &subjects);

    let mut sections = sections(text, &headings);
    fill_bodies(document, &asides, &mut sections);
    fill_spans(&mut sections, text.len());
    let mut starts: Vec<items::Start> =
        words.iter().map(|w| items::Start::of_word(w, segments[w.segment as usize].span.end)).collect();
    starts.extend(numbered);
    starts.sort_by_key(|s| s.mark.start);
    let items = items::gather(&starts, &sections);
    let notes = notes(text, &asides, &sections);
    let set_aside = asides.into_iter().map(|a| a.span).collect();
    Outline { sections, items, metadata, set_aside, notes }
}

/// Every number that may head a section.
fn scan(text: &str, segments: &[Segment]) -> Marks {
    let mut marks = mark::scan(text, segments);
    let bare = bare::chapters(text, segments, &marks.numbers);
    if !bare.is_empty() {
        marks.numbers.extend(bare);
        marks.numbers.sort_by_key(|m| (m.span.start, m.span.end));
    }
    marks
}

/// Paragraphs without what is set aside.
fn segments(document: &Document, asides: &[Aside]) -> Vec<Segment> {
    let text = document.text.as_str();
    let mut segments = Vec::with_capacity(document.blocks.len());
    let mut next = 0;
    for block in &document.blocks {
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        let mut start = block.span.start;
        let mut opens_line = true;
        let mut push = |start: u32, end: u32| {
            let span = trim(text, Span { start, end });
            if !span.is_empty() {
                segments.push(Segment { span, opens_line, level: block.level.filter(|_| opens_line) });
                opens_line = false;
            }
        };
        while let Some(aside) = asides.get(next).filter(|a| a.span.start < block.span.end) {
            if aside.span.start > start {
                push(start, aside.span.start);
            }
            start = start.max(aside.span.end);
            if aside.span.end > block.span.end {
                break;
            }
            next += 1;
        }
        if start < block.span.end {
            push(start, block.span.end);
        }
    }
    segments
}

/// `span` without blanks and line ends around.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let blank = |c: char| script::is_blank(c) || c.is_whitespace() || c.is_control();
    let start = span.start as usize + words.len() - words.trim_start_matches(blank).len();
    Span::new(start, start + words.trim_matches(blank).len())
}

/// The tree: the root, then one section per heading.
fn sections(text: &str, headings: &[Heading]) -> Vec<Section> {
    let mut sections = Vec::with_capacity(headings.len() + 1);
    sections.push(Section {
        id: SectionId(0),
        parent: None,
        children: Vec::new(),
        number: None,
        path: Vec::new(),
        title: String::new(),
        heading: Span::default(),
        span: Span::new(0, text.len()),
        body: Vec::new(),
    });
    let mut open = vec![SectionId(0)];
    for (n, heading) in (1..).zip(headings) {
        let id = SectionId(n);
        open.truncate(usize::from(heading.depth) + 1);
        let parent = open[open.len() - 1];
        open.push(id);
        let above = &mut sections[parent.0 as usize];
        above.children.push(id);
        let mut path = above.path.clone();
        path.push(heading.ordinal.into());
        let title = heading.title.of(text);
        sections.push(Section {
            id,
            parent: Some(parent),
            children: Vec::new(),
            number: heading.number.as_ref().map(|mark| Number {
                span: mark.span,
                style: mark.style.kind,
                printed: mark.value.into(),
                ordinal: heading.ordinal.into(),
                intended: heading.intended,
            }),
            path,
            title: if title.contains('\n') { title.replace(['\n', '\r'], "") } else { title.to_owned() },
            heading: heading.span,
            span: heading.span,
            body: Vec::new(),
        });
    }
    sections
}

/// Gives every piece of text that is neither heading nor set aside to the section it stands in.
fn fill_bodies(document: &Document, asides: &[Aside], sections: &mut [Section]) {
    let text = document.text.as_str();
    let (mut current, mut next_aside) = (0, 0);
    for block in &document.blocks {
        let mut at = block.span.start;
        loop {
            while asides.get(next_aside).is_some_and(|a| a.span.end <= at) {
                next_aside += 1;
            }
            let heading = sections.get(current + 1).map_or(u32::MAX, |s| s.heading.start);
            let aside = asides.get(next_aside).map_or(u32::MAX, |a| a.span.start);
            let end = block.span.end.min(heading).min(aside.max(at));
            if end > at {
                let span = trim(text, Span { start: at, end });
                if !span.is_empty() {
                    sections[current].body.push(span);
                }
                at = end;
            }
            if at >= block.span.end {
                break;
            }
            if heading <= at {
                current += 1;
                at = at.max(sections[current].heading.end);
            } else {
                at = at.max(asides[next_aside].span.end);
            }
            if at >= block.span.end {
                break;
            }
        }
    }
}

/// Ends every section with its last descendant.
fn fill_spans(sections: &mut [Section], length: usize) {
    for n in (1..sections.len()).rev() {
        let section = &sections[n];
        let own = section.body.last().map_or(section.heading.end, |b| b.end);
        let below = section.children.last().map_or(0, |c| sections[c.0 as usize].span.end);
        let start = section.heading.start;
        sections[n].span = Span { start, end: own.max(below) };
    }
    sections[0].span = Span::new(0, length);
}

/// What was repaired and what was set aside.
fn notes(text: &str, asides: &[Aside], sections: &[Section]) -> Vec<Note> {
    let mut notes: Vec<Note> = asides
        .iter()
        .map(|aside| Note::at(NoteKind::SetAside, aside.span, format!("{}，不作正文", aside.what)))
        .collect();
    for section in sections {
        if let Some(number) = section.number.as_ref().filter(|n| n.printed != n.ordinal || n.style != n.intended) {
            let message =
                format!("印作“{}”，按次序应为“{}”", number.span.of(text).trim(), number.intended.print(number.ordinal));
            notes.push(Note::at(NoteKind::NumberRepaired, number.span, message));
        }
    }
    notes.sort_by_key(|n| n.span);
    notes
}
