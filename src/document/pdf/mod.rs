//! PDF files with a text layer: paragraphs and tables rebuilt from where the glyphs stand.

mod grids;
mod lattice;
mod layout;
mod measure;
mod page;
mod paragraphs;
mod radicals;
mod running;
mod segment;
mod table;

use std::time::Duration;

use pdfrum_common::Deadline;
use pdfrum_page::BuildContext;
use pdfrum_parser::{Document, LoadError, LoadOptions};

use crate::document::builder::{Builder, Content};
use crate::document::error::Failure;
use crate::document::{BlockKind, Limits, Note, NoteKind, Origin, ReadErrorKind};

use layout::Layout;
use measure::Measure;
use paragraphs::Writer;

/// Reads a PDF.
pub(super) fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Content, Failure> {
    let budget = Duration::from_millis(limits.millis);
    let parser_limits = pdfrum_common::Limits {
        max_decoded_stream_len: usize::try_from(limits.text_bytes).unwrap_or(usize::MAX),
        max_page_count: limits.pages.saturating_add(1),
        max_object_nesting: limits.depth,
        deadline: Some(Deadline::after(budget)),
        ..pdfrum_common::Limits::default()
    };
    let options = LoadOptions { limits: parser_limits.clone(), ..LoadOptions::default() };
    let document = pdfrum_parser::load(bytes, &options).map_err(|error| failure(&error))?;
    let n_pages = document.page_count();
    if n_pages > limits.pages {
        return Err(Failure::too_large(format!("共{n_pages}页，限额{}页", limits.pages)));
    }
    let mut builder = Builder::new(limits);
    let mut pages = Vec::new();
    let mut aside = Vec::new();
    let mut fonts = BuildContext::new();
    let (mut n_glyphs, mut without_text) = (0_u64, Vec::new());
    for n in 0..n_pages {
        if parser_limits.deadline.as_ref().is_some_and(Deadline::passed) {
            return Err(Failure::new(
                ReadErrorKind::ParserFailed,
                format!("第{}页时超过{}秒", n + 1, limits.millis / 1000),
            ));
        }
        let page = read_page(&document, n, &mut fonts, &parser_limits);
        let Some(mut page) = page else {
            builder.unreadable(format!("第{}页已损坏，未能读取", n + 1));
            pages.push(Layout::default());
            aside.push(String::new());
            continue;
        };
        n_glyphs += page.glyphs.len() as u64;
        if n_glyphs * 3 > limits.text_bytes {
            return Err(Failure::too_large("文字超出限额"));
        }
        let n_visible = page.glyphs.len();
        if page.n_unmapped * 10 > n_visible {
            builder.unreadable(format!("第{}页有{}个字符的字体没有文字编码，无法读出", n + 1, page.n_unmapped));
        }
        if n_visible == 0 && page.n_drawn > 0 {
            without_text.push(n + 1);
        }
        aside.push(std::mem::take(&mut page.aside));
        pages.push(layout::read(&mut page));
    }
    for n in &without_text {
        builder.unreadable(format!("第{n}页无文字层，可能是扫描件"));
    }
    let running = running::take(&mut pages);
    let mut writer = Writer::new(&mut builder, Measure::new(&pages));
    for (n, page) in (1..).zip(pages) {
        writer.page(page, n)?;
    }
    let n_repeated = writer.finish()?;
    if n_repeated > 0 {
        let message = format!("跨页表格重复的表头{n_repeated}行未重复计入");
        builder.note(Note::whole(NoteKind::SetAside, message));
    }
    if builder.is_empty() {
        let scanned = !without_text.is_empty();
        let detail = if scanned {
            format!("{n_pages}页都无文字层，可能是扫描件，请先做文字识别")
        } else {
            String::new()
        };
        return Err(Failure::new(ReadErrorKind::Empty, detail));
    }
    for (n, (lines, aside)) in (1..).zip(running.into_iter().zip(aside)) {
        for line in lines.iter().chain([&aside]) {
            builder.paragraph(line, BlockKind::Running, Origin::Page(n), None)?;
        }
    }
    Ok(builder.finish())
}

fn read_page(
    document: &Document,
    n: u32,
    fonts: &mut BuildContext,
    limits: &pdfrum_common::Limits,
) -> Option<page::Page> {
    let dict = document.page(n).ok()?;
    Some(page::read(document, &dict, fonts, limits))
}

fn failure(error: &LoadError) -> Failure {
    match error {
        LoadError::WrongPassword | LoadError::UnsupportedEncryption(_) => Failure::new(ReadErrorKind::Encrypted, ""),
        LoadError::Limit(_) => Failure::new(ReadErrorKind::ParserFailed, "打开文件超时"),
        _ => Failure::damaged(""),
    }
}
