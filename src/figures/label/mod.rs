//! 名目. What the words around a number call it.

mod apart;
mod behind;
mod leading;
mod object;
mod phrase;
mod trailing;
mod words;

use crate::text::script::{is_blank, is_han, without_blanks};
use crate::text::{AnyOf, Span, any_of};

use super::clause::Clause;
use super::lexicon::{self, Word};
use super::scan::Piece;
use super::{Cue, TokenKind};

use apart::Closed;
use object::{after_verbs, goes_on_with_suffix};
use phrase::{
    behind_complement, behind_inner_year, behind_short_verb, head_of, without_final_deed, without_final_particles,
    without_final_year,
};
use trailing::trim_trailing;
use words::{JIEBA, class_of};

pub(super) use apart::stand_apart;
pub(super) use behind::after;
pub(super) use leading::strip_leading;
pub(super) use words::{is_one_word, opens_with_deed};

/// Longest label in characters; longer runs of words are sentences.
const LONGEST: usize = 30;

/// The label before a number: the noun phrase that ends the clause.
///
/// `None` when nothing but verbs and particles stands there, or when the words are too many to be a name.
pub(super) fn before(clause: &Clause<'_>, upto: usize) -> Option<Span> {
    match Closed::of(clause, upto) {
        Some(closed) => name(&closed.clause(), closed.upto).and_then(|span| closed.printed(span)),
        None => name(clause, upto),
    }
}

fn name(clause: &Clause<'_>, upto: usize) -> Option<Span> {
    let text = clause.text;
    let start = clause.before.start as usize;
    let end = trim_trailing(text, start, upto);
    if end <= start {
        return trailing_total(text, start, upto);
    }
    let mut from = after_cues(clause, start, end);
    from = strip_leading(text, from, end);
    let listed = text[..start].ends_with('、');
    from = strip_leading(text, head_of(text, from, end, listed), end);
    from = after_verbs(clause, from, end);
    from = strip_leading(text, from, end);
    if from >= end {
        return trailing_total(text, start, upto);
    }
    let span = without_final_particles(text, without_final_year(text, Span::new(from, end)));
    let span = behind_inner_year(text, span);
    let span = behind_short_verb(text, behind_complement(text, span));
    let span = without_final_deed(text, without_final_verb(text, span));
    let span = without_stage(text, without_final_bracket(text, span));
    if span.of(text).chars().count() < 2 {
        return None;
    }
    let label = span.of(text);
    if !label.chars().any(|c| is_han(c) || c.is_ascii_alphabetic()) || tells_change(label) {
        return None;
    }
    if is_verb_alone(label) || label.chars().filter(|&c| !is_blank(c)).count() > LONGEST {
        return shorten(text, span);
    }
    Some(span)
}

/// 同比下降, 平均: words that tell how a number moves, and of nothing.
fn tells_change(label: &str) -> bool {
    matches!(label.strip_prefix("同比").unwrap_or(label), "增长" | "下降" | "增加" | "减少" | "平均")
}

/// 合计, 总计, 小计 alone are names of a total.
fn trailing_total(text: &str, start: usize, end: usize) -> Option<Span> {
    let words = text[start..end].trim_end_matches(|c| is_blank(c) || matches!(c, '为' | '：' | ':' | '约' | '\n'));
    any_of!["合计", "总计", "小计", "共计"]
        .ending(words)
        .map(|w| Span::new(start + words.len() - w.len(), start + words.len()))
}

/// 农林水支出（科目编码213）, 事业收入（住宿费）: a bracket that closes a name says more of it and is no part of it.
pub(super) fn without_final_bracket(text: &str, span: Span) -> Span {
    let span = lowest_level(text, span);
    let label = span.of(text);
    if !label.ends_with(['）', ')']) {
        return span;
    }
    match label.rfind(['（', '(']) {
        // 因公出国（境）: one character in brackets is part of the name, but for the level of a budget subject （款）.
        Some(open) if label[open..].chars().count() == 3 && !label[open..].contains(['类', '款', '项', '目']) => {
            span
        }
        Some(open) if label[..open].trim_end().chars().count() >= 2 => {
            Span::new(span.start as usize, span.start as usize + label[..open].trim_end().len())
        }
        _ => span,
    }
}

/// 教育支出（类）普通教育（款）小学教育（项）: the levels of a budget subject lead to the one that is meant.
fn lowest_level(text: &str, span: Span) -> Span {
    static LEVELS: AnyOf = AnyOf::new(&["（类）", "(类)", "（款）", "(款)"]);
    let label = span.of(text);
    if !LEVELS.stand_in(label) {
        return span;
    }
    let names = label.trim_end_matches(['项', '款', '类', '级', '科', '目', '（', '）', '(', ')']);
    let behind = LEVELS.words().iter().filter_map(|level| Some(names.rfind(level)? + level.len())).max();
    match behind.filter(|&at| names[at..].chars().count() >= 2) {
        Some(at) => Span::new(span.start as usize + at, span.end as usize),
        None => span,
    }
}

/// 住房公积金年初预算, “三公”经费决算: the step of the budget cycle is told beside the name.
fn without_stage(text: &str, span: Span) -> Span {
    static STAGES: AnyOf = AnyOf::new(&[
        "年初预算数",
        "年初预算",
        "全年预算数",
        "全年预算",
        "支出决算",
        "决算数",
        "调整预算",
        "执行数",
        "决算",
    ]);
    const SPENT: &[&str] = &["支出", "财政拨款支出", "公共财政拨款支出", "一般公共预算财政拨款支出"];
    let label = span.of(text);
    // “三公”经费支出, “三公”经费财政拨款支出 are the name of the field with how it is told.
    if let Some(at) = any_of!["经费"].find(label).map(|at| at + "经费".len())
        && label[..at].contains("三公")
        && SPENT
            .iter()
            .any(|told| label[at..].starts_with(told) && label[at..].len() <= told.len() + "年初预算数".len())
    {
        return Span::new(span.start as usize, span.start as usize + at);
    }
    let stem = STAGES.strip_end(label).or_else(|| {
        // 防汛支出金额, 其他支出的金额: that it is money, the unit tells.
        let stem = label.strip_suffix("预算").or_else(|| Some(label.strip_suffix("金额")?.trim_end_matches('的')))?;
        any_of!["经费", "支出", "收入", "费"].end(stem).then_some(stem)
    });
    match stem.map(str::trim_end).filter(|s| s.chars().count() >= 3) {
        Some(stem) => Span::new(span.start as usize, span.start as usize + stem.len()),
        None => span,
    }
}

/// The name in the words of a price: 机井每眼 → 机井, 每人每月基础养老金 → 基础养老金; `None` where 每人每月 is all.
pub(super) fn without_each(text: &str, span: Span) -> Option<Span> {
    let label = span.of(text);
    let Some(at) = label.find('每') else { return Some(span) };
    let head = label[..at].trim_end_matches(|c| is_blank(c) || matches!(c, '按' | '平' | '均' | '为'));
    let mut rest = &label[at..];
    while let Some(tail) = rest.strip_prefix('每') {
        let number: usize = tail.chars().take_while(|c| matches!(c, '一' | '个')).map(char::len_utf8).sum();
        let Some(word) = super::per::word(&tail[number..]) else { break };
        rest = tail[number + word.len()..].trim_start_matches(is_blank);
    }
    let rest = rest.trim_start_matches(['平', '均']);
    if rest.chars().count() >= 2 && !rest.starts_with('每') && !is_verb_alone(rest) {
        let from = span.end as usize - rest.len();
        return Some(Span::new(from, span.end as usize));
    }
    let end = trim_trailing(text, span.start as usize, span.start as usize + head.len());
    (head.chars().count() >= 2 && end > span.start as usize).then(|| Span::new(span.start as usize, end))
}

/// 累计发放, 共补贴 behind a noun: the verb tells what was done, the noun names the figure.
fn without_final_verb(text: &str, span: Span) -> Span {
    static ADVERBS: AnyOf = AnyOf::new(&["累计", "共计", "共", "已", "全年", "当年", "年内", "另"]);
    let label = span.of(text);
    if !ADVERBS.stand_in(label) {
        return span;
    }
    for adverb in ADVERBS.words() {
        if let Some(at) = label.rfind(adverb)
            && at > 0
            && matches!(lexicon::word_at(&label[at + adverb.len()..]), Some((Word::Verb | Word::NounVerb, len)) if at + adverb.len() + len == label.len())
            && !label[..at].ends_with('公')
        {
            return Span::new(span.start as usize, span.start as usize + label[..at].trim_end().len());
        }
    }
    span
}

/// The verb that is all the clause says of the figure: 共发放.
pub(super) fn verb_alone(clause: &Clause<'_>, upto: usize) -> Option<Span> {
    let text = clause.text;
    let end = trim_trailing(text, clause.before.start as usize, upto);
    let from = strip_leading(text, clause.before.start as usize, end);
    let label = text.get(from..end)?;
    matches!(lexicon::word_at(label), Some((Word::Verb | Word::NounVerb, len)) if len == label.len())
        .then(|| Span::new(from, end))
}

/// 给予5000元的建设补贴: the noun that 的 ties to an amount.
pub(super) fn after_de(text: &str, start: usize, end: usize) -> Option<Span> {
    let rest = text[start..end].strip_prefix('的')?;
    let from = end - rest.len();
    let len: usize = rest.chars().take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let name = &rest[..len];
    let closes = rest[len..].chars().next().is_none_or(|c| !is_han(c) && c != '（');
    (closes && (2..=12).contains(&name.chars().count())).then(|| Span::new(from, from + len))
}

/// A verb with nothing before or behind it.
fn is_verb_alone(label: &str) -> bool {
    matches!(lexicon::word_at(label), Some((Word::Verb, len)) if len == label.len())
}

/// The last noun phrase of a long run of words.
fn shorten(text: &str, span: Span) -> Option<Span> {
    let label = span.of(text);
    if is_verb_alone(label) {
        return None;
    }
    // 国有土地使用权出让收入安排的支出—征地和拆迁补偿支出: the lower level is meant.
    if let Some((_, lowest)) = label.rsplit_once(['—', '－', '–']).filter(|(_, lowest)| lowest.chars().count() >= 2)
    {
        return Some(Span::new(span.end as usize - lowest.len(), span.end as usize));
    }
    let mut at = label.len();
    let mut from = at;
    for token in JIEBA.cut(label, false).iter().rev() {
        at -= token.word.len();
        let is_latin = token.word.starts_with(|c: char| c.is_ascii_alphabetic());
        let class = class_of(token.word).unwrap_or(if is_latin { "eng" } else { "n" });
        let noun = class.starts_with(['n', 'a', 'b', 'j', 'x', 'm', 'f', 's', 'q'])
            || class == "vn"
            || class == "v" && from < label.len() && from - at <= 6;
        if !noun || label[at..].chars().count() > LONGEST {
            break;
        }
        from = at;
    }
    let found = span.start as usize + from;
    let n_chars = label[from..].chars().count();
    (n_chars >= 2).then(|| Span::new(found, span.end as usize))
}

/// Behind the last cue that introduces the name: 其中, 包括, 分别, 比上年.
fn after_cues(clause: &Clause<'_>, start: usize, end: usize) -> usize {
    clause
        .pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Token(TokenKind::Cue(cue), span) if (span.end as usize) < end => match cue {
                Cue::OfWhich | Cue::Comprises | Cue::Respectively | Cue::Mainly => Some(span.end as usize),
                Cue::Composed if span.of(clause.text) == "分为" => Some(span.end as usize),
                // 人员经费由工资福利支出…组成: the whole stands before it, the part behind.
                Cue::From if span.of(clause.text) == "由" && (span.start as usize) > start => Some(span.end as usize),
                // 共建成, 共发放 open; 合计 in front of a name introduces it.
                Cue::Total if matches!(span.of(clause.text), "共" | "合计" | "总计" | "共计" | "总共" | "一共") => {
                    Some(span.end as usize)
                }
                Cue::Completion if span.of(clause.text) == "完成" => Some(span.end as usize),
                Cue::Increase | Cue::Decrease
                    if matches!(
                        span.of(clause.text),
                        "新增" | "增加" | "减少" | "追加" | "净增" | "节约" | "压减" | "调增" | "调减"
                    ) =>
                {
                    Some(span.end as usize)
                }
                _ => None,
            },
            _ => None,
        })
        .filter(|&at| {
            // 预算数（含结转）341万元: words in a bracket lead nowhere.
            !closes_bracket(&clause.text[at..end])
                && !clause.text[at..end].trim_matches(is_blank).is_empty()
                && !goes_on_with_suffix(&clause.text[at..end])
                // 城镇新增就业 is an indicator of its own.
                && !clause.text[at..end].starts_with("就业")
        })
        .max()
        .unwrap_or(start)
        .max(start)
}

/// Whether a bracket closes in `words` that opens before them.
fn closes_bracket(words: &str) -> bool {
    let close = words.find(['）', ')']);
    close.is_some_and(|close| words.find(['（', '(']).is_none_or(|open| close < open))
}

/// The words of a label without blanks and line ends.
pub(super) fn plain(text: &str) -> String {
    without_blanks(text).into_owned()
}
