//! Where something stands, as a person looks for it.

use crate::document::{BlockKind, Document, Origin};
use crate::outline::{NumberStyle, Outline, SectionId};
use crate::text::Positions;

/// 出处. Where a byte of the text is found in the original file; all numbers from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place<'d> {
    /// Line of a text file.
    pub line: Option<u32>,
    /// Page of a PDF.
    pub page: Option<u32>,
    /// Paragraph of a Word or web document.
    pub paragraph: Option<u32>,
    /// Sheet of a workbook.
    pub sheet: Option<&'d str>,
    /// Table of the document.
    pub table: Option<u32>,
    /// Row of the table.
    pub row: Option<u32>,
    /// Column of the table.
    pub column: Option<u32>,
}

impl<'d> Place<'d> {
    /// The place of `byte`; `cell` where the table and cell are known (a figure of a table recognised in running text).
    #[must_use]
    pub fn new(document: &'d Document, positions: &Positions<'_>, byte: u32, cell: Option<(u32, u32)>) -> Self {
        let mut place = Self::default();
        let block = document.block_at(byte);
        match block.map_or(&Origin::Line, |b| &b.origin) {
            Origin::Line => place.line = Some(positions.line(byte)),
            Origin::Paragraph(n) => place.paragraph = Some(*n),
            Origin::Page(n) => place.page = Some(*n),
            Origin::Sheet(name) => place.sheet = Some(name),
        }
        let cell = cell.or_else(|| match block?.kind {
            BlockKind::Table(table) => {
                let cells = &document.tables.get(table as usize)?.cells;
                let n = cells.partition_point(|c| c.span.start <= byte).checked_sub(1)?;
                Some((table, u32::try_from(n).ok()?))
            }
            _ => None,
        });
        if let Some((table, cell)) = cell {
            place.table = Some(table + 1);
            if let Some(cell) = document.tables.get(table as usize).and_then(|t| t.cells.get(cell as usize)) {
                place.row = Some(cell.row + 1);
                place.column = Some(cell.column + 1);
            }
        }
        place
    }
}

/// `第3行`, `第2页`, `工作表“附表”`, `表1第2行第3列`.
impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self { page: Some(n), .. } => write!(f, "第{n}页")?,
            Self { sheet: Some(name), .. } => write!(f, "工作表“{name}”")?,
            Self { paragraph: Some(n), .. } => write!(f, "第{n}段")?,
            Self { line: Some(n), .. } => write!(f, "第{n}行")?,
            _ => {}
        }
        match *self {
            Self { table: Some(t), row: Some(r), column: Some(c), .. } => write!(f, "表{t}第{r}行第{c}列"),
            _ => Ok(()),
        }
    }
}

/// 章节路径. The numbers from the top as the sequence asks for them: `二（一）3`; empty for the root.
#[must_use]
pub fn section_path(outline: &Outline, id: SectionId) -> String {
    let section = outline.section(id);
    let above = section.parent.map_or_else(String::new, |parent| section_path(outline, parent));
    let Some(number) = &section.number else { return above };
    let n = number.ordinal;
    match number.intended {
        NumberStyle::Part => format!("{above}第{}部分", chinese(n)),
        NumberStyle::Clause => format!("{above}第{}节", chinese(n)),
        NumberStyle::Chinese => above + &chinese(n),
        NumberStyle::ChineseBracketed => format!("{above}（{}）", chinese(n)),
        NumberStyle::ArabicBracketed => format!("{above}（{n}）"),
        NumberStyle::ArabicHalfBracketed => format!("{above}{n})"),
        NumberStyle::Circled => format!("{above}{}", circled(n)),
        NumberStyle::Latin => format!("{above}{}", latin(n)),
        NumberStyle::Dotted => dotted(&section.path),
        // `二3`, but `2.3` below another Arabic number.
        NumberStyle::Arabic | NumberStyle::Roman if above.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{above}.{n}")
        }
        NumberStyle::Arabic | NumberStyle::Roman => format!("{above}{n}"),
    }
}

/// `2.1.3`
fn dotted(path: &[u32]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// 1–99 in Chinese numerals; larger ones, which no outline has, in digits.
fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((n / 10) as usize, (n % 10) as usize);
    match tens {
        0 if ones == 0 => "〇".to_owned(),
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => n.to_string(),
    }
}

/// A–Z.
fn latin(n: u32) -> char {
    char::from_u32('A' as u32 + n.clamp(1, 26) - 1).unwrap_or('A')
}

/// ①–⑳; beyond that the plain circle.
fn circled(n: u32) -> char {
    match n {
        1..=20 => char::from_u32('①' as u32 + n - 1).unwrap_or('○'),
        _ => '○',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;

    #[test]
    fn a_text_file_has_lines() {
        let document = from_text("甲\n乙支出3万元".to_owned(), "a.txt");
        let positions = Positions::new(&document.text);
        let place = Place::new(&document, &positions, 7, None);
        assert_eq!(place, Place { line: Some(2), ..Place::default() });
        assert_eq!(place.to_string(), "第2行");
    }

    #[test]
    fn numbers_in_chinese() {
        let printed: Vec<String> = [1, 10, 12, 20, 21, 99, 100].iter().map(|&n| chinese(n)).collect();
        assert_eq!(printed, ["一", "十", "十二", "二十", "二十一", "九十九", "100"]);
        assert_eq!((circled(1), circled(20), circled(21)), ('①', '⑳', '○'));
    }
}
