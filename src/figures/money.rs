//! 钱. What says that a number without unit is money: the sign before it, the words around it.

use crate::text::script::{is_blank_or_line_end, is_han};
use crate::text::{AnyOf, any_of};

use super::guard::{clause_tail, tail, trimmed};

/// ￥12,000.00, $200万, RMB12万元: the currency whose sign stands before a number.
pub(super) fn currency(before: &str) -> Option<&'static str> {
    const SIGNS: &[(&str, &str)] = &[
        ("¥", "元"),
        ("￥", "元"),
        ("RMB", "元"),
        ("CNY", "元"),
        ("HK$", "港元"),
        ("HKD", "港元"),
        ("$", "美元"),
        ("＄", "美元"),
        ("USD", "美元"),
        ("€", "欧元"),
        ("EUR", "欧元"),
        ("£", "英镑"),
    ];
    let before = trimmed(before);
    // Most numbers stand behind a word.
    if before.ends_with(is_han) {
        return None;
    }
    SIGNS.iter().find(|(sign, _)| before.ends_with(sign)).map(|&(_, name)| name)
}

/// Words that say that money is spoken of.
static MONEY_WORDS: AnyOf = AnyOf::new(&[
    "资金",
    "投资",
    "投入",
    "经费",
    "补助",
    "补贴",
    "收入",
    "支出",
    "拨付",
    "拨款",
    "下达",
    "产值",
    "金额",
    "贷款",
    "捐款",
    "筹集",
    "筹措",
    "税",
    "利润",
    "销售额",
    "成交",
    "资产",
    "总额",
    "造价",
    "预算",
    "决算",
    "奖金",
    "赔偿",
    "损失",
    "债券",
    "余额",
    "争取",
    "价值",
    "工资",
    "财力",
    "安排",
    "合同",
    "融资",
    "营收",
    "产业基金",
    "费用",
    "罚款",
    "GDP",
    "总值",
    "标的",
    "费",
    "运行",
    "接待",
    "结余",
    "结转",
    "开支",
    "成本",
    "补偿",
    "收益",
    "债务",
    "贴息",
    "授信",
    "花费",
    "募集",
    "让利",
    "减免",
]);

/// Whether a number that ends in 万 or 亿 without unit is an amount.
pub(super) fn without_unit(before: &str, after: &str) -> bool {
    let clause = clause_tail(before);
    if MONEY_WORDS.stand_in(clause) {
        return true;
    }
    if among_amounts(before, after) {
        return true;
    }
    let ahead: String = after.chars().take(6).collect();
    ["补助", "资金", "投资", "贷款", "经费", "奖补", "债券", "补贴"]
        .iter()
        .any(|w| ahead.starts_with(w) || ahead.strip_prefix('的').is_some_and(|a| a.starts_with(w)))
}

/// 装备购置289万、维修120.5万元: nothing follows that it could count, and amounts stand before it in its list.
fn among_amounts(before: &str, after: &str) -> bool {
    /// Characters in which a list names its amounts.
    const NEAR: usize = 48;
    static COUNTED: AnyOf = AnyOf::new(&[
        "人口", "群众", "居民", "粉丝", "点击", "关注", "用户", "播放", "浏览", "会员", "职工", "人数", "人次",
    ]);
    let closes = after.chars().next().is_none_or(|c| matches!(c, '、' | '，' | '。' | '；' | '）' | '\n'));
    let near = tail(before, NEAR);
    let amounts = || any_of!["万元", "亿元"].stand_in(near);
    closes && amounts() && !COUNTED.stand_in(clause_tail(before))
}

/// 补助两千三, 投入十二万五资金: whether a shortened number stands where only money does.
pub(super) fn spoken_of(before: &str, after: &str) -> bool {
    let words = trimmed(before).trim_end_matches(['了', '约', '近', '为']);
    let closes = !after.trim_start_matches(is_blank_or_line_end).starts_with(is_han);
    MONEY_WORDS.end(words) && (closes || after.starts_with("资金"))
}
