//! 比较. What changed, from what, by how much and at what rate, as the figures around one change or rate tell it.

use crate::figures::{Cue, Figure, Kind, Period, Role};
use crate::relations::{Report, is_level, same_unit};
use crate::text::{AnyOf, Span, any_of};

/// 比较. A growth rate with what it is taken of.
pub(super) struct Comparison<'a> {
    pub(super) rate: Option<&'a Figure>,
    pub(super) change: Option<&'a Figure>,
    pub(super) base: Option<&'a Figure>,
    pub(super) now: Option<&'a Figure>,
    /// Whether what grew is only the first thing that the section tells of several.
    pub(super) is_guess: bool,
}

/// Every comparison of the report: the figures around one change or rate that speak of one subject.
pub(super) fn comparisons<'a>(report: &Report<'a>) -> Vec<Comparison<'a>> {
    let figures = &report.figures.figures;
    let mut found = Vec::new();
    let mut used = vec![false; figures.len()];
    for (n, figure) in figures.iter().enumerate() {
        if !tells_change(figures, figure) || used[n] || figure.cell.is_some() {
            continue;
        }
        used[n] = true;
        let partner = partner(report, figure);
        if let Some(p) = partner {
            used[p.id.0 as usize] = true;
        }
        let (rate, change) = if is_change(figure) { (partner, Some(figure)) } else { (Some(figure), partner) };
        found.push(comparison(report, figure, rate, change));
    }
    found
}

/// Whether a figure tells a change or its rate: 增加5万元, 增长4%, 为上年1.60亿元的2倍.
fn tells_change(figures: &[Figure], figure: &Figure) -> bool {
    let follows_base = || {
        let before = figure.id.0.checked_sub(1).map(|n| &figures[n as usize]);
        before.is_some_and(|b| b.role == Some(Role::Base) && b.sentence == figure.sentence)
    };
    matches!(figure.role, Some(Role::Change | Role::Growth)) || figure.kind == Kind::Multiple && follows_base()
}

fn is_change(figure: &Figure) -> bool {
    figure.role == Some(Role::Change)
}

/// 增加37.58万元，增长4.42%: the two stand side by side with one subject.
fn partner<'a>(report: &Report<'a>, figure: &Figure) -> Option<&'a Figure> {
    if figure.kind == Kind::PercentagePoints {
        return None;
    }
    let behind = report.figures.figures[figure.id.0 as usize + 1..].iter().take(2);
    let mut partners = behind.filter(|f| {
        f.sentence == figure.sentence
            && report.depth(f.id) == report.depth(figure.id)
            && (f.subject == figure.subject || f.label == figure.label)
            && same_label(f, figure)
            && f.kind != Kind::PercentagePoints
    });
    let other = if is_change(figure) { Role::Growth } else { Role::Change };
    partners.find(|f| f.role == Some(other))
}

fn comparison<'a>(
    report: &Report<'a>,
    figure: &'a Figure,
    rate: Option<&'a Figure>,
    change: Option<&'a Figure>,
) -> Comparison<'a> {
    if let Some((now, base)) = stepped(report, figure).or_else(|| earlier_beside(report, figure)) {
        return Comparison { rate, change, base: Some(base), now: Some(now), is_guess: false };
    }
    let figures = &report.figures.figures;
    let base = figures[..figure.id.0 as usize].iter().rev().take(3).find(|f| {
        (f.role == Some(Role::Base) || is_bracketed_base(report, f))
            && f.sentence == figure.sentence
            && (same_subject(f, figure) || f.id.0 + 1 == figure.id.0)
            && !is_completed(figures, f)
    });
    let now = subject(report, figure, change)
        .filter(|now| base.is_none_or(|base| base.id != now.id))
        .or_else(|| base.and_then(|base| before_base(report, base)));
    let behind = now.filter(|_| base.is_none()).and_then(|now| base_behind(report, rate.or(change), now));
    let is_guess = behind.is_some()
        || now.is_some_and(|now| is_listed(report, now, figure))
        || now.is_some_and(|now| is_one_of_several(report, figure, now) || has_namesake(report, figure, now));
    Comparison { rate, change, base: base.or(behind), now, is_guess }
}

/// 满意度95%，比目标值90%高5个百分点: what stands right before the value that it is compared with.
fn before_base<'a>(report: &Report<'a>, base: &Figure) -> Option<&'a Figure> {
    let now = report.figures.figures[..base.id.0 as usize].last()?;
    let is_compared = now.sentence == base.sentence && same_unit(now, base) && grows(now);
    (is_compared && now.role != Some(Role::Part) && !is_named_otherwise(base, now)).then_some(now)
}

/// 由20.0亿元增加到22.3亿元，增长11.5%: both ends directly before.
fn stepped<'a>(report: &Report<'a>, figure: &Figure) -> Option<(&'a Figure, &'a Figure)> {
    let before = &report.figures.figures[..figure.id.0 as usize];
    let to = before.iter().rev().take(2).find(|f| f.role == Some(Role::To))?;
    let from = before.iter().rev().find(|f| f.id < to.id)?;
    let is_step = from.role == Some(Role::From) && to.sentence == figure.sentence && from.sentence == figure.sentence;
    (is_step && same_unit(from, to) && !is_named_otherwise(figure, to)).then_some((to, from))
}

/// 本年支出12.60万元，上年支出14.00万元，同比减少1.40万元: the earlier value stands between what changed and the change.
fn earlier_beside<'a>(report: &Report<'a>, figure: &Figure) -> Option<(&'a Figure, &'a Figure)> {
    let before = &report.figures.figures[..figure.id.0 as usize];
    let base = before.last().filter(|f| f.sentence == figure.sentence && is_level(f) && f.role != Some(Role::Part))?;
    let period = report.other_period(base).filter(|&period| is_earlier(report, period))?;
    let now = before[..base.id.0 as usize].last().filter(|f| f.sentence == figure.sentence)?;
    let is_now = is_level(now) && same_unit(now, base) && report.other_period(now) != Some(period);
    let words = report.slice(Span { start: base.span.end, end: figure.span.start.max(base.span.end) });
    let names_other = any_of!["预算", "计划", "目标", "任务", "由", "其中"].stand_in(words);
    (is_now && !names_other && !is_named_otherwise(figure, now) && is_namesake(now, base)).then_some((now, base))
}

/// “三公”经费支出 and 上年支出: whether the earlier value has no name of its own, or one that the later one has too.
fn is_namesake(now: &Figure, base: &Figure) -> bool {
    let Some((now, base)) = now.label.as_ref().zip(base.label.as_ref().filter(|l| !l.inherited)) else { return true };
    let plain = base.text.trim_start_matches(['上', '去', '前', '年', '同', '期', '度']);
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
    now.text.ends_with(plain) || now.text.contains(plain) && plain.chars().count() >= 2
}

/// Whether a period lies before that of the report.
fn is_earlier(report: &Report<'_>, period: Period) -> bool {
    match period {
        Period::Previous => true,
        Period::Year(year) => report.outline.metadata.year.is_none_or(|of_report| year < of_report),
        _ => false,
    }
}

/// A change with a name of its own that is not that of `now`.
fn is_named_otherwise(figure: &Figure, now: &Figure) -> bool {
    let names = figure.label.as_ref().filter(|l| !l.inherited).zip(now.label.as_ref());
    names.is_some_and(|(a, b)| a.text != b.text && figure.indicator != now.indicator)
}

/// 较上年（320.00万元）减少16.00万元: a bracket behind the words for an earlier value.
fn is_bracketed_base(report: &Report<'_>, figure: &Figure) -> bool {
    static EARLIER: AnyOf = AnyOf::new(&["上年", "去年", "上年同期", "去年同期", "上年决算数", "上年决算"]);
    let before = &report.document.text[..figure.span.start as usize];
    let words = before.strip_suffix(['（', '(']).map(str::trim_end);
    is_level(figure) && words.is_some_and(|words| EARLIER.end(words))
}

/// 出栏8460头，同比增长5.75%，上年出栏8000头: the earlier value told right behind the rate.
fn base_behind<'a>(report: &Report<'a>, last: Option<&Figure>, now: &Figure) -> Option<&'a Figure> {
    let last = last?;
    let next = report.figures.figures.get(last.id.0 as usize + 1)?;
    let is_earlier = next.role == Some(Role::Base)
        || is_level(next) && report.other_period(next).is_some_and(|period| report.other_period(now) != Some(period));
    let is_last = !is_completed(&report.figures.figures, next);
    (next.sentence == last.sentence && same_unit(next, now) && is_earlier && is_last).then_some(next)
}

/// 城镇31320元、农村14850元，分别增长8%、10%: whether the words deal their numbers out to several subjects.
fn is_listed(report: &Report<'_>, now: &Figure, figure: &Figure) -> bool {
    let sentence = report.sentence_of(figure.id).filter(|_| now.sentence == figure.sentence);
    sentence.is_some_and(|(_, sentence)| {
        report.cues_between(sentence, Cue::Respectively, sentence.span.start, figure.span.start).next().is_some()
    })
}

/// Whether the report tells other numbers under the name by which the words find what grew.
fn has_namesake(report: &Report<'_>, figure: &Figure, now: &Figure) -> bool {
    let is_told = figure.subject == Some(now.id) || now.sentence == figure.sentence;
    let others = || report.of_indicator(figure.indicator.as_deref().unwrap_or("")).iter().map(|&id| report.figure(id));
    let differs = |f: &Figure| f.id < figure.id && same_unit(f, now) && is_level(f) && f.value != now.value;
    !is_told && others().any(|f| differs(f) && report.chapter(f) == report.chapter(now))
}

/// 完成预算26.00亿元的78.0%: what a rate of another kind is taken of.
fn is_completed(figures: &[Figure], base: &Figure) -> bool {
    figures.get(base.id.0 as usize + 1).is_some_and(|next| matches!(next.role, Some(Role::Completion | Role::Share)))
}

/// Labels that do not speak against one subject.
fn same_label(a: &Figure, b: &Figure) -> bool {
    a.label.as_ref().zip(b.label.as_ref()).is_none_or(|(x, y)| x.text == y.text || y.inherited || x.inherited)
}

fn same_subject(base: &Figure, figure: &Figure) -> bool {
    base.subject == figure.subject || base.subject.is_none() || figure.subject == Some(base.id)
}

/// What grew: the figure the words go on about, or the last one with the same name.
fn subject<'a>(report: &Report<'a>, figure: &Figure, change: Option<&Figure>) -> Option<&'a Figure> {
    let named = figure.label.as_ref().filter(|l| !l.inherited);
    let unit_of = change.unwrap_or(figure);
    let is_rate = matches!(unit_of.kind, Kind::Percentage | Kind::Multiple);
    let fits = |f: &Figure| (is_rate && is_level(f) || !is_rate && measures(f, unit_of) && grows(f)) && !f.in_words;
    if let Some(id) = figure.subject {
        let above = report.figure(id);
        // 公务接待费减少2.48万元 behind another item: its own name decides.
        let fits = |f: &Figure| fits(f) || is_rate && grows(f);
        let agrees = named.is_none_or(|l| {
            above.label.as_ref().is_some_and(|a| a.text == l.text || above.indicator == figure.indicator)
        });
        if agrees && fits(above) {
            return Some(above);
        }
    }
    let Some(indicator) = figure.indicator.as_deref().filter(|i| i.chars().count() >= 3) else {
        return previous_sentence(report, figure).filter(|f| fits(f) && named.is_none());
    };
    // 收入总计90万元，支出总计90万元，…收、支总计各增加5万元: one word for both.
    let whole = if indicator == "支总计" { "支出总计" } else { indicator };
    [indicator, whole]
        .into_iter()
        .flat_map(|name| report.of_indicator(name))
        .map(|&id| report.figure(id))
        .filter(|f| f.id < figure.id && fits(f) && report.chapter(f) == report.chapter(figure))
        .max_by_key(|f| f.id)
        .or_else(|| {
            report.of_indicator(indicator).iter().map(|&id| report.figure(id)).find(|f| {
                f.id > figure.id && fits(f) && report.chapter(f) == report.chapter(figure) && f.id.0 - figure.id.0 < 20
            })
        })
}

/// 年初预算645万元，实际支出690万元，…。与上年支出868万元相比，减少178万元: no words tell which of them fell.
fn is_one_of_several(report: &Report<'_>, figure: &Figure, now: &Figure) -> bool {
    let named = |f: &Figure| f.label.as_ref().is_some_and(|l| !l.inherited);
    let is_told = figure.subject == Some(now.id) || named(figure) || now.sentence == figure.sentence;
    let beside = |f: &&Figure| is_level(f) && f.kind == now.kind && f.role != Some(Role::Part);
    let told_with = report.sentence_of(now.id).map(|(_, sentence)| report.figures_in(sentence).filter(beside).count());
    !is_told && told_with.is_some_and(|n| n > 2)
}

/// Whether a change is counted as what changed is; that of a rate in points.
pub(super) fn measures(now: &Figure, change: &Figure) -> bool {
    same_unit(now, change) || (now.kind, change.kind) == (Kind::Percentage, Kind::PercentagePoints)
}

/// What a change may be of: an amount, a price, an average, a rate that is no growth itself.
fn grows(figure: &Figure) -> bool {
    let is_rate = || figure.kind == Kind::Percentage && !matches!(figure.role, Some(Role::Growth | Role::Base));
    is_level(figure) || matches!(figure.role, Some(Role::Average | Role::UnitPrice)) || is_rate()
}

/// 公务接待费11.83万元。…。与2015年相比增加0.95万元: nothing named, the section has one subject.
fn previous_sentence<'a>(report: &Report<'a>, figure: &Figure) -> Option<&'a Figure> {
    let section = report.outline.section(figure.section);
    let first = report.sentences_in(section.id).first()?;
    report
        .figures_in(&report.figures.sentences[*first as usize])
        .find(|f| f.id < figure.id && is_level(f) && f.kind == Kind::Amount)
}
