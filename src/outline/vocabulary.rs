//! Words that titles end in, words that sentences begin with, titles of the known kinds of report.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Strength of a word as evidence for the end of a title.
pub(super) type Weight = i32;

/// Whole titles end in it; nouns of the field that may end one.
pub(super) const STRONG: Weight = 4;
const WEAK: Weight = 2;

/// Last two characters of titles, sorted.
const HEADS: &[(&str, Weight)] = &[
    ("不足", STRONG),
    ("举措", STRONG),
    ("事项", STRONG),
    ("任务", WEAK),
    ("作用", WEAK),
    ("依据", STRONG),
    ("保障", WEAK),
    ("公开", STRONG),
    ("公示", STRONG),
    ("内容", STRONG),
    ("决算", WEAK),
    ("分工", STRONG),
    ("分析", STRONG),
    ("制度", WEAK),
    ("占用", WEAK),
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
    ("报告", STRONG),
    ("拨款", WEAK),
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
    ("汇总", STRONG),
    ("特点", STRONG),
    ("目标", STRONG),
    ("目的", STRONG),
    ("社会", WEAK),
    ("筹集", WEAK),
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
    ("要求", WEAK),
    ("规模", WEAK),
    ("解释", STRONG),
    ("计划", WEAK),
    ("设置", WEAK),
    ("评价", WEAK),
    ("评述", STRONG),
    ("说明", STRONG),
    ("调查", WEAK),
    ("财政", WEAK),
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
    ("为保", STRONG),
    ("为做", STRONG),
    ("为充", STRONG),
    ("为全", STRONG),
    ("为切", STRONG),
    ("为加", STRONG),
    ("为强", STRONG),
    ("为推", STRONG),
    ("为深", STRONG),
    ("为确", STRONG),
    ("为落", STRONG),
    ("为规", STRONG),
    ("为贯", STRONG),
    ("为进", STRONG),
    ("为零", STRONG),
    ("主要", WEAK),
    ("举办", WEAK),
    ("义务", WEAK),
    ("争取", WEAK),
    ("二是", STRONG),
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
    ("农业", WEAK),
    ("农村", WEAK),
    ("出动", WEAK),
    ("出台", WEAK),
    ("创建", WEAK),
    ("初步", STRONG),
    ("制定", WEAK),
    ("办理", WEAK),
    ("办结", WEAK),
    ("加强", WEAK),
    ("包括", STRONG),
    ("印发", WEAK),
    ("去年", STRONG),
    ("参加", WEAK),
    ("发布", WEAK),
    ("发放", STRONG),
    ("受理", STRONG),
    ("召开", WEAK),
    ("各级", WEAK),
    ("向社", WEAK),
    ("围绕", STRONG),
    ("在职", WEAK),
    ("坚持", WEAK),
    ("城乡", WEAK),
    ("城镇", WEAK),
    ("培训", WEAK),
    ("委托", WEAK),
    ("学前", WEAK),
    ("学校", WEAK),
    ("完成", WEAK),
    ("实施", WEAK),
    ("实际", WEAK),
    ("对全", WEAK),
    ("对照", WEAK),
    ("局机", STRONG),
    ("居民", WEAK),
    ("工业", WEAK),
    ("年内", STRONG),
    ("年初", STRONG),
    ("年度", WEAK),
    ("年末", STRONG),
    ("建成", WEAK),
    ("建立", WEAK),
    ("建议", WEAK),
    ("开展", WEAK),
    ("引导", WEAK),
    ("当年", STRONG),
    ("总的", STRONG),
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
    ("打造", WEAK),
    ("执行", WEAK),
    ("扶持", WEAK),
    ("承担", STRONG),
    ("投入", WEAK),
    ("抽取", WEAK),
    ("拨付", WEAK),
    ("按功", WEAK),
    ("按支", WEAK),
    ("按照", STRONG),
    ("接待", WEAK),
    ("推进", WEAK),
    ("支持", WEAK),
    ("收到", WEAK),
    ("改造", WEAK),
    ("故不", WEAK),
    ("救助", WEAK),
    ("教育", WEAK),
    ("新增", WEAK),
    ("新建", WEAK),
    ("新的", STRONG),
    ("无。", STRONG),
    ("无此", STRONG),
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
    ("检查", WEAK),
    ("此项", STRONG),
    ("没有", STRONG),
    ("满分", WEAK),
    ("现将", STRONG),
    ("现有", STRONG),
    ("由于", STRONG),
    ("目前", STRONG),
    ("社会", WEAK),
    ("积极", WEAK),
    ("立案", WEAK),
    ("累计", WEAK),
    ("纳入", STRONG),
    ("组建", WEAK),
    ("组织", WEAK),
    ("统筹", WEAK),
    ("编入", STRONG),
    ("编报", WEAK),
    ("聘请", WEAK),
    ("自评", WEAK),
    ("营养", WEAK),
    ("落实", WEAK),
    ("规模", WEAK),
    ("认真", WEAK),
    ("该项", STRONG),
    ("详见", STRONG),
    ("负责", STRONG),
    ("贯彻", STRONG),
    ("资金", WEAK),
    ("走访", WEAK),
    ("车辆", WEAK),
    ("较上", STRONG),
    ("过去", STRONG),
    ("近年", STRONG),
    ("这一", STRONG),
    ("通过", STRONG),
    ("部分", WEAK),
    ("采用", WEAK),
    ("采购", WEAK),
    ("鉴于", STRONG),
    ("针对", STRONG),
    ("随机", STRONG),
    ("随着", STRONG),
    ("集中", WEAK),
    ("零支", STRONG),
    ("项目", WEAK),
    ("（略", STRONG),
];

/// Verbs that open an item of a list: no title ends by a weak word after them.
const DUTIES: &[&str] = &[
    "争取", "制定", "办理", "协助", "参与", "发放", "培训", "完成", "实现", "实际", "宣传", "建成", "开展", "执行",
    "承办", "承担", "投入", "拟订", "拨付", "指导", "接待", "接收", "推动", "推进", "改造", "救助", "新增", "治理",
    "监督", "确保", "组织", "编印", "负责", "贯彻",
];

/// Whole titles of the field that end in no telling word, sorted.
const KNOWN: &[&str] = &[
    "“三公”经费",
    "“三公”经费支出",
    "一般公共预算",
    "一般公共预算支出",
    "三公经费",
    "三公经费支出",
    "下一步打算",
    "下一步改进措施",
    "下步打算",
    "专项资金",
    "主要产出",
    "主要职能",
    "主要职责",
    "产出指标",
    "人口与就业",
    "人员情况",
    "人员编制",
    "人民生活",
    "优化方向",
    "会议费",
    "会议费和培训费",
    "公务接待费",
    "公务用车购置及运行维护费",
    "公务用车购置及运行费",
    "其他",
    "其他事项",
    "其他收入",
    "其他重要事项",
    "其他需要说明的情况",
    "农业",
    "决算编报范围",
    "创新驱动",
    "助学工作",
    "劳动就业",
    "单位基本情况",
    "单位概况",
    "可持续影响",
    "名词解释",
    "因公出国（境）费",
    "因公出国（境）费用",
    "固定资产投资",
    "固定资产投资和房地产",
    "国内贸易",
    "国内贸易和旅游",
    "国有资产",
    "国有资产占用",
    "国有资产占用使用",
    "国有资本经营预算",
    "国有资本经营预算支出",
    "培训费",
    "基层党建",
    "基本情况",
    "基本支出",
    "存在不足",
    "存在的主要问题",
    "存在的问题",
    "存在的问题及原因分析",
    "存在问题",
    "存在问题与改进",
    "存在问题和改进措施",
    "安全生产",
    "对外经济",
    "对外贸易",
    "工业和建筑业",
    "平衡情况",
    "年度目标",
    "成本指标",
    "技术指标",
    "投入指标",
    "支出",
    "支出决算",
    "收入",
    "收入决算",
    "改进措施",
    "政府债务",
    "政府性基金",
    "政府性基金预算",
    "政府性基金预算支出",
    "政府采购",
    "政府采购支出",
    "效益指标",
    "教育、文化和卫生",
    "教育和科技",
    "数量指标",
    "整改措施",
    "文化旅游",
    "时效指标",
    "有关建议",
    "服务对象满意度",
    "机关运行经费",
    "机关运行经费支出",
    "机构人员",
    "机构设置",
    "满意度",
    "满意度情况",
    "满意度指标",
    "满意度调查",
    "环境与安全生产",
    "生态效益",
    "社会事业",
    "社会保险基金预算",
    "社会保险基金预算支出",
    "社会保障",
    "社会效益",
    "立项依据",
    "立项背景",
    "组织管理",
    "经济效益",
    "结余分配",
    "结果应用",
    "绩效",
    "绩效情况",
    "绩效目标",
    "绩效自评",
    "绩效自评结果拟应用和公开情况",
    "综合",
    "编制人员",
    "自评得分",
    "自评等次",
    "自评结果应用和公开",
    "自评结论",
    "财政与金融",
    "财政和金融",
    "财政金融",
    "质量指标",
    "资产",
    "资产占用",
    "资产管理",
    "资金使用",
    "资金到位",
    "资金到位与使用",
    "资金安排",
    "资金投入",
    "资金支出",
    "资金筹集",
    "资金管理",
    "部门主要职责",
    "部门基本情况",
    "部门概况",
    "部门（单位）概况",
    "采购与资产",
    "重点保障",
    "问题与建议",
    "项目基本情况",
    "项目实施",
    "项目支出",
    "项目概况",
    "项目管理",
    "项目组织",
    "预算安排",
    "预算执行",
    "预算绩效",
    "预算绩效管理",
];

/// What may not begin a sentence after a title noun: the title goes on (情况|说明, 问题|及原因).
const GOES_ON: &str = "和及与、的（(”》）)暨表额数率费类款生";

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

/// Bytes of the longest of [`KNOWN`].
const LONGEST_KNOWN: usize = 48;

static CHAPTER_FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(CHAPTERS).expect("few short patterns"));

static HEAD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(HEADS.iter().copied()));
static OPENER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(OPENERS.iter().copied()));
static DUTY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(DUTIES.iter().map(|&word| (word, WEAK))));
/// How the titles of [`KNOWN`] begin: most text is ruled out by it.
static KNOWN_BEGINNINGS: LazyLock<Words> =
    LazyLock::new(|| Words::new(KNOWN.iter().filter_map(|title| Some((title.get(..6)?, WEAK)))));

/// Words of two characters with their weights, found by one probe: they are looked up at every character of a title.
struct Words {
    slots: Box<[(u64, Weight)]>,
}

impl Words {
    fn new<'w>(words: impl Iterator<Item = (&'w str, Weight)>) -> Self {
        let mut slots = vec![(0, 0); 2048].into_boxed_slice();
        for (word, weight) in words {
            let key = key(word.as_bytes());
            let mut at = slot(key);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) % slots.len();
            }
            slots[at] = (key, weight);
        }
        Self { slots }
    }

    /// Weight of a word of six bytes, 0 for any other.
    fn weight(&self, word: &[u8]) -> Weight {
        if word.len() != 6 {
            return 0;
        }
        let key = key(word);
        let mut at = slot(key);
        loop {
            match self.slots[at] {
                (found, weight) if found == key => return weight,
                (0, _) => return 0,
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }
}

/// Six bytes as a number.
fn key(word: &[u8]) -> u64 {
    word.iter().fold(0, |key, &b| key << 8 | u64::from(b))
}

fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53) as usize
}

fn first_two(text: &str) -> &[u8] {
    text.as_bytes().get(..6).unwrap_or_default()
}

fn last_two(text: &str) -> &[u8] {
    text.len().checked_sub(6).map_or(&[], |at| &text.as_bytes()[at..])
}

/// How much `text` looks like a whole title: by itself or by its last two characters.
pub(super) fn head(text: &str) -> Weight {
    let known = text.len() <= LONGEST_KNOWN && KNOWN_BEGINNINGS.weight(first_two(text)) > 0;
    if known && KNOWN.binary_search(&text).is_ok() {
        // 收入, 其他 also begin longer titles.
        return if text.len() > 6 { STRONG } else { WEAK };
    }
    match HEAD_WORDS.weight(last_two(text)) {
        0 if text.ends_with("（项）") => STRONG,
        weight => weight,
    }
}

/// Whether `title` is a whole title of the field.
pub(super) fn is_known(title: &str) -> bool {
    KNOWN.binary_search(&title).is_ok()
}

/// How much `rest` looks like the beginning of a sentence by its first two characters.
pub(super) fn opener(rest: &str) -> Weight {
    let bytes = rest.as_bytes();
    let year =
        |digits: &[u8]| matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]) && digits.iter().all(u8::is_ascii_digit);
    if bytes.len() >= 5 && year(&bytes[..4]) {
        let next = &rest[4..];
        return if next.starts_with(['年', '本', '-', '—']) { STRONG } else { 0 };
    }
    if bytes.len() > 7 && rest.starts_with('到') && year(&bytes[3..7]) {
        return STRONG;
    }
    if bytes.len() < 12 && matches!(rest.trim_end(), "无" | "无。" | "为零" | "为零。") {
        return STRONG;
    }
    match OPENER_WORDS.weight(first_two(rest)) {
        0 if rest.starts_with('第') && counts(&rest[3..]) => STRONG,
        0 if names_an_office(rest) => STRONG,
        weight => weight,
    }
}

/// Whether an office of the place is named: 县人社局, 区教育局.
fn names_an_office(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| "县区市州省乡镇".contains(c))
        && chars.take(7).take_while(|&c| !"，。、的和".contains(c)).skip(1).any(|c| matches!(c, '局' | '委'))
}

/// Whether a numeral and a comma follow: 第|一，.
fn counts(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| "一二三四五六七八九十".contains(c)) && matches!(chars.next(), Some('，' | '、'))
}

/// Whether the title goes on with `rest` although it could end before: 情况|说明, 收入|预算.
pub(super) fn goes_on(title: &str, rest: &str) -> bool {
    let last = HEAD_WORDS.weight(last_two(title));
    let next = HEAD_WORDS.weight(first_two(rest));
    // After 职责 a verb such as 执行 begins the sentence; after 收入 the noun 预算 goes on.
    let joins = if last == STRONG { next == STRONG } else { next > 0 };
    joins || rest.starts_with(|c| GOES_ON.contains(c))
}

/// Whether `words` begin with a verb that opens an item rather than a title.
pub(super) fn is_duty(words: &str) -> bool {
    DUTY_WORDS.weight(first_two(words)) > 0
}

/// Whether `title` holds the words of a chapter and the noun such titles end in.
pub(super) fn is_chapter(title: &str) -> bool {
    CHAPTER_FINDER.is_match(title) && has_head(title)
}

/// Whether a noun that titles end in stands anywhere in `words`.
pub(super) fn has_head(words: &str) -> bool {
    words.as_bytes().windows(6).any(|word| word[0] > 0x7F && HEAD_WORDS.weight(word) == STRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_two_characters_long() {
        assert!(KNOWN.is_sorted() && KNOWN.iter().all(|k| k.len() <= LONGEST_KNOWN));
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
        assert!(HEADS.iter().all(|&(word, weight)| HEAD_WORDS.weight(word.as_bytes()) == weight));
        assert!(OPENERS.iter().all(|&(word, weight)| OPENER_WORDS.weight(word.as_bytes()) == weight));
    }
}
