//! What a number is about whose own words do not say: the subject of the clause, a figure before it, a list above.

use crate::text::script::is_han;
use crate::text::{Span, any_of};

use super::clause;
use super::scan::Piece;
use super::setting;
use super::{Approximation, Cue, Figure, FigureId, Kind, Role, Stage, TokenKind, label};

/// What words that are no name say of the figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// 预算, 执行: a step of the budget cycle.
    Stage,
    /// 上年: an earlier value of the same thing.
    Earlier,
}

/// Words that stand for the subject of the clause before: 预算, 决算, 上年.
pub(super) fn stands_for_subject(label: &str) -> Option<Standing> {
    const STAGES: &[&str] = &[
        "预算",
        "决算",
        "执行",
        "年初预算",
        "全年预算",
        "支出决算",
        "收入决算",
        "执行数",
        "预算数",
        "决算数",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "实际",
        "实际支出",
        "调整预算",
        "调整后预算",
        "调整后",
        "预算调整后",
        "实际完成",
        "实际执行",
        "全年",
        "本年",
        "当年",
        "预算执行",
        "年中追加后",
        "调整后预算数",
        "金额",
        "实际使用",
        "完成",
        "计划",
        "年度计划",
        "目标",
        "已完成",
        "进度",
        "超额",
        "超额完成",
    ];
    const EARLIER: &[&str] = &[
        "上年",
        "去年",
        "较上年",
        "比上年",
        "上年末",
        "上年同期",
        "较去年",
        "比去年",
        "上年决算",
        "上年决算数",
        "上年数",
        "同期",
    ];
    let plain = label::plain(label);
    if STAGES.contains(&plain.as_str()) {
        Some(Standing::Stage)
    } else if EARLIER.contains(&plain.as_str()) {
        Some(Standing::Earlier)
    } else {
        None
    }
}

/// 预算, 决算数: nouns for a step of the budget cycle, fit to name the figure of a whole unit.
pub(super) fn is_step_noun(label: &str) -> bool {
    let plain = label::plain(label);
    any_of!["预算", "决算", "预算数", "决算数", "执行数", "实际支出", "调整后", "执行"].end(&plain)
        && stands_for_subject(label) == Some(Standing::Stage)
}

/// 追加, 调减: what was done to a budget.
pub(super) fn is_adjustment(label: &str) -> bool {
    any_of!["追加", "调增", "调减", "核减", "压减", "调剂"].end(label)
}

/// 2019年9982.15万元 in a report of 2020: nothing but an earlier year stands before the number.
pub(super) fn earlier_year(words: &str, report: Option<u16>) -> bool {
    let only_year = words.chars().all(|c| !is_han(c) || matches!(c, '年' | '为' | '的' | '度' | '同' | '期'));
    only_year && setting::year(words).zip(report).is_some_and(|(year, report)| year < report)
}

/// The noun that opens the clauses of this figure when no figure stands between: `外贸促进与展会，预算150万元`.
pub(super) fn topic(text: &str, start: usize, pieces: &[Piece], clause: &clause::Clause<'_>) -> Option<Span> {
    let comma = clause.bound.filter(|&b| matches!(pieces[b], Piece::Token(TokenKind::Comma | TokenKind::Colon, _)))?;
    let above = clause::before(text, start, pieces, comma);
    let opens = above.bound.is_none_or(|b| {
        matches!(pieces[b], Piece::Token(TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon, _))
    });
    let span = label::before(&above, above.before.end as usize)?;
    // 中小河流治理（基金），年初预算850万元.
    let behind = text[span.end as usize..above.before.end as usize].trim();
    let ends = behind.is_empty() || behind.starts_with(['（', '(']) && behind.ends_with(['）', ')']);
    let n_chars = span.of(text).chars().count();
    // A verb makes it a sentence, not a name.
    let verbal = above.pieces.iter().any(|p| matches!(p, Piece::Verb(_)));
    (opens && !verbal && (2..=20).contains(&n_chars) && ends).then_some(span)
}

/// 公用经费按用途细分：办公费…、水电费…，以上相加为638万元: what the words before the colon divide.
pub(super) fn whole_of_list(text: &str, start: usize, pieces: &[Piece], k: usize) -> Option<Span> {
    const DIVIDED: &[&str] =
        &["的投向", "投向", "的构成", "构成", "组成", "去向", "按", "包括", "具体", "分为", "明细"];
    let is_bound = |j: &usize| matches!(pieces[*j], Piece::Token(TokenKind::Stop | TokenKind::Colon, _));
    let colon = (0..k).rev().find(is_bound).filter(|&j| matches!(pieces[j], Piece::Token(TokenKind::Colon, _)))?;
    let above = clause::before(text, start, pieces, colon);
    let words = above.words();
    let divided = DIVIDED.iter().filter_map(|word| words.find(word)).filter(|&at| at > 0).min()?;
    let upto = above.before.start as usize + divided;
    label::before(&above, upto).filter(|span| span.end as usize == upto)
}

/// 勘察设计、监理及管护264万元: one amount for a list of names, none of which has a number of its own.
pub(super) fn joined_names(text: &str, start: usize, pieces: &[Piece], k: usize, last: Span) -> Option<Span> {
    const LONGEST_ITEM: usize = 8;
    const MOST: usize = 5;
    let listed =
        |bound: Option<usize>| bound.filter(|&at| matches!(pieces[at], Piece::Token(TokenKind::Enumeration, _)));
    let mut bound = clause::before(text, start, pieces, k).bound;
    let mut first = None;
    for _ in 0..MOST {
        let Some(mark) = listed(bound) else { break };
        let item = clause::before(text, start, pieces, mark);
        let name = label::before(&item, item.before.end as usize).filter(|name| name.end == item.before.end)?;
        let n_chars = name.of(text).chars().count();
        let acts = item.pieces.iter().any(|p| matches!(p, Piece::Verb(verb) if verb.start >= name.start));
        if acts || !(2..=LONGEST_ITEM).contains(&n_chars) {
            return None;
        }
        first = Some(name.start as usize);
        bound = item.bound;
    }
    let from = first.filter(|_| listed(bound).is_none())?;
    Some(Span::new(from, last.end as usize))
}

/// A、B、C分别为x、y、z: the name whose turn it is.
pub(super) fn respective(text: &str, start: usize, pieces: &[Piece], k: usize) -> Option<Span> {
    let cue = (0..k)
        .rev()
        .take_while(|&j| !matches!(pieces[j], Piece::Token(TokenKind::Stop | TokenKind::Semicolon, _)))
        .find(|&j| matches!(pieces[j], Piece::Token(TokenKind::Cue(Cue::Respectively), _)))?;
    let turn = pieces[cue..k].iter().filter(|p| matches!(p, Piece::Figure(_))).count();
    let separated = pieces[cue..k].iter().all(|p| {
        matches!(
            p,
            Piece::Figure(_)
                | Piece::Token(TokenKind::Enumeration | TokenKind::Comma | TokenKind::Cue(_), _)
                | Piece::NounVerb(_)
        )
    });
    if !separated {
        return None;
    }
    let end = pieces[cue].span().start as usize;
    // Back over names joined by 、 to the mark before the list.
    let open = (0..cue).rev().find(|&j| {
        matches!(
            pieces[j],
            Piece::Token(TokenKind::Comma | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon, _)
                | Piece::Figure(_)
                | Piece::Zero(_)
        )
    });
    let from = open.map_or(start, |j| pieces[j].span().end as usize);
    let list = &text[from..end];
    let mut names = Vec::new();
    let mut at = from;
    for piece in list.split(['、', '和', '及', '与']) {
        let lead = label::strip_leading(text, at, at + piece.len());
        let trimmed = text[lead..at + piece.len()].trim_end();
        if trimmed.chars().count() >= 2 {
            names.push(Span::new(lead, lead + trimmed.len()));
        }
        at += piece.len() + list[at + piece.len() - from..].chars().next().map_or(0, char::len_utf8);
    }
    // 环卫、绿化占支出的比重分别为, 公路、公交的满意人数分别为: what is told of all of them stands behind the last.
    if let Some(last) = names.last_mut()
        && let Some(at) = ["的", "占"].iter().filter_map(|word| last.of(text).find(word)).min()
        && last.of(text)[..at].chars().count() >= 2
    {
        *last = Span::new(last.start as usize, last.start as usize + at);
    }
    (names.len() >= 2).then(|| names.get(turn).copied()).flatten()
}

/// 居民200名、商户80家，满意度分别为95%、93%: each value speaks of the figure before it whose turn it is.
pub(super) fn respective_figure(
    pieces: &[Piece],
    k: usize,
    made: &[Option<FigureId>],
    figures: &[Figure],
) -> Option<Span> {
    let is_mark = |piece: &Piece| {
        matches!(
            piece,
            Piece::Token(TokenKind::Enumeration | TokenKind::Comma | TokenKind::Semicolon | TokenKind::Stop, _)
        )
    };
    let cue = (0..k)
        .rev()
        .take_while(|&j| {
            !matches!(pieces[j], Piece::Token(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Stop, _))
        })
        .find(|&j| matches!(pieces[j], Piece::Token(TokenKind::Cue(Cue::Respectively), _)))?;
    let values = pieces[cue..]
        .iter()
        .take_while(|p| !matches!(p, Piece::Token(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Stop, _)))
        .filter(|p| matches!(p, Piece::Figure(_)))
        .count();
    let turn = pieces[cue..k].iter().filter(|p| matches!(p, Piece::Figure(_))).count();
    // A list of names before the word is told by name.
    let opening = (0..cue).rev().find(|&j| is_mark(&pieces[j]))?;
    if matches!(pieces[opening], Piece::Token(TokenKind::Enumeration | TokenKind::Stop, _)) {
        return None;
    }
    let sentence = (0..opening).rev().take_while(|&j| !matches!(pieces[j], Piece::Token(TokenKind::Stop, _)));
    let before: Vec<&Figure> = sentence.filter_map(|j| made[j]).map(|id| &figures[id.0 as usize]).collect();
    let told = &before[..values.min(before.len())];
    let labels: Vec<Span> = told.iter().rev().filter_map(|f| f.label.as_ref().map(|l| l.span)).collect();
    let distinct = (1..labels.len()).all(|n| !labels[..n].contains(&labels[n]));
    let alike = told.windows(2).all(|pair| pair[0].unit == pair[1].unit);
    (values >= 2 && labels.len() == values && distinct && (alike || before.len() == values)).then(|| labels[turn])
}

/// The first characters of what follows.
pub(super) fn near(tail: &str) -> &str {
    let end = tail.char_indices().nth(24).map_or(tail.len(), |(i, _)| i);
    &tail[..end]
}

/// The figure before piece `k` in its sentence.
pub(super) fn last_figure(pieces: &[Piece], k: usize, made: &[Option<FigureId>]) -> Option<FigureId> {
    (0..k).rev().take_while(|&j| !matches!(pieces[j], Piece::Token(TokenKind::Stop, _))).find_map(|j| made[j])
}

/// The figure that the words of figure `k` go on about: for a comparison the last level before it, brackets skipped;
/// behind a list 甲3万元、乙5万元，… that is the figure which the list divides.
pub(super) fn subject_of(
    text: &str,
    pieces: &[Piece],
    k: usize,
    made: &[Option<FigureId>],
    depths: &[u8],
    figures: &[Figure],
    comparison: bool,
) -> Option<FigureId> {
    let depth = depths[k];
    let told_before = |k: usize| {
        let sentence = (0..k).rev().take_while(|&j| !matches!(pieces[j], Piece::Token(TokenKind::Stop, _)));
        sentence.filter(move |&j| depths[j] <= depth).filter_map(|j| Some((j, &figures[made[j]?.0 as usize])))
    };
    if !comparison {
        return told_before(k).next().map(|(_, figure)| figure.id);
    }
    // 支出22.64万元，年初预算27.00万元，较上年…: what was spent is compared, a budget only where nothing else is told.
    let is_budget = |f: &Figure| matches!(f.stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget));
    let (at, nearest) = told_before(k)
        .find(|(_, figure)| may_be_compared(figure) && !is_budget(figure))
        .or_else(|| told_before(k).find(|(_, figure)| may_be_compared(figure)))?;
    let listed = list_start(pieces, at, depths).or_else(|| list_closed(pieces, at, k));
    let whole = listed
        .and_then(|first| told_before(first).find(|(_, figure)| may_be_compared(figure)))
        .map(|(_, figure)| figure.id)
        .or_else(|| divided_above(text, pieces, listed.unwrap_or(at), listed.is_some(), made))
        .filter(|id| figures[id.0 as usize].unit == nearest.unit && may_be_compared(&figures[id.0 as usize]));
    Some(whole.unwrap_or(nearest.id))
}

/// 公共安全支出702万元。内有行政运行655万元、…，比上年…: the figure of the sentence before, which this one divides.
fn divided_above(
    text: &str,
    pieces: &[Piece],
    first: usize,
    is_list: bool,
    made: &[Option<FigureId>],
) -> Option<FigureId> {
    const DIVIDES: &[&str] = &["内有", "其中", "包括", "内含"];
    const IS_ALL: &[&str] = &["均为", "全部为", "全部是", "均系"];
    let is_stop = |j: &usize| matches!(pieces[*j], Piece::Token(TokenKind::Stop, _));
    let stop = (0..first).rev().find(is_stop)?;
    let opening = text[pieces[stop].span().end as usize..pieces[first].span().start as usize].trim_start();
    let opens = |words: &[&str]| words.iter().any(|word| opening.starts_with(word));
    let told_alone = (stop..first).all(|j| made[j].is_none());
    let above = (0..stop).rev().take_while(|j| !is_stop(j)).find_map(|j| made[j]);
    above.filter(|_| told_alone && (is_list && opens(DIVIDES) || opens(IS_ALL)))
}

/// Whether a comparison may speak of a figure: not of a change, a rate or a limit.
fn may_be_compared(figure: &Figure) -> bool {
    let is_other = matches!(
        figure.role,
        Some(Role::Change | Role::Growth | Role::Share | Role::Completion | Role::From | Role::Base)
    );
    // 没有突破预算52万元: a bound is not what is compared.
    let bounds = matches!(figure.approximation, Approximation::AtMost | Approximation::AtLeast);
    let is_rate = matches!(figure.kind, Kind::Percentage | Kind::PercentagePoints | Kind::Multiple);
    !is_other && !bounds && (!is_rate || matches!(figure.role, None | Some(Role::To)))
}

/// The piece of the first item where the figure at `j` is a later item of a list 甲3万元、乙5万元.
fn list_start(pieces: &[Piece], j: usize, depths: &[u8]) -> Option<usize> {
    let mut first = None;
    let mut is_listed = false;
    for i in (0..j).rev().filter(|&i| depths[i] <= depths[j]) {
        match &pieces[i] {
            Piece::Token(TokenKind::Enumeration, _) => is_listed = true,
            Piece::Figure(_) | Piece::Zero(_) if is_listed => first = Some(i),
            Piece::Token(
                TokenKind::Comma
                | TokenKind::Semicolon
                | TokenKind::Colon
                | TokenKind::Stop
                | TokenKind::Cue(Cue::OfWhich),
                _,
            ) => break,
            _ => {}
        }
    }
    first
}

/// 其中甲3万元，乙5万元；占…: the 其中 of a list that a semicolon closes between the figure at `j` and the one at `k`.
fn list_closed(pieces: &[Piece], j: usize, k: usize) -> Option<usize> {
    let is_semicolon = |piece: &Piece| matches!(piece, Piece::Token(TokenKind::Semicolon, _));
    if !pieces[j..k].iter().any(is_semicolon) {
        return None;
    }
    let clause =
        (0..j).rev().take_while(|&i| !matches!(pieces[i], Piece::Token(TokenKind::Semicolon | TokenKind::Stop, _)));
    clause.filter(|&i| matches!(pieces[i], Piece::Token(TokenKind::Cue(Cue::OfWhich), _))).last()
}

/// Whether a figure without words of its own takes the label of the one before it.
pub(super) fn may_inherit(
    above: &Figure,
    comparison: bool,
    pieces: &[Piece],
    k: usize,
    made: &[Option<FigureId>],
) -> bool {
    if comparison {
        return true;
    }
    // 2479户3623人, 102批次、1220人次: nothing, or a list mark, between the two.
    let before = k.checked_sub(1).map(|j| &pieces[j]);
    let beside =
        k > 0 && made[k - 1] == Some(above.id) || matches!(before, Some(Piece::Token(TokenKind::Enumeration, _)));
    let silent = pieces[k].span().start.saturating_sub(before.map_or(0, |p| p.span().end)) <= 3;
    beside && silent
}
