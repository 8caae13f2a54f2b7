//! 栏目用语. The words of headers and row labels: what names a thing, and what only tells a step, a year or a measure.

use std::sync::LazyLock;

use super::measure::{self, Measure};
use crate::figures::{Kind, Purpose, Total};
use crate::text::any_of;
use crate::text::words::Endings;

static VALUE_ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::new(VALUE_ENDS));

/// Words that end the header of a column of numbers.
const VALUE_ENDS: &[&str] = &[
    "预算数",
    "决算数",
    "执行数",
    "预算",
    "决算",
    "支出数",
    "收入数",
    "发生数",
    "完成数",
    "实际数",
    "金额",
    "数额",
    "合计",
    "小计",
    "总计",
    "数量",
    "单价",
    "人数",
    "户数",
    "人次",
    "编制数",
    "编制",
    "率",
    "占比",
    "比重",
    "比例",
    "增减额",
    "增减",
    "增幅",
    "降幅",
    "增长",
    "增加额",
    "减少额",
    "差额",
    "分值",
    "得分",
    "权重",
    "满分",
    "标准分",
    "评分",
    "指标值",
    "目标值",
    "完成值",
    "实际值",
    "绝对数",
    "上年",
    "本年",
    "上年数",
    "本年数",
    "年末",
    "年初",
    "期末",
    "期初",
    "规模",
    "投资",
    "面积",
    "收入",
    "支出",
    "结余",
    "结转",
    "财政拨款",
    "一般公共预算",
    "政府性基金",
    "经费",
    "余额",
    "%",
    "指标",
    "增减变化",
    "费",
    "完成情况",
    "实际支出",
    "资金",
    "价值",
    "原值",
    "净值",
];

/// Headers of the cells that name rows.
const NAMES: &[&str] = &[
    "项目",
    "指标",
    "名称",
    "项目名称",
    "指标名称",
    "科目",
    "科目名称",
    "功能分类",
    "功能分类科目",
    "功能分类科目名称",
    "支出功能分类",
    "单位名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "四级指标",
    "类别",
    "内容",
    "预算科目",
    "预算项目",
    "收入",
    "支出",
    "收入项目",
    "支出项目",
    "经济分类",
    "经济分类科目",
    "经济分类科目名称",
    "资金来源",
    "支出内容",
    "项目内容",
    "费用名称",
    "费用项目",
    "地区",
    "乡镇",
    "乡镇名称",
    "县区",
    "区县",
    "部门",
    "部门名称",
    "预算单位",
    "单位",
    "学校",
    "学校名称",
    "姓名",
    "年份",
    "年度",
    "序号",
    "行次",
    "分类",
    "项目(按功能分类)",
    "项目按功能分类",
    "补助项目",
    "指标内容",
    "评价指标",
    "绩效指标",
    "资金项目",
    "统计指标",
    "计量单位",
    "建设内容",
];

/// Columns whose digits only number or name the row.
const NO_FIGURES: &[&str] = &[
    "序号",
    "行次",
    "栏次",
    "编号",
    "项次",
    "编码",
    "代码",
    "年份",
    "文号",
    "日期",
    "时间",
    "电话",
    "联系方式",
    "邮编",
    "账号",
    "身份证号",
    "页码",
    "页次",
    "票号",
    "证号",
    "编号及名称",
    "科目编码",
    "批次号",
    "年度",
];

/// Columns of words about the row.
const REMARKS: &[&str] = &[
    "备注",
    "说明",
    "原因",
    "措施",
    "依据",
    "计算公式",
    "评分标准",
    "评分细则",
    "评分规则",
    "指标解释",
    "指标说明",
    "责任",
    "用途",
    "来源",
    "经费性质",
    "单位性质",
    "经费形式",
];

/// Steps, years and measures: words that do not name a thing.
const GENERIC: &[&str] = &[
    "上年度",
    "上年",
    "去年",
    "本年度",
    "本年",
    "今年",
    "当年",
    "全年",
    "年初",
    "年末",
    "年度",
    "期末",
    "期初",
    "上期",
    "本期",
    "同期",
    "预算数",
    "决算数",
    "执行数",
    "预算",
    "决算",
    "执行",
    "调整后",
    "调整",
    "批复",
    "下达",
    "安排",
    "实际",
    "完成",
    "支付",
    "金额",
    "数额",
    "合计",
    "小计",
    "总计",
    "总额",
    "总数",
    "总量",
    "情况",
    "绝对数",
    "数量",
    "发生",
    "累计",
    "计划",
    "目标",
    "指标值",
    "数据",
    "比",
    "较",
    "增减",
    "同比",
    "增长",
    "下降",
    "率",
    "的",
    "数",
    "额",
    "值",
    "年",
    "其中",
    "自评",
    "评价",
    "分值",
    "得分",
    "权重",
    "总分",
    "满分",
    "计",
    "变动",
    "占比",
    "比重",
    "百分比",
    "人民币",
    "(",
    ")",
    ":",
    "%",
    "+",
    "-",
    "本",
    "总",
];

/// Without unit, formula letters and closing marks: 执行率(B/A) → 执行率, 产出指标(50分) → 产出指标.
pub(super) fn name(words: &str) -> String {
    let mut name = words.trim_end_matches([':', '。', ';']).to_owned();
    while let Some(start) = name.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        let inner = &name[start + 1..name.len() - 1];
        let is_formula =
            !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || "/+-=*×÷%.".contains(c));
        let is_unit = inner.split([':', ',', '、']).any(|p| Measure::parse(p).is_some());
        let is_points = inner.strip_suffix('分').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || c == '.'));
        if start == 0 || !(is_formula || is_unit || is_points) {
            break;
        }
        name.truncate(start);
    }
    name
}

/// Whether the words head a column of numbers.
pub(super) fn heads_values(words: &str) -> bool {
    let name = name(words);
    let n_chars = name.chars().count();
    (1..=24).contains(&n_chars)
        && !name.ends_with("单位")
        // What is left behind a year is an ending of the whole.
        && (VALUE_ENDINGS.ending(&name).next().is_some() || is_year(&name))
}

/// Whether the words head a column of names.
pub(super) fn heads_names(words: &str) -> bool {
    NAMES.contains(&name(words).as_str()) || no_figures(words) || remarks(words)
}

/// Whether the words head a column whose digits are no figures.
pub(super) fn no_figures(words: &str) -> bool {
    let name = name(words);
    NO_FIGURES.contains(&name.as_str())
        || any_of!["编码", "代码", "电话", "日期", "文号", "编号", "序号", "行次"].end(&name)
}

/// 类, 款, 项 or 类款项: the levels of a budget code.
pub(super) fn levels_of_code(words: &str) -> bool {
    words != "项目" && !words.is_empty() && words.chars().all(|c| "类款项目、/".contains(c))
}

/// Whether the words head a column of remarks.
pub(super) fn remarks(words: &str) -> bool {
    let name = name(words);
    REMARKS.iter().any(|w| name.ends_with(w) || name.contains(w) && name.chars().count() > 6)
}

/// Whether the words name the rows of a table.
pub(super) fn names_rows(words: &str) -> bool {
    let name = name(words);
    NAMES.contains(&name.as_str()) && !no_figures(words)
}

/// 2021, 2021年, 2021年度.
pub(super) fn is_year(words: &str) -> bool {
    let digits = words.trim_end_matches('度').trim_end_matches('年');
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|y| (1949..2100).contains(&y))
}

fn without_year(words: &str) -> &str {
    let is_year = words.len() > 4 && words.is_char_boundary(4) && words[..4].bytes().all(|b| b.is_ascii_digit());
    if is_year { words[4..].trim_start_matches('年').trim_start_matches('度') } else { words }
}

/// Whether the words only tell a step, a year or a measure.
pub(super) fn is_generic(words: &str) -> bool {
    let mut rest = words;
    while !rest.is_empty() {
        let shorter = without_year(rest);
        if shorter.len() < rest.len() || is_year(rest) {
            rest = if is_year(rest) { "" } else { shorter };
            continue;
        }
        match GENERIC.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len()) {
            Some(word) => rest = &rest[word.len()..],
            None => return false,
        }
    }
    true
}

/// What a header names beside step, year and measure: 2021年实际在职人数 → 在职人数; nothing for 年初预算数.
pub(super) fn item(words: &str) -> Option<String> {
    let name = name(words);
    let mut rest = without_year(&name);
    for prefix in ["其中:", "其中", "上年度", "本年度", "当年", "全年"] {
        rest = rest.strip_prefix(prefix).filter(|r| !r.is_empty() && !is_generic(r)).unwrap_or(rest);
    }
    for suffix in ["预算数", "决算数", "执行数", "合计", "小计", "金额", "预算", "决算"] {
        let long_enough = |r: &&str| r.chars().count() >= 2 && !r.ends_with(['共', '金', '营']);
        rest = rest.strip_suffix(suffix).filter(long_enough).unwrap_or(rest);
    }
    let rest = rest.trim_matches(|c: char| matches!(c, '-' | '_' | ':' | '、'));
    (!rest.is_empty() && !is_generic(rest)).then(|| rest.to_owned())
}

/// 合计, 小计, 总计, 总分 as a label or as its end.
pub(super) fn total(words: &str) -> Option<Total> {
    let name = name(words);
    let name = name.strip_prefix("其中:").unwrap_or(&name);
    match name {
        "小计" => Some(Total::Subtotal),
        "合计" | "共计" | "总分" | "计" | "合计数" | "总得分" | "合计得分" => Some(Total::Total),
        "总计" | "总合计" | "收入总计" | "支出总计" | "收支总计" => Some(Total::Grand),
        _ if name.ends_with("总计") => Some(Total::Grand),
        _ if name.ends_with("小计") => Some(Total::Subtotal),
        _ if name.ends_with("合计") => Some(Total::Total),
        _ => None,
    }
}

/// What the numbers below a header are for.
pub(super) fn purpose(words: &str) -> Purpose {
    let name = name(words);
    let has = |list: &[&str]| list.iter().any(|w| name.contains(w));
    let ends = |list: &[&str]| list.iter().any(|w| name.ends_with(w));
    let percent = measure::in_words(words).is_some_and(|m| m.kind == Kind::Percentage);
    if no_figures(words) {
        Purpose::NoFigure
    } else if ends(&["控制率"]) {
        Purpose::Control
    } else if ends(&["分值", "权重", "满分", "标准分", "权重分", "满分值", "标准分值"]) {
        Purpose::Weight
    } else if ends(&["得分", "自评分", "评分", "评价分", "自评分数", "实得分"]) {
        Purpose::Score
    } else if ends(&["变动率", "增长率", "增减率", "增幅", "降幅", "增长", "变化率", "增减幅度"])
        || percent && has(&["增长", "增减", "增幅", "±", "+-", "下降", "变动"])
    {
        Purpose::Growth
    } else if ends(&["执行率", "完成率", "到位率", "支付率", "支出率", "进度", "拨付率", "使用率", "预算完成比例"])
        || percent && has(&["完成", "占预算", "占年初预算", "占调整预算", "执行", "为预算", "占全年预算"])
    {
        Purpose::Completion
    } else if ends(&["占比", "比重", "所占比例", "占总额比例", "占合计比例"]) || percent && name.starts_with('占')
    {
        Purpose::Share
    } else if ends(&["增减额", "增减", "差额", "变动额", "增减变化", "增加额", "减少额", "增减数", "增减变动"])
    {
        Purpose::Change
    } else if ends(&["人均", "户均"]) || name.starts_with("人均") || name.starts_with("户均") {
        Purpose::Average
    } else if ends(&["单价", "补助标准", "补贴标准", "均价", "标准"]) {
        Purpose::UnitPrice
    } else if ends(&["指标值", "目标值", "年度指标", "计划值", "目标数", "预期值"]) {
        Purpose::Target
    } else if ends(&["完成值", "实际值", "实际完成", "完成情况", "实际完成数", "实现值"]) {
        Purpose::Actual
    } else {
        Purpose::Value
    }
}

/// The measure that the words of a header promise without naming a unit.
pub(super) fn implied(words: &str) -> Option<Measure> {
    let name = name(words);
    let ends = |list: &[&str]| list.iter().any(|w| name.ends_with(w));
    if ends(&["率", "占比", "比重", "比例", "增幅", "降幅", "百分比"]) {
        Some(Measure::plain(Kind::Percentage, "%"))
    } else if ends(&["分值", "得分", "扣分", "加分", "扣分数", "满分", "标准分", "自评分", "评分", "实得分"])
    {
        Some(Measure::plain(Kind::Score, "分"))
    } else if ends(&["人次", "人次数"]) {
        Some(Measure::plain(Kind::PersonTimes, "人次"))
    } else if ends(&["人数", "编制数", "编制", "实有人数", "在职人员", "实有数", "人员数"]) {
        Some(Measure::plain(Kind::Count, "人"))
    } else if ends(&["户数"]) {
        Some(Measure::plain(Kind::Count, "户"))
    } else if ends(&["批次", "团组数", "辆数", "次数", "件数", "个数", "台数", "场次"]) {
        let unit = match () {
            () if ends(&["批次"]) => "批次",
            () if ends(&["场次"]) => "场次",
            () if ends(&["团组数"]) => "个",
            () => {
                name.strip_suffix('数').and_then(|n| n.char_indices().next_back().map(|(i, _)| &n[i..])).unwrap_or("")
            }
        };
        Some(Measure::plain(Kind::Count, unit))
    } else {
        None
    }
}

/// The measure of people that a header promises; a row of that name may be an item of the budget.
pub(super) fn implied_people(words: &str) -> Option<Measure> {
    const PEOPLE: &[&str] =
        &["在职", "退休", "离休", "离退休", "在编", "编外", "临聘", "人口", "总人口", "户籍人口", "常住人口"];
    let name = name(words);
    let name = name.strip_prefix("其中:").unwrap_or(&name);
    PEOPLE.contains(&name.trim_end_matches("人员")).then(|| Measure::plain(Kind::Count, "人"))
}

/// Whether a header stands over prices: 单价（元）, 补助标准, 均价.
pub(super) fn heads_prices(words: &str) -> bool {
    let name = name(words);
    name.ends_with("标准") || any_of!["单价", "均价", "限价"].stand_in(&name)
}

/// Whether words speak of money, so that a bare number is an amount.
pub(super) fn speaks_of_money(words: &str) -> bool {
    any_of![
        "预算",
        "决算",
        "支出",
        "收入",
        "经费",
        "资金",
        "金额",
        "执行数",
        "拨款",
        "费",
        "投资",
        "结余",
        "结转",
        "收支",
        "补助",
        "补贴",
        "采购",
        "合同",
        "造价",
    ]
    .stand_in(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_tell_what_their_numbers_are_for() {
        for (words, expected) in [
            ("年初预算数", Purpose::Value),
            ("执行率(B/A)", Purpose::Completion),
            ("执行率(%)", Purpose::Completion),
            ("完成年初预算的%", Purpose::Completion),
            ("控制率", Purpose::Control),
            ("分值", Purpose::Weight),
            ("自评得分", Purpose::Score),
            ("年度指标值", Purpose::Target),
            ("实际完成值", Purpose::Actual),
            ("比上年增长%", Purpose::Growth),
            ("占比(%)", Purpose::Share),
            ("科目编码", Purpose::NoFigure),
            ("序号", Purpose::NoFigure),
            ("三公经费变动率", Purpose::Growth),
        ] {
            assert_eq!(purpose(words), expected, "{words}");
        }
    }

    #[test]
    fn things_are_told_from_steps_and_years() {
        for words in
            ["年初预算数", "2021年决算数", "全年执行数", "金额(万元)", "合计", "本年决算", "2020年", "上年决算数"]
        {
            assert_eq!(item(words), None, "{words}");
        }
        for (words, expected) in [
            ("2021年实际在职人数", "实际在职人数"),
            ("编制数", "编制数"),
            ("基本支出", "基本支出"),
            ("财政拨款收入", "财政拨款收入"),
            ("一般公共预算", "一般公共预算"),
            ("本年支出合计", "本年支出"),
        ] {
            assert_eq!(item(words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn totals_by_their_words() {
        assert_eq!(total("合计"), Some(Total::Total));
        assert_eq!(total("本年支出合计"), Some(Total::Total));
        assert_eq!(total("总计"), Some(Total::Grand));
        assert_eq!(total("小计"), Some(Total::Subtotal));
        assert_eq!(total("会计"), None);
        assert_eq!(name("产出指标(50分)"), "产出指标");
        assert_eq!(name("因公出国(境)费"), "因公出国(境)费");
    }

    #[test]
    fn what_heads_a_column() {
        for words in ["年初预算数", "执行率", "2021年", "金额(万元)", "实有人数", "得分"] {
            assert!(heads_values(words), "{words}");
        }
        assert!(!heads_values("区民政局") && !heads_values("实施单位"));
        assert!(heads_names("项目") && heads_names("备注") && !heads_names("临时救助"));
    }
}
