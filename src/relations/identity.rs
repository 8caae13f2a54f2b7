//! 会计恒等式. Parts that are complete by definition of the field.
//!
//! Source: 部门决算报表编制说明, 《政府收支分类科目》: 支出合计 = 基本支出 + 项目支出 (+ 上缴上级支出 + 经营支出 +
//! 对附属单位补助支出); 基本支出 = 人员经费 + 公用经费; 三公经费 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费.

use crate::text::any_of;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::text::words::Words;

/// 恒等式. A total and the parts that make it up.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// Indicators of the total; the first is the usual name.
    pub totals: &'static [&'static str],
    /// Parts that must all be told; each with its usual names.
    pub required: &'static [&'static [&'static str]],
    /// Parts that may be told.
    pub optional: &'static [&'static [&'static str]],
}

/// Identities whose parts are looked for anywhere in a chapter.
pub const IDENTITIES: &[Identity] = &[
    Identity {
        totals: &[
            "三公经费",
            "三公经费公共财政拨款",
            "三公经费财政拨款",
            "三公经费决算",
            "三公经费支出",
            "三公经费预算",
        ],
        required: &[&["因公出国(境)费"], &["公务用车购置及运行维护费"], &["公务接待费"]],
        optional: &[],
    },
    Identity {
        totals: &["公务用车购置及运行维护费"],
        required: &[&["公务用车购置费", "公务用车购置"], &["公务用车运行维护费", "公务用车运行"]],
        optional: &[],
    },
    Identity { totals: &["基本支出"], required: &[&["人员经费"], &["公用经费"]], optional: &[] },
    Identity {
        totals: &[
            "本年支出",
            "财政拨款支出",
            "一般公共预算财政拨款支出",
            "一般公共预算支出",
            "部门支出",
            "一般公共预算财政拨款",
        ],
        required: &[&["基本支出"], &["项目支出"]],
        optional: &[&["上缴上级支出"], &["经营支出"], &["对附属单位补助支出", "对附属单位补助"]],
    },
    Identity {
        totals: &["政府采购支出总额", "政府采购支出", "政府采购", "政府采购金额", "政府采购预算"],
        required: &[
            &["货物", "货物支出", "政府采购货物支出", "政府采购货物", "货物采购", "货物采购金额", "货物类"],
            &["工程", "工程支出", "政府采购工程支出", "政府采购工程", "工程采购", "工程采购金额", "工程类"],
            &["服务", "服务支出", "政府采购服务支出", "政府采购服务", "服务采购", "服务采购金额", "服务类"],
        ],
        optional: &[],
    },
];

/// Words of which a complete list has one in each part.
const COMPLETE_SETS: &[&[&str]] = &[
    &["基本支出", "项目支出"],
    &["人员", "公用"],
    &["出国", "用车", "接待"],
    &["出国", "购置", "运行", "接待"],
    &["购置", "运行"],
    &["货物", "工程", "服务"],
    &["货物", "服务"],
    &["工资福利", "对个人和家庭"],
    &["财政拨款", "其他收入"],
    &["一般公共预算", "政府性基金"],
    &["地上", "地下"],
    &["城市", "农村"],
    &["城镇", "农村"],
    &["城镇", "乡村"],
    &["男", "女"],
    &["计容", "不计容"],
    &["内资", "外资"],
    &["进口", "出口"],
    &["国内", "国外"],
    &["第一产业", "第二产业", "第三产业"],
    &["税收", "非税"],
    &["行政编制", "事业编制"],
    &["中央", "省", "市", "县"],
    &["中央", "省级", "区级"],
    &["集中供养", "分散供养"],
    &["一期", "二期"],
    &["在职", "退休"],
    &["在职", "离退休"],
    &["优", "良", "中", "差"],
    &["医疗收入", "财政", "其他收入"],
    &["财政拨款", "上年结转", "其他资金"],
];

static WORDS_OF_SETS: LazyLock<Words> =
    LazyLock::new(|| Words::of(COMPLETE_SETS.iter().flat_map(|set| set.iter().map(|&word| (word, ())))));

/// Names of which one list has all: what is neither the one nor the other does not exist, or is in none of them.
///
/// A name of a list is one of these with whatever all its names share: 城市低保, 农村低保.
const PARTITIONS: &[&str] = &[
    "上半年 下半年",
    "一季度 二季度 三季度 四季度",
    "高一 高二 高三",
    "初一 初二 初三",
    "七年级 八年级 九年级",
    "初中 高中",
    "小学 初中",
    "一等 二等",
    "一等 二等 三等",
    "一期 二期",
    "一期 二期 三期",
    "第一批 第二批",
    "第一批 第二批 第三批",
    "城市 农村",
    "城镇 农村",
    "城镇 乡村",
    "夏粮 秋粮",
    "第一产业 第二产业 第三产业",
    "一产 二产 三产",
    "工业 农业",
    "大中型 小微型",
    "大型 中型 小微型",
    "大型 中型 小型 微型",
    "规上 规下",
    "规模以上 规模以下",
    "公办 民办",
    "国有 非国有",
    "国有 民营",
    "门诊 住院",
    "成年人 未成年人",
    "男 女",
    "男性 女性",
    "男生 女生",
    "高级 中级 初级",
    "高级 中级 初级及以下",
    "高级职称 中级职称 初级及以下",
    "非常满意 满意 一般",
    "非常满意 满意 一般 不满意",
    "很满意 满意 一般 不满意",
    "满意 基本满意 不满意",
    "满意 一般 不满意",
    "优 良 中",
    "优 良 中 差",
    "优秀 良好 合格",
    "优秀 良好 合格 不合格",
    "优秀 称职 基本称职 不称职",
    "合格 不合格",
    "达标 不达标",
    "竣工 在建",
    "竣工 在建 前期",
    "完工 在建",
    "续建 新建",
    "续建 新开工",
    "续建 新开工 预备",
    "新建 改建",
    "新建 改扩建",
    "更换 新装",
    "国道 省道 县道 乡道 村道",
    "企业 个体工商户",
    "企业 个体工商户 农民专业合作社",
    "企业 个体和合作社",
    "出口 进口",
    "税收 非税",
    "行政村 社区",
    "村 社区",
    "自有 租赁",
    "线上 线下",
    "现场 电话 网络",
    "集中 分散",
    "集中供养 分散供养",
    "直接就业 升学",
    "购置 运行",
    "货物 工程 服务",
    "基本支出 项目支出",
];

/// Kinds of posts and of those who hold them: 行政32名、事业43名; 行政运行 and 事业运行 are items among others.
const STAFF: &[&str] = &[
    "行政 事业",
    "行政 参公 事业",
    "行政 事业 工勤",
    "行政 参公 事业 工勤",
    "行政 全额事业",
    "行政 全额事业 差额事业",
    "公务员 参公 事业 工勤",
    "公务员 事业",
    "专任教师 教辅",
    "专任教师 工勤",
    "专任教师 工勤及教辅",
    "专任教师 教辅工勤",
];

/// Levels of government or contest, from the top: 国家级5人次、省级28人次、市级67人次.
const LEVELS: &[&str] = &["国家", "中央", "部", "省", "市", "州", "县", "区", "乡镇", "镇", "乡", "村", "校", "院"];

/// Whether these names exhaust a kind; `of_staff` where people or posts are counted.
#[must_use]
pub fn partition(names: &[&str], of_staff: bool) -> bool {
    let is = |mut names: Vec<&str>| {
        names.sort_unstable();
        PARTITION_SETS.contains(names.as_slice()) || of_staff && STAFF_SETS.contains(names.as_slice())
    };
    names.len() >= 2 && (is(cores(names)) || is(names.to_vec()) || is_done_and_not(names) || are_years(names))
}

/// 2019年、2020年、2021年: each year follows the one before.
fn are_years(names: &[&str]) -> bool {
    let years: Option<Vec<u32>> = names.iter().map(|name| year(name)).collect();
    years.is_some_and(|years| years.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

fn year(name: &str) -> Option<u32> {
    let digits = name.strip_suffix("年度").or(name.strip_suffix('年'))?;
    digits.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// Whether a name is a year and nothing else.
#[must_use]
pub fn is_year(name: &str) -> bool {
    year(name).is_some()
}

/// The names of one list each, in order of their characters.
type Sets = BTreeSet<Vec<&'static str>>;

static PARTITION_SETS: LazyLock<Sets> = LazyLock::new(|| sets(PARTITIONS));

static STAFF_SETS: LazyLock<Sets> = LazyLock::new(|| sets(STAFF));

static HALVES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| PARTITIONS.iter().flat_map(|set| set.split(' ')).collect());

fn sets(lists: &[&'static str]) -> Sets {
    let sorted = |list: &&'static str| {
        let mut names: Vec<&str> = list.split(' ').collect();
        names.sort_unstable();
        names
    };
    lists.iter().map(sorted).collect()
}

/// Whether these names are levels, each lower than the one before: a list without 其中 leaves none out.
#[must_use]
pub fn descends(names: &[&str]) -> bool {
    let cores = cores(names);
    let rank = |core: &&str| LEVELS.iter().position(|level| core.trim_end_matches('级') == *level);
    let ranks: Option<Vec<usize>> = cores.iter().map(rank).collect();
    ranks.is_some_and(|ranks| ranks.len() >= 2 && ranks.windows(2).all(|pair| pair[0] < pair[1]))
}

/// Whether a name is one of those that a partition knows.
#[must_use]
pub fn is_half(name: &str) -> bool {
    HALVES.contains(name)
}

/// The names without the ending that all of them share.
fn cores<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let Some(first) = names.first() else { return Vec::new() };
    let is_shared = |ending: &&str| names.iter().all(|name| name.len() > ending.len() && name.ends_with(ending));
    let ending = first.char_indices().map(|(at, _)| &first[at..]).find(is_shared).unwrap_or("");
    names.iter().map(|name| &name[..name.len() - ending.len()]).collect()
}

/// 已整改50处、正在整改2处: what is done and what is not yet.
fn is_done_and_not(names: &[&str]) -> bool {
    let [done, open] = names else { return false };
    let Some(what) = done.strip_prefix('已') else { return false };
    ["未", "正在", "尚未", "待", "在"].iter().any(|not| open.strip_prefix(not) == Some(what))
}

/// What the field divides in three: of these a report leaves out what there is none of.
const THIRDS: &[[&str; 3]] = &[["出国", "用车", "接待"], ["货物", "工程", "服务"]];

/// The word of the third kind, where two names are of the two others.
#[must_use]
pub fn missing_third(names: &[&str]) -> Option<&'static str> {
    let [_, _] = names else { return None };
    let missing = |set: &&[&'static str; 3]| {
        let is_told = |word: &&&str| names.iter().filter(|name| name.contains(**word)).count() == 1;
        set.iter().filter(is_told).count() == 2
    };
    let set = THIRDS.iter().find(missing)?;
    set.iter().copied().find(|word| !names.iter().any(|name| name.contains(word)))
}

/// Whether parts with these indicators are all there is, by definition or because the names exhaust the kind.
#[must_use]
pub fn complete(indicators: &[&str]) -> bool {
    if indicators.len() < 2 {
        return false;
    }
    let are_told = indicators.iter().all(|indicator| WORDS_OF_SETS.stand_in(indicator));
    if are_told && COMPLETE_SETS.iter().any(|set| set.len() == indicators.len() && covers(set, indicators)) {
        return true;
    }
    if negated_pair(indicators) {
        return true;
    }
    // 收入 and 支出 by kind as the final-account tables list them.
    let kinds = any_of![
        "财政拨款收入",
        "事业收入",
        "经营收入",
        "其他收入",
        "上级补助收入",
        "附属单位上缴收入",
        "附属单位缴款",
        "财政拨款",
    ];
    let n = indicators.iter().filter(|i| kinds.end(i)).count();
    if n >= 2 && n == indicators.len() && indicators.iter().any(|i| i.contains("其他收入") || i.contains("事业收入"))
    {
        return true;
    }
    let uses =
        any_of!["基本支出", "项目支出", "上缴上级支出", "上缴上级", "经营支出", "对附属单位补助支出", "对附属单位补助"];
    indicators.iter().all(|i| uses.end(i)) && indicators.iter().any(|i| i.ends_with("基本支出"))
}

/// Each word of the set in a part of its own.
fn covers(set: &[&str], indicators: &[&str]) -> bool {
    let mut used = vec![false; indicators.len()];
    // Longer words first: 不计容 holds 计容.
    let mut words: Vec<&&str> = set.iter().collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words.iter().all(|word| {
        let found = indicators.iter().enumerate().position(|(n, i)| !used[n] && i.contains(**word));
        found.is_some_and(|n| {
            used[n] = true;
            true
        })
    })
}

/// X and 非X or 不X, 本级 and 下级.
fn negated_pair(indicators: &[&str]) -> bool {
    let [a, b] = indicators else { return false };
    ["非", "不", "未", "无", "正在", "尚未", "待"]
        .iter()
        .any(|no| b.strip_prefix(no) == Some(*a) || a.strip_prefix(no) == Some(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_complete_by_name() {
        assert!(complete(&["项目支出", "基本支出"]));
        assert!(complete(&["人员经费", "公用经费"]));
        assert!(complete(&["计容建筑面积", "不计容建筑面积"]));
        assert!(complete(&["财政拨款收入", "事业收入", "其他收入"]));
        assert!(!complete(&["会议费", "培训费"]));
        assert!(!complete(&["项目支出"]));
    }

    #[test]
    fn two_of_three() {
        assert_eq!(missing_third(&["货物类", "服务类"]), Some("工程"));
        assert_eq!(missing_third(&["公务用车运行维护费", "公务接待费"]), Some("出国"));
        assert_eq!(missing_third(&["货物", "设备"]), None);
        assert_eq!(missing_third(&["货物", "工程", "服务"]), None);
    }

    #[test]
    fn names_that_exhaust_a_kind() {
        assert!(partition(&["行政编制", "事业编制"], true) && !partition(&["行政运行", "事业运行"], false));
        assert!(partition(&["城市低保", "农村低保"], false) && partition(&["已整改", "正在整改"], false));
        assert!(partition(&["非常满意", "满意", "一般"], false) && !partition(&["非常满意", "一般"], false));
        assert!(!partition(&["上半年"], false) && !partition(&["高一", "高三"], false));
        assert!(descends(&["国家级", "省级", "市级"]) && !descends(&["市级", "省级"]) && !descends(&["省级", "论文"]));
    }
}
