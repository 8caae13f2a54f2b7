//! 压成一行的人员表. Web copies run the table of staff into the paragraph: 单位名称 经费性质 编制数 在职人数 甲所 财政拨款 36 34 …
//!
//! Headings of counts, then names and as many whole numbers, again and again: each row becomes a line of its own.

use crate::text::script::is_blank;
use crate::text::{AnyOf, Span};

use super::lines::{Line, measure};

/// The heading that ends the header of such a table.
const LAST_HEADING: &str = "人数";

/// Endings of the headings of counts.
static COUNTS: AnyOf = AnyOf::new(&["数", "编制"]);

/// Words that name a row at most: its name, and what pays for it.
const NAMES: usize = 2;

/// Most bytes of a name.
const LONGEST_NAME: usize = 90;

/// Most digits of a count of staff.
const DIGITS: usize = 5;

/// The lines, those that hold such a table parted into its rows.
pub(super) fn part(text: &str, lines: Vec<Line>) -> Vec<Line> {
    if !text.contains(LAST_HEADING) {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(rows) = rows(text, line.span) else {
            parted.push(line);
            continue;
        };
        let mut at = line.span.start as usize;
        for row in rows {
            if !text[at..row.start as usize].trim_matches(is_blank).is_empty() {
                parted.push(measure(text, at, row.start as usize, false));
            }
            parted.push(measure(text, row.start as usize, row.end as usize, false));
            at = row.end as usize;
        }
        if !text[at..line.span.end as usize].trim_matches(is_blank).is_empty() {
            parted.push(measure(text, at, line.span.end as usize, false));
        }
    }
    parted
}

/// Header and rows of the first table in a line.
fn rows(text: &str, line: Span) -> Option<Vec<Span>> {
    line.of(text).match_indices(LAST_HEADING).find_map(|(at, word)| {
        let end = line.start as usize + at + word.len();
        text[end..line.end as usize].starts_with(is_blank).then(|| table(text, line, end)).flatten()
    })
}

/// The table whose header ends at byte `end`.
fn table(text: &str, line: Span, end: usize) -> Option<Vec<Span>> {
    let before = &text[line.start as usize..end];
    let headings = |word: &&str| COUNTS.end(word);
    let n_counts = before.rsplit(is_blank).take_while(headings).count();
    if !(2..=4).contains(&n_counts) {
        return None;
    }
    let mut at = end;
    let mut found: Vec<(usize, Span)> = Vec::new();
    while let Some((n_names, row)) = row(text, at, line.end as usize, n_counts) {
        at = row.end as usize;
        found.push((n_names, row));
    }
    let n_names = found.first()?.0;
    let body = found.iter().take_while(|(n, _)| *n == n_names).count();
    if body < 2 {
        return None;
    }
    // 合计 63 61 may leave a name out; it ends the table.
    found.truncate(if found.len() > body { body + 1 } else { body });
    let blank = before.rmatch_indices(is_blank).nth(n_names + n_counts - 1);
    let start = line.start as usize + blank.map_or(0, |(at, blank)| at + blank.len());
    let first = &text[start..end];
    let glued = first.find(is_blank).and_then(|blank| first[..blank].rfind(['：', ':', '。', '；']));
    let start = glued.map_or(start, |mark| start + mark + first[mark..].chars().next().map_or(0, char::len_utf8));
    Some(std::iter::once(Span::new(start, end)).chain(found.into_iter().map(|(_, row)| row)).collect())
}

/// Names and then `n_counts` whole numbers behind byte `at`: how many names, and where the row stands.
fn row(text: &str, at: usize, end: usize, n_counts: usize) -> Option<(usize, Span)> {
    let mut place = at;
    let mut start = None;
    let (mut names, mut counts) = (0, 0);
    while counts < n_counts {
        let rest = &text[place..end];
        let body = rest.trim_start_matches(is_blank);
        let from = end - body.len();
        let word = &body[..body.find(is_blank).unwrap_or(body.len())];
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            let is_name = counts == 0 && names < NAMES && !word.is_empty() && word.len() <= LONGEST_NAME;
            if !is_name || word.contains(['，', '。', '；', '、']) {
                return None;
            }
            names += 1;
            place = from + word.len();
        } else {
            // 61二、收入: the next heading is glued to the last count.
            let closes = word.len() == digits || counts + 1 == n_counts && !word[digits..].starts_with(['.', '%', ',']);
            if names == 0 || digits > DIGITS || !closes {
                return None;
            }
            counts += 1;
            place = from + digits;
        }
        start = start.or(Some(from));
    }
    start.map(|start| (names, Span::new(start, place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines::split;

    fn parted(text: &str) -> Vec<&str> {
        part(text, split(text)).into_iter().map(|line| line.of(text)).collect()
    }

    #[test]
    fn each_row_becomes_a_line() {
        assert_eq!(
            parted(
                "情况如下：单位名称 经费性质 编制数 在职人数 镇机关 财政核拨 36 34 农技站 财政核拨 9 9 合计 45 43二、收入"
            ),
            [
                "情况如下：",
                "单位名称 经费性质 编制数 在职人数",
                "镇机关 财政核拨 36 34",
                "农技站 财政核拨 9 9",
                "合计 45 43",
                "二、收入"
            ]
        );
    }

    #[test]
    fn what_is_no_table_of_staff() {
        for text in [
            "编制人数 56 人，在职人数 52 人。",
            "参加培训人数 120 其中 女 56",
            "单位 编制数 在职人数 机关 36 34 二、收入",
        ] {
            assert_eq!(parted(text), [text]);
        }
    }
}
