//! What is wrong with the numbering of sections and items: facts for a rule to word.

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
        let is_root = parent.parent.is_none();
        for &id in &parent.children {
            let section = self.section(id);
            let Some(number) = &section.number else {
                before = section.path.last().map(|&n| (n, None));
                continue;
            };
            let at = |kind| SequenceDefect { kind, at: number.span, before: before.and_then(|b| b.1), section: id };
            if number.style != number.intended {
                let (expected, printed) = (number.intended, number.style);
                defects.push(at(SequenceDefectKind::Style { expected, printed }));
            }
            // Chapters that begin far from one are an excerpt.
            let excerpt = is_root && before.is_none() && number.printed > 2;
            defects.extend(step(before.map(|b| b.0), number.printed).filter(|_| !excerpt).map(at));
            // Of 3 3 5 only the second 3 is wrong.
            before = Some((number.ordinal, Some(number.span)));
        }
    }
}

/// Breaks in inline lists. 首先…其次…最后 count by words, so only numerals are checked.
fn item_lists(items: &[Item], defects: &mut Vec<SequenceDefect>) {
    let mut open: Vec<&Item> = Vec::new();
    for item in items.iter().filter(|item| item.style != ItemStyle::First) {
        let before = open.iter().position(|o| o.list == item.list);
        let last = before.map(|n| open[n]);
        let kind = step(last.map(|o| o.ordinal), item.ordinal);
        defects.extend(kind.map(|kind| SequenceDefect {
            kind,
            at: item.mark,
            before: last.map(|o| o.mark),
            section: item.section,
        }));
        // Lists of an earlier section are over.
        open.retain(|o| o.section == item.section && o.list != item.list);
        open.push(item);
    }
}

/// What is wrong with `printed` after `before`.
fn step(before: Option<u32>, printed: u32) -> Option<SequenceDefectKind> {
    match before {
        _ if printed == 1 && before != Some(1) => None,
        None => Some(SequenceDefectKind::Start { printed }),
        Some(n) if printed == n + 1 => None,
        Some(n) if printed == n => Some(SequenceDefectKind::Repeat { printed }),
        Some(n) if printed > n => Some(SequenceDefectKind::Gap { expected: n + 1, printed }),
        Some(after) => Some(SequenceDefectKind::Backwards { after, printed }),
    }
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
            [("四、".into(), Gap { expected: 3, printed: 4 }), ("四、".into(), Repeat { printed: 4 })]
        );
        assert_eq!(
            defects("一、甲情况\n二、乙情况\n3、丙情况\n四、丁情况\n"),
            [("3、".into(), Style { expected: NumberStyle::Chinese, printed: NumberStyle::Arabic })]
        );
    }

    #[test]
    fn a_list_that_does_not_begin_at_one() {
        use SequenceDefectKind::{Repeat, Start};
        assert_eq!(defects("三、丙情况\n四、丁情况\n"), []);
        assert_eq!(defects("二、乙情况\n三、丙情况\n"), [("二、".into(), Start { printed: 2 })]);
        assert_eq!(defects("一、甲情况\n（三）丙情况\n"), [("（三）".into(), Start { printed: 3 })]);
        let text = "一、甲情况\n二、乙情况\n三、丙情况\n三、丁情况\n五、戊情况\n";
        assert_eq!(defects(text), [("三、".into(), Repeat { printed: 3 })]);
    }

    #[test]
    fn items_of_a_paragraph() {
        use SequenceDefectKind::Gap;
        assert_eq!(defects("一是抓落实。二是抓督查。三是抓考核。\n一是看。二是查。\n"), []);
        assert_eq!(defects("一是抓落实；三是抓考核。\n"), [("三是".into(), Gap { expected: 2, printed: 3 })]);
        assert_eq!(defects("首先看，其次查，最后改。\n"), []);
    }
}
