//! 角色. What the words of the clause say about a figure beside its name: its part in a sum or comparison.

use crate::text::script::{fold, is_blank, is_blank_or_line_end, without_blanks};
use crate::text::{AnyOf, any_of};

use super::clause::Clause;
use super::number::Raw;
use super::per;
use super::{Cue, Direction, Kind, Role};

/// What is known about a figure from the words before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Annotation {
    pub(super) role: Option<Role>,
    pub(super) direction: Option<Direction>,
    /// The words before this byte name the subject of a comparison; `None`: the whole clause names the figure.
    pub(super) subject_end: Option<usize>,
    /// 每人每月, 人均: what a price is for.
    pub(super) per: Option<String>,
}

/// Words that may stand between a cue and the number.
const FILL: &[&str] = &[
    "了",
    "约",
    "为",
    "的",
    "达",
    "到",
    "额",
    "近",
    "逾",
    "超",
    "至",
    "共",
    "比例为",
    "比例",
    "幅度",
    "幅度为",
    "率",
    "率为",
    "：",
    ":",
    "额为",
    "率达",
    "比重为",
    "比重",
    "数",
    "数为",
    "至少",
    "超过",
    "计",
    "资金",
    "支出",
    "收入",
    "金额",
    "比为",
];

/// Reads the role of a figure.
pub(super) fn role(clause: &Clause<'_>, raw: &Raw, tail: &str) -> Annotation {
    let mut found = Annotation::default();
    let text = clause.text;
    let up_down = clause.last_of(&[Cue::Increase, Cue::Decrease]);
    let against = clause.last_of(&[Cue::Against]);
    if let Some((_, to)) = clause.last_of(&[Cue::To])
        && clause.adjacent(to, FILL)
    {
        let from = clause.last_of(&[Cue::From]);
        found.role = Some(Role::To);
        found.subject_end = Some(from.map_or(to.start, |(_, f)| f.start.min(to.start)) as usize);
        // 人均可支配收入达到42316元
        found.per = if raw.kind == Kind::Amount { mean(clause, raw) } else { None };
        return found;
    }
    if let Some((_, from)) = clause.last_of(&[Cue::From])
        && from.of(text) != "自"
        && period_only(&text[from.end as usize..clause.before.end as usize])
    {
        let goes = goes_to(tail);
        if goes {
            found.role = Some(Role::From);
            found.subject_end = Some(from.start as usize);
            found.per = each(clause, raw);
            return found;
        }
    }
    // 为年初预算29.60亿元的92.6%.
    if raw.kind == Kind::Percentage && clause.words().trim_matches(is_blank_or_line_end) == "的" {
        // 为年初预算29.60亿元的92.6% completes, 为上年2.16亿元的202% grows, 占总数400件的45% is a share.
        let before = super::guard::tail(&text[..clause.before.start as usize], 24);
        let base = before.rfind(['，', '。', '；', ',']).map_or(before, |i| &before[i..]);
        found.role = if any_of!["预算", "计划", "目标", "任务"].stand_in(base) {
            Some(Role::Completion)
        } else if any_of!["上年", "去年", "年的"].stand_in(base) {
            None
        } else {
            Some(Role::Share)
        };
        found.subject_end = Some(clause.before.start as usize);
        return found;
    }
    // 比控制价489.20万元低22.40万元, 比目标值90%高5个百分点.
    if follows_base(clause)
        && let Some(direction) = bare_direction(clause.words()).filter(|_| clause.words().chars().count() <= 3)
    {
        found.role = Some(Role::Change);
        found.direction = Some(direction);
        found.subject_end = Some(clause.before.start as usize);
        return found;
    }
    match raw.kind {
        Kind::Percentage | Kind::PercentagePoints | Kind::Multiple => {
            // 较上年的52.7%提高1.3个百分点: the rate that another is compared with.
            if raw.kind == Kind::Percentage
                && let Some((_, span)) = against
                && up_down.is_none_or(|(_, changed)| changed.end <= span.start)
                && base_words(&text[span.start as usize..clause.before.end as usize])
                && is_gone_from(tail)
            {
                found.role = Some(Role::Base);
                found.subject_end = Some(span.start as usize);
                return found;
            }
            if let Some((cue, span)) = up_down
                && clause.adjacent(span, FILL)
            {
                let points = raw.kind == Kind::PercentagePoints;
                found.role = Some(if points { Role::Change } else { Role::Growth });
                found.direction = Some(direction(cue));
                found.subject_end = Some(against.map_or(span.start, |(_, a)| a.start.min(span.start)) as usize);
                return found;
            }
            // 较目标值高2.6个百分点.
            if raw.kind == Kind::PercentagePoints
                && let Some((_, span)) = against
                && let Some(direction) = bare_direction(&text[span.end as usize..clause.before.end as usize])
            {
                found.role = Some(Role::Change);
                found.direction = Some(direction);
                found.subject_end = Some(span.start as usize);
                return found;
            }
            // 高于目标1.6个百分点, 超目标0.3个百分点: a distance from what was aimed at.
            if raw.kind == Kind::PercentagePoints
                && let Some((at, direction)) = distance(clause.words())
            {
                found.role = Some(Role::Change);
                found.direction = Some(direction);
                found.subject_end = Some(clause.before.start as usize + at);
                return found;
            }
            if let Some((_, span)) = clause.last_of(&[Cue::Share]) {
                // 占预算的完成比例为84.69%: how much of the budget was done.
                let words = &text[span.end as usize..(clause.before.end as usize).max(span.end as usize)];
                let is_done = any_of!["完成比", "执行比", "完成率", "执行率"].stand_in(words);
                found.role = Some(if is_done { Role::Completion } else { Role::Share });
                found.subject_end = Some(span.start as usize);
                return found;
            }
            if raw.kind == Kind::Percentage
                && let Some((_, span)) = clause.last_of(&[Cue::Completion])
            {
                found.role = Some(Role::Completion);
                // A rate noun directly before is the label; 完成 asks for its subject.
                if span.of(text) == "完成" {
                    found.subject_end = Some(span.start as usize);
                }
                return found;
            }
            if let Some((_, span)) = against
                && clause.adjacent(span, FILL)
            {
                found.role = Some(Role::Growth);
                found.subject_end = Some(span.start as usize);
            }
        }
        _ => level(clause, raw, up_down, against, tail, &mut found),
    }
    found
}

fn level(
    clause: &Clause<'_>,
    raw: &Raw,
    up_down: Option<(Cue, crate::text::Span)>,
    against: Option<(Cue, crate::text::Span)>,
    tail: &str,
    found: &mut Annotation,
) {
    let text = clause.text;
    if let Some((cue, span)) = up_down {
        let compared = against.is_some_and(|(_, a)| a.start <= span.start) || follows_base(clause);
        // 户均增收2600元 tells what each earned more, and changes nothing told before.
        let is_earning = span.of(text) == "增收" && clause.last_of(&[Cue::Average, Cue::Each]).is_some();
        // 饮水安全巩固提升215.48万元: what improves is a work, and the amount its price.
        let named = !matches!(span.of(text), "新增" | "追加" | "节约" | "调增" | "调减" | "核减")
            && (raw.kind != Kind::Amount || span.of(text) != "提升");
        if clause.adjacent(span, FILL) && (named && !is_earning || compared) {
            found.role = Some(Role::Change);
            found.direction = Some(direction(cue));
            found.subject_end = Some(against.map_or(span.start, |(_, a)| a.start.min(span.start)) as usize);
            // 每人每月增加300元 is the change of a price.
            let price = matches!(raw.kind, Kind::Amount | Kind::Rate);
            found.per = if price { each(clause, raw).or_else(|| mean(clause, raw)) } else { None };
            return;
        }
    }
    // 比预算少13.28万元, 较上年多2户.
    if let Some((_, span)) = against
        && let Some(direction) = bare_direction(&text[span.end as usize..clause.before.end as usize])
    {
        found.role = Some(Role::Change);
        found.direction = Some(direction);
        found.subject_end = Some(span.start as usize);
        return;
    }
    if let Some((_, span)) = against
        && up_down.is_none_or(|(_, u)| u.end <= span.start)
        && (base_words(&text[span.start as usize..clause.before.end as usize])
            || is_compared_to(clause.words(), span.of(text)))
        && clause.last_of(&[Cue::Flat]).is_none()
    {
        found.role = Some(Role::Base);
        found.subject_end = Some(span.start as usize);
        return;
    }
    // 超出预算26.33万元: an excess, not a level.
    if let Some((_, span)) = clause.last_of(&[Cue::Above])
        && clause.adjacent(span, &["预算", "目标", "计划", "年初预算", "了", "任务", "部分", "约"])
    {
        found.role = Some(Role::Change);
        found.direction = Some(Direction::Up);
        found.subject_end = Some(span.start as usize);
        return;
    }
    // 为年初预算29.60亿元的92.6%, 完成调整预算48亿元的95%: what the percentage is taken of; 没有突破预算52万元: a limit.
    let words = clause.words().trim_start_matches(is_blank_or_line_end);
    if is_compared_with(words, tail) {
        found.role = Some(Role::Base);
        return;
    }
    // 本年支出同2018年2402.10万元比增加: the subject stands before the word that ties it to the base.
    if let Some(at) = tied_to_base(clause.words(), tail) {
        found.role = Some(Role::Base);
        found.subject_end = Some(clause.before.start as usize + at);
        return;
    }
    let is_whole = (words.starts_with(['为', '占', '是']) || words.starts_with("完成") || words.starts_with("相当于"))
        && percent_follows(tail);
    if is_whole || is_limit(words) {
        found.role = Some(Role::Base);
        found.subject_end = Some(clause.before.start as usize);
        return;
    }
    if matches!(raw.kind, Kind::Amount | Kind::Rate) {
        if clause.last_of(&[Cue::Average]).is_some() {
            found.role = Some(Role::Average);
            found.per = mean(clause, raw);
            return;
        }
        if let Some(per) = each(clause, raw) {
            found.role = Some(Role::UnitPrice);
            found.per = Some(per);
            return;
        }
        if raw.kind == Kind::Rate {
            found.role = Some(Role::UnitPrice);
            return;
        }
    } else if let Some((_, _)) = clause.last_of(&[Cue::Average]) {
        found.role = Some(Role::Average);
        return;
    }
    if let Some((_, span)) = clause.last_of(&[Cue::Total, Cue::Subtotal]) {
        let word = span.of(text);
        if clause.adjacent(span, FILL)
            || word.starts_with('总') && word.chars().count() > 1
            || matches!(word, "合计" | "总计" | "小计")
        {
            found.role = Some(Role::Total);
        }
    }
}

/// Where the words of a distance begin: 高于目标, 低于全省平均水平, 超目标.
fn distance(words: &str) -> Option<(usize, Direction)> {
    const UP: &[&str] =
        &["高于", "高出", "超过", "超出", "超额", "超", "好于", "优于", "多于", "快于", "领先", "比目标高", "比全省高"];
    const DOWN: &[&str] = &["低于", "低出", "少于", "落后", "慢于", "差"];
    let aims = any_of![
        "目标", "计划", "预期", "平均", "任务", "全省", "全市", "全国", "全县", "指标", "标准", "上年", "去年", "同期",
    ];
    let at = |list: &[&str]| list.iter().filter_map(|word| words.find(word)).min();
    let found = match (at(UP), at(DOWN)) {
        (Some(up), down) if down.is_none_or(|down| up < down) => Some((up, Direction::Up)),
        (_, down) => down.map(|down| (down, Direction::Down)),
    };
    found.filter(|&(at, _)| aims.stand_in(&words[at..]))
}

/// 比预算少, 较上年多: a word of direction that stands alone.
fn bare_direction(words: &str) -> Option<Direction> {
    let words = words.trim_end_matches(|c| is_blank(c) || c == '了');
    if words.chars().count() > 12 || words.contains(['，', ',', '。', '；']) {
        return None;
    }
    match words.chars().next_back()? {
        '多' | '高' => Some(Direction::Up),
        '少' | '低' => Some(Direction::Down),
        _ => None,
    }
}

/// 提高1.3个百分点, 高5个百分点 directly behind a rate: the words go on about how far another is from it.
fn is_gone_from(tail: &str) -> bool {
    static WAYS: AnyOf =
        AnyOf::new(&["提高", "提升", "上升", "下降", "降低", "回落", "减少", "高", "低", "多", "少", "增", "降", "净"]);
    let tail = tail.trim_start_matches(is_blank_or_line_end);
    WAYS.begin(tail)
}

/// 比年初预算10万元节约1.54万元: the figure directly before is what this one is compared with.
fn follows_base(clause: &Clause<'_>) -> bool {
    let before = super::guard::tail(&clause.text[..clause.before.start as usize], 30);
    let said = before.rfind(['，', '。', '；', '、', '：', ',', ';', '\n']).map_or(before, |at| &before[at..]);
    let said = said.trim_start_matches(['，', '。', '；', '、', '：', ',', ';', '\n']);
    any_of!["比", "较", "与", "同"].begin(said)
}

/// 没有突破预算, 未超出年初预算, 控制在预算: what something kept below.
fn is_limit(words: &str) -> bool {
    let keeps = any_of![
        "没有突破",
        "未突破",
        "没有超过",
        "未超过",
        "没有超出",
        "未超出",
        "未超",
        "不超",
        "控制在",
        "低于",
        "高于"
    ];
    let standard = any_of!["预算", "计划", "限额", "标准", "指标", "控制数", "上年", "去年"];
    keeps.begin(words) && standard.stand_in(words) && words.chars().count() <= 12
}

/// 的92.6% directly behind.
fn percent_follows(tail: &str) -> bool {
    let rest = tail.trim_start_matches(is_blank_or_line_end);
    rest.strip_prefix('的').is_some_and(|r| {
        let r = r.trim_start_matches(is_blank);
        let n = r
            .chars()
            .take_while(|c| fold(*c).is_ascii_digit() || matches!(c, '.' | '．' | ' '))
            .map(char::len_utf8)
            .sum::<usize>();
        n > 0 && r[n..].starts_with(['%', '％', '﹪'])
    })
}

/// The first 每 of the clause: 每人每月 begins there.
fn first_each(clause: &Clause<'_>) -> Option<crate::text::Span> {
    clause.pieces.iter().find_map(|p| match p {
        super::scan::Piece::Token(super::TokenKind::Cue(Cue::Each), span) if clause.before.contains(*span) => {
            Some(*span)
        }
        _ => None,
    })
}

fn direction(cue: Cue) -> Direction {
    if cue == Cue::Decrease { Direction::Down } else { Direction::Up }
}

/// Whether the words behind a figure go on with 到, 提高到: the figure is an old value.
fn goes_to(tail: &str) -> bool {
    let near: String = tail.chars().take(16).collect();
    let clause = near.split(['。', '；', '，']).next().unwrap_or("");
    clause.contains('到') || clause.contains('至') || clause.contains("提高为") || clause.contains("调整为")
}

/// Nothing but a period, a price's 每人每月 or a blank.
fn period_only(words: &str) -> bool {
    let words = words.trim_matches(is_blank);
    words.is_empty()
        || words.starts_with('每') && words.chars().count() <= 10
        || (words.contains('年') || words.contains("原来") || words.contains("去年") || words.contains("上年"))
            && words.chars().count() <= 10
        || matches!(
            words,
            "原" | "原来"
                | "原来的"
                | "的"
                | "月"
                | "年初"
                | "年初的"
                | "原先的"
                | "目前的"
                | "现在的"
                | "最初的"
                | "当初的"
                | "期初"
                | "期初的"
                | "人均"
                | "日均"
                | "月均"
                | "年均"
                | "户均"
        )
}

/// 与上年相比15.68万元, 同预算数对比12万元: the base stands before the word.
fn is_compared_to(words: &str, against: &str) -> bool {
    let words = words.trim_matches(is_blank_or_line_end);
    let before = words.strip_suffix(against).filter(|_| matches!(against, "相比" | "对比" | "比"));
    // 支出与上年相比8205.03万元: what is compared may stand before it.
    before.is_some_and(|w| w.rfind(['与', '同', '和', '跟']).is_some_and(|at| base_words(&w[at..])))
}

/// 与2022年支出305.4万元相比, 同上年总支出3900万元比: the word of comparison stands behind the base.
fn is_compared_with(words: &str, tail: &str) -> bool {
    let tail = tail.trim_start_matches(is_blank_or_line_end);
    let goes_on = |rest: &str| rest.starts_with(['，', ',', '增', '减', '上', '下', '多', '少', '提', '降', '净']);
    let is_said = any_of!["相比", "对比", "比较"].begin(tail) || tail.strip_prefix('比').is_some_and(goes_on);
    is_said && words.starts_with(['与', '同', '和', '跟']) && base_words(words)
}

/// Where 同2018年 begins in 本年支出同2018年 before a base that 比 or 相比 follows.
fn tied_to_base(words: &str, tail: &str) -> Option<usize> {
    let at = words.rfind(['与', '同', '和', '跟'])?;
    let has_subject = words[..at].chars().filter(|&c| crate::text::script::is_han(c)).count() >= 2;
    (has_subject && is_compared_with(&words[at..], tail)).then_some(at)
}

/// The words between 比/较 and a base value: 上年, 2015年决算数, 年初预算数.
fn base_words(words: &str) -> bool {
    let words = without_blanks(words);
    let n = words.chars().count();
    let base = any_of![
        "目标",
        "计划",
        "任务",
        "控制",
        "标准",
        "上年",
        "去年",
        "年度",
        "年",
        "预算",
        "决算",
        "同期",
        "年初",
        "基期",
        "前年",
        "期初",
        "上期",
        "上届",
        "上一年",
        "平均",
    ]
    .stand_in(&words);
    let before = (words.ends_with("前的") || words.ends_with("时的") || words.ends_with("前")) && n <= 10;
    (base || before) && n <= 22 && !words.contains(['，', '。'])
}

/// What 每 before a figure says its price is for. A year alone makes no price of an amount in 万元, nor does
/// 平均每个, which tells how large each is.
fn each(clause: &Clause<'_>, raw: &Raw) -> Option<String> {
    let span = first_each(clause)?;
    let per = per::each(&clause.text[span.end as usize..clause.before.end as usize])?;
    let yearly = matches!(per.as_str(), "年" | "年度");
    let size = per == "个" && clause.text[..span.start as usize].ends_with("平均");
    (!((yearly || size) && is_large(raw, clause.text))).then_some(per)
}

/// What 人均, 户均 before a figure says its price is for.
fn mean(clause: &Clause<'_>, raw: &Raw) -> Option<String> {
    let (_, last) = clause.last_of(&[Cue::Average])?;
    // 单车平均运行费: the first word says over what.
    let span = clause.first_of(Cue::Average).filter(|_| last.of(clause.text) == "平均").unwrap_or(last);
    let (before, after) =
        (&clause.text[..span.start as usize], &clause.text[span.end as usize..clause.before.end as usize]);
    per::of_mean(span.of(clause.text), before, after, each(clause, raw), is_large(raw, clause.text))
}

/// Printed in 万 or 亿.
fn is_large(raw: &Raw, text: &str) -> bool {
    raw.span.of(text).contains(['万', '亿'])
}
