//! Word 97 documents (.doc, and .wps of WPS Office, which writes the same).

mod bytes;
mod pieces;
mod properties;
mod styles;
mod table;

use std::ops::Range;

use crate::document::builder::Content;
use crate::document::compound::Compound;
use crate::document::error::Failure;
use crate::document::numbering::{Counters, Numbering};
use crate::document::rows::Table;
use crate::document::story::{Piece, Story};
use crate::document::{BlockKind, Limits, ReadErrorKind};

use pieces::{Char, Header};
use properties::{Kind, Run, run_at};
use styles::{Paragraph, Style};

/// Reads a .doc.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut compound = Compound::open(bytes)?;
    let main = compound.required("WordDocument")?;
    let header = Header::read(&main)?;
    let tables = compound.required(header.table_name)?;
    let data = compound.stream("Data").ok().flatten().unwrap_or_default();
    let no_pieces = || Failure::damaged("没有文字分段表");
    let characters = pieces::characters(&main, header.table(&tables, pieces::table::PIECES).ok_or_else(no_pieces)?)?;
    let part = |index| header.table(&tables, index).unwrap_or_default();
    let rest = |index| header.table_and_rest(&tables, index).unwrap_or_default();
    let styles = styles::styles(part(pieces::table::STYLES));
    let numbering = styles::numbering(rest(pieces::table::LISTS), rest(pieces::table::INSTANCES));
    let source = Source {
        characters,
        paragraphs: properties::paragraphs(&main, part(pieces::table::PARAGRAPHS), &data),
        runs: properties::runs(&main, part(pieces::table::CHARACTERS), Kind::Characters),
        styles,
        numbering,
    };
    let mut story = Story::new(limits);
    let mut reader = Reader::new(&source);
    reader.story(header.story(0), &mut |piece| story.piece(piece))?;
    if story.builder.is_empty() && header.stories[6] == 0 {
        return Err(Failure::new(ReadErrorKind::Empty, "没有文字，可能只有图片"));
    }
    if reader.has_deletions {
        story.builder.set_aside("文件带有修订：删除的文字未计入，插入的文字已计入");
    }
    if header.stories[4] > 0 {
        story.builder.set_aside("批注未计入");
    }
    for (index, kind) in
        [(6, None), (1, Some(BlockKind::Footnote)), (5, Some(BlockKind::Footnote)), (2, Some(BlockKind::Running))]
    {
        let mut aside = Vec::new();
        Reader::new(&source).story(header.story(index), &mut |piece| {
            aside.push(piece);
            Ok(())
        })?;
        match kind {
            Some(kind) => story.aside(aside, kind)?,
            None => {
                for piece in aside {
                    story.piece(match piece {
                        Piece::Paragraph { text, .. } => Piece::Box(text),
                        other => other,
                    })?;
                }
            }
        }
    }
    Ok(story.builder.finish())
}

/// 来源. Everything that the file says about its text.
struct Source<'s> {
    characters: Vec<Char>,
    paragraphs: Vec<Run<'s>>,
    runs: Vec<Run<'s>>,
    styles: Vec<Style>,
    numbering: Numbering,
}

/// 阅读状态.
struct Reader<'a> {
    source: &'a Source<'a>,
    counters: Counters,
    /// Text of the open paragraph.
    text: String,
    /// Fields that are open; `true` while their code stands there.
    fields: Vec<bool>,
    table: Table,
    has_deletions: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            counters: Counters::default(),
            text: String::new(),
            fields: Vec::new(),
            table: Table::default(),
            has_deletions: false,
        }
    }

    /// Reads one story, piece by piece.
    fn story(&mut self, range: Range<usize>, out: &mut dyn FnMut(Piece) -> Result<(), Failure>) -> Result<(), Failure> {
        let all = &self.source.characters;
        let characters = &all[range.start.min(all.len())..range.end.min(all.len())];
        let mut run: Option<&Run<'_>> = None;
        let (mut hidden, mut deleted, mut symbol) = (None, false, None);
        for char in characters {
            if !run.is_some_and(|run| (run.from..run.to).contains(&char.at)) {
                run = run_at(&self.source.runs, char.at);
                (hidden, deleted, symbol) = styles::character(run.map_or(&[], |run| run.modifiers));
            }
            self.has_deletions |= deleted;
            let is_hidden = deleted || hidden == Some(true);
            match char.c {
                '\r' | '\u{7}' | '\u{C}' => {
                    if is_hidden && char.c == '\r' {
                        // The end of the paragraph is not printed: it runs on into the next.
                        continue;
                    }
                    self.end_paragraph(*char, out)?;
                }
                '\u{13}' => self.fields.push(true),
                '\u{14}' => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = false;
                    }
                }
                '\u{15}' => {
                    self.fields.pop();
                }
                _ if is_hidden || self.fields.contains(&true) => {}
                '\u{B}' | '\u{E}' => self.text.push('\n'),
                '\u{1E}' => self.text.push('-'),
                '(' if symbol.is_some() => self.text.extend(symbol.map(crate::document::story::symbol)),
                '\t' => self.text.push('\t'),
                '\0'..='\u{1F}' | '\u{200B}' => {}
                c => self.text.push(c),
            }
        }
        if !self.text.is_empty() {
            self.end_paragraph(Char { c: '\r', at: u32::MAX }, out)?;
        }
        self.close_table(out)
    }

    fn end_paragraph(&mut self, mark: Char, out: &mut dyn FnMut(Piece) -> Result<(), Failure>) -> Result<(), Failure> {
        let run = run_at(&self.source.paragraphs, mark.at);
        let style = run.and_then(|run| self.source.styles.get(usize::from(run.style))).cloned().unwrap_or_default();
        let modifiers = run.map_or(&[][..], |run| run.modifiers);
        // What a list says about its own level stays behind when the paragraph names another list.
        let inherited = Paragraph { in_table: false, ends_row: false, depth: 0, ..style.paragraph };
        let own = Paragraph::default().with(modifiers);
        let merged = inherited.with(modifiers);
        let in_table = merged.in_table || merged.depth > 0;
        if !in_table {
            self.close_table(out)?;
        }
        if merged.ends_row && in_table {
            self.table.end_row(table::definition(modifiers));
            self.text.clear();
            return Ok(());
        }
        if merged.ends_inner_row {
            self.text.clear();
            return Ok(());
        }
        let list = merged.list.filter(|&list| list != 0 && list < 0xF800);
        let level = if own.list.is_some() { own.list_level } else { merged.list_level }.unwrap_or(0);
        let text = std::mem::take(&mut self.text);
        let is_cell_mark = mark.c == '\u{7}';
        let is_blank = text.trim().is_empty();
        // A page break stands in a paragraph of its own and has no number.
        let number = list
            .filter(|_| !(mark.c == '\u{C}' && is_blank))
            .and_then(|list| self.counters.next(&self.source.numbering, u32::from(list), level));
        let outline = merged.outline.filter(|&outline| outline < 9);
        let piece = Piece::Paragraph {
            level: outline.or(number.as_ref().map(|_| level)),
            text: number.unwrap_or_default() + if style.paragraph.hidden == Some(true) { "" } else { &text },
            is_contents: style.is_contents,
        };
        if in_table {
            self.table.piece(piece);
            if is_cell_mark {
                self.table.end_cell();
            }
            return Ok(());
        }
        out(piece)
    }

    fn close_table(&mut self, out: &mut dyn FnMut(Piece) -> Result<(), Failure>) -> Result<(), Failure> {
        if self.table.is_empty() {
            return Ok(());
        }
        std::mem::take(&mut self.table).finish().into_iter().try_for_each(out)
    }
}
