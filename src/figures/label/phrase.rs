//! The head of a long phrase: what stands behind 的, 中 and 等, and before a closing deed.

use crate::text::script::{fold, is_blank};
use crate::text::{AnyOf, Span, any_of};

use super::words::{JIEBA, class_of};

/// Where the head of the phrase begins: 纳入预算管理的二级机构, 基本支出中人员经费, the last of a list 甲、乙等活动.
pub(super) fn head_of(text: &str, start: usize, end: usize, listed: bool) -> usize {
    let words = &text[start..end];
    let behind_de = behind_de(words);
    let mut from = behind_de;
    if words[from..].contains(['中', '里', '等', '为', '系', '是', '将', '把']) {
        let mut at = from;
        for token in JIEBA.cut(&words[behind_de..], false) {
            at += token.word.len();
            let before = &words[from..at - token.word.len()];
            let parts = match token.word {
                "中" => !words[at..].starts_with(CENTRAL),
                // 资金来源为, 超出部分系, 建议将: what they lead to is what the figure tells.
                "里" | "为" | "系" | "是" | "将" | "把" => true,
                // 商业服务业等支出 is the name of a budget subject; behind a list 等 closes it.
                "等" => listed || before.ends_with('》'),
                _ => false,
            };
            if parts && is_name(before) && is_name(&words[at..]) {
                from = at;
            }
        }
    }
    start + from
}

/// What follows 中 in words of its own: 中小企业, 中央, 中心.
const CENTRAL: &[char] = &[
    '小', '央', '心', '型', '学', '标', '国', '期', '层', '级', '医', '药', '专', '介', '华', '餐', '部', '间', '东',
    '西', '高', '等', '职', '老', '青', '转', '试', '轴', '段',
];

/// Behind the last 的 that ties a clause to its noun; 对个人和家庭的补助 is one name.
fn behind_de(words: &str) -> usize {
    let opening = words.trim_start_matches(is_blank);
    if opening.starts_with('对') || opening.contains("其他") {
        return 0;
    }
    let ties = |at: usize| {
        let is_word = matches!(words[..at].chars().next_back(), Some('目' | '标' | '有'));
        let is_quoted = words[at..].chars().find(|c| matches!(c, '“' | '”' | '）' | ')' | '》' | '（' | '('));
        !is_word && !matches!(is_quoted, Some('”' | '）' | ')' | '》'))
    };
    let last = words.rmatch_indices('的').map(|(at, de)| (at, at + de.len()));
    last.filter(|&(at, _)| ties(at)).map(|(_, behind)| behind).find(|&behind| is_name(&words[behind..])).unwrap_or(0)
}

/// Whether enough is left to name a figure.
fn is_name(words: &str) -> bool {
    words.chars().filter(|&c| !is_blank(c)).count() >= 2
}

/// 项目支出2022年度: the year stands between the name and its step of the budget cycle.
pub(super) fn without_final_year(text: &str, span: Span) -> Span {
    let label = span.of(text);
    // 年初预算为 behind it is taken off as a step.
    let stage = any_of!["年初预算", "预算", "决算"].ending(label).unwrap_or_default();
    let named = &label[..label.len() - stage.len()];
    let before = any_of!["年度", "年"].strip_end(named.trim_end_matches(is_blank));
    let name = before.map(|words| (words, words.trim_end_matches(|c| fold(c).is_ascii_digit())));
    match name {
        Some((words, name))
            if words.chars().count() - name.chars().count() == 4 && is_name(name) && !name.ends_with(GOES_ON) =>
        {
            Span::new(span.start as usize, span.start as usize + name.trim_end_matches(is_blank).len())
        }
        _ => span,
    }
}

/// 本项目2017年度得分, 乡镇2015年本级支出: the year stands between the subject and the name.
pub(super) fn behind_inner_year(text: &str, span: Span) -> Span {
    const ITEMS: &[&str] = &["支出", "收入", "经费", "资金", "补助", "预算", "费", "率"];
    let label = span.of(text);
    let found = label.match_indices('年').find_map(|(at, year)| {
        let before = label[..at].trim_end_matches(is_blank);
        let subject = before.trim_end_matches(|c| fold(c).is_ascii_digit());
        let name = label[at + year.len()..].trim_start_matches('度').trim_start_matches(is_blank);
        let is_year = before.chars().count() - subject.chars().count() == 4;
        let names_itself = ITEMS.iter().any(|item| subject.ends_with(item)) || subject.ends_with(GOES_ON);
        (is_year && is_name(subject) && !names_itself && is_name(name)).then_some(name.len())
    });
    found.map_or(span, |len| Span::new(span.end as usize - len, span.end as usize))
}

/// 支出同2018年, 核减2023年预算: words that tie the year to what follows.
const GOES_ON: &[char] = &['同', '比', '较', '增', '减', '至', '到', '于', '和', '与'];

/// 护理费另有, 特困救助对象现有, 应急储备点设了: adverbs and verbs of one character behind a noun lead to the number.
pub(super) fn without_final_particles(text: &str, span: Span) -> Span {
    let mut label = span.of(text);
    while let Some(c) = label.chars().next_back() {
        let stem = &label[..label.len() - c.len_utf8()];
        if !LEADS_TO_NUMBER.contains(c) || !is_name(stem) {
            break;
        }
        let words = JIEBA.cut(label, false);
        let (Some(last), Some(name)) = (words.last(), words.len().checked_sub(2).and_then(|n| words.get(n))) else {
            break;
        };
        let is_noun = class_of(name.word).is_none_or(|class| class.starts_with(['n', 'v', 'l', 'j', 's', 't']));
        // 普通高中 ends in a word of its own.
        let is_school = c == '中' && stem.ends_with(['高', '初', '集', '其', '途', '当']);
        if is_school || last.word.chars().count() > 1 || !is_noun || name.word.chars().count() < 2 {
            break;
        }
        label = stem.trim_end_matches(is_blank);
    }
    // 公务接待再压, 数字化再扫.
    let last = label.chars().next_back().map_or(0, char::len_utf8);
    if let Some(stem) = label[..label.len() - last].strip_suffix('再').filter(|stem| is_name(stem)) {
        label = stem.trim_end_matches(is_blank);
    }
    Span::new(span.start as usize, span.start as usize + label.len())
}

/// What may stand between a name and its number; in names they stand inside of words (装备, 开设).
const LEADS_TO_NUMBER: &str = "也另现仍尚已共各又再还约设做办建备付给发拨花用领收缴列报需占拟应缺增配要中";

/// 付出救助资金, 领到保障金, 送出口罩: a verb with its complement is done to what it leads to, and part of no name.
pub(super) fn behind_complement(text: &str, span: Span) -> Span {
    const COMPLEMENTS: &[char] = &['到', '出', '给', '回', '掉', '成', '满', '足', '齐', '完'];
    /// Words of the field that only look like one.
    const NOUNS: &[&str] =
        &["支出", "产出", "输出", "进出", "演出", "突出", "退出", "转出", "流出", "应收", "签到", "人到"];
    let label = span.of(text);
    let opening: usize = label.chars().take(2).map(char::len_utf8).sum();
    let word = &label[..opening];
    let Some(complement) = word.chars().next_back().filter(|c| COMPLEMENTS.contains(c)) else { return span };
    let verb = &word[..opening - complement.len_utf8()];
    let is_verb = class_of(word).or_else(|| class_of(verb)).is_some_and(|class| class.starts_with('v'));
    let mut ends = JIEBA.cut(label, false).into_iter().take(2).scan(0, |at, token| {
        *at += token.word.len();
        Some(*at)
    });
    let ends_there = ends.any(|at| at == opening);
    if is_verb && ends_there && !NOUNS.contains(&word) && is_name(&label[opening..]) {
        Span::new(span.start as usize + opening, span.end as usize)
    } else {
        span
    }
}

/// 办培训班, 创劳务收入, 留质保金: a verb of one character and the word it acts on.
pub(super) fn behind_short_verb(text: &str, span: Span) -> Span {
    const VERBS: &[char] = &['办', '创', '留', '分', '购', '建', '装', '领'];
    let label = span.of(text);
    let Some(verb) = label.chars().next().filter(|c| VERBS.contains(c)) else { return span };
    let words = JIEBA.cut(label, false);
    let stands_alone = words.first().is_some_and(|token| token.word.len() == verb.len_utf8());
    let acts_on = words.get(1).is_some_and(|token| {
        token.word.chars().count() > 1
            && class_of(token.word)
                .is_none_or(|class| class == "vn" || !class.starts_with(['u', 'p', 'm', 'q', 'd', 'c', 'v']))
    });
    if stands_alone && acts_on { Span::new(span.start as usize + verb.len_utf8(), span.end as usize) } else { span }
}

/// 社保卡持卡33.7万人, 一般公共预算收入完成27.4亿元: the deed behind a name tells what was done, the name names.
pub(super) fn without_final_deed(text: &str, span: Span) -> Span {
    static DEEDS: AnyOf = AnyOf::new(&[
        "完成",
        "参保",
        "参合",
        "持卡",
        "激活",
        "授信",
        "备案",
        "报销",
        "储备",
        "种植",
        "办结",
        "出让",
        "受理",
        "退出",
        "预期",
        "安排",
        "扶持",
        "新增",
        "入驻",
        "受益",
        "投保",
        "发放",
        "实现",
        "月均",
        "日均",
        "年均",
        "年人均",
        "人均",
        "户均",
        "亩均",
        "平均",
        "合计",
        "共计",
        "列支",
        "全年支出",
        "保持",
        "控制",
        "转办",
        "滞后",
        "稳定",
        "计划实施",
    ]);
    /// What gives money is part of what it gave: 财政安排.
    static GIVERS: AnyOf =
        AnyOf::new(&["财政", "中央", "上级", "省级", "市级", "县级", "区级", "本级", "按期", "限时", "就业"]);
    let label = span.of(text);
    // 精神残疾人免费服药: what is free for them.
    if let Some(at) =
        any_of!["免费"].find(label).filter(|&at| at > 0 && is_name(&label[..at]) && !label.ends_with("开放"))
    {
        return Span::new(span.start as usize, span.start as usize + label[..at].trim_end().len());
    }
    // 专业人员缺口5人: who is missing.
    if let Some(stem) = label.strip_suffix("缺口").filter(|stem| stem.ends_with(['员', '师', '士', '医'])) {
        return Span::new(span.start as usize, span.start as usize + stem.len());
    }
    // 产出分值50分: what is scored.
    if let Some(stem) = ["分值", "满分"].iter().find_map(|word| label.strip_suffix(word))
        && is_name(stem)
        && !stem.ends_with(['计', '总', '项'])
    {
        return Span::new(span.start as usize, span.start as usize + stem.trim_end().len());
    }
    // 参与率目标70%, 预算执行率指标10分: what is aimed at, and what is scored, is the rate.
    if let Some(stem) = any_of!["目标", "指标", "目标值", "指标值"].strip_end(label)
        && stem.ends_with('率')
        && is_name(stem)
    {
        return Span::new(span.start as usize, span.start as usize + stem.len());
    }
    let Some(stem) = DEEDS.strip_end(label).map(str::trim_end) else { return span };
    let is_name = stem.chars().filter(|&c| !is_blank(c)).count() >= 2;
    let keeps = GIVERS.end(stem) || stem.ends_with(['总', '收', '支']);
    if is_name && !keeps { Span::new(span.start as usize, span.start as usize + stem.len()) } else { span }
}
