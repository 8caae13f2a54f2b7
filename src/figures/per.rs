//! 单价所对. What one unit of a price is for: `/月`, 每人每月, 人均.

use crate::quantity::unit::{self, Dimension};
use crate::text::any_of;
use crate::text::script::{blank_prefix, fold, is_han, without_blanks};

/// `/月`, `／人·月`, `/平方米` at the start of `rest`, and its length in bytes.
pub(super) fn behind(rest: &str) -> Option<(String, usize)> {
    let skip = blank_prefix(rest);
    if let Some(each) = rest.strip_prefix('每') {
        return each_behind(each).map(|(words, len)| (words, len + '每'.len_utf8()));
    }
    let slash = rest[skip..].chars().next().filter(|c| matches!(c, '/' | '／' | '∕'))?;
    let mut end = skip + slash.len_utf8();
    let mut words = String::new();
    loop {
        let skip = blank_prefix(&rest[end..]);
        let Some(word) = word(&rest[end + skip..]) else {
            return words
                .is_empty()
                .then(|| other_noun(&rest[end..]))
                .flatten()
                .map(|noun| (noun.to_owned(), end + noun.len()));
        };
        words.push_str(parted(word));
        end += skip + word.len();
        let joined = rest[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '·' | '•' | '.' | '/' | '／' | '、' | '∙' | '*' | '×' | '．'));
        match joined {
            Some(c) if joins(c, &rest[end + c.len_utf8()..]) => {
                words.push('·');
                end += c.len_utf8();
            }
            _ if self::word(&rest[end..]).is_some_and(|w| is_period(w) || w == "次") => words.push('·'),
            _ => return Some((words, end)),
        }
    }
}

/// 元/诊次, 元/票: a short noun that nothing follows, whatever it is.
fn other_noun(rest: &str) -> Option<&str> {
    const LONGEST: usize = 4;
    let n_chars = rest.chars().take_while(|&c| is_han(c)).take(LONGEST + 1).count();
    let noun = &rest[..rest.chars().take(n_chars).map(char::len_utf8).sum()];
    let closes =
        rest[noun.len()..].chars().next().is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | ')' | '\n'));
    ((1..=LONGEST).contains(&n_chars) && closes && !noun.ends_with('元')).then_some(noun)
}

/// Whether what stands behind the mark `c` goes on with what the price is for: 人·月, but not the 晚 of 早稻150元/亩、晚稻.
fn joins(c: char, rest: &str) -> bool {
    let closes = |word: &str| !rest[word.len()..].starts_with(is_han);
    word(rest).is_some_and(|word| c != '、' || is_period(word) && closes(word))
}

/// 100元每人每天: what follows the first 每, where nothing but the price follows.
fn each_behind(rest: &str) -> Option<(String, usize)> {
    let mut words = word(rest)?.to_owned();
    let mut end = words.len();
    while let Some(next) = rest[end..].strip_prefix('每') {
        let word = word(next)?;
        words = format!("{words}·{word}");
        end += '每'.len_utf8() + word.len();
    }
    let closes = rest[end..].chars().next().is_none_or(|c| !is_han(c) || matches!(c, '的' | '标' | '计'));
    closes.then_some((words, end))
}

/// A unit word that a price may be for.
pub(super) fn word(text: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &[
        "车次",
        "学期",
        "学年",
        "年度",
        "季度",
        "年",
        "月",
        "日",
        "天",
        "周",
        "季",
        "期",
        "生",
        "课时",
        "人次",
        "学生",
        "户",
        "车",
        "店",
        "夜",
        "晚",
        "百公里",
        "千字",
        "职工",
        "老人",
        "岗位",
        "摊位",
        "单元",
        "井",
    ];
    if let Some(word) = WORDS.iter().find(|w| text.starts_with(**w)) {
        return Some(word);
    }
    let (unit, end) = unit::read(text, 0)?;
    let measures = matches!(unit.dimension, Dimension::Count | Dimension::PersonTimes | Dimension::Other);
    (measures && end == unit.text.len()).then_some(unit.text)
}

/// 元/人天 is for a person and a day, as 元/人·天 is.
fn parted(word: &'static str) -> &'static str {
    match word {
        "人天" => "人·天",
        "人日" => "人·日",
        "人月" => "人·月",
        "人年" => "人·年",
        "㎡" | "m²" | "m2" => "平方米",
        "m³" | "m3" => "立方米",
        "kWh" | "KWh" => "千瓦时",
        "km" | "KM" => "公里",
        other => other,
    }
}

/// The measure word of what a price is for: a car counts in 辆, a shop in 家.
pub(super) fn measure(word: &str) -> &str {
    match word {
        "车" => "辆",
        "店" => "家",
        "学生" => "生",
        other => other,
    }
}

/// Whether a price is for a stretch of time.
pub(super) fn is_period(word: &str) -> bool {
    matches!(word, "年" | "年度" | "学年" | "学期" | "季度" | "季" | "月" | "周" | "天" | "日")
}

/// What stands behind 每: 人每月 → 人·月.
pub(super) fn each(words: &str) -> Option<String> {
    let words = without_blanks(words);
    if words.chars().count() > 24 {
        return None;
    }
    let mut of = Vec::new();
    let mut rest = words.as_ref();
    // 每新增一亩奖励50元: a verb stands before what is counted.
    if word(rest).is_none()
        && let Some((verb, _)) = rest.char_indices().take(5).skip(1).find(|&(_, c)| c == '一' || fold(c) == '1')
    {
        rest = &rest[verb..];
    }
    loop {
        let number: usize = rest
            .chars()
            .take_while(|c| fold(*c).is_ascii_digit() || matches!(c, '一' | '个'))
            .map(char::len_utf8)
            .sum();
        let Some(word) = word(&rest[number..]) else {
            // 每个, 每个示范点: what is counted in 个.
            if of.is_empty() && rest.starts_with('个') && !rest.contains(['孩', '人']) {
                of.push("个".to_owned());
            }
            break;
        };
        // 每10公里: the price is for so many.
        let many = rest[..number].parse::<u32>().ok().filter(|&n| n > 1);
        of.push(many.map_or_else(|| measure(word).to_owned(), |n| format!("{n}{word}")));
        rest = &rest[number + word.len()..];
        match rest.find('每') {
            Some(i) if rest[..i].chars().count() <= 4 => rest = &rest[i + '每'.len_utf8()..],
            _ => break,
        }
    }
    (!of.is_empty()).then(|| of.join("·"))
}

/// What the name of a row or column says a mean is over: 人均可支配收入 → 人, 户均面积 → 户.
pub(super) fn of_row(words: &str) -> Option<&'static str> {
    const MEANS: &[(&str, &str)] = &[
        ("人均", "人"),
        ("平均工资", "人"),
        ("户均", "户"),
        ("亩均", "亩"),
        ("生均", "人"),
        ("车均", "辆"),
        ("次均", "人次"),
        ("均次", "人次"),
    ];
    MEANS.iter().find(|(word, _)| words.contains(word)).map(|&(_, of)| of)
}

/// What a mean is taken over: 人均 → 人, 月均工资 → 人·月, 单车 → 辆. `each` is what 每 beside it says.
///
/// `None` for a mean over time of a large amount: 年均3万元 is a level, not a price.
pub(super) fn of_mean(word: &str, before: &str, after: &str, each: Option<String>, is_large: bool) -> Option<String> {
    let over = match word {
        "单车" => "辆",
        "平均" => return each.or_else(|| field_measure(after)).or_else(|| wage(before, after)),
        "均价" => return each,
        // 门诊次均费用: each visit is one 人次, each pupil a person.
        "次均" | "均次" => "人次",
        "生均" => "人",
        _ => measure(word.strip_suffix('均')?),
    };
    if is_period(over) {
        // 月均工资 is what one person earns in a month.
        let wage = any_of!["工资", "薪酬", "报酬", "劳务费"].begin(after);
        return match each {
            Some(each) => Some(each),
            None if is_large => None,
            None if wage => Some(format!("人·{over}")),
            None => Some(over.to_owned()),
        };
    }
    let period = period_before(before).or_else(|| after.chars().next().filter(|&c| c == '月'));
    match (each, period) {
        // 生均…每生每年: the mean says again whom each is.
        (Some(each), _) if word == "生均" && each.starts_with('生') => Some(each),
        (Some(each), _) if each != over => Some(format!("{over}·{each}")),
        (None, Some(period)) => Some(format!("{over}·{period}")),
        _ => Some(over.to_owned()),
    }
}

/// 月人均, 年人均: the period before a mean; in 2021年人均 and 全年人均 it is no part of it.
fn period_before(before: &str) -> Option<char> {
    let mut last = before.chars().rev();
    let period = last.next().filter(|&c| matches!(c, '月' | '年' | '日'))?;
    let is_date = last
        .next()
        .is_some_and(|c| fold(c).is_ascii_digit() || "全当本去今上前末历近往某次同〇一二三四五六七八九十".contains(c));
    (!is_date).then_some(period)
}

/// 单方造价 is for a square metre; 月补贴, 月工资 of people counted just before for a person and a month.
pub(super) fn of_name(words: &str, people: bool) -> Option<String> {
    if words.contains("单方造价") || words.contains("单方成本") {
        return Some("平方米".to_owned());
    }
    let monthly = any_of!["月工资", "月补贴", "月薪", "月收入", "月报酬", "月补助"].stand_in(words);
    if people && monthly {
        return Some("人·月".to_owned());
    }
    let words = words.trim_end_matches(['为', '约', '达']);
    // 亩产值1.2万元; 二十万亩产值 is a whole.
    let of_a_field = any_of!["亩产值", "亩收入", "亩收益", "亩效益", "亩成本"].ending(words);
    if of_a_field.is_some_and(|name| {
        !words[..words.len() - name.len()].ends_with(|c: char| "万千百十亿".contains(c) || fold(c).is_ascii_digit())
    }) {
        return Some("亩".to_owned());
    }
    let period = [("月工资", "月"), ("月薪", "月"), ("月租金", "月"), ("日工资", "日"), ("日薪", "日")];
    // 当月工资, 12月工资 and 每月工资 say when, or say it themselves.
    let told = |before: &str| !before.ends_with(|c: char| "当本上每各该个季半".contains(c) || fold(c).is_ascii_digit());
    let (_, per) = period.into_iter().find(|(name, _)| words.strip_suffix(name).is_some_and(told))?;
    Some(per.to_owned())
}

/// 月平均工资: what one person earns in a month; 平均工资: what one earns.
fn wage(before: &str, after: &str) -> Option<String> {
    let wage = any_of!["工资", "薪酬", "报酬"].begin(after);
    let person = || "人".to_owned();
    wage.then(|| period_before(before).map_or_else(person, |period| format!("人·{period}")))
}

/// 平均亩收入: the measure of land directly behind 平均.
fn field_measure(after: &str) -> Option<String> {
    let word = ["亩", "公顷", "户", "村"].into_iter().find(|w| after.starts_with(w))?;
    let told = ["收入", "产值", "投入", "成本", "收益", "支出"];
    told.iter().any(|w| after[word.len()..].starts_with(w)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_price_is_for() {
        for (words, expected) in [
            ("/月，", Some("月")),
            ("／人·月", Some("人·月")),
            ("每人每天，", Some("人·天")),
            ("/人天", Some("人·天")),
            ("/㎡", Some("平方米")),
            ("/人/年", Some("人·年")),
            ("/平方米", Some("平方米")),
            ("/诊次，", Some("诊次")),
            ("/甲方为12元", None),
        ] {
            assert_eq!(behind(words).map(|(w, _)| w).as_deref(), expected, "{words}");
        }
        assert_eq!(each("人每月").as_deref(), Some("人·月"));
        assert_eq!(each("店每月").as_deref(), Some("家·月"));
        assert_eq!(each("一个孩子"), None);
        assert_eq!(each("个").as_deref(), Some("个"));
        assert_eq!(each("个示范点").as_deref(), Some("个"));
        assert_eq!(each("个村").as_deref(), Some("村"));
        assert_eq!(each("10公里").as_deref(), Some("10公里"));
        assert_eq!(each("新增一亩奖励").as_deref(), Some("亩"));
        assert_eq!(each("减免一次性收费"), None);
        assert_eq!(each("间每晚").as_deref(), Some("间·晚"));
    }

    #[test]
    fn what_a_mean_is_over() {
        let of = |word, before, after, each: Option<&str>, large| {
            of_mean(word, before, after, each.map(str::to_owned), large)
        };
        assert_eq!(of("人均", "", "", None, true).as_deref(), Some("人"));
        assert_eq!(of("人均", "月", "", None, false).as_deref(), Some("人·月"));
        assert_eq!(of("人均", "", "月补助", None, false).as_deref(), Some("人·月"));
        assert_eq!(of("人均", "2021年", "", None, false).as_deref(), Some("人"));
        assert_eq!(of("人均", "全年", "", None, false).as_deref(), Some("人"));
        assert_eq!(of("均价", "", "为", Some("平方米"), false).as_deref(), Some("平方米"));
        assert_eq!(of("次均", "门诊", "费用", None, false).as_deref(), Some("人次"));
        assert_eq!(each("个月").as_deref(), Some("月"));
        assert_eq!(of("人均", "", "每月", Some("月"), false).as_deref(), Some("人·月"));
        assert_eq!(of("月均", "", "工资", None, false).as_deref(), Some("人·月"));
        assert_eq!(of("年均", "每车", "运行费", Some("辆"), true).as_deref(), Some("辆"));
        assert_eq!(of("年均", "", "投入", None, true), None);
        assert_eq!(of("平均", "", "亩收入", None, false).as_deref(), Some("亩"));
    }
}
