//! 分列. Sums over items that are told apart, by ；, in sentences, paragraphs or sections of their own: each gives its
//! first figure of a kind, and may go on about other things.
//!
//! 甲，预算320万元，支出312万元；乙，预算180万元，支出176万元。预算共500万元，支出共488万元。

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Label, Period, Role, Stage};
use crate::relations::report::is_level;
use crate::relations::sieve;

use super::{Listing, MOST_PARTS, PARAGRAPH, SEMICOLON, STOP, Stream, may_total};

/// How deep sections are told apart.
const DEPTH: usize = 4;

/// Ways to tell items apart by marks: they come first.
const BY_MARK: usize = 3;

/// How many items without a figure of the kind may stand between two that have one.
const SILENT: u32 = 3;

/// How many items may stand between a total and its list.
const FAR: usize = 8;

/// Digits as printed of a total for which a sum is no accident: of items beside it with its name, beside it, and
/// farther off.
const OF_ONE_NAME: u32 = 2;
const BESIDE: u32 = 3;
const FARTHER: u32 = 5;

/// 栏. What figures of a column have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column<'a> {
    unit: &'a str,
    sort: Sort,
    is_budget: bool,
    /// How its names end; nothing where names do not matter.
    ending: &'a str,
}

/// 数的种类. Levels, changes and the values that these start from are never added to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Level,
    Change,
    Before,
}

impl<'a> Column<'a> {
    fn of(figure: &'a Figure, names: Names) -> Option<Self> {
        let sort = match figure.role {
            Some(Role::Base) => Sort::Before,
            Some(Role::Change) => Sort::Change,
            // 上年支出20万元 and 比上年20万元 are of one year.
            _ if is_level(figure) && figure.period == Some(Period::Previous) => Sort::Before,
            _ if is_level(figure) => Sort::Level,
            _ => return None,
        };
        let plan = [Stage::InitialBudget, Stage::AdjustedBudget, Stage::Budget];
        let is_budget = sort == Sort::Level && figure.stage.is_some_and(|stage| plan.contains(&stage));
        let ending = match names {
            Names::Any => "",
            Names::Alike => ending(figure.label.as_ref()?),
        };
        Some(Self { unit: &figure.unit, sort, is_budget, ending })
    }
}

/// 名目的异同. Whether the figures of a column have names that end alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Any,
    Alike,
}

/// 在职 of 事业在职, 在职.
fn ending(label: &Label) -> &str {
    let start = label.text.char_indices().nth_back(1).map_or(0, |(at, _)| at);
    &label.text[start..]
}

/// One figure of a column.
#[derive(Clone, Copy)]
struct Entry {
    /// Index into the figures of the stream.
    at: usize,
    /// The item that it stands in.
    item: u32,
    number: Number,
}

/// 定点数. A figure in steps of the tenth decimal, exact: sums over columns are many.
#[derive(Clone, Copy)]
struct Number {
    value: i128,
    /// What rounding may hide, twice.
    last_digit: i128,
    /// Digits as printed: three in 5.50.
    n_digits: u32,
}

impl Number {
    /// Decimals that are counted; a number with more stands in no column.
    const DECIMALS: u32 = 10;

    fn of(figure: &Figure) -> Option<Self> {
        let fixed = |value: Decimal| {
            let value = value.normalize();
            let missing = Self::DECIMALS.checked_sub(value.scale())?;
            // Room for the sum of a long list.
            value.mantissa().checked_mul(10_i128.pow(missing)).filter(|n| n.checked_mul(1 << 16).is_some())
        };
        let last_digits = figure.value.checked_div(figure.printed.precision);
        let n_digits = last_digits.and_then(|n| n.trunc().mantissa().unsigned_abs().checked_ilog10());
        Some(Self {
            value: fixed(figure.value)?,
            last_digit: fixed(sieve::last_digit(figure))?,
            n_digits: n_digits.map_or(1, |n| n + 1),
        })
    }
}

/// The figures of a column, in order.
#[derive(Default)]
struct Entries {
    all: Vec<Entry>,
    /// Those that are the first of their item.
    firsts: Vec<Entry>,
}

impl Entries {
    fn push(&mut self, entry: Entry) {
        if self.all.last().is_none_or(|last| last.item != entry.item) {
            self.firsts.push(entry);
        }
        self.all.push(entry);
    }
}

impl Stream<'_> {
    /// Totals of columns, whichever way the items are told apart.
    pub(super) fn columns(&self, found: &mut Vec<Listing>) {
        let numbers: Vec<Option<Number>> =
            self.figures.iter().map(|place| Number::of(self.report.figure(place.id))).collect();
        let by_mark = [SEMICOLON, STOP, PARAGRAPH].map(|mark| self.items_by_mark(mark));
        let by_section = (1..=DEPTH).map(|depth| self.items_by_section(depth));
        let ways: Vec<Vec<u32>> = by_mark.into_iter().chain(by_section).collect();
        for (n, items) in ways.iter().enumerate() {
            // Sections no deeper than those before tell nothing apart that these did not.
            if !ways[..n].contains(items) {
                self.in_items(items, &numbers, Names::Any, found);
            }
            if n < BY_MARK && !ways[..n].contains(items) {
                self.in_items(items, &numbers, Names::Alike, found);
            }
        }
    }

    /// The item of each figure, where items end at a mark of this weight outside brackets.
    fn items_by_mark(&self, mark: u8) -> Vec<u32> {
        let mut item = 0;
        let mut items = Vec::with_capacity(self.figures.len());
        let mut next = 0;
        for place in &self.figures {
            let between = &self.steps[next..place.step];
            item += u32::from(between.iter().any(|s| s.weight >= mark && (s.token.depth == 0 || s.weight >= STOP)));
            items.push(item);
            next = place.step;
        }
        items
    }

    /// The item of each figure, where every section down to a depth is one.
    fn items_by_section(&self, depth: usize) -> Vec<u32> {
        let mut item = 0;
        let mut last: &[u32] = &[];
        let path = |id: FigureId| {
            let path = self.report.outline.section(self.report.figure(id).section).path.as_slice();
            &path[..path.len().min(depth)]
        };
        let mut number = |id: FigureId| {
            item += u32::from(path(id) != last);
            last = path(id);
            item
        };
        self.figures.iter().map(|place| number(place.id)).collect()
    }

    fn in_items(&self, items: &[u32], numbers: &[Option<Number>], names: Names, found: &mut Vec<Listing>) {
        let mut columns: BTreeMap<Column<'_>, Entries> = BTreeMap::new();
        for (at, place) in self.figures.iter().enumerate().filter(|(_, place)| place.depth == 0) {
            let column =
                numbers[at].and_then(|number| Some((Column::of(self.report.figure(place.id), names)?, number)));
            if let Some((column, number)) = column {
                columns.entry(column).or_default().push(Entry { at, item: items[at], number });
            }
        }
        for (column, entries) in &columns {
            // 涉及资金500万元。甲，预算320万元；…: what names no stage may be the total of budgets.
            let budgets = columns.get(&Column { is_budget: true, ..column.clone() }).filter(|_| !column.is_budget);
            for &entry in &entries.all {
                let total = self.figure_at(entry);
                if entry.number.n_digits < OF_ONE_NAME || !is_summable(total) {
                    continue;
                }
                self.around(entries, entry, found);
                if let Some(budgets) = budgets.filter(|_| total.stage.is_none()) {
                    self.around(budgets, entry, found);
                }
            }
        }
    }

    /// Lists before and behind a total.
    fn around(&self, entries: &Entries, total: Entry, found: &mut Vec<Listing>) {
        self.behind_total(entries, total, found);
        self.before_total(entries, total, found);
    }

    fn figure_at(&self, entry: Entry) -> &Figure {
        self.report.figure(self.figures[entry.at].id)
    }

    /// Lists behind a total: from the rest of its item on, or from one of the next items.
    fn behind_total(&self, entries: &Entries, total: Entry, found: &mut Vec<Listing>) {
        let next = entries.all.partition_point(|entry| entry.at <= total.at);
        let firsts = &entries.firsts[entries.firsts.partition_point(|entry| entry.at <= total.at)..];
        let rest_of_item = entries.all.get(next).filter(|entry| firsts.first().is_none_or(|first| first.at > entry.at));
        let starts = rest_of_item.into_iter().chain(firsts).take(reach(total, FAR));
        for (distance, start) in starts.enumerate() {
            let rest = firsts.iter().filter(|entry| entry.at > start.at && entry.item != total.item);
            self.take_column(std::iter::once(start).chain(rest), total, distance == 0, found);
        }
    }

    /// Lists up to a total: to the beginning of its item, or to the item before.
    fn before_total(&self, entries: &Entries, total: Entry, found: &mut Vec<Listing>) {
        let earlier = &entries.firsts[..entries.firsts.partition_point(|entry| entry.at < total.at)];
        for distance in 0..reach(total, 2) {
            self.take_column(earlier.iter().rev().skip(distance), total, distance == 0, found);
        }
    }

    /// Adds items one by one until they make the total.
    fn take_column<'e>(
        &self,
        list: impl Iterator<Item = &'e Entry>,
        total_at: Entry,
        is_beside: bool,
        found: &mut Vec<Listing>,
    ) {
        let (total, wanted) = (self.figure_at(total_at), total_at.number);
        let (mut parts, mut less) = (Vec::new(), Vec::new());
        let (mut sum, mut slack) = (0_i128, wanted.last_digit);
        let mut n_telling = 0;
        let mut is_of_one_name = true;
        let mut last: Option<u32> = None;
        for entry in list.take(MOST_PARTS) {
            let (part, number) = (self.figure_at(*entry), entry.number);
            let is_same = number.value == wanted.value && part.role == total.role;
            if is_same || last.is_some_and(|last| last.abs_diff(entry.item) > SILENT) || !may_stand_in(part, total) {
                break;
            }
            last = Some(entry.item);
            let is_less = self.figures[entry.at].is_less != goes_against(part, total);
            sum += if is_less { -number.value } else { number.value };
            slack += number.last_digit;
            parts.push(part.id);
            less.extend(is_less.then_some(part.id));
            n_telling += u32::from(number.value != 0);
            is_of_one_name &= bears_the_name(part, total);
            let least = match (is_beside, is_of_one_name) {
                (true, true) => OF_ONE_NAME,
                (true, false) => BESIDE,
                (false, _) => FARTHER,
            };
            if n_telling >= 2 && wanted.n_digits >= least && 2 * (sum - wanted.value).abs() <= slack {
                parts.sort_unstable();
                found.push(Listing { total: total.id, parts, less });
                return;
            }
            // More than twice the total: no further part brings them together.
            if sum > 2 * wanted.value.abs() {
                break;
            }
        }
    }
}

/// How many of `far` lists may tell a sum: one farther off needs more digits than one beside.
fn reach(total: Entry, far: usize) -> usize {
    if total.number.n_digits >= FARTHER { far } else { 1 }
}

/// Whether a figure may be the total of a column: a base, or what any list may divide.
fn is_summable(figure: &Figure) -> bool {
    may_total(figure) || figure.role == Some(Role::Base) && !figure.value.is_zero()
}

/// Whether a figure may be a part: nothing approximate, no figure of another year.
fn may_stand_in(part: &Figure, total: &Figure) -> bool {
    let year = |f: &Figure| if let Some(Period::Year(year)) = f.period { Some(year) } else { None };
    (part.role == Some(Role::Base) || super::summable(part))
        && part.kind == total.kind
        && year(part).zip(year(total)).is_none_or(|(a, b)| a == b)
}

/// 合计编制32人 of 机关编制28人、财政所编制4人: each part has the name of the total.
fn bears_the_name(part: &Figure, total: &Figure) -> bool {
    let (Some(part), Some(total)) = (&part.indicator, &total.indicator) else { return false };
    total.chars().count() >= 2 && part.ends_with(total.as_str())
}

/// Whether a change goes the other way than the change of the whole.
fn goes_against(part: &Figure, total: &Figure) -> bool {
    let way = |f: &Figure| f.direction.filter(|&way| way != Direction::Flat);
    part.role == Some(Role::Change) && way(part).zip(way(total)).is_some_and(|(a, b)| a != b)
}

#[cfg(test)]
mod tests {
    use crate::relations::Report;
    use crate::{document, figures, outline};

    /// Whether the text shows a sum: total, then parts.
    fn shows(text: &str, sum: &[&str]) -> bool {
        let document = document::from_text(text.to_owned(), "例");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        let report = Report::new(&document, &outline, &figures);
        let value = |id| report.figure(id).value.normalize().to_string();
        let listings = report.listings();
        let told = listings.iter().map(|l| std::iter::once(l.total).chain(l.parts.iter().copied()).map(value));
        told.into_iter().any(|values| values.eq(sum.iter().map(|&number| number.to_owned())))
    }

    #[test]
    fn columns_of_items_told_apart() {
        let projects = "道路养护，预算320.00万元，支出312.50万元，执行率97.66%；\n桥梁加固，预算180.00万元，支出176.40万元，\
                        执行率98.00%。\n两个项目预算共500.00万元，支出共488.90万元。";
        assert!(shows(projects, &["500", "320", "180"]) && shows(projects, &["488.9", "312.5", "176.4"]));
        let years = "三公经费46.50万元，上年预算52.00万元，压减5.50万元。分项看：公务用车31.50万元，比上年34.00万元减少2.50万元；\
                     公务接待费15.00万元，比上年18.00万元减少3.00万元。";
        assert!(shows(years, &["52", "34", "18"]) && shows(years, &["5.5", "2.5", "3"]));
        let staff = "机关编制28人、在职26人；财政所编制4人、在职3人；合计编制32人、在职29人。";
        assert!(shows(staff, &["32", "28", "4"]) && shows(staff, &["29", "26", "3"]));
        let chapters = "一、支出\n全年支出2418.36万元，执行率96.70%。\n二、基本支出\n基本支出1506.20万元，其中人员经费1320.80万元。\n\
                        三、项目支出\n项目支出912.16万元。";
        assert!(shows(chapters, &["2418.36", "1506.2", "912.16"]));
    }

    #[test]
    fn other_kinds_do_not_add() {
        assert!(!shows("全年支出50.00万元。甲，比上年增加30.00万元；乙，比上年增加20.00万元。", &["50", "30", "20"]));
        assert!(!shows("全年支出50.00万元。甲支出30.00万元；乙支出21.00万元。", &["50", "30", "21"]));
    }
}
