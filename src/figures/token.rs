use std::ops::Range;

use crate::outline::SectionId;
use crate::text::Span;

use super::FigureId;

/// 句. One sentence of the running text.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// From its first character to its closing mark.
    pub span: Span,
    /// Section it stands in.
    pub section: SectionId,
    /// Number of its paragraph (counted over the report): sentences with the same number stand in one paragraph.
    pub paragraph: u32,
    /// Its tokens, as indices into [`Figures::tokens`](super::Figures::tokens).
    pub tokens: Range<u32>,
}

/// 词元. What a rule reads of a sentence: figures, cue words, punctuation; other words are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Bracket depth it stands at, 0 outside.
    pub depth: u8,
}

/// 词元种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A figure.
    Figure(FigureId),
    /// A word that signals a relation.
    Cue(Cue),
    /// ，
    Comma,
    /// ；
    Semicolon,
    /// 、
    Enumeration,
    /// ：
    Colon,
    /// （
    Open,
    /// ）
    Close,
    /// 。！？ or the end of a paragraph
    Stop,
}

/// 提示词. The families of words that make a claim about figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// 其中、内含
    OfWhich,
    /// 包括、包含、具体为、具体情况如下
    Comprises,
    /// 由…组成、…两部分构成、分为: the list is complete
    Composed,
    /// 分别、分别为、依次为
    Respectively,
    /// 共、合计、总计、共计、总额
    Total,
    /// 小计
    Subtotal,
    /// 完成、完成率、执行率、支出进度、支出率
    Completion,
    /// 占、占比、比重
    Share,
    /// 增加、增长、上升、提高、新增
    Increase,
    /// 减少、下降、降低、压减
    Decrease,
    /// 持平、相同、一致、不变
    Flat,
    /// 比、较、同比、与…相比
    Against,
    /// 由、从 (before the old value)
    From,
    /// 到、至 (before the new value)
    To,
    /// 每、每人、每月
    Each,
    /// 人均、户均、平均
    Average,
    /// 等 (the list is not complete)
    EtCetera,
    /// 主要、较大的、重点 (the list is not complete)
    Mainly,
    /// 不含、扣除、剔除
    Excluding,
    /// 大于、超出、高于
    Above,
    /// 小于、低于
    Below,
    /// 等于
    Equals,
    /// 按…计算、折算
    Computed,
    /// 结余、差额、相差
    Remainder,
}
