//! 列全的分项. Lists that the words tell to be all of a total, without 其中: T：甲，乙。 T，即甲、乙。 T由甲和乙组成。
//! T，按来源分，甲，乙。 T，城市甲、农村乙。
//!
//! Where a list begins and ends is read from marks and names alone, never from sums: a slip in it must not hide it.

use std::borrow::Cow;

use crate::figures::{Cue, Figure, FigureId, Kind, Label, Role, Sentence, Token, TokenKind};
use crate::relations::identity;
use crate::relations::report::{Report, is_level};
use crate::relations::sieve::{self, Tally};
use crate::text::script::{folded, is_han};
use crate::text::{AnyOf, Span, any_of};

use super::{Completeness, Group, Origin, same_class};

/// Every told list of a sentence.
pub(super) fn in_sentence(report: &Report<'_>, n: usize, groups: &mut Vec<Group>) {
    let sentence = &report.figures.sentences[n];
    let reader = Reader { report, n, sentence, tokens: report.tokens(sentence) };
    let mut t = 0;
    while t < reader.tokens.len() {
        let found = reader.list(t).and_then(|list| Some((reader.group(&list)?, list.end)));
        t = found.as_ref().map_or(t + 1, |(_, end)| *end);
        groups.extend(found.map(|(group, _)| group));
    }
}

/// Names and numbers one after the other, and nothing else.
struct List {
    parts: Vec<FigureId>,
    /// Token of the first part.
    start: usize,
    /// Token behind the last part.
    end: usize,
    /// Weight of the mark between its parts.
    level: u8,
    /// 其余 or 其他 ends it.
    has_rest: bool,
    /// Something else follows behind the same mark.
    is_cut: bool,
}

impl List {
    /// Whether its items may be sentences of their own, parted by ；.
    fn may_go_on_about(&self) -> bool {
        self.level == 0 || self.level == SEMICOLON
    }

    /// T，甲、乙: whether a weightier mark than those of the list stands before it, so that T is none of its parts.
    fn is_set_off(&self, words: &str) -> bool {
        let mark = match words.chars().next_back() {
            Some(',' | '，') => COMMA,
            Some(';' | '；') => SEMICOLON,
            _ => STOP,
        };
        mark > self.level
    }
}

/// How the words lead to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead<'w> {
    /// ：、即、分为、按来源分: what follows is all there is.
    Announced,
    /// 财政拨款收入由…组成: it is if the words behind it say so; the words name the total, or nothing.
    Composed(&'w str),
    /// 公用经费中，…: it is if the names say so; the words name the total.
    Within(&'w str),
    /// Nothing: it is if the names say so.
    Bare,
}

/// How many parts a list may have, and how many tokens it may reach over.
const MOST_PARTS: usize = 80;
const REACH: usize = 400;

/// Characters of a remark between a total and its list: 全部收回有效.
const ASIDE: usize = 8;

/// Figures back to one that the words name.
const BACK: usize = 40;

struct Reader<'a> {
    report: &'a Report<'a>,
    n: usize,
    sentence: &'a Sentence,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    /// The list whose first part is the `t`-th token.
    fn list(&self, t: usize) -> Option<List> {
        let depth = self.tokens[t].depth;
        let first = self.figure(t).filter(|f| is_part(f) && self.is_bare(t))?;
        let mut list = List { parts: vec![first.id], start: t, end: t + 1, level: 0, has_rest: false, is_cut: false };
        let mut mark = 0;
        // 甲50万元，比上年40万元增加10万元；乙…: what an item goes on about ends at the next semicolon.
        let mut goes_on_about = false;
        let near = self.tokens.iter().enumerate().skip(t + 1).take(REACH);
        let outer = near.take_while(|(_, token)| token.depth >= depth);
        for (k, token) in outer.filter(|(_, token)| token.depth == depth) {
            match token.kind {
                TokenKind::Figure(id) => {
                    let figure = self.report.figure(id);
                    if !is_level(figure) || goes_on_about && mark < SEMICOLON {
                        continue;
                    }
                    if mark == COMMA && list.may_go_on_about() && !same_class(first, figure) {
                        goes_on_about = true;
                        continue;
                    }
                    goes_on_about = false;
                    let is_rest = self.is_rest(k);
                    if mark == STOP || list.level > 0 && mark > list.level + u8::from(is_rest) {
                        break;
                    }
                    let between = if mark == 0 && self.is_joined(k) { ENUMERATION } else { mark };
                    let goes_on = between > 0 && (list.level == 0 || between == list.level) || is_rest;
                    if !goes_on || !is_part(figure) || !same_class(first, figure) || !is_rest && !self.is_bare(k) {
                        list.is_cut = true;
                        break;
                    }
                    if list.level == 0 || !is_rest {
                        list.level = list.level.max(between);
                    }
                    mark = 0;
                    list.has_rest = is_rest || is_remainder(figure);
                    list.parts.push(id);
                    list.end = k + 1;
                }
                TokenKind::Cue(Cue::Composed) => break,
                TokenKind::Cue(cue)
                    if cue != Cue::EtCetera && says_otherwise(cue) && mark == COMMA && list.may_go_on_about() =>
                {
                    goes_on_about = true;
                }
                TokenKind::Cue(cue) if says_otherwise(cue) && !goes_on_about => {
                    // 其余37.20万元用于维修、印刷等: what the rest is for.
                    list.is_cut = mark <= list.level && !list.has_rest;
                    break;
                }
                kind => mark = mark.max(weight(kind)),
            }
        }
        // 人工51.27万元、设计 at the end of a page: an item whose number stands elsewhere.
        let next = self.tokens.get(list.end).map(|next| next.kind);
        list.is_cut |= !list.has_rest && next == Some(TokenKind::Enumeration);
        (2..=MOST_PARTS).contains(&list.parts.len()).then_some(list)
    }

    /// 甲12万元和乙5万元: only a word for and between two parts.
    fn is_joined(&self, k: usize) -> bool {
        let behind = self.tokens[..k].iter().rev().find(|x| matches!(x.kind, TokenKind::Figure(_)));
        let from = behind.map_or(self.sentence.span.start, |x| x.span.end);
        let words = folded(self.report.slice(Span { start: from, end: self.tokens[k].span.start.max(from) }));
        any_of!["和", "与", "及", "以及"].begin(&words)
    }

    fn figure(&self, t: usize) -> Option<&'a Figure> {
        let TokenKind::Figure(id) = self.tokens[t].kind else { return None };
        Some(self.report.figure(id))
    }

    /// 其余、剩余: all that the list has not named.
    fn is_rest(&self, k: usize) -> bool {
        let words = folded(self.report.words_before(self.sentence, k));
        any_of!["其余", "剩余"].begin(&words)
    }

    /// Whether nothing but its name stands between a figure and what is before it.
    fn is_bare(&self, t: usize) -> bool {
        let Some(figure) = self.figure(t) else { return false };
        let words = folded(self.report.words_before(self.sentence, t));
        if any_of!["分别", "依次"].stand_in(&words) {
            return true;
        }
        let Some(label) = own_label(figure) else {
            return words.is_empty() || identity::is_half(&words) || identity::is_year(&words);
        };
        if identity::is_year(&words) {
            return true;
        }
        let (from, to) = (label.span.end, figure.span.start);
        words.is_empty() || from <= to && folded(self.report.slice(Span { start: from, end: to })).chars().count() <= 1
    }

    /// What a part is called: 上半年 stands before its figure and is no label.
    fn name(&self, id: FigureId) -> Cow<'a, str> {
        let figure = self.report.figure(id);
        let words = || Some(folded(self.report.words_before(self.sentence, self.report.position(id)?)));
        match &figure.indicator {
            Some(indicator) if own_label(figure).is_some_and(|label| !identity::is_year(&label.text)) => {
                Cow::Borrowed(indicator.as_str())
            }
            _ => words().unwrap_or_default(),
        }
    }

    /// The total of a list that is complete, with the list.
    fn group(&self, list: &List) -> Option<Group> {
        let first = self.report.figure(list.parts[0]);
        let behind = self.tokens[..list.start].iter().rev().find(|x| matches!(x.kind, TokenKind::Figure(_)));
        let from = behind.map_or(self.sentence.span.start, |x| x.span.end);
        let label = first.label.as_ref().filter(|l| l.span.start >= from);
        let n_before = u32::try_from(self.report.words_before(self.sentence, list.start).len()).ok()?;
        let start = label.map_or(first.span.start.saturating_sub(n_before), |l| l.span.start).max(from);
        let words = folded(self.report.slice(Span { start: from, end: start }));
        // 地方收入中税收6.615亿元: the total stands in the name of the first part.
        let name = label.map_or("", |l| l.text.as_str());
        let divided = |by| name.split_once(by).filter(|(whole, part)| whole.chars().count() > 1 && !part.is_empty());
        let inner = divided('中').or(divided('由'));
        let lead = match inner {
            Some((whole, _)) if is_mark(&words) && name.contains('由') => Lead::Composed(whole),
            Some((whole, _)) if is_mark(&words) => Lead::Within(whole),
            _ if name.starts_with("分为") => Lead::Announced,
            _ => lead(&words)?,
        };
        let mut names: Vec<Cow<'_, str>> = list.parts.iter().map(|&id| self.name(id)).collect();
        if let (Lead::Within(_) | Lead::Composed(_), Some((_, part))) = (lead, inner) {
            names[0] = Cow::Borrowed(part);
        }
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        // 出口6.72亿元，进口1.68亿元，贸易顺差5.04亿元: what goes on where nothing is left is another thing.
        let may_end_early = matches!(lead, Lead::Bare | Lead::Within(_));
        let n_parts = (2..names.len()).rev().find(|&n| may_end_early && exhaust(&names[..n], first));
        let n_parts = n_parts.filter(|_| !exhaust(&names, first)).unwrap_or(names.len());
        let names = &names[..n_parts];
        let has_rest = list.has_rest && !list.is_cut;
        let is_complete = match lead {
            Lead::Announced => !list.is_cut || exhaust(names, first),
            Lead::Composed(_) => self.says_composed(list),
            Lead::Within(_) => exhaust(names, first) || has_rest,
            // 财政拨款收入90万元；事业收入5万元；其他收入3万元: items of one list, the first of them no total.
            Lead::Bare if list.level == SEMICOLON && !list.is_set_off(&words) => false,
            Lead::Bare => {
                exhaust(names, first)
                    || !list.is_cut
                        && is_mark(&words)
                        && list.is_set_off(&words)
                        && (has_rest || identity::descends(names))
            }
        };
        let is_complete = is_complete && !self.leaves_a_rest(list) && !are_flows(names);
        let total = self.total(list, lead, &words).filter(|_| is_complete)?;
        let is_of_it = lead != Lead::Bare || is_kind_of(names, self.report.figure(total));
        let trigger = trimmed(self.report, Span { start: from, end: start });
        is_of_it.then(|| Group {
            total,
            others: Vec::new(),
            parts: list.parts[..n_parts].to_vec(),
            triggers: trigger.into_iter().collect(),
            origin: Origin::Told,
            open: false,
            closed: true,
            completeness: Completeness::Unknown,
        })
    }

    /// 早稻20万亩，晚稻21万亩，其余为旱粮: a rest without a number.
    fn leaves_a_rest(&self, list: &List) -> bool {
        let last = list.parts.last().map_or(0, |&id| self.report.figure(id).span.end);
        let end = self.tokens[list.end..]
            .iter()
            .find(|x| matches!(x.kind, TokenKind::Semicolon | TokenKind::Stop | TokenKind::Figure(_)))
            .map_or(self.sentence.span.end, |x| x.span.start);
        let behind = self.report.slice(Span { start: last, end: end.max(last) });
        any_of!["其余", "剩余"].stand_in(behind)
    }

    /// 组成、构成 directly behind the list.
    fn says_composed(&self, list: &List) -> bool {
        self.tokens.get(list.end).is_some_and(|x| x.kind == TokenKind::Cue(Cue::Composed))
    }

    /// The figure that a list divides: the one that its words name, the last before it, or the only one of the
    /// sentence before.
    fn total(&self, list: &List, lead: Lead<'_>, words: &str) -> Option<FigureId> {
        let first = self.report.figure(list.parts[0]);
        let depth = self.tokens[list.start].depth;
        let fits = |f: &Figure| is_level(f) && same_class(f, first);
        if let Lead::Composed(name) | Lead::Within(name) = lead
            && let name = name.trim_start_matches(|c| !is_han(c))
            && !name.is_empty()
        {
            let earlier = self.report.figures.figures[..first.id.0 as usize].iter().rev().take(BACK);
            return earlier.filter(|f| fits(f) && is_called(f, name)).map(|f| f.id).next();
        }
        if lead == Lead::Announced
            && let Some(named) = self.named_by(words, &fits, list)
        {
            return Some(named);
        }
        let is_outer = |x: &&Token| x.depth == depth;
        let mut before = self.tokens[..list.start].iter().filter(is_outer).filter_map(|x| match x.kind {
            TokenKind::Figure(id) => Some(self.report.figure(id)).filter(|f| is_level(f)),
            _ => None,
        });
        // …123家，退出6家；按规模分: what the sentence began with.
        let is_of_sentence = lead == Lead::Announced && words.starts_with([';', '；']);
        if let Some(told) = if is_of_sentence { before.next() } else { before.next_back() } {
            return fits(told).then_some(told.id);
        }
        let previous = &self.report.figures.sentences[self.n.checked_sub(1)?];
        // 财政拨款收入212.85万元； at the end of a line: the list itself, which a line end parts.
        let goes_on = self.report.slice(previous.span).trim_end().ends_with(['；', ';', '，', ',', '、']);
        if goes_on {
            return None;
        }
        let told = self.report.figures_in(previous).filter(|f| is_level(f) && self.report.depth(f.id) == 0);
        let told: Vec<&Figure> = told.collect();
        if previous.paragraph == self.sentence.paragraph
            && let [only] = told[..]
        {
            return fits(only).then_some(only.id);
        }
        let is_near = previous.section == self.sentence.section && lead == Lead::Announced;
        told.into_iter().rev().filter(|f| is_near && fits(f)).find(|total| self.makes(list, total)).map(|f| f.id)
    }

    /// The figure that the words before an announced list name: 支付构成：, 项目支出按类别：.
    fn named_by(&self, words: &str, fits: &impl Fn(&Figure) -> bool, list: &List) -> Option<FigureId> {
        let clause = words.split(['，', '。', '；', '：', ',', ';', ':']).rfind(|clause| !clause.is_empty())?;
        let end = NAMED_BEFORE.iter().filter_map(|word| clause.find(word)).min()?;
        let name = &clause[..end];
        if name.chars().count() < 2 {
            return None;
        }
        let first = list.parts[0].0 as usize;
        let mut earlier = self.report.figures.figures[..first].iter().rev().take(BACK);
        earlier.find(|f| fits(f) && own_label(f).is_some_and(|l| is_named(&folded(&l.text), name))).map(|f| f.id)
    }

    /// Whether a list adds to a figure, or would but for one slip: of several that may be meant the numbers choose.
    fn makes(&self, list: &List, total: &Figure) -> bool {
        let parts: Vec<&Figure> = list.parts.iter().map(|&id| self.report.figure(id)).collect();
        Tally::of(&parts, total).adds_up(total) || sieve::is_a_slip_away(&parts, total)
    }
}

/// A label that stands with its figure.
fn own_label(figure: &Figure) -> Option<&Label> {
    figure.label.as_ref().filter(|l| !l.inherited)
}

/// The words of a span without the marks around them; none where nothing is left.
fn trimmed(report: &Report<'_>, span: Span) -> Option<Span> {
    let words = report.slice(span);
    let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    let first = words.find(is_word)?;
    let last = words.rfind(is_word).map(|at| at + words[at..].chars().next().map_or(0, char::len_utf8))?;
    let at = |n: usize| span.start + u32::try_from(n).unwrap_or(0);
    Some(Span { start: at(first), end: at(last) })
}

/// Whether the names of parts leave nothing out.
pub(super) fn exhaust(names: &[&str], part: &Figure) -> bool {
    identity::complete(names) || identity::partition(names, part.kind == Kind::Count)
}

/// How the words before a list lead to it; none where they say that it is not all, or say something else.
fn lead(words: &str) -> Option<Lead<'_>> {
    static OTHERWISE: AnyOf = AnyOf::new(&["其中", "包括", "包含", "含", "主要", "重点", "比", "较", "如", "另", "还"]);
    if OTHERWISE.stand_in(&words.replace("如下", "")) {
        return None;
    }
    let clauses: Vec<&str> = words.split(['，', '。', '；', '：', '、', ',', ';', ':']).collect();
    let (last, rest) = clauses.split_last()?;
    if rest.iter().any(|clause| divides(clause)) || ANNOUNCING.end(last) {
        return Some(Lead::Announced);
    }
    if is_mark(words) {
        return Some(Lead::Bare);
    }
    let before = rest.iter().rev().find(|clause| !clause.is_empty());
    if words.ends_with(['：', ':']) {
        return before.is_none_or(|clause| announces(clause)).then_some(Lead::Announced);
    }
    if let Some(subject) = last.strip_suffix('由') {
        return Some(Lead::Composed(subject));
    }
    let clause = if last.is_empty() { *before? } else { *last };
    let within = clause.strip_suffix(['中', '里', '内']).map(Lead::Within);
    within.or((last.is_empty() && clause.chars().count() <= ASIDE).then_some(Lead::Bare))
}

fn is_mark(words: &str) -> bool {
    matches!(words, "，" | "," | "；" | ";" | "。" | "")
}

/// Words directly before a list that say that it is all.
static ANNOUNCING: AnyOf = AnyOf::new(&["分为", "又分", "即", "来源为", "来源是", "构成为", "具体是", "分别是"]);

/// 按来源分, 项目支出按类别, 分产业看, 从资金来源看: the whole by a criterion.
fn divides(clause: &str) -> bool {
    let is_sorted = clause.contains('按')
        && any_of!["分", "分类", "划分", "性质", "类别", "来源", "用途", "科目", "构成", "级次"].end(clause);
    is_sorted || clause.starts_with(['分', '从']) && clause.ends_with('看')
}

/// 全部用于移民后扶水利设施, 资金构成为: words before a colon that promise all.
fn announces(clause: &str) -> bool {
    static PROMISES: AnyOf = AnyOf::new(&[
        "用于", "构成", "组成", "来源", "分为", "分别", "明细", "具体", "分项", "如下", "投向", "去向", "细分", "分布",
        "部分", "方面",
    ]);
    PROMISES.stand_in(clause)
}

/// Words behind the name of what is divided.
const NAMED_BEFORE: &[&str] =
    &["按", "构成", "组成", "投向", "去向", "分布", "明细", "细分", "分为", "用于", "具体", "情况", "如下", "来源"];

/// 支付 of 累计支付, 人员支出 of 人员支出.
fn is_named(label: &str, name: &str) -> bool {
    label.ends_with(name) || label.chars().count() >= 4 && name.ends_with(label)
}

/// 收入500万元，支出480万元: what comes in and what goes out make no sum.
fn are_flows(names: &[&str]) -> bool {
    static IN: AnyOf = AnyOf::new(&["收入", "到位", "预算", "计划", "下达"]);
    static OUT: AnyOf = AnyOf::new(&["支出", "执行", "决算", "支付", "完成", "结转", "结余"]);
    names.iter().any(|name| IN.end(name)) && names.iter().any(|name| OUT.end(name))
}

/// Cues behind which parts are not what the list before told.
fn says_otherwise(cue: Cue) -> bool {
    matches!(cue, Cue::OfWhich | Cue::Comprises | Cue::EtCetera | Cue::Mainly | Cue::Against | Cue::Excluding)
}

const ENUMERATION: u8 = 1;
const COMMA: u8 = 2;
const SEMICOLON: u8 = 3;
const STOP: u8 = 4;

/// Weight of a mark between two parts.
fn weight(kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Enumeration => ENUMERATION,
        TokenKind::Comma => COMMA,
        TokenKind::Semicolon => SEMICOLON,
        TokenKind::Colon | TokenKind::Stop => STOP,
        _ => 0,
    }
}

fn is_part(figure: &Figure) -> bool {
    is_level(figure) && figure.role != Some(Role::Total)
}

/// 其余, 房地产及其他, 其他专项: the last of a list that leaves nothing out; 其他收入 is an item as others are.
pub(super) fn is_remainder(figure: &Figure) -> bool {
    static ITEMS: AnyOf = AnyOf::new(&[
        "其他收入",
        "其他支出",
        "其他资金",
        "其他资本",
        "其他商品",
        "其他对",
        "其他交通",
        "其他工资",
        "其他社会",
    ]);
    let Some(name) = figure.indicator.as_deref() else { return false };
    let is_joined = any_of!["及其他", "和其他", "与其他"].stand_in(name);
    name.starts_with("其余") || is_joined || name.starts_with("其他") && !ITEMS.begin(name)
}

/// Whether a figure has this name, or a longer one of which it is short: 地方收入, 地方一般公共预算收入.
fn is_called(figure: &Figure, name: &str) -> bool {
    const ENDS: usize = 2;
    let Some(label) = figure.label.as_ref().map(|l| folded(&l.text)) else { return false };
    let ends =
        |text: &str| (text.chars().take(ENDS).collect::<String>(), text.chars().rev().take(ENDS).collect::<String>());
    label.ends_with(name) || name.chars().count() >= 2 * ENDS && ends(&label) == ends(name)
}

/// Whether parts may be of what the total counts: 城市低保、农村低保 of 在册低保, not of 特困供养.
fn is_kind_of(names: &[&str], total: &Figure) -> bool {
    const ANY: &[&str] = &["经费", "支出", "收入", "资金", "人员", "级", "费"];
    let last = |name: &str| name.chars().rev().collect::<Vec<char>>();
    let reversed: Vec<Vec<char>> = names.iter().map(|name| last(name)).collect();
    let shared = (0..reversed[0].len())
        .take_while(|&k| reversed.iter().all(|r| r.get(k).is_some() && r.get(k) == reversed[0].get(k)))
        .count();
    let ending: String = reversed[0][..shared].iter().rev().collect();
    let label = total.label.as_ref().map_or("", |l| l.text.as_str());
    let are_halves = names.iter().all(|name| identity::is_half(name));
    are_halves || ending.is_empty() || ANY.contains(&ending.as_str()) || label.contains(&ending)
}

#[cfg(test)]
mod tests {
    use crate::relations::{Origin, Report};
    use crate::{document, figures, outline};

    /// The told lists of a text: total, then parts.
    fn told(text: &str) -> Vec<Vec<String>> {
        let document = document::from_text(text.to_owned(), "例");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        let report = Report::new(&document, &outline, &figures);
        let value = |id| report.figure(id).value.normalize().to_string();
        let groups = report.groups().iter().filter(|g| g.origin == Origin::Told);
        groups.map(|g| std::iter::once(g.total).chain(g.parts.iter().copied()).map(value).collect()).collect()
    }

    #[test]
    fn words_that_promise_all() {
        for text in [
            "全年收入90万元：拨款50万元，事业收入30万元，捐赠10万元。",
            "到位资金90万元，即省级50万元、市级30万元、乡镇10万元，到位率98%。",
            "总预算90万元，按来源分，省级补助50万元，市级配套30万元，乡镇自筹10万元；全部到位。",
            "拨款收入90万元，其他收入5万元；拨款收入由预算拨款50万元、基金30万元和专户10万元组成。",
            "项目支出90万元，占全部支出的36.3%。分为规划50万元、评审30万元、监察10万元。",
        ] {
            assert_eq!(told(text), [["90", "50", "30", "10"]], "{text}");
        }
    }

    #[test]
    fn names_that_leave_nothing_out() {
        assert_eq!(told("在册低保780人，城市低保96人，农村低保684人，发放低保金351万元。"), [["780", "96", "684"]]);
        assert_eq!(told("立项课题9项，省级2项、市级3项、校级4项；论文27篇。"), [["9", "2", "3", "4"]]);
        assert_eq!(told("改造户厕600户，上半年268户，下半年332户，每户1200元。"), [["600", "268", "332"]]);
        assert_eq!(
            told("常住人口40人，按城乡分，城镇人口22人，乡村人口18人，城镇化率55%，较上年提高。"),
            [["40", "22", "18"]]
        );
        assert_eq!(told("工业企业123家，新入库15家，退出6家；按规模分，大型18家、小型105家。"), [["123", "18", "105"]]);
        assert_eq!(
            told("公用经费90万元。公用经费中，办公费、水电费分别为42.6和37.4万元，其余10万元用于维修。"),
            [["90", "42.6", "37.4", "10"]]
        );
        assert_eq!(
            told("公用经费90万元，办公费50万元、水电费30万元，其余10万元用于维修。"),
            [["90", "50", "30", "10"]]
        );
    }

    #[test]
    fn lists_that_may_leave_something_out() {
        for text in [
            "全年产粮90吨，油料50吨，蔬菜30吨。",
            "特困供养780人，城市低保96人，农村低保684人。",
            "项目支出90万元，主要用于：规划50万元，评审30万元。",
            "项目支出90万元，比上年增加5万元，规划50万元，评审30万元。",
            "获奖9项，市级3项、省级2项。",
            "机关干部90人，男50人，女30人，其余尚未统计。",
            "增值税6.82亿元，企业所得税4.35亿元，个人所得税1.18亿元，其他各税3.65亿元。",
        ] {
            assert_eq!(told(text), Vec::<Vec<String>>::new(), "{text}");
        }
    }
}
