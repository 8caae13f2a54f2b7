//! 指称. Which figure words mean that name it without its number: 占全校学生的, 占参考人数的, 完成目标的.
//!
//! Names are compared, never numbers: the same name, one that ends with the other, or a short form of it.

use crate::figures::{Figure, Period, Stage};
use crate::relations::{Report, is_level, same_unit};
use crate::text::script::folded;
use crate::text::{Span, any_of};

/// 近似度. How well words name a figure, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// 参考人数 for 参加高考: its characters stand in the name in this order.
    Short,
    /// 学生 for 在校学生: a word of the name.
    Word,
    /// 政府采购总额 for 采购总额.
    End,
    /// The name itself.
    Same,
}

/// Figures before and behind that words may mean.
const BACK: usize = 80;
const AHEAD: usize = 6;

/// The figure that the words mean for one counted like `like`, and whether no other may be meant as well.
pub(super) fn named<'a>(report: &Report<'a>, words: &str, like: &Figure) -> Option<(&'a Figure, bool)> {
    let figures = &report.figures.figures;
    let at = like.id.0 as usize;
    let fits = |f: &&Figure| {
        is_level(f)
            && f.id != like.id
            && same_unit(f, like)
            && f.cell.is_none()
            && (f.period != Some(Period::Previous) || like.period == f.period)
    };
    let likely = |f: &'a Figure| Some((likeness(report, words, f)?, f));
    let before: Vec<(Likeness, &Figure)> =
        figures[..at].iter().rev().take(BACK).filter(fits).filter_map(likely).collect();
    let is_near = |f: &&Figure| f.section == like.section;
    let behind = || figures[at + 1..].iter().take(AHEAD).filter(is_near).filter(fits).filter_map(likely);
    let found = if before.is_empty() { behind().filter(|(fit, _)| *fit > Likeness::Word).collect() } else { before };
    let best = found.iter().map(|(fit, _)| *fit).max()?;
    let mut meant = found.iter().filter(|(fit, _)| *fit == best).map(|(_, f)| *f);
    let first = meant.next()?;
    let is_alone = meant.all(|other| other.value == first.value || report.chapter(other) != report.chapter(first));
    Some((first, best > Likeness::Word || is_alone))
}

/// Figures back to a target.
const TARGETS: usize = 240;

/// The target told before for what was done, and whether no other may be meant.
pub(super) fn target<'a>(report: &Report<'a>, done: &Figure) -> Option<(&'a Figure, bool)> {
    let name = folded(&done.label.as_ref()?.text);
    let fits = |f: &&Figure| {
        is_level(f) && same_unit(f, done) && f.cell.is_none() && f.sentence != done.sentence && is_aimed_at(report, f)
    };
    let before = report.figures.figures[..done.id.0 as usize].iter().rev().take(TARGETS).filter(fits);
    let likely = |f: &'a Figure| {
        let label = folded(&f.label.as_ref()?.text);
        let likeness = likeness(report, &name, f).or_else(|| label_in(&label, &name))?;
        (likeness > Likeness::Short).then_some((likeness, f))
    };
    let found: Vec<(Likeness, &Figure)> = before.filter_map(likely).collect();
    let best = found.iter().map(|(fit, _)| *fit).max()?;
    let mut meant = found.iter().filter(|(fit, _)| *fit == best).map(|(_, f)| *f);
    let first = meant.next()?;
    Some((first, meant.all(|other| other.value == first.value)))
}

/// 新增高效节水灌溉面积 for a target 高效节水灌溉: the name of the target within that of what was done.
fn label_in(label: &str, name: &str) -> Option<Likeness> {
    let asked = core(label);
    (asked.chars().count() >= 3 && core(name).contains(asked)).then_some(Likeness::Word)
}

/// Whether a figure tells what was aimed at: by its own step, the words of its sentence, or a heading above it.
fn is_aimed_at(report: &Report<'_>, figure: &Figure) -> bool {
    let aims = any_of!["目标", "计划", "任务", "拟"];
    if matches!(figure.stage, Some(Stage::Budget)) {
        return true;
    }
    let of_sentence = report.sentence_of(figure.id).is_some_and(|(_, sentence)| {
        let words = report.slice(Span { start: sentence.span.start, end: figure.span.start });
        aims.stand_in(words) && !any_of!["完成", "达到", "为目标"].stand_in(words)
    });
    let mut section = Some(report.outline.section(figure.section));
    let of_heading = std::iter::from_fn(|| {
        let here = section?;
        section = here.parent.map(|parent| report.outline.section(parent));
        Some(here)
    });
    let is_done = any_of!["完成", "实现", "执行", "产出", "绩效"];
    of_sentence || of_heading.take(3).any(|s| aims.stand_in(&s.title) && !is_done.stand_in(&s.title))
}

/// Whether words are the name of a figure, or its end.
pub(super) fn is_named(report: &Report<'_>, words: &str, figure: &Figure) -> bool {
    likeness(report, words, figure) >= Some(Likeness::End)
}

/// How well words name a figure, if they do.
fn likeness(report: &Report<'_>, words: &str, figure: &Figure) -> Option<Likeness> {
    let label = folded(&figure.label.as_ref()?.text);
    if label == words {
        return Some(Likeness::Same);
    }
    let n_chars = |s: &str| s.chars().count();
    if label.ends_with(words) || words.ends_with(label.as_ref()) && n_chars(&label) >= 3 {
        return Some(Likeness::End);
    }
    let (asked, name) = (core(words), core(&label));
    if asked == name && n_chars(asked) >= 2 {
        return Some(Likeness::End);
    }
    if n_chars(asked) < 2 {
        return None;
    }
    if name.ends_with(asked) || name.contains(asked) && n_chars(name) <= 2 * n_chars(asked) + 2 {
        return Some(Likeness::Word);
    }
    // 参加 is the verb of 中考640人.
    let verb = figure.action.map_or_else(String::new, |action| folded(report.slice(action)).into_owned());
    let mut rest = verb.chars().chain(name.chars());
    asked.chars().all(|c| rest.any(|other| other == c)).then_some(Likeness::Short)
}

/// A name without the words for all of it and for how much it is: 学生 of 全校学生总数.
fn core(name: &str) -> &str {
    const WHOLE: &[&str] = &[
        "全部",
        "全县",
        "全市",
        "全区",
        "全镇",
        "全乡",
        "全校",
        "全院",
        "全省",
        "全局",
        "全年",
        "本年度",
        "本年",
        "当年",
        "年末",
        "全",
        "总",
        "该",
        "所有",
        "实际",
    ];
    const AMOUNT: &[&str] =
        &["总额", "总数", "总量", "总计", "合计", "总人数", "人数", "户数", "数量", "金额", "资金", "总", "数", "额"];
    let mut name = name;
    while let Some(rest) = WHOLE.iter().find_map(|word| name.strip_prefix(word)).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    while let Some(rest) = AMOUNT.iter().find_map(|word| name.strip_suffix(word)).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::figures;
    use crate::outline;

    fn meant(text: &str, words: &str) -> Option<(u32, bool)> {
        let document = document::from_text(text.to_owned(), "试");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        let report = Report::new(&document, &outline, &figures);
        let like = figures.figures.last().filter(|f| f.kind != figures::Kind::Percentage)?;
        named(&report, words, like).map(|(figure, is_sure)| (figure.id.0, is_sure))
    }

    #[test]
    fn names_and_short_forms_of_them() {
        assert_eq!(meant("在校学生2400人。参加课后服务1920人", "全校学生"), Some((0, true)));
        assert_eq!(meant("参加中考640人，达到普高线416人", "参考人数"), Some((0, true)));
        assert_eq!(meant("资金到位294万元。截至年末支出287.7万元", "到位资金"), Some((0, true)));
        assert_eq!(meant("公用经费260万元，其中会议费31.2万元", "公用经费"), Some((0, true)));
    }

    #[test]
    fn other_names_are_not_meant() {
        assert_eq!(meant("参加中考640人，达到普高线416人", "常住人口"), None);
        assert_eq!(meant("教师学习120人，学生学习640人，获奖16人", "学习人数"), Some((1, false)));
    }
}
