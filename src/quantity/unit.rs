//! 单位与量词. The table of units; a new measure word is one line here.
//!
//! # Adding a measure word
//! Add `count("词", "不能紧跟的字")` to [`UNITS`]: the second string lists the characters that, standing right
//! behind, make another word of it (支＋出 is 支出, not a measure word). The longest word that fits wins.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::text::script::is_blank;

/// 计量类别. What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Money; the currency as written behind the magnitude (元, 美元).
    Money(&'static str),
    /// 人次
    PersonTimes,
    /// A measure word, or a length, area, weight, volume.
    Count,
    /// %, ‰, 成
    Percentage,
    /// 百分点
    PercentagePoints,
    /// 分
    Score,
    /// 倍
    Multiple,
    /// Time spans, energy, ratios.
    Other,
    /// A unit of something that is no figure: 年, 岁, 号. Reading it keeps the digits from being taken for another.
    NotFigure,
}

/// 单位词. One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitWord {
    /// As printed.
    pub text: &'static str,
    /// As written in the output.
    pub canonical: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Size in canonical units: mantissa and decimal places.
    factor: (i64, u32),
    /// Characters that may not follow.
    not_before: &'static str,
}

impl UnitWord {
    /// Canonical units in one of this unit.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::new(self.factor.0, self.factor.1)
    }
}

const fn unit(
    text: &'static str,
    canonical: &'static str,
    dimension: Dimension,
    factor: (i64, u32),
    not_before: &'static str,
) -> UnitWord {
    UnitWord { text, canonical, dimension, factor, not_before }
}

const fn count(text: &'static str, not_before: &'static str) -> UnitWord {
    unit(text, text, Dimension::Count, (1, 0), not_before)
}

const fn other(text: &'static str, not_before: &'static str) -> UnitWord {
    unit(text, text, Dimension::Other, (1, 0), not_before)
}

const fn not_figure(text: &'static str) -> UnitWord {
    unit(text, text, Dimension::NotFigure, (1, 0), "")
}

const fn money(text: &'static str, currency: &'static str, factor: (i64, u32)) -> UnitWord {
    unit(text, currency, Dimension::Money(currency), factor, "月旦素宵件老首代")
}

const fn person_times(text: &'static str) -> UnitWord {
    unit(text, "人次", Dimension::PersonTimes, (1, 0), "")
}

/// Every unit. Amounts have 元 as canonical unit here; scaling to 万元 is the figures' business.
pub const UNITS: &[UnitWord] = &[
    // Money. 万 and 亿 belong to the numeral.
    money("元", "元", (1, 0)),
    money("圆", "元", (1, 0)),
    money("圓", "元", (1, 0)),
    money("元人民币", "元", (1, 0)),
    money("人民币", "元", (1, 0)),
    money("元钱", "元", (1, 0)),
    money("块钱", "元", (1, 0)),
    money("角", "元", (1, 1)),
    money("美元", "美元", (1, 0)),
    money("港元", "港元", (1, 0)),
    money("港币", "港元", (1, 0)),
    money("欧元", "欧元", (1, 0)),
    money("日元", "日元", (1, 0)),
    money("英镑", "英镑", (1, 0)),
    money("新台币", "新台币", (1, 0)),
    money("澳元", "澳元", (1, 0)),
    money("加元", "加元", (1, 0)),
    money("卢布", "卢布", (1, 0)),
    money("美金", "美元", (1, 0)),
    money("韩元", "韩元", (1, 0)),
    money("澳门元", "澳门元", (1, 0)),
    money("新加坡元", "新加坡元", (1, 0)),
    money("瑞士法郎", "瑞士法郎", (1, 0)),
    money("加拿大元", "加元", (1, 0)),
    money("澳大利亚元", "澳元", (1, 0)),
    money("泰铢", "泰铢", (1, 0)),
    money("卢比", "卢比", (1, 0)),
    money("越南盾", "越南盾", (1, 0)),
    // Ratios.
    unit("%", "%", Dimension::Percentage, (1, 0), ""),
    unit("％", "%", Dimension::Percentage, (1, 0), ""),
    unit("﹪", "%", Dimension::Percentage, (1, 0), ""),
    unit("‰", "%", Dimension::Percentage, (1, 1), ""),
    unit("‱", "%", Dimension::Percentage, (1, 2), ""),
    unit("个百分点", "百分点", Dimension::PercentagePoints, (1, 0), ""),
    unit("百分点", "百分点", Dimension::PercentagePoints, (1, 0), ""),
    unit("个千分点", "百分点", Dimension::PercentagePoints, (1, 1), ""),
    unit("千分点", "百分点", Dimension::PercentagePoints, (1, 1), ""),
    unit("倍", "倍", Dimension::Multiple, (1, 0), "增"),
    unit("分", "分", Dimension::Score, (1, 0), "别局配类析布管层级公校院期批步组部支行厂店之解工发"),
    // Persons.
    person_times("人次"),
    person_times("人/次"),
    person_times("人·次"),
    person_times("人•次"),
    person_times("个人次"),
    person_times("人份次"),
    unit("针次", "针次", Dimension::PersonTimes, (1, 0), ""),
    count("人", "均民力事工口生物文防为间性造"),
    count("名", "称义单额录胜优牌誉词列下"),
    count("位", "于置列"),
    count("人份", ""),
    count("人天", ""),
    count("人日", ""),
    count("工日", ""),
    unit("个工日", "工日", Dimension::Count, (1, 0), ""),
    count("户", "籍外口型主均"),
    count("户次", ""),
    count("家次", ""),
    count("家", "庭具长属电里政禽畜装族"),
    count("个", "别性体税"),
    count("部门", ""),
    // Things of public service.
    count("所", "有得在以属需谓设长示述"),
    count("处", "理置罚长于以室级方境"),
    count("支", "出付持撑援流部委"),
    count("条", "件例款约理"),
    count("件", "次"),
    count("件次", ""),
    count("项", "目"),
    count("项次", ""),
    count("项目", ""),
    count("张", "贴家"),
    count("张次", ""),
    count("床", "位"),
    count("床位", ""),
    count("床日", ""),
    count("套", "餐取用"),
    count("台", "账风湾阶"),
    count("台次", ""),
    count("台套", ""),
    count("台件", ""),
    count("辆", ""),
    count("辆次", ""),
    count("车次", ""),
    count("对", "于口外应象照比接策全我各其该此有企经财标方称本年上下区市县"),
    count("次", "日年级序数要品月生性"),
    count("场", "所地馆景面"),
    count("场次", ""),
    count("期", "间末初限望权货满"),
    count("份", "额"),
    count("村", "民级委庄镇两干道居务部集"),
    count("村民小组", ""),
    count("社区", ""),
    count("只", "有能要是需"),
    count("头", ""),
    count("匹", ""),
    count("羽", ""),
    count("尾", "款矿"),
    count("本", "年级部月届次季地局单市县区院校项身质报来人着土级科法期会级金"),
    count("册", ""),
    count("部", "分门署队长委级位下落"),
    count("篇", ""),
    count("幅", "度员"),
    count("座", "谈落位"),
    count("座位", ""),
    count("栋", ""),
    count("幢", ""),
    count("间", "接隔断"),
    count("层", "面级次楼"),
    count("块", ""),
    count("片", "区面"),
    count("株", "洲"),
    count("棵", ""),
    count("根", "据本治"),
    count("艘", ""),
    count("艘次", ""),
    count("架", "构设"),
    count("架次", ""),
    count("门", "户店诊牌卫票急头面类槛"),
    count("门次", ""),
    count("班", "子级组长"),
    count("班次", ""),
    count("个班", ""),
    count("批", "准复示评"),
    count("批次", ""),
    count("批人", ""),
    count("团组", ""),
    count("个团组", ""),
    count("组", "织长成建团工合"),
    count("队", "伍员"),
    count("道", "路德"),
    count("盏", ""),
    count("口", "径岸腔号头岁"),
    count("眼", ""),
    count("宗", "旨教"),
    count("起", "来步草诉点重到因源至以"),
    count("例", "如行外会"),
    count("例次", ""),
    count("笔", "者试"),
    count("单", "位独价元个项"),
    count("枚", ""),
    count("把", "握关"),
    count("瓶", ""),
    count("盒", ""),
    count("箱", ""),
    count("袋", ""),
    count("包", "括含装干容保"),
    count("桶", ""),
    count("罐", ""),
    count("趟", ""),
    count("顶", "层"),
    count("双", "方向重"),
    count("副", ""),
    count("面", "向对积貌临"),
    count("页", ""),
    count("字", ""),
    count("首", "先次批个页要都府"),
    count("款", "项"),
    count("种", "植子粮养业"),
    count("类", "别型似"),
    count("样", "品本"),
    count("轮", ""),
    count("遍", "及"),
    count("剂次", ""),
    count("具", "有备体"),
    count("卷次", ""),
    count("盏次", ""),
    count("套件", ""),
    count("校次", ""),
    count("剂", ""),
    count("针", "对"),
    count("支笔", ""),
    count("席", ""),
    count("泊位", ""),
    count("车位", ""),
    count("停车位", ""),
    count("学位", ""),
    count("站", "在点"),
    count("人才", ""),
    count("吨级", ""),
    count("标准箱", ""),
    count("标箱", ""),
    count("机位", ""),
    count("工位", ""),
    count("网格", ""),
    count("点位", ""),
    count("镇", ""),
    count("乡", "村镇"),
    count("街道", ""),
    count("县", ""),
    count("区", ""),
    count("校", ""),
    count("院", ""),
    count("群", "众体"),
    count("蓬", ""),
    count("穴", ""),
    count("兜", ""),
    count("筐", ""),
    count("桌", ""),
    count("餐", "饮"),
    count("轮次", ""),
    count("集", "中"),
    count("节课", ""),
    count("课时", ""),
    count("学时", ""),
    count("学分", ""),
    count("套次", ""),
    count("宗次", ""),
    count("卷", "入"),
    count("盘", "活"),
    count("孔", ""),
    count("樘", ""),
    count("杆", ""),
    // Length, area, volume, weight.
    count("公里", ""),
    count("千米", ""),
    count("海里", ""),
    count("里", "面程"),
    count("米", ""),
    count("延米", ""),
    count("厘米", ""),
    count("毫米", ""),
    unit("km", "公里", Dimension::Count, (1, 0), ""),
    unit("KM", "公里", Dimension::Count, (1, 0), ""),
    count("亩", "均产"),
    count("公顷", ""),
    count("平方米", ""),
    count("平方公里", ""),
    count("平方千米", ""),
    count("平米", ""),
    unit("㎡", "平方米", Dimension::Count, (1, 0), ""),
    unit("m2", "平方米", Dimension::Count, (1, 0), ""),
    unit("m²", "平方米", Dimension::Count, (1, 0), ""),
    unit("km²", "平方公里", Dimension::Count, (1, 0), ""),
    count("立方米", ""),
    unit("m³", "立方米", Dimension::Count, (1, 0), ""),
    unit("m3", "立方米", Dimension::Count, (1, 0), ""),
    count("立方", ""),
    count("土方", ""),
    count("方", "面案便式法向针位"),
    count("升", "级高到至幅温"),
    count("毫升", ""),
    count("吨", "级"),
    count("公斤", ""),
    count("千克", ""),
    count("斤", ""),
    count("克", "服"),
    count("毫克", ""),
    // Time, energy, rates of nature.
    other("个等级", ""),
    other("天", "然津气"),
    other("小时", ""),
    other("个小时", ""),
    other("分钟", ""),
    other("秒", ""),
    other("工作日", ""),
    other("个工作日", ""),
    other("日历天", ""),
    other("人公里", ""),
    other("吨公里", ""),
    count("千瓦时", ""),
    count("千瓦", ""),
    unit("千瓦小时", "千瓦时", Dimension::Count, (1, 0), ""),
    unit("kWh", "千瓦时", Dimension::Count, (1, 0), ""),
    unit("KWh", "千瓦时", Dimension::Count, (1, 0), ""),
    unit("KWH", "千瓦时", Dimension::Count, (1, 0), ""),
    unit("kW·h", "千瓦时", Dimension::Count, (1, 0), ""),
    unit("kW", "千瓦", Dimension::Count, (1, 0), "hHV"),
    unit("KW", "千瓦", Dimension::Count, (1, 0), "hHV"),
    unit("MW", "兆瓦", Dimension::Count, (1, 0), "hHp"),
    unit("kVA", "千伏安", Dimension::Count, (1, 0), ""),
    unit("KVA", "千伏安", Dimension::Count, (1, 0), ""),
    count("兆瓦", ""),
    count("吉瓦", ""),
    count("瓦", ""),
    count("度", "假过"),
    count("千伏安", ""),
    count("千伏", ""),
    count("伏", ""),
    count("吨标准煤", ""),
    count("微克/立方米", ""),
    count("毫克/升", ""),
    count("毫克/立方米", ""),
    count("立方米/秒", ""),
    count("摄氏度", ""),
    count("℃", ""),
    unit("°C", "℃", Dimension::Count, (1, 0), ""),
    unit("kg", "公斤", Dimension::Count, (1, 0), ""),
    unit("mm", "毫米", Dimension::Count, (1, 0), ""),
    unit("cm", "厘米", Dimension::Count, (1, 0), ""),
    unit("mg/L", "毫克/升", Dimension::Count, (1, 0), ""),
    unit("mg/l", "毫克/升", Dimension::Count, (1, 0), ""),
    unit("mg/m³", "毫克/立方米", Dimension::Count, (1, 0), ""),
    unit("μg/m³", "微克/立方米", Dimension::Count, (1, 0), ""),
    unit("ug/m³", "微克/立方米", Dimension::Count, (1, 0), ""),
    unit("μg/m3", "微克/立方米", Dimension::Count, (1, 0), ""),
    unit("ug/m3", "微克/立方米", Dimension::Count, (1, 0), ""),
    unit("m³/s", "立方米/秒", Dimension::Count, (1, 0), ""),
    unit("km2", "平方公里", Dimension::Count, (1, 0), ""),
    unit("hm²", "公顷", Dimension::Count, (1, 0), ""),
    unit("hm2", "公顷", Dimension::Count, (1, 0), ""),
    count("分贝", ""),
    unit("dB", "分贝", Dimension::Count, (1, 0), ""),
    count("微克", ""),
    count("MB", ""),
    count("GB", ""),
    count("TB", ""),
    count("Mbps", ""),
    count("兆", ""),
    // Digits in front of these are dates, ages, grades, addresses.
    not_figure("年"),
    not_figure("年度"),
    not_figure("年代"),
    not_figure("个年"),
    not_figure("周年"),
    not_figure("月"),
    not_figure("月份"),
    not_figure("日"),
    not_figure("号"),
    not_figure("时"),
    not_figure("点钟"),
    not_figure("级"),
    not_figure("岁"),
    not_figure("周岁"),
    not_figure("季度"),
    not_figure("个季度"),
    not_figure("周"),
    not_figure("星期"),
    not_figure("个星期"),
    not_figure("后"),
    not_figure("届"),
    not_figure("大"),
    not_figure("室"),
    not_figure("楼"),
    not_figure("版"),
    not_figure("#"),
    not_figure("＃"),
    not_figure("路"),
    not_figure("国道"),
    not_figure("省道"),
    not_figure("中全会"),
    not_figure("热线"),
    // Periods are read as figures only where a calculation counts them.
    unit("个月", "个月", Dimension::Other, (1, 0), ""),
];

static BY_FIRST: LazyLock<BTreeMap<char, Vec<&'static UnitWord>>> = LazyLock::new(|| {
    let mut map: BTreeMap<char, Vec<&UnitWord>> = BTreeMap::new();
    for unit in UNITS {
        if let Some(first) = unit.text.chars().next() {
            map.entry(first).or_default().push(unit);
        }
    }
    for words in map.values_mut() {
        words.sort_by_key(|u| std::cmp::Reverse(u.text.len()));
    }
    map
});

/// The longest unit at byte `at`, and the byte behind it. Blanks or line ends within are skipped.
#[must_use]
pub fn read(text: &str, at: usize) -> Option<(&'static UnitWord, usize)> {
    let first = text.get(at..)?.chars().next()?;
    BY_FIRST.get(&first)?.iter().find_map(|unit| {
        let end = matches_at(text, at, unit.text)?;
        let follower = text[end..].chars().find(|&c| !is_blank(c));
        let fits = follower.is_none_or(|c| !unit.not_before.contains(c));
        fits.then_some((*unit, end))
    })
}

/// Where `word` ends when it stands at `at`, letter-spaced or broken by a line end as it may be.
fn matches_at(text: &str, at: usize, word: &str) -> Option<usize> {
    if text[at..].starts_with(word) {
        return Some(at + word.len());
    }
    let mut end = at;
    for (n, expected) in word.chars().enumerate() {
        if n > 0 {
            end += text[end..]
                .chars()
                .take_while(|&c| is_blank(c) || c == '\n' || c == '\r')
                .map(char::len_utf8)
                .sum::<usize>();
        }
        if !text[end..].starts_with(expected) {
            return None;
        }
        end += expected.len_utf8();
    }
    Some(end)
}

/// The unit that a word is, if it is one completely.
#[must_use]
pub fn named(text: &str) -> Option<&'static UnitWord> {
    read(text, 0).filter(|(_, end)| *end == text.len()).map(|(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_wins() {
        for (text, expected) in [
            ("人次，", Some("人次")),
            ("人，", Some("人")),
            ("个百分点", Some("百分点")),
            ("平 方 米", Some("平方米")),
            ("千瓦时", Some("千瓦时")),
            ("床位", Some("床位")),
            ("支出", None),
            ("本年收入", None),
            ("项目", Some("项目")),
            ("家庭", None),
            ("支队伍", Some("支")),
            ("对收养登记", Some("对")),
            ("元旦", None),
            ("㎡", Some("平方米")),
        ] {
            assert_eq!(read(text, 0).map(|(u, _)| u.canonical), expected, "{text}");
        }
    }

    #[test]
    fn more_than_a_hundred_measure_words_each_once() {
        let mut words: Vec<_> = UNITS.iter().map(|u| u.text).collect();
        let counts = UNITS.iter().filter(|u| u.dimension == Dimension::Count).count();
        assert!(counts > 100, "{counts}");
        words.sort_unstable();
        let n = words.len();
        words.dedup();
        assert_eq!(n, words.len(), "a unit stands twice");
    }

    #[test]
    fn factors_are_exact() {
        assert_eq!(named("‰").unwrap().factor().to_string(), "0.1");
        assert_eq!(named("角").unwrap().factor().to_string(), "0.1");
    }
}
