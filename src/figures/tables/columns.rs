//! 栏. What each column of a band holds: names, codes, units, numbers, remarks.

use crate::text::Span;
use crate::text::script::folded;

use super::bands::Band;
use super::content::Content;
use super::layout::Layout;
use super::measure::{self, Measure};
use super::words;
use crate::figures::{Heading, Purpose, Stage, setting};

/// 栏的用途.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Names the rows.
    Names,
    /// Budget codes.
    Codes,
    /// Units of the rows.
    Units,
    /// Numbers.
    Values(Box<Head>),
    /// Words about the rows.
    Remarks,
    /// Ordinals, telephone numbers: nothing to read.
    Nothing,
}

/// 数值栏的栏目.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) path: Vec<Heading>,
    pub(super) purpose: Purpose,
    pub(super) stage: Option<Stage>,
    /// Explicit, or promised by its words.
    pub(super) measure: Option<Measure>,
    pub(super) implied: Option<Measure>,
    /// What the column names beside the row.
    pub(super) item: Option<String>,
    /// What all columns of the segment name together: 本年支出 over 合计, 基本支出, 项目支出.
    pub(super) whole: Option<String>,
}

impl Head {
    fn of(path: Vec<Heading>) -> Self {
        let inner = path.last().map_or("", |h| h.words.as_str());
        // 比上年增减 over 金额 and %: the outer words decide what the inner ones leave open.
        let mut purpose = words::purpose(inner);
        if purpose == Purpose::Value && (words::is_generic(inner) || inner.is_empty()) {
            let outer = path.iter().rev().skip(1).map(|h| words::purpose(&h.words)).find(|&p| p != Purpose::Value);
            purpose = outer.filter(|&p| p != Purpose::NoFigure).unwrap_or(purpose);
        }
        let joined: String = path.iter().map(|h| h.words.as_str()).collect();
        if matches!(purpose, Purpose::Change | Purpose::Growth) && path.len() > 1 {
            let percent = measure::in_words(inner).is_some_and(|m| m.unit == "%") || inner.ends_with('率');
            purpose = if percent { Purpose::Growth } else { Purpose::Change };
        }
        let is_step = matches!(purpose, Purpose::Value | Purpose::NoFigure);
        let item = path.iter().rev().find_map(|h| words::item(&h.words)).filter(|_| is_step);
        Self {
            stage: setting::stage(&joined, None).filter(|_| is_step),
            measure: path.iter().rev().find_map(|h| measure::in_words(&h.words)),
            implied: words::implied(inner).or_else(|| words::implied_people(inner)),
            purpose,
            item,
            whole: None,
            path,
        }
    }

    /// Takes the first `n` headings, which all columns of the segment share, for the name of the whole.
    pub(super) fn share(&mut self, n: usize) {
        let (common, own) = self.path.split_at(n.min(self.path.len()));
        self.whole = common.iter().rev().find_map(|h| words::item(&h.words));
        if self.item.is_some() {
            self.item = own.iter().rev().find_map(|h| words::item(&h.words));
        }
    }

    /// All words over the column.
    pub(super) fn words(&self) -> String {
        self.path.iter().map(|h| h.words.as_str()).collect()
    }
}

/// Header told in words before a table that has none: its last columns from the right.
pub(super) type Told = Vec<Heading>;

/// The columns of a band, from the left.
pub(super) fn find(layout: &Layout<'_>, band: &Band, told: &Told) -> Vec<Use> {
    let n_columns = layout.n_columns() as usize;
    let mut uses: Vec<Use> = (0..layout.n_columns())
        .map(|column| {
            let mut path = path(layout, band, column);
            let from_right = n_columns - 1 - column as usize;
            if band.header.is_empty() && from_right < told.len() {
                path.push(told[told.len() - 1 - from_right].clone());
            }
            use_of(layout, band, column, path)
        })
        .collect();
    drop_spanned(layout, band, &mut uses);
    settle_names(&mut uses);
    spend_what_was_budgeted(&mut uses);
    uses
}

/// A heading over two columns whose cells span both as well is one column.
fn drop_spanned(layout: &Layout<'_>, band: &Band, uses: &mut [Use]) {
    let begins = |column: usize| {
        let narrow = u32::try_from(column).unwrap_or(u32::MAX);
        band.body.clone().any(|row| layout.at(row, narrow).is_some_and(|n| layout.cell(n).column == narrow))
    };
    for column in (1..uses.len()).rev() {
        let (left, right) = uses.split_at_mut(column);
        if let (Some(Use::Values(before)), Use::Values(here)) = (left.last(), &right[0])
            && before.path == here.path
            && !begins(column)
        {
            right[0] = Use::Nothing;
        }
    }
}

/// The header cells over a column, each once.
fn path(layout: &Layout<'_>, band: &Band, column: u32) -> Vec<Heading> {
    let mut cells: Vec<usize> = Vec::new();
    for (n, &row) in band.header.iter().enumerate() {
        let here = layout.at(row, column).filter(|&c| !matches!(layout.content(c), Content::Empty));
        let here = here.or_else(|| spread(layout, band, n, column));
        if let Some(cell) = here
            && cells.last() != Some(&cell)
        {
            cells.push(cell);
        }
    }
    cells.into_iter().map(|n| Heading { span: layout.trimmed(n), words: layout.words(n) }).collect()
}

/// In a text the places that a header cell spans are empty: the cell to the left, when both have words below.
fn spread(layout: &Layout<'_>, band: &Band, n: usize, column: u32) -> Option<usize> {
    let (&row, &below) = (band.header.get(n)?, band.header.get(n + 1)?);
    let filled = |row, column| layout.at(row, column).filter(|&c| !matches!(layout.content(c), Content::Empty));
    filled(below, column)?;
    (0..column)
        .rev()
        .find_map(|c| filled(row, c).map(|cell| (cell, c)))
        .filter(|&(_, c)| filled(below, c).is_some())
        .map(|(cell, _)| cell)
}

fn use_of(layout: &Layout<'_>, band: &Band, column: u32, path: Vec<Heading>) -> Use {
    let inner = path.last().map_or(String::new(), |h| h.words.clone());
    let (mut numbers, mut texts, mut years) = (0_u32, 0_u32, 0_u32);
    let mut units = 0_u32;
    for row in band.body.clone() {
        let Some(cell) =
            layout.at(row, column).filter(|&c| layout.cell(c).row == row && layout.cell(c).column == column)
        else {
            continue;
        };
        match layout.content(cell) {
            Content::Bare(_) | Content::Figure(_) => {
                numbers += 1;
                years += u32::from(words::is_year(&layout.words(cell)));
            }
            Content::Words => {
                texts += 1;
                units += u32::from(Measure::parse(&layout.words(cell)).is_some());
            }
            Content::Empty | Content::Dash => {}
        }
    }
    let hangs = layout.at(band.body.start, column).is_some_and(|n| band.header.contains(&layout.cell(n).row));
    if hangs && numbers == 0 {
        return Use::Names;
    }
    let head = Head::of(path);
    let known = words::heads_values(&inner);
    if words::no_figures(&inner) {
        return if inner.contains("编码") || inner.ends_with("代码") { Use::Codes } else { Use::Nothing };
    }
    if is_level_of_codes(&head.path) {
        return Use::Codes;
    }
    if texts > 0 && units == texts && numbers == 0 && matches!(words::name(&inner).as_str(), "单位" | "计量单位")
    {
        return Use::Units;
    }
    if words::remarks(&inner) {
        return Use::Remarks;
    }
    if !matches!(head.purpose, Purpose::Value) {
        return Use::Values(Box::new(head));
    }
    if numbers > 0 && years == numbers && column == 0 {
        return Use::Names;
    }
    if words::names_rows(&inner) && texts >= numbers {
        return Use::Names;
    }
    match (numbers, texts) {
        (0, 0) if known => Use::Values(Box::new(head)),
        (0, 0) => Use::Nothing,
        (0, _) => Use::Names,
        _ if column == 0 && texts >= numbers => Use::Names,
        _ if column == 0 && !known && counts_rows(layout, band) => Use::Nothing,
        _ if known || numbers >= texts || !band.header.is_empty() => Use::Values(Box::new(head)),
        _ => Use::Names,
    }
}

/// 科目编码 over 类, 款, 项: one level of the codes.
fn is_level_of_codes(path: &[Heading]) -> bool {
    path.last().is_some_and(|inner| words::levels_of_code(&inner.words))
}

/// Whether the first column only numbers the rows: 1, 2, 3.
fn counts_rows(layout: &Layout<'_>, band: &Band) -> bool {
    let numbers: Vec<u32> = band.body.clone().filter_map(|row| layout.words_at(row, 0).parse::<u32>().ok()).collect();
    numbers.len() >= 2 && numbers.windows(2).all(|w| w[1] == w[0] + 1)
}

/// Words behind the last column of numbers are remarks; without numbers before them they name the rows.
fn settle_names(uses: &mut [Use]) {
    let last = uses.iter().rposition(|u| matches!(u, Use::Values(_)));
    for (n, column) in uses.iter_mut().enumerate() {
        if *column == Use::Names && last.is_some_and(|last| n > last) {
            *column = Use::Remarks;
        }
    }
}

/// 支出 beside 预算 is what was spent of it.
fn spend_what_was_budgeted(uses: &mut [Use]) {
    let budgeted = uses.iter().any(|u| {
        matches!(u, Use::Values(h)
            if matches!(h.stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget)))
    });
    if !budgeted {
        return;
    }
    for column in uses {
        if let Use::Values(head) = column
            && head.stage.is_none()
            && head.path.last().is_some_and(|h| {
                matches!(
                    words::name(&h.words).as_str(),
                    "支出" | "支出数" | "实际支出" | "实际" | "实际数" | "支付数" | "实际支出数"
                )
            })
        {
            head.stage = Some(Stage::FinalAccount);
            head.item = None;
        }
    }
}

/// The headings that a sentence before a table lists: 指标名称之后依次为指标值、完成值、分值、得分。
pub(super) fn told(text: &str, paragraph: Span) -> Told {
    let body = paragraph.of(text);
    let start = body.rfind(['。', '；', '\n']).filter(|&i| i + '。'.len_utf8() < body.trim_end().len());
    let from = start.map_or(0, |i| i + body[i..].chars().next().map_or(1, char::len_utf8));
    let mut told = Told::new();
    let mut at = from;
    for piece in body[from..].split_inclusive(['、', '和', '与', '及', '，', '：', '。', ':']) {
        let words = piece.trim_end_matches(['、', '和', '与', '及', '，', '：', '。', ':']);
        // 依次为指标值: the name is the end of the piece.
        let name_at = ["依次为", "依次是", "分别为", "分别是", "为"]
            .iter()
            .find_map(|w| words.find(w).map(|i| i + w.len()))
            .unwrap_or(0);
        let name = &words[name_at..];
        let heads = words::heads_values(&folded(name)) && name.chars().count() <= 8;
        if heads {
            let begin = paragraph.start as usize + at + name_at;
            told.push(Heading { span: Span::new(begin, begin + name.len()), words: folded(name).into_owned() });
        } else {
            told.clear();
        }
        at += piece.len();
    }
    if told.len() < 2 { Told::new() } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_told_in_words() {
        let names = |text: &str| told(text, Span::new(0, text.len())).into_iter().map(|h| h.words).collect::<Vec<_>>();
        assert_eq!(names("指标名称之后依次为指标值、完成值、分值、得分。"), ["指标值", "完成值", "分值", "得分"]);
        assert_eq!(names("如下。目标值与完成值、分值、得分："), ["目标值", "完成值", "分值", "得分"]);
        assert!(names("全年预算与决算相差12万元，原因是人员增加。").is_empty());
    }
}
