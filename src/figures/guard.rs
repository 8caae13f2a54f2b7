//! What looks like a figure and is none: ordinals, codes, document numbers, names, idioms.

use rust_decimal::Decimal;

use crate::quantity::numeral::{self, Numeral, Script};
use crate::quantity::unit::{Dimension, UnitWord};
use crate::text::script::{fold, is_blank, is_blank_or_line_end, is_han};
use crate::text::{AnyOf, any_of};

use super::money;

/// How many characters before a number are looked at for what is being spoken of.
const LOOK_BACK: usize = 24;

fn last_char(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| !is_blank_or_line_end(c))
}

/// The last `n` characters of `text`.
pub(super) fn tail(text: &str, n: usize) -> &str {
    let start = text.char_indices().rev().nth(n.saturating_sub(1)).map_or(0, |(i, _)| i);
    &text[start..]
}

/// Bytes to skip when what stands here is no number at all.
pub(super) fn not_a_number(before: &str, here: &str) -> Option<usize> {
    let previous = before.chars().next_back();
    let first = here.chars().next()?;
    if fold(first).is_ascii_digit() {
        // A code, a file name, a model: lwg_12, A4, t2024, №5.
        if money::currency(before).is_none()
            && previous.is_some_and(|c| {
                fold(c).is_ascii_alphabetic() && !names_a_measure(before, here)
                    || matches!(c, '_' | '№' | '#' | '＃' | '@' | '&')
                    || c == '=' && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_alphabetic())
            })
        {
            return Some(code_length(here));
        }
        if last_char(before) == Some('第') {
            return Some(ordinals(here));
        }
        // 〔2022〕, [2017]: the year of a document number.
        if previous.is_some_and(|c| matches!(c, '〔' | '﹝' | '[' | '［' | '【')) {
            let n = run(here, |c| fold(c).is_ascii_digit());
            if here[n..].starts_with(['〕', '﹞', ']', '］', '】']) {
                return Some(n);
            }
        }
        return None;
    }
    if !numeral::may_begin(first) {
        return None;
    }
    if last_char(before) == Some('第') {
        return Some(run(here, numeral::may_begin));
    }
    if first == '一' && previous.is_some_and(|c| "统唯之万单同逐不每某任进专归周初高划另这那哪始如合".contains(c))
    {
        return Some(first.len_utf8());
    }
    // 零件, 零售, 零星 are no zeros.
    if first == '零' && here.chars().nth(1).is_some_and(|c| "件部售星散工食距容基".contains(c)) {
        return Some(first.len_utf8());
    }
    if matches!(first, '三') && previous == Some('再') {
        return Some(first.len_utf8());
    }
    if previous.is_some_and(|c| matches!(c, '周' | '初' | '星' | '期'))
        && !matches!(first, '十' | '两')
        && !before.ends_with("学期")
    {
        return Some(first.len_utf8());
    }
    None
}

/// 人均GDP8.5万元, CPI2.1%: capitals that name what is measured, before an amount or a percentage.
fn names_a_measure(before: &str, here: &str) -> bool {
    let name = &before[before.trim_end_matches(|c: char| c.is_ascii_uppercase()).len()..];
    let digits = here.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let measured = ["元", "万元", "亿元", "万亿元", "%", "％", "个百分点"];
    name.len() >= 3 && measured.iter().any(|unit| digits.starts_with(unit))
}

fn run(text: &str, mut of: impl FnMut(char) -> bool) -> usize {
    text.chars().take_while(|&c| of(c)).map(char::len_utf8).sum()
}

/// 第2、3、5名: the length of all the ordinals that one 第 opens.
fn ordinals(here: &str) -> usize {
    let digits = |text: &str| run(text, |c| fold(c).is_ascii_digit());
    let mut end = digits(here);
    while let Some(joined) = here[end..].chars().next().filter(|c| matches!(c, '、' | '-' | '—' | '至' | '～' | '~'))
    {
        let next = end + joined.len_utf8();
        match digits(&here[next..]) {
            0 => break,
            n => end = next + n,
        }
    }
    end
}

/// A code goes on over letters, digits and the marks within file names.
fn code_length(text: &str) -> usize {
    run(text, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')).max(1)
}

/// The last characters of `before`, back to the last comma or full stop.
pub(super) fn clause_tail(before: &str) -> &str {
    let near = tail(before, LOOK_BACK);
    near.rfind(['。', '；', '，', ',', ';']).map_or(near, |i| &near[i..])
}

/// 由 or 从 close before: what follows is a change from one value to another, not a range.
pub(super) fn from_before(before: &str) -> bool {
    let clause = clause_tail(before);
    clause.contains(['由', '从', '自'])
}

/// Whether number and unit are no figure: `Some(true)` skips both, `Some(false)` the number only.
pub(super) fn not_a_figure(before: &str, n: &Numeral, unit: &UnitWord, after: &str) -> Option<bool> {
    // 每10万人死亡3.2人: what a rate is counted against.
    if any_of!["每", "每超", "每满", "每增加", "每减少", "每新增"].end(before) {
        return Some(true);
    }
    if n.script == Script::Arabic {
        return not_a_figure_arabic(before, n, unit, after);
    }
    not_a_figure_chinese(before, n, unit, after)
}

fn not_a_figure_arabic(before: &str, n: &Numeral, unit: &UnitWord, after: &str) -> Option<bool> {
    let plain_integer = n.n_decimals == 0 && !n.separated && !n.ends_in_magnitude && !n.over;
    // 2016本年支出, 2022项目支出: a year glued to a noun.
    if plain_integer && n.n_integer_digits == 4 && n.value >= Decimal::from(1949) && n.value <= Decimal::from(2099) {
        let noun_start = matches!(
            unit.text,
            "本" | "支"
                | "部"
                | "对"
                | "项"
                | "区"
                | "县"
                | "乡"
                | "镇"
                | "村"
                | "校"
                | "院"
                | "期"
                | "项目"
                | "部门"
                | "集"
                | "级"
                | "单"
                | "分"
                | "社区"
                | "街道"
                | "组"
                | "班"
                | "位"
                | "类"
                | "口"
                | "方"
                | "点"
                | "升"
                | "款"
                | "首"
                | "面"
                | "站"
                | "省"
                | "国"
                | "州"
                | "节"
                | "车"
                | "章"
                | "段"
                | "则"
                | "列"
                | "股"
                | "讲"
                | "通"
                | "乡镇"
                | "园区"
                | "县区"
                | "网点"
                | "标段"
        );
        if noun_start {
            return Some(false);
        }
    }
    // 2080101 and 20805 are budget codes of 类, 款, 项 when a noun goes on behind.
    if plain_integer && unit.dimension == Dimension::Count && is_budget_code(n, unit) {
        return Some(false);
    }
    // 10万吨自来水厂, 110千伏变电站: the size that names a plant.
    if names_a_plant(unit, after) {
        return Some(true);
    }
    // 847.68÷1000×100%: the factor that makes a percentage.
    if unit.dimension == Dimension::Percentage
        && n.value == Decimal::ONE_HUNDRED
        && trimmed(before).ends_with(['×', '*', '＊', '✕'])
    {
        return Some(true);
    }
    // 前3名: a rank.
    if matches!(unit.text, "名" | "位") && before.ends_with('前') {
        return Some(true);
    }
    let changes = any_of!["缩短", "减少", "压缩", "至", "到", "为", "比", "原"].end(trimmed(before));
    if unit.text == "小时" && n.value == Decimal::from(24) && plain_integer && !changes {
        return Some(true);
    }
    if unit.text == "个月" && !calculates(before, after) {
        return Some(true);
    }
    if measures_time_or_place(before, n, unit, after) {
        return Some(true);
    }
    // 12345热线, 5G: handled by the unit table; 3+1 and 5+2 are names.
    if before.ends_with(['+', '＋'])
        && before.trim_end_matches(['+', '＋']).ends_with(|c: char| fold(c).is_ascii_digit())
    {
        return Some(false);
    }
    None
}

/// 9时30分, 北纬26度, 3栋201室, 九年级3班: minutes, coordinates, addresses and classes are no figures.
fn measures_time_or_place(before: &str, n: &Numeral, unit: &UnitWord, after: &str) -> bool {
    match unit.text {
        "分" => {
            let hour = before.strip_suffix(['时', '点', '度', '°']);
            n.n_integer_digits <= 2 && hour.is_some_and(|h| h.ends_with(|c: char| fold(c).is_ascii_digit()))
        }
        "度" => any_of!["北纬", "南纬", "东经", "西经", "烈度"].end(before),
        "栋" | "幢" => {
            let room = after.trim_start_matches(|c: char| fold(c).is_ascii_digit());
            room.len() < after.len() && room.starts_with(['室', '号', '房'])
        }
        "班" => before.ends_with("年级"),
        // 第3页 共9页: the foot of a page.
        "页" => trimmed(before).strip_suffix('共').is_some_and(|page| trimmed(page).ends_with('页')),
        _ => false,
    }
}

/// 2050201 of 学前教育: class 2xx, then 款 and 项, both numbered from 01; nobody counts things in such a number with 个.
fn is_budget_code(n: &Numeral, unit: &UnitWord) -> bool {
    const COUNTERS: &[&str] = &[
        "平方米",
        "立方米",
        "公里",
        "公斤",
        "千瓦时",
        "个",
        "只",
        "株",
        "棵",
        "头",
        "亩",
        "吨",
        "米",
        "件",
        "册",
        "份",
        "辆",
        "台",
        "盏",
    ];
    let digits = n.value.to_string();
    digits.len() == 7
        && digits.starts_with('2')
        && digits.get(3..5) != Some("00")
        && digits.get(5..) != Some("00")
        && !COUNTERS.contains(&unit.text)
}

/// The words 按…计算 around a number of months make it a factor.
fn calculates(before: &str, after: &str) -> bool {
    let ahead: String = after.chars().take(6).collect();
    ahead.starts_with('计')
        || ahead.starts_with("折算")
        || ahead.starts_with("测算")
        || clause_tail(before).ends_with('按') && ahead.contains('计')
}

fn names_a_plant(unit: &UnitWord, after: &str) -> bool {
    let sized = matches!(unit.text, "吨" | "千伏" | "伏" | "兆瓦" | "千瓦" | "吨级" | "立方米" | "立方" | "方");
    if !sized {
        return false;
    }
    if after.starts_with(['级', '及']) && after.starts_with('级') {
        return true;
    }
    let name: String = after.chars().take_while(|&c| is_han(c)).take(8).collect();
    !name.starts_with('的') && name.chars().skip(1).any(|c| matches!(c, '厂' | '站' | '库' | '井'))
        || name.contains("码头")
        || name.contains("泊位")
        || name.contains("线路")
        || name.contains("锅炉")
}

/// Measure words that also stand for one real thing after a small Chinese number.
const CONCRETE: &[&str] = &[
    "个",
    "名",
    "位",
    "人",
    "户",
    "家",
    "所",
    "支",
    "条",
    "座",
    "处",
    "辆",
    "台",
    "件",
    "张",
    "份",
    "套",
    "间",
    "栋",
    "幢",
    "村",
    "镇",
    "乡",
    "社区",
    "项",
    "床",
    "场",
    "期",
    "批",
    "艘",
    "部",
    "篇",
    "块",
    "口",
    "眼",
    "亩",
    "公里",
    "平方米",
    "吨",
    "县",
    "区",
    "街道",
    "人次",
    "次",
    "天",
    "小时",
    "宗",
    "起",
    "例",
    "笔",
    "盏",
    "本",
    "册",
    "米",
    "公顷",
    "站",
    "门",
    "类",
    "种",
    "轮",
    "支队",
];

/// Nouns that make 三个, 五项 a way of speaking: aspects, principles, slogans.
static ABSTRACT: AnyOf = AnyOf::new(&[
    "方面", "阶段", "层面", "环节", "维护", "意识", "自信", "确保", "坚持", "全面", "代表", "先锋", "务必", "文明",
    "规划", "步骤", "重点", "关键", "统筹", "到位", "结合", "转变", "体系", "制度", "机制", "原则", "政策", "措施",
    "责任", "清单", "行动", "任务", "目标", "优势", "特点", "要求", "能力", "补贴", "改革", "维度", "角度", "部分",
    "大类", "类别", "领域", "问题", "不准", "严禁", "融合", "同步", "月", "年", "规定", "纪律", "巩固", "保障", "经费",
    "革命", "标准", "主体", "基本", "更加", "提升", "强化", "突出", "聚焦", "紧盯", "狠抓", "专项", "大", "重大", "新",
    "好", "百", "千", "万", "指标", "功能", "管理", "服务", "资金",
]);

fn not_a_figure_chinese(before: &str, n: &Numeral, unit: &UnitWord, after: &str) -> Option<bool> {
    let previous = last_char(before);
    match unit.dimension {
        Dimension::Score => {
            // 十分重要, 三分之一; a score told in words says so.
            return (!before.ends_with(['得', '评', '打', '扣', '满', '为'])).then_some(true);
        }
        Dimension::Money(_) => {
            let slang = n.value <= Decimal::TEN
                && !n.ends_in_magnitude
                && after.chars().next().is_some_and(|c| matches!(c, '化' | '结' | '次' | '论'));
            return slang.then_some(true);
        }
        Dimension::Percentage | Dimension::PercentagePoints | Dimension::Multiple | Dimension::PersonTimes => {
            return None;
        }
        _ => {}
    }
    if unit.text == "个月" {
        return (!calculates(before, after)).then_some(true);
    }
    if names_a_plant(unit, after) {
        return Some(true);
    }
    // 五天工作制, 八小时制
    if unit.dimension == Dimension::Other && (after.starts_with('制') || after.starts_with("工作制")) {
        return Some(true);
    }
    // 两个半月, 一个半小时.
    if unit.text == "个" && after.starts_with('半') {
        return Some(true);
    }
    if sums_up(after) {
        return None;
    }
    if n.value > Decimal::TEN || n.upper.is_some() {
        return None;
    }
    // 九公里半，: the half ends the number.
    let after = after.strip_prefix('半').filter(|rest| !rest.starts_with(is_han)).unwrap_or(after);
    let next: String = after.chars().filter(|&c| !is_blank(c)).take(6).collect();
    // 内设股室七个，: nothing follows that it could name.
    let stands_alone = next.chars().next().is_none_or(|c| !is_han(c) && !fold(c).is_ascii_alphanumeric());
    // 产业基地二期, 建成一批基地, 为二类建筑: a phase, some, a class.
    let phased = matches!(unit.text, "期" | "类" | "批" | "轮");
    let verb = VERBS_BEFORE.end(trimmed(before));
    let counted = verb && (!before.ends_with('为') || before.ends_with("分为")) || before.ends_with('班');
    if phased && (n.value == Decimal::ONE || !counted) {
        return Some(true);
    }
    if stands_alone && CONCRETE.contains(&unit.text) && previous.is_some_and(is_han) && n.value != Decimal::ONE {
        return None;
    }
    // 一户一策, 一村一品.
    let repeats = next.starts_with(['一', '两', '双', '三']) && n.value <= Decimal::from(3) || next.starts_with("一体");
    if repeats || !CONCRETE.contains(&unit.text) || before.ends_with(['“', '"', '「', '『', '"']) {
        return Some(true);
    }
    // 两所新建学校 are schools, 两新组织 a way of speaking.
    let built = any_of!["新建", "新增", "新设", "新购", "新开"].begin(&next);
    if !built && ABSTRACT.begin(&next) {
        return Some(true);
    }
    let in_list = before.ends_with(['和', '及', '与', '、'])
        && clause_tail(before).chars().any(|c| fold(c).is_ascii_digit() || numeral::may_begin(c));
    if n.value == Decimal::ONE {
        let stated = any_of!["有", "设", "设有", "下设", "内设", "辖", "共", "仅", "含", "配备", "建成", "新建"]
            .end(trimmed(before));
        return (!(in_list || stated)).then_some(true);
    }
    // A verb, a mark or a joining word before: a noun before makes it a name (残疾人两项补贴, 农村三项工程).
    let opens = previous.is_none_or(|c| !is_han(c)) || in_list || VERBS_BEFORE.end(trimmed(before));
    let ways_of_speaking = matches!(
        unit.text,
        "次" | "期" | "类" | "种" | "批" | "轮" | "门" | "站" | "部" | "起" | "项" | "口" | "区" | "县"
    ) && !VERBS_BEFORE.end(trimmed(before));
    (!opens || ways_of_speaking).then_some(true)
}

/// 三项资金合计, 两块组成: the number counts what was listed.
fn sums_up(after: &str) -> bool {
    let near: String = after.chars().filter(|&c| !is_blank_or_line_end(c)).take(7).collect();
    let clause = near.split(['，', '。', '；', '：', '、', '（']).next().unwrap_or("");
    let names = ["补贴", "经费", "政策", "制度", "责任", "规划", "改革"];
    !names.iter().any(|w| clause.starts_with(w)) && any_of!["合计", "共计", "相加", "组成", "指标均"].stand_in(clause)
}

pub(super) fn trimmed(text: &str) -> &str {
    text.trim_end_matches(is_blank_or_line_end)
}

/// Words after which a small Chinese number counts things.
static VERBS_BEFORE: AnyOf = AnyOf::new(&[
    "了", "有", "是", "共", "设", "辖", "为", "含", "仅", "达", "建成", "完成", "新建", "新增", "增加", "减少", "成立",
    "组建", "配备", "购置", "采购", "修建", "改造", "举办", "开展", "召开", "组织", "培训", "救助", "发放", "实施",
    "聘请", "引进", "招聘", "开通", "建立", "设置", "打造", "创建", "获得", "荣获", "查处", "办理", "受理", "处置",
    "拆除", "安装", "投放", "新设", "下设", "内设", "扶持", "培育", "评选", "表彰", "奖励", "资助", "慰问", "走访",
    "接待", "承办", "制定", "出台", "印发", "修订", "编制", "涉及", "覆盖", "分为", "分", "落实", "派出", "抽调",
    "安排", "维修", "疏通", "整治", "排查", "达到", "合计", "共计", "累计", "总计", "建", "购", "修", "进行", "公开",
    "分别",
]);
