//! 表外文字. What stands around the cells: caption, announced units, a header told in words.

use crate::document::{BlockKind, Document};
use crate::figures::{Heading, Kind};
use crate::text::script::folded;
use crate::text::{Span, any_of};

use super::bands::Band;
use super::columns::{self, Told};
use super::layout::Layout;
use super::measure::{self, Measure};

/// How many paragraphs before a table may tell its caption and unit.
const LOOK_BACK: usize = 4;

/// Longest caption in bytes.
const CAPTION: usize = 180;

/// 表外文字.
pub(super) struct Surroundings {
    /// Folded words; empty without caption.
    pub(super) caption: String,
    /// 单位：万元、人.
    pub(super) announced: Vec<Measure>,
    /// Unit of money for a table that announces none: as the tables before it, or the text.
    pub(super) money: Option<Measure>,
    /// Header that the paragraph above tells in words, for a table without one.
    pub(super) told: Told,
}
/// The paragraphs right before a table, nearest first.
fn before(document: &Document, table: Span) -> Vec<Span> {
    let n = document.blocks.partition_point(|b| b.span.start < table.start);
    let blocks = document.blocks[..n].iter().rev();
    let paragraphs = blocks
        .filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Running))
        .take_while(|b| b.span.end <= table.start)
        .take(LOOK_BACK);
    let mut found = Vec::new();
    for block in paragraphs {
        found.push(block.span);
        if block.span.len() > CAPTION {
            break;
        }
    }
    found
}

impl Surroundings {
    /// Looks at the cells and at the paragraphs right before the table.
    pub(super) fn of(document: &Document, layout: &Layout<'_>, bands: &[Band], table: Span) -> Self {
        let before = before(document, table);
        let mut announced = Vec::new();
        // A line of its own in the table, or the corner of its header.
        for cell in layout.cells() {
            let words = cell.span.of(layout.text);
            if announced.is_empty() && words.len() < CAPTION && words.contains("单位") {
                announced = measure::announced(&folded(words));
            }
        }
        let mut caption = String::new();
        let mut is_announced_above = false;
        for (n, span) in before.iter().filter(|s| s.len() <= CAPTION).enumerate() {
            let words = folded(span.of(&document.text));
            if announced.is_empty() {
                announced = measure::announced(&words);
            }
            // 支出明细（万元）：
            if announced.is_empty() && n == 0 {
                announced = measure::behind(&words).into_iter().collect();
            }
            is_announced_above |= n == 0 && !announced.is_empty();
            let name = words
                .find("单位:")
                .map_or(words.as_ref(), |at| words[..at].trim_end_matches("金额").trim_end_matches('('));
            if name.contains('表') && !name.contains(['。', ';']) {
                name.clone_into(&mut caption);
            }
            // 单位：万元 may stand above one more line of title.
            let is_title = announced.is_empty() && n == 0 && !name.contains([',', '。', ';', ':']);
            if !name.is_empty() && !is_title {
                break;
            }
        }
        let first = bands.first().filter(|b| b.header.is_empty());
        let title = first.and_then(|b| layout.filled(b.body.start).first().copied()).map(|n| layout.words(n));
        if caption.is_empty() {
            caption = title.filter(|t| t.ends_with('表')).unwrap_or_default();
        }
        if announced.is_empty() && is_form(layout, &caption) {
            announced = Measure::parse("万元").into_iter().collect();
        }
        let headless = bands.iter().all(|b| b.header.is_empty());
        let mut told =
            before.first().filter(|_| headless).map(|&p| columns::told(&document.text, p)).unwrap_or_default();
        // 支出明细（万元）： names and numbers below need no header.
        if let Some(&span) = before.first()
            && headless
            && told.is_empty()
            && layout.n_columns() == 2
            && is_announced_above
        {
            told.push(Heading { span: Span::new(span.end as usize, span.end as usize), words: String::new() });
        }
        Self { caption, announced, money: None, told }
    }

    /// The unit of money that the table itself announces.
    pub(super) fn announced_money(&self) -> Option<Measure> {
        self.announced.iter().find(|m| m.kind == Kind::Amount).cloned()
    }
}

/// The forms handed in with a self-evaluation are filled in 万元, whether they say so or not.
fn is_form(layout: &Layout<'_>, caption: &str) -> bool {
    any_of!["基础数据表", "自评表"].stand_in(caption)
        || layout.cells().iter().take(40).any(|c| {
            let words = c.span.of(layout.text);
            words.len() < 60 && any_of!["财政供养人员情况", "经费控制情况", "年度资金总额"].stand_in(words)
        })
}
