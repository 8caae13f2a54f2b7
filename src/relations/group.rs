//! 合计与分项. Which figures the words tie together as a total and its parts.

use crate::figures::{Cue, Figure, FigureId, Kind, Period, Role, Sentence, Token, TokenKind};
use crate::text::script::{folded, is_han};
use crate::text::{AnyOf, Span, any_of};

use super::report::{Report, is_level, planned, same_unit};
use super::sieve::Tally;

mod beside;
mod complete;
mod sections;
mod told;

pub use complete::Completeness;
use told::{exhaust, is_remainder};

/// 分组. A total with its parts, as the words tie them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The figure that is divided.
    pub total: FigureId,
    /// What it is divided into, in order of the text.
    pub parts: Vec<FigureId>,
    /// Other figures that the words may mean as the total, nearest first.
    pub others: Vec<FigureId>,
    /// Words that say so.
    pub triggers: Vec<Span>,
    /// How the list is told.
    pub origin: Origin,
    /// 等, 主要 or 较大的 stands with the list: it is not complete.
    pub open: bool,
    /// 分别, 组成 or 两部分 stands with the list: it is complete.
    pub closed: bool,
    /// Whether the parts are all there is, and what says so.
    pub completeness: Completeness,
}

/// 分项来历. How a list of parts is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// 总额…，其中：…
    OfWhich,
    /// …包括：…
    Comprises,
    /// …、…，合计…
    TotalAfter,
    /// 总额（…、…）
    Bracket,
    /// …具体情况如下：1. … 2. …
    Sections,
    /// …由…组成, …，即…、…: complete as told
    Told,
}

/// Whether two figures stand on one level of a sum: both levels, or both changes.
fn same_class(a: &Figure, b: &Figure) -> bool {
    (is_level(a) && is_level(b) || a.role == Some(Role::Change) && b.role == Some(Role::Change))
        && same_unit(a, b)
        && names_a_mean(a) == names_a_mean(b)
}

/// 人均可支配收入: what one of many has is no part of a sum.
fn names_a_mean(figure: &Figure) -> bool {
    let means = any_of!["人均", "户均", "亩均", "生均", "车均", "平均", "单价", "均价"];
    figure.label.as_ref().is_some_and(|label| means.stand_in(&label.text))
}

fn summable(figure: &Figure) -> bool {
    is_level(figure) || figure.role == Some(Role::Change)
}

/// Every group of the report.
pub(super) fn find(report: &Report<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for n in 0..report.figures.sentences.len() {
        in_sentence(report, n, &mut groups);
    }
    for section in &report.outline.sections {
        sections::in_sections(report, section.id, &mut groups);
    }
    groups.retain(|g| !g.parts.is_empty() && !g.parts.contains(&g.total));
    for group in &mut groups {
        group.open |= is_cut_off(report, group);
    }
    complete::settle(report, &mut groups);
    groups
}

/// 货物支出7.52万元、工程支出10.37 at the end of a line: the unit, and what followed it, stand elsewhere.
fn is_cut_off(report: &Report<'_>, group: &Group) -> bool {
    let has_unit = |id: &FigureId| {
        let figure = report.figure(*id);
        figure.cell.is_some() || !report.slice(figure.printed.unit).trim().is_empty()
    };
    group.parts.last().is_some_and(|last| !has_unit(last)) && has_unit(&group.total)
}

/// A list that has begun and not yet ended.
struct OpenList {
    total: FigureId,
    others: Vec<FigureId>,
    parts: Vec<FigureId>,
    trigger: Span,
    depth: u8,
    origin: Origin,
    open: bool,
    closed: bool,
    /// A colon stands behind the cue: 其中：.
    is_announced: bool,
    /// Mark between the first two parts: a lesser mark later ends the list.
    mark: Option<TokenKind>,
}

impl OpenList {
    /// Whether a mark before a further figure ends the list: 14名、24名；… and 41人、233人，….
    fn ends_at(&self, mark: TokenKind) -> bool {
        match (self.mark, mark) {
            (Some(TokenKind::Enumeration), TokenKind::Comma | TokenKind::Semicolon) => self.parts.len() >= 2,
            (Some(TokenKind::Comma), TokenKind::Semicolon) => self.parts.len() >= 2,
            _ => false,
        }
    }
}

/// The weightiest mark between a part and the figure at `t`.
fn mark_before(tokens: &[Token], t: usize, depth: u8) -> Option<TokenKind> {
    let marks = tokens[..t].iter().rev().take_while(|x| !matches!(x.kind, TokenKind::Figure(_)) || x.depth > depth);
    let weight = |k: TokenKind| match k {
        TokenKind::Semicolon => 3,
        TokenKind::Comma => 2,
        TokenKind::Enumeration => 1,
        _ => 0,
    };
    marks.filter(|x| x.depth == depth).map(|x| x.kind).max_by_key(|&k| weight(k)).filter(|&k| weight(k) > 0)
}

fn in_sentence(report: &Report<'_>, n: usize, groups: &mut Vec<Group>) {
    let sentence = &report.figures.sentences[n];
    let tokens = report.tokens(sentence);
    let n_before = groups.len();
    let mut stack: Vec<OpenList> = Vec::new();
    for (t, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Cue(cue @ (Cue::OfWhich | Cue::Comprises)) => {
                let nested = stack.last().filter(|o| o.depth == token.depth).and_then(|o| o.parts.last().copied());
                let candidates = if let Some(total) = nested { vec![total] } else { totals_before(report, n, t, cue) };
                // 公务用车费24.15万元，含购置费0万元、运行费24.15万元: only what stands directly behind its total.
                let is_directly_beside = t >= 2
                    && tokens[t - 1].kind == TokenKind::Comma
                    && matches!(tokens[t - 2].kind, TokenKind::Figure(id) if nested == Some(id));
                let is_beside = is_directly_beside
                    || nested.is_some_and(|part| goes_on_about(report, &tokens[..t], part))
                        && tells_amounts(&tokens[t + 1..]);
                if cue == Cue::Comprises && nested.is_some() && !is_beside {
                    continue;
                }
                if let Some((&total, others)) = candidates.split_first() {
                    stack.push(OpenList {
                        total,
                        others: others.to_vec(),
                        parts: Vec::new(),
                        trigger: token.span,
                        depth: token.depth,
                        origin: if cue == Cue::OfWhich { Origin::OfWhich } else { Origin::Comprises },
                        open: mainly_near(report, sentence, token.span) || report.slice(token.span) == "含",
                        closed: says_all(report, sentence, tokens, t),
                        is_announced: tokens.get(t + 1).is_some_and(|x| x.kind == TokenKind::Colon),
                        mark: None,
                    });
                }
            }
            TokenKind::Cue(Cue::EtCetera) => {
                if let Some(open) = stack.iter_mut().rev().find(|o| o.depth == token.depth) {
                    open.open = true;
                }
            }
            TokenKind::Cue(Cue::Respectively | Cue::Composed) => {
                if let Some(open) = stack.iter_mut().rev().find(|o| o.depth == token.depth && o.parts.is_empty()) {
                    open.closed = true;
                }
            }
            TokenKind::Figure(id) => {
                let figure = report.figure(id);
                let mark = mark_before(tokens, t, token.depth);
                if let Some(open) = stack.last().filter(|o| o.depth == token.depth)
                    && mark.is_some_and(|m| open.ends_at(m))
                {
                    let last = stack.len();
                    let mut k = 0;
                    close(&mut stack, groups, |_| {
                        k += 1;
                        k == last
                    });
                }
                // 各项存款余额107.42亿元，其中住户存款76.85亿元；各项贷款余额…: the next subject, told as the total was.
                if let Some(open) = stack.last().filter(|o| o.depth == token.depth && o.parts.len() == 1)
                    && mark == Some(TokenKind::Semicolon)
                    && is_next_subject(report, open, figure)
                {
                    let total = open.total;
                    close(&mut stack, groups, |o| o.total == total);
                }
                // 其中分散1132人，集中354人，集中供养率23.8%，全自理1026人、…: the whole is divided again.
                if stack.last().is_some_and(|o| o.depth == token.depth && is_divided(report, o, tokens, t)) {
                    close(&mut stack, groups, |o| o.depth == token.depth);
                }
                // 社会捐赠120万元，其中物资折价35万元；使用98万元: one part without a colon, and something else.
                // 预算320万元，其中市级187.5万元，支出296.85万元: what was done with the whole.
                if let Some(open) = stack.last().filter(|o| o.depth == token.depth && o.parts.len() == 1)
                    && !open.is_announced
                    && (mark == Some(TokenKind::Semicolon) && tells_an_act(report, figure)
                        || mark == Some(TokenKind::Comma)
                            && tells_what_was_done(report, open, report.words_before(sentence, t)))
                {
                    let total = open.total;
                    close(&mut stack, groups, |o| o.total == total);
                }
                // 在职90人，另有退休41人: besides what was divided.
                let is_besides = || report.words_before(sentence, t).trim_start().starts_with('另');
                if stack.last().is_some_and(|o| o.depth == token.depth && !o.parts.is_empty()) && is_besides() {
                    close(&mut stack, groups, |o| o.depth == token.depth);
                }
                // 增值税6.82亿元，企业所得税4.35亿元，两大税种合计11.17亿元: what the list comes to is none of it.
                if figure.role == Some(Role::Total)
                    && stack.last().is_some_and(|o| o.depth == token.depth && is_subtotal(report, o, figure))
                {
                    close(&mut stack, groups, |o| o.depth == token.depth);
                }
                // 支出80万元，其中中央50万元，地方30万元，未支出5万元: what was not spent is no part of it.
                if names_what_is_left(figure)
                    && stack.last().is_some_and(|o| o.depth == token.depth && !o.parts.is_empty())
                {
                    close(&mut stack, groups, |o| o.depth == token.depth);
                }
                // 其中企业528户，个体工商户4291户，总量突破4.5万户: another whole than the one divided.
                if names_a_whole(figure) && stack.last().is_some_and(|o| o.depth == token.depth && !o.parts.is_empty())
                {
                    close(&mut stack, groups, |o| o.depth == token.depth);
                }
                if let Some(open) = stack.last_mut().filter(|o| o.depth == token.depth)
                    && same_class(report.figure(open.total), figure)
                {
                    if open.parts.len() == 1 {
                        open.mark = mark;
                    }
                    open.parts.push(id);
                }
            }
            TokenKind::Close => close(&mut stack, groups, |o| o.depth > token.depth),
            TokenKind::Semicolon => {
                let later =
                    tokens[t + 1..].iter().any(|x| x.kind == TokenKind::Cue(Cue::OfWhich) && x.depth == token.depth);
                let nested = stack.len() >= 2 && stack[stack.len() - 2].depth == token.depth;
                if (nested || later) && stack.last().is_some_and(|o| o.depth == token.depth && !o.parts.is_empty()) {
                    let depth = stack.len();
                    let mut k = 0;
                    close(&mut stack, groups, |_| {
                        k += 1;
                        k == depth
                    });
                }
            }
            _ => {}
        }
    }
    close(&mut stack, groups, |_| true);
    beside::totals_after(report, tokens, groups);
    beside::in_brackets(report, tokens, groups);
    let mut told = Vec::new();
    told::in_sentence(report, n, &mut told);
    let is_known =
        |g: &Group| groups[n_before..].iter().any(|known| known.parts.iter().any(|part| g.parts.contains(part)));
    told.retain(|g| !is_known(g));
    groups.extend(told);
}

/// Whether the words still speak of `part` at their end: 人员经费12万元，占…的79%，主要包括.
fn goes_on_about(report: &Report<'_>, tokens: &[Token], part: FigureId) -> bool {
    let behind = tokens.iter().rev().take_while(|x| x.kind != TokenKind::Figure(part));
    let goes_on = |x: &Token| match x.kind {
        TokenKind::Figure(id) => !is_level(report.figure(id)),
        TokenKind::Semicolon | TokenKind::Stop | TokenKind::Colon | TokenKind::Enumeration => false,
        _ => true,
    };
    let last = tokens.iter().rev().find(|x| x.kind != TokenKind::Cue(Cue::Mainly));
    let is_comma = last.is_some_and(|x| x.kind == TokenKind::Comma);
    is_comma && behind.into_iter().all(goes_on)
}

/// 主要包括：基本工资147万元, not 主要包括办公费、印刷费等: what the first item behind the cue comes to is told.
fn tells_amounts(tokens: &[Token]) -> bool {
    let first = tokens.iter().find(|x| !matches!(x.kind, TokenKind::Colon | TokenKind::Cue(_)));
    first.is_some_and(|x| matches!(x.kind, TokenKind::Figure(_)))
}

/// Whether the parts of a list make up its total, and a rate with a name of its own ends it before the figure at `t`.
fn is_divided(report: &Report<'_>, open: &OpenList, tokens: &[Token], t: usize) -> bool {
    let is_named_rate = |x: &Token| {
        let rate = figure_of(report, x.kind).filter(|f| f.kind == Kind::Percentage);
        rate.and_then(|f| f.label.as_ref()).is_some_and(|l| !l.inherited && l.text.ends_with('率'))
    };
    let last = open.parts.last().copied();
    let behind = tokens[..t].iter().rev().take_while(|x| last.is_none_or(|id| x.kind != TokenKind::Figure(id)));
    let values = open.parts.iter().map(|&id| report.figure(id).value);
    open.parts.len() >= 2
        && behind.into_iter().any(is_named_rate)
        && values.sum::<rust_decimal::Decimal>() == report.figure(open.total).value
}

/// 总量, 累计: what holds more than the list that it stands behind.
fn names_a_whole(figure: &Figure) -> bool {
    let label = figure.label.as_ref().filter(|l| !l.inherited);
    label.is_some_and(|l| any_of!["总量", "总数", "存量", "累计"].begin(&l.text))
}

/// 未支出, 尚未拨付: what the total does not hold.
fn names_what_is_left(figure: &Figure) -> bool {
    let label = figure.label.as_ref().filter(|l| !l.inherited);
    label.is_some_and(|l| any_of!["未支出", "未拨付", "未支付", "未使用", "未完成", "未执行", "尚未"].begin(&l.text))
}

/// Whether a figure's name begins like that of the total and not like that of its part.
fn is_next_subject(report: &Report<'_>, open: &OpenList, figure: &Figure) -> bool {
    let lead = |id: FigureId| {
        let label = report.figure(id).label.as_ref().filter(|l| !l.inherited)?;
        let name = ["年末", "年底", "期末"].iter().find_map(|w| label.text.strip_prefix(w)).unwrap_or(&label.text);
        Some(name.chars().take(2).collect::<String>())
    };
    let (total, next) = (lead(open.total), lead(figure.id));
    total.is_some() && total == next && open.parts.first().is_some_and(|&part| lead(part) != next)
}

/// 使用98万元, 实际到位98万元: what was done, rather than a thing of that name.
fn tells_an_act(report: &Report<'_>, figure: &Figure) -> bool {
    let own = figure.label.as_ref().filter(|label| !label.inherited);
    let is_act = |name: &str| {
        any_of!["使用", "支出", "到位", "结余", "结转"].hold(name)
            || figure.action.is_some_and(|action| report.slice(action) == name)
    };
    own.map_or(figure.action.is_some(), |label| is_act(&label.text))
}

/// 支出296.85万元 behind a source of money: the words are a deed and nothing else, and the part before tells none.
fn tells_what_was_done(report: &Report<'_>, open: &OpenList, words: &str) -> bool {
    let is_deed = any_of!["支出", "实际支出", "累计支出", "使用", "实际使用", "已支出", "已使用"].hold(&folded(words));
    let part = open.parts.first().and_then(|&id| report.figure(id).label.as_ref());
    is_deed && part.is_some_and(|label| !any_of!["支出", "使用", "收入"].stand_in(&label.text))
}

/// Whether a figure tells what the parts so far come to.
fn is_subtotal(report: &Report<'_>, open: &OpenList, figure: &Figure) -> bool {
    let parts: Vec<&Figure> = open.parts.iter().map(|&id| report.figure(id)).collect();
    parts.len() >= 2 && Tally::of(&parts, figure).adds_up(figure)
}

/// 具体为：, 具体包含, 包括以下三项：: words at a cue that say that the list is all there is.
fn says_all(report: &Report<'_>, sentence: &Sentence, tokens: &[Token], t: usize) -> bool {
    static ALL: AnyOf =
        AnyOf::new(&["以下", "如下", "两部分", "三部分", "四部分", "两项", "三项", "四项", "五项", "六项"]);
    let cue = tokens[t].span;
    let next =
        tokens[t + 1..].iter().find(|x| matches!(x.kind, TokenKind::Colon | TokenKind::Comma | TokenKind::Enumeration));
    let end = next.map_or(sentence.span.end, |x| x.span.start).max(cue.end);
    let words: String = report.slice(Span { start: cue.start, end }).chars().take(LEAD).collect();
    let has_total = tokens[..t].iter().any(|x| matches!(x.kind, TokenKind::Figure(_)));
    any_of!["具体为", "具体包含", "具体包括", "具体有", "具体是"].begin(&words) || has_total && ALL.stand_in(&words)
}

/// Characters of a cue with what belongs to it.
const LEAD: usize = 12;

/// Ends the lists that `which` picks.
fn close(stack: &mut Vec<OpenList>, groups: &mut Vec<Group>, mut which: impl FnMut(&OpenList) -> bool) {
    let mut n = 0;
    while n < stack.len() {
        if which(&stack[n]) {
            let o = stack.remove(n);
            groups.push(Group {
                total: o.total,
                others: o.others,
                parts: o.parts,
                triggers: vec![o.trigger],
                origin: o.origin,
                open: o.open,
                closed: o.closed,
                completeness: Completeness::Unknown,
            });
        } else {
            n += 1;
        }
    }
}

/// 主要 or 较大的 directly before or behind the cue.
fn mainly_near(report: &Report<'_>, sentence: &Sentence, cue: Span) -> bool {
    let near = 24;
    report
        .cues_between(sentence, Cue::Mainly, cue.start.saturating_sub(near).max(sentence.span.start), cue.end + near)
        .next()
        .is_some()
}

/// The figure that 其中 or 包括 divides: the last level before it, brackets skipped, or that of the sentence before.
fn totals_before(report: &Report<'_>, n: usize, t: usize, cue: Cue) -> Vec<FigureId> {
    let sentence = &report.figures.sentences[n];
    let tokens = report.tokens(sentence);
    let depth = tokens[t].depth;
    let first_part = tokens[t + 1..].iter().filter(|x| x.depth >= depth).find_map(|x| match x.kind {
        TokenKind::Figure(id) if summable(report.figure(id)) => Some(report.figure(id)),
        _ => None,
    });
    let fits = |figure: &Figure| first_part.map_or(is_level(figure), |p| same_class(figure, p));
    let before: Vec<&Figure> = tokens[..t]
        .iter()
        .filter(|x| x.depth <= depth)
        .filter_map(|x| match x.kind {
            TokenKind::Figure(id) => Some(report.figure(id)),
            _ => None,
        })
        .filter(|f| fits(f))
        .collect();
    if cue == Cue::Comprises
        && let Some(named) = named_subject(report, sentence, tokens, t)
        && report.figure(named).id.0 < first_part.map_or(u32::MAX, |p| p.id.0)
        && fits(report.figure(named))
    {
        return vec![named];
    }
    if !before.is_empty() {
        return best_first(&before, first_part);
    }
    // 公用经费包括：…: a subject of its own, told nowhere, is not what the sentence before told.
    if cue == Cue::Comprises && has_subject(report, n, t) {
        return Vec::new();
    }
    // 支出847.68万元。其中：… : only where nothing but the cue opens the sentence.
    let opens = tokens[..t].iter().all(|x| !matches!(x.kind, TokenKind::Figure(_)));
    if !opens || n == 0 {
        return Vec::new();
    }
    let previous = &report.figures.sentences[n - 1];
    let near = previous.section == sentence.section
        || report.outline.section(sentence.section).parent == Some(previous.section);
    if !near {
        return Vec::new();
    }
    let told = |sentence: &Sentence| -> Vec<&Figure> {
        let outer = report.tokens(sentence).iter().filter(|x| x.depth == 0);
        outer.filter_map(|x| figure_of(report, x.kind)).filter(|f| fits(f)).collect()
    };
    // 支出合计2031.26万元…。按功能分类：甲…，乙…，丙…。其中…: a list that divides the same total otherwise.
    let earlier = n.checked_sub(2).map(|n| &report.figures.sentences[n]).filter(|s| s.section == previous.section);
    if let Some(earlier) = earlier
        && report
            .tokens(previous)
            .iter()
            .take_while(|x| figure_of(report, x.kind).is_none())
            .any(|x| x.kind == TokenKind::Colon)
        && told(previous).len() >= LIST
    {
        return best_first(&told(earlier), first_part);
    }
    best_first(&told(previous), first_part)
}

/// Whether words that name something open the sentence before the cue.
fn has_subject(report: &Report<'_>, n: usize, t: usize) -> bool {
    let sentence = &report.figures.sentences[n];
    let words = report.words_before(sentence, t);
    let words = words.trim().trim_end_matches(['具', '体', '主', '要', '其', '中']);
    words.chars().filter(|&c| is_han(c)).count() >= 3
}

/// Figures behind a colon that make a list.
const LIST: usize = 3;

fn figure_of<'a>(report: &Report<'a>, kind: TokenKind) -> Option<&'a Figure> {
    if let TokenKind::Figure(id) = kind { Some(report.figure(id)) } else { None }
}

/// The best candidate, then the others, nearest first.
fn best_first(candidates: &[&Figure], part: Option<&Figure>) -> Vec<FigureId> {
    const OTHERS: usize = 4;
    let Some(first) = best(candidates, part) else { return Vec::new() };
    let others = candidates.iter().rev().map(|f| f.id).filter(|&id| id != first).take(OTHERS);
    std::iter::once(first).chain(others).collect()
}

/// The nearest candidate; one whose name ends like the parts' (收入, 支出) goes before one that does not, and last
/// year's number after all.
fn best(candidates: &[&Figure], part: Option<&Figure>) -> Option<FigureId> {
    let is_past = |f: &Figure| f.period == Some(Period::Previous);
    let current: Vec<&Figure> = candidates.iter().copied().filter(|f| !is_past(f)).collect();
    let candidates = if part.is_some_and(is_past) || current.is_empty() { candidates } else { &current };
    // 支出1045万元，预算1140万元，执行率91.67%。其中…: what names no step of the budget is no part of the plan.
    let actual: Vec<&Figure> = candidates.iter().copied().filter(|f| planned(f).is_none()).collect();
    let is_actual = part.is_some_and(|part| planned(part).is_none()) && !actual.is_empty();
    let candidates = if is_actual { &actual } else { candidates };
    let nearest = candidates.last()?;
    let ending =
        |f: &Figure| f.indicator.as_deref().and_then(|i| ["收入", "支出", "预算"].into_iter().find(|w| i.ends_with(w)));
    if let Some(wanted) = part.and_then(ending)
        && ending(nearest).is_some_and(|e| e != wanted)
        && let Some(better) = candidates.iter().rev().find(|f| ending(f) == Some(wanted))
    {
        return Some(better.id);
    }
    let stated = candidates.iter().rev().find(|f| f.role == Some(Role::Total));
    Some(stated.map_or(nearest.id, |f| f.id))
}

/// 项目支出具体包含…: the words before the cue name a figure told earlier.
fn named_subject(report: &Report<'_>, sentence: &Sentence, tokens: &[Token], t: usize) -> Option<FigureId> {
    let start = tokens[..t]
        .iter()
        .rev()
        .find(|x| {
            matches!(
                x.kind,
                TokenKind::Comma | TokenKind::Semicolon | TokenKind::Stop | TokenKind::Figure(_) | TokenKind::Colon
            )
        })
        .map_or(sentence.span.start, |x| x.span.end);
    let words = report.slice(Span { start, end: tokens[t].span.start });
    let words = words.trim().trim_end_matches(['具', '体', '主', '要']);
    if words.chars().count() < 3 || words.chars().count() > 30 {
        return None;
    }
    let figures = &report.figures.figures;
    // Backwards over the figures told so far: the last whose label the words end with; a final account before a budget.
    let upto = figures.partition_point(|f| f.span.end <= start.max(sentence.span.start));
    let found: Vec<&Figure> = figures[..upto]
        .iter()
        .rev()
        .take(40)
        .filter(|f| {
            is_level(f) && f.label.as_ref().is_some_and(|l| words.ends_with(l.text.as_str()) || l.text.ends_with(words))
        })
        .collect();
    let section = found.first().map(|f| f.section)?;
    let here: Vec<&&Figure> = found.iter().filter(|f| f.section == section).collect();
    let accounts = |f: &&&&Figure| f.stage == Some(crate::figures::Stage::FinalAccount);
    here.iter().find(accounts).or(here.first()).map(|f| f.id)
}
