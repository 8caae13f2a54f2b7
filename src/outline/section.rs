use std::fmt;

use crate::document::Note;
use crate::text::Span;

use super::{Metadata, ordinal};

/// 章节编号. Index into [`Outline::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SectionId(pub u32);

/// As in every output: `s4`; the root is `s0`.
impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// 大纲. The section tree of a report.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Pre-order; `sections[0]` is the root, which covers the whole document and has no number.
    pub sections: Vec<Section>,
    /// Inline items 一是…二是…, 首先…其次…, in order of the text.
    pub items: Vec<Item>,
    /// What the report says about itself.
    pub metadata: Metadata,
    /// Pieces of the text that are no part of the report (contents, running heads, boilerplate, residue), sorted.
    pub set_aside: Vec<Span>,
    /// Repairs of numbers, pieces set aside, each with its place.
    pub notes: Vec<Note>,
}

/// 章节.
#[derive(Clone, Debug)]
pub struct Section {
    /// Own id.
    pub id: SectionId,
    /// The section above; `None` for the root.
    pub parent: Option<SectionId>,
    /// Sections directly below, in order.
    pub children: Vec<SectionId>,
    /// Its number; `None` for the root and for headings without number.
    pub number: Option<Number>,
    /// Ordinals from the top, `二（一）3` → `[2, 1, 3]`; empty for the root. Unnumbered headings count as 0.
    pub path: Vec<u32>,
    /// Words of the heading without number and closing mark; empty for the root.
    pub title: String,
    /// Number and title as they stand; empty at 0 for the root.
    pub heading: Span,
    /// From the heading to the last byte of the last descendant.
    pub span: Span,
    /// Own text without heading, children and what is set aside; each span lies within one block.
    pub body: Vec<Span>,
}

/// 序号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, with its marks: `（2）`, `4、`.
    pub span: Span,
    /// How it is printed.
    pub style: NumberStyle,
    /// The value printed.
    pub printed: u32,
    /// The value that the sequence asks for; differs from `printed` only with a repair, which is also a note.
    pub ordinal: u32,
    /// The style that the sequence asks for; differs from `style` only with a repair.
    pub intended: NumberStyle,
}

/// 序号样式, from the outermost to the innermost usual place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberStyle {
    /// 第一部分、第一章
    Part,
    /// 第一节、第一条
    Clause,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracketed,
    /// 1. 1、 1．
    Arabic,
    /// 1.1、1.2.3
    Dotted,
    /// （1）
    ArabicBracketed,
    /// 1)
    ArabicHalfBracketed,
    /// ①
    Circled,
    /// A. a)
    Latin,
    /// I. Ⅰ、
    Roman,
}

/// 一是、二是. One inline item of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where its number word stands: `一是`.
    pub mark: Span,
    /// From the mark to the next item or the end of the paragraph.
    pub span: Span,
    /// Which words or numbers count the list.
    pub style: ItemStyle,
    /// Its value.
    pub ordinal: u32,
    /// The list it belongs to: items with the same number follow each other in one list.
    pub list: u32,
    /// Section it stands in.
    pub section: SectionId,
}

impl NumberStyle {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Clause => "clause",
            Self::Chinese => "chinese",
            Self::ChineseBracketed => "chinese_bracketed",
            Self::Arabic => "arabic",
            Self::Dotted => "dotted",
            Self::ArabicBracketed => "arabic_bracketed",
            Self::ArabicHalfBracketed => "arabic_half_bracketed",
            Self::Circled => "circled",
            Self::Latin => "latin",
            Self::Roman => "roman",
        }
    }

    /// A number as this style prints it: `三、`, `（2）`.
    #[must_use]
    pub fn print(self, ordinal: u32) -> String {
        let chinese = ordinal::in_chinese(ordinal as usize);
        match self {
            Self::Part => format!("第{chinese}部分"),
            Self::Clause => format!("第{chinese}条"),
            Self::Chinese => format!("{chinese}、"),
            Self::ChineseBracketed => format!("（{chinese}）"),
            Self::Arabic | Self::Dotted => format!("{ordinal}."),
            Self::ArabicBracketed => format!("（{ordinal}）"),
            Self::ArabicHalfBracketed | Self::Circled | Self::Latin | Self::Roman => format!("{ordinal})"),
        }
    }
}

/// 条目样式. What counts an inline list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemStyle {
    /// 一是 二是
    Is,
    /// 第一， 第二，
    Nth,
    /// 其一， 其二，
    OfThem,
    /// 首先 其次 再次 最后
    First,
    /// `1.…；2.…；` inside a sentence
    Number(NumberStyle),
}

impl Outline {
    /// A section by id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// The innermost section that holds a byte.
    #[must_use]
    pub fn section_at(&self, byte: u32) -> SectionId {
        let mut id = SectionId(0);
        loop {
            let children = &self.section(id).children;
            let n = children.partition_point(|&c| self.section(c).span.start <= byte);
            match n.checked_sub(1).map(|n| children[n]).filter(|&c| byte < self.section(c).span.end) {
                Some(child) => id = child,
                None => return id,
            }
        }
    }
}
