use crate::document::Document;
use crate::text::Span;
use crate::text::script::is_sentence_end;

use super::layout::{Paint, Style, flat};

/// Characters shown before and after what is marked, at most.
const BEFORE: usize = 24;
const AFTER: usize = 14;

/// 引文. A stretch of the report with the marked spans in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// What is shown.
    pub(super) span: Span,
    /// What is marked, sorted, within `span`.
    marks: Vec<Span>,
}

/// One quote for each place where marks stand together: context up to the ends of the sentence, never far.
pub(super) fn quotes(document: &Document, marks: &[Span]) -> Vec<Quote> {
    let mut marks = marks.to_vec();
    marks.sort_unstable();
    marks.dedup();
    let mut quotes: Vec<Quote> = Vec::new();
    for mark in marks {
        let shown = around(document, mark);
        match quotes.last_mut() {
            Some(last) if shown.start <= last.span.end => {
                last.span = last.span.cover(shown);
                last.marks.push(mark);
            }
            _ => quotes.push(Quote { span: shown, marks: vec![mark] }),
        }
    }
    quotes
}

/// `mark` with some of its sentence. Line ends inside a paragraph mean nothing; the paragraph's ends do.
fn around(document: &Document, mark: Span) -> Span {
    let text = &document.text;
    let block = document.block_at(mark.start).map_or(mark, |block| block.span.cover(mark));
    let before = &text[block.start as usize..mark.start as usize];
    let start = before.char_indices().rev().take(BEFORE).take_while(|&(_, c)| !is_sentence_end(c)).last();
    let after = &text[mark.end as usize..block.end as usize];
    let end = after.char_indices().take(AFTER).take_while(|&(_, c)| !is_sentence_end(c)).last();
    let start = start.map_or(mark.start as usize, |(n, _)| block.start as usize + n);
    Span::new(start, mark.end as usize + end.map_or(0, |(n, c)| n + c.len_utf8()))
}

impl Quote {
    /// Where the first mark stands.
    pub(super) fn first(&self) -> u32 {
        self.marks.first().map_or(self.span.start, |mark| mark.start)
    }

    /// One line: marks between « and », or coloured; `…` where the sentence goes on.
    pub(super) fn print(&self, document: &Document, style: Style) -> String {
        let text = &document.text;
        let mut out = String::new();
        let Span { start, end } = self.span;
        let block = document.block_at(start).map_or(self.span, |block| block.span);
        let goes_on = |c: Option<char>| c.is_some_and(|c| !is_sentence_end(c));
        if start > block.start && goes_on(text[..start as usize].chars().next_back()) {
            out.push('…');
        }
        let mut at = start;
        for mark in &self.marks {
            // Marks may overlap: what is shown already is not shown twice.
            let from = mark.start.max(at);
            out += &flat(&text[at as usize..from as usize]);
            if mark.end > from {
                let marked = flat(&text[from as usize..mark.end as usize]);
                if style.color {
                    out += &style.paint(Paint::Operand, &marked);
                } else {
                    out.push('«');
                    out += &marked;
                    out.push('»');
                }
                at = mark.end;
            }
        }
        out += &flat(&text[at.min(end) as usize..end as usize]);
        let next = text[end as usize..].chars().next().filter(|_| end < block.end);
        if goes_on(next) {
            out.push('…');
        } else if next.is_some_and(is_sentence_end) {
            out.extend(next);
        }
        out.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;

    const PLAIN: Style = Style { color: false, width: 80 };

    fn quoted(text: &str) -> Vec<String> {
        let mut marks = Vec::new();
        let plain = text.replace(['«', '»'], "");
        let mut removed = 0;
        let mut open = 0;
        for (n, mark) in text.match_indices(['«', '»']) {
            if mark == "«" {
                open = n - removed;
            } else {
                marks.push(Span::new(open, n - removed));
            }
            removed += mark.len();
        }
        let document = from_text(plain, "a");
        quotes(&document, &marks).iter().map(|quote| quote.print(&document, PLAIN)).collect()
    }

    #[test]
    fn near_marks_share_a_quote_and_far_ones_do_not() {
        let one = "前一句。支出«847.86万元»，其中：项目支出«609.55万元»，基本支出«238.13万元»。后一句";
        assert_eq!(quoted(one), ["支出«847.86万元»，其中：项目支出«609.55万元»，基本支出«238.13万元»。"]);
        let far = format!("支出«5万元»{}费用«6万元»", "，另行说明的事项".repeat(9));
        let found = quoted(&far);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("支出«5万元»，") && found[0].ends_with('…'));
        assert!(found[1].starts_with('…') && found[1].ends_with("费用«6万元»"));
    }

    #[test]
    fn line_ends_inside_a_paragraph_are_gone() {
        let mut document = from_text("总计增加1062.85\n万元，增长12%".to_owned(), "a");
        document.blocks[0].span = Span::new(0, document.text.len());
        let marks = [Span::new(12, document.text.find('，').unwrap())];
        assert_eq!(quotes(&document, &marks)[0].print(&document, PLAIN), "总计增加«1062.85万元»，增长12%");
    }
}
