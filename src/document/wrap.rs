//! 软换行. Which line ends of a plain text are only the converter's.
//!
//! A typesetter breaks a line when the next word does not fit. So a line end that follows a line so full that
//! the first word of the next line had no room is a soft wrap; the measure that explains most line ends is the
//! width of the printed page.

use crate::text::AnyOf;
use crate::text::script::{fold, is_han, is_sentence_end};

use super::lines::{EM, Line, Marks, even_width, first_word, has_number, is_never_first, is_never_last, width};

/// Narrower or wider columns than this are no pages: tables, and paragraphs that are one line each.
const PAGE: std::ops::RangeInclusive<u32> = 14 * EM..=90 * EM;

/// Justified lines and thin gaps are this much off.
const SLACK: u32 = EM;

/// 版心. What is known about the lines of one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// Width of a full line.
    width: u32,
    /// Indent of the lines that go on.
    indent: u32,
    /// How widths are taken.
    ruler: Ruler,
}

/// 量法. What decides that a line is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruler {
    /// The room that the print takes.
    Printed,
    /// The number of characters.
    Counted,
}

impl Ruler {
    fn line(self, line: Line) -> u32 {
        if self == Self::Printed { line.width } else { line.even_width }
    }

    fn words(self, words: &str) -> u32 {
        if self == Self::Printed { width(words) } else { even_width(words) }
    }
}

/// Finds the page width, in print or in characters, that explains most line ends, if any does.
pub(super) fn measure(text: &str, lines: &[Line]) -> Option<Measure> {
    let printed = measure_by(Ruler::Printed, text, lines);
    let counted = measure_by(Ruler::Counted, text, lines);
    match (printed, counted) {
        (Some(printed), Some(counted)) => Some(if counted.1 > printed.1 { counted.0 } else { printed.0 }),
        (found, other) => found.or(other).map(|(measure, _)| measure),
    }
}

/// The best measure by one ruler, and how many line ends it explains.
fn measure_by(ruler: Ruler, text: &str, lines: &[Line]) -> Option<(Measure, usize)> {
    // Every line end that could be a wrap says: the page is at least as wide as the line, and less wide than
    // the line with the next word. `votes` counts the starts and ends of these intervals.
    let mut votes = vec![0_i32; *PAGE.end() as usize + 64];
    let mut candidates = Vec::new();
    for pair in lines.windows(2) {
        let (this, next) = (pair[0], pair[1]);
        let this_width = ruler.line(this);
        // The lines of contents and lists are no wraps.
        let listed = || has_number(next.of(text)) && !is_joint(this.of(text));
        if !PAGE.contains(&this_width) || next.is_blank() || ends_sentence(this.of(text)) || listed() {
            continue;
        }
        let room = this_width + ruler.words(first_word(next.of(text))).min(8 * EM);
        let (low, high) = ((this_width - SLACK) as usize, ((room + SLACK) as usize).min(votes.len() - 1));
        votes[low] += 1;
        votes[high] -= 1;
        candidates.push((this_width, room, next.indent));
    }
    let mut best = (0, 0);
    let mut sum = 0;
    for (width, vote) in votes.iter().enumerate() {
        sum += vote;
        best = best.max((sum, width));
    }
    let (n, width) = (usize::try_from(best.0).unwrap_or(0), u32::try_from(best.1).unwrap_or(0));
    // The widest page that as many line ends agree with lies at the upper end of a plateau.
    let width = width.saturating_sub(SLACK);
    let wider = lines.iter().filter(|&&l| ruler.line(l) > width + 2 * SLACK).count();
    let enough = n >= 3 && n * 4 >= candidates.len() && wider <= n;
    enough.then(|| {
        let mut indents: Vec<u32> =
            candidates.iter().filter(|c| c.0 <= width + SLACK && c.1 + SLACK > width).map(|c| c.2).collect();
        indents.sort_unstable();
        (Measure { width, indent: indents.get(indents.len() / 2).copied().unwrap_or(0), ruler }, n)
    })
}

/// Whether the paragraph goes on from `this` to `next`, which follow each other without a blank line.
pub(super) fn goes_on(text: &str, this: Line, next: Line, measure: Option<Measure>) -> bool {
    let (before, after) = (this.of(text), next.of(text));
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if is_never_first(first) || parts_number(before, after) || parts_quantity(before, after) {
        return true;
    }
    let numbered = has_number(after);
    let sentence = ends_sentence(before);
    if is_never_last(last) && !numbered {
        return true;
    }
    let Some(measure) = measure else { return false };
    // Wide gaps: rows of a table, not lines of a paragraph.
    if this.marks.has(Marks::GAP) || next.marks.has(Marks::GAP) {
        return false;
    }
    let ruler = measure.ruler;
    let is_full = |line: Line, room: u32| ruler.line(line).saturating_add(room).saturating_add(SLACK) > measure.width;
    if this.width == u32::MAX
        || !is_full(this, ruler.words(first_word(after)))
        || next.indent > measure.indent.saturating_add(EM / 2)
    {
        return false;
    }
    // Sentences rarely end just where the line is full. What follows is the next sentence, not a heading, if it
    // fills its line or ends as sentences do.
    let prose = !sentence || is_full(next, 2 * EM) || ends_sentence(after);
    prose && (!numbered || is_joint(before))
}

/// Whether a line ends with a mark that a sentence goes on after.
fn is_joint(line: &str) -> bool {
    line.ends_with(['，', '、', ','])
}

/// 增加1062.85⏎万元: a number in the middle of words whose unit opens the next line.
fn parts_quantity(before: &str, after: &str) -> bool {
    static UNITS: AnyOf = AnyOf::new(&["万元", "亿元", "元", "%", "％", "﹪", "个百分点", "人次", "平方米", "公里"]);
    let words = before.trim_end_matches(|c| is_digit(c) || matches!(c, '.' | '．' | ',' | '，'));
    let stands_in_words = before.ends_with(is_digit) && words.ends_with(is_han);
    stands_in_words && UNITS.begin(after)
}

/// 60.⏎43亿元: a point with digits on both sides, none of them the number of an item.
fn parts_number(before: &str, after: &str) -> bool {
    let whole = before.strip_suffix(['.', '．']).unwrap_or("");
    let words = whole.trim_end_matches(is_digit);
    let rest = after.trim_start_matches(is_digit);
    let stands_in_words = words.len() < whole.len() && words.chars().next_back().is_some_and(is_han);
    stands_in_words && rest.len() < after.len() && rest.starts_with(|c: char| is_han(c) || matches!(c, '%' | '％'))
}

fn is_digit(c: char) -> bool {
    fold(c).is_ascii_digit()
}

/// Whether the line ends with a mark after which a paragraph may end.
pub(super) fn ends_sentence(line: &str) -> bool {
    let mut chars = line.chars().rev();
    let mut last = chars.next();
    while last.is_some_and(|c| matches!(c, '”' | '）' | ')' | '’' | '》')) {
        last = chars.next();
    }
    last.is_some_and(|c| is_sentence_end(c) || matches!(c, '；' | '：' | ':' | ';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines::split;

    fn joined(text: &str) -> Vec<String> {
        let lines = split(text);
        let measure = measure(text, &lines);
        let mut paragraphs: Vec<String> = Vec::new();
        for (n, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_blank()) {
            match paragraphs.last_mut() {
                Some(last) if goes_on(text, lines[n - 1], *line, measure) => last.push_str(line.of(text)),
                _ => paragraphs.push(line.of(text).to_owned()),
            }
        }
        paragraphs
    }

    #[test]
    fn a_page_of_twenty_characters() {
        let text = "二、收入决算情况\n本部门2024年度收入总计增加1062.85\n万元，增长12.08%，其中财政拨款收入\n\
                    增加900.10万元，主要原因是项目增加，绩\n效评级为“优”的项目39个，其他收入增加\n162.75万元。\n三、支出决算情况\n";
        assert_eq!(joined(text).len(), 3, "{:?}", joined(text));
        assert!(joined(text)[1].contains("1062.85万元，增长12.08%"));
    }

    #[test]
    fn a_page_of_so_many_characters() {
        let text = "与上年1085.30万元相比增加162.75万元，增长15.0%，与\n预算1300.00万元相比，完成率96.01%，结余51.95万元。\n\
                    其中基本支出848.05万元、项目支出400.00万元，两项的比重\n分别为67.95%、32.05%，前者较上年提高1.2个百分点，后者\n\
                    相应下降1.2个百分点。\n（二）其他\n";
        assert_eq!(joined(text).len(), 2, "{:?}", joined(text));
    }

    #[test]
    fn a_point_at_the_end_of_a_line_parts_a_number() {
        assert_eq!(joined("民生支出占60.\n43亿元\n").len(), 1);
        assert_eq!(joined("比上年增加1062.85\n万元，增长5%\n").len(), 1);
        assert_eq!(joined("12.5\n元旦\n").len(), 2, "no words before the number");
        assert_eq!(joined("1.\n2023年\n").len(), 2);
        assert_eq!(joined("见表2.\n3.其他\n").len(), 2);
    }

    #[test]
    fn a_line_of_its_own_stays_one() {
        let text = "一、基本情况\n无\n二、收入\n收入合计\n112.88\n余分配\n112.88\n总计\n";
        assert_eq!(joined(text).len(), 8);
        let list = "内设机构：\n办公室（党政综合办公室）\n财务股（国库支付中心）\n业务股\n";
        assert_eq!(joined(list).len(), 4);
    }
}
