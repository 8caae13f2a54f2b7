//! 名目. What the words around a number call it.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::text::Span;
use crate::text::script::{fold, is_blank, is_han, is_sentence_end};

use super::clause::Clause;
use super::lexicon::{self, Word};
use super::scan::Piece;
use super::{Cue, TokenKind};

/// Longest label in characters; longer runs of words are sentences.
const LONGEST: usize = 30;

/// Common words with their classes, from the dictionary of jieba (MIT), and the words of the field.
///
/// A fifteenth of the full dictionary: it is parsed in a few milliseconds, and only when a label needs it.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::empty();
    for words in [include_str!("words/common.txt"), include_str!("words/field.txt")] {
        jieba
            .load_dict(&mut words.as_bytes())
            .unwrap_or_else(|e| unreachable!("the word lists are part of the program: {e}"));
    }
    jieba
});

/// Words that may end the text before a number without being part of its name.
const TRAILING: &[&str] = &[
    "分别为",
    "共计为",
    "合计为",
    "均为",
    "达到了",
    "达到",
    "共计",
    "合计",
    "总计",
    "累计",
    "大约",
    "分别",
    "为",
    "是",
    "达",
    "共",
    "计",
    "约",
    "近",
    "有",
    "了",
    "的",
    "仅",
    "只",
    "至",
    "到",
    "均",
    "各",
    "即",
    "同",
    "依次",
    "依次为",
    "扣",
    "得",
    "则",
    "已",
    "逾",
    "超",
    "再",
    "又",
    "增加",
    "减少",
    "增长",
    "下降",
    "提高",
    "上升",
    "降低",
    "和",
    "及",
    "与",
    "“",
    "\"",
    "‘",
    "为：",
    "：",
    ":",
    "=",
    "＝",
    "-",
    "－",
    "—",
    "－",
    "＋",
];

/// Words that may begin it.
const LEADING: &[&str] = &[
    "其中",
    "总体",
    "同时",
    "另外",
    "此外",
    "并且",
    "并",
    "还",
    "又",
    "均",
    "已",
    "共计",
    "共有",
    "共",
    "累计",
    "合计",
    "总计",
    "主要",
    "分别",
    "全部",
    "以及",
    "及",
    "和",
    "与",
    "或",
    "为",
    "是",
    "即",
    "其",
    "该",
    "我局",
    "我县",
    "我区",
    "我市",
    "我乡",
    "我镇",
    "我校",
    "我院",
    "我省",
    "我单位",
    "我部门",
    "我中心",
    "我街道",
    "我委",
    "我办",
    "本单位",
    "本部门",
    "本局",
    "本校",
    "本院",
    "本中心",
    "本乡",
    "本镇",
    "本街道",
    "本委",
    "本办",
    "全县",
    "全市",
    "全区",
    "全省",
    "全乡",
    "全镇",
    "全校",
    "全院",
    "全街道",
    "全系统",
    "全局",
    "全园",
    "当年",
    "全年",
    "今年",
    "本年度",
    "年内",
    "本期",
    "当期",
    "上半年",
    "下半年",
    "目前",
    "现有",
    "现",
    "实有",
    "预计",
    "平均",
    "对",
    "给",
    "按",
    "将",
    "把",
    "从",
    "由",
    "在",
    "以",
    "于",
    "向",
    "因",
    "至",
    "到",
    "年度",
    "部门（单位）",
    "部门(单位)",
    "单位",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "的",
    "了",
    "，",
    "、",
    "“",
    "”",
    "\"",
    "》",
    "）",
    ")",
    "：",
    ":",
    "；",
    "—",
    "-",
    "·",
    "等",
    "则",
    "再",
    "也",
    "都",
    "就",
    "仅",
    "只",
    "约",
    "具体",
    "主要是",
    "主要用于",
    "用于",
    "通过",
    "截至",
    "截止",
    "期末",
    "当前",
    "今后",
    "直接",
    "先后",
    "集中",
    "积极",
    "成功",
    "顺利",
    "有序",
    "免费",
    "新",
];

/// Finance words: a unit's name directly before one of them is the subject of the sentence, not part of the label.
const FINANCE_STARTS: &[&str] = &[
    "年初",
    "年末",
    "本年",
    "一般公共",
    "财政拨款",
    "收入",
    "支出",
    "总收入",
    "总支出",
    "预算",
    "决算",
    "基本支出",
    "项目支出",
    "“三公",
    "三公",
    "政府性基金",
    "国有资本",
    "机关运行",
    "政府采购",
    "公务",
    "因公",
    "整体支出",
    "部门预算",
    "资产",
    "固定资产",
    "在职",
    "编制",
    "人员经费",
    "公用经费",
    "事业收入",
    "其他收入",
    "经费",
    "资金",
    "共",
    "收到",
    "财政",
];

/// Endings of the names of public bodies.
const BODIES: &[&str] = &[
    "局",
    "委",
    "政协",
    "人大",
    "法院",
    "检察院",
    "办",
    "厅",
    "院",
    "校",
    "政府",
    "乡",
    "镇",
    "街道",
    "中心",
    "单位",
    "部门",
    "委员会",
    "协会",
    "联合会",
    "总工会",
    "工会",
    "妇联",
    "残联",
    "馆",
    "站",
    "所",
    "园",
    "大队",
    "支队",
    "学校",
    "中学",
    "小学",
    "医院",
    "办事处",
    "办公室",
    "管委会",
    "集团",
    "公司",
    "区",
    "县",
    "市",
];

/// Verb-like nouns that go on with a suffix: 使用率 is no verb with an object.
const NOMINAL_SUFFIXES: &[char] = &[
    '率', '费', '额', '金', '量', '数', '款', '者', '性', '力', '度', '户', '期', '面', '制', '表', '类', '线', '点',
    '地', '权', '证',
];

/// The label before a number: the noun phrase that ends the clause.
///
/// `None` when nothing but verbs and particles stands there, or when the words are too many to be a name.
pub(super) fn before(clause: &Clause<'_>, upto: usize) -> Option<Span> {
    let text = clause.text;
    let start = clause.before.start as usize;
    let end = trim_trailing(text, start, upto);
    if end <= start {
        return trailing_total(text, start, upto);
    }
    let mut from = after_cues(clause, start, end);
    from = strip_leading(text, from, end);
    from = after_verbs(clause, from, end);
    from = strip_leading(text, from, end);
    if from >= end {
        return trailing_total(text, start, upto);
    }
    let span = without_stage(text, without_final_bracket(text, without_final_verb(text, Span::new(from, end))));
    if span.of(text).chars().count() < 2 {
        return None;
    }
    let label = span.of(text);
    if !label.chars().any(|c| is_han(c) || c.is_ascii_alphabetic()) {
        return None;
    }
    if is_verb_alone(label) || label.chars().filter(|&c| !is_blank(c)).count() > LONGEST {
        return shorten(text, span);
    }
    Some(span)
}

/// 合计, 总计, 小计 alone are names of a total.
fn trailing_total(text: &str, start: usize, end: usize) -> Option<Span> {
    let words = text[start..end].trim_end_matches(|c| is_blank(c) || matches!(c, '为' | '：' | ':' | '约' | '\n'));
    ["合计", "总计", "小计", "共计"]
        .into_iter()
        .find(|w| words.ends_with(w))
        .map(|w| Span::new(start + words.len() - w.len(), start + words.len()))
}

/// 农林水支出（科目编码213）, 事业收入（住宿费）: a bracket that closes a name says more of it and is no part of it.
pub(super) fn without_final_bracket(text: &str, span: Span) -> Span {
    let label = span.of(text);
    if !label.ends_with(['）', ')']) {
        return span;
    }
    match label.rfind(['（', '(']) {
        Some(open) if label[..open].trim_end().chars().count() >= 2 => {
            Span::new(span.start as usize, span.start as usize + label[..open].trim_end().len())
        }
        _ => span,
    }
}

/// 住房公积金年初预算, “三公”经费决算: the step of the budget cycle is told beside the name.
fn without_stage(text: &str, span: Span) -> Span {
    const STAGES: &[&str] =
        &["年初预算数", "年初预算", "全年预算数", "全年预算", "支出决算", "决算数", "调整预算", "执行数", "决算"];
    let label = span.of(text);
    let stem = STAGES.iter().find_map(|w| label.strip_suffix(w)).or_else(|| {
        let stem = label.strip_suffix("预算")?;
        ["经费", "支出", "收入", "费"].iter().any(|w| stem.ends_with(w)).then_some(stem)
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
    (head.chars().count() >= 2).then(|| Span::new(span.start as usize, span.start as usize + head.len()))
}

/// 累计发放, 共补贴 behind a noun: the verb tells what was done, the noun names the figure.
fn without_final_verb(text: &str, span: Span) -> Span {
    let label = span.of(text);
    for adverb in ["累计", "共计", "共", "已"] {
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
    let tags = JIEBA.tag(label, false);
    let mut at = label.len();
    let mut from = at;
    for tag in tags.iter().rev() {
        at -= tag.word.len();
        let noun = tag.tag.starts_with(['n', 'a', 'b', 'j', 'x', 'm', 'f', 's', 'q'])
            || tag.tag == "vn"
            || tag.tag == "v" && from < label.len() && from - at <= 6;
        if !noun || label[at..].chars().count() > LONGEST {
            break;
        }
        from = at;
    }
    let found = span.start as usize + from;
    let n_chars = label[from..].chars().count();
    (n_chars >= 2).then(|| Span::new(found, span.end as usize))
}

/// The end of the words when particles before the number are taken off.
fn trim_trailing(text: &str, start: usize, end: usize) -> usize {
    let mut end = end;
    loop {
        let words = &text[start..end];
        let trimmed = words.trim_end_matches(|c| is_blank(c) || c == '\n' || c == '\r');
        end = start + trimmed.len();
        let Some(word) = TRAILING.iter().filter(|w| trimmed.ends_with(**w)).max_by_key(|w| w.len()) else { return end };
        // 成效, 公约, 人均 …: a particle that ends a longer word stays.
        if keeps_particle(trimmed, word) {
            return end;
        }
        end -= word.len();
    }
}

fn keeps_particle(words: &str, particle: &str) -> bool {
    let before = words[..words.len() - particle.len()].chars().next_back();
    match particle {
        "计" => matches!(before, Some('会' | '统' | '审' | '小' | '设' | '总' | '合' | '生')),
        "总计" | "合计" => {
            words.len() > particle.len() && words[..words.len() - particle.len()].ends_with(['入', '出', '支'])
        }
        "均" => matches!(
            before,
            Some(
                '人' | '户'
                    | '亩'
                    | '生'
                    | '次'
                    | '辆'
                    | '件'
                    | '月'
                    | '年'
                    | '日'
                    | '笔'
                    | '车'
                    | '家'
                    | '平'
                    | '村'
                    | '校'
                    | '店'
                    | '台'
                    | '床'
                    | '例'
            )
        ),
        "增加" | "减少" | "增长" | "下降" | "提高" | "上升" | "降低" => false,
        "有" => matches!(before, Some('国' | '所' | '自' | '私' | '实' | '保' | '拥')),
        "约" => matches!(before, Some('节' | '公' | '合' | '签' | '违' | '履')),
        "共" => matches!(before, Some('公')),
        "为" => matches!(before, Some('行' | '作')),
        "和" => matches!(before, Some('总' | '中')),
        "及" => matches!(before, Some('普')),
        "近" => matches!(before, Some('附')),
        "达" => matches!(before, Some('下')),
        _ => false,
    }
}

/// Behind the last cue that introduces the name: 其中, 包括, 分别, 比上年.
fn after_cues(clause: &Clause<'_>, start: usize, end: usize) -> usize {
    clause
        .pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Token(TokenKind::Cue(cue), span) if (span.end as usize) < end => match cue {
                Cue::OfWhich | Cue::Comprises | Cue::Respectively | Cue::Mainly => Some(span.end as usize),
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
            !clause.text[at..end].trim_matches(is_blank).is_empty()
                && !clause.text[at..end].starts_with(NOMINAL_SUFFIXES)
        })
        .max()
        .unwrap_or(start)
        .max(start)
}

/// Behind the last verb that has words left to name the figure.
fn after_verbs(clause: &Clause<'_>, start: usize, end: usize) -> usize {
    let mut from = start;
    for piece in clause.pieces {
        let (span, noun_like) = match piece {
            Piece::Verb(span) => (*span, false),
            Piece::NounVerb(span) => (*span, true),
            _ => continue,
        };
        let (verb_start, verb_end) = (span.start as usize, span.end as usize);
        if verb_start < from || verb_end >= end {
            continue;
        }
        let rest = clause.text[verb_end..end].trim_start_matches(|c| is_blank(c) || c == '了');
        let n_rest = rest.chars().filter(|&c| !is_blank(c)).count();
        // 服务中心, 安置小区, 运行维护费 are names; 救助流浪人员 is a verb with its object.
        if noun_like && n_rest < 4 {
            continue;
        }
        if n_rest < 2
            || rest.starts_with(NOMINAL_SUFFIXES)
            || ["情况", "资金", "经费", "项目", "金额", "任务", "工作", "总额", "人员经费", "支出", "收入"]
                .iter()
                .any(|w| rest.starts_with(w))
                && noun_like
        {
            continue;
        }
        let opens = strip_leading(clause.text, from, end) == verb_start;
        if noun_like && !opens {
            continue;
        }
        if opens || is_word(&clause.text[from..end], verb_start - from, verb_end - from) {
            from = verb_end + (clause.text[verb_end..end].len() - rest.len());
        }
    }
    from
}

/// Whether the segmentation of `text` has word borders at both places.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let mut at = 0;
    let (mut starts, mut ends) = (start == 0, false);
    for token in JIEBA.cut(text, false) {
        at += token.word.len();
        starts |= at == start;
        ends |= at == end;
    }
    starts && ends
}

/// Past the year, the unit's name and the particles that open a clause.
pub(super) fn strip_leading(text: &str, start: usize, end: usize) -> usize {
    let mut from = start;
    while from < end {
        let words = &text[from..end];
        let blank = words.len() - words.trim_start_matches(|c| is_blank(c) || c == '\n').len();
        if blank > 0 {
            from += blank;
            continue;
        }
        if let Some(len) = leading_time(words) {
            from += len;
            continue;
        }
        if let Some(len) = leading_number(words) {
            from += len;
            continue;
        }
        if let Some(len) = leading_body(words) {
            from += len;
            continue;
        }
        // A quoted name keeps its opening mark.
        if words.starts_with(['“', '"']) && words.chars().skip(1).take(12).any(|c| matches!(c, '”' | '"')) {
            return from;
        }
        match LEADING.iter().filter(|w| words.starts_with(**w) && !begins_longer_word(words, w)).max_by_key(|w| w.len())
        {
            Some(word) => from += word.len(),
            None => return from,
        }
    }
    from
}

/// 对口, 从业, 以工代赈, 共同 …: the particle begins a word of its own.
fn begins_longer_word(words: &str, particle: &str) -> bool {
    let next = words[particle.len()..].chars().next();
    match particle {
        "对" => {
            matches!(next, Some('口' | '外' | '个' | '企' | '象' | '附'))
                || words.ends_with("补助")
                || words.ends_with("补贴")
                || words.ends_with("支出")
        }
        "就" => matches!(next, Some('业' | '餐' | '诊' | '医' | '读' | '近')),
        "从" => matches!(next, Some('业' | '事')),
        "以" => matches!(next, Some('工' | '奖' | '旧')),
        "共" => matches!(next, Some('同' | '享' | '产' | '建' | '青')),
        "和" => matches!(next, Some('谐')),
        "及" => matches!(next, Some('格' | '时')),
        "由" => matches!(next, Some('于')),
        "因" => matches!(next, Some('公')),
        "总体" => next.is_some_and(is_han) && !matches!(next, Some('较' | '比' | '增' | '减')),
        "其" | "其中" => matches!(next, Some('他' | '它')),
        "单位" | "部门" => {
            matches!(next, Some('数' | '职' | '面' | '成' | '所' | '产' | '能' | '工'))
                || words[particle.len()..].starts_with("预算")
                || words[particle.len()..].starts_with("决算")
                || words[particle.len()..].starts_with("整体")
        }
        "到" => matches!(next, Some('位' | '期' | '账')),
        "等" => matches!(next, Some('级' | '额')),
        "平均" => true,
        "现" => matches!(next, Some('金' | '代' | '场')),
        "新" => !matches!(next, Some('的')),
        "在" => matches!(next, Some('职' | '校' | '编' | '建' | '岗' | '园' | '册' | '库' | '读' | '地' | '线')),
        "将" | "把" => matches!(next, Some('军' | '握')),
        "向" => matches!(next, Some('上')),
        "为" => matches!(next, Some('民' | '老')),
        "按" => matches!(next, Some('时' | '揭' | '期')),
        "一是" => false,
        "直接" => matches!(next, Some('费' | '融' | '成' | '经')),
        "集中" => matches!(next, Some('供' | '采' | '支' | '管')),
        "该" | "即" | "并" | "还" | "又" | "均" | "已" => false,
        "主要" | "具体" => false,
        "用于" => false,
        "实有" => true,
        "全部" => false,
        _ => false,
    }
}

/// 2022年度, 2022年, 截至12月底, 2022: how long.
fn leading_time(words: &str) -> Option<usize> {
    let digits =
        words.chars().take_while(|&c| fold(c).is_ascii_digit() || is_blank(c)).map(char::len_utf8).sum::<usize>();
    let n_digits = words[..digits].chars().filter(|&c| fold(c).is_ascii_digit()).count();
    if n_digits == 0 {
        return None;
    }
    let rest = &words[digits..];
    for unit in ["年度", "年末", "年底", "年初", "年", "月底", "月末", "月份", "月", "日"] {
        if rest.starts_with(unit) {
            let keep = matches!(unit, "年末" | "年初" | "年底")
                && (rest[unit.len()..].starts_with("结转")
                    || rest[unit.len()..].starts_with("预算")
                    || rest[unit.len()..].starts_with("结余"));
            return Some(digits + if keep { "年".len() } else { unit.len() });
        }
    }
    // A glued year or a budget code: 2015本年收入, 2050201学前教育.
    (n_digits >= 3).then(|| digits + rest.len() - rest.trim_start_matches(['-', '－', '—', '–', ' ']).len())
}

/// `2.` and `（3）` inside a line number the clause.
fn leading_number(words: &str) -> Option<usize> {
    let inner = words.strip_prefix(['（', '(']);
    let digits = inner.unwrap_or(words);
    let n: usize = digits.chars().take_while(|&c| fold(c).is_ascii_digit()).map(char::len_utf8).sum();
    let close = digits[n..].chars().next()?;
    let closes = if inner.is_some() { matches!(close, '）' | ')') } else { matches!(close, '.' | '．' | '、') };
    (n > 0 && n <= 6 && closes).then(|| words.len() - digits.len() + n + close.len_utf8())
}

/// 区教育局年初结转: the name of a public body in front of a finance word.
fn leading_body(words: &str) -> Option<usize> {
    let finance = FINANCE_STARTS.iter().filter_map(|w| words.find(w)).filter(|&i| i > 0).min()?;
    let name = &words[..finance];
    let n_chars = name.chars().count();
    let compound = name.ends_with("社区") || name.ends_with("校园") || name.ends_with("地区");
    (!compound && (2..=20).contains(&n_chars) && name.chars().all(is_han) && BODIES.iter().any(|b| name.ends_with(b)))
        .then_some(finance)
}

/// The label behind a count: what is counted.
pub(super) fn after(text: &str, start: usize, end: usize) -> Option<Span> {
    let rest = &text[start..end];
    let skip = rest.len() - rest.trim_start_matches(|c| is_blank(c) || matches!(c, '的' | '\n' | '（' | '(')).len();
    if rest.starts_with(['（', '(']) {
        return None;
    }
    let from = start + skip;
    let mut at = from;
    let mut depth = 0_u32;
    while at < end {
        let Some(c) = text[at..end].chars().next() else { break };
        if matches!(c, '（' | '(') {
            depth += 1;
        } else if matches!(c, '）' | ')') {
            if depth == 0 {
                break;
            }
            depth -= 1;
        } else if depth == 0 {
            let stops = is_sentence_end(c)
                || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '\n' | '“' | '《' | '=' | '＝')
                || is_blank(c) && at > from && !text[at..end].trim_start_matches(is_blank).starts_with(is_han);
            if stops || at > from && cuts_after(&text[at..end], &text[from..at]) {
                break;
            }
            if at == from
                && (opens_no_name(&text[at..end])
                    || !(is_han(c) || c.is_ascii_alphanumeric() || fold(c).is_ascii_digit() || matches!(c, '“' | '"')))
            {
                return None;
            }
        }
        at += c.len_utf8();
    }
    let label = text[from..at].trim_end_matches(|c| is_blank(c) || matches!(c, '的' | '和' | '及' | '与' | '”'));
    let n_chars = label.chars().count();
    if !(1..=24).contains(&n_chars) || !label.chars().any(is_han) {
        return None;
    }
    // An open bracket is no part of the name.
    let label = if label.matches(['（', '(']).count() == label.matches(['）', ')']).count() {
        label
    } else {
        label.split(['（', '(']).next().unwrap_or(label)
    };
    (!label.is_empty()).then(|| Span::new(from, from + label.len()))
}

/// Words with which no name of a counted thing begins.
fn opens_no_name(rest: &str) -> bool {
    const NOT_NAMES: &[&str] = &[
        "以上", "以下", "左右", "以内", "，", "。", "比", "较", "占", "增", "减", "为", "是", "和", "及", "与", "或",
        "等", "均", "已", "共", "其中", "同比", "用于", "至", "到", "次", "/", "／", "不", "在", "被", "由", "从",
        "全", "并", "但", "因", "按", "计", "总", "分别", "都", "都是", "上下", "进", "则", "且", "即", "达", "超",
        "约", "近",
    ];
    NOT_NAMES.iter().any(|w| rest.starts_with(w))
        || matches!(
            lexicon::word_at(rest),
            Some((
                Word::Verb
                    | Word::Cue(
                        Cue::Increase
                            | Cue::Decrease
                            | Cue::Against
                            | Cue::Share
                            | Cue::Completion
                            | Cue::Flat
                            | Cue::To
                    ),
                _
            ))
        )
}

/// Whether the name of a counted thing ends before `rest`.
fn cuts_after(rest: &str, name: &str) -> bool {
    const ENDS: &[&str] = &[
        "累计",
        "共",
        "免费",
        "合计",
        "总计",
        "进行",
        "参加",
        "参与",
        "得到",
        "享受",
        "均",
        "已",
        "全部",
        "同比",
        "比上年",
        "较上年",
        "分别",
        "为",
        "被",
        "达",
        "因",
        "按",
        "并",
        "予以",
        "及其",
        "等",
        "和",
        "与",
        "及",
        "或",
    ];
    if let Some(word) = ENDS.iter().find(|w| rest.starts_with(**w)) {
        // 公共, 行为 are words of their own; 和, 与, 及 join names only before a further figure.
        let previous = name.chars().next_back();
        return match *word {
            "共" => previous != Some('公'),
            "为" => !matches!(previous, Some('行' | '作')),
            "被" => !matches!(previous, Some('棉' | '植')),
            "等" => !matches!(previous, Some('高' | '中' | '初' | '平')),
            "和" | "与" | "及" | "或" => {
                let next: String = rest.chars().skip(1).take(12).collect();
                next.chars().any(|c| fold(c).is_ascii_digit()) || next.starts_with(['一', '两', '二', '三', '四', '五'])
            }
            _ => true,
        };
    }
    if rest.starts_with('的') {
        // 以上的, 型的 qualify a name that follows; elsewhere 的 begins what belongs to the counted.
        return !["以上", "以下", "周岁", "以内", "型", "性", "类", "式"].iter().any(|w| name.ends_with(w))
            && name.chars().count() >= 2
            && !name.chars().any(|c| fold(c).is_ascii_digit());
    }
    matches!(lexicon::word_at(rest), Some((Word::Verb, _)))
        || matches!(
            lexicon::word_at(rest),
            Some((
                Word::Cue(Cue::Increase | Cue::Decrease | Cue::Against | Cue::Share | Cue::Completion | Cue::Flat),
                _
            ))
        )
}

/// The words of a label without blanks and line ends.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c) && c != '\n' && c != '\r').collect()
}
