//! Names behind a number: what is counted.

use crate::figures::Cue;
use crate::figures::lexicon::{self, Word};
use crate::text::script::{fold, is_blank, is_blank_or_line_end, is_han, is_sentence_end};
use crate::text::{AnyOf, Span, any_of};

use super::apart::{Joined, stand_apart};

/// Bytes of a quotation that may open a name.
const LONGEST_QUOTED: usize = 36;

/// The label behind a count: what is counted.
pub(in crate::figures) fn after(text: &str, start: usize, end: usize) -> Option<Span> {
    /// Characters in which a name behind a count ends, blanks included.
    const REACH: usize = 48;
    let near = text[start..end].char_indices().nth(REACH).map_or(end, |(at, _)| start + at);
    if stand_apart(&text[start..near]) {
        let joined = Joined::of(text, start, near);
        return name(&joined.text, 0, joined.text.len()).and_then(|span| joined.printed(span));
    }
    name(text, start, end)
}

fn name(text: &str, start: usize, end: usize) -> Option<Span> {
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
            // 30个“千万工程”示范村: a quotation that opens the name is part of it.
            if at == from
                && c == '“'
                && let Some(close) = text[at..end].find('”').filter(|&close| close <= LONGEST_QUOTED)
            {
                at += close + '”'.len_utf8();
                continue;
            }
            // A line that ends inside of a word goes on in the next.
            let goes_on = c == '\n'
                && text[from..at].ends_with(is_han)
                && text[at..end].trim_start_matches(is_blank_or_line_end).starts_with(is_han);
            let stops = !goes_on && is_sentence_end(c)
                || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '“' | '《' | '=' | '＝')
                || c == '\n' && !goes_on
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
    static NOT_NAMES: AnyOf = AnyOf::new(&[
        "合计", "系", "件件", "年内", "中有", "中仅", "中只", "中尚", "以上", "以下", "左右", "以内", "，", "。", "比",
        "较", "占", "增", "减", "为", "是", "和", "及", "与", "或", "等", "均", "已", "共", "其中", "同比", "用于",
        "至", "到", "次", "/", "／", "不", "在", "被", "由", "从", "全", "并", "但", "因", "按", "计", "总", "分别",
        "都", "都是", "上下", "进", "则", "且", "即", "达", "超", "约", "近",
    ]);
    // 3个签约项目, 5家投产企业: the deed tells which.
    if let Some((Word::Verb, len)) = lexicon::word_at(rest)
        && any_of!["项目", "企业", "人员", "工程", "科室", "股室", "处室", "机构", "部门"].begin(&rest[len..])
    {
        return false;
    }
    NOT_NAMES.begin(rest)
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

/// Whether a deed stands in `rest` before the next mark.
fn does_something(rest: &str) -> bool {
    let clause = rest.split(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
    clause.char_indices().skip(1).any(|(at, _)| matches!(lexicon::word_at(&clause[at..]), Some((Word::Verb, _))))
}

/// Whether the name of a counted thing ends before `rest`.
fn cuts_after(rest: &str, name: &str) -> bool {
    const ENDS: &[&str] = &[
        "仅",
        "中有",
        "中仅",
        "中只",
        "中尚",
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
        "年初",
        "没有",
        "超期",
        "要",
        "尚未",
        "尚待",
        "作了",
        "在",
        "就",
        "而",
        "各配",
    ];
    if let Some(word) = ENDS.iter().find(|w| rest.starts_with(**w)) {
        // 公共, 行为 are words of their own; 和, 与, 及 join names only before a further figure.
        let previous = name.chars().next_back();
        let next = rest[word.len()..].chars().next();
        return match *word {
            "共" => previous != Some('公'),
            "为" => !matches!(previous, Some('行' | '作')),
            "在" => !matches!(next, Some('校' | '职' | '编' | '建' | '岗' | '园' | '册' | '库' | '读' | '线')),
            "要" => {
                !matches!(next, Some('素' | '求' | '件' | '点')) && !matches!(previous, Some('重' | '主' | '需' | '必'))
            }
            "就" => !matches!(next, Some('业' | '餐' | '诊' | '医' | '读' | '近' | '地')),
            "被" => !matches!(previous, Some('棉' | '植')),
            "等" => !matches!(previous, Some('高' | '中' | '初' | '平')),
            // 物业公司与收运企业签约: what they do together is no part of the name.
            "与" if does_something(rest) => true,
            "和" | "与" | "及" | "或" => {
                let next: String = rest.chars().skip(1).take(12).collect();
                next.chars().any(|c| fold(c).is_ascii_digit()) || next.starts_with(['一', '两', '二', '三', '四', '五'])
            }
            _ => true,
        };
    }
    if rest.starts_with('的') {
        // 以上的, 型的 qualify a name that follows; elsewhere 的 begins what belongs to the counted.
        return !any_of!["以上", "以下", "周岁", "以内", "型", "性", "类", "式"].end(name)
            && name.chars().count() >= 2
            && !name.chars().any(|c| fold(c).is_ascii_digit());
    }
    match lexicon::word_at(rest) {
        Some((Word::Verb | Word::Cue(Cue::Against | Cue::Share | Cue::Completion | Cue::Flat | Cue::Each), _)) => true,
        Some((Word::Cue(Cue::Average), _)) => true,
        // 24个农村建设品质提升项目: what the works are for is part of their name.
        Some((Word::Cue(Cue::Increase | Cue::Decrease), len)) => {
            !any_of!["项目", "工程", "行动", "计划"].begin(&rest[len..])
        }
        _ => false,
    }
}
