//! Which marks are headings, and at which depth: the cheapest reading of the whole sequence.
//!
//! Every mark is either passed over or placed in the stack of open lists. Each choice has a cost; a beam of the
//! cheapest readings is carried along, so that an early choice (is this 四、 inside the inner list or the next
//! chapter?) is settled by what comes later. Undamaged text leaves one reading, at one comparison per mark.

use smallvec::SmallVec;

use super::NumberStyle;
use super::mark::{Mark, Place, Separator, Style};

/// A mark that heads a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Index of the mark.
    pub(super) mark: u32,
    /// 0 = outermost.
    pub(super) depth: u8,
    /// Place in its list: the printed value, moved on where a number is printed twice.
    pub(super) ordinal: u16,
    /// Style of its list.
    pub(super) intended: NumberStyle,
}

/// What the reading needs to know about the words after a mark.
pub(super) trait Titles {
    /// Whether the line reads as a row of a table.
    fn is_row(&self, mark: &Mark) -> bool;
    /// What the words up to the first stop tell.
    fn words(&self, mark: &Mark) -> TitleWords;
}

/// What the words after a mark tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TitleWords {
    /// They hold a noun that titles end in (情况, 职责).
    pub(super) head: bool,
    /// They are a title that stands at chapter level in this kind of report.
    pub(super) chapter: bool,
}

/// Deepest nesting kept.
const DEPTH: usize = 8;
/// Readings carried along.
const WIDTH: usize = 24;
/// A reading this much dearer than the cheapest is dropped.
const MARGIN: u32 = 16;

/// Marks after which the cheapest reading is kept although others are near: what so much text leaves open stays open.
const PATIENCE: u32 = 300;

/// What a mark costs in every reading.
struct Weighed {
    /// To pass it over.
    pass: u32,
    /// To take it for a heading.
    take: u32,
    /// Whether its title is one of a chapter.
    chapter: bool,
}

impl Weighed {
    fn of(mark: &Mark, titles: &impl Titles) -> Self {
        let (mut pass, mut take) = place_costs(mark);
        if matches!(mark.style.kind, NumberStyle::Latin | NumberStyle::Roman | NumberStyle::ArabicHalfBracketed) {
            pass = pass.saturating_sub(4);
        }
        let words = titles.words(mark);
        if mark.place == Place::Line && titles.is_row(mark) {
            (pass, take) = (1, 8);
        } else if mark.place != Place::Line && words.head {
            pass += 2;
        }
        // A part that explains names is above the chapters, whatever they are called.
        Self { pass, take, chapter: words.chapter && mark.style.kind > NumberStyle::Clause }
    }
}

/// Costs of passing over or taking a mark, by where it stands: `(pass, take)`.
fn place_costs(mark: &Mark) -> (u32, u32) {
    let glued = if mark.style.kind == NumberStyle::Chinese { (4, 3) } else { (5, 2) };
    match mark.place {
        Place::Line => (14, 0),
        Place::Sentence => (9, 0),
        Place::Semicolon => (6, 1),
        Place::Colon | Place::Blank => (7, 1),
        Place::Comma => (2, 4),
        Place::Glued => glued,
    }
}

/// The same list under a damaged style: 4、 for 四、.
const RESTYLED: u32 = 6;
/// Brackets lost or gained: （四） for 四、.
const REBRACKETED: u32 = 9;
/// Another separator in the same list: 1. then 2、.
const SEPARATOR: u32 = 1;
/// A list that begins.
const OPEN: u32 = 1;
/// A list that begins beside one of an inner style, where the text so far had none of its style.
const OPEN_BESIDE: u32 = 4;
/// A list that begins within one of an inner style, or of its own style.
const OPEN_AGAINST_ORDER: u32 = 5;
const OPEN_WITHIN_ITSELF: u32 = 8;
/// A number printed again.
const REPEAT: u32 = 8;
/// A list that begins again at one; of chapters another list inside the last is more likely.
const RESTART: u32 = 6;
const RESTART_CHAPTERS: u32 = 10;
/// A number below the last.
const BACKWARDS: u32 = 16;
/// A line numbered one amid a list, which the file puts on the level of that list.
const LOST_COUNT: u32 = 10;
/// A chapter title away from the depth of the others.
const CHAPTER_ELSEWHERE: u32 = 5;
/// A list whose lines the file puts on other levels.
const OTHER_LEVEL: u32 = 9;

fn gap(missing: u16) -> u32 {
    (6 + 2 * u32::from(missing)).min(16)
}

/// One open list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Level {
    style: Style,
    separator: Separator,
    /// A damaged style already seen in this list.
    alias: Option<(Style, Separator)>,
    printed: u16,
    ordinal: u16,
    /// Level that the file gives its first line.
    given: Option<u8>,
}

impl Level {
    /// Whether the file puts the mark on another level.
    fn is_elsewhere(&self, mark: &Mark) -> bool {
        self.given.zip(mark.level).is_some_and(|(own, other)| own != other)
    }

    /// Whether the file puts the mark on a level within this one.
    fn holds(&self, mark: &Mark) -> bool {
        self.given.zip(mark.level).is_some_and(|(own, other)| own < other)
    }
}

#[derive(Clone, Copy)]
struct Reading {
    cost: u32,
    depth: usize,
    levels: [Level; DEPTH],
    /// Depth of the first chapter title.
    chapters: Option<u8>,
    /// Last mark placed for good, index into the history.
    last: u32,
    /// Placed since; goes into the history if the reading is kept.
    placed: Option<Placed>,
}

impl Reading {
    fn open(&self) -> &[Level] {
        &self.levels[..self.depth]
    }

    fn same_state(&self, other: &Self) -> bool {
        self.chapters == other.chapters && self.open() == other.open()
    }
}

/// History node: a placed mark and the one before it.
struct Node {
    before: u32,
    placed: Placed,
}

const NONE: u32 = u32::MAX;

/// Reads the marks; the result is in order.
pub(super) fn nest(marks: &[Mark], titles: &impl Titles) -> Vec<Placed> {
    let blank = Level {
        style: Style::of(NumberStyle::Part),
        separator: Separator::None,
        alias: None,
        printed: 0,
        ordinal: 0,
        given: None,
    };
    let mut beam =
        vec![Reading { cost: 0, depth: 0, levels: [blank; DEPTH], chapters: None, last: NONE, placed: None }];
    let mut next = Vec::new();
    let mut history = Vec::new();
    let mut undecided = 0;
    for (index, mark) in (0..).zip(marks) {
        if beam.len() == 1 && follow(&mut beam[0], index, mark, titles) {
            remember(&mut beam[0], &mut history);
            undecided = 0;
            continue;
        }
        let weighed = Weighed::of(mark, titles);
        for reading in &beam {
            choices(reading, index, mark, &weighed, &mut next);
        }
        keep_cheapest(&mut next, &mut beam, &mut history);
        undecided += 1;
        if undecided >= PATIENCE {
            beam.truncate(1);
        }
    }
    let mut placed = Vec::new();
    let mut at = beam.first().map_or(NONE, |r| r.last);
    while let Some(node) = history.get(at as usize) {
        let node: &Node = node;
        placed.push(node.placed);
        at = node.before;
    }
    placed.reverse();
    placed
}

/// Writes what a reading has placed into the history.
fn remember(reading: &mut Reading, history: &mut Vec<Node>) {
    if let Some(placed) = reading.placed.take() {
        history.push(Node { before: reading.last, placed });
        reading.last = u32::try_from(history.len() - 1).unwrap_or(NONE);
    }
}

/// Sorts the new readings into the beam: cheapest first, one per state.
fn keep_cheapest(next: &mut Vec<Reading>, beam: &mut Vec<Reading>, history: &mut Vec<Node>) {
    let mut order: SmallVec<[(u32, u32); 64]> = (0..).zip(&*next).map(|(n, reading)| (reading.cost, n)).collect();
    order.sort_unstable();
    beam.clear();
    let best = order.first().map_or(0, |&(cost, _)| cost);
    for &(cost, n) in &order {
        if beam.len() == WIDTH || cost > best + MARGIN {
            break;
        }
        let reading = &next[n as usize];
        if !beam.iter().any(|kept| kept.same_state(reading)) {
            // Costs stay small however long the text is.
            beam.push(Reading { cost: cost - best, ..*reading });
        }
    }
    next.clear();
    for reading in beam {
        remember(reading, history);
    }
}

/// The plain case: one reading, and the mark at a beginning is simply the next of an open list or opens the next
/// inner one. Returns whether it was that.
fn follow(reading: &mut Reading, index: u32, mark: &Mark, titles: &impl Titles) -> bool {
    let sure = match mark.place {
        Place::Line => !titles.is_row(mark),
        Place::Sentence => true,
        Place::Colon | Place::Blank | Place::Glued => titles.words(mark).head,
        Place::Semicolon | Place::Comma => false,
    };
    if !sure {
        return false;
    }
    let mut continued = None;
    for (depth, level) in reading.open().iter().enumerate() {
        let next = mark.value == level.printed + 1 && level.printed == level.ordinal;
        if next || level.style == mark.style || level.alias.is_some_and(|(style, _)| style == mark.style) {
            if continued.is_some() || level.is_elsewhere(mark) {
                return false;
            }
            continued = Some((depth, next && level.style == mark.style && level.separator == mark.separator));
        }
    }
    match continued {
        Some((depth, true)) => {
            place(reading, depth, index, mark, mark.value);
            mark_chapters(reading, depth, mark, || titles.words(mark).chapter);
            true
        }
        None if mark.value == 1
            && reading.depth < DEPTH
            && reading.open().last().is_none_or(|top| top.style < mark.style) =>
        {
            open(reading, reading.depth, mark);
            let depth = reading.depth - 1;
            place(reading, depth, index, mark, 1);
            mark_chapters(reading, depth, mark, || titles.words(mark).chapter);
            true
        }
        _ => false,
    }
}

/// Makes room for a list at `depth`.
fn open(reading: &mut Reading, depth: usize, mark: &Mark) {
    let (style, separator) = (mark.style, mark.separator);
    reading.levels[depth] = Level { style, separator, alias: None, printed: 0, ordinal: 0, given: mark.level };
    reading.depth = depth + 1;
}

/// Puts the mark into the list at `depth`, closing the lists within.
fn place(reading: &mut Reading, depth: usize, index: u32, mark: &Mark, ordinal: u16) {
    reading.depth = depth + 1;
    let level = &mut reading.levels[depth];
    (level.printed, level.ordinal) = (mark.value, ordinal);
    let intended = level.style.kind;
    let depth = u8::try_from(depth).unwrap_or(u8::MAX);
    reading.placed = Some(Placed { mark: index, depth, ordinal, intended });
}

/// Remembers at which depth the first chapter title stands.
fn mark_chapters(reading: &mut Reading, depth: usize, mark: &Mark, is_chapter: impl FnOnce() -> bool) {
    if reading.chapters.is_none() && mark.style.kind == NumberStyle::Chinese && is_chapter() {
        reading.chapters = u8::try_from(depth).ok();
    }
}

/// All readings that follow from one.
fn choices(reading: &Reading, index: u32, mark: &Mark, weighed: &Weighed, out: &mut Vec<Reading>) {
    out.push(Reading { cost: reading.cost + weighed.pass, ..*reading });
    let chapter = reading.chapters.filter(|_| weighed.chapter);
    // The cheapest reading so far can at worst pass the mark over.
    let bound = weighed.pass + MARGIN;
    let mut add = |depth: usize, opens: bool, cost: u32, ordinal: u16, restyled: bool| {
        let elsewhere = chapter.is_some_and(|c| usize::from(c) != depth);
        let cost = reading.cost + weighed.take + cost + if elsewhere { CHAPTER_ELSEWHERE } else { 0 };
        if cost > bound {
            return;
        }
        let mut new = Reading { cost, ..*reading };
        if opens {
            open(&mut new, depth, mark);
        }
        let level = &mut new.levels[depth];
        if restyled {
            let (outer, damaged) = if mark.style < level.style {
                ((mark.style, mark.separator), (level.style, level.separator))
            } else {
                ((level.style, level.separator), (mark.style, mark.separator))
            };
            (level.style, level.separator) = outer;
            level.alias = Some(damaged);
        }
        place(&mut new, depth, index, mark, ordinal);
        mark_chapters(&mut new, depth, mark, || weighed.chapter);
        out.push(new);
    };
    for (depth, level) in reading.open().iter().enumerate() {
        if let Some((cost, ordinal)) = continue_cost(level, mark) {
            let restyled = level.style != mark.style && level.alias.is_none_or(|(style, _)| style != mark.style);
            let moved = if level.is_elsewhere(mark) { OTHER_LEVEL } else { 0 };
            add(depth, false, cost + moved, ordinal, restyled);
            if mark.value == 1 && level.style == mark.style && level.given.is_some() && level.given == mark.level {
                add(depth, false, LOST_COUNT, level.ordinal + 1, false);
            }
        }
    }
    // A new list stands below the innermost list of an outer style.
    let start = match (reading.depth, mark.value) {
        (0, 1) => 0,
        (0, value) => 4 + u32::from(value - 1).min(5),
        (_, 1) => OPEN,
        (_, value) => 6 + 2 * u32::from(value - 1).min(4),
    };
    let parent = reading.open().iter().rposition(|level| level.style < mark.style).map_or(0, |p| p + 1);
    if parent < DEPTH {
        let within_itself = reading.open()[..parent].iter().any(|l| l.style == mark.style);
        // Opening beside a list of the same style would only be that list again.
        if !reading.open()[parent..].iter().any(|l| l.style == mark.style && l.separator == mark.separator) {
            let order = match (within_itself, parent < reading.depth) {
                (true, _) => OPEN_WITHIN_ITSELF,
                (false, true) => OPEN_BESIDE,
                (false, false) => 0,
            };
            add(parent, true, start + order, mark.value, false);
        }
    }
    // Where the file says that it stands within the last list, whatever its style.
    if reading.depth < DEPTH && mark.value == 1 && reading.open().last().is_some_and(|last| last.holds(mark)) {
        add(reading.depth, true, start, mark.value, false);
    }
    // Within an inner style, or once within its own.
    let same = reading.open().iter().filter(|l| l.style == mark.style && l.separator == mark.separator).count();
    if reading.depth > parent && reading.depth < DEPTH && mark.value == 1 && same < 2 {
        let itself = same == 1;
        add(
            reading.depth,
            true,
            start + if itself { OPEN_WITHIN_ITSELF } else { OPEN_AGAINST_ORDER },
            mark.value,
            false,
        );
    }
}

/// Cost and ordinal of a mark as the next of an open list; `None` if it cannot belong there.
fn continue_cost(level: &Level, mark: &Mark) -> Option<(u32, u16)> {
    let follows = mark.value == level.printed + 1 || mark.value == level.ordinal + 1;
    let bumped = mark.value.max(level.ordinal + 1);
    let style = if level.style == mark.style {
        if level.separator == mark.separator { 0 } else { SEPARATOR }
    } else if level.alias.is_some_and(|(style, sep)| style == mark.style && sep == mark.separator) {
        0
    } else if follows {
        substitution(level.style.kind, mark.style.kind)?
    } else {
        return None;
    };
    Some(match mark.value {
        _ if follows => (style, bumped),
        1 if level.style != mark.style => return None,
        1 if level.style.kind <= NumberStyle::Chinese => (style + RESTART_CHAPTERS, 1),
        1 => (style + RESTART, 1),
        v if v == level.printed => (style + REPEAT, bumped),
        v if v > level.printed => (style + gap(v - level.printed - 1), v),
        _ => (style + BACKWARDS, bumped),
    })
}

/// Cost of one style standing for another in a list.
fn substitution(a: NumberStyle, b: NumberStyle) -> Option<u32> {
    use NumberStyle::{Arabic, ArabicBracketed, Chinese, ChineseBracketed};
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    match (a, b) {
        (Chinese, Arabic) | (ChineseBracketed, ArabicBracketed) => Some(RESTYLED),
        (Chinese, ChineseBracketed) | (Arabic, ArabicBracketed) => Some(REBRACKETED),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::mark::{Segment, scan};
    use crate::text::Span;

    struct Plain<'a>(&'a str);

    impl Titles for Plain<'_> {
        fn words(&self, mark: &Mark) -> TitleWords {
            TitleWords { head: false, chapter: self.0[mark.span.end as usize..].starts_with('章') }
        }
        fn is_row(&self, _: &Mark) -> bool {
            false
        }
    }

    /// Paths of the headings, every mark being followed by one word.
    fn paths(marks: &str, join: &str) -> String {
        let text = marks.split(' ').map(|m| format!("{m}甲乙")).collect::<Vec<_>>().join(join);
        let mut segments = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            segments.push(Segment { span: Span::new(start, start + line.len()), opens_line: true, level: None });
            start += line.len();
        }
        let found = scan(&text, &segments);
        let mut path: Vec<u16> = Vec::new();
        nest(&found.numbers, &Plain(&text))
            .iter()
            .map(|p| {
                path.truncate(p.depth.into());
                path.push(p.ordinal);
                path.iter().map(u16::to_string).collect::<Vec<_>>().join(".")
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn plain_nesting() {
        let marks = "一、 （一） 1. 2. （二） 二、 （一） 1、 （1） （2） ① ② 2、 三、";
        let expected = "1 1.1 1.1.1 1.1.2 1.2 2 2.1 2.1.1 2.1.1.1 2.1.1.2 2.1.1.2.1 2.1.1.2.2 2.1.2 3";
        assert_eq!(paths(marks, "\n"), expected);
        assert_eq!(paths(marks, "。"), expected);
        assert_eq!(paths(marks, ""), expected);
    }

    #[test]
    fn parts_hold_chapters_that_begin_again() {
        assert_eq!(paths("第一部分 一、 二、 第二部分 一、 （一） 二、", "\n"), "1 1.1 1.2 2 2.1 2.1.1 2.2");
    }

    #[test]
    fn damaged_styles_are_placed_by_sequence() {
        assert_eq!(paths("一、 （一） 1. 2. （2） 1. 2. 二、", "\n"), "1 1.1 1.1.1 1.1.2 1.2 1.2.1 1.2.2 2");
        assert_eq!(paths("二、 三、 4、 五、", "\n"), "2 3 4 5");
        assert_eq!(paths("七、 1. 2. 八、 1. 2. 9、 十、", "\n"), "7 7.1 7.2 8 8.1 8.2 9 10");
        assert_eq!(paths("1. （一） （二） 二、 （一） 三、", "\n"), "1 1.1 1.2 2 2.1 3");
        assert_eq!(
            paths("一、 （一） 2、 （1） （2） 3、 1. 2. 3. 4. 5. 4、", "\n"),
            "1 1.1 2 2.1 2.2 3 3.1 3.2 3.3 3.4 3.5 4"
        );
    }

    #[test]
    fn inner_lists_nest() {
        assert_eq!(paths("一、 二、 三、 一、 二、 三、 四、 四、 五、", "\n"), "1 2 3 3.1 3.2 3.3 3.4 4 5");
    }

    #[test]
    fn gaps_stay_and_repeats_move_on() {
        assert_eq!(paths("一、 二、 四、 五、", "\n"), "1 2 4 5");
        assert_eq!(paths("一、 二、 二、 四、", "\n"), "1 2 3 4");
        assert_eq!(paths("四、 五、 五、 六、 七、", "\n"), "4 5 6 7 8");
        assert_eq!(paths("一、 （一） （三） 二、", "\n"), "1 1.1 1.3 2");
    }

    #[test]
    fn levels_of_the_file_part_lists_of_one_style() {
        let text = "1. 1. 2. 1. 2. 3. 2. 1. 4.".split(' ').map(|m| format!("{m}甲乙\n")).collect::<String>();
        let levels = [0, 1, 1, 2, 2, 1, 0, 0, 0];
        let mut start = 0;
        let segments: Vec<Segment> = text
            .split_inclusive('\n')
            .zip(levels)
            .map(|(line, level)| {
                start += line.len();
                Segment { span: Span::new(start - line.len(), start), opens_line: true, level: Some(level) }
            })
            .collect();
        let found = scan(&text, &segments);
        let placed: Vec<(u8, u16)> = nest(&found.numbers, &Plain(&text)).iter().map(|p| (p.depth, p.ordinal)).collect();
        // The third chapter lost its count.
        assert_eq!(placed, [(0, 1), (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (0, 2), (0, 3), (0, 4)]);
    }

    #[test]
    fn demoted_chapters_come_back() {
        assert_eq!(
            paths("一、章 二、章 三、章 （一） （二） （三） （四）章 1、 （五）章 （六）章", "\n"),
            "1 2 3 3.1 3.2 3.3 4 4.1 5 6"
        );
        assert_eq!(paths("一、 二、 （三） 1. 2. （四） 五、", "\n"), "1 2 3 3.1 3.2 4 5");
    }
}
