//! Headings whose number a conversion dropped: short lines with a title noun, exactly as many as the sequence misses.

use crate::text::{Span, script};

use super::NumberStyle;
use super::mark::{Mark, Place, Segment, Separator, Style};
use super::nesting::Placed;
use super::vocabulary;

/// Longest heading of this kind, in bytes.
const LONGEST: usize = 90;
/// Longest line that the file itself calls a heading and that is one, in bytes.
const LONGEST_GIVEN: usize = 240;
/// Most numbers believed dropped in one place.
const MISSING: u16 = 3;
/// Fewest chapter titles that make chapters of a text without any number.
const CHAPTERS: usize = 3;

/// Marks without number for the lines that fill the gaps between the placed ones.
pub(super) fn recover(text: &str, segments: &[Segment], marks: &[Mark], placed: &[Placed]) -> Vec<Mark> {
    let numbered = |n: usize| marks.binary_search_by_key(&segments[n].span.start, |m| m.span.start).is_ok();
    let title = |n: &usize| is_title(text, &segments[*n]) && !numbered(*n);
    let mut found = Vec::new();
    let mut open: Vec<(Style, u16, usize)> = Vec::new();
    for place in placed {
        let mark = &marks[place.mark as usize];
        let depth = usize::from(place.depth);
        let segment = mark.segment as usize;
        let before = open.get(depth).copied();
        // The first of a list is missed after the heading above it.
        let (last, from) = match before {
            Some((_, last, at)) => (last, at + 1),
            None => (0, depth.checked_sub(1).and_then(|d| open.get(d)).map_or(0, |&(_, _, at)| at + 1)),
        };
        let style = before.map_or(mark.style, |(style, _, _)| style.min(mark.style));
        let own = if mark.value == 1 { mark.style } else { style };
        if mark.value > last + 1 && mark.value - last - 1 <= MISSING && mark.place == Place::Line && segment > from {
            let missing = mark.value - last - 1;
            let lines: Vec<usize> = (from..segment).filter(title).take(usize::from(missing) + 1).collect();
            if lines.len() == usize::from(missing) {
                let values = last + 1..mark.value;
                found.extend(lines.into_iter().zip(values).map(|(n, value)| unnumbered(segments, n, style, value)));
            }
        }
        // （一） directly below a title, then 二、: the title was 一、.
        if let Some((first, 1, at)) = before
            && (first.kind, mark.style.kind, mark.value) == (NumberStyle::ChineseBracketed, NumberStyle::Chinese, 2)
            && let Some(above) = at.checked_sub(1).filter(title)
        {
            found.push(unnumbered(segments, above, mark.style, 1));
        }
        open.truncate(depth);
        open.resize(depth, (mark.style, 0, segment));
        open.push((own, mark.value, segment));
    }
    let chapters = placed.iter().any(|p| p.intended <= NumberStyle::Chinese);
    if !chapters {
        let levelled = levelled(text, segments, numbered);
        if !levelled.is_empty() {
            return levelled;
        }
    }
    if found.is_empty() && !chapters {
        let lines = (0..segments.len()).filter(|n| title(n) && is_chapter(segments[*n].span.of(text)));
        let lines: Vec<usize> = lines.take(40).collect();
        if lines.len() >= CHAPTERS {
            let style = Style::of(NumberStyle::Chinese);
            found.extend(lines.into_iter().zip(1..).map(|(n, value)| unnumbered(segments, n, style, value)));
        }
    }
    found.sort_by_key(|m| m.span.start);
    found
}

/// Marks for the lines that the file itself calls headings, where none of them is numbered; the first above all others
/// is the title of the report.
fn levelled(text: &str, segments: &[Segment], numbered: impl Fn(usize) -> bool) -> Vec<Mark> {
    let title = |n: &usize| {
        let line = segments[*n].span.of(text);
        segments[*n].level.is_some() && line.len() <= LONGEST_GIVEN && !line.trim_end_matches('。').contains('。')
    };
    let mut lines: Vec<usize> = (0..segments.len()).filter(title).collect();
    if lines.iter().any(|&n| numbered(n)) {
        return Vec::new();
    }
    let top = lines.iter().filter_map(|&n| segments[n].level).min();
    if lines.first().is_some_and(|&n| segments[n].level == top)
        && lines.iter().filter(|&&n| segments[n].level == top).count() == 1
    {
        lines.remove(0);
    }
    if lines.len() < CHAPTERS {
        return Vec::new();
    }
    let mut counts: Vec<u16> = Vec::new();
    let mark = |n: usize| {
        let level = segments[n].level.unwrap_or(0);
        counts.resize(usize::from(level) + 1, 0);
        let count = &mut counts[usize::from(level)];
        *count = count.saturating_add(1);
        let style = Style { components: level + 1, ..Style::of(NumberStyle::Part) };
        unnumbered(segments, n, style, *count)
    };
    lines.into_iter().map(mark).collect()
}

/// A mark without number at the beginning of a line.
fn unnumbered(segments: &[Segment], n: usize, style: Style, value: u16) -> Mark {
    let start = segments[n].span.start;
    let segment = u32::try_from(n).unwrap_or(u32::MAX);
    let (span, level) = (Span { start, end: start }, segments[n].level);
    Mark { span, style, value, separator: Separator::Comma, place: Place::Line, segment, level }
}

/// Whether a line is nothing but a title by its noun.
fn is_title(text: &str, segment: &Segment) -> bool {
    if !segment.opens_line || segment.span.len() > LONGEST {
        return false;
    }
    let line = segment.span.of(text);
    let plain = line.chars().all(|c| script::is_han(c) || matches!(c, '、' | '（' | '）' | '“' | '”' | '(' | ')'));
    plain && line.chars().count() >= 4 && vocabulary::head(line) == vocabulary::STRONG
}

fn is_chapter(line: &str) -> bool {
    vocabulary::is_known(line) || (vocabulary::has_head(line) && vocabulary::is_chapter(line))
}

#[cfg(test)]
mod tests {
    use crate::document::from_text;
    use crate::outline::fixture::headings;
    use crate::outline::parse;

    #[test]
    fn dropped_numbers_are_filled_in_by_the_sequence() {
        let text = "一、部门基本情况\n本局设3个股室。\n一般公共预算支出情况\n支出5万元。\n三、存在的问题\n无。\n";
        assert_eq!(headings(text), ["[1] 部门基本情况", "[2] 一般公共预算支出情况", "[3] 存在的问题"]);
        let text = "部门基本情况\n（一）机构情况\n本局设3个股室。\n二、支出情况\n支出5万元。\n";
        assert_eq!(headings(text), ["[1] 部门基本情况", "[1, 1] 机构情况", "[2] 支出情况"]);
    }

    #[test]
    fn chapters_that_all_lost_their_numbers() {
        let text =
            "基本情况\n1.机构情况。本局设3个股室。\n政府性基金预算支出情况\n无。\n存在的问题\n1.进度慢。原因多。\n";
        assert_eq!(
            headings(text),
            ["[1] 基本情况", "[1, 1] 机构情况", "[2] 政府性基金预算支出情况", "[3] 存在的问题", "[3, 1] 进度慢"]
        );
    }

    #[test]
    fn headings_of_the_file_need_no_number() {
        let lines = [
            ("某局2023年工作总结", Some(0)),
            ("主要成绩", Some(1)),
            ("项目建设", Some(2)),
            ("完成项目5个。", None),
            ("民生实事", Some(2)),
            ("资助8人。", None),
            ("明年打算", Some(1)),
            ("继续努力。", None),
        ];
        let text = lines.map(|(line, _)| format!("{line}\n")).concat();
        let mut document = from_text(text, "t");
        for (block, (_, level)) in document.blocks.iter_mut().zip(lines) {
            block.level = level;
        }
        let outline = parse(&document);
        let titles: Vec<_> =
            outline.sections[1..].iter().map(|s| (s.path.len(), s.title.as_str(), s.number.is_some())).collect();
        let expected = [(1, "主要成绩", false), (2, "项目建设", false), (2, "民生实事", false), (1, "明年打算", false)];
        assert_eq!(titles, expected);
    }

    #[test]
    fn real_gaps_stay() {
        let text = "一、部门基本情况\n本局设3个股室。\n三、存在的问题\n支出情况\n良好。\n四、措施\n无。\n";
        assert_eq!(headings(text), ["[1] 部门基本情况", "[3] 存在的问题", "[4] 措施"]);
    }
}
