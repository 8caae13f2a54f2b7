//! Chapters numbered by nothing but a digit: `1 项目概况` above `1.1 立项背景`.

use crate::text::{Span, script};

use super::NumberStyle;
use super::mark::{Mark, Place, Segment, Separator, Style, skip_blanks};
use super::ordinal;

/// Longest line of this kind, in bytes.
const LONGEST: usize = 120;

/// Marks of the lines that begin with the next whole number, if dotted numbers below them prove that they are chapters.
///
/// Rows of tables begin like that too: without `1.1` after `1` and `2.1` after `2` nothing is believed.
pub(super) fn chapters(text: &str, segments: &[Segment], numbers: &[Mark]) -> Vec<Mark> {
    let dotted = |m: &&Mark| m.style.kind == NumberStyle::Dotted && m.style.components == 2;
    let mut below = numbers.iter().filter(dotted).peekable();
    if below.peek().is_none() {
        return Vec::new();
    }
    let (mut found, mut proven): (Vec<Mark>, usize) = (Vec::new(), 0);
    for (n, segment) in (0..).zip(segments) {
        let Some(mark) = bare(text, segment, n) else { continue };
        // The contents count too.
        if mark.value != 1 && found.last().is_none_or(|last| mark.value != last.value + 1) {
            continue;
        }
        while below.next_if(|m| m.span.start < mark.span.start).is_some() {}
        let parent = below.peek().and_then(|m| ordinal::arabic_after(text, m.span.start as usize));
        let is_parent = parent.is_some_and(|(_, value)| value == mark.value);
        // A chapter without sections stands between two others.
        let is_between = parent.is_none_or(|(_, value)| value > mark.value || value == 1) && mark.value > 1;
        if is_parent || is_between {
            proven += usize::from(is_parent);
            found.push(mark);
        }
    }
    if proven < 2 { Vec::new() } else { found }
}

/// A line of a digit or two, a blank and words that end no sentence.
fn bare(text: &str, segment: &Segment, n: u32) -> Option<Mark> {
    let line = segment.span.of(text);
    if !segment.opens_line || line.len() > LONGEST || line.ends_with(['。', '；', '，', '、', ';', ',']) {
        return None;
    }
    let start = segment.span.start as usize;
    let (end, value) = ordinal::arabic_after(text, start)?;
    let title = skip_blanks(text, end);
    let words = text[title..segment.span.end as usize].starts_with(script::is_han);
    // A tab, or a gap further on, is a row of a table.
    let row = line.contains('\t') || text[title..segment.span.end as usize].contains("  ");
    (value < 100 && title > end && words && !row).then(|| Mark {
        span: Span::new(start, end),
        style: Style::of(NumberStyle::Arabic),
        value,
        separator: Separator::None,
        place: Place::Line,
        segment: n,
        level: segment.level,
    })
}

#[cfg(test)]
mod tests {

    use crate::outline::fixture::headings;

    #[test]
    fn dotted_numbers_stand_below_bare_ones() {
        let text = "1 项目概况\n1.1 立项背景\n为改善居住条件。\n1.2 资金情况\n1.2.1 到位情况\n到位5万元。\n2 结论\n得分90分。\n\
                    3 存在的问题\n3.1 进度偏慢\n原因多。\n4 建议\n加强管理。\n";
        let titles = [
            "[1] 项目概况",
            "[1, 1] 立项背景",
            "[1, 2] 资金情况",
            "[1, 2, 1] 到位情况",
            "[2] 结论",
            "[3] 存在的问题",
            "[3, 1] 进度偏慢",
            "[4] 建议",
        ];
        assert_eq!(headings(text), titles);
    }

    #[test]
    fn rows_of_a_list_are_no_chapters() {
        let text = "一、支出情况\n1 办公费\n2 印刷费\n3 水费\n二、其他\n无。\n";
        assert_eq!(headings(text), ["[1] 支出情况", "[2] 其他"]);
        let text = "一、支出情况\n1.1 基本支出\n支出5万元。\n1 办公费\n2 印刷费\n二、其他\n无。\n";
        assert_eq!(headings(text), ["[1] 支出情况", "[1, 1] 基本支出", "[2] 其他"]);
    }
}
