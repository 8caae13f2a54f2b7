//! Words that titles end in, words that sentences begin with, titles of the known kinds of report.

/// Strength of a word as evidence for the end of a title.
pub(super) type Weight = i32;

/// Whole titles end in it; nouns of the field that may end one.
pub(super) const STRONG: Weight = 4;
const WEAK: Weight = 2;

/// Last two characters of titles, sorted.
const HEADS: &[(&str, Weight)] = &[
    ("不足", WEAK),
    ("举措", STRONG),
    ("事项", STRONG),
    ("任务", WEAK),
    ("作用", WEAK),
    ("依据", STRONG),
    ("保障", WEAK),
    ("公开", WEAK),
    ("内容", STRONG),
    ("决算", WEAK),
    ("分析", STRONG),
    ("制度", WEAK),
    ("原则", STRONG),
    ("原因", STRONG),
    ("回顾", STRONG),
    ("安排", WEAK),
    ("对策", STRONG),
    ("展望", STRONG),
    ("工作", WEAK),
    ("应用", WEAK),
    ("建议", STRONG),
    ("建设", WEAK),
    ("形势", STRONG),
    ("得分", WEAK),
    ("思路", STRONG),
    ("总结", STRONG),
    ("情况", STRONG),
    ("意度", WEAK),
    ("意见", WEAK),
    ("成效", STRONG),
    ("成绩", STRONG),
    ("打算", STRONG),
    ("执行", WEAK),
    ("指标", WEAK),
    ("措施", STRONG),
    ("支出", WEAK),
    ("收入", WEAK),
    ("收支", WEAK),
    ("政策", WEAK),
    ("效果", WEAK),
    ("效益", WEAK),
    ("方案", WEAK),
    ("方法", STRONG),
    ("方面", WEAK),
    ("明细", WEAK),
    ("服务", WEAK),
    ("机制", WEAK),
    ("机构", WEAK),
    ("构成", STRONG),
    ("概况", STRONG),
    ("概述", STRONG),
    ("特点", STRONG),
    ("目标", STRONG),
    ("目的", STRONG),
    ("社会", WEAK),
    ("简介", STRONG),
    ("简况", STRONG),
    ("管理", WEAK),
    ("组织", WEAK),
    ("经费", WEAK),
    ("经验", STRONG),
    ("结余", WEAK),
    ("结果", WEAK),
    ("结论", STRONG),
    ("结转", WEAK),
    ("绩效", WEAK),
    ("综述", STRONG),
    ("编制", WEAK),
    ("职能", STRONG),
    ("职责", STRONG),
    ("背景", STRONG),
    ("自评", WEAK),
    ("范围", STRONG),
    ("行费", WEAK),
    ("补助", WEAK),
    ("补贴", WEAK),
    ("要求", STRONG),
    ("规模", WEAK),
    ("解释", STRONG),
    ("计划", STRONG),
    ("设置", WEAK),
    ("评价", WEAK),
    ("说明", STRONG),
    ("调查", WEAK),
    ("资产", WEAK),
    ("资金", WEAK),
    ("过程", STRONG),
    ("进展", WEAK),
    ("采购", WEAK),
    ("重点", WEAK),
    ("问题", STRONG),
    ("预算", WEAK),
];

/// First two characters of sentences that follow a title without a stop, sorted.
const OPENERS: &[(&str, Weight)] = &[
    ("一年", STRONG),
    ("一是", STRONG),
    ("上年", STRONG),
    ("与上", WEAK),
    ("为了", STRONG),
    ("为切", STRONG),
    ("为加", STRONG),
    ("为强", STRONG),
    ("为深", STRONG),
    ("为落", STRONG),
    ("为贯", STRONG),
    ("为进", STRONG),
    ("主要", WEAK),
    ("今后", WEAK),
    ("今年", STRONG),
    ("从总", WEAK),
    ("以上", WEAK),
    ("依据", WEAK),
    ("依照", STRONG),
    ("全乡", STRONG),
    ("全区", STRONG),
    ("全县", STRONG),
    ("全国", WEAK),
    ("全局", STRONG),
    ("全市", STRONG),
    ("全年", STRONG),
    ("全校", STRONG),
    ("全省", STRONG),
    ("全部", WEAK),
    ("全镇", STRONG),
    ("其中", STRONG),
    ("具体", STRONG),
    ("内设", STRONG),
    ("农村", WEAK),
    ("初步", STRONG),
    ("包括", STRONG),
    ("去年", STRONG),
    ("发放", STRONG),
    ("受理", STRONG),
    ("向社", WEAK),
    ("围绕", STRONG),
    ("在职", WEAK),
    ("坚持", WEAK),
    ("学校", WEAK),
    ("完成", WEAK),
    ("实际", WEAK),
    ("对全", WEAK),
    ("对照", WEAK),
    ("局机", STRONG),
    ("年内", STRONG),
    ("年初", STRONG),
    ("年度", WEAK),
    ("年末", STRONG),
    ("建议", WEAK),
    ("当年", STRONG),
    ("我中", STRONG),
    ("我乡", STRONG),
    ("我们", STRONG),
    ("我办", STRONG),
    ("我区", STRONG),
    ("我单", STRONG),
    ("我县", STRONG),
    ("我处", STRONG),
    ("我委", STRONG),
    ("我局", STRONG),
    ("我市", STRONG),
    ("我校", STRONG),
    ("我省", STRONG),
    ("我站", STRONG),
    ("我部", STRONG),
    ("我镇", STRONG),
    ("我院", STRONG),
    ("我馆", STRONG),
    ("截止", STRONG),
    ("截至", STRONG),
    ("承担", STRONG),
    ("按功", WEAK),
    ("按支", WEAK),
    ("按照", STRONG),
    ("故不", WEAK),
    ("教育", WEAK),
    ("新的", WEAK),
    ("无。", STRONG),
    ("是指", STRONG),
    ("本中", STRONG),
    ("本乡", STRONG),
    ("本区", STRONG),
    ("本单", STRONG),
    ("本县", STRONG),
    ("本委", STRONG),
    ("本局", STRONG),
    ("本市", STRONG),
    ("本年", STRONG),
    ("本校", STRONG),
    ("本次", STRONG),
    ("本级", WEAK),
    ("本部", STRONG),
    ("本镇", STRONG),
    ("本项", STRONG),
    ("本馆", STRONG),
    ("构成", WEAK),
    ("核定", STRONG),
    ("根据", STRONG),
    ("此项", STRONG),
    ("没有", STRONG),
    ("现将", STRONG),
    ("现有", STRONG),
    ("由于", STRONG),
    ("目前", STRONG),
    ("积极", WEAK),
    ("纳入", STRONG),
    ("统筹", WEAK),
    ("编入", STRONG),
    ("编报", WEAK),
    ("自评", WEAK),
    ("认真", WEAK),
    ("该项", STRONG),
    ("详见", STRONG),
    ("负责", STRONG),
    ("贯彻", STRONG),
    ("资金", WEAK),
    ("较上", STRONG),
    ("过去", STRONG),
    ("近年", STRONG),
    ("通过", STRONG),
    ("采用", WEAK),
    ("采购", WEAK),
    ("鉴于", STRONG),
    ("针对", STRONG),
    ("随机", STRONG),
    ("随着", STRONG),
    ("项目", WEAK),
    ("预算", WEAK),
];

/// What may not begin a sentence after a title noun: the title goes on (情况|说明, 问题|及原因).
const GOES_ON: &str = "和及与、的（(”》）)暨表分汇公说总情原结变支收明类款项部单工额数率费款";

/// Titles that stand at chapter level in the final accounts, budgets and evaluations that share one template.
const CHAPTERS: &[&str] = &[
    "主要职责",
    "单位基本情况",
    "工作总结",
    "收支总体情况",
    "收支决算总",
    "决算总体情况",
    "财政拨款支出决算情况",
    "预算拨款支出决算情况",
    "政府性基金",
    "国有资本经营预算",
    "社会保险基金",
    "公”经费",
    "公\"经费",
    "机关运行经费",
    "名词解释",
    "存在的问题",
    "存在的主要问题",
    "改进措施",
    "其他需要说明",
];

fn look_up(table: &[(&str, Weight)], word: &str) -> Weight {
    table.binary_search_by(|(w, _)| (*w).cmp(word)).map_or(0, |at| table[at].1)
}

/// How much `text` looks like a whole title by its last two characters.
pub(super) fn head(text: &str) -> Weight {
    let Some(at) = text.len().checked_sub(6) else { return 0 };
    text.get(at..).map_or(0, |word| look_up(HEADS, word))
}

/// How much `rest` looks like the beginning of a sentence by its first two characters.
pub(super) fn opener(rest: &str) -> Weight {
    let bytes = rest.as_bytes();
    if bytes.len() >= 5 && bytes[..4].iter().all(u8::is_ascii_digit) && matches!(&bytes[..2], b"19" | b"20") {
        let next = &rest[4..];
        return if next.starts_with(['年', '本', '-', '—']) { STRONG } else { 0 };
    }
    rest.get(..6).map_or(0, |word| look_up(OPENERS, word))
}

/// Whether the title goes on with `rest` although it could end before.
pub(super) fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c| GOES_ON.contains(c))
}

/// Whether `title` stands at chapter level.
pub(super) fn is_chapter(title: &str) -> bool {
    CHAPTERS.iter().any(|key| title.contains(key))
}

/// Whether a noun that titles end in stands anywhere in `words`.
pub(super) fn has_head(words: &str) -> bool {
    words.char_indices().any(|(at, c)| head(&words[..at + c.len_utf8()]) == STRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_two_characters_long() {
        for table in [HEADS, OPENERS] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
            assert!(table.iter().all(|(word, _)| word.len() == 6 && word.chars().count() == 2));
        }
    }

    #[test]
    fn ends_and_beginnings() {
        assert_eq!(head("四、收支总体情况"), STRONG);
        assert_eq!(head("况"), 0);
        assert_eq!(opener("2016年我县"), STRONG);
        assert_eq!(opener("2010301一般"), 0);
        assert!(has_head("主要职责东山乡"));
    }
}
