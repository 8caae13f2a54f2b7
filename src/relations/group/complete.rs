//! 是否列全. Whether the parts of a group are all there is of its total, and what says so.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Figure, FigureId, Kind, Role};
use crate::relations::identity;
use crate::relations::report::Report;
use crate::relations::sieve::{self, Tally};
use crate::text::{AnyOf, any_of};

use super::{Group, Origin, exhaust, is_remainder};

/// 列全的依据.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// The words, the names or the field: what differs is wrong.
    Told,
    /// The words leave it open, and the parts add to the total.
    Added,
    /// The words leave it open, and one slip of the pen would explain what is missing.
    Slipped,
    /// Nothing: the parts are no more than the total.
    Unknown,
}

impl Completeness {
    /// Whether the parts are all there is, as far as anything can tell.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Told | Self::Added)
    }
}

/// Settles for every group what says that its parts are all there is.
pub(super) fn settle(report: &Report<'_>, groups: &mut [Group]) {
    // 实有121人（含临聘8人），其中行政22人、事业91人: some of the whole was told before.
    let includes = |g: &&Group| g.triggers.iter().any(|&trigger| report.slice(trigger) == "含");
    let mut included: BTreeMap<FigureId, Vec<Vec<FigureId>>> = BTreeMap::new();
    for group in groups.iter().filter(includes) {
        included.entry(group.total).or_default().push(group.parts.clone());
    }
    for group in groups {
        let told = included.get(&group.total).into_iter().flatten();
        let is_told_in_part = told.into_iter().any(|parts| *parts != group.parts);
        if !is_told_in_part {
            choose(report, group);
        }
    }
}

/// Chooses between the figures that the words may mean as the total: the numbers tell, else the words prefer the first.
fn choose(report: &Report<'_>, group: &mut Group) {
    let candidates: Vec<FigureId> = std::iter::once(group.total).chain(group.others.iter().copied()).collect();
    let of = |&total: &FigureId| (total, completeness(report, group, total));
    let readings: Vec<(FigureId, Completeness)> = candidates.iter().map(of).collect();
    let parts: Vec<&Figure> = group.parts.iter().map(|&id| report.figure(id)).collect();
    let adds_up = |(total, is): &&(FigureId, Completeness)| {
        is.is_whole() && Tally::of(&parts, report.figure(*total)).adds_up(report.figure(*total))
    };
    let is_near = |(total, is): &&(FigureId, Completeness)| {
        *is == Completeness::Told && sieve::is_a_slip_away(&parts, report.figure(*total))
    };
    let chosen = readings.iter().find(adds_up).or_else(|| readings.iter().find(is_near)).or(readings.first());
    let Some(&(total, completeness)) = chosen else { return };
    group.completeness = completeness;
    // A limit is one that any of them may be.
    if completeness != Completeness::Unknown {
        group.total = total;
        group.others.clear();
    }
}

fn completeness(report: &Report<'_>, group: &Group, total: FigureId) -> Completeness {
    let parts: Vec<&Figure> = group.parts.iter().map(|&id| report.figure(id)).collect();
    let [first, .., last] = parts.as_slice() else { return Completeness::Unknown };
    // 因公出国未发生费用: what there is none of may have no name.
    let told: Vec<&&Figure> = parts.iter().filter(|part| !(part.in_words && part.value.is_zero())).collect();
    let names: Vec<&str> = told.iter().filter_map(|f| f.indicator.as_deref()).collect();
    if names.len() == told.len() && exhaust(&names, first) || is_remainder(last) || group.closed && !group.open {
        return Completeness::Told;
    }
    let total = report.figure(total);
    // 其中“到位率”分值3分，得3.2分: points told of one item are no list.
    if group.open || group.closed || total.kind == Kind::Score {
        return Completeness::Unknown;
    }
    if leaves_out_nothing(report, &names, last) {
        return Completeness::Told;
    }
    let picks = names.iter().any(|name| PICKING.begin(name));
    if !picks && (says_total(group, total) || shares_make_a_whole(report, &group.parts)) {
        return Completeness::Told;
    }
    if total.role == Some(Role::Change) || group.origin == Origin::Sections {
        return Completeness::Unknown;
    }
    if Tally::of(&parts, total).adds_up(total) {
        return Completeness::Added;
    }
    if !picks && sieve::is_a_slip_away(&parts, total) { Completeness::Slipped } else { Completeness::Unknown }
}

/// Words that pick some of a whole rather than divide it.
static PICKING: AnyOf = AnyOf::new(&[
    "女",
    "少数民族",
    "新增",
    "省外",
    "境外",
    "党员",
    "重点",
    "主要",
    "当年",
    "本年新",
    "高级",
    "专业技术",
    "贫困",
    "脱贫",
    "残疾",
    "中小企业",
    "小微",
    "重大",
    "优秀",
    "亿元以上",
    "上级",
    "中央",
    "争取",
    "民间",
    "民生",
]);

/// 公务用车费7.90万元，公务接待费4.70万元，因公出国未发生费用: two of three kinds, and nothing told of the third.
fn leaves_out_nothing(report: &Report<'_>, names: &[&str], last: &Figure) -> bool {
    let Some(third) = identity::missing_third(names) else { return false };
    let Some((_, sentence)) = report.sentence_of(last.id) else { return false };
    let behind = report.slice(sentence.span).split_once(third);
    behind.is_none_or(|(_, behind)| any_of!["未", "无", "零", "没有"].stand_in(behind))
}

/// 支出合计100万元，其中：…: a name that says that everything is added up; 总支出 may be divided into some of it.
fn says_total(group: &Group, total: &Figure) -> bool {
    let name = total.label.as_ref().map_or("", |label| label.text.as_str());
    let is_sum = any_of!["合计", "总计", "共计"].end(name);
    let says = is_sum || total.role == Some(Role::Total) && !name.contains('总');
    says && matches!(group.origin, Origin::OfWhich | Origin::Comprises)
}

/// Figures behind a part among which its share stands.
const SHARE: usize = 3;

/// 基本支出40万元，占61.5%；项目支出25万元，占38.5%: shares told of all the parts leave nothing of the total.
fn shares_make_a_whole(report: &Report<'_>, parts: &[FigureId]) -> bool {
    let figures = &report.figures.figures;
    let share = |part: FigureId| {
        let behind = figures[part.0 as usize + 1..].iter().take(SHARE);
        behind.into_iter().find(|f| f.subject == Some(part) && f.role == Some(Role::Share))
    };
    let shares: Option<Vec<&Figure>> = parts.iter().map(|&part| share(part)).collect();
    let Some(shares) = shares else { return false };
    let sum: Decimal = shares.iter().map(|share| share.value).sum();
    let slack: Decimal = shares.iter().map(|share| share.printed.precision).sum();
    (sum - Decimal::ONE_HUNDRED).abs() <= slack
}

#[cfg(test)]
mod tests {
    use super::Completeness;
    use crate::relations::Report;
    use crate::{document, figures, outline};

    /// What is said of the first group of a text.
    fn of(text: &str) -> Option<Completeness> {
        let document = document::from_text(text.to_owned(), "例");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        Report::new(&document, &outline, &figures).groups().first().map(|group| group.completeness)
    }

    #[test]
    fn words_and_shares_tell() {
        assert_eq!(of("支出合计90万元，其中：教育50万元，卫生30万元。"), Some(Completeness::Told));
        assert_eq!(of("支出90万元，其中教育50万元，占55.6%；卫生30万元，占44.4%。"), Some(Completeness::Told));
        assert_eq!(of("采购90万元，具体为：设备50万元，图书30万元。"), Some(Completeness::Told));
    }

    #[test]
    fn sums_tell_where_words_do_not() {
        assert_eq!(of("支出90万元，其中教育50万元，卫生40万元。"), Some(Completeness::Added));
        assert_eq!(of("支出903.26万元，其中教育502.11万元，卫生401.51万元。"), Some(Completeness::Slipped));
        assert_eq!(of("总支出100万元，其中会议费30万元、培训费35万元。"), Some(Completeness::Unknown));
        assert_eq!(of("总支出130.0亿元，其中工业58.2亿元、旅游71.3亿元。"), Some(Completeness::Unknown));
    }
}
