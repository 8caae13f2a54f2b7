//! Particles between a name and its number.

use std::sync::LazyLock;

use crate::text::script::is_blank_or_line_end;
use crate::text::words::Endings;

/// Words that may end the text before a number without being part of its name.
static TRAILING: LazyLock<Endings> = LazyLock::new(|| Endings::new(TRAILING_WORDS));

const TRAILING_WORDS: &[&str] = &[
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
    "在",
    "按",
    "由",
    "依次",
    "依次为",
    "的金额",
    "不低于",
    "不高于",
    "不少于",
    "不超过",
    "只有",
    "仅有",
    "每年",
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

/// The end of the words when particles before the number are taken off.
pub(super) fn trim_trailing(text: &str, start: usize, end: usize) -> usize {
    let mut end = end;
    loop {
        let words = &text[start..end];
        let trimmed = words.trim_end_matches(is_blank_or_line_end);
        end = start + trimmed.len();
        let Some((word, ())) = TRAILING.ending(trimmed).max_by_key(|(w, ())| w.len()) else { return end };
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
        "同" => matches!(before, Some('合' | '相' | '共' | '协' | '雷')),
        // 实得93.3分, 应得20分.
        "得" => matches!(before, Some('实' | '应')),
        "在" => matches!(before, Some('现' | '存' | '实' | '内' | '外' | '健')),
        "由" => matches!(before, Some('自' | '理' | '事')),
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
