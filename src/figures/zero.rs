//! 零与空白. Zeros told in words (为零, 未发生, 无), and places where a number should stand and does not.

use crate::text::script::{fold, is_blank, is_blank_or_line_end, is_han, is_sentence_end, without_blanks};
use crate::text::{Span, any_of};

/// 文字表示的零.
#[derive(Clone, Debug)]
pub(super) struct ZeroWords {
    /// The word: 零, 无, 未发生.
    pub(super) span: Span,
    /// What there is none of, when it stands behind the word; otherwise it stands before.
    pub(super) of: Option<Span>,
}

/// Endings of what can be zero in words.
const MONEY_NOUNS: &[&str] =
    &["支出", "收入", "收支", "预算", "费", "费用", "经费", "拨款", "资金", "结转", "结余", "决算"];

/// Whole statements that are a zero: the content of a section that has nothing to tell.
pub(super) fn is_nothing(text: &str) -> bool {
    /// Bytes of the longest of them with blanks and marks around.
    const LONGEST: usize = 90;
    if text.trim().len() > LONGEST {
        return false;
    }
    let folded = without_blanks(text);
    let said = folded.trim_matches(|c: char| is_sentence_end(c) || matches!(c, '；' | '，' | ';' | ',' | '.' | '．'));
    matches!(
        said,
        "无" | "为零"
            | "零"
            | "没有"
            | "未发生"
            | "不涉及"
            | "无此项"
            | "暂无"
            | "本单位无"
            | "本部门无"
            | "我单位无"
            | "我局无"
            | "无此项支出"
            | "无此项内容"
            | "无相关支出"
            | "本单位没有"
            | "无此项预算"
            | "未涉及"
            | "为0"
            | "零支出"
            | "零收入"
            | "0"
    )
}

/// A zero in words at `at`: `为零`, `未发生因公出国（境）费用`, `无政府性基金预算支出`.
pub(super) fn in_words(text: &str, span: Span, at: usize) -> Option<ZeroWords> {
    let rest = &text[at..span.end as usize];
    let before = &text[span.start as usize..at];
    if rest.starts_with('零') {
        let follower = rest['零'.len_utf8()..].chars().next();
        let stands = before.trim_end_matches(is_blank).ends_with(['为', '是']) && follower.is_none_or(|c| !is_han(c));
        return stands.then(|| ZeroWords { span: Span::new(at, at + '零'.len_utf8()), of: None });
    }
    let word = ["未发生", "没有发生", "无", "没有安排", "未安排", "没有"].into_iter().find(|w| rest.starts_with(w))?;
    // 因公出国（境）无。 公务接待未发生，: the noun stands before.
    let follower = rest[word.len()..].chars().find(|&c| !is_blank(c));
    if follower.is_none_or(|c| !is_han(c) && !fold(c).is_ascii_alphanumeric() && !matches!(c, '“' | '《' | '（'))
        && names_money(before)
    {
        return Some(ZeroWords { span: Span::new(at, at + word.len()), of: None });
    }
    let opens = before.is_empty()
        || before.ends_with(['，', '。', '；', '：', ',', ';', ':', '年', '度', '均', '\n', '）', ')', ' '])
        || any_of![
            "单位", "部门", "我局", "本级", "本局", "本年", "我乡", "我镇", "我校", "我院", "中心", "当年", "全年",
            "年末", "年初", "上年", "本馆", "本院", "本校",
        ]
        .end(before);
    if !opens {
        return None;
    }
    let object_at = at + word.len();
    let object = &text[object_at..span.end as usize];
    let mut depth = 0_u32;
    let mut end = object_at;
    for c in object.chars() {
        if c == '（' || c == '(' {
            depth += 1;
        } else if c == '）' || c == ')' {
            if depth == 0 {
                break;
            }
            depth -= 1;
        } else if depth == 0 && (matches!(c, '，' | '；' | '、' | ',' | ';' | '：' | ':') || is_sentence_end(c))
            || fold(c).is_ascii_digit()
        {
            break;
        }
        end += c.len_utf8();
    }
    let object = &text[object_at..end];
    let noun = object.trim();
    let noun_at = object_at + object.len() - object.trim_start().len();
    if any_of!["这", "此", "该", "任何", "突破", "超", "发现", "出现", "违规", "挪用", "相关", "其他", "其它"]
        .begin(noun)
    {
        return None;
    }
    let noun = ["情况", "安排", "业务", "发生"].iter().fold(noun, |n, w| n.strip_suffix(w).unwrap_or(n));
    let n_chars = noun.chars().count();
    let is_money = (2..=24).contains(&n_chars) && MONEY_NOUNS.iter().any(|w| noun.ends_with(w));
    is_money
        .then(|| ZeroWords { span: Span::new(at, at + word.len()), of: Some(Span::new(noun_at, noun_at + noun.len())) })
}

/// Whether the clause before ends with the name of a kind of money: 因公出国（境）, 公务用车购置.
pub(super) fn names_money(before: &str) -> bool {
    let trimmed = before.trim_end_matches(is_blank_or_line_end);
    let clause = trimmed.rfind(['，', '。', '；', '、', '：', ',', ';']).map_or(trimmed, |i| &trimmed[i..]);
    let ends = |w: &&&str| clause.ends_with(**w);
    MONEY_NOUNS.iter().find(ends).is_some()
        || any_of!["出国（境）", "出国(境)", "出国", "购置", "接待", "用车", "会议", "培训"].end(clause)
            && clause.chars().count() <= 24
}

/// A unit without number (`增加 万元`, `差额/万元`) or crosses in place of digits (`完成××户`).
pub(super) fn missing_number(text: &str, span: Span, at: usize) -> Option<Span> {
    let rest = &text[at..span.end as usize];
    if rest.starts_with('万') {
        if !rest.starts_with("万元") && !rest.starts_with("万美元") {
            return None;
        }
        let before = &text[span.start as usize..at];
        let trimmed = before.trim_end_matches(is_blank_or_line_end);
        if trimmed.ends_with(['/', '／', '—', '－', '×', '_', '＿']) {
            let start = trimmed.trim_end_matches(['/', '／', '—', '－', '×', '_', '＿']).len() + span.start as usize;
            return Some(Span::new(start, at + "万元".len()));
        }
        let blank = trimmed.len() < before.len();
        let asks = any_of!["增加", "减少", "收入", "支出", "为", "差额", "增长", "结余", "分配", "共计", "合计"]
            .end(trimmed)
            || trimmed.ends_with(['）', ')']) && trimmed.contains("减少");
        let after = rest["万元".len()..].chars().next();
        let is_word = after.is_some_and(|c| matches!(c, '以' | '为' | '）' | ')' | '的' | '户' | '/'));
        return (asks && !is_word && (blank || after.is_none_or(|c| !is_han(c))))
            .then(|| Span::new(at, at + "万元".len()));
    }
    let crosses: String = rest.chars().take_while(|c| matches!(c, '×' | 'X' | 'x')).collect();
    if crosses.chars().count() >= 2 {
        return Some(Span::new(at, at + crosses.len()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, at: &str) -> Option<String> {
        let span = Span::new(0, text.len());
        let found = in_words(text, span, text.find(at).unwrap())?;
        Some(found.of.map_or(String::new(), |s| s.of(text).to_owned()))
    }

    #[test]
    fn zeros_in_words() {
        assert_eq!(words("本年度政府性基金预算为零，", "零"), Some(String::new()));
        assert_eq!(words("2021年度未发生因公出国（境）费用。", "未"), Some("因公出国（境）费用".to_owned()));
        assert_eq!(words("本单位无政府性基金预算支出情况。", "无"), Some("政府性基金预算支出".to_owned()));
        assert_eq!(words("做到无差错。", "无"), None);
        assert_eq!(words("为零散户办理。", "零"), None);
        assert!(is_nothing(" 无。\n") && !is_nothing("无异议。"));
    }

    #[test]
    fn blanks_where_a_number_should_be() {
        let found = |text: &str, at: &str| {
            missing_number(text, Span::new(0, text.len()), text.find(at).unwrap()).map(|s| s.of(text).to_owned())
        };
        assert_eq!(found("收支差额/万元，", "万"), Some("/万元".to_owned()));
        assert_eq!(found("比上年增加 万元，", "万"), Some("万元".to_owned()));
        assert_eq!(found("以万元为单位", "万"), None);
        assert_eq!(found("完成××户", "×"), Some("××".to_owned()));
    }
}
