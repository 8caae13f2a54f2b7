//! 行名. What the cells left of the numbers call a row, and how it stands among the others.

use crate::quantity::numeral::{self, Reading};
use crate::text::Span;
use crate::text::script::{fold, folded, is_blank, is_han};

use super::bands::Band;
use super::codes;
use super::columns::{Head, Use};
use super::content::Content;
use super::layout::Layout;
use super::measure::{self, Measure};
use super::words;
use crate::figures::{GridRow, Kind};

/// 并列的一段. Columns of numbers with the columns of names to their left.
#[derive(Debug, Default)]
pub(super) struct Segment {
    pub(super) names: Vec<u32>,
    pub(super) codes: Vec<u32>,
    units: Option<u32>,
    pub(super) values: Vec<(u32, Head)>,
    /// Unit of the heading over the names: 经费控制情况（万元）.
    pub(super) corner: Option<Measure>,
    /// Whether a heading speaks of money.
    pub(super) holds_money: bool,
}

/// Cuts the columns of a band where names follow numbers.
pub(super) fn segments(layout: &Layout<'_>, band: &Band, uses: Vec<Use>) -> Vec<Segment> {
    let mut segments = vec![Segment::default()];
    for (column, found) in (0..).zip(uses) {
        let Some(last) = segments.last_mut() else { break };
        let opens = matches!(found, Use::Names | Use::Codes) && !last.values.is_empty();
        if opens {
            segments.push(Segment::default());
        }
        let Some(segment) = segments.last_mut() else { break };
        match found {
            Use::Names => segment.names.push(column),
            Use::Codes => segment.codes.push(column),
            Use::Units => segment.units = Some(column),
            Use::Values(head) => segment.values.push((column, *head)),
            Use::Remarks | Use::Nothing => {}
        }
    }
    segments.retain(|s| !s.values.is_empty());
    for segment in &mut segments {
        segment.settle(layout, band);
    }
    segments
}

impl Segment {
    /// Looks at its headings together: what all of them share, and the unit over the names.
    fn settle(&mut self, layout: &Layout<'_>, band: &Band) {
        let Some((_, first)) = self.values.first() else { return };
        let shares = |n: usize| {
            let heading = first.path.get(n).map(|h| h.span);
            self.values.iter().all(|(_, head)| head.path.len() > n + 1 && head.path.get(n).map(|h| h.span) == heading)
        };
        let n_shared = (0..first.path.len()).take_while(|&n| shares(n)).count();
        for (_, head) in &mut self.values {
            head.share(n_shared);
        }
        self.holds_money = self.values.iter().any(|(_, head)| words::speaks_of_money(&head.words()));
        let headings = self.names.iter().flat_map(|&c| band.header.iter().map(move |&r| layout.words_at(r, c)));
        self.corner = headings.filter_map(|words| measure::in_words(&words)).find(|m| m.kind == Kind::Amount);
    }

    /// The unit that a column of units gives to a row.
    pub(super) fn unit(&self, layout: &Layout<'_>, row: u32) -> Option<Measure> {
        Measure::parse(&layout.words_at(row, self.units?))
    }

    /// The name of a row.
    pub(super) fn row(&self, layout: &Layout<'_>, band: &Band, row: u32) -> GridRow {
        let names_it = |&n: &usize| {
            let is_header = band.header.contains(&layout.cell(n).row);
            !is_header && !matches!(layout.content(n), Content::Empty | Content::Dash)
        };
        let names = self.names.iter().rev().filter_map(|&column| layout.at(row, column));
        let mut cells: Vec<usize> = names.filter(names_it).collect();
        cells.dedup();
        if cells.is_empty() {
            // 合计 over the columns of codes and names.
            let coded = self.codes.iter().filter_map(|&column| layout.at(row, column)).filter(names_it);
            cells.extend(coded.filter(|&n| layout.words(n).chars().any(is_han)).take(1));
        }
        let cell = cells.first().copied();
        let group = cells.get(1).map(|&n| layout.trimmed(n));
        let mut found = match cell {
            Some(cell) => named(layout.text, layout.trimmed(cell), row),
            None => GridRow::default(),
        };
        found.row = row;
        found.group = group;
        found.indent = cell.map_or(0, |n| layout.indent(n));
        found
    }
}

/// A row that has nothing but its name.
pub(super) fn named(text: &str, span: Span, row: u32) -> GridRow {
    let label = Label::read(text, span);
    let words = words::name(&folded(label.span.of(text)));
    GridRow {
        row,
        label: (!label.span.is_empty()).then_some(label.span),
        total: words::total(&words),
        words,
        number: label.number,
        code: label.code.map(|span| span.of(text).to_owned()),
        of_which: label.of_which,
        ..GridRow::default()
    }
}

/// 行名的各部分.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The name itself.
    pub(super) span: Span,
    pub(super) number: Option<(u8, u32)>,
    pub(super) of_which: bool,
    /// Its budget code.
    pub(super) code: Option<Span>,
}

impl Label {
    /// Takes number, 其中, code, unit and closing marks off a row label.
    pub(super) fn read(text: &str, span: Span) -> Self {
        let mut label = Self { span, number: None, of_which: false, code: None };
        label.skip(text, 0);
        if let Some((number, len)) = number(label.span.of(text)) {
            label.number = Some(number);
            label.skip(text, len);
        }
        let of_which = ["其中", "其 中", "内:"].iter().find(|w| label.span.of(text).starts_with(**w)).map(|w| w.len());
        if let Some(len) = of_which {
            label.of_which = true;
            label.skip(text, len);
            if label.number.is_none()
                && let Some((number, len)) = number(label.span.of(text))
            {
                label.number = Some(number);
                label.skip(text, len);
            }
        }
        let digits = label.span.of(text).bytes().take_while(u8::is_ascii_digit).count();
        if codes::is_code(&label.span.of(text)[..digits]) && label.span.len() > digits {
            let start = label.span.start as usize;
            label.code = Some(Span::new(start, start + digits));
            label.skip(text, digits);
        }
        // 指标1：发放人数.
        let body = label.span.of(text);
        if let Some(rest) = body.strip_prefix("指标")
            && let Some(at) = rest.find(['：', ':'])
            && rest[..at].chars().all(|c| fold(c).is_ascii_digit())
        {
            label.skip(text, "指标".len() + at);
        }
        let kept = label.span.of(text).trim_end_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '。' | '；')).len();
        label.span.end = label.span.start + u32::try_from(kept).unwrap_or(0);
        let n_chars = label.span.of(text).chars().filter(|&c| !is_blank(c)).count();
        let n_name = words::name(&folded(label.span.of(text))).chars().count();
        if n_name < n_chars && n_name > 0 {
            // The unit in brackets at the end.
            let end = label.span.of(text).rfind(['（', '(']).unwrap_or(kept);
            label.span.end = label.span.start + u32::try_from(label.span.of(text)[..end].trim_end().len()).unwrap_or(0);
        }
        label
    }

    /// Goes `len` bytes on, and over what separates.
    fn skip(&mut self, text: &str, len: usize) {
        let start = self.span.start as usize + len;
        let rest = &text[start..self.span.end as usize];
        let left =
            rest.trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '、' | '，' | ',' | '★' | '*' | '#'));
        self.span.start += u32::try_from(len + rest.len() - left.len()).unwrap_or(0);
    }
}

/// The number before a label: depth, ordinal, and its length in bytes.
fn number(text: &str) -> Option<((u8, u32), usize)> {
    let first = text.chars().next()?;
    if let Some(ordinal) = circled(first) {
        return Some(((4, ordinal), first.len_utf8()));
    }
    let bracketed = matches!(first, '（' | '(');
    let from = if bracketed { first.len_utf8() } else { 0 };
    let Reading::Numeral(numeral) = numeral::read(text, from) else {
        return bare_ordinal(text);
    };
    let ordinal = u32::try_from(numeral.value).ok().filter(|&n| numeral.n_decimals == 0 && (1..=60).contains(&n))?;
    let mark = text[numeral.end..].chars().next()?;
    let arabic = fold(text[from..].chars().next()?).is_ascii_digit();
    let fits = if bracketed {
        matches!(mark, '）' | ')')
    } else {
        matches!(mark, '、' | '．' | '.') || arabic && matches!(mark, '，' | ',' | ')' | '）')
    };
    let depth = match (bracketed, arabic) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    fits.then_some(((depth, ordinal), numeral.end + mark.len_utf8()))
}

/// `1.公车购置`: the point belongs to the number, not to a decimal.
fn bare_ordinal(text: &str) -> Option<((u8, u32), usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = text[..digits].parse::<u32>().ok().filter(|n| (1..=60).contains(n))?;
    let mark = text[digits..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    Some(((2, ordinal), digits + mark.len_utf8()))
}

fn circled(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| c as u32 - '①' as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_apart() {
        for (text, name, number, of_which, code) in [
            ("一、一般公共服务支出", "一般公共服务支出", Some((0, 1)), false, None),
            ("　（二）项目支出", "项目支出", Some((1, 2)), false, None),
            ("1、公务用车购置和维护经费", "公务用车购置和维护经费", Some((2, 1)), false, None),
            ("2.出国经费", "出国经费", Some((2, 2)), false, None),
            ("其中：公车购置", "公车购置", None, true, None),
            ("其中：1.车辆（辆）", "车辆", Some((2, 1)), true, None),
            ("20502 普通教育", "普通教育", None, false, Some("20502")),
            ("项目支出：", "项目支出", None, false, None),
            ("指标1：发放人数", "发放人数", None, false, None),
            ("因公出国（境）费", "因公出国（境）费", None, false, None),
            ("产出指标（50分）", "产出指标", None, false, None),
            ("2021年", "2021年", None, false, None),
            ("3.5米以下道路", "3.5米以下道路", None, false, None),
        ] {
            let label = Label::read(text, Span::new(0, text.len()));
            assert_eq!(label.span.of(text), name, "{text}");
            assert_eq!(
                (label.number, label.of_which, label.code.map(|c| c.of(text))),
                (number, of_which, code),
                "{text}"
            );
        }
    }
}
