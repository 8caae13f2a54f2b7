//! What is wrong with the numbering of sections and items: facts for a rule to word.

use std::collections::BTreeMap;

use crate::text::Span;

use super::{Item, ItemStyle, NumberStyle, Outline, Section, SectionId};

/// 序号问题. One place where a sequence of numbers breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SequenceDefect {
    /// What is wrong.
    pub kind: SequenceDefectKind,
    /// The number that is wrong.
    pub at: Span,
    /// The number before it in the same list; `None` at the beginning of a list.
    pub before: Option<Span>,
    /// Section of the wrong number: the section itself, or the one its item stands in.
    pub section: SectionId,
}

/// 序号问题种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SequenceDefectKind {
    /// 跳号. Numbers are missing before this one: `expected` is the first of them.
    Gap {
        /// The number that should stand here.
        expected: u32,
        /// The number that does.
        printed: u32,
    },
    /// 重号. The number of the one before stands again.
    Repeat {
        /// The number.
        printed: u32,
    },
    /// 倒号. A number below the one before.
    Backwards {
        /// The number of the one before.
        after: u32,
        /// The number.
        printed: u32,
    },
    /// 缺首号. A list that does not begin with one.
    Start {
        /// The number it begins with.
        printed: u32,
    },
    /// 样式不一. Another style than that of its list: `4、` among 三、 and 五、.
    Style {
        /// The style that its place asks for.
        expected: NumberStyle,
        /// The style printed.
        printed: NumberStyle,
    },
}

impl Outline {
    /// All breaks of numbering, in order of the text.
    ///
    /// A list that begins again at one is a new list, not a defect.
    #[must_use]
    pub fn sequence_defects(&self) -> Vec<SequenceDefect> {
        let mut defects = Vec::new();
        for section in &self.sections {
            self.siblings(section, &mut defects);
        }
        item_lists(&self.items, &mut defects);
        defects.sort_by_key(|d| (d.at, d.section));
        defects
    }

    fn siblings(&self, parent: &Section, defects: &mut Vec<SequenceDefect>) {
        // A heading that lost its number counts as the number its place asks for.
        let mut before: Option<(u32, Option<Span>)> = None;
        for (n, &id) in parent.children.iter().enumerate() {
            let section = self.section(id);
            let Some(number) = &section.number else {
                before = section.path.last().map(|&n| (n, None));
                continue;
            };
            let next = parent.children.get(n + 1).and_then(|&id| self.section(id).number.as_ref());
            let at = |kind| SequenceDefect { kind, at: number.span, before: before.and_then(|b| b.1), section: id };
            if number.style != number.intended {
                let (expected, printed) = (number.intended, number.style);
                defects.push(at(SequenceDefectKind::Style { expected, printed }));
            }
            let last = before.map(|b| b.0);
            let (kind, counts_as) = step(last, number.printed, next.map(|next| next.printed));
            defects.extend(kind.map(at));
            before = Some((counts_as, Some(number.span)));
        }
    }
}

/// Breaks in inline lists. 首先…其次…最后 count by words, so only numerals are checked.
fn item_lists(items: &[Item], defects: &mut Vec<SequenceDefect>) {
    let mut lists: BTreeMap<u32, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.style != ItemStyle::First) {
        lists.entry(item.list).or_default().push(item);
    }
    for list in lists.values() {
        let mut before: Option<(u32, Span)> = None;
        for (n, item) in list.iter().enumerate() {
            let next = list.get(n + 1).map(|next| next.ordinal);
            let (kind, counts_as) = step(before.map(|b| b.0), item.ordinal, next);
            defects.extend(kind.map(|kind| SequenceDefect {
                kind,
                at: item.mark,
                before: before.map(|b| b.1),
                section: item.section,
            }));
            before = Some((counts_as, item.mark));
        }
    }
}

/// What is wrong with `printed` between two others, and which number it counts as for the next one.
///
/// A number between two that leave room for exactly one is misprinted whatever it reads: 二、五、四.
fn step(before: Option<u32>, printed: u32, next: Option<u32>) -> (Option<SequenceDefectKind>, u32) {
    let expected = before.map_or(1, |n| n + 1);
    let is_misprint = printed != expected && next == Some(expected + 1);
    let kind = match before {
        _ if printed == expected || printed == 1 && before != Some(1) && !is_misprint => None,
        None => Some(SequenceDefectKind::Start { printed }),
        Some(n) if printed == n => Some(SequenceDefectKind::Repeat { printed }),
        Some(n) if printed > n => Some(SequenceDefectKind::Gap { expected, printed }),
        Some(after) => Some(SequenceDefectKind::Backwards { after, printed }),
    };
    (kind, if is_misprint { expected } else { printed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;
    use crate::outline::parse;

    fn defects(text: &str) -> Vec<(String, SequenceDefectKind)> {
        let outline = parse(&from_text(text.to_owned(), "t"));
        outline.sequence_defects().into_iter().map(|d| (d.at.of(text).to_owned(), d.kind)).collect()
    }

    #[test]
    fn gaps_repeats_and_styles_of_sections() {
        use SequenceDefectKind::{Gap, Repeat, Style};
        assert_eq!(defects("一、甲情况\n二、乙情况\n三、丙情况\n"), []);
        assert_eq!(
            defects("一、甲情况\n二、乙情况\n四、丁情况\n四、戊情况\n"),
            [("四、".into(), Gap { expected: 3, printed: 4 })],
            "one number is wrong, not two"
        );
        assert_eq!(step(Some(2), 5, Some(4)), (Some(Gap { expected: 3, printed: 5 }), 3));
        assert_eq!(defects("一、甲情况\n二、乙情况\n二、丙情况\n"), [("二、".into(), Repeat { printed: 2 })]);
        assert_eq!(
            defects("一、甲情况\n二、乙情况\n3、丙情况\n四、丁情况\n"),
            [("3、".into(), Style { expected: NumberStyle::Chinese, printed: NumberStyle::Arabic })]
        );
    }

    #[test]
    fn items_of_a_paragraph() {
        use SequenceDefectKind::Gap;
        assert_eq!(defects("一是抓落实。二是抓督查。三是抓考核。\n一是看。二是查。\n"), []);
        assert_eq!(defects("一是抓落实；三是抓考核。\n"), [("三是".into(), Gap { expected: 2, printed: 3 })]);
        assert_eq!(defects("首先看，其次查，最后改。\n"), []);
    }
}
