//! 自动编号. Word's automatic numbers, which stand in no text: `一、` `（二）` are computed from list definitions.
//!
//! The same model serves .docx (`numbering.xml`), .doc (`PlcfLst`) and .rtf (`\listtable`).

mod format;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::document) use format::NumberFormat;

/// Levels that one list has.
pub(in crate::document) const N_LEVELS: usize = 9;

/// 编号级别. How one level of a list counts and prints.
#[derive(Clone, Debug)]
pub(in crate::document) struct Level {
    /// The first value.
    pub start: u32,
    /// How the value is printed.
    pub format: NumberFormat,
    /// What is printed: literal text and values of this and upper levels.
    pub text: Vec<Piece>,
    /// What stands between the number and the paragraph's own text.
    pub suffix: &'static str,
    /// Upper levels are printed in Arabic digits.
    pub legal: bool,
    /// The level counts on after a paragraph of an upper level, unless that level is below this bound.
    pub restart_below: Option<u8>,
}

/// 编号文字的一段.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) enum Piece {
    /// Printed as it is.
    Text(String),
    /// The value of a level, from 0.
    Value(u8),
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: NumberFormat::Decimal,
            text: Vec::new(),
            suffix: " ",
            legal: false,
            restart_below: None,
        }
    }
}

/// 列表. The levels that lists share when they count together.
pub(in crate::document) type Levels = [Level; N_LEVELS];

/// 列表实例. What a paragraph refers to: shared levels, some of them overridden.
#[derive(Clone, Debug, Default)]
pub(in crate::document) struct Instance {
    /// Key of the shared levels.
    pub shared: u32,
    /// Values at which levels start again when this instance is used for the first time.
    pub starts: [Option<u32>; N_LEVELS],
    /// Levels that this instance prints its own way.
    pub levels: BTreeMap<u8, Level>,
}

/// 编号定义. All lists of a document.
#[derive(Clone, Debug, Default)]
pub(in crate::document) struct Numbering {
    /// Shared levels by key.
    pub shared: BTreeMap<u32, Levels>,
    /// Instances by the number that paragraphs give.
    pub instances: BTreeMap<u32, Instance>,
}

/// 计数器. Where every list has got to, paragraph by paragraph.
#[derive(Clone, Debug, Default)]
pub(in crate::document) struct Counters {
    values: BTreeMap<u32, [Option<u32>; N_LEVELS]>,
    restarted: BTreeSet<(u32, u8)>,
}

impl Numbering {
    fn level(&self, instance: &Instance, level: u8) -> Option<Level> {
        let own = instance.levels.get(&level).cloned();
        own.or_else(|| self.shared.get(&instance.shared).map(|levels| levels[usize::from(level)].clone()))
    }
}

impl Counters {
    /// The number of the next paragraph at a level of a list, with its suffix; `None` if it prints none.
    pub(in crate::document) fn next(&mut self, numbering: &Numbering, list: u32, level: u8) -> Option<String> {
        let instance = numbering.instances.get(&list)?;
        let at = usize::from(level).min(N_LEVELS - 1);
        let level = u8::try_from(at).unwrap_or(0);
        let own = numbering.level(instance, level)?;
        let values = self.values.entry(instance.shared).or_default();
        if instance.starts[at].is_some() && self.restarted.insert((list, level)) {
            values[at] = None;
        }
        let restart = instance.starts[at].unwrap_or(own.start);
        values[at] = Some(values[at].map_or(restart, |n| n.saturating_add(1)));
        for (deeper, value) in values.iter_mut().enumerate().skip(at + 1) {
            let below = numbering.level(instance, u8::try_from(deeper).unwrap_or(0)).and_then(|l| l.restart_below);
            if below.is_none_or(|below| at < usize::from(below)) {
                *value = None;
            }
        }
        let values = *values;
        let mut printed = String::new();
        for piece in &own.text {
            match piece {
                Piece::Text(text) => printed.push_str(text),
                Piece::Value(n) if *n <= level => {
                    let of = numbering.level(instance, *n)?;
                    let value = values[usize::from(*n)].unwrap_or(instance.starts[usize::from(*n)].unwrap_or(of.start));
                    let as_digits = own.legal && *n < level && of.format != NumberFormat::None;
                    let format = if as_digits { NumberFormat::Decimal } else { of.format };
                    printed.push_str(&format.print(value));
                }
                Piece::Value(_) => {}
            }
        }
        let is_number = own.format != NumberFormat::None || own.text.iter().any(|p| matches!(p, Piece::Value(_)));
        (is_number && !printed.is_empty()).then(|| printed + own.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: NumberFormat, text: &[Piece]) -> Level {
        Level { format, text: text.to_vec(), suffix: "", ..Level::default() }
    }

    fn piece(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn outline() -> Numbering {
        let mut levels = Levels::default();
        levels[0] = level(NumberFormat::Chinese, &[Piece::Value(0), piece("、")]);
        levels[1] = level(NumberFormat::Chinese, &[piece("（"), Piece::Value(1), piece("）")]);
        levels[2] = level(NumberFormat::Decimal, &[Piece::Value(0), piece("."), Piece::Value(2)]);
        levels[2].legal = true;
        let mut numbering = Numbering::default();
        numbering.shared.insert(7, levels);
        numbering.instances.insert(1, Instance { shared: 7, ..Instance::default() });
        numbering.instances.insert(2, Instance { shared: 7, ..Instance::default() });
        let starts = [Some(5), None, None, None, None, None, None, None, None];
        numbering.instances.insert(3, Instance { shared: 7, starts, ..Instance::default() });
        numbering
    }

    fn numbers(paragraphs: &[(u32, u8)]) -> Vec<String> {
        let (numbering, mut counters) = (outline(), Counters::default());
        paragraphs.iter().map(|&(list, level)| counters.next(&numbering, list, level).unwrap_or_default()).collect()
    }

    #[test]
    fn levels_restart_below_upper_ones() {
        let paragraphs = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2), (1, 2)];
        assert_eq!(numbers(&paragraphs), ["一、", "（一）", "（二）", "二、", "（一）", "2.1", "2.2"]);
    }

    #[test]
    fn instances_count_together_unless_they_start_again() {
        assert_eq!(numbers(&[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]), ["一、", "二、", "五、", "六、", "七、"]);
        assert_eq!(numbers(&[(9, 0), (1, 1)]), ["", "（一）"]);
    }
}
