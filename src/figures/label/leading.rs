//! What opens a clause and is no part of the name: years, bodies, particles.

use std::sync::LazyLock;

use crate::text::script::{fold, is_blank, is_blank_or_line_end, is_han};
use crate::text::words::Words;
use crate::text::{AnyOf, any_of};

/// Words that may begin it.
static LEADING: LazyLock<Words> = LazyLock::new(|| Words::new(LEADING_WORDS));

const LEADING_WORDS: &[&str] = &[
    "其中",
    "总体",
    "同时",
    "另外",
    "此外",
    "并且",
    "并",
    "还",
    "又",
    "均",
    "已",
    "共计",
    "共有",
    "共",
    "累计",
    "合计",
    "总计",
    "主要",
    "分别",
    "全部",
    "以及",
    "及",
    "和",
    "与",
    "或",
    "为",
    "是",
    "即",
    "其",
    "该",
    "我局",
    "我县",
    "我区",
    "我市",
    "我乡",
    "我镇",
    "我校",
    "我院",
    "我省",
    "我单位",
    "我部门",
    "我中心",
    "我街道",
    "我委",
    "我办",
    "本单位",
    "本部门",
    "本局",
    "本校",
    "本院",
    "本中心",
    "本乡",
    "本镇",
    "本街道",
    "本委",
    "本办",
    "全县",
    "全市",
    "全区",
    "全省",
    "全乡",
    "全镇",
    "全校",
    "全院",
    "全街道",
    "全系统",
    "全局",
    "全园",
    "当年",
    "全年",
    "今年",
    "本年度",
    "年内",
    "本期",
    "当期",
    "上半年",
    "下半年",
    "目前",
    "现有",
    "现",
    "实有",
    "核定",
    "年末",
    "年初",
    "年底",
    "上年末",
    "年内",
    "年中",
    "秋季",
    "春季",
    "日均",
    "月均",
    "每天",
    "每日",
    "每年",
    "本次",
    "经",
    "拟",
    "力争",
    "确保",
    "其余",
    "以上",
    "另",
    "另有",
    "另外",
    "内有",
    "尚有",
    "还有",
    "含",
    "内含",
    "加上",
    "加",
    "减",
    "系",
    "设",
    "自评",
    "项目",
    "低于",
    "折合",
    "同",
    "高于",
    "各级各类",
    "各类",
    "各级",
    "下属",
    "在册",
    "现有各级各类",
    "预计",
    "平均",
    "对",
    "给",
    "按",
    "将",
    "把",
    "从",
    "由",
    "在",
    "以",
    "于",
    "向",
    "因",
    "至",
    "到",
    "年度",
    "部门（单位）",
    "部门(单位)",
    "单位",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "的",
    "了",
    "，",
    "、",
    "“",
    "”",
    "\"",
    "》",
    "）",
    ")",
    "：",
    ":",
    "；",
    "—",
    "-",
    "·",
    "等",
    "则",
    "再",
    "也",
    "都",
    "就",
    "仅",
    "只",
    "约",
    "具体",
    "主要是",
    "主要用于",
    "用于",
    "通过",
    "截至",
    "截止",
    "期末",
    "当前",
    "今后",
    "直接",
    "先后",
    "集中",
    "积极",
    "成功",
    "顺利",
    "有序",
    "免费",
    "新",
    "净",
    "有",
    "表示",
    "归口管理",
    "科目编码",
    "科目代码",
    "据此",
    "明年",
    "下一步",
    "近年来",
    "一年来",
    "全委",
];

/// Finance words: a unit's name directly before one of them is the subject of the sentence, not part of the label.
static FINANCE_STARTS: AnyOf = AnyOf::new(&[
    "年初",
    "年末",
    "本年",
    "一般公共",
    "财政拨款",
    "收入",
    "支出",
    "总收入",
    "总支出",
    "预算",
    "决算",
    "基本支出",
    "项目支出",
    "“三公",
    "三公",
    "政府性基金",
    "国有资本",
    "机关运行",
    "政府采购",
    "公务",
    "因公",
    "整体支出",
    "部门预算",
    "资产",
    "固定资产",
    "在职",
    "编制",
    "内设机构",
    "下属",
    "实有",
    "人员经费",
    "公用经费",
    "事业收入",
    "其他收入",
    "经费",
    "资金",
    "共",
    "收到",
    "财政",
]);

/// Endings of the names of public bodies.
static BODIES: AnyOf = AnyOf::new(&[
    "局",
    "委",
    "政协",
    "人大",
    "法院",
    "检察院",
    "办",
    "厅",
    "院",
    "校",
    "政府",
    "乡",
    "镇",
    "街道",
    "中心",
    "单位",
    "部门",
    "委员会",
    "协会",
    "联合会",
    "总工会",
    "工会",
    "妇联",
    "残联",
    "馆",
    "站",
    "所",
    "园",
    "大队",
    "支队",
    "学校",
    "中学",
    "小学",
    "医院",
    "办事处",
    "办公室",
    "管委会",
    "集团",
    "公司",
    "区",
    "县",
    "市",
]);

/// Past the year, the unit's name and the particles that open a clause.
pub(in crate::figures) fn strip_leading(text: &str, start: usize, end: usize) -> usize {
    let mut from = start;
    while from < end {
        let words = &text[from..end];
        let blank = words.len() - words.trim_start_matches(is_blank_or_line_end).len();
        if blank > 0 {
            from += blank;
            continue;
        }
        if let Some(len) = leading_time(words) {
            from += len;
            continue;
        }
        if let Some(len) = leading_number(words) {
            from += len;
            continue;
        }
        if let Some(len) = leading_body(words) {
            from += len;
            continue;
        }
        // A quoted name keeps its opening mark.
        if words.starts_with(['“', '"']) && words.chars().skip(1).take(12).any(|c| matches!(c, '”' | '"')) {
            return from;
        }
        let leading = LEADING.starting(words).filter(|(w, ())| !begins_longer_word(words, w));
        match leading.max_by_key(|(w, ())| w.len()) {
            Some((word, ())) => from += word.len(),
            None => return from,
        }
    }
    from
}

/// 对口, 从业, 以工代赈, 共同 …: the particle begins a word of its own.
fn begins_longer_word(words: &str, particle: &str) -> bool {
    let next = words[particle.len()..].chars().next();
    match particle {
        "对" => {
            matches!(next, Some('口' | '外' | '个' | '企' | '象' | '附'))
                || words.ends_with("补助")
                || words.ends_with("补贴")
                || words.ends_with("支出")
        }
        "就" => matches!(next, Some('业' | '餐' | '诊' | '医' | '读' | '近')),
        "从" => matches!(next, Some('业' | '事')),
        // 以工代赈, 以案定补, 以奖促治.
        "以" => {
            matches!(next, Some('工' | '奖' | '旧'))
                || matches!(words.chars().nth(2), Some('定' | '代' | '促' | '换' | '带'))
        }
        "共" => matches!(next, Some('同' | '享' | '产' | '建' | '青')),
        "和" => matches!(next, Some('谐')),
        "及" => matches!(next, Some('格' | '时')),
        "由" => matches!(next, Some('于')),
        "因" => matches!(next, Some('公')),
        "总体" => next.is_some_and(is_han) && !matches!(next, Some('较' | '比' | '增' | '减')),
        "其" | "其中" => matches!(next, Some('他' | '它')),
        "单位" | "部门" => {
            words == particle
                || matches!(next, Some('数' | '职' | '面' | '成' | '所' | '产' | '能' | '工' | '价' | '造' | '耗'))
                || next.is_some_and(|c| c.is_ascii_alphabetic())
                || words[particle.len()..].starts_with("预算")
                || words[particle.len()..].starts_with("决算")
                || words[particle.len()..].starts_with("整体")
        }
        "到" => matches!(next, Some('位' | '期' | '账')),
        // 全年预算 is the adjusted budget.
        "全年" => any_of!["预算", "执行数"].begin(&words[particle.len()..]),
        "等" => matches!(next, Some('级' | '额')),
        "平均" => true,
        "现" => matches!(next, Some('金' | '代' | '场')),
        "新" => !matches!(next, Some('的')),
        "在" => matches!(next, Some('职' | '校' | '编' | '建' | '岗' | '园' | '册' | '库' | '读' | '地' | '线')),
        "将" | "把" => matches!(next, Some('军' | '握')),
        "向" => matches!(next, Some('上')),
        "为" => matches!(next, Some('民' | '老')),
        "按" => matches!(next, Some('时' | '揭' | '期' | '比')),
        "一是" => false,
        "直接" => matches!(next, Some('费' | '融' | '成' | '经' | '就')),
        "集中" => matches!(next, Some('供' | '采' | '支' | '管')),
        "该" | "即" | "并" | "还" | "又" | "均" | "已" => false,
        "主要" => words[particle.len()..].starts_with("领导"),
        "设" => matches!(next, Some('备' | '施' | '计' | '置' | '立' | '区' | '想')),
        "项目" => !any_of!["总投资", "概算", "累计", "计划总投资"].begin(&words[particle.len()..]),
        "自评" => !any_of!["总分", "总得分", "综合"].begin(&words[particle.len()..]),
        "折合" => !any_of!["亩均", "人均", "户均"].begin(&words[particle.len()..]),
        "同" => !next.is_some_and(|c| fold(c).is_ascii_digit()),
        "低于" | "高于" => !next.is_some_and(is_han),
        "用于" => false,
        // 年末实有36人 has no other name.
        "实有" => {
            let rest = words[particle.len()..].trim_start_matches(is_blank);
            rest.chars().filter(|&c| is_han(c)).count() < 2 || rest.starts_with(['人', '数', '户'])
        }
        // 年初结转 and 年初预算 are names of the field.
        "年末" | "年初" | "年底" => {
            let rest = words[particle.len()..].trim_start_matches(is_blank);
            any_of!["结转", "结余", "预算", "资金结", "余额"].begin(rest) || rest.is_empty()
        }
        "上年末" => !next.is_some_and(is_han),
        "核定" | "下属" | "在册" => words.chars().count() < 4,
        "经" => !any_of!["自评", "审计", "评审", "测算", "统计", "核算", "评价"].begin(&words[particle.len()..]),
        "加" | "减" => !any_of!["本年", "上年", "年初", "年末"].begin(&words[particle.len()..]),
        "含" => matches!(next, Some('量' | '税' | '水' | '氧' | '糖' | '义' | '金')),
        "系" => matches!(next, Some('统' | '列' | '数')),
        "秋季" | "春季" => words[particle.len()..].starts_with("学期"),
        "另" | "以上" | "年内" | "年中" => !next.is_some_and(is_han),
        "全部" => false,
        // 成功率, 调解成功.
        "成功" => matches!(next, None | Some('率')),
        "净" => !matches!(next, Some('追' | '增')),
        "有" => matches!(next, Some('限' | '效' | '关' | '机' | '色' | '偿' | '害' | '线' | '毒' | '轨')),
        _ => false,
    }
}

/// 2022年度, 2022年, 截至12月底, 2022, 科目编码2110399-: how long.
fn leading_time(words: &str) -> Option<usize> {
    if !words.starts_with(|c: char| c == '科' || is_blank(c) || fold(c).is_ascii_digit()) {
        return leading_han_year(words);
    }
    if let Some(code) = words.strip_prefix("科目编码").or_else(|| words.strip_prefix("科目代码")) {
        return Some(words.len() - code.len() + leading_time(code)?);
    }
    let digits =
        words.chars().take_while(|&c| fold(c).is_ascii_digit() || is_blank(c)).map(char::len_utf8).sum::<usize>();
    let n_digits = words[..digits].chars().filter(|&c| fold(c).is_ascii_digit()).count();
    if n_digits == 0 {
        return leading_han_year(words);
    }
    let rest = &words[digits..];
    for unit in ["年度", "年末", "年底", "年初", "年", "月底", "月末", "月份", "月", "日"] {
        if let Some(behind) = rest.strip_prefix(unit) {
            let keep = matches!(unit, "年末" | "年初" | "年底") && any_of!["结转", "预算", "结余"].begin(behind);
            return Some(digits + if keep { "年".len() } else { unit.len() });
        }
    }
    // A glued year or a budget code: 2015本年收入, 2050201学前教育; 12345热线 is a name.
    let is_code = matches!(n_digits, 3..=5 | 7) && !words.starts_with("12345") && !words.starts_with("12315");
    is_code.then(|| digits + rest.len() - rest.trim_start_matches(['-', '－', '—', '–', ' ']).len())
}

/// 二〇一八年, 二○二一年度: how long.
fn leading_han_year(words: &str) -> Option<usize> {
    let digits: usize = words.chars().take_while(|c| "〇○零一二三四五六七八九".contains(*c)).map(char::len_utf8).sum();
    let is_year = words[..digits].chars().count() == 4;
    let unit = ["年度", "年"].iter().find(|unit| words[digits..].starts_with(**unit))?;
    is_year.then_some(digits + unit.len())
}

/// `2.` and `（3）` inside a line number the clause.
fn leading_number(words: &str) -> Option<usize> {
    let inner = words.strip_prefix(['（', '(']);
    let digits = inner.unwrap_or(words);
    let n: usize = digits.chars().take_while(|&c| fold(c).is_ascii_digit()).map(char::len_utf8).sum();
    let close = digits[n..].chars().next()?;
    let closes = if inner.is_some() { matches!(close, '）' | ')') } else { matches!(close, '.' | '．' | '、') };
    (n > 0 && n <= 6 && closes).then(|| words.len() - digits.len() + n + close.len_utf8())
}

/// 区教育局年初结转: the name of a public body in front of a finance word.
fn leading_body(words: &str) -> Option<usize> {
    const LONGEST: usize = 20;
    if FINANCE_STARTS.starting(words).any(|word| word.chars().count() >= 4) {
        return None;
    }
    // A name is Han characters only: what stands behind the first other one, or too far off, ends none.
    let name = words.char_indices().take_while(|&(_, c)| is_han(c)).take(LONGEST);
    let ends = name.map(|(at, c)| at + c.len_utf8());
    let opens = |word: &str| words.starts_with(word);
    let finance = ends.into_iter().find(|&at| FINANCE_STARTS.starting(&words[at..]).any(|word| !opens(word)))?;
    let name = &words[..finance];
    let compound = name.ends_with("社区") || name.ends_with("校园") || name.ends_with("地区");
    // 中心编制 beside 机关编制 tells whose; a name of its own stands before the word for a body.
    let is_body = || BODIES.words().iter().any(|word| word.len() < name.len() && name.ends_with(word));
    (!compound && name.chars().count() >= 2 && BODIES.end(name) && is_body()).then_some(finance)
}
