//! Deeds before a name: 维修路灯 is a deed with what it was done to, 维修经费 is a name.

use std::sync::LazyLock;

use crate::figures::clause::Clause;
use crate::figures::lexicon::{self, Word};
use crate::figures::scan::Piece;
use crate::text::any_of;
use crate::text::script::is_blank;
use crate::text::words::{Endings, Words};

use super::strip_leading;
use super::words::{JIEBA, class_of};

/// Verb-like nouns that go on with a suffix: 使用率 is no verb with an object.
const NOMINAL_SUFFIXES: &[char] =
    &['率', '费', '额', '金', '量', '数', '款', '者', '性', '力', '度', '期', '面', '制', '表', '类', '权', '证'];

/// Heads that a deed qualifies rather than acts on: 救助资金, 服务对象, 检测机构.
static QUALIFIED: LazyLock<Words> = LazyLock::new(|| Words::new(QUALIFIED_WORDS));

const QUALIFIED_WORDS: &[&str] = &[
    "情况",
    "资金",
    "经费",
    "项目",
    "金额",
    "任务",
    "工作",
    "总额",
    "人员",
    "支出",
    "收入",
    "费用",
    "中心",
    "机构",
    "对象",
    "单位",
    "单元",
    "部门",
    "平台",
    "系统",
    "基地",
    "设施",
    "设备",
    "物资",
    "用房",
    "用地",
    "标准",
    "方案",
    "计划",
    "目标",
    "成本",
    "质量",
    "水平",
    "能力",
    "程度",
    "比例",
    "比重",
    "面积",
    "规模",
    "里程",
    "长度",
    "人数",
    "户数",
    "次数",
    "数量",
    "时间",
    "周期",
    "期限",
    "时限",
    "合同",
    "协议",
    "价格",
    "单价",
    "预算",
    "决算",
    "缺口",
    "体系",
    "制度",
    "机制",
    "站",
    "所",
    "班",
    "队",
    "区",
    "厂",
    "员",
    "工程",
    "活动",
    "业务",
    "企业职工",
    "补助",
    "补贴",
    "奖金",
    "投资",
    "成果",
    "效果",
    "服务",
    "管理",
    "记录",
    "报告",
    "档案",
    "材料",
    "事项",
    "政策",
    "措施",
    "岗位",
    "网点",
    "小区",
    "大厅",
    "窗口",
    "车间",
    "指标",
    "覆盖",
    "合格",
    "满意",
    "完成",
    "专项",
    "专户",
    "专干",
    "津贴",
    "基金",
    "待遇",
    "贷款",
    "债券",
    "结余",
    "总值",
    "总支出",
    "总收入",
    "总额",
    "产值",
    "订单",
    "渠道",
    "进度",
    "年度",
    "人次",
    "户次",
    "次",
    "对",
    "后",
    "前",
    "时",
    "和",
    "及",
    "与",
    "、",
    "或",
    "的",
    "等",
    "（",
    "(",
];

/// Words of time and manner that stand before a deed, never inside of a name.
static ADVERBS: LazyLock<Words> = LazyLock::new(|| Words::new(ADVERB_WORDS));

const ADVERB_WORDS: &[&str] = &[
    "规范", "有效", "全面", "及时", "依法", "统一", "重点", "大力", "严格", "深入", "扎实", "持续", "稳步", "加快",
    "全力", "主动", "广泛", "精准", "妥善", "圆满", "陆续", "逐步", "按期", "如期", "按时", "联合", "合理", "科学",
    "成功", "顺利", "有序", "积极", "免费", "新", "拟", "计划", "力争", "确保", "需", "应", "可", "能", "每年", "每月",
    "每天", "每日", "日均", "月均", "年均", "户均", "拟定", "准备", "继续", "完成", "协助", "指导", "再", "将", "要",
    "年",
];

/// Behind the last deed that has words left to name the figure.
pub(super) fn after_verbs(clause: &Clause<'_>, start: usize, end: usize) -> usize {
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
        if n_rest < 2
            || matches!(rest, "金额" | "成功")
            || goes_on_with_suffix(rest)
            || rest.starts_with(['及', '和', '与'])
            || is_deed(rest)
        {
            continue;
        }
        let told = told_by_adverb(&clause.text[from..verb_start]);
        let opening = opening(clause.text, from, verb_start, end);
        let opens = told || opening.is_some();
        let tells = told || opening == Some(Opening::Adverb);
        if ATTRIBUTIVE.contains(&span.of(clause.text)) && !tells {
            continue;
        }
        // 公务用车购置支出, 积分兑换奖励 are names; 农民工追回工资 is a doer, a deed and a thing.
        let is_general = matches!(rest, "支出" | "收入" | "费用" | "经费" | "资金" | "面积" | "规模" | "产量")
            || n_rest <= 5 && rest.ends_with(['率', '度'])
            || matches!(lexicon::word_at(rest), Some((Word::NounVerb, len)) if len == rest.len());
        // 罚没收入, 捐赠支出 are kinds of them; 实现收入, 安排支出 are deeds.
        let is_kind = matches!(rest, "支出" | "收入") && !BRINGS_ABOUT.contains(&span.of(clause.text))
            || rest == "项目" && span.of(clause.text) == "新建";
        if noun_like && (!opens || is_qualified(rest)) || !opens && is_general || is_kind {
            continue;
        }
        if opens || is_word(&clause.text[from..end], verb_start - from, verb_end - from) {
            from = verb_end + (clause.text[verb_end..end].len() - rest.len());
        }
    }
    from
}

/// Deeds that any 收入 and 支出 comes about by.
const BRINGS_ABOUT: &[&str] = &[
    "实现", "完成", "形成", "安排", "列支", "取得", "发生", "产生", "达成", "获得", "下达", "拨付", "支付", "收到",
    "争取",
];

/// Deeds that are rather parts of names: 生产经营单位, 服务中心.
const ATTRIBUTIVE: &[&str] = &["生产", "销售", "运行", "管理", "服务", "保障", "供养"];

/// Words directly behind the doer and before the deed: 图书馆全年接待读者.
static BEFORE_DEED: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new(&[
        "全年", "年内", "累计", "当年", "本年", "今年", "已", "每年", "每月", "每天", "日均", "月均", "户均", "拟",
        "先后",
    ])
});

/// Whether the words before a deed end with a time or an adverb.
fn told_by_adverb(words: &str) -> bool {
    BEFORE_DEED.ending(words.trim_end_matches(is_blank)).next().is_some()
}

/// A deed and nothing else, which no deed is done to.
fn is_deed(words: &str) -> bool {
    matches!(lexicon::word_at(words), Some((Word::Verb, len)) if len == words.len())
}

/// What stands between the start of a clause and its deed, where that is no name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Nothing, or a doer and a time.
    Bare,
    /// 规范, 及时, 拟.
    Adverb,
}

/// How the clause opens before the deed at `verb`; `None` where a name stands there.
fn opening(text: &str, from: usize, verb: usize, end: usize) -> Option<Opening> {
    let mut at = strip_leading(text, from, end);
    // “金秋助学”资助困难职工子女: the name of an action, and the deed.
    if at < verb
        && text[at..verb].starts_with('“')
        && let Some(close) = text[at..verb].find('”')
    {
        at += close + '”'.len_utf8();
    }
    let mut found = Opening::Bare;
    while at < verb {
        let (adverb, ()) = ADVERBS.starting(&text[at..verb]).max_by_key(|(word, ())| word.len())?;
        at += adverb.len();
        found = Opening::Adverb;
    }
    (at == verb).then_some(found)
}

/// Whether `rest` begins with a suffix: 使用率; but 地区生产总值 begins with a word.
pub(super) fn goes_on_with_suffix(rest: &str) -> bool {
    const NEAR: usize = 4;
    if !rest.starts_with(NOMINAL_SUFFIXES) {
        return false;
    }
    let near = rest.char_indices().nth(NEAR).map_or(rest, |(at, _)| &rest[..at]);
    JIEBA.cut(near, false).first().is_none_or(|token| token.word.chars().count() == 1)
}

/// Deeds of others that are dealt with one by one: 处理投诉, 受理申请.
const CASES: &[&str] =
    &["投诉", "举报", "咨询", "求助", "报警", "信访", "上访", "申请", "诉求", "违章", "违法", "纠纷", "来访"];

/// Whether a deed before `rest` makes one name with it: 检测机构, 管理制度, 培训合格率.
fn is_qualified(rest: &str) -> bool {
    let n_chars = rest.chars().count();
    let is_measure = n_chars <= 5 && rest.ends_with(['率', '度', '额', '费', '量', '数']);
    is_measure
        || class_of(rest).is_some_and(|class| class.starts_with('v')) && !CASES.contains(&rest)
        || QUALIFIED.starting(rest).next().is_some()
        || n_chars <= 4 && is_run_of_deeds(rest)
        || matches!(lexicon::word_at(rest), Some((Word::NounVerb, _))) && ends_in_means(rest)
}

/// 维修养护, 保养: deeds all through; 招聘会 is a thing.
fn is_run_of_deeds(rest: &str) -> bool {
    matches!(lexicon::word_at(rest), Some((Word::Verb | Word::NounVerb, len)) if rest[len..].chars().count() != 1)
}

/// 维修养护资金: what deeds are paid from.
fn ends_in_means(rest: &str) -> bool {
    any_of!["资金", "经费", "费用", "项目", "工程", "支出", "补助", "补贴", "费", "工作", "服务"].end(rest)
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
