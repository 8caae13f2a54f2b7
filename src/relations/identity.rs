//! 会计恒等式. Parts that are complete by definition of the field.
//!
//! Source: 部门决算报表编制说明, 《政府收支分类科目》: 支出合计 = 基本支出 + 项目支出 (+ 上缴上级支出 + 经营支出 +
//! 对附属单位补助支出); 基本支出 = 人员经费 + 公用经费; 三公经费 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费.

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

/// Whether parts with these indicators are all there is, by definition or because the names exhaust the kind.
#[must_use]
pub fn complete(indicators: &[&str]) -> bool {
    if indicators.len() < 2 {
        return false;
    }
    if COMPLETE_SETS.iter().any(|set| set.len() == indicators.len() && covers(set, indicators)) {
        return true;
    }
    if negated_pair(indicators) {
        return true;
    }
    // 收入 and 支出 by kind as the final-account tables list them.
    let kinds = [
        "财政拨款收入",
        "事业收入",
        "经营收入",
        "其他收入",
        "上级补助收入",
        "附属单位上缴收入",
        "附属单位缴款",
        "财政拨款",
    ];
    let n = indicators.iter().filter(|i| kinds.iter().any(|k| i.ends_with(k))).count();
    if n >= 2 && n == indicators.len() && indicators.iter().any(|i| i.contains("其他收入") || i.contains("事业收入"))
    {
        return true;
    }
    let uses = ["基本支出", "项目支出", "上缴上级支出", "上缴上级", "经营支出", "对附属单位补助支出", "对附属单位补助"];
    indicators.iter().all(|i| uses.iter().any(|u| i.ends_with(u))) && indicators.iter().any(|i| i.ends_with("基本支出"))
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
    ["非", "不", "未", "无"].iter().any(|no| b.strip_prefix(no) == Some(*a) || a.strip_prefix(no) == Some(*b))
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
}
